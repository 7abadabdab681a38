//! What an index holds against what a store holds, in a temporary database: neither need
//! fit into memory.

use super::fault::ExportFault;
use rusqlite::{Connection, params};
use serde::Serialize;
use tempfile::NamedTempFile;

/// How many ids of each kind are told.
const TOLD: i64 = 20;

/// Two lists that are compared.
pub(super) struct Comparison {
    scratch: Connection,
    /// The file is removed with this.
    _file: NamedTempFile,
}

/// What an index and a store differ in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Differences {
    /// Records that the index holds.
    pub held: u64,
    /// Records of the store.
    pub wanted: u64,
    /// Records that the index lacks: how many, and the first ids.
    pub missing: (u64, Vec<String>),
    /// Records that the store does not hold.
    pub left_over: (u64, Vec<String>),
    /// Records that the index holds as they were before.
    pub outdated: (u64, Vec<String>),
}

impl Differences {
    /// Whether the two are the same.
    pub fn is_none(&self) -> bool {
        self.missing.0 + self.left_over.0 + self.outdated.0 == 0
    }
}

const MISSING: &str = "FROM wanted AS w WHERE NOT EXISTS (SELECT 1 FROM held AS h WHERE h.id = w.id)";
const LEFT_OVER: &str = "FROM held AS w WHERE NOT EXISTS (SELECT 1 FROM wanted AS h WHERE h.id = w.id)";
const OUTDATED: &str = "FROM wanted AS w JOIN held AS h USING (id) WHERE h.digest IS NOT w.digest";

fn scratch_fault(cause: &dyn std::error::Error) -> ExportFault {
    ExportFault::Scratch(cause.to_string())
}

impl Comparison {
    pub(super) fn new() -> Result<Self, ExportFault> {
        let file = NamedTempFile::new().map_err(|cause| scratch_fault(&cause))?;
        let made = Connection::open(file.path()).and_then(|scratch| {
            scratch.execute_batch(
                "PRAGMA journal_mode = off; PRAGMA synchronous = off; PRAGMA cache_size = -65536; BEGIN;
                 CREATE TABLE held (id TEXT PRIMARY KEY, digest TEXT) STRICT, WITHOUT ROWID;
                 CREATE TABLE wanted (id TEXT PRIMARY KEY, digest TEXT) STRICT, WITHOUT ROWID;",
            )?;
            Ok(scratch)
        });
        Ok(Self { scratch: made.map_err(|cause| scratch_fault(&cause))?, _file: file })
    }

    /// The index holds this.
    pub(super) fn held(&self, id: &str, digest: Option<&str>) -> Result<(), ExportFault> {
        self.put("INSERT OR REPLACE INTO held VALUES (?, ?)", id, digest)
    }

    /// The store holds this.
    pub(super) fn wanted(&self, id: &str, digest: &str) -> Result<(), ExportFault> {
        self.put("INSERT OR REPLACE INTO wanted VALUES (?, ?)", id, Some(digest))
    }

    fn put(&self, sql: &str, id: &str, digest: Option<&str>) -> Result<(), ExportFault> {
        let put = self.scratch.prepare_cached(sql).and_then(|mut put| put.execute(params![id, digest]));
        put.map(drop).map_err(|cause| scratch_fault(&cause))
    }

    /// Tells the ids of all that the index holds and the store does not.
    pub(super) fn each_left_over(
        &self,
        take: &mut dyn FnMut(&str) -> Result<(), ExportFault>,
    ) -> Result<(), ExportFault> {
        let fault = |cause: rusqlite::Error| scratch_fault(&cause);
        let mut asked = self.scratch.prepare(&format!("SELECT w.id {LEFT_OVER} ORDER BY w.id")).map_err(fault)?;
        let mut rows = asked.query([]).map_err(fault)?;
        while let Some(row) = rows.next().map_err(fault)? {
            take(row.get_ref(0).map_err(fault)?.as_str().map_err(|cause| scratch_fault(&cause))?)?;
        }
        Ok(())
    }

    /// All that differs.
    pub(super) fn differences(&self) -> Result<Differences, ExportFault> {
        let number = |sql: &str| self.scratch.query_row(&format!("SELECT count(*) {sql}"), [], |row| row.get(0));
        let some = |sql: &str| -> rusqlite::Result<(u64, Vec<String>)> {
            let mut asked = self.scratch.prepare(&format!("SELECT w.id {sql} ORDER BY w.id LIMIT ?"))?;
            let ids = asked.query_map([TOLD], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            Ok((number(sql)?, ids))
        };
        let all = || {
            Ok(Differences {
                held: number("FROM held")?,
                wanted: number("FROM wanted")?,
                missing: some(MISSING)?,
                left_over: some(LEFT_OVER)?,
                outdated: some(OUTDATED)?,
            })
        };
        all().map_err(|cause: rusqlite::Error| scratch_fault(&cause))
    }
}
