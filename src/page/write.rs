//! Writes the text of a page: words, lines and cells with their offsets and boxes.

use super::boxes::{WordBox, rounded};
use super::paragraph::Placed;
use super::plate::Plate;
use super::table::{Cell, Table, begins_piece};
use super::words::{Aside, Word};
use super::{CellSpan, Line, Look, Page, is_caps};
use crate::record::Furniture;
use crate::text::BULLETS;
use std::ops::Range;

/// A page in the making.
pub(super) struct Writer<'p> {
    plate: &'p Plate,
    page: Page,
    chars: u32,
    gap: u16,
}

impl<'p> Writer<'p> {
    /// An empty page that prints this number.
    pub(super) fn new(plate: &'p Plate, printed: Option<String>) -> Self {
        let [width, height] = plate.size.map(f64::from);
        let page = Page {
            number: plate.number,
            printed,
            size: Some(((width * 10.0).round() / 10.0, (height * 10.0).round() / 10.0)),
            text: String::with_capacity(plate.rows.text.len() + plate.rows.words.len()),
            boxes: Vec::with_capacity(plate.rows.words.len()),
            ..Page::default()
        };
        Self { plate, page, chars: 0, gap: 0 }
    }

    /// The finished page.
    pub(super) fn finish(self) -> Page {
        self.page
    }

    /// Sets words aside that are not text.
    pub(super) fn furniture(&mut self, text: String, bbox: [f32; 4]) {
        let mut place = self.page.place(None);
        place.bbox = Some(rounded(bbox));
        self.page.furniture.push(Furniture { text, place: vec![place] });
    }

    /// Sets slanting words aside.
    pub(super) fn aside(&mut self, aside: &Aside) {
        self.furniture(aside.text.trim().to_owned(), aside.bbox);
    }

    /// Writes a line of text.
    pub(super) fn line(&mut self, line: &Placed, heading: u8) {
        let from = self.page.text.len();
        let start = self.chars;
        let mut label_end = 0;
        for (index, range) in line.words.iter().enumerate() {
            if index == 1 && line.has_label {
                label_end = u16::try_from(self.page.text.len() - from).unwrap_or(0);
            }
            self.words(range.clone(), from);
        }
        if self.page.text.len() == from {
            return;
        }
        let look = Look {
            heading,
            bold: line.bold,
            italic: line.italic,
            caps: is_caps(&self.page.text[from..]),
            bullet: line.bullet,
            indent: line.indent,
            gap: line.gap.max(std::mem::take(&mut self.gap)),
            goes_on: line.goes_on,
            label_end,
        };
        let cells = self.page.cells.len() as u32;
        self.close(from, start, look, cells..cells, 0);
    }

    /// Writes the rows of a table.
    pub(super) fn table(&mut self, table: &Table) {
        for caption in &table.captions {
            self.gap = 1;
            self.caption(caption.clone());
        }
        self.gap = 1;
        for row in &table.rows {
            self.row(row, table.declared);
        }
        self.gap = 1;
    }

    fn caption(&mut self, range: Range<u32>) {
        let from = self.page.text.len();
        let start = self.chars;
        let words = self.plate.rows.words_in(&range);
        let bold = words.iter().all(|word| word.bold);
        let italic = words.iter().all(|word| word.italic);
        self.words(range, from);
        if self.page.text.len() == from {
            return;
        }
        let caps = is_caps(&self.page.text[from..]);
        let look = Look { bold, italic, caps, gap: std::mem::take(&mut self.gap), ..Look::default() };
        let cells = self.page.cells.len() as u32;
        self.close(from, start, look, cells..cells, 0);
    }

    fn row(&mut self, cells: &[Cell], table: u32) {
        if cells.iter().all(|cell| cell.lines.is_empty()) {
            return;
        }
        let from = self.page.text.len();
        let start = self.chars;
        let first = self.page.cells.len() as u32;
        for (index, cell) in cells.iter().enumerate() {
            if index > 0 {
                self.page.text.push('\t');
                self.chars += 1;
            }
            self.cell(cell);
        }
        let look = Look { gap: std::mem::take(&mut self.gap), ..Look::default() };
        let cells = first..self.page.cells.len() as u32;
        self.close(from, start, look, cells, table);
    }

    fn cell(&mut self, cell: &Cell) {
        let from = self.page.text.len();
        let words = &self.plate.rows.words;
        let mut bold = !cell.lines.is_empty();
        let first_part = self.page.parts.len() as u32;
        for (index, line) in cell.lines.iter().enumerate() {
            let mut range = line.words.clone();
            let bullet = range.len() > 1 && self.is_bullet(&words[range.start as usize]);
            range.start += u32::from(bullet);
            self.page.dropped += u32::from(bullet);
            if index > 0 && (bullet || begins_piece(cell, words, &cell.lines[index - 1], line)) {
                self.page.parts.push(self.page.text.len() as u32);
            }
            bold &= words[range.start as usize..range.end as usize].iter().all(|word| word.bold);
            self.words(range, from);
        }
        if self.page.parts.len() as u32 > first_part {
            self.page.parts.push(self.page.text.len() as u32);
        }
        self.page.cells.push(CellSpan {
            bytes: from as u32..self.page.text.len() as u32,
            parts: first_part..self.page.parts.len() as u32,
            bold,
            columns: cell.columns.max(1),
            rows: cell.rows.max(1),
        });
    }

    fn is_bullet(&self, word: &Word) -> bool {
        let mut signs = self.plate.rows.text_of(word).chars();
        signs.next().is_some_and(|sign| BULLETS.contains(&sign)) && signs.next().is_none()
    }

    /// Writes words; a space parts them from what the line or cell holds already.
    fn words(&mut self, range: Range<u32>, from: usize) {
        for word in self.plate.rows.words_in(&range) {
            let said = self.plate.rows.text_of(word);
            if said.is_empty() {
                continue;
            }
            if self.page.text.len() > from {
                self.page.text.push(' ');
                self.chars += 1;
            }
            self.page.text.push_str(said);
            let length = (if said.is_ascii() { said.len() } else { said.chars().count() }) as u32;
            let bbox = self.plate.frame.box_on_page(word.bbox);
            self.page.boxes.push(WordBox { start: self.chars, length, bbox });
            self.chars += length;
        }
    }

    fn close(&mut self, from: usize, start: u32, look: Look, cells: Range<u32>, table: u32) {
        let bytes = from as u32..self.page.text.len() as u32;
        let chars = [start, self.chars];
        self.page.text.push('\n');
        self.chars += 1;
        self.page.lines.push(Line { bytes, chars, look, cells, table });
    }
}
