//! Labels of items, clauses and paragraphs: `1.`, `2.10`, `a)`, `(iv)`, `A.`.

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while_m_n, take_while1};
use nom::character::complete::{char, digit1, one_of, satisfy, space0};
use nom::combinator::{opt, peek, recognize, verify};
use nom::multi::many1_count;
use nom::sequence::{delimited, pair, preceded, terminated};
use nom::{IResult, Parser};

/// What a label is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelKind {
    /// `7`, `12a`.
    Number,
    /// `2.1`, `4.3.2`; holds how many numbers.
    Decimal(u8),
    /// `a`, `aa`.
    Letter,
    /// `A`.
    Capital,
    /// `iv`; one letter may be either (`i`, `v`).
    Roman,
}

/// A label at the start of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label {
    /// What it is made of.
    pub kind: LabelKind,
    /// Bytes of the text up to the words after it.
    pub length: usize,
    /// A bracket stands after it.
    pub bracketed: bool,
    start: u16,
    end: u16,
}

impl Label {
    /// Reads a label at the start of `text`.
    pub fn read(text: &str) -> Option<Self> {
        let first = text.as_bytes().first()?;
        let may_open = match first {
            b'0'..=b'9' | b'(' | b'[' => true,
            b'a'..=b'z' | b'A'..=b'Z' => is_short_run(text.as_bytes()),
            _ => false,
        };
        if !may_open {
            return None;
        }
        let (rest, mut label) = alt((bracketed, decimal, number, letter)).parse(text).ok()?;
        let body = rest.trim_start();
        label.length = text.len() - body.len();
        Some(label)
    }

    /// Reads a number without a stop before a title: `134 Apologies`.
    ///
    /// A figure says little by itself; see `block::number` for what bears it out.
    pub fn bare(text: &str) -> Option<Self> {
        let (rest, words) = small_number(text).ok()?;
        let title = rest.trim_start();
        let word = title.split([' ', ',']).next().unwrap_or_default();
        let is_title = rest.starts_with(char::is_whitespace)
            && title.starts_with(char::is_uppercase)
            && title.split(' ').count() <= LONGEST_TITLE
            && !title.ends_with(['.', ',', ';'])
            && crate::normal::date::month(word).is_none();
        let label = Self::at(LabelKind::Number, text, words, false);
        is_title.then(|| Self { length: text.len() - title.len(), ..label })
    }

    /// Its words in the text that it was read from, without brackets and stops.
    pub fn text(self, source: &str) -> &str {
        &source[self.start as usize..self.end as usize]
    }

    /// The figure of a plain number, or the first figure of a decimal.
    pub fn figure(self, source: &str) -> Option<u32> {
        let text = self.text(source);
        let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        text[..digits].parse().ok()
    }

    fn at(kind: LabelKind, source: &str, words: &str, bracketed: bool) -> Self {
        let start = words.as_ptr() as usize - source.as_ptr() as usize;
        Self { kind, length: 0, bracketed, start: start as u16, end: (start + words.len()) as u16 }
    }
}

/// Whether a text begins with a few letters that a stop or a bracket ends: most lines begin with a longer word.
fn is_short_run(bytes: &[u8]) -> bool {
    let letters = bytes.iter().take(LONGEST_NUMERAL + 1).take_while(|byte| byte.is_ascii_alphabetic()).count();
    matches!(bytes.get(letters), Some(b'.' | b')' | b']'))
}

/// Letters of the longest roman numeral that is a label.
const LONGEST_NUMERAL: usize = 6;

/// Words of the longest title behind a number without a stop.
const LONGEST_TITLE: usize = 24;

fn small_number(text: &str) -> IResult<&str, &str> {
    recognize(pair(
        verify(digit1, |digits: &str| digits.len() <= 4),
        opt(terminated(one_of("abcdefgh"), peek(one_of(".) ")))),
    ))
    .parse(text)
}

fn roman(text: &str) -> IResult<&str, &str> {
    verify(take_while_m_n(1, LONGEST_NUMERAL, |c: char| "ivxIVX".contains(c)), is_roman).parse(text)
}

/// Whether letters are a roman numeral below forty, in one case.
fn is_roman(letters: &str) -> bool {
    const UNITS: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    if letters.chars().any(char::is_uppercase) && letters.chars().any(char::is_lowercase) {
        return false;
    }
    let lower = letters.to_ascii_lowercase();
    let units = lower.trim_start_matches('x');
    let tens = lower.len() - units.len();
    // `ix` belongs to the units; `x` alone is a ten.
    UNITS[1..]
        .iter()
        .any(|unit| lower.strip_suffix(unit).is_some_and(|rest| rest.len() <= 3 && rest.bytes().all(|b| b == b'x')))
        || (units.is_empty() && (1..=3).contains(&tens))
}

fn letters(text: &str) -> IResult<&str, &str> {
    verify(take_while_m_n(1, 2, |c: char| c.is_ascii_alphabetic()), |word: &str| {
        word.len() == 1 || word.as_bytes()[0] == word.as_bytes()[1]
    })
    .parse(text)
}

fn kind_of(words: &str) -> LabelKind {
    match words.as_bytes() {
        [first, ..] if first.is_ascii_digit() => {
            if words.contains('.') {
                LabelKind::Decimal(words.matches('.').count().saturating_add(1).try_into().unwrap_or(u8::MAX))
            } else {
                LabelKind::Number
            }
        }
        [first] if !b"ivx".contains(first) => {
            if first.is_ascii_uppercase() {
                LabelKind::Capital
            } else {
                LabelKind::Letter
            }
        }
        _ if is_roman(words) => LabelKind::Roman,
        _ => LabelKind::Letter,
    }
}

fn dotted(text: &str) -> IResult<&str, &str> {
    recognize(pair(
        verify(digit1, |d: &str| d.len() <= 3),
        many1_count(preceded(char('.'), verify(digit1, |d: &str| d.len() <= 3))),
    ))
    .parse(text)
}

/// `(a)`, `a)`, `(iv)`, `1)`, `(2.1)`.
fn bracketed(source: &str) -> IResult<&str, Label> {
    let inner = || alt((dotted, small_number, roman, letters));
    let closing = || alt((tag(")"), tag("]")));
    let (rest, words) =
        alt((delimited(one_of("(["), delimited(space0, inner(), space0), closing()), terminated(inner(), closing())))
            .parse(source)?;
    let (rest, _) = opt(satisfy(|c| c == '.' || c == ':')).parse(rest)?;
    Ok((rest, Label::at(kind_of(words), source, words, true)))
}

/// `2.1`, `4.3.2.`, `1.0`: white space or the end must follow.
fn decimal(source: &str) -> IResult<&str, Label> {
    let (rest, words) = dotted(source)?;
    let (rest, _) = opt(satisfy(|c| c == '.' || c == ':' || c == ')')).parse(rest)?;
    ends_word(rest)?;
    Ok((rest, Label::at(kind_of(words), source, words, false)))
}

/// `7.`, `12a.`, `3.Minutes`, `7:`.
fn number(source: &str) -> IResult<&str, Label> {
    let (rest, words) = small_number(source)?;
    let (rest, _) = preceded(space0, satisfy(|c| c == '.' || c == ':')).parse(rest)?;
    if !rest.starts_with(|c: char| c.is_uppercase()) {
        ends_word(rest)?;
    }
    Ok((rest, Label::at(LabelKind::Number, source, words, false)))
}

/// `a.`, `A.`, `iv.`: white space or the end must follow.
fn letter(source: &str) -> IResult<&str, Label> {
    let (rest, words) = terminated(alt((roman, letters)), char('.')).parse(source)?;
    ends_word(rest)?;
    Ok((rest, Label::at(kind_of(words), source, words, false)))
}

fn ends_word(rest: &str) -> IResult<&str, ()> {
    if rest.is_empty() {
        return Ok((rest, ()));
    }
    peek(take_while1(char::is_whitespace)).map(|_| ()).parse(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(LabelKind, &str, &str)> {
        Label::read(text).map(|label| (label.kind, label.text(text), &text[label.length..]))
    }

    #[test]
    fn labels_of_every_style_are_read() {
        assert_eq!(read("1. Apologies"), Some((LabelKind::Number, "1", "Apologies")));
        assert_eq!(read("12a. Any other"), Some((LabelKind::Number, "12a", "Any other")));
        assert_eq!(read("3.Minutes"), Some((LabelKind::Number, "3", "Minutes")));
        assert_eq!(read("2.10 The roof"), Some((LabelKind::Decimal(2), "2.10", "The roof")));
        assert_eq!(read("4.1.2. The roof"), Some((LabelKind::Decimal(3), "4.1.2", "The roof")));
        assert_eq!(read("(a) To note"), Some((LabelKind::Letter, "a", "To note")));
        assert_eq!(read("b) To note"), Some((LabelKind::Letter, "b", "To note")));
        assert_eq!(read("(iv) To note"), Some((LabelKind::Roman, "iv", "To note")));
        assert_eq!(read("i. To note"), Some((LabelKind::Roman, "i", "To note")));
        assert_eq!(read("A. Call to order"), Some((LabelKind::Capital, "A", "Call to order")));
        assert_eq!(read("(12) To note"), Some((LabelKind::Number, "12", "To note")));
        assert_eq!(read("3."), Some((LabelKind::Number, "3", "")));
    }

    #[test]
    fn words_and_figures_are_no_labels() {
        for text in [
            "2018 was a year",
            "17 April",
            "1,000 homes",
            "No. 5",
            "in. the",
            "£5",
            "10.30am start",
            "(see below) it",
            "a note",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
