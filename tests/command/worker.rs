//! The worker: what it answers to each line, and that its documents are those of `convert`.

use super::{MINUTES, Ran, Shelf, lines, program};
use crate::known::samples;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn shelf() -> Shelf {
    Shelf::new(&[("a.txt", MINUTES.as_bytes()), ("b.pdf", b"%PDF-1.7\n"), ("deep/c.md", b"# AGENDA\n\n1. Apologies\n")])
}

fn worker(shelf: &Shelf, args: &[&str], requests: &str) -> Ran {
    shelf.run_with(&[&["worker"], args].concat(), requests.as_bytes())
}

fn split(bytes: &[u8]) -> Vec<&[u8]> {
    bytes.split_inclusive(|byte| *byte == b'\n').collect()
}

#[test]
fn paths_give_the_bytes_that_convert_gives() {
    let shelf = shelf();
    let converted = shelf.run(&["convert", "in/a.txt", "in/b.pdf", "in/deep/c.md", "--out", "-"]);
    let ran = worker(&shelf, &[], "in/a.txt\nin/b.pdf\r\n{\"path\": \"in/deep/c.md\"}");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_eq!(split(&ran.stdout).len(), 3);
    assert!(ran.stdout == converted.stdout);
    assert!(ran.stderr.contains("pdf-damaged"), "{}", ran.stderr);
}

#[test]
fn samples_in_base64_give_the_bytes_that_convert_gives() {
    let shelf = shelf();
    let samples: Vec<_> = samples().into_iter().filter(|path| !path.to_string_lossy().contains(".scan.")).collect();
    let mut args: Vec<String> = ["convert", "--out", "-", "--ocr", "never"].map(str::to_owned).to_vec();
    args.extend(samples.iter().map(|path| path.to_string_lossy().into_owned()));
    let converted = shelf.run(&args.iter().map(String::as_str).collect::<Vec<_>>());
    let request = |path: &PathBuf| {
        let bytes = STANDARD.encode(fs::read(path).expect("a sample"));
        json!({ "name": path.file_name().expect("a name").to_string_lossy(), "base64": bytes }).to_string()
    };
    let requests = samples.iter().map(request).collect::<Vec<_>>().join("\n");
    let ran = worker(&shelf, &["--ocr", "never", "--jobs", "2"], &requests);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_eq!(split(&ran.stdout).len(), samples.len());
    assert!(ran.stdout == converted.stdout);
}

#[test]
fn ids_come_back_as_they_were_written_beside_the_same_document() {
    let shelf = shelf();
    let plain = worker(&shelf, &[], "in/a.txt\n").stdout;
    let ran = worker(&shelf, &[], "{\"id\": {\"n\": 1.50, \"a\": null}, \"path\": \"in/a.txt\"}\n");
    let document = String::from_utf8(plain).expect("UTF-8");
    let expected = format!("{{\"id\":{{\"n\": 1.50, \"a\": null}},\"document\":{}}}\n", document.trim_end());
    assert_eq!(String::from_utf8(ran.stdout).expect("UTF-8"), expected);
}

#[test]
fn every_line_has_its_answer_in_order_whatever_it_holds() {
    let shelf = shelf();
    let deep = "[".repeat(200_000);
    let requests = [
        b"in/a.txt\n".to_vec(),
        b"\n".to_vec(),
        b"\xFF\xFE\x00\n".to_vec(),
        b"in/none.txt\n".to_vec(),
        b"in\n".to_vec(),
        b"/dev/zero\n".to_vec(),
        format!("{{\"id\": {deep}}}\n").into_bytes(),
        b"{\"path\": 4}\n".to_vec(),
        b"{\"id\": 8, \"path\": \"in/none.txt\"}\n".to_vec(),
        b"{\"name\": \"x.txt\", \"base64\": \"???\"}\n".to_vec(),
        [vec![b'x'; 3_000_000], b"\n".to_vec()].concat(),
        b"{\"name\": \"../../x.txt\", \"base64\": \"\"}\n".to_vec(),
        b"in/deep/c.md\n".to_vec(),
        b"{".to_vec(),
    ];
    let ran = shelf.run_with(&["worker", "--max-line", "1M"], &requests.concat());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let answers = lines(&ran.stdout);
    let told: Vec<Value> = answers
        .iter()
        .map(|answer| match answer.get("error") {
            Some(error) => json!([error["line"], error["code"]]),
            None => answer["document"]["source_name"].clone(),
        })
        .collect();
    assert_eq!(
        Value::from(told),
        json!([
            "a.txt",
            [2, "worker-request"],
            [3, "worker-request"],
            [4, "source-missing"],
            [5, "source-unreadable"],
            [6, "source-unreadable"],
            [7, "worker-request"],
            [8, "worker-request"],
            [9, "source-missing"],
            [10, "worker-request"],
            [11, "worker-line-too-long"],
            "x.txt",
            "c.md",
            [14, "worker-request"],
        ])
    );
    assert_eq!(answers[8]["id"], 8);
    assert!(answers[8].get("document").is_none());
}

#[test]
fn sources_over_the_limit_are_refused_documents() {
    let shelf = shelf();
    let here = json!({ "name": "a.txt", "base64": STANDARD.encode(MINUTES) });
    let ran = worker(&shelf, &["--max-bytes", "100"], &format!("in/a.txt\n{here}\nin/deep/c.md\n"));
    let converted = shelf.run(&["convert", "in/a.txt", "--out", "-", "--max-bytes", "100"]);
    let answers = split(&ran.stdout);
    assert_eq!(answers.len(), 3);
    assert!(answers[0] == converted.stdout && answers[1] == converted.stdout);
    assert_eq!(lines(answers[0])[0]["diagnostics"][0]["code"], "source-too-large");
    assert_eq!(lines(answers[2])[0]["status"], "read");
}

#[test]
fn an_answer_comes_before_the_next_request() {
    let shelf = shelf();
    let mut child = program(&shelf.path(""), &["worker"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut requests = child.stdin.take().expect("input");
    let mut answers = BufReader::new(child.stdout.take().expect("output")).lines();
    for name in ["a.txt", "b.pdf", "a.txt"] {
        writeln!(requests, "in/{name}").expect("asked");
        let answer: Value = serde_json::from_str(&answers.next().expect("an answer").expect("read")).expect("JSON");
        assert_eq!(answer["document"]["source_name"], name);
    }
    drop(requests);
    assert!(answers.next().is_none());
    assert!(child.wait().expect("ended").success());
}

#[test]
fn wrong_arguments_are_told_at_once_and_nothing_is_answered() {
    let shelf = shelf();
    let ran = worker(&shelf, &["--max-line", "wide", "--max-bytes", "0"], "in/a.txt\n");
    assert_eq!(ran.code, 2);
    assert!(ran.stdout.is_empty());
    assert!(ran.stderr.contains("--max-line wide") && ran.stderr.contains("--max-bytes 0"), "{}", ran.stderr);
}

/// Spark's local engine pipes the sample packs through the worker; the script fails where a
/// document is not what `convert` gives.
#[test]
fn spark_gives_the_bytes_that_convert_gives() {
    let python = std::env::var_os("MINUTEBOOK_PYTHON").unwrap_or_else(|| "python3".into());
    let has = |program: &std::ffi::OsStr, args: &[&str]| {
        Command::new(program).args(args).output().is_ok_and(|output| output.status.success())
    };
    if !has(&python, &["-c", "import pyspark"]) || !has("java".as_ref(), &["-version"]) {
        eprintln!("skipped: needs Python with pyspark (MINUTEBOOK_PYTHON names it) and Java");
        return;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let out = tempfile::tempdir().expect("folder");
    let ran = Command::new(&python)
        .arg(root.join("deploy/spark/convert.py"))
        .args(["--minutebook", env!("CARGO_BIN_EXE_minutebook"), "--ocr", "never", "--check", "--out"])
        .arg(out.path().join("documents"))
        .arg(root.join("samples"))
        .output()
        .expect("Python starts");
    let (stdout, stderr) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    assert!(ran.status.success(), "{stdout}\n{stderr}");
    let documents = samples().len();
    assert!(stdout.contains(&format!("{documents} documents, the same bytes as convert")), "{stdout}\n{stderr}");
}
