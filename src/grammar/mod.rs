//! Grammars: the words of councils, as data.
//!
//! The way of a grammar: files are found under `grammars/`, embedded or laid
//! over; each entry is read raw from its TOML; compiling resolves names, reads
//! the forms and builds the look-ups; then every entry's own examples are run.
//! All faults of all files are told at once ([`GrammarFaults`]). What comes out
//! is a [`Grammar`], which says what a line, a stretch of text, a label or the
//! heads of a table are.

mod anchor;
mod builder;
mod compile;
mod explain;
mod fault;
mod field;
mod files;
mod fold;
mod form;
#[expect(clippy::module_inception, reason = "the room of the type `Grammar`")]
mod grammar;
mod heading;
mod kind;
mod opening;
mod parse;
mod phrase;
mod proof;
mod raw;
mod reading;
mod sets;
mod slot;
mod spell;
mod table;
mod walk;
mod word;

#[cfg(test)]
mod tests;

pub use explain::{Explained, Explanation, Miss, explain_line};
pub use fault::{GrammarFault, GrammarFaults};
pub use field::{FieldReading, FieldReadings};
pub use grammar::{Grammar, Grammars};
pub use kind::{At, FieldName, FieldScope, HeadingKind, PhraseKind, SlotKind, SlotRole, TableKind};
pub use raw::schema;
pub use reading::{FormId, FormSource, Reading};
pub use sets::Sets;
pub use slot::count_of;
pub use table::TableReading;
pub use walk::{SlotReading, Slots};
pub use word::WordList;
