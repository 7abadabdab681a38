//! Percentages against the columns that they are made of.
//!
//! A column of percentages is one column as a share of another (`% of budget`),
//! the change from one to another, or a column's share of its own total. Which
//! it is, most rows have to say; where no reading is borne out by three rows of
//! four, nothing is checked.

use super::{Body, SAMPLE, agree, neat, place};
use crate::record::{Check, CheckKind, ColumnType};

/// How many columns around a percentage are tried.
const NEAREST: usize = 8;
/// A figure too coarse to tell a percentage to so many points tells nothing.
const COARSEST: f64 = 2.0;
/// Fewest rows that bear a reading out.
const FEWEST: usize = 3;

/// What a percentage is of.
#[derive(Clone, Copy, Debug)]
enum Reading {
    /// One column as a share of another.
    Share { part: usize, whole: usize },
    /// The change from one column to another, as a share of the first.
    Change { from: usize, to: usize },
    /// A column as a share of its figure in a total row.
    OfTotal { part: usize, row: usize },
}

/// The checks of all columns of percentages; `totals` are the rows that state totals.
pub(super) fn checks(body: &Body<'_>, totals: &[usize]) -> Vec<Check> {
    let amounts = body.columns_of_amounts(|_| false);
    let mut checks = Vec::new();
    for column in (0..body.columns.len()).filter(|column| body.columns[*column].kind == ColumnType::Percent) {
        let Some(reading) = best_reading(body, column, &amounts, totals) else {
            continue;
        };
        for row in body.header_rows..body.rows.len() {
            if let Some((expected, slack, found, step)) = compare(body, row, column, reading) {
                checks.push(Check {
                    kind: CheckKind::Percentage,
                    at: place(row, column),
                    expected: neat(expected, step),
                    found,
                    holds: agree(expected, found, slack),
                });
            }
        }
    }
    checks
}

/// Expected percentage, the slack of rounding, the one found, and its printed place.
fn compare(body: &Body<'_>, row: usize, column: usize, reading: Reading) -> Option<(f64, f64, f64, f64)> {
    if body.rows[row][column].value.as_ref()?.kind != crate::record::ValueKind::Percent {
        return None;
    }
    let (found, step) = body.figure(row, column)?;
    let ((part, part_step), (whole, whole_step)) = match reading {
        Reading::Share { part, whole } => (body.figure(row, part)?, body.figure(row, whole)?),
        Reading::Change { from, to } => {
            let ((from, from_step), (to, to_step)) = (body.figure(row, from)?, body.figure(row, to)?);
            ((to - from, from_step + to_step), (from, from_step))
        }
        Reading::OfTotal { part, row: total } => (body.figure(row, part)?, body.figure(total, part)?),
    };
    if whole == 0.0 {
        return None;
    }
    let ratio = part / whole;
    let rounding = (part_step / 2.0 + ratio.abs() * whole_step / 2.0) / whole.abs();
    let slack = step / 2.0 + 100.0 * rounding;
    (slack <= COARSEST.max(step)).then_some((100.0 * ratio, slack, found, step))
}

/// The reading that most rows agree with; of equals the first.
fn best_reading(body: &Body<'_>, column: usize, amounts: &[usize], totals: &[usize]) -> Option<Reading> {
    let mut near = amounts.to_vec();
    near.sort_by_key(|other| (other.abs_diff(column), *other));
    near.truncate(NEAREST);
    let mut readings = Vec::new();
    for (at, &first) in near.iter().enumerate() {
        for &second in &near[at + 1..] {
            for (a, b) in [(first, second), (second, first)] {
                if body.columns[a].kind == body.columns[b].kind {
                    readings.push(Reading::Share { part: a, whole: b });
                    readings.push(Reading::Change { from: a, to: b });
                }
            }
        }
        readings.extend(totals.last().map(|&row| Reading::OfTotal { part: first, row }));
    }
    let mut best: Option<(usize, Reading)> = None;
    for reading in readings {
        let holding = votes(body, column, reading);
        if holding > best.map_or(0, |(most, _)| most) {
            best = Some((holding, reading));
        }
    }
    best.map(|(_, reading)| reading)
}

/// How many rows agree with a reading; nought unless they are three of four and tell different things.
fn votes(body: &Body<'_>, column: usize, reading: Reading) -> usize {
    let (mut holding, mut telling) = (0usize, 0usize);
    let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
    let last = body.rows.len().min(body.header_rows + SAMPLE);
    for row in body.header_rows..last {
        let Some((expected, slack, found, _)) = compare(body, row, column, reading) else { continue };
        // Nought and the whole are what they are under many readings.
        if (expected == 0.0 && found == 0.0) || (expected - 100.0).abs() < 1e-9 && (found - 100.0).abs() < 1e-9 {
            continue;
        }
        telling += 1;
        if agree(expected, found, slack) {
            holding += 1;
            (least, most) = (least.min(found), most.max(found));
        }
    }
    if holding >= FEWEST && holding * 4 >= telling * 3 && most > least { holding } else { 0 }
}
