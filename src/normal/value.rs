//! Values of table cells: figures, money, percentages, dates, colours, arrows.
//!
//! A cell is a value only when all of it is one: a figure followed by words is
//! text. The heading above gives what the cell leaves unsaid (`£000` makes
//! `64,205` sixty-four million pounds), never overrides what it says.

use super::date::{Order, date, iso, month};
use super::scan::listed;
use super::unit::{CURRENCIES, Unit, contains_word, power, unit_of};
use crate::record::{Value, ValueKind};

/// What a column's head says that its cells are for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Holds {
    /// Nothing in particular: quantities, dates or words.
    #[default]
    Anything,
    /// Names: a figure is one (`Ref`, `Minute No.`), not a quantity.
    Labels,
    /// Traffic lights: colours and their letters are flags.
    Flags,
    /// Directions of travel: words for them are trends.
    Trends,
}

/// What the heading, the caption and the other cells of a column say about a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ColumnContext {
    /// Unit of plain figures.
    pub unit: Unit,
    /// What its cells are for.
    pub holds: Holds,
    /// Most of the column's cells are figures, so a plain figure is a number.
    pub numeric: bool,
    /// How dates in figures are written.
    pub order: Order,
}

impl Default for ColumnContext {
    fn default() -> Self {
        Self { unit: Unit::default(), holds: Holds::default(), numeric: true, order: Order::default() }
    }
}

/// Heads whose figures are names and no quantities.
const LABEL_HEADS: &[&str] = &[
    "ref",
    "reference",
    "references",
    "para",
    "paragraph",
    "minute",
    "item",
    "page",
    "pages",
    "code",
    "id",
    "cheque",
    "invoice",
    "telephone",
    "phone",
    "tel",
    "postcode",
    "appendix",
    "agenda",
    "voucher",
];
/// Heads of counts and durations, to which a caption's unit of money does not reach.
const COUNT_HEADS: &[&str] = &[
    "number",
    "numbers",
    "no",
    "nos",
    "count",
    "fte",
    "ftes",
    "headcount",
    "clients",
    "users",
    "placements",
    "people",
    "pupils",
    "places",
    "days",
    "weeks",
    "months",
    "hours",
    "units",
    "posts",
    "staff",
    "cases",
    "visits",
    "votes",
    "note",
    "notes",
    "rank",
];
const FLAG_HEADS: [&str; 5] = ["rag", "status", "brag", "flag", "rating"];
const TREND_HEADS: [&str; 5] = ["trend", "direction", "dot", "travel", "movement"];

impl ColumnContext {
    /// What a column's headings, outermost first, and its table's caption say.
    pub fn of(headings: &[&str], caption: Option<&str>, order: Order) -> Self {
        let any = |list: &[&str]| headings.iter().any(|heading| contains_word(heading, list));
        let own = headings.iter().rev().map(|heading| unit_of(heading)).find(|unit| unit.is_given());
        let mixed = headings.iter().any(|heading| heading.contains('%') && heading.contains('£'));
        let innermost = headings.iter().rev().find(|heading| !heading.is_empty());
        let numbered = innermost.is_some_and(|heading| {
            let last = heading.split_whitespace().next_back().unwrap_or_default();
            listed(last.trim_end_matches('.'), &["number", "no", "num"])
        });
        let coded =
            innermost.is_some_and(|heading| listed(heading.trim(), &["cost centre", "cost center", "gl account"]));
        let labels = (any(LABEL_HEADS) || numbered || coded)
            && own.is_none()
            && !any(&["of", "total", "count", "budget", "actual"]);
        let reached = !labels && !mixed && !any(COUNT_HEADS);
        let unit = own.unwrap_or_else(|| match caption {
            Some(caption) if reached => Some(unit_of(caption)).filter(|unit| !unit.percent).unwrap_or_default(),
            _ => Unit::default(),
        });
        let dot = headings.iter().any(|heading| heading.replace(' ', "").eq_ignore_ascii_case("dot"));
        let holds = if any(&FLAG_HEADS) {
            Holds::Flags
        } else if any(&TREND_HEADS) || dot {
            Holds::Trends
        } else if labels {
            Holds::Labels
        } else {
            Holds::Anything
        };
        Self { unit, holds, numeric: true, order }
    }
}

/// A value with the unit of its last printed place, scale applied (1000 for `12,345k`).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Typed {
    pub(crate) value: Value,
    pub(crate) step: f64,
}

/// The value of a cell in its column, or `None` when it is text or says nothing.
pub fn value(cell: &str, context: &ColumnContext) -> Option<Value> {
    typed(cell, context).map(|typed| typed.value)
}

/// The value of a cell with the precision it is printed in.
pub(crate) fn typed(cell: &str, context: &ColumnContext) -> Option<Typed> {
    let cell = cell.trim();
    let first = *cell.as_bytes().first()?;
    if first.is_ascii_alphabetic() {
        return in_words(cell, context);
    }
    if let Some(figure) = figure(cell) {
        return from_figure(&figure, context);
    }
    if let Some((trend, rest)) = arrow_beside(cell).filter(|(_, rest)| !rest.is_empty()) {
        let mut read = from_figure(&figure(rest)?, context)?;
        read.value.trend = Some(trend.to_owned());
        return Some(read);
    }
    if first.is_ascii_digit() || first == b'[' || first == b'(' {
        return dated(cell, context);
    }
    arrow(cell).map(|trend| plain(Value { trend: Some(trend.to_owned()), ..empty(ValueKind::Trend) }))
}

fn empty(kind: ValueKind) -> Value {
    Value { kind, amount: None, currency: None, date: None, flag: None, trend: None }
}

fn plain(value: Value) -> Typed {
    Typed { value, step: 0.0 }
}

/// What a figure prints after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Suffix {
    None,
    Percent,
    /// Its own scale (`k`, `m`).
    Scale,
}

/// A printed figure, before its column is asked what it means.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Figure {
    digits: u64,
    /// Power of ten of the last printed place.
    place: i32,
    negative: bool,
    currency: Option<&'static str>,
    suffix: Suffix,
    /// `007`, `£000`: a name or a unit rather than a quantity.
    padded: bool,
}

fn from_figure(figure: &Figure, context: &ColumnContext) -> Option<Typed> {
    let unit = context.unit;
    let (percent, scaled) = (figure.suffix == Suffix::Percent, figure.suffix == Suffix::Scale);
    let currency = figure.currency.or(if percent || unit.percent { None } else { unit.currency });
    let kind = match (percent, currency) {
        (true, _) => ValueKind::Percent,
        (false, Some(_)) => ValueKind::Money,
        (false, None) if unit.percent => ValueKind::Percent,
        (false, None) => ValueKind::Number,
    };
    let bare = kind == ValueKind::Number;
    if figure.padded {
        return None;
    }
    if bare && (scaled || context.holds == Holds::Labels || !context.numeric) {
        return None;
    }
    let scaling = if scaled || kind == ValueKind::Percent { 0 } else { i32::from(unit.power) };
    let place = figure.place + scaling;
    let amount = in_tens(figure.digits as f64, place);
    let amount = if figure.negative && amount != 0.0 { -amount } else { amount };
    let value = Value { amount: Some(amount), currency: currency.map(str::to_owned), ..empty(kind) };
    Some(Typed { value, step: in_tens(1.0, place) })
}

/// `number` times ten to the `place`, exactly rounded while both are small.
fn in_tens(number: f64, place: i32) -> f64 {
    const TENS: [f64; 23] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ];
    let ten = |power: u32| TENS.get(power as usize).copied().unwrap_or(f64::INFINITY);
    if place < 0 { number / ten(place.unsigned_abs()) } else { number * ten(place.unsigned_abs()) }
}

/// The figure that all of a cell is.
fn figure(cell: &str) -> Option<Figure> {
    let bytes = cell.as_bytes();
    let (mut at, mut negative, mut signed, mut bracket) = (0, false, false, false);
    let mut currency = None;
    loop {
        match *bytes.get(at)? {
            b'0'..=b'9' | b'.' => break,
            b' ' => at += 1,
            b'(' if !bracket && !signed => {
                bracket = true;
                at += 1;
            }
            sign @ (b'-' | b'+') if !signed && !bracket => {
                (signed, negative) = (true, sign == b'-');
                at += 1;
            }
            byte => {
                let rest = cell.get(at..)?;
                if let Some((sign, code)) = CURRENCIES.iter().find(|(sign, _)| rest.starts_with(*sign)) {
                    if currency.replace(*code).is_some() {
                        return None;
                    }
                    at += sign.len();
                } else if byte == 0xE2 && !signed && !bracket && rest.starts_with(['−', '–', '—']) {
                    (signed, negative) = (true, true);
                    at += '−'.len_utf8();
                } else {
                    return None;
                }
            }
        }
    }
    let start = at;
    let (digits, decimals, end) = digits(bytes, at)?;
    let padded = bytes[start] == b'0' && end > start + 1 && bytes[start + 1].is_ascii_digit();
    let mut figure = Figure { digits, place: -decimals, negative, currency, suffix: Suffix::None, padded };
    let closed = endings(cell, end, bracket, &mut figure)?;
    figure.negative |= closed;
    Some(figure)
}

/// Digits with their commas and decimals: the number without its point, the
/// decimal places, and where it ends.
fn digits(bytes: &[u8], mut at: usize) -> Option<(u64, i32, usize)> {
    const MOST: u32 = 17;
    let (mut number, mut count, mut group, mut grouped) = (0u64, 0u32, 0u32, false);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'0'..=b'9' => {
                number = number * 10 + u64::from(byte - b'0');
                count += 1;
                group += 1;
            }
            b',' if (grouped && group == 3) || (!grouped && (1..=3).contains(&group)) => {
                (grouped, group) = (true, 0);
            }
            _ => break,
        }
        if count > MOST {
            return None;
        }
        at += 1;
    }
    if grouped && group != 3 {
        return None;
    }
    let mut decimals = 0;
    if bytes.get(at) == Some(&b'.') {
        at += 1;
        while let Some(byte) = bytes.get(at).filter(|byte| byte.is_ascii_digit()) {
            number = number * 10 + u64::from(byte - b'0');
            count += 1;
            decimals += 1;
            at += 1;
            if count > MOST {
                return None;
            }
        }
        if decimals == 0 {
            return None;
        }
    }
    (count > 0).then_some((number, decimals, at))
}

/// Reads what stands after the digits to the cell's end; whether a bracket closed there.
fn endings(cell: &str, mut at: usize, bracket: bool, figure: &mut Figure) -> Option<bool> {
    let bytes = cell.as_bytes();
    let mut closed = false;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b' ' | b'*' => at += 1,
            // `1,234.50-`: the minus of some ledgers; behind plain digits it is half a range.
            b'-' if at + 1 == bytes.len() && !bracket && !figure.negative && cell.contains([',', '.']) => {
                figure.negative = true;
                at += 1;
            }
            b'$' | 0x80.. => {
                let rest = &cell[at..];
                let sign = CURRENCIES.iter().find(|(sign, _)| rest.starts_with(*sign));
                at += match sign {
                    Some((sign, code)) if figure.suffix == Suffix::None && figure.currency.is_none() => {
                        figure.currency = Some(code);
                        sign.len()
                    }
                    _ => footnote_mark(rest)?,
                };
            }
            b')' if bracket && !closed => {
                closed = true;
                at += 1;
            }
            b'%' if figure.suffix == Suffix::None && figure.currency.is_none() => {
                figure.suffix = Suffix::Percent;
                at += 1;
            }
            b'a'..=b'z' | b'A'..=b'Z' if figure.suffix == Suffix::None => {
                let word = super::scan::letters(cell, at);
                if word.eq_ignore_ascii_case("cr") || word.eq_ignore_ascii_case("dr") {
                    figure.negative ^= word.eq_ignore_ascii_case("cr");
                    at += word.len();
                    continue;
                }
                if word == "p" && figure.currency.is_none() && bytes[at - 1] != b' ' {
                    figure.currency = Some("GBP");
                    figure.place -= 2;
                } else {
                    figure.place += i32::from(power(word)?);
                }
                figure.suffix = Suffix::Scale;
                at += word.len();
            }
            _ => return None,
        }
    }
    (closed == bracket).then_some(closed)
}

/// Bytes of a raised figure or dagger that ties a figure to a footnote.
fn footnote_mark(rest: &str) -> Option<usize> {
    let mark = rest.chars().next()?;
    matches!(mark, '†' | '‡' | '§' | '¹' | '²' | '³' | '⁰' | '⁴'..='⁹').then(|| mark.len_utf8())
}

fn dated(cell: &str, context: &ColumnContext) -> Option<Typed> {
    if cell.len() < 6 || cell.len() > 48 {
        return None;
    }
    let date = date(cell, context.order)?;
    Some(plain(Value { date: Some(iso(date)), ..empty(ValueKind::Date) }))
}

fn in_words(cell: &str, context: &ColumnContext) -> Option<Typed> {
    if cell.len() > 48 {
        return None;
    }
    if context.holds == Holds::Flags
        && let Some(flag) = flag(cell)
    {
        return Some(plain(Value { flag: Some(flag), ..empty(ValueKind::Flag) }));
    }
    if context.holds == Holds::Trends
        && let Some(trend) = direction(cell)
    {
        return Some(plain(Value { trend: Some(trend.to_owned()), ..empty(ValueKind::Trend) }));
    }
    if cell.len() < 8 || !cell.as_bytes()[3..].iter().any(u8::is_ascii_digit) {
        return None;
    }
    let word = super::scan::letters(cell, 0);
    let begins_date = month(word).is_some() || word.eq_ignore_ascii_case("the") || is_weekday(word);
    if begins_date { dated(cell, context) } else { None }
}

fn is_weekday(word: &str) -> bool {
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    word.get(..3).is_some_and(|start| listed(start, &days))
}

/// Colours of traffic lights, with their letters.
const COLOURS: [(&str, &str); 12] = [
    ("red", "red"),
    ("amber", "amber"),
    ("green", "green"),
    ("blue", "blue"),
    ("yellow", "yellow"),
    ("grey", "grey"),
    ("gray", "grey"),
    ("black", "black"),
    ("r", "red"),
    ("a", "amber"),
    ("g", "green"),
    ("b", "blue"),
];

/// The colour of a traffic light; two colours (`Amber/Green`) are joined by `_`.
fn flag(cell: &str) -> Option<String> {
    let mut colours = cell
        .split(['/', '-', '–', ' '])
        .filter(|part| !part.is_empty())
        .map(|part| COLOURS.iter().find(|(name, _)| name.eq_ignore_ascii_case(part)).map(|(_, colour)| *colour));
    let first = colours.next()??;
    let second = colours.next();
    match (second, colours.next()) {
        (None, _) => Some(first.to_owned()),
        (Some(second), None) => Some(format!("{first}_{}", second?)),
        _ => None,
    }
}

const DIRECTIONS: [(&str, &str); 16] = [
    ("up", "up"),
    ("increase", "up"),
    ("increased", "up"),
    ("increasing", "up"),
    ("rising", "up"),
    ("down", "down"),
    ("decrease", "down"),
    ("decreased", "down"),
    ("decreasing", "down"),
    ("falling", "down"),
    ("level", "level"),
    ("same", "level"),
    ("static", "level"),
    ("stable", "level"),
    ("unchanged", "level"),
    ("no change", "level"),
];

fn direction(cell: &str) -> Option<&'static str> {
    DIRECTIONS.iter().find(|(name, _)| name.eq_ignore_ascii_case(cell)).map(|(_, trend)| *trend)
}

/// The trend that a cell of one arrow shows.
fn arrow(cell: &str) -> Option<&'static str> {
    let cell = cell.trim_end_matches('\u{fe0f}');
    let mut signs = cell.chars();
    let sign = signs.next()?;
    if signs.next().is_some() {
        return None;
    }
    match sign {
        '↑' | '▲' | '⬆' | '⇧' | '⇑' | '↗' | '△' | '🡅' | '🠉' => Some("up"),
        '↓' | '▼' | '⬇' | '⇩' | '⇓' | '↘' | '▽' | '🡇' | '🠋' => Some("down"),
        '↔' | '→' | '➡' | '⬌' | '⇔' | '⇨' | '⇒' | '►' | '▶' | '◄' => Some("level"),
        _ => None,
    }
}

/// An arrow at either end of a cell, and the words beside it: `▲ 4.2%`.
fn arrow_beside(cell: &str) -> Option<(&'static str, &str)> {
    let (first, last) = (cell.chars().next()?, cell.chars().next_back()?);
    let at_start = || Some((arrow(&cell[..first.len_utf8()])?, cell[first.len_utf8()..].trim_start()));
    let at_end = || {
        let start = cell.len() - last.len_utf8();
        Some((arrow(&cell[start..])?, cell[..start].trim_end()))
    };
    at_start().or_else(at_end)
}

/// Whether cells are colours of a traffic light by their full names, amber among them: no
/// other list of colours holds it.
pub(crate) fn are_lights<'a>(cells: impl Iterator<Item = &'a str>) -> bool {
    let (mut count, mut amber) = (0usize, false);
    for cell in cells {
        if cell.len() < 3 || flag(cell).is_none() {
            return false;
        }
        count += 1;
        amber |= cell.eq_ignore_ascii_case("amber");
    }
    count > 1 && amber
}

#[cfg(test)]
mod tests {
    use super::*;

    fn under(heading: &str) -> ColumnContext {
        ColumnContext::of(&[heading], None, Order::DayFirst)
    }

    fn short(cell: &str, context: &ColumnContext) -> Option<String> {
        value(cell, context).map(|value| match value.kind {
            ValueKind::Money => format!("{} {}", value.amount.unwrap_or_default(), value.currency.unwrap_or_default()),
            ValueKind::Percent => format!("{}%", value.amount.unwrap_or_default()),
            ValueKind::Number => value.amount.unwrap_or_default().to_string(),
            ValueKind::Date => value.date.unwrap_or_default(),
            ValueKind::Flag => value.flag.unwrap_or_default(),
            ValueKind::Trend => value.trend.unwrap_or_default(),
        })
    }

    #[test]
    fn reads_figures_money_and_percentages() {
        for (cell, expected) in [
            ("£12,345k", "12345000 GBP"),
            ("-3.7%", "-3.7%"),
            ("(3.7)%", "-3.7%"),
            ("(3.7%)", "-3.7%"),
            ("(120)", "-120"),
            ("-£10k", "-10000 GBP"),
            ("£-10k", "-10000 GBP"),
            ("(£10k)", "-10000 GBP"),
            ("$ (1,200.50)", "-1200.5 USD"),
            ("£1.2m", "1200000 GBP"),
            ("£1.2 million", "1200000 GBP"),
            ("€3,000", "3000 EUR"),
            ("$25,000.00", "25000 USD"),
            ("−7", "-7"),
            ("+12", "12"),
            ("-0", "0"),
            ("50p", "0.5 GBP"),
            ("1,234*", "1234"),
            ("1,234¹", "1234"),
            ("£12k†", "12000 GBP"),
            ("1,234.50-", "-1234.5"),
            ("1,234 CR", "-1234"),
            ("1,234DR", "1234"),
            ("3,000 €", "3000 EUR"),
            ("12.50 $", "12.5 USD"),
            ("▲ 4.2%", "4.2%"),
            ("(3) ↓", "-3"),
            (".5", "0.5"),
            ("£0.1", "0.1 GBP"),
            ("27/01/2021", "2021-01-27"),
            ("[18/04/29]", "2029-04-18"),
            ("Thursday, 14 June 2029", "2029-06-14"),
            ("March 5, 2024", "2024-03-05"),
            ("↑", "up"),
            ("↓", "down"),
            ("↔", "level"),
        ] {
            assert_eq!(short(cell, &ColumnContext::default()).as_deref(), Some(expected), "{cell}");
        }
    }

    #[test]
    fn takes_the_heading_for_what_a_cell_leaves_unsaid() {
        assert_eq!(short("64,205", &under("Budget £000")).as_deref(), Some("64205000 GBP"));
        assert_eq!(short("£2,318k", &under("Budget £000")).as_deref(), Some("2318000 GBP"));
        assert_eq!(short("(38.5)", &under("Savings £m")).as_deref(), Some("-38500000 GBP"));
        assert_eq!(short("12.5", &under("Variance %")).as_deref(), Some("12.5%"));
        assert_eq!(short("12.5%", &under("£'000")).as_deref(), Some("12.5%"));
        assert_eq!(short("16.40", &under("Unit cost (per week) £")).as_deref(), Some("16.4 GBP"));
        assert_eq!(short("12", &under("Minute No.")), None);
        assert_eq!(short("12", &under("Ref")), None);
        assert_eq!(short("12", &under("Station number")), None);
        assert_eq!(short("12", &under("Number of stations")).as_deref(), Some("12"));
        let captioned = |heading| ColumnContext::of(&[heading], Some("All figures in £m"), Order::DayFirst);
        assert_eq!(short("1.5", &captioned("Forecast")).as_deref(), Some("1500000 GBP"));
        assert_eq!(short("15", &captioned("No. of places")).as_deref(), Some("15"));
        let path = ColumnContext::of(&["Variance £000", "%"], None, Order::DayFirst);
        assert_eq!(short("3", &path).as_deref(), Some("3%"));
    }

    #[test]
    fn keeps_colours_and_directions_to_their_columns() {
        assert_eq!(short("Red", &under("RAG")).as_deref(), Some("red"));
        assert_eq!(short("G", &under("Previous status")).as_deref(), Some("green"));
        assert_eq!(short("Amber/Green", &under("RAG rating")).as_deref(), Some("amber_green"));
        assert_eq!(short("No change", &under("Direction of travel")).as_deref(), Some("level"));
        assert_eq!(short("Up", &under("D o T")).as_deref(), Some("up"));
        assert_eq!(short("Red", &under("Bin")), None);
        assert_eq!(short("Redwood", &under("Status")), None);
    }

    #[test]
    fn refuses_what_is_no_value() {
        for cell in [
            "",
            "£k",
            "£000",
            "£",
            "-",
            "—",
            "+/-",
            "n/a",
            "TBC",
            "B/C.3.204",
            "12 residents",
            "per hour £16.40",
            "2017/18",
            "1,23",
            "1,2345",
            "12,",
            "1.1.2",
            "10-12",
            "10-",
            "£10 £",
            "10% $",
            "▲ see note",
            "12¹²a",
            "£1.2.3",
            "5k",
            "12 m",
            "007",
            "(12",
            "12)",
            "((1))",
            "£$1",
            "123456789012345678901234567890",
            "%",
            "4%%",
            "May 17",
            "01223 123456",
            "1.",
            "£5%",
        ] {
            assert_eq!(short(cell, &ColumnContext::default()), None, "{cell}");
        }
        let words = ColumnContext { numeric: false, ..ColumnContext::default() };
        assert_eq!(short("1.1", &words), None);
        assert_eq!(short("12", &words), None);
        assert_eq!(short("£12", &words).as_deref(), Some("12 GBP"));
        assert_eq!(short("12%", &words).as_deref(), Some("12%"));
    }

    #[test]
    fn an_arrow_beside_a_figure_is_kept() {
        let read = value("▲ 4.2%", &ColumnContext::default()).expect("a value");
        assert_eq!((read.amount, read.trend.as_deref()), (Some(4.2), Some("up")));
    }

    #[test]
    fn traffic_lights_are_told_by_amber() {
        assert!(are_lights(["Red", "Amber", "green"].into_iter()));
        assert!(!are_lights(["Red", "Green", "Blue"].into_iter()));
        assert!(!are_lights(["Amber", "Amber alert"].into_iter()));
        assert!(!are_lights(["R", "A", "G"].into_iter()));
    }

    #[test]
    fn knows_the_printed_precision() {
        let step = |cell, heading| typed(cell, &under(heading)).map(|typed| typed.step);
        assert_eq!(step("£12,345k", ""), Some(1000.0));
        assert_eq!(step("12.50", ""), Some(0.01));
        assert_eq!(step("38.5", "£m"), Some(100_000.0));
    }

    proptest::proptest! {
        #[test]
        fn any_printed_amount_reads_back(pounds in 0u32..100_000_000, pence in 0u32..100, negative: bool) {
            let mut grouped = String::new();
            for (index, digit) in pounds.to_string().chars().enumerate() {
                if index > 0 && (pounds.to_string().len() - index) % 3 == 0 {
                    grouped.push(',');
                }
                grouped.push(digit);
            }
            let cell = if negative { format!("(£{grouped}.{pence:02})") } else { format!("£{grouped}.{pence:02}") };
            let exact: f64 = format!("{pounds}.{pence:02}").parse().unwrap_or_default();
            let expected = if negative && exact != 0.0 { -exact } else { exact };
            let read = value(&cell, &ColumnContext::default()).and_then(|value| value.amount);
            proptest::prop_assert_eq!(read, Some(expected));
        }

        #[test]
        fn nothing_makes_it_fail(cell in "\\PC{0,30}", figures in "[0-9.,£$()%kmb +−-]{0,24}") {
            for cell in [cell, figures] {
                let _ = value(&cell, &under("RAG trend £000"));
            }
        }
    }
}
