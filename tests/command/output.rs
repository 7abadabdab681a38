//! What is written: whole files, the same on every run.

use super::{MINUTES, Shelf, lines};
use crate::known::{name, samples};
use serde_json::Value;
use std::collections::HashSet;
use std::fs;
use std::path::Path;

/// A shelf of many sources of different sizes.
fn many() -> Shelf {
    let sources: Vec<(String, String)> = (0..40)
        .map(|at| {
            let text = MINUTES.replace("Vane", &format!("Vane{at}"));
            (format!("{at:02}.txt"), text.repeat(1 + at % 5))
        })
        .collect();
    let files: Vec<(&str, &[u8])> = sources.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    Shelf::new(&files)
}

#[test]
fn output_does_not_depend_on_the_number_of_workers() {
    let shelf = many();
    for format in ["json", "ndjson"] {
        let streams: Vec<Vec<u8>> = ["1", "2", "7"]
            .iter()
            .map(|jobs| {
                let args = ["convert", "in", "--out", "-", "--format", format, "-j", jobs];
                let ran = shelf.run(&args);
                assert_eq!(ran.code, 0, "{}", ran.stderr);
                ran.stdout
            })
            .collect();
        assert!(!streams[0].is_empty());
        assert!(streams.iter().all(|stream| *stream == streams[0]));
        for jobs in ["1", "2"] {
            let args = ["convert", "in", "--out", jobs, "--format", format, "-j", jobs];
            assert_eq!(shelf.run(&args).code, 0);
        }
        let names = shelf.names("1");
        assert_eq!(names, shelf.names("2"));
        assert_eq!(names.len() % 40, 0);
        for name in names {
            let one = fs::read(shelf.path("1").join(&name)).expect("read");
            let two = fs::read(shelf.path("2").join(&name)).expect("read");
            assert_eq!(one, two, "{name}");
        }
    }
}

#[test]
fn samples_give_the_same_bytes_on_every_run() {
    let samples: Vec<(String, Vec<u8>)> =
        samples().iter().map(|path| (name(path), fs::read(path).expect("a sample"))).collect();
    let files: Vec<(&str, &[u8])> = samples.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let shelf = Shelf::new(&files);
    for format in ["json", "ndjson"] {
        let run = |jobs| shelf.run(&["convert", "in", "--out", "-", "--format", format, "--jobs", jobs]).stdout;
        let once = run("1");
        assert!(!once.is_empty());
        assert!(once == run("1"), "{format}: another run");
        assert!(once == run("2"), "{format}: two workers");
    }
}

#[test]
fn a_stream_is_the_files_in_order() {
    let shelf = many();
    let stream = shelf.run(&["convert", "in", "--out", "-"]).stdout;
    shelf.run(&["convert", "in"]);
    let files: Vec<u8> = shelf
        .names("output")
        .iter()
        .flat_map(|name| fs::read(shelf.path("output").join(name)).expect("read"))
        .collect();
    assert_eq!(stream, files);
}

#[test]
fn no_unfinished_file_is_left_and_older_ones_are_replaced() {
    let shelf = many();
    for _ in 0..2 {
        assert_eq!(shelf.run(&["convert", "in"]).code, 0);
    }
    let names = shelf.names("output");
    assert_eq!(names.len(), 40);
    for name in &names {
        assert_eq!(Path::new(name).extension(), Some("json".as_ref()), "{name}");
        let bytes = fs::read(shelf.path("output").join(name)).expect("read");
        assert_eq!(bytes.last(), Some(&b'\n'));
    }
}

#[test]
fn a_file_that_cannot_be_replaced_is_named_and_nothing_is_left_behind() {
    let shelf = Shelf::new(&[("a.txt", MINUTES.as_bytes())]);
    shelf.run(&["convert", "in"]);
    let name = shelf.names("output").remove(0);
    let path = shelf.path("output").join(&name);
    fs::remove_file(&path).expect("removed");
    fs::create_dir(&path).expect("in the way");
    let ran = shelf.run(&["convert", "in"]);
    assert_eq!(ran.code, 4, "{}", ran.stderr);
    assert!(ran.stderr.contains(&name), "{}", ran.stderr);
    assert_eq!(shelf.names("output"), [name]);
}

#[cfg(unix)]
#[test]
fn others_may_read_what_is_written_as_far_as_the_umask_allows() {
    use std::os::unix::fs::PermissionsExt;
    let shelf = Shelf::new(&[("a.txt", MINUTES.as_bytes())]);
    shelf.run(&["convert", "in"]);
    let plain = fs::metadata(shelf.path("in/a.txt")).expect("metadata");
    let path = shelf.path("output").join(shelf.names("output").remove(0));
    let written = fs::metadata(path).expect("metadata");
    assert_eq!(written.permissions().mode(), plain.permissions().mode());
}

#[test]
fn pretty_documents_say_the_same() {
    let shelf = Shelf::new(&[("a.txt", MINUTES.as_bytes())]);
    let compact = shelf.run(&["convert", "in", "--out", "-"]).stdout;
    let pretty = shelf.run(&["convert", "in", "--out", "-", "--pretty"]).stdout;
    let value = |bytes: &[u8]| -> Value { serde_json::from_slice(bytes).expect("JSON") };
    assert_eq!(value(&compact), value(&pretty));
    let lines = |bytes: &[u8]| String::from_utf8_lossy(bytes).lines().count();
    assert_eq!(lines(&compact), 1);
    assert!(lines(&pretty) > 10);
}

#[test]
fn the_flat_stream_is_self_contained_with_ids_of_its_own() {
    let shelf = many();
    let ran = shelf.run(&["convert", "in", "--out", "-", "--format", "ndjson"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let records = lines(&ran.stdout);
    let mut ids = HashSet::new();
    for record in &records {
        let id = record["id"].as_str().expect("id");
        assert!(ids.insert(id), "{id} twice");
        let document = record["document_id"].as_str().expect("document_id");
        assert!(id.starts_with(document), "{id} of {document}");
    }
    for kind in ["document", "section", "page"] {
        assert!(records.iter().any(|record| record["type"] == kind), "a {kind}");
    }
}

#[test]
fn ids_do_not_depend_on_where_a_source_lies() {
    let shelf = Shelf::new(&[("a.txt", MINUTES.as_bytes()), ("deep/er/a.txt", MINUTES.as_bytes())]);
    let near = shelf.run(&["convert", "in/a.txt", "--out", "-"]).stdout;
    let far = shelf.run(&["convert", "in/deep/er/a.txt", "--out", "-"]).stdout;
    assert_eq!(near, far);
}
