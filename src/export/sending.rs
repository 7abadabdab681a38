//! What differs, gathered into batches, sent until it was taken or refused, and noted.

use super::engine::{Engine, Item, Outcome, Sent};
use super::fault::ExportFault;
use super::feed::{Fed, Feed, Teller};
use super::http::PushManner;
use crate::store::{FeedRow, StoreFault, Taken};
use rustc_hash::FxHashSet;
use std::thread;

/// How many documents are looked for at once.
const STRETCH: usize = 500;
/// How many refused records are kept with their reasons.
const KEPT: usize = 20;

/// What is to be noted when the item before it was taken.
struct Pending {
    item: Item,
    note: Taken,
}

/// What is gathered for one index and sent.
pub(super) struct Sending<'s, 'f> {
    feed: &'s mut Feed<'f>,
    row: FeedRow,
    pub(super) fed: Fed,
    teller: Teller,
    pending: Vec<Pending>,
    bytes: usize,
    /// Documents that end behind so many of what is pending, with their keys.
    ends: Vec<(String, Option<i64>)>,
    /// Documents of which something was refused.
    incomplete: FxHashSet<String>,
}

impl<'s, 'f> Sending<'s, 'f> {
    pub(super) fn new(feed: &'s mut Feed<'f>, row: FeedRow, anew: bool) -> Self {
        let fed = Fed { anew, ..Fed::default() };
        Self {
            feed,
            row,
            fed,
            teller: Teller::new(),
            pending: Vec::new(),
            bytes: 0,
            ends: Vec::new(),
            incomplete: FxHashSet::default(),
        }
    }

    /// Sends all that differs.
    pub(super) fn all(&mut self) -> Result<(), ExportFault> {
        let mut after = i64::MIN;
        loop {
            let due = self.feed.store.documents_to_feed(self.row.key, after, STRETCH)?;
            let Some((last, _)) = due.last() else { break };
            after = *last;
            for (key, id) in due {
                self.document(key, &id)?;
            }
        }
        let mut after = String::new();
        loop {
            let gone = self.feed.store.documents_to_delete(self.row.key, &after, STRETCH)?;
            let Some(last) = gone.last() else { break };
            after.clone_from(last);
            for id in gone {
                let fed = self.feed.store.fed(self.row.key, &id)?;
                self.deletions(&id, fed.into_keys())?;
                self.ends.push((id, None));
            }
        }
        self.flush()
    }

    /// Gathers what differs of a document from what was sent of it.
    fn document(&mut self, key: i64, id: &str) -> Result<(), ExportFault> {
        let mut before = self.feed.store.fed(self.row.key, id)?;
        let mut records = Vec::new();
        let dialect = self.feed.engine.dialect();
        self.teller.each(self.feed.store, key, &mut |record| {
            let digest = record.digest();
            if before.remove(record.id()) != Some(digest) {
                let body = record.told(dialect, &digest).map_err(|cause| ExportFault::Scratch(cause.to_string()))?;
                records.push((record.id().to_owned(), body, digest));
            }
            Ok(())
        })?;
        for (record, body, digest) in records {
            let note = Taken::Record { document: id.to_owned(), id: record.clone(), digest };
            self.push(Pending { item: Item { id: record, body: Some(body) }, note })?;
        }
        self.deletions(id, before.into_keys())?;
        self.ends.push((id.to_owned(), Some(key)));
        Ok(())
    }

    fn deletions(&mut self, document: &str, ids: impl Iterator<Item = String>) -> Result<(), ExportFault> {
        let mut ids: Vec<String> = ids.collect();
        ids.sort();
        ids.into_iter().try_for_each(|id| {
            let note = Taken::Deletion { document: document.to_owned(), id: id.clone() };
            self.push(Pending { item: Item { id, body: None }, note })
        })
    }

    fn push(&mut self, pending: Pending) -> Result<(), ExportFault> {
        self.bytes += pending.item.body.as_ref().map_or(0, Vec::len);
        self.pending.push(pending);
        let limits = self.feed.limits;
        if self.pending.len() >= limits.records || self.bytes >= limits.bytes { self.flush() } else { Ok(()) }
    }

    /// Sends what is pending and notes what was taken.
    fn flush(&mut self) -> Result<(), ExportFault> {
        let pending = std::mem::take(&mut self.pending);
        self.bytes = 0;
        let (items, notes): (Vec<Item>, Vec<Taken>) =
            pending.into_iter().map(|pending| (pending.item, pending.note)).unzip();
        let outcomes = deliver(self.feed.engine, &self.row.place, &items, self.feed.manner)?;
        let mut taken = Vec::with_capacity(items.len() + self.ends.len());
        for ((item, note), outcome) in items.iter().zip(notes).zip(outcomes) {
            match outcome {
                Outcome::Taken => {
                    *(if item.body.is_some() { &mut self.fed.sent } else { &mut self.fed.deleted }) += 1;
                    taken.push(note);
                }
                Outcome::Refused(words) | Outcome::Later(words) => {
                    self.fed.refused += 1;
                    if self.fed.reasons.len() < KEPT {
                        self.fed.reasons.push((item.id.clone(), words));
                    }
                    let (Taken::Record { document, .. }
                    | Taken::Deletion { document, .. }
                    | Taken::Whole { document, .. }) = note;
                    self.incomplete.insert(document);
                }
            }
        }
        for (document, key) in self.ends.drain(..) {
            if !self.incomplete.remove(&document) {
                taken.push(Taken::Whole { document, key });
            }
        }
        self.feed.store.note_fed(self.row.key, &taken).map_err(StoreFault::into)
    }
}

/// Sends items until each was taken or refused: again what there was no room for, and in
/// halves what was refused as a whole.
pub(super) fn deliver(
    engine: &mut dyn Engine,
    place: &str,
    items: &[Item],
    manner: PushManner,
) -> Result<Vec<Outcome>, ExportFault> {
    let mut outcomes = vec![Outcome::Taken; items.len()];
    // Stretches of places that are still to be sent.
    let mut waiting: Vec<Vec<usize>> = vec![(0..items.len()).collect()];
    let mut tried = 1;
    while let Some(stretch) = waiting.pop() {
        if stretch.is_empty() {
            continue;
        }
        let batch: Vec<Item> = stretch.iter().map(|at| items[*at].clone()).collect();
        match engine.send(place, &batch)? {
            Sent::Each(each) => {
                let mut later = Vec::new();
                for (at, outcome) in stretch.into_iter().zip(each) {
                    if matches!(outcome, Outcome::Later(_)) {
                        later.push(at);
                    }
                    outcomes[at] = outcome;
                }
                if !later.is_empty() && tried < manner.tries {
                    tried += 1;
                    thread::sleep(manner.wait(tried, None));
                    waiting.push(later);
                }
            }
            Sent::Nothing(words) => {
                if let [at] = stretch.as_slice() {
                    outcomes[*at] = Outcome::Refused(words);
                } else {
                    let (first, second) = stretch.split_at(stretch.len() / 2);
                    waiting.push(second.to_vec());
                    waiting.push(first.to_vec());
                }
            }
        }
    }
    Ok(outcomes)
}
