//! Total columns against the columns of their rows.
//!
//! A column whose head says that it is a total is the sum of the columns right
//! before it, of all the columns before it, of the totals before it, or of the
//! columns of the same measure (`North / Budget`, `South / Budget`). Which of
//! them it is, most rows say; where no reading is borne out, nothing is checked.

use super::{Body, SAMPLE, TOTALS, agree, is_unsummed, neat, place};
use crate::normal::unit::contains_word;
use crate::record::{Check, CheckKind};

/// The longest run of columns right before a total that is tried.
const LONGEST_RUN: usize = 16;
/// A single row bears a reading out when its total is at least so many printed units.
const TELLING: f64 = 20.0;

/// The checks of all columns that state the total of their rows.
pub(super) fn checks(body: &Body<'_>) -> Vec<Check> {
    let columns = body.columns_of_amounts(is_unsummed);
    let is_total = |column: &usize| contains_word(&body.columns[*column].heading, &TOTALS);
    let (totals, parts): (Vec<usize>, Vec<usize>) = columns.iter().partition(|column| is_total(column));
    let mut checks = Vec::new();
    for &column in &totals {
        let Some(terms) = best_terms(body, column, &parts, &totals) else {
            continue;
        };
        for row in body.header_rows..body.rows.len() {
            if let Some(Sum { expected, step, slack, found, .. }) = sum(body, row, column, &terms) {
                checks.push(Check {
                    kind: CheckKind::RowSum,
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

/// A row's sum beside the total that it prints.
struct Sum {
    expected: f64,
    /// Unit of the finest printed place.
    step: f64,
    /// How far rounding may have moved the sum.
    slack: f64,
    found: f64,
    /// Terms that are not nought.
    terms: usize,
}

fn sum(body: &Body<'_>, row: usize, column: usize, terms: &[usize]) -> Option<Sum> {
    let (found, own_step) = body.figure(row, column)?;
    let mut sum = Sum { expected: 0.0, step: own_step, slack: 0.0, found, terms: 0 };
    let mut printed = 0usize;
    for &term in terms {
        if let Some((amount, step)) = body.figure(row, term) {
            printed += 1;
            sum.expected += amount;
            sum.step = sum.step.min(step);
            sum.slack += step / 2.0;
            sum.terms += usize::from(amount != 0.0);
        }
    }
    sum.slack = sum.slack.max(own_step / 2.0);
    (printed > 1).then_some(sum)
}

/// The columns whose sum most rows agree with; of equals the fewest.
fn best_terms(body: &Body<'_>, column: usize, parts: &[usize], totals: &[usize]) -> Option<Vec<usize>> {
    let kind = body.columns[column].kind;
    let alike = |other: &usize| *other != column && body.columns[*other].kind == kind;
    let parts: Vec<usize> = parts.iter().copied().filter(alike).collect();
    let before: Vec<usize> = parts.iter().copied().filter(|part| *part < column).collect();
    let after: Vec<usize> = parts.iter().copied().filter(|part| *part > column).collect();
    let mut readings: Vec<Vec<usize>> = Vec::new();
    for length in 2..=before.len().min(LONGEST_RUN) {
        readings.push(before[before.len() - length..].to_vec());
    }
    readings.push(before);
    readings.push(totals.iter().copied().filter(|total| *total < column && alike(total)).collect());
    let measure = measure(&body.columns[column].heading);
    readings
        .push(parts.iter().copied().filter(|part| self::measure(&body.columns[*part].heading) == measure).collect());
    readings.push(after);
    let mut best: Option<(usize, Vec<usize>)> = None;
    for terms in readings.into_iter().filter(|terms| terms.len() > 1) {
        let holding = votes(body, column, &terms);
        if holding > best.as_ref().map_or(0, |(most, _)| *most) {
            best = Some((holding, terms));
        }
    }
    best.map(|(_, terms)| terms)
}

/// The innermost head of a column.
fn measure(heading: &str) -> &str {
    heading.rsplit(" / ").next().unwrap_or(heading)
}

/// How many rows agree with a reading; nought unless they are the majority.
fn votes(body: &Body<'_>, column: usize, terms: &[usize]) -> usize {
    let (mut holding, mut telling, mut large) = (0usize, 0usize, false);
    let last = body.rows.len().min(body.header_rows + SAMPLE);
    for row in body.header_rows..last {
        // One term alone agrees with any reading that holds it.
        let Some(sum) = sum(body, row, column, terms).filter(|sum| sum.terms > 1) else { continue };
        telling += 1;
        holding += usize::from(agree(sum.expected, sum.found, sum.slack));
        large |= sum.found.abs() >= TELLING * sum.step;
    }
    let is_told = holding > 1 || (telling == 1 && large);
    if holding * 2 > telling && is_told { holding } else { 0 }
}
