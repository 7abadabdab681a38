//! Tables, with lines and without, and what only looks like one.

use super::{Drawn, lines};
use crate::pdf::sheet::Axis;

#[test]
fn cells_come_from_rulings() {
    let page = Drawn::page(1)
        .text(50.0, 80.0, "Before")
        .grid(&[50.0, 200.0, 350.0], &[90.0, 130.0, 150.0])
        .text(55.0, 104.0, "Action needed by")
        .text(55.0, 116.0, "the clerk")
        .text(205.0, 104.0, "Owner")
        .text(55.0, 144.0, "Paint the hall")
        .text(205.0, 144.0, "A Ash")
        .text(50.0, 180.0, "After")
        .read();
    assert_eq!(lines(&page), ["Before", "Action needed by the clerk|Owner", "Paint the hall|A Ash", "After"]);
    assert_eq!(page.cells.len(), 4);
    let place = page.place_of(&page.lines[2]);
    assert_eq!(place.bbox, Some([55.0, 136.0, 228.3, 146.0]));
}

#[test]
fn merged_cells_span() {
    let page = Drawn::page(1)
        .rule(Axis::Horizontal, 90.0, 50.0, 350.0)
        .rule(Axis::Horizontal, 110.0, 50.0, 350.0)
        .rule(Axis::Horizontal, 130.0, 150.0, 350.0)
        .rule(Axis::Horizontal, 150.0, 50.0, 350.0)
        .rule(Axis::Vertical, 50.0, 90.0, 150.0)
        .rule(Axis::Vertical, 150.0, 110.0, 150.0)
        .rule(Axis::Vertical, 250.0, 110.0, 150.0)
        .rule(Axis::Vertical, 350.0, 90.0, 150.0)
        .text(60.0, 104.0, "Budget")
        .text(60.0, 124.0, "Roads")
        .text(160.0, 124.0, "12")
        .text(260.0, 124.0, "14")
        .text(160.0, 144.0, "16")
        .text(260.0, 144.0, "18")
        .read();
    assert_eq!(lines(&page), ["Budget", "Roads|12|14", "16|18"]);
    let spans: Vec<[u16; 2]> = page.cells.iter().map(|cell| [cell.rows, cell.columns]).collect();
    assert_eq!(spans, [[1, 3], [2, 1], [1, 1], [1, 1], [1, 1], [1, 1]]);
}

#[test]
fn outer_lines_may_be_missing() {
    let page = Drawn::page(1)
        .rule(Axis::Horizontal, 90.0, 50.0, 350.0)
        .rule(Axis::Horizontal, 110.0, 50.0, 350.0)
        .rule(Axis::Horizontal, 130.0, 50.0, 350.0)
        .rule(Axis::Vertical, 200.0, 90.0, 130.0)
        .text(60.0, 104.0, "Item")
        .text(210.0, 104.0, "Cost")
        .text(60.0, 124.0, "Salt")
        .text(210.0, 124.0, "£40")
        .read();
    assert_eq!(lines(&page), ["Item|Cost", "Salt|£40"]);
}

#[test]
fn a_frame_around_paragraphs_is_no_table() {
    let page = Drawn::page(1)
        .grid(&[50.0, 550.0], &[90.0, 130.0, 170.0])
        .text(60.0, 104.0, "The council keeps a register of interests")
        .text(60.0, 144.0, "that anyone may look at in the office")
        .read();
    assert_eq!(page.cells.len(), 0);
    assert_eq!(page.lines.len(), 2);
}

#[test]
fn rows_of_figures_within_one_ruled_row_are_rows() {
    let page = Drawn::page(1)
        .grid(&[50.0, 200.0, 300.0, 400.0], &[90.0, 110.0, 160.0])
        .text(55.0, 104.0, "Service")
        .text(205.0, 104.0, "Budget")
        .text(305.0, 104.0, "Actual")
        .lines(55.0, 124.0, &["Roads", "Parks", "Waste"])
        .lines(205.0, 124.0, &["120", "80", "44"])
        .lines(305.0, 124.0, &["118", "83", "40"])
        .read();
    assert_eq!(lines(&page), ["Service|Budget|Actual", "Roads|120|118", "Parks|80|83", "Waste|44|40"]);
}

#[test]
fn names_in_a_cell_are_pieces() {
    let page = Drawn::page(1)
        .grid(&[50.0, 200.0, 400.0], &[90.0, 130.0, 150.0])
        .text(55.0, 104.0, "Present")
        .lines(205.0, 104.0, &["Cllr A Ash", "Cllr B Birch"])
        .text(55.0, 144.0, "Clerk")
        .text(205.0, 144.0, "C Cole")
        .read();
    let cell = &page.cells[1];
    let mut from = cell.bytes.start as usize;
    let pieces: Vec<&str> = page.parts[cell.parts.start as usize..cell.parts.end as usize]
        .iter()
        .map(|end| {
            let piece = page.text[from..*end as usize].trim();
            from = *end as usize;
            piece
        })
        .collect();
    assert_eq!(pieces, ["Cllr A Ash", "Cllr B Birch"]);
}

#[test]
fn figures_in_columns_make_a_table_without_lines() {
    let mut page = Drawn::page(1).text(
        50.0,
        80.0,
        "Payments were approved as set out here, all of them within the budget of the year:",
    );
    let rows = [
        ("Payee", "Net", "Gross"),
        ("Ash Ltd", "100.00", "120.00"),
        ("Birch & Co", "50.00", "60.00"),
        ("Cole", "7.50", "9.00"),
    ];
    for (index, (payee, net, gross)) in rows.iter().enumerate() {
        let y = 100.0 + 14.0 * index as f32;
        page = page.text(50.0, y, payee).text(300.0, y, net).text(400.0, y, gross);
    }
    let found = lines(&page.read());
    assert_eq!(found[1..], ["Payee|Net|Gross", "Ash Ltd|100.00|120.00", "Birch & Co|50.00|60.00", "Cole|7.50|9.00"]);
}

#[test]
fn a_contents_page_is_no_table() {
    let mut page = Drawn::page(1);
    for (index, (title, number)) in
        [("Foreword", "3"), ("The year in brief", "5"), ("Accounts", "12"), ("Notes", "30")].iter().enumerate()
    {
        let y = 100.0 + 14.0 * index as f32;
        page = page.text(50.0, y, title).text(500.0, y, number);
    }
    let page = page.read();
    assert_eq!(page.cells.len(), 0);
    assert_eq!(lines(&page)[2], "Accounts 12");
}

#[test]
fn parts_of_a_table_in_one_frame_are_one_table() {
    // A column of its own at the right, whose frame goes on around what stands below; the rest within that frame.
    let ys = [90.0, 110.0, 130.0, 150.0];
    let mut page = Drawn::page(1).grid(&[50.0, 150.0, 240.0], &ys).grid(&[252.0, 340.0], &ys);
    page = page.rule(Axis::Vertical, 340.0, 150.0, 300.0).rule(Axis::Horizontal, 300.0, 50.0, 340.0);
    page = page.rule(Axis::Vertical, 50.0, 200.0, 300.0);
    for (y, cells) in
        [(104.0, ["Fund", "Budget", "Change"]), (124.0, ["Roads", "12", "1"]), (144.0, ["Parks", "8", "2"])]
    {
        for (x, text) in [55.0, 155.0, 265.0].into_iter().zip(cells) {
            page = page.text(x, y, text);
        }
    }
    let read = page.text(55.0, 250.0, "The targets are met.").read();
    assert_eq!(lines(&read)[1..3], ["Roads|12|1", "Parks|8|2"]);
}
