//! Blocks: lines gathered into paragraphs, headings, list items and tables.
//!
//! A block is what the reading rules look at: the words of a wrapped paragraph
//! as one text, with a way back to the place of every stretch of it.

mod gather;
mod label;
mod markdown;
mod number;
mod tables;
mod wrap;

pub use gather::{Gathered, Said, gather};
pub use label::{Label, LabelKind};
pub(crate) use markdown::escaped;
pub use markdown::markdown;
pub use tables::{Row, RowCell, Rows};

use crate::page::{Look, Page};
use crate::record::Place;
use smallvec::SmallVec;
use std::borrow::Cow;
use std::ops::Range;

/// A line of the source with its words at hand.
#[derive(Clone, Copy, Debug)]
pub struct LineRef<'d> {
    /// Its words; cells stand between tabs.
    pub text: &'d str,
    /// How it looks.
    pub look: Look,
    /// Index of its page.
    pub page: u32,
    /// Index of the line in its page.
    pub line: u32,
    /// Whether it is a table row.
    pub is_row: bool,
}

/// All lines of a source in reading order.
pub fn lines(pages: &[Page]) -> Vec<LineRef<'_>> {
    let total = pages.iter().map(|page| page.lines.len()).sum();
    let mut out = Vec::with_capacity(total);
    for (index, page) in pages.iter().enumerate() {
        for (at, line) in page.lines.iter().enumerate() {
            out.push(LineRef {
                text: page.text_of(line),
                look: line.look,
                page: index as u32,
                line: at as u32,
                is_row: !line.cells.is_empty(),
            });
        }
    }
    out
}

/// A stretch of a block's text that stands in the page as it is.
#[derive(Clone, Copy, Debug)]
struct Segment {
    /// First byte in the block's text.
    at: u32,
    /// Bytes.
    length: u32,
    /// Index of the page.
    page: u32,
    /// Index of the line in the page.
    line: u32,
    /// First byte in the line.
    from: u32,
}

/// A paragraph, heading, list item or table.
#[derive(Clone, Debug)]
pub struct Block<'d> {
    /// Its words as one text; empty for a table.
    pub text: Cow<'d, str>,
    /// Look of its first line.
    pub look: Look,
    /// A label that it begins with ("a)", "2.1").
    pub label: Option<Label>,
    /// Its rows, when it is a table.
    pub rows: Option<Rows<'d>>,
    /// Its lines, as indices into all lines of the source.
    pub lines: Range<u32>,
    segments: SmallVec<[Segment; 1]>,
}

impl Block<'_> {
    /// The words after the label.
    pub fn body(&self) -> &str {
        &self.text[self.body_start()..]
    }

    /// Where the words after the label begin, in bytes.
    pub fn body_start(&self) -> usize {
        self.label.map_or(0, |label| label.length)
    }

    /// The label's words, without brackets and stops.
    pub fn label_text(&self) -> Option<&str> {
        self.label.map(|label| label.text(&self.text))
    }

    /// Whether the block is a table.
    pub fn is_table(&self) -> bool {
        self.rows.is_some()
    }

    /// Places of a stretch of the text, one a line, neighbours joined.
    pub fn place(&self, range: Range<usize>, pages: &[Page]) -> Vec<Place> {
        let mut out: Vec<Place> = Vec::new();
        for segment in &self.segments {
            let start = range.start.max(segment.at as usize);
            let end = range.end.min((segment.at + segment.length) as usize);
            if start >= end {
                continue;
            }
            let page = &pages[segment.page as usize];
            let line = &page.lines[segment.line as usize];
            let offset = segment.from as usize + start - segment.at as usize;
            let words = page.text_of(line);
            let first = line.chars[0] + scalars(&words[..offset]);
            let last = first + scalars(&words[offset..offset + (end - start)]);
            push_place(&mut out, page, [first, last]);
        }
        out
    }

    /// Places of the whole block.
    pub fn whole_place(&self, pages: &[Page]) -> Vec<Place> {
        match &self.rows {
            Some(rows) => rows.place(pages),
            None => self.place(0..self.text.len(), pages),
        }
    }
}

/// Appends a place; one that goes on where the last one ended, but for a line break, extends it.
pub fn push_place(places: &mut Vec<Place>, page: &Page, chars: [u32; 2]) {
    if let Some(last) = places.last_mut()
        && last.page == page.number
        && let Some(last_chars) = last.chars
        && chars[0] >= last_chars[1]
        && chars[0] - last_chars[1] <= 1
    {
        last.take_in(&page.place(Some(chars)));
        return;
    }
    places.push(page.place(Some(chars)));
}

fn scalars(text: &str) -> u32 {
    (if text.is_ascii() { text.len() } else { text.chars().count() }) as u32
}
