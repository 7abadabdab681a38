//! Sheets → pages: every stage in its order.

use super::order::{self, Flow, Piece, Step};
use super::paragraph;
use super::plate::{Plate, Tables};
use super::table::{self, Found};
use super::tagged::{self, Headings};
use super::write::Writer;
use super::{Page, furniture, heading, printed};
use crate::pdf::structure::Structure;
use crate::record::{Furniture, PageRead};
use rayon::prelude::*;

/// Reads the plates of a document into pages of lines, in the order given.
///
/// Words, rows, grids, reading order and paragraphs are told page by page;
/// furniture, printed numbers and headings need the pages around. What the file declares of its tables
/// is believed where the pages bear it out.
pub fn pages(mut plates: Vec<Plate>, structure: &Structure) -> Vec<Page> {
    if plates.iter().any(|plate| plate.tables == Tables::Find) {
        tagged::take(&mut plates, structure);
    }
    let plates = &plates[..];
    let taken = furniture::find(plates);
    let labels: Vec<Option<&str>> = plates.iter().map(|plate| plate.label.as_deref()).collect();
    let numbers = printed::find(&stamps(plates, &taken), &labels);
    let body = heading::body_size(plates);
    let headings = Headings::of(plates, structure);
    let mut tables: Vec<Found> =
        plates.par_iter().zip(&taken).map(|(plate, taken)| table::find(plate, taken)).collect();
    table::carry(plates, &taken, &mut tables);
    plates
        .par_iter()
        .zip(taken)
        .zip(tables)
        .zip(numbers)
        .map(|(((plate, taken), found), number)| page(plate, &taken, &found, number, body, &headings))
        .collect()
}

/// The pieces of text in each page's furniture.
fn stamps(plates: &[Plate], taken: &[Vec<bool>]) -> Vec<Vec<String>> {
    plates
        .iter()
        .zip(taken)
        .map(|(plate, taken)| {
            let mut pieces = Vec::new();
            for (index, row) in plate.rows.list.iter().enumerate().filter(|(index, _)| taken[*index]) {
                order::cut(plate, row.words.clone(), index as u32, row.base, &mut pieces);
            }
            pieces
                .iter()
                .map(|piece| {
                    let words = plate.rows.words_in(&piece.words);
                    words.iter().map(|word| plate.rows.text_of(word)).collect::<Vec<_>>().join(" ")
                })
                .collect()
        })
        .collect()
}

fn page(
    plate: &Plate,
    taken: &[bool],
    found: &Found,
    number: Option<String>,
    body: f32,
    headings: &Headings<'_>,
) -> Page {
    let mut pieces: Vec<Piece> = Vec::with_capacity(plate.rows.list.len());
    for (index, row) in plate.rows.list.iter().enumerate().filter(|(index, _)| !taken[*index]) {
        for words in found.free(row.words.clone()) {
            order::cut(plate, words, index as u32, row.base, &mut pieces);
        }
    }
    for (index, table) in found.tables.iter().enumerate() {
        let row = plate.rows.list.len() as u32 + index as u32;
        pieces.push(Piece { words: 0..0, bbox: table.bbox, base: table.bbox[1], size: 10.0, row, table: Some(index) });
    }
    let flow = Flow::of(plate, pieces);
    let mut placed = paragraph::place(plate, &flow);
    headings.mark(plate, &mut placed);
    let mut writer = Writer::new(plate, number);
    for (index, row) in plate.rows.list.iter().enumerate() {
        if taken[index] {
            writer.furniture(plate.rows.say(&row.words), plate.frame.box_on_page(row.bbox));
        }
    }
    if let Some(aside) = plate.askew.as_ref().filter(|aside| !aside.text.trim().is_empty()) {
        writer.aside(aside);
    }
    for (step, line) in flow.steps.iter().zip(&placed) {
        match step {
            Step::Line { .. } => {
                if let Some(line) = line {
                    writer.line(line, heading::depth(line, body));
                }
            }
            Step::Table(index) => {
                if let Some(table) = found.tables.get(*index) {
                    writer.table(table);
                }
            }
            Step::Aligned(rows) => writer.table(&table::aligned(&flow, rows)),
        }
    }
    let mut page = writer.finish();
    page.read = Some(how_read(plate, &page));
    if page.read == Some(PageRead::Blank) {
        set_aside(&mut page);
    }
    page.dropped += plate.dropped + placed.iter().flatten().map(|line| line.dropped).sum::<u32>();
    page
}

fn how_read(plate: &Plate, page: &Page) -> PageRead {
    if plate.is_gibberish {
        PageRead::Unreadable
    } else if plate.is_cut {
        PageRead::Truncated
    } else if page.lines.is_empty() || is_left_blank(page) {
        PageRead::Blank
    } else if plate.is_recognised {
        PageRead::Ocr
    } else {
        PageRead::TextLayer
    }
}

/// Makes furniture of the words of a page that was left blank: they tell of the page, and are of no paper.
fn set_aside(page: &mut Page) {
    for line in std::mem::take(&mut page.lines) {
        let mut place = page.place(None);
        place.bbox = page.bbox(line.chars);
        page.furniture.push(Furniture { text: page.text_of(&line).to_owned(), place: vec![place] });
    }
    page.text.clear();
    page.cells.clear();
    page.parts.clear();
    page.boxes.clear();
}

/// Whether a page says no more than that it is blank.
fn is_left_blank(page: &Page) -> bool {
    let says_so = |line: &super::Line| {
        let words = page.text_of(line).to_lowercase();
        words.contains("blank") && words.contains("page") && words.len() < 80
    };
    page.lines.len() <= 2 && page.lines.iter().any(says_so)
}
