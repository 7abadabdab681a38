//! Drawing a page of a PDF file: the work of a process of its own, which may die of a hostile
//! file or be ended when it takes too long.

use crate::ocr::{OcrFault, Raster};
use crate::pdf::{OpenOptions, Pdf, PdfFault};
use crate::scan::may_be_drawn;
use thiserror::Error;

/// Dots an inch: enough to read small print.
const DPI: f32 = 120.0;
/// Points an inch.
const POINTS: f32 = 72.0;
/// Most samples of a picture: a sheet of A3 at [`DPI`].
const MOST_SAMPLES: f32 = 3_000_000.0;

/// Why a page cannot be drawn.
#[derive(Debug, Error)]
pub enum DrawFault {
    /// The file cannot be read.
    #[error(transparent)]
    Pdf(#[from] PdfFault),
    /// It has no such page.
    #[error("there is no page {0}")]
    NoPage(usize),
    /// Drawing it costs more than a page may.
    #[error("drawing page {0} costs more than a page may")]
    TooMuch(usize),
    /// Drawing fails.
    #[error(transparent)]
    Raster(#[from] OcrFault),
}

impl DrawFault {
    /// The stable code, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Pdf(_) => "draw-pdf",
            Self::NoPage(_) => "draw-no-page",
            Self::TooMuch(_) => "draw-too-much",
            Self::Raster(_) => "draw-failed",
        }
    }
}

/// A page (from 1) of a PDF file as a PNG file.
///
/// # Errors
///
/// When the file cannot be read or has no such page, and when the page cannot be drawn.
pub fn draw(bytes: &[u8], page: usize) -> Result<Vec<u8>, DrawFault> {
    let pdf = Pdf::open(bytes, &OpenOptions::default())?;
    let index = page.checked_sub(1).filter(|index| *index < pdf.page_count()).ok_or(DrawFault::NoPage(page))?;
    if !may_be_drawn(&pdf.sheet(index)) {
        return Err(DrawFault::TooMuch(page));
    }
    let raster = Raster::open(bytes, None).ok_or(OcrFault::Raster)?;
    let [width, height] = raster.size(index).ok_or(DrawFault::NoPage(page))?;
    let bounded = (MOST_SAMPLES / (width * height).max(1.0)).sqrt() * POINTS;
    Ok(raster.png(index, DPI.min(bounded))?)
}
