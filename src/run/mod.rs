//! A run: many sources, read by many workers, written by one.
//!
//! Workers read and encode; the thread that called writes and counts. A source
//! that fails, even by a panic, is a refused document and costs no neighbour.

mod one;
mod refused;
mod tally;
mod verdict;

pub use one::{guarded, tell, without_bytes};
pub use refused::refused;
pub use tally::Tally;
pub use verdict::Verdict;

use crate::record::Document;
use crate::sink::{Export, Sink, SinkFault};
use crate::source::{Source, SourceRef};
use crossbeam_channel::{Receiver, Sender, bounded};
use one::{Done, Made};
use rayon::{ThreadPool, ThreadPoolBuildError};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;
use thiserror::Error;

/// Stack of a worker, in bytes: enough for nested rules over hostile input.
const STACK: usize = 16 << 20;
/// Encoded documents that may wait for their turn, beside one a worker.
const WAITING: usize = 16;

/// What a run does with each source.
pub struct Run<'a> {
    /// Number of workers, at least 1.
    pub jobs: usize,
    /// Most bytes that a source may have.
    pub max_bytes: u64,
    /// In which order documents are written.
    pub order: Order,
    /// Reads one source.
    pub read: &'a (dyn Fn(&Source) -> Document + Sync),
    /// Encodes one document.
    pub format: &'a dyn Export,
    /// Is told of every source that is done.
    pub watch: &'a (dyn Fn(&Step<'_>) + Sync),
}

/// In which order documents are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// That of the sources: for a stream.
    Source,
    /// Any: for a folder. The largest sources are read first, so that no worker
    /// is left alone with one at the end.
    Any,
}

/// A source that is done, for whoever watches the run.
#[derive(Clone, Copy, Debug)]
pub struct Step<'a> {
    /// File name of the source.
    pub name: &'a str,
    /// Its size in bytes, as the file system told it.
    pub bytes: u64,
    /// What became of it.
    pub tally: &'a Tally,
}

/// Why a run ended before all sources were done.
#[derive(Debug, Error)]
pub enum RunFault {
    /// The workers could not be started.
    #[error("the workers cannot be started: {0}")]
    Workers(#[from] ThreadPoolBuildError),
    /// A document could not be written.
    #[error(transparent)]
    Sink(#[from] SinkFault),
}

impl Run<'_> {
    /// Reads the sources and writes their documents to the sink.
    ///
    /// What is written, and the tally but for its seconds, is the same for any
    /// number of workers. No more than a few documents a worker are in memory at
    /// any time, however many sources there are.
    ///
    /// # Errors
    ///
    /// When the workers cannot be started, and at the first document that cannot
    /// be written: then the run ends.
    pub fn convert(&self, sources: &[SourceRef], sink: &mut dyn Sink) -> Result<Tally, RunFault> {
        let started = Instant::now();
        let jobs = self.jobs.max(1);
        let pool = pool(jobs)?;
        let queue = Queue::new(sources, self.order);
        let (done_in, done_out) = bounded(jobs);
        // A worker takes a ticket before it takes a source, and the writer gives the
        // ticket back. The first source that is not written always has one, so that
        // this never locks.
        let tickets = jobs + WAITING;
        let (ticket_in, ticket_out) = bounded(tickets);
        for _ in 0..tickets {
            // The channel has room for all of them.
            let _ = ticket_in.send(());
        }
        let mut tally = pool.in_place_scope(|scope| {
            for _ in 0..jobs {
                let (done_in, ticket_out, queue) = (done_in.clone(), ticket_out.clone(), &queue);
                scope.spawn(move |_| self.work(queue, &ticket_out, &done_in));
            }
            drop(done_in);
            let written = self.write(sources, sink, done_out, &ticket_in);
            // Workers that wait for a ticket after a fault wait no longer.
            drop(ticket_in);
            written
        })?;
        sink.finish()?;
        tally.seconds = started.elapsed().as_secs_f64();
        Ok(tally)
    }

    fn work(&self, queue: &Queue<'_>, tickets: &Receiver<()>, done: &Sender<Done>) {
        while tickets.recv().is_ok() {
            let Some((turn, source)) = queue.next() else {
                break;
            };
            let made = one::make(self, &queue.sources[source]);
            let sent = done.send(Done { turn, source, made });
            if sent.is_err() {
                break;
            }
        }
    }

    fn write(
        &self,
        sources: &[SourceRef],
        sink: &mut dyn Sink,
        done: Receiver<Done>,
        tickets: &Sender<()>,
    ) -> Result<Tally, SinkFault> {
        let mut writer = Writer { sink, tally: Tally::default(), written: HashMap::new() };
        let mut early: BTreeMap<usize, Done> = BTreeMap::new();
        let mut turn = 0;
        for arrived in done {
            early.insert(arrived.turn, arrived);
            let mut ready = Vec::new();
            match self.order {
                Order::Any => ready.extend(early.pop_first().map(|(_, done)| done)),
                Order::Source => {
                    while let Some(done) = early.remove(&turn) {
                        ready.push(done);
                        turn += 1;
                    }
                }
            }
            for Done { source, made, .. } in ready {
                let found = &sources[source];
                let made = made?;
                let tally = writer.write(source, made, found)?;
                (self.watch)(&Step { name: &found.name, bytes: found.bytes, tally: &tally });
                // The workers may be gone already.
                let _ = tickets.try_send(());
            }
        }
        Ok(writer.tally)
    }
}

/// A pool of this many workers (at least 1), each with room for nested rules over hostile input.
///
/// # Errors
///
/// When the system grants no more threads.
pub fn pool(jobs: usize) -> Result<ThreadPool, ThreadPoolBuildError> {
    let builder = rayon::ThreadPoolBuilder::new().num_threads(jobs.max(1)).stack_size(STACK);
    builder.thread_name(|at| format!("worker-{at}")).build()
}

/// The sources in the order in which they are read.
struct Queue<'a> {
    sources: &'a [SourceRef],
    order: Vec<usize>,
    next: AtomicUsize,
}

impl<'a> Queue<'a> {
    fn new(sources: &'a [SourceRef], order: Order) -> Self {
        let mut turns: Vec<usize> = (0..sources.len()).collect();
        if order == Order::Any {
            turns.sort_by_key(|source| Reverse(sources[*source].bytes));
        }
        Self { sources, order: turns, next: AtomicUsize::new(0) }
    }

    /// The next turn, and the source whose turn it is.
    fn next(&self) -> Option<(usize, usize)> {
        let turn = self.next.fetch_add(1, Ordering::Relaxed);
        self.order.get(turn).map(|source| (turn, *source))
    }
}

struct Writer<'a> {
    sink: &'a mut dyn Sink,
    tally: Tally,
    /// Which source each id was written for.
    written: HashMap<String, usize>,
}

impl Writer<'_> {
    /// Writes what was made of a source and counts it; tells what it counted.
    fn write(&mut self, source: usize, made: Made, found: &SourceRef) -> Result<Tally, SinkFault> {
        let Made { output, tally } = made;
        let first = output.as_ref().and_then(|output| self.written.get(&output.id).copied());
        if let Some(output) = &output
            && first.is_none_or(|first| source < first)
        {
            self.sink.write(output)?;
            self.written.insert(output.id.clone(), source);
        }
        // The same bytes under the same name twice: one document, told for the
        // first of the sources, whichever was read first.
        let tally = if first.is_some() {
            tracing::info!(source = found.name, "the same name and bytes as another source; written once");
            Tally::repeated()
        } else {
            tally
        };
        self.tally.add(&tally);
        Ok(tally)
    }
}

#[cfg(test)]
mod tests;
