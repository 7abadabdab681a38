//! Records as other programs get them: the built program over a store that it made.

mod columns;

use crate::command::Shelf;
use minutebook::store::Store;
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
