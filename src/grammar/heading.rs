//! Finds the forms that read a whole line.

use super::anchor::{anchor, first_words};
use super::fold::first_key;
use super::form::Part;
use super::kind::HeadingKind;
use super::raw::WantedLook;
use super::reading::{Body, Form, FormId, Reading};
use super::walk::Walk;
use crate::page::Look;
use aho_corasick::{AhoCorasick, MatchKind};
use smallvec::SmallVec;
use std::collections::{BTreeMap, HashMap};

/// Characters; a longer line is no heading.
const LONGEST_LINE: usize = 400;

/// A form for whole lines.
#[derive(Clone, Debug)]
pub(super) struct HeadingForm {
    pub kind: HeadingKind,
    pub look: WantedLook,
    /// What the line must not begin with.
    pub unless: Option<Vec<Part>>,
    pub id: FormId,
}

/// Forms for whole lines, looked up by their first word or, where a slot comes
/// first, by a word that the line must hold.
#[derive(Clone, Debug, Default)]
pub(super) struct Headings {
    forms: Vec<HeadingForm>,
    by_first: HashMap<String, Vec<u32>>,
    by_anchor: Option<AhoCorasick>,
    /// Forms of each pattern of `by_anchor`.
    anchored: Vec<Vec<u32>>,
    always: Vec<u32>,
}

impl WantedLook {
    /// Whether a line looks as wanted.
    pub fn holds(self, look: Look) -> bool {
        let agrees = |wanted: Option<bool>, is: bool| wanted.is_none_or(|wanted| wanted == is);
        agrees(self.bold, look.bold) && agrees(self.caps, look.caps) && agrees(self.heading, look.heading > 0)
    }
}

impl Headings {
    pub fn new(forms: Vec<HeadingForm>, all: &[Form]) -> Self {
        let mut index = Headings { forms, ..Headings::default() };
        let mut by_anchor: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (at, heading) in index.forms.iter().enumerate() {
            let at = at as u32;
            let Body::Parts(parts) = &all[heading.id.0 as usize].body else {
                index.always.push(at);
                continue;
            };
            if let Some(words) = first_words(parts) {
                for word in words {
                    index.by_first.entry(word).or_default().push(at);
                }
            } else if let Some(found) = anchor(parts) {
                for word in found.words {
                    by_anchor.entry(word.text).or_default().push(at);
                }
            } else {
                index.always.push(at);
            }
        }
        index.by_anchor = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::Standard)
            .build(by_anchor.keys())
            .ok();
        index.anchored = by_anchor.into_values().collect();
        index
    }

    /// Forms that may read a line, the council's own first.
    fn candidates(&self, line: &str) -> SmallVec<[u32; 16]> {
        let mut found: SmallVec<[u32; 16]> = SmallVec::new();
        if line.len() > LONGEST_LINE && line.chars().nth(LONGEST_LINE).is_some() {
            return found;
        }
        let Some(key) = first_key(line) else {
            return found;
        };
        found.extend_from_slice(&self.always);
        found.extend_from_slice(self.by_first.get(&key).map_or(&[], Vec::as_slice));
        if let Some(automaton) = &self.by_anchor {
            for hit in automaton.find_overlapping_iter(line) {
                found.extend_from_slice(&self.anchored[hit.pattern().as_usize()]);
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Readings of a line by the forms that are wanted.
    pub fn read<'t>(
        &self,
        all: &[Form],
        line: &'t str,
        wanted: impl Fn(&HeadingForm) -> bool,
    ) -> impl Iterator<Item = Reading<'t, HeadingKind>> {
        self.candidates(line).into_iter().filter_map(move |at| {
            let heading = &self.forms[at as usize];
            if !wanted(heading) {
                return None;
            }
            let form = &all[heading.id.0 as usize];
            let (range, slots) = form.whole(line)?;
            let begins = |parts: &Vec<Part>| Walk::new(line, range.start, false).run(parts).is_some();
            if heading.unless.as_ref().is_some_and(begins) {
                return None;
            }
            Some(Reading { kind: heading.kind, form: heading.id, range, slots, sets: form.sets.clone() })
        })
    }

    /// Every form for whole lines.
    pub fn forms(&self) -> &[HeadingForm] {
        &self.forms
    }
}
