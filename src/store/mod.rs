//! The store: every record and the ledger of what was read, in one `SQLite` file.
//!
//! [`Store`] is used by one thread and writes each document whole or not at all:
//! its rows (`put`), its words for search, its place in the ledger ([`ledger`])
//! and its links to documents of the same meeting (`links`). The tables are in
//! `schema/`; the store opens in any `SQLite` program.

mod check;
mod dump;
mod fault;
mod feeds;
mod in_hand;
pub mod ledger;
mod links;
mod lock;
mod merge;
mod open;
mod put;
mod records;
mod remove;
mod rows;
mod status;

#[cfg(test)]
mod tests;

pub use check::{Check, CheckFault};
pub use fault::StoreFault;
pub use feeds::{FeedRow, FeedState, RecordDigest, Taken};
pub use in_hand::{InHand, left_in_hand};
pub use lock::{Holder, Lock};
pub use merge::{Merged, merge};
pub use records::{Holding, People, Standing, StoredRecord, TYPES, document_of};
pub use status::Status;

use rusqlite::Connection;
use std::path::{Path, PathBuf};

/// One `SQLite` file with records and ledger.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: PathBuf,
    /// Whether references are looked up for each row.
    references: bool,
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

    /// Does several things as one: all of them or none. Within a group they are committed with it.
    ///
    /// # Errors
    ///
    /// What the work returns, or that it cannot be committed; nothing is changed then, and
    /// nothing of the group that it is part of.
    pub fn whole<T>(&mut self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, StoreFault> {
        let grouped = !self.connection.is_autocommit();
        if !grouped {
            self.look_up_references(true)?;
        }
        let path = &self.path;
        let fault = |cause| StoreFault::of(path, cause);
        if grouped {
            return work(&self.connection).map_err(|cause| {
                // What cannot be rolled back is rolled back when the store is next opened.
                let _ = self.connection.execute_batch("ROLLBACK");
                fault(cause)
            });
        }
        let transaction = self.connection.transaction().map_err(fault)?;
        let done = work(&transaction).map_err(fault)?;
        transaction.commit().map_err(fault)?;
        Ok(done)
    }

    /// Begins a group: what is done as a whole from now on is committed at once, as one whole.
    /// A group that is open stays open.
    ///
    /// In a group no references are looked up: documents come and go with all their rows, which
    /// would be looked up one by one for it. [`Store::check`] looks at all of them.
    ///
    /// # Errors
    ///
    /// When the store cannot be written.
    pub fn begin_group(&mut self) -> Result<(), StoreFault> {
        if !self.connection.is_autocommit() {
            return Ok(());
        }
        self.look_up_references(false)?;
        self.ask(|connection| connection.execute_batch("BEGIN IMMEDIATE"))
    }

    /// Has references looked up for each row from now on, or not; for outside of transactions.
    fn look_up_references(&mut self, on: bool) -> Result<(), StoreFault> {
        // Every statement is made ready anew when this changes, so it is not set to what it is.
        if self.references != on {
            self.ask(|connection| connection.pragma_update(None, "foreign_keys", on))?;
            self.references = on;
        }
        Ok(())
    }

    /// Commits the group that is open, if there is one.
    ///
    /// # Errors
    ///
    /// When the store cannot be written; nothing of the group is in it then.
    pub fn commit_group(&mut self) -> Result<(), StoreFault> {
        if self.connection.is_autocommit() {
            return Ok(());
        }
        self.ask(|connection| connection.execute_batch("COMMIT")).inspect_err(|_| {
            // What cannot be rolled back is rolled back when the store is next opened.
            let _ = self.connection.execute_batch("ROLLBACK");
        })
    }

    /// Asks the store something.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn ask<T>(&self, question: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, StoreFault> {
        question(&self.connection).map_err(|cause| StoreFault::of(&self.path, cause))
    }

    /// Has questions given up once this says so; it is asked at every so many steps of the database's machine.
    ///
    /// # Errors
    ///
    /// When the connection is in use.
    pub fn give_up_when(
        &mut self,
        steps: i32,
        given_up: impl FnMut() -> bool + Send + 'static,
    ) -> Result<(), StoreFault> {
        let set = self.connection.progress_handler(steps, Some(given_up));
        set.map_err(|cause| StoreFault::of(&self.path, cause))
    }
}
