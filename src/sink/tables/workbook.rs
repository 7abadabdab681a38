//! All tables of a source as one workbook, a sheet a table.
//!
//! A figure is a number with its scale applied, in a format that shows it as it is
//! printed; where no format does, and for the caption, a note on the cell holds
//! the printed words. Words are always text, never a formula. Footnotes stand
//! below the table, an empty row between. The bytes are the same on every run.

use super::figure::{Content, Figure, figure};
use super::page;
use crate::record::{Cell, Document, Table};
use crate::sink::{Export, OutputFile, SinkFault};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Note, Workbook as Book, Worksheet, XlsxError,
};
use std::fmt::Write;

/// Most rows of a sheet; a longer table goes on in the next.
const MOST_ROWS: usize = 1_000_000;
/// Most columns of a sheet; the table's widest grid is narrower but for hostile files.
const MOST_COLUMNS: usize = 16_384;
/// Most UTF-16 units of a cell or a note.
const LONGEST_TEXT: usize = 32_767;
/// Most UTF-16 units of a sheet's name.
const LONGEST_NAME: usize = 31;
/// What a sheet's name may not hold.
const NOT_IN_NAMES: [char; 7] = ['[', ']', ':', '*', '?', '/', '\\'];
/// Widths of columns, in characters.
const NARROWEST: usize = 8;
const WIDEST: usize = 48;
/// Most cells that are merged into one.
const MOST_MERGED: usize = 10_000;
/// How many rows tell the width of a column.
const SAMPLE: usize = 200;

/// One workbook for each source that has tables.
#[derive(Clone, Copy, Debug, Default)]
pub struct Workbook;

impl Export for Workbook {
    fn files(&self, document: &Document) -> Result<Vec<OutputFile>, SinkFault> {
        if document.tables.is_empty() {
            return Ok(Vec::new());
        }
        let id = &document.document.id;
        let bytes = encode(document).map_err(|cause| SinkFault::Encode { id: id.clone(), cause: cause.into() })?;
        Ok(vec![OutputFile { name: format!("{id}.xlsx"), bytes }])
    }
}

fn encode(document: &Document) -> Result<Vec<u8>, XlsxError> {
    let mut book = Book::new();
    // A fixed day: the same source gives the same bytes.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title(&document.document.source_name).set_creation_datetime(&made));
    for (index, table) in document.tables.iter().enumerate() {
        let pieces = table.rows.len().div_ceil(MOST_ROWS).max(1);
        for piece in 0..pieces {
            let sheet = book.add_worksheet();
            sheet.set_name(sheet_name(index, piece, table))?;
            let rows = &table.rows[piece * MOST_ROWS..table.rows.len().min((piece + 1) * MOST_ROWS)];
            let header_rows = if piece == 0 { (table.header_rows as usize).min(rows.len()) } else { 0 };
            Sheet { sheet, rows, header_rows }.write(document, table)?;
        }
    }
    book.save_to_buffer()
}

/// `p12 t3 Revenue budget`: page, number of the table, caption.
fn sheet_name(index: usize, piece: usize, table: &Table) -> String {
    let mut name = format!("p{} t{}", page(table), index + 1);
    if piece > 0 {
        // Writing to a string does not fail.
        let _ = write!(name, ".{}", piece + 1);
    }
    if let Some(caption) = &table.caption {
        name.push(' ');
        name.extend(caption.chars().filter(|c| !NOT_IN_NAMES.contains(c) && !c.is_control()));
    }
    cut(&name, LONGEST_NAME).trim_end_matches([' ', '\'']).to_owned()
}

/// As many characters as so many UTF-16 units hold.
fn cut(words: &str, units: usize) -> &str {
    if words.len() <= units {
        return words;
    }
    let mut taken = 0;
    for (at, c) in words.char_indices() {
        taken += c.len_utf16();
        if taken > units {
            return &words[..at];
        }
    }
    words
}

/// A sheet that is being written.
struct Sheet<'a> {
    sheet: &'a mut Worksheet,
    rows: &'a [Vec<Cell>],
    header_rows: usize,
}

impl Sheet<'_> {
    fn write(mut self, document: &Document, table: &Table) -> Result<(), XlsxError> {
        let heading = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
        let plain = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        self.widths(table)?;
        for (at, row) in self.rows.iter().enumerate() {
            for (column, cell) in row.iter().take(MOST_COLUMNS).enumerate() {
                let format = if at < self.header_rows { &heading } else { &plain };
                self.cell(at, column, cell, format)?;
            }
        }
        if self.header_rows > 0 && self.header_rows < self.rows.len() {
            self.sheet.set_freeze_panes(self.header_rows as u32, 0)?;
        }
        for (at, note) in table.notes.iter().enumerate().take(MOST_ROWS / 100) {
            self.sheet.write_string((self.rows.len() + 1 + at) as u32, 0, cut(note, LONGEST_TEXT))?;
        }
        let from = format!("{}, page {}", document.document.source_name, page(table));
        let words = table.caption.as_ref().map_or_else(|| from.clone(), |caption| format!("{caption} ({from})"));
        self.note(0, 0, &words)
    }

    fn widths(&mut self, table: &Table) -> Result<(), XlsxError> {
        for column in 0..table.columns.len().min(MOST_COLUMNS) {
            let cells = self.rows.iter().take(SAMPLE).map(|row| &row[column]);
            // A merged cell has the room of all its columns.
            let own = cells.filter(|cell| cell.span.is_none_or(|span| span[1] == 1));
            let longest = own.map(|cell| cell.text.chars().take(WIDEST).count()).max().unwrap_or(0);
            self.sheet.set_column_width(column as u16, (longest + 2).clamp(NARROWEST, WIDEST) as f64)?;
        }
        Ok(())
    }

    fn cell(&mut self, row: usize, column: usize, cell: &Cell, format: &Format) -> Result<(), XlsxError> {
        if cell.text.is_empty() {
            return Ok(());
        }
        if let Some(span) = cell.span {
            self.merge(row, column, span, format)?;
        }
        let (at, across) = (row as u32, column as u16);
        let Some(Figure { content, format: shown, is_as_printed }) = figure(cell) else {
            self.sheet.write_string_with_format(at, across, cut(&cell.text, LONGEST_TEXT), format)?;
            return Ok(());
        };
        let format = format.clone().set_num_format(shown);
        match content {
            Content::Number(number) => self.sheet.write_number_with_format(at, across, number, &format)?,
            Content::Day(day) => self.sheet.write_datetime_with_format(at, across, day, &format)?,
        };
        if !is_as_printed {
            self.note(row, column, &cell.text)?;
        }
        Ok(())
    }

    /// Merges what a cell spans, as far as it is within the sheet and otherwise empty.
    fn merge(&mut self, row: usize, column: usize, span: [u32; 2], format: &Format) -> Result<(), XlsxError> {
        let [end_row, end_column] = [
            self.rows.len().min(row + span[0] as usize),
            self.rows[row].len().min(MOST_COLUMNS).min(column + span[1] as usize),
        ];
        let covered = self.rows[row..end_row].iter().flat_map(|row| &row[column..end_column]).skip(1);
        let area = (end_row - row) * end_column.saturating_sub(column);
        if !(2..=MOST_MERGED).contains(&area) || covered.into_iter().any(|cell| !cell.text.is_empty()) {
            return Ok(());
        }
        let [last_row, last_column] = [end_row - 1, end_column - 1];
        match self.sheet.merge_range(row as u32, column as u16, last_row as u32, last_column as u16, "", format) {
            // A span that crosses another one is left unmerged: the words stay.
            Ok(_) | Err(XlsxError::MergeRangeOverlaps(..)) => Ok(()),
            Err(fault) => Err(fault),
        }
    }

    fn note(&mut self, row: usize, column: usize, words: &str) -> Result<(), XlsxError> {
        let note = Note::new(cut(words, LONGEST_TEXT)).add_author_prefix(false);
        self.sheet.insert_note(row as u32, column as u16, &note)?;
        Ok(())
    }
}
