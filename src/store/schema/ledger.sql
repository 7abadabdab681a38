-- What was read, when, under which names, and how the runs ended.

-- What tells this store from every other, also from one that is made again at the same place.
CREATE TABLE store_identity (
    identity TEXT NOT NULL
) STRICT;
INSERT INTO store_identity VALUES (lower(hex(randomblob(16))));

CREATE TABLE runs (
    run_key INTEGER PRIMARY KEY,
    started TEXT NOT NULL,                 -- UTC, RFC 3339
    ended TEXT,
    state TEXT NOT NULL CHECK (state IN ('running', 'finished', 'stopped', 'failed', 'died')),
    program TEXT NOT NULL,
    grammars TEXT NOT NULL,                -- hash of all grammar files
    jobs INTEGER NOT NULL,
    shard TEXT,                            -- 'i/n'
    seconds REAL NOT NULL DEFAULT 0,
    found INTEGER NOT NULL DEFAULT 0,      -- names that the sources gave
    skipped INTEGER NOT NULL DEFAULT 0,    -- unchanged since they were read
    fresh INTEGER NOT NULL DEFAULT 0,      -- names that no run had met
    changed INTEGER NOT NULL DEFAULT 0,    -- names whose bytes are others than before
    reread INTEGER NOT NULL DEFAULT 0,     -- read again for a new program or grammar, or on demand
    duplicates INTEGER NOT NULL DEFAULT 0, -- names of bytes that are stored under another name
    elsewhere INTEGER NOT NULL DEFAULT 0,  -- names whose bytes are another shard's
    gone INTEGER NOT NULL DEFAULT 0,       -- names that vanished
    pruned INTEGER NOT NULL DEFAULT 0,     -- documents removed because all their names vanished
    read INTEGER NOT NULL DEFAULT 0,
    read_in_part INTEGER NOT NULL DEFAULT 0,
    refused INTEGER NOT NULL DEFAULT 0,
    unreadable INTEGER NOT NULL DEFAULT 0, -- bytes that could not be had, paths that lead nowhere
    quarantined INTEGER NOT NULL DEFAULT 0,
    pages INTEGER NOT NULL DEFAULT 0,
    bytes INTEGER NOT NULL DEFAULT 0,
    lines INTEGER NOT NULL DEFAULT 0,
    lines_claimed INTEGER NOT NULL DEFAULT 0,
    characters INTEGER NOT NULL DEFAULT 0,
    characters_claimed INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Records by type, in the flat stream's words.
CREATE TABLE run_records (
    run_key INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    type TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (run_key, type)
) STRICT, WITHOUT ROWID;

-- Diagnostics by code.
CREATE TABLE run_diagnostics (
    run_key INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    code TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (run_key, code)
) STRICT, WITHOUT ROWID;

-- What led to nothing: a path without a file, a file that cannot be read.
CREATE TABLE run_faults (
    run_key INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    message TEXT NOT NULL,
    PRIMARY KEY (run_key, position)
) STRICT, WITHOUT ROWID;

-- How fast the run went: all that was done when so many seconds had passed.
CREATE TABLE run_pace (
    run_key INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    second INTEGER NOT NULL,
    sources INTEGER NOT NULL,
    pages INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    PRIMARY KEY (run_key, second)
) STRICT, WITHOUT ROWID;

-- Some bytes as one program with one set of grammars read them.
CREATE TABLE source_versions (
    version_key INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL,
    program TEXT NOT NULL,
    grammars TEXT NOT NULL,                -- hash of all grammar files of the run
    recogniser TEXT NOT NULL,              -- hash of the words that tell the grammars apart
    grammar TEXT,                          -- the grammar that read it
    grammar_hash TEXT,                     -- hash of that grammar's files
    bytes INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('current', 'gone', 'superseded', 'quarantined')),
    superseded_by INTEGER REFERENCES source_versions ON DELETE SET NULL,
    run_key INTEGER REFERENCES runs ON DELETE SET NULL, -- the run that read it
    read_at TEXT NOT NULL,                 -- UTC, RFC 3339
    milliseconds INTEGER NOT NULL,         -- how long reading took
    UNIQUE (sha256, program, grammars)
) STRICT;
CREATE INDEX source_versions_superseded_by ON source_versions (superseded_by) WHERE superseded_by IS NOT NULL;
CREATE INDEX source_versions_run_key ON source_versions (run_key);

-- Every path and URL, and what it last held.
CREATE TABLE sources (
    source_key INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,             -- absolute path or URL
    origin TEXT NOT NULL,                  -- the entry of the settings that it was found by
    state TEXT NOT NULL CHECK (state IN ('present', 'gone')),
    bytes INTEGER NOT NULL,
    modified INTEGER,                      -- nanoseconds since 1970; nothing when too new to be trusted
    etag TEXT,
    last_modified TEXT,                    -- as the server says it
    sha256 TEXT NOT NULL,
    version_key INTEGER REFERENCES source_versions ON DELETE SET NULL, -- nothing: another shard's
    council TEXT,                          -- as the manifest says it
    meeting_date TEXT                      -- as the manifest says it
) STRICT;
CREATE INDEX sources_version_key ON sources (version_key);

-- Every name under which a version was ever seen.
CREATE TABLE source_names (
    version_key INTEGER NOT NULL REFERENCES source_versions ON DELETE CASCADE,
    source_key INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE,
    PRIMARY KEY (version_key, source_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX source_names_source_key ON source_names (source_key);

-- Sources that were not read to the end, and why.
CREATE TABLE quarantine (
    version_key INTEGER PRIMARY KEY REFERENCES source_versions ON DELETE CASCADE,
    code TEXT NOT NULL,
    message TEXT NOT NULL,
    tries INTEGER NOT NULL,
    since TEXT NOT NULL                    -- UTC, RFC 3339
) STRICT;

-- Files written beside the store.
CREATE TABLE output_files (
    version_key INTEGER NOT NULL REFERENCES source_versions ON DELETE CASCADE,
    file TEXT NOT NULL,
    PRIMARY KEY (version_key, file)
) STRICT, WITHOUT ROWID;

-- Files whose documents are no longer in the store; removed after the transaction that says so.
CREATE TABLE outdated_files (
    file TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
