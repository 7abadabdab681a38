//! A document taken out of the store, with all its rows.

use super::links;
use rusqlite::{Connection, OptionalExtension};

/// The tables that hold the rows of documents, those that others refer to first.
pub(super) fn record_tables(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    connection
        .prepare_cached(
            "SELECT name FROM sqlite_schema AS t
             WHERE type = 'table' AND name NOT IN ('documents', 'document_links')
                 AND EXISTS (SELECT 1 FROM pragma_table_info(t.name) WHERE name = 'document_key')
             ORDER BY rowid",
        )?
        .query_map([], |row| row.get(0))?
        .collect()
}

/// Removes the document of a source version, if it has one; tells its key.
pub(super) fn document_of(connection: &Connection, version_key: i64) -> rusqlite::Result<Option<i64>> {
    let key = connection
        .prepare_cached("SELECT document_key FROM documents WHERE version_key = ?")?
        .query_row([version_key], |row| row.get(0))
        .optional()?;
    if let Some(key) = key {
        document(connection, key)?;
    }
    Ok(key)
}

/// Removes a document. Rows go before those that they refer to: nothing is left to cascade,
/// which would look at all rows of a kind for each row of another.
pub(super) fn document(connection: &Connection, key: i64) -> rusqlite::Result<()> {
    let range = [key << 32, (key + 1) << 32];
    connection
        .prepare_cached(
            "INSERT INTO records_search (records_search, rowid, title, text)
             SELECT 'delete', record_key, title, text FROM record_texts
             WHERE record_key > ?1 AND record_key < ?2",
        )?
        .execute(range)?;
    connection.prepare_cached("DELETE FROM records WHERE record_key > ?1 AND record_key < ?2")?.execute(range)?;
    links::unlink(connection, key)?;
    for table in record_tables(connection)?.iter().rev() {
        connection.prepare_cached(&format!("DELETE FROM {table} WHERE document_key = ?"))?.execute([key])?;
    }
    connection.prepare_cached("DELETE FROM documents WHERE document_key = ?")?.execute([key]).map(drop)
}
