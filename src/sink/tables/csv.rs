//! Tables as comma-separated values.
//!
//! RFC 4180: UTF-8 without a byte order mark, lines end with CR LF, a cell that
//! holds commas, quotes or line ends stands in quotes. Cells hold the printed
//! text. Spreadsheets run a cell that begins with `=`, `+`, `-` or `@` as a
//! formula, so such a cell gets an apostrophe in front, unless all of it is a
//! figure (`-12.5`, `+3%`, `-£1,200`) or a mere dash.

use super::each;
use crate::record::{Document, Table};
use crate::sink::{Export, OutputFile, SinkFault};
use ::csv::{Terminator, Writer, WriterBuilder};
use std::borrow::Cow;

/// One CSV file for each table.
#[derive(Clone, Copy, Debug, Default)]
pub struct CsvTables;

impl Export for CsvTables {
    fn files(&self, document: &Document) -> Result<Vec<OutputFile>, SinkFault> {
        Ok(each(document, "csv", encode))
    }
}

fn encode(table: &Table) -> Vec<u8> {
    let mut writer: Writer<Vec<u8>> = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    for row in &table.rows {
        // Rows are equally long and memory does not fail, so this cannot.
        let _ = writer.write_record(row.iter().map(|cell| guarded(&cell.text).into_owned()));
    }
    writer.into_inner().unwrap_or_default()
}

/// What spreadsheets take for the beginning of a formula, also in its wide forms.
const FORMULA_SIGNS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// The words of a cell, so that no spreadsheet takes them for a formula.
pub(super) fn guarded(words: &str) -> Cow<'_, str> {
    if words.starts_with(FORMULA_SIGNS) && !is_harmless(words) {
        Cow::Owned(format!("'{words}"))
    } else {
        Cow::Borrowed(words)
    }
}

/// A signed figure, or a dash without anything that could be computed.
fn is_harmless(words: &str) -> bool {
    let Some(rest) = words.strip_prefix(['-', '+']) else { return false };
    let rest = rest.trim_start_matches([' ', '£', '$', '€', '(']);
    let figures = rest.trim_end_matches([' ', '%', ')', 'k', 'm', 'M', 'K']);
    figures.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'))
}
