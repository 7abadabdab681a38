//! The nightly run, as it is run: the built program over folders of sources, night after
//! night, killed, starved and hindered.

mod crash;
mod nights;
mod shards;
mod trouble;
mod web;

use crate::command::{Ran, Shelf};
use minutebook::store::Store;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Every sample, as a source under its own name.
fn samples(only: &[&str]) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut samples: Vec<(String, Vec<u8>)> = fs::read_dir(folder)
        .expect("samples")
        .map(|entry| entry.expect("entry").path())
        .filter(|path| {
            let name = path.to_string_lossy();
            only.iter().any(|end| name.ends_with(end))
        })
        .map(|path| {
            let name = path.file_name().expect("name").to_string_lossy().into_owned();
            (name, fs::read(&path).expect("read"))
        })
        .collect();
    samples.sort();
    samples
}

/// A shelf of samples whose names end like this.
fn shelf(only: &[&str]) -> Shelf {
    let samples = samples(only);
    let files: Vec<(&str, &[u8])> = samples.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    Shelf::new(&files)
}

/// A night over `in`: records in this store, files in the folder of the same name.
fn night(shelf: &Shelf, store: &str, more: &[&str]) -> Ran {
    let (database, files) = (format!("{store}.db"), format!("{store}-files"));
    shelf.run(&[&["ingest", "in", "--store", &database, "--out", &files], more].concat())
}

fn open(shelf: &Shelf, store: &str) -> Store {
    Store::open(&shelf.path(&format!("{store}.db"))).expect("store")
}

fn count(store: &Store, sql: &str) -> i64 {
    store.ask(|connection| connection.query_row(sql, [], |row| row.get(0))).expect(sql)
}

/// All that a store and the files beside it say, for comparing with another.
fn all(shelf: &Shelf, store: &str) -> (Vec<String>, BTreeMap<String, Vec<u8>>) {
    let opened = open(shelf, store);
    assert_eq!(opened.check().expect("checked"), []);
    let mut lines = Vec::new();
    opened.dump(&mut |line| lines.push(line.to_owned())).expect("dump");
    let folder = format!("{store}-files");
    let files = shelf
        .names(&folder)
        .into_iter()
        // What a process was writing when it was killed; never under a document's name.
        .filter(|name| !name.starts_with(".unfinished-"))
        .map(|name| {
            let bytes = fs::read(shelf.path(&folder).join(&name)).expect("read");
            (name, bytes)
        })
        .collect();
    (lines, files)
}

/// Asserts that two stores and their files are the same, and tells the first difference.
fn assert_same(shelf: &Shelf, one: &str, other: &str) {
    let (lines, files) = all(shelf, one);
    let (other_lines, other_files) = all(shelf, other);
    assert_same_lines(&lines, &other_lines);
    assert_eq!(files.keys().collect::<Vec<_>>(), other_files.keys().collect::<Vec<_>>());
    assert!(files == other_files, "files differ");
}

fn assert_same_lines(lines: &[String], others: &[String]) {
    let difference = lines.iter().zip(others).find(|(a, b)| a != b);
    assert_eq!(difference, None);
    assert_eq!(lines.len(), others.len());
    assert!(!lines.is_empty());
}
