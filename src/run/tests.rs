//! Runs with readers made for the purpose: order, panics, repeats, a sink that fails.

use super::{Order, Run, RunFault, Tally, Verdict, refused};
use crate::record::{Diagnostic, Document, Severity, Status};
use crate::sink::{Json, Output, Sink, SinkFault};
use crate::source::{Identity, Source, SourceRef};
use std::path::Path;

/// A sink that keeps what it takes, up to a number of documents.
#[derive(Default)]
struct Shelf {
    taken: Vec<Output>,
    room: Option<usize>,
}

impl Sink for Shelf {
    fn write(&mut self, output: &Output) -> Result<(), SinkFault> {
        if self.room == Some(self.taken.len()) {
            let cause = std::io::Error::from(std::io::ErrorKind::StorageFull);
            return Err(SinkFault::Stream { cause });
        }
        self.taken.push(output.clone());
        Ok(())
    }

    fn finish(&mut self) -> Result<(), SinkFault> {
        Ok(())
    }
}

impl Shelf {
    fn ids(&self) -> Vec<&str> {
        self.taken.iter().map(|output| output.id.as_str()).collect()
    }
}

fn document_of(source: &Source) -> Document {
    let note = Diagnostic {
        code: "test-note".to_owned(),
        severity: Severity::Note,
        message: String::from_utf8_lossy(&source.bytes).into_owned(),
        place: None,
    };
    let mut document = refused(&source.identity(), source.kind, note);
    document.status = Status::Read;
    document.document.page_count = 1;
    document
}

fn read(source: &Source) -> Document {
    let text = String::from_utf8_lossy(&source.bytes);
    assert!(!text.contains("panic"), "hostile source");
    if text.contains("slow") {
        std::thread::sleep(std::time::Duration::from_millis(30));
    }
    document_of(source)
}

fn sources(folder: &Path, files: &[(&str, &str)]) -> Vec<SourceRef> {
    files
        .iter()
        .map(|(name, text)| {
            let path = folder.join(name);
            std::fs::create_dir_all(path.parent().expect("parent")).expect("folder");
            std::fs::write(&path, text).expect("written");
            SourceRef::file(&path, text.len() as u64)
        })
        .collect()
}

fn convert(sources: &[SourceRef], jobs: usize, order: Order, shelf: &mut Shelf) -> Result<Tally, RunFault> {
    Run { jobs, max_bytes: 1 << 20, order, read: &read, format: &Json::default(), watch: &|_| {} }
        .convert(sources, shelf)
}

#[test]
fn a_stream_keeps_the_order_of_the_sources() {
    let folder = tempfile::tempdir().expect("folder");
    let names: Vec<String> = (0..60).map(|at| format!("{at:02}.txt")).collect();
    let files: Vec<(&str, &str)> =
        names.iter().enumerate().map(|(at, name)| (name.as_str(), if at % 7 == 0 { "slow" } else { "fast" })).collect();
    let sources = sources(folder.path(), &files);
    let expected: Vec<String> = files.iter().map(|(name, text)| Identity::of(name, text.as_bytes()).id).collect();
    for jobs in [1, 2, 5] {
        let mut shelf = Shelf::default();
        let tally = convert(&sources, jobs, Order::Source, &mut shelf).expect("run");
        assert_eq!(shelf.ids(), expected, "{jobs} jobs");
        assert_eq!(tally.read, 60);
        assert_eq!(tally.pages, 60);
    }
}

#[test]
fn the_largest_source_is_read_first() {
    let folder = tempfile::tempdir().expect("folder");
    let files = [("a.txt", "x"), ("b.txt", "xxx"), ("c.txt", "xx")];
    let sources = sources(folder.path(), &files);
    let mut shelf = Shelf::default();
    convert(&sources, 1, Order::Any, &mut shelf).expect("run");
    let first: Vec<&str> = shelf.ids().iter().map(|id| &id[..1]).collect();
    assert_eq!(first, ["b", "c", "a"]);
}

#[test]
fn a_panic_is_a_refused_document() {
    let folder = tempfile::tempdir().expect("folder");
    let files = [("a.txt", "one"), ("b.txt", "panic"), ("c.txt", "three")];
    let sources = sources(folder.path(), &files);
    for jobs in [1, 2] {
        let mut shelf = Shelf::default();
        let tally = convert(&sources, jobs, Order::Source, &mut shelf).expect("run");
        assert_eq!((tally.read, tally.refused), (2, 1));
        assert_eq!(tally.diagnostics["internal-panic"], 1);
        assert_eq!(Verdict::of(&tally), Verdict::InPart);
        let document: Document = serde_json::from_slice(&shelf.taken[1].files[0].bytes).expect("document");
        assert_eq!(document.status, Status::Refused);
        assert_eq!(document.document.id, Identity::of("b.txt", b"panic").id);
    }
}

#[test]
fn the_same_source_twice_is_one_document() {
    let folder = tempfile::tempdir().expect("folder");
    let files = [("x/a.txt", "same"), ("y/a.txt", "same"), ("z/a.txt", "other")];
    let sources = sources(folder.path(), &files);
    let mut shelf = Shelf::default();
    let tally = convert(&sources, 2, Order::Source, &mut shelf).expect("run");
    assert_eq!(shelf.taken.len(), 2);
    assert_eq!((tally.read, tally.repeated), (2, 1));
    assert_eq!(Verdict::of(&tally), Verdict::Whole);
}

#[test]
fn a_source_over_the_limit_is_refused_under_its_own_id() {
    let folder = tempfile::tempdir().expect("folder");
    let long = "x".repeat((1 << 20) + 1);
    let sources = sources(folder.path(), &[("long.txt", &long), ("b.txt", "short")]);
    let mut shelf = Shelf::default();
    let tally = convert(&sources, 2, Order::Source, &mut shelf).expect("run");
    assert_eq!((tally.read, tally.refused), (1, 1));
    assert_eq!(tally.diagnostics["source-too-large"], 1);
    assert_eq!(shelf.ids()[0], Identity::of("long.txt", long.as_bytes()).id);
}

#[test]
fn what_vanished_costs_no_neighbour() {
    let folder = tempfile::tempdir().expect("folder");
    let sources = sources(folder.path(), &[("a.txt", "one"), ("b.txt", "two")]);
    std::fs::remove_file(folder.path().join("a.txt")).expect("removed");
    let mut shelf = Shelf::default();
    let tally = convert(&sources, 2, Order::Source, &mut shelf).expect("run");
    assert_eq!((tally.read, tally.unreadable), (1, 1));
    assert_eq!(Verdict::of(&tally), Verdict::InPart);
}

#[test]
fn a_full_sink_ends_the_run() {
    let folder = tempfile::tempdir().expect("folder");
    let names: Vec<String> = (0..200).map(|at| format!("{at}.txt")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "text")).collect();
    let sources = sources(folder.path(), &files);
    for order in [Order::Source, Order::Any] {
        let mut shelf = Shelf { room: Some(3), ..Shelf::default() };
        let fault = convert(&sources, 2, order, &mut shelf).expect_err("full");
        assert!(matches!(fault, RunFault::Sink(_)), "{fault}");
        assert_eq!(shelf.taken.len(), 3);
    }
}

#[test]
fn nothing_read_is_its_own_verdict() {
    assert_eq!(Verdict::of(&Tally::default()), Verdict::Nothing);
    let unreadable = Tally::unreadable("source-missing");
    assert_eq!(Verdict::of(&unreadable), Verdict::Nothing);
}
