//! Arguments of exports.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

const EXPORT_EXAMPLES: &str = "\
Examples:
  minutebook export --store archive.db --to parquet --out parquet/
  minutebook export --store archive.db --to csv --out csv/
  minutebook export --store archive.db --to opensearch --url https://search.example:9200
  minutebook export --store archive.db --to opensearch --url https://search.example:9200 --check
  minutebook export --store archive.db --to meilisearch --url http://localhost:7700 --key-file key
  minutebook export --store archive.db --to postgres --url postgres://minutebook@db.example/civic
  minutebook export --store archive.db --to solr --out feed/ --feed nightly

Parquet and CSV give a file for each kind of record: decisions, votes, vote_roll, actions,
attendance, reports, table_facts and so on. Each row names its document, council, body and
day. Parquet has days as days and lists as lists; CSV has lists as JSON, and cells as
they are: for programs, not for spreadsheets, which run some cells as formulas.

An engine is sent everything the first time, into a new index that takes the place of the
old one when it is complete. After that it is sent what changed, and what is gone is
deleted; the store keeps what was sent. --full sends everything again. A record that the
engine refuses is told, stops no other, and is tried again the next time.

With --out instead of --url the same goes into numbered files, for `curl --data-binary` or
another loader: all of it each time, or with --feed NAME what changed since the last time.

Keys and passwords are taken from the environment (MINUTEBOOK_EXPORT_KEY, or
MINUTEBOOK_EXPORT_USER as user:password) or from files, never from the command line.

Exit codes:
  0  all is written or sent; with --check: nothing differs
  1  some records were refused; with --check: something differs
  2  arguments are wrong, the file is no store, or the engine refuses; tell someone
  4  temporary trouble: the engine cannot be reached, a file cannot be written, the store is
     in use; run again";

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
    /// Send everything again
    #[arg(long, conflicts_with = "check")]
    pub full: bool,
    /// Compare what the engine holds with the store
    #[arg(long)]
    pub check: bool,
    /// Where to and how
    #[command(flatten)]
    pub how: ExportHow,
}

/// Where records go to and how; each can stand in an entry `[[export]]` of the settings of `ingest`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
pub struct ExportHow {
    /// Folder that takes files
    #[arg(short, long, value_name = "DIR")]
    pub out: Option<String>,
    /// Address of the server
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
    /// The index, collection or schema [default: minutebook]
    #[arg(long, value_name = "NAME")]
    pub index: Option<String>,
    /// Name under which the store keeps what was sent [default: kind, address and index]
    #[arg(long, value_name = "NAME")]
    pub feed: Option<String>,
    /// Variable of the environment that holds the key [default: `MINUTEBOOK_EXPORT_KEY`]
    #[arg(long, value_name = "NAME", help_heading = "Server")]
    pub key_env: Option<String>,
    /// File that holds the key
    #[arg(long, value_name = "FILE", help_heading = "Server")]
    pub key_file: Option<String>,
    /// Variable of the environment that holds user:password [default: `MINUTEBOOK_EXPORT_USER`]
    #[arg(long, value_name = "NAME", help_heading = "Server")]
    pub user_env: Option<String>,
    /// File that holds user:password
    #[arg(long, value_name = "FILE", help_heading = "Server")]
    pub user_file: Option<String>,
    /// How often a request is tried [default: 6]
    #[arg(long, value_name = "N", help_heading = "Server")]
    pub tries: Option<String>,
    /// Wait before the second try; twice as long before each further one [default: 500ms]
    #[arg(long, value_name = "TIME", help_heading = "Server")]
    pub back_off: Option<String>,
    /// Most records in a request or a file [default: 2000]
    #[arg(long, value_name = "N", help_heading = "Server")]
    pub batch_records: Option<String>,
    /// Bytes at which a request or a file is full [default: 8Mi]
    #[arg(long, value_name = "BYTES", help_heading = "Server")]
    pub batch_bytes: Option<String>,
}

impl ExportHow {
    /// The setting of this name.
    pub fn setting(&mut self, name: &str) -> Option<&mut Option<String>> {
        Some(match name {
            "out" => &mut self.out,
            "url" => &mut self.url,
            "index" => &mut self.index,
            "feed" => &mut self.feed,
            "key-env" => &mut self.key_env,
            "key-file" => &mut self.key_file,
            "user-env" => &mut self.user_env,
            "user-file" => &mut self.user_file,
            "tries" => &mut self.tries,
            "back-off" => &mut self.back_off,
            "batch-records" => &mut self.batch_records,
            "batch-bytes" => &mut self.batch_bytes,
            _ => return None,
        })
    }
}

/// What can take records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportTo {
    /// A CSV file for each kind of record
    Csv,
    /// A Parquet file for each kind of record
    Parquet,
    /// `OpenSearch` or Elasticsearch
    #[value(name = "opensearch", alias = "elasticsearch")]
    OpenSearch,
    /// Meilisearch
    Meilisearch,
    /// Typesense
    Typesense,
    /// Solr: the address ends with /solr, the index is the core or the collection
    Solr,
    /// `PostgreSQL`: the index is the schema
    #[value(alias = "postgresql")]
    Postgres,
}
