//! A page between its glyphs and its text: rows of words and ruled grids in one frame.

use super::frame::Frame;
use super::grid::{self, Grid, Stroke};
use super::rows::Rows;
use super::shade::{self, Shade};
use super::words::{Aside, Words};
use crate::pdf::sheet::{Fill, Ruling, Sheet};

/// A page whose words stand in rows, before furniture, tables and columns are told: what
/// a sheet is made into as soon as it is drawn.
#[derive(Debug)]
pub struct Plate {
    /// Page of the file, from 1.
    pub(super) number: u32,
    /// What the file calls the page (`iv`, `A-3`).
    pub(super) label: Option<String>,
    /// Width and height as displayed.
    pub(super) size: [f32; 2],
    /// The frame of rows and grids.
    pub(super) frame: Frame,
    /// Width and height in that frame.
    pub(super) extent: [f32; 2],
    /// Words in rows.
    pub(super) rows: Rows,
    /// Ruled grids, largest first.
    pub(super) grids: Vec<Grid>,
    /// Lines across, from top to bottom.
    pub(super) rules: Vec<Stroke>,
    /// Bands of shade, from top to bottom.
    pub(super) shades: Vec<Shade>,
    /// Watermarks.
    pub(super) askew: Option<Aside>,
    /// Most of what is drawn can't be read.
    pub(super) is_gibberish: bool,
    /// Something of the page is missing.
    pub(super) is_cut: bool,
    /// Its words were recognised on a picture of it.
    pub(super) is_recognised: bool,
    /// Characters left out, as those of words drawn twice.
    pub(super) dropped: u32,
    /// Whether tables are looked for.
    pub(super) tables: Tables,
}

/// Whether tables are looked for on the pages of PDF files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tables {
    /// Tables are found, and their words stand in cells.
    #[default]
    Find,
    /// None are found: their rows are read as lines of text.
    Leave,
}

impl Plate {
    /// Reads the words and rows of a sheet, and its grids where tables are looked for.
    pub fn of(sheet: &Sheet, tables: Tables) -> Self {
        let frame = Frame::main(sheet);
        let mut words = Words::of(sheet, &frame);
        let rows = Rows::of(&mut words);
        let (mut grids, mut rules, mut shades) = (Vec::new(), Vec::new(), Vec::new());
        if tables == Tables::Find && !rows.words.is_empty() {
            let rulings: Vec<Ruling> = sheet.rulings.iter().map(|ruling| frame.ruling(ruling)).collect();
            (grids, rules) = grid::find(&rulings);
            shades = shade::find(sheet.fills.iter().map(|fill| Fill { bbox: frame.box_in_frame(fill.bbox), ..*fill }));
        }
        Self {
            number: sheet.number,
            label: sheet.label.clone(),
            size: sheet.size,
            frame,
            extent: frame.extent(),
            grids,
            rules,
            shades,
            askew: words.askew.take(),
            is_gibberish: words.unreadable > words.readable,
            is_cut: !sheet.cuts.is_empty(),
            is_recognised: sheet.recognised,
            dropped: words.dropped + rows.dropped,
            rows,
            tables,
        }
    }
}
