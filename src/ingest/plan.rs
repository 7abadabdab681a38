//! What a run has to do: what is new, what has changed, what is as it was, what is gone.

use super::Reread;
use super::find::{Candidate, Finds};
use super::settings::IngestSettings;
use crate::source::At;
use crate::store::ledger::{HeldVersion, Known, Reading, RunCounts, Sighting};
use crate::store::{Store, StoreFault};
use rustc_hash::FxHashSet;
use std::cmp::Reverse;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A file that was changed so short a time before it was looked at may change again
/// without its time telling.
const TOO_NEW: Duration = Duration::from_secs(3);

/// Why a source is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// No run has met its name.
    Fresh,
    /// Its size or time differ, or it is on the web.
    Suspected,
    /// Another program or grammar read it, or it is asked for.
    Reread,
}

/// A source that is to be read, or at least to be looked into.
#[derive(Clone, Debug)]
pub(super) struct Task {
    pub(super) at: At,
    pub(super) sighting: Sighting,
    pub(super) reason: Reason,
    /// In a process of its own: a run died while it was in hand.
    pub(super) alone: bool,
}

/// What is to be done.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// The largest first, so that no worker is left alone with one at the end; of the same
    /// size in the order of their names, so that the first name of the same bytes is read.
    pub(super) tasks: Vec<(Candidate, Reason)>,
    /// Names that vanished.
    pub(super) gone: Vec<i64>,
}

/// Compares what was found with the ledger.
pub(super) fn plan(
    store: &mut Store,
    settings: &IngestSettings,
    reading: &Reading,
    finds: Finds,
    suspects: &FxHashSet<String>,
    counts: &mut RunCounts,
) -> Result<Plan, StoreFault> {
    let mut plan = Plan::default();
    let mut seen: FxHashSet<i64> = FxHashSet::default();
    let origins: Vec<_> = finds.origins;
    for candidate in finds.candidates {
        counts.found += 1;
        let name = candidate.name();
        let known = store.known(&name)?;
        seen.extend(known.as_ref().map(|known| known.source_key));
        let reason = match &known {
            None => Some(Reason::Fresh),
            Some(_) if suspects.contains(&name) => Some(Reason::Suspected),
            Some(known) => reason(settings, reading, &candidate, known),
        };
        if let Some(reason) = reason {
            plan.tasks.push((candidate, reason));
            continue;
        }
        counts.skipped += 1;
        if let Some(known) = known {
            let sighting = sighting(&candidate, name, &origins[candidate.origin].name);
            let moved = known.sighting.origin != sighting.origin
                || (&known.sighting.council, &known.sighting.meeting_date)
                    != (&sighting.council, &sighting.meeting_date);
            if !known.present || moved {
                let (etag, last_modified) = (known.sighting.etag, known.sighting.last_modified);
                store.note_unchanged(&Sighting {
                    modified: known.sighting.modified,
                    etag,
                    last_modified,
                    ..sighting
                })?;
            }
        }
    }
    plan.tasks.sort_by_cached_key(|(candidate, _)| (Reverse(candidate.bytes), candidate.name()));
    plan.tasks.dedup_by(|later, earlier| later.0.at == earlier.0.at);
    for origin in origins.iter().filter(|origin| origin.complete) {
        plan.gone.extend(store.present(&origin.name)?.into_iter().filter(|key| !seen.contains(key)));
    }
    plan.gone.sort_unstable();
    plan.gone.dedup();
    Ok(plan)
}

/// Why a name that is known has to be looked into; nothing when it is as it was.
fn reason(settings: &IngestSettings, reading: &Reading, candidate: &Candidate, known: &Known) -> Option<Reason> {
    let (bytes, modified) = candidate.look();
    let same = bytes == known.sighting.bytes && modified.is_some() && modified == known.sighting.modified;
    if !same {
        return Some(Reason::Suspected);
    }
    match (&known.version, settings.shard) {
        (_, Some(shard)) if !shard.holds(&known.sha256) => None,
        (None, _) => Some(Reason::Suspected),
        (Some(version), _) => must_reread(settings, reading, version).then_some(Reason::Reread),
    }
}

/// Whether a version is read again though its bytes are as they were.
pub(super) fn must_reread(settings: &IngestSettings, reading: &Reading, version: &HeldVersion) -> bool {
    let unwritten = settings.out.is_some() && !version.quarantined && !version.has_files;
    unwritten
        || match settings.reread {
            Reread::None => false,
            Reread::Changed => !reading.would_read_the_same(version),
            Reread::All => true,
        }
}

/// A candidate as the ledger keeps it, without what its server says.
pub(super) fn sighting(candidate: &Candidate, name: String, origin: &str) -> Sighting {
    let (bytes, modified) = candidate.look();
    let hints = candidate.hints.as_deref();
    Sighting {
        name,
        origin: origin.to_owned(),
        bytes,
        modified: modified.filter(|modified| settled(*modified)),
        etag: None,
        last_modified: None,
        council: hints.and_then(|hints| hints.council.clone()),
        meeting_date: hints.and_then(|hints| hints.meeting_date).map(|date| date.to_string()),
    }
}

/// Whether a file that was changed at this moment cannot have changed again without a trace.
fn settled(modified: i64) -> bool {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let latest = since.saturating_sub(TOO_NEW).as_nanos();
    i128::from(modified) < latest as i128
}
