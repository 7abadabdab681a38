//! The tables of a document as files of their own, for spreadsheets and people.
//!
//! One file a table as CSV or Markdown, or one workbook a source with a sheet a
//! table. Every file holds the table as it is printed, heading rows included;
//! what a figure comes to is in the workbook's cells.

mod csv;
mod figure;
mod markdown;
#[cfg(test)]
mod tests;
mod workbook;

pub use csv::CsvTables;
pub use markdown::MarkdownTables;
pub use workbook::Workbook;

use super::OutputFile;
use crate::record::{Document, Table};
use crate::source::slug;

/// Longest part of a file name that is taken from a caption, in characters.
const LONGEST_CAPTION: usize = 60;
/// Figures of a page number in a file name, so that files sort by page.
const PAGE_FIGURES: usize = 3;

/// One file for each table of a document.
fn each(document: &Document, extension: &str, bytes: impl Fn(&Table) -> Vec<u8>) -> Vec<OutputFile> {
    let file = |(index, table): (usize, &Table)| OutputFile {
        name: format!("{}.{extension}", stem(document, index, table)),
        bytes: bytes(table),
    };
    document.tables.iter().enumerate().map(file).collect()
}

/// The page that a table begins on, from 1.
fn page(table: &Table) -> u32 {
    table.place.first().map_or(1, |place| place.page.max(1))
}

/// `pack-0123456789ab-p012-t3-Revenue-budget`: source, page, number of the table, caption.
fn stem(document: &Document, index: usize, table: &Table) -> String {
    let (id, page, number) = (&document.document.id, page(table), index + 1);
    let named = table.caption.as_deref().filter(|caption| caption.contains(|c: char| c.is_alphanumeric()));
    let caption = named.map_or_else(String::new, |caption| {
        let slug: String = slug(caption).chars().take(LONGEST_CAPTION).collect();
        format!("-{}", slug.trim_end_matches('-'))
    });
    format!("{id}-p{page:0PAGE_FIGURES$}-t{number}{caption}")
}
