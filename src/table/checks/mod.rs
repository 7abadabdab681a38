//! Checks: the totals and differences that a table states, recomputed.
//!
//! A check never changes a value. Where a table does not say what a total is
//! the sum of, the reading is chosen under which most of its columns hold
//! ([`sum`]); which columns a variance is the difference of is chosen by the
//! majority of rows ([`difference`]). A row that fits no reading at all is
//! taken for no total, rather than reported as wrong in every column.

mod difference;
mod sum;

use crate::record::{Cell, Check, Column, ColumnType};

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

    /// Columns of numbers or money, but for those that `skips` rules out.
    fn columns_of_amounts(&self, skips: impl Fn(&str) -> bool) -> Vec<usize> {
        let amounts = |column: &Column| matches!(column.kind, ColumnType::Number | ColumnType::Money);
        let kept = self.columns.iter().enumerate().filter(|(_, column)| amounts(column) && !skips(&column.heading));
        kept.map(|(index, _)| index).collect()
    }
}

/// All checks of a table, in the order of its cells.
pub(super) fn checks(body: &Body<'_>) -> Vec<Check> {
    let mut checks = sum::checks(body);
    checks.extend(difference::checks(body));
    checks.sort_by_key(|check| check.at);
    checks
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
