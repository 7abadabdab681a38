//! A pack gives the same records as text and on paper.
//!
//! Compared are the values of all records but action logs and tables, whose cells
//! the text has lost the spans of; places, ids and pages of the file are left aside.
//! No form may differ in more than its share of values; what differs is told.

use super::with_letters;
use crate::known::{name, samples};
use crate::laws;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// What follows from places, or from other fields.
const BESIDE: [&str; 9] = ["place", "parts", "file_pages", "sections", "table_ids", "checks", "facts", "id", "read_as"];
/// Lists of records that are compared.
const LISTS: [&str; 6] = ["meeting", "agenda_items", "minutes", "reports", "plans", "appointments"];

/// The text of a pack, by the first part of its name.
fn text_of(paper: &Path) -> PathBuf {
    let stem = |path: &Path| name(path).split('.').next().map(str::to_owned);
    samples().into_iter().find(|text| stem(text) == stem(paper)).expect("the text of a paper")
}

/// The values that records hold, each with the fields that lead to it.
fn leaves(at: &str, value: &Value, out: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (key, field) in fields.iter().filter(|(key, _)| !BESIDE.contains(&key.as_str())) {
                leaves(&format!("{at}/{key}"), field, out);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| leaves(at, value, out)),
        value => out.push(format!("{at}: {value}")),
    }
}

fn records(path: &Path) -> Vec<String> {
    let document = laws::document(&name(path), fs::read(path).expect("a sample"));
    let value = serde_json::to_value(document).expect("JSON");
    let mut out = Vec::new();
    for list in LISTS {
        leaves(list, &value[list], &mut out);
    }
    out.sort();
    out
}

/// Values of one that the other lacks.
fn lacking(one: &[String], other: &[String]) -> Vec<String> {
    let mut rest = other.iter().peekable();
    let mut lacking = Vec::new();
    for value in one {
        while rest.peek().is_some_and(|other| *other < value) {
            rest.next();
        }
        if rest.peek() == Some(&value) {
            rest.next();
        } else {
            lacking.push(value.clone());
        }
    }
    lacking
}

/// How alike the records of two forms are: the share of values that both hold.
fn likeness(text: &[String], paper: &[String]) -> f64 {
    let differing = lacking(text, paper).len() + lacking(paper, text).len();
    1.0 - differing as f64 / (text.len() + paper.len()) as f64
}

/// How alike a paper must be to its text, where that is not [`ALIKE`], and why.
const LESS_ALIKE: [(&str, f64); 7] = [
    // No table of attendance is read as such; the text has it broken into columns, which are.
    ("lakeview-transit-board-2015.libreoffice.pdf", 0.61),
    // What the text leaves broken (ragged tables, unclosed markup) is whole on paper.
    ("westmarch-hostile.typst.pdf", 0.88),
    // Members in two columns; clauses whose letters only paper prints.
    ("westmarch-adults-part2-2021.chromium.pdf", 0.92),
    // Letters alone on a line of the text stand beside their paragraphs on paper.
    ("ballymore-district-2024.ghostscript.pdf", 0.94),
    // Papers by several producers, and labels broken over lines.
    ("westmarch-communities-2018.chromium.pdf", 0.97),
    ("westmarch-communities-2018.qpdf.pdf", 0.97),
    ("westmarch-communities-2018.typst.pdf", 0.97),
];
/// How alike all others must be.
const ALIKE: f64 = 0.975;

#[test]
fn paper_and_text_give_the_same_records() {
    let mut breaches = Vec::new();
    for paper in with_letters() {
        let (own, text) = (records(&paper), records(&text_of(&paper)));
        let name = name(&paper);
        let wanted = LESS_ALIKE.iter().find(|(known, _)| *known == name).map_or(ALIKE, |(_, share)| *share);
        let found = likeness(&text, &own);
        if found < wanted {
            let lost = lacking(&text, &own).into_iter().map(|value| format!("  text only: {value}"));
            let invented = lacking(&own, &text).into_iter().map(|value| format!("  paper only: {value}"));
            let told: Vec<String> = lost.chain(invented).take(40).collect();
            breaches.push(format!("{name}: {found:.3} alike, {wanted} wanted\n{}", told.join("\n")));
        }
    }
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
}

#[test]
fn producers_give_the_same_records() {
    // The same pages by way of another producer: nothing but the objects of the file differs.
    let papers = with_letters();
    for (one, other) in [
        ("westmarch-communities-2018.libreoffice.pdf", "westmarch-communities-2018.ghostscript.pdf"),
        ("westmarch-finance-2019.libreoffice.pdf", "westmarch-finance-2019.ghostscript.pdf"),
    ] {
        let find = |wanted: &str| papers.iter().find(|path| name(path) == wanted).expect("a paper");
        assert_eq!(records(find(one)), records(find(other)), "{one} and {other}");
    }
}

#[test]
fn another_word_makes_records_less_alike() {
    let paper = with_letters().remove(0);
    let text = records(&text_of(&paper));
    let mut doctored = text.clone();
    doctored[3].push_str(" more");
    doctored.pop();
    doctored.sort();
    assert!(likeness(&text, &text) > 0.999_999);
    assert_eq!(lacking(&text, &doctored).len(), 2);
    assert!(likeness(&text, &doctored) < 1.0);
}
