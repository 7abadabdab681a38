//! Search as people use it: the built program over a store made of the samples, held against
//! what the store itself says.

use crate::command::{Ran, Shelf};
use minutebook::store::Store;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// A shelf with a store of all text samples.
fn stored() -> Shelf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let files: Vec<(String, Vec<u8>)> = fs::read_dir(folder)
        .expect("samples")
        .map(|entry| entry.expect("entry").path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "txt" || kind == "md"))
        .filter(|path| !path.ends_with("README.md"))
        .map(|path| {
            let name = path.file_name().expect("name").to_string_lossy().into_owned();
            (name, fs::read(&path).expect("read"))
        })
        .collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let shelf = Shelf::new(&files);
    assert!(ingest(&shelf).code <= 1);
    shelf
}

fn ingest(shelf: &Shelf) -> Ran {
    shelf.run(&["ingest", "in", "--store", "a.db", "--prune"])
}

fn search(shelf: &Shelf, args: &[&str]) -> Value {
    let ran = shelf.run(&[&["search", "--store", "a.db", "--json", "--facets"], args].concat());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    serde_json::from_slice(&ran.stdout).expect("JSON")
}

fn total(shelf: &Shelf, query: &str) -> u64 {
    search(shelf, &[query])["total"].as_u64().expect("a number")
}

fn count(shelf: &Shelf, sql: &str) -> u64 {
    let store = Store::read_only(&shelf.path("a.db")).expect("store");
    store.ask(|connection| connection.query_row(sql, [], |row| row.get(0))).expect(sql)
}

#[test]
fn what_is_found_is_what_the_store_holds() {
    let shelf = stored();
    for (query, sql) in [
        ("", "SELECT count(*) FROM records"),
        ("type:decision", "SELECT count(*) FROM decisions"),
        ("type:decision type:action", "SELECT (SELECT count(*) FROM decisions) + (SELECT count(*) FROM actions)"),
        ("type:decision -outcome:carried", "SELECT count(*) FROM decisions WHERE coalesce(outcome, '') <> 'carried'"),
        ("outcome:lost", "SELECT count(*) FROM decisions WHERE outcome = 'lost'"),
        ("date:2018", "SELECT count(*) FROM records WHERE date LIKE '2018-%'"),
        ("date:2018-06..2019", "SELECT count(*) FROM records WHERE date BETWEEN '2018-06' AND '2019-12-31'"),
        ("date:..2010", "SELECT count(*) FROM records WHERE date < '2011'"),
        ("body:planning", "SELECT count(*) FROM records WHERE lower(body) LIKE '%planning%'"),
        ("council:westmarch", "SELECT count(*) FROM records WHERE lower(council) LIKE '%westmarch%'"),
        (
            "type:attendance councillor:\"A Bee\"",
            "SELECT count(*) FROM attendance WHERE ' ' || lower(replace(name, '.', '')) || ' ' LIKE '% a bee %'",
        ),
    ] {
        assert_eq!(total(&shelf, query), count(&shelf, sql), "{query}");
    }
    for (query, sql) in [("type:decision", "decisions"), ("date:2018", "documents"), ("outcome:lost", "decisions")] {
        assert!(total(&shelf, query) > 0, "{query}: the samples have {sql} of the kind");
    }
    let body = "SELECT body FROM records WHERE body LIKE '% %' GROUP BY 1 ORDER BY count(*) DESC LIMIT 1";
    let store = Store::read_only(&shelf.path("a.db")).expect("store");
    let body: String = store.ask(|connection| connection.query_row(body, [], |row| row.get(0))).expect("a body");
    let whole = count(&shelf, &format!("SELECT count(*) FROM records WHERE body = '{body}' COLLATE NOCASE"));
    assert_eq!(total(&shelf, &format!("body:\"{body}\"")), whole);
}

#[test]
fn facets_count_what_is_found() {
    let shelf = stored();
    let answer = search(&shelf, &["budget"]);
    assert!(answer["total"].as_u64() > Some(0));
    let facets = answer["facets"].as_array().expect("facets");
    let names: Vec<&str> = facets.iter().filter_map(|facet| facet["field"].as_str()).collect();
    assert_eq!(names, ["council", "body", "year", "type", "outcome"]);
    for facet in facets {
        let field = facet["field"].as_str().expect("a name");
        for value in facet["counts"].as_array().expect("counts") {
            let quoted =
                format!("budget {}:\"{}\"", field.replace("year", "date"), value["value"].as_str().expect("a value"));
            assert_eq!(Some(total(&shelf, &quoted)), value["count"].as_u64(), "{quoted}");
        }
    }
}

#[test]
fn words_are_found_in_all_forms_and_phrases_as_they_are() {
    let shelf = stored();
    let (forms, as_it_is) = (total(&shelf, "recommendations"), total(&shelf, "\"recommendations\""));
    assert_eq!(forms, total(&shelf, "recommended"));
    assert!(forms > as_it_is && as_it_is > 0, "{forms} {as_it_is}");
    let together = total(&shelf, "\"report of the\"");
    assert!(together > 0 && together < total(&shelf, "report of the"));
    assert_eq!(total(&shelf, "\"the of report\""), 0);
    let start = total(&shelf, "recomm*");
    assert!(start >= forms);
    assert_eq!(total(&shelf, "budget report") + total(&shelf, "budget -report"), total(&shelf, "budget"));
}

#[test]
fn every_record_is_found_by_the_words_of_its_title() {
    let shelf = stored();
    let store = Store::read_only(&shelf.path("a.db")).expect("store");
    let mut titles: Vec<(String, String)> = Vec::new();
    let sql = "SELECT id, title FROM records WHERE title IS NOT NULL GROUP BY type, title ORDER BY id LIMIT 25";
    let read = |connection: &rusqlite::Connection| {
        let mut statement = connection.prepare(sql)?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        for row in rows {
            titles.push(row?);
        }
        Ok(())
    };
    store.ask(read).expect("titles");
    assert!(titles.len() == 25);
    for (id, title) in titles {
        let answer = search(&shelf, &[&format!("\"{}\"", title.replace('"', " ")), "--limit", "1000"]);
        let hits = answer["hits"].as_array().expect("hits");
        assert!(hits.iter().any(|hit| hit["id"] == id.as_str()), "{id}: {title}");
    }
}

#[test]
fn pages_in_any_order_hold_every_record_once() {
    let shelf = stored();
    for order in ["rank", "newest", "oldest"] {
        let mut ids: Vec<String> = Vec::new();
        let mut dates: Vec<Option<String>> = Vec::new();
        let all = total(&shelf, "council");
        for page in 1..=all.div_ceil(7) {
            let answer = search(&shelf, &["council", "--limit", "7", "--page", &page.to_string(), "--sort", order]);
            for hit in answer["hits"].as_array().expect("hits") {
                ids.push(hit["id"].as_str().expect("an id").to_owned());
                dates.push(hit["date"].as_str().map(str::to_owned));
            }
        }
        assert_eq!(ids.len() as u64, all);
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len() as u64, all, "{order}");
        let undated = dates.iter().position(Option::is_none).unwrap_or(dates.len());
        assert!(dates[undated..].iter().all(Option::is_none) || order == "rank", "{order}: undated at the end");
        let mut days: Vec<_> = dates.into_iter().flatten().collect();
        if order == "oldest" {
            days.reverse();
        }
        assert!(order == "rank" || days.is_sorted_by(|a, b| a >= b), "{order}: {days:?}");
    }
}

#[test]
fn a_typing_error_gets_a_suggestion() {
    let shelf = stored();
    let answer = search(&shelf, &["recomendation \"buget report\" type:minute"]);
    assert_eq!(answer["total"], 0);
    let suggestion = answer["suggestion"].as_str().expect("a suggestion");
    assert!(suggestion.starts_with("recommendation \"budget report\""), "{suggestion}");
    assert_eq!(search(&shelf, &["budget"])["suggestion"], Value::Null);
}

#[test]
fn snippets_mark_the_words_and_what_was_not_understood_is_told() {
    let shelf = stored();
    let answer = search(&shelf, &["\"public participation\" type:minute colour:x type:dog"]);
    assert!(answer["faults"][0].as_str().is_some_and(|fault| fault.contains("type:dog")), "{answer}");
    let ran = shelf.run(&["search", "resolved", "--store", "a.db", "--limit", "3"]);
    let words = String::from_utf8(ran.stdout).expect("text");
    assert!(words.to_lowercase().contains("**resolved**"), "{words}");
    assert!(!words.contains('\u{1b}') && words.contains(" records, 1 to 3\n"), "{words}");
}

#[test]
fn the_index_follows_the_store() {
    let shelf = stored();
    let check = || shelf.run(&["index", "--store", "a.db", "--check"]);
    let without = check();
    assert_eq!(without.code, 2, "{}", without.stderr);
    assert!(without.stderr.contains("`minutebook index` makes one"), "{}", without.stderr);

    assert_eq!(shelf.run(&["index", "--store", "a.db"]).code, 0);
    let all = count(&shelf, "SELECT count(*) FROM records");
    let agreed = check();
    let words = String::from_utf8(agreed.stdout).expect("text");
    assert_eq!((agreed.code, words), (0, format!("records: {all} in the store, {all} in the index\n")));

    // A night with a new source, a changed one and one that is gone, after which index and store agree.
    let source = |name: &str| shelf.path("in").join(name);
    let planning = fs::read(source("ambleford-planning-2024.md")).expect("read");
    fs::write(source("ambleford-planning-2024.md"), [planning.as_slice(), b"\nQuixotic words.\n"].concat())
        .expect("written");
    fs::remove_file(source("lakeview-transit-board-2015.txt")).expect("removed");
    fs::write(
        source("new.txt"),
        "MINUTES of the Ferry Committee\n\n1. Gangways\n\nResolved: that the gangways be painted.\n",
    )
    .expect("written");
    assert!(ingest(&shelf).code <= 1);
    assert_eq!(check().code, 0, "{}", check().stderr);
    assert!(total(&shelf, "quixotic") > 0 && total(&shelf, "gangways") > 0);
    assert_eq!(total(&shelf, "lakeview"), 0);

    // A store that is made anew at the same place, with other sources.
    for file in ["a.db", "a.db-wal", "a.db-shm"] {
        let _ = fs::remove_file(shelf.path(file));
    }
    fs::remove_file(source("new.txt")).expect("removed");
    assert!(ingest(&shelf).code <= 1);
    assert_eq!(total(&shelf, "gangways"), 0);
    assert_eq!(check().code, 0);
}

#[test]
fn a_broken_index_is_made_anew() {
    let shelf = stored();
    let before = total(&shelf, "budget");
    fs::write(shelf.path("a.db.search/meta.json"), "{ half").expect("written");
    assert_eq!(total(&shelf, "budget"), before);
    let nowhere = shelf.run(&["search", "budget", "--store", "none.db"]);
    assert_eq!(nowhere.code, 2);
    assert!(nowhere.stderr.contains("there is no store"), "{}", nowhere.stderr);
}
