//! The document of a source that could not be read: it says who the source is
//! and why, and holds no records.

use crate::record::{About, Diagnostic, Document, DocumentKind, GrammarUsed, Program, Status};
use crate::source::{Identity, SourceKind};

/// What stands for a grammar where none was used.
const NO_GRAMMAR: &str = "none";

/// The document of a source that was refused for this reason.
pub fn refused(identity: &Identity, kind: SourceKind, reason: Diagnostic) -> Document {
    let about = About {
        id: identity.id.clone(),
        source_name: identity.name.clone(),
        media_type: kind.media_type().to_owned(),
        bytes: identity.bytes,
        sha256: identity.sha256.clone(),
        page_count: 0,
        title: None,
        producer: None,
        created: None,
        encrypted: None,
        ocr_pages: None,
        kind: DocumentKind::Other,
        council: None,
        grammar: GrammarUsed { name: NO_GRAMMAR.to_owned(), hash: NO_GRAMMAR.to_owned() },
        program: Program::this(),
    };
    Document { diagnostics: vec![reason], ..Document::without_records(about, Status::Refused) }
}
