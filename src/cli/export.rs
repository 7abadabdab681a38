//! The arguments of exports.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

const EXPORT_EXAMPLES: &str = "\
Examples:
  minutebook export --store archive.db --to parquet --out parquet/
  minutebook export --store archive.db --to csv --out csv/

Parquet and CSV give a file for each kind of record: decisions, votes, vote_roll, actions,
attendance, reports, table_facts and so on. Each row names its document, council, body and
day. Parquet has days as days and lists as lists; CSV has lists as JSON, and cells as
they are: for programs, not for spreadsheets, which run some cells as formulas.

Exit codes:
  0  all is written
  2  arguments are wrong, or the file is no store; nothing was done
  4  temporary trouble: a file cannot be written, or the store is in use; run again";

/// What to export and where to.
#[derive(Debug, Args)]
#[command(after_help = EXPORT_EXAMPLES)]
pub struct ExportArgs {
    /// The store
    #[arg(short, long, value_name = "FILE", env = "MINUTEBOOK_STORE", default_value = "minutebook.db")]
    pub store: PathBuf,
    /// What takes the records
    #[arg(long, value_enum, value_name = "KIND")]
    pub to: ExportTo,
    /// Folder that takes files
    #[arg(short, long, value_name = "DIR")]
    pub out: PathBuf,
}

/// What can take records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportTo {
    /// A CSV file for each kind of record
    Csv,
    /// A Parquet file for each kind of record
    Parquet,
}
