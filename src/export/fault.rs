//! Why something could not be exported.

use crate::sink::SinkFault;
use crate::store::StoreFault;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Why an export ended early. What was done by then stays; the same export goes on from there.
#[derive(Debug, Error)]
pub enum ExportFault {
    /// The store cannot be used.
    #[error(transparent)]
    Store(#[from] StoreFault),
    /// A file cannot be written.
    #[error(transparent)]
    Sink(#[from] SinkFault),
    /// A server that cannot be reached, or that has trouble each time it is asked.
    #[error("{what}: {words}; given up for now")]
    Unreachable {
        /// The method and the address.
        what: String,
        /// What went wrong the last time.
        words: String,
    },
    /// A server that does not do what it is asked to.
    #[error("{what}: the server answers {status}: {words}")]
    Refused {
        /// The method and the address.
        what: String,
        /// The status.
        status: u16,
        /// The beginning of what it says.
        words: String,
    },
    /// An answer that cannot be understood.
    #[error("{what}: the answer is not as it should be: {words}")]
    Answer {
        /// The method and the address.
        what: String,
        /// What is wrong with it.
        words: String,
    },
    /// So many records were refused that the new index does not take the place of the old one.
    #[error("{refused} of {all} records were refused: the index is left as it was; the first says: {words}")]
    TooManyRefused {
        /// How many.
        refused: u64,
        /// Of how many.
        all: u64,
        /// What is wrong with the first.
        words: String,
    },
    /// A database that cannot be used.
    #[error("{what}: {words}")]
    Database {
        /// Its address, without a password.
        what: String,
        /// What it says.
        words: String,
        /// Whether it may go well another time.
        passes: bool,
    },
    /// A temporary file that is needed for comparing.
    #[error("a temporary file cannot be used: {0}")]
    Scratch(String),
    /// A value that a file of this form cannot hold.
    #[error("{}: {words}", .path.display())]
    Encode {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        words: String,
    },
}

impl ExportFault {
    /// A file that cannot be written, for whatever its encoder says.
    pub(super) fn encode(path: &Path, cause: &dyn std::error::Error) -> Self {
        Self::Encode { path: path.to_owned(), words: cause.to_string() }
    }

    /// The stable code, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Store(fault) => fault.code(),
            Self::Sink(fault) => fault.code(),
            Self::Unreachable { .. } => "export-unreachable",
            Self::Refused { .. } => "export-refused",
            Self::Answer { .. } => "export-answer",
            Self::TooManyRefused { .. } => "export-too-many-refused",
            Self::Database { .. } => "export-database",
            Self::Scratch(_) => "export-scratch",
            Self::Encode { .. } => "export-encode",
        }
    }

    /// Whether the same may go well another time.
    pub fn is_temporary(&self) -> bool {
        match self {
            Self::Store(fault) => fault.is_temporary(),
            Self::Database { passes, .. } => *passes,
            Self::Sink(_) | Self::Unreachable { .. } | Self::TooManyRefused { .. } | Self::Scratch(_) => true,
            Self::Refused { .. } | Self::Answer { .. } | Self::Encode { .. } => false,
        }
    }
}
