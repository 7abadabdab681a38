//! Tables as files: written by the program, read back by the libraries that others use.

use super::{MINUTES, Shelf};
use calamine::{Data, Reader, Xlsx, open_workbook};

/// A budget report of an invented council, with two tables.
const REPORT: &str = "\
AMBLEFORD BOROUGH COUNCIL

Budget monitoring report

Table 1: Revenue position

| Service | Budget £000 | Actual £000 | Variance % | Due | RAG |
|---|---|---|---|---|---|
| Parks, \"north\" | 1,200 | 1,150 | -4.2% | 1 May 2031 | Green |
| Pools | (310) | (320) | 3.2% | 1st June 2031 | Red |
| =HYPERLINK(\"x\") | n/a | 7* | - | | Amber |

Further words stand here, so that the tables do not meet.

Table 2: Contacts

| Name | Telephone |
|---|---|
| Ann Bell | 01234 567890 |
";

fn shelf() -> Shelf {
    Shelf::new(&[("report.md", REPORT.as_bytes()), ("minutes.txt", MINUTES.as_bytes())])
}

fn csv_rows(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
    reader.records().map(|record| record.expect("a row").iter().map(str::to_owned).collect()).collect()
}

#[test]
fn csv_reads_back_as_it_is_printed() {
    let shelf = shelf();
    let ran = shelf.run(&["tables", "in", "--out", "tables"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let names = shelf.names("tables");
    assert_eq!(names.len(), 2, "{names:?}");
    assert!(names[0].ends_with("-p001-t1-Table-1-Revenue-position.csv"), "{names:?}");
    assert!(names[1].ends_with("-p001-t2-Table-2-Contacts.csv"), "{names:?}");
    let rows = csv_rows(&std::fs::read(shelf.path("tables").join(&names[0])).expect("read"));
    assert_eq!(
        rows,
        [
            ["Service", "Budget £000", "Actual £000", "Variance %", "Due", "RAG"],
            ["Parks, \"north\"", "1,200", "1,150", "-4.2%", "1 May 2031", "Green"],
            ["Pools", "(310)", "(320)", "3.2%", "1st June 2031", "Red"],
            ["'=HYPERLINK(\"x\")", "n/a", "7*", "-", "", "Amber"],
        ]
    );
}

#[test]
fn a_workbook_holds_numbers_and_days_and_notes_what_they_do_not_show() {
    let shelf = shelf();
    let ran = shelf.run(&["tables", "in/report.md", "--out", "tables", "--format", "xlsx"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let names = shelf.names("tables");
    assert_eq!(names.len(), 1, "{names:?}");
    let path = shelf.path("tables").join(&names[0]);
    let mut book: Xlsx<_> = open_workbook(&path).expect("a workbook");
    assert_eq!(book.sheet_names(), ["p1 t1 Table 1 Revenue position", "p1 t2 Table 2 Contacts"]);
    let sheet = book.worksheet_range("p1 t1 Table 1 Revenue position").expect("a sheet");
    let cell = |row, column| sheet.get_value((row, column)).cloned().unwrap_or_default();
    assert_eq!(cell(0, 1), Data::String("Budget £000".to_owned()));
    assert_eq!(cell(1, 0), Data::String("Parks, \"north\"".to_owned()));
    assert_eq!(cell(1, 1), Data::Float(1_200_000.0));
    assert_eq!(cell(2, 1), Data::Float(-310_000.0));
    assert_eq!(cell(1, 3), Data::Float(-0.042));
    assert_eq!(cell(3, 0), Data::String("=HYPERLINK(\"x\")".to_owned()));
    assert_eq!(cell(3, 1), Data::String("n/a".to_owned()));
    assert_eq!(cell(3, 2), Data::Float(7_000.0));
    assert_eq!(cell(1, 5), Data::String("Green".to_owned()));
    for (row, day) in [(1, "2031-05-01"), (2, "2031-06-01")] {
        let Data::DateTime(found) = cell(row, 4) else { panic!("no day: {:?}", cell(row, 4)) };
        let (year, month, date, ..) = found.to_ymd_hms_milli();
        assert_eq!(format!("{year}-{month:02}-{date:02}"), day);
    }
    let formulas = book.worksheet_formula("p1 t1 Table 1 Revenue position").expect("a sheet");
    assert!(formulas.used_cells().next().is_none());
    let contacts = book.worksheet_range("p1 t2 Table 2 Contacts").expect("a sheet");
    assert_eq!(contacts.get_value((1, 1)), Some(&Data::String("01234 567890".to_owned())));
    let notes = notes(&std::fs::read(path).expect("read"));
    assert!(notes.contains("1st June 2031") && notes.contains("7*"), "{notes}");
    assert!(!notes.contains("1,200") && !notes.contains("1 May 2031"), "{notes}");
}

/// The text of the notes of a workbook's first sheet.
fn notes(bytes: &[u8]) -> String {
    use std::io::{Cursor, Read};
    let mut text = String::new();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    archive.by_name("xl/comments1.xml").expect("notes").read_to_string(&mut text).expect("UTF-8");
    text
}

#[test]
fn markdown_is_a_file_a_table() {
    let shelf = shelf();
    let ran = shelf.run(&["tables", "in/report.md", "--out", "tables", "--format", "markdown"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let names = shelf.names("tables");
    assert_eq!(names.len(), 2, "{names:?}");
    let text = std::fs::read_to_string(shelf.path("tables").join(&names[1])).expect("read");
    assert_eq!(text, "## Table 2: Contacts\n\n| Name | Telephone |\n| --- | --- |\n| Ann Bell | 01234 567890 |\n");
}

#[test]
fn older_tables_are_replaced_and_nothing_unfinished_is_left() {
    let shelf = shelf();
    for format in ["csv", "xlsx", "markdown", "csv"] {
        let ran = shelf.run(&["tables", "in", "--out", "tables", "--format", format]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
    }
    let names = shelf.names("tables");
    assert_eq!(names.len(), 5, "{names:?}");
    assert!(names.iter().all(|name| !name.starts_with('.')), "{names:?}");
}

#[test]
fn wrong_uses_are_told_and_a_source_that_cannot_be_read_is_1() {
    let shelf = Shelf::new(&[("broken.pdf", b"%PDF-1.7\nnothing more"), ("report.md", REPORT.as_bytes())]);
    let stream = shelf.run(&["tables", "in", "--out", "-"]);
    assert_eq!(stream.code, 2, "{}", stream.stderr);
    assert!(stream.stderr.contains("name a folder"), "{}", stream.stderr);
    let ran = shelf.run(&["tables", "in", "--out", "tables", "--password", "x"]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert_eq!(shelf.names("tables").len(), 2);
    assert_eq!(shelf.run(&["tables", "in/none.md", "--out", "tables"]).code, 3);
}

#[test]
fn tables_that_are_left_are_lines_of_the_same_words() {
    let pdf = include_bytes!("../../samples/westmarch-communities-2018.libreoffice.pdf");
    let shelf = Shelf::new(&[("minutes.pdf", pdf)]);
    let read = |args: &[&str]| {
        let ran = shelf.run(&[&["convert", "in", "--ocr", "never"], args].concat());
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        let document = shelf.documents().remove(0);
        let pages = document["pages"].as_array().expect("pages");
        let texts = pages.iter().map(|page| page["text"].as_str().expect("text"));
        let mut words: Vec<String> = texts.flat_map(str::split_whitespace).map(str::to_owned).collect();
        words.sort_unstable();
        (document["tables"].as_array().map_or(0, Vec::len), words)
    };
    let (tables, words) = read(&[]);
    let (none, same) = read(&["--no-tables"]);
    assert!(tables > 0);
    assert_eq!(none, 0);
    assert_eq!(words, same);
}
