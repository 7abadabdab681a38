//! How a cell's value stands in a workbook: a number and the format that shows it as it is printed.

use crate::normal::unit::sign_of;
use crate::record::{Cell, Value, ValueKind};
use jiff::civil::Date;

/// A number or day with its number format.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Figure {
    pub(super) content: Content,
    /// Number format of spreadsheets.
    pub(super) format: String,
    /// The format shows the cell's words to the letter.
    pub(super) is_as_printed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Content {
    Number(f64),
    Day(Date),
}

/// Number formats of days, with the form that each shows.
const DAYS: [(&str, &str); 16] = [
    ("dd/mm/yyyy", "%d/%m/%Y"),
    ("d/m/yyyy", "%-d/%-m/%Y"),
    ("mm/dd/yyyy", "%m/%d/%Y"),
    ("m/d/yyyy", "%-m/%-d/%Y"),
    ("dd/mm/yy", "%d/%m/%y"),
    ("d mmmm yyyy", "%-d %B %Y"),
    ("dd mmmm yyyy", "%d %B %Y"),
    ("d mmm yyyy", "%-d %b %Y"),
    ("dddd d mmmm yyyy", "%A %-d %B %Y"),
    ("dddd, d mmmm yyyy", "%A, %-d %B %Y"),
    ("mmmm d, yyyy", "%B %-d, %Y"),
    ("dd.mm.yyyy", "%d.%m.%Y"),
    ("dd.mm.yy", "%d.%m.%y"),
    ("dd-mm-yyyy", "%d-%m-%Y"),
    ("dd-mmm-yy", "%d-%b-%y"),
    ("yyyy-mm-dd", "%Y-%m-%d"),
];
/// The format of a day that is printed in none of them.
const PLAIN_DAY: &str = "yyyy-mm-dd";
/// Spreadsheets count days from here on alike.
const FIRST_YEAR: i16 = 1901;
/// Most decimals that a format shows.
const MOST_DECIMALS: usize = 15;
/// Spreadsheets keep so many figures of a number.
const EXACT: f64 = 1e15;

/// The number or day of a cell; none for words, colours and arrows.
pub(super) fn figure(cell: &Cell) -> Option<Figure> {
    let value = cell.value.as_ref()?;
    match value.kind {
        ValueKind::Number | ValueKind::Money | ValueKind::Percent => number(&cell.text, value),
        ValueKind::Date => day(&cell.text, value),
        ValueKind::Flag | ValueKind::Trend => None,
    }
}

fn day(printed: &str, value: &Value) -> Option<Figure> {
    let date: Date = value.date.as_ref()?.parse().ok()?;
    if date.year() < FIRST_YEAR {
        return None;
    }
    let shown = DAYS.iter().find(|(_, form)| date.strftime(form).to_string() == printed);
    let format = shown.map_or(PLAIN_DAY, |(format, _)| format).to_owned();
    Some(Figure { content: Content::Day(date), format, is_as_printed: shown.is_some() })
}

/// A figure keeps its value and shows its printed scale: 64205000 as `64,205` where
/// the column is in thousands. A percentage is a fraction, as spreadsheets hold it.
fn number(printed: &str, value: &Value) -> Option<Figure> {
    let amount = value.amount.filter(|amount| amount.is_finite() && amount.abs() < EXACT)?;
    let decimals = printed.split_once('.').map_or(0, |(_, rest)| rest.bytes().take_while(u8::is_ascii_digit).count());
    let decimals = decimals.min(MOST_DECIMALS);
    let percent = value.kind == ValueKind::Percent;
    let thousands = if percent { 0 } else { thousands(printed, amount) };
    let is_grouped = printed.contains(',') || value.kind == ValueKind::Money;
    let letters: String = printed.chars().filter(char::is_ascii_alphabetic).collect();
    let suffix = if percent { "%" } else { letters.as_str() };
    let sign = value.currency.as_deref().and_then(sign_of).filter(|sign| printed.contains(sign)).unwrap_or_default();
    let (opening, closing) = if printed.contains('(') { ("(", ")") } else { ("-", "") };

    let mut core = if is_grouped { "#,##0".to_owned() } else { "0".to_owned() };
    if decimals > 0 {
        core.push('.');
        core.extend(std::iter::repeat_n('0', decimals));
    }
    core.extend(std::iter::repeat_n(',', thousands));
    let quoted = |words: &str| if words.is_empty() { String::new() } else { format!("\"{words}\"") };
    let last = if percent { "%".to_owned() } else { quoted(suffix) };
    let one = format!("{}{core}{last}", quoted(sign));
    let format = format!("{one};{opening}{one}{closing}");

    let figures = grouped(amount.abs() / 1000f64.powi(thousands as i32), decimals, is_grouped);
    let bare = format!("{sign}{figures}{suffix}");
    let shown = if amount < 0.0 { format!("{opening}{bare}{closing}") } else { bare };
    let number = if percent { hundredth(amount) } else { amount };
    Some(Figure { content: Content::Number(number), format, is_as_printed: shown == printed })
}

/// How many times a thousand the printed figures stand for; none where they stand for themselves.
fn thousands(printed: &str, amount: f64) -> usize {
    let digits: String = printed.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    let figure: f64 = digits.parse().unwrap_or(0.0);
    let fits = |power: &usize| (figure * 1000f64.powi(*power as i32) - amount.abs()).abs() <= 1e-6 * amount.abs();
    if figure == 0.0 { 0 } else { (0..=3).find(fits).unwrap_or(0) }
}

/// The nearest number to a hundredth of what is printed.
fn hundredth(amount: f64) -> f64 {
    format!("{amount}e-2").parse().unwrap_or(amount / 100.0)
}

fn grouped(figure: f64, decimals: usize, is_grouped: bool) -> String {
    let plain = format!("{figure:.decimals$}");
    if !is_grouped {
        return plain;
    }
    let whole = plain.find('.').unwrap_or(plain.len());
    let mut out = String::with_capacity(plain.len() + plain.len() / 3);
    for (at, c) in plain.char_indices() {
        if at > 0 && at < whole && (whole - at) % 3 == 0 {
            out.push(',');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normal::date::Order;
    use crate::normal::value::{ColumnContext, value};

    fn shown(text: &str, heading: &str) -> Option<(Content, String, bool)> {
        let context = ColumnContext::of(&[heading], None, Order::DayFirst);
        let cell = Cell { text: text.to_owned(), value: value(text, &context), span: None };
        figure(&cell).map(|figure| (figure.content, figure.format, figure.is_as_printed))
    }

    #[test]
    fn figures_show_what_is_printed() {
        let number =
            |number: f64, format: &str, as_printed| Some((Content::Number(number), format.to_owned(), as_printed));
        assert_eq!(shown("64,205", "Budget £000"), number(64_205_000.0, "#,##0,;-#,##0,", true));
        assert_eq!(shown("(64,205)", "Budget £000"), number(-64_205_000.0, "#,##0,;(#,##0,)", true));
        assert_eq!(shown("-£12.5k", ""), number(-12_500.0, "\"£\"#,##0.0,\"k\";-\"£\"#,##0.0,\"k\"", true));
        assert_eq!(shown("£-12.5k", "").map(|shown| shown.2), Some(false));
        assert_eq!(shown("-4.6%", ""), number(-0.046, "0.0%;-0.0%", true));
        assert_eq!(shown("4.6", "%"), number(0.046, "0.0%;-0.0%", false));
        assert_eq!(shown("1,234*", ""), number(1234.0, "#,##0;-#,##0", false));
        assert_eq!(shown("7", ""), number(7.0, "0;-0", true));
        assert_eq!(shown("Green", "RAG"), None);
        assert_eq!(shown("n/a", "Budget £000"), None);
    }

    #[test]
    fn days_keep_their_form_where_spreadsheets_have_it() {
        let day = jiff::civil::date(2031, 5, 1);
        assert_eq!(shown("1 May 2031", ""), Some((Content::Day(day), "d mmmm yyyy".to_owned(), true)));
        assert_eq!(shown("01/05/2031", ""), Some((Content::Day(day), "dd/mm/yyyy".to_owned(), true)));
        assert_eq!(shown("1st May 2031", ""), Some((Content::Day(day), "yyyy-mm-dd".to_owned(), false)));
        assert_eq!(shown("1 May 1874", ""), None);
    }
}
