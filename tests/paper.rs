//! Samples on paper: what holds for the PDF forms of the samples.

mod boxes;
mod letters;
mod same;
mod told;

use crate::known::name;
use minutebook::pdf::{OpenOptions, Pdf, Sheet};
use minutebook::record::Document;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// Endings of those that hold no letters, or false ones: they are read by recognition.
const WITHOUT_LETTERS: [&str; 2] = [".scan.pdf", ".postscript.pdf"];

/// The samples on paper, sorted by name.
pub fn papers() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let entries = fs::read_dir(folder).expect("samples/").map(|entry| entry.expect("an entry").path());
    let mut papers: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|ending| ending == "pdf")).collect();
    papers.sort();
    assert!(papers.len() > 10, "samples/ holds no PDF files");
    papers
}

/// Those of them that hold their letters.
pub fn with_letters() -> Vec<PathBuf> {
    let has_letters = |path: &PathBuf| !WITHOUT_LETTERS.iter().any(|ending| name(path).ends_with(ending));
    papers().into_iter().filter(has_letters).collect()
}

/// The document of a paper, without recognition.
pub fn document(path: &Path) -> Document {
    crate::laws::document(&name(path), fs::read(path).expect("a sample"))
}

/// A paper, opened.
pub fn pdf(path: &Path) -> Pdf {
    let bytes = fs::read(path).expect("a sample");
    Pdf::open(&bytes, &OpenOptions::default()).expect("a PDF file")
}

/// What its pages draw.
pub fn sheets(path: &Path) -> Vec<Sheet> {
    pdf(path).sheets(|sheet| sheet)
}

/// Calls for every place of a value, wherever it stands.
pub fn for_each_place(value: &Value, call: &mut impl FnMut(&Value)) {
    match value {
        Value::Object(fields) => {
            for (key, field) in fields {
                if key == "place" {
                    field.as_array().into_iter().flatten().for_each(&mut *call);
                } else {
                    for_each_place(field, call);
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| for_each_place(value, call)),
        _ => {}
    }
}

/// Letters and figures of a text.
pub fn signs(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|c| c.is_alphanumeric())
}
