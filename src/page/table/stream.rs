//! Tables that no line draws: rows of pieces in columns, with figures in some.

use super::band::{Band, MOST_HEADS};
use super::line::{Bit, Line, WIDE_GAP, lines, place};
use super::scale::is_chart;
use super::strip::{MOST_COLUMNS, strips, widen};
use super::{Found, Table, is_full};
use crate::page::order::{Piece, are_contents, is_figure, is_pages};
use crate::page::plate::Plate;
use std::ops::Range;

/// Fewest rows with figures.
const FEWEST: usize = 3;
/// Rows farther apart than this, in parts of the size, are not of one table.
const FARTHEST: f32 = 4.5;
/// Lines without figures that may stand between two with.
const MOST_BETWEEN: usize = 4;
/// Heads stand this close to their table, in parts of the size.
const HEAD_APART: f32 = 2.6;
/// Heads stand this close to each other, in parts of the size.
const NEXT_HEAD: f32 = 1.6;
/// Words of a line that runs over columns as a sentence does.
const SENTENCE: usize = 9;

/// Adds the tables that figures in columns show.
pub(super) fn find(plate: &Plate, taken: &[bool], found: &mut Found) {
    let stretches = plate
        .rows
        .list
        .iter()
        .enumerate()
        .filter(|(row, _)| !taken[*row])
        .flat_map(|(row, own)| found.free(own.words.clone()).map(move |words| (row as u32, words)));
    let all = lines(plate, WIDE_GAP, stretches);
    let seeds: Vec<bool> = all.iter().map(|line| is_seed(plate, line)).collect();
    let mut at = 0;
    let mut free = 0;
    while at < all.len() {
        if !seeds[at] {
            at += 1;
            continue;
        }
        let run = run(plate, &all, &seeds, at);
        at = run.end;
        if let Some((table, end)) = read(plate, &all, &seeds, free, run) {
            found.add(table);
            at = at.max(end);
            free = end;
        }
    }
}

/// Whether a line has figures in columns.
fn is_seed(plate: &Plate, line: &Line) -> bool {
    let pieces = &line.pieces;
    if pieces.len() < 3 {
        return false;
    }
    pieces.iter().skip(1).any(|piece| {
        let said = plate.rows.say(&piece.words);
        said.bytes().any(|b| b.is_ascii_digit()) && is_figure(&said)
    })
}

/// The lines from one with figures to the last that goes on with it.
fn run(plate: &Plate, all: &[Line], seeds: &[bool], from: usize) -> Range<usize> {
    let mut end = from + 1;
    let mut at = from + 1;
    while at < all.len() && at - end <= MOST_BETWEEN {
        let apart = all[at].base - all[at - 1].base;
        if apart > FARTHEST * all[at].size.max(all[at - 1].size) || is_text_over(plate, &all[at], &all[end - 1]) {
            break;
        }
        at += 1;
        if seeds[at - 1] {
            end = at;
        }
    }
    from..end
}

/// Whether a line is running text over the columns that figures of a row stand in: what stands below it is
/// another table.
fn is_text_over(plate: &Plate, line: &Line, row: &Line) -> bool {
    let is_text = |piece: &&Piece| piece.words.len() >= SENTENCE;
    line.pieces.iter().filter(is_text).any(|text| {
        let below = |piece: &&Piece| piece.bbox[0] > text.bbox[0] && piece.bbox[2] < text.bbox[2];
        row.pieces.iter().filter(below).filter(|piece| is_figure(&plate.rows.say(&piece.words))).count() >= 2
    })
}

/// Reads a run as a table; tells where the lines that it takes end.
fn read(plate: &Plate, all: &[Line], seeds: &[bool], free: usize, run: Range<usize>) -> Option<(Table, usize)> {
    let count = seeds[run.clone()].iter().filter(|seed| **seed).count();
    if count < FEWEST || count * 10 < run.len() * 3 {
        return None;
    }
    let own = &all[run.clone()];
    let mut columns = strips(&own.iter().zip(&seeds[run.clone()]).filter(|(_, seed)| **seed).map(|(line, _)| line));
    if columns.len() < 3 || columns.len() > MOST_COLUMNS {
        return None;
    }
    widen(&mut columns, own, 0);
    let from = heads(plate, all, free, run.start, &columns);
    widen(&mut columns, &all[from..run.start], run.start - from);
    let end = tail(plate, all, run.end, &columns);
    let lines = &all[from..end];
    if !holds(plate, lines, &columns) {
        return None;
    }
    let band = Band::of(plate, lines, &columns);
    let edges = lines.iter().map(Line::bbox);
    let bbox = edges.reduce(crate::page::words::union)?;
    let rows = band.rows(true);
    let table = Table { rows, bbox, columns, ..Table::default() };
    (is_full(&table.rows, table.columns.len()) && !is_chart(plate, &table)).then_some((table, end))
}

/// Whether lines in columns are a table, and no text beside text, list of contents or form.
fn holds(plate: &Plate, lines: &[Line], columns: &[[f32; 2]]) -> bool {
    let band = Band::of(plate, lines, columns);
    let figures = band.figure_columns();
    let (mut sentences, mut long, mut pages, mut all) = (0, 0, 0, 0);
    for line in band.placed() {
        for bit in line {
            let said = bit.say(plate);
            let words = said.split(' ').count();
            sentences += usize::from(words >= SENTENCE && bit.columns[1] > bit.columns[0]);
            long += usize::from(said.len() > 60);
            if figures[bit.columns[0]] {
                all += 1;
                pages += usize::from(is_pages(&said));
            }
        }
    }
    let of_figures = figures.iter().skip(1).filter(|figures| **figures).count();
    let only_pages = of_figures == 1 && columns.len() <= 3 && pages * 10 >= all * 9;
    let said = |bit: Option<&Bit>| bit.map_or_else(String::new, |bit| bit.say(plate));
    let ends: Vec<[String; 2]> = band.placed().iter().map(|line| [said(line.first()), said(line.last())]).collect();
    of_figures >= 1
        && band.anchors() >= FEWEST
        && !only_pages
        && !(of_figures == 1 && are_contents(&ends))
        && sentences * 8 <= lines.len()
        && long * 4 <= lines.len()
}

/// First of the lines above a run that are its heads.
fn heads(plate: &Plate, all: &[Line], free: usize, start: usize, columns: &[[f32; 2]]) -> usize {
    let mut from = start;
    let mut at = start;
    while at > free && start - at < MOST_HEADS {
        let (line, next) = (&all[at - 1], &all[at]);
        let bits = place(plate, line, columns);
        let apart = if from < start { NEXT_HEAD } else { HEAD_APART };
        if next.base - line.base > apart * line.size.max(next.size) {
            break;
        }
        let alone = bits.iter().filter(|bit| bit.columns[0] == bit.columns[1]).count();
        let words: usize = line.pieces.iter().map(|piece| piece.words.len()).sum();
        let is_head = words < 6 * bits.len() && (bits.len() * 2 >= columns.len() || bits.len() >= 2 && from < start);
        let is_part = bits.len() == 1 && alone == 1 && bits[0].columns[0] > 0 && words < SENTENCE;
        let is_group = bits.len() == 1 && bits[0].columns[0] == 0 && words < SENTENCE;
        if !(is_head || is_part || is_group) {
            break;
        }
        at -= 1;
        // Groups and parts of heads count where a head stands above them.
        if is_head || is_part && from < start {
            from = at;
        }
    }
    from
}

/// The end of the lines below a run that go on with its last row.
fn tail(plate: &Plate, all: &[Line], end: usize, columns: &[[f32; 2]]) -> usize {
    let mut at = end;
    while at < all.len() && all[at].base - all[at - 1].base < 1.45 * all[at].size {
        let bits = place(plate, &all[at], columns);
        let goes_on = bits.iter().all(|bit| bit.columns[0] == bit.columns[1] && bit.columns[0] > 0);
        if !goes_on {
            break;
        }
        at += 1;
    }
    at
}
