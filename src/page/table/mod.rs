//! Tables of a page: grids that lines draw, rows between rules, and columns
//! that nothing but the words shows.

mod band;
mod carry;
mod drawn;
mod headed;
mod ladder;
mod line;
mod rung;
mod scale;
mod squares;
mod stream;
mod strip;
mod tidy;

pub(super) use carry::carry;
pub(super) use scale::{Mark, are_scales};

use super::order::{AlignedRow, Flow};
use super::plate::{Plate, Tables};
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
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    /// Words of the lines that stand over it within its lines.
    pub(super) captions: Vec<Range<u32>>,
    /// Rows from top to bottom.
    pub(super) rows: Vec<Vec<Cell>>,
    /// Left, top, right, bottom.
    pub(super) bbox: [f32; 4],
    /// Left and right edges of its columns, where the words show them.
    pub(super) columns: Vec<[f32; 2]>,
    /// Which of its tables the file declares it to be, from 1; 0 where it does not.
    pub(super) declared: u32,
}

/// The tables of a page.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The tables.
    pub(super) tables: Vec<Table>,
    /// For each word of the page, the table that it stands in.
    pub(super) home: Vec<Option<u32>>,
}

/// Finds the tables of a page; rows that are taken belong to none.
pub(super) fn find(plate: &Plate, taken: &[bool]) -> Found {
    if plate.tables == Tables::Leave {
        return Found { tables: Vec::new(), home: vec![None; plate.rows.words.len()] };
    }
    let mut found = ruled(plate, taken);
    let first = plate.rows.list.iter().zip(taken).find(|(_, taken)| !**taken).map_or(0.0, |(row, _)| row.base);
    for table in &mut found.tables {
        let opens = table.bbox[1] <= first;
        tidy::tidy(plate, table, opens);
    }
    for index in 0..found.tables.len() {
        add_heads(plate, taken, &mut found, index);
    }
    ladder::find(plate, taken, &mut found);
    stream::find(plate, taken, &mut found);
    headed::find(plate, taken, &mut found);
    found
}

/// Adds the heads that stand over a grid without any in it.
fn add_heads(plate: &Plate, taken: &[bool], found: &mut Found, index: usize) {
    let table = &found.tables[index];
    let [left, top, right, _] = table.bbox;
    let opens = table.rows.first().is_some_and(|row| tidy::has_figure(plate, row));
    if !opens || !table.captions.is_empty() || table.columns.len() < 2 {
        return;
    }
    let lines = ladder::around(plate, taken, found, [left, right]);
    let above = &lines[..lines.partition_point(|line| line.base < top)];
    let heads = ladder::heads(plate, above, &table.columns, top);
    let band = band::Band::of(plate, heads, &table.columns);
    if heads.is_empty() || band.filled() * 2 < table.columns.len() || band.sentences() > 0 {
        return;
    }
    let rows = band.head_rows();
    let own = index as u32;
    for line in rows.iter().flatten().flat_map(|cell| &cell.lines) {
        found.home[line.words.start as usize..line.words.end as usize].fill(Some(own));
    }
    let top = heads[0].bbox()[1];
    let table = &mut found.tables[index];
    table.bbox[1] = top;
    table.rows.splice(0..0, rows);
}

/// The tables that lines draw.
fn ruled(plate: &Plate, taken: &[bool]) -> Found {
    let mut home: Vec<Option<u32>> = vec![None; plate.rows.words.len()];
    let boxes: Vec<[f32; 4]> = plate.grids.iter().map(super::grid::Grid::bbox).collect();
    for (row, _) in plate.rows.list.iter().zip(taken).filter(|(_, taken)| !**taken) {
        let near: Vec<u32> = (0..boxes.len() as u32)
            .filter(|at| row.bbox[1] <= boxes[*at as usize][3] && row.bbox[3] >= boxes[*at as usize][1])
            .collect();
        if near.is_empty() {
            continue;
        }
        for at in row.words.clone() {
            let centre = plate.rows.words[at as usize].centre();
            home[at as usize] = near.iter().copied().find(|grid| plate.grids[*grid as usize].cell_at(centre).is_some());
        }
    }
    let mut tables = Vec::new();
    let mut index_of: Vec<Option<u32>> = Vec::with_capacity(plate.grids.len());
    for (index, grid) in plate.grids.iter().enumerate() {
        let table = drawn::read(plate, grid, index as u32, &home);
        index_of.push(table.is_some().then_some(tables.len() as u32));
        tables.extend(table);
    }
    for home in &mut home {
        *home = home.and_then(|grid| index_of[grid as usize]);
    }
    Found { tables, home }
}

impl Found {
    /// Stretches of a row's words that stand in no table.
    pub(super) fn free(&self, words: Range<u32>) -> impl Iterator<Item = Range<u32>> + '_ {
        let mut at = words.start;
        std::iter::from_fn(move || {
            at = (at..words.end).find(|word| self.home[*word as usize].is_none())?;
            let from = at;
            at = (at..words.end).find(|word| self.home[*word as usize].is_some()).unwrap_or(words.end);
            Some(from..at)
        })
    }

    /// Adds a table; its words stand in no other.
    fn add(&mut self, table: Table) {
        let index = self.tables.len() as u32;
        for line in table.rows.iter().flatten().flat_map(|cell| &cell.lines) {
            self.home[line.words.start as usize..line.words.end as usize].fill(Some(index));
        }
        self.tables.push(table);
    }
}

/// Whether rows hold enough words: the labels of a chart leave most squares empty.
fn is_full(rows: &[Vec<Cell>], columns: usize) -> bool {
    let filled: usize =
        rows.iter().flatten().filter(|cell| !cell.lines.is_empty()).map(|cell| usize::from(cell.columns)).sum();
    filled * 10 >= rows.len() * columns * 4
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
    Table { rows, ..Table::default() }
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
