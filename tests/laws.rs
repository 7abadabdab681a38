//! Laws that hold for every document, whatever its source says.
//!
//! Each law is a function from a document to its breaches, so that samples,
//! variations of them and hostile sources are held to the same laws. Each is
//! shown to fail on a document that was doctored.

mod doctored;
mod forms;
mod ids;
mod lines;
mod places;
mod tables;
mod texts;
mod words;

pub use words::{lost, unkept};

use crate::known::{name, samples};
use minutebook::grammar::Grammars;
use minutebook::pipeline::Reader;
use minutebook::record::{Document, Place};
use minutebook::sink::{Format, Json};
use minutebook::source::Source;
use serde_json::Value;
use std::fs;
use std::path::PathBuf;

/// How many breaches are told of one document.
const TOLD: usize = 80;

/// A law by its name: the document, and the same as JSON.
type Law = (&'static str, fn(&Document, &Value) -> Vec<String>);

/// The laws that need nothing but the document.
const LAWS: &[Law] = &[
    ("every line is claimed or unclaimed, once", lines::breaches),
    ("places lead to the words of their records", places::breaches),
    ("ids are sound and lead somewhere", ids::breaches),
    ("tables are rectangles", tables::breaches),
    ("texts are clean", texts::breaches),
    ("dates and times have their forms", forms::breaches),
];

/// The document of a source, read with the grammars that the program carries.
pub fn document(name: &str, bytes: impl Into<Vec<u8>>) -> Document {
    Reader::new(Grammars::embedded()).read(&Source::new(name, bytes.into()))
}

/// How a document breaks the laws that need nothing but the document.
pub fn breaches(document: &Document) -> Vec<String> {
    let value = serde_json::to_value(document).expect("JSON");
    let mut told = Vec::new();
    for (law, breaches) in LAWS {
        told.extend(breaches(document, &value).into_iter().map(|breach| format!("{law}: {breach}")));
    }
    told
}

/// How a document breaks the laws whose proof takes no longer than the document is.
pub fn sound(document: &Document) -> Vec<String> {
    let value = serde_json::to_value(document).expect("JSON");
    let laws = [lines::breaches, ids::breaches, tables::breaches, forms::breaches];
    laws.iter().flat_map(|breaches| breaches(document, &value)).collect()
}

/// Texts of pages, to be sliced by places.
pub struct Pages(Vec<Vec<char>>);

impl Pages {
    pub fn of(document: &Document) -> Self {
        Self(document.pages.iter().map(|page| page.text.chars().collect()).collect())
    }

    /// The words at a place; nothing when there is no such place.
    pub fn slice(&self, place: &Place) -> Option<String> {
        let page = self.0.get((place.page as usize).checked_sub(1)?)?;
        let [start, end] = place.chars?;
        Some(page.get(start as usize..end as usize)?.iter().collect())
    }
}

/// The samples, and the text files under the folder that `MINUTEBOOK_CORPUS` names, if it does.
fn sources() -> Vec<PathBuf> {
    let mut paths = samples();
    let mut folders: Vec<PathBuf> = std::env::var_os("MINUTEBOOK_CORPUS").into_iter().map(PathBuf::from).collect();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "txt" || ending == "md") {
                paths.push(path);
            }
        }
    }
    paths
}

/// Asserts that no source of a test breaks a law; a breach is told with the source's name.
pub fn assert_none(told: &[(String, Vec<String>)]) {
    let broken: Vec<String> = told
        .iter()
        .filter(|(_, breaches)| !breaches.is_empty())
        .map(|(name, breaches)| {
            let first: Vec<&str> = breaches.iter().take(TOLD).map(String::as_str).collect();
            format!("{name}: {} breaches\n  {}\n", breaches.len(), first.join("\n  "))
        })
        .collect();
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn samples_keep_every_law() {
    let told: Vec<_> = sources()
        .iter()
        .map(|path| (name(path), breaches(&document(&name(path), fs::read(path).expect("a source")))))
        .collect();
    assert_none(&told);
}

#[test]
fn no_word_of_a_sample_is_lost_or_invented() {
    let told: Vec<_> = sources()
        .iter()
        .map(|path| {
            let bytes = fs::read(path).expect("a source");
            let document = document(&name(path), bytes.clone());
            (name(path), lost(&bytes, &document))
        })
        .collect();
    assert_none(&told);
}

#[test]
fn no_markup_is_left_in_a_sample() {
    let told: Vec<_> = sources()
        .iter()
        .map(|path| (name(path), texts::markup(&document(&name(path), fs::read(path).expect("a source")))))
        .collect();
    assert_none(&told);
}

#[test]
fn sections_hold_every_word_of_the_pages() {
    let told: Vec<_> = sources()
        .iter()
        .map(|path| (name(path), words::in_no_section(&document(&name(path), fs::read(path).expect("a source")))))
        .collect();
    assert_none(&told);
}

#[test]
fn the_same_bytes_give_the_same_document() {
    for path in samples() {
        let bytes = fs::read(&path).expect("a sample");
        let encoded = |bytes: &[u8]| Json::default().encode(&document(&name(&path), bytes)).expect("encoded");
        assert!(encoded(&bytes) == encoded(&bytes), "{}", name(&path));
    }
}
