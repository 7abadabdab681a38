//! All that a store says of its sources, as text: the same for the same sources,
//! however often the runs were broken off, and with any number of workers.

use super::remove::record_tables;
use super::{Store, StoreFault};
use rusqlite::types::ValueRef;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// What the ledger says, but for times, keys and runs.
const LEDGER: &[(&str, &str)] = &[
    (
        "source_versions",
        "SELECT v.sha256, v.program, v.grammars, v.recogniser, v.grammar, v.grammar_hash, v.bytes, v.state, s.sha256
         FROM source_versions AS v LEFT JOIN source_versions AS s ON s.version_key = v.superseded_by
         ORDER BY v.sha256, v.program, v.grammars",
    ),
    (
        "sources",
        "SELECT s.name, s.origin, s.state, s.bytes, s.sha256, s.council, s.meeting_date, v.sha256, v.program, v.grammars
         FROM sources AS s LEFT JOIN source_versions AS v USING (version_key) ORDER BY s.name",
    ),
    (
        "source_names",
        "SELECT v.sha256, v.program, v.grammars, s.name FROM source_names
         JOIN source_versions AS v USING (version_key) JOIN sources AS s USING (source_key) ORDER BY 1, 2, 3, 4",
    ),
    (
        "quarantine",
        "SELECT v.sha256, v.program, v.grammars, q.code FROM quarantine AS q
         JOIN source_versions AS v USING (version_key) ORDER BY 1, 2, 3",
    ),
    (
        "output_files",
        "SELECT v.sha256, v.program, v.grammars, o.file FROM output_files AS o
         JOIN source_versions AS v USING (version_key) ORDER BY 1, 2, 3, 4",
    ),
    ("outdated_files", "SELECT file FROM outdated_files ORDER BY file"),
    (
        "document_links",
        "SELECT a.id, l.kind, b.id FROM document_links AS l JOIN documents AS a USING (document_key)
         JOIN documents AS b ON b.document_key = l.earlier_key ORDER BY 1, 3",
    ),
    (
        "records",
        "SELECT d.id, r.record_key & 4294967295, r.type, r.number, r.id, r.title, r.body, r.date, r.council, r.outcome
         FROM records AS r JOIN documents AS d USING (document_key) ORDER BY 1, 2",
    ),
];

impl Store {
    /// Tells every fact of the store, a row a line, in an order of its own.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn dump(&self, take: &mut dyn FnMut(&str)) -> Result<(), StoreFault> {
        self.ask(|connection| {
            let mut parts: Vec<(String, String)> =
                LEDGER.iter().map(|(name, sql)| ((*name).to_owned(), (*sql).to_owned())).collect();
            let documents = columns(connection, "documents")?;
            let sql = format!("SELECT {} FROM documents ORDER BY id", documents.join(", "));
            parts.push(("documents".to_owned(), sql));
            for table in record_tables(connection)? {
                let columns = columns(connection, &table)?;
                let places: Vec<String> = (1..=columns.len() + 1).map(|at| at.to_string()).collect();
                let sql = format!(
                    "SELECT d.id, {} FROM {table} JOIN documents AS d USING (document_key) ORDER BY {}",
                    columns.iter().map(|column| format!("{table}.{column}")).collect::<Vec<_>>().join(", "),
                    places.join(", "),
                );
                parts.push((table, sql));
            }
            let mut line = String::new();
            for (name, sql) in parts {
                let mut statement = connection.prepare(&sql)?;
                let count = statement.column_count();
                let mut rows = statement.query([])?;
                while let Some(row) = rows.next()? {
                    line.clear();
                    line.push_str(&name);
                    for at in 0..count {
                        // Writing to a string cannot fail.
                        let _ = match row.get_ref(at)? {
                            ValueRef::Null => write!(line, "\t-"),
                            ValueRef::Integer(number) => write!(line, "\t{number}"),
                            ValueRef::Real(number) => write!(line, "\t{number:?}"),
                            ValueRef::Text(text) => write!(line, "\t{:?}", String::from_utf8_lossy(text)),
                            ValueRef::Blob(bytes) => write!(line, "\t{bytes:?}"),
                        };
                    }
                    take(&line);
                }
            }
            Ok(())
        })
    }

    /// SHA-256 of the dump, in hexadecimal: stores of the same sources have the same.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn digest(&self) -> Result<String, StoreFault> {
        let mut digest = Sha256::new();
        self.dump(&mut |line| {
            digest.update(line.as_bytes());
            digest.update(b"\n");
        })?;
        let mut text = String::with_capacity(64);
        for byte in digest.finalize() {
            // Writing to a string cannot fail.
            let _ = write!(text, "{byte:02x}");
        }
        Ok(text)
    }
}

/// The columns of a table, but for keys that depend on the order of writing.
fn columns(connection: &rusqlite::Connection, table: &str) -> rusqlite::Result<Vec<String>> {
    connection
        .prepare(
            "SELECT '\"' || name || '\"' FROM pragma_table_info(?) WHERE name NOT IN ('document_key', 'version_key')",
        )?
        .query_map([table], |row| row.get(0))?
        .collect()
}
