//! Names, guards and forms of tables that are written as files.

use super::csv::guarded;
use super::{CsvTables, MarkdownTables, Workbook};
use crate::grammar::Grammars;
use crate::record::{Document, Place, Table};
use crate::sink::Export;
use crate::table::{RawCell, RawRow, RawTable, build};
use serde_json::json;

/// A document of an invented council that holds these tables.
fn document(tables: Vec<Table>) -> Document {
    let mut document: Document = serde_json::from_value(json!({
        "schema_version": "1.0",
        "document": {
            "id": "pack-0123456789ab", "source_name": "pack.txt", "media_type": "text/plain", "bytes": 6,
            "sha256": "0", "page_count": 1, "kind": "report",
            "grammar": {"name": "base", "hash": "0"},
            "program": {"name": "minutebook", "version": "0.0.0"}
        },
        "agenda_items": [], "minutes": [], "action_logs": [], "reports": [], "plans": [], "appointments": [],
        "tables": [], "sections": [], "pages": [], "unclaimed": [],
        "coverage": {"lines": 0, "lines_claimed": 0, "characters": 0, "characters_claimed": 0},
        "diagnostics": [], "status": "read"
    }))
    .expect("a document");
    document.tables = tables;
    document
}

fn table(caption: Option<&str>, page: u32, text: &str) -> Table {
    let rows = text.lines().map(|line| RawRow {
        cells: line.split('|').map(|cell| RawCell::plain(cell.trim())).collect(),
        place: Place { page, ..Place::default() },
        rest: None,
    });
    build(
        "t".into(),
        RawTable { caption, rows: rows.collect(), notes: vec!["* Estimated"] },
        Grammars::embedded().base(),
    )
}

fn written(export: &dyn Export, document: &Document) -> Vec<(String, Vec<u8>)> {
    let files = export.files(document).expect("files");
    files.into_iter().map(|file| (file.name, file.bytes)).collect()
}

#[test]
fn files_are_named_by_page_number_and_caption() {
    let plain = "Service | Budget\nParks | 5\nPools | 6";
    let tables = vec![
        table(Some("Table 2: Revenue/Capital \u{2013} \"Q1\" <draft>?"), 12, plain),
        table(None, 140, plain),
        table(Some("../../etc/passwd"), 1, plain),
        table(Some(&"Long words ".repeat(40)), 3, plain),
        table(Some("\u{2014}"), 3, plain),
    ];
    let names: Vec<String> = written(&CsvTables, &document(tables)).into_iter().map(|(name, _)| name).collect();
    let starts = [
        "pack-0123456789ab-p012-t1-Table-2-Revenue-Capital-Q1-draft.csv",
        "pack-0123456789ab-p140-t2.csv",
        "pack-0123456789ab-p001-t3-etc-passwd.csv",
        "pack-0123456789ab-p003-t4-Long-words-Long-words",
        "pack-0123456789ab-p003-t5.csv",
    ];
    for (name, start) in names.iter().zip(starts) {
        assert!(name.starts_with(start), "{name}");
        assert!(name.len() < 140, "{name}");
        assert!(name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.')), "{name}");
    }
}

#[test]
fn formulas_are_guarded_and_figures_are_not() {
    for (words, expected) in [
        ("=SUM(A1:A9)", "'=SUM(A1:A9)"),
        ("@cmd", "'@cmd"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3", "'-2+3"),
        ("- a bullet", "'- a bullet"),
        ("+/-", "'+/-"),
        ("＝1", "'＝1"),
        ("\t=1", "'\t=1"),
        ("-12.5", "-12.5"),
        ("+3%", "+3%"),
        ("-£1,200k", "-£1,200k"),
        ("-", "-"),
        ("\u{2013}", "\u{2013}"),
        ("a=b", "a=b"),
        ("", ""),
    ] {
        assert_eq!(guarded(words), expected, "{words}");
    }
}

#[test]
fn commas_quotes_and_merged_heads_stand_in_csv_as_printed() {
    let table = table(None, 1, "Name | Note\nParks, \"north\" | 1,200\nPools | 3");
    let (_, bytes) = written(&CsvTables, &document(vec![table])).remove(0);
    let text = String::from_utf8(bytes).expect("UTF-8");
    assert_eq!(text, "Name,Note\r\n\"Parks, \"\"north\"\"\",\"1,200\"\r\nPools,3\r\n");
}

#[test]
fn markdown_has_one_heading_row_and_escapes_its_own_marks() {
    let text = "Service | 2031/32 | \n | Budget £000 | Spend £000\nParks | 12 | 13\nA*b | 2 | 3";
    let table = table(Some("Revenue | costs"), 1, text);
    let (_, bytes) = written(&MarkdownTables, &document(vec![table])).remove(0);
    let expected = "## Revenue \\| costs\n\n\
        | Service | 2031/32 / Budget £000 | 2031/32 / Spend £000 |\n\
        | --- | ---: | ---: |\n\
        | Parks | 12 | 13 |\n\
        | A\\*b | 2 | 3 |\n\n\
        \\* Estimated\n";
    assert_eq!(String::from_utf8(bytes).expect("UTF-8"), expected);
}

#[test]
fn hostile_tables_make_a_workbook() {
    let wide = vec!["=1+1"; 300].join("|");
    let mut spanned = table(Some(&"[x]:*?/\\'".repeat(9)), 1, &format!("{wide}\n{wide}\n{wide}"));
    for row in &mut spanned.rows {
        for cell in row {
            cell.span = Some([u32::MAX, u32::MAX]);
        }
    }
    spanned.rows[1][1].text = "\u{0}\u{1f}_x0041_".repeat(9000);
    spanned.rows[2].iter_mut().for_each(|cell| cell.text.clear());
    let nothing = table(Some("'"), 1, "");
    let tables = vec![spanned, nothing.clone(), nothing];
    let document = document(tables);
    let once = written(&Workbook, &document);
    assert_eq!(once.len(), 1);
    assert_eq!(once[0].0, "pack-0123456789ab.xlsx");
    assert!(once[0].1.starts_with(b"PK"));
    assert!(once == written(&Workbook, &document), "the same bytes on every run");
    assert!(written(&Workbook, &self::document(Vec::new())).is_empty());
}
