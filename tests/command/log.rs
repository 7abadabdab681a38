//! What is told on standard error.

use super::{MINUTES, Shelf, lines};
use serde_json::Value;

fn shelf() -> Shelf {
    Shelf::new(&[("a.txt", MINUTES.as_bytes()), ("b.pdf", b"%PDF-1.7\n")])
}

#[test]
fn a_json_log_is_json_line_by_line() {
    let shelf = shelf();
    let ran = shelf.run(&["convert", "in", "none.txt", "--log-format", "json"]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    let events = lines(ran.stderr.as_bytes());
    let with = |key: &str, value: &str| -> &Value {
        events.iter().find(|event| event[key] == value).unwrap_or_else(|| panic!("{key} {value} in {}", ran.stderr))
    };
    assert_eq!(with("code", "source-missing")["level"], "ERROR");
    assert_eq!(with("code", "pdf-damaged")["source"], "b.pdf");
    let summary = with("message", "finished");
    assert_eq!(summary["read"], 1);
    assert_eq!(summary["refused"], 1);
    assert_eq!(summary["unreadable"], 1);
    let diagnostics = summary["diagnostics"].as_str().expect("diagnostics");
    let diagnostics: Value = serde_json::from_str(diagnostics).expect("JSON");
    assert_eq!(diagnostics["pdf-damaged"], 1);
}

#[test]
fn a_fault_in_the_arguments_is_json_too() {
    let ran = shelf().run(&["convert", "in", "--jobs", "0", "--log-format", "json"]);
    assert_eq!(ran.code, 2);
    assert_eq!(lines(ran.stderr.as_bytes())[0]["code"], "setting-jobs");
}

#[test]
fn people_get_a_line_a_fault_and_a_summary() {
    let ran = shelf().run(&["convert", "in", "none.txt"]);
    assert!(ran.stderr.contains("error[source-missing]: none.txt: no such file or folder\n"), "{}", ran.stderr);
    assert!(ran.stderr.contains("warning[pdf-damaged]: b.pdf: refused: "), "{}", ran.stderr);
    assert!(ran.stderr.contains("1 read, 1 refused, 1 not found or not readable\n"), "{}", ran.stderr);
    assert!(!ran.stderr.contains('\x1b'), "no colours in a file");
}

#[test]
fn quiet_tells_errors_only_and_verbose_tells_of_every_source() {
    let shelf = shelf();
    let quiet = shelf.run(&["convert", "in", "none.txt", "--quiet"]);
    assert_eq!(quiet.stderr, "error[source-missing]: none.txt: no such file or folder\n");
    let verbose = shelf.run(&["convert", "in", "-v"]);
    assert!(verbose.stderr.contains("info: a.txt: read (pages: 1)\n"), "{}", verbose.stderr);
}
