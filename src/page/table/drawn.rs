//! Ruled grids → tables. Lines that are not drawn are told by the words: a
//! square that holds several rows or columns of figures is cut at them.

use super::band::Band;
use super::line::{Bit, Line, NARROW_GAP, lines, over, place};
use super::squares::{Stretch, fill, part_columns, part_rows};
use super::strip::{MOST_COLUMNS, strips};
use super::{Cell, CellLine, Table};
use crate::page::grid::Grid;
use crate::page::order::{Piece, is_figure};
use crate::page::plate::Plate;
use std::ops::Range;

/// Baselines closer than this, in points, are one line.
const SAME_LINE: f32 = 2.0;
/// Fewest lines of several pieces that show columns within a square.
const FEWEST_LINES: usize = 3;
/// Fewest lines with several pieces that show columns within a drawn one, over its ruled rows.
const FEWEST_CODES: usize = 5;
/// Most characters of what stands in such a column.
const LONGEST_CODE: usize = 16;

/// Reads a grid as a table, if it is one; `home` names the words that stand in grid `index`.
pub(super) fn read(plate: &Plate, grid: &Grid, index: u32, home: &[Option<u32>]) -> Option<Table> {
    let mut grid = grid.clone();
    let cells = fill(plate, &grid, index, home);
    let cells = if part_rows(plate, &mut grid, &cells) { fill(plate, &grid, index, home) } else { cells };
    let cells = if part_columns(plate, &mut grid, &cells) { fill(plate, &grid, index, home) } else { cells };
    let grid = &grid;
    let drawn = Drawn::of(plate, grid, cells);
    drawn.is_table().then(|| {
        let (rows, columns) = (drawn.rows(), drawn.columns);
        Table { rows, bbox: grid.bbox(), columns, declared: grid.declared(), ..Table::default() }
    })
}

/// A grid with its words, and the columns and rows within its squares.
struct Drawn<'p> {
    plate: &'p Plate,
    grid: &'p Grid,
    cells: Vec<Vec<Stretch>>,
    /// For each row, its lines where it holds several rows.
    stacks: Vec<Option<Vec<Line>>>,
    /// Columns within the drawn ones, from left to right.
    columns: Vec<[f32; 2]>,
    /// First of the columns within each drawn one; one more at the end.
    first: Vec<usize>,
    /// Drawn columns that hold others over ruled rows, not within one.
    undrawn: Vec<bool>,
}

impl<'p> Drawn<'p> {
    fn of(plate: &'p Plate, grid: &'p Grid, cells: Vec<Vec<Stretch>>) -> Self {
        let mut drawn = Self {
            plate,
            grid,
            cells,
            stacks: Vec::new(),
            columns: Vec::new(),
            first: Vec::new(),
            undrawn: vec![false; grid.columns()],
        };
        let mut within: Vec<Vec<[f32; 2]>> = vec![Vec::new(); grid.columns()];
        let mut longest = vec![0; grid.columns()];
        for row in 0..grid.rows() {
            let stack = drawn.stack(row);
            if let Some(stack) = &stack {
                for (column, wide) in drawn.begun(row) {
                    let [from, to] = [longest[column..column + wide].iter().max(), Some(&stack.len())];
                    if from < to {
                        drawn.divide(row, column, wide, &mut within);
                        longest[column..column + wide].fill(stack.len());
                    }
                }
            }
            drawn.stacks.push(stack);
        }
        for (column, own) in within.iter_mut().enumerate().filter(|(_, own)| own.is_empty()) {
            *own = drawn.codes(column);
            drawn.undrawn[column] = !own.is_empty();
        }
        for (column, own) in within.into_iter().enumerate() {
            drawn.first.push(drawn.columns.len());
            if own.is_empty() || drawn.columns.len() + own.len() > MOST_COLUMNS {
                drawn.columns.push([grid.xs[column], grid.xs[column + 1]]);
            } else {
                drawn.columns.extend(own);
            }
        }
        drawn.first.push(drawn.columns.len());
        drawn
    }

    /// Cells that begin in a row: their column, and the columns that they take.
    fn begun(&self, row: usize) -> Vec<(usize, usize)> {
        let begins = |column: &usize| self.grid.begins(row, *column);
        (0..self.grid.columns()).filter(begins).map(|column| (column, self.grid.span(row, column)[1])).collect()
    }

    fn stretches(&self, row: usize, column: usize) -> &[Stretch] {
        &self.cells[row * self.grid.columns() + column]
    }

    /// The lines of a ruled row that holds several rows.
    fn stack(&self, row: usize) -> Option<Vec<Line>> {
        let begun = self.begun(row);
        let deepest = begun.iter().map(|(column, _)| self.stretches(row, *column).len()).max()?;
        if deepest < 2 || begun.iter().any(|(column, _)| self.grid.span(row, *column)[0] > 1) {
            return None;
        }
        let lines = self.lines(begun.iter().flat_map(|(column, _)| self.stretches(row, *column)));
        if self.is_list_of_figures(row, &begun, &lines) {
            return Some(lines);
        }
        // Cells that nothing parts: columns of their own show whether rows stand in them.
        let columns: Vec<[f32; 2]> = begun
            .iter()
            .flat_map(|(column, wide)| {
                let own = self.inner(row, *column);
                if own.len() > 1 { own } else { vec![[self.grid.xs[*column], self.grid.xs[column + wide]]] }
            })
            .collect();
        let band = Band::of(self.plate, &lines, &columns);
        band.is_stacked().then_some(lines)
    }

    fn lines<'s>(&self, stretches: impl Iterator<Item = &'s Stretch>) -> Vec<Line> {
        let mut all: Vec<&Stretch> = stretches.collect();
        all.sort_by_key(|stretch| (stretch.row, stretch.words.start));
        lines(self.plate, NARROW_GAP, all.into_iter().map(|stretch| (stretch.row, stretch.words.clone())))
    }

    /// Whether figures stand below each other in some cells, and as many lines beside them.
    fn is_list_of_figures(&self, row: usize, begun: &[(usize, usize)], lines: &[Line]) -> bool {
        let said = |stretch: &Stretch| {
            let words = self.plate.rows.words_in(&stretch.words);
            words.len() <= 2 && words.iter().all(|word| is_figure(self.plate.rows.text_of(word)))
        };
        let base = |stretch: &Stretch| self.plate.rows.list[stretch.row as usize].base;
        let own = |column: usize| self.stretches(row, column);
        let of_figures: Vec<usize> = begun
            .iter()
            .skip(1)
            .map(|(column, _)| *column)
            .filter(|column| own(*column).len() >= 2 && own(*column).iter().all(said))
            .collect();
        let Some(longest) = of_figures.iter().copied().max_by_key(|column| own(*column).len()) else { return false };
        // One column of stacked figures may be a list; two that agree are rows.
        let mut bases: Vec<f32> = own(longest).iter().map(base).collect();
        bases.sort_unstable_by(f32::total_cmp);
        let agree = of_figures.iter().all(|column| {
            own(*column).iter().map(base).all(|line| {
                let at = bases.partition_point(|other| *other <= line - SAME_LINE);
                bases.get(at).is_some_and(|other| *other < line + SAME_LINE)
            })
        });
        let key = begun.first().map_or(0, |(column, _)| own(*column).len());
        agree && key >= own(longest).len() && lines.len() <= own(longest).len() + 2
    }

    /// Columns that no line parts within a drawn one, one row a ruled row: an object code beside a
    /// description. What stands in the later ones is short, or they may be gaps within sentences.
    fn codes(&self, column: usize) -> Vec<[f32; 2]> {
        let rows = || (0..self.grid.rows()).filter(|row| self.stacks[*row].is_none() && self.grid.begins(*row, column));
        let alone = || rows().filter(|row| self.grid.span(*row, column)[1] == 1);
        let of_column = self.lines(alone().flat_map(|row| self.stretches(row, column)));
        if of_column.iter().filter(|line| line.pieces.len() >= 2).count() < FEWEST_CODES {
            return Vec::new();
        }
        let found = self.strips_of(&of_column);
        let letters = |piece: &Piece| self.plate.rows.say(&piece.words).chars().count();
        let short = |line: &Line| line.pieces.iter().skip(1).all(|piece| letters(piece) <= LONGEST_CODE);
        if found.len() < 2 || !of_column.iter().all(short) { Vec::new() } else { found }
    }

    /// Strips within a cell, where enough of its lines show them.
    fn inner(&self, row: usize, column: usize) -> Vec<[f32; 2]> {
        self.strips_of(&self.lines(self.stretches(row, column).iter()))
    }

    /// Strips within lines, where enough of them show them.
    fn strips_of(&self, own: &[Line]) -> Vec<[f32; 2]> {
        let several = own.iter().filter(|line| line.pieces.len() >= 2);
        let count = several.clone().count();
        if count < FEWEST_LINES || count * 10 < own.len() * 3 {
            return Vec::new();
        }
        let most = several.clone().map(|line| line.pieces.len()).max().unwrap_or(0);
        let full = several.clone().filter(|line| line.pieces.len() * 2 >= most);
        let mut found = strips(&full);
        // A currency sign at the left edge belongs to its amount.
        let is_sign = |piece: &&Piece| {
            let word = &self.plate.rows.words[piece.words.start as usize];
            piece.words.len() == 1 && ["£", "$", "€"].contains(&self.plate.rows.text_of(word))
        };
        let mut at = 0;
        while at + 1 < found.len() {
            let own = |piece: &&Piece| over(&found, [piece.bbox[0], piece.bbox[2]]) == [at, at];
            let pieces = || several.clone().flat_map(|line| &line.pieces).filter(own);
            if pieces().all(|piece| is_sign(&piece)) {
                let left = found.remove(at)[0];
                found[at][0] = left;
            }
            at += 1;
        }
        if found.len() > MOST_COLUMNS { Vec::new() } else { found }
    }

    /// Notes the columns within a cell of a stack.
    fn divide(&self, row: usize, column: usize, wide: usize, within: &mut [Vec<[f32; 2]>]) {
        let found = self.inner(row, column);
        if found.len() < 2 {
            return;
        }
        let edges: Vec<[f32; 2]> =
            (column..column + wide).map(|column| [self.grid.xs[column], self.grid.xs[column + 1]]).collect();
        for own in &mut within[column..column + wide] {
            own.clear();
        }
        for (at, strip) in found.iter().enumerate() {
            // As many strips as heads drawn over them: each is below its own.
            let drawn = if found.len() == wide {
                at
            } else {
                let shared = |edge: &[f32; 2]| strip[1].min(edge[1]) - strip[0].max(edge[0]);
                (0..wide).max_by(|a, b| shared(&edges[*a]).total_cmp(&shared(&edges[*b]))).unwrap_or(0)
            };
            within[column + drawn].push(*strip);
        }
    }

    /// Whether a grid with words is a table: a frame around paragraphs or a chart is none.
    fn is_table(&self) -> bool {
        let (rows, columns) = (self.grid.rows(), self.grid.columns());
        let filled: Vec<usize> = (0..self.cells.len()).filter(|at| !self.cells[*at].is_empty()).collect();
        let begun = (0..self.cells.len()).filter(|at| self.grid.begins(at / columns, at % columns)).count();
        let mut columns_filled: Vec<usize> = filled.iter().map(|at| at % columns).collect();
        columns_filled.sort_unstable();
        columns_filled.dedup();
        if columns == 1 && self.grid.declared() > 0 {
            return true;
        }
        if columns < 2 || columns_filled.len() < 2 || filled.len() < 2 {
            return false;
        }
        // The lines of a chart hold next to nothing.
        if filled.len() * 10 <= begun && begun > 20 {
            return false;
        }
        // Bars with their figures: no words say what they are, and most squares between are empty.
        let is_bare = |at: &usize| self.cells[*at].iter().all(|own| is_figure(&self.plate.rows.say(&own.words)));
        if filled.len() * 10 < begun * 4 && filled.iter().all(is_bare) {
            return false;
        }
        if self.stacks.iter().flatten().any(|stack| stack.len() >= 2 * FEWEST_LINES) {
            return true;
        }
        // Some row must hold two cells side by side.
        let side_by_side = (0..rows).any(|row| filled.iter().filter(|at| *at / columns == row).count() >= 2);
        // A page in a frame: one cell holds nearly all words.
        let most = filled.iter().map(|at| self.letters(*at)).max().unwrap_or(0);
        let all: usize = filled.iter().map(|at| self.letters(*at)).sum();
        side_by_side && !(most > 1500 && most * 20 > all * 19)
    }

    fn letters(&self, cell: usize) -> usize {
        self.cells[cell]
            .iter()
            .flat_map(|line| self.plate.rows.words_in(&line.words))
            .map(|word| (word.text[1] - word.text[0]) as usize)
            .sum()
    }

    /// The rows of the table; those without words are none of it, and no cell reaches over them.
    fn rows(&self) -> Vec<Vec<Cell>> {
        let mut out: Vec<Vec<Cell>> = Vec::with_capacity(self.grid.rows());
        let mut first = Vec::with_capacity(self.grid.rows() + 1);
        for row in 0..self.grid.rows() {
            first.push(out.len());
            if let Some(stack) = &self.stacks[row] {
                let homes = self.homes(row, &self.begun(row));
                let band = Band::placed_in(self.plate, &self.columns, stack, |line| self.place(&homes, line));
                out.extend(band.rows(true));
            } else {
                let cells: Vec<Cell> =
                    self.shown(row).flat_map(|[column, wide]| self.cell(row, column, wide)).collect();
                out.extend(cells.iter().any(|cell| !cell.lines.is_empty()).then_some(cells));
            }
        }
        first.push(out.len());
        for row in (0..self.grid.rows()).filter(|row| self.stacks[*row].is_none() && first[*row] < first[row + 1]) {
            for cell in &mut out[first[row]] {
                let end = (row + usize::from(cell.rows)).min(self.grid.rows());
                cell.rows = (first[end] - first[row]).max(1) as u16;
            }
        }
        out
    }

    /// Cells that stand in a row, each with its column and the columns that it takes: those that begin there,
    /// and blank ones that reach down into it, which are blank in each of their rows.
    fn shown(&self, row: usize) -> impl Iterator<Item = [usize; 2]> + '_ {
        (0..self.grid.columns()).filter_map(move |column| {
            let home = self.grid.home(row, column);
            let is_shown = home[1] == column && (home[0] == row || self.stretches(home[0], column).is_empty());
            is_shown.then(|| [column, self.grid.span(home[0], column)[1]])
        })
    }

    /// The stretches of a row by their words, each with the column of its cell and the columns that this takes.
    fn homes(&self, row: usize, begun: &[(usize, usize)]) -> Vec<(Range<u32>, usize, usize)> {
        let mut homes: Vec<(Range<u32>, usize, usize)> = begun
            .iter()
            .flat_map(|(column, wide)| {
                self.stretches(row, *column).iter().map(|own| (own.words.clone(), *column, *wide))
            })
            .collect();
        homes.sort_unstable_by_key(|(words, ..)| words.start);
        homes
    }

    /// Puts the pieces of a line into the columns of the drawn cells that they stand in.
    fn place(&self, homes: &[(Range<u32>, usize, usize)], line: &Line) -> Vec<Bit> {
        let mut out = Vec::with_capacity(line.pieces.len());
        for piece in &line.pieces {
            // A word stands in one stretch: no later one that begins before the piece can hold it.
            let before = homes.partition_point(|(words, ..)| words.start <= piece.words.start);
            let home = before.checked_sub(1).map(|at| &homes[at]).filter(|(words, ..)| piece.words.end <= words.end);
            let Some((_, column, wide)) = home else { continue };
            let [from, to] = [self.first[*column], self.first[column + wide]];
            let own = Line { pieces: vec![piece.clone()], base: line.base, size: line.size };
            let whole = [*self.columns[from..to].first().unwrap_or(&[0.0; 2])];
            let parts = self.columns.get(from..to).filter(|parts| parts.len() > 1).unwrap_or(&whole);
            out.extend(place(self.plate, &own, parts).into_iter().map(|mut bit| {
                bit.columns = bit.columns.map(|column| column + from);
                bit
            }));
        }
        out
    }

    /// A drawn cell; several where it stands over columns that its words keep to.
    fn cell(&self, row: usize, column: usize, wide: usize) -> Vec<Cell> {
        let [from, to] = [self.first[column], self.first[column + wide]];
        let stretches = self.stretches(row, column);
        let high = if stretches.is_empty() { 1 } else { self.grid.span(row, column)[0] };
        let cell =
            |columns: usize, right: f32| Cell { lines: Vec::new(), columns: columns as u16, rows: high as u16, right };
        if wide == 1 && to - from > 1 {
            let lines = self.lines(stretches.iter());
            let bits: Vec<Bit> =
                lines.iter().flat_map(|line| place(self.plate, line, &self.columns[from..to])).collect();
            // A head over columns within a cell may stand over the first of them alone, and mean all.
            let several = bits.iter().any(|bit| bit.columns[0] != bits[0].columns[0]);
            if (several || self.undrawn[column]) && bits.iter().all(|bit| bit.columns[0] == bit.columns[1]) {
                let mut out: Vec<Cell> = (from..to).map(|at| cell(1, self.columns[at][1])).collect();
                for bit in bits {
                    out[bit.columns[0]].lines.push(CellLine { words: bit.words, base: bit.base });
                }
                return out;
            }
        }
        let mut whole = cell(to - from, self.grid.xs[column + wide]);
        whole.lines = stretches
            .iter()
            .map(|own| CellLine { words: own.words.clone(), base: self.plate.rows.list[own.row as usize].base })
            .collect();
        vec![whole]
    }
}
