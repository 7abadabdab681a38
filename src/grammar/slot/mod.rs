//! What the slots of a form hold: one nom parser a kind.
//!
//! A slot with one right end (a number, a date, a time) is a plain parser; one
//! that may end in several places (a name, words up to the next literal) gives
//! its ends in the order in which they are to be tried.

mod name;
mod number;
mod when;
mod words;

pub use number::count_of;
pub(super) use words::ends_sentence;

use super::fold::is_word;
use super::kind::SlotKind;
use super::opening::Opening;
use nom::bytes::complete::take_while_m_n;
use nom::character::complete::anychar;
use nom::combinator::{not, verify};
use nom::{IResult, Parser};
use smallvec::SmallVec;

/// What a parser of this file leaves and takes.
type Read<'t> = IResult<&'t str, &'t str, ()>;

/// Ends of a slot, in bytes from its start, the one to try first at the front.
pub(super) type Ends = SmallVec<[usize; 8]>;

/// Where words may end that a slot takes without a parser of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// Words up to a literal, the shortest first; a sentence may end inside.
    Line,
    /// Words up to a literal, the shortest first, inside one sentence.
    Sentence,
    /// As many words of the sentence as there are.
    WholeSentence,
}

/// The ends of a slot that begins at the start of a text.
pub(super) fn ends(kind: SlotKind, text: &str, extent: Extent) -> Ends {
    match kind {
        SlotKind::Name => name::name_ends(text, false),
        SlotKind::Member => name::name_ends(text, true),
        SlotKind::Title => words::title_ends(text, extent),
        SlotKind::Text => words::text_ends(text, extent),
        SlotKind::Role => words::role_ends(text, extent),
        SlotKind::Number => one(text, number::number),
        SlotKind::Letter => one(text, number::letter),
        SlotKind::Roman => one(text, number::roman),
        SlotKind::Count => one(text, number::count),
        SlotKind::Date => one(text, when::date),
        SlotKind::Time => one(text, when::time),
        SlotKind::Money => one(text, number::money),
        SlotKind::Pages => one(text, number::pages),
        SlotKind::Reference => one(text, number::reference),
        SlotKind::Word => Ends::new(),
    }
}

/// What a slot may begin with.
pub(super) fn opening(kind: SlotKind) -> Opening {
    let figures = Opening::among('0'..='9');
    let letters = Opening::among('a'..='z');
    let beyond = Opening::among(['\u{e9}']);
    let words = |lists: &[&[&str]]| {
        let words = lists.iter().copied().flatten();
        figures.or(Opening::among(words.filter_map(|word| word.chars().next())))
    };
    match kind {
        SlotKind::Number | SlotKind::Pages => figures.or(letters),
        SlotKind::Roman => Opening::among("ivxlc".chars()),
        SlotKind::Count => words(number::WORDS),
        SlotKind::Date => words(when::DATE_WORDS),
        SlotKind::Time => words(&[when::NOON]),
        SlotKind::Money => Opening::among("-£$€".chars()),
        SlotKind::Name | SlotKind::Member => letters.or(beyond),
        SlotKind::Role => letters.or(figures).or(beyond),
        SlotKind::Letter | SlotKind::Title | SlotKind::Text | SlotKind::Reference => Opening::ANY,
        SlotKind::Word => Opening::NONE,
    }
}

/// What a slot of a kind needs, in words.
pub(super) fn expected(kind: SlotKind) -> &'static str {
    match kind {
        SlotKind::Number => "a number",
        SlotKind::Letter => "a letter",
        SlotKind::Roman => "a roman numeral",
        SlotKind::Count => "a count",
        SlotKind::Title => "a title",
        SlotKind::Text => "words",
        SlotKind::Date => "a date",
        SlotKind::Time => "a time",
        SlotKind::Name => "a name",
        SlotKind::Member => "a name with an honorific",
        SlotKind::Role => "an office",
        SlotKind::Money => "an amount of money",
        SlotKind::Pages => "page numbers",
        SlotKind::Reference => "a reference",
        SlotKind::Word => "a word of a list",
    }
}

fn one<'t>(text: &'t str, parser: impl Fn(&'t str) -> Read<'t>) -> Ends {
    parser(text).map(|(_, taken)| Ends::from_slice(&[taken.len()])).unwrap_or_default()
}

fn no_word_follows(input: &str) -> IResult<&str, (), ()> {
    not(verify(anychar, |&c| is_word(c))).parse(input)
}

fn space(input: &str) -> Read<'_> {
    take_while_m_n(0, 8, char::is_whitespace).parse(input)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads(kind: SlotKind, texts: &[&str]) {
        for text in texts {
            let found = ends(kind, text, Extent::Line);
            assert_eq!(found.first(), Some(&text.len()), "{kind} in {text:?}");
            assert!(text.chars().next().is_some_and(|first| opening(kind).admits(first)), "{kind} in {text:?}");
        }
    }

    fn rejects(kind: SlotKind, texts: &[&str]) {
        for text in texts {
            let found = ends(kind, text, Extent::Line);
            assert!(!found.contains(&text.len()), "{kind} in {text:?}");
        }
    }

    #[test]
    fn numbers() {
        reads(
            SlotKind::Number,
            &[
                "134",
                "12a",
                "77/21",
                "PLA146/14",
                "15/97/WCAC",
                "20/1/CNL",
                "C/160/2017",
                "103/08",
                "2.10",
                "IIA",
                "C121205-1",
                "IV",
            ],
        );
        rejects(SlotKind::Number, &["Item", "12abc", "Westmarch", "1234567890123456789012345", "Route-19", ""]);
        assert_eq!(ends(SlotKind::Number, "4.01) Roads", Extent::Line).as_slice(), [4]);
        assert_eq!(ends(SlotKind::Number, "12. Roads", Extent::Line).as_slice(), [2]);
    }

    #[test]
    fn dates() {
        reads(
            SlotKind::Date,
            &[
                "15 February 2018",
                "Tuesday 15th February 2011",
                "Tuesday, 15th February, 2011",
                "27/01/2021",
                "March 5, 2024",
                "25 MARCH 2015",
                "15 TH February",
                "2021-04-30",
                "3rd of May 2020",
                "Thursday the 3rd day of May 2020",
                "May 2020",
                "12-Mar-21",
                "1.4.2019",
                "Sept. 4",
            ],
        );
        rejects(SlotKind::Date, &["32 May 2020", "Mayor 2020", "15", "27/45/2021", "May"]);
    }

    #[test]
    fn times() {
        reads(
            SlotKind::Time,
            &[
                "2.30pm",
                "14:00",
                "7:34 p.m.",
                "noon",
                "10AM",
                "12.00 noon",
                "12 noon",
                "10 a.m.",
                "1400 hours",
                "10.30",
                "14.00 hrs",
            ],
        );
        rejects(SlotKind::Time, &["25:00", "10.75", "13", "2.30pmx", "1900"]);
    }

    #[test]
    fn counts() {
        reads(SlotKind::Count, &["7", "12", "seven", "Twenty-six", "thirty", "nil", "no", "ninety-nine"]);
        rejects(SlotKind::Count, &["12345", "hundreds", "north", "twenty-ten"]);
        assert_eq!(count_of("Forty-two"), Some(42));
        assert_eq!(count_of("none"), Some(0));
        assert_eq!(ends(SlotKind::Count, "two votes", Extent::Line).as_slice(), [3]);
    }

    #[test]
    fn names() {
        reads(
            SlotKind::Name,
            &[
                "Councillor A Marlow",
                "Cllr. J. O\u{2019}Brennan",
                "Mrs de la Haye",
                "Dr Ann Vale-Thorne",
                "Mayor Lindqvist",
                "P.J. Harrow",
                "ORLA FENN",
                "the Vice-Chairman",
                "the Mayor",
                "T. van der Berg",
                "Sam Hart Jr.",
            ],
        );
        rejects(SlotKind::Name, &["the motion", "Councillors", "The Committee", "officers", "", "it"]);
        let both = ends(SlotKind::Name, "Councillor A Marlow MOVED", Extent::Line);
        assert_eq!(both.first(), Some(&19));
    }

    #[test]
    fn money_pages_and_references() {
        reads(SlotKind::Money, &["£14,737k", "$1.2 million", "€500", "£3.50"]);
        rejects(SlotKind::Money, &["£", "14,737"]);
        reads(SlotKind::Pages, &["5", "5 - 18", "5\u{2013}18", "5 to 18", "3, 4 and 5", "A1 - A10"]);
        rejects(SlotKind::Pages, &["five", "5th"]);
        reads(SlotKind::Reference, &["2018/044", "24-00096", "KD2018/1"]);
        rejects(SlotKind::Reference, &["none", "n/a"]);
    }

    #[test]
    fn words_end_between_words_and_with_the_sentence() {
        let ends_of = |text, extent| ends(SlotKind::Text, text, extent).into_vec();
        assert_eq!(ends_of("one, two", Extent::Line), [3, 4, 8]);
        assert_eq!(ends_of("One went. Two came.", Extent::WholeSentence), [8]);
        assert_eq!(ends_of("by Cllr. A. Marlow at 4 p.m. The end", Extent::WholeSentence), [27]);
        assert_eq!(ends(SlotKind::Title, "Roads. The roof", Extent::Line).last(), Some(&6));
    }

    #[test]
    fn long_text_is_not_scanned_to_its_end() {
        let long = "a ".repeat(1_000_000);
        for kind in [SlotKind::Text, SlotKind::Title, SlotKind::Role, SlotKind::Name, SlotKind::Number] {
            assert!(ends(kind, &long, Extent::Line).len() <= words::LONGEST_TEXT);
        }
    }
}
