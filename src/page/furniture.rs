//! Furniture: running heads, feet and page stamps, told by the pages around.
//!
//! Each report of a merged pack has its own, so a row is compared with those of
//! the neighbouring pages only. Figures count as alike, for page numbers.

use super::plate::Plate;
use super::printed::says_label;
use super::rows::Row;
use std::collections::HashMap;
use std::ops::Range;

/// Share of a page's height, at its head and its foot, in which furniture stands.
const BAND: f32 = 0.12;
/// The same for rows that the file itself declares to be no content.
const ARTIFACT_BAND: f32 = 0.2;
/// Most rows of a band that are looked at.
const MOST_ROWS: usize = 5;
/// How many pages away a row may come back: left and right pages may differ.
const REACH: usize = 2;
/// How far a row may shift from page to page, in points.
const SHIFT: f32 = 8.0;
/// Longest row that can be furniture, in bytes.
const LONGEST: usize = 200;

/// A row at the head or foot of a page.
#[derive(Clone, Debug)]
struct Edge {
    row: usize,
    is_head: bool,
    /// Distance from the edge of the page, in points.
    at: f32,
    /// Its words with figures folded.
    key: u32,
    /// Its words as they are.
    exact: u32,
    /// It says nothing but a page's number.
    stamp: bool,
    /// Nothing stands near it.
    apart: bool,
    /// It lies at the very edge.
    outermost: bool,
}

/// Tells for each page which of its rows are furniture.
pub(super) fn find(plates: &[Plate]) -> Vec<Vec<bool>> {
    let mut keys = Keys::default();
    let edges: Vec<Vec<Edge>> = plates.iter().map(|plate| edges(plate, &mut keys)).collect();
    plates
        .iter()
        .enumerate()
        .map(|(page, plate)| {
            let mut taken = vec![false; plate.rows.list.len()];
            for edge in &edges[page] {
                taken[edge.row] |=
                    edge.stamp && edge.apart && edge.outermost && !edge.is_head || comes_back(edge, page, &edges);
            }
            artifacts(plate, &mut taken);
            taken
        })
        .collect()
}

/// Whether a row stands on a neighbouring page too, in the same place.
fn comes_back(edge: &Edge, page: usize, edges: &[Vec<Edge>]) -> bool {
    let around = page.saturating_sub(REACH)..(page + REACH + 1).min(edges.len());
    let mut alike = 0;
    for other in around.filter(|other| *other != page) {
        for twin in edges[other].iter().filter(|twin| twin.key == edge.key && twin.is_head == edge.is_head) {
            if (twin.at - edge.at).abs() <= SHIFT {
                if twin.exact == edge.exact || edge.stamp {
                    return true;
                }
                alike += 1;
            }
        }
    }
    // Rows that differ in their figures may be headings that count (`Appendix 2`).
    alike >= 2
}

fn artifacts(plate: &Plate, taken: &mut [bool]) {
    let words = &plate.rows.words;
    let all = words.len();
    let declared = words.iter().filter(|word| word.artifact).count();
    // A file that declares most of a page to be no content is not believed.
    if declared == 0 || declared * 2 > all {
        return;
    }
    let height = plate.extent[1];
    for (index, row) in plate.rows.list.iter().enumerate() {
        let at_edge = row.bbox[3] < ARTIFACT_BAND * height || row.bbox[1] > (1.0 - ARTIFACT_BAND) * height;
        let own = &words[row.words.start as usize..row.words.end as usize];
        if at_edge && !in_table(plate, row) && own.iter().all(|word| word.artifact) {
            taken[index] = true;
        }
    }
}

fn edges(plate: &Plate, keys: &mut Keys) -> Vec<Edge> {
    let rows = &plate.rows.list;
    let height = plate.extent[1];
    let head = rows.iter().take(MOST_ROWS).take_while(|row| row.bbox[3] < BAND * height).count();
    let foot = rows.iter().rev().take(MOST_ROWS).take_while(|row| row.bbox[1] > (1.0 - BAND) * height).count();
    let head = 0..head.min(rows.len());
    let foot = rows.len().saturating_sub(foot).max(head.end)..rows.len();
    let mut out = Vec::with_capacity(head.len() + foot.len());
    push_edges(plate, head, true, keys, &mut out);
    push_edges(plate, foot, false, keys, &mut out);
    out
}

fn push_edges(plate: &Plate, range: Range<usize>, is_head: bool, keys: &mut Keys, out: &mut Vec<Edge>) {
    let rows = &plate.rows.list;
    for index in range {
        let row = &rows[index];
        let said = plate.rows.say(&row.words);
        if said.len() > LONGEST || in_table(plate, row) {
            continue;
        }
        let inner = if is_head { rows.get(index + 1) } else { index.checked_sub(1).map(|above| &rows[above]) };
        let distance = inner.map_or(f32::INFINITY, |other| {
            if is_head { other.bbox[1] - row.bbox[3] } else { row.bbox[1] - other.bbox[3] }
        });
        out.push(Edge {
            row: index,
            is_head,
            at: if is_head { row.base } else { plate.extent[1] - row.base },
            stamp: is_stamp(&said) || plate.label.as_deref().is_some_and(|label| says_label(&said, label)),
            apart: distance > 0.8 * row.size,
            outermost: if is_head { index == 0 } else { index + 1 == rows.len() },
            key: keys.number(fold(&said)),
            exact: keys.number(said),
        });
    }
}

/// Whether a row lies in a grid that reaches beyond the edge's band; a frame around the page is none.
fn in_table(plate: &Plate, row: &Row) -> bool {
    let height = plate.extent[1];
    let mut tables = plate.grids.iter().filter(|grid| grid.rows() * grid.columns() > 1);
    tables.any(|grid| {
        let [_, top, _, bottom] = grid.bbox();
        row.base > top && row.base < bottom && bottom - top > BAND * height
    })
}

/// Numbers for texts: two rows say the same if their numbers are the same.
#[derive(Default)]
struct Keys {
    known: HashMap<String, u32>,
}

impl Keys {
    fn number(&mut self, text: String) -> u32 {
        let next = self.known.len() as u32;
        *self.known.entry(text).or_insert(next)
    }
}

/// A text in small letters with its figures folded.
fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        if !c.is_ascii_digit() {
            folded.extend(c.to_lowercase());
        } else if !folded.ends_with('#') {
            folded.push('#');
        }
    }
    folded
}

/// Whether a text says nothing but a page's number.
pub(super) fn is_stamp(text: &str) -> bool {
    let mut figures = 0;
    let mut signs = 0;
    for part in text.split(|c: char| c.is_whitespace() || "-–—|/()[]".contains(c)).filter(|part| !part.is_empty()) {
        if part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit()) {
            figures += 1;
        } else if ["page", "pg", "p", "pg.", "p.", "of"].iter().any(|word| part.eq_ignore_ascii_case(word)) {
            signs += 1;
        } else {
            return false;
        }
    }
    figures == 1 && signs <= 1 || figures == 2 && (signs > 0 || text.contains('/')) && signs <= 2
}
