//! Records as other programs get them: the built program over a store that it made.

mod columns;
mod meilisearch;
mod nightly;
mod opensearch;
mod postgres;
mod server;
mod solr;
mod typesense;

use crate::command::{MINUTES, Ran, Shelf, program};
use minutebook::store::Store;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// A shelf with the store `a.db` of all samples that are text.
fn shelf() -> Shelf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut samples = Vec::new();
    for entry in fs::read_dir(folder).expect("samples") {
        let path = entry.expect("entry").path();
        if path.extension().is_some_and(|ending| ending == "txt" || ending == "md") {
            let name = path.file_name().expect("name").to_string_lossy().into_owned();
            samples.push((name, fs::read(&path).expect("read")));
        }
    }
    let files: Vec<(&str, &[u8])> = samples.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let shelf = Shelf::new(&files);
    let ran = shelf.run(&["ingest", "in", "--store", "a.db"]);
    assert!(ran.code <= 1, "{}", ran.stderr);
    shelf
}

fn open(shelf: &Shelf) -> Store {
    Store::read_only(&shelf.path("a.db")).expect("store")
}

fn count(store: &Store, sql: &str) -> i64 {
    store.ask(|connection| connection.query_row(sql, [], |row| row.get(0))).expect(sql)
}

/// Type, title and text of every record, by its id.
type Expected = BTreeMap<String, (String, Option<String>, Option<String>)>;

/// What an engine should hold: what the store does.
fn expected(shelf: &Shelf) -> Expected {
    // Of a table, the words are its section's.
    let sql =
        "SELECT r.id, r.type, r.title, nullif(t.text, '') FROM records AS r JOIN record_texts AS t USING (record_key)";
    let rows = open(shelf).ask(|connection| {
        connection
            .prepare(sql)?
            .query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?, row.get(3)?))))?
            .collect()
    });
    rows.expect("records")
}

/// Feeds an engine with a key from the environment.
fn feed(shelf: &Shelf, args: &[String], key: &str) -> Ran {
    let args: Vec<&str> = ["export", "--store", "a.db"].into_iter().chain(args.iter().map(String::as_str)).collect();
    let ran = program(&shelf.path(""), &args).env("MINUTEBOOK_EXPORT_KEY", key).output().expect("the program");
    Ran {
        code: ran.status.code().expect("an exit code"),
        stdout: ran.stdout,
        stderr: String::from_utf8(ran.stderr).expect("UTF-8"),
    }
}

/// Changes the sources: one is gone, one has other words. Tells the ids of records that are gone
/// and of those that are new or changed, both sorted.
fn change(shelf: &Shelf) -> (Vec<String>, Vec<String>) {
    let before = expected(shelf);
    fs::remove_file(shelf.path("in/ambleford-planning-2024.md")).expect("removed");
    fs::write(shelf.path("in/fresh.txt"), MINUTES).expect("written");
    let ran = shelf.run(&["ingest", "in", "--store", "a.db", "--prune"]);
    assert!(ran.code <= 1, "{}", ran.stderr);
    let after = expected(shelf);
    let gone: Vec<String> = before.keys().filter(|id| !after.contains_key(*id)).cloned().collect();
    let fresh: Vec<String> = after.keys().filter(|id| !before.contains_key(*id)).cloned().collect();
    assert!(gone.len() > 5 && fresh.len() > 3);
    (gone, fresh)
}

/// Asserts that what an engine holds is what the store holds.
fn assert_holds(found: &BTreeMap<String, Value>, expected: &Expected) {
    assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
    for (id, (kind, title, text)) in expected {
        assert_eq!(found[id]["type"].as_str(), Some(kind.as_str()));
        assert_eq!(found[id]["title"].as_str(), title.as_deref(), "{id}");
        assert_eq!(found[id]["text"].as_str(), text.as_deref(), "{id}");
    }
}

/// Loads an engine, feeds it for a night, loads it again, and looks each time whether it holds what the store does.
fn full_cycle(shelf: &Shelf, args: &[String], key: &str, found: &dyn Fn() -> BTreeMap<String, Value>) {
    let run = |more: &[&str], code: i32| {
        let more: Vec<String> = more.iter().map(|&word| word.to_owned()).collect();
        let ran = feed(shelf, &[args, &more].concat(), key);
        assert_eq!(ran.code, code, "{more:?}: {}{}", ran.stderr, String::from_utf8_lossy(&ran.stdout));
    };
    run(&[], 0);
    assert_holds(&found(), &expected(shelf));
    run(&["--check"], 0);
    let (gone, fresh) = change(shelf);
    run(&["--check"], 1);
    run(&[], 0);
    let held = found();
    assert!(gone.iter().all(|id| !held.contains_key(id)) && fresh.iter().all(|id| held.contains_key(id)));
    assert_holds(&held, &expected(shelf));
    run(&["--check"], 0);
    run(&["--full"], 0);
    assert_holds(&found(), &expected(shelf));
}
