//! Tells what reads a line, and what nearly did.

use super::grammar::Grammar;
use super::kind::{HeadingKind, SlotRole};
use super::reading::FormId;
use super::walk::SlotReading;
use crate::page::Look;
use std::cmp::Reverse;
use std::ops::Range;

/// A heading form that reads the beginning of a line, but not all of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    /// What the line would be.
    pub kind: HeadingKind,
    /// The form.
    pub form: FormId,
    /// Byte of the line that it came to.
    pub at: usize,
    /// Bytes before it that were read by more than "any words".
    pub sure: usize,
    /// What it needed there.
    pub expected: String,
}

/// A form that reads a line, or nearly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// The kind, as grammar files name it.
    pub kind: String,
    /// Bytes of the line that it reads.
    pub range: Range<usize>,
    /// The form's words.
    pub form: String,
    /// The file that it is written in.
    pub file: String,
    /// The line of that file.
    pub line: u32,
    /// Each slot's role, or its kind where it has none, and its words.
    pub slots: Vec<(String, String)>,
    /// What it needed next, where it did not read the whole line.
    pub expected: Option<String>,
}

/// What reads a line, and what nearly did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explanation {
    /// Forms that read the whole line.
    pub headings: Vec<Explained>,
    /// Forms that read stretches of it.
    pub phrases: Vec<Explained>,
    /// Heading forms that came furthest, furthest first.
    pub misses: Vec<Explained>,
}

/// Near misses that are told of a line.
const MOST_MISSES: usize = 5;

impl Grammar {
    /// The heading forms that came furthest into a line without reading it all, furthest first.
    pub fn miss(&self, line: &str, look: Look) -> Vec<Miss> {
        let mut misses: Vec<Miss> = self
            .headings
            .forms()
            .iter()
            .filter(|heading| heading.look.holds(look))
            .filter_map(|heading| {
                let furthest = self.forms[heading.id.0 as usize].furthest(line)?;
                (furthest.sure > 0).then_some(Miss {
                    kind: heading.kind,
                    form: heading.id,
                    at: furthest.at,
                    sure: furthest.sure,
                    expected: furthest.expected,
                })
            })
            .collect();
        misses.sort_by_key(|miss| (Reverse(miss.sure), miss.form));
        misses.truncate(MOST_MISSES);
        misses
    }

    fn explained<'s, 't: 's>(
        &self,
        kind: &impl ToString,
        form: FormId,
        range: Range<usize>,
        slots: impl IntoIterator<Item = &'s SlotReading<'t>>,
    ) -> Option<Explained> {
        let source = self.form(form)?;
        let named = |slot: &SlotReading<'_>| {
            let plain = slot.role == SlotRole::Plain;
            let name = if plain { slot.kind.to_string() } else { slot.role.to_string() };
            (name, slot.text.to_owned())
        };
        Some(Explained {
            kind: kind.to_string(),
            range,
            form: source.text.clone(),
            file: source.file.clone(),
            line: source.line,
            slots: slots.into_iter().map(named).collect(),
            expected: None,
        })
    }
}

/// Tells which forms read a line, and which nearly did.
pub fn explain_line(grammar: &Grammar, line: &str, look: Look) -> Explanation {
    let headings = grammar.headings(line, look);
    let phrases = grammar.phrases(line);
    let misses = if headings.is_empty() { grammar.miss(line, look) } else { Vec::new() };
    Explanation {
        headings: headings
            .iter()
            .filter_map(|read| grammar.explained(&read.kind, read.form, read.range.clone(), &read.slots))
            .collect(),
        phrases: phrases
            .iter()
            .filter_map(|read| grammar.explained(&read.kind, read.form, read.range.clone(), &read.slots))
            .collect(),
        misses: misses
            .into_iter()
            .filter_map(|miss| {
                let explained = grammar.explained(&miss.kind, miss.form, 0..miss.at, [])?;
                Some(Explained { expected: Some(miss.expected), ..explained })
            })
            .collect(),
    }
}
