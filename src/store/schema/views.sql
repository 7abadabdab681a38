-- The common questions.

-- Which council, body and day each document is of; what a manifest says stands in for what the source does not.
CREATE VIEW document_meetings AS
SELECT d.document_key, d.id, d.kind, d.status, d.title,
    coalesce(d.council, m.council, (SELECT min(council) FROM sources WHERE version_key = d.version_key)) AS council,
    m.body,
    coalesce(m.date, (SELECT min(meeting_date) FROM sources WHERE version_key = d.version_key)) AS date
FROM documents AS d LEFT JOIN meetings AS m USING (document_key);

-- Every decision with its meeting, its item and its vote.
CREATE VIEW decisions_with_votes AS
SELECT d.id || '-' || c.id AS id, coalesce(d.council, p.council) AS council, m.body, m.date,
    i.number AS minute_number, i.title, c.lead, c.text, c.verb, c.outcome, c.unanimous, c.majority,
    v.votes_for, v.votes_against, v.abstentions, v.absent, v.method, v.casting_vote, v.casting_vote_by,
    c.moved_by, c.seconded_by, c.amendment, c.page, c.printed_page, d.source_name,
    c.document_key, c.decision_no
FROM decisions AS c
JOIN minute_items AS i USING (document_key, minute_item_no)
JOIN minutes AS m USING (document_key, minutes_no)
JOIN documents AS d USING (document_key)
LEFT JOIN meetings AS p USING (document_key)
LEFT JOIN votes AS v USING (document_key, decision_no);

-- Actions that no log tells to be done: those of minutes, and those of the latest log of each body.
CREATE VIEW open_actions AS
WITH logs AS (
    SELECT l.document_key, l.action_log_no, coalesce(l.body, p.body) AS body, coalesce(l.as_at, p.date) AS as_at,
        coalesce(d.council, p.council) AS council,
        rank() OVER (
            PARTITION BY coalesce(d.council, p.council), coalesce(l.body, p.body)
            ORDER BY coalesce(l.as_at, p.date) DESC
        ) AS age
    FROM action_logs AS l
    JOIN documents AS d USING (document_key)
    LEFT JOIN meetings AS p USING (document_key)
)
SELECT coalesce(d.council, p.council) AS council, m.body, m.date AS meeting_date, i.number AS minute_number,
    i.title AS item_title, a.text,
    (SELECT group_concat(owner, '; ') FROM action_owners AS o WHERE o.document_key = a.document_key AND o.action_no = a.action_no) AS owners,
    NULL AS as_at, NULL AS comments, NULL AS status, a.told_in, a.page, a.document_key, a.action_no
FROM actions AS a
JOIN minute_items AS i USING (document_key, minute_item_no)
JOIN minutes AS m USING (document_key, minutes_no)
JOIN documents AS d USING (document_key)
LEFT JOIN meetings AS p USING (document_key)
UNION ALL
SELECT l.council, l.body, a.meeting_date, a.minute_number, a.item_title, a.text,
    (SELECT group_concat(owner, '; ') FROM action_owners AS o WHERE o.document_key = a.document_key AND o.action_no = a.action_no),
    l.as_at, a.comments, a.status, a.told_in, a.page, a.document_key, a.action_no
FROM actions AS a
JOIN logs AS l USING (document_key, action_log_no)
WHERE l.age = 1
    AND NOT (
        lower(coalesce(a.status, '')) LIKE 'complete%' OR lower(coalesce(a.status, '')) LIKE 'closed%'
        OR lower(coalesce(a.status, '')) LIKE 'done%' OR lower(coalesce(a.status, '')) LIKE 'discharged%'
        OR lower(coalesce(a.status, '')) LIKE 'resolved%'
    );

-- Who attended which meeting, and how.
CREATE VIEW who_attended AS
SELECT coalesce(d.council, p.council) AS council, m.body, m.date, a.name, a.honorific, a.status, a.role,
    a.substitute_for, a.party, a.arrived, a."left", a.note, a.page, a.document_key, a.attendance_no
FROM attendance AS a
JOIN minutes AS m USING (document_key, minutes_no)
JOIN documents AS d USING (document_key)
LEFT JOIN meetings AS p USING (document_key);

-- How each member voted where names were recorded.
CREATE VIEW how_members_voted AS
SELECT v.council, v.body, v.date, v.title, v.outcome, r.name, r.honorific, r.vote, v.document_key, v.decision_no
FROM vote_roll AS r JOIN decisions_with_votes AS v USING (document_key, decision_no);

-- The figures of tables, each with the table it stands in.
CREATE VIEW figures AS
SELECT d.id AS document_id, t.id AS table_id, t.caption, t.kind, f.entity, f.measure, f.period, f.scenario, f.value,
    f.unit, t.page, f.document_key, f.table_no, f.fact_no
FROM table_facts AS f JOIN tables AS t USING (document_key, table_no) JOIN documents AS d USING (document_key);

-- What each document was read from: every name, and whether it is still there.
CREATE VIEW document_sources AS
SELECT d.document_key, d.id, s.name, s.state, s.origin
FROM documents AS d
JOIN source_names AS n USING (version_key)
JOIN sources AS s USING (source_key);

-- Documents of one meeting, in words.
CREATE VIEW linked_documents AS
SELECT a.id, l.kind, b.id AS earlier_id, m.body, m.date
FROM document_links AS l
JOIN documents AS a USING (document_key)
JOIN documents AS b ON b.document_key = l.earlier_key
LEFT JOIN meetings AS m ON m.document_key = a.document_key;

-- Sources in quarantine, with all their names.
CREATE VIEW sources_in_quarantine AS
SELECT v.sha256, s.name, q.code, q.message, q.tries, q.since, v.program, v.bytes, v.milliseconds
FROM quarantine AS q
JOIN source_versions AS v USING (version_key)
JOIN source_names AS n USING (version_key)
JOIN sources AS s USING (source_key);
