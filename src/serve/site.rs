//! What all answers share: the store's readers, the pictures, and a directory that is not asked for each time.

use super::answer::Refusal;
use super::held::Directory;
use super::picture::Pictures;
use super::readers::Readers;
use super::searching::{Asked, Found, Searching};
use super::settings::ServeSettings;
use crate::store::Store;
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
    searching: Arc<Searching>,
    directory: Mutex<Option<(Instant, Arc<Directory>)>>,
}

impl Site {
    /// A site over these readers.
    pub(super) fn new(settings: ServeSettings, readers: Readers, searching: Searching) -> Self {
        let pictures = Arc::new(Pictures::new());
        Self {
            settings,
            pictures,
            readers: Arc::new(readers),
            searching: Arc::new(searching),
            directory: Mutex::default(),
        }
    }

    /// Asks the store.
    pub(super) async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Store) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        self.readers.ask(question).await
    }

    /// What a search finds, with or without counts by field.
    pub(super) async fn find(&self, asked: Asked, facets: bool) -> Result<Found, Refusal> {
        let searching = Arc::clone(&self.searching);
        self.ask(move |store| searching.answer(store, &asked, facets)).await
    }

    /// Which councils and committees there are, as of a short while ago.
    pub(super) async fn directory(&self) -> Result<Arc<Directory>, Refusal> {
        let known = self.directory.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((_, directory)) = known.filter(|(since, _)| since.elapsed() < FRESH) {
            return Ok(directory);
        }
        let directory = Arc::new(self.ask(|store| Ok(Directory::of(store.connection())?)).await?);
        *self.directory.lock().unwrap_or_else(PoisonError::into_inner) = Some((Instant::now(), Arc::clone(&directory)));
        Ok(directory)
    }
}
