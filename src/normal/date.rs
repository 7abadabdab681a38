//! Dates: every form in which an agenda or minutes print a day.
//!
//! A date is read only when day, month and year are all printed; nothing is
//! supplied from elsewhere, so `9 October` and `May 16` are no dates. A
//! weekday that does not fit its date is tolerated: it is the figure that
//! counts.

use super::scan::{blanks, figures, joined_after, joined_before, letters, listed};
use jiff::civil::Date;
use std::ops::Range;

/// Which of two figures comes first in a date written in figures alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// `27/01/2021` is 27 January.
    #[default]
    DayFirst,
    /// `01/27/2021` is 27 January.
    MonthFirst,
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [&str; 18] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "tues",
    "wed",
    "weds",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
];

/// What stands for a raised `st`, `nd`, `rd` or `th`, also as scanners misread it.
const RAISED: [&str; 10] = ["®", "™", "ª", "º", "°", "ᵗʰ", "ˢᵗ", "ⁿᵈ", "ʳᵈ", "*"];

/// Words before which figures with points between them are a date and no paragraph number.
const BEFORE_DOTTED: [&str; 9] = ["on", "held", "dated", "from", "until", "since", "by", "to", "date"];

/// Words after which a year of two figures has ended in running text.
const AFTER_SHORT_YEAR: [&str; 16] =
    ["and", "as", "at", "be", "but", "by", "for", "from", "in", "is", "of", "or", "the", "to", "was", "were"];

/// How sure a reading is when other words stand around it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sure {
    /// It is a date anywhere.
    Anywhere,
    /// `2.5.16`: a date alone or after a preposition, else a paragraph number.
    Dotted,
    /// `27 September 28`: a date alone or before a stop, else perhaps a count.
    ShortYear,
}

struct Found {
    end: usize,
    date: Date,
    sure: Sure,
}

/// The date that the whole text is, but for brackets, a weekday and stops around it.
pub fn date(text: &str, order: Order) -> Option<Date> {
    let start = pass_noise(text, 0);
    let found = read_at(text, start, order)?;
    (pass_noise(text, found.end) == text.len()).then_some(found.date)
}

/// The first date in running text, with the bytes that it and its weekday take.
pub fn find_date(text: &str, order: Order) -> Option<(Range<usize>, Date)> {
    find_dates(text, order).next()
}

/// All dates in running text, in order, with the bytes that each and its weekday take.
pub fn find_dates(text: &str, order: Order) -> impl Iterator<Item = (Range<usize>, Date)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let bytes = text.as_bytes();
        while at < bytes.len() {
            let start = at;
            let byte = bytes[at];
            if byte.is_ascii_digit() {
                at += bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
                if !begins_freely(text, start) {
                    continue;
                }
            } else if byte.is_ascii_alphabetic() {
                let word = letters(text, at);
                at += word.len();
                if month(word).is_none() || joined_before(text, start) {
                    continue;
                }
            } else {
                at += 1;
                continue;
            }
            if let Some(found) = read_at(text, start, order)
                && holds_in_running_text(text, start, &found)
            {
                at = found.end;
                return Some((with_weekday(text, start)..found.end, found.date));
            }
        }
        None
    })
}

/// A date as the contract writes it: `YYYY-MM-DD`.
pub fn iso(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

/// The month that a word names, in full or shortened, from 1.
pub(crate) fn month(word: &str) -> Option<i8> {
    if word.len() < 3 || word.len() > 9 {
        return None;
    }
    let whole_or_short = |name: &str| {
        let shortened = word.len() == 3 || (word.len() == 4 && name.starts_with("sept"));
        (shortened || word.len() == name.len()) && name.as_bytes()[..word.len()].eq_ignore_ascii_case(word.as_bytes())
    };
    MONTHS.iter().position(|name| name.len() >= word.len() && whole_or_short(name)).map(|index| index as i8 + 1)
}

/// Whether a number that begins here is not the tail of something longer.
fn begins_freely(text: &str, at: usize) -> bool {
    if joined_before(text, at) {
        return false;
    }
    let before = &text.as_bytes()[..at];
    match before {
        [.., b'/'] => false,
        [.., earlier, b'.' | b'-' | b','] => !earlier.is_ascii_digit() || before.ends_with(b"-"),
        _ => !text[..at].ends_with(['£', '$', '€']),
    }
}

fn read_at(text: &str, at: usize, order: Order) -> Option<Found> {
    if text.as_bytes().get(at)?.is_ascii_digit() {
        in_figures(text, at, order).or_else(|| day_month_year(text, at))
    } else {
        month_day_year(text, at)
    }
}

fn civil(year: u32, month: u32, day: u32) -> Option<Date> {
    if !(1000..3000).contains(&year) {
        return None;
    }
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// `27/01/2021`, `8.01.29`, `2021-01-27`.
fn in_figures(text: &str, at: usize, order: Order) -> Option<Found> {
    let bytes = text.as_bytes();
    let (first, first_length) = figures(bytes, at)?;
    let mut end = at + first_length;
    let stroke = *bytes.get(end).filter(|byte| matches!(byte, b'/' | b'.' | b'-'))?;
    let (second, second_length) = figures(bytes, end + 1)?;
    end += 1 + second_length;
    if bytes.get(end) != Some(&stroke) || second_length > 2 {
        return None;
    }
    let (third, third_length) = figures(bytes, end + 1)?;
    end += 1 + third_length;
    let goes_on = bytes.get(end) == Some(&stroke) && joined_after(text, end + 1) && stroke != b'-';
    if goes_on || joined_after(text, end) {
        return None;
    }
    if first_length == 4 && third_length <= 2 {
        return civil(first, second, third).map(|date| Found { end, date, sure: Sure::Anywhere });
    }
    if first_length > 2 || !matches!(third_length, 2 | 4) {
        return None;
    }
    let year = if third_length == 2 { 2000 + third } else { third };
    let (day, month) = match order {
        Order::DayFirst => (first, second),
        Order::MonthFirst => (second, first),
    };
    let padded = bytes[at] == b'0' || bytes[at + first_length + 1] == b'0';
    let sure = if stroke == b'/' || third_length == 4 || padded { Sure::Anywhere } else { Sure::Dotted };
    civil(year, month, day).map(|date| Found { end, date, sure })
}

/// `15th February 2011`, `22 th October 2026`, `4th day of June 2020`, `23 January 29`, `02-Apr-2024`.
fn day_month_year(text: &str, at: usize) -> Option<Found> {
    let bytes = text.as_bytes();
    let (day, length) = figures(bytes, at).filter(|&(_, length)| length <= 2)?;
    let mut next = pass_ordinal(text, at + length);
    next = blanks(bytes, next);
    if matches!(bytes.get(next), Some(b',' | b'.' | b'-' | b'/')) {
        next = blanks(bytes, next + 1);
    }
    for filler in ["day", "of"] {
        if letters(text, next).eq_ignore_ascii_case(filler) {
            next = blanks(bytes, next + filler.len());
        }
    }
    let word = letters(text, next);
    let month = month(word)?;
    next += word.len();
    if matches!(bytes.get(next), Some(b'.')) {
        next += 1;
    }
    next = blanks(bytes, next);
    if matches!(bytes.get(next), Some(b',' | b'-' | b'/')) {
        next = blanks(bytes, next + 1);
    }
    if bytes.get(next) == Some(&b'\'') {
        next += 1;
    } else if text.get(next..).is_some_and(|rest| rest.starts_with('’')) {
        next += '’'.len_utf8();
    }
    let (year, year_length) = figures(bytes, next)?;
    let end = next + year_length;
    if joined_after(text, end) {
        return None;
    }
    let (year, sure) = match year_length {
        4 => (year, Sure::Anywhere),
        2 => (2000 + year, Sure::ShortYear),
        _ => return None,
    };
    if sure == Sure::ShortYear && is_something_else(text, end) {
        return None;
    }
    civil(year, month.unsigned_abs().into(), day).map(|date| Found { end, date, sure })
}

/// `March 5, 2024`, `Oct. 20th 2031`.
fn month_day_year(text: &str, at: usize) -> Option<Found> {
    let bytes = text.as_bytes();
    let word = letters(text, at);
    let month = month(word)?;
    let mut next = at + word.len();
    if matches!(bytes.get(next), Some(b'.')) {
        next += 1;
    }
    next = blanks(bytes, next);
    let (day, length) = figures(bytes, next).filter(|&(_, length)| length <= 2)?;
    next = blanks(bytes, pass_ordinal(text, next + length));
    if matches!(bytes.get(next), Some(b',' | b'.')) {
        next = blanks(bytes, next + 1);
    }
    let (year, length) = figures(bytes, next)?;
    let end = next + length;
    if length != 4 || joined_after(text, end) {
        return None;
    }
    civil(year, month.unsigned_abs().into(), day).map(|date| Found { end, date, sure: Sure::Anywhere })
}

/// The position after an ordinal's ending, which may stand apart from its figure.
fn pass_ordinal(text: &str, at: usize) -> usize {
    for start in [at, blanks(text.as_bytes(), at)] {
        let word = letters(text, start);
        if listed(word, &["st", "nd", "rd", "th"]) {
            return start + word.len();
        }
        let rest = text.get(start..).unwrap_or_default();
        if let Some(sign) = RAISED.iter().find(|sign| rest.starts_with(**sign)) {
            return start + sign.len();
        }
    }
    at
}

/// Whether two figures after a month are an hour, a share or part of a longer number.
fn is_something_else(text: &str, end: usize) -> bool {
    let bytes = text.as_bytes();
    let figure_follows = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    match bytes.get(end) {
        Some(b':' | b'.' | b',' | b'-' | b'/') if figure_follows(end + 1) => true,
        Some(b'%') => true,
        _ => {
            let word = letters(text, blanks(bytes, end));
            let halves = ["am", "pm", "noon", "midday", "hrs", "hours"];
            let dotted = word.len() == 1 && listed(word, &["a", "p"]);
            dotted || listed(word, &halves)
        }
    }
}

fn holds_in_running_text(text: &str, start: usize, found: &Found) -> bool {
    let bytes = text.as_bytes();
    match found.sure {
        Sure::Anywhere => true,
        Sure::Dotted => {
            let alone = text[..start].trim_ascii().is_empty() && text[found.end..].trim_ascii().is_empty();
            let before = start - bytes[..start].iter().rev().take_while(|byte| **byte == b' ').count();
            alone || listed(word_before(text, before), &BEFORE_DOTTED)
        }
        Sure::ShortYear => {
            let next = blanks(bytes, found.end);
            match bytes.get(next) {
                None => true,
                Some(byte) if byte.is_ascii_alphabetic() => listed(letters(text, next), &AFTER_SHORT_YEAR),
                Some(byte) => !byte.is_ascii_digit(),
            }
        }
    }
}

/// The run of ASCII letters that ends at `end`, as far as a weekday is long.
fn word_before(text: &str, end: usize) -> &str {
    let length = text.as_bytes()[..end].iter().rev().take(10).take_while(|byte| byte.is_ascii_alphabetic()).count();
    &text[end - length..end]
}

/// Where the weekday before a date begins, or the date itself.
fn with_weekday(text: &str, start: usize) -> usize {
    let between = text.as_bytes()[..start].iter().rev().take(3).take_while(|byte| matches!(byte, b' ' | b',' | b'.'));
    let end = start - between.count();
    let word = word_before(text, end);
    let is_weekday = listed(word, &WEEKDAYS);
    if is_weekday && !joined_before(text, end - word.len()) { end - word.len() } else { start }
}

/// The position after brackets, quotes, stops, blanks, weekdays and `the`.
fn pass_noise(text: &str, mut at: usize) -> usize {
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let trimmed = rest.trim_start_matches(|sign: char| {
            sign.is_whitespace()
                || matches!(sign, '(' | ')' | '[' | ']' | '{' | '}' | ',' | '.' | ';' | ':' | '"' | '\'')
                || matches!(sign, '“' | '”' | '‘' | '’' | '–' | '—' | '-' | '*' | '_')
        });
        at += rest.len() - trimmed.len();
        let word = letters(text, at);
        if !listed(word, &WEEKDAYS) && !word.eq_ignore_ascii_case("the") {
            return at;
        }
        at += word.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Option<String> {
        date(text, Order::DayFirst).map(iso)
    }

    #[test]
    fn reads_every_printed_form() {
        for (text, expected) in [
            ("Thursday, 14 June 2029", "2029-06-14"),
            ("Tuesday 15th February 2011", "2011-02-15"),
            ("16TH February 2027", "2027-02-16"),
            ("22 th October 2026", "2026-10-22"),
            ("16® January, 2027", "2027-01-16"),
            ("28™ July 2026", "2026-07-28"),
            ("25 MARCH 2015", "2015-03-25"),
            ("27/01/2021", "2021-01-27"),
            ("30/05/27", "2027-05-30"),
            ("20/6/28", "2028-06-20"),
            ("8.01.29", "2029-01-08"),
            ("2021-01-27", "2021-01-27"),
            ("March 5, 2024", "2024-03-05"),
            ("October 20, 2031", "2031-10-20"),
            ("1st Dec. 2012", "2012-12-01"),
            ("3rd Sept 2012", "2012-09-03"),
            ("2 March 2033", "2033-03-02"),
            ("27 September 28", "2028-09-27"),
            ("23 January ’29", "2029-01-23"),
            ("WEDNESDAY, 12TH JANUARY, 2028", "2028-01-12"),
            ("the 4th day of June 2030", "2030-06-04"),
            ("[18/04/29]", "2029-04-18"),
            ("(Thursday) 14 June 2029.", "2029-06-14"),
            ("27/01/2021 (Wednesday)", "2021-01-27"),
            ("02-Apr-2024", "2024-04-02"),
            ("Monday 14 June 2029", "2029-06-14"),
        ] {
            assert_eq!(day(text).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(date("05/24/2019", Order::MonthFirst).map(iso).as_deref(), Some("2019-05-24"));
    }

    #[test]
    fn refuses_what_is_no_whole_date() {
        for text in [
            "9 October",
            "Nov 15",
            "May 16",
            "May 2018",
            "31 February 2020",
            "31/02/2020",
            "05/24/2019",
            "2017/18",
            "",
            "1.2",
            "12 March 2020 and after",
            "Item 12/05/2020",
            "1/2/3",
            "99/12/2020",
            "4 June 10:30",
            "4 June 10 am",
            "20 20 20",
            "1 May 20201",
            "the",
            "Monday",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn finds_dates_in_running_text() {
        let text = "Minutes of Tuesday, 4 March 2014 and of 5.4.14; see 2.5.16 and 21/00123/FUL, then 06/05/14.";
        let found: Vec<_> = find_dates(text, Order::DayFirst).map(|(range, date)| (&text[range], iso(date))).collect();
        assert_eq!(found, [("Tuesday, 4 March 2014", "2014-03-04".into()), ("06/05/14", "2014-05-06".into())]);
        let find = |text| find_date(text, Order::DayFirst).map(|(_, date)| iso(date));
        assert_eq!(find("held on 2.5.16 in the hall").as_deref(), Some("2016-05-02"));
        assert_eq!(find("on 4 June 10 residents spoke"), None);
        assert_eq!(find("on 4 June 19 and later").as_deref(), Some("2019-06-04"));
        assert_eq!(find("by October 20th 2031, at noon").as_deref(), Some("2031-10-20"));
        assert_eq!(find("01/02/2020-05/02/2020").as_deref(), Some("2020-02-01"));
        assert_eq!(find("£12/05/2020 A12/05/2020"), None);
        assert_eq!(find("é12/05/2020 ②"), None);
    }

    #[test]
    fn takes_linear_time_on_hostile_text() {
        let text = "1 ".repeat(500_000) + &" ".repeat(500_000) + &"1.1".repeat(300_000) + &"May ".repeat(200_000);
        assert_eq!(find_dates(&text, Order::DayFirst).count(), 0);
    }

    proptest! {
        #[test]
        fn every_form_of_any_date_reads_back(year in 2000i16..2100, month in 1i8..=12, day in 1i8..=28, form in 0usize..12) {
            let name = MONTHS[usize::try_from(month - 1).unwrap_or_default()];
            let (upper, short) = (name.to_uppercase(), &name[..3]);
            let ending = match day { 1 | 21 => "st", 2 | 22 => "nd", 3 | 23 => "rd", _ => "th" };
            let text = match form {
                0 => format!("Monday, {day} {name} {year}"),
                1 => format!("{day}{ending} {upper}, {year}"),
                2 => format!("{day} {ending} {name} {year}"),
                3 => format!("{day}/{month}/{year}"),
                4 => format!("{day:02}/{month:02}/{:02}", year - 2000),
                5 => format!("{day}.{month:02}.{:02}", year - 2000),
                6 => format!("{year}-{month:02}-{day:02}"),
                7 => format!("{name} {day}, {year}"),
                8 => format!("{day} {short}. {year}"),
                9 => format!("the {day}{ending} day of {name} {year}"),
                10 => format!("[{day} {name} {:02}]", year - 2000),
                _ => format!("{day}® {name}, {year}"),
            };
            let expected = Date::new(year, month, day).ok();
            prop_assert_eq!(date(&text, Order::DayFirst), expected, "{}", text);
            let sentence = format!("It met on {text}.");
            prop_assert_eq!(find_date(&sentence, Order::DayFirst).map(|found| found.1), expected, "{}", sentence);
        }

        #[test]
        fn nothing_makes_it_fail(text in "\\PC{0,60}", digits in "[0-9/. ®a-y:£-]{0,40}") {
            for text in [text, digits] {
                let _ = date(&text, Order::DayFirst);
                for (range, _) in find_dates(&text, Order::MonthFirst) {
                    prop_assert!(text.get(range).is_some());
                }
            }
        }
    }
}
