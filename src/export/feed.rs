//! One way for all engines: what changed is gathered into batches, sent, and noted in the
//! store when it was taken.
//!
//! A record is noted after it was taken: whoever dies between the two sends it again, and
//! nothing is lost. Documents of which all records were taken are not looked at again.

use super::engine::{Engine, Item};
use super::fault::ExportFault;
use super::held::Comparison;
use super::http::PushManner;
use super::record::{FIELDS, Record, hexadecimal};
use super::rows::Rows;
use super::sending::{Sending, deliver};
use super::shape::Shape;
use crate::store::{FeedRow, FeedState, Store};
use jiff::Timestamp;

/// Of so many records that are loaded one may be refused; an index that holds less does not take the
/// place of the one before.
const ONE_REFUSED_OF: u64 = 20;

/// How much is sent at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BatchLimits {
    /// Most records, at least 1.
    pub records: usize,
    /// Bytes at which no more are added.
    pub bytes: usize,
}

impl Default for BatchLimits {
    fn default() -> Self {
        Self { records: 2000, bytes: 8 << 20 }
    }
}

/// What a feed did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fed {
    /// Whether all was loaded anew.
    pub anew: bool,
    /// Records that were sent and taken.
    pub sent: u64,
    /// Deletions that were sent and taken.
    pub deleted: u64,
    /// Records that were refused, to be tried again the next time.
    pub refused: u64,
    /// The first of them, with the reasons.
    pub reasons: Vec<(String, String)>,
}

/// The records of documents, told.
pub(super) struct Teller {
    shapes: Vec<Rows>,
}

impl Teller {
    pub(super) fn new() -> Self {
        Self { shapes: Shape::records().map(Rows::of).collect() }
    }

    /// Tells the records of a document.
    pub(super) fn each(
        &self,
        store: &Store,
        document: i64,
        take: &mut dyn FnMut(&Record<'_>) -> Result<(), ExportFault>,
    ) -> Result<(), ExportFault> {
        self.shapes.iter().try_for_each(|rows| {
            rows.each(store.connection(), document, &mut |cells| {
                take(&Record::of(rows, cells)).map_err(super::columns::Stopped::Fault)
            })
            .map_err(|stopped| stopped.in_store(store))
        })
    }
}

/// Digest of what records are told as: another program may tell them otherwise.
fn shape() -> String {
    let words = format!("{:?}", *FIELDS);
    blake3::hash(words.as_bytes()).to_hex()[..32].to_owned()
}

/// A feed that is ready to run.
pub(super) struct Feed<'f> {
    pub(super) store: &'f mut Store,
    pub(super) engine: &'f mut dyn Engine,
    /// The name under which the store knows it.
    pub(super) name: &'f str,
    /// What the engine calls what is fed.
    pub(super) index: &'f str,
    pub(super) limits: BatchLimits,
    pub(super) manner: PushManner,
}

impl Feed<'_> {
    /// Sends what changed; all of it into a new index where that is asked for or there is none.
    pub(super) fn run(mut self, anew: bool) -> Result<Fed, ExportFault> {
        let shape = shape();
        let mut loading = self.store.feed(self.name, FeedState::Loading)?;
        if let Some(row) = &loading
            && self.engine.was_published(&row.place)?
        {
            // Whoever loaded it died before it was noted.
            self.publish_anew(row)?;
            loading = None;
        }
        let live = self.store.feed(self.name, FeedState::Live)?;
        if let (Some(live), None, false) = (&live, &loading, anew)
            && live.shape == shape
            && self.engine.holds(&live.place)?
        {
            self.engine.prepare(&live.place)?;
            let mut sending = Sending::new(&mut self, live.clone(), false);
            sending.all()?;
            let fed = sending.fed;
            self.engine.publish(&live.place, false)?;
            return Ok(fed);
        }
        let row = self.loading(loading, &shape)?;
        self.engine.prepare(&row.place)?;
        let mut sending = Sending::new(&mut self, row.clone(), true);
        sending.all()?;
        let mut fed = sending.fed;
        if self.engine.swaps() {
            if fed.refused > 0 && fed.refused * ONE_REFUSED_OF > fed.sent + fed.refused {
                let words = fed.reasons.first().map(|(id, words)| format!("{id}: {words}")).unwrap_or_default();
                return Err(ExportFault::TooManyRefused { refused: fed.refused, all: fed.sent + fed.refused, words });
            }
        } else {
            fed.deleted += self.left_over(&row)?;
        }
        self.publish_anew(&row)?;
        Ok(fed)
    }

    /// What was loaded takes the place of the older one.
    fn publish_anew(&mut self, row: &FeedRow) -> Result<(), ExportFault> {
        self.engine.publish(&row.place, true)?;
        Ok(self.store.feed_is_live(row.key, &self.engine.live_place(&row.place))?)
    }

    /// The load that is under way and can go on, or a new one.
    fn loading(&mut self, before: Option<FeedRow>, shape: &str) -> Result<FeedRow, ExportFault> {
        if let Some(row) = before {
            if row.shape == shape && self.engine.holds(&row.place)? {
                return Ok(row);
            }
            if self.engine.swaps() {
                self.engine.discard(&row.place)?;
            }
            self.store.forget_feed(row.key)?;
        }
        let place = if self.engine.swaps() {
            // To the microsecond: two loads in a row are never into the same index.
            format!("{}-{}", self.index, Timestamp::now().strftime("%Y%m%d%H%M%S%6f"))
        } else {
            self.index.to_owned()
        };
        Ok(self.store.begin_feed(self.name, &place, shape)?)
    }

    /// Deletes what an index holds that was loaded over and that the store does not.
    fn left_over(&mut self, row: &FeedRow) -> Result<u64, ExportFault> {
        let comparison = Comparison::new()?;
        self.engine.list(&row.place, &mut |id, digest| comparison.held(id, digest))?;
        let teller = Teller::new();
        let store = &*self.store;
        store.document_keys()?.into_iter().try_for_each(|key| {
            teller.each(store, key, &mut |record| comparison.wanted(record.id(), &hexadecimal(&record.digest())))
        })?;
        let mut deleted = 0;
        let (engine, most, manner) = (&mut *self.engine, self.limits.records, self.manner);
        let mut items = Vec::new();
        comparison.each_left_over(&mut |id| {
            items.push(Item { id: id.to_owned(), body: None });
            deleted += 1;
            if items.len() >= most {
                deliver(engine, &row.place, &items, manner)?;
                items.clear();
            }
            Ok(())
        })?;
        deliver(engine, &row.place, &items, manner)?;
        Ok(deleted)
    }
}

/// Sends all that a store holds, of which nothing is noted.
pub(super) fn dump(store: &Store, engine: &mut dyn Engine, limits: BatchLimits) -> Result<Fed, ExportFault> {
    let teller = Teller::new();
    let dialect = engine.dialect();
    let mut fed = Fed { anew: true, ..Fed::default() };
    let mut items: Vec<Item> = Vec::new();
    let mut bytes = 0;
    engine.prepare("")?;
    for key in store.document_keys()? {
        teller.each(store, key, &mut |record| {
            let body = record.told(dialect, &record.digest());
            let body = body.map_err(|cause| ExportFault::Scratch(cause.to_string()))?;
            bytes += body.len();
            fed.sent += 1;
            items.push(Item { id: record.id().to_owned(), body: Some(body) });
            if items.len() >= limits.records || bytes >= limits.bytes {
                bytes = 0;
                engine.send("", &std::mem::take(&mut items))?;
            }
            Ok(())
        })?;
    }
    engine.send("", &items)?;
    engine.publish("", true)?;
    Ok(fed)
}
