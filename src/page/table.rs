//! Grids and words → table rows: which words stand in which cell, and which grids are tables.

use super::grid::Grid;
use super::order::AlignedRow;
use super::order::Flow;
use super::plate::Plate;
use super::words::Word;
use std::ops::Range;

/// A cell of a table: its lines of words.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    /// Words in the page's rows, line by line.
    pub(super) lines: Vec<CellLine>,
    /// Columns that it takes.
    pub(super) columns: u16,
    /// Rows that it takes.
    pub(super) rows: u16,
    /// Right edge of the room that its words have; where that is not known, infinite.
    pub(super) right: f32,
}

/// A line of a cell: words of one row.
#[derive(Clone, Debug)]
pub(super) struct CellLine {
    /// Stretches of words in the page's rows.
    pub(super) words: Range<u32>,
    /// Its baseline.
    pub(super) base: f32,
}

/// A table: rows of cells.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// Rows from top to bottom.
    pub(super) rows: Vec<Vec<Cell>>,
}

/// Reads the tables of a page; `home` names for each word the grid that it stands in.
pub(super) fn ruled(plate: &Plate, taken: &[bool]) -> (Vec<Option<Table>>, Vec<Option<usize>>) {
    let mut home: Vec<Option<usize>> = vec![None; plate.rows.words.len()];
    let boxes: Vec<[f32; 4]> = plate.grids.iter().map(Grid::bbox).collect();
    for (row, _) in plate.rows.list.iter().zip(taken).filter(|(_, taken)| !**taken) {
        let near: Vec<usize> =
            (0..boxes.len()).filter(|at| row.bbox[1] <= boxes[*at][3] && row.bbox[3] >= boxes[*at][1]).collect();
        if near.is_empty() {
            continue;
        }
        for at in row.words.clone() {
            let centre = plate.rows.words[at as usize].centre();
            home[at as usize] = near.iter().copied().find(|grid| plate.grids[*grid].cell_at(centre).is_some());
        }
    }
    let mut tables: Vec<Option<Table>> = Vec::with_capacity(plate.grids.len());
    for (index, grid) in plate.grids.iter().enumerate() {
        let cells = fill(plate, grid, index, &home);
        tables.push(is_table(plate, grid, &cells).then(|| Table { rows: rows(plate, grid, cells) }));
    }
    for home in &mut home {
        *home = home.filter(|grid| tables[*grid].is_some());
    }
    (tables, home)
}

/// The lines of each square that begins a cell.
fn fill(plate: &Plate, grid: &Grid, index: usize, home: &[Option<usize>]) -> Vec<Vec<CellLine>> {
    let mut cells: Vec<Vec<CellLine>> = vec![Vec::new(); grid.rows() * grid.columns()];
    let [_, top, _, bottom] = grid.bbox();
    for row in plate.rows.list.iter().filter(|row| row.bbox[3] >= top && row.bbox[1] <= bottom) {
        for at in row.words.clone() {
            let word = &plate.rows.words[at as usize];
            if home[at as usize] != Some(index) {
                continue;
            }
            let Some([r, c]) = grid.cell_at(word.centre()) else { continue };
            let cell = &mut cells[r * grid.columns() + c];
            match cell.last_mut() {
                Some(line) if line.words.end == at && line.words.start >= row.words.start => line.words.end = at + 1,
                _ => cell.push(CellLine { words: at..at + 1, base: row.base }),
            }
        }
    }
    cells
}

/// Whether a grid with words is a table: a frame around paragraphs or a chart is none.
fn is_table(plate: &Plate, grid: &Grid, cells: &[Vec<CellLine>]) -> bool {
    let (rows, columns) = (grid.rows(), grid.columns());
    let filled: Vec<usize> = (0..cells.len()).filter(|at| !cells[*at].is_empty()).collect();
    let begun = (0..cells.len()).filter(|at| grid.begins(at / columns, at % columns)).count();
    let mut columns_filled: Vec<usize> = filled.iter().map(|at| at % columns).collect();
    columns_filled.sort_unstable();
    columns_filled.dedup();
    if columns < 2 || columns_filled.len() < 2 || filled.len() < 2 {
        return false;
    }
    // The lines of a chart hold next to nothing.
    if filled.len() * 10 <= begun && begun > 20 {
        return false;
    }
    // Some row must hold two cells side by side.
    let side_by_side = (0..rows).any(|row| filled.iter().filter(|at| *at / columns == row).count() >= 2);
    // A page in a frame: one cell holds nearly all words.
    let most = filled.iter().map(|at| letters(plate, &cells[*at])).max().unwrap_or(0);
    let all: usize = filled.iter().map(|at| letters(plate, &cells[*at])).sum();
    side_by_side && !(most > 1500 && most * 20 > all * 19)
}

fn letters(plate: &Plate, lines: &[CellLine]) -> usize {
    lines
        .iter()
        .flat_map(|line| &plate.rows.words[line.words.start as usize..line.words.end as usize])
        .map(|word| (word.text[1] - word.text[0]) as usize)
        .sum()
}

/// The rows of a grid; a ruled row that holds several rows of figures is cut at them.
fn rows(plate: &Plate, grid: &Grid, mut cells: Vec<Vec<CellLine>>) -> Vec<Vec<Cell>> {
    let columns = grid.columns();
    let mut out = Vec::with_capacity(grid.rows());
    for row in 0..grid.rows() {
        let mut own = Vec::new();
        let mut single = true;
        for column in (0..columns).filter(|column| grid.begins(row, *column)) {
            let [high, wide] = grid.span(row, column);
            single &= high == 1;
            own.push(Cell {
                lines: std::mem::take(&mut cells[row * columns + column]),
                columns: wide as u16,
                rows: high as u16,
                right: grid.xs[column + wide],
            });
        }
        if own.is_empty() {
            continue;
        }
        let bases = if single { figure_bases(plate, &own) } else { None };
        match bases {
            Some(bases) => out.extend(split(own, &bases)),
            None => out.push(own),
        }
    }
    out
}

/// Baselines of the figures in a ruled row, where it holds several rows of them.
fn figure_bases(plate: &Plate, cells: &[Cell]) -> Option<Vec<f32>> {
    let of_figures = |cell: &&Cell| {
        cell.lines.len() >= 2
            && cell.lines.iter().all(|line| {
                let words = &plate.rows.words[line.words.start as usize..line.words.end as usize];
                words.len() <= 2 && words.iter().all(|word| super::order::is_figure(plate.rows.text_of(word)))
            })
    };
    let mut columns = cells.iter().skip(1).filter(of_figures);
    let longest = columns.clone().max_by_key(|cell| cell.lines.len())?;
    let bases: Vec<f32> = longest.lines.iter().map(|line| line.base).collect();
    // One column of stacked figures may be a list; two that agree are rows.
    let agree =
        columns.all(|cell| cell.lines.iter().all(|line| bases.iter().any(|base| (base - line.base).abs() < 2.0)));
    let beside = cells.first().is_some_and(|cell| cell.lines.len() >= bases.len());
    (agree && beside).then_some(bases)
}

fn split(cells: Vec<Cell>, bases: &[f32]) -> Vec<Vec<Cell>> {
    let mut out: Vec<Vec<Cell>> = Vec::with_capacity(bases.len());
    for _ in bases {
        let row = cells.iter().map(|cell| Cell { lines: Vec::new(), rows: 1, ..*cell });
        out.push(row.collect());
    }
    for (column, cell) in cells.into_iter().enumerate() {
        for line in cell.lines {
            let row = bases.partition_point(|base| *base <= line.base + 3.0).saturating_sub(1);
            out[row][column].lines.push(line);
        }
    }
    out
}

/// The rows of a table without lines.
pub(super) fn aligned(flow: &Flow, rows: &[AlignedRow]) -> Table {
    let rows = rows
        .iter()
        .map(|row| {
            row.cells
                .iter()
                .map(|(pieces, columns)| Cell {
                    lines: pieces
                        .iter()
                        .map(|piece| &flow.pieces[*piece as usize])
                        .map(|piece| CellLine { words: piece.words.clone(), base: piece.base })
                        .collect(),
                    columns: *columns,
                    rows: 1,
                    right: f32::INFINITY,
                })
                .collect()
        })
        .collect();
    Table { rows }
}

/// Whether a line of a cell begins a piece of its own after the line above.
pub(super) fn begins_piece(cell: &Cell, words: &[Word], above: &CellLine, line: &CellLine) -> bool {
    let (Some(last), Some(first)) = (words.get(above.words.end as usize - 1), words.get(line.words.start as usize))
    else {
        return false;
    };
    let spacing = line.base - above.base;
    // Words beside each other on one row are no lines.
    if spacing < 0.3 * first.size {
        return false;
    }
    let fits = last.bbox[2] + 0.25 * first.size + first.width() < cell.right - 1.5 * first.size;
    spacing > 1.6 * first.size || fits && cell.right.is_finite()
}
