//! The engines that are fed: what each wants differently, behind one trait.
//!
//! | engine | records go to | all anew | told apart by record |
//! |---|---|---|---|
//! | OpenSearch, Elasticsearch | `_bulk` | a new index, then the alias | yes |
//! | Meilisearch | tasks, waited for | a new index, then swapped | no: halved until the one is found |
//! | Typesense | import | a new collection, then the alias | yes |
//! | Solr | update, then commit | the same collection, then what is left over is deleted | no: halved |
//! | `PostgreSQL` | a table | the same table, then what is left over is deleted | no: halved |
//! | files | a folder | numbered files | nothing is refused |

pub(super) mod files;
pub(super) mod meilisearch;
pub(super) mod opensearch;
pub(super) mod postgres;
pub(super) mod solr;
pub(super) mod typesense;

use super::fault::ExportFault;
use super::record::Dialect;
use serde::Serialize;
use serde_json::Value;

/// What is sent: a record, or that one is gone.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// The id of the record.
    pub(super) id: String,
    /// The record as JSON; nothing where it is gone.
    pub(super) body: Option<Vec<u8>>,
}

/// What became of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The engine has it.
    Taken,
    /// The engine will not take it, and says why.
    Refused(String),
    /// The engine has no room for it at the moment.
    Later(String),
}

/// What became of a batch.
#[derive(Debug)]
pub(super) enum Sent {
    /// An outcome for each item, in their order.
    Each(Vec<Outcome>),
    /// Nothing of it was taken, for a reason that may lie in one item.
    Nothing(String),
}

impl Sent {
    /// All was taken.
    pub(super) fn all(items: &[Item]) -> Self {
        Self::Each(vec![Outcome::Taken; items.len()])
    }
}

/// A listed record: its id, and the digest that was sent with it.
pub(super) type Listed<'t> = dyn FnMut(&str, Option<&str>) -> Result<(), ExportFault> + 't;

/// An engine that is fed.
pub(super) trait Engine {
    /// How it wants records told.
    fn dialect(&self) -> Dialect;

    /// Whether all is loaded into a place of its own, which then takes the place of the older one.
    fn swaps(&self) -> bool;

    /// Whether it holds this place.
    fn holds(&mut self, place: &str) -> Result<bool, ExportFault>;

    /// Makes the place ready, new if there is none.
    fn prepare(&mut self, place: &str) -> Result<(), ExportFault>;

    /// Sends items to a place.
    fn send(&mut self, place: &str, items: &[Item]) -> Result<Sent, ExportFault>;

    /// Lets what was sent be found; a place that was loaded anew takes the place of the older one.
    fn publish(&mut self, place: &str, anew: bool) -> Result<(), ExportFault>;

    /// Where what was loaded is found when it took the place of the older one.
    fn live_place(&self, loaded: &str) -> String {
        loaded.to_owned()
    }

    /// Whether what was loaded already took the place of the older one and is no longer where it was loaded.
    fn was_published(&mut self, _loaded: &str) -> Result<bool, ExportFault> {
        Ok(false)
    }

    /// Removes a place that was not loaded to its end.
    fn discard(&mut self, place: &str) -> Result<(), ExportFault>;

    /// Tells all that a place holds.
    fn list(&mut self, place: &str, take: &mut Listed<'_>) -> Result<(), ExportFault>;
}

/// How the files of an engine are written: what a folder holds instead of what a server is sent.
#[derive(Clone, Copy, Debug)]
pub(super) struct Written {
    pub(super) dialect: Dialect,
    /// Ending of files of records and of files of deletions.
    pub(super) endings: [&'static str; 2],
    /// Records and deletions as the engine is sent them.
    pub(super) bytes: fn(&[Item]) -> Vec<u8>,
    /// Settings of an index: file names and contents.
    pub(super) settings: fn(index: &str) -> Vec<(&'static str, Value)>,
}

/// JSON in memory, which cannot fail for what is sent.
pub(super) fn bytes(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}

/// JSON values that are there already, as an array.
pub(super) fn array<'b>(bodies: impl Iterator<Item = &'b [u8]>) -> Vec<u8> {
    let mut bytes = vec![b'['];
    for (at, body) in bodies.enumerate() {
        if at > 0 {
            bytes.push(b',');
        }
        bytes.extend_from_slice(body);
    }
    bytes.push(b']');
    bytes
}
