use super::{ReportFault, RunReport};
use crate::grammar::Grammars;
use crate::pipeline::Reader;
use crate::record::Document;
use crate::run::Tally;
use crate::source::Source;
use crate::store::Store;
use crate::store::ledger::{Beginning, Found, Reading, RunCounts, RunState, Sighting};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// A store in which runs are made by hand.
struct Desk {
    folder: tempfile::TempDir,
    store: Store,
    reading: Reading,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("folder");
        let store = Store::open(&folder.path().join("council.db")).expect("store");
        Self { folder, store, reading: Reading::with(Grammars::embedded()) }
    }

    fn begin(&mut self) -> i64 {
        self.store.begin_run(&Beginning { reading: &self.reading, jobs: 2, shard: None }).expect("run")
    }

    fn settle(&mut self, run: i64, name: &str, sha256: &str, found: &Found<'_>) {
        let sighting = Sighting { name: name.to_owned(), origin: "packs".to_owned(), ..Sighting::default() };
        self.store.settle_source(run, &self.reading, &sighting, sha256, found).expect("settled");
    }

    /// Reads these in a run and ends it.
    fn run(&mut self, sources: &[(&str, &[u8])], counts: RunCounts) -> i64 {
        let run = self.begin();
        let reader = Reader::new(Grammars::embedded());
        let mut counts = counts;
        for (at, (name, bytes)) in sources.iter().enumerate() {
            let document: Document = reader.read(&Source::new(name, bytes.to_vec()));
            let milliseconds = 10 * (at as u64 + 1);
            let found = Found::Document { document: &document, files: &[], milliseconds };
            self.settle(run, name, &document.document.sha256, &found);
            counts.tally.add(&Tally::of(&document));
            counts.tally.seconds += 2.0;
            self.store.note_run(run, &counts).expect("noted");
        }
        self.store.end_run(run, RunState::Finished, &counts).expect("ended");
        run
    }
}

/// Minutes of an invented council; the second paragraph is in no record.
const MINUTES: &[u8] = b"AMBLEFORD BOROUGH COUNCIL\n\nPLANNING COMMITTEE: MINUTES\n\nDate: Tuesday 4 June 2019\n\
Time: 10.00am\n\n1. APOLOGIES FOR ABSENCE\n\nApologies were received from Councillor S Vane.\n\n2. RENTS\n\n\
It was resolved unanimously to approve the rents.\n";

fn sample(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(name)).expect("a sample")
}

fn desk() -> (Desk, i64) {
    let mut desk = Desk::new();
    desk.run(&[("/packs/a.txt", MINUTES)], RunCounts { found: 1, fresh: 1, ..RunCounts::default() });
    let (council, odd) = (sample("ambleford-council-2023.md"), sample("westmarch-hostile.md"));
    let sources: &[(&str, &[u8])] =
        &[("/packs/<b>&.md", &odd), ("/packs/council.md", &council), ("/packs/broken.pdf", b"%PDF-1.7\n")];
    let counts = RunCounts { found: 5, skipped: 1, fresh: 4, quarantined: 1, ..RunCounts::default() };
    let run = desk.run(sources, counts);
    let found = Found::Quarantined { code: "budget-time", message: "took <longer> than 60 s", milliseconds: 60_000 };
    desk.settle(run, "/packs/monster.pdf", &"7".repeat(64), &found);
    desk.store.note_fault(run, "source-missing", "/packs/none: no such file or folder").expect("noted");
    (desk, run)
}

#[test]
fn a_store_without_runs_has_no_report() {
    let desk = Desk::new();
    assert!(matches!(RunReport::of(&desk.store, None), Err(ReportFault::NoRun)));
}

#[test]
fn the_report_holds_what_the_run_did_and_the_one_before() {
    let (desk, run) = desk();
    let report = RunReport::of(&desk.store, None).expect("a report");
    assert_eq!(report, RunReport::of(&desk.store, Some(run)).expect("the same"));
    assert_eq!(report.run.key, run);
    assert_eq!(report.last.as_ref().map(|last| last.key), Some(run - 1));
    assert_eq!(report.history.iter().map(|past| past.key).collect::<Vec<_>>(), [run - 1, run]);
    assert_eq!((report.refused.total, report.unreadable.total, report.quarantine.total), (1, 1, 1));
    assert_eq!(report.refused.first[0].name.as_deref(), Some("/packs/broken.pdf"));
    assert_eq!(report.refused.first[0].code, "pdf-damaged");
    assert_eq!(report.archive.documents, 4);
    assert_eq!(report.pace.last().map(|pace| pace.second), Some(6.0));
    let pages: f64 = report
        .pace
        .iter()
        .scan(0.0, |before, pace| {
            let pages = pace.pages_a_second * (pace.second - *before);
            *before = pace.second;
            Some(pages)
        })
        .sum();
    assert!((pages - report.run.counts.tally.pages as f64).abs() < 1e-6, "{pages}");
    let slowest: Vec<&str> = report.slowest.iter().map(|told| told.name.as_str()).collect();
    assert_eq!(slowest, ["/packs/broken.pdf", "/packs/council.md", "/packs/<b>&.md"]);
    let odd = &report.slowest[2];
    assert!(odd.diagnostics.total > 3 && odd.coverage.is_some_and(|share| share > 0.5), "{odd:?}");
    assert!(report.worst.windows(2).all(|pair| pair[0].coverage <= pair[1].coverage));
    let years: BTreeSet<i64> = report.archive.rows().flat_map(|row| row.by_year.keys()).copied().collect();
    assert!(years.contains(&2019) && years.contains(&2023), "{years:?}");
}

#[test]
fn the_page_loads_nothing_escapes_all_and_its_links_lead_somewhere() {
    let (desk, _) = desk();
    let page = RunReport::of(&desk.store, None).expect("a report").html();
    assert!(!page.contains("<b>") && page.contains("&lt;b&gt;&amp;.md"), "a name is no markup");
    assert!(page.contains("took &lt;longer&gt; than 60 s"));
    for outside in ["http://", "https://", "src=", "url(", "@import", "<script", " style="] {
        assert!(!page.contains(outside), "{outside}");
    }
    let links: Vec<&str> = page.split("href=\"#").skip(1).map(|rest| rest.split('"').next().expect("an end")).collect();
    assert!(links.len() >= 3);
    for link in links {
        assert_eq!(page.matches(&format!("id=\"{link}\"")).count(), 1, "{link}");
    }
}

#[test]
fn a_night_without_news_has_a_page_too() {
    let (mut desk, _) = desk();
    desk.run(&[], RunCounts { found: 5, skipped: 5, ..RunCounts::default() });
    let report = RunReport::of(&desk.store, None).expect("a report");
    assert!(report.slowest.is_empty() && report.refused.total == 0);
    let page = report.html();
    assert!(page.contains("No page was read in this run.") && !page.contains("NaN"), "{page}");
    assert!(report.json().is_ok_and(|json| !String::from_utf8_lossy(&json).contains("null,null")));
}

#[test]
fn files_are_written_whole_and_say_the_same() {
    let (desk, run) = desk();
    let report = RunReport::of(&desk.store, None).expect("a report");
    let folder = desk.folder.path().join("deep/report");
    report.write(&folder).expect("written");
    let mut names: Vec<_> =
        fs::read_dir(&folder).expect("folder").map(|entry| entry.expect("entry").file_name()).collect();
    names.sort();
    assert_eq!(names, ["report.html", "report.json"]);
    let json: serde_json::Value =
        serde_json::from_slice(&fs::read(folder.join("report.json")).expect("read")).expect("JSON");
    assert_eq!(json["run"]["key"], run);
    assert_eq!(json["run"]["counts"]["found"], 5);
    assert_eq!(json["refused"]["first"][0]["code"], "pdf-damaged");
    assert_eq!(fs::read_to_string(folder.join("report.html")).expect("read"), report.html());
    let blocked = desk.folder.path().join("council.db/report");
    assert_eq!(report.write(&blocked).expect_err("a file is in the way").code(), "output-folder");
}

#[test]
fn metrics_are_one_family_after_the_other() {
    let (desk, _) = desk();
    let report = RunReport::of(&desk.store, None).expect("a report");
    let file = desk.folder.path().join("minutebook.prom");
    report.write_metrics(&file).expect("written");
    let metrics = fs::read_to_string(&file).expect("read");
    let mut families = BTreeSet::new();
    let mut family = "";
    for line in metrics.lines() {
        if let Some(rest) = line.strip_prefix("# TYPE ") {
            family = rest.strip_suffix(" gauge").expect("a gauge");
            assert!(families.insert(family), "{family} twice");
        } else if !line.starts_with('#') {
            let (name, value) = line.rsplit_once(' ').expect("a value");
            assert_eq!(name.split('{').next(), Some(family));
            assert!(value.parse::<f64>().is_ok_and(f64::is_finite), "{line}");
        }
    }
    for line in [
        "minutebook_run_sources{outcome=\"unchanged\"} 1",
        "minutebook_run_sources{outcome=\"refused\"} 1",
        "minutebook_run_sources{outcome=\"quarantined\"} 1",
        "minutebook_run_state{state=\"finished\"} 1",
        "minutebook_run_state{state=\"failed\"} 0",
        "minutebook_quarantine_sources 1",
        "minutebook_store_documents 4",
    ] {
        assert!(metrics.lines().any(|own| own == line), "{line}\n{metrics}");
    }
}
