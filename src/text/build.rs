//! Builds a page: appends lines and cells while keeping their offsets.

use crate::grammar::{Grammar, HeadingKind};
use crate::page::{CellSpan, Line, Look, Page, is_caps};
use crate::record::{Furniture, PageRead};

/// Longest line that may be a page stamp or running head, in bytes.
const LONGEST_FURNITURE: usize = 120;

/// A page in the making.
pub struct PageBuilder {
    page: Page,
    chars: u32,
    gap: u16,
}

/// A cell in the making: its text has been appended already.
pub struct CellDraft {
    /// First byte in the page's text.
    pub start: usize,
    /// Ends of its pieces, in bytes of the page's text.
    pub parts: Vec<u32>,
    /// All of it is bold.
    pub bold: bool,
    /// Columns and rows that it spans.
    pub span: [u16; 2],
}

impl PageBuilder {
    /// An empty page, for a sheet of about so many bytes.
    pub fn new(number: u32, bytes: usize) -> Self {
        let text = String::with_capacity(bytes);
        let page = Page { number, text, read: Some(PageRead::TextLayer), ..Page::default() };
        Self { page, chars: 0, gap: 0 }
    }

    /// Notes an empty line.
    pub fn gap(&mut self) {
        self.gap = self.gap.saturating_add(1);
    }

    /// Sets words aside that are not text.
    pub fn furniture(&mut self, text: &str) {
        let place = self.page.place(None);
        self.page.furniture.push(Furniture { text: text.trim().to_owned(), place: vec![place] });
    }

    /// Where the next line begins.
    pub fn open(&self) -> usize {
        self.page.text.len()
    }

    /// The text, to append a line's words to.
    pub fn text_mut(&mut self) -> &mut String {
        &mut self.page.text
    }

    /// Ends a line that began at `from`; words that the grammar knows as furniture are set aside.
    pub fn close(&mut self, from: usize, look: Look, grammar: &Grammar) {
        let words = &self.page.text[from..];
        if words.is_empty() {
            return;
        }
        if words.len() <= LONGEST_FURNITURE && grammar.heading(HeadingKind::Furniture, words, look).is_some() {
            let words = self.page.text.split_off(from);
            self.furniture(&words);
            return;
        }
        let caps = is_caps(words);
        if caps && is_spaced_out(words) {
            let joined = words.replace(' ', "");
            self.page.text.truncate(from);
            self.page.text.push_str(&joined);
        }
        let cells = self.page.cells.len() as u32;
        self.line(from, Look { caps, ..look }, cells..cells);
    }

    /// Ends a table row that began at `from`.
    pub fn close_row(&mut self, from: usize, drafts: Vec<CellDraft>) {
        let first = self.page.cells.len() as u32;
        let mut end = self.page.text.len();
        for draft in drafts.into_iter().rev() {
            let parts = self.page.parts.len() as u32;
            self.page.parts.extend(draft.parts);
            self.page.cells.push(CellSpan {
                bytes: draft.start as u32..end as u32,
                parts: parts..self.page.parts.len() as u32,
                bold: draft.bold,
                columns: draft.span[1],
                rows: draft.span[0],
            });
            end = draft.start.saturating_sub(1);
        }
        self.page.cells[first as usize..].reverse();
        let cells = first..self.page.cells.len() as u32;
        self.line(from, Look::default(), cells);
    }

    fn line(&mut self, from: usize, look: Look, cells: std::ops::Range<u32>) {
        let start = self.chars;
        let words = &self.page.text[from..];
        let length = if words.is_ascii() { words.len() } else { words.chars().count() } as u32;
        self.chars = start + length + 1;
        let bytes = from as u32..self.page.text.len() as u32;
        self.page.text.push('\n');
        let look = Look { gap: std::mem::take(&mut self.gap), ..look };
        self.page.lines.push(Line { bytes, chars: [start, start + length], look, cells, table: 0 });
    }

    /// The finished page.
    pub fn finish(mut self) -> Page {
        if self.page.lines.is_empty() && self.page.furniture.is_empty() {
            self.page.read = Some(PageRead::Blank);
        }
        self.page
    }
}

/// Whether a line is one word whose letters stand apart: `A G E N D A`.
fn is_spaced_out(line: &str) -> bool {
    const FEWEST: usize = 4;
    let mut letters = 0;
    for word in line.split(' ') {
        let mut signs = word.chars();
        if !signs.next().is_some_and(char::is_uppercase) || signs.next().is_some() {
            return false;
        }
        letters += 1;
    }
    letters >= FEWEST
}

#[cfg(test)]
mod tests {
    use super::is_spaced_out;

    #[test]
    fn letters_that_stand_apart_are_a_word() {
        assert!(is_spaced_out("A G E N D A"));
        for other in ["A B C", "A G E N D A S 2", "AGENDA", "A  G  E", "J A VALE B"] {
            assert!(!is_spaced_out(other), "{other}");
        }
    }
}
