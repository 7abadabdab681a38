//! What a text must hold for a form to match it: the words that forms are
//! looked up by, so that a text is not tried against every form.

use super::fold::{Key, first_key, is_word, key_of};
use super::form::{Atom, Part};
use std::collections::BTreeSet;
use std::iter;

/// Words of which one must be in any text that the form matches.
#[derive(Clone, Debug)]
pub(super) struct Anchor {
    /// Folded; letters and figures of ASCII only.
    pub words: Vec<AnchorWord>,
    /// Bytes of a match that may stand before them, at most.
    pub reach: usize,
    worth: usize,
}

/// One of an anchor's words.
#[derive(Clone, Debug)]
pub(super) struct AnchorWord {
    pub text: String,
    /// It begins where a word of the text begins.
    pub opens_word: bool,
}

/// Bytes of a match before its anchor, at most.
const WINDOW: usize = 120;
/// Bytes that white space and hyphens may add to a word.
const SLACK: usize = 4;

/// What a word is worth at least: more than its reach costs, however deep its brackets.
const COMMON_WORTH: usize = 60;
/// Letters beyond which a word is not worth more.
const LONG: usize = 10;
/// Bytes of reach that cost as much as a letter gains.
const BYTES_A_POINT: usize = 24;

/// Words that every page is full of: worth little as anchors.
const COMMON: &[&str] = &[
    "the",
    "of",
    "to",
    "and",
    "a",
    "in",
    "that",
    "it",
    "was",
    "be",
    "by",
    "on",
    "at",
    "for",
    "is",
    "with",
    "were",
    "as",
    "this",
    "an",
    "from",
    "not",
    "or",
    "are",
    "has",
    "had",
    "have",
    "been",
    "will",
    "would",
    "all",
    "no",
    "item",
    "date",
    "council",
    "committee",
    "meeting",
    "report",
    "members",
    "councillor",
    "action",
    "page",
    "part",
    "time",
    "following",
];

/// The words that make the best anchor of a form, if it has any.
pub(super) fn anchor(form: &[Part]) -> Option<Anchor> {
    let mut best: Option<Anchor> = None;
    let mut reach = 0;
    for part in form {
        let found = match &part.atom {
            Atom::Word(word) => word_anchor(word, part.glued),
            Atom::List(list, _) => union(list.parts()),
            Atom::Choice(alternatives) => union(alternatives.iter().map(|sequence| sequence.parts.as_slice())),
            Atom::Mark(_) | Atom::Slot(..) | Atom::Optional(_) | Atom::Ahead(_) => None,
        };
        if let Some(mut found) = found {
            found.reach = (reach + found.reach).min(WINDOW);
            found.worth = found.worth.saturating_sub(found.reach / BYTES_A_POINT);
            if best.as_ref().is_none_or(|best| found.worth > best.worth) {
                best = Some(found);
            }
        }
        reach += width(part);
    }
    best
}

/// One anchor of several forms: the words of all of them.
fn union<'f>(forms: impl Iterator<Item = &'f [Part]>) -> Option<Anchor> {
    let mut all: Option<Anchor> = None;
    for form in forms {
        let found = anchor(form)?;
        match &mut all {
            None => all = Some(found),
            Some(all) => {
                all.words.extend(found.words);
                all.reach = all.reach.max(found.reach);
                all.worth = all.worth.min(found.worth);
            }
        }
    }
    all
}

fn word_anchor(word: &str, glued: bool) -> Option<Anchor> {
    let (at, piece) = word
        .match_indices(|c: char| c.is_ascii_alphanumeric())
        .map(|(at, _)| at)
        .filter(|&at| at == 0 || !word.as_bytes()[at - 1].is_ascii_alphanumeric())
        .map(|at| (at, ascii_run(&word[at..])))
        .max_by_key(|(_, piece)| piece.len())?;
    let opens_word = !glued && (at == 0 || word[..at].chars().next_back().is_some_and(|c| !is_word(c)));
    let common = COMMON.contains(&piece);
    let worth = COMMON_WORTH + if common { 0 } else { 3 + piece.len().min(LONG) };
    Some(Anchor { words: vec![AnchorWord { text: piece.to_owned(), opens_word }], reach: at * SLACK, worth })
}

fn ascii_run(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
    &text[..end]
}

/// Bytes that a part may take, at most; a slot takes more than any window.
fn width(part: &Part) -> usize {
    let widest = |forms: &mut dyn Iterator<Item = &[Part]>| {
        forms.map(|form| form.iter().map(width).sum::<usize>()).max().unwrap_or(0).min(WINDOW)
    };
    match &part.atom {
        Atom::Word(word) => word.len() + SLACK,
        Atom::Mark(_) => 1 + SLACK,
        Atom::Slot(..) => WINDOW,
        Atom::Ahead(_) => 0,
        Atom::List(list, _) => widest(&mut list.parts()),
        Atom::Optional(alternatives) | Atom::Choice(alternatives) => {
            widest(&mut alternatives.iter().map(|sequence| sequence.parts.as_slice()))
        }
    }
}

/// What the first word of a text must be (as [`first_key`] gives it) for a form
/// to match it from its start; nothing when it may be anything.
pub(super) fn first_words(form: &[Part]) -> Option<BTreeSet<Key>> {
    let mut words = BTreeSet::new();
    for (at, part) in form.iter().enumerate() {
        let glued_on = form.get(at + 1).is_some_and(|next| next.glued && !matches!(next.atom, Atom::Mark(_)));
        match &part.atom {
            Atom::Word(word) => {
                let key = first_key(word)?;
                if glued_on && key.len() == word.len() {
                    return None;
                }
                words.insert(key);
                return Some(words);
            }
            Atom::Mark(mark) => {
                words.insert(key_of(iter::once(*mark)));
                return Some(words);
            }
            Atom::Slot(..) => return None,
            Atom::Ahead(_) => {}
            Atom::List(list, _) => {
                for entry in list.parts() {
                    words.extend(first_words(entry)?);
                }
                return (!glued_on).then_some(words);
            }
            Atom::Optional(alternatives) | Atom::Choice(alternatives) => {
                if glued_on {
                    return None;
                }
                for alternative in alternatives {
                    words.extend(first_words(&alternative.parts)?);
                }
                if matches!(part.atom, Atom::Choice(_)) {
                    return Some(words);
                }
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::form::{Names, parse};
    use super::*;

    fn words(form: &str) -> Vec<String> {
        let form = parse(form, &Names::default()).expect("reads");
        anchor(&form).map(|anchor| anchor.words.into_iter().map(|word| word.text).collect()).unwrap_or_default()
    }

    fn firsts(form: &str) -> Option<Vec<String>> {
        let words = first_words(&parse(form, &Names::default()).expect("reads"))?;
        words.iter().map(|word| String::from_utf8(word.to_vec()).ok()).collect()
    }

    #[test]
    fn the_rarest_word_anchors() {
        assert_eq!(words("it was unanimously agreed to"), ["unanimously"]);
        assert_eq!(words("[it was] (resolved|agreed) to"), ["resolved", "agreed"]);
        assert_eq!(words("{number}. {title}"), [""; 0]);
        assert_eq!(words("non-statutory"), ["statutory"]);
    }

    #[test]
    fn a_literal_start_is_known() {
        assert_eq!(firsts("[agenda] item {number}"), Some(vec!["agenda".to_owned(), "item".to_owned()]));
        assert_eq!(firsts("{title} minutes"), None);
        assert_eq!(firsts("chair[man]"), None);
        assert_eq!(firsts(r"\(pages {pages}\)"), Some(vec!["(".to_owned()]));
        assert_eq!(firsts("vice-chair"), Some(vec!["vice".to_owned()]));
    }

    #[test]
    fn the_reach_is_what_may_stand_before() {
        let form = parse("(a|the) motion was carried", &Names::default()).expect("reads");
        let anchor = anchor(&form).expect("anchored");
        assert!(anchor.reach > 0 && anchor.reach < WINDOW, "{anchor:?}");
    }
}
