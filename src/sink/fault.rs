//! What can go wrong when documents are written.

use std::io;
use std::path::PathBuf;
use thiserror::Error;

/// Why a document could not be written.
#[derive(Debug, Error)]
pub enum SinkFault {
    /// The folder that is to hold the documents cannot be made or used.
    #[error("{}: cannot be used as output folder: {cause}", .path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// A document's file cannot be written.
    #[error("{}: cannot be written: {cause}", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// Standard output cannot be written.
    #[error("standard output: cannot be written: {cause}")]
    Stream {
        /// What the system says.
        cause: io::Error,
    },
    /// A document that cannot be encoded.
    #[error("{id}: cannot be encoded: {cause}")]
    Encode {
        /// The document's id.
        id: String,
        /// What is wrong.
        cause: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl SinkFault {
    /// The stable code, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Folder { .. } => "output-folder",
            Self::File { .. } => "output-file",
            Self::Stream { .. } => "output-stream",
            Self::Encode { .. } => "output-encode",
        }
    }

    /// Whether the program that reads our output has simply left.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Stream { cause } if cause.kind() == io::ErrorKind::BrokenPipe)
    }
}
