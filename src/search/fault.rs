//! What can be wrong with an index.

use crate::store::StoreFault;
use std::io;
use std::path::PathBuf;
use tantivy::TantivyError;
use thiserror::Error;

/// Why nothing can be searched for.
#[derive(Debug, Error)]
pub enum SearchFault {
    /// The store that is searched.
    #[error(transparent)]
    Store(#[from] StoreFault),
    /// There is no index.
    #[error("{}: there is no index; `minutebook index` makes one", .path.display())]
    Missing {
        /// The folder that would hold it.
        path: PathBuf,
    },
    /// The index is being brought up to date by another process.
    #[error("{}: another process brings it up to date; wait for it to end", .path.display())]
    Held {
        /// The index.
        path: PathBuf,
    },
    /// The folder of the index cannot be made or removed.
    #[error("{}: cannot be written: {cause}", .path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// The index does not do what it is asked to.
    #[error("{}: {cause}; remove the folder, and it is made anew", .path.display())]
    Index {
        /// The index.
        path: PathBuf,
        /// What it says.
        cause: TantivyError,
    },
}

impl SearchFault {
    /// Whether the same may go well another time.
    pub fn is_temporary(&self) -> bool {
        match self {
            Self::Store(fault) => fault.is_temporary(),
            Self::Missing { .. } => false,
            Self::Held { .. } | Self::Folder { .. } | Self::Index { .. } => true,
        }
    }

    /// Stable code, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Store(fault) => fault.code(),
            Self::Missing { .. } => "no-index",
            Self::Held { .. } => "index-in-use",
            Self::Folder { .. } => "index-not-writable",
            Self::Index { .. } => "index-not-usable",
        }
    }
}
