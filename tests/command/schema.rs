//! The JSON Schemas: those that are committed are those that the program
//! prints, and everything that the program writes is as they say.

use super::{MINUTES, Shelf, lines, program};
use crate::known::{bless, samples};
use jsonschema::Validator;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

fn committed(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("output/schema").join(format!("{name}.json"))
}

fn printed(name: &str) -> String {
    let ran = Shelf::new(&[]).run(&["schema", name]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    String::from_utf8(ran.stdout).expect("UTF-8")
}

fn validator(name: &str) -> Validator {
    let schema: Value = serde_json::from_str(&printed(name)).expect("JSON");
    jsonschema::draft202012::meta::validate(&schema).expect("a sound schema");
    jsonschema::validator_for(&schema).expect("a schema")
}

fn assert_valid(validator: &Validator, values: &[Value], what: &str) {
    for value in values {
        let errors: Vec<String> =
            validator.iter_errors(value).take(5).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{what}: {errors:#?}");
    }
}

#[test]
fn committed_schemas_are_current() {
    for name in ["document", "record", "grammar"] {
        let printed = printed(name);
        if bless() {
            fs::write(committed(name), &printed).expect("written");
        }
        let committed = fs::read_to_string(committed(name)).unwrap_or_default();
        assert!(printed == committed, "output/schema/{name}.json is not current; MINUTEBOOK_BLESS=1 writes it");
    }
}

#[test]
fn documents_and_records_are_as_their_schemas_say() {
    let shelf = Shelf::new(&[("minutes.txt", MINUTES.as_bytes()), ("empty.txt", b""), ("refused.pdf", b"%PDF-1.7\n")]);
    let (document, record) = (validator("document"), validator("record"));
    let mut paths = samples();
    paths.push(shelf.path("in"));
    for path in paths {
        for (format, validator) in [("json", &document), ("ndjson", &record)] {
            let output = program(Path::new("."), &["convert", "--out", "-", "--format", format])
                .arg(&path)
                .output()
                .expect("the program ends");
            let values = lines(&output.stdout);
            assert!(!values.is_empty(), "{}", path.display());
            let what = format!("{} as {format}", path.display());
            assert_valid(validator, &values, &what);
        }
    }
}
