//! Questions to the store: so many at once, each with an end to its time.

use super::answer::Refusal;
use super::searching::Searching;
use super::settings::ServeSettings;
use crate::store::{Store, StoreFault};
use rusqlite::ErrorCode;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

/// Steps of the database's machine between two looks at the clock: some tens of microseconds.
const STEPS: i32 = 4000;
/// Bytes of the file that are read as memory.
const MAPPED: i64 = 1 << 30;
/// KiB of pages that each connection keeps. `SQLite` counts KiB as negative.
const CACHE: i64 = -8 * 1024;

/// Connections to the store that take turns.
#[derive(Debug)]
pub(super) struct Readers {
    path: PathBuf,
    idle: Mutex<Vec<Reader>>,
    /// One for each question under way.
    turns: Arc<Semaphore>,
    /// One for each question under way or waiting.
    places: Arc<Semaphore>,
    max_time: Duration,
}

/// A connection with an end to its time.
#[derive(Debug)]
struct Reader {
    store: Store,
    /// In milliseconds from `start`.
    deadline: Arc<AtomicU64>,
    start: Instant,
}

impl Reader {
    fn open(path: &std::path::Path) -> Result<Self, StoreFault> {
        let mut store = Store::read_only(path)?;
        let (deadline, start) = (Arc::new(AtomicU64::new(u64::MAX)), Instant::now());
        let end = Arc::clone(&deadline);
        store.ask(|connection| {
            connection.pragma_update(None, "query_only", true)?;
            connection.pragma_update(None, "mmap_size", MAPPED)?;
            connection.pragma_update(None, "cache_size", CACHE)
        })?;
        store.give_up_when(STEPS, move || start.elapsed().as_millis() as u64 > end.load(Ordering::Relaxed))?;
        Ok(Self { store, deadline, start })
    }

    fn ask<T>(&self, time: Duration, question: impl FnOnce(&Store) -> Result<T, Refusal>) -> Result<T, Refusal> {
        self.deadline.store((self.start.elapsed() + time).as_millis() as u64, Ordering::Relaxed);
        // One moment of the store for the whole answer.
        let moment = self.store.connection().unchecked_transaction()?;
        let answer = question(&self.store);
        // Ending it must not be given up.
        self.deadline.store(u64::MAX, Ordering::Relaxed);
        drop(moment);
        answer
    }
}

impl Readers {
    /// Opens the store, once for each question that may be under way, and its index.
    pub(super) fn open(settings: &ServeSettings) -> Result<(Self, Searching), StoreFault> {
        let idle: Vec<Reader> =
            (0..settings.threads).map(|_| Reader::open(&settings.store)).collect::<Result<_, _>>()?;
        let searching = Searching::over(&Store::read_only(&settings.store)?);
        let readers = Self {
            path: settings.store.clone(),
            turns: Arc::new(Semaphore::new(idle.len())),
            places: Arc::new(Semaphore::new(settings.max_requests)),
            idle: Mutex::new(idle),
            max_time: settings.max_time,
        };
        Ok((readers, searching))
    }

    /// Asks the store, as soon as there is a connection.
    ///
    /// # Errors
    ///
    /// When too many wait, the time is over, the store does not answer, or what the question itself refuses.
    pub(super) async fn ask<T: Send + 'static>(
        self: &Arc<Self>,
        question: impl FnOnce(&Store) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let end = Instant::now() + self.max_time;
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| Refusal::Busy)?;
        let turn = tokio::time::timeout(self.max_time, Arc::clone(&self.turns).acquire_owned()).await;
        let turn = turn.map_err(|_| Refusal::Busy)?.map_err(|_| Refusal::Busy)?;
        let readers = Arc::clone(self);
        let asked = spawn_blocking(move || {
            // Both are given back when the question has ended, also where nobody waits for its answer.
            let _held = (place, turn);
            let idle = readers.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            // None is idle only after a panic has taken one away.
            let reader = idle.map_or_else(|| Reader::open(&readers.path), Ok)?;
            let answer = reader.ask(end.saturating_duration_since(Instant::now()), question);
            readers.idle.lock().unwrap_or_else(PoisonError::into_inner).push(reader);
            answer
        });
        asked.await.map_err(|_| Refusal::Broken)?
    }
}

impl From<rusqlite::Error> for Refusal {
    fn from(cause: rusqlite::Error) -> Self {
        if cause.sqlite_error_code() == Some(ErrorCode::OperationInterrupted) {
            return Self::TooLong;
        }
        tracing::error!(code = "store-database", "the store does not answer: {cause}");
        Self::Store
    }
}

impl From<StoreFault> for Refusal {
    fn from(fault: StoreFault) -> Self {
        tracing::error!(code = fault.code(), "{fault}");
        Self::Store
    }
}
