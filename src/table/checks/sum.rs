//! Total rows against the rows above them.
//!
//! The rows above are kept as a stack of segments: stretches of plain rows,
//! cut where a row without figures heads a new group, and totals that stand
//! for what they summed. A total row tries the last one, two, … segments and
//! all of them, as printed or by the plain rows beneath, and replaces those it
//! is the sum of. So subtotals, totals of totals, totals that go on from the
//! last one and net totals need no rules of their own.

use super::{Body, TOTALS, agree, is_unsummed, neat, place};
use crate::normal::unit::contains_word;
use crate::record::{Check, CheckKind, ColumnType};

/// How many segments back a total row is tried over, besides all of them.
const MOST_SEGMENTS: usize = 24;
/// The longest cell that can label a total row.
const LONGEST_LABEL: usize = 160;
/// Pence and cents are exact: what a total of them misses is no rounding.
const EXACT_STEP: f64 = 0.0101;
/// Up to so many columns, most of which fail, are an error and no misreading.
const FEW_COLUMNS: usize = 3;

const QUALIFIERS: [&str; 12] =
    ["sub", "grand", "net", "overall", "gross", "running", "for", "year", "the", "expenditure", "income", "spending"];
/// What a segment comes to in one column.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    /// As printed.
    stated: f64,
    /// By the plain rows beneath.
    plain: f64,
    /// How far rounding may have moved each.
    stated_slack: f64,
    plain_slack: f64,
    /// The coarsest printed place among the figures.
    step: f64,
    /// How many figures there are.
    terms: u32,
}

impl Sum {
    fn add(&mut self, other: &Self) {
        self.stated += other.stated;
        self.plain += other.plain;
        self.stated_slack += other.stated_slack;
        self.plain_slack += other.plain_slack;
        self.step = self.step.max(other.step);
        self.terms += other.terms;
    }

    /// Puts `new` in the place of `old`, which was added before.
    fn replace(&mut self, old: &Self, new: &Self) {
        self.stated += new.stated - old.stated;
        self.plain += new.plain - old.plain;
        self.stated_slack += new.stated_slack - old.stated_slack;
        self.plain_slack += new.plain_slack - old.plain_slack;
        self.step = self.step.max(new.step);
        self.terms = self.terms + new.terms - old.terms;
    }
}

#[derive(Clone, Debug)]
struct Segment {
    is_total: bool,
    rows: usize,
    sums: Vec<Sum>,
}

/// How well a reading fits a total row.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
struct Fit {
    /// Columns that hold, and are not all nought.
    holding: usize,
    /// Columns that hold.
    with_noughts: usize,
    /// Columns that can be checked and are not all nought.
    checked: usize,
}

struct Best {
    segments: usize,
    fit: Fit,
    sums: Vec<Sum>,
}

/// The checks of all total rows, and which rows they are.
pub(super) fn checks(body: &Body<'_>) -> (Vec<Check>, Vec<usize>) {
    let columns = body.columns_of_amounts(is_unsummed);
    let (mut checks, mut totals) = (Vec::new(), Vec::new());
    if columns.is_empty() {
        return (checks, totals);
    }
    let mut stack =
        Stack { body, columns: &columns, segments: Vec::new(), all: vec![Sum::default(); columns.len()], open: false };
    for row in body.header_rows..body.rows.len() {
        let stated: Vec<Option<(f64, f64)>> = columns.iter().map(|column| body.figure(row, *column)).collect();
        if stated.iter().all(Option::is_none) {
            stack.open = false;
        } else if let Some(label) = total_label(body, row) {
            totals.push(row);
            stack.total(row, label, &stated, &mut checks);
        } else {
            stack.plain(&stated);
        }
    }
    (checks, totals)
}

/// The words that make a row a total.
fn total_label<'a>(body: &Body<'a>, row: usize) -> Option<&'a str> {
    let texts = body.rows[row].iter().filter(|cell| !cell.text.is_empty() && cell.value.is_none()).take(2);
    texts.map(|cell| cell.text.as_str()).find(|text| text.len() <= LONGEST_LABEL && contains_word(text, &TOTALS))
}

/// Whether the words say hardly more than that it is a total.
fn is_plain_total(label: &str) -> bool {
    let mut words: Vec<&str> =
        label.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let ends = words.last().is_some_and(|word| contains_word(word, &TOTALS));
    words.retain(|word| {
        !contains_word(word, &TOTALS)
            && !contains_word(word, &QUALIFIERS)
            && !word.bytes().all(|byte| byte.is_ascii_digit())
    });
    ends || words.is_empty()
}

struct Stack<'a> {
    body: &'a Body<'a>,
    columns: &'a [usize],
    segments: Vec<Segment>,
    /// The sums of all segments.
    all: Vec<Sum>,
    /// The last segment takes further plain rows.
    open: bool,
}

impl Stack<'_> {
    fn plain(&mut self, stated: &[Option<(f64, f64)>]) {
        if !self.open {
            self.segments.push(Segment { is_total: false, rows: 0, sums: vec![Sum::default(); self.columns.len()] });
            self.open = true;
        }
        let Some(segment) = self.segments.last_mut() else {
            return;
        };
        segment.rows += 1;
        for ((sum, all), stated) in segment.sums.iter_mut().zip(&mut self.all).zip(stated) {
            if let Some((amount, step)) = *stated {
                let term = Sum {
                    stated: amount,
                    plain: amount,
                    stated_slack: step / 2.0,
                    plain_slack: step / 2.0,
                    step,
                    terms: 1,
                };
                sum.add(&term);
                all.add(&term);
            }
        }
    }

    fn total(&mut self, row: usize, label: &str, stated: &[Option<(f64, f64)>], checks: &mut Vec<Check>) {
        self.open = false;
        let best = self.best(stated, contains_word(label, &["net", "surplus", "deficit"]));
        let summed = best.filter(|best| self.is_understood(best, stated, label));
        let taken = match &summed {
            None => 0,
            Some(best) => {
                self.report(row, stated, &best.sums, checks);
                best.segments
            }
        };
        let rest = self.segments.len() - taken;
        let mut sums = vec![Sum::default(); self.columns.len()];
        for segment in self.segments.drain(rest..) {
            for (sum, part) in sums.iter_mut().zip(&segment.sums) {
                sum.add(part);
            }
        }
        let tops = sums.iter().zip(stated).enumerate().map(|(index, (beneath, stated))| {
            let expected = summed.as_ref().map_or(0.0, |best| best.sums[index].stated);
            let (amount, step) = stated.unwrap_or((expected, beneath.step));
            let printed = stated.is_some() || beneath.terms > 0;
            Sum { stated: amount, stated_slack: step / 2.0, step, terms: u32::from(printed), ..*beneath }
        });
        let tops: Vec<Sum> = tops.collect();
        for ((all, beneath), top) in self.all.iter_mut().zip(&sums).zip(&tops) {
            all.replace(beneath, top);
        }
        self.segments.push(Segment { is_total: true, rows: 1, sums: tops });
    }

    /// Whether the best reading tells enough to report it. A table without
    /// headings may be the end of one, whose first rows are elsewhere.
    /// A total of nought everywhere is that of a group that prints no rows, unless it holds.
    fn is_understood(&self, best: &Best, stated: &[Option<(f64, f64)>], label: &str) -> bool {
        let Fit { holding, with_noughts, checked } = best.fit;
        let is_nought = stated.iter().flatten().all(|(amount, _)| *amount == 0.0);
        if is_nought && holding < checked {
            return false;
        }
        let beneath = &self.segments[self.segments.len() - best.segments..];
        let terms: usize = beneath.iter().map(|segment| segment.rows).sum();
        let may_err = is_plain_total(label) && terms > 1 && self.body.header_rows > 0;
        if checked == 0 { with_noughts > 0 } else { holding * 2 >= checked || (may_err && checked <= FEW_COLUMNS) }
    }

    /// The reading under which most columns hold; of equals the one that reaches back least.
    fn best(&self, stated: &[Option<(f64, f64)>], net: bool) -> Option<Best> {
        let count = self.segments.len();
        let mut best: Option<Best> = None;
        let mut consider = |segments: usize, sums: &[Sum]| {
            let fit = self.fit(stated, sums);
            let better = match &best {
                None => true,
                Some(best) => (fit.holding, fit.with_noughts) > (best.fit.holding, best.fit.with_noughts),
            };
            if better {
                best = Some(Best { segments, fit, sums: sums.to_vec() });
            }
        };
        let mut everything = vec![Sum::default(); self.columns.len()];
        let mut totals = everything.clone();
        let mut total_count = 0;
        for (index, segment) in self.segments.iter().rev().take(MOST_SEGMENTS).enumerate() {
            for ((every, total), sum) in everything.iter_mut().zip(&mut totals).zip(&segment.sums) {
                every.add(sum);
                if segment.is_total {
                    total.add(sum);
                }
            }
            total_count += usize::from(segment.is_total);
            consider(index + 1, &everything);
            consider(index + 1, &by_plain_rows(&everything));
            if total_count > 1 {
                consider(index + 1, &totals);
            }
        }
        if count > MOST_SEGMENTS {
            consider(count, &self.all);
            consider(count, &by_plain_rows(&self.all));
        }
        if let (true, [.., first, second]) = (net, self.segments.as_slice()) {
            let less = |(first, second): (&Sum, &Sum)| {
                let mut less = *first;
                less.add(&Sum { stated: -second.stated, plain: -second.plain, ..*second });
                less
            };
            let difference: Vec<Sum> = first.sums.iter().zip(&second.sums).map(less).collect();
            consider(2, &difference);
        }
        best
    }

    fn fit(&self, stated: &[Option<(f64, f64)>], sums: &[Sum]) -> Fit {
        let mut fit = Fit::default();
        for (index, sum) in sums.iter().enumerate() {
            if let Some(holds) = self.holds(index, stated[index], sum) {
                let nought = sum.stated == 0.0 && stated[index].is_some_and(|(amount, _)| amount == 0.0);
                fit.checked += usize::from(!nought);
                fit.holding += usize::from(holds && !nought);
                fit.with_noughts += usize::from(holds);
            }
        }
        fit
    }

    fn holds(&self, index: usize, stated: Option<(f64, f64)>, sum: &Sum) -> Option<bool> {
        let (found, step) = stated.filter(|_| sum.terms > 0)?;
        let money = self.body.columns[self.columns[index]].kind == ColumnType::Money;
        let coarsest = step.max(sum.step);
        let slack = if money && coarsest <= EXACT_STEP { 0.0 } else { sum.stated_slack.max(step / 2.0) };
        Some(agree(sum.stated, found, slack))
    }

    fn report(&self, row: usize, stated: &[Option<(f64, f64)>], sums: &[Sum], checks: &mut Vec<Check>) {
        for (index, sum) in sums.iter().enumerate() {
            if let (Some(holds), Some((found, step))) = (self.holds(index, stated[index], sum), stated[index]) {
                let step = if sum.step > 0.0 { step.min(sum.step) } else { step };
                checks.push(Check {
                    kind: CheckKind::ColumnSum,
                    at: place(row, self.columns[index]),
                    expected: neat(sum.stated, step),
                    found,
                    holds,
                });
            }
        }
    }
}

/// The sums by the plain rows beneath, as if they were printed.
fn by_plain_rows(sums: &[Sum]) -> Vec<Sum> {
    let plain = |sum: &Sum| Sum { stated: sum.plain, stated_slack: sum.plain_slack, ..*sum };
    sums.iter().map(plain).collect()
}
