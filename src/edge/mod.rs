//! Commands that keep a store: arguments in, verdict out.

mod export;
mod search;
mod serve;

pub use export::export;
use search::follow;
pub use search::{index, search};
pub use serve::{draw, serve};

use clap::{CommandFactory, error::ErrorKind};
use minutebook::cli::{Cli, IngestArgs, MergeArgs, QuarantineCommand, StoreArg};
use minutebook::grammar::Grammars;
use minutebook::ingest::{Ended, Ingest, IngestFault, IngestSettings, Watch};
use minutebook::run::{Step, Verdict};
use minutebook::store::ledger::{Reading, RunState};
use minutebook::store::{Lock, Store, StoreFault, merge};
use minutebook::tell::{self, Manner, Progress};
use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// The exit code of a program that was stopped by hand.
const STOPPED_AT_ONCE: i32 = 130;

/// Tells of a run and hears when it is to stop.
struct Watching<'a> {
    progress: &'a mut Progress,
    asked: Arc<AtomicU32>,
}

impl Watch for Watching<'_> {
    fn begin(&mut self, sources: u64, bytes: u64) {
        self.progress.begin(sources, bytes);
    }

    fn step(&mut self, step: &Step<'_>) {
        self.progress.step(step);
    }

    fn reading(&mut self, names: &[&str]) {
        self.progress.reading(names);
    }

    fn end(&mut self) {
        self.progress.end();
    }

    fn stops(&self) -> bool {
        self.asked.load(Ordering::Relaxed) > 0
    }
}

/// Counts how often the program was asked to stop; the second time it stops at once, which
/// leaves the store as sound as any other death does.
fn asked_to_stop() -> Arc<AtomicU32> {
    let asked = Arc::new(AtomicU32::new(0));
    let heard = Arc::clone(&asked);
    let listening = ctrlc::set_handler(move || {
        if heard.fetch_add(1, Ordering::Relaxed) > 0 {
            process::exit(STOPPED_AT_ONCE);
        }
        tracing::warn!("stopping when what is in hand is done; once more stops at once");
    });
    if let Err(cause) = listening {
        tracing::warn!("Ctrl-C stops at once: {cause}");
    }
    asked
}

/// Reads what is new or changed; with `retry`, what is in quarantine under these words.
pub fn ingest(mut args: IngestArgs, retry: bool, manner: Manner, progress: &mut Progress) -> Verdict {
    let words = retry.then(|| std::mem::take(&mut args.sources));
    let settings = if retry { IngestSettings::check_retry(args) } else { IngestSettings::check(args) };
    let settings = match settings {
        Ok(settings) => settings,
        Err(faults) => {
            tell::setting_faults(&faults);
            return Verdict::Usage;
        }
    };
    let (folder, name) = (settings.grammars.as_deref(), settings.grammar.as_deref());
    let Some(grammars) = crate::chosen(folder, name, manner, progress) else { return Verdict::Usage };
    let (report, store, exports) = (settings.report.clone(), settings.store.clone(), settings.exports.clone());
    let ingest = Ingest { settings, grammars, retry: words };
    let mut watching = Watching { progress, asked: asked_to_stop() };
    match ingest.run(&mut watching) {
        Ok(ended) => {
            tell::night(&ended, manner, progress);
            let followed = follow(&store);
            let whole = ended.run.state == RunState::Finished;
            let fed = if whole { export::after_run(&store, &exports, manner, progress) } else { Verdict::Whole };
            match (report.report(&store), fed) {
                (Ok(()), _) if !followed => Verdict::Output,
                (Ok(()), Verdict::Output) => Verdict::Output,
                (Ok(()), fed) if verdict(&ended) == Verdict::Whole => fed,
                (Ok(()), _) => verdict(&ended),
                (Err(fault), _) => {
                    tell::report_fault(&fault);
                    Verdict::Output
                }
            }
        }
        Err(fault) => {
            tell::ingest_fault(&fault);
            // What ended the run may be in the way of its report too, and has been told; the run of
            // another process is for that one to report.
            if !matches!(fault, IngestFault::Store(StoreFault::Held { .. })) {
                let _ = report.report(&store);
            }
            if fault.is_temporary() { Verdict::Output } else { Verdict::Usage }
        }
    }
}

fn verdict(ended: &Ended) -> Verdict {
    let counts = &ended.run.counts;
    let tally = &counts.tally;
    let missed = tally.read_in_part + tally.refused + tally.unreadable + ended.in_quarantine;
    match ended.run.state {
        RunState::Finished
            if missed > 0 && tally.read + tally.read_in_part + counts.skipped + counts.duplicates == 0 =>
        {
            Verdict::Nothing
        }
        RunState::Finished if missed > 0 => Verdict::InPart,
        RunState::Finished => Verdict::Whole,
        _ => Verdict::Output,
    }
}

/// How a store stands, for this program with the grammars that it carries.
pub fn status(args: &StoreArg) -> Verdict {
    let reading = Reading::with(Grammars::embedded());
    answer(
        Store::read_only(&args.store)
            .and_then(|store| store.status(&reading))
            .map(|status| tell::status(&status, Lock::holder(&args.store).as_ref())),
    )
}

/// What is in quarantine.
pub fn quarantine(command: QuarantineCommand, manner: Manner, progress: &mut Progress) -> Verdict {
    match command {
        QuarantineCommand::List(args) => {
            let listed = Store::read_only(&args.store).and_then(|store| store.quarantined(None));
            answer(listed.map(|sources| tell::quarantine_list(&sources)))
        }
        QuarantineCommand::Show { source, store } => {
            let found = Store::read_only(&store.store).and_then(|store| store.quarantined(Some(&source)));
            match found {
                Ok(sources) if sources.is_empty() => {
                    let words = format!("{source}: no such source in quarantine; `quarantine list` names them");
                    // Where standard error is gone there is nobody to tell.
                    let _ = Cli::command().error(ErrorKind::ValueValidation, words).print();
                    Verdict::Usage
                }
                found => answer(found.map(|sources| tell::quarantine_show(&sources))),
            }
        }
        QuarantineCommand::Retry(args) => ingest(*args, true, manner, progress),
    }
}

/// Adds stores to one.
pub fn merge_stores(args: &MergeArgs) -> Verdict {
    let merged = Lock::take(&args.out, "merge").and_then(|_lock| {
        let mut out = Store::open(&args.out)?;
        let mut words = String::new();
        for from in &args.from {
            let done = merge(&mut out, from)?;
            words.push_str(&tell::merged(from, done));
        }
        out.settle()?;
        Ok(words)
    });
    match answer(merged) {
        Verdict::Whole if !follow(&args.out) => Verdict::Output,
        verdict => verdict,
    }
}

/// Writes what a store answers to standard output.
fn answer(words: Result<String, StoreFault>) -> Verdict {
    match words {
        Ok(words) => crate::print(words.as_bytes()),
        Err(fault) => {
            tell::store_fault(&fault);
            if fault.is_temporary() { Verdict::Output } else { Verdict::Usage }
        }
    }
}
