//! Metrics in the text format of Prometheus, for the textfile collector of its node exporter.

use super::{RunReport, outcomes};
use crate::store::ledger::{RunRow, RunState};
use jiff::Timestamp;
use std::fmt::{Display, Write};

/// Metrics in the making.
#[derive(Default)]
struct Metrics(String);

impl Metrics {
    fn family(&mut self, name: &str, help: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.0, "# HELP minutebook_{name} {help}\n# TYPE minutebook_{name} gauge");
    }

    fn one(&mut self, name: &str, help: &str, value: impl Display) {
        self.family(name, help);
        let _ = writeln!(self.0, "minutebook_{name} {value}");
    }

    fn each<V: Display>(
        &mut self,
        name: &str,
        label: &str,
        help: &str,
        values: impl IntoIterator<Item = (&'static str, V)>,
    ) {
        self.family(name, help);
        for (kind, value) in values {
            let _ = writeln!(self.0, "minutebook_{name}{{{label}=\"{kind}\"}} {value}");
        }
    }
}

impl RunReport {
    /// The run as metrics.
    pub fn metrics(&self) -> String {
        let RunRow { counts, state, started, ended, .. } = &self.run;
        let tally = &counts.tally;
        let mut metrics = Metrics::default();
        metrics.one("run_start_timestamp_seconds", "When the latest run began.", seconds(started));
        if let Some(ended) = ended {
            metrics.one("run_end_timestamp_seconds", "When the latest run ended.", seconds(ended));
        }
        let finished = Some(&self.run).filter(|run| run.state == RunState::Finished).or(self.last.as_ref());
        if let Some(ended) = finished.and_then(|run| run.ended.as_deref()) {
            metrics.one("finished_timestamp_seconds", "When a run last ended with all sources done.", seconds(ended));
        }
        let states = [RunState::Finished, RunState::Stopped, RunState::Failed];
        metrics.each(
            "run_state",
            "state",
            "How the latest run ended: 1 for that.",
            states.map(|one| (one.word(), u8::from(one == *state))),
        );
        metrics.one("run_seconds", "How long the latest run took.", tally.seconds);
        metrics.each(
            "run_sources",
            "outcome",
            "Sources of the latest run by what became of them.",
            outcomes(counts).map(|outcome| (outcome.code, outcome.count)),
        );
        metrics.one("run_pages", "Pages read in the latest run.", tally.pages);
        metrics.one("run_bytes", "Bytes of the documents read in the latest run.", tally.bytes);
        metrics.each("run_records", "type", "Records read in the latest run.", tally.records.clone());
        if let Some(coverage) = tally.coverage() {
            metrics.one("run_coverage_ratio", "Share of the characters read that a record holds.", coverage);
        }
        metrics.one("quarantine_sources", "Sources in quarantine.", self.quarantine.total);
        metrics.one("store_documents", "Documents in the store.", self.archive.documents);
        if let Some(coverage) = self.archive.coverage {
            metrics.one("store_coverage_ratio", "Share of the characters in the store that a record holds.", coverage);
        }
        metrics.0
    }
}

/// A time of the store in seconds since 1970; 0 for one that is none.
fn seconds(time: &str) -> i64 {
    time.parse::<Timestamp>().map_or(0, Timestamp::as_second)
}
