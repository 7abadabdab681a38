//! Known answers: each sample beside the document that it should give.
//!
//! `samples/<file name>.expect.json` holds the document, without what changes
//! with the program and its grammars rather than with the reading. To write them
//! again: `MINUTEBOOK_BLESS=1 cargo test known`, then read the difference.

use minutebook::grammar::Grammars;
use minutebook::pipeline::Reader;
use minutebook::source::Source;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// Endings of a sample.
const SAMPLES: &[&str] = &["txt", "md", "html"];
/// Ending of an expected document, after the sample's whole name.
const EXPECT: &str = ".expect.json";
/// What is no sample.
const ABOUT: &str = "README.md";
/// How many differences are told.
const TOLD: usize = 12;

/// Whether known answers are to be written, not compared.
pub fn bless() -> bool {
    std::env::var_os("MINUTEBOOK_BLESS").is_some_and(|value| !value.is_empty() && value != "0")
}

/// The samples, sorted by name.
pub fn samples() -> Vec<PathBuf> {
    let is_sample = |path: &PathBuf| {
        path.extension().and_then(|ending| ending.to_str()).is_some_and(|ending| SAMPLES.contains(&ending))
            && !path.ends_with(ABOUT)
    };
    files().into_iter().filter(is_sample).collect()
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).expect("samples/").map(|entry| entry.expect("entry").path()).collect();
    files.sort();
    files
}

/// The samples on paper that have a known answer: those whose every record was looked at.
fn papers() -> Vec<PathBuf> {
    let is_known = |path: &PathBuf| path.extension().is_some_and(|kind| kind == "pdf") && expected_path(path).exists();
    files().into_iter().filter(is_known).collect()
}

/// The file name of a sample.
pub fn name(path: &Path) -> String {
    path.file_name().expect("a file name").to_string_lossy().into_owned()
}

fn expected_path(sample: &Path) -> PathBuf {
    sample.with_file_name(name(sample) + EXPECT)
}

/// The document of a sample, without what changes with the program and its grammars.
fn read(sample: &Path) -> Value {
    let source = Source::new(name(sample), fs::read(sample).expect("a sample"));
    let document = Reader::new(Grammars::embedded()).read(&source);
    let mut value = serde_json::to_value(document).expect("JSON");
    let about = value["document"].as_object_mut().expect("an object");
    about.remove("program");
    about["grammar"].as_object_mut().expect("an object").remove("hash");
    value
}

/// Where two values differ, and how.
fn differences(at: &str, expected: &Value, found: &Value, told: &mut Vec<String>) {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            for (key, value) in expected {
                let there = found.get(key).unwrap_or(&Value::Null);
                differences(&format!("{at}/{key}"), value, there, told);
            }
            for (key, value) in found {
                if !expected.contains_key(key) {
                    differences(&format!("{at}/{key}"), &Value::Null, value, told);
                }
            }
        }
        (Value::Array(expected), Value::Array(found)) => {
            if expected.len() != found.len() {
                told.push(format!("{at}: {} entries expected, {} found", expected.len(), found.len()));
            }
            for (n, (expected, found)) in expected.iter().zip(found).enumerate() {
                differences(&format!("{at}/{n}"), expected, found, told);
            }
        }
        _ if expected != found => told.push(format!("{at}: expected {expected}, found {found}")),
        _ => {}
    }
}

#[test]
fn samples_give_their_known_answers() {
    let samples = samples();
    assert!(!samples.is_empty(), "samples/ holds no sample");
    let mut told = Vec::new();
    for sample in samples.iter().chain(&papers()) {
        let found = read(sample);
        let path = expected_path(sample);
        if bless() {
            fs::write(&path, format!("{found:#}\n")).expect("written");
            continue;
        }
        match fs::read(&path) {
            Ok(bytes) => {
                let expected = serde_json::from_slice(&bytes).expect("JSON");
                differences(&name(sample), &expected, &found, &mut told);
            }
            Err(error) => told.push(format!("{}: {error}", path.display())),
        }
    }
    let more = told.len().saturating_sub(TOLD);
    told.truncate(TOLD);
    assert!(
        told.is_empty(),
        "{}\nand {more} more; if all of it is meant: MINUTEBOOK_BLESS=1 cargo test known",
        told.join("\n")
    );
}

#[test]
fn every_known_answer_has_its_sample() {
    let samples: Vec<PathBuf> = samples().into_iter().chain(papers()).collect();
    for path in files() {
        let Some(sample) = name(&path).strip_suffix(EXPECT).map(str::to_owned) else {
            continue;
        };
        assert!(samples.contains(&path.with_file_name(&sample)), "{} has no sample", path.display());
    }
}

/// Whether a value stands anywhere in another.
fn holds(value: &Value, sought: &Value) -> bool {
    value == sought
        || match value {
            Value::Object(fields) => fields.values().any(|value| holds(value, sought)),
            Value::Array(values) => values.iter().any(|value| holds(value, sought)),
            _ => false,
        }
}

#[test]
fn the_record_that_the_readme_shows_is_one_that_is_written() {
    let readme = include_str!("../README.md");
    let (_, shown) = readme.split_once("```json\n").expect("an example");
    let (shown, _) = shown.split_once("```").expect("its end");
    let shown: Value = serde_json::from_str(shown).expect("JSON");
    let sample = samples().into_iter().find(|path| readme.contains(&name(path))).expect("a sample that it names");
    assert!(holds(&read(&sample), &shown), "{shown:#}");
}
