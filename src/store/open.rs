//! Opening and making stores.

use super::{Store, StoreFault};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::time::Duration;

/// What tells a store from other `SQLite` files: `MNBK` in ASCII.
const APPLICATION: i32 = 0x4D4E_424B;
/// The version of the tables.
const VERSION: i64 = 2;
/// The tables, in the order in which they refer to one another.
const SCHEMA: &[&str] = &[
    include_str!("schema/ledger.sql"),
    include_str!("schema/records.sql"),
    include_str!("schema/search.sql"),
    include_str!("schema/views.sql"),
];
/// How long to wait for another program, such as one that reads while a checkpoint is due.
const PATIENCE: Duration = Duration::from_secs(20);
/// Statements that are kept ready: more than are used for a document and the ledger.
const STATEMENTS: usize = 160;
/// Bytes of a page of the file. Each commit writes whole pages, of every table that has a new row; but a
/// text that is longer than a quarter of a page has pages of its own, and twice the page `SQLite` takes
/// itself makes the file a seventh smaller.
const PAGE: i64 = 8192;
/// KiB of pages that are kept in memory. `SQLite` counts KiB as negative.
const CACHE: i64 = -16 * 1024;
/// Pages of the write-ahead log at which they are moved into the file: 16 MB.
const CHECKPOINT: i64 = 2000;

impl Store {
    /// Opens the store at this path for writing; makes it if there is none.
    ///
    /// What is committed survives the death of the process at any moment. It survives
    /// the loss of power from the next checkpoint on, at the latest from the end of the
    /// run; what is lost then is lost whole, with its entries in the ledger, and is read
    /// again by the next run.
    ///
    /// # Errors
    ///
    /// When it cannot be opened or made, is no store, or has other tables.
    pub fn open(path: &Path) -> Result<Self, StoreFault> {
        let mut store = Self::connect(path, OpenFlags::default())?;
        store.ask(|connection| {
            // The size of pages counts for a new file only.
            connection.pragma_update(None, "page_size", PAGE)?;
            connection.pragma_update(None, "journal_mode", "wal")?;
            connection.pragma_update(None, "synchronous", "normal")?;
            connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT)?;
            connection.pragma_update(None, "cache_size", CACHE)?;
            connection.pragma_update(None, "temp_store", "memory")?;
            connection.pragma_update(None, "foreign_keys", true)
        })?;
        if store.version()?.is_none() {
            store.whole(|connection| {
                connection.pragma_update(None, "application_id", APPLICATION)?;
                connection.pragma_update(None, "user_version", VERSION)?;
                SCHEMA.iter().try_for_each(|part| connection.execute_batch(part))
            })?;
        }
        Ok(store)
    }

    /// Opens the store at this path for reading, beside whoever writes it.
    ///
    /// # Errors
    ///
    /// When there is none, it cannot be opened, is no store, or has other tables.
    pub fn read_only(path: &Path) -> Result<Self, StoreFault> {
        if !path.exists() {
            return Err(StoreFault::Missing { path: path.to_owned() });
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let store = Self::connect(path, flags)?;
        match store.version()? {
            Some(_) => Ok(store),
            None => Err(StoreFault::NotAStore { path: path.to_owned() }),
        }
    }

    fn connect(path: &Path, flags: OpenFlags) -> Result<Self, StoreFault> {
        let fault = |cause| StoreFault::of(path, cause);
        let connection = Connection::open_with_flags(path, flags).map_err(fault)?;
        connection.busy_timeout(PATIENCE).map_err(fault)?;
        // Else a statement that is kept ready is planned anew for every value that it is given.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(fault)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        // `SQLite` is built so that references are looked up unless told otherwise.
        Ok(Self { connection, path: path.to_owned(), references: true })
    }

    /// The version of its tables; nothing when it is empty.
    fn version(&self) -> Result<Option<i64>, StoreFault> {
        let (application, version, tables) = self.ask(|connection| {
            let number = |sql| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
            Ok((
                number("PRAGMA application_id")?,
                number("PRAGMA user_version")?,
                number("SELECT count(*) FROM sqlite_schema")?,
            ))
        })?;
        match (application == i64::from(APPLICATION), version) {
            (true, VERSION) => Ok(Some(VERSION)),
            (true, found) => Err(StoreFault::Version { path: self.path.clone(), found, known: VERSION }),
            (false, _) if tables == 0 => Ok(None),
            (false, _) => Err(StoreFault::NotAStore { path: self.path.clone() }),
        }
    }

    /// Moves what was committed into the file itself, onto the disk.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn settle(&self) -> Result<(), StoreFault> {
        self.ask(|connection| connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())))
    }
}
