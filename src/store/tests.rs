use super::ledger::{Beginning, Found, Reading, RunCounts, RunState, Sighting};
use super::{Lock, Store, StoreFault, merge};
use crate::grammar::Grammars;
use crate::pipeline::Reader;
use crate::record::{Document, DocumentKind, Meeting};
use crate::source::Source;
use std::fs;
use std::path::Path;

struct Desk {
    folder: tempfile::TempDir,
    reading: Reading,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("folder");
        Self { folder, reading: Reading::with(Grammars::embedded()) }
    }

    fn store(&self, name: &str) -> Store {
        Store::open(&self.folder.path().join(name)).expect("store")
    }

    fn begin(&self, store: &mut Store) -> i64 {
        store.begin_run(&Beginning { reading: &self.reading, jobs: 1, shard: None }).expect("run")
    }

    fn settle(&self, store: &mut Store, run: i64, name: &str, document: &Document) {
        let sighting = Sighting { name: name.to_owned(), origin: "packs".to_owned(), ..Sighting::default() };
        let found = Found::Document { document, files: &[], milliseconds: 5 };
        let sha256 = &document.document.sha256;
        store.settle_source(run, &self.reading, &sighting, sha256, &found).expect("settled");
    }
}

/// The documents of the samples that are text, by file name.
fn samples() -> Vec<(String, Document)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let reader = Reader::new(Grammars::embedded());
    let mut names: Vec<_> = fs::read_dir(folder)
        .expect("samples")
        .map(|entry| entry.expect("entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md" || extension == "txt"))
        .collect();
    names.sort();
    names
        .into_iter()
        .map(|path| {
            let name = path.file_name().expect("name").to_string_lossy().into_owned();
            let document = reader.read(&Source::new(&name, fs::read(&path).expect("read")));
            (format!("/packs/{name}"), document)
        })
        .collect()
}

fn count(store: &Store, sql: &str) -> i64 {
    store.ask(|connection| connection.query_row(sql, [], |row| row.get(0))).expect(sql)
}

#[test]
fn a_store_is_sound_and_empty_when_all_its_documents_are_gone() {
    let desk = Desk::new();
    let mut store = desk.store("a.db");
    let run = desk.begin(&mut store);
    for (name, document) in &samples() {
        desk.settle(&mut store, run, name, document);
    }
    assert_eq!(store.check().expect("checked"), []);
    let keys = store.present("packs").expect("names");
    store.mark_gone(&keys).expect("marked");
    assert_eq!(count(&store, "SELECT count(*) FROM source_versions WHERE state = 'gone'"), keys.len() as i64);
    assert_eq!(store.prune("packs").expect("pruned"), keys.len() as u64);
    assert_eq!(store.check().expect("checked"), []);
    let mut left = Vec::new();
    store.dump(&mut |line| left.push(line.to_owned())).expect("dump");
    assert_eq!(left, Vec::<String>::new());
    let words = "SELECT count(*) FROM records_search WHERE records_search MATCH 'committee OR council OR minutes'";
    assert_eq!(count(&store, words), 0);
}

#[test]
fn rows_are_as_many_as_records_and_found_by_their_words() {
    let desk = Desk::new();
    let mut store = desk.store("a.db");
    let run = desk.begin(&mut store);
    let mut expected = RunCounts::default();
    for (name, document) in &samples() {
        desk.settle(&mut store, run, name, document);
        expected.tally.add(&crate::run::Tally::of(document));
    }
    for (kind, table) in [
        ("meeting", "meetings"),
        ("agenda_item", "agenda_items"),
        ("minute", "minute_items"),
        ("decision", "decisions"),
        ("vote", "votes"),
        ("action", "actions"),
        ("attendance", "attendance"),
        ("interest", "interests"),
        ("report", "reports"),
        ("recommendation", "recommendations"),
        ("plan_entry", "plan_entries"),
        ("appointment", "appointments"),
        ("table", "tables"),
        ("section", "sections"),
    ] {
        let expected = expected.tally.records[kind] as i64;
        assert_eq!(count(&store, &format!("SELECT count(*) FROM {table}")), expected, "{table}");
        if kind != "vote" {
            let listed = count(&store, &format!("SELECT count(*) FROM records WHERE type = '{kind}'"));
            assert_eq!(listed, expected, "{kind}");
        }
    }
    let found = "SELECT count(*) FROM records_search JOIN records ON record_key = records_search.rowid
                 WHERE records_search MATCH 'resolve' AND type = 'section'";
    assert!(count(&store, found) > 0, "words are found by their stems");
    for view in ["decisions_with_votes", "open_actions", "who_attended", "how_members_voted", "figures"] {
        assert!(count(&store, &format!("SELECT count(*) FROM {view}")) > 0, "{view}");
    }
}

#[test]
fn the_order_of_writing_leaves_no_trace() {
    let desk = Desk::new();
    let (mut one, mut other) = (desk.store("a.db"), desk.store("b.db"));
    let (run, run_of_other) = (desk.begin(&mut one), desk.begin(&mut other));
    let samples = samples();
    for (name, document) in &samples {
        desk.settle(&mut one, run, name, document);
    }
    for (name, document) in samples.iter().rev() {
        desk.settle(&mut other, run_of_other, name, document);
        desk.settle(&mut other, run_of_other, name, document);
    }
    assert_eq!(one.digest().expect("digest"), other.digest().expect("digest"));
    one.end_run(run, RunState::Finished, &RunCounts::default()).expect("ended");
    assert_eq!(one.digest().expect("digest"), other.digest().expect("digest"), "runs are no part of it");
}

#[test]
fn merged_stores_are_as_one() {
    let desk = Desk::new();
    let mut whole = desk.store("whole.db");
    let mut parts = [desk.store("a.db"), desk.store("b.db")];
    let run = desk.begin(&mut whole);
    let runs = [desk.begin(&mut parts[0]), desk.begin(&mut parts[1])];
    for (at, (name, document)) in samples().iter().enumerate() {
        desk.settle(&mut whole, run, name, document);
        desk.settle(&mut parts[at % 2], runs[at % 2], name, document);
        if at % 3 == 0 {
            desk.settle(&mut parts[(at + 1) % 2], runs[(at + 1) % 2], name, document);
        }
    }
    let paths = parts.map(|part| part.path().to_owned());
    for (name, order) in [("forth.db", [0, 1]), ("back.db", [1, 0])] {
        let mut merged = desk.store(name);
        for at in order {
            merge(&mut merged, &paths[at]).expect("merged");
        }
        let again = merge(&mut merged, &paths[0]).expect("merged again");
        assert_eq!((again.added, again.replaced), (0, 0));
        assert_eq!(merged.digest().expect("digest"), whole.digest().expect("digest"), "{name}");
        assert_eq!(merged.check().expect("checked"), []);
    }
}

fn pack(id: &str, kind: DocumentKind, title: &str) -> Document {
    let reader = Reader::new(Grammars::embedded());
    let mut document = reader.read(&Source::new(format!("{id}.txt"), id.as_bytes().to_vec()));
    document.document.kind = kind;
    document.document.title = Some(title.to_owned());
    document.meeting = Some(Meeting {
        body: Some("Planning Committee".to_owned()),
        date: Some("2024-06-04".to_owned()),
        ..Meeting::default()
    });
    document
}

#[test]
fn documents_of_one_meeting_are_linked_in_any_order() {
    let documents = [
        pack("one", DocumentKind::AgendaPack, "Agenda"),
        pack("two", DocumentKind::AgendaPack, "Supplement: late papers"),
        pack("three", DocumentKind::Agenda, "Revised agenda"),
        pack("four", DocumentKind::Minutes, "Draft minutes"),
        pack("five", DocumentKind::Minutes, "Minutes"),
    ];
    let links = "SELECT group_concat(link, ', ') FROM (
                     SELECT a.source_name || ' ' || l.kind || ' ' || b.source_name AS link
                     FROM document_links AS l JOIN documents AS a USING (document_key)
                     JOIN documents AS b ON b.document_key = l.earlier_key ORDER BY 1
                 )";
    for turn in 0..documents.len() {
        let desk = Desk::new();
        let mut store = desk.store("a.db");
        let run = desk.begin(&mut store);
        for at in 0..documents.len() {
            let document = &documents[(at + turn) % documents.len()];
            desk.settle(&mut store, run, &document.document.source_name, document);
        }
        let told: String = store.ask(|connection| connection.query_row(links, [], |row| row.get(0))).expect("links");
        assert_eq!(
            told,
            "five.txt confirms four.txt, four.txt same_meeting one.txt, three.txt revises one.txt, \
             two.txt supplements one.txt"
        );
    }
}

#[test]
fn a_store_is_told_from_other_files() {
    let desk = Desk::new();
    let path = desk.folder.path().join("other.db");
    fs::write(&path, "no database at all, but long enough to be read as one".repeat(100)).expect("written");
    assert!(matches!(Store::open(&path), Err(StoreFault::NotAStore { .. })));
    let other = desk.folder.path().join("other-too.db");
    rusqlite::Connection::open(&other).and_then(|c| c.execute_batch("CREATE TABLE t (a)")).expect("made");
    assert!(matches!(Store::open(&other), Err(StoreFault::NotAStore { .. })));
    assert!(matches!(Store::read_only(&desk.folder.path().join("none.db")), Err(StoreFault::Missing { .. })));
}

#[test]
fn a_second_writer_is_told_who_the_first_is() {
    let desk = Desk::new();
    let path = desk.folder.path().join("a.db");
    let first = Lock::take(&path, "ingest").expect("lock");
    let Err(StoreFault::Held { holder, .. }) = Lock::take(&path, "merge") else { panic!("two writers") };
    assert_eq!((holder.pid, holder.command.as_str()), (std::process::id(), "ingest"));
    drop(first);
    Lock::take(&path, "merge").expect("free again");
}

#[test]
fn a_run_that_neither_ended_nor_goes_on_has_died() {
    let desk = Desk::new();
    let mut store = desk.store("a.db");
    let run = desk.begin(&mut store);
    drop(store);
    let mut store = desk.store("a.db");
    let next = desk.begin(&mut store);
    assert_eq!(store.last_run(Some(next)).expect("read"), None, "no run before it came to its end");
    assert_eq!(store.run(run).expect("run").state, RunState::Died);
    store.end_run(next, RunState::Finished, &RunCounts::default()).expect("ended");
    assert_eq!(store.last_run(None).expect("read").map(|run| run.state), Some(RunState::Finished));
}

#[test]
fn a_group_is_written_whole_or_not_at_all() {
    let desk = Desk::new();
    let samples = samples();
    let mut store = desk.store("a.db");
    let run = desk.begin(&mut store);
    store.begin_group().expect("begun");
    for (name, document) in &samples {
        desk.settle(&mut store, run, name, document);
    }
    let reader = Store::read_only(store.path()).expect("a reader");
    assert_eq!(count(&reader, "SELECT count(*) FROM documents"), 0);
    store.commit_group().expect("committed");
    assert_eq!(count(&reader, "SELECT count(*) FROM documents"), samples.len() as i64);
    store.begin_group().expect("begun");
    assert_eq!(store.prune("none").expect("pruned"), 0);
    store.whole(|connection| connection.execute("DELETE FROM documents", []).map(drop)).expect("deleted");
    let fault = store.whole(|connection| connection.execute("DELETE FROM no_such_table", []).map(drop));
    assert!(fault.is_err());
    assert_eq!(count(&store, "SELECT count(*) FROM documents"), samples.len() as i64);
    assert_eq!(store.check().expect("checked"), []);
}
