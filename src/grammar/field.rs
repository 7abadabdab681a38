//! Labels: "Label: value" lines, and cells that are a label.

use super::fold::{fold, is_word, label_key};
use super::kind::{FieldName, FieldScope};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// A labelled line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldReading<'t> {
    /// What the label names.
    pub name: FieldName,
    /// What stands behind the label, without white space around it.
    pub rest: &'t str,
}

/// The labels of every scope, as [`label_key`] gives them.
#[derive(Clone, Debug)]
pub(super) struct Fields {
    labels: FxHashMap<String, Names>,
    /// Bytes of the longest label.
    longest: usize,
    /// Which first two letters labels have.
    openings: Vec<bool>,
}

impl Default for Fields {
    fn default() -> Self {
        Self { labels: FxHashMap::default(), longest: 0, openings: vec![false; 64 * 64] }
    }
}

/// Bytes of a text in which a label ends.
const LABEL_WINDOW: usize = 120;

/// What a label names, by where it may stand.
type Names = SmallVec<[(FieldScope, FieldName); 4]>;

/// Labels that a text begins with, by where they may stand.
pub type FieldReadings<'t> = Vec<(FieldScope, FieldReading<'t>)>;

impl Fields {
    /// Adds a label; gives back what it already names.
    pub fn add(&mut self, scope: FieldScope, label: &str, name: FieldName) -> Option<FieldName> {
        let key = label_key(label)?;
        self.longest = self.longest.max(label.len());
        if let Some(opening) = opening(&key) {
            self.openings[opening] = true;
        }
        let names = self.labels.entry(key).or_default();
        let known = names.iter().find(|(known, _)| *known == scope).map(|(_, name)| *name);
        if known.is_none() {
            names.push((scope, name));
        }
        known
    }

    /// What a cell names that is nothing but a label.
    pub fn label(&self, scope: FieldScope, cell: &str) -> Option<FieldName> {
        self.names(cell)?.iter().find(|(known, _)| *known == scope).map(|(_, name)| *name)
    }

    /// The label that a text begins with, and what stands behind it.
    pub fn read<'t>(&self, scope: FieldScope, text: &'t str) -> Option<FieldReading<'t>> {
        self.all(text, 0).into_iter().find(|(known, _)| *known == scope).map(|(_, reading)| reading)
    }

    /// The labels that a text begins with in any scope: the shortest in each.
    /// `label_end` is where a gap on its page ends its first words, or 0.
    pub fn all<'t>(&self, text: &'t str, label_end: usize) -> FieldReadings<'t> {
        let text = text.trim();
        let mut found = FieldReadings::new();
        if !opening(text).is_some_and(|opening| self.openings[opening]) {
            return found;
        }
        let ends = label_ends(text);
        let apart = Some(label_end).filter(|end| *end > 0 && text.is_char_boundary(*end)).map(|end| (end, end));
        for (end, behind) in ends.into_iter().chain(apart).chain([(text.len(), text.len())]) {
            for (scope, name) in self.names(&text[..end]).into_iter().flatten() {
                if !found.iter().any(|(known, _)| known == scope) {
                    found.push((*scope, FieldReading { name: *name, rest: text[behind..].trim() }));
                }
            }
        }
        found
    }

    fn names(&self, label: &str) -> Option<&Names> {
        // A label may be printed with a few marks more than the grammar has it.
        if label.len() > self.longest + LOOSE_MARKS {
            return None;
        }
        self.labels.get(&label_key(label)?)
    }
}

/// Bytes of marks that may stand in a printed label beside its words.
const LOOSE_MARKS: usize = 12;

/// The first two letters of a text as one figure: most lines begin like no label.
fn opening(text: &str) -> Option<usize> {
    let mut letters = text.chars().filter(|c| is_word(*c)).map(fold).take(2).map(|c| (c as usize) & 63);
    let first = letters.next()?;
    Some(first * 64 + letters.next().unwrap_or(0))
}

/// Where a label may end, and where what follows it begins, nearest first.
fn label_ends(text: &str) -> SmallVec<[(usize, usize); 4]> {
    let window = &text[..text.floor_char_boundary(LABEL_WINDOW)];
    let mut ends = SmallVec::new();
    let mut seen = [false; 6];
    for (at, c) in window.char_indices() {
        let rest = &window[at..];
        let (kind, length) = match c {
            ':' | '?' => (0, 1),
            '\t' => (1, 1),
            ' ' if rest.starts_with("  ") => (2, 2),
            ' ' if rest.starts_with(" - ") => (3, 3),
            '\u{2013}' | '\u{2014}' => (4, c.len_utf8()),
            '\u{a0}' => (5, 2),
            _ => continue,
        };
        if !std::mem::replace(&mut seen[kind], true) {
            ends.push((at, at + length));
        }
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields() -> Fields {
        let mut fields = Fields::default();
        fields.add(FieldScope::FrontSheet, "Recommendation(s)", FieldName::Recommendation);
        fields.add(FieldScope::FrontSheet, "Meeting date", FieldName::MeetingDate);
        fields.add(FieldScope::FrontSheet, "Key decision", FieldName::KeyDecision);
        fields
    }

    #[test]
    fn a_label_and_what_stands_behind_it() {
        let fields = fields();
        let read = |text| fields.read(FieldScope::FrontSheet, text).map(|read| (read.name, read.rest));
        assert_eq!(read("Meeting Date: 4 May 2020"), Some((FieldName::MeetingDate, "4 May 2020")));
        assert_eq!(read("MEETING DATE\t4 May 2020"), Some((FieldName::MeetingDate, "4 May 2020")));
        assert_eq!(read("Meeting date \u{2013} 4 May"), Some((FieldName::MeetingDate, "4 May")));
        assert_eq!(read("Recommendations"), Some((FieldName::Recommendation, "")));
        assert_eq!(read("Key decision? Yes: now"), Some((FieldName::KeyDecision, "Yes: now")));
        assert_eq!(read("Meeting dates vary: see below"), None);
        assert_eq!(read(&"meeting date ".repeat(100_000)), None);
        assert_eq!(fields.read(FieldScope::Contact, "Meeting Date: 4 May"), None);
    }
}
