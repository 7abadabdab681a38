//! Labels: "Label: value" lines, and cells that are a label.

use super::fold::{floor, label_key};
use super::kind::{FieldName, FieldScope};
use std::collections::{BTreeSet, HashMap};

/// A labelled line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldReading<'t> {
    /// What the label names.
    pub name: FieldName,
    /// What stands behind the label, without white space around it.
    pub rest: &'t str,
}

/// The labels of every scope, as [`label_key`] gives them.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields {
    labels: HashMap<(FieldScope, String), FieldName>,
}

/// Bytes of a text in which a label ends.
const LABEL_WINDOW: usize = 120;

impl Fields {
    /// Adds a label; gives back what it already names.
    pub fn add(&mut self, scope: FieldScope, label: &str, name: FieldName) -> Option<FieldName> {
        let key = (scope, label_key(label)?);
        let known = self.labels.get(&key).copied();
        if known.is_none() {
            self.labels.insert(key, name);
        }
        known
    }

    /// What a cell names that is nothing but a label.
    pub fn label(&self, scope: FieldScope, cell: &str) -> Option<FieldName> {
        let key = (scope, label_key(cell)?);
        self.labels.get(&key).copied()
    }

    /// The label that a text begins with, and what stands behind it.
    pub fn read<'t>(&self, scope: FieldScope, text: &'t str) -> Option<FieldReading<'t>> {
        let text = text.trim();
        for (end, behind) in label_ends(text) {
            if let Some(name) = self.label(scope, &text[..end]) {
                return Some(FieldReading { name, rest: text[behind..].trim() });
            }
        }
        self.label(scope, text).map(|name| FieldReading { name, rest: "" })
    }
}

/// Where a label may end, and where what follows it begins.
fn label_ends(text: &str) -> BTreeSet<(usize, usize)> {
    let window = &text[..floor(text, LABEL_WINDOW)];
    let marks = [":", "?", "\t", "  ", "\u{2013}", "\u{2014}", " - ", "\u{a0}"];
    marks.iter().filter_map(|mark| window.find(mark).map(|at| (at, at + mark.len()))).collect()
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
