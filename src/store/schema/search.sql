-- Every record once, for search: what it is, where its row is, and what to filter by.
-- The key holds the document in its upper half, so that the records of a document lie together.
CREATE TABLE records (
    record_key INTEGER PRIMARY KEY,        -- document_key * 4294967296 + position in the document
    document_key INTEGER GENERATED ALWAYS AS (record_key >> 32) VIRTUAL,
    type TEXT NOT NULL,                    -- as in the flat stream
    number INTEGER NOT NULL,               -- the _no of its row
    id TEXT NOT NULL,                      -- as in the flat stream
    title TEXT,
    body TEXT,                             -- of its meeting
    date TEXT,                             -- of its meeting
    council TEXT,
    outcome TEXT                           -- of a decision
) STRICT;

-- The words of a record: kept where the record is, so that they are stored once.
CREATE VIEW record_texts AS
SELECT record_key, title, CASE type
    WHEN 'agenda_item' THEN (SELECT notes FROM agenda_items WHERE document_key = r.document_key AND agenda_item_no = r.number)
    WHEN 'minute' THEN (SELECT text FROM minute_items WHERE document_key = r.document_key AND minute_item_no = r.number)
    WHEN 'decision' THEN (SELECT text FROM decisions WHERE document_key = r.document_key AND decision_no = r.number)
    WHEN 'action' THEN (SELECT text FROM actions WHERE document_key = r.document_key AND action_no = r.number)
    WHEN 'attendance' THEN (SELECT note FROM attendance WHERE document_key = r.document_key AND attendance_no = r.number)
    WHEN 'interest' THEN (SELECT text FROM interests WHERE document_key = r.document_key AND interest_no = r.number)
    WHEN 'report' THEN (SELECT purpose FROM reports WHERE document_key = r.document_key AND report_no = r.number)
    WHEN 'recommendation' THEN (SELECT text FROM recommendations WHERE document_key = r.document_key AND recommendation_no = r.number)
    WHEN 'appointment' THEN (SELECT purpose FROM appointments WHERE document_key = r.document_key AND appointment_no = r.number)
    WHEN 'section' THEN (SELECT text FROM sections WHERE document_key = r.document_key AND section_no = r.number)
END AS text
FROM records AS r;

CREATE VIRTUAL TABLE records_search USING fts5(
    title, text,
    content = 'record_texts', content_rowid = 'record_key',
    tokenize = 'porter unicode61 remove_diacritics 2'
);
-- Every commit adds a part to the index, and parts are merged when there are so many of one size. With twice
-- as many as is usual, words are written again less often, and a question looks into a few parts more.
INSERT INTO records_search (records_search, rank) VALUES ('automerge', 8);

-- Everybody that a record names in an office of its own, as printed.
CREATE VIEW record_people AS
SELECT document_key, 'meeting' AS type, 1 AS number, chair AS name, 'chair' AS part FROM meetings WHERE chair IS NOT NULL
UNION ALL
SELECT document_key, 'attendance', attendance_no, name, status FROM attendance
UNION ALL
SELECT document_key, 'decision', decision_no, moved_by, 'mover' FROM decisions WHERE moved_by IS NOT NULL
UNION ALL
SELECT document_key, 'decision', decision_no, seconded_by, 'seconder' FROM decisions WHERE seconded_by IS NOT NULL
UNION ALL
SELECT document_key, 'decision', decision_no, name, vote FROM vote_roll
UNION ALL
SELECT document_key, 'interest', interest_no, name, kind FROM interests
UNION ALL
SELECT document_key, 'action', action_no, owner, 'owner' FROM action_owners
UNION ALL
SELECT document_key, 'appointment', appointment_no, name, 'representative' FROM representatives;
