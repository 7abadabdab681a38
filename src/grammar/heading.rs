//! Finds the forms that read a whole line.

use super::anchor::{anchor, first_words};
use super::fold::{KeyMap, after, first_key, skip_space};
use super::form::Part;
use super::kind::HeadingKind;
use super::opening::Opening;
use super::raw::WantedLook;
use super::reading::{Body, Form, FormId, Reading};
use super::walk::Walk;
use crate::page::Look;
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use smallvec::SmallVec;
use std::collections::BTreeMap;

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

/// Forms for whole lines, looked up by their first word and by a word that the
/// line must hold.
#[derive(Clone, Debug, Default)]
pub(super) struct Headings {
    forms: Vec<HeadingForm>,
    /// What each form may begin with.
    begins: Vec<Begins>,
    /// Forms whose first word is known, in order, by that word.
    by_first: KeyMap<Vec<u32>>,
    anchors: Option<AhoCorasick>,
    /// Forms of each pattern of `anchors`.
    anchored: Vec<Vec<u32>>,
    /// Forms without an anchor.
    loose: Vec<u32>,
    /// Some form has an anchor, and a first word that is not known.
    is_open: bool,
}

/// What a line must begin with for a form to read it.
#[derive(Clone, Copy, Debug)]
enum Begins {
    /// A word that the form is looked up by.
    Word,
    /// One of some characters.
    Character(Opening),
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
        let mut anchors: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (at, heading) in index.forms.iter().enumerate() {
            let at = at as u32;
            let body = &all[heading.id.0 as usize].body;
            let (firsts, anchor) = match body {
                Body::Parts(parts) => (first_words(parts), anchor(parts)),
                Body::Regex(..) => (None, None),
            };
            index.is_open |= firsts.is_none() && anchor.is_some();
            match firsts {
                None => index.begins.push(Begins::Character(body.opening())),
                Some(words) => {
                    index.begins.push(Begins::Word);
                    for word in words {
                        index.by_first.entry(word).or_default().push(at);
                    }
                }
            }
            match anchor {
                None => index.loose.push(at),
                Some(found) => {
                    for word in found.words {
                        anchors.entry(word.text).or_default().push(at);
                    }
                }
            }
        }
        index.anchors = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::DFA))
            .prefilter(false)
            .build(anchors.keys())
            .ok();
        index.anchored = anchors.into_values().collect();
        index
    }

    /// Forms that may read a line, the council's own first.
    fn candidates(&self, line: &str) -> SmallVec<[u32; 16]> {
        let mut found: SmallVec<[u32; 16]> = SmallVec::new();
        if line.len() > LONGEST_LINE && line.chars().nth(LONGEST_LINE).is_some() {
            return found;
        }
        let (Some(key), Some(first)) = (first_key(line), after(line, skip_space(line, 0))) else {
            return found;
        };
        let firsts = self.by_first.get(&key).map_or(&[][..], Vec::as_slice);
        let begins = |form: &u32| match self.begins[*form as usize] {
            Begins::Word => firsts.binary_search(form).is_ok(),
            Begins::Character(opening) => opening.admits(first),
        };
        found.extend(self.loose.iter().copied().filter(begins));
        if let Some(anchors) = self.anchors.as_ref().filter(|_| self.is_open || !firsts.is_empty()) {
            for hit in anchors.find_overlapping_iter(line) {
                found.extend(self.anchored[hit.pattern().as_usize()].iter().copied().filter(begins));
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
