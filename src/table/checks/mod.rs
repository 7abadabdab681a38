//! Checks: the totals and differences that a table states, recomputed.
//!
//! A check never changes a value. Where a table does not say what a total is
//! the sum of, the reading is chosen under which most of its columns hold
//! ([`sum`]); which columns a total column ([`across`]), a variance
//! ([`difference`]) or a percentage ([`percentage`]) is made of is chosen by the
//! majority of rows. A row or column that fits no reading at all is
//! taken for no total, rather than reported as wrong everywhere.

mod across;
mod difference;
mod percentage;
mod sum;

use crate::normal::unit::contains_word;
use crate::record::{Cell, Check, Column, ColumnType};

/// Words of rows and columns that state totals.
const TOTALS: [&str; 4] = ["total", "totals", "subtotal", "subtotals"];
/// Columns whose figures do not add up.
const UNSUMMED_WORDS: [&str; 18] = [
    "average",
    "avg",
    "ave",
    "mean",
    "median",
    "rate",
    "ratio",
    "score",
    "rank",
    "ranking",
    "index",
    "price",
    "percent",
    "percentage",
    "target",
    "age",
    "balance",
    "cumulative",
];
const UNSUMMED_PHRASES: [&str; 14] = [
    "unit cost",
    "per week",
    "per hour",
    "per day",
    "per head",
    "per month",
    "per night",
    "per person",
    "per unit",
    "per place",
    "per capita",
    "per client",
    "per pupil",
    "per case",
];
/// How many rows are asked for their vote.
const SAMPLE: usize = 400;
/// So many rows numbered one after another are the numbers of lines.
const NUMBERED: usize = 4;

/// A typed table, as checks look at it.
pub(super) struct Body<'a> {
    pub(super) rows: &'a [Vec<Cell>],
    pub(super) header_rows: usize,
    pub(super) columns: &'a [Column],
    /// The unit of the last printed place of every cell, row by row.
    pub(super) steps: &'a [f64],
}

impl Body<'_> {
    /// The figure of a cell and the unit of its last printed place.
    fn figure(&self, row: usize, column: usize) -> Option<(f64, f64)> {
        let amount = self.rows[row][column].value.as_ref()?.amount?;
        Some((amount, self.steps[row * self.columns.len() + column]))
    }

    /// Columns of numbers or money, but for line numbers and those that `skips` rules out.
    fn columns_of_amounts(&self, skips: impl Fn(&str) -> bool) -> Vec<usize> {
        let amounts = |column: &Column| matches!(column.kind, ColumnType::Number | ColumnType::Money);
        let kept = self
            .columns
            .iter()
            .enumerate()
            .filter(|(index, column)| amounts(column) && !skips(&column.heading) && !self.numbers_lines(*index));
        kept.map(|(index, _)| index).collect()
    }

    /// Whether most figures of a column are one more than the one above.
    fn numbers_lines(&self, column: usize) -> bool {
        if self.columns[column].kind != ColumnType::Number {
            return false;
        }
        let rows = self.header_rows..self.rows.len().min(self.header_rows + SAMPLE);
        let figures: Vec<f64> = rows.filter_map(|row| self.figure(row, column)).map(|(figure, _)| figure).collect();
        let follow = figures.windows(2).filter(|pair| (pair[1] - pair[0] - 1.0).abs() < f64::EPSILON).count();
        follow + 1 >= NUMBERED && follow * 4 >= (figures.len() - 1) * 3
    }
}

/// All checks of a table, in the order of its cells.
pub(super) fn checks(body: &Body<'_>) -> Vec<Check> {
    let (mut checks, totals) = sum::checks(body);
    checks.extend(across::checks(body));
    checks.extend(difference::checks(body));
    checks.extend(percentage::checks(body, &totals));
    checks.sort_by_key(|check| check.at);
    checks
}

fn is_unsummed(heading: &str) -> bool {
    let lower = heading.to_lowercase();
    contains_word(heading, &UNSUMMED_WORDS)
        || UNSUMMED_PHRASES.iter().any(|phrase| lower.contains(phrase))
        || lower.contains('%')
}

/// Whether two figures agree when neither is off by more than `slack`.
fn agree(expected: f64, found: f64, slack: f64) -> bool {
    (expected - found).abs() <= slack + 1e-9 * expected.abs().max(found.abs()).max(1.0)
}

/// A recomputed figure without the dust of binary fractions.
fn neat(figure: f64, step: f64) -> f64 {
    let whole = if step >= 1.0 {
        (figure / step).round() * step
    } else if step > 0.0 {
        let parts = (1.0 / step).round();
        (figure * parts).round() / parts
    } else {
        figure
    };
    whole + 0.0
}

fn place(row: usize, column: usize) -> [u32; 2] {
    [u32::try_from(row).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX)]
}
