//! What can be wrong with a source, each with a stable code.

use crate::pdf::PdfFault;
use crate::record::{Diagnostic, Severity};
use std::io;
use std::path::PathBuf;
use thiserror::Error;

/// Why a source cannot be found or read. Messages name the path as it was given.
#[derive(Debug, Error)]
pub enum SourceFault {
    /// A path or pattern that leads to nothing.
    #[error("{}: no such file or folder", .path.display())]
    Missing {
        /// As given.
        path: PathBuf,
    },
    /// A pattern that no file matches.
    #[error("{pattern}: no file matches this pattern")]
    NoMatch {
        /// As given.
        pattern: String,
    },
    /// A folder without a single source.
    #[error("{}: no text, Markdown, HTML or PDF file in this folder", .path.display())]
    NoSources {
        /// As given.
        path: PathBuf,
    },
    /// A file or folder that the system does not let us read.
    #[error("{}: cannot be read: {cause}", .path.display())]
    Unreadable {
        /// As given or as found.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// A pattern that is none.
    #[error("{pattern}: not a pattern: {cause}")]
    Pattern {
        /// As given.
        pattern: String,
        /// What is wrong with it.
        cause: globset::Error,
    },
    /// More bytes than a source may have.
    #[error("{name}: larger than the limit of {limit} bytes (see --max-bytes)")]
    TooLarge {
        /// File name.
        name: String,
        /// The limit, in bytes.
        limit: u64,
    },
    /// Bytes that are not text.
    #[error("not text but {what}; convert it to text first")]
    Binary {
        /// What the bytes look like.
        what: &'static str,
    },
    /// A page that is not in the file.
    #[error("no page {page}: the file has {pages}")]
    NoPage {
        /// As asked for.
        page: u32,
        /// How many there are.
        pages: usize,
    },
    /// A PDF file that cannot be read.
    #[error("a PDF file that {}{}", .0, .0.advice())]
    Pdf(#[from] PdfFault),
}

impl SourceFault {
    /// The stable code, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing { .. } | Self::NoMatch { .. } | Self::NoSources { .. } => "source-missing",
            Self::Unreadable { .. } => "source-unreadable",
            Self::Pattern { .. } => "source-pattern",
            Self::TooLarge { .. } => "source-too-large",
            Self::Binary { .. } => "source-binary",
            Self::NoPage { .. } => "source-no-page",
            Self::Pdf(fault) => fault.code(),
        }
    }

    /// The fault as a refused document tells it.
    pub fn diagnostic(&self) -> Diagnostic {
        Diagnostic { code: self.code().to_owned(), severity: Severity::Error, message: self.to_string(), place: None }
    }
}
