//! The few lines that end a run.

use super::{Manner, Progress, SUMMARY, memory};
use crate::run::Tally;
use std::fmt::Write;

/// How many codes of diagnostics are named.
const CODES: usize = 8;
/// A million bytes.
const MEGA: f64 = 1e6;

/// Tells what a run did: a few lines for people, one event for programs.
pub fn summary(tally: &Tally, manner: Manner, progress: &Progress) {
    if manner.quiet {
        return;
    }
    if manner.json {
        tracing::info!(
            target: SUMMARY,
            read = tally.read,
            read_in_part = tally.read_in_part,
            refused = tally.refused,
            unreadable = tally.unreadable,
            repeated = tally.repeated,
            pages = tally.pages,
            bytes = tally.bytes,
            seconds = tally.seconds,
            coverage = tally.coverage(),
            records = json(&tally.records),
            diagnostics = json(&tally.diagnostics),
            peak_memory_bytes = memory::peak(),
            "finished"
        );
    } else {
        progress.say(&words(tally, memory::peak()));
    }
}

/// A map as the text of a JSON object: a log event has no maps.
fn json(map: &impl serde::Serialize) -> String {
    serde_json::to_string(map).unwrap_or_default()
}

pub(super) fn words(tally: &Tally, peak: Option<u64>) -> String {
    let mut words = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(words, "{}", outcomes(tally));
    let megabytes = tally.bytes as f64 / MEGA;
    let _ = write!(
        words,
        "{}, {megabytes:.1} MB in {:.2} s ({:.1} MB/s)",
        counted(tally.pages, "page"),
        tally.seconds,
        megabytes / tally.seconds.max(1e-6),
    );
    if let Some(peak) = peak {
        let _ = write!(words, ", peak memory {:.0} MB", peak as f64 / MEGA);
    }
    words.push('\n');
    let records = list(tally.records.iter().map(|(kind, count)| (*kind, *count)));
    if !records.is_empty() {
        let _ = writeln!(words, "records: {records}");
    }
    if let Some(coverage) = tally.coverage() {
        let _ = writeln!(
            words,
            "coverage: {:.1}% of the characters, {} of {} lines",
            coverage * 100.0,
            tally.lines_claimed,
            tally.lines
        );
    }
    let mut codes: Vec<(&str, u64)> = tally.diagnostics.iter().map(|(code, count)| (code.as_str(), *count)).collect();
    codes.sort_by_key(|(code, count)| (std::cmp::Reverse(*count), *code));
    if !codes.is_empty() {
        let more = codes.len().saturating_sub(CODES);
        let named = list(codes.into_iter().take(CODES));
        let rest = if more > 0 { format!(", {more} other codes") } else { String::new() };
        let _ = writeln!(words, "diagnostics: {named}{rest}");
    }
    words
}

/// How many sources came to which end; ends that none came to are left out.
fn outcomes(tally: &Tally) -> String {
    let ends: Vec<String> = [
        (tally.read, "read"),
        (tally.read_in_part, "read in part"),
        (tally.refused, "refused"),
        (tally.unreadable, "not found or not readable"),
        (tally.repeated, "repeated"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, end)| format!("{count} {end}"))
    .collect();
    if ends.is_empty() { "nothing to read".to_owned() } else { ends.join(", ") }
}

pub(super) fn counted(count: u64, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

pub(super) fn list<'a>(counts: impl Iterator<Item = (&'a str, u64)>) -> String {
    counts.map(|(what, count)| format!("{what} {count}")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::words;
    use crate::run::Tally;

    #[test]
    fn the_summary_says_what_was_done() {
        let tally = Tally {
            read: 12,
            refused: 1,
            pages: 1,
            bytes: 2_500_000,
            records: [("decision", 4), ("table", 2)].into(),
            lines: 100,
            lines_claimed: 90,
            characters: 1000,
            characters_claimed: 955,
            diagnostics: [("pdf-damaged".to_owned(), 1)].into(),
            seconds: 0.5,
            ..Tally::default()
        };
        assert_eq!(
            words(&tally, Some(64_000_000)),
            "12 read, 1 refused\n\
             1 page, 2.5 MB in 0.50 s (5.0 MB/s), peak memory 64 MB\n\
             records: decision 4, table 2\n\
             coverage: 95.5% of the characters, 90 of 100 lines\n\
             diagnostics: pdf-damaged 1\n"
        );
        assert!(words(&Tally::default(), None).starts_with("nothing to read\n0 pages"));
    }
}
