//! What somebody typed, as terms to look for.
//!
//! ```text
//! query   = { ["-"] part }
//! part    = field ":" value | '"' words '"' | word ["*"]
//! value   = '"' words '"' | word
//! field   = council | body | type | outcome | date | councillor, and their other names
//! ```
//!
//! Reading a query cannot fail: what is no part of a field is looked for as words, and what was
//! not understood is told beside the answer.

use super::fields::{FIELDS, Field};
use crate::record::Outcome;
use crate::store::TYPES;
use nom::branch::alt;
use nom::bytes::complete::{take_till, take_till1, take_while, take_while1};
use nom::character::complete::{char, one_of, satisfy};
use nom::combinator::{map, opt, peek};
use nom::sequence::{preceded, terminated};
use nom::{IResult, Parser};
use std::ops::RangeInclusive;
use thiserror::Error;

/// Characters of a query beyond which nothing is read.
pub const LONGEST: usize = 1000;
/// Terms of a query beyond which nothing is read.
pub const MOST: usize = 32;
/// Letters that a prefix needs: with fewer it stands for half of all words.
const SHORTEST_PREFIX: usize = 2;
/// What can become of a decision.
const OUTCOMES: &[Outcome] =
    &[Outcome::Carried, Outcome::Lost, Outcome::Deferred, Outcome::Withdrawn, Outcome::NoDecision];
/// What people and their word processors put around a phrase.
const QUOTES: &[char] = &['"', '“', '”', '„', '«', '»'];

/// What to look for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    clauses: Vec<Clause>,
    faults: Vec<QueryFault>,
}

/// One thing to look for, or to leave out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Whether records that have it are left out.
    pub without: bool,
    /// What it is.
    pub sought: Sought,
}

/// A thing to look for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sought {
    /// A word in any of its forms.
    Word(String),
    /// Words as they are, one after another.
    Phrase(String),
    /// Words that begin so.
    Prefix(String),
    /// A word in the name of a council or body; in quotes the whole name.
    Name {
        /// Of what.
        field: Field,
        /// The word, or the whole name.
        name: String,
        /// Whether it is the whole name.
        whole: bool,
    },
    /// A type or an outcome, by its word in the flat stream.
    Choice {
        /// Of what.
        field: Field,
        /// The word.
        word: &'static str,
    },
    /// Words of a person's name, one after another.
    Person(String),
    /// Days of meetings, each as a number `YYYYMMDD`.
    Days(RangeInclusive<u64>),
}

/// A part of a query that was not understood.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum QueryFault {
    /// No such type or outcome.
    #[error("{field}:{given} is not known; {field} is one of {}", .known.join(", "))]
    Unknown {
        /// The field, as it is called.
        field: &'static str,
        /// As given.
        given: String,
        /// What there is.
        known: Vec<&'static str>,
    },
    /// A day that is none.
    #[error("date:{given} is no date; write 2018, 2018-03, 2018-03-29 or two of them with .. between")]
    Date {
        /// As given.
        given: String,
    },
    /// A prefix of one letter.
    #[error("{given}* is too short; write at least {SHORTEST_PREFIX} letters before the star")]
    Prefix {
        /// As given.
        given: String,
    },
    /// More than is read.
    #[error("the query is too long; what follows {LONGEST} characters or {MOST} terms was left out")]
    Long,
}

impl Query {
    /// Reads what somebody typed.
    pub fn parse(text: &str) -> Self {
        let mut query = Self::default();
        let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at);
        if end < text.len() {
            query.faults.push(QueryFault::Long);
        }
        let mut input = &text[..end];
        while let Ok((rest, (without, part))) = (minus, part).parse(input) {
            input = rest;
            if query.clauses.len() == MOST {
                query.faults.push(QueryFault::Long);
                break;
            }
            match part.sought() {
                Ok(sought) => query.clauses.push(Clause { without, sought }),
                Err(fault) => query.faults.push(fault),
            }
        }
        query
    }

    /// What to look for, in the order in which it was typed.
    pub fn clauses(&self) -> &[Clause] {
        &self.clauses
    }

    /// What was not understood.
    pub fn faults(&self) -> &[QueryFault] {
        &self.faults
    }

    /// Whether nothing is looked for: then every record is found.
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }
}

/// A value as a query names it: in quotes, without those of its own.
pub fn quoted(value: &str) -> String {
    format!("\"{}\"", value.replace(QUOTES, " "))
}

/// A part as it is typed.
#[derive(Debug)]
enum Part<'a> {
    Field { field: Field, value: &'a str, whole: bool },
    Phrase(&'a str),
    Prefix(&'a str),
    Word(&'a str),
}

/// The sign that what follows is to be left out: with a blank after it, it is a dash.
fn minus(input: &str) -> IResult<&str, bool> {
    let sign = terminated(one_of("-−"), peek(satisfy(|sign| !sign.is_whitespace())));
    map(preceded(take_while(char::is_whitespace), opt(sign)), |sign| sign.is_some()).parse(input)
}

fn part(input: &str) -> IResult<&str, Part<'_>> {
    alt((
        map((field, phrase), |(field, value)| Part::Field { field, value, whole: true }),
        map((field, bare), |(field, value)| Part::Field { field, value, whole: false }),
        map(phrase, Part::Phrase),
        map(bare, |word| word.strip_suffix('*').map_or(Part::Word(word), Part::Prefix)),
    ))
    .parse(input)
}

/// The name of a field and the colon after it.
fn field(input: &str) -> IResult<&str, Field> {
    let (rest, name) = terminated(take_while1(char::is_alphabetic), char(':')).parse(input)?;
    match FIELDS.iter().find(|(_, names)| names.iter().any(|known| known.eq_ignore_ascii_case(name))) {
        Some((field, _)) => Ok((rest, *field)),
        None => Err(nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Tag))),
    }
}

/// Words between quotes; a quote that is not closed goes to the end.
fn phrase(input: &str) -> IResult<&str, &str> {
    let is_quote = |c: char| QUOTES.contains(&c);
    terminated(preceded(satisfy(is_quote), take_till(is_quote)), opt(satisfy(is_quote))).parse(input)
}

/// Everything up to the next blank or quote.
fn bare(input: &str) -> IResult<&str, &str> {
    take_till1(|c: char| c.is_whitespace() || QUOTES.contains(&c)).parse(input)
}

impl Part<'_> {
    fn sought(&self) -> Result<Sought, QueryFault> {
        Ok(match *self {
            Self::Word(word) => Sought::Word(word.to_owned()),
            Self::Phrase(words) => Sought::Phrase(words.to_owned()),
            Self::Prefix(start) if start.chars().filter(|c| c.is_alphanumeric()).count() < SHORTEST_PREFIX => {
                return Err(QueryFault::Prefix { given: start.to_owned() });
            }
            Self::Prefix(start) => Sought::Prefix(start.to_owned()),
            Self::Field { field, value, whole } => match field {
                Field::Council | Field::Body => Sought::Name { field, name: value.to_owned(), whole },
                Field::Person => Sought::Person(value.to_owned()),
                Field::Type => {
                    Sought::Choice { field, word: choice("type", value, TYPES.iter().map(|(word, _)| *word))? }
                }
                Field::Outcome => {
                    let known = OUTCOMES.iter().filter_map(|outcome| serde_variant::to_variant_name(outcome).ok());
                    Sought::Choice { field, word: choice("outcome", value, known)? }
                }
                Field::Date => Sought::Days(days(value).ok_or_else(|| QueryFault::Date { given: value.to_owned() })?),
            },
        })
    }
}

/// The word of a closed list that is meant; its plural, blanks and capitals will do.
fn choice(
    field: &'static str,
    given: &str,
    known: impl Iterator<Item = &'static str>,
) -> Result<&'static str, QueryFault> {
    let known: Vec<&'static str> = known.collect();
    let wanted = given.trim().to_lowercase().replace([' ', '-'], "_");
    let is_meant = |word: &str| {
        let plural = word.strip_suffix('y').map_or_else(|| format!("{word}s"), |stem| format!("{stem}ies"));
        word == wanted || plural == wanted
    };
    match known.iter().find(|word| is_meant(word)) {
        Some(word) => Ok(word),
        None => Err(QueryFault::Unknown { field, given: given.to_owned(), known }),
    }
}

/// The days that `2018`, `2018-03`, `2018-03-29`, `a..b`, `..b` or `a..` stand for.
fn days(value: &str) -> Option<RangeInclusive<u64>> {
    let (from, to) = value.split_once("..").unwrap_or((value, value));
    if from.is_empty() && to.is_empty() {
        return None;
    }
    let from = if from.is_empty() { 0 } else { *period(from)?.start() };
    let to = if to.is_empty() { u64::MAX } else { *period(to)?.end() };
    (from <= to).then_some(from..=to)
}

/// The first and last day of a year, a month or a day.
fn period(words: &str) -> Option<RangeInclusive<u64>> {
    let mut parts = words.split('-');
    let year: u64 = number(parts.next()?, 4)?;
    let month = parts.next().map(|month| number(month, 2).filter(|month| (1..=12).contains(month)));
    let day = parts.next().map(|day| number(day, 2).filter(|day| (1..=31).contains(day)));
    if parts.next().is_some() {
        return None;
    }
    let at = |month: u64, day: u64| year * 10_000 + month * 100 + day;
    Some(match (month, day) {
        (None, _) => at(1, 1)..=at(12, 31),
        (Some(month), None) => at(month?, 1)..=at(month?, 31),
        (Some(month), Some(day)) => at(month?, day?)..=at(month?, day?),
    })
}

fn number(digits: &str, width: usize) -> Option<u64> {
    (digits.len() == width && digits.bytes().all(|digit| digit.is_ascii_digit())).then(|| digits.parse().ok())?
}
