//! The one place that names every stage.

use crate::grammar::Grammars;
use crate::record::Document;
use crate::source::Source;

/// Reads one source from bytes to records. Never fails: what cannot be read is
/// a diagnostic of the document, and a source that cannot be read at all is a
/// document with the status `refused`.
pub fn read(source: &Source, grammars: &Grammars) -> Document {
    let _ = (source, grammars);
    unimplemented!()
}

/// Says how each line of a page, or of all pages, was read: one text a line.
pub fn explain(source: &Source, grammars: &Grammars, page: Option<u32>) -> Vec<String> {
    let _ = (source, grammars, page);
    unimplemented!()
}
