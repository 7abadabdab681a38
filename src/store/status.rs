//! How a store stands: what it holds, when it was last written, what is stale.

use super::ledger::{Reading, RunRow};
use super::{Store, StoreFault};
use serde::Serialize;
use std::collections::BTreeMap;

/// How a store stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Status {
    /// The latest run, whatever became of it.
    pub last_run: Option<RunRow>,
    /// Documents by their status, in the contract's words.
    pub documents: BTreeMap<String, u64>,
    /// Pages of all documents.
    pub pages: u64,
    /// Documents that another program or grammar has read than would read them now.
    pub stale: u64,
    /// Documents whose sources have vanished.
    pub gone: u64,
    /// Names of sources.
    pub names: u64,
    /// Sources in quarantine.
    pub in_quarantine: u64,
    /// Sources that were in hand when a run died, and that no run has read since.
    pub left_in_hand: u64,
}

impl Store {
    /// How the store stands, for someone who would read with these grammars.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn status(&self, reading: &Reading) -> Result<Status, StoreFault> {
        let last_run = self.last_run(None)?;
        self.ask(|connection| {
            let count = |sql| connection.query_row(sql, [], |row| row.get::<_, i64>(0)).map(|count| count.max(0) as u64);
            let documents = connection
                .prepare("SELECT status, count(*) FROM documents GROUP BY status")?
                .query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?.max(0) as u64)))?
                .collect::<rusqlite::Result<_>>()?;
            let mut stale = 0;
            let mut kinds = connection.prepare(
                "SELECT v.program, v.grammars, v.recogniser, v.grammar, v.grammar_hash, count(*)
                 FROM source_versions AS v JOIN documents USING (version_key) GROUP BY 1, 2, 3, 4, 5",
            )?;
            let mut rows = kinds.query([])?;
            while let Some(row) = rows.next()? {
                let version = super::ledger::HeldVersion {
                    version_key: 0,
                    program: row.get(0)?,
                    grammars: row.get(1)?,
                    recogniser: row.get(2)?,
                    grammar: row.get(3)?,
                    grammar_hash: row.get(4)?,
                    quarantined: false,
                    has_files: false,
                    first_name: None,
                };
                if !reading.would_read_the_same(&version) {
                    stale += row.get::<_, i64>(5)?.max(0) as u64;
                }
            }
            Ok(Status {
                last_run,
                documents,
                stale,
                pages: count("SELECT coalesce(sum(page_count), 0) FROM documents")?,
                gone: count(
                    "SELECT count(*) FROM documents JOIN source_versions AS v USING (version_key) WHERE v.state = 'gone'",
                )?,
                names: count("SELECT count(*) FROM sources WHERE state = 'present'")?,
                in_quarantine: count("SELECT count(*) FROM quarantine")?,
                left_in_hand: super::left_in_hand(&self.path).len() as u64,
            })
        })
    }
}
