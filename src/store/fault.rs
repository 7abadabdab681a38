//! What can be wrong with a store.

use super::Holder;
use rusqlite::ErrorCode;
use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Why a store cannot be opened, read or written.
#[derive(Debug, Error)]
pub enum StoreFault {
    /// A file that is no store.
    #[error("{}: is no minutebook store", .path.display())]
    NotAStore {
        /// As given.
        path: PathBuf,
    },
    /// There is none.
    #[error("{}: there is no store; `minutebook ingest` makes one", .path.display())]
    Missing {
        /// As given.
        path: PathBuf,
    },
    /// A store of another version of the tables.
    #[error("{}: its tables are of version {found}, this program's of {known}; use the program that made it, or ingest anew", .path.display())]
    Version {
        /// As given.
        path: PathBuf,
        /// The version of its tables.
        found: i64,
        /// The version that this program knows.
        known: i64,
    },
    /// Another process writes it.
    #[error("{}: in use by {holder}; wait for it to end", .path.display())]
    Held {
        /// The store.
        path: PathBuf,
        /// Who.
        holder: Holder,
    },
    /// The file beside the store that tells who uses it cannot be written.
    #[error("{}: cannot be written: {cause}", .path.display())]
    Lock {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// The database does not do what it is asked to.
    #[error("{}: {}{cause}", .path.display(), advice(.cause))]
    Database {
        /// The store.
        path: PathBuf,
        /// What the database says.
        cause: rusqlite::Error,
    },
}

impl StoreFault {
    pub(crate) fn of(path: &Path, cause: rusqlite::Error) -> Self {
        if cause.sqlite_error_code() == Some(ErrorCode::NotADatabase) {
            return Self::NotAStore { path: path.to_owned() };
        }
        Self::Database { path: path.to_owned(), cause }
    }

    /// The stable code, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAStore { .. } => "store-not-a-store",
            Self::Missing { .. } => "store-missing",
            Self::Version { .. } => "store-version",
            Self::Held { .. } => "store-held",
            Self::Lock { .. } => "store-lock",
            Self::Database { .. } => "store-database",
        }
    }

    /// Whether the same may succeed later without anything else being changed than
    /// room, permission or who else is at work.
    pub fn is_temporary(&self) -> bool {
        match self {
            Self::Held { .. } | Self::Lock { .. } | Self::Database { .. } => true,
            Self::NotAStore { .. } | Self::Missing { .. } | Self::Version { .. } => false,
        }
    }
}

/// What the commonest faults mean, as the beginning of a sentence.
fn advice(cause: &rusqlite::Error) -> &'static str {
    match cause.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => "no room is left on the disk: ",
        Some(ErrorCode::ReadOnly) => "it may not be written: ",
        Some(ErrorCode::CannotOpen) => "it cannot be opened or made: ",
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => "another program uses it: ",
        Some(ErrorCode::DatabaseCorrupt) => "it is damaged: ",
        _ => "",
    }
}
