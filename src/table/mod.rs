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

use crate::grammar::Grammar;
use crate::normal::date::Order;
use crate::normal::text::squeeze;
use crate::record::{Place, Table, TableKind};
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
    /// Where the rest of it stands, which the end of a page cuts off.
    pub rest: Option<Place>,
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

/// Builds the record of a table: headings found, values typed, totals checked, figures told.
///
/// The grammar says how dates in figures are written, what kind of figures the
/// heads promise, and which words tell a budget from a forecast.
pub fn build(id: String, raw: RawTable<'_>, grammar: &Grammar) -> Table {
    let place: Vec<Place> =
        raw.rows.iter().flat_map(|row| std::iter::once(&row.place).chain(&row.rest)).cloned().collect();
    let grid = grid::Grid::of(raw.rows);
    let header_rows = heading::header_rows(&grid);
    let headings = heading::paths(&grid, header_rows);
    let caption = raw.caption.map(|caption| squeeze(caption).into_owned());
    let order = if grammar.month_first() { Order::MonthFirst } else { Order::DayFirst };
    let mut rows = grid.rows;
    let typed = column::type_cells(&mut rows, header_rows, &headings, caption.as_deref(), order);
    let body = checks::Body { rows: &rows, header_rows, columns: &typed.columns, steps: &typed.steps };
    let checks = checks::checks(&body);
    let heads: Vec<&str> = typed.columns.iter().map(|column| column.heading.as_str()).collect();
    let has_figures = typed.columns.iter().any(|column| column.kind.is_figures());
    let reading = grammar.figures(&heads).filter(|reading| has_figures || reading.kind == TableKind::Risks);
    let mut table = Table {
        id,
        caption: caption.filter(|caption| !caption.is_empty()),
        kind: reading.as_ref().map(|reading| reading.kind),
        header_rows: u32::try_from(header_rows).unwrap_or(u32::MAX),
        columns: typed.columns,
        notes: raw.notes.iter().map(|note| squeeze(note).into_owned()).collect(),
        read_as: None,
        parts: Vec::new(),
        facts: Vec::new(),
        checks,
        rows,
        place,
    };
    table.facts = fact::facts(&table, reading.as_ref(), grammar);
    table
}

#[cfg(test)]
mod kinds_tests;
#[cfg(test)]
mod tests;
