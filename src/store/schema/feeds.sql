-- What was sent to those who are fed with records, so that only what changed is sent again. Made when the first
-- of them is fed. An index is fed under a name; while all is loaded into a new one, there are two of the name.
CREATE TABLE IF NOT EXISTS feeds (
    feed_key INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    place TEXT NOT NULL,                   -- the index
    shape TEXT NOT NULL,                   -- digest of what records are told as
    state TEXT NOT NULL CHECK (state IN ('loading', 'live')),
    UNIQUE (name, state)
) STRICT;

CREATE TABLE IF NOT EXISTS feed_documents (
    fed_key INTEGER PRIMARY KEY,
    feed_key INTEGER NOT NULL REFERENCES feeds ON DELETE CASCADE,
    id TEXT NOT NULL,
    whole_key INTEGER,                     -- the document of which all records were taken
    UNIQUE (feed_key, id)
) STRICT;

CREATE TABLE IF NOT EXISTS feed_records (
    fed_key INTEGER NOT NULL REFERENCES feed_documents ON DELETE CASCADE,
    id TEXT NOT NULL,
    digest BLOB NOT NULL,                  -- of what was taken
    PRIMARY KEY (fed_key, id)
) STRICT, WITHOUT ROWID;
