//! The site in a real browser: a reader's walk from the search box to the printed page, each page
//! of it judged by axe-core, light and dark, on a desk and on a phone.

use super::site::{Server, shelf};
use crate::report::chromium;
use serde_json::Value;
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

/// A folder whose `node_modules` hold puppeteer-core and axe-core, and Node.js to use them; or nothing.
fn node() -> Option<OsString> {
    let folder = std::env::var_os("MINUTEBOOK_NODE")?;
    let modules = Path::new(&folder).join("node_modules");
    let is_there = ["puppeteer-core", "axe-core"].iter().all(|name| modules.join(name).is_dir());
    let runs = Command::new("node").arg("--version").output().is_ok_and(|output| output.status.success());
    (is_there && runs).then_some(folder)
}

#[test]
fn a_reader_finds_the_words_on_the_printed_page() {
    let (Some(chromium), Some(node)) = (chromium(), node()) else {
        eprintln!("skipped: needs Chromium, Node.js, and puppeteer-core and axe-core in MINUTEBOOK_NODE");
        return;
    };
    let samples =
        ["westmarch-communities-2018.txt", "westmarch-communities-2018.typst.pdf", "ambleford-council-2023.md"];
    let server = Server::over(shelf(&samples, &[]), &[]);
    let pdf = server.stored("SELECT id FROM documents WHERE media_type = 'application/pdf'");
    let person = server.stored("SELECT name FROM vote_roll ORDER BY name LIMIT 1").replace(' ', "%20");
    let pages = serde_json::json!([
        ["person", format!("/person/{person}")],
        ["committee", "/committee?council=Westmarch+County+Council&body=Communities+and+Learning+Committee"],
        ["council", "/council?name=westmarch+county+council"],
        ["table", format!("/meeting/{pdf}/table/1")],
        ["api", "/api"],
        ["missing", "/none"],
        ["nothing", "/search?q=libary"],
    ]);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/serve/browser.mjs");
    let output = Command::new("node")
        .arg(script)
        .args([OsString::from(server.url("")), chromium])
        .args(std::env::var_os("MINUTEBOOK_PICTURES"))
        .env("MINUTEBOOK_NODE", node)
        .env("MINUTEBOOK_PDF_MARK", format!("/source/{pdf}/page/2?mark=decision-1"))
        .env("MINUTEBOOK_PAGES", pages.to_string())
        .output()
        .expect("Node.js");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let met: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(met["violations"], serde_json::json!([]), "{:#}", met["violations"]);
    assert_eq!(met["outside"], serde_json::json!([]));
    assert_eq!(met["skip"], "Skip to the content");
    let steps = met["steps"].as_array().expect("steps");
    assert!(steps.iter().all(|step| step["scripts"] == 0));
    let step = |name: &str| steps.iter().find(|step| step["step"] == name).unwrap_or_else(|| panic!("no {name}"));
    assert!(step("search")["marks"].as_u64() > Some(2));
    assert_eq!(step("facet")["path"], "/search?q=fees%20type%3Adecision");
    assert!(step("decision")["path"].as_str().is_some_and(|path| path.starts_with("/decision/")));
    let meeting = step("meeting")["text"].as_str().expect("text");
    assert!(meeting.contains("Attendance") && meeting.contains("Recommendations"), "{meeting}");
    assert!(
        step("source")["path"].as_str().is_some_and(|path| path.starts_with("/source/") && path.ends_with("#mark"))
    );
    assert!(met["mark"]["width"].as_f64() > Some(20.0), "{}", met["mark"]);
    assert_eq!(met["mark"]["inView"], true, "{}", met["mark"]);
    assert!(
        met["drawn"]["width"].as_f64() > Some(800.0) && met["drawn"]["box"].as_f64() > Some(20.0),
        "{}",
        met["drawn"]
    );
    // The browser tells of the page that does not exist, and of nothing else.
    let told: Vec<&str> = met["console"].as_array().expect("console").iter().filter_map(Value::as_str).collect();
    assert!(told.iter().all(|line| line.contains("404")), "{told:?}");
}
