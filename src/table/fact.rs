//! Facts: every figure of a finance or performance table by itself, with what it is of.
//!
//! Which words tell a budget from a forecast is the grammar's to say. What the head
//! of a column leaves open, the head of the row may tell (`Budget` above `Actual`),
//! and the caption the time (`to the end of May 2031`).

use crate::grammar::{FieldName, Grammar, TableReading};
use crate::normal::date;
use crate::record::{Cell, Column, ColumnType, Fact, Table, Value, ValueKind};

/// What a column says of all its figures.
struct Measure<'a> {
    column: usize,
    heading: &'a str,
    period: Option<String>,
    scenario: Option<&'static str>,
}

/// The facts of a table's body; none for a table of words. `reading` is what its heads make it.
pub(super) fn facts(table: &Table, reading: Option<&TableReading>, grammar: &Grammar) -> Vec<Fact> {
    let (header_rows, columns) = (table.header_rows as usize, table.columns.as_slice());
    let body = table.rows.get(header_rows..).unwrap_or_default();
    if header_rows == 0 || !columns.iter().any(|column| column.kind.is_figures()) || !is_mostly_figures(body) {
        return Vec::new();
    }
    let told = table.caption.as_deref().and_then(period);
    let measures: Vec<Measure<'_>> = columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.kind.is_figures() && !column.heading.is_empty())
        .map(|(index, column)| Measure {
            column: index,
            heading: &column.heading,
            period: period(&column.heading).or_else(|| told.clone()),
            scenario: grammar.scenario(&column.heading),
        })
        .collect();
    let heads = heads(body, columns, reading);
    let mut facts = Vec::new();
    for row in body {
        let filled = |column: &&usize| !row[**column].text.is_empty() && row[**column].value.is_none();
        let Some(entity) = heads.iter().find(filled).map(|column| &row[*column].text) else {
            continue;
        };
        // Rows of measures stand under columns of places or times, which tell no scenario.
        let of_row =
            if measures.iter().all(|measure| measure.scenario.is_none()) { grammar.scenario(entity) } else { None };
        for measure in &measures {
            if let Some((value, unit)) = row[measure.column].value.as_ref().and_then(amount) {
                facts.push(Fact {
                    entity: entity.clone(),
                    measure: measure.heading.to_owned(),
                    period: measure.period.clone(),
                    value,
                    unit,
                    scenario: measure.scenario.or(of_row).map(str::to_owned),
                });
            }
        }
    }
    facts
}

fn amount(value: &Value) -> Option<(f64, String)> {
    let unit = match value.kind {
        ValueKind::Money => value.currency.clone().unwrap_or_default(),
        ValueKind::Percent => "percent".to_owned(),
        ValueKind::Number => "number".to_owned(),
        ValueKind::Date | ValueKind::Flag | ValueKind::Trend => return None,
    };
    value.amount.map(|amount| (amount, unit))
}

/// Whether at least a quarter of the filled cells are figures.
fn is_mostly_figures(body: &[Vec<Cell>]) -> bool {
    let (mut figures, mut filled) = (0usize, 0usize);
    for cell in body.iter().flatten().filter(|cell| !cell.text.is_empty()) {
        filled += 1;
        figures += usize::from(cell.value.as_ref().is_some_and(|value| value.amount.is_some()));
    }
    figures * 4 >= filled && figures > 0
}

/// The columns that name a row, in the order in which they are tried: that which the
/// heads say to be it, then those that most rows fill, since a head printed once
/// stands for a group.
fn heads(body: &[Vec<Cell>], columns: &[Column], reading: Option<&TableReading>) -> Vec<usize> {
    let text = |index: &usize| columns[*index].kind == ColumnType::Text;
    let filled = |index: usize| body.iter().filter(|row| !row[index].text.is_empty()).count() * 2 > body.len();
    let named = |index: usize| {
        let is = |name: &Option<FieldName>| matches!(name, Some(FieldName::Entity | FieldName::Payee));
        reading.is_some_and(|reading| reading.columns.get(index).is_some_and(is))
    };
    let mut heads: Vec<usize> = (0..columns.len()).filter(text).collect();
    heads.sort_by_key(|index| (!(named(*index) && filled(*index)), !filled(*index), *index));
    heads
}

/// The time that a heading says its figures are for, as printed: `2027/28`, `May 27`, `Q1`, `(May)`.
fn period(heading: &str) -> Option<String> {
    let words: Vec<(usize, &str)> = words(heading);
    let text = |from: usize, to: usize| {
        let (start, (last, word)) = (words[from].0, words[to]);
        heading[start..last + word.len()].to_owned()
    };
    let is_month = |word: &str| word.starts_with(char::is_uppercase) && date::month(word).is_some();
    let digits = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let is_year = |word: &str| word.len() == 4 && digits(word) && (word.starts_with("19") || word.starts_with("20"));
    let close = |at: usize| words[at + 1].0 - (words[at].0 + words[at].1.len()) <= '–'.len_utf8();
    let pairs = || 0..words.len().saturating_sub(1);
    let month_year = pairs().find(|&at| {
        let next = words[at + 1].1;
        is_month(words[at].1) && close(at) && (is_year(next) || (next.len() == 2 && digits(next)))
    });
    let years = || {
        pairs().find(|&at| {
            let next = words[at + 1].1;
            let joint = &heading[words[at].0 + words[at].1.len()..words[at + 1].0];
            is_year(words[at].1) && matches!(joint, "/" | "-" | "–") && digits(next) && matches!(next.len(), 2 | 4)
        })
    };
    let pair = month_year.or_else(years);
    let is_quarter = |word: &str| word.len() == 2 && word.starts_with(['Q', 'q']) && digits(&word[1..]);
    let single = || {
        let quarter = words.iter().position(|(_, word)| is_quarter(word));
        let bracketed = |&(at, word): &(usize, &str)| {
            is_month(word) && heading[..at].ends_with('(') && heading[at + word.len()..].starts_with(')')
        };
        let year = || words.iter().position(|(_, word)| is_year(word));
        quarter.or_else(|| words.iter().position(bracketed)).or_else(year)
    };
    pair.map(|at| text(at, at + 1)).or_else(|| single().map(|at| text(at, at)))
}

/// The words of a heading with where each begins.
fn words(heading: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, sign) in heading.char_indices() {
        match (sign.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push((from, &heading[from..at]));
                start = None;
            }
            _ => {}
        }
    }
    if let Some(from) = start {
        words.push((from, &heading[from..]));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_periods_and_scenarios() {
        let grammar = crate::grammar::Grammars::embedded().base();
        for (heading, expected, told) in [
            ("Original Budget 2027/28 £000", Some("2027/28"), Some("budget")),
            ("2027–28", Some("2027–28"), None),
            ("No. of places May 27", Some("May 27"), None),
            ("Apr 2027 actual", Some("Apr 2027"), Some("actual")),
            ("Forecast Variance Outturn (May)", Some("May"), Some("variance")),
            ("Q1 projected spend", Some("Q1"), Some("forecast")),
            ("Target", None, Some("target")),
            ("2027 outturn", Some("2027"), Some("outturn")),
            ("Clients that may 12 come", None, None),
            ("", None, None),
        ] {
            assert_eq!(period(heading).as_deref(), expected, "{heading}");
            assert_eq!(grammar.scenario(heading), told, "{heading}");
        }
    }
}
