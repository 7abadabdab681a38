//! The index beside the store: made from it, brought up to date with it, compared with it.

use super::fault::SearchFault;
use super::fields::{self, Fields, VERSION};
use crate::store::{Holding, People, Store, StoredRecord, document_of};
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use tantivy::directory::error::LockError;
use tantivy::{Index as Engine, IndexReader, IndexWriter, ReloadPolicy, Searcher, TantivyDocument, TantivyError, Term};

/// Bytes of words that are held in memory for each thread that writes the index.
const MEMORY: usize = 48 << 20;
/// Threads that write it; more give more and smaller parts, each of which is searched on its own.
const THREADS: usize = 4;
/// Differences between index and store that are named one by one.
const NAMED: usize = 20;

/// The index of a store's records. It is in a folder beside the store, and holds words and what to
/// filter by; what a record says is asked of the store.
#[derive(Clone)]
pub struct Index {
    engine: Engine,
    reader: IndexReader,
    pub(super) fields: Fields,
    path: PathBuf,
}

/// What bringing an index up to date did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Refreshed {
    /// Documents that were added.
    pub added: u64,
    /// Documents that are no longer in the store.
    pub removed: u64,
    /// Records of the documents that were added.
    pub records: u64,
    /// Whether another process brings it up to date now, and it is as it was.
    pub held: bool,
}

/// How an index and its store differ.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Records in the store.
    pub in_store: u64,
    /// Records in the index.
    pub in_index: u64,
    /// Records of the store that the index does not have.
    pub missing: u64,
    /// Ids of the first of them.
    pub missing_ids: Vec<String>,
    /// Records of the index that the store does not have, those that stand in it twice among them.
    pub surplus: u64,
    /// Keys of the first of them, as they were in the store.
    pub surplus_keys: Vec<i64>,
}

impl Difference {
    /// Whether they agree.
    pub fn is_none(&self) -> bool {
        self.missing == 0 && self.surplus == 0
    }
}

/// What an index was made of, kept in it.
#[derive(PartialEq, Serialize, Deserialize)]
struct Made {
    version: u32,
    of: Holding,
}

impl Index {
    /// Where the index of the store at this path is.
    pub fn folder(store: &Path) -> PathBuf {
        let mut name = store.as_os_str().to_owned();
        name.push(".search");
        name.into()
    }

    /// Whether the store at this path has an index.
    pub fn is_there(store: &Path) -> bool {
        Self::folder(store).is_dir()
    }

    /// Opens the index of this store and brings it up to date; makes it if there is none.
    ///
    /// While another process brings it up to date, the index is opened as it is.
    ///
    /// # Errors
    ///
    /// When the store cannot be read or the index cannot be opened, made or written.
    pub fn refresh(store: &Store) -> Result<(Self, Refreshed), SearchFault> {
        let index = Self::open_or_make(&Self::folder(store.path()))?;
        let refreshed = store.at_once(|store| index.catch_up(store))?;
        index.reload()?;
        Ok((index, refreshed))
    }

    /// Opens the index of this store as it is.
    ///
    /// # Errors
    ///
    /// When there is none, it was made by another version of the program, or it cannot be opened.
    pub fn open(store: &Store) -> Result<Self, SearchFault> {
        let path = Self::folder(store.path());
        let missing = || SearchFault::Missing { path: path.clone() };
        if !path.is_dir() {
            return Err(missing());
        }
        let engine = Engine::open_in_dir(&path).map_err(|cause| SearchFault::Index { path: path.clone(), cause })?;
        let (schema, fields) = Fields::schema();
        if engine.schema() != schema {
            return Err(missing());
        }
        Self::over(engine, fields, &path)
    }

    fn open_or_make(path: &Path) -> Result<Self, SearchFault> {
        let folder = |cause| SearchFault::Folder { path: path.to_owned(), cause };
        let (schema, fields) = Fields::schema();
        let engine = match Engine::open_in_dir(path) {
            Ok(engine) if engine.schema() == schema => engine,
            // What is not there, what another version of the program made, or what a dying machine left:
            // all that it holds can be had from the store.
            _ => {
                let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
                let new = tempfile::Builder::new()
                    .prefix(".search-")
                    .tempdir_in(parent.unwrap_or(Path::new(".")))
                    .map_err(folder)?;
                let made = Engine::create_in_dir(new.path(), schema);
                drop(made.map_err(|cause| SearchFault::Index { path: path.to_owned(), cause })?);
                if path.exists() {
                    fs::remove_dir_all(path).map_err(folder)?;
                }
                // Another process may have been faster; then its index is as good.
                if fs::rename(new.path(), path).is_ok() {
                    let _ = new.keep();
                }
                Engine::open_in_dir(path).map_err(|cause| SearchFault::Index { path: path.to_owned(), cause })?
            }
        };
        Self::over(engine, fields, path)
    }

    fn over(engine: Engine, fields: Fields, path: &Path) -> Result<Self, SearchFault> {
        fields::teach(&engine);
        let reader = engine.reader_builder().reload_policy(ReloadPolicy::Manual).try_into();
        let reader = reader.map_err(|cause| SearchFault::Index { path: path.to_owned(), cause })?;
        Ok(Self { engine, reader, fields, path: path.to_owned() })
    }

    /// The folder that it is in.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Looks at what was written since it was opened or last reloaded.
    ///
    /// # Errors
    ///
    /// When it cannot be read.
    pub fn reload(&self) -> Result<(), SearchFault> {
        self.reader.reload().map_err(|cause| self.fault(cause))
    }

    pub(super) fn fault(&self, cause: TantivyError) -> SearchFault {
        match cause {
            TantivyError::LockFailure(LockError::LockBusy, _) => SearchFault::Held { path: self.path.clone() },
            cause => SearchFault::Index { path: self.path.clone(), cause },
        }
    }

    pub(super) fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }

    /// What it was made of; nothing when it is new, or of another version.
    fn made(&self) -> Result<Option<Made>, SearchFault> {
        let payload = self.engine.load_metas().map_err(|cause| self.fault(cause))?.payload;
        Ok(payload
            .and_then(|payload| serde_json::from_str(&payload).ok())
            .filter(|made: &Made| made.version == VERSION))
    }

    /// Adds the documents that it does not have and removes those that the store no longer has, as one whole.
    fn catch_up(&self, store: &Store) -> Result<Refreshed, SearchFault> {
        let now = Made { version: VERSION, of: store.holding()? };
        let before = self.made()?;
        if before.as_ref() == Some(&now) {
            return Ok(Refreshed::default());
        }
        let threads = thread::available_parallelism().map_or(1, usize::from).min(THREADS);
        let mut writer: IndexWriter = match self.engine.writer_with_num_threads(threads, MEMORY * threads) {
            Err(TantivyError::LockFailure(LockError::LockBusy, _)) if before.is_some() => {
                return Ok(Refreshed { held: true, ..Refreshed::default() });
            }
            opened => opened.map_err(|cause| self.fault(cause))?,
        };
        let wanted = store.document_keys()?;
        let mut refreshed = Refreshed::default();
        let known = if before.is_some_and(|made| made.of.store == now.of.store) {
            self.keys("document")?
        } else {
            writer.delete_all_documents().map_err(|cause| self.fault(cause))?;
            Vec::new()
        };
        for gone in known.iter().filter(|key| wanted.binary_search(key).is_err()) {
            writer.delete_term(Term::from_field_u64(self.fields.document, *gone as u64));
            refreshed.removed += 1;
        }
        for new in wanted.iter().filter(|key| known.binary_search(key).is_err()) {
            let people = store.people_of(*new)?;
            store.records_of(*new, |record| {
                refreshed.records += 1;
                writer.add_document(self.entry(&record, &people)).map(drop).map_err(|cause| self.fault(cause))
            })?;
            refreshed.added += 1;
        }
        let payload = serde_json::to_string(&now).unwrap_or_default();
        let mut commit = writer.prepare_commit().map_err(|cause| self.fault(cause))?;
        commit.set_payload(&payload);
        commit.commit().map_err(|cause| self.fault(cause))?;
        writer.wait_merging_threads().map_err(|cause| self.fault(cause))?;
        Ok(refreshed)
    }

    /// A record as the index keeps it.
    fn entry(&self, record: &StoredRecord<'_>, people: &People) -> TantivyDocument {
        let fields = &self.fields;
        let mut entry = TantivyDocument::new();
        entry.add_u64(fields.record, record.key as u64);
        entry.add_u64(fields.document, document_of(record.key) as u64);
        let texts = [
            (fields.title, record.title),
            (fields.words, record.title),
            (fields.words, record.text),
            (fields.exact, record.title),
            (fields.exact, record.text),
            (fields.council, record.council),
            (fields.council_words, record.council),
            (fields.body, record.body),
            (fields.body_words, record.body),
            (fields.kind, Some(record.kind)),
            (fields.outcome, record.outcome),
        ];
        for (field, text) in texts {
            if let Some(text) = text {
                entry.add_text(field, text);
            }
        }
        for name in people.of(record) {
            entry.add_text(fields.people, name);
        }
        if let Some(day) = record.date.and_then(day) {
            entry.add_u64(fields.date, day);
            entry.add_u64(fields.year, day / 10_000);
        }
        entry
    }

    /// All values of a field of keys, in order, each once.
    fn keys(&self, field: &str) -> Result<Vec<i64>, SearchFault> {
        let mut keys = self.all_keys(field)?;
        keys.dedup();
        Ok(keys)
    }

    fn all_keys(&self, field: &str) -> Result<Vec<i64>, SearchFault> {
        let mut keys = Vec::new();
        for part in self.searcher().segment_readers() {
            let column = part.fast_fields().u64(field).map_err(|cause| self.fault(cause))?;
            for entry in part.doc_ids_alive() {
                let key = column.first(entry).map(|key| key as i64);
                // Records of a document lie together, so that most repeats are seen at once.
                if key.is_some() && (field == "record" || keys.last().copied() != key) {
                    keys.extend(key);
                }
            }
        }
        keys.sort_unstable();
        Ok(keys)
    }

    /// Compares the ids of the records in the store with those in the index.
    ///
    /// # Errors
    ///
    /// When one of them cannot be read.
    pub fn compare(&self, store: &Store) -> Result<Difference, SearchFault> {
        let indexed = self.all_keys("record")?;
        let mut difference = Difference { in_index: indexed.len() as u64, ..Difference::default() };
        let mut at = 0;
        let surplus = |key: i64, difference: &mut Difference| {
            difference.surplus += 1;
            if difference.surplus_keys.len() < NAMED {
                difference.surplus_keys.push(key);
            }
        };
        store.record_ids(|key, id| {
            difference.in_store += 1;
            while indexed.get(at).is_some_and(|found| *found < key) {
                surplus(indexed[at], &mut difference);
                at += 1;
            }
            if indexed.get(at) == Some(&key) {
                at += 1;
            } else {
                difference.missing += 1;
                if difference.missing_ids.len() < NAMED {
                    difference.missing_ids.push(id.to_owned());
                }
            }
        })?;
        for key in &indexed[at..] {
            surplus(*key, &mut difference);
        }
        Ok(difference)
    }
}

/// A day `YYYY-MM-DD` as a number `YYYYMMDD`.
fn day(date: &str) -> Option<u64> {
    let date: jiff::civil::Date = date.parse().ok()?;
    let year = u64::try_from(date.year()).ok()?;
    Some(year * 10_000 + u64::from(date.month().unsigned_abs()) * 100 + u64::from(date.day().unsigned_abs()))
}
