//! What can become of a source in a run.

use crate::store::ledger::RunCounts;

/// What became of some sources of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// For programs.
    pub code: &'static str,
    /// For people.
    pub words: &'static str,
    /// How many.
    pub count: u64,
}

/// What became of the sources of a run: every name that was found is in one of these but
/// for those that lead nowhere, which are in one of these too.
pub fn outcomes(counts: &RunCounts) -> [Outcome; 8] {
    let tally = &counts.tally;
    [
        ("unchanged", "unchanged, not read again", counts.skipped),
        ("read", "read", tally.read),
        ("read_in_part", "read in part", tally.read_in_part),
        ("refused", "refused", tally.refused),
        ("quarantined", "put in quarantine", counts.quarantined),
        ("unreadable", "not found or not readable", tally.unreadable),
        ("duplicate", "another name of the same bytes", counts.duplicates),
        ("elsewhere", "left to another shard", counts.elsewhere),
    ]
    .map(|(code, words, count)| Outcome { code, words, count })
}
