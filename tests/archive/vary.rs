//! A sample with other places, people, days, sums and paragraphs.

use crate::chance::Chance;
use jiff::SignedDuration;
use jiff::civil::Date;
use regex::{Captures, Regex};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A sample that is text.
pub struct Sample {
    /// What its file is called, without place and year.
    pub name: String,
    /// Extension of its file.
    pub extension: &'static str,
    /// Its words.
    pub text: String,
}

/// A document made of a sample.
pub struct Varied {
    /// Where its council is.
    pub place: &'static str,
    /// The year of its first date.
    pub year: i16,
    /// Its words.
    pub text: String,
}

/// Places that the samples name.
const SAMPLED: &[&str] = &["Westmarch", "WESTMARCH", "Ambleford", "AMBLEFORD", "Ballymore", "Lakeview", "Penfold"];
/// Places, invented.
const PLACES: &[&str] = &[
    "Westmarch",
    "Ambleford",
    "Ballymore",
    "Lakeview",
    "Penfold",
    "Brackenholt",
    "Thornmere",
    "Castle Aldry",
    "Ottershaw Vale",
    "Marlstead",
    "Kilcarrick",
    "Dunmorrow",
    "Harrowgill",
    "Pine Hollow",
    "Eastwick Sands",
];
/// Beginnings and ends of surnames, invented.
const SURNAMES: (&[&str], &[&str]) = (
    &["Ash", "Bar", "Corn", "Dun", "Elm", "Farn", "Gor", "Hazel", "Ister", "Jes", "Kirk", "Lang", "Mar", "Nor", "Old"],
    &["brook", "combe", "dale", "field", "gate", "ham", "ley", "mond", "shaw", "stead", "thorpe", "well", "wick"],
);
const MONTHS: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
/// Most weeks that dates move, back and on.
const WEEKS: (u64, u64) = (700, 250);
/// Fewest characters of a paragraph that may be left out, and one in how many is.
const PARAGRAPH: usize = 160;
const LEFT_OUT: u64 = 12;

static DAY_FIRST: LazyLock<Regex> =
    LazyLock::new(|| dates(r"\b(?P<d>\d{1,2})(?:st|nd|rd|th)? (?P<m>MONTHS) (?P<y>\d{4})\b"));
static MONTH_FIRST: LazyLock<Regex> = LazyLock::new(|| dates(r"\b(?P<m>MONTHS) (?P<d>\d{1,2}), (?P<y>\d{4})\b"));
static PERSON: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"\b(?:Councillors?|Cllrs?\.?|Mr|Mrs|Ms|Dr)\.? (?:[A-Z]\.? )*(?P<name>[A-Z][a-z]{2,}(?:-[A-Z][a-z]+)?)")
});
static SUM: LazyLock<Regex> = LazyLock::new(|| regex(r"[£€$]\d[\d,]*(?:\.\d+)?"));

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern of this file")
}

fn dates(pattern: &str) -> Regex {
    regex(&pattern.replace("MONTHS", &MONTHS.join("|")))
}

impl Sample {
    /// Another document of this kind.
    pub fn vary(&self, chance: &mut Chance) -> Varied {
        let place = *chance.one(PLACES);
        let weeks = chance.below(WEEKS.0 + WEEKS.1) as i64 - WEEKS.0 as i64;
        let mut text = shortened(&self.text, chance);
        for sampled in SAMPLED {
            let shouted = sampled.chars().all(char::is_uppercase);
            text = text.replace(sampled, &if shouted { place.to_uppercase() } else { place.to_owned() });
        }
        let people: BTreeMap<String, String> =
            PERSON.captures_iter(&text).map(|found| (found["name"].to_owned(), surname(chance))).collect();
        if !people.is_empty() {
            let names: Vec<&str> = people.keys().map(String::as_str).collect();
            let anyone = regex(&format!(r"\b(?:{})\b", names.join("|")));
            text = anyone.replace_all(&text, |found: &Captures<'_>| people[&found[0]].clone()).into_owned();
        }
        let mut year = None;
        text = DAY_FIRST
            .replace_all(&text, |found: &Captures<'_>| {
                moved(found, weeks, &mut year)
                    .map_or(found[0].to_owned(), |(day, month, year)| format!("{day} {month} {year}"))
            })
            .into_owned();
        text = MONTH_FIRST
            .replace_all(&text, |found: &Captures<'_>| {
                moved(found, weeks, &mut year)
                    .map_or(found[0].to_owned(), |(day, month, year)| format!("{month} {day}, {year}"))
            })
            .into_owned();
        text = SUM.replace_all(&text, |found: &Captures<'_>| figures(&found[0], chance)).into_owned();
        Varied { place, year: year.unwrap_or(2019), text }
    }
}

fn surname(chance: &mut Chance) -> String {
    let (begin, end) = (*chance.one(SURNAMES.0), *chance.one(SURNAMES.1));
    format!("{begin}{end}")
}

/// The text with some of its long paragraphs left out.
fn shortened(text: &str, chance: &mut Chance) -> String {
    let is_prose = |line: &str| line.len() >= PARAGRAPH && line.starts_with(|c: char| c.is_ascii_alphabetic());
    text.split_inclusive('\n').filter(|line| !is_prose(line) || chance.below(LEFT_OUT) > 0).collect()
}

/// A date of the text, moved by weeks, so that the day of the week stays: day, month, year.
fn moved(found: &Captures<'_>, weeks: i64, first: &mut Option<i16>) -> Option<(i8, &'static str, i16)> {
    let month = MONTHS.iter().position(|month| *month == &found["m"])? + 1;
    let date = Date::new(found["y"].parse().ok()?, month as i8, found["d"].parse().ok()?).ok()?;
    let moved = date.checked_add(SignedDuration::from_hours(24 * 7 * weeks)).ok()?;
    first.get_or_insert(moved.year());
    Some((moved.day(), MONTHS[moved.month() as usize - 1], moved.year()))
}

/// A sum with other figures, as many as before.
fn figures(sum: &str, chance: &mut Chance) -> String {
    sum.chars()
        .map(|c| match c {
            '0' => '0',
            '1'..='9' => char::from(b'1' + chance.below(9) as u8),
            other => other,
        })
        .collect()
}
