//! Spacing, line ends and sentences.

use std::borrow::Cow;
use std::ops::Range;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Beginnings after which a word keeps its hyphen when the line ends there.
const KEEP_HYPHEN: [&str; 19] = [
    "all", "by", "co", "ever", "full", "half", "ill", "long", "low", "mid", "multi", "non", "quasi", "self", "semi",
    "three", "two", "vice", "well",
];

/// Words that follow a hyphen left hanging: `short- and long-term`.
const AFTER_HANGING: [&str; 5] = ["and", "or", "to", "nor", "but"];

/// Shortened words whose stop ends no sentence.
const SHORTENED: [&str; 60] = [
    "cllr", "cllrs", "clr", "cr", "ald", "mr", "mrs", "ms", "mx", "dr", "rev", "revd", "prof", "st", "messrs", "hon",
    "rt", "sgt", "insp", "capt", "col", "lt", "maj", "gen", "e.g", "i.e", "eg", "ie", "viz", "cf", "vs", "v", "c",
    "approx", "para", "paras", "p", "pp", "pg", "sec", "reg", "regs", "sch", "art", "ch", "fig", "vol", "ref", "ext",
    "tel", "min", "mins", "max", "incl", "excl", "est", "rd", "ave", "jan", "dept",
];

/// Shortened words whose stop ends no sentence before a figure.
const SHORTENED_BEFORE_FIGURE: [&str; 14] =
    ["no", "nos", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "item"];

/// Words whose single letter is a label, so that its stop does end a sentence.
const LABELLED: [&str; 16] = [
    "appendix", "annex", "annexe", "part", "option", "item", "table", "schedule", "section", "plan", "phase", "group",
    "class", "category", "vitamin", "site",
];

/// The text in NFC with one space between words and none around them.
///
/// Soft hyphens, zero-width spaces and byte order marks are dropped. Borrows
/// when there is nothing to change.
pub fn squeeze(text: &str) -> Cow<'_, str> {
    if is_squeezed(text) {
        return Cow::Borrowed(text);
    }
    let mut squeezed = String::with_capacity(text.len());
    let composed = text.nfc().filter(|sign| !is_ghost(*sign));
    let mut pending = false;
    for sign in composed {
        if sign.is_whitespace() {
            pending = !squeezed.is_empty();
            continue;
        }
        if pending {
            squeezed.push(' ');
            pending = false;
        }
        squeezed.push(sign);
    }
    Cow::Owned(squeezed)
}

fn is_ghost(sign: char) -> bool {
    matches!(sign, '\u{ad}' | '\u{200b}' | '\u{200c}' | '\u{2060}' | '\u{feff}')
}

fn is_squeezed(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.first() == Some(&b' ') || bytes.last() == Some(&b' ') {
        return false;
    }
    let mut before = 0u8;
    let mut ascii = true;
    for &byte in bytes {
        if byte <= b' '
            && (byte != b' ' || before == b' ')
            && (byte == b' ' || byte.is_ascii_whitespace() || byte == 0x0b)
        {
            return false;
        }
        ascii &= byte.is_ascii();
        before = byte;
    }
    ascii
        || (text.chars().all(|sign| sign.is_ascii() || !(sign.is_whitespace() || is_ghost(sign)))
            && is_nfc_quick(text.chars()) == IsNormalized::Yes)
}

/// One text from wrapped lines, joined by spaces.
///
/// A word broken over a line end is joined again; its hyphen goes unless the
/// hyphenated word is `known` from elsewhere, or begins like a compound
/// (`well-`, `co-`), or goes on in capitals or figures.
pub fn join<'a>(parts: impl IntoIterator<Item = &'a str>, known: impl Fn(&str) -> bool) -> String {
    let mut joined = String::new();
    for part in parts {
        let part = part.trim();
        if !part.is_empty() {
            joint(&mut joined, part, &known);
            joined.push_str(part);
        }
    }
    joined
}

/// Readies a text for the line that goes on with it: adds a space, or takes off
/// the hyphen of a word that was broken over the line end.
pub fn joint(joined: &mut String, next: &str, known: &impl Fn(&str) -> bool) {
    if joined.ends_with('\u{ad}') {
        joined.pop();
        return;
    }
    match seam(joined, next, known) {
        Seam::Space => joined.push(' '),
        Seam::Hyphen | Seam::Start => {}
        Seam::Whole => {
            joined.pop();
        }
    }
}

enum Seam {
    Start,
    Space,
    Hyphen,
    Whole,
}

fn seam(before: &str, after: &str, known: &impl Fn(&str) -> bool) -> Seam {
    if before.is_empty() {
        return Seam::Start;
    }
    let Some(stem) = before.strip_suffix(['-', '\u{2010}']) else {
        return Seam::Space;
    };
    let left = last_word(stem);
    let right_end = after.find(|sign: char| !sign.is_alphanumeric()).unwrap_or(after.len());
    let right = &after[..right_end];
    if !left.ends_with(char::is_alphanumeric) || right.is_empty() || AFTER_HANGING.contains(&right) {
        return Seam::Space;
    }
    let lower = right.starts_with(char::is_lowercase) && left.ends_with(char::is_alphabetic);
    let compound = left.contains('-') || after[right_end..].starts_with(['-', '@']) || is_address(stem);
    if !lower || compound || known(&format!("{left}-{right}")) {
        return Seam::Hyphen;
    }
    if known(&format!("{left}{right}")) {
        return Seam::Whole;
    }
    if KEEP_HYPHEN.iter().any(|prefix| prefix.eq_ignore_ascii_case(left)) { Seam::Hyphen } else { Seam::Whole }
}

/// Whether a text ends with an address of mail or of the web: they break at hyphens of their own.
fn is_address(text: &str) -> bool {
    let signs = text.char_indices().rev().take(100).take_while(|(_, sign)| !sign.is_whitespace());
    let word = signs.last().map_or("", |(at, _)| &text[at..]);
    word.contains('@') || word.contains("://") || word.starts_with("www.")
}

/// The letters, figures and hyphens that a text ends with.
fn last_word(text: &str) -> &str {
    let start = text
        .char_indices()
        .rev()
        .take(60)
        .take_while(|(_, sign)| sign.is_alphanumeric() || matches!(sign, '-' | '\'' | '’'))
        .last()
        .map_or(text.len(), |(index, _)| index);
    &text[start..]
}

/// The bytes of each sentence, without the blanks between them.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut ranges = Vec::new();
    let mut start = text.len() - text.trim_start().len();
    let mut from = start;
    while let Some(found) = memchr::memchr3(b'.', b'!', b'?', &bytes[from..]) {
        let stop = from + found;
        let end = past_closing(text, stop + 1);
        from = end;
        let rest = text[end..].trim_start();
        if rest.len() == text.len() - end || rest.is_empty() {
            continue;
        }
        let next = text.len() - rest.len();
        if (bytes[stop] != b'.' || is_full_stop(text, start, stop, rest)) && opens_sentence(rest) {
            ranges.push(start..end);
            start = next;
            from = next;
        }
    }
    let end = text.trim_end().len();
    if start < end {
        ranges.push(start..end);
    }
    ranges
}

/// The position after closing quotes and brackets, and further stops.
fn past_closing(text: &str, at: usize) -> usize {
    let closing = |sign: char| matches!(sign, '.' | '!' | '?' | ')' | ']' | '"' | '\'' | '”' | '’');
    text.len() - text[at..].trim_start_matches(closing).len()
}

fn opens_sentence(rest: &str) -> bool {
    let opening = |sign: char| matches!(sign, '(' | '[' | '"' | '\'' | '“' | '‘' | '•' | '-' | '–');
    let first = rest.trim_start_matches(opening).trim_start().chars().next();
    first.is_some_and(|sign| !sign.is_lowercase())
}

fn is_full_stop(text: &str, sentence: usize, stop: usize, rest: &str) -> bool {
    let before = &text[sentence..stop];
    let word_start = before
        .char_indices()
        .rev()
        .take(24)
        .take_while(|(_, sign)| sign.is_alphanumeric() || matches!(sign, '.' | '\'' | '’' | '/'))
        .last()
        .map_or(before.len(), |(index, _)| index);
    let word = &before[word_start..];
    let listed = |list: &[&str]| list.iter().any(|entry| entry.eq_ignore_ascii_case(word));
    if word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return word_start > 0;
    }
    if listed(&SHORTENED) || (listed(&SHORTENED_BEFORE_FIGURE) && rest.starts_with(|sign: char| sign.is_ascii_digit()))
    {
        return false;
    }
    let last = word.rsplit('.').next().unwrap_or(word);
    let initial = last.chars().count() == 1 && last.chars().all(char::is_uppercase);
    if initial {
        let earlier = last_word(before[..word_start].trim_end());
        return word.len() == 1 && LABELLED.iter().any(|label| label.eq_ignore_ascii_case(earlier));
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn squeezes_only_what_needs_it() {
        for text in ["", "one two", "Café – “quoted”", "a"] {
            assert!(matches!(squeeze(text), Cow::Borrowed(same) if same == text), "{text}");
        }
        for (text, expected) in [
            (" one  two ", "one two"),
            ("one\ttwo\n\nthree", "one two three"),
            ("one\u{a0}two", "one two"),
            ("Cafe\u{301}", "Café"),
            ("house\u{ad}holds \u{200b}", "households"),
            ("   ", ""),
            ("a\u{b}b", "a b"),
        ] {
            assert_eq!(squeeze(text), expected, "{text:?}");
        }
    }

    #[test]
    fn joins_wrapped_lines() {
        let known = |word: &str| word == "e-mail" || word == "cooperate";
        let join = |parts: &[&str]| super::join(parts.iter().copied(), known);
        assert_eq!(join(&["The pro-", "gramme of works"]), "The programme of works");
        assert_eq!(join(&["The recom-", "mendation was"]), "The recommendation was");
        assert_eq!(join(&["a well-", "used path"]), "a well-used path");
        assert_eq!(join(&["send an e-", "mail"]), "send an e-mail");
        assert_eq!(join(&["to co-", "operate"]), "to cooperate");
        assert_eq!(join(&["the Vice-", "Chairman"]), "the Vice-Chairman");
        assert_eq!(join(&["in 2017-", "18"]), "in 2017-18");
        assert_eq!(join(&["short-", "and long-term"]), "short- and long-term");
        assert_eq!(join(&["up-to-", "date"]), "up-to-date");
        assert_eq!(join(&["costs -", "and gains"]), "costs - and gains");
        assert_eq!(join(&["one ", "", " two"]), "one two");
        assert_eq!(join(&["house\u{ad}", "holds"]), "households");
        assert_eq!(join(&["ask a.quill-", "thorne@ambleford.example"]), "ask a.quill-thorne@ambleford.example");
        assert_eq!(join(&["ask quill@amble-", "ford.example"]), "ask quill@amble-ford.example");
        assert_eq!(join(&["see https://ambleford.example/bus-", "routes"]), "see https://ambleford.example/bus-routes");
        assert_eq!(join(&[]), "");
    }

    #[test]
    fn splits_sentences() {
        for (text, expected) in [
            (
                "Cllr. Bee spoke. Mr. J. Smith of St. Anne replied at 2.30 p.m. on No. 5.",
                vec!["Cllr. Bee spoke.", "Mr. J. Smith of St. Anne replied at 2.30 p.m. on No. 5."],
            ),
            (
                "It cost £1.2m. Was it dear? Yes! e.g. Lamps.",
                vec!["It cost £1.2m.", "Was it dear?", "Yes! e.g. Lamps."],
            ),
            ("It closed at 9 p.m. Thanks were given.", vec!["It closed at 9 p.m.", "Thanks were given."]),
            ("1. The roof. 2. The wall.", vec!["1. The roof.", "2. The wall."]),
            ("See Appendix A. The plan (“draft.”) Next.", vec!["See Appendix A.", "The plan (“draft.”)", "Next."]),
            ("  Noted.  ", vec!["Noted."]),
            ("", vec![]),
            ("It is section 3. The rest", vec!["It is section 3.", "The rest"]),
        ] {
            let found: Vec<&str> = sentences(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn takes_linear_time_on_hostile_text() {
        assert!(!sentences(&". ".repeat(500_000)).is_empty());
        assert_eq!(sentences(&"a.".repeat(500_000)).len(), 1);
        assert!(sentences(&"A.   ".repeat(200_000)).len() < 200_001);
        let text = "x-\n".repeat(300_000);
        assert!(!join(text.lines(), |_| false).is_empty());
    }

    proptest::proptest! {
        #[test]
        fn squeezing_twice_changes_nothing(text in "\\PC{0,40}[ \t\u{a0}]{0,3}\\PC{0,20}") {
            let once = squeeze(&text).into_owned();
            proptest::prop_assert!(matches!(squeeze(&once), Cow::Borrowed(_)) || squeeze(&once) == once);
        }

        #[test]
        fn sentences_cover_all_words(text in "[A-Za-z0-9.!? ()“”]{0,80}") {
            let kept: String = sentences(&text).into_iter().map(|range| text[range].to_owned()).collect();
            let squashed = |text: &str| text.chars().filter(|sign| !sign.is_whitespace()).collect::<String>();
            proptest::prop_assert_eq!(squashed(&kept), squashed(&text));
        }
    }
}
