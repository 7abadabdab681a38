//! Finds what forms read in running text.
//!
//! One automaton looks for the rarest word of every form; only where it hits is
//! a form tried, from each word that may begin it. A text without hits costs
//! one pass, and a text full of them a bounded number of steps a byte.

use super::anchor::anchor;
use super::fold::{after, before, fold, is_word};
use super::kind::{At, PhraseKind};
use super::opening::Opening;
use super::reading::{Body, Form, FormId, Reading, first_match};
use super::slot::ends_sentence;
use super::walk::Walk;
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

/// Steps that one search may take, and steps more for each byte of its text.
const STEPS: usize = 50_000;
const STEPS_A_BYTE: usize = 32;

/// A form for running text.
#[derive(Clone, Debug)]
pub(super) struct PhraseForm {
    pub kind: PhraseKind,
    pub at: At,
    pub caps: bool,
    pub id: FormId,
}

/// Forms for running text, looked up by their anchors.
#[derive(Clone, Debug, Default)]
pub(super) struct Phrases {
    forms: Vec<PhraseForm>,
    /// What each form may begin with.
    openings: Vec<Opening>,
    anchors: Option<AhoCorasick>,
    /// Who is anchored by each pattern of `anchors`.
    owners: Vec<Vec<Owner>>,
    regexes: Vec<u32>,
}

/// A form that an anchor may belong to.
#[derive(Clone, Copy, Debug)]
struct Owner {
    form: u32,
    reach: u32,
    opens_word: bool,
}

impl Phrases {
    pub fn new(forms: Vec<PhraseForm>, all: &[Form]) -> Self {
        let mut index = Phrases { forms, ..Phrases::default() };
        let mut owners: BTreeMap<String, Vec<Owner>> = BTreeMap::new();
        for (at, phrase) in index.forms.iter().enumerate() {
            let form = at as u32;
            let body = &all[phrase.id.0 as usize].body;
            index.openings.push(body.opening());
            let Body::Parts(parts) = body else {
                index.regexes.push(form);
                continue;
            };
            let Some(found) = anchor(parts) else { continue };
            for word in found.words {
                let reach = found.reach as u32;
                owners.entry(word.text).or_default().push(Owner { form, reach, opens_word: word.opens_word });
            }
        }
        index.anchors = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::DFA))
            .prefilter(false)
            .build(owners.keys())
            .ok();
        index.owners = owners.into_values().collect();
        index
    }

    /// What the wanted forms read in a text, by start; no two readings of one
    /// kind overlap: the earliest stands, and of those the longest.
    pub fn read<'t>(
        &self,
        all: &[Form],
        text: &'t str,
        wanted: impl Fn(&PhraseForm) -> bool,
    ) -> Vec<Reading<'t, PhraseKind>> {
        let mut found = self.anchored(all, text, &wanted);
        for &form in &self.regexes {
            let phrase = &self.forms[form as usize];
            if wanted(phrase) {
                regex_readings(phrase, &all[phrase.id.0 as usize], text, &mut found);
            }
        }
        found.sort_by_key(|reading| (reading.range.start, Reverse(reading.range.end), reading.form));
        let mut ends: BTreeMap<PhraseKind, usize> = BTreeMap::new();
        found.retain(|reading| {
            let end = ends.entry(reading.kind).or_default();
            let free = reading.range.start >= *end;
            if free {
                *end = reading.range.end;
            }
            free
        });
        found
    }

    fn anchored<'t>(
        &self,
        all: &[Form],
        text: &'t str,
        wanted: &impl Fn(&PhraseForm) -> bool,
    ) -> Vec<Reading<'t, PhraseKind>> {
        let mut found = Vec::new();
        let Some(automaton) = &self.anchors else {
            return found;
        };
        let mut steps = STEPS.saturating_add(text.len().saturating_mul(STEPS_A_BYTE));
        // Where each form is to be tried next: no start is tried twice.
        let mut next: Vec<usize> = Vec::new();
        for hit in automaton.find_overlapping_iter(text) {
            let hit_at = hit.start();
            let opens_word = !before(text, hit_at).is_some_and(is_word);
            for owner in &self.owners[hit.pattern().as_usize()] {
                let at = owner.form as usize;
                let phrase = &self.forms[at];
                if owner.opens_word && !opens_word || !wanted(phrase) {
                    continue;
                }
                next.resize(self.forms.len(), 0);
                let from = text.floor_char_boundary(hit_at.saturating_sub(owner.reach as usize).max(next[at]));
                next[at] = next[at].max(hit_at + 1);
                if from > hit_at {
                    continue;
                }
                let form = &all[phrase.id.0 as usize];
                let Body::Parts(parts) = &form.body else {
                    continue;
                };
                for start in starts(text, from, hit_at, self.openings[at]) {
                    let mut walk = Walk::new(text, start, phrase.at == At::Whole);
                    let read = stands_right(phrase, text, start).then(|| walk.run(parts)).flatten();
                    steps = steps.saturating_sub(walk.steps() as usize + 1);
                    if let Some((end, slots)) = read.filter(|(end, _)| phrase.at != At::End || ends_text(text, *end)) {
                        next[at] = next[at].max(end);
                        let sets = form.sets.clone();
                        found.push(Reading { kind: phrase.kind, form: phrase.id, range: start..end, slots, sets });
                        break;
                    }
                    if steps == 0 {
                        return found;
                    }
                }
            }
        }
        found
    }
}

/// Bytes of a range at which a form may begin: where a word or a mark begins.
fn starts(text: &str, from: usize, to: usize, opening: Opening) -> impl Iterator<Item = usize> {
    let mut previous = before(text, from);
    text[from..].char_indices().map(move |(at, c)| (from + at, c)).take_while(move |&(at, _)| at <= to).filter_map(
        move |(at, c)| {
            let inside = previous.replace(c).is_some_and(is_word) && is_word(c);
            let begins = !inside && !c.is_whitespace();
            (begins && opening.admits(c)).then_some(at)
        },
    )
}

/// Whether a phrase may begin at a byte of a text.
fn stands_right(phrase: &PhraseForm, text: &str, start: usize) -> bool {
    if phrase.caps {
        let word = || text[start..].chars().take_while(|&c| is_word(c)).take(40);
        if word().any(char::is_lowercase) || word().filter(|c| c.is_uppercase()).count() < 2 {
            return false;
        }
    }
    match phrase.at {
        At::Anywhere | At::End => true,
        At::Whole => text[..start].chars().rev().take(8).all(char::is_whitespace) && start <= 8,
        At::Sentence => opens_sentence(text, start),
    }
}

/// Whether only marks and white space follow.
fn ends_text(text: &str, at: usize) -> bool {
    text[at..].chars().take(LONGEST_LABEL).all(|c| !is_word(c)) && text.len() - at <= LONGEST_LABEL
}

/// Bytes; a shorter beginning of a text is the label of a list item.
const LONGEST_LABEL: usize = 8;

fn opens_sentence(text: &str, start: usize) -> bool {
    let head = &text[..start];
    let (mut end, mut broken) = (start, false);
    for (at, c) in head.char_indices().rev().take(16) {
        if !c.is_whitespace() {
            break;
        }
        broken |= c == '\n' || c == '\t';
        end = at;
    }
    let Some(last) = before(text, end) else {
        return true;
    };
    broken
        || matches!(fold(last), ':' | ';' | '-' | '"' | '\u{2022}')
        || (last == ')' && start <= LONGEST_LABEL)
        || ends_sentence(text, end)
}

fn regex_readings<'t>(phrase: &PhraseForm, form: &Form, text: &'t str, found: &mut Vec<Reading<'t, PhraseKind>>) {
    let Body::Regex(pattern, roles) = &form.body else {
        return;
    };
    let whole: Range<usize> = text.len() - text.trim_start().len()..text.trim_end().len();
    let mut from = 0;
    while let Some((range, slots)) = first_match(&pattern.anywhere, roles, text, from) {
        from = range.end + if range.is_empty() { after(text, range.end).map_or(1, char::len_utf8) } else { 0 };
        let fits = stands_right(phrase, text, range.start)
            && (phrase.at != At::Whole || range == whole)
            && (phrase.at != At::End || ends_text(text, range.end));
        if fits && !range.is_empty() {
            let sets = form.sets.clone();
            found.push(Reading { kind: phrase.kind, form: phrase.id, range, slots, sets });
        }
        if from >= text.len() {
            break;
        }
    }
}
