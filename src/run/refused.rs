//! The document of a source that could not be read: it says who the source is
//! and why, and holds no records.

use crate::record::{
    About, Coverage, Diagnostic, Document, DocumentKind, GrammarUsed, Program, SCHEMA_VERSION, Status,
};
use crate::source::{Identity, SourceKind};

/// What stands for a grammar where none was used.
const NO_GRAMMAR: &str = "none";

/// The document of a source that was refused for this reason.
pub fn refused(identity: &Identity, kind: SourceKind, reason: Diagnostic) -> Document {
    Document {
        schema_version: SCHEMA_VERSION.to_owned(),
        document: About {
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
            program: Program { name: env!("CARGO_PKG_NAME").to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() },
        },
        meeting: None,
        agenda_items: Vec::new(),
        minutes: Vec::new(),
        action_logs: Vec::new(),
        reports: Vec::new(),
        plans: Vec::new(),
        appointments: Vec::new(),
        tables: Vec::new(),
        sections: Vec::new(),
        pages: Vec::new(),
        unclaimed: Vec::new(),
        coverage: Coverage::default(),
        diagnostics: vec![reason],
        status: Status::Refused,
    }
}
