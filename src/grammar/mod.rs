//! Grammars: the words of councils, as data.

mod kind;

pub use kind::{FieldName, FieldScope, HeadingKind, PhraseKind, SlotKind, SlotRole, TableKind};

use serde_json::Value;
use std::path::Path;

/// A council's grammar, or the base.
#[derive(Clone, Debug)]
pub struct Grammar;

impl Grammar {
    /// `base`, or the name of the council's file.
    pub fn name(&self) -> &str {
        "base"
    }

    /// The council's name.
    pub fn title(&self) -> Option<&str> {
        None
    }

    /// Hash of the files that the grammar was made of, in hexadecimal.
    pub fn hash(&self) -> &str {
        "none"
    }

    /// How many forms the grammar has.
    pub fn form_count(&self) -> usize {
        0
    }
}

/// One thing that is wrong with a grammar file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrammarFault {
    /// What kind of fault it is.
    pub code: &'static str,
    /// The file.
    pub file: String,
    /// What is wrong.
    pub message: String,
}

impl GrammarFault {
    /// The line and column of the fault.
    pub fn line_column(&self) -> (usize, usize) {
        (1, 1)
    }
}

/// Everything that is wrong with the grammar files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrammarFaults(pub Vec<GrammarFault>);

impl GrammarFaults {
    /// All faults as text.
    pub fn render(&self, _color: bool) -> String {
        String::new()
    }
}

/// Every grammar that a run knows.
#[derive(Clone, Debug)]
pub struct Grammars(Vec<Grammar>);

static EMBEDDED: std::sync::LazyLock<Grammars> =
    std::sync::LazyLock::new(|| Grammars(vec![Grammar]));

impl Grammars {
    /// The grammars that the program carries.
    pub fn embedded() -> &'static Grammars {
        &EMBEDDED
    }

    /// The carried grammars with the files of a folder laid over them.
    ///
    /// # Errors
    /// Everything that is wrong with any of the files.
    pub fn load(_overlay: Option<&Path>) -> Result<Grammars, GrammarFaults> {
        Ok(EMBEDDED.clone())
    }

    /// The base, then every council.
    pub fn all(&self) -> impl Iterator<Item = &Grammar> {
        self.0.iter()
    }

    /// A grammar by its name.
    pub fn get(&self, name: &str) -> Option<&Grammar> {
        self.0.iter().find(|grammar| grammar.name() == name)
    }

    /// These grammars with one alone, which then reads every source.
    pub fn only(&self, name: &str) -> Option<Grammars> {
        self.get(name).map(|one| Grammars(vec![one.clone()]))
    }
}

/// The JSON Schema of a grammar file.
pub fn schema() -> Value {
    serde_json::json!({})
}
