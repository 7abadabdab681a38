//! Exports as entries of the settings of the nightly run.

use super::shelf;
use std::fs;

const SETTINGS: &str = "\
sources = ['in']
store = 'a.db'

[[export]]
to = 'csv'
out = 'csv'

[[export]]
to = 'opensearch'
url = 'http://127.0.0.1:9'
tries = 1
";

#[test]
fn a_run_feeds_those_that_are_named_and_is_not_harmed_by_one_that_fails() {
    let shelf = shelf();
    fs::write(shelf.path("minutebook.toml"), SETTINGS).expect("written");
    let ran = shelf.run(&["ingest", "--config", "minutebook.toml"]);
    assert_eq!(ran.code, 4, "{}", ran.stderr);
    assert!(ran.stderr.contains("127.0.0.1:9"), "{}", ran.stderr);
    assert!(shelf.path("csv/decisions.csv").is_file());
    fs::write(shelf.path("minutebook.toml"), SETTINGS.split("\n[[export]]\nto = 'opensearch'").next().expect("text"))
        .expect("written");
    let ran = shelf.run(&["ingest", "--config", "minutebook.toml"]);
    assert!(ran.code <= 1, "{}", ran.stderr);
}

#[test]
fn what_is_wrong_with_an_entry_is_told_with_its_line_before_anything_is_done() {
    let shelf = shelf();
    let settings = SETTINGS
        .replace("to = 'csv'", "to = 'carrier pigeon'")
        .replace("tries = 1", "tries = 0\nkey-file = 'nowhere'\nlouder = true");
    fs::write(shelf.path("minutebook.toml"), settings).expect("written");
    let ran = shelf.run(&["ingest", "--config", "minutebook.toml"]);
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    for words in ["line 5: to: carrier pigeon", "line 13: louder"] {
        assert!(ran.stderr.contains(words), "{words} is not in {}", ran.stderr);
    }
    assert!(!shelf.path("csv").exists());
}
