//! Pages and lines: where text and PDF sources meet.
//!
//! A [`Page`] owns its text once, markup and furniture already gone; a [`Line`]
//! is a range of it. From here on nothing knows what a line was made from but
//! through its place and its [`Look`]. A [`Plate`] holds the words and grids of a
//! [`Sheet`](crate::pdf::sheet::Sheet) of a PDF file, and [`pages()`] makes pages of plates;
//! [`text`](crate::text) makes them from text.

mod apart;
mod bookmark;
mod boxes;
mod frame;
mod furniture;
mod grid;
mod heading;
mod look;
mod order;
mod paragraph;
mod plate;
mod printed;
mod read;
mod rows;
mod shade;
mod table;
mod tagged;
#[cfg(test)]
mod tests;
mod words;
mod write;

pub use bookmark::{Bookmark, bookmarked};
pub use boxes::WordBox;
pub use look::Look;
pub(crate) use look::is_caps;
pub use plate::{Plate, Tables};
pub use read::pages;

use crate::record::{Furniture, PageRead, Place};
use std::ops::Range;

/// One page of a source.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Page of the file, from 1.
    pub number: u32,
    /// The page number that the page itself prints.
    pub printed: Option<String>,
    /// Width and height in points.
    pub size: Option<(f64, f64)>,
    /// The text in reading order, each line ended by `\n`; cells of a row stand between tabs.
    pub text: String,
    /// Lines in reading order.
    pub lines: Vec<Line>,
    /// Cells of all rows, each row's together.
    pub cells: Vec<CellSpan>,
    /// Ends (bytes of the text) of the pieces that a cell's own markup tells apart.
    pub parts: Vec<u32>,
    /// What was taken out of the text.
    pub furniture: Vec<Furniture>,
    /// How the text was had.
    pub read: Option<PageRead>,
    /// Where its words stand, in the order of the text; empty where the source has no places.
    pub boxes: Vec<WordBox>,
    /// Bookmarks of the file that lead to it, in the order of the outline.
    pub bookmarks: Vec<Bookmark>,
    /// Characters that are neither text nor furniture: words drawn twice, bullets, what lies off the page.
    pub dropped: u32,
}

/// A line: a range of its page's text.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// Bytes of the page's text.
    pub bytes: Range<u32>,
    /// Unicode scalar values of the page's text.
    pub chars: [u32; 2],
    /// How it looks.
    pub look: Look,
    /// Its cells in [`Page::cells`]; empty when the line is no table row.
    pub cells: Range<u32>,
    /// Which of its tables the file itself declares it to be a row of, from 1; 0 where it does not.
    pub table: u32,
}

/// A cell of a table row: a range of its page's text.
#[derive(Clone, Debug, Default)]
pub struct CellSpan {
    /// Bytes of the page's text.
    pub bytes: Range<u32>,
    /// Its pieces' ends in [`Page::parts`]; empty when it is one piece.
    pub parts: Range<u32>,
    /// All of it is bold.
    pub bold: bool,
    /// Columns that it spans (1 when not merged).
    pub columns: u16,
    /// Rows that it spans (1 when not merged).
    pub rows: u16,
}

impl Page {
    /// The words of a line.
    pub fn text_of(&self, line: &Line) -> &str {
        &self.text[line.bytes.start as usize..line.bytes.end as usize]
    }

    /// The place of a line.
    pub fn place_of(&self, line: &Line) -> Place {
        self.place(Some(line.chars))
    }

    /// The place of a stretch of the page's characters, or of the whole page.
    pub fn place(&self, chars: Option<[u32; 2]>) -> Place {
        Place {
            page: self.number,
            printed_page: self.printed.clone(),
            bbox: chars.and_then(|chars| self.bbox(chars)),
            chars,
        }
    }

    /// Left, top, right, bottom of the words in a range of characters: points
    /// from the top-left corner, in tenths; none where no word has a place.
    pub fn bbox(&self, chars: [u32; 2]) -> Option<[f64; 4]> {
        boxes::around(&self.boxes, chars)
    }
}
