//! Types a table's columns and gives its cells their values.

use crate::normal::date::Order;
use crate::normal::value::{ColumnContext, Holds, are_lights, typed};
use crate::record::{Cell, Column, ColumnType, Value, ValueKind};

/// Words that stand for a figure that is not there, so that they do not make a column text.
const NOTHINGS: [&str; 12] = ["-", "–", "—", "+/-", "n/a", "tbc", "tba", "tbd", "nil", "£k", "£", "$"];

/// The columns of a table, and the unit of the last printed place of every cell (row by row).
pub(super) struct Typed {
    pub(super) columns: Vec<Column>,
    pub(super) steps: Vec<f64>,
}

/// How many cells of a column hold what.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    kinds: [usize; 6],
    filled: usize,
    currency: Option<usize>,
}

const CURRENCIES: [&str; 3] = ["GBP", "EUR", "USD"];
const KINDS: [ColumnType; 6] =
    [ColumnType::Number, ColumnType::Money, ColumnType::Percent, ColumnType::Date, ColumnType::Flag, ColumnType::Trend];

/// Gives every body cell its value, then each column its type by the majority.
///
/// In a column that is not mostly figures a plain figure is a label and loses
/// its value again.
pub(super) fn type_cells(
    rows: &mut [Vec<Cell>],
    header_rows: usize,
    headings: &[Vec<String>],
    caption: Option<&str>,
    order: Order,
) -> Typed {
    let width = headings.len();
    let mut contexts: Vec<ColumnContext> = headings
        .iter()
        .map(|path| {
            let path: Vec<&str> = path.iter().map(String::as_str).collect();
            ColumnContext::of(&path, caption, order)
        })
        .collect();
    for (column, context) in contexts.iter_mut().enumerate().filter(|(_, context)| context.holds == Holds::Anything) {
        let cells = rows[header_rows..].iter().map(|row| row[column].text.as_str()).filter(|text| !text.is_empty());
        if are_lights(cells) {
            context.holds = Holds::Flags;
        }
    }
    let mut tallies = vec![Tally::default(); width];
    let mut steps = vec![0.0; rows.len() * width];
    for (at, row) in rows.iter_mut().enumerate().skip(header_rows) {
        let steps = &mut steps[at * width..(at + 1) * width];
        for (column, cell) in row.iter_mut().enumerate() {
            if cell.text.is_empty() {
                continue;
            }
            let read = typed(&cell.text, &contexts[column]);
            tallies[column].count(&cell.text, read.as_ref().map(|read| &read.value));
            if let Some(read) = read {
                steps[column] = read.step;
                cell.value = Some(read.value);
            }
        }
    }
    let labels: Vec<bool> = tallies.iter().map(|tally| !tally.is_numeric() && tally.kinds[0] > 0).collect();
    if labels.contains(&true) {
        for row in &mut rows[header_rows..] {
            for (cell, _) in row.iter_mut().zip(&labels).filter(|(_, labels)| **labels) {
                if cell.value.as_ref().is_some_and(|value| value.kind == ValueKind::Number) {
                    cell.value = None;
                }
            }
        }
    }
    let columns = headings.iter().zip(&tallies).zip(&contexts).map(|((path, tally), context)| {
        let kind = tally.kind();
        let unit = match kind {
            ColumnType::Money => {
                let printed = tally.currency.and_then(|index| CURRENCIES.get(index).copied());
                context.unit.currency.or(printed).map(str::to_owned)
            }
            ColumnType::Percent => Some("percent".to_owned()),
            _ => None,
        };
        let scaled = matches!(kind, ColumnType::Money | ColumnType::Number) && context.unit.power > 0;
        let scale = scaled.then(|| 10f64.powi(i32::from(context.unit.power)));
        Column { heading: path.join(" / "), kind, unit, scale }
    });
    Typed { columns: columns.collect(), steps }
}

impl Tally {
    fn count(&mut self, text: &str, value: Option<&Value>) {
        let Some(value) = value else {
            let nothing = text.len() <= 3 && NOTHINGS.iter().any(|nothing| nothing.eq_ignore_ascii_case(text));
            self.filled += usize::from(!nothing);
            return;
        };
        self.filled += 1;
        let index = match value.kind {
            ValueKind::Number => 0,
            ValueKind::Money => 1,
            ValueKind::Percent => 2,
            ValueKind::Date => 3,
            ValueKind::Flag => 4,
            ValueKind::Trend => 5,
        };
        self.kinds[index] += 1;
        if self.currency.is_none()
            && let Some(currency) = &value.currency
        {
            self.currency = CURRENCIES.iter().position(|code| code == currency);
        }
    }

    /// Whether most filled cells are numbers, money or percentages.
    fn is_numeric(&self) -> bool {
        self.kinds[..3].iter().sum::<usize>() * 2 > self.filled
    }

    fn kind(&self) -> ColumnType {
        let from = if self.is_numeric() { 0..3 } else { 3..6 };
        let most = from.max_by_key(|&index| (self.kinds[index], usize::MAX - index)).unwrap_or_default();
        let enough = self.is_numeric() || self.kinds[most] * 2 > self.filled;
        if enough && self.kinds[most] > 0 { KINDS[most] } else { ColumnType::Text }
    }
}
