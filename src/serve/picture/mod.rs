//! Pictures of pages: drawn from sources that the store names, as long as they are what was
//! read, by a process of its own for each, and kept as long as there is room.

mod shelf;
mod sources;

pub(super) use sources::{Known, Sources};

use super::answer::Refusal;
use crate::child::wait;
use axum::body::Bytes;
use shelf::{Kept, Shelf};
use std::io::{self, Read, Write};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

/// Bytes of pictures that are kept.
const ROOM: usize = 64 << 20;
/// Pictures that are drawn at once: drawing takes a whole processor, and answers come first.
const AT_ONCE: usize = 1;
/// How long to wait for one's turn.
const PATIENCE: Duration = Duration::from_secs(15);
/// How long drawing may take.
const TIME: Duration = Duration::from_secs(10);
/// Most bytes of a picture.
const LARGEST: u64 = 16 << 20;

/// Pictures of pages.
#[derive(Debug)]
pub(super) struct Pictures {
    pub(super) sources: Sources,
    shelf: Mutex<Shelf>,
    turns: Arc<Semaphore>,
}

impl Pictures {
    /// None yet.
    pub(super) fn new() -> Self {
        Self {
            sources: Sources::default(),
            shelf: Mutex::new(Shelf::of(ROOM)),
            turns: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }

    /// The picture of a page (from 1) of a source.
    ///
    /// # Errors
    ///
    /// When it cannot be drawn, or too many others wait for theirs.
    pub(super) async fn of(self: &Arc<Self>, source: Known, page: u32) -> Result<Bytes, Refusal> {
        if let Some(kept) = self.kept(&source.sha256, page) {
            return kept.picture();
        }
        let turn = tokio::time::timeout(PATIENCE, Arc::clone(&self.turns).acquire_owned()).await;
        let turn = turn.map_err(|_| Refusal::Busy)?.map_err(|_| Refusal::Busy)?;
        // Someone else may have had it drawn in the meantime.
        if let Some(kept) = self.kept(&source.sha256, page) {
            return kept.picture();
        }
        let pictures = Arc::clone(self);
        let drawn = spawn_blocking(move || {
            let _turn = turn;
            // A source that is gone may come back: only what cannot be drawn is remembered as such.
            let bytes = pictures.sources.read(&source)?;
            let drawn = drawn(&bytes, page).map_or(Kept::Undrawable, |picture| Kept::Picture(picture.into()));
            let mut shelf = pictures.shelf.lock().unwrap_or_else(PoisonError::into_inner);
            shelf.put(source.sha256, page, drawn.clone());
            Some(drawn)
        });
        drawn.await.map_err(|_| Refusal::Broken)?.ok_or(Refusal::NoPicture)?.picture()
    }

    fn kept(&self, sha256: &str, page: u32) -> Option<Kept> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner).get(sha256, page)
    }
}

impl Kept {
    fn picture(self) -> Result<Bytes, Refusal> {
        match self {
            Self::Picture(bytes) => Ok(bytes),
            Self::Undrawable => Err(Refusal::NoPicture),
        }
    }
}

/// A page drawn by a process of its own; nothing when it cannot be, or not in time.
fn drawn(bytes: &[u8], page: u32) -> Option<Vec<u8>> {
    let drawn = in_process(bytes, page);
    drawn.inspect_err(|cause| tracing::error!(code = "serve-draw", "no page can be drawn: {cause}")).ok().flatten()
}

fn in_process(bytes: &[u8], page: u32) -> io::Result<Option<Vec<u8>>> {
    let mut child = Command::new(std::env::current_exe()?)
        .args(["draw", "--quiet", "--no-progress", "--page"])
        .arg(page.to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else { return Ok(None) };
    let mut picture = Vec::new();
    let status = thread::scope(|scope| {
        // A process that has died reads no more.
        scope.spawn(move || drop(input.write_all(bytes)));
        scope.spawn(|| drop(output.take(LARGEST).read_to_end(&mut picture)));
        wait(&mut child, TIME)
    })?;
    Ok(status.filter(|status| status.success() && !picture.is_empty()).map(|_| picture))
}
