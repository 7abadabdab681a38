//! The store: every record and the ledger of what was read, in one `SQLite` file.
//!
//! [`Store`] is used by one thread and writes each document in one transaction:
//! its rows (`put`), its words for search, its place in the ledger ([`ledger`])
//! and its links to documents of the same meeting (`links`). The tables are in
//! `schema/`; the store opens in any `SQLite` program.

mod check;
mod dump;
mod fault;
pub mod ledger;
mod links;
mod lock;
mod merge;
mod open;
mod put;
mod remove;
mod rows;
mod status;

#[cfg(test)]
mod tests;

pub use check::{Check, CheckFault};
pub use fault::StoreFault;
pub use lock::{Holder, Lock};
pub use merge::{Merged, merge};
pub use status::Status;

use rusqlite::Connection;
use std::path::{Path, PathBuf};

/// One `SQLite` file with records and ledger.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: PathBuf,
}

impl Store {
    /// Where the store is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The connection, for questions that have no method of their own.
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Does several things as one: all of them or none.
    ///
    /// # Errors
    ///
    /// What the work returns, or that it cannot be committed; nothing is changed then.
    pub fn whole<T>(&mut self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, StoreFault> {
        let path = &self.path;
        let fault = |cause| StoreFault::of(path, cause);
        let transaction = self.connection.transaction().map_err(fault)?;
        let done = work(&transaction).map_err(fault)?;
        transaction.commit().map_err(fault)?;
        Ok(done)
    }

    /// Asks the store something.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn ask<T>(&self, question: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, StoreFault> {
        question(&self.connection).map_err(|cause| StoreFault::of(&self.path, cause))
    }
}
