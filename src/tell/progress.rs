//! The progress bar, and the way to standard error that makes room for it.

use super::Manner;
use crate::run::Step;
use crate::source::file_name;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tracing_subscriber::fmt::MakeWriter;

/// The bar: bytes done, and in words the files and pages.
const TEMPLATE: &str = "{bar:30} {msg}, {bytes_per_sec}, {eta} left";

/// How far a run is. Shown on a terminal only, and only when it is wanted.
#[derive(Clone)]
pub struct Progress {
    bar: ProgressBar,
    shown: bool,
    pages: Arc<AtomicU64>,
    files: Arc<AtomicU64>,
    total: u64,
    /// What is being read, in words.
    reading: String,
}

/// Most characters of what is being read.
const READING: usize = 40;

impl Progress {
    pub(super) fn new(manner: Manner) -> Self {
        let shown = manner.progress && !manner.quiet && !manner.json && io::stderr().is_terminal();
        Self {
            bar: ProgressBar::hidden(),
            shown,
            pages: Arc::default(),
            files: Arc::default(),
            total: 0,
            reading: String::new(),
        }
    }

    /// Begins to show a run over so many files of so many bytes in all.
    pub fn begin(&mut self, files: u64, bytes: u64) {
        self.total = files;
        self.bar.set_length(bytes);
        if !self.shown {
            return;
        }
        if let Ok(style) = ProgressStyle::with_template(TEMPLATE) {
            self.bar.set_style(style);
        }
        self.bar.set_draw_target(ProgressDrawTarget::stderr());
        self.bar.enable_steady_tick(Duration::from_millis(250));
        self.bar.set_message(format!("0 of {files} files"));
    }

    /// Moves on by one source.
    pub fn step(&self, step: &Step<'_>) {
        let pages = self.pages.fetch_add(step.tally.pages, Ordering::Relaxed) + step.tally.pages;
        let files = self.files.fetch_add(1, Ordering::Relaxed) + 1;
        if self.shown {
            let speed = pages as f64 / self.bar.elapsed().as_secs_f64().max(1e-3);
            self.bar.set_message(format!("{files} of {} files, {speed:.0} pages/s{}", self.total, self.reading));
        }
        self.bar.inc(step.bytes);
    }

    /// Says what is being read from now on.
    pub fn reading(&mut self, names: &[&str]) {
        if self.shown {
            let name = names.first().map_or("", |name| file_name(name));
            let short: String = name.chars().take(READING).collect();
            self.reading = if short.is_empty() { String::new() } else { format!(", {short}") };
        }
    }

    /// Takes the bar away.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }

    /// Writes to standard error, the bar out of the way.
    pub(super) fn say(&self, words: &str) {
        self.bar.suspend(|| {
            // Where standard error is gone there is nobody to tell.
            let _ = io::stderr().write_all(words.as_bytes());
        });
    }
}

/// Standard error for log lines.
pub struct Line(ProgressBar);

impl Write for Line {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.suspend(|| io::stderr().write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stderr().flush()
    }
}

impl<'a> MakeWriter<'a> for Progress {
    type Writer = Line;

    fn make_writer(&'a self) -> Self::Writer {
        Line(self.bar.clone())
    }
}
