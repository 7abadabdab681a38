//! Tables that lines draw in part or not at all.

use super::{Drawn, lines, read};
use crate::page::{Plate, Tables, pages};
use crate::pdf::sheet::Axis;
use crate::pdf::structure::Structure;

/// Rows of words, each at its column's place.
fn rows(mut page: Drawn, xs: &[f32], y: f32, step: f32, rows: &[&[&str]]) -> Drawn {
    for (row, cells) in rows.iter().enumerate() {
        for (x, cell) in xs.iter().zip(*cells).filter(|(_, cell)| !cell.is_empty()) {
            page = page.text(*x, y + step * row as f32, cell);
        }
    }
    page
}

fn rules(page: Drawn, left: f32, right: f32, ys: &[f32]) -> Drawn {
    ys.iter().fold(page, |page, y| page.rule(Axis::Horizontal, *y, left, right))
}

#[test]
fn rows_stand_between_rules() {
    let page = Drawn::page(1).text(50.0, 60.0, "The savings of the year are set out below and were agreed in March.");
    let page = rules(page, 50.0, 550.0, &[100.0, 130.0, 160.0, 190.0]);
    let page = rows(page, &[55.0, 200.0, 480.0], 96.0, 12.0, &[&["Service", "Saving", "Total"]]);
    let page = page
        .text(55.0, 117.0, "Roads")
        .lines(200.0, 111.0, &["Fewer signs to be bought and", "lamps to be dimmed at night"])
        .text(480.0, 117.0, "(12.5)")
        .text(55.0, 147.0, "Parks")
        .lines(200.0, 141.0, &["Mowing to be left until", "the end of the summer"])
        .text(480.0, 147.0, "(3.0)")
        .text(55.0, 177.0, "Total")
        .text(480.0, 177.0, "(15.5)")
        .read();
    let found = lines(&page);
    assert_eq!(
        found[1..],
        [
            "Service|Saving|Total",
            "Roads|Fewer signs to be bought and lamps to be dimmed at night|(12.5)",
            "Parks|Mowing to be left until the end of the summer|(3.0)",
            "Total||(15.5)"
        ]
    );
}

#[test]
fn rules_between_paragraphs_make_no_table() {
    let page = rules(Drawn::page(1), 50.0, 550.0, &[100.0, 140.0, 180.0, 220.0]);
    let text = [
        "The council met to talk about the lanes and the hall.",
        "It agreed to paint the hall in the spring of the year.",
    ];
    let page = page.lines(55.0, 112.0, &text).lines(55.0, 152.0, &text).lines(55.0, 192.0, &text).read();
    assert_eq!(page.cells.len(), 0);
}

#[test]
fn a_frame_with_columns_alone_is_cut_into_its_rows() {
    let page = Drawn::page(1).text(50.0, 60.0, "Accounts").grid(&[50.0, 120.0, 300.0, 400.0], &[90.0, 200.0, 220.0]);
    let body: &[&[&str]] = &[
        &["2030", "Income", "2031"],
        &["600.00", "Precept", "650.00"],
        &["26.81", "Rent of the field", "27.13"],
        &["", "Grant for the mower", "50.00"],
        &["500.00", "Gifts", ""],
        &["7.00", "Interest", "9.00"],
    ];
    let page = rows(page, &[55.0, 125.0, 305.0], 104.0, 14.0, body);
    let page = rows(page, &[55.0, 125.0, 305.0], 214.0, 14.0, &[&["1,133.81", "Total", "736.13"]]).read();
    assert_eq!(
        lines(&page)[1..],
        [
            "2030|Income|2031",
            "600.00|Precept|650.00",
            "26.81|Rent of the field|27.13",
            "|Grant for the mower|50.00",
            "500.00|Gifts|",
            "7.00|Interest|9.00",
            "1,133.81|Total|736.13"
        ]
    );
}

#[test]
fn wrapped_words_stay_in_one_ruled_row() {
    let page = Drawn::page(1)
        .grid(&[50.0, 200.0, 400.0], &[90.0, 160.0, 180.0])
        .lines(55.0, 104.0, &["Paint the hall and", "mend its roof with", "tiles from the barn", "before the winter"])
        .text(205.0, 104.0, "12.50")
        .text(55.0, 174.0, "Cut the grass")
        .text(205.0, 174.0, "3.00")
        .read();
    assert_eq!(
        lines(&page),
        ["Paint the hall and mend its roof with tiles from the barn before the winter|12.50", "Cut the grass|3.00"]
    );
}

#[test]
fn columns_within_a_ruled_column_are_told_by_gaps() {
    let page = Drawn::page(1).grid(&[50.0, 400.0, 500.0], &[90.0, 110.0, 180.0, 200.0]);
    let xs = [60.0, 140.0, 410.0];
    let page = rows(page, &xs, 104.0, 14.0, &[&["Code", "Purpose", "Total"]]);
    let body: &[&[&str]] = &[
        &["2600", "Longer days", "11.20"],
        &["3010", "Low income", "19.30"],
        &["3182", "School grants", "1.90"],
        &["3311", "Aid", "4.05"],
    ];
    let page = rows(page, &xs, 124.0, 14.0, body);
    let page = rows(page, &[55.0, 140.0, 410.0], 194.0, 14.0, &[&["Total of all codes", "", "36.45"]]).read();
    assert_eq!(
        lines(&page)[..5],
        [
            "Code|Purpose|Total",
            "2600|Longer days|11.20",
            "3010|Low income|19.30",
            "3182|School grants|1.90",
            "3311|Aid|4.05"
        ]
    );
    assert_eq!(lines(&page)[5], "Total of all codes|36.45");
}

#[test]
fn captions_within_a_grid_stand_before_it() {
    let page = Drawn::page(1)
        .text(50.0, 60.0, "Report")
        .grid(&[50.0, 200.0, 300.0], &[110.0, 130.0, 150.0])
        .grid(&[50.0, 300.0], &[90.0, 110.0])
        .text(55.0, 104.0, "Grants of the year")
        .text(55.0, 124.0, "Club")
        .text(205.0, 124.0, "Sum")
        .text(55.0, 144.0, "Chess")
        .text(205.0, 144.0, "40.00")
        .read();
    assert_eq!(lines(&page), ["Report", "Grants of the year", "Club|Sum", "Chess|40.00"]);
    assert_eq!(page.lines[1].cells.len(), 0);
}

#[test]
fn a_register_goes_on_over_pages_with_columns_that_stay_empty() {
    let head: &[&[&str]] = &[&["Number", "Date", "Void", "Payee", "Amount"]];
    let xs = [50.0, 110.0, 190.0, 260.0, 500.0];
    let first: &[&[&str]] = &[
        &["101", "06/05/2031", "", "Ash Ltd", "89.26"],
        &["102", "06/05/2031", "", "Birch & Co", "201.29"],
        &["103", "06/06/2031", "", "Cole", "7.50"],
    ];
    let second: &[&[&str]] = &[
        &["104", "06/07/2031", "", "Dell", "12.00"],
        &["105", "06/07/2031", "", "Elm Works", "8.10"],
        &["106", "06/09/2031", "", "Firth", "77.00"],
    ];
    let one = rows(rows(Drawn::page(1), &xs, 300.0, 14.0, head), &xs, 316.0, 14.0, first);
    let two = rows(Drawn::page(2), &xs, 300.0, 14.0, second);
    let pages = read(&[one.sheet, two.sheet]);
    assert_eq!(lines(&pages[0])[..2], ["Number|Date|Void|Payee|Amount", "101|06/05/2031||Ash Ltd|89.26"]);
    assert_eq!(
        lines(&pages[1]),
        ["104|06/07/2031||Dell|12.00", "105|06/07/2031||Elm Works|8.10", "106|06/09/2031||Firth|77.00"]
    );
}

#[test]
fn words_set_lower_in_another_font_are_of_their_row() {
    let xs = [50.0, 150.0, 500.0];
    let body: &[&[&str]] = &[
        &["201", "Ash Ltd", "89.26"],
        &["202", "Birch & Co", "201.29"],
        &["203", "Cole", "7.50"],
        &["204", "Dell", "1.00"],
    ];
    let mut page = rows(Drawn::page(1), &xs, 300.0, 16.0, body);
    for (at, said) in ["salt", "lamps", "chairs", "stamps"].iter().enumerate() {
        page = page.sized(300.0, 303.5 + 16.0 * at as f32, 11.0, said);
    }
    assert_eq!(
        lines(&page.read()),
        ["201|Ash Ltd|salt|89.26", "202|Birch & Co|lamps|201.29", "203|Cole|chairs|7.50", "204|Dell|stamps|1.00"]
    );
}

#[test]
fn labels_of_a_chart_are_no_table() {
    let mut page = rules(Drawn::page(1), 90.0, 550.0, &[100.0, 150.0, 200.0, 250.0, 300.0]);
    for (at, said) in ["250", "200", "150", "100", "50"].iter().enumerate() {
        page = page.text(70.0, 103.0 + 50.0 * at as f32, said);
    }
    let page =
        page.text(150.0, 220.0, "46").text(250.0, 130.0, "230").text(350.0, 170.0, "161").text(450.0, 280.0, "8");
    assert_eq!(page.read().cells.len(), 0);
}

#[test]
fn scales_of_a_chart_are_no_table() {
    // Figures at both ends of its lines, and names of what they show.
    let mut page = Drawn::page(1);
    for (at, said) in (0u8..).zip(["450", "400", "350", "300", "250", "200", "150", "100", "50", "0"]) {
        let y = 100.0 + 18.0 * f32::from(at);
        page = page.text(60.0, y, said).text(300.0, y, said);
        if at == 2 || at == 4 {
            page = page.text(120.0, y, "Roads").text(360.0, y, "Parks");
        }
    }
    assert_eq!(page.read().cells.len(), 0);
}

#[test]
fn rules_down_between_heads_alone_part_the_words_below_them() {
    let [top, bottom] = [90.0, 190.0];
    let mut page = Drawn::page(1).rule(Axis::Vertical, 50.0, top, bottom).rule(Axis::Vertical, 400.0, top, bottom);
    for y in [top, 110.0, 130.0, 150.0, 170.0, bottom] {
        page = page.rule(Axis::Horizontal, y, 50.0, 400.0);
    }
    for x in [200.0, 300.0] {
        page = page.rule(Axis::Vertical, x, top, 110.0);
    }
    let body: &[&[&str]] = &[
        &["Town", "Here", "Elsewhere"],
        &["Ambleford", "86.2", "13.8"],
        &["Nether Ash", "0", "100.0"],
        &["Westmarch", "-", "98.6"],
    ];
    let page = rows(page, &[55.0, 205.0, 305.0], 104.0, 20.0, body);
    let page = page.text(55.0, 184.0, "Figures of both are those that the towns gave in the spring of the year");
    assert_eq!(
        lines(&page.read()),
        [
            "Town|Here|Elsewhere",
            "Ambleford|86.2|13.8",
            "Nether Ash|0|100.0",
            "Westmarch|-|98.6",
            "Figures of both are those that the towns gave in the spring of the year"
        ]
    );
}

#[test]
fn rows_of_words_between_two_rules_are_told_by_their_spaces() {
    let page = rules(Drawn::page(1), 50.0, 550.0, &[90.0, 110.0, 240.0]);
    let page = rows(page, &[55.0, 160.0, 350.0], 104.0, 12.0, &[&["Source", "What it is", "Examples"]]);
    let page = page.text(55.0, 126.0, "Large");
    let page = page.lines(160.0, 126.0, &["Ten tons a year or more of one", "gas, or more of several"]);
    let page = page.lines(350.0, 126.0, &["Mills, works and", "other makers of steel"]).text(55.0, 164.0, "Small");
    let page =
        page.lines(160.0, 164.0, &["Less than ten tons a year"]).lines(350.0, 164.0, &["Shops that paint", "cars"]);
    let page = page.text(55.0, 202.0, "On roads").text(160.0, 202.0, "Cars and vans").text(350.0, 202.0, "Buses");
    assert_eq!(
        lines(&page.read()),
        [
            "Source|What it is|Examples",
            "Large|Ten tons a year or more of one gas, or more of several|Mills, works and other makers of steel",
            "Small|Less than ten tons a year|Shops that paint cars",
            "On roads|Cars and vans|Buses"
        ]
    );
}

#[test]
fn a_key_beside_the_middle_of_its_row_does_not_part_it() {
    let page = rules(Drawn::page(1), 50.0, 550.0, &[90.0, 110.0, 180.0, 220.0]);
    let page = rows(page, &[55.0, 160.0], 104.0, 12.0, &[&["Month", "What is to be done"]]);
    let page = page.lines(160.0, 124.0, &["Ask the clubs", "Ask the schools"]).text(55.0, 154.0, "May 2031");
    let page = page.lines(160.0, 154.0, &["Gather what they say", "Tell the council"]);
    let page = page.text(55.0, 200.0, "June 2031").text(160.0, 200.0, "Write the report");
    assert_eq!(
        lines(&page.read()),
        [
            "Month|What is to be done",
            "May 2031|Ask the clubs Ask the schools Gather what they say Tell the council",
            "June 2031|Write the report"
        ]
    );
}

#[test]
fn a_key_whose_rules_were_left_out_keeps_its_rows() {
    let mut page = Drawn::page(1).rule(Axis::Vertical, 50.0, 90.0, 150.0).rule(Axis::Vertical, 200.0, 90.0, 150.0);
    page = page.rule(Axis::Vertical, 300.0, 90.0, 150.0);
    for y in [90.0, 150.0] {
        page = page.rule(Axis::Horizontal, y, 50.0, 300.0);
    }
    for y in [110.0, 130.0] {
        page = page.rule(Axis::Horizontal, y, 200.0, 300.0);
    }
    let body: &[&[&str]] = &[&["Roads", "12"], &["Parks", "8"], &["Waste", "5"]];
    let page = rows(page, &[55.0, 205.0], 104.0, 20.0, body).read();
    assert_eq!(lines(&page), ["Roads|12", "Parks|8", "Waste|5"]);
}

#[test]
fn a_key_with_heads_of_groups_keeps_to_the_rows_beside_it() {
    let (top, bottom) = (90.0, 250.0);
    let mut page = Drawn::page(1);
    for x in [50.0, 200.0, 300.0] {
        page = page.rule(Axis::Vertical, x, top, bottom);
    }
    for y in [top, bottom] {
        page = page.rule(Axis::Horizontal, y, 50.0, 300.0);
    }
    for y in [126.0, 142.0, 174.0, 202.0] {
        page = page.rule(Axis::Horizontal, y, 200.0, 300.0);
    }
    // Heads without figures, and a wrapped name: fewer lines than not have figures beside them.
    for (y, key) in [(104.0, "HIGHWAYS"), (152.0, "OPEN SPACES"), (182.0, "Swimming pools and"), (212.0, "OFFICES")] {
        page = page.text(55.0, y, key);
    }
    for (y, key) in [(224.0, "of the council"), (236.0, "in the town")] {
        page = page.text(55.0, y, key);
    }
    let body = [(120.0, "Roads", "12"), (136.0, "Bridges", "8"), (168.0, "Parks", "5"), (194.0, "baths", "3")];
    for (y, key, figure) in body.into_iter().chain([(246.0, "Rent", "7")]) {
        page = page.text(55.0, y, key).text(205.0, y, figure);
    }
    let read = page.read();
    let expected = [
        "HIGHWAYS Roads|12",
        "Bridges|8",
        "OPEN SPACES Parks|5",
        "Swimming pools and baths|3",
        "OFFICES of the council in the town Rent|7",
    ];
    assert_eq!(lines(&read), expected);
}

#[test]
fn codes_that_no_line_parts_from_their_names_have_a_column_of_their_own() {
    let mut page = Drawn::page(1);
    for x in [50.0, 260.0, 340.0] {
        page = page.rule(Axis::Vertical, x, 90.0, 230.0);
    }
    for row in 0..8u8 {
        page = page.rule(Axis::Horizontal, 90.0 + 20.0 * f32::from(row), 50.0, 340.0);
    }
    let body: [[&str; 3]; 7] = [
        ["Service", "Code", "Budget"],
        ["Roads", "8011", "12"],
        ["Bridges and tunnels", "8012", "8"],
        ["Parks", "8019", "5"],
        ["Waste", "", "4"],
        ["Swimming pools", "8021", "3"],
        ["Libraries", "8022", "9"],
    ];
    for (row, cells) in (0u8..).zip(body) {
        for (x, text) in [55.0, 210.0, 265.0].into_iter().zip(cells) {
            page = page.text(x, 104.0 + 20.0 * f32::from(row), text);
        }
    }
    let read = page.read();
    let expected = ["Service|Code|Budget", "Roads|8011|12", "Bridges and tunnels|8012|8", "Parks|8019|5", "Waste||4"];
    assert_eq!(lines(&read)[..5], expected);
}

#[test]
fn where_tables_are_left_their_rows_are_lines() {
    let body: &[&[&str]] = &[&["Item", "Cost"], &["Salt", "£40"], &["Lamps", "£250"]];
    let ruled = rows(
        Drawn::page(1).grid(&[50.0, 200.0, 300.0], &[90.0, 110.0, 130.0, 150.0]),
        &[55.0, 205.0],
        104.0,
        20.0,
        body,
    );
    let figures: &[&[&str]] =
        &[&["Ash Ltd", "100.00", "120.00"], &["Birch", "50.00", "60.00"], &["Cole", "7.50", "9.00"]];
    let drawn = rows(ruled, &[50.0, 300.0, 400.0], 300.0, 14.0, figures);
    assert_eq!(read(std::slice::from_ref(&drawn.sheet))[0].cells.len(), 15);
    let left = &pages(vec![Plate::of(&drawn.sheet, Tables::Leave)], &Structure::default())[0];
    assert_eq!(left.cells.len(), 0);
    let mut words: Vec<&str> = left.text.split_whitespace().collect();
    words.sort_unstable();
    let mut drawn: Vec<&str> =
        body.iter().chain(figures).flat_map(|row| row.iter()).flat_map(|cell| cell.split(' ')).collect();
    drawn.sort_unstable();
    assert_eq!(words, drawn);
}
