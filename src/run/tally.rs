//! What a run did, in numbers.

use crate::record::{Document, Status};
use serde::Serialize;
use std::collections::BTreeMap;

/// Counts of one document or of a whole run.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Tally {
    /// Sources that were read whole.
    pub read: u64,
    /// Sources that were read in part.
    pub read_in_part: u64,
    /// Sources that were refused; their documents say why.
    pub refused: u64,
    /// Paths and sources whose bytes could not be had; there is no document of them.
    pub unreadable: u64,
    /// Sources with the name and the bytes of another one; written once.
    pub repeated: u64,
    /// Pages of all documents.
    pub pages: u64,
    /// Bytes of all sources that have a document.
    pub bytes: u64,
    /// Records by type, in the flat stream's words.
    pub records: BTreeMap<&'static str, u64>,
    /// Lines that hold text.
    pub lines: u64,
    /// Lines that a record holds.
    pub lines_claimed: u64,
    /// Unicode scalar values in those lines.
    pub characters: u64,
    /// Unicode scalar values in the claimed lines.
    pub characters_claimed: u64,
    /// Diagnostics by code.
    pub diagnostics: BTreeMap<String, u64>,
    /// Wall-clock seconds from the first source to the last document.
    pub seconds: f64,
}

impl Tally {
    /// The counts of one document.
    pub fn of(document: &Document) -> Self {
        let is = |status: Status| u64::from(document.status == status);
        let coverage = &document.coverage;
        let mut diagnostics = BTreeMap::new();
        for diagnostic in &document.diagnostics {
            *diagnostics.entry(diagnostic.code.clone()).or_default() += 1;
        }
        Self {
            read: is(Status::Read),
            read_in_part: is(Status::ReadInPart),
            refused: is(Status::Refused),
            pages: u64::from(document.document.page_count),
            bytes: document.document.bytes,
            records: records_of(document),
            lines: u64::from(coverage.lines),
            lines_claimed: u64::from(coverage.lines_claimed),
            characters: u64::from(coverage.characters),
            characters_claimed: u64::from(coverage.characters_claimed),
            diagnostics,
            ..Self::default()
        }
    }

    /// The counts of a path or source whose bytes could not be had.
    pub fn unreadable(code: &str) -> Self {
        Self { unreadable: 1, diagnostics: BTreeMap::from([(code.to_owned(), 1)]), ..Self::default() }
    }

    /// The counts of a source that is another one again.
    pub fn repeated() -> Self {
        Self { repeated: 1, ..Self::default() }
    }

    /// Adds the counts of another tally, all but its seconds.
    pub fn add(&mut self, other: &Self) {
        self.read += other.read;
        self.read_in_part += other.read_in_part;
        self.refused += other.refused;
        self.unreadable += other.unreadable;
        self.repeated += other.repeated;
        self.pages += other.pages;
        self.bytes += other.bytes;
        self.lines += other.lines;
        self.lines_claimed += other.lines_claimed;
        self.characters += other.characters;
        self.characters_claimed += other.characters_claimed;
        for (kind, count) in &other.records {
            *self.records.entry(kind).or_default() += count;
        }
        for (code, count) in &other.diagnostics {
            *self.diagnostics.entry(code.clone()).or_default() += count;
        }
    }

    /// Share of the characters that a record holds, from 0 to 1; nothing where there are none.
    pub fn coverage(&self) -> Option<f64> {
        (self.characters > 0).then(|| self.characters_claimed as f64 / self.characters as f64)
    }
}

/// How many records of each type a document has; types without any are left out.
fn records_of(document: &Document) -> BTreeMap<&'static str, u64> {
    let minutes = || document.minutes.iter();
    let items = || minutes().flat_map(|minutes| &minutes.items);
    let decisions = || items().flat_map(|item| &item.decisions);
    let entries = document.action_logs.iter().flat_map(|log| &log.entries);
    let recommendations = document
        .reports
        .iter()
        .filter_map(|report| report.recommendations.as_ref())
        .flat_map(|recommendations| &recommendations.clauses);
    [
        ("meeting", usize::from(document.meeting.is_some())),
        ("agenda_item", document.agenda_items.len()),
        ("minute", items().count()),
        ("decision", decisions().count()),
        ("vote", decisions().filter(|d| d.vote.is_some()).count()),
        ("action", items().map(|item| item.actions.len()).sum::<usize>() + entries.count()),
        ("attendance", minutes().map(|m| m.attendance.len()).sum()),
        ("interest", items().map(|item| item.interests.len()).sum()),
        ("report", document.reports.len()),
        ("recommendation", recommendations.count()),
        ("plan_entry", document.plans.iter().map(|plan| plan.entries.len()).sum()),
        ("appointment", document.appointments.len()),
        ("table", document.tables.len()),
        ("section", document.sections.len()),
    ]
    .into_iter()
    .filter(|(_, count)| *count > 0)
    .map(|(kind, count)| (kind, count as u64))
    .collect()
}
