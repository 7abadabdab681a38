//! Grammars: the words of councils, as data.

mod kind;

pub use kind::{FieldName, FieldScope, HeadingKind, PhraseKind, SlotKind, SlotRole, TableKind};

/// Every grammar that a run knows.
pub struct Grammars;
