//! The corpora of the fuzz targets, replayed: what was found once is found again.
//!
//! `cargo +nightly fuzz run TARGET --fuzz-dir tests/fuzz` looks for more.

#[path = "fuzz/src/entry.rs"]
mod entry;

use crate::hostile::forge;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// How long an input may take, in a build without optimisation on a slow machine.
const LIMIT: Duration = Duration::from_secs(30);

/// Runs all inputs of a target.
fn replay(target: &str, run: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(target);
    let mut inputs = 0;
    for entry in fs::read_dir(&folder).expect("a corpus") {
        let path = entry.expect("an entry").path();
        let bytes = fs::read(&path).expect("an input");
        let begun = Instant::now();
        run(&bytes);
        assert!(begun.elapsed() < LIMIT, "{}: {:?}", path.display(), begun.elapsed());
        inputs += 1;
    }
    assert!(inputs >= 3, "{target}: {inputs} inputs");
}

#[test]
fn files_are_opened() {
    replay("load", entry::load);
}

#[test]
fn content_is_drawn() {
    replay("content", entry::content);
}

#[test]
fn character_maps_are_read() {
    replay("cmap", entry::cmap);
}

#[test]
fn font_programs_are_read() {
    replay("fonts", entry::fonts);
}

#[test]
fn sources_of_any_kind_are_read() {
    replay("whole", entry::whole);
}

#[test]
fn queries_are_understood() {
    replay("query", entry::query);
}
