//! How far reading may run ahead of writing: what the workers were given and is not written yet is
//! what is in memory.

use super::plan::Task;

/// Sources that each worker may have at any time: the one that it reads, and one whose document
/// waits to be written meanwhile.
const EACH: usize = 2;
/// Bytes of small sources that may be in memory beyond these, all workers together. A commit holds
/// up the writing for as long as a hundred small sources take to read; the workers read on.
const SMALL: u64 = 1 << 18;

/// What the workers were given and is not written yet.
pub(super) struct Ahead {
    jobs: usize,
    sources: usize,
    bytes: u64,
}

impl Ahead {
    /// Nothing, for so many workers.
    pub(super) fn of(jobs: usize) -> Self {
        Self { jobs, sources: 0, bytes: 0 }
    }

    /// Whether nothing is left to be written.
    pub(super) fn is_none(&self) -> bool {
        self.sources == 0
    }

    /// Whether one more may be given.
    pub(super) fn has_room_for(&self, task: &Task) -> bool {
        self.sources < EACH * self.jobs || self.bytes.saturating_add(weight(task)) <= SMALL
    }

    /// Notes that one was given.
    pub(super) fn give(&mut self, task: &Task) {
        self.sources += 1;
        self.bytes = self.bytes.saturating_add(weight(task));
    }

    /// Notes that one is written, was taken back or given up on.
    pub(super) fn settle(&mut self, task: &Task) {
        self.sources = self.sources.saturating_sub(1);
        self.bytes = self.bytes.saturating_sub(weight(task));
    }
}

/// What a source counts; one whose size is not known before it is read is no small one.
fn weight(task: &Task) -> u64 {
    if task.sighting.bytes == 0 { SMALL } else { task.sighting.bytes.min(SMALL) }
}

#[cfg(test)]
mod tests {
    use super::{Ahead, EACH, SMALL};
    use crate::ingest::plan::{Reason, Task};
    use crate::source::At;
    use crate::store::ledger::Sighting;

    fn task(bytes: u64) -> Task {
        let sighting = Sighting { bytes, ..Sighting::default() };
        Task { at: At::File("pack.txt".into()), sighting, reason: Reason::Fresh, alone: false }
    }

    fn given(jobs: usize, task: &Task) -> usize {
        let mut ahead = Ahead::of(jobs);
        while ahead.has_room_for(task) {
            ahead.give(task);
        }
        ahead.sources
    }

    #[test]
    fn reading_runs_ahead_by_a_quarter_megabyte_of_small_sources_and_by_two_large_ones_a_worker() {
        assert_eq!(given(3, &task(SMALL / 100)), 100);
        for of_any_size in [task(SMALL - 1), task(u64::MAX), task(0)] {
            assert_eq!(given(3, &of_any_size), 3 * EACH);
        }
    }

    #[test]
    fn what_is_settled_makes_room() {
        let mut ahead = Ahead::of(1);
        let (small, large) = (task(SMALL / 2), task(u64::MAX));
        for given in [&large, &small] {
            assert!(ahead.has_room_for(given));
            ahead.give(given);
        }
        assert!(!ahead.has_room_for(&small));
        ahead.settle(&large);
        assert!(ahead.has_room_for(&small));
        ahead.settle(&small);
        assert!(ahead.is_none());
    }
}
