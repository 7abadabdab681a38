//! Tables whose rows or heads shade alone tells.

use super::{Drawn, lines};
use crate::page::Page;
use proptest::prelude::*;

/// Left edges of the columns, and the right edge of the last.
const XS: [f32; 5] = [50.0, 90.0, 330.0, 440.0, 550.0];
/// A list of actions of an invented council: each cell line by line.
const ACTIONS: [[&[&str]; 4]; 6] = [
    [&["No"], &["Action"], &["Who"], &["By"]],
    [
        &["1"],
        &[
            "Write to the county about the crossing at",
            "Mill Lane, and ask when the survey of the",
            "spring will be told",
        ],
        &["Clerk"],
        &["June 2031"],
    ],
    [&["2"], &["Paint the hall"], &["Cllr Ash"], &["July 2031"]],
    [
        &["3"],
        &["Look for a tenant of the allotment by the", "brook, whose fence has to be mended"],
        &["Cllr Birch and", "the Clerk together"],
        &["August 2031"],
    ],
    [&["4"], &["Order salt"], &["Clerk"], &["October 2031"]],
    [&["5"], &["Report on the lamps in Church Street, and", "on what they cost"], &["Cllr Cole"], &["May 2032"]],
];

/// How a table is shaded.
#[derive(Clone, Copy, Debug)]
struct Manner {
    /// Which of two rows is shaded: 0 the even ones, 1 the odd ones; none where only the head is.
    alternate: Option<usize>,
    /// Each cell has a fill of its own.
    by_cell: bool,
    /// Space between the words of a row and its edges, in points.
    padding: f32,
    /// Rows of [`ACTIONS`].
    rows: usize,
}

/// A table with a paragraph above and below it.
fn table(manner: Manner) -> Drawn {
    let text = "The committee went through what is set out below, and asked for a report on all of it in the autumn.";
    let mut page = Drawn::page(1).text(50.0, 80.0, text);
    let mut top = 100.0;
    for (at, row) in ACTIONS.iter().take(manner.rows).enumerate() {
        let deepest = row.iter().map(|cell| cell.len()).max().unwrap_or(0);
        let bottom = top + 2.0 * manner.padding + 12.0 * deepest as f32;
        if manner.alternate.map_or(at == 0, |odd| at % 2 == odd) {
            if manner.by_cell {
                for pair in XS.windows(2) {
                    page = page.shade([pair[0], top, pair[1], bottom]);
                }
            } else {
                page = page.shade([XS[0], top, XS[4], bottom]);
            }
        }
        for (x, cell) in XS.iter().zip(row) {
            page = page.lines(x + 4.0, top + manner.padding + 9.5, cell);
        }
        top = bottom;
    }
    page.text(50.0, top + 30.0, text)
}

fn expected(rows: usize) -> Vec<String> {
    let row = |row: &[&[&str]; 4]| row.map(|cell| cell.join(" ")).join("|");
    ACTIONS.iter().take(rows).map(row).collect()
}

fn found(manner: Manner) -> Vec<String> {
    rows(&table(manner).read())
}

/// The rows of the tables of a page.
fn rows(page: &Page) -> Vec<String> {
    let mut found = lines(page);
    // The paragraphs are lines before and behind it.
    let first = page.lines.iter().position(|line| !line.cells.is_empty()).unwrap_or(0);
    let last = page.lines.iter().rposition(|line| !line.cells.is_empty()).map_or(0, |last| last + 1);
    found.truncate(last);
    found.split_off(first.min(last))
}

#[test]
fn a_band_over_several_lines_is_one_row() {
    let manner = Manner { alternate: Some(1), by_cell: false, padding: 3.0, rows: 6 };
    assert_eq!(found(manner), expected(6));
}

#[test]
fn a_row_below_the_last_band_is_the_last_row() {
    let manner = Manner { alternate: Some(1), by_cell: true, padding: 3.0, rows: 5 };
    assert_eq!(found(manner), expected(5));
}

#[test]
fn a_shaded_head_tells_the_columns_of_the_words_below_it() {
    let manner = Manner { alternate: None, by_cell: false, padding: 4.0, rows: 6 };
    assert_eq!(found(manner), expected(6));
}

#[test]
fn bands_of_a_page_on_its_side_are_bands() {
    let manner = Manner { alternate: Some(1), by_cell: true, padding: 3.0, rows: 6 };
    assert_eq!(rows(&table(manner).on_its_side().read()), expected(6));
}

#[test]
fn a_title_on_shade_is_no_row() {
    let manner = Manner { alternate: Some(0), by_cell: false, padding: 3.0, rows: 5 };
    let mut drawn = table(manner).shade([50.0, 30.0, 550.0, 50.0]).text(54.0, 44.0, "Actions of the year");
    drawn.sheet.glyphs.retain(|glyph| glyph.origin[1] < 60.0 || glyph.origin[1] > 90.0);
    assert_eq!(rows(&drawn.read()), expected(5));
}

#[test]
fn two_columns_on_fills_of_their_own_are_a_table() {
    let mut page = Drawn::page(1);
    let body = [("Name", "Role"), ("Cllr A Ash", "Chair"), ("Cllr B Birch", "Vice-chair"), ("C Cole", "Clerk")];
    for (at, (name, role)) in (0u8..).zip(body) {
        let top = 100.0 + 18.0 * f32::from(at);
        if at % 2 == 1 {
            page = page.shade([50.0, top, 300.0, top + 18.0]).shade([300.0, top, 550.0, top + 18.0]);
        }
        page = page.text(54.0, top + 12.5, name).text(304.0, top + 12.5, role);
    }
    assert_eq!(lines(&page.read()), ["Name|Role", "Cllr A Ash|Chair", "Cllr B Birch|Vice-chair", "C Cole|Clerk"]);
}

#[test]
fn headings_and_boxes_on_shade_are_no_tables() {
    let text = [
        "The council met to talk about the lanes and the hall, and agreed",
        "to paint the hall in the spring of the year.",
    ];
    let mut page = Drawn::page(1);
    for (at, heading) in (0u8..).zip(["Payments of the year", "Grants to clubs", "Loans"]) {
        let top = 60.0 + 80.0 * f32::from(at);
        page = page.shade([50.0, top, 550.0, top + 20.0]).text(54.0, top + 14.0, heading);
        page = page.lines(54.0, top + 40.0, &text);
    }
    // A box with a paragraph, two boxes side by side, and tiles with a figure each.
    page = page.shade([50.0, 320.0, 550.0, 360.0]).lines(60.0, 335.0, &text);
    page = page.shade([50.0, 400.0, 290.0, 440.0]).lines(54.0, 415.0, &["The Hall, Church Street", "Ambleford"]);
    page = page.shade([310.0, 400.0, 550.0, 440.0]).lines(314.0, 415.0, &["Open on Mondays", "from nine to five"]);
    for (at, said) in (0u8..).zip(["Homes", "Roads", "Parks", "Waste"]) {
        let left = 50.0 + 130.0 * f32::from(at);
        page =
            page.shade([left, 500.0, left + 110.0, 550.0]).text(left + 8.0, 520.0, said).text(left + 8.0, 540.0, "12");
    }
    assert_eq!(page.read().cells.len(), 0);
}

#[test]
fn headings_on_shade_over_text_in_columns_are_no_table() {
    let left = [
        "The council met to talk about the",
        "lanes and the hall, and agreed to",
        "paint it in the spring of the year",
    ];
    let right = ["and to look for a tenant of the", "field by the brook, whose fence", "has to be mended before that"];
    let mut page = Drawn::page(1);
    for (at, heading) in (0u8..).zip(["The hall", "The field", "The lanes"]) {
        let top = 60.0 + 80.0 * f32::from(at);
        page = page.shade([50.0, top, 550.0, top + 20.0]).text(54.0, top + 14.0, heading);
        page = page.lines(54.0, top + 36.0, &left).lines(310.0, top + 36.0, &right);
    }
    assert_eq!(page.read().cells.len(), 0);
}

#[test]
fn bars_of_a_chart_are_no_table() {
    let mut page = Drawn::page(1);
    for (at, (label, wide)) in (0u8..).zip([("Roads", 300.0), ("Parks", 180.0), ("Waste", 240.0), ("Homes", 120.0)]) {
        let top = 100.0 + 30.0 * f32::from(at);
        page = page.shade([120.0, top, 120.0 + wide, top + 18.0]).text(60.0, top + 12.0, label);
        page = page.text(100.0 + wide, top + 12.0, "12");
    }
    assert_eq!(page.read().cells.len(), 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn however_bands_are_drawn_the_rows_are_the_same(
        alternate in 0usize..2,
        by_cell: bool,
        padding in 2.0f32..8.0,
        rows in 4usize..=6,
    ) {
        let manner = Manner { alternate: Some(alternate), by_cell, padding, rows };
        prop_assert_eq!(found(manner), expected(rows));
    }

    #[test]
    fn however_its_head_is_shaded_the_rows_are_the_same(by_cell: bool, padding in 3.0f32..8.0, rows in 3usize..=6) {
        let manner = Manner { alternate: None, by_cell, padding, rows };
        prop_assert_eq!(found(manner), expected(rows));
    }
}
