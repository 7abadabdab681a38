//! Times of day: when a meeting began and ended.
//!
//! In running text a figure is a time only when it says so: by `am` or `pm`,
//! by `hrs`, by a colon, or by a word such as `at` before it. In a field that
//! is known to hold times ([`time`], [`time_range`]) `10.30` is one too.

use super::scan::{blanks, figures, joined_after, joined_before, letters, listed};
use jiff::civil::Time;
use std::ops::Range;

/// Half of the day, as printed after a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Half {
    Unsaid,
    Morning,
    Afternoon,
    /// On the 24-hour clock, or named (`noon`).
    Settled,
}

/// How much a figure looks like a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Shape {
    /// `2`.
    Bare,
    /// `10.30`.
    Dotted,
    /// `14:00`, or anything with its half of the day.
    Sure,
}

#[derive(Clone, Debug)]
struct Reading {
    range: Range<usize>,
    hour: u8,
    minute: u8,
    half: Half,
    shape: Shape,
}

/// Words that may stand before the time in a field of its own.
const BEFORE: [&str; 11] =
    ["at", "from", "time", "start", "starts", "starting", "commencing", "approximately", "approx", "about", "c"];
/// Words that make a dotted figure after them a time in running text.
const LABELS: [&str; 9] = ["at", "from", "until", "till", "time", "commencing", "commenced", "start", "starting"];
/// What joins the ends of a range.
const RANGE: [&str; 7] = ["-", "–", "—", "−", "to", "until", "till"];
/// Words that say that the time after them is an end.
const ENDING: [&str; 10] =
    ["finish", "finished", "end", "ended", "ends", "closed", "close", "closing", "concluded", "until"];

/// The time that the text begins with, as a field of its own gives it.
///
/// A dotted figure without its half of the day (`10.30`) must be the whole text.
pub fn time(text: &str) -> Option<Time> {
    let first = readings(text).find(|reading| reading.shape > Shape::Bare)?;
    let before = &text[..first.range.start];
    let mut words = before.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty());
    if !words.all(|word| listed(word, &BEFORE)) {
        return None;
    }
    let alone = text[first.range.end..].chars().all(|sign| !sign.is_alphanumeric());
    (first.shape == Shape::Sure || alone).then(|| clock(&first))?
}

/// The first time in running text, with the bytes it takes.
pub fn find_time(text: &str) -> Option<(Range<usize>, Time)> {
    readings(text).find_map(|reading| {
        let labelled = || {
            let before = text[..reading.range.start].trim_end_matches([' ', ':', '\u{a0}']);
            let word = before.len() - before.bytes().rev().take(12).take_while(u8::is_ascii_alphabetic).count();
            listed(&before[word..], &LABELS) && !is_amount(text, reading.range.end)
        };
        match reading.shape {
            Shape::Sure => {}
            Shape::Dotted if labelled() => {}
            _ => return None,
        }
        clock(&reading).map(|time| (reading.range.clone(), time))
    })
}

/// Start and end of a field that holds times: the first start and the last end.
///
/// An end takes or gives its half of the day where the other has none and the
/// range then runs forward (`2 - 4.30pm`); halves that are printed stay as
/// they are. Times in brackets count only when there are no others.
pub fn time_range(text: &str) -> (Option<Time>, Option<Time>) {
    let all: Vec<Reading> = readings(text).collect();
    let outside: Vec<Reading> = outside_brackets(text, &all);
    let candidates = if outside.iter().any(|reading| reading.shape > Shape::Bare) { outside } else { all };

    let mut times: Vec<Reading> = Vec::new();
    for (index, reading) in candidates.iter().enumerate() {
        let opens_range = || {
            candidates.get(index + 1).is_some_and(|next| {
                let gap = text[reading.range.end..next.range.start].trim();
                matches!(next.half, Half::Morning | Half::Afternoon) && (RANGE.contains(&gap) || gap == "for")
            })
        };
        let closes_range = || {
            times.last().is_some_and(|last| {
                last.half != Half::Unsaid && RANGE.contains(&text[last.range.end..reading.range.start].trim())
            })
        };
        if reading.shape > Shape::Bare || opens_range() || closes_range() {
            times.push(reading.clone());
        }
    }
    for index in 1..times.len() {
        let gap = text[times[index - 1].range.end..times[index].range.start].trim();
        if RANGE.contains(&gap) || gap == "for" {
            let (left, right) = times.split_at_mut(index);
            share_half(&mut left[index - 1], &mut right[0]);
        }
    }
    let (Some(first), Some(last)) = (times.first(), times.last()) else {
        return (None, None);
    };
    let ends = |reading: &Reading, from: usize| {
        let gap = text[from..reading.range.start].trim();
        RANGE.contains(&gap) || gap.split(|sign: char| !sign.is_alphabetic()).any(|word| listed(word, &ENDING))
    };
    if times.len() == 1 {
        return if ends(first, 0) { (None, clock(first)) } else { (clock(first), None) };
    }
    let before_last = times[times.len() - 2].range.end;
    (clock(first), clock(last).filter(|_| ends(last, before_last)))
}

/// A time as the contract writes it: `HH:MM`.
pub fn hhmm(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

fn clock(reading: &Reading) -> Option<Time> {
    let hour = match (reading.half, reading.hour) {
        (Half::Morning, 12) => 0,
        (Half::Afternoon, 0) => return None,
        (Half::Afternoon, hour @ 1..12) => hour + 12,
        (_, 24) if reading.minute == 0 => 0,
        (_, hour) => hour,
    };
    Time::new(i8::try_from(hour).ok()?, i8::try_from(reading.minute).ok()?, 0, 0).ok()
}

/// Gives the half of the day that one end of a range prints to the other, where that makes sense.
fn share_half(start: &mut Reading, end: &mut Reading) {
    let minutes = |reading: &Reading| clock(reading).map(|time| i32::from(time.hour()) * 60 + i32::from(time.minute()));
    let free = |reading: &Reading| reading.half == Half::Unsaid && (1..=12).contains(&reading.hour);
    if free(start) && matches!(end.half, Half::Morning | Half::Afternoon) {
        let tried = Reading { half: end.half, ..start.clone() };
        if minutes(&tried) <= minutes(end) {
            *start = tried;
        }
    } else if free(end) && minutes(end) < minutes(start) {
        let tried = Reading { half: Half::Afternoon, ..end.clone() };
        if minutes(&tried) > minutes(start) {
            *end = tried;
        }
    }
}

fn outside_brackets(text: &str, readings: &[Reading]) -> Vec<Reading> {
    let mut depth = 0u32;
    let mut at = 0;
    let mut outside = Vec::new();
    for reading in readings {
        for byte in &text.as_bytes()[at..reading.range.start] {
            match byte {
                b'(' | b'[' => depth += 1,
                b')' | b']' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        at = reading.range.start;
        if depth == 0 {
            outside.push(reading.clone());
        }
    }
    outside
}

/// Everything in a text that might be a time, in order.
fn readings(text: &str) -> impl Iterator<Item = Reading> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let bytes = text.as_bytes();
        while at < bytes.len() {
            let start = at;
            if bytes[at].is_ascii_digit() {
                at += bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
                if let Some(reading) = in_figures(text, start) {
                    at = reading.range.end;
                    return Some(reading);
                }
                at = past_number(bytes, at);
            } else if bytes[at].is_ascii_alphabetic() {
                let word = letters(text, at);
                at += word.len();
                if let Some(hour) = named(word).filter(|_| !joined_before(text, start) && !joined_after(text, at)) {
                    return Some(Reading {
                        range: start..at,
                        hour,
                        minute: 0,
                        half: Half::Settled,
                        shape: Shape::Sure,
                    });
                }
            } else {
                at += 1;
            }
        }
        None
    })
}

/// The position after the rest of a number that is no time: `.29` of `8.01.29`.
fn past_number(bytes: &[u8], mut at: usize) -> usize {
    while matches!(bytes.get(at), Some(b'.' | b'/' | b',' | b':')) && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
    {
        at += 1;
        at += bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    }
    at
}

fn named(word: &str) -> Option<u8> {
    match word.len() {
        4 if word.eq_ignore_ascii_case("noon") => Some(12),
        6 if word.eq_ignore_ascii_case("midday") => Some(12),
        8 if word.eq_ignore_ascii_case("midnight") => Some(0),
        _ => None,
    }
}

fn in_figures(text: &str, start: usize) -> Option<Reading> {
    let bytes = text.as_bytes();
    let before = &text[..start];
    if joined_before(text, start) || before.ends_with(['/', '£', '$', '€', ':']) {
        return None;
    }
    if let [.., earlier, b'.' | b','] = before.as_bytes()
        && earlier.is_ascii_digit()
    {
        return None;
    }
    let (number, length) = figures(bytes, start)?;
    let mut end = start + length;
    let (hour, minute, mut shape) = match length {
        1 | 2 => {
            let stroke = bytes.get(end).copied();
            match stroke.filter(|byte| matches!(byte, b':' | b'.')).and_then(|_| figures(bytes, end + 1)) {
                Some((minute, 2)) => {
                    end += 3;
                    let colon = stroke == Some(b':');
                    if colon && bytes.get(end) == Some(&b':') && matches!(figures(bytes, end + 1), Some((0..60, 2))) {
                        end += 3;
                    }
                    (number, minute, if colon { Shape::Sure } else { Shape::Dotted })
                }
                Some(_) => return None,
                None => (number, 0, Shape::Bare),
            }
        }
        3 | 4 => (number / 100, number % 100, Shape::Bare),
        _ => return None,
    };
    let goes_on =
        matches!(bytes.get(end), Some(b'.' | b':' | b'/' | b',')) && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
    if goes_on || hour > 24 || minute > 59 {
        return None;
    }
    let (half, after) = half_at(text, end, shape > Shape::Bare || length == 4);
    if half == Half::Unsaid {
        if joined_after(text, end) || bytes.get(end) == Some(&b'%') || (length > 2 && shape == Shape::Bare) {
            return None;
        }
    } else {
        shape = Shape::Sure;
        end = after;
    }
    let hour = u8::try_from(hour).ok()?;
    let hour = if half == Half::Settled && hour == 12 && text[..end].ends_with(['t', 'T']) { 0 } else { hour };
    Some(Reading { range: start..end, hour, minute: u8::try_from(minute).ok()?, half, shape })
}

/// The half of the day printed at `at`, and where it ends. `hrs` counts only
/// where it cannot be a length of time.
fn half_at(text: &str, at: usize, clock_like: bool) -> (Half, usize) {
    let bytes = text.as_bytes();
    let at = blanks(bytes, at);
    let word = letters(text, at);
    let end = at + word.len();
    let free = !joined_after(text, end);
    if word.len() == 1 && listed(word, &["a", "p"]) && bytes.get(end) == Some(&b'.') {
        let second = blanks(bytes, end + 1);
        let rest = letters(text, second);
        if rest.eq_ignore_ascii_case("m") && !joined_after(text, second + 1) {
            let end = second + 1 + usize::from(bytes.get(second + 1) == Some(&b'.'));
            return (half_named(word), end);
        }
    }
    if free && listed(word, &["am", "pm"]) {
        let dot =
            bytes.get(end) == Some(&b'.') && text[end + 1..].trim_start().starts_with(|next: char| next.is_lowercase());
        return (half_named(word), end + usize::from(dot));
    }
    if free && named(word).is_some() {
        return (Half::Settled, end);
    }
    if free && clock_like && listed(word, &["hr", "hrs", "hour", "hours", "h"]) {
        return (Half::Settled, end);
    }
    (Half::Unsaid, at)
}

fn half_named(word: &str) -> Half {
    if word.starts_with(['a', 'A']) { Half::Morning } else { Half::Afternoon }
}

/// Whether a dotted figure is followed by what makes it an amount.
fn is_amount(text: &str, end: usize) -> bool {
    let next = blanks(text.as_bytes(), end);
    let amounts = ["per", "percent", "million", "m", "k", "km", "miles", "hectares", "metres", "acres"];
    text.as_bytes().get(next) == Some(&b'%') || listed(letters(text, next), &amounts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_printed_form() {
        for (text, expected) in [
            ("14:00hr", "14:00"),
            ("10.00 p.m.", "22:00"),
            ("12.00 noon", "12:00"),
            ("12 midday", "12:00"),
            ("noon", "12:00"),
            ("12 midnight", "00:00"),
            ("7:34 p.m.", "19:34"),
            ("10AM", "10:00"),
            ("at 1930 hrs", "19:30"),
            ("10.30", "10:30"),
            ("Time: 6.30pm (note the change)", "18:30"),
            ("12.15 am", "00:15"),
            ("12.15 P.M", "12:15"),
            ("2 p. m.", "14:00"),
            ("14:00:00", "14:00"),
            ("7 pm.", "19:00"),
        ] {
            assert_eq!(time(text).map(hhmm).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "",
            "2",
            "25:00",
            "10.75",
            "1930",
            "2 hours",
            "10.30 residents",
            "4.5",
            "£10.30",
            "8.01.29",
            "0.30pm",
            "afternoon",
        ] {
            assert_eq!(time(text), None, "{text}");
        }
    }

    #[test]
    fn reads_ranges() {
        for (text, start, end) in [
            ("10.00 p.m. to 11.30 a.m.", "22:00", "11:30"),
            ("2.00pm – 4.59pm", "14:00", "16:59"),
            ("10.30 – 19.55", "10:30", "19:55"),
            ("10.00am-11.59am 12.05pm-12.15pm", "10:00", "12:15"),
            ("2 - 4.30pm", "14:00", "16:30"),
            ("11 - 1pm", "11:00", "13:00"),
            ("10.30 to 12.15pm", "10:30", "12:15"),
            ("10am - 1.30", "10:00", "13:30"),
            ("10.00 – 1.15", "10:00", "13:15"),
            ("2.00 p.m. - 4.15 p.m. (adjourned 3.00 p.m. to 3.10 p.m.)", "14:00", "16:15"),
            ("Started 7pm, finished 9.10pm", "19:00", "21:10"),
            ("12 noon until 2pm", "12:00", "14:00"),
            ("7.30 for 8pm", "19:30", ""),
            ("2.00pm and 4.00pm", "14:00", ""),
            ("Thursday, 26 July 2012 2.00 p.m.", "14:00", ""),
            ("14:00hr", "14:00", ""),
            ("until 4pm", "", "16:00"),
            ("to follow", "", ""),
            ("(10.00am)", "10:00", ""),
        ] {
            let (left, right) = time_range(text);
            assert_eq!(left.map(hhmm).unwrap_or_default(), start, "{text}");
            assert_eq!(right.map(hhmm).unwrap_or_default(), end, "{text}");
        }
    }

    #[test]
    fn finds_only_what_says_that_it_is_a_time() {
        let find = |text: &'static str| find_time(text).map(|(range, time)| (&text[range], hhmm(time)));
        assert_eq!(find("a rise of 4.50 was seen; it closed at 9.05 after talks"), Some(("9.05", "09:05".into())));
        assert_eq!(find("The meeting rose at 7:34 p.m."), Some(("7:34 p.m.", "19:34".into())));
        assert_eq!(find("came in at 4.50 per cent, at 10.20%"), None);
        assert_eq!(find("room 12, 14 people, 10.30, 2 hours"), None);
        assert_eq!(find("it lasted 2 hours until noon."), Some(("noon", "12:00".into())));
        assert_eq!(find("Cllr Bee left (6.35pm)"), Some(("6.35pm", "18:35".into())));
        assert_eq!(find("2012/13 8.01.29 £10.30pm"), None);
    }

    #[test]
    fn takes_linear_time_on_hostile_text() {
        let text = "1.1 ".repeat(500_000) + &"12.30 ".repeat(10) + &" ".repeat(500_000) + &"p.".repeat(200_000);
        assert_eq!(find_time(&text), None);
        assert!(time_range(&text).0.is_some());
    }

    proptest::proptest! {
        #[test]
        fn nothing_makes_it_fail(text in "\\PC{0,60}", digits in "[0-9. :apm£–to]{0,40}") {
            for text in [text, digits] {
                let _ = (time(&text), time_range(&text));
                if let Some((range, _)) = find_time(&text) {
                    proptest::prop_assert!(text.get(range).is_some());
                }
            }
        }
    }
}
