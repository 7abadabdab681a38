//! Night after night: what is new, changed, renamed, doubled and gone.

use super::{all, assert_same, assert_same_lines, count, night, open, shelf};
use crate::command::{MINUTES, Shelf, lines};
use std::fs;
use std::process::Command;

#[test]
fn a_store_does_not_depend_on_the_number_of_workers() {
    let shelf = shelf(&[".md", ".txt", ".typst.pdf"]);
    for (store, jobs) in [("one", "1"), ("many", "4")] {
        let ran = night(&shelf, store, &["--jobs", jobs]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
    }
    assert_same(&shelf, "one", "many");
}

#[test]
fn a_night_without_news_reads_nothing() {
    let shelf = shelf(&[".txt"]);
    let first = night(&shelf, "a", &[]);
    assert_eq!(first.code, 0, "{}", first.stderr);
    let before = all(&shelf, "a");
    let second = night(&shelf, "a", &["--log-format", "json"]);
    assert_eq!(second.code, 0, "{}", second.stderr);
    let told = lines(second.stderr.as_bytes());
    let summary = told.last().expect("a summary");
    assert_eq!((&summary["read"], &summary["skipped"]), (&0.into(), &summary["found"]));
    assert!(before == all(&shelf, "a"));
    let status = shelf.run(&["status", "--store", "a.db"]);
    let words = String::from_utf8(status.stdout).expect("text");
    assert!(words.contains("last run: finished") && words.contains("in quarantine: 0"), "{words}");
}

#[test]
fn changed_renamed_doubled_and_vanished_sources_leave_the_store_of_those_that_are_there() {
    let shelf = shelf(&[".txt", "ambleford-planning-2024.md", "ballymore-district-2024.md"]);
    let source = |name: &str| shelf.path("in").join(name);
    assert_eq!(night(&shelf, "a", &[]).code, 0);
    let planning = fs::read(source("ambleford-planning-2024.md")).expect("read");
    fs::write(source("ambleford-planning-2024.md"), [planning.as_slice(), b"\nMore words.\n"].concat())
        .expect("written");
    fs::rename(source("ballymore-district-2024.md"), source("another-ballymore.md")).expect("renamed");
    fs::copy(source("westmarch-finance-2019.txt"), source("another-name.txt")).expect("copied");
    fs::remove_file(source("lakeview-transit-board-2015.txt")).expect("removed");

    let second = night(&shelf, "a", &["--log-format", "json"]);
    assert_eq!(second.code, 0, "{}", second.stderr);
    let told = lines(second.stderr.as_bytes());
    let summary = told.last().expect("a summary");
    for (what, number) in [("changed", 1), ("fresh", 2), ("gone", 2)] {
        assert_eq!(summary[what], number, "{what}: {summary}");
    }
    let store = open(&shelf, "a");
    let gone = "SELECT count(*) FROM documents JOIN source_versions USING (version_key) WHERE state = 'gone'";
    assert_eq!(count(&store, gone), 1, "its records are kept, and marked");
    let finance = "SELECT count(*) FROM document_sources WHERE id LIKE 'another-name-%'";
    assert_eq!(count(&store, finance), 2, "one document under two names, called after the first");
    let superseded = "SELECT count(*) FROM source_versions WHERE state = 'superseded' AND superseded_by IS NOT NULL";
    assert_eq!(count(&store, superseded), 1);
    drop(store);

    assert_eq!(night(&shelf, "a", &["--prune"]).code, 0);
    assert_eq!(night(&shelf, "fresh", &[]).code, 0);
    let records = |store: &str| -> Vec<String> {
        let ledger = ["source_versions\t", "source_names\t"];
        all(&shelf, store).0.into_iter().filter(|line| !ledger.iter().any(|part| line.starts_with(part))).collect()
    };
    assert_same_lines(&records("a"), &records("fresh"));
    assert!(all(&shelf, "a").1 == all(&shelf, "fresh").1, "the files are those of the documents that are there");
}

#[test]
fn other_grammars_read_again_what_they_would_read_differently() {
    let shelf = Shelf::new(&[("minutes.txt", MINUTES.as_bytes())]);
    assert_eq!(night(&shelf, "a", &[]).code, 0);
    fs::create_dir_all(shelf.path("grammars/councils")).expect("folder");
    let council =
        "title = 'Ambleford Borough Council'\nextends = 'base'\n[recognise]\nphrases = ['Ambleford Borough Council']\n";
    fs::write(shelf.path("grammars/councils/ambleford.toml"), council).expect("written");
    let reread = |what: &str| {
        let ran = night(&shelf, "a", &["--grammars", "grammars", "--log-format", "json", "--reread", what]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        lines(ran.stderr.as_bytes()).last().expect("a summary")["reread"].clone()
    };
    assert_eq!(reread("none"), 0);
    assert_eq!(reread("changed"), 1);
    assert_eq!(reread("changed"), 0);
    assert_eq!(reread("all"), 1);
    let store = open(&shelf, "a");
    assert_eq!(count(&store, "SELECT count(*) FROM documents"), 1);
}

#[test]
fn settings_come_from_file_and_all_their_faults_are_told() {
    let shelf = Shelf::new(&[("minutes.txt", MINUTES.as_bytes())]);
    fs::write(shelf.path("minutebook.toml"), "sources = ['in']\nstore = 'night.db'\njobs = 1\n").expect("written");
    let ran = shelf.run(&["ingest", "--config", "minutebook.toml"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(shelf.path("night.db").is_file());
    fs::write(shelf.path("wrong.toml"), "sources = ['in']\njobs = 0\nshard = '3/2'\n").expect("written");
    let ran = shelf.run(&["ingest", "--config", "wrong.toml", "--max-time", "soon"]);
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    for told in ["wrong.toml, line 2", "wrong.toml, line 3", "--max-time"] {
        assert!(ran.stderr.contains(told), "{told}: {}", ran.stderr);
    }
}

#[test]
fn the_store_opens_in_the_command_line_of_sqlite() {
    let shelf = shelf(&["ambleford-planning-2024.md"]);
    assert_eq!(night(&shelf, "a", &[]).code, 0);
    let sql = "PRAGMA integrity_check; SELECT count(*) FROM decisions_with_votes WHERE votes_for IS NOT NULL;
               SELECT count(*) > 0 FROM records_search WHERE records_search MATCH 'planning';";
    let Ok(output) = Command::new("sqlite3").arg(shelf.path("a.db")).arg(sql).output() else {
        eprintln!("skipped: no sqlite3 on this machine");
        return;
    };
    let words = String::from_utf8_lossy(&output.stdout);
    let votes = count(&open(&shelf, "a"), "SELECT count(*) FROM votes WHERE votes_for IS NOT NULL");
    assert!(votes > 0);
    assert_eq!(words.lines().collect::<Vec<_>>(), ["ok", &votes.to_string(), "1"], "{output:?}");
}
