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
            Self::Encode { .. } => "export-encode",
        }
    }

    /// Whether the same may go well another time.
    pub fn is_temporary(&self) -> bool {
        match self {
            Self::Store(fault) => fault.is_temporary(),
            Self::Sink(_) => true,
            Self::Encode { .. } => false,
        }
    }
}
