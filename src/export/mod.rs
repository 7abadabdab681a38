//! The records of a store for other programs: files of rows for data frames and
//! databases that read columns, and feeds of the search engines that people run.
//!
//! What there is to export is data (`shape`); `rows` asks the store for it, a document at a
//! time. `columns` writes rows to files. A `feed` tells rows as `record`s to an `engine`,
//! by way of `http` where that is a server, and the store keeps what was taken.

mod cell;
mod columns;
mod engine;
mod fault;
mod feed;
mod held;
mod http;
mod record;
mod rows;
mod run;
mod secret;
mod sending;
mod settings;
mod shape;

pub use columns::{ColumnForm, RowsWritten};
pub use fault::ExportFault;
pub use feed::{BatchLimits, Fed};
pub use held::Differences;
pub use http::PushManner;
pub use run::{Exported, compare, export};
pub use secret::{Credentials, Secret};
pub use settings::{ExportSettings, Target};
