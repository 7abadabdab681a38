//! Scans: which pages of a PDF need recognition, and its doing.

use crate::ocr::{DPI, OcrFault, OcrMode, Raster, Recogniser};
use crate::pdf::sheet::{Cut, Sheet};
use crate::record::{Diagnostic, Place, Severity};
use std::sync::OnceLock;

/// A page of fewer characters may be a scan with a stamp on it.
const FEW: usize = 40;
/// An image that covers this part of a page may be the page.
const COVERS: f32 = 0.5;
/// Images of more samples are not drawn: they cost more than a page may.
const MOST_SAMPLES: u64 = 100_000_000;

/// The scans of one file.
pub struct Scans<'a> {
    bytes: &'a [u8],
    mode: OcrMode,
    recogniser: Option<&'a Recogniser>,
    passwords: &'a [String],
    raster: OnceLock<Option<Raster>>,
}

impl<'a> Scans<'a> {
    /// The scans of a file, to be recognised in this mode.
    pub fn new(bytes: &'a [u8], mode: OcrMode, recogniser: Option<&'a Recogniser>, passwords: &'a [String]) -> Self {
        Self { bytes, mode, recogniser, passwords, raster: OnceLock::new() }
    }

    /// Recognises a page where it needs it, and tells what is missing from it.
    pub fn read(&self, sheet: &mut Sheet) -> Vec<Diagnostic> {
        let mut notes: Vec<Diagnostic> = sheet.cuts.iter().map(|cut| cut_note(sheet.number, *cut)).collect();
        let need = Need::of(sheet);
        let wanted = match self.mode {
            OcrMode::Never => false,
            OcrMode::Auto => need.is_scan || need.is_gibberish,
            OcrMode::Always => need.has_image || need.is_gibberish,
        };
        if !wanted {
            if need.is_scan || need.is_gibberish {
                notes.push(need.note(sheet.number, None));
            }
            return notes;
        }
        match self.recognise(sheet) {
            Ok(()) => {
                notes.push(note(sheet.number, "page-recognised", Severity::Note, "read by character recognition"));
            }
            Err(fault) => notes.push(need.note(sheet.number, Some(&fault))),
        }
        notes
    }

    fn recognise(&self, sheet: &mut Sheet) -> Result<(), OcrFault> {
        let recogniser = self.recogniser.ok_or(OcrFault::Missing)?;
        if !may_be_drawn(sheet) {
            return Err(OcrFault::Raster);
        }
        let raster = self.raster.get_or_init(|| Raster::open_with(self.bytes, self.passwords));
        let raster = raster.as_ref().ok_or(OcrFault::Raster)?;
        let (picture, dpi) = raster.page(sheet.number as usize - 1, DPI)?;
        recogniser.recognise(&picture, dpi)?.write_on(sheet);
        Ok(())
    }
}

/// Whether drawing a page costs no more than a page may.
pub fn may_be_drawn(sheet: &Sheet) -> bool {
    let samples: u64 = sheet.images.iter().map(|image| u64::from(image.samples[0]) * u64::from(image.samples[1])).sum();
    samples <= MOST_SAMPLES && sheet.cuts.is_empty()
}

/// What a page needs.
struct Need {
    /// An image is (most of) the page, and there is no text.
    is_scan: bool,
    /// It holds an image.
    has_image: bool,
    /// Most of its text cannot be read.
    is_gibberish: bool,
}

impl Need {
    fn of(sheet: &Sheet) -> Self {
        let unreadable = sheet.glyphs.iter().filter(|glyph| glyph.state.unreadable).count();
        let readable = sheet.text.chars().filter(|c| !c.is_whitespace()).count();
        let area = sheet.size[0] * sheet.size[1];
        let covered: f32 = sheet
            .images
            .iter()
            .map(|image| {
                let [left, top, right, bottom] = image.bbox;
                let width = right.min(sheet.size[0]) - left.max(0.0);
                let height = bottom.min(sheet.size[1]) - top.max(0.0);
                width.max(0.0) * height.max(0.0)
            })
            .sum();
        Self {
            is_scan: readable < FEW && covered > COVERS * area,
            has_image: !sheet.images.is_empty(),
            is_gibberish: unreadable > readable.max(FEW / 2),
        }
    }

    fn note(&self, page: u32, fault: Option<&OcrFault>) -> Diagnostic {
        let what = if self.is_gibberish { "its fonts do not tell its characters" } else { "it is a scan" };
        let why = fault.map_or_else(String::new, |fault| format!(": {fault}"));
        note(page, "page-needs-ocr", Severity::Error, &format!("{what} and was not recognised{why}"))
    }
}

/// Code of a page that was cut for what it holds.
const CUT: &str = "page-cut";
/// Code of a page that was cut because its content, or all of the file's, inflates to too much.
pub const TOO_LARGE: &str = "page-too-large";
/// Code of a page that was cut because the time for the file was used up.
pub const TOO_SLOW: &str = "page-too-slow";

fn cut_note(page: u32, cut: Cut) -> Diagnostic {
    let (code, what) = match cut {
        Cut::InflatedBytes => (TOO_LARGE, "its content inflates to more than is read"),
        Cut::Time => (TOO_SLOW, "the time for the file was used up"),
        Cut::Operators => (CUT, "its content has more operators than are read"),
        Cut::Glyphs => (CUT, "it has more glyphs than are read"),
        Cut::Objects => (CUT, "it has more objects than are looked at"),
        Cut::Forms => (CUT, "its forms lie deeper, or are drawn oftener, than is read"),
        Cut::Damage => (CUT, "a stream of it is damaged"),
    };
    note(page, code, Severity::Error, &format!("the page is read in part: {what}"))
}

fn note(page: u32, code: &str, severity: Severity, message: &str) -> Diagnostic {
    let place = Place { page, ..Place::default() };
    Diagnostic { code: code.to_owned(), severity, message: format!("page {page}: {message}"), place: Some(vec![place]) }
}
