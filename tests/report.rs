//! The run report as its readers meet it: files on a disk, and a page in a real browser.

use crate::command::{MINUTES, Shelf};
use crate::known::samples;
use serde_json::Value;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::process::Command;

/// A shelf with the sample packs that are text, and one that is broken.
fn shelf() -> Shelf {
    let mut files: Vec<(String, Vec<u8>)> = samples()
        .iter()
        .filter(|path| path.extension().is_some_and(|ending| ending != "pdf"))
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, fs::read(path).expect("a sample"))
        })
        .collect();
    files.push(("<i>broken</i>.pdf".to_owned(), b"%PDF-1.7\n".to_vec()));
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    Shelf::new(&files)
}

const INGEST: &[&str] = &["ingest", "in", "--store", "a.db", "--report", "report", "--textfile", "a.prom"];

fn json(shelf: &Shelf) -> Value {
    serde_json::from_slice(&fs::read(shelf.path("report/report.json")).expect("a report")).expect("JSON")
}

#[test]
fn a_run_is_reported_and_the_next_one_beside_it() {
    let shelf = shelf();
    let first = shelf.run(INGEST);
    assert_eq!(first.code, 1, "{}", first.stderr);
    assert_eq!(shelf.names("report"), ["report.html", "report.json"]);
    let found = shelf.names("in").len();
    let report = json(&shelf);
    assert_eq!(report["run"]["counts"]["found"], found);
    assert_eq!(report["run"]["state"], "finished");
    assert_eq!(report["last"], Value::Null);
    assert_eq!(report["refused"]["total"], 1);
    assert_eq!(report["archive"]["documents"], found);
    shelf.run(INGEST);
    let report = json(&shelf);
    assert_eq!(report["run"]["counts"]["skipped"], found);
    assert_eq!(report["last"]["counts"]["fresh"], found);
    assert_eq!(report["history"].as_array().map(Vec::len), Some(2));
    let metrics = fs::read_to_string(shelf.path("a.prom")).expect("metrics");
    assert!(metrics.contains(&format!("minutebook_run_sources{{outcome=\"unchanged\"}} {found}\n")), "{metrics}");
    let left: Vec<String> = shelf.names("").into_iter().filter(|name| name.contains("unfinished")).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_report_that_cannot_be_written_is_told_and_the_store_is_whole() {
    let shelf = Shelf::new(&[("a.txt", MINUTES.as_bytes())]);
    let ran = shelf.run(&["ingest", "in", "--store", "a.db", "--report", "in/a.txt/deep"]);
    assert_eq!(ran.code, 4, "{}", ran.stderr);
    assert!(ran.stderr.contains("in/a.txt/deep"), "{}", ran.stderr);
    let next = shelf.run(&["ingest", "in", "--store", "a.db", "--report", "report"]);
    assert_eq!(next.code, 0, "{}", next.stderr);
    assert_eq!(json(&shelf)["run"]["counts"]["skipped"], 1);
    let wrong = shelf.run(&["ingest", "in", "--store", "a.db", "--report", "in/a.txt", "--textfile", "in"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.stderr.contains("--report") && wrong.stderr.contains("--textfile"), "{}", wrong.stderr);
}

/// A Chromium that starts, or nothing.
pub fn chromium() -> Option<OsString> {
    let named = std::env::var_os("MINUTEBOOK_CHROMIUM");
    let known = ["chromium", "chromium-browser", "google-chrome"].map(OsString::from);
    named
        .into_iter()
        .chain(known)
        .find(|program| Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success()))
}

/// What a browser makes of a page.
struct Visit {
    /// The page as it stands in the end.
    page: String,
    /// What it told on its console.
    console: Vec<String>,
    /// The hosts that were asked for anything.
    asked: BTreeSet<String>,
}

fn visit(program: &OsString, page: &str, scheme: &str) -> Visit {
    let profile = tempfile::tempdir().expect("folder");
    let log = profile.path().join("net.json");
    let output = Command::new(program)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
        .args(["--disable-features=NetworkTimeServiceQuerying", "--disable-domain-reliability"])
        .args(["--enable-logging=stderr", "--v=0", "--window-size=390,2000", "--dump-dom"])
        .arg(format!("--blink-settings=preferredColorScheme={scheme}"))
        .arg(format!("--user-data-dir={}", profile.path().join("profile").display()))
        .arg(format!("--log-net-log={}", log.display()))
        .arg(page)
        .output()
        .expect("a browser");
    let told = String::from_utf8_lossy(&output.stderr);
    let console = told.lines().filter(|line| line.contains(":CONSOLE")).map(str::to_owned).collect();
    let net = fs::read_to_string(&log).unwrap_or_default();
    let asked = net
        .split("\"url\":\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|url| url.starts_with("http") || url.starts_with("ws"))
        .filter_map(|url| url.split('/').nth(2))
        .map(str::to_owned)
        .collect();
    Visit { page: String::from_utf8_lossy(&output.stdout).into_owned(), console, asked }
}

#[test]
fn a_browser_shows_the_page_and_asks_for_nothing() {
    let Some(program) = chromium() else {
        eprintln!("skipped: needs Chromium (MINUTEBOOK_CHROMIUM names it)");
        return;
    };
    let shelf = shelf();
    shelf.run(INGEST);
    shelf.run(INGEST);
    fs::write(shelf.path("in/new.txt"), MINUTES).expect("written");
    shelf.run(INGEST);
    let found = shelf.names("in").len();
    // What the browser asks for by itself, whatever it shows.
    let own = visit(&program, "about:blank", "0").asked;
    for scheme in ["0", "1"] {
        let seen = visit(&program, &format!("file://{}", shelf.path("report/report.html").display()), scheme);
        assert_eq!(seen.console, Vec::<String>::new());
        assert!(seen.asked.is_subset(&own), "{:?}", seen.asked);
        for heading in ["Sources", "Not read", "Speed", "Records", "Coverage", "Archive", "Slowest", "Worst read"] {
            assert!(seen.page.contains(&format!("<h2>{heading}</h2>")), "{heading}: {}", seen.page);
        }
        assert!(seen.page.contains(&format!("<strong>{found}</strong>")), "{}", seen.page);
        assert!(seen.page.contains("run 3 ") && !seen.page.contains("<i>"), "{}", seen.page);
        // Shapes that the browser found within one another would not be drawn.
        assert!(seen.page.matches("</rect>").count() > 9, "{}", seen.page);
        assert!(!seen.page.contains("</rect></rect>") && !seen.page.contains("</line></line>"));
    }
}
