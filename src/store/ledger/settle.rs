//! What came of a source, written in one transaction: its records, its place in the
//! ledger, and the end of what it replaces.

use super::{Reading, Sighting, now, sources};
use crate::record::Document;
use crate::store::{Store, StoreFault, links, put, remove};
use rusqlite::{Connection, OptionalExtension, params};

/// What came of a source.
#[derive(Debug)]
pub enum Found<'a> {
    /// It was read.
    Document {
        /// What was read.
        document: &'a Document,
        /// Names of the files that were written of it.
        files: &'a [String],
        /// How long reading took.
        milliseconds: u64,
    },
    /// It could not be read to the end.
    Quarantined {
        /// Stable code of the reason.
        code: &'a str,
        /// The reason, for people.
        message: &'a str,
        /// How long it was tried.
        milliseconds: u64,
    },
    /// Its bytes are stored already.
    Held {
        /// As this version.
        version_key: i64,
    },
    /// Its bytes are another shard's.
    Elsewhere,
}

/// What settling a source did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// Its document was stored; not so when the same bytes had been stored under an earlier name.
    pub stored: bool,
    /// Whether the name held the same bytes before, or others; nothing when it is new.
    pub same: Option<bool>,
}

impl Store {
    /// Writes what came of a source: in the group that is open, or as a group of its own.
    ///
    /// # Errors
    ///
    /// When the store cannot be written; it is as it was then.
    pub fn settle_source(
        &mut self,
        run: i64,
        reading: &Reading,
        sighting: &Sighting,
        sha256: &str,
        found: &Found<'_>,
    ) -> Result<Settled, StoreFault> {
        let alone = self.connection.is_autocommit();
        self.begin_group()?;
        let settled = self.whole(|connection| {
            let settling = Settling { connection, run, reading, sighting, sha256 };
            settling.settle(found)
        })?;
        if alone {
            self.commit_group()?;
        }
        Ok(settled)
    }

    /// Removes all documents whose names have all vanished, with the names of this origin;
    /// tells how many documents.
    ///
    /// # Errors
    ///
    /// When the store cannot be written.
    pub fn prune(&mut self, origin: &str) -> Result<u64, StoreFault> {
        self.whole(|connection| {
            connection.execute("DELETE FROM sources WHERE origin = ? AND state = 'gone'", [origin])?;
            let nameless: Vec<i64> = connection
                .prepare(
                    "SELECT version_key FROM source_versions AS v
                     WHERE NOT EXISTS (SELECT 1 FROM source_names AS n WHERE n.version_key = v.version_key)",
                )?
                .query_map([], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            let mut pruned = 0;
            for version in nameless {
                pruned += u64::from(withdraw(connection, version)?);
                connection.execute("DELETE FROM source_versions WHERE version_key = ?", [version])?;
            }
            Ok(pruned)
        })
    }

    /// Files whose documents are no longer in the store.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn outdated_files(&self) -> Result<Vec<String>, StoreFault> {
        self.ask(|connection| {
            connection
                .prepare_cached(
                    "SELECT file FROM outdated_files WHERE file NOT IN (SELECT file FROM output_files) ORDER BY file",
                )?
                .query_map([], |row| row.get(0))?
                .collect()
        })
    }

    /// Whether a document has this file.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn has_file(&self, file: &str) -> Result<bool, StoreFault> {
        self.ask(|connection| connection.prepare_cached("SELECT 1 FROM output_files WHERE file = ?")?.exists([file]))
    }

    /// Notes that no outdated file is left.
    ///
    /// # Errors
    ///
    /// When the store cannot be written.
    pub fn forget_outdated_files(&mut self) -> Result<(), StoreFault> {
        self.whole(|connection| connection.execute("DELETE FROM outdated_files", []).map(drop))
    }
}

/// Removes the document of a version; its files are outdated. Tells whether there was one.
pub(in crate::store) fn withdraw(connection: &Connection, version: i64) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("INSERT OR IGNORE INTO outdated_files SELECT file FROM output_files WHERE version_key = ?")?
        .execute([version])?;
    connection.prepare_cached("DELETE FROM output_files WHERE version_key = ?")?.execute([version])?;
    connection.prepare_cached("DELETE FROM quarantine WHERE version_key = ?")?.execute([version])?;
    remove::document_of(connection, version).map(|key| key.is_some())
}

struct Settling<'a> {
    connection: &'a Connection,
    run: i64,
    reading: &'a Reading,
    sighting: &'a Sighting,
    sha256: &'a str,
}

impl Settling<'_> {
    fn settle(&self, found: &Found<'_>) -> rusqlite::Result<Settled> {
        let (version, stored) = match found {
            Found::Document { document, files, milliseconds } => {
                let (version, stored) = self.document(document, files, *milliseconds)?;
                (Some(version), stored)
            }
            Found::Quarantined { code, message, milliseconds } => {
                let version = self.version("quarantined", None, *milliseconds)?;
                self.quarantine(version, code, message)?;
                (Some(version), false)
            }
            Found::Held { version_key } => (Some(*version_key), false),
            Found::Elsewhere => (None, false),
        };
        let (source, same) = self.source(version)?;
        if let Some(version) = version {
            self.connection
                .prepare_cached("INSERT OR IGNORE INTO source_names VALUES (?,?)")?
                .execute([version, source])?;
            self.connection
                .prepare_cached(
                    "UPDATE source_versions SET state = 'current' WHERE version_key = ? AND state = 'gone'",
                )?
                .execute([version])?;
        }
        // While its new bytes are in quarantine, the old ones stand for it.
        if !matches!(found, Found::Quarantined { .. }) {
            self.supersede(source, version)?;
        }
        Ok(Settled { stored, same })
    }

    /// Stores a document in place of what the same bytes gave before, unless another
    /// worker was faster with the same bytes under an earlier name.
    fn document(&self, document: &Document, files: &[String], milliseconds: u64) -> rusqlite::Result<(i64, bool)> {
        let held = sources::held(self.connection, self.sha256)?;
        let earlier = held.as_ref().filter(|held| {
            let named_before = held.first_name.as_ref().is_some_and(|name| *name < self.sighting.name);
            named_before && !held.quarantined && self.read_in_this_run(held.version_key).unwrap_or(false)
        });
        if let Some(earlier) = earlier {
            return Ok((earlier.version_key, false));
        }
        let version = self.version("current", Some(document), milliseconds)?;
        withdraw(self.connection, version)?;
        if let Some(held) = held.filter(|held| held.version_key != version) {
            self.replace(held.version_key, version)?;
        }
        let key = put::put(self.connection, version, document)?;
        links::link(self.connection, key, document)?;
        let mut add = self.connection.prepare_cached("INSERT INTO output_files VALUES (?,?)")?;
        let mut kept = self.connection.prepare_cached("DELETE FROM outdated_files WHERE file = ?")?;
        for file in files {
            add.execute(params![version, file])?;
            kept.execute([file])?;
        }
        Ok((version, true))
    }

    fn read_in_this_run(&self, version: i64) -> rusqlite::Result<bool> {
        self.connection
            .prepare_cached("SELECT 1 FROM source_versions WHERE version_key = ? AND run_key = ?")?
            .exists([version, self.run])
    }

    /// The same bytes as another program or grammar read them: every name goes over to the new version.
    fn replace(&self, old: i64, new: i64) -> rusqlite::Result<()> {
        withdraw(self.connection, old)?;
        self.connection
            .prepare_cached(
                "INSERT OR IGNORE INTO source_names SELECT ?2, source_key FROM source_names WHERE version_key = ?1",
            )?
            .execute([old, new])?;
        self.connection
            .prepare_cached("UPDATE sources SET version_key = ?2 WHERE version_key = ?1")?
            .execute([old, new])?;
        self.connection
            .prepare_cached(
                "UPDATE source_versions SET state = 'superseded', superseded_by = ?2 WHERE version_key = ?1",
            )?
            .execute([old, new])
            .map(drop)
    }

    /// Notes that these bytes were read now; tells the key of the version.
    ///
    /// A row is looked for and then changed or added, each with one statement, here and for names: a statement
    /// that changes what refers to other rows may have to undo itself, and search would flush its words for it.
    fn version(&self, state: &str, document: Option<&Document>, milliseconds: u64) -> rusqlite::Result<i64> {
        let grammar = document.map(|document| &document.document.grammar);
        let known: Option<i64> = self
            .connection
            .prepare_cached(
                "SELECT version_key FROM source_versions WHERE sha256 = ? AND program = ? AND grammars = ?",
            )?
            .query_row(params![self.sha256, self.reading.program, self.reading.grammars], |row| row.get(0))
            .optional()?;
        let sql = if known.is_some() {
            "UPDATE source_versions SET bytes = ?4, recogniser = ?5, grammar = ?6, grammar_hash = ?7, state = ?8,
                 superseded_by = NULL, run_key = ?9, read_at = ?10, milliseconds = ?11
             WHERE sha256 = ?1 AND program = ?2 AND grammars = ?3"
        } else {
            "INSERT INTO source_versions (sha256, program, grammars, bytes, recogniser, grammar, grammar_hash, state,
                 run_key, read_at, milliseconds)
             VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11)"
        };
        self.connection.prepare_cached(sql)?.execute(params![
            self.sha256,
            self.reading.program,
            self.reading.grammars,
            self.sighting.bytes as i64,
            self.reading.recogniser,
            grammar.map(|grammar| &grammar.name),
            grammar.map(|grammar| &grammar.hash),
            state,
            self.run,
            now(),
            milliseconds as i64,
        ])?;
        Ok(known.unwrap_or_else(|| self.connection.last_insert_rowid()))
    }

    fn quarantine(&self, version: i64, code: &str, message: &str) -> rusqlite::Result<()> {
        let tries: Option<i64> = self
            .connection
            .prepare_cached("SELECT tries FROM quarantine WHERE version_key = ?")?
            .query_row([version], |row| row.get(0))
            .optional()?;
        withdraw(self.connection, version)?;
        self.connection
            .prepare_cached("INSERT INTO quarantine VALUES (?,?,?,?,?)")?
            .execute(params![version, code, message, tries.unwrap_or(0) + 1, now()])
            .map(drop)
    }

    /// Notes what the name holds now; tells its key, and whether it held the same bytes before.
    fn source(&self, version: Option<i64>) -> rusqlite::Result<(i64, Option<bool>)> {
        let sighting = self.sighting;
        let known: Option<(i64, bool)> = self
            .connection
            .prepare_cached("SELECT source_key, sha256 = ?2 FROM sources WHERE name = ?1")?
            .query_row([sighting.name.as_str(), self.sha256], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let sql = if known.is_some() {
            "UPDATE sources SET origin = ?2, state = 'present', bytes = ?3, modified = ?4, etag = ?5,
                 last_modified = ?6, sha256 = ?7, version_key = ?8, council = ?9, meeting_date = ?10
             WHERE name = ?1"
        } else {
            "INSERT INTO sources (name, origin, state, bytes, modified, etag, last_modified, sha256, version_key,
                 council, meeting_date)
             VALUES (?1,?2,'present',?3,?4,?5,?6,?7,?8,?9,?10)"
        };
        self.connection.prepare_cached(sql)?.execute(params![
            sighting.name,
            sighting.origin,
            sighting.bytes as i64,
            sighting.modified,
            sighting.etag,
            sighting.last_modified,
            self.sha256,
            version,
            sighting.council,
            sighting.meeting_date,
        ])?;
        let key = known.map_or_else(|| self.connection.last_insert_rowid(), |(key, _)| key);
        Ok((key, known.map(|(_, same)| same)))
    }

    /// Ends the versions that this name held before, unless another name still holds them.
    fn supersede(&self, source: i64, by: Option<i64>) -> rusqlite::Result<()> {
        let ended: Vec<i64> = self
            .connection
            .prepare_cached(
                "SELECT version_key FROM source_names JOIN source_versions AS v USING (version_key)
                 WHERE source_key = ?1 AND version_key IS NOT ?2 AND v.state <> 'superseded'
                     AND NOT EXISTS (
                         SELECT 1 FROM sources AS s WHERE s.version_key = v.version_key AND s.state = 'present'
                     )",
            )?
            .query_map(params![source, by], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        for version in ended {
            withdraw(self.connection, version)?;
            self.connection
                .prepare_cached(
                    "UPDATE source_versions SET state = 'superseded', superseded_by = ? WHERE version_key = ?",
                )?
                .execute(params![by, version])?;
        }
        Ok(())
    }
}
