//! The run itself: the thread that owns the store.

use super::ahead::Ahead;
use super::crew::Crew;
use super::desk::AtWork;
use super::find::{Candidate, FindFault, Finds, find};
use super::plan::{Plan, Reason, Task, plan, sighting};
use super::read::{Made, Outcome, Shared, millis};
use super::{IngestFault, IngestSettings};
use crate::grammar::Grammars;
use crate::run::{Step, Tally};
use crate::scan::TOO_SLOW;
use crate::sink::{Folder, Output};
use crate::source::{At, Fetcher, is_address};
use crate::store::ledger::{Beginning, Found, Reading, RunCounts, RunRow, RunState, Settled};
use crate::store::{InHand, Lock, Store, StoreFault, left_in_hand};
use rustc_hash::FxHashSet;
use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How often the run looks whether it is to stop and whether a worker is late.
const TICK: Duration = Duration::from_millis(100);
/// How often the run keeps what it has done so far.
const PACE: Duration = Duration::from_secs(1);
/// What a source may take beyond its time before its worker is given up on: readers that
/// look at the clock end by themselves.
const GRACE: Duration = Duration::from_secs(5);
/// How many sources are committed at once. Each commit writes a page of every table that has a new
/// row: with one a source, the store would cost more than the reading.
const GROUP: usize = 128;
/// How long what was done may stay uncommitted.
const GROUP_TIME: Duration = Duration::from_millis(500);
/// How many workers may be given up on, for each that is at work.
const LOST_A_WORKER: usize = 4;

/// Whoever watches a run.
pub trait Watch {
    /// So many sources of so many bytes in all are to be looked into.
    fn begin(&mut self, sources: u64, bytes: u64);
    /// A source is done.
    fn step(&mut self, step: &Step<'_>);
    /// These are being read.
    fn reading(&mut self, names: &[&str]);
    /// All is done.
    fn end(&mut self);
    /// Whether the run is to stop when what is in hand is done.
    fn stops(&self) -> bool;
}

/// A run that is ready to begin.
pub struct Ingest {
    /// Its settings.
    pub settings: IngestSettings,
    /// The grammars to tell a source's own from.
    pub grammars: Cow<'static, Grammars>,
    /// What to read again, if not all that the settings name: words that name sources in
    /// quarantine, or none for all of them.
    pub retry: Option<Vec<String>>,
}

/// What came of a run.
#[derive(Clone, Debug)]
pub struct Ended {
    /// The run, as the store keeps it.
    pub run: RunRow,
    /// How many sources are in quarantine, whichever run put them there.
    pub in_quarantine: u64,
}

impl Ingest {
    /// Runs to the end, or until the watch stops it.
    ///
    /// # Errors
    ///
    /// When the store or the output cannot be written, another process writes the store,
    /// or too many sources never come to an end. What was done by then stays.
    pub fn run(self, watch: &mut dyn Watch) -> Result<Ended, IngestFault> {
        let started = Instant::now();
        let lock = Lock::take(&self.settings.store, if self.retry.is_some() { "quarantine retry" } else { "ingest" })?;
        let mut store = Store::open(&self.settings.store)?;
        let suspects = left_in_hand(&self.settings.store);
        let sink = self.settings.out.as_ref().map(|(path, _)| Folder::open(path)).transpose()?;
        let reading = Reading::with(&self.grammars);
        let in_hand = InHand::begin(&self.settings.store)
            .map_err(|cause| StoreFault::Lock { path: self.settings.store.clone(), cause })?;
        let in_hand = Arc::new(in_hand);
        let shared = Shared {
            recogniser: self.settings.pdf.recogniser(),
            in_hand: Arc::clone(&in_hand),
            fetcher: Fetcher::new(self.settings.web.clone()),
            export: self.settings.out.as_ref().map(|(_, form)| form.export()),
            grammars: self.grammars,
            reading: reading.clone(),
            settings: self.settings,
        };
        let run = store.begin_run(&Beginning {
            reading: &reading,
            jobs: shared.settings.jobs,
            shard: shared.settings.shard.map(|shard| shard.to_string()),
        })?;
        let prunes = shared.settings.prune;
        let night = Night {
            prunes,
            suspects: suspects.into_iter().collect(),
            store,
            sink,
            run,
            reading,
            counts: RunCounts::default(),
            group: Group::default(),
            started,
            noted: started,
        };
        let ended = night.through(shared, self.retry.as_deref(), watch);
        in_hand.end();
        drop(lock);
        ended
    }
}

/// What was done and is not committed.
#[derive(Default)]
struct Group {
    sources: usize,
    /// Names of files that are to be moved to their places when it is.
    files: Vec<String>,
    since: Option<Instant>,
}

struct Night {
    prunes: bool,
    /// What was in hand when a run died.
    suspects: FxHashSet<String>,
    store: Store,
    sink: Option<Folder>,
    run: i64,
    reading: Reading,
    counts: RunCounts,
    group: Group,
    started: Instant,
    /// When the store was last told of the counts.
    noted: Instant,
}

impl Night {
    fn through(
        mut self,
        shared: Shared,
        retry: Option<&[String]>,
        watch: &mut dyn Watch,
    ) -> Result<Ended, IngestFault> {
        let done = self.all(shared, retry, watch);
        watch.end();
        self.counts.tally.seconds = self.started.elapsed().as_secs_f64();
        let state = match &done {
            Ok(true) => RunState::Finished,
            Ok(false) => RunState::Stopped,
            Err(_) => RunState::Failed,
        };
        let ended = self.store.end_run(self.run, state, &self.counts).and_then(|()| self.store.settle());
        // What ended the run is told first: it may be why its end cannot be written.
        done?;
        ended?;
        let in_quarantine = self.store.quarantined(None)?.len() as u64;
        Ok(Ended { run: self.store.run(self.run)?, in_quarantine })
    }

    /// Does all there is to do; `false` when it was stopped before.
    fn all(&mut self, shared: Shared, retry: Option<&[String]>, watch: &mut dyn Watch) -> Result<bool, IngestFault> {
        self.recover_files()?;
        let finds = match retry {
            None => find(&shared.settings.sources, &shared.settings.manifests, &shared.fetcher),
            Some(words) => self.in_quarantine(words)?,
        };
        for fault in &finds.faults {
            self.fault(fault)?;
        }
        let origins: Vec<_> = finds.origins.clone();
        self.store.begin_group()?;
        let made = plan(&mut self.store, &shared.settings, &self.reading, finds, &self.suspects, &mut self.counts)?;
        self.store.commit_group()?;
        let Plan { mut tasks, gone } = made;
        if retry.is_none() {
            self.counts.gone = gone.len() as u64;
            self.store.mark_gone(&gone)?;
        }
        if retry.is_some() {
            for (_, reason) in &mut tasks {
                *reason = Reason::Reread;
            }
        }
        watch.begin(tasks.len() as u64, tasks.iter().map(|(candidate, _)| candidate.bytes).sum());
        let suspects = std::mem::take(&mut self.suspects);
        let waiting = tasks.into_iter().map(|(candidate, reason)| {
            let name = candidate.name();
            let alone = retry.is_some() || suspects.contains(&name);
            let sighting = sighting(&candidate, name, &origins[candidate.origin].name);
            Task { at: candidate.at, sighting, reason, alone }
        });
        let whole = self.read(shared, waiting, watch)?;
        if whole && retry.is_none() {
            let prunes = self.prunes;
            for origin in origins.iter().filter(|origin| prunes && origin.complete) {
                self.counts.pruned += self.store.prune(&origin.name)?;
            }
        }
        self.remove_outdated()?;
        Ok(whole)
    }

    /// The sources in quarantine that these words name.
    fn in_quarantine(&self, words: &[String]) -> Result<Finds, IngestFault> {
        let mut finds = Finds::default();
        let mut chosen = Vec::new();
        if words.is_empty() {
            chosen = self.store.quarantined(None)?;
        }
        for word in words {
            let named = self.store.quarantined(Some(word))?;
            if named.is_empty() {
                let words = format!("{word}: no such source in quarantine; `minutebook quarantine list` names them");
                finds.faults.push(FindFault { code: "quarantine-missing", words });
            }
            chosen.extend(named);
        }
        for name in chosen.into_iter().filter_map(|one| one.names.into_iter().next()) {
            let Some(known) = self.store.known(&name)? else { continue };
            let at = if is_address(&name) { At::Web(name) } else { At::File(PathBuf::from(name)) };
            let origin = finds.origins.len();
            finds.origins.push(super::find::Origin { name: known.sighting.origin, complete: false });
            finds.candidates.push(Candidate { at, origin, bytes: known.sighting.bytes, hints: None });
        }
        Ok(finds)
    }

    /// Reads what is waiting; `false` when it was stopped before all was done.
    fn read(
        &mut self,
        shared: Shared,
        waiting: impl Iterator<Item = Task>,
        watch: &mut dyn Watch,
    ) -> Result<bool, IngestFault> {
        let jobs = shared.settings.jobs;
        let limit = shared.settings.pdf.limits.time + GRACE;
        let mut waiting = waiting.map(Arc::new).peekable();
        if waiting.peek().is_none() {
            return Ok(true);
        }
        let mut crew = Crew::new(Arc::new(shared))?;
        let mut ahead = Ahead::of(jobs);
        let mut stopped = false;
        loop {
            if !stopped && watch.stops() {
                stopped = true;
                crew.take_back().for_each(|task| ahead.settle(&task));
            }
            while !stopped && let Some(task) = waiting.next_if(|task| ahead.has_room_for(task)) {
                ahead.give(&task);
                crew.give(task);
            }
            if ahead.is_none() {
                self.commit()?;
                return Ok(!stopped);
            }
            match crew.listen(TICK) {
                Some((task, made)) => {
                    ahead.settle(&task);
                    let tally = self.settle(&task, *made)?;
                    watch.step(&Step { name: &task.sighting.name, bytes: task.sighting.bytes, tally: &tally });
                }
                None => self.commit()?,
            }
            for lost in crew.give_up_on_late(limit)? {
                ahead.settle(&lost.task);
                self.lost(&lost)?;
            }
            if crew.abandoned() > LOST_A_WORKER * jobs {
                self.commit()?;
                return Err(IngestFault::Hung { count: crew.abandoned() });
            }
            let waited = self.group.since.is_some_and(|since| since.elapsed() >= GROUP_TIME);
            if waited || self.group.sources >= GROUP {
                self.commit()?;
            }
            if self.noted.elapsed() >= PACE {
                self.noted = Instant::now();
                self.counts.tally.seconds = self.started.elapsed().as_secs_f64();
                self.store.note_run(self.run, &self.counts)?;
                let names = crew.at_work();
                watch.reading(&names.iter().map(String::as_str).collect::<Vec<_>>());
            }
        }
    }

    /// Commits what was done, and moves its files to their places. Should the run die between the
    /// two, the next one moves them.
    fn commit(&mut self) -> Result<(), IngestFault> {
        let Group { files, .. } = std::mem::take(&mut self.group);
        self.store.commit_group()?;
        if let Some(sink) = &self.sink {
            files.iter().try_for_each(|file| sink.publish(file))?;
        }
        Ok(())
    }

    /// Moves files to their places that a dead run did not come to move, and removes those of
    /// documents that it did not commit.
    fn recover_files(&mut self) -> Result<(), IngestFault> {
        let Some(sink) = &self.sink else { return Ok(()) };
        for file in sink.prepared()? {
            if self.store.has_file(&file)? { sink.publish(&file)? } else { sink.discard(&file)? }
        }
        self.remove_outdated()
    }

    /// Writes what came of a source, to be committed with its group.
    fn settle(&mut self, task: &Task, made: Made) -> Result<Tally, IngestFault> {
        let Made { sighting, outcome } = made;
        let outcome = outcome.map_err(|fault| *fault)?;
        let name = sighting.name.as_str();
        self.store.begin_group()?;
        self.group.sources += 1;
        self.group.since.get_or_insert_with(Instant::now);
        let mut files = Vec::new();
        let nothing = Tally::default();
        let (sha256, found, tally) = match &outcome {
            Outcome::Document { sha256, document, output, tally, milliseconds } => {
                files = self.prepare(output.as_ref())?;
                let found = Found::Document { document, files: &files, milliseconds: *milliseconds };
                (sha256, found, tally.as_ref())
            }
            Outcome::Quarantined { sha256, code, message, milliseconds } => {
                tracing::warn!(source = name, code = code.as_str(), "in quarantine: {message}");
                (sha256, Found::Quarantined { code, message, milliseconds: *milliseconds }, &nothing)
            }
            Outcome::Held { sha256, version_key } => (sha256, Found::Held { version_key: *version_key }, &nothing),
            Outcome::Elsewhere { sha256 } => (sha256, Found::Elsewhere, &nothing),
            Outcome::Unchanged => {
                self.store.note_unchanged(&sighting)?;
                self.counts.skipped += 1;
                return Ok(nothing);
            }
            Outcome::Unreadable { code, message } => {
                self.fault(&FindFault { code, words: message.clone() })?;
                return Ok(Tally::unreadable(code));
            }
        };
        let settled = self.store.settle_source(self.run, &self.reading, &sighting, sha256, &found)?;
        self.count(task.reason, &found, settled);
        if settled.stored {
            self.counts.tally.add(tally);
            self.group.files.extend(files);
            return Ok(tally.clone());
        }
        // Another source with the same bytes was faster; its file may have the same name.
        if let Some(sink) = &self.sink {
            let unwanted = files.iter().filter(|file| !self.group.files.contains(file));
            unwanted.into_iter().try_for_each(|file| sink.discard(file))?;
        }
        Ok(nothing)
    }

    /// Writes the files of a document beside their places; tells their names.
    fn prepare(&self, output: Option<&Output>) -> Result<Vec<String>, IngestFault> {
        let (Some(sink), Some(output)) = (&self.sink, output) else { return Ok(Vec::new()) };
        sink.prepare(output)?;
        Ok(output.files.iter().map(|file| file.name.clone()).collect())
    }

    /// Counts a source that was settled.
    fn count(&mut self, reason: Reason, found: &Found<'_>, settled: Settled) {
        let Settled { stored, same } = settled;
        let counts = &mut self.counts;
        counts.fresh += u64::from(same.is_none());
        counts.changed += u64::from(same == Some(false));
        match found {
            Found::Document { .. } if stored => {
                counts.reread += u64::from(reason == Reason::Reread || same == Some(true));
            }
            Found::Held { .. } if same == Some(true) => counts.skipped += 1,
            Found::Document { .. } | Found::Held { .. } => counts.duplicates += 1,
            Found::Quarantined { .. } => counts.quarantined += 1,
            Found::Elsewhere => counts.elsewhere += 1,
        }
    }

    /// Puts a source into quarantine whose worker was given up on.
    fn lost(&mut self, at_work: &AtWork) -> Result<(), IngestFault> {
        let seconds = at_work.since.elapsed().as_secs();
        let message = format!("still not read after {seconds} s (see --max-time)");
        let sighting = at_work.task.sighting.clone();
        let outcome = match &at_work.sha256 {
            Some(sha256) => Outcome::Quarantined {
                sha256: sha256.clone(),
                code: TOO_SLOW.to_owned(),
                message,
                milliseconds: millis(at_work.since.elapsed()),
            },
            // Not even its bytes came: the disk or the network hangs, not the source.
            None => Outcome::Unreadable { code: "source-unreadable", message: format!("{}: {message}", sighting.name) },
        };
        self.settle(&at_work.task, Made { sighting, outcome: Ok(outcome) }).map(drop)
    }

    /// Tells and keeps what led to nothing.
    fn fault(&mut self, fault: &FindFault) -> Result<(), IngestFault> {
        tracing::error!(code = fault.code, "{}", fault.words);
        self.counts.tally.add(&Tally::unreadable(fault.code));
        Ok(self.store.note_fault(self.run, fault.code, &fault.words)?)
    }

    /// Removes the files of documents that are no longer in the store.
    fn remove_outdated(&mut self) -> Result<(), IngestFault> {
        let Some(sink) = &self.sink else { return Ok(()) };
        let files = self.store.outdated_files()?;
        for file in &files {
            sink.remove(file)?;
        }
        Ok(self.store.forget_outdated_files()?)
    }
}
