//! Tables: from rows of words to headings, typed columns, values, facts and checks.
//!
//! `RawTable` → grid (every row as wide as the table) → headings (which
//! rows are headings, and each column's path of them) → values by column →
//! facts and checks. Nothing here fails: a cell that says nothing
//! keeps its words and has no value.

mod checks;
mod column;
mod fact;
mod grid;
mod heading;

pub use heading::{is_heading_row, same_heads};

use crate::normal::date::Order;
use crate::record::{Place, Table};
use std::borrow::Cow;

/// A table as a source gives it.
#[derive(Clone, Debug, Default)]
pub struct RawTable<'a> {
    /// The line that names it.
    pub caption: Option<&'a str>,
    /// Its rows, headings first.
    pub rows: Vec<RawRow<'a>>,
    /// Footnotes.
    pub notes: Vec<&'a str>,
}

/// A row as a source gives it.
#[derive(Clone, Debug, Default)]
pub struct RawRow<'a> {
    /// Its printed cells; a column that a merged cell covers has none of its own.
    pub cells: Vec<RawCell<'a>>,
    /// Where it stands.
    pub place: Place,
}

/// A cell as a source gives it.
#[derive(Clone, Debug)]
pub struct RawCell<'a> {
    /// Its words.
    pub text: Cow<'a, str>,
    /// All of it is bold.
    pub bold: bool,
    /// Rows and columns that it takes; `[1, 1]` when not merged.
    pub span: [u32; 2],
}

impl<'a> RawCell<'a> {
    /// A cell that is neither bold nor merged.
    pub fn plain(text: impl Into<Cow<'a, str>>) -> Self {
        Self { text: text.into(), bold: false, span: [1, 1] }
    }
}

/// Builds the record of a table: headings found, values typed, totals checked.
///
/// `order` is how the source writes dates in figures.
pub fn build(id: String, raw: RawTable<'_>, order: Order) -> Table {
    let place: Vec<Place> = raw.rows.iter().map(|row| row.place.clone()).collect();
    let grid = grid::Grid::of(raw.rows);
    let header_rows = heading::header_rows(&grid);
    let headings = heading::paths(&grid, header_rows);
    let caption = raw.caption.map(|caption| crate::normal::text::squeeze(caption).into_owned());
    let mut rows = grid.rows;
    let typed = column::type_cells(&mut rows, header_rows, &headings, caption.as_deref(), order);
    let body = checks::Body { rows: &rows, header_rows, columns: &typed.columns, steps: &typed.steps };
    let checks = checks::checks(&body);
    let facts = fact::facts(&rows, header_rows, &typed.columns);
    Table {
        id,
        caption: caption.filter(|caption| !caption.is_empty()),
        header_rows: u32::try_from(header_rows).unwrap_or(u32::MAX),
        columns: typed.columns,
        notes: raw.notes.iter().map(|note| crate::normal::text::squeeze(note).into_owned()).collect(),
        read_as: None,
        parts: Vec::new(),
        facts,
        checks,
        rows,
        place,
    }
}

#[cfg(test)]
mod tests;
