-- The records. Every row begins with the key of its document; numbers that end in _no count from 1 within it.
-- `id` is the id that the JSON document gives the record. The columns page to char_end are the first place of
-- a record; places beyond the first are in further_places.

-- A document never changes: what is read again is a new document with a key of its own, and no key is used
-- twice. Who keeps what they were told of a store, such as the index of search, need only compare keys.
CREATE TABLE documents (
    document_key INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    version_key INTEGER NOT NULL UNIQUE REFERENCES source_versions,
    source_name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    page_count INTEGER NOT NULL,
    title TEXT,
    producer TEXT,
    created TEXT,
    encrypted INTEGER,
    kind TEXT NOT NULL,
    council TEXT,
    grammar TEXT NOT NULL,
    grammar_hash TEXT NOT NULL,
    program TEXT NOT NULL,
    program_version TEXT NOT NULL,
    schema_version TEXT NOT NULL,
    status TEXT NOT NULL,
    lines INTEGER NOT NULL,
    lines_claimed INTEGER NOT NULL,
    characters INTEGER NOT NULL,
    characters_claimed INTEGER NOT NULL
) STRICT;
CREATE INDEX documents_council ON documents (council);

-- Documents of one meeting: which stands for which.
CREATE TABLE document_links (
    document_key INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    earlier_key INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('supplements', 'revises', 'confirms', 'same_meeting')),
    PRIMARY KEY (document_key, earlier_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_links_earlier_key ON document_links (earlier_key);

-- The documents of each meeting, those that stand first for it first.
CREATE TABLE meeting_documents (
    council TEXT NOT NULL,                 -- '' where no document says it
    body TEXT NOT NULL,                    -- in lower case
    date TEXT NOT NULL,
    standing INTEGER NOT NULL,             -- 0 agenda, 1 revised agenda, 2 supplement, 3 draft minutes, 4 minutes, 5 other
    id TEXT NOT NULL,
    document_key INTEGER NOT NULL UNIQUE REFERENCES documents ON DELETE CASCADE,
    PRIMARY KEY (council, body, date, standing, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE pages (
    document_key INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    page INTEGER NOT NULL,
    printed_page TEXT,
    width REAL,
    height REAL,
    read TEXT,
    text TEXT NOT NULL,
    PRIMARY KEY (document_key, page)
) STRICT, WITHOUT ROWID;

-- Running heads, feet and stamps that were taken out of the pages.
CREATE TABLE furniture (
    document_key INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    page INTEGER NOT NULL,
    furniture_no INTEGER NOT NULL,
    text TEXT NOT NULL,
    printed_page TEXT, box_left REAL, box_top REAL, box_right REAL, box_bottom REAL,
    char_start INTEGER, char_end INTEGER,
    PRIMARY KEY (document_key, page, furniture_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE further_places (
    document_key INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    type TEXT NOT NULL,
    number INTEGER NOT NULL,               -- the record's own _no
    position INTEGER NOT NULL,             -- from 2
    page INTEGER NOT NULL,
    printed_page TEXT, box_left REAL, box_top REAL, box_right REAL, box_bottom REAL,
    char_start INTEGER, char_end INTEGER,
    PRIMARY KEY (document_key, type, number, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE meetings (
    document_key INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
    body TEXT,
    council TEXT,
    title TEXT,
    date TEXT,
    date_text TEXT,
    start_time TEXT,
    end_time TEXT,
    venue TEXT,
    chair TEXT,
    vice_chair TEXT,
    contact_name TEXT,
    contact_phone TEXT,
    contact_email TEXT,
    access TEXT,
    cancelled INTEGER
) STRICT;
CREATE INDEX meetings_date ON meetings (date, body);

CREATE TABLE meeting_members (
    document_key INTEGER NOT NULL REFERENCES meetings ON DELETE CASCADE,
    member_no INTEGER NOT NULL,
    name TEXT NOT NULL,
    honorific TEXT,
    role TEXT,
    party TEXT,
    voting INTEGER,
    PRIMARY KEY (document_key, member_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE minutes (
    document_key INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    minutes_no INTEGER NOT NULL,
    id TEXT NOT NULL,
    body TEXT,
    date TEXT,
    date_text TEXT,
    start_time TEXT,
    end_time TEXT,
    venue TEXT,
    page INTEGER, printed_page TEXT, box_left REAL, box_top REAL, box_right REAL, box_bottom REAL,
    char_start INTEGER, char_end INTEGER,
    PRIMARY KEY (document_key, minutes_no)
) STRICT, WITHOUT ROWID;
CREATE INDEX minutes_date ON minutes (date, body);

CREATE TABLE attendance (
    document_key INTEGER NOT NULL,
    attendance_no INTEGER NOT NULL,
    minutes_no INTEGER NOT NULL,
    name TEXT NOT NULL,
    honorific TEXT,
    status TEXT NOT NULL,
    role TEXT,
    substitute_for TEXT,
    party TEXT,
    arrived TEXT,
    "left" TEXT,
    note TEXT,
    page INTEGER, printed_page TEXT, box_left REAL, box_top REAL, box_right REAL, box_bottom REAL,
    char_start INTEGER, char_end INTEGER,
    PRIMARY KEY (document_key, attendance_no),
    FOREIGN KEY (document_key, minutes_no) REFERENCES minutes ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX attendance_name ON attendance (name);

CREATE TABLE minute_items (
    document_key INTEGER NOT NULL,
    minute_item_no INTEGER NOT NULL,
    minutes_no INTEGER NOT NULL,
    id TEXT NOT NULL,
    number TEXT,
    title TEXT NOT NULL,
    text TEXT NOT NULL,                    -- a paragraph a line
    agenda_number TEXT,
    exempt INTEGER,
    page INTEGER, printed_page TEXT, box_left REAL, box_top REAL, box_right REAL, box_bottom REAL,
    char_start INTEGER, char_end INTEGER,
    PRIMARY KEY (document_key, minute_item_no),
    FOREIGN KEY (document_key, minutes_no) REFERENCES minutes ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE decisions (
    document_key INTEGER NOT NULL,
    decision_no INTEGER NOT NULL,
    minute_item_no INTEGER NOT NULL,
    id TEXT NOT NULL,
    lead TEXT,
    text TEXT NOT NULL,
    verb TEXT,
    outcome TEXT,
    unanimous INTEGER,
    majority TEXT,
    moved_by TEXT,
    seconded_by TEXT,
    amendment INTEGER,
    page INTEGER, printed_page TEXT, box_left REAL, box_top REAL, box_right REAL, box_bottom REAL,
    char_start INTEGER, char_end INTEGER,
    PRIMARY KEY (document_key, decision_no),
    FOREIGN KEY (document_key, minute_item_no) REFERENCES minute_items ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX decisions_moved_by ON decisions (moved_by) WHERE moved_by IS NOT NULL;
CREATE INDEX decisions_seconded_by ON decisions (seconded_by) WHERE seconded_by IS NOT NULL;

CREATE TABLE decision_clauses (
    document_key INTEGER NOT NULL,
    decision_no INTEGER NOT NULL,
    clause_no INTEGER NOT NULL,            -- from 1 within the decision, parents first
    parent_no INTEGER,                     -- the clause that holds this one
    label TEXT,
    text TEXT NOT NULL,
    PRIMARY KEY (document_key, decision_no, clause_no),
    FOREIGN KEY (document_key, decision_no) REFERENCES decisions ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE votes (
    document_key INTEGER NOT NULL,
    decision_no INTEGER NOT NULL,
    votes_for INTEGER,
    votes_against INTEGER,
    abstentions INTEGER,
    absent INTEGER,
    method TEXT,
    casting_vote INTEGER,                  -- whether there was one
    casting_vote_by TEXT,                  -- who gave it
    PRIMARY KEY (document_key, decision_no),
    FOREIGN KEY (document_key, decision_no) REFERENCES decisions ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE vote_roll (
    document_key INTEGER NOT NULL,
    decision_no INTEGER NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    honorific TEXT,
    vote TEXT NOT NULL,
    PRIMARY KEY (document_key, decision_no, position),
    FOREIGN KEY (document_key, decision_no) REFERENCES votes ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX vote_roll_name ON vote_roll (name);

CREATE TABLE action_logs (
    document_key INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    action_log_no INTEGER NOT NULL,
    id TEXT NOT NULL,
    body TEXT,
    as_at TEXT,
    page INTEGER, printed_page TEXT, box_left REAL, box_top REAL, box_right REAL, box_bottom REAL,
    char_start INTEGER, char_end INTEGER,
    PRIMARY KEY (document_key, action_log_no)
) STRICT, WITHOUT ROWID;

-- Actions of minutes have a minute item, those of action logs have a log.
CREATE TABLE actions (
    document_key INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    action_no INTEGER NOT NULL,
    told_in TEXT NOT NULL CHECK (told_in IN ('minutes', 'action_log')),
    minute_item_no INTEGER,
    action_log_no INTEGER,
    text TEXT NOT NULL,
    meeting_date TEXT,
    minute_number TEXT,
    item_title TEXT,
    comments TEXT,
    status TEXT,
    page INTEGER, printed_page TEXT, box_left REAL, box_top REAL, box_right REAL, box_bottom REAL,
    char_start INTEGER, char_end INTEGER,
    PRIMARY KEY (document_key, action_no),
    FOREIGN KEY (document_key, minute_item_no) REFERENCES minute_items ON DELETE CASCADE,
    FOREIGN KEY (document_key, action_log_no) REFERENCES action_logs ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE action_owners (
    document_key INTEGER NOT NULL,
    action_no INTEGER NOT NULL,
    position INTEGER NOT NULL,
    owner TEXT NOT NULL,
    PRIMARY KEY (document_key, action_no, position),
    FOREIGN KEY (document_key, action_no) REFERENCES actions ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX action_owners_owner ON action_owners (owner);

CREATE TABLE interests (
    document_key INTEGER NOT NULL,
    interest_no INTEGER NOT NULL,
    minute_item_no INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    item TEXT,
    text TEXT NOT NULL,
    left_room INTEGER,
    page INTEGER, printed_page TEXT, box_left REAL, box_top REAL, box_right REAL, box_bottom REAL,
    char_start INTEGER, char_end INTEGER,
    PRIMARY KEY (document_key, interest_no),
    FOREIGN KEY (document_key, minute_item_no) REFERENCES minute_items ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX interests_name ON interests (name);

CREATE TABLE reports (
    document_key INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    report_no INTEGER NOT NULL,
    id TEXT NOT NULL,
    agenda_number TEXT,
    title TEXT NOT NULL,
    report_to TEXT,
    meeting_date TEXT,
    meeting_date_text TEXT,
    report_from TEXT,
    electoral_divisions TEXT,
    forward_plan_ref TEXT,
    key_decision INTEGER,
    purpose TEXT,
    recommendation_lead TEXT,
    exempt INTEGER,
    page INTEGER, printed_page TEXT, box_left REAL, box_top REAL, box_right REAL, box_bottom REAL,
    char_start INTEGER, char_end INTEGER,
    PRIMARY KEY (document_key, report_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE recommendations (
    document_key INTEGER NOT NULL,
    recommendation_no INTEGER NOT NULL,
    report_no INTEGER NOT NULL,
    label TEXT,
    text TEXT NOT NULL,
    PRIMARY KEY (document_key, recommendation_no),
    FOREIGN KEY (document_key, report_no) REFERENCES reports ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE recommendation_clauses (
    document_key INTEGER NOT NULL,
    recommendation_no INTEGER NOT NULL,
    clause_no INTEGER NOT NULL,            -- from 1 within the recommendation, parents first
    parent_no INTEGER,                     -- the clause that holds this one
    label TEXT,
    text TEXT NOT NULL,
    PRIMARY KEY (document_key, recommendation_no, clause_no),
    FOREIGN KEY (document_key, recommendation_no) REFERENCES recommendations ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE report_contacts (
    document_key INTEGER NOT NULL,
    report_no INTEGER NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('officer', 'member')),
    name TEXT NOT NULL,
    post TEXT,
    email TEXT,
    phone TEXT,
    PRIMARY KEY (document_key, report_no, position),
    FOREIGN KEY (document_key, report_no) REFERENCES reports ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE report_appendices (
    document_key INTEGER NOT NULL,
    appendix_no INTEGER NOT NULL,
    report_no INTEGER NOT NULL,
    label TEXT NOT NULL,
    title TEXT,
    page INTEGER, printed_page TEXT, box_left REAL, box_top REAL, box_right REAL, box_bottom REAL,
    char_start INTEGER, char_end INTEGER,
    PRIMARY KEY (document_key, appendix_no),
    FOREIGN KEY (document_key, report_no) REFERENCES reports ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE report_source_documents (
    document_key INTEGER NOT NULL,
    report_no INTEGER NOT NULL,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    location TEXT,
    PRIMARY KEY (document_key, report_no, position),
    FOREIGN KEY (document_key, report_no) REFERENCES reports ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE report_implications (
    document_key INTEGER NOT NULL,
    report_no INTEGER NOT NULL,
    position INTEGER NOT NULL,
    heading TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (document_key, report_no, position),
    FOREIGN KEY (document_key, report_no) REFERENCES reports ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE agenda_items (
    document_key INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    agenda_item_no INTEGER NOT NULL,
    id TEXT NOT NULL,
    number TEXT NOT NULL,
    title TEXT NOT NULL,
    heading TEXT,
    first_page INTEGER,                    -- printed page
    last_page INTEGER,                     -- printed page
    first_file_page INTEGER,
    last_file_page INTEGER,
    exempt INTEGER,
    oral INTEGER,
    to_follow INTEGER,
    notes TEXT,
    page INTEGER, printed_page TEXT, box_left REAL, box_top REAL, box_right REAL, box_bottom REAL,
    char_start INTEGER, char_end INTEGER,
    PRIMARY KEY (document_key, agenda_item_no)
) STRICT, WITHOUT ROWID;

-- Paragraphs of the exemption schedule that an item names.
CREATE TABLE agenda_item_exemptions (
    document_key INTEGER NOT NULL,
    agenda_item_no INTEGER NOT NULL,
    position INTEGER NOT NULL,
    paragraph TEXT NOT NULL,
    PRIMARY KEY (document_key, agenda_item_no, position),
    FOREIGN KEY (document_key, agenda_item_no) REFERENCES agenda_items ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- The report or the minutes that stand for an item.
CREATE TABLE agenda_item_papers (
    document_key INTEGER NOT NULL,
    agenda_item_no INTEGER NOT NULL,
    position INTEGER NOT NULL,
    report_no INTEGER,
    minutes_no INTEGER,
    PRIMARY KEY (document_key, agenda_item_no, position),
    FOREIGN KEY (document_key, agenda_item_no) REFERENCES agenda_items ON DELETE CASCADE,
    FOREIGN KEY (document_key, report_no) REFERENCES reports ON DELETE CASCADE,
    FOREIGN KEY (document_key, minutes_no) REFERENCES minutes ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE plans (
    document_key INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    plan_no INTEGER NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT,
    as_at TEXT,
    page INTEGER, printed_page TEXT, box_left REAL, box_top REAL, box_right REAL, box_bottom REAL,
    char_start INTEGER, char_end INTEGER,
    PRIMARY KEY (document_key, plan_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE plan_entries (
    document_key INTEGER NOT NULL,
    plan_entry_no INTEGER NOT NULL,
    plan_no INTEGER NOT NULL,
    date TEXT,
    date_text TEXT,
    provisional INTEGER,
    item TEXT,
    key_decision_ref TEXT,
    drafts_due TEXT,
    despatch_date TEXT,
    spokes_date TEXT,
    page INTEGER, printed_page TEXT, box_left REAL, box_top REAL, box_right REAL, box_bottom REAL,
    char_start INTEGER, char_end INTEGER,
    PRIMARY KEY (document_key, plan_entry_no),
    FOREIGN KEY (document_key, plan_no) REFERENCES plans ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE plan_entry_officers (
    document_key INTEGER NOT NULL,
    plan_entry_no INTEGER NOT NULL,
    position INTEGER NOT NULL,
    officer TEXT NOT NULL,
    PRIMARY KEY (document_key, plan_entry_no, position),
    FOREIGN KEY (document_key, plan_entry_no) REFERENCES plan_entries ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Columns of a plan that have no name of their own here.
CREATE TABLE plan_entry_columns (
    document_key INTEGER NOT NULL,
    plan_entry_no INTEGER NOT NULL,
    heading TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (document_key, plan_entry_no, heading),
    FOREIGN KEY (document_key, plan_entry_no) REFERENCES plan_entries ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE appointments (
    document_key INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    appointment_no INTEGER NOT NULL,
    id TEXT NOT NULL,
    body TEXT NOT NULL,
    purpose TEXT,
    meetings_per_year TEXT,
    representatives_appointed TEXT,
    contact TEXT,
    page INTEGER, printed_page TEXT, box_left REAL, box_top REAL, box_right REAL, box_bottom REAL,
    char_start INTEGER, char_end INTEGER,
    PRIMARY KEY (document_key, appointment_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE representatives (
    document_key INTEGER NOT NULL,
    appointment_no INTEGER NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    honorific TEXT,
    party TEXT,
    substitute INTEGER,
    PRIMARY KEY (document_key, appointment_no, position),
    FOREIGN KEY (document_key, appointment_no) REFERENCES appointments ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE tables (
    document_key INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    table_no INTEGER NOT NULL,
    id TEXT NOT NULL,
    caption TEXT,
    kind TEXT,
    header_rows INTEGER NOT NULL,
    row_count INTEGER NOT NULL,
    column_count INTEGER NOT NULL,
    read_as TEXT,                          -- id of the record that the table was read into
    page INTEGER, printed_page TEXT, box_left REAL, box_top REAL, box_right REAL, box_bottom REAL,
    char_start INTEGER, char_end INTEGER,
    PRIMARY KEY (document_key, table_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE table_columns (
    document_key INTEGER NOT NULL,
    table_no INTEGER NOT NULL,
    column_no INTEGER NOT NULL,
    heading TEXT NOT NULL,
    type TEXT NOT NULL,
    unit TEXT,
    scale REAL,
    PRIMARY KEY (document_key, table_no, column_no),
    FOREIGN KEY (document_key, table_no) REFERENCES tables ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE table_cells (
    document_key INTEGER NOT NULL,
    table_no INTEGER NOT NULL,
    row_no INTEGER NOT NULL,
    column_no INTEGER NOT NULL,
    text TEXT NOT NULL,
    kind TEXT,
    amount REAL,
    currency TEXT,
    date TEXT,
    flag TEXT,
    trend TEXT,
    row_span INTEGER,
    column_span INTEGER,
    PRIMARY KEY (document_key, table_no, row_no, column_no),
    FOREIGN KEY (document_key, table_no) REFERENCES tables ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE table_notes (
    document_key INTEGER NOT NULL,
    table_no INTEGER NOT NULL,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (document_key, table_no, position),
    FOREIGN KEY (document_key, table_no) REFERENCES tables ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Pieces of a table that were joined over page breaks.
CREATE TABLE table_parts (
    document_key INTEGER NOT NULL,
    table_no INTEGER NOT NULL,
    position INTEGER NOT NULL,
    page INTEGER NOT NULL,
    printed_page TEXT, box_left REAL, box_top REAL, box_right REAL, box_bottom REAL,
    char_start INTEGER, char_end INTEGER,
    PRIMARY KEY (document_key, table_no, position),
    FOREIGN KEY (document_key, table_no) REFERENCES tables ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE table_facts (
    document_key INTEGER NOT NULL,
    table_no INTEGER NOT NULL,
    fact_no INTEGER NOT NULL,
    entity TEXT NOT NULL,
    measure TEXT NOT NULL,
    period TEXT,
    value REAL NOT NULL,
    unit TEXT NOT NULL,
    scenario TEXT,
    PRIMARY KEY (document_key, table_no, fact_no),
    FOREIGN KEY (document_key, table_no) REFERENCES tables ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Totals that a table states, recomputed. Rows and columns count from 1, as in table_cells.
CREATE TABLE table_checks (
    document_key INTEGER NOT NULL,
    table_no INTEGER NOT NULL,
    check_no INTEGER NOT NULL,
    kind TEXT NOT NULL,
    row_no INTEGER NOT NULL,
    column_no INTEGER NOT NULL,
    expected REAL NOT NULL,
    found REAL NOT NULL,
    holds INTEGER NOT NULL,
    PRIMARY KEY (document_key, table_no, check_no),
    FOREIGN KEY (document_key, table_no) REFERENCES tables ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE sections (
    document_key INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    section_no INTEGER NOT NULL,
    id TEXT NOT NULL,
    level INTEGER NOT NULL,
    number TEXT,
    heading TEXT,
    text TEXT NOT NULL,
    parent_no INTEGER,                     -- the section that holds this one
    agenda_number TEXT,
    report_no INTEGER,
    minutes_no INTEGER,
    page INTEGER, printed_page TEXT, box_left REAL, box_top REAL, box_right REAL, box_bottom REAL,
    char_start INTEGER, char_end INTEGER,
    PRIMARY KEY (document_key, section_no),
    FOREIGN KEY (document_key, report_no) REFERENCES reports ON DELETE CASCADE,
    FOREIGN KEY (document_key, minutes_no) REFERENCES minutes ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE section_tables (
    document_key INTEGER NOT NULL,
    section_no INTEGER NOT NULL,
    table_no INTEGER NOT NULL,
    PRIMARY KEY (document_key, section_no, table_no),
    FOREIGN KEY (document_key, section_no) REFERENCES sections ON DELETE CASCADE,
    FOREIGN KEY (document_key, table_no) REFERENCES tables ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Stretches that no rule read.
CREATE TABLE unclaimed (
    document_key INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    unclaimed_no INTEGER NOT NULL,
    text TEXT NOT NULL,
    page INTEGER, printed_page TEXT, box_left REAL, box_top REAL, box_right REAL, box_bottom REAL,
    char_start INTEGER, char_end INTEGER,
    PRIMARY KEY (document_key, unclaimed_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE diagnostics (
    document_key INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    diagnostic_no INTEGER NOT NULL,
    code TEXT NOT NULL,
    severity TEXT NOT NULL,
    message TEXT NOT NULL,
    page INTEGER, printed_page TEXT, box_left REAL, box_top REAL, box_right REAL, box_bottom REAL,
    char_start INTEGER, char_end INTEGER,
    PRIMARY KEY (document_key, diagnostic_no)
) STRICT, WITHOUT ROWID;
