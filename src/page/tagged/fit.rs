//! A tagged table → a grid on its page: rows and columns lie between its words, and every word
//! must stand in the square of its own cell.

use super::OwnWord;
use super::cells::{TaggedCell, TaggedCells};
use crate::page::grid::{Grid, Merged};
use crate::page::plate::Plate;
use crate::page::words::{Word, union};
use rustc_hash::FxHashMap;

/// How far the outer edges stand from the words, in points.
const MARGIN: f32 = 2.0;
/// Words in a hundred that may stand elsewhere than they are said to.
const MOST_ASTRAY: usize = 2;
/// A gap between words of one cell, in parts of the size, that shows two cells tagged as one.
const TORN: f32 = 2.0;
/// Cells in a hundred that may be torn.
const MOST_TORN: usize = 2;
/// Cells in a hundred of a column whose words may run over its edge.
const MOST_OVER: usize = 25;
/// Words closer than this, in parts of the size, are one text that runs over an edge.
const ONE_TEXT: f32 = 0.45;
/// Baselines closer than this, in points, are one.
const SAME_ROW: f32 = 1.0;

/// The grid of a tagged table on its page; none where its words do not stand as rows and columns of it.
pub(super) fn fit(plate: &Plate, cells: &TaggedCells, own: &[OwnWord]) -> Option<Grid> {
    let first = cells.get(own.first()?.cell);
    let columns = cells.columns(first.table);
    let mut rows: Vec<u32> = own.iter().map(|word| cells.get(word.cell).row).collect();
    rows.sort_unstable();
    rows.dedup();
    let spot = |cell: &TaggedCell| Spot::of(cell, &rows);
    if columns > 1 && are_torn(plate, own) {
        return None;
    }

    // Of each cell, the left and right edge of its words, and the middles of its first and last line: lines
    // that stand close overlap by what their letters might reach above and below.
    let mut by_cell = own.to_vec();
    by_cell.sort_by_key(|own| own.cell);
    let word_of = |own: &OwnWord| &plate.rows.words[own.word as usize];
    let boxes = by_cell.chunk_by(|a, b| a.cell == b.cell).filter_map(|own| {
        let lines = own.iter().map(word_of).map(|word| {
            let [_, middle] = word.centre();
            [word.bbox[0], middle, word.bbox[2], middle]
        });
        Some((cells.get(own[0].cell), lines.reduce(union)?))
    });
    let outer = own.iter().map(|own| word_of(own).bbox).reduce(union)?;
    let mut across: Vec<Vec<[f32; 2]>> = vec![Vec::new(); rows.len()];
    let mut down: Vec<Vec<[f32; 2]>> = vec![Vec::new(); columns];
    for (cell, [left, top, right, bottom]) in boxes {
        let spot = spot(cell);
        if spot.rows == 1 {
            across[spot.row].push([top, bottom]);
        }
        if spot.columns == 1 && !cells.is_short(cell) {
            down[spot.column].push([left, right]);
        }
    }
    let (mut xs, mut ys) = (edges(&down)?, edges(&across)?);
    // Cells over several rows or columns reach out as well.
    let reach = |edges: &mut [f32], from: f32, to: f32| {
        if let [first, .., last] = edges {
            (*first, *last) = (first.min(from - MARGIN), last.max(to + MARGIN));
        }
    };
    reach(&mut xs, outer[0], outer[2]);
    reach(&mut ys, outer[1], outer[3]);

    let mut spots: FxHashMap<u32, Spot> = FxHashMap::default();
    for own in own {
        let cell = cells.get(own.cell);
        let mut found = spot(cell);
        if cells.is_short(cell) {
            let word = &plate.rows.words[own.word as usize];
            found = found.at(column_of(&xs, word)?);
        }
        spots.entry(own.cell).and_modify(|known| known.take(&found)).or_insert(found);
    }
    if astray(plate, own, |own, word| spots[&own.cell].holds(&xs, &ys, word)) * 100 > own.len() * MOST_ASTRAY {
        return None;
    }
    let mut merged: Vec<Merged> = spots.into_values().map(Spot::merged).collect();
    merged.sort_unstable();
    Grid::of_cells(xs, ys, &merged)
}

/// Whether words of one cell stand far apart on one row, in too many cells: tags that a program has guessed.
fn are_torn(plate: &Plate, own: &[OwnWord]) -> bool {
    let words = &plate.rows.words;
    // Words stand on the page row by row, from left to right.
    let mut last: FxHashMap<u32, (&Word, bool)> = FxHashMap::default();
    let mut torn = 0;
    for own in own {
        let word = &words[own.word as usize];
        let known = last.entry(own.cell).or_insert((word, false));
        let gap = word.bbox[0] - known.0.bbox[2];
        if (word.base - known.0.base).abs() < SAME_ROW && gap > TORN * word.size && !known.1 {
            known.1 = true;
            torn += 1;
        }
        known.0 = word;
    }
    torn * 100 > last.len() * MOST_TORN
}

/// How many words stand outside their cell. What runs over its edge without a gap does not.
fn astray(plate: &Plate, own: &[OwnWord], holds: impl Fn(&OwnWord, &Word) -> bool) -> usize {
    // For each cell its last word, where that stands in it or runs over.
    let mut last: FxHashMap<u32, &Word> = FxHashMap::default();
    let mut count = 0;
    for own in own {
        let word = &plate.rows.words[own.word as usize];
        let goes_on = last.get(&own.cell).is_some_and(|last| {
            (word.base - last.base).abs() < SAME_ROW && word.bbox[0] - last.bbox[2] < ONE_TEXT * word.size
        });
        if goes_on || holds(own, word) {
            last.insert(own.cell, word);
        } else {
            last.remove(&own.cell);
            count += 1;
        }
    }
    count
}

/// The edges between rows or columns, told by what their cells take up across them; those without any share the
/// gap that they lie in.
fn edges(spans: &[Vec<[f32; 2]>]) -> Option<Vec<f32>> {
    let known: Vec<usize> = (0..spans.len()).filter(|at| !spans[*at].is_empty()).collect();
    let (first, last) = (*known.first()?, *known.last()?);
    let mut out = Vec::with_capacity(spans.len() + 1);
    let from = spans[first].iter().map(|span| span[0]).fold(f32::INFINITY, f32::min);
    let to = spans[last].iter().map(|span| span[1]).fold(f32::NEG_INFINITY, f32::max);
    out.extend((0..=first).rev().map(|before| from - MARGIN * (before + 1) as f32));
    for pair in known.windows(2) {
        let [from, to] = gap(&spans[pair[0]], &spans[pair[1]])?;
        let parts = pair[1] - pair[0];
        out.extend((1..=parts).map(|step| from + (to - from) * step as f32 / (parts + 1) as f32));
    }
    out.extend((last..spans.len()).map(|after| to + MARGIN * (after - last + 1) as f32));
    Some(out)
}

/// Where one column ends and the next begins. Words of a few cells may run over the edge: to the right of one
/// column, or to the left of the other.
fn gap(before: &[[f32; 2]], after: &[[f32; 2]]) -> Option<[f32; 2]> {
    let begins = after.iter().map(|span| span[0]).fold(f32::INFINITY, f32::min);
    let ends = before.iter().map(|span| span[1]).fold(f32::NEG_INFINITY, f32::max);
    if ends < begins {
        return Some([ends, begins]);
    }
    let few = |count: usize, all: usize| count * 100 <= all * MOST_OVER;
    let over_right = before.iter().filter(|span| span[1] >= begins);
    let inside = before.iter().map(|span| span[1]).filter(|end| *end < begins).fold(f32::NEG_INFINITY, f32::max);
    if few(over_right.clone().count(), before.len()) && over_right.clone().all(|span| span[0] < begins) {
        return Some([inside, begins]);
    }
    let over_left = after.iter().filter(|span| span[0] <= ends);
    let inside = after.iter().map(|span| span[0]).filter(|begin| *begin > ends).fold(f32::INFINITY, f32::min);
    let fits = few(over_left.clone().count(), after.len()) && over_left.clone().all(|span| span[1] > ends);
    fits.then_some([ends, inside])
}

fn column_of(xs: &[f32], word: &Word) -> Option<usize> {
    xs.partition_point(|edge| *edge <= word.centre()[0]).checked_sub(1).filter(|column| column + 1 < xs.len())
}

/// The squares of a cell on one page.
#[derive(Clone, Copy, Debug)]
struct Spot {
    row: usize,
    column: usize,
    rows: usize,
    columns: usize,
}

impl Spot {
    /// Where a cell stands among the rows that have words.
    fn of(cell: &TaggedCell, rows: &[u32]) -> Self {
        let row = rows.partition_point(|row| *row < cell.row);
        let end = rows.partition_point(|row| *row < cell.row.saturating_add(u32::from(cell.rows)));
        Self {
            row,
            column: usize::from(cell.column),
            rows: end.saturating_sub(row).max(1),
            columns: usize::from(cell.columns),
        }
    }

    fn at(self, column: usize) -> Self {
        Self { column, columns: 1, ..self }
    }

    /// Reaches over the columns of another as well.
    fn take(&mut self, other: &Self) {
        let end = (self.column + self.columns).max(other.column + other.columns);
        self.column = self.column.min(other.column);
        self.columns = end - self.column;
    }

    fn holds(&self, xs: &[f32], ys: &[f32], word: &Word) -> bool {
        let [x, y] = word.centre();
        let within = |edges: &[f32], from: usize, count: usize, at: f32| {
            edges.get(from).is_some_and(|edge| *edge <= at) && edges.get(from + count).is_some_and(|edge| at < *edge)
        };
        within(xs, self.column, self.columns, x) && within(ys, self.row, self.rows, y)
    }

    fn merged(self) -> Merged {
        Merged { row: self.row, column: self.column, rows: self.rows, columns: self.columns }
    }
}
