//! Slots that hold figures: numbers, counts, money, pages, references.

use super::super::fold::{folded, is_word};
use super::{Read, no_word_follows, space};
use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{tag, tag_no_case, take_while_m_n, take_while1};
use nom::character::complete::{alpha1, alphanumeric1, char, digit1, one_of};
use nom::combinator::{opt, recognize, verify};
use nom::multi::{many_m_n, separated_list1};
use nom::sequence::{pair, preceded, terminated};

/// A number of an item, minute or resolution: runs of letters and figures
/// joined by `/`, `.` or `-`, or a roman numeral with or without a letter.
pub(super) fn number(input: &str) -> Read<'_> {
    let joined = recognize(separated_list1(one_of("/.-"), alphanumeric1));
    terminated(verify(joined, is_number), no_word_follows).parse(input)
}

fn is_number(text: &str) -> bool {
    let Some(first) = text.split(['/', '.', '-']).next() else {
        return false;
    };
    if text.len() > 24 {
        return false;
    }
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return is_roman_number(text);
    }
    let letters = first.len() - first.trim_start_matches(|c: char| c.is_ascii_uppercase()).len();
    let digits = first[letters..].len() - first[letters..].trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let tail = &first[letters + digits..];
    letters <= 5 && digits <= 7 && tail.len() <= 2 && (letters == 0 || tail.is_empty())
}

fn is_roman_number(text: &str) -> bool {
    let numeral = text.trim_start_matches(['I', 'V', 'X', 'L']);
    let length = text.len() - numeral.len();
    (1..=6).contains(&length) && (numeral.is_empty() || matches!(numeral, "A" | "B" | "C" | "D"))
}

pub(super) fn letter(input: &str) -> Read<'_> {
    terminated(take_while_m_n(1, 1, |c: char| c.is_alphabetic()), no_word_follows).parse(input)
}

pub(super) fn roman(input: &str) -> Read<'_> {
    let numeral = take_while_m_n(1, 8, |c: char| "ivxlcIVXLC".contains(c));
    terminated(numeral, no_word_follows).parse(input)
}

const UNITS: &[&str] = &[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: &[&str] = &["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const NOTHING: &[&str] = &["no", "nil", "none"];
/// Every word that a count may begin with.
pub(super) const WORDS: &[&[&str]] = &[UNITS, TENS, NOTHING];

/// A count in figures, or in words to ninety-nine.
pub(super) fn count(input: &str) -> Read<'_> {
    let figures = terminated(take_while_m_n(1, 4, |c: char| c.is_ascii_digit()), no_word_follows);
    let words =
        recognize((alpha1, opt((take_while_m_n(1, 1, |c| matches!(c, '-' | ' ' | '\u{2010}'..='\u{2013}')), alpha1))));
    let compound = verify(words, |text: &str| count_of(text).is_some());
    let simple = verify(alpha1, |text: &str| count_of(text).is_some());
    terminated(alt((figures, compound, simple)), no_word_follows).parse(input)
}

/// The number that a count says: `12`, `seven`, `Twenty-six`, `nil`.
pub fn count_of(text: &str) -> Option<u32> {
    let text = folded(text.trim());
    if let Ok(figures) = text.parse() {
        return Some(figures);
    }
    if NOTHING.contains(&text.as_str()) {
        return Some(0);
    }
    let unit = |word: &str| UNITS.iter().position(|&known| known == word).map(|n| n as u32);
    let tens = |word: &str| TENS.iter().position(|&known| known == word).map(|n| 20 + 10 * n as u32);
    match text.split_once(['-', ' ']) {
        None => unit(&text).or_else(|| tens(&text)),
        Some((ten, one)) => Some(tens(ten)? + unit(one).filter(|n| (1..10).contains(n))?),
    }
}

/// An amount with its currency: `£14,737k`, `$1.2 million`, `€500`.
pub(super) fn money(input: &str) -> Read<'_> {
    let figures = take_while1(|c: char| c.is_ascii_digit() || c == ',');
    let pence = preceded(char('.'), digit1);
    let scale = alt((tag_no_case("million"), tag_no_case("billion"), tag_no_case("thousand"), tag_no_case("bn")));
    let scale = alt((scale, tag_no_case("m"), tag_no_case("k")));
    let scale = preceded(space, terminated(scale, no_word_follows));
    let amount = recognize((opt(char('-')), one_of("£$€"), space, figures, opt(pence), opt(scale)));
    verify(amount, |text: &str| text.contains(|c: char| c.is_ascii_digit())).parse(input)
}

/// Page numbers and ranges of them.
pub(super) fn pages(input: &str) -> Read<'_> {
    let page = || recognize(pair(take_while_m_n(0, 2, |c: char| c.is_ascii_uppercase()), digit1));
    let dash = recognize((space, one_of("-\u{2010}\u{2011}\u{2012}\u{2013}\u{2014},&"), space));
    let word = recognize((space, alt((tag_no_case("to"), tag_no_case("and"))), space));
    let more = many_m_n(0, 8, pair(alt((dash, word)), page()));
    terminated(recognize(pair(page(), more)), no_word_follows).parse(input)
}

/// One word with a figure in it.
pub(super) fn reference(input: &str) -> Read<'_> {
    let (_, run) = take_while1::<_, _, ()>(|c: char| is_word(c) || "/.-_".contains(c)).parse(input)?;
    let taken = run.trim_end_matches(['/', '.', '-', '_']);
    verify(tag(taken), |text: &str| text.len() <= 40 && text.contains(|c: char| c.is_ascii_digit())).parse(input)
}
