//! The journal of what is in hand: written before a source is read, wiped in the
//! transaction that settles it. What it holds when a run begins was being read when
//! the one before died.

use crate::store::{Store, StoreFault};
use rusqlite::{Connection, params};

/// Notes that a source is done with.
pub(super) fn drop_name(connection: &Connection, name: &str) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM in_hand WHERE name = ?")?.execute([name]).map(drop)
}

impl Store {
    /// Notes that these sources are about to be read.
    ///
    /// # Errors
    ///
    /// When the store cannot be written.
    pub fn take_in_hand<'a>(&mut self, run: i64, names: impl Iterator<Item = &'a str>) -> Result<(), StoreFault> {
        self.whole(|connection| {
            let mut take = connection.prepare_cached("INSERT OR REPLACE INTO in_hand VALUES (?,?)")?;
            for name in names {
                take.execute(params![name, run])?;
            }
            Ok(())
        })
    }

    /// Notes that a source is done with, though nothing came of it.
    ///
    /// # Errors
    ///
    /// When the store cannot be written.
    pub fn let_go(&mut self, name: &str) -> Result<(), StoreFault> {
        self.whole(|connection| drop_name(connection, name))
    }

    /// What an earlier run had in hand when it died, sorted.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn left_in_hand(&self) -> Result<Vec<String>, StoreFault> {
        self.ask(|connection| {
            connection.prepare("SELECT name FROM in_hand ORDER BY name")?.query_map([], |row| row.get(0))?.collect()
        })
    }
}
