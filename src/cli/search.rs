//! Arguments of searching.

use super::StoreArg;
use clap::{Args, ValueEnum};

const SEARCH_EXAMPLES: &str = "\
Examples:
  minutebook search domiciliary care contract
  minutebook search '\"care contract\" -agency type:decision'
  minutebook search 'highw* body:\"Highways Committee\" date:2018..2019' --sort newest
  minutebook search 'councillor:\"A Bee\" outcome:lost' --facets --json

All words must be in a record, in any of their forms. \"words in quotes\" stand so, one after
another; star* begins so; -word is not in it. Fields are council: body: type: outcome: date:
councillor: (somebody named in an office: mover, seconder, voter, present, owner). Of several values of one field
one must hold. body:\"in quotes\" is the whole name, body:word a word of it. Dates are
2018, 2018-03, 2018-03-29, 2018..2019, ..2019. A query that holds quotes or begins a
word with - goes into single quotes.";

const INDEX_EXAMPLES: &str = "\
Examples:
  minutebook index --store archive.db            bring it up to date; make it if there is none
  minutebook index --store archive.db --check    compare it with the store

`search` and `serve` bring the index up to date themselves, and `ingest` does where there is one.
Exit code 1 when a check finds that index and store differ.";

/// What to look for, and how to tell of it.
#[derive(Debug, Args)]
#[command(after_help = SEARCH_EXAMPLES)]
pub struct SearchArgs {
    /// What to look for; everything if left out
    #[arg(value_name = "WORDS")]
    pub words: Vec<String>,
    /// The store
    #[command(flatten)]
    pub store: StoreArg,
    /// In which order
    #[arg(long, value_enum, default_value_t = Sort::Rank)]
    pub sort: Sort,
    /// Records a page
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub limit: u16,
    /// Which page, from 1
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..))]
    pub page: u16,
    /// Count councils, bodies, years, types and outcomes too
    #[arg(long)]
    pub facets: bool,
    /// One JSON object, for programs
    #[arg(long)]
    pub json: bool,
}

/// In which order records are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Sort {
    /// Those first that are most about the words
    Rank,
    /// The latest meeting first
    Newest,
    /// The earliest meeting first
    Oldest,
}

/// What to do with the index of a store.
#[derive(Debug, Args)]
#[command(after_help = INDEX_EXAMPLES)]
pub struct IndexArgs {
    /// The store
    #[command(flatten)]
    pub store: StoreArg,
    /// Compare counts and ids, and tell what differs
    #[arg(long)]
    pub check: bool,
}
