//! Where tables stand on a page, and what only looks like one.

use super::{Drawn, lines};
use crate::page::Page;
use crate::pdf::sheet::{Axis, Direction};

const BODY: [[&str; 3]; 4] =
    [["Service", "Budget", "Actual"], ["Roads", "120", "118"], ["Parks", "80", "83"], ["Waste", "44", "40"]];
const PEOPLE: [[&str; 2]; 3] = [["Name", "Role"], ["A Ash", "Chair"], ["B Birch", "Clerk"]];

/// Words in rows of twenty points.
fn words<const N: usize>(mut page: Drawn, xs: [f32; N], y: f32, rows: &[[&str; N]]) -> Drawn {
    for (row, cells) in (0u8..).zip(rows) {
        for (x, cell) in xs.into_iter().zip(cells) {
            page = page.text(x, y + 20.0 * f32::from(row), cell);
        }
    }
    page
}

/// A ruled table of three columns, 300 points wide.
fn budget(page: Drawn, x: f32, y: f32) -> Drawn {
    let ys = [y, y + 20.0, y + 40.0, y + 60.0, y + 80.0];
    let page = page.grid(&[x, x + 120.0, x + 180.0, x + 240.0], &ys);
    words(page, [x + 5.0, x + 125.0, x + 185.0], y + 14.0, &BODY)
}

/// A ruled table of two columns, 160 points wide.
fn people(page: Drawn, x: f32, y: f32) -> Drawn {
    let page = page.grid(&[x, x + 80.0, x + 160.0], &[y, y + 20.0, y + 40.0, y + 60.0]);
    words(page, [x + 5.0, x + 85.0], y + 14.0, &PEOPLE)
}

/// How many cells each row of a page has.
fn widths(page: &Page) -> Vec<usize> {
    page.lines.iter().map(|line| line.cells.len()).filter(|cells| *cells > 0).collect()
}

const ROWS: [&str; 4] = ["Service|Budget|Actual", "Roads|120|118", "Parks|80|83", "Waste|44|40"];
const NAMES: [&str; 3] = ["Name|Role", "A Ash|Chair", "B Birch|Clerk"];

#[test]
fn tables_side_by_side_are_two() {
    let page = people(budget(Drawn::page(1), 50.0, 100.0), 340.0, 100.0).read();
    assert_eq!(lines(&page), [&ROWS[..], &NAMES].concat());
}

#[test]
fn tables_above_each_other_are_two() {
    let page = people(budget(Drawn::page(1), 50.0, 100.0), 50.0, 188.0).read();
    assert_eq!(lines(&page), [&ROWS[..], &NAMES].concat());
    assert_eq!(widths(&page), [3, 3, 3, 3, 2, 2, 2]);
}

#[test]
fn tables_without_lines_that_text_parts_are_two() {
    let other =
        [["Year", "Principal", "Interest", "Total"], ["2031", "135", "32", "167"], ["2032", "140", "29", "169"]];
    let other = [&other[..], &[["2033", "145", "26", "171"]]].concat();
    let page = words(Drawn::page(1), [50.0, 250.0, 350.0], 100.0, &BODY);
    let page = page.text(50.0, 185.0, "What is to be paid to the bank in each of the years is as follows here:");
    let page = words(page, [50.0, 180.0, 300.0, 450.0], 205.0, &other).read();
    assert_eq!(widths(&page), [3, 3, 3, 3, 4, 4, 4, 4]);
    assert_eq!(lines(&page)[..4], ROWS);
    assert_eq!(
        lines(&page)[5..],
        ["Year|Principal|Interest|Total", "2031|135|32|167", "2032|140|29|169", "2033|145|26|171"]
    );
}

#[test]
fn a_row_without_words_is_none_and_no_cell_reaches_over_it() {
    // A box drawn into the heads parts their row in two, and what is below it stays empty.
    let mut page = Drawn::page(1).grid(&[50.0, 150.0, 250.0, 350.0], &[100.0, 160.0, 180.0, 200.0]);
    for y in [115.0, 130.0, 145.0] {
        page = page.rule(Axis::Horizontal, y, 152.0, 248.0);
    }
    page = page.text(55.0, 150.0, "Service").text(255.0, 150.0, "Actual").text(155.0, 112.0, "Budget");
    let page = words(page, [55.0, 155.0, 255.0], 174.0, &BODY[1..3]).read();
    assert_eq!(lines(&page), ["Service|Budget|Actual", "Roads|120|118", "Parks|80|83"]);
    assert!(page.cells.iter().all(|cell| cell.rows == 1));
}

#[test]
fn a_table_on_a_page_on_its_side_is_read_along_its_words() {
    let page = budget(Drawn::page(1).text(50.0, 60.0, "Budget of the year"), 50.0, 100.0).on_its_side().read();
    assert_eq!(lines(&page), [&["Budget of the year"], &ROWS[..]].concat());
}

#[test]
fn figures_without_lines_on_a_page_on_its_side_are_a_table() {
    let page = words(Drawn::page(1), [50.0, 250.0, 350.0], 100.0, &BODY).on_its_side().read();
    assert_eq!(lines(&page), ROWS);
}

#[test]
fn heads_that_run_upwards_are_heads() {
    let mut page = Drawn::page(1).grid(&[50.0, 200.0, 230.0, 260.0], &[100.0, 180.0, 200.0, 220.0, 240.0]);
    page = words(page, [55.0, 205.0, 235.0], 194.0, &BODY[1..]).text(55.0, 174.0, "Service");
    for (x, head) in [(218.0, "Budget"), (248.0, "Actual")] {
        for (at, c) in (0u8..).zip(head.chars()) {
            page.glyph([x, 176.0 - 5.0 * f32::from(at)], 10.0, Direction::Up, c);
        }
    }
    assert_eq!(lines(&page.read()), ROWS);
}

#[test]
fn contents_with_numbers_and_officers_are_no_table() {
    let items = [
        ("1", "Apologies for absence", "(AB)", "3"),
        ("2", "Minutes of the last meeting", "(AB)", "5 - 12"),
        ("3", "Budget of the county", "(CD)", "13 - 40"),
        ("4", "Plan of the roads", "(EF)", "41 - 58"),
        ("5", "Any other business", "(AB)", "59"),
    ];
    let mut page = Drawn::page(1);
    for (at, (number, title, officer, pages)) in (0u8..).zip(items) {
        let y = 100.0 + 16.0 * f32::from(at);
        page = page.text(50.0, y, number).text(80.0, y, title).text(400.0, y, officer).text(500.0, y, pages);
    }
    assert_eq!(page.read().cells.len(), 0);
}

#[test]
fn an_address_beside_the_date_and_telephone_is_no_table() {
    let left = ["The Clerk", "The Old Hall", "14 Church Street", "Ambleford", "AM4 2XY"];
    let right = ["Telephone 01632 960000", "Fax 01632 960001", "4 June 2031", "Our ref 12/31", "Your ref 7"];
    let page = Drawn::page(1).lines(50.0, 100.0, &left).lines(380.0, 100.0, &right);
    assert_eq!(page.read().cells.len(), 0);
}

#[test]
fn frames_of_a_form_are_no_table() {
    // Boxes to write in, each with its label above; a frame around them all.
    let mut page = Drawn::page(1).grid(&[40.0, 560.0], &[80.0, 400.0]);
    for (at, label) in (0u8..).zip(["Name of the club", "Address", "What the grant is for", "Signature"]) {
        let y = 110.0 + 70.0 * f32::from(at);
        page = page.text(60.0, y, label).grid(&[60.0, 540.0], &[y + 6.0, y + 40.0]);
    }
    assert_eq!(page.read().cells.len(), 0);
}

#[test]
fn bars_with_outlines_and_their_labels_are_no_table() {
    let mut page = Drawn::page(1).rule(Axis::Horizontal, 300.0, 90.0, 500.0).rule(Axis::Vertical, 90.0, 100.0, 300.0);
    for (at, (label, high)) in (0u8..).zip([("Roads", 120.0), ("Parks", 60.0), ("Waste", 90.0), ("Homes", 40.0)]) {
        let x = 110.0 + 90.0 * f32::from(at);
        page = page.grid(&[x, x + 50.0], &[300.0 - high, 300.0]).text(x + 5.0, 314.0, label);
        page = page.text(x + 15.0, 294.0 - high, "12");
    }
    let read = page.read();
    assert_eq!(read.cells.len(), 0, "{:?}", lines(&read));
}
