//! The records of a document as search finds them: those of the flat stream.

use super::Rows;
use crate::record::Meeting;
use crate::sink::{FlatRecord, flatten};
use rusqlite::params;
use rustc_hash::FxHashMap;

/// Types whose words are another record's: of a vote its decision's, of a page its sections'.
const TOLD_ELSEWHERE: &[&str] = &["vote", "page"];
/// Types whose words are not searched but for their title: of a table they are its section's.
const BY_TITLE: &[&str] = &["table"];

impl Rows<'_, '_> {
    /// Lists the records and indexes their words; to be called when all rows are there.
    pub(super) fn records(&self) -> rusqlite::Result<()> {
        let mut add = self.connection.prepare_cached("INSERT INTO records VALUES (?,?,?,?,?,?,?,?,?)")?;
        let mut index =
            self.connection.prepare_cached("INSERT INTO records_search (rowid, title, text) VALUES (?,?,?)")?;
        let printed = self.document.document.council.as_deref();
        let council =
            printed.or(self.document.meeting.as_ref().and_then(|meeting: &Meeting| meeting.council.as_deref()));
        let mut counts: FxHashMap<&'static str, usize> = FxHashMap::default();
        let mut key = self.key << 32;
        flatten(self.document, &mut |record: &FlatRecord<'_>| {
            let head = record.head();
            let number = counts.entry(head.kind).or_default();
            *number += 1;
            if TOLD_ELSEWHERE.contains(&head.kind) {
                return Ok(());
            }
            key += 1;
            let outcome = record.outcome().and_then(|outcome| super::word(&outcome));
            let (body, date) = head.meeting.map_or((None, None), |meeting| (meeting.body, meeting.date));
            add.execute(params![key, head.kind, *number, head.id, head.title, body, date, council, outcome])?;
            let text = head.text.filter(|_| !BY_TITLE.contains(&head.kind));
            index.execute(params![key, head.title, text]).map(drop)
        })
    }
}
