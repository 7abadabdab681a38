//! An export from its settings to what came of it.

use super::columns::{self, RowsWritten};
use super::fault::ExportFault;
use super::feed::{Fed, Feed, Teller, dump};
use super::held::{Comparison, Differences};
use super::record::hexadecimal;
use super::settings::ExportSettings;
use crate::store::{Lock, Store};
use std::path::Path;

/// What an export did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exported {
    /// Files of rows were written.
    Rows(Vec<RowsWritten>),
    /// An engine was fed.
    Fed(Fed),
}

/// Exports the records of the store at this path; all of them again where `anew` is set.
///
/// # Errors
///
/// When the store, a file or the engine cannot be used. What was taken by then is not sent again.
pub fn export(store: &Path, settings: &ExportSettings, anew: bool) -> Result<Exported, ExportFault> {
    if let Some((form, folder)) = settings.rows() {
        return Ok(Exported::Rows(columns::write(&Store::read_only(store)?, folder, form)?));
    }
    // A file that is no store is told as such, and none is made.
    let read = Store::read_only(store)?;
    let mut engine = settings.engine()?;
    let Some(name) = settings.feed_name() else {
        let fed = read.at_once(|store| dump(store, &mut *engine, settings.limits))?;
        return Ok(Exported::Fed(fed));
    };
    drop(read);
    let _lock = Lock::take(store, "export")?;
    let mut store = Store::open(store)?;
    let feed = Feed {
        store: &mut store,
        engine: &mut *engine,
        name: &name,
        index: &settings.index,
        limits: settings.limits,
        manner: settings.manner,
    };
    let fed = feed.run(anew)?;
    store.settle()?;
    Ok(Exported::Fed(fed))
}

/// Compares what an engine holds with the store.
///
/// # Errors
///
/// When the store or the engine cannot be read.
pub fn compare(store: &Path, settings: &ExportSettings) -> Result<Differences, ExportFault> {
    let store = Store::read_only(store)?;
    let comparison = Comparison::new()?;
    settings.engine()?.list(&settings.index, &mut |id, digest| comparison.held(id, digest))?;
    let teller = Teller::new();
    store.at_once(|store| {
        store.document_keys()?.into_iter().try_for_each(|key| {
            teller.each(store, key, &mut |record| comparison.wanted(record.id(), &hexadecimal(&record.digest())))
        })
    })?;
    comparison.differences()
}
