//! What the slots of a form hold: one nom parser a kind.
//!
//! A slot with one right end (a number, a date, a time) is a plain parser; one
//! that may end in several places (a name, words up to the next literal) gives
//! its ends in the order in which they are to be tried.

use super::fold::{floor, folded, is_word};
use super::kind::SlotKind;
use nom::branch::alt;
use nom::bytes::complete::{tag, tag_no_case, take_while_m_n, take_while1};
use nom::character::complete::{alpha1, alphanumeric1, char, digit1, one_of};
use nom::combinator::{map_opt, not, opt, recognize, verify};
use nom::multi::{many_m_n, separated_list1};
use nom::sequence::{pair, preceded, terminated};
use nom::{IResult, Parser};
use smallvec::SmallVec;

/// What a parser of this file leaves and takes.
type Read<'t> = IResult<&'t str, &'t str, ()>;

/// Ends of a slot, in bytes from its start, the one to try first at the front.
pub(super) type Ends = SmallVec<[usize; 8]>;

/// Characters of a title, of any other words, and words of a name and a role, at most.
const LONGEST_TITLE: usize = 200;
const LONGEST_TEXT: usize = 400;
const LONGEST_NAME: usize = 8;
const LONGEST_ROLE: usize = 10;

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
        SlotKind::Name => name_ends(text, false),
        SlotKind::Member => name_ends(text, true),
        SlotKind::Title if !opens_title(text) => Ends::new(),
        SlotKind::Title => {
            let near = &text[..floor(text, LONGEST_TITLE * 4)];
            let cell = near.find(['\t', '\n']).map_or(text, |end| &text[..end]);
            word_ends(cell, LONGEST_TITLE, usize::MAX, inside_sentence(extent))
        }
        SlotKind::Text => word_ends(text, LONGEST_TEXT, usize::MAX, extent),
        SlotKind::Role => role_ends(text, extent),
        SlotKind::Number => one(text, number),
        SlotKind::Letter => one(text, letter),
        SlotKind::Roman => one(text, roman),
        SlotKind::Count => one(text, count),
        SlotKind::Date => one(text, date),
        SlotKind::Time => one(text, time),
        SlotKind::Money => one(text, money),
        SlotKind::Pages => one(text, pages),
        SlotKind::Reference => one(text, reference),
        SlotKind::Word => Ends::new(),
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

/// Whether a title may begin so: with a letter, a figure or a quotation mark.
fn opens_title(text: &str) -> bool {
    text.starts_with(|c: char| is_word(c) || matches!(c, '"' | '\'' | '\u{2018}' | '\u{201c}'))
}

fn inside_sentence(extent: Extent) -> Extent {
    if extent == Extent::Line { Extent::Sentence } else { extent }
}

fn one<'t>(text: &'t str, parser: impl Fn(&'t str) -> Read<'t>) -> Ends {
    parser(text).map(|(_, taken)| Ends::from_slice(&[taken.len()])).unwrap_or_default()
}

fn no_word_follows(input: &str) -> IResult<&str, (), ()> {
    not(verify(nom::character::complete::anychar, |&c| is_word(c))).parse(input)
}

fn space(input: &str) -> Read<'_> {
    take_while_m_n(0, 8, char::is_whitespace).parse(input)
}

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

fn letter(input: &str) -> Read<'_> {
    terminated(take_while_m_n(1, 1, |c: char| c.is_alphabetic()), no_word_follows).parse(input)
}

fn roman(input: &str) -> Read<'_> {
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

/// A count in figures, or in words to ninety-nine.
fn count(input: &str) -> Read<'_> {
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

/// An amount with its currency: `£14,737k`, `$1.2 million`, `€500`.
fn money(input: &str) -> Read<'_> {
    let figures = take_while1(|c: char| c.is_ascii_digit() || c == ',');
    let pence = preceded(char('.'), digit1);
    let scale = alt((tag_no_case("million"), tag_no_case("billion"), tag_no_case("thousand"), tag_no_case("bn")));
    let scale = alt((scale, tag_no_case("m"), tag_no_case("k")));
    let scale = preceded(space, terminated(scale, no_word_follows));
    let amount = recognize((opt(char('-')), one_of("£$€"), space, figures, opt(pence), opt(scale)));
    verify(amount, |text: &str| text.contains(|c: char| c.is_ascii_digit())).parse(input)
}

/// Page numbers and ranges of them.
fn pages(input: &str) -> Read<'_> {
    let page = || recognize(pair(take_while_m_n(0, 2, |c: char| c.is_ascii_uppercase()), digit1));
    let dash = recognize((space, one_of("-\u{2010}\u{2011}\u{2012}\u{2013}\u{2014},&"), space));
    let word = recognize((space, alt((tag_no_case("to"), tag_no_case("and"))), space));
    let more = many_m_n(0, 8, pair(alt((dash, word)), page()));
    terminated(recognize(pair(page(), more)), no_word_follows).parse(input)
}

/// One word with a figure in it.
fn reference(input: &str) -> Read<'_> {
    let (_, run) = take_while1::<_, _, ()>(|c: char| is_word(c) || "/.-_".contains(c)).parse(input)?;
    let taken = run.trim_end_matches(['/', '.', '-', '_']);
    verify(tag(taken), |text: &str| text.len() <= 40 && text.contains(|c: char| c.is_ascii_digit())).parse(input)
}

/// Honorifics and other words that stand before a name and are none themselves.
const HONORIFICS: &[&str] = &[
    "councillor",
    "councillors",
    "councilor",
    "councilors",
    "cllr",
    "cllrs",
    "clr",
    "clrs",
    "cr",
    "crs",
    "comhairleoir",
    "councilmember",
    "councilmembers",
    "councilman",
    "councilwoman",
    "alderman",
    "alderwoman",
    "ald",
    "commissioner",
    "director",
    "trustee",
    "supervisor",
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "prof",
    "professor",
    "sir",
    "lord",
    "lady",
    "dame",
    "rev",
    "revd",
    "reverend",
    "canon",
    "father",
    "hon",
    "mayor",
    "deputy",
    "chair",
    "chairman",
    "chairwoman",
    "chairperson",
    "cathaoirleach",
    "vice",
    "member",
    "members",
    "board",
    "president",
    "treasurer",
    "secretary",
    "superintendent",
    "sergeant",
    "inspector",
    "captain",
    "major",
    "colonel",
];

/// Offices that stand for the person that holds them, after "the".
const OFFICES: &[&str] = &[
    "chair",
    "chairman",
    "chairwoman",
    "chairperson",
    "mayor",
    "cathaoirleach",
    "leader",
    "convener",
    "convenor",
    "president",
    "provost",
];

/// Small words inside a name.
const PARTICLES: &[&str] = &[
    "de", "van", "von", "der", "den", "la", "le", "du", "da", "di", "ten", "ni", "n\u{ed}", "uí", "ó", "mac", "al",
    "bin", "st",
];

/// Words that are no part of a name, even with a capital.
const NO_NAMES: &[&str] = &[
    "moved",
    "seconded",
    "resolved",
    "agreed",
    "proposed",
    "carried",
    "noted",
    "recommended",
    "that",
    "and",
    "or",
    "to",
    "the",
    "was",
    "were",
    "it",
    "this",
    "on",
    "in",
    "at",
    "by",
    "for",
    "from",
    "with",
    "there",
    "they",
    "following",
    "having",
    "subject",
    "committee",
    "council",
    "motion",
    "minutes",
    "agenda",
    "item",
    "officers",
    "all",
    "none",
    "nil",
    "yes",
    "no",
    "page",
    "present",
    "absent",
    "apologies",
    "declared",
    "seconder",
    "mover",
    "report",
    "action",
    "vote",
    "votes",
    "ayes",
    "nays",
    "noes",
    "result",
    "date",
    "time",
    "place",
    "as",
    "of",
    "he",
    "she",
    "we",
    "his",
    "her",
];

/// Ends of a name, the longest first: honorifics, then initials, names and
/// particles, up to a word that is no part of a name. `the Chairman` is a name
/// too: of whoever holds the office. Without an honorific there is no end where one is wanted.
fn name_ends(text: &str, with_honorific: bool) -> Ends {
    if let Some(end) = office_end(text) {
        return Ends::from_slice(&[end]);
    }
    let mut ends = Ends::new();
    let (mut at, mut honorifics, mut names) = (0, 0, 0);
    while honorifics <= 4 && names < LONGEST_NAME {
        let run = take_name_word(&text[at..]);
        let bare = run.trim_end_matches('.');
        let word = folded(bare);
        let particle = PARTICLES.contains(&word.as_str());
        if bare.is_empty() || !(bare.starts_with(char::is_uppercase) || particle) || NO_NAMES.contains(&word.as_str()) {
            break;
        }
        let honorific = names == 0 && HONORIFICS.contains(&word.as_str());
        let abbreviated = run.len() > bare.len();
        let initials = bare.split('.').all(|part| part.chars().count() <= 2);
        let suffix = matches!(word.as_str(), "jr" | "sr");
        if honorific {
            honorifics += 1;
        } else {
            names += 1;
            if !particle || bare.starts_with(char::is_uppercase) {
                ends.push(at + if abbreviated && (initials || suffix) { run.len() } else { bare.len() });
            }
        }
        if abbreviated && !(honorific || initials || particle) {
            break;
        }
        let space = text[at + run.len()..].chars().next().filter(|c| c.is_whitespace());
        // Initials may stand without a space before the surname.
        let gap = space.map_or(0, char::len_utf8);
        if gap == 0 && !abbreviated {
            break;
        }
        at += run.len() + gap;
    }
    if with_honorific && honorifics == 0 {
        ends.clear();
    }
    ends.reverse();
    ends
}

fn office_end(text: &str) -> Option<usize> {
    let the = text.get(..4).filter(|start| start.eq_ignore_ascii_case("the "))?;
    let mut at = the.len();
    for _ in 0..3 {
        let rest = &text[at..];
        let end =
            rest.char_indices().take(16).find(|&(_, c)| !c.is_alphabetic()).map_or(rest.len().min(16), |(end, _)| end);
        let word = rest.get(..end)?;
        let lower = folded(word);
        if OFFICES.contains(&lower.as_str()) {
            return Some(at + word.len());
        }
        if word.is_empty() || !matches!(lower.as_str(), "lord" | "deputy" | "vice" | "acting") {
            return None;
        }
        at += word.len()
            + text[at + word.len()..].chars().next().filter(|&c| c == ' ' || c == '-').map_or(0, char::len_utf8);
    }
    None
}

fn take_name_word(text: &str) -> &str {
    let inside = |c: char| c.is_alphabetic() || matches!(c, '.' | '\'' | '\u{2019}' | '-' | '\u{2010}' | '\u{2011}');
    let end = text.char_indices().take(40).find(|&(_, c)| !inside(c)).map(|(at, _)| at);
    let run = match end {
        Some(end) => &text[..end],
        None if text.len() <= 40 => text,
        None => "",
    };
    run.trim_end_matches(['-', '\'', '\u{2019}'])
}

/// Ends of an office: a few words without a stop, the shortest first, or the
/// longest first where nothing need follow.
fn role_ends(text: &str, extent: Extent) -> Ends {
    if !text.starts_with(is_word) {
        return Ends::new();
    }
    let mut ends = word_ends(text, LONGEST_TITLE, LONGEST_ROLE, Extent::Sentence);
    let longest = ends.last().copied().unwrap_or(0);
    let stop = text[..longest].find([':', ';', '.', '(', ')', '\t', '\n']).unwrap_or(longest);
    ends.retain(|end| *end <= stop);
    if extent == Extent::WholeSentence {
        ends.reverse();
    }
    ends
}

/// Ends of a run of words: after each word and before each mark, the shortest first.
fn word_ends(text: &str, characters: usize, words: usize, extent: Extent) -> Ends {
    let mut ends = Ends::new();
    let mut seen = 0;
    let mut previous: Option<char> = None;
    for (at, c) in text.char_indices().chain([(text.len(), '\n')]).take(characters + 1) {
        if let Some(last) = previous {
            let joined = is_word(last) && is_word(c) && at < text.len();
            if !last.is_whitespace() && !joined {
                ends.push(at);
                seen += usize::from(is_word(last));
                if seen >= words {
                    break;
                }
                if extent != Extent::Line && ends_sentence(text, at) {
                    break;
                }
            }
        } else if c.is_whitespace() {
            break;
        }
        previous = Some(c);
    }
    if extent == Extent::WholeSentence
        && let Some(&end) = ends.last()
    {
        ends = Ends::from_slice(&[end - usize::from(text[..end].ends_with('.') && end > 1)]);
    }
    ends
}

/// Words that end in a full stop without ending a sentence.
const ABBREVIATIONS: &[&str] = &[
    "cllr", "cllrs", "clr", "cr", "mr", "mrs", "ms", "dr", "st", "no", "nos", "para", "prof", "rev", "hon", "ald",
    "min", "ref",
];

/// Whether a sentence ends at a byte of a text: a stop before it, a space and
/// no small letter after it, and no abbreviation or initial at its end.
pub(super) fn ends_sentence(text: &str, at: usize) -> bool {
    let Some(stop @ ('.' | '!' | '?')) = text[..at].chars().next_back() else {
        return false;
    };
    let mut next = text[at..].chars();
    match next.next() {
        None => return true,
        Some(c) if !c.is_whitespace() => return false,
        Some(_) => {}
    }
    if next.find(|c| !c.is_whitespace()).is_some_and(char::is_lowercase) {
        return false;
    }
    if stop != '.' {
        return true;
    }
    let head = &text[..at - 1];
    let word: String = head.chars().rev().take(6).take_while(|&c| is_word(c)).collect();
    let word: String = word.chars().rev().collect();
    let time = head.strip_suffix(['m', 'M']).is_some_and(|head| head.ends_with('.'));
    let initial = word.chars().count() == 1 && word.starts_with(char::is_uppercase);
    time || !(initial || ABBREVIATIONS.contains(&folded(&word).as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads(kind: SlotKind, texts: &[&str]) {
        for text in texts {
            let found = ends(kind, text, Extent::Line);
            assert_eq!(found.first(), Some(&text.len()), "{kind} in {text:?}");
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
            assert!(ends(kind, &long, Extent::Line).len() <= LONGEST_TEXT);
        }
    }
}
