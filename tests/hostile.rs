//! Sources that mean no good, each beside one that does.

#![allow(clippy::format_collect, reason = "a source reads best as its pieces, and is made once")]

pub mod forge;
mod growth;
mod pdf;

use crate::command::{MINUTES, Shelf, program};
use crate::laws;
use minutebook::record::{Document, Severity, Status};
use std::fs;
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long a source may take, in a build without optimisation on a slow machine: it only catches what never ends.
const LIMIT: Duration = Duration::from_mins(1);
/// How often a run that goes on is looked at.
const TICK: Duration = Duration::from_millis(20);

/// A hostile source: its name, how often its parts come, and how it is made of that many.
struct Hostile {
    name: &'static str,
    parts: usize,
    make: fn(usize) -> String,
}

const fn hostile(name: &'static str, parts: usize, make: fn(usize) -> String) -> Hostile {
    Hostile { name, parts, make }
}

/// Text in which nothing ends, everything nests, or one thing comes without end.
const HOSTILE: &[Hostile] = &[
    hostile("one-line-of-words", 10_000_000, |n| "word ".repeat(n)),
    hostile("one-word", 50_000_000, |n| "x".repeat(n)),
    hostile("lists-indented", 100_000, |n| (0..n).map(|depth| " ".repeat(depth % 500) + "- a\n").collect()),
    hostile("lists-on-one-line", 100_000, |n| "- ".repeat(n) + "end"),
    hostile("lists-in-tags", 100_000, |n| "<ul><li>".repeat(n) + "end" + &"</li></ul>".repeat(n)),
    hostile("quotes", 100_000, |n| ">".repeat(n) + " end"),
    hostile("quotes-over-lines", 2_000, |n| (0..n).map(|depth| ">".repeat(depth) + " a\n").collect()),
    hostile("cells-of-tabs", 1_000_000, |n| "1\t2\t3\t4\t5\t6\t7\t8\t9\t10\n".repeat(n / 10)),
    hostile("cells-of-pipes", 1_000_000, |n| "| 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 |\n".repeat(n / 10)),
    hostile("cells-of-tags", 1_000_000, |n| {
        format!("<table>{}</table>", format!("<tr>{}</tr>", "<td>1</td>".repeat(10)).repeat(n / 10))
    }),
    hostile("one-row-of-tabs", 1_000_000, |n| "1\t".repeat(n)),
    hostile("one-row-of-pipes", 1_000_000, |n| "|1".repeat(n)),
    hostile("one-row-of-tags", 1_000_000, |n| "<table><tr>".to_owned() + &"<td>1".repeat(n)),
    hostile("wide-spans", 20_000, |n| {
        "<table>".to_owned() + &"<tr><td colspan=65535 rowspan=65535>1</td></tr>".repeat(n)
    }),
    hostile("ragged-rows", 1_500, |n| (1..=n).map(|cells| "1\t".repeat(cells) + "1\n").collect()),
    hostile("table-never-closed", 200_000, |n| "<table><tr><td>".to_owned() + &"word\n".repeat(n)),
    hostile("tables-in-tables", 100_000, |n| "<table><tr><td>".repeat(n) + "end"),
    hostile("many-tables", 20_000, |n| "Head\tCost\nRoof\t1\nTotal\t1\n\nText between.\n\n".repeat(n)),
    hostile("rows-without-table", 100_000, |n| "<tr><td>1</td></tr>\nword\n".repeat(n)),
    hostile("bold-never-closed", 100_000, |n| "**".repeat(n)),
    hostile("bold-words", 100_000, |n| "**a ".repeat(n)),
    hostile("stars", 100_000, |n| "*a ".repeat(n)),
    hostile("underscores", 100_000, |n| "_a ".repeat(n)),
    hostile("brackets", 100_000, |n| "[".repeat(n)),
    hostile("links-closed-only", 100_000, |n| "](".repeat(n)),
    hostile("links-half-open", 100_000, |n| "[a](b ".repeat(n)),
    hostile("links-nested", 100_000, |n| "[".repeat(n) + &"](x)".repeat(n)),
    hostile("angles", 1 << 20, |n| "<".repeat(n)),
    hostile("tags-never-closed", 100_000, |n| "<b ".repeat(n)),
    hostile("comments-never-closed", 100_000, |n| "<!-- a ".repeat(n)),
    hostile("ampersands", 1 << 20, |n| "&".repeat(n)),
    hostile("backslashes", 1 << 20, |n| "\\".repeat(n)),
    hostile("nul-bytes", 1 << 20, |n| "AGENDA\n".to_owned() + &"word \0 word\n".repeat(n / 12)),
    hostile("accents-on-one-letter", 1 << 19, |n| "e".to_owned() + &"\u{301}\u{323}".repeat(n / 4)),
    hostile("lines-of-a-word", 200_000, |n| "word\n".repeat(n)),
    hostile("lines-of-a-capital-word", 200_000, |n| "WORD\n".repeat(n)),
    hostile("paragraphs-of-a-word", 100_000, |n| "word\n\n".repeat(n)),
    hostile("line-ends", 1 << 20, |n| "\n".repeat(n) + "end"),
    hostile("carriage-returns", 1 << 20, |n| "\r".repeat(n) + "end"),
    hostile("form-feeds", 100_000, |n| "word\u{c}".repeat(n)),
    hostile("pages-with-heads", 20_000, |n| (0..n).map(|page| format!("HEAD\nword {page}\nfoot\n\u{c}")).collect()),
    hostile("numbered-lines", 50_000, |n| (1..=n).map(|number| format!("{number}. A\n")).collect()),
    hostile("numbered-again", 50_000, |n| "1. A\n".repeat(n)),
    hostile("numbered-deep", 5_000, |n| (1..=n).map(|number| format!("{}1 A\n", "1.".repeat(number % 500))).collect()),
    hostile("lettered-lines", 50_000, |n| "a) A\ni) B\nb) C\n".repeat(n / 3)),
    hostile("agenda-items", 50_000, |n| {
        (1..=n).fold("AGENDA\n".to_owned(), |text, number| {
            text + &format!("{number}. Apologies (Pages {number} - {number})\n")
        })
    }),
    hostile("resolutions", 100_000, |n| "It was resolved to:\n".repeat(n)),
    hostile("resolutions-on-one-line", 50_000, |n| "It was resolved to ".repeat(n)),
    hostile("resolutions-in-minutes", 20_000, |n| {
        format!("{MINUTES}{}", "It was resolved unanimously to:\na) note the report;\nb) approve it.\n\n".repeat(n / 3))
    }),
    hostile("agreed-on-one-line", 20_000, |n| MINUTES.to_owned() + &"It was agreed to note the report. ".repeat(n)),
    hostile("agreed-line-by-line", 20_000, |n| MINUTES.to_owned() + &"It was agreed to note the report.\n\n".repeat(n)),
    hostile("motions", 10_000, |n| {
        MINUTES.to_owned() + &"Councillor P Quill moved and Councillor M Dray seconded that the report be noted.\n\nThe motion was lost.\n\n".repeat(n)
    }),
    hostile("actions", 20_000, |n| MINUTES.to_owned() + &"The officer would write. ACTION: P Quill\n\n".repeat(n)),
    hostile("actions-on-one-line", 20_000, |n| {
        MINUTES.to_owned() + &"The officer would write. ACTION: P Quill. ".repeat(n)
    }),
    hostile("clauses-in-clauses", 20_000, |n| {
        format!("{MINUTES}\nIt was resolved to:\n{}", "a) note:\n(i) this;\n(ii) that;\n".repeat(n / 3))
    }),
    hostile("recommendations", 20_000, |n| {
        "Agenda Item No: 4\nROOFS\nTo: Planning Committee\nMeeting Date: 4 June 2019\nFrom: Director\nRecommendation: The Committee is asked to:\n".to_owned()
            + &"a) note the report;\n".repeat(n)
    }),
    hostile("members", 20_000, |n| {
        "AGENDA\nPLANNING COMMITTEE\nDate: Tuesday 4 June 2019\n1. Apologies\nThe Planning Committee comprises the following members:\n".to_owned()
            + &"Councillor P Quill, ".repeat(n)
    }),
    hostile("minute-items", 20_000, |n| {
        (3..n).fold(MINUTES.to_owned(), |text, number| {
            text + &format!("\n{number}. ROOF REPORT\n\nIt was resolved to note the report.\n")
        })
    }),
    hostile("agenda-and-minutes", 5_000, |n| {
        let items: String = (1..n).map(|number| format!("{number}. Roof report {number}\n")).collect();
        let minutes: String = (1..n).map(|number| format!("\n{number}. ROOF REPORT {number}\n\nNoted.\n")).collect();
        format!("AGENDA\n\n{items}\n{MINUTES}{minutes}")
    }),
    hostile("appointments", 20_000, |n| {
        "APPOINTMENTS TO OUTSIDE BODIES\nNAME OF BODY\tMEETINGS PER ANNUM\tREPRESENTATIVES\n".to_owned()
            + &"Roof Trust\t2\tCouncillor P Quill\n".repeat(n)
    }),
    hostile("minutes-over-and-over", 1_000, |n| MINUTES.repeat(n)),
    hostile("agendas-over-and-over", 10_000, |n| "AGENDA\n1. Apologies\n".repeat(n)),
    hostile("action-logs-over-and-over", 5_000, |n| {
        "Minutes Action Log\nMinute No.\tTitle\tOwner\tAction\tComments\tStatus\n1\tRoof\tP Quill\ta) mend b) paint\tDone\tClosed\n".repeat(n)
    }),
    hostile("one-long-action", 20_000, |n| {
        format!(
            "Minutes Action Log\nMinute No.\tTitle\tOwner\tAction\tComments\tStatus\n1\tRoof\tP Quill\t{}\tDone\tClosed\n",
            "a) mend ".repeat(n)
        )
    }),
    hostile("reports-over-and-over", 5_000, |n| {
        "Agenda Item No: 4\nROOFS\nTo: Planning Committee\nMeeting Date: 4 June 2019\nFrom: Director\nPurpose: To note\n\n1. BACKGROUND\n1.1 None.\n\n".repeat(n)
    }),
    hostile("field-labels", 50_000, |n| "To:\nFrom:\n".repeat(n / 2)),
    hostile("appendices", 20_000, |n| (1..=n).map(|number| format!("Appendix {number}\nWords.\n\n")).collect()),
    hostile("implications", 20_000, |n| "4. SIGNIFICANT IMPLICATIONS\n4.1 Resource Implications\n".repeat(n / 2)),
    hostile("source-documents", 20_000, |n| "SOURCE DOCUMENTS\nRoof survey\n".repeat(n / 2)),
    hostile("plan-rows", 20_000, |n| {
        "Agenda Plan\nCommittee date\tAgenda item\tLead officer\n".to_owned()
            + &"04/06/19\tRoof\tP Quill\n\tWall\tM Dray\n".repeat(n / 2)
    }),
    hostile("page-stamps", 100_000, |n| "Page 1 of 2\n".repeat(n)),
    hostile("page-stamps-on-one-line", 100_000, |n| "Page 1 of 2 ".repeat(n)),
    hostile("different-stamps", 50_000, |n| (1..=n).map(|page| format!("Page 1 of {page}\n")).collect()),
    hostile("names", 50_000, |n| "Present: Councillors ".to_owned() + &"P Quill, ".repeat(n)),
    hostile("names-in-minutes", 20_000, |n| MINUTES.replace("P Quill", &"P Quill, ".repeat(n))),
    hostile("initials", 100_000, |n| "Present: ".to_owned() + &"P ".repeat(n)),
    hostile("commas", 100_000, |n| "Present: ".to_owned() + &",".repeat(n)),
    hostile("dates", 50_000, |n| "4 June 2019 ".repeat(n)),
    hostile("figures", 1 << 20, |n| "1".repeat(n)),
    hostile("figures-apart", 100_000, |n| "1 2 ".repeat(n)),
    hostile("thousands", 100_000, |n| "1".to_owned() + &",000".repeat(n)),
    hostile("money-columns", 50_000, |n| {
        "Service\tBudget £000\tActual £000\tVariance £000\n".to_owned()
            + &"Roof\t1\t2\t1\n".repeat(n)
            + "Total\t1\t2\t1\n"
    }),
    hostile("totals", 30_000, |n| {
        "Service\tBudget £000\tActual £000\n".to_owned() + &"Roof\t1\t2\nTotal\t1\t2\n".repeat(n / 2)
    }),
    hostile("hyphens-at-line-ends", 100_000, |n| "co-\n".repeat(n)),
    hostile("broken-words-in-cells", 20_000, |n| "Commit\ttee\tof\tthe Com\tmittee\n".repeat(n)),
    hostile("quotation-marks", 1 << 18, |n| "\"“‘".repeat(n / 3)),
    hostile("brackets-round", 1 << 18, |n| "(".repeat(n)),
    hostile("spaces", 1 << 22, |n| " ".repeat(n) + "end"),
    hostile("tabs", 1 << 20, |n| "\t".repeat(n) + "end"),
    hostile("other-spaces", 1 << 18, |n| "\u{a0}\u{3000}\u{2028}".repeat(n / 3) + "end"),
    hostile("front-matter-never-closed", 100_000, |n| "---\n".to_owned() + &"title: a\n".repeat(n)),
    hostile("rules", 100_000, |n| "---\n1\n".repeat(n)),
    hostile("headings", 100_000, |n| "# A\n".repeat(n)),
    hostile("votes", 20_000, |n| format!("{MINUTES}\nFor: {}\n", "P Quill, ".repeat(n))),
    hostile("interests", 10_000, |n| {
        format!(
            "{MINUTES}\n3. DECLARATIONS OF INTEREST\n\n{}",
            "Councillor P Quill declared a personal interest in item 3.\n".repeat(n)
        )
    }),
    hostile("look-alike-letters", 1 << 18, |n| "Το: ".repeat(n / 4)),
];

/// What a run left of a hostile source beside [`MINUTES`].
struct Left {
    document: Document,
    neighbour: Document,
}

/// Reads a source beside a good one with the built program, which must end within the limit.
fn read_beside(name: &str, bytes: &[u8]) -> Result<Left, String> {
    let shelf = Shelf::new(&[("good.txt", MINUTES.as_bytes()), (name, bytes)]);
    let mut child = program(&shelf.path(""), &["convert", "in", "--jobs", "2", "--quiet"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let started = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().expect("a child") {
            break status;
        }
        if started.elapsed() > LIMIT {
            child.kill().expect("killed");
            child.wait().expect("ended");
            return Err(format!("{name}: not done after {LIMIT:?}"));
        }
        sleep(TICK);
    };
    if !matches!(status.code(), Some(0 | 1)) {
        return Err(format!("{name}: the program ended with {status}"));
    }
    let mut documents: Vec<Document> = shelf
        .names("output")
        .iter()
        .map(|file| fs::read(shelf.path("output").join(file)).expect("read"))
        .map(|bytes| serde_json::from_slice(&bytes).expect("a document"))
        .collect();
    documents.sort_by_key(|document| document.document.source_name != "good.txt");
    match <[Document; 2]>::try_from(documents) {
        Ok([neighbour, document]) => Ok(Left { document, neighbour }),
        Err(documents) => Err(format!("{name}: {} documents were written", documents.len())),
    }
}

/// What must be true of any source's document and of its neighbour's.
fn faults(name: &str, left: &Left) -> Vec<String> {
    let mut told = laws::sound(&left.document);
    if left.neighbour.status != Status::Read || left.neighbour.minutes.is_empty() {
        told.push("the neighbour was not read".to_owned());
    }
    let holds_text = left.document.pages.iter().any(|page| !page.text.is_empty() || !page.furniture.is_empty());
    if !holds_text && left.document.diagnostics.is_empty() {
        told.push("neither text nor a diagnostic".to_owned());
    }
    let has_error = left.document.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    if has_error && left.document.status == Status::Read {
        told.push("read, with errors".to_owned());
    }
    if left.document.diagnostics.iter().any(|diagnostic| diagnostic.code == "internal-panic") {
        told.push("a panic".to_owned());
    }
    told.truncate(5);
    told.into_iter().map(|fault| format!("{name}: {fault}")).collect()
}

/// Every `of`th of the hostile sources, from one on, so that tests share them out.
fn assert_harmless(from: usize, of: usize) {
    let mut told = Vec::new();
    for hostile in HOSTILE.iter().skip(from).step_by(of) {
        let text = (hostile.make)(hostile.parts);
        match read_beside(&format!("{}.txt", hostile.name), text.as_bytes()) {
            Ok(left) => told.extend(faults(hostile.name, &left)),
            Err(fault) => told.push(fault),
        }
    }
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn endless_sources_end_and_cost_no_neighbour() {
    assert_harmless(0, 2);
}

#[test]
fn more_endless_sources_end_and_cost_no_neighbour() {
    assert_harmless(1, 2);
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// What comes of each source that is no sound text: its status is `refused` or not, and a diagnostic says why.
#[test]
fn what_is_no_text_is_told() {
    let noise: Vec<u8> = (0_u32..9000).map(|at| (at * 97 % 251) as u8).collect();
    let lone = [utf16(MINUTES), vec![0x00, 0xD8, b'x', 0, b'y']].concat();
    let windows: Vec<u8> = MINUTES.replace("Vane", "V\u{e9}ne").chars().map(|c| c as u8).collect();
    let nul = MINUTES.replace("Chamber,", "Chamber\0,");
    let cases: [(&str, &[u8], bool, &str); 9] = [
        ("empty.txt", b"", false, "source-empty"),
        ("blank.txt", b" \n\n\t\n", false, "source-empty"),
        ("noise.txt", &noise, true, "source-binary"),
        ("archive.txt", b"PK\x03\x04\x14\0\0\0", true, "source-binary"),
        ("controls.txt", b"\x01\x02\x03\x04\x05\x06", true, "source-binary"),
        ("nothing-but-nul.txt", &[0; 4096], true, "source-binary"),
        ("surrogates.txt", &lone, false, "source-not-utf8"),
        ("windows.txt", &windows, false, "source-not-utf8"),
        ("nul.txt", nul.as_bytes(), false, "source-nul-bytes"),
    ];
    for (name, bytes, refused, code) in cases {
        let left = read_beside(name, bytes).unwrap_or_else(|fault| panic!("{fault}"));
        assert_eq!(faults(name, &left), Vec::<String>::new());
        assert_eq!(left.document.status == Status::Refused, refused, "{name}");
        let codes: Vec<&str> = left.document.diagnostics.iter().map(|found| found.code.as_str()).collect();
        assert!(codes.contains(&code), "{name}: {codes:?}");
        if name == "windows.txt" {
            assert!(left.document.pages[0].text.contains("V\u{e9}ne"), "{}", left.document.pages[0].text);
        }
    }
}
