//! The run report: what a run did and how it compares with the one before, as a noun
//! that is told in four ways: a few lines at the end of the run, `report.json`,
//! `report.html` and a file of metrics for Prometheus.
//!
//! Everything in it is asked of the store, so that a run can be reported on again.

mod archive;
mod chart;
mod figures;
mod gather;
mod html;
mod metrics;
mod outcome;
mod page;

pub use archive::{Archive, CouncilRow};
pub use figures::{counted, grouped, lasting, percent, points, rate};
pub use outcome::{Outcome, outcomes};

use crate::sink::{SinkFault, write_whole};
use crate::store::ledger::{Quarantined, RunRow, RunState};
use crate::store::{Store, StoreFault};
use serde::Serialize;
use std::fs;
use std::path::{Path, PathBuf};

/// What a run did.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RunReport {
    /// File name of the store.
    pub store: String,
    /// The run.
    pub run: RunRow,
    /// The latest run before it that ran to its end.
    pub last: Option<RunRow>,
    /// How fast it went, from its beginning to its end.
    pub pace: Vec<Pace>,
    /// The latest runs, the oldest first; the last one is this.
    pub history: Vec<Past>,
    /// What was refused in this run, and why.
    pub refused: Listed<Reason>,
    /// What led to nothing in this run: paths without files, files that cannot be read, addresses that do not answer.
    pub unreadable: Listed<Reason>,
    /// All that is in quarantine, whichever run put it there.
    pub quarantine: Listed<Quarantined>,
    /// What took longest in this run, the slowest first.
    pub slowest: Vec<Told>,
    /// What was read worst in this run: the smallest share of characters that a record holds first.
    pub worst: Vec<Told>,
    /// What the store holds now.
    pub archive: Archive,
}

/// The first of many.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Listed<T> {
    /// How many there are in all.
    pub total: u64,
    /// The first of them.
    pub first: Vec<T>,
}

/// Pages a second over a stretch of a run.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Pace {
    /// End of the stretch, in seconds from the beginning of the run.
    pub second: f64,
    /// Pages a second in it.
    pub pages_a_second: f64,
}

/// A run in a few figures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Past {
    /// Its key.
    pub key: i64,
    /// UTC, RFC 3339.
    pub started: String,
    /// How it ended.
    pub state: RunState,
    /// How long it took, in seconds.
    pub seconds: f64,
    /// Documents that were read, whole, in part or not.
    pub documents: u64,
    /// Their pages.
    pub pages: u64,
    /// Share of their characters that a record holds; nothing where there are none.
    pub coverage: Option<f64>,
}

/// A source that gave nothing, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// Path or address; nothing where the message names it.
    pub name: Option<String>,
    /// Stable code.
    pub code: String,
    /// For people.
    pub message: String,
}

/// A source that is worth a look.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Told {
    /// Id of its document.
    pub id: String,
    /// Path or address.
    pub name: String,
    /// Its pages.
    pub pages: u64,
    /// How long reading took.
    pub milliseconds: u64,
    /// Share of its characters that a record holds; nothing where there are none.
    pub coverage: Option<f64>,
    /// What was noted of it.
    pub diagnostics: Listed<Noted>,
}

/// A diagnostic of a source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Noted {
    /// Stable code.
    pub code: String,
    /// `error`, `warning` or `note`.
    pub severity: String,
    /// For people.
    pub message: String,
    /// The page, where it is of one.
    pub page: Option<u32>,
}

impl RunReport {
    /// The report as `report.json`.
    ///
    /// # Errors
    ///
    /// Never in fact: numbers and texts can all be told in JSON.
    pub fn json(&self) -> Result<Vec<u8>, SinkFault> {
        let encoded = serde_json::to_vec_pretty(self);
        let mut bytes = encoded.map_err(|cause| SinkFault::Encode { id: "report".to_owned(), cause: cause.into() })?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// Writes `report.json` and `report.html` to a folder, which is made if need be; each whole or not at all.
    ///
    /// # Errors
    ///
    /// When they cannot be written.
    pub fn write(&self, folder: &Path) -> Result<(), SinkFault> {
        fs::create_dir_all(folder).map_err(|cause| SinkFault::Folder { path: folder.to_owned(), cause })?;
        write_whole(&folder.join("report.json"), &self.json()?)?;
        write_whole(&folder.join("report.html"), self.html().as_bytes())
    }

    /// Writes the metrics to a file that Prometheus' node exporter reads, whole or not at all.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn write_metrics(&self, file: &Path) -> Result<(), SinkFault> {
        write_whole(file, self.metrics().as_bytes())
    }

    /// Pages a second over the whole run.
    pub fn pages_a_second(&self) -> f64 {
        let tally = &self.run.counts.tally;
        tally.pages as f64 / tally.seconds.max(1e-3)
    }
}

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
pub enum ReportFault {
    /// The store does not answer.
    #[error(transparent)]
    Store(#[from] StoreFault),
    /// No run was made yet.
    #[error("no run has been made with this store yet")]
    NoRun,
    /// It cannot be written.
    #[error(transparent)]
    Sink(#[from] SinkFault),
}

impl ReportFault {
    /// The stable code, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Store(fault) => fault.code(),
            Self::NoRun => "report-no-run",
            Self::Sink(fault) => fault.code(),
        }
    }
}

/// Where a run is reported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportSettings {
    /// Folder that takes `report.json` and `report.html`.
    pub folder: Option<PathBuf>,
    /// File that takes metrics for Prometheus.
    pub textfile: Option<PathBuf>,
}

impl ReportSettings {
    /// Reports on the latest run of a store wherever it is wanted.
    ///
    /// # Errors
    ///
    /// When the store cannot be read, or a file cannot be written.
    pub fn report(&self, store: &Path) -> Result<(), ReportFault> {
        if self.folder.is_none() && self.textfile.is_none() {
            return Ok(());
        }
        let report = RunReport::of(&Store::read_only(store)?, None)?;
        if let Some(folder) = &self.folder {
            report.write(folder)?;
        }
        if let Some(file) = &self.textfile {
            report.write_metrics(file)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
