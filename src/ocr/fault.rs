//! What can go wrong with recognition.

use std::io;
use std::time::Duration;
use thiserror::Error;

/// Why a page was not recognised.
#[derive(Debug, Error)]
pub enum OcrFault {
    /// The program is not there.
    #[error("tesseract is not installed; install tesseract-ocr, or use --ocr never")]
    Missing,
    /// The program could not be run.
    #[error("tesseract cannot be run: {0}")]
    Run(#[from] io::Error),
    /// The program ended with an error.
    #[error("tesseract failed: {words}")]
    Failed {
        /// The first line that it said.
        words: String,
    },
    /// The program took too long.
    #[error("tesseract took longer than {} s", .limit.as_secs())]
    Slow {
        /// How long it may take.
        limit: Duration,
    },
    /// The page cannot be drawn.
    #[error("the page cannot be drawn")]
    Raster,
}
