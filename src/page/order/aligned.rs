//! Tables without lines: rows whose pieces stand in columns, with figures in some.

use super::Reader;
use super::judge::are_contents;
use crate::page::table::{Mark, are_scales};
use smallvec::SmallVec;
use std::ops::Range;

/// Fewest rows with two pieces or more.
const FEWEST_ROWS: usize = 3;
/// Narrowest gap between two columns, in points.
const COLUMN_GAP: f32 = 3.0;
/// Widest table, in columns: more is a drawing.
const MOST_COLUMNS: usize = 40;

/// A row of a table without lines.
#[derive(Debug, Default)]
pub(in crate::page) struct AlignedRow {
    /// Its cells from left to right: pieces, and columns that the cell takes.
    pub(in crate::page) cells: Vec<(SmallVec<[u32; 2]>, u16)>,
}

/// Reads rows as a table where their columns hold figures; also tells how many
/// rows at the start do not belong to it.
pub(super) fn find(reader: &Reader<'_>, all: &[u32], lines: &[Range<usize>]) -> Option<(Vec<AlignedRow>, usize)> {
    let skipped = lines.iter().take_while(|line| line.len() < 2).count();
    let lines = &lines[skipped..];
    let several = lines.iter().filter(|line| line.len() >= 2).count();
    if several < FEWEST_ROWS || several * 10 < lines.len() * 6 {
        return None;
    }
    if all[lines.first()?.start..lines.last()?.end].iter().any(|index| reader.piece(*index).table.is_some()) {
        return None;
    }
    let columns = columns(reader, all, lines);
    if columns.len() < 2 || columns.len() > MOST_COLUMNS {
        return None;
    }
    let mut figures = vec![0usize; columns.len()];
    let mut filled = vec![0usize; columns.len()];
    let mut rows = Vec::with_capacity(lines.len());
    let mut letters = 0;
    let mut marks: Vec<Vec<Mark>> = vec![Vec::new(); columns.len()];
    let mut ends: Vec<[String; 2]> = Vec::new();
    for line in lines {
        let own = &all[line.clone()];
        ends.push([own.first(), own.last()].map(|index| index.map_or_else(String::new, |index| reader.say(*index))));
        let mut drawn = AlignedRow { cells: vec![(SmallVec::new(), 1); columns.len()] };
        for index in own {
            let piece = reader.piece(*index);
            let first = columns.partition_point(|column| column[1] <= piece.bbox[0]).min(columns.len() - 1);
            let last = columns.partition_point(|column| column[0] < piece.bbox[2]).saturating_sub(1).max(first);
            let said = reader.say(*index);
            if first == last {
                filled[first] += 1;
                figures[first] += usize::from(is_figure(&said));
                marks[first].extend(Mark::of(&said, piece.base));
            }
            letters += usize::from(said.len() > 60);
            drawn.cells[first].0.push(*index);
            drawn.cells[first].1 = drawn.cells[first].1.max((last - first + 1) as u16);
        }
        merge_spans(&mut drawn);
        rows.push(drawn);
    }
    let of_figures = figures
        .iter()
        .zip(&filled)
        .skip(1)
        .filter(|(figures, filled)| **figures >= FEWEST_ROWS && *figures * 2 >= **filled);
    let of_figures = of_figures.count();
    // Two columns: every row ends in a figure, and no row is a line of running text.
    let is_list = columns.len() == 2 && of_figures == 1 && figures[1] * 10 >= filled[1] * 8 && letters == 0;
    let is_table = columns.len() > 2 && of_figures >= 1 && letters * 4 <= lines.len();
    ((is_list || is_table) && !are_scales(&marks, false) && !(of_figures == 1 && are_contents(&ends)))
        .then_some((rows, skipped))
}

/// A cell over several columns takes the place of the empty ones after it.
fn merge_spans(row: &mut AlignedRow) {
    let mut at = 0;
    while at < row.cells.len() {
        let wanted = usize::from(row.cells[at].1);
        let free = row.cells[at + 1..].iter().take(wanted - 1).take_while(|cell| cell.0.is_empty()).count();
        row.cells.drain(at + 1..at + 1 + free);
        row.cells[at].1 = free as u16 + 1;
        at += 1;
    }
}

/// The strips that pieces stand in, from the rows with most pieces.
fn columns(reader: &Reader<'_>, all: &[u32], lines: &[Range<usize>]) -> Vec<[f32; 2]> {
    let most = lines.iter().map(Range::len).max().unwrap_or(0);
    let enough = lines.iter().filter(|line| line.len() == most).count() >= 2;
    let fewest = if enough { most.div_ceil(2).max(2) } else { 2 };
    let mut spans: Vec<[f32; 2]> = lines
        .iter()
        .filter(|line| line.len() >= fewest)
        .flat_map(|line| &all[line.clone()])
        .map(|index| [reader.piece(*index).bbox[0], reader.piece(*index).bbox[2]])
        .collect();
    spans.sort_by(|a, b| a[0].total_cmp(&b[0]));
    let mut strips: Vec<[f32; 2]> = Vec::new();
    for span in spans {
        match strips.last_mut() {
            Some(strip) if span[0] <= strip[1] + COLUMN_GAP => strip[1] = strip[1].max(span[1]),
            _ => strips.push(span),
        }
    }
    strips
}

/// Whether a piece is a figure: money, a count, a percentage, a dash for none.
pub(in crate::page) fn is_figure(said: &str) -> bool {
    let digits = said.bytes().filter(u8::is_ascii_digit).count();
    let letters = said.chars().filter(|c| c.is_alphabetic()).count();
    digits > 0 && letters <= 2 && letters < digits + 2
        || matches!(said, "-" | "–" | "—" | "nil" | "Nil" | "n/a" | "N/A")
}
