//! The ledger: what was read when, by which program and grammars, and under which names.
//!
//! A source is a name (an absolute path or a URL); a version is some bytes as one
//! program with one set of grammars read them. A version has one document, and any
//! number of names.

mod quarantine;
mod runs;
mod settle;
mod sources;

pub use quarantine::Quarantined;
pub use runs::{Beginning, RunCounts, RunRow, RunState};
pub(super) use settle::withdraw;
pub use settle::{Found, Settled};
pub use sources::{HeldVersion, Known, Sighting};

use crate::grammar::Grammars;
use crate::record::Program;
use jiff::{Timestamp, Unit};

/// Now in UTC, as RFC 3339, to the second.
pub fn now() -> String {
    let now = Timestamp::now();
    now.round(Unit::Second).unwrap_or(now).to_string()
}

/// What stands for the grammar of a source that no grammar read.
const NO_GRAMMAR: &str = "none";

/// With what sources are read: a version that was read with the same need not be read again.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Version of the program.
    pub program: String,
    /// Hash of all grammar files.
    pub grammars: String,
    /// Hash of the words that tell which grammar reads a source.
    pub recogniser: String,
    /// Name and hash of each grammar.
    grammar_hashes: Vec<(String, String)>,
}

impl Reading {
    /// This program with these grammars.
    pub fn with(grammars: &Grammars) -> Self {
        let grammar_hashes =
            grammars.all().map(|grammar| (grammar.name().to_owned(), grammar.hash().to_owned())).collect();
        Self {
            program: Program::this().version,
            grammars: grammars.hash().to_owned(),
            recogniser: grammars.recogniser_hash(),
            grammar_hashes,
        }
    }

    /// Whether a version would be read the same now: by the same program, with the same
    /// grammar, and with no other way to tell the grammars apart.
    pub fn would_read_the_same(&self, version: &HeldVersion) -> bool {
        let grammar = version.grammar.as_deref().unwrap_or(NO_GRAMMAR);
        let same_grammar = grammar == NO_GRAMMAR
            || self
                .grammar_hashes
                .iter()
                .any(|(name, hash)| name == grammar && Some(hash.as_str()) == version.grammar_hash.as_deref());
        // Of a source in quarantine nobody knows what would have read it.
        let same_grammars = !version.quarantined || version.grammars == self.grammars;
        version.program == self.program && version.recogniser == self.recogniser && same_grammar && same_grammars
    }
}
