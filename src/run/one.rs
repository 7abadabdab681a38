//! One source, from its file to the bytes of its document.

use super::{Run, Tally, refused};
use crate::record::{Diagnostic, Document, Severity, Status};
use crate::sink::{Output, SinkFault};
use crate::source::{SourceFault, SourceKind, SourceRef, Unread};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What a worker hands to the writer.
pub(super) struct Done {
    /// When the source was taken, from 0.
    pub(super) turn: usize,
    /// Which source it is, from 0.
    pub(super) source: usize,
    /// What was made of it.
    pub(super) made: Result<Made, SinkFault>,
}

/// What was made of a source.
pub(super) struct Made {
    /// Its document, encoded; nothing when its bytes could not be had.
    pub(super) output: Option<Output>,
    /// What is to be counted.
    pub(super) tally: Tally,
}

/// Reads one source and encodes its document.
pub(super) fn make(run: &Run<'_>, found: &SourceRef) -> Result<Made, SinkFault> {
    let source = match found.read(run.max_bytes) {
        Ok(source) => source,
        Err(unread) => return without_bytes(run, found, unread),
    };
    let identity = source.identity();
    let kind = source.kind;
    // Nothing that the closure could leave half done outlives a panic.
    let made = catch_unwind(AssertUnwindSafe(|| {
        let document = (run.read)(&source);
        encode(run, &document)
    }));
    made.unwrap_or_else(|_| encode(run, &refused(&identity, kind, panicked())))
}

fn without_bytes(run: &Run<'_>, found: &SourceRef, unread: Unread) -> Result<Made, SinkFault> {
    match unread.identity {
        Some(identity) => encode(run, &refused(&identity, SourceKind::Binary, unread.fault.diagnostic())),
        None => Ok(unwritten(found, &unread.fault)),
    }
}

fn unwritten(found: &SourceRef, fault: &SourceFault) -> Made {
    tracing::error!(source = found.name, code = fault.code(), "{fault}");
    Made { output: None, tally: Tally::unreadable(fault.code()) }
}

fn encode(run: &Run<'_>, document: &Document) -> Result<Made, SinkFault> {
    tell(document);
    Ok(Made {
        output: Some(Output { id: document.document.id.clone(), files: run.format.files(document)? }),
        tally: Tally::of(document),
    })
}

fn tell(document: &Document) {
    let name = document.document.source_name.as_str();
    if document.status == Status::Read {
        tracing::info!(source = name, pages = document.document.page_count, "read");
        return;
    }
    let outcome = match document.status {
        Status::Refused => "refused",
        Status::Read | Status::ReadInPart => "read in part",
    };
    let errors = document.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    for Diagnostic { code, message, .. } in errors {
        tracing::warn!(source = name, code, "{outcome}: {message}");
    }
}

fn panicked() -> Diagnostic {
    Diagnostic {
        code: "internal-panic".to_owned(),
        severity: Severity::Error,
        message: "the program failed on this source; the log says where".to_owned(),
        place: None,
    }
}
