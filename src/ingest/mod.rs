//! A night's run: what is new or changed is read into the store, what is as it was is
//! left alone, and nothing that one source does costs another.
//!
//! [`settings`] are checked whole; `find` tells what there is, `plan` what of it has
//! to be read. The `crew` reads, each worker one source at a time (`read`); the one
//! thread that owns the store (`night`) hands out sources, no more than may be read `ahead`,
//! notes which ones are in hand, and writes what came of each as one whole. A source that was in hand when a run
//! died is read in a process of its own (`alone`) by the next.

mod ahead;
mod alone;
mod crew;
mod desk;
mod fault;
mod find;
mod night;
mod plan;
mod read;
pub mod settings;
mod shard;

pub use fault::IngestFault;
pub use night::{Ended, Ingest, Watch};
pub use settings::{IngestSettings, OutForm, Reread, SettingFault};
pub use shard::Shard;
