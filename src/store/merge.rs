//! Several stores made one: the same whichever is taken first.
//!
//! A document that two stores hold is taken from the one that read it last; a name
//! that two stores know leads to what was read last under it. Runs stay where they were.

use super::remove::record_tables;
use super::{Store, StoreFault, ledger, links};
use rusqlite::{Connection, OptionalExtension, params};
use std::path::Path;

/// What a merge did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// Documents that were added.
    pub added: u64,
    /// Documents that took the place of others.
    pub replaced: u64,
    /// Documents that were there already.
    pub same: u64,
}

/// Adds all that another store holds.
///
/// What was merged before stays: a merge that was broken off is done again.
///
/// # Errors
///
/// When either store cannot be read, or this one cannot be written.
pub fn merge(into: &mut Store, from: &Path) -> Result<Merged, StoreFault> {
    // A file that is no store is told as such, under its own name.
    Store::read_only(from)?;
    let path = from.to_string_lossy().into_owned();
    into.ask(|connection| connection.execute("ATTACH ? AS other", [path]).map(drop))?;
    let merged = all(into);
    let detached = into.ask(|connection| connection.execute("DETACH other", []).map(drop));
    let merged = merged?;
    detached?;
    Ok(merged)
}

fn all(store: &mut Store) -> Result<Merged, StoreFault> {
    let copies = store.ask(Copies::of)?;
    let versions: Vec<i64> = store.ask(|connection| {
        connection
            .prepare("SELECT version_key FROM other.source_versions ORDER BY sha256, program, grammars")?
            .query_map([], |row| row.get(0))?
            .collect()
    })?;
    let mut merged = Merged::default();
    for version in versions {
        store.whole(|connection| take_version(connection, version, &copies, &mut merged))?;
    }
    store.whole(|connection| {
        let sources: Vec<i64> = connection
            .prepare("SELECT source_key FROM other.sources ORDER BY name")?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        sources.into_iter().try_for_each(|source| take_source(connection, source))?;
        connection.execute_batch(LEDGER)
    })?;
    Ok(merged)
}

/// What refers to versions and names by their keys, taken over when all of them are there.
const LEDGER: &str = "
    CREATE TEMP TABLE twins AS
        SELECT o.version_key AS theirs, m.version_key AS ours
        FROM other.source_versions AS o
        JOIN main.source_versions AS m USING (sha256, program, grammars);
    INSERT OR IGNORE INTO main.source_names
        SELECT t.ours, m.source_key
        FROM other.source_names AS n
        JOIN temp.twins AS t ON t.theirs = n.version_key
        JOIN other.sources AS o ON o.source_key = n.source_key
        JOIN main.sources AS m ON m.name = o.name;
    UPDATE main.source_versions AS v SET superseded_by = (
            SELECT by.ours FROM temp.twins AS t
            JOIN other.source_versions AS o ON o.version_key = t.theirs
            JOIN temp.twins AS by ON by.theirs = o.superseded_by
            WHERE t.ours = v.version_key
        )
        WHERE state = 'superseded' AND superseded_by IS NULL;
    UPDATE main.source_versions AS v SET state = 'current'
        WHERE state = 'gone' AND EXISTS (
            SELECT 1 FROM main.sources AS s WHERE s.version_key = v.version_key AND s.state = 'present'
        );
    DROP TABLE temp.twins;";

/// How the rows of a document are copied, table by table.
struct Copies {
    about: String,
    rows: Vec<String>,
}

impl Copies {
    fn of(connection: &Connection) -> rusqlite::Result<Self> {
        let columns = |table: &str| -> rusqlite::Result<String> {
            let sql = "SELECT '\"' || name || '\"' FROM pragma_table_info(?)
                       WHERE name NOT IN ('document_key', 'version_key')";
            let names: Vec<String> =
                connection.prepare(sql)?.query_map([table], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            Ok(names.join(", "))
        };
        let own = columns("documents")?;
        let about = format!(
            "INSERT INTO main.documents (version_key, {own})
             SELECT ?1, {own} FROM other.documents WHERE document_key = ?2 RETURNING document_key"
        );
        let rows = record_tables(connection)?
            .iter()
            .map(|table| {
                let own = columns(table)?;
                let comma = if own.is_empty() { "" } else { ", " };
                Ok(format!(
                    "INSERT INTO main.{table} (document_key{comma}{own})
                     SELECT ?1{comma}{own} FROM other.{table} WHERE document_key = ?2"
                ))
            })
            .collect::<rusqlite::Result<_>>()?;
        Ok(Self { about, rows })
    }

    /// Copies a document for one of our versions.
    fn document(&self, connection: &Connection, version: i64, theirs: i64) -> rusqlite::Result<()> {
        let ours: i64 = connection.prepare_cached(&self.about)?.query_row([version, theirs], |row| row.get(0))?;
        for sql in &self.rows {
            connection.prepare_cached(sql)?.execute([ours, theirs])?;
        }
        connection
            .prepare_cached(
                "INSERT INTO main.records
                 SELECT (?1 << 32) | (record_key & 4294967295), type, number, id, title, body, date, council, outcome
                 FROM other.records WHERE record_key > ?2 << 32 AND record_key < (?2 + 1) << 32",
            )?
            .execute([ours, theirs])?;
        connection
            .prepare_cached(
                "INSERT INTO main.records_search (rowid, title, text)
                 SELECT record_key, title, text FROM main.record_texts
                 WHERE record_key > ?1 << 32 AND record_key < (?1 + 1) << 32",
            )?
            .execute([ours])?;
        links::link_again(connection, ours)
    }
}

/// A version of theirs, or one of ours with the same bytes.
struct Version {
    key: i64,
    /// Its document, and that document's id.
    document: Option<(i64, String)>,
    /// When it was read and by what: the later stands.
    rank: (String, String, String),
}

fn version(connection: &Connection, schema: &str, wanted: &str, by: &str) -> rusqlite::Result<Option<Version>> {
    connection
        .prepare_cached(&format!(
            "SELECT v.version_key, v.read_at, v.program, v.grammars, d.document_key, d.id
             FROM {schema}.source_versions AS v LEFT JOIN {schema}.documents AS d USING (version_key)
             WHERE {wanted} ORDER BY d.document_key IS NULL LIMIT 1"
        ))?
        .query_row([by], |row| {
            let document: Option<i64> = row.get(4)?;
            let id: Option<String> = row.get(5)?;
            Ok(Version { key: row.get(0)?, rank: (row.get(1)?, row.get(2)?, row.get(3)?), document: document.zip(id) })
        })
        .optional()
}

fn take_version(connection: &Connection, theirs: i64, copies: &Copies, merged: &mut Merged) -> rusqlite::Result<()> {
    let sha256: String = connection
        .prepare_cached("SELECT sha256 FROM other.source_versions WHERE version_key = ?")?
        .query_row([theirs], |row| row.get(0))?;
    let Some(their) = version(connection, "other", "v.version_key = CAST(? AS INTEGER)", &theirs.to_string())? else {
        return Ok(());
    };
    let before = version(connection, "main", "v.sha256 = ? AND v.state <> 'superseded'", &sha256)?;
    let ours: i64 = connection
        .prepare_cached(
            "INSERT INTO main.source_versions
                 (sha256, program, grammars, recogniser, grammar, grammar_hash, bytes, state, read_at, milliseconds)
             SELECT sha256, program, grammars, recogniser, grammar, grammar_hash, bytes, state, read_at, milliseconds
             FROM other.source_versions WHERE version_key = ?
             ON CONFLICT (sha256, program, grammars) DO UPDATE SET bytes = excluded.bytes
             RETURNING version_key",
        )?
        .query_row([theirs], |row| row.get(0))?;
    let Some((document, id)) = &their.document else {
        return take_quarantine(connection, theirs, ours, before.as_ref());
    };
    let stands = match &before {
        // The same reading under another name: the first name stands.
        Some(Version { key, document: Some((_, own)), .. }) if *key == ours => own <= id,
        Some(Version { document: Some(_), rank, .. }) => *rank >= their.rank,
        _ => false,
    };
    if stands {
        merged.same += 1;
        if before.as_ref().is_some_and(|before| before.key != ours) {
            supersede(connection, ours, before.map(|before| before.key))?;
        }
        return Ok(());
    }
    if let Some(before) = &before {
        ledger::withdraw(connection, before.key)?;
        if before.key != ours {
            supersede(connection, before.key, Some(ours))?;
        }
        merged.replaced += u64::from(before.document.is_some());
    }
    merged.added += u64::from(before.is_none_or(|before| before.document.is_none()));
    connection
        .prepare_cached(
            "UPDATE main.source_versions SET (state, read_at, milliseconds, superseded_by) = (
                 SELECT state, read_at, milliseconds, NULL FROM other.source_versions WHERE version_key = ?2
             ) WHERE version_key = ?1",
        )?
        .execute([ours, theirs])?;
    connection
        .prepare_cached(
            "INSERT OR IGNORE INTO main.output_files
             SELECT ?1, file FROM other.output_files WHERE version_key = ?2",
        )?
        .execute([ours, theirs])?;
    copies.document(connection, ours, *document)
}

fn supersede(connection: &Connection, version: i64, by: Option<i64>) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE main.source_versions SET state = 'superseded', superseded_by = ?2 WHERE version_key = ?1",
        )?
        .execute(params![version, by])
        .map(drop)
}

/// A version without a document: in quarantine, unless we have read those bytes, or ended.
fn take_quarantine(connection: &Connection, theirs: i64, ours: i64, before: Option<&Version>) -> rusqlite::Result<()> {
    match before {
        Some(before) if before.document.is_some() => {
            let ended: bool = connection
                .prepare_cached("SELECT state = 'quarantined' FROM main.source_versions WHERE version_key = ?")?
                .query_row([ours], |row| row.get(0))?;
            if ended { supersede(connection, ours, Some(before.key)) } else { Ok(()) }
        }
        _ => connection
            .prepare_cached(
                "INSERT OR IGNORE INTO main.quarantine
                 SELECT ?1, code, message, tries, since FROM other.quarantine WHERE version_key = ?2",
            )?
            .execute([ours, theirs])
            .map(drop),
    }
}

/// A name with what it holds: theirs where we do not know, or know from earlier.
fn take_source(connection: &Connection, theirs: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO main.sources
                 (name, origin, state, bytes, modified, etag, last_modified, sha256, version_key, council, meeting_date)
             SELECT s.name, s.origin, s.state, s.bytes, s.modified, s.etag, s.last_modified, s.sha256, m.version_key,
                 s.council, s.meeting_date
             FROM other.sources AS s
             LEFT JOIN other.source_versions AS o ON o.version_key = s.version_key
             LEFT JOIN main.source_versions AS m
                 ON (m.sha256, m.program, m.grammars) = (o.sha256, o.program, o.grammars)
             WHERE s.source_key = ?1
             ON CONFLICT (name) DO UPDATE SET
                 origin = excluded.origin, state = excluded.state, bytes = excluded.bytes,
                 modified = excluded.modified, etag = excluded.etag, last_modified = excluded.last_modified,
                 sha256 = excluded.sha256, version_key = excluded.version_key, council = excluded.council,
                 meeting_date = excluded.meeting_date
             WHERE excluded.version_key IS NOT NULL AND (
                 version_key IS NULL
                 OR (SELECT (read_at, sha256) < (
                         SELECT read_at, sha256 FROM main.source_versions WHERE version_key = excluded.version_key
                     ) FROM main.source_versions AS own WHERE own.version_key = sources.version_key)
             )",
        )?
        .execute([theirs])
        .map(drop)
}
