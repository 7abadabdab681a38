//! Sources by name, and versions by their bytes.

use crate::store::{Store, StoreFault};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// A source as a run meets it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sighting {
    /// Absolute path or URL.
    pub name: String,
    /// The entry of the settings that it was found by.
    pub origin: String,
    /// Size in bytes.
    pub bytes: u64,
    /// When it was last changed, in nanoseconds since 1970; nothing when that is unknown
    /// or too new to be trusted.
    pub modified: Option<i64>,
    /// As the server says it.
    pub etag: Option<String>,
    /// As the server says it.
    pub last_modified: Option<String>,
    /// The council, as the manifest says it.
    pub council: Option<String>,
    /// `YYYY-MM-DD`, as the manifest says it.
    pub meeting_date: Option<String>,
}

/// What the ledger knows of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Its key.
    pub source_key: i64,
    /// What it last was.
    pub sighting: Sighting,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Whether it was there when a run last looked.
    pub present: bool,
    /// The version that it last held; nothing when its bytes are another shard's.
    pub version: Option<HeldVersion>,
}

/// A version that is in the store, as far as it decides whether to read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldVersion {
    /// Its key.
    pub version_key: i64,
    /// Version of the program that read it.
    pub program: String,
    /// Hash of all grammar files of that run.
    pub grammars: String,
    /// Hash of the words that told the grammars apart.
    pub recogniser: String,
    /// The grammar that read it.
    pub grammar: Option<String>,
    /// Hash of that grammar.
    pub grammar_hash: Option<String>,
    /// Whether it is in quarantine.
    pub quarantined: bool,
    /// Whether files were written of it.
    pub has_files: bool,
    /// The first of all the names under which it was seen, in the order of their bytes.
    pub first_name: Option<String>,
}

const VERSION: &str = "v.version_key, v.program, v.grammars, v.recogniser, v.grammar, v.grammar_hash,
    v.state = 'quarantined',
    EXISTS (SELECT 1 FROM output_files AS f WHERE f.version_key = v.version_key),
    (SELECT min(name) FROM source_names JOIN sources USING (source_key) WHERE source_names.version_key = v.version_key)";

impl HeldVersion {
    fn of(row: &Row<'_>, from: usize) -> rusqlite::Result<Self> {
        Ok(Self {
            version_key: row.get(from)?,
            program: row.get(from + 1)?,
            grammars: row.get(from + 2)?,
            recogniser: row.get(from + 3)?,
            grammar: row.get(from + 4)?,
            grammar_hash: row.get(from + 5)?,
            quarantined: row.get(from + 6)?,
            has_files: row.get(from + 7)?,
            first_name: row.get(from + 8)?,
        })
    }
}

impl Store {
    /// What is known of a name.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn known(&self, name: &str) -> Result<Option<Known>, StoreFault> {
        self.ask(|connection| {
            connection
                .prepare_cached(&format!(
                    "SELECT s.source_key, s.origin, s.bytes, s.modified, s.etag, s.last_modified, s.council,
                         s.meeting_date, s.sha256, s.state = 'present', {VERSION}
                     FROM sources AS s LEFT JOIN source_versions AS v USING (version_key) WHERE s.name = ?"
                ))?
                .query_row([name], |row| {
                    let version: Option<i64> = row.get(10)?;
                    Ok(Known {
                        source_key: row.get(0)?,
                        sighting: Sighting {
                            name: name.to_owned(),
                            origin: row.get(1)?,
                            bytes: row.get::<_, i64>(2)?.max(0) as u64,
                            modified: row.get(3)?,
                            etag: row.get(4)?,
                            last_modified: row.get(5)?,
                            council: row.get(6)?,
                            meeting_date: row.get(7)?,
                        },
                        sha256: row.get(8)?,
                        present: row.get(9)?,
                        version: version.map(|_| HeldVersion::of(row, 10)).transpose()?,
                    })
                })
                .optional()
        })
    }

    /// The version of these bytes whose records, or whose entry in quarantine, are in the store.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn held(&self, sha256: &str) -> Result<Option<HeldVersion>, StoreFault> {
        self.ask(|connection| held(connection, sha256))
    }

    /// The names that were there when a run last looked, of these origins; their keys.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn present(&self, origin: &str) -> Result<Vec<i64>, StoreFault> {
        self.ask(|connection| {
            connection
                .prepare_cached("SELECT source_key FROM sources WHERE origin = ? AND state = 'present'")?
                .query_map([origin], |row| row.get(0))?
                .collect()
        })
    }

    /// Marks names that vanished; a version that has none left is marked too.
    ///
    /// # Errors
    ///
    /// When the store cannot be written.
    pub fn mark_gone(&mut self, sources: &[i64]) -> Result<(), StoreFault> {
        self.whole(|connection| {
            let mut source = connection.prepare_cached("UPDATE sources SET state = 'gone' WHERE source_key = ?")?;
            let mut versions = connection.prepare_cached(
                "UPDATE source_versions AS v SET state = 'gone'
                 WHERE state = 'current'
                     AND version_key IN (SELECT version_key FROM source_names WHERE source_key = ?)
                     AND NOT EXISTS (
                         SELECT 1 FROM source_names AS n JOIN sources AS s USING (source_key)
                         WHERE n.version_key = v.version_key AND s.state = 'present'
                     )",
            )?;
            for key in sources {
                source.execute([key])?;
                versions.execute([key])?;
            }
            Ok(())
        })
    }

    /// Notes that a name has the bytes it had, though its size or times were not looked at or differ.
    ///
    /// # Errors
    ///
    /// When the store cannot be written.
    pub fn note_unchanged(&mut self, sighting: &Sighting) -> Result<(), StoreFault> {
        self.whole(|connection| {
            connection
                .prepare_cached(
                    "UPDATE sources SET origin = ?2, bytes = ?3, modified = ?4, etag = ?5, last_modified = ?6,
                         council = ?7, meeting_date = ?8, state = 'present'
                     WHERE name = ?1",
                )?
                .execute(params![
                    sighting.name,
                    sighting.origin,
                    sighting.bytes as i64,
                    sighting.modified,
                    sighting.etag,
                    sighting.last_modified,
                    sighting.council,
                    sighting.meeting_date,
                ])?;
            connection
                .prepare_cached(
                    "UPDATE source_versions SET state = 'current'
                     WHERE state = 'gone' AND version_key = (SELECT version_key FROM sources WHERE name = ?)",
                )?
                .execute([&sighting.name])
                .map(drop)
        })
    }
}

pub(super) fn held(connection: &Connection, sha256: &str) -> rusqlite::Result<Option<HeldVersion>> {
    connection
        .prepare_cached(&format!(
            "SELECT {VERSION} FROM source_versions AS v
             WHERE v.sha256 = ? AND v.state <> 'superseded' ORDER BY v.version_key DESC LIMIT 1"
        ))?
        .query_row([sha256], |row| HeldVersion::of(row, 0))
        .optional()
}
