//! Telling: everything that a person or a log sees on standard error goes
//! through here. Nothing else in the program renders a fault or a figure.

mod export;
mod fault;
mod human;
mod memory;
mod night;
mod progress;
mod search;
mod summary;

pub use export::{differences, export_fault, exported};
pub use fault::{
    draw_fault, grammar_faults, output_fault, run_fault, serve_fault, serve_settings_faults, settings_faults,
    source_faults, worker_fault,
};
pub use night::{
    ingest_fault, merged, night, quarantine_list, quarantine_show, report_fault, setting_faults, status, store_fault,
};
pub use progress::Progress;
pub use search::{answer, difference, refreshed, search_fault};
pub use summary::summary;

use human::Human;
use std::any::Any;
use std::io::{self, IsTerminal};
use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt;
use tracing_subscriber::prelude::*;

/// The target of the one event that sums a run up; it is told however quiet the rest is,
/// unless everything is to be quiet.
const SUMMARY: &str = "minutebook::summary";

/// How to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Manner {
    /// One JSON object a line, for programs.
    pub json: bool,
    /// Errors only.
    pub quiet: bool,
    /// More, in steps: 1 tells of every source, 2 and more of what goes on inside.
    pub verbose: u8,
    /// Show a progress bar, if standard error is a terminal.
    pub progress: bool,
}

impl Manner {
    /// Whether faults may be coloured.
    pub fn colour(self) -> bool {
        !self.json && io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none()
    }

    fn level(self) -> LevelFilter {
        match (self.quiet, self.verbose) {
            (true, _) => LevelFilter::ERROR,
            (false, 0) => LevelFilter::WARN,
            (false, 1) => LevelFilter::INFO,
            (false, 2) => LevelFilter::DEBUG,
            (false, _) => LevelFilter::TRACE,
        }
    }
}

/// Starts telling, for the whole program, and returns the progress bar that the
/// log lines make room for. Panics are told as log events from here on.
pub fn start(manner: Manner) -> Progress {
    let progress = Progress::new(manner);
    let level = manner.level();
    let summary = if manner.quiet { LevelFilter::OFF } else { level.max(LevelFilter::INFO) };
    // What libraries say of a file's bytes is told again, with the file's name and what to do, as a diagnostic.
    let libraries = if manner.verbose > 1 && !manner.quiet { LevelFilter::WARN } else { LevelFilter::OFF };
    let filter = Targets::new().with_default(libraries).with_target("minutebook", level).with_target(SUMMARY, summary);
    let writer = progress.clone();
    let registry = tracing_subscriber::registry().with(filter);
    // A second start, in the same process, keeps what the first one set.
    let _ = if manner.json {
        let json = fmt::layer()
            .json()
            .flatten_event(true)
            .with_current_span(false)
            .with_span_list(false)
            .with_target(false)
            .with_writer(writer);
        registry.with(json).try_init()
    } else {
        let human = fmt::layer().event_format(Human).with_ansi(manner.colour()).with_writer(writer);
        registry.with(human).try_init()
    };
    std::panic::set_hook(Box::new(|panic| {
        let at = panic.location().map_or_else(|| "unknown".to_owned(), ToString::to_string);
        let words = words_of(panic.payload());
        tracing::error!(code = "internal-panic", at, "panic: {words}");
    }));
    progress
}

/// What a panic says: its payload is text of one of two types, or nothing that can be told.
fn words_of(payload: &dyn Any) -> &str {
    payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message")
}
