//! One source, from its file to the bytes of its document.

use super::{Run, Tally, refused};
use crate::record::{Diagnostic, Document, Severity, Status};
use crate::sink::{Output, SinkFault};
use crate::source::{Source, SourceFault, SourceKind, SourceRef, Unread};
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
        Err(unread) => {
            return match without_bytes(unread) {
                Ok(document) => {
                    tell(&document);
                    encode(run, &document)
                }
                Err(fault) => Ok(unwritten(found, &fault)),
            };
        }
    };
    guarded(&source, run.read, |document| encode(run, &document))
}

/// Reads a source and makes something of its document, which is told in the log. A panic on the
/// way costs this source alone: something is made of a refused document then.
pub fn guarded<T>(source: &Source, read: impl Fn(&Source) -> Document, make: impl Fn(Document) -> T) -> T {
    let make = |document: Document| {
        tell(&document);
        make(document)
    };
    // Nothing that the closure could leave half done outlives a panic.
    let made = catch_unwind(AssertUnwindSafe(|| make(read(source))));
    made.unwrap_or_else(|_| make(refused(&source.identity(), source.kind, panicked())))
}

/// The document of a source whose bytes could not be had, where they could at least be hashed.
///
/// # Errors
///
/// Why they could not be had, where there is not even an identity.
pub fn without_bytes(unread: Unread) -> Result<Document, SourceFault> {
    match unread.identity {
        Some(identity) => Ok(refused(&identity, SourceKind::Binary, unread.fault.diagnostic())),
        None => Err(unread.fault),
    }
}

fn unwritten(found: &SourceRef, fault: &SourceFault) -> Made {
    tracing::error!(source = found.name, code = fault.code(), "{fault}");
    Made { output: None, tally: Tally::unreadable(fault.code()) }
}

fn encode(run: &Run<'_>, document: &Document) -> Result<Made, SinkFault> {
    Ok(Made {
        output: Some(Output { id: document.document.id.clone(), files: run.format.files(document)? }),
        tally: Tally::of(document),
    })
}

/// Tells of a document in the log: that it was read, or each fault with its pages.
pub fn tell(document: &Document) {
    let name = document.document.source_name.as_str();
    if document.status == Status::Read {
        tracing::info!(source = name, pages = document.document.page_count, "read");
        return;
    }
    let outcome = match document.status {
        Status::Refused => "refused",
        Status::Read | Status::ReadInPart => "read in part",
    };
    for (code, pages, message) in faults(&document.diagnostics) {
        let separator = if pages.is_empty() { "" } else { ": " };
        tracing::warn!(source = name, code, "{outcome}: {}{separator}{message}", named(&pages));
    }
}

/// Errors, with the pages that share each: a scanned archive has hundreds of the same.
fn faults(diagnostics: &[Diagnostic]) -> Vec<(&str, Vec<u32>, &str)> {
    let mut faults: Vec<(&str, Vec<u32>, &str)> = Vec::new();
    for Diagnostic { code, message, place, severity } in diagnostics {
        if *severity != Severity::Error {
            continue;
        }
        let page = place.iter().flatten().next().map(|place| place.page);
        let (page, said) = page
            .and_then(|page| Some((Some(page), message.strip_prefix(&format!("page {page}: "))?)))
            .unwrap_or((None, message));
        match faults.iter_mut().find(|(of, pages, known)| of == code && *known == said && !pages.is_empty()) {
            Some((_, pages, _)) if page.is_some() => pages.extend(page),
            _ => faults.push((code, page.into_iter().collect(), said)),
        }
    }
    faults
}

/// `page 3`, `pages 1 to 80 and 83`: pages in words, runs of them by their ends.
fn named(pages: &[u32]) -> String {
    let runs: Vec<String> = pages
        .chunk_by(|a, b| a + 1 == *b)
        .map(|run| match run {
            [first, .., last] => format!("{first} to {last}"),
            _ => run.iter().map(u32::to_string).collect(),
        })
        .collect();
    match runs.as_slice() {
        [] => String::new(),
        [only] => format!("{} {only}", if pages.len() > 1 { "pages" } else { "page" }),
        [first @ .., last] => format!("pages {} and {last}", first.join(", ")),
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

#[cfg(test)]
mod tests {
    use super::{faults, named};
    use crate::record::{Diagnostic, Place, Severity};

    fn error(page: u32, message: &str) -> Diagnostic {
        Diagnostic {
            code: "page-needs-ocr".to_owned(),
            severity: Severity::Error,
            message: format!("page {page}: {message}"),
            place: Some(vec![Place { page, ..Place::default() }]),
        }
    }

    #[test]
    fn pages_with_the_same_fault_are_told_together() {
        let list = [error(1, "a scan"), error(2, "a scan"), error(3, "cut"), error(4, "a scan")];
        let told: Vec<(String, &str)> = faults(&list).iter().map(|(_, pages, said)| (named(pages), *said)).collect();
        assert_eq!(told, [("pages 1 to 2 and 4".to_owned(), "a scan"), ("page 3".to_owned(), "cut")]);
    }

    #[test]
    fn runs_of_pages_are_named_by_their_ends() {
        assert_eq!(named(&[7]), "page 7");
        assert_eq!(named(&[1, 2, 3]), "pages 1 to 3");
        assert_eq!(named(&[1, 3, 5, 6]), "pages 1, 3 and 5 to 6");
        assert_eq!(named(&[]), "");
    }
}
