//! Variances against the columns that they are the difference of.
//!
//! Which column is taken from which, most rows say. Where variances are printed
//! as favourable and adverse, income rows turn the sign: several rows that
//! agree but for it are taken at that word.

use super::{Body, SAMPLE, agree, neat, place};
use crate::normal::unit::contains_word;
use crate::record::{Check, CheckKind};

/// Heads of columns that state a difference of two others.
const DIFFERENCES: [&str; 17] = [
    "variance",
    "variances",
    "difference",
    "diff",
    "overspend",
    "underspend",
    "overspends",
    "underspends",
    "variation",
    "surplus",
    "deficit",
    "over",
    "under",
    "change",
    "movement",
    "increase",
    "decrease",
];
/// How many columns around a variance are tried as what it is the difference of.
const NEAREST: usize = 10;
/// So many rows turn the sign where it tells favourable from adverse.
const TURNED: usize = 2;

/// The two columns of a difference: the first less the second.
#[derive(Clone, Copy, Debug)]
struct Pair {
    from: usize,
    less: usize,
}

/// The checks of all columns that state a variance in amounts.
pub(super) fn checks(body: &Body<'_>) -> Vec<Check> {
    let columns = body.columns_of_amounts(|heading| heading.contains('%'));
    let is_difference = |column: &usize| contains_word(&body.columns[*column].heading, &DIFFERENCES);
    let (differences, others): (Vec<usize>, Vec<usize>) = columns.iter().partition(|column| is_difference(column));
    let mut checks = Vec::new();
    for column in differences {
        let Some(pair) = best_pair(body, column, &others) else {
            continue;
        };
        let rows = || body.header_rows..body.rows.len();
        let compared = || rows().filter_map(|row| compare(body, row, column, pair).map(|compared| (row, compared)));
        let turns = |expected: f64, found: f64, slack: f64| {
            !agree(expected, found, slack) && agree(-expected, found, slack) && found.abs() > slack
        };
        let turned = compared().filter(|&(_, (expected, _, slack, found))| turns(expected, found, slack)).count();
        for (row, (expected, step, slack, found)) in compared() {
            let expected = if turned >= TURNED && turns(expected, found, slack) { -expected } else { expected };
            checks.push(Check {
                kind: CheckKind::RowDifference,
                at: place(row, column),
                expected: neat(expected, step),
                found,
                holds: agree(expected, found, slack),
            });
        }
    }
    checks
}

/// Expected difference, its precision, the slack of rounding, and the figure found.
fn compare(body: &Body<'_>, row: usize, column: usize, pair: Pair) -> Option<(f64, f64, f64, f64)> {
    let (found, own_step) = body.figure(row, column)?;
    let (from, from_step) = body.figure(row, pair.from)?;
    let (less, less_step) = body.figure(row, pair.less)?;
    let slack = (f64::midpoint(from_step, less_step)).max(own_step / 2.0);
    Some((from - less, from_step.min(less_step), slack, found))
}

/// The pair of columns whose difference most rows agree with; of equals the nearest.
fn best_pair(body: &Body<'_>, column: usize, others: &[usize]) -> Option<Pair> {
    let kind = body.columns[column].kind;
    let mut near: Vec<usize> = others.iter().copied().filter(|other| body.columns[*other].kind == kind).collect();
    near.sort_by_key(|other| (other.abs_diff(column), *other));
    near.truncate(NEAREST);
    let mut best: Option<(usize, Pair)> = None;
    for second in 1..near.len() {
        for first in 0..second {
            for pair in [Pair { from: near[first], less: near[second] }, Pair { from: near[second], less: near[first] }]
            {
                let holding = votes(body, column, pair);
                if holding > best.map_or(0, |(most, _)| most) {
                    best = Some((holding, pair));
                }
            }
        }
    }
    best.map(|(_, pair)| pair)
}

/// How many rows agree with a pair; nought unless they are the majority.
fn votes(body: &Body<'_>, column: usize, pair: Pair) -> usize {
    let (mut holding, mut telling) = (0usize, 0usize);
    let last = body.rows.len().min(body.header_rows + SAMPLE);
    for row in body.header_rows..last {
        if let Some((expected, _, slack, found)) = compare(body, row, column, pair)
            && (expected != 0.0 || found != 0.0)
        {
            telling += 1;
            holding += usize::from(agree(expected, found, slack));
        }
    }
    let told_by_one = telling == 1 && body.rows.len() == body.header_rows + 1;
    if holding * 2 > telling && (holding > 1 || told_by_one) { holding } else { 0 }
}
