//! Getting a font program out of a font descriptor.

use super::program::Program;
use super::symbols::SymbolSet;
use super::type1::BuiltIn;
use crate::pdf::budget::Budget;
use crate::pdf::objects::Objects;
use lopdf::{Dictionary, Stream};

/// Keys of font programs in a descriptor: Type 1, TrueType, and CFF or OpenType.
const KEYS: [&[u8]; 3] = [b"FontFile", b"FontFile2", b"FontFile3"];

/// What a font program tells beyond the font's dictionary.
#[derive(Default)]
pub(super) struct Embedded {
    /// The program, unless it is Type 1.
    pub(super) program: Option<Program>,
    /// The encoding of a Type 1 program.
    pub(super) built_in: Option<BuiltIn>,
}

/// The program's stream, not yet inflated.
pub(super) fn stream<'a>(objects: &'a Objects, descriptor: Option<&'a Dictionary>) -> Option<&'a Stream> {
    KEYS.iter().find_map(|key| objects.get_stream(descriptor?, key))
}

impl Embedded {
    /// Reads the program, whatever the key says that it is.
    pub(super) fn load(objects: &Objects, stream: Option<&Stream>, symbols: SymbolSet, budget: &mut Budget) -> Self {
        let Some(stream) = stream else { return Self::default() };
        let bytes = objects.stream(stream, budget);
        if bytes.starts_with(b"%!") || bytes.first() == Some(&0x80) {
            return Self { program: None, built_in: BuiltIn::scan(&bytes) };
        }
        Self { program: Program::parse(bytes.into_owned(), symbols), built_in: None }
    }
}
