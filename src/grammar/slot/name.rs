//! Slots that hold persons.

use super::super::fold::{fold, folded, key_of};
use super::Ends;

/// Words of a name, at most.
const LONGEST_NAME: usize = 8;

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

/// Bytes of the longest of them.
const LONGEST_PARTICLE: usize = 4;

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
pub(super) fn name_ends(text: &str, with_honorific: bool) -> Ends {
    if let Some(end) = office_end(text) {
        return Ends::from_slice(&[end]);
    }
    let mut ends = Ends::new();
    let (mut at, mut honorifics, mut names) = (0, 0, 0);
    while honorifics <= 4 && names < LONGEST_NAME {
        let run = take_name_word(&text[at..]);
        let bare = run.trim_end_matches('.');
        let capital = bare.starts_with(char::is_uppercase);
        if bare.is_empty() || !capital && bare.len() > LONGEST_PARTICLE {
            break;
        }
        let word = key_of(bare.chars().map(fold));
        let among = |words: &[&str]| words.iter().any(|known| known.as_bytes() == word.as_slice());
        let particle = among(PARTICLES);
        if !(capital || particle) || among(NO_NAMES) {
            break;
        }
        let honorific = names == 0 && among(HONORIFICS);
        let abbreviated = run.len() > bare.len();
        let initials = bare.split('.').all(|part| part.chars().count() <= 2);
        let suffix = among(&["jr", "sr"]);
        if honorific {
            honorifics += 1;
        } else {
            names += 1;
            if !particle || capital {
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
