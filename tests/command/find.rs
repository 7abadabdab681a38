//! Sources from files, folders, patterns and standard input.

use super::{MINUTES, Shelf, lines};
use serde_json::Value;

fn names(documents: &[Value]) -> Vec<&str> {
    documents.iter().filter_map(|document| document["document"]["source_name"].as_str()).collect()
}

#[test]
fn standard_input_goes_to_standard_output() {
    let shelf = Shelf::new(&[]);
    let ran = shelf.run_with(&["convert", "-", "--out", "-"], MINUTES.as_bytes());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let documents = lines(&ran.stdout);
    assert_eq!(names(&documents), ["stdin"]);
    let id = documents[0]["document"]["id"].as_str().expect("id");
    assert!(id.starts_with("stdin-"), "{id}");
}

#[test]
fn folders_are_searched_and_patterns_matched() {
    let shelf = Shelf::new(&[
        ("b/second.md", b"# AGENDA\n\n1. Apologies\n"),
        ("a/first.txt", MINUTES.as_bytes()),
        ("a/picture.png", b"\x89PNG\r\n\x1A\n"),
        (".hidden/third.txt", MINUTES.as_bytes()),
        ("c/letter", b"Dear Clerk,\nplease find the agenda.\n"),
    ]);
    let folder = lines(&shelf.run(&["convert", "in", "--out", "-"]).stdout);
    assert_eq!(names(&folder), ["first.txt", "second.md", "letter"]);
    let pattern = lines(&shelf.run(&["convert", "in/**/*.{md,txt}", "--out", "-"]).stdout);
    assert_eq!(names(&pattern), ["first.txt", "second.md"]);
}

#[test]
fn sources_come_in_the_order_of_the_paths_and_once() {
    let shelf = Shelf::new(&[("a.txt", b"AGENDA A\n"), ("b.txt", b"AGENDA B\n")]);
    let ran = shelf.run(&["convert", "in/b.txt", "in", "in/../in/a.txt", "--out", "-"]);
    assert_eq!(names(&lines(&ran.stdout)), ["b.txt", "a.txt"]);
}

#[test]
fn sources_of_the_same_name_do_not_meet() {
    let shelf = Shelf::new(&[
        ("one/minutes.txt", MINUTES.as_bytes()),
        ("two/minutes.txt", MINUTES.replace("Vane", "Hale").as_bytes()),
        ("copy/minutes.txt", MINUTES.as_bytes()),
    ]);
    let ran = shelf.run(&["convert", "in"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let written = shelf.names("output");
    assert_eq!(written.len(), 2, "{written:?}");
    assert!(written.iter().all(|name| name.starts_with("minutes-")));
    assert!(ran.stderr.contains("2 read, 1 repeated"), "{}", ran.stderr);
}

#[test]
fn a_source_over_the_limit_is_refused() {
    let shelf = Shelf::new(&[("long.txt", MINUTES.repeat(3).as_bytes()), ("short.txt", MINUTES.as_bytes())]);
    let ran = shelf.run(&["convert", "in", "--max-bytes", "1k"]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    let documents = shelf.documents();
    assert_eq!(documents[0]["status"], "refused");
    assert_eq!(documents[0]["diagnostics"][0]["code"], "source-too-large");
    assert_eq!(documents[1]["status"], "read");
}

#[cfg(unix)]
#[test]
fn links_that_lead_nowhere_cost_no_neighbour() {
    use std::os::unix::fs::symlink;
    let shelf = Shelf::new(&[("good.txt", MINUTES.as_bytes())]);
    symlink("loop.txt", shelf.path("in/loop.txt")).expect("link");
    symlink("nowhere.txt", shelf.path("in/dangling.txt")).expect("link");
    symlink(".", shelf.path("in/self")).expect("link");
    let ran = shelf.run(&["convert", "in"]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert_eq!(shelf.names("output").len(), 1);
    for name in ["loop.txt", "dangling.txt", "self"] {
        assert!(ran.stderr.contains(name), "{}", ran.stderr);
    }
}
