//! Slots that hold dates and times of day.

use super::{Read, no_word_follows, space};
use nom::branch::alt;
use nom::bytes::complete::{tag_no_case, take_while_m_n};
use nom::character::complete::{alpha1, char, digit1, one_of};
use nom::combinator::{map_opt, opt, recognize, verify};
use nom::sequence::{pair, preceded, terminated};
use nom::{IResult, Parser};

const MONTHS: &[&str] = &[
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
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sept",
    "sep",
    "oct",
    "nov",
    "dec",
];
const DAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tues",
    "tue",
    "wed",
    "thurs",
    "thur",
    "thu",
    "fri",
    "sat",
    "sun",
];

/// Every word that a date may begin with.
pub(super) const DATE_WORDS: &[&[&str]] = &[MONTHS, DAYS];
/// Times of day that have a name.
pub(super) const NOON: &[&str] = &["noon", "midday", "midnight"];

fn among(list: &'static [&'static str]) -> impl Fn(&str) -> Read<'_> {
    move |input| {
        let whole = verify(alpha1, |word: &str| list.iter().any(|known| known.eq_ignore_ascii_case(word)));
        recognize(pair(whole, opt(char('.')))).parse(input)
    }
}

fn small(most: u32) -> impl Fn(&str) -> Read<'_> {
    move |input| {
        let figures = take_while_m_n(1, 2, |c: char| c.is_ascii_digit());
        verify(figures, |text: &str| text.parse().is_ok_and(|n: u32| (1..=most).contains(&n))).parse(input)
    }
}

fn year(input: &str) -> Read<'_> {
    let four = take_while_m_n(4, 4, |c: char| c.is_ascii_digit());
    terminated(verify(four, |text: &str| text.starts_with(['1', '2'])), no_word_follows).parse(input)
}

fn short_year(input: &str) -> Read<'_> {
    terminated(take_while_m_n(2, 2, |c: char| c.is_ascii_digit()), no_word_follows).parse(input)
}

fn comma(input: &str) -> Read<'_> {
    recognize((space, opt(char(',')), space)).parse(input)
}

fn weekday(input: &str) -> Read<'_> {
    recognize((among(DAYS), comma, opt(pair(tag_no_case("the"), space)))).parse(input)
}

/// A day of a month with or without its ordinal letters.
fn day(input: &str) -> Read<'_> {
    let ordinal = alt((tag_no_case("st"), tag_no_case("nd"), tag_no_case("rd"), tag_no_case("th")));
    let ordinal = preceded(space, terminated(ordinal, no_word_follows));
    recognize(pair(small(31), opt(ordinal))).parse(input)
}

/// A date in any of the printed forms, with or without weekday and year.
pub(super) fn date(input: &str) -> Read<'_> {
    let of = || opt(terminated(alt((tag_no_case("day of"), tag_no_case("of"))), space));
    let with_year = || opt(pair(comma, year));
    let day_first = recognize((opt(weekday), day, opt(char('.')), comma, of(), among(MONTHS), with_year()));
    let dashed = recognize((small(31), char('-'), among(MONTHS), char('-'), alt((year, short_year))));
    let month_first = recognize((opt(weekday), among(MONTHS), space, day, no_word_follows, with_year()));
    let iso = recognize((year_digits, char('-'), small(12), char('-'), small(31), no_word_follows));
    let figures =
        recognize((opt(weekday), small(31), one_of("/.-"), small(31), one_of("/.-"), alt((year, short_year))));
    let month = recognize((among(MONTHS), comma, year));
    terminated(alt((dashed, day_first, month_first, iso, figures, month)), no_word_follows).parse(input)
}

fn year_digits(input: &str) -> Read<'_> {
    take_while_m_n(4, 4, |c: char| c.is_ascii_digit()).parse(input)
}

/// A time of day: `2.30pm`, `14:00`, `7:34 p.m.`, `noon`, `12 noon`, `10AM`, `1400 hours`.
pub(super) fn time(input: &str) -> Read<'_> {
    let minutes = || verify(year_half, |text: &str| text < "60");
    let noon =
        || terminated(alt((tag_no_case("noon"), tag_no_case("midday"), tag_no_case("midnight"))), no_word_follows);
    // The stop after "p.m." belongs to it; the stop after "pm" ends a sentence.
    let dotted = recognize((one_of("apAP"), char('.'), opt(char(' ')), one_of("mM"), opt(char('.'))));
    let bare = recognize((one_of("apAP"), one_of("mM")));
    let half = terminated(alt((dotted, bare)), no_word_follows);
    let half = preceded(space, half);
    let hours = || preceded(space, alt((tag_no_case("hours"), tag_no_case("hrs"), tag_no_case("h"))));
    let clock = || recognize((small_hour, one_of(":."), minutes()));
    let twelve = recognize((alt((clock(), small_hour_text)), alt((half, preceded(space, noon())))));
    let named = noon();
    let military = recognize((verify(year_half, |text: &str| text < "24"), minutes(), hours(), no_word_follows));
    let plain = terminated(recognize(pair(clock(), opt(terminated(hours(), no_word_follows)))), no_word_follows);
    alt((twelve, named, military, plain)).parse(input)
}

fn year_half(input: &str) -> Read<'_> {
    take_while_m_n(2, 2, |c: char| c.is_ascii_digit()).parse(input)
}

fn small_hour_text(input: &str) -> Read<'_> {
    verify(digit1, |text: &str| text.parse().is_ok_and(|n: u32| (1..=12).contains(&n))).parse(input)
}

fn small_hour(input: &str) -> IResult<&str, u32, ()> {
    map_opt(take_while_m_n(1, 2, |c: char| c.is_ascii_digit()), |text: &str| {
        text.parse().ok().filter(|&n: &u32| n < 24)
    })
    .parse(input)
}
