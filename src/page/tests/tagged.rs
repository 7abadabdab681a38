//! Tables that tags declare: what the page bears out, and what it does not.

use super::{Drawn, lines};
use crate::block;
use crate::grammar::Grammars;
use crate::page::{Page, Plate, pages};
use crate::pdf::structure::Structure;
use proptest::prelude::*;

type Element = (&'static str, Option<u32>, [u16; 2]);

/// The elements of a table: rows of cells with the rows and columns that they span; the cells' indices.
fn table(rows: &[&[[u16; 2]]]) -> (Vec<Element>, Vec<u32>) {
    let mut elements: Vec<Element> = vec![("Table", None, [1, 1])];
    let mut cells = Vec::new();
    for row in rows {
        let own = elements.len() as u32;
        elements.push(("TR", Some(0), [1, 1]));
        for spans in *row {
            cells.push(elements.len() as u32);
            elements.push(("TD", Some(own), *spans));
        }
    }
    (elements, cells)
}

fn read(drawn: &[Drawn], elements: &[Element], marked: &[&[u32]]) -> Vec<Page> {
    let plates = drawn.iter().map(|drawn| Plate::of(&drawn.sheet, super::Tables::Find)).collect();
    pages(plates, &Structure::made(elements, marked))
}

const ONE: [u16; 2] = [1, 1];

/// Four rows of three columns without a line, two of whose cells run over lines of their own.
fn halls() -> Drawn {
    Drawn::page(1)
        .tagged(50.0, 100.0, "Hall")
        .tagged(200.0, 100.0, "Hirers")
        .tagged(300.0, 100.0, "Income")
        .tagged(50.0, 120.0, "Upper Moot Hall and")
        .tagged(50.0, 132.0, "meeting room")
        .tagged(200.0, 120.0, "12")
        .tagged(300.0, 120.0, "£400")
        .tagged(50.0, 150.0, "Reading room")
        .tagged(200.0, 150.0, "7")
        .tagged(50.0, 170.0, "Tithe Barn, the yard")
        .tagged(50.0, 182.0, "and the loft")
        .tagged(300.0, 170.0, "£90")
}

const HALLS: [&str; 4] = [
    "Hall|Hirers|Income",
    "Upper Moot Hall and meeting room|12|£400",
    "Reading room|7",
    "Tithe Barn, the yard and the loft||£90",
];

#[test]
fn rows_of_several_lines_are_one_where_tags_say_so() {
    let (elements, cells) = table(&[&[ONE; 3], &[ONE; 3], &[ONE; 3], &[ONE; 3]]);
    let marked: Vec<u32> = [0, 1, 2, 3, 3, 4, 5, 6, 7, 9, 9, 11].iter().map(|cell| cells[*cell]).collect();
    let page = read(&[halls()], &elements, &[&marked]).remove(0);
    assert_eq!(lines(&page).iter().map(|line| line.trim_end_matches('|')).collect::<Vec<_>>(), HALLS);
    assert!(page.lines.iter().all(|line| line.table == 1));
}

#[test]
fn tags_that_the_page_does_not_bear_out_change_nothing() {
    let (elements, cells) = table(&[&[ONE; 3], &[ONE; 3], &[ONE; 3], &[ONE; 3]]);
    let untagged = lines(&halls().read());
    // Columns that cross: what stands left is said to stand right.
    let crossed: Vec<u32> = [2, 1, 0, 3, 3, 4, 5, 8, 7, 9, 9, 11].iter().map(|cell| cells[*cell]).collect();
    // Rows that cross: the third is said to stand over the second.
    let upside_down: Vec<u32> = [0, 1, 2, 6, 6, 7, 8, 3, 4, 9, 9, 11].iter().map(|cell| cells[*cell]).collect();
    for marked in [crossed, upside_down] {
        let page = read(&[halls()], &elements, &[&marked]).remove(0);
        assert_eq!(lines(&page), untagged);
        assert!(page.lines.iter().all(|line| line.table == 0));
    }
}

#[test]
fn letterheads_and_labels_are_no_tables() {
    let letterhead = || {
        Drawn::page(1)
            .tagged(50.0, 100.0, "Thursday, 14th June, at 2.00 pm in the")
            .tagged(300.0, 100.0, "Moot House")
            .tagged(50.0, 112.0, "Wool Room")
            .tagged(300.0, 112.0, "Tolbooth Street")
            .text(50.0, 150.0, "Agenda")
    };
    let labels = || {
        Drawn::page(1)
            .tagged(50.0, 100.0, "To:")
            .tagged(200.0, 100.0, "Planning Committee")
            .tagged(50.0, 112.0, "Date:")
            .tagged(200.0, 112.0, "14 June")
            .tagged(50.0, 124.0, "From:")
            .tagged(200.0, 124.0, "The Clerk")
            .tagged(50.0, 136.0, "Wards")
            .tagged(200.0, 136.0, "All")
    };
    let (elements, cells) = table(&[&[ONE; 2], &[ONE; 2], &[ONE; 2], &[ONE; 2]]);
    for (drawn, count) in [(letterhead as fn() -> Drawn, 4), (labels, 8)] {
        let page = read(&[drawn()], &elements, &[&cells[..count]]).remove(0);
        assert_eq!(lines(&page), lines(&drawn().read()));
    }
}

#[test]
fn spans_and_empty_columns_keep_the_columns() {
    // The second column of the four is empty in every row; the head stands over the last two.
    let drawn = Drawn::page(1)
        .grid(&[40.0, 180.0, 260.0, 340.0, 420.0], &[85.0, 105.0, 125.0, 145.0, 165.0])
        .tagged(270.0, 100.0, "Annual Budget")
        .tagged(50.0, 120.0, "Roads")
        .tagged(270.0, 120.0, "12")
        .tagged(350.0, 120.0, "14")
        .tagged(50.0, 140.0, "Parks")
        .tagged(270.0, 140.0, "16")
        .tagged(350.0, 140.0, "18")
        .tagged(50.0, 160.0, "Halls")
        .tagged(270.0, 160.0, "20")
        .tagged(350.0, 160.0, "22");
    let (elements, cells) = table(&[&[ONE, ONE, [1, 2]], &[ONE; 4], &[ONE; 4], &[ONE; 4]]);
    let marked: Vec<u32> = [2, 3, 5, 6, 7, 9, 10, 11, 13, 14].iter().map(|cell| cells[*cell]).collect();
    let page = read(&[drawn], &elements, &[&marked]).remove(0);
    assert_eq!(lines(&page), ["|Annual Budget", "Roads|12|14", "Parks|16|18", "Halls|20|22"]);
    assert_eq!(page.cells[1].columns, 2);
}

#[test]
fn a_form_of_one_column_is_a_table_where_lines_draw_it() {
    let questions = ["Title", "Library review", "Officer", "A Ash", "Evidence", "Yes"];
    let form = |ruled: bool| {
        let mut drawn = Drawn::page(1);
        for (row, text) in questions.iter().enumerate() {
            drawn = drawn.tagged(50.0, 100.0 + 20.0 * row as f32, text);
        }
        if ruled { drawn.grid(&[40.0, 400.0], &[85.0, 105.0, 125.0, 145.0, 165.0, 185.0, 205.0]) } else { drawn }
    };
    let (elements, cells) = table(&[&[ONE], &[ONE], &[ONE], &[ONE], &[ONE], &[ONE]]);
    let page = read(&[form(true)], &elements, &[&cells]).remove(0);
    assert_eq!(lines(&page), questions);
    assert!(page.lines.iter().all(|line| line.cells.len() == 1));
    assert!(form(true).read().lines.iter().all(|line| line.cells.is_empty()), "without tags it is a frame");
}

#[test]
fn a_table_goes_on_over_pages_as_its_tags_say() {
    let xs = [40.0, 180.0, 400.0];
    // The later page repeats the head, which is left out of the tags, and has no figures to tell that it goes on.
    let first = Drawn::page(1)
        .grid(&xs, &[700.0, 720.0, 740.0])
        .tagged(50.0, 715.0, "Ward")
        .tagged(190.0, 715.0, "Hall")
        .tagged(50.0, 735.0, "Tolbooth")
        .tagged(190.0, 735.0, "Moot House");
    let second = Drawn::page(2)
        .grid(&xs, &[80.0, 100.0, 120.0, 140.0])
        .text(50.0, 95.0, "Ward")
        .text(190.0, 95.0, "Hall")
        .tagged(50.0, 115.0, "Upper Fell")
        .tagged(190.0, 115.0, "Tithe Barn")
        .tagged(50.0, 135.0, "Marl Vale")
        .tagged(190.0, 135.0, "Reading Room");
    let (elements, cells) = table(&[&[ONE; 2], &[ONE; 2], &[ONE; 2], &[ONE; 2]]);
    let pages = read(&[first, second], &elements, &[&cells[..4], &cells[4..]]);
    let grammar = Grammars::embedded().recognise("");
    let all = block::lines(&pages);
    let gathered = block::gather(&pages, &all, grammar);
    let tables: Vec<_> = gathered.blocks.iter().filter_map(|block| block.rows.as_ref()).collect();
    assert_eq!(tables.len(), 1);
    let said: Vec<String> = (0..tables[0].rows.len()).map(|row| tables[0].texts(row).join("|")).collect();
    assert_eq!(said, ["Ward|Hall", "Tolbooth|Moot House", "Upper Fell|Tithe Barn", "Marl Vale|Reading Room"]);
}

#[test]
fn headings_are_what_tags_declare_where_they_are_short_and_few() {
    let body = "The hall was let on forty days, and the roof was mended by the end of the year as planned.";
    let drawn = |paragraphs: usize| {
        let mut drawn =
            Drawn::page(1).tagged(50.0, 100.0, "Repairs to the roof of the").tagged(50.0, 112.0, "Tithe Barn");
        for line in 0..paragraphs {
            drawn = drawn.tagged(50.0, 140.0 + 12.0 * line as f32, body);
        }
        drawn
    };
    let depths = |page: &Page| page.lines.iter().map(|line| line.look.heading).collect::<Vec<_>>();
    // The heading holds a span, as word processors write it.
    let elements = [("H2", None, ONE), ("Span", Some(0), ONE), ("P", None, ONE)];
    let page = read(&[drawn(3)], &elements, &[&[0, 1, 2, 2, 2]]).remove(0);
    assert_eq!(depths(&page), [2, 2, 0, 0, 0]);
    assert_eq!(page.lines[1].look.goes_on, Some(true));
    let all = block::lines(std::slice::from_ref(&page));
    let gathered = block::gather(std::slice::from_ref(&page), &all, Grammars::embedded().recognise(""));
    assert_eq!(gathered.blocks[0].text, "Repairs to the roof of the Tithe Barn");
    // The whole page in a heading's style; a paragraph in it.
    let most = read(&[drawn(0)], &elements, &[&[0, 1]]).remove(0);
    assert_eq!(depths(&most), [0, 0]);
    let long = [("H2", None, ONE), ("P", None, ONE), ("H3", None, ONE)];
    let page = read(&[drawn(12)], &long, &[&[1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1]]).remove(0);
    assert!(depths(&page).iter().all(|depth| *depth == 0));
}

proptest! {
    /// Whatever tags say of the words of a page, each word stands on it once.
    #[test]
    fn no_tags_lose_a_word(
        roles in prop::collection::vec((0..6usize, 0..9u32, 0..5u16, 0..400u16), 1..40),
        marked in prop::collection::vec(0..60u32, 0..48),
        ruled in any::<bool>(),
    ) {
        let names = ["Table", "TR", "TD", "TH", "H1", "P"];
        let elements: Vec<Element> = roles
            .iter()
            .enumerate()
            .map(|(at, (role, up, rows, columns))| {
                let parent = (at as u32).checked_sub(1 + up);
                (names[*role], parent, [*rows, *columns])
            })
            .collect();
        let marked: Vec<u32> = marked.iter().map(|own| own % elements.len() as u32).collect();
        let mut drawn = Drawn::page(1);
        for at in 0..48 {
            let (x, y) = (50.0 + 110.0 * (at % 4) as f32, 100.0 + 15.0 * (at / 4) as f32);
            drawn = drawn.tagged(x, y, &format!("word{at}"));
        }
        if ruled {
            drawn = drawn.grid(&[40.0, 150.0, 260.0, 370.0, 480.0], &[88.0, 103.0, 118.0, 163.0]);
        }
        let page = read(&[drawn], &elements, &[&marked]).remove(0);
        let mut words: Vec<&str> = page.text.split_whitespace().collect();
        words.sort_unstable();
        let mut all: Vec<String> = (0..48).map(|at| format!("word{at}")).collect();
        all.sort_unstable();
        prop_assert_eq!(words, all);
    }

    /// The tags of a table that stands as they say are believed, however its rows wrap and its cells are filled.
    #[test]
    fn true_tags_are_believed(
        rows in prop::collection::vec(prop::collection::vec(0..3usize, 3), 4..9),
    ) {
        let shape: Vec<&[[u16; 2]]> = rows.iter().map(|_| &[ONE; 3][..]).collect();
        let (elements, cells) = table(&shape);
        let (mut drawn, mut marked, mut y) = (Drawn::page(1), Vec::new(), 100.0);
        for (row, filled) in rows.iter().enumerate() {
            for (column, lines) in filled.iter().enumerate() {
                for line in 0..*lines {
                    let x = 50.0 + 150.0 * column as f32;
                    drawn = drawn.tagged(x, y + 12.0 * line as f32, &format!("cell{row}x{column}x{line}"));
                    marked.push(cells[row * 3 + column]);
                }
            }
            y += 12.0 * filled.iter().copied().max().unwrap_or(0) as f32 + 6.0;
        }
        let page = read(&[drawn], &elements, &[&marked]).remove(0);
        let whole: Vec<String> = rows
            .iter()
            .enumerate()
            .filter(|(_, filled)| filled.iter().any(|lines| *lines > 0))
            .map(|(row, filled)| {
                let cell = |(column, lines): (usize, &usize)| {
                    (0..*lines).map(|line| format!("cell{row}x{column}x{line}")).collect::<Vec<_>>().join(" ")
                };
                filled.iter().enumerate().map(cell).filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join("|")
            })
            .collect();
        let told: Vec<String> = lines(&page)
            .iter()
            .map(|line| line.split('|').filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join("|"))
            .collect();
        let columns = (0..3).filter(|column| rows.iter().any(|filled| filled[*column] > 0)).count();
        let side_by_side = rows.iter().any(|filled| filled.iter().filter(|lines| **lines > 0).count() > 1);
        if whole.len() >= 4 && columns > 1 && side_by_side {
            prop_assert_eq!(told, whole);
        }
    }
}
