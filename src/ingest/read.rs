//! One source, from its name to what is to be written of it. Runs in a worker, and
//! looks into the store as it was when it last was written.

use super::IngestFault;
use super::alone;
use super::plan::{Task, must_reread};
use super::settings::IngestSettings;
use crate::grammar::Grammars;
use crate::ocr::Recogniser;
use crate::pipeline::Reader;
use crate::record::{Diagnostic, Document, Status};
use crate::run::{Tally, guarded};
use crate::scan::{TOO_LARGE, TOO_SLOW};
use crate::sink::{Export, Output};
use crate::source::{At, Fetched, Fetcher, Identity, Source, SourceRef, Validators, file_name, name_of};
use crate::store::ledger::{HeldVersion, Reading, Sighting};
use crate::store::{InHand, Store, StoreFault};
use std::borrow::Cow;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What all workers share.
pub(super) struct Shared {
    pub(super) settings: IngestSettings,
    pub(super) grammars: Cow<'static, Grammars>,
    pub(super) reading: Reading,
    pub(super) fetcher: Fetcher,
    /// What makes the files beside the store.
    pub(super) export: Option<Box<dyn Export>>,
    /// What recognises pages; looked for once.
    pub(super) recogniser: Option<Recogniser>,
    /// Where it is noted what is being read.
    pub(super) in_hand: Arc<InHand>,
}

impl Shared {
    /// A reader for one worker.
    pub(super) fn reader(&self) -> Reader<'_> {
        self.settings.pdf.reader_with(&self.grammars, self.recogniser.clone())
    }
}

/// What came of a source.
pub(super) struct Made {
    /// The source as it was met when its bytes were read.
    pub(super) sighting: Sighting,
    /// What is to be written; or why that cannot be said.
    pub(super) outcome: Result<Outcome, Box<IngestFault>>,
}

/// What is to be written.
pub(super) enum Outcome {
    /// Its document.
    Document { sha256: String, document: Box<Document>, output: Option<Output>, tally: Box<Tally>, milliseconds: u64 },
    /// Why it was not read to the end.
    Quarantined { sha256: String, code: String, message: String, milliseconds: u64 },
    /// That its bytes are those of a version.
    Held { sha256: String, version_key: i64 },
    /// That its bytes are another shard's.
    Elsewhere { sha256: String },
    /// That the server says that nothing has changed.
    Unchanged,
    /// Why there are no bytes.
    Unreadable { code: &'static str, message: String },
}

/// Reads a source.
pub(super) fn make(
    shared: &Shared,
    reader: &Reader<'_>,
    store: &Store,
    task: &Task,
    hashed: impl FnOnce(&str),
) -> Made {
    let mut sighting = task.sighting.clone();
    let outcome = outcome(shared, reader, store, task, &mut sighting, hashed);
    Made { sighting, outcome: outcome.map_err(Box::new) }
}

fn outcome(
    shared: &Shared,
    reader: &Reader<'_>,
    store: &Store,
    task: &Task,
    sighting: &mut Sighting,
    hashed: impl FnOnce(&str),
) -> Result<Outcome, IngestFault> {
    let source = match bytes(shared, store, task, sighting)? {
        Bytes::Source(source) => *source,
        Bytes::TooLarge(identity, message) => {
            hashed(&identity.sha256);
            sighting.bytes = identity.bytes;
            let known = ledger(shared, store, task, sighting, &identity.sha256)?;
            let too_large = || quarantined(&identity.sha256, "source-too-large", message, Duration::ZERO);
            return Ok(known.unwrap_or_else(too_large));
        }
        Bytes::None(outcome) => return Ok(outcome),
    };
    hashed(&source.sha256);
    sighting.bytes = source.bytes.len() as u64;
    match ledger(shared, store, task, sighting, &source.sha256)? {
        Some(outcome) => Ok(outcome),
        None => document(shared, reader, &source, task.alone),
    }
}

enum Bytes {
    Source(Box<Source>),
    /// More than a source may have; who it is, and the reason in words.
    TooLarge(Box<Identity>, String),
    /// None, and what that means.
    None(Outcome),
}

fn bytes(shared: &Shared, store: &Store, task: &Task, sighting: &mut Sighting) -> Result<Bytes, StoreFault> {
    Ok(match &task.at {
        At::File(path) => match SourceRef::file(path, sighting.bytes).read(shared.settings.max_bytes) {
            Ok(source) => Bytes::Source(Box::new(source)),
            Err(unread) => {
                let message = unread.fault.to_string();
                match unread.identity {
                    Some(identity) => Bytes::TooLarge(identity, message),
                    None => Bytes::None(Outcome::Unreadable { code: unread.fault.code(), message }),
                }
            }
        },
        At::Web(address) => {
            let known = validators(shared, store, task)?;
            match shared.fetcher.get(address, known.as_ref()) {
                Ok(Fetched::New { bytes, validators }) => {
                    sighting.etag = validators.etag;
                    sighting.last_modified = validators.last_modified;
                    Bytes::Source(Box::new(Source::new(name_of(address), bytes)))
                }
                Ok(Fetched::Unchanged) => {
                    let Validators { etag, last_modified } = known.unwrap_or_default();
                    sighting.etag = etag;
                    sighting.last_modified = last_modified;
                    Bytes::None(Outcome::Unchanged)
                }
                Err(fault) => Bytes::None(Outcome::Unreadable { code: fault.code(), message: fault.to_string() }),
            }
        }
    })
}

/// What a server knows a source by, where its bytes need not come again.
fn validators(shared: &Shared, store: &Store, task: &Task) -> Result<Option<Validators>, StoreFault> {
    let Some(known) = store.known(&task.sighting.name)?.filter(|known| known.present && !task.alone) else {
        return Ok(None);
    };
    let settled = match (&known.version, shared.settings.shard) {
        (_, Some(shard)) if !shard.holds(&known.sha256) => true,
        (Some(version), _) => !must_reread(&shared.settings, &shared.reading, version),
        (None, _) => false,
    };
    let Sighting { etag, last_modified, .. } = known.sighting;
    Ok((settled && (etag.is_some() || last_modified.is_some())).then_some(Validators { etag, last_modified }))
}

/// What the ledger says of these bytes, where they need not be read.
fn ledger(
    shared: &Shared,
    store: &Store,
    task: &Task,
    sighting: &Sighting,
    sha256: &str,
) -> Result<Option<Outcome>, StoreFault> {
    let sha256 = sha256.to_owned();
    if shared.settings.shard.is_some_and(|shard| !shard.holds(&sha256)) {
        return Ok(Some(Outcome::Elsewhere { sha256 }));
    }
    let held = store.held(&sha256)?.filter(|held| {
        let must = must_reread(&shared.settings, &shared.reading, held) || (task.alone && held.quarantined);
        !must && !takes_first_place(&sighting.name, held)
    });
    Ok(held.map(|held| Outcome::Held { sha256, version_key: held.version_key }))
}

/// Whether a document is to be called after this name: it comes before all others under which the
/// same bytes were seen, and another file name makes another id.
fn takes_first_place(name: &str, held: &HeldVersion) -> bool {
    held.first_name.as_deref().is_some_and(|first| name < first && file_name(name) != file_name(first))
}

fn document(shared: &Shared, reader: &Reader<'_>, source: &Source, apart: bool) -> Result<Outcome, IngestFault> {
    let started = Instant::now();
    let limits = &shared.settings.pdf.limits;
    if apart {
        return match alone::read(&shared.settings, source) {
            Ok(document) => judged(shared, document, started),
            Err(alone::Lost { code, message }) => Ok(quarantined(&source.sha256, code, message, started.elapsed())),
        };
    }
    let document = guarded(source, |source| reader.read(source), |document| document);
    if started.elapsed() >= limits.time {
        let message = format!("took longer than {} s (see --max-time)", limits.time.as_secs());
        return Ok(quarantined(&source.sha256, TOO_SLOW, message, started.elapsed()));
    }
    judged(shared, document, started)
}

/// Codes of diagnostics that say that the source was not read to the end, as it might be another time.
const NOT_TO_THE_END: &[&str] = &["internal-panic", "pdf-cut", "pdf-too-large", TOO_LARGE, TOO_SLOW];

/// Why a document is not of its whole source, where another reading might give more.
fn cut_short(document: &Document) -> Option<&Diagnostic> {
    let found = document.diagnostics.iter().find(|found| NOT_TO_THE_END.contains(&found.code.as_str()));
    found.filter(|_| document.status != Status::Read)
}

fn judged(shared: &Shared, document: Document, started: Instant) -> Result<Outcome, IngestFault> {
    let took = started.elapsed();
    let sha256 = document.document.sha256.clone();
    if let Some(cut) = cut_short(&document) {
        return Ok(quarantined(&sha256, &cut.code, cut.message.clone(), took));
    }
    let pages = shared.settings.pdf.limits.pages;
    if document.document.page_count as usize > pages {
        let message = format!("{} pages, more than {pages} (see --max-pages)", document.document.page_count);
        return Ok(quarantined(&sha256, "source-too-many-pages", message, took));
    }
    let tally = Box::new(Tally::of(&document));
    let files = shared.export.as_ref().map(|export| export.files(&document)).transpose()?;
    Ok(Outcome::Document {
        output: files.map(|files| Output { id: document.document.id.clone(), files }),
        sha256,
        document: Box::new(document),
        tally,
        milliseconds: millis(took),
    })
}

fn quarantined(sha256: &str, code: &str, message: String, took: Duration) -> Outcome {
    Outcome::Quarantined { sha256: sha256.to_owned(), code: code.to_owned(), message, milliseconds: millis(took) }
}

/// Whole milliseconds.
pub(super) fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// A shared part that outlives a worker which never comes back.
pub(super) type Common = Arc<Shared>;

#[cfg(test)]
mod tests {
    use super::cut_short;
    use crate::grammar::Grammars;
    use crate::pipeline::Reader;
    use crate::run::guarded;
    use crate::source::Source;

    #[test]
    fn a_source_that_makes_its_worker_panic_is_not_read_to_the_end() {
        let source = Source::new("minutes.txt", b"MINUTES\n".to_vec());
        let panics = guarded(&source, |_| panic!("of a test"), |document| document);
        assert_eq!(cut_short(&panics).map(|found| found.code.as_str()), Some("internal-panic"));
        let reads = guarded(&source, |source| Reader::new(Grammars::embedded()).read(source), |document| document);
        assert!(cut_short(&reads).is_none());
    }
}
