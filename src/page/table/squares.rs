//! Words → the squares of a ruled grid: which words stand in which cell, and tall
//! cells whose own rules were left out.

use crate::page::grid::Grid;
use crate::page::plate::Plate;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::ops::Range;

/// Words closer than this, in parts of the size, are one text that runs over a line.
const ONE_TEXT: f32 = 0.45;
/// Words that stand out over a line by more than this, in points, run over it.
const STANDS_OUT: f32 = 1.0;
/// Narrowest gap between words of two columns that no line parts, in parts of the size.
const APART: f32 = 0.42;
/// Fewest rows whose words keep to columns that no line parts there.
const FEWEST_KEPT: usize = 3;
/// Fewest lines beside a tall square that show its rows.
const FEWEST_BESIDE: usize = 4;

/// Words of one row of the page within a square.
#[derive(Clone, Debug)]
pub(super) struct Stretch {
    /// The row.
    pub(super) row: u32,
    /// The words.
    pub(super) words: Range<u32>,
}

/// The lines of each square that begins a cell.
pub(super) fn fill(plate: &Plate, grid: &Grid, index: u32, home: &[Option<u32>]) -> Vec<Vec<Stretch>> {
    let mut cells: Vec<Vec<Stretch>> = vec![Vec::new(); grid.rows() * grid.columns()];
    let [_, top, _, bottom] = grid.bbox();
    for (row, own) in plate.rows.list.iter().enumerate().filter(|(_, row)| row.bbox[3] >= top && row.bbox[1] <= bottom)
    {
        // Cell of the word before, its right edge, and whether it runs over the line there.
        let mut before: Option<([usize; 2], f32, bool)> = None;
        for at in own.words.clone() {
            let word = &plate.rows.words[at as usize];
            let Some(own_cell) = grid.cell_at(word.centre()).filter(|_| home[at as usize] == Some(index)) else {
                before = None;
                continue;
            };
            let mut cell = own_cell;
            let mut runs_over = false;
            if let Some((last, right, over)) = before
                && last != own_cell
                && word.bbox[0] - right < ONE_TEXT * word.size
                && (over || word.bbox[0] + STANDS_OUT < grid.xs[own_cell[1]])
            {
                cell = last;
                runs_over = true;
            }
            let edge = grid.xs[own_cell[1] + grid.span(own_cell[0], own_cell[1])[1]];
            before = Some((cell, word.bbox[2], runs_over || word.bbox[2] > edge + STANDS_OUT));
            let lines = &mut cells[cell[0] * grid.columns() + cell[1]];
            match lines.last_mut() {
                Some(line) if line.words.end == at && line.row == row as u32 => line.words.end = at + 1,
                _ => lines.push(Stretch { row: row as u32, words: at..at + 1 }),
            }
        }
    }
    cells
}

/// Parts cells that reach over rows where their lines keep to the rows beside them:
/// a column whose rules were left out. Tells whether any was parted.
pub(super) fn part_rows(plate: &Plate, grid: &mut Grid, cells: &[Vec<Stretch>]) -> bool {
    let mut parted = Vec::new();
    for row in 0..grid.rows() {
        for column in (0..grid.columns()).filter(|column| grid.begins(row, *column)) {
            let [high, _] = grid.span(row, column);
            let own = &cells[row * grid.columns() + column];
            if high < 2 || own.len() < 2 {
                continue;
            }
            let within = |stretch: &Stretch| {
                let base = plate.rows.list[stretch.row as usize].base;
                grid.ys.partition_point(|edge| *edge <= base)
            };
            let mut rows: Vec<usize> = own.iter().map(within).collect();
            rows.dedup();
            if rows.len() < 2 {
                continue;
            }
            let all = row * grid.columns()..((row + high) * grid.columns()).min(cells.len());
            let mut stretches: FxHashMap<u32, usize> = FxHashMap::default();
            for stretch in cells[all].iter().flatten() {
                *stretches.entry(stretch.row).or_default() += 1;
            }
            let beside = own.iter().filter(|stretch| stretches.get(&stretch.row).is_some_and(|count| *count > 1));
            let beside = beside.count();
            let others = stretches.len() + beside - own.len();
            // Most of its lines have words beside them; or it tells what the lines beside it are, and holds
            // heads of groups and lines without figures as well.
            let tells_rows = beside >= FEWEST_BESIDE && beside * 10 >= others * 9;
            if beside * 10 >= own.len() * 7 || tells_rows {
                parted.push([row, column]);
            }
        }
    }
    for [row, column] in &parted {
        grid.part_rows(*row, *column);
    }
    !parted.is_empty()
}

/// Parts cells that reach over columns where their words keep to those columns, row after row: lines
/// down that were drawn between the heads alone. Tells whether any was parted.
pub(super) fn part_columns(plate: &Plate, grid: &mut Grid, cells: &[Vec<Stretch>]) -> bool {
    let mut kept: BTreeMap<[usize; 2], Vec<usize>> = BTreeMap::new();
    let mut broken: BTreeMap<[usize; 2], usize> = BTreeMap::new();
    for row in 0..grid.rows() {
        for column in (0..grid.columns()).filter(|column| grid.begins(row, *column)) {
            let [high, wide] = grid.span(row, column);
            let own = &cells[row * grid.columns() + column];
            if wide < 2 || high > 1 || own.is_empty() {
                continue;
            }
            let edges = &grid.xs[column + 1..column + wide];
            match own.iter().map(|stretch| keeps(plate, edges, stretch)).max() {
                Some(Keeps::RunsOver) => *broken.entry([column, wide]).or_default() += 1,
                Some(Keeps::Several) => kept.entry([column, wide]).or_default().push(row),
                Some(Keeps::One) | None => {}
            }
        }
    }
    kept.retain(|key, rows| rows.len() >= FEWEST_KEPT && broken.get(key).is_none_or(|broken| broken * 3 <= rows.len()));
    for ([column, _], rows) in &kept {
        for row in rows {
            grid.part_columns(*row, *column);
        }
    }
    !kept.is_empty()
}

/// How words stand to the columns that their cell reaches over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Keeps {
    /// All stand in one.
    One,
    /// They stand in several, with gaps between.
    Several,
    /// Some run over an edge, or stand too close on both its sides.
    RunsOver,
}

fn keeps(plate: &Plate, edges: &[f32], stretch: &Stretch) -> Keeps {
    let words = plate.rows.words_in(&stretch.words);
    let column = |x: f32| edges.partition_point(|edge| *edge <= x);
    let mut keeps = Keeps::One;
    for (at, word) in words.iter().enumerate() {
        let own = column(word.centre()[0]);
        if column(word.bbox[0] + STANDS_OUT) != own || column(word.bbox[2] - STANDS_OUT) != own {
            return Keeps::RunsOver;
        }
        let Some(before) = at.checked_sub(1).map(|at| &words[at]) else { continue };
        if column(before.centre()[0]) != own {
            if word.bbox[0] - before.bbox[2] < APART * word.size {
                return Keeps::RunsOver;
            }
            keeps = Keeps::Several;
        }
    }
    keeps
}
