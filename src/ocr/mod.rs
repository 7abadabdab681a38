//! Character recognition of scanned pages, by Tesseract as a child process.
//!
//! A page is drawn ([`Raster`]), recognised ([`Recogniser`]) and becomes a
//! [`Sheet`](crate::pdf::Sheet) with one glyph a word, so that layout reads it
//! as it reads any page. One process a page and one thread a process: the pages
//! themselves are what runs in parallel.

mod cache;
mod fault;
mod raster;
mod recognise;
mod words;

pub use fault::OcrFault;
pub use raster::{Picture, Raster};
pub use recognise::Recogniser;
pub use words::{Recognised, Word};

/// Dots an inch at which pages are recognised: more costs time and gives nothing
/// on council papers (word F1 .956 at 150, .966 at 200, .959 at 300).
pub const DPI: f32 = 200.0;

/// Which pages are recognised.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OcrMode {
    /// Those that are scans, or whose text cannot be read.
    #[default]
    Auto,
    /// None; a page that needs it is reported.
    Never,
    /// All that hold an image or text that cannot be read, also where a text layer lies over the image.
    Always,
}
