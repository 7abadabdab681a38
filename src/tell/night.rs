//! What is told of the nightly run, of stores and of quarantine.

use super::summary::{counted, list, words as summary_words};
use super::{Manner, Progress, SUMMARY, memory};
use crate::ingest::{Ended, IngestFault, SettingFault};
use crate::report::ReportFault;
use crate::store::ledger::{Quarantined, RunCounts, RunRow, RunState};
use crate::store::{Holder, Merged, Status, StoreFault};
use std::fmt::Write;
use std::path::Path;

/// Tells what is wrong with the settings, all of it.
pub fn setting_faults(faults: &[SettingFault]) {
    for fault in faults {
        tracing::error!(code = fault.code, "{fault}");
    }
}

/// Tells why a run ended early.
pub fn ingest_fault(fault: &IngestFault) {
    tracing::error!(code = fault.code(), "{fault}");
}

/// Tells why a store cannot be used.
pub fn store_fault(fault: &StoreFault) {
    tracing::error!(code = fault.code(), "{fault}");
}

/// Tells why a run could not be reported.
pub fn report_fault(fault: &ReportFault) {
    tracing::error!(code = fault.code(), "the run is not reported: {fault}");
}

/// Tells what a run did: a few lines for people, one event for programs.
pub fn night(ended: &Ended, manner: Manner, progress: &Progress) {
    if manner.quiet {
        return;
    }
    let counts = &ended.run.counts;
    if manner.json {
        let tally = &counts.tally;
        tracing::info!(
            target: SUMMARY,
            run = ended.run.key,
            state = ended.run.state.word(),
            found = counts.found,
            skipped = counts.skipped,
            fresh = counts.fresh,
            changed = counts.changed,
            reread = counts.reread,
            duplicates = counts.duplicates,
            elsewhere = counts.elsewhere,
            gone = counts.gone,
            pruned = counts.pruned,
            quarantined = counts.quarantined,
            in_quarantine = ended.in_quarantine,
            read = tally.read,
            read_in_part = tally.read_in_part,
            refused = tally.refused,
            unreadable = tally.unreadable,
            pages = tally.pages,
            bytes = tally.bytes,
            seconds = tally.seconds,
            coverage = tally.coverage(),
            peak_memory_bytes = memory::peak(),
            "finished"
        );
        return;
    }
    let mut words = format!("{}\n", met(counts));
    if ended.run.state == RunState::Stopped {
        words.push_str("stopped before the end; the next run goes on from here\n");
    }
    words.push_str(&summary_words(&counts.tally, memory::peak()));
    if ended.in_quarantine > 0 {
        let sources = counted(ended.in_quarantine, "source");
        let _ = writeln!(words, "in quarantine: {sources}; `minutebook quarantine list` names them");
    }
    progress.say(&words);
}

/// What a run met, in words; what it did not meet is left out.
fn met(counts: &RunCounts) -> String {
    let kinds = [
        (counts.skipped, "unchanged"),
        (counts.fresh, "new"),
        (counts.changed, "changed"),
        (counts.reread, "read again"),
        (counts.duplicates, "duplicates"),
        (counts.elsewhere, "of other shards"),
        (counts.gone, "gone"),
        (counts.pruned, "removed"),
        (counts.quarantined, "put into quarantine"),
    ];
    let told: Vec<String> =
        kinds.into_iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    let sources = counted(counts.found, "source");
    if told.is_empty() { format!("{sources} found") } else { format!("{sources} found: {}", told.join(", ")) }
}

/// How a store stands, in words.
pub fn status(status: &Status, holder: Option<&Holder>) -> String {
    let mut words = String::new();
    // Writing to a string cannot fail.
    let _ = match (&status.last_run, holder) {
        (_, Some(holder)) => writeln!(words, "in use: {holder}"),
        (Some(run), None) => writeln!(words, "last run: {}", run_words(run)),
        (None, None) => writeln!(words, "last run: none"),
    };
    let documents: u64 = status.documents.values().sum();
    let by_status = list(status.documents.iter().map(|(status, count)| (status.as_str(), *count)));
    let of = if by_status.is_empty() { String::new() } else { format!(" ({by_status})") };
    let _ = writeln!(
        words,
        "documents: {documents}{of}, {}, under {}",
        counted(status.pages, "page"),
        counted(status.names, "name")
    );
    let _ = writeln!(words, "gone: {}", status.gone);
    let hint =
        if status.stale > 0 { ", read by another program or grammar; `--reread changed` reads them again" } else { "" };
    let _ = writeln!(words, "stale: {}{hint}", status.stale);
    let hint = if status.in_quarantine > 0 { "; `minutebook quarantine list` names them" } else { "" };
    let _ = writeln!(words, "in quarantine: {}{hint}", status.in_quarantine);
    if status.left_in_hand > 0 && holder.is_none() {
        let _ = writeln!(words, "in hand when a run died: {}; the next run reads them first", status.left_in_hand);
    }
    words
}

fn run_words(run: &RunRow) -> String {
    let when = run.ended.as_ref().unwrap_or(&run.started);
    let state = if run.state == RunState::Running { "died" } else { run.state.word() };
    format!("{state} {when}, {:.1} s, {}", run.counts.tally.seconds, met(&run.counts))
}

/// What is in quarantine, a source a line.
pub fn quarantine_list(sources: &[Quarantined]) -> String {
    let mut words = String::new();
    for source in sources {
        let name = source.names.first().map_or("(gone)", String::as_str);
        let short: String = source.sha256.chars().take(12).collect();
        let _ = writeln!(words, "{short}  {}  {}  {name}", source.code, source.since);
    }
    if words.is_empty() { "nothing is in quarantine\n".to_owned() } else { words }
}

/// All that is known of sources in quarantine.
pub fn quarantine_show(sources: &[Quarantined]) -> String {
    let told: Vec<String> = sources
        .iter()
        .map(|source| {
            let mut words = String::new();
            for name in &source.names {
                let _ = writeln!(words, "name: {name}");
            }
            let _ = writeln!(words, "sha256: {}\nbytes: {}", source.sha256, source.bytes);
            let _ = writeln!(words, "reason: {}: {}", source.code, source.message);
            let _ = writeln!(words, "tried: {} by minutebook {}", counted(source.tries, "time"), source.program);
            let _ = writeln!(words, "last tried: {}, {:.1} s", source.since, source.milliseconds as f64 / 1000.0);
            words
        })
        .collect();
    told.join("\n")
}

/// What a merge did, on a line.
pub fn merged(from: &Path, merged: Merged) -> String {
    let Merged { added, replaced, same } = merged;
    format!("{}: {added} added, {replaced} replaced, {same} there already\n", from.display())
}
