//! Sources in quarantine.

use crate::store::{Store, StoreFault};
use rusqlite::params;
use serde::Serialize;

/// A source that was not read to the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Quarantined {
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Every name under which it is there.
    pub names: Vec<String>,
    /// Stable code of the reason.
    pub code: String,
    /// The reason, for people.
    pub message: String,
    /// How often it was tried.
    pub tries: u64,
    /// UTC, RFC 3339: when it was last tried.
    pub since: String,
    /// Version of the program that tried.
    pub program: String,
    /// Size in bytes.
    pub bytes: u64,
    /// How long it was tried.
    pub milliseconds: u64,
}

impl Store {
    /// What is in quarantine, by name; only what some word names, where one is given: a name, the end
    /// of a path, or the beginning of a hash.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn quarantined(&self, word: Option<&str>) -> Result<Vec<Quarantined>, StoreFault> {
        let mut all: Vec<Quarantined> = self.ask(|connection| {
            let mut names = connection.prepare(
                "SELECT s.name FROM source_names JOIN sources AS s USING (source_key)
                 WHERE source_names.version_key = ? AND s.state = 'present' ORDER BY s.name",
            )?;
            connection
                .prepare(
                    "SELECT v.sha256, q.code, q.message, q.tries, q.since, v.program, v.bytes, v.milliseconds,
                         q.version_key
                     FROM quarantine AS q JOIN source_versions AS v USING (version_key)",
                )?
                .query_map(params![], |row| {
                    let count = |at| row.get::<_, i64>(at).map(|count| count.max(0) as u64);
                    let key: i64 = row.get(8)?;
                    Ok(Quarantined {
                        sha256: row.get(0)?,
                        names: names.query_map([key], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?,
                        code: row.get(1)?,
                        message: row.get(2)?,
                        tries: count(3)?,
                        since: row.get(4)?,
                        program: row.get(5)?,
                        bytes: count(6)?,
                        milliseconds: count(7)?,
                    })
                })?
                .collect()
        })?;
        all.retain(|one| word.is_none_or(|word| one.is_named(word)));
        all.sort_by(|a, b| (&a.names, &a.sha256).cmp(&(&b.names, &b.sha256)));
        Ok(all)
    }
}

impl Quarantined {
    fn is_named(&self, word: &str) -> bool {
        self.sha256.starts_with(word) || self.names.iter().any(|name| name == word || ends(name, word))
    }
}

/// Whether a name ends with these parts of a path.
fn ends(name: &str, word: &str) -> bool {
    name.strip_suffix(word.trim_start_matches("./")).is_some_and(|before| before.ends_with(['/', '\\']))
}
