//! Every exit code.

use super::{MINUTES, Shelf, program};
use std::fs;
use std::process::Stdio;

#[test]
fn all_read_is_0() {
    let shelf = Shelf::new(&[("minutes.txt", MINUTES.as_bytes())]);
    let ran = shelf.run(&["convert", "in"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_eq!(shelf.names("output").len(), 1);
}

#[test]
fn some_refused_is_1_and_the_rest_is_written() {
    let shelf = Shelf::new(&[("a.txt", MINUTES.as_bytes()), ("b.pdf", b"%PDF-1.7\n")]);
    let ran = shelf.run(&["convert", "in"]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(ran.stderr.contains("pdf-damaged"), "{}", ran.stderr);
    let documents = shelf.documents();
    let status: Vec<_> = documents.iter().map(|d| d["status"].as_str()).collect();
    assert_eq!(status, [Some("read"), Some("refused")]);
    assert_eq!(documents[1]["diagnostics"][0]["code"], "pdf-damaged");
}

#[test]
fn some_missing_is_1_and_the_rest_is_written() {
    let shelf = Shelf::new(&[("a.txt", MINUTES.as_bytes())]);
    let ran = shelf.run(&["convert", "in/none.txt", "in/a.txt", "in/*.doc"]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(ran.stderr.contains("in/none.txt"), "{}", ran.stderr);
    assert!(ran.stderr.contains("in/*.doc"), "{}", ran.stderr);
    assert_eq!(shelf.names("output").len(), 1);
}

#[test]
fn wrong_arguments_are_2_all_told_and_nothing_done() {
    let shelf = Shelf::new(&[("a.txt", MINUTES.as_bytes())]);
    for args in [
        vec![],
        vec!["convert"],
        vec!["convert", "in", "--no-such-option"],
        vec!["convert", "in", "--grammar", "no-such-grammar"],
        vec!["convert", "in", "--grammars", "no-such-folder"],
        vec!["grammar", "check", "no-such-folder"],
        vec!["man", "no-such-command"],
    ] {
        let ran = shelf.run(&args);
        assert_eq!(ran.code, 2, "{args:?}: {}", ran.stderr);
        assert!(!ran.stderr.is_empty(), "{args:?}");
    }
    let ran = shelf.run(&["convert", "in", "--jobs", "0", "--max-bytes", "much"]);
    assert_eq!(ran.code, 2);
    for code in ["setting-jobs", "setting-max-bytes"] {
        assert!(ran.stderr.contains(code), "{}", ran.stderr);
    }
    assert!(shelf.names("output").is_empty());
}

#[test]
fn nothing_read_is_3() {
    let shelf = Shelf::new(&[("b.pdf", b"%PDF-1.7\n")]);
    let refused = shelf.run(&["convert", "in"]);
    assert_eq!(refused.code, 3, "{}", refused.stderr);
    assert_eq!(shelf.names("output").len(), 1, "the refusal is written");
    let missing = shelf.run(&["convert", "none", "none.txt"]);
    assert_eq!(missing.code, 3, "{}", missing.stderr);
    fs::create_dir(shelf.path("empty")).expect("folder");
    let empty = shelf.run(&["convert", "empty"]);
    assert_eq!(empty.code, 3, "{}", empty.stderr);
    assert!(empty.stderr.contains("empty"), "{}", empty.stderr);
}

#[test]
fn an_output_folder_that_cannot_be_made_is_4() {
    let shelf = Shelf::new(&[("a.txt", MINUTES.as_bytes())]);
    let ran = shelf.run(&["convert", "in", "--out", "in/a.txt/deep"]);
    assert_eq!(ran.code, 4, "{}", ran.stderr);
    assert!(ran.stderr.contains("in/a.txt/deep"), "{}", ran.stderr);
}

#[cfg(unix)]
#[test]
fn a_read_only_output_folder_is_4() {
    use std::os::unix::fs::PermissionsExt;
    let shelf = Shelf::new(&[("a.txt", MINUTES.as_bytes())]);
    let locked = shelf.path("locked");
    fs::create_dir(&locked).expect("folder");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o555)).expect("permissions");
    // Permissions do not bind the superuser.
    if fs::write(locked.join("probe"), "").is_ok() {
        return;
    }
    let ran = shelf.run(&["convert", "in", "--out", "locked"]);
    assert_eq!(ran.code, 4, "{}", ran.stderr);
    assert!(ran.stderr.contains("locked"), "{}", ran.stderr);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_4() {
    let shelf = Shelf::new(&[("a.txt", MINUTES.as_bytes())]);
    let full = fs::File::create("/dev/full").expect("a full device");
    let output = program(&shelf.path(""), &["convert", "in", "--out", "-"])
        .stdin(Stdio::null())
        .stdout(full)
        .output()
        .expect("the program ends");
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(4), "{told}");
    assert!(told.contains("standard output"), "{told}");
}

#[cfg(unix)]
#[test]
fn a_reader_that_leaves_is_4_without_a_word() {
    let shelf = Shelf::new(&[("a.txt", MINUTES.repeat(2000).as_bytes())]);
    let mut child = program(&shelf.path(""), &["convert", "in", "--out", "-"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(output.status.code(), Some(4));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}
