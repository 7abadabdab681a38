//! What all answers share: the store's readers, the pictures, and a directory that is not asked for each time.

use super::answer::Refusal;
use super::held::Directory;
use super::picture::Pictures;
use super::readers::Readers;
use super::settings::ServeSettings;
use rusqlite::Connection;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long the directory is believed.
const FRESH: Duration = Duration::from_secs(30);

/// What all answers share.
#[derive(Debug)]
pub(super) struct Site {
    pub(super) settings: ServeSettings,
    pub(super) pictures: Arc<Pictures>,
    readers: Arc<Readers>,
    directory: Mutex<Option<(Instant, Arc<Directory>)>>,
}

impl Site {
    /// A site over these readers.
    pub(super) fn new(settings: ServeSettings, readers: Readers) -> Self {
        let pictures = Arc::new(Pictures::new());
        Self { settings, pictures, readers: Arc::new(readers), directory: Mutex::default() }
    }

    /// Asks the store.
    pub(super) async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Connection) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        self.readers.ask(question).await
    }

    /// Which councils and committees there are, as of a short while ago.
    pub(super) async fn directory(&self) -> Result<Arc<Directory>, Refusal> {
        let known = self.directory.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((_, directory)) = known.filter(|(since, _)| since.elapsed() < FRESH) {
            return Ok(directory);
        }
        let directory = Arc::new(self.ask(|connection| Ok(Directory::of(connection)?)).await?);
        *self.directory.lock().unwrap_or_else(PoisonError::into_inner) =
            Some((Instant::now(), Arc::clone(&directory)));
        Ok(directory)
    }
}
