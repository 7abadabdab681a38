//! Rulings → grids: the cells that lines on the page draw around words.

mod lines;

use crate::pdf::sheet::Ruling;
pub(super) use lines::Stroke;
use lines::{Cluster, Lines};

/// Lines closer than this are one edge: the two strokes of a double line, the sides of a thin box.
const SAME_EDGE: f32 = 4.0;
/// Lines that miss each other by less than this still meet.
const MEET: f32 = 3.0;
/// Part of a cell's side that lines must cover to part it from its neighbour.
const COVERED: f32 = 0.6;
/// Most grids of a page.
const MOST_GRIDS: usize = 64;
/// Most cells of a grid: beyond, lines are a drawing.
const MOST_CELLS: usize = 20_000;
/// Most grids of a page that are joined with the one around them.
const MOST_JOINED: usize = 16;
/// Fewest rows that two parts of one table share, where one is narrow.
const FEWEST_SHARED: usize = 3;

/// A grid of ruled cells, in the page's frame.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    /// Left edges of its columns, and the right edge of the last.
    pub(super) xs: Vec<f32>,
    /// Top edges of its rows, and the bottom edge of the last.
    pub(super) ys: Vec<f32>,
    /// For each square, row by row, the square at the top left of the cell that it belongs to.
    owner: Vec<u32>,
    /// The table that the file's tags declare here, from 1; 0 where its lines alone draw it.
    declared: u32,
}

/// A cell of a grid: its first row and column, and how many it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Merged {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) rows: usize,
    pub(super) columns: usize,
}

impl Grid {
    /// A grid of cells that tags declare; none where two cells take one square, or there are too many.
    pub(super) fn of_cells(xs: Vec<f32>, ys: Vec<f32>, cells: &[Merged]) -> Option<Self> {
        let [columns, rows] = [xs.len().checked_sub(1)?, ys.len().checked_sub(1)?];
        if columns * rows > MOST_CELLS {
            return None;
        }
        let mut owner: Vec<u32> = (0..(rows * columns) as u32).collect();
        let mut taken = vec![false; rows * columns];
        for cell in cells {
            if cell.row + cell.rows > rows || cell.column + cell.columns > columns {
                return None;
            }
            let first = cell.row * columns + cell.column;
            for row in cell.row..cell.row + cell.rows {
                let squares = row * columns + cell.column..row * columns + cell.column + cell.columns;
                if taken[squares.clone()].contains(&true) {
                    return None;
                }
                taken[squares.clone()].fill(true);
                owner[squares].fill(first as u32);
            }
        }
        Some(Self { xs, ys, owner, declared: 0 })
    }

    /// The table that the file's tags declare here, from 1; 0 where its lines alone draw it.
    pub(super) fn declared(&self) -> u32 {
        self.declared
    }

    /// Notes that the file's tags declare a table here.
    pub(super) fn declare(&mut self, table: u32) {
        self.declared = table;
    }

    /// Takes the rows of a grid around it that lie over its own, with their cells put over its own columns;
    /// its outer edges become the other's.
    pub(super) fn grow_up(&mut self, around: &Self) {
        let columns = self.columns();
        let own_top = self.ys[0];
        let mut ys: Vec<f32> = around.ys.iter().copied().take_while(|top| *top < own_top).collect();
        if ys.last().is_none_or(|last| own_top - last > SAME_EDGE) {
            ys.push(own_top);
        }
        let added = ys.len() - 1;
        ys.extend(&self.ys[1..]);
        self.ys = ys;
        let [left, _, right, _] = around.bbox();
        self.xs[0] = self.xs[0].min(left);
        self.xs[columns] = self.xs[columns].max(right);
        self.owner.iter_mut().for_each(|own| *own += (added * columns) as u32);
        self.owner.splice(0..0, 0..(added * columns) as u32);
        let middles: Vec<f32> = self.xs.windows(2).map(|edges| f32::midpoint(edges[0], edges[1])).collect();
        for row in 0..added.min(around.rows()) {
            for column in (0..around.columns()).filter(|column| around.begins(row, *column)) {
                let [high, wide] = around.span(row, column);
                let from = middles.partition_point(|middle| *middle < around.xs[column]);
                let to = middles.partition_point(|middle| *middle < around.xs[column + wide]);
                let first = (row * columns + from) as u32;
                for row in row..(row + high).min(added) {
                    self.owner[row * columns + from..row * columns + to].fill(first);
                }
            }
        }
    }

    /// Left, top, right, bottom.
    pub(super) fn bbox(&self) -> [f32; 4] {
        let last = |edges: &[f32]| edges.last().copied().unwrap_or_default();
        [self.xs[0], self.ys[0], last(&self.xs), last(&self.ys)]
    }

    /// Columns that lines draw.
    pub(super) fn columns(&self) -> usize {
        self.xs.len() - 1
    }

    /// Rows that lines draw.
    pub(super) fn rows(&self) -> usize {
        self.ys.len() - 1
    }

    /// Row and column of the top-left square of the cell around a point.
    pub(super) fn cell_at(&self, [x, y]: [f32; 2]) -> Option<[usize; 2]> {
        let column = self.xs.partition_point(|edge| *edge <= x).checked_sub(1)?;
        let row = self.ys.partition_point(|edge| *edge <= y).checked_sub(1)?;
        if column >= self.columns() || row >= self.rows() {
            return None;
        }
        Some(self.home(row, column))
    }

    /// Row and column of the top-left square of the cell that a square belongs to.
    pub(super) fn home(&self, row: usize, column: usize) -> [usize; 2] {
        let owner = self.owner[row * self.columns() + column] as usize;
        [owner / self.columns(), owner % self.columns()]
    }

    /// Whether a square is the top left of its cell.
    pub(super) fn begins(&self, row: usize, column: usize) -> bool {
        let at = row * self.columns() + column;
        self.owner[at] as usize == at
    }

    /// Parts the cell that begins at a square into one for each of its rows.
    pub(super) fn part_rows(&mut self, row: usize, column: usize) {
        let [high, wide] = self.span(row, column);
        let columns = self.columns();
        for row in row..row + high {
            let own = row * columns + column;
            self.owner[own..own + wide].fill(own as u32);
        }
    }

    /// Parts the cell that begins at a square into one for each of its columns.
    pub(super) fn part_columns(&mut self, row: usize, column: usize) {
        let [high, wide] = self.span(row, column);
        let columns = self.columns();
        for own in column..column + wide {
            for below in row..row + high {
                self.owner[below * columns + own] = (row * columns + own) as u32;
            }
        }
    }

    /// Rows and columns that the cell at a square takes.
    pub(super) fn span(&self, row: usize, column: usize) -> [usize; 2] {
        let own = (row * self.columns() + column) as u32;
        let mut columns = 1;
        while column + columns < self.columns() && self.owner[row * self.columns() + column + columns] == own {
            columns += 1;
        }
        let mut rows = 1;
        while row + rows < self.rows() && self.owner[(row + rows) * self.columns() + column] == own {
            rows += 1;
        }
        [rows, columns]
    }
}

/// Finds the grids of a page, largest first, and all lines across; a grid within a
/// cell of another is left to that cell.
pub(super) fn find(rulings: &[Ruling]) -> (Vec<Grid>, Vec<Stroke>) {
    let lines = Lines::of(rulings);
    let mut grids: Vec<(Grid, Cluster)> = lines
        .clusters(MEET)
        .into_iter()
        .filter_map(|cluster| build(&cluster.across, &cluster.down).map(|grid| (grid, cluster)))
        .collect();
    let area = |grid: &Grid| {
        let [left, top, right, bottom] = grid.bbox();
        (right - left) * (bottom - top)
    };
    grids.sort_by(|(a, _), (b, _)| area(b).total_cmp(&area(a)));
    let mut kept: Vec<(Grid, Cluster)> = Vec::new();
    let mut joined = 0;
    for (grid, cluster) in grids {
        let [left, top, right, bottom] = grid.bbox();
        let around = kept.iter().position(|(other, _)| {
            let [a, b, c, d] = other.bbox();
            let wide = right.min(c) - left.max(a);
            let high = bottom.min(d) - top.max(b);
            wide > 0.3 * (right - left) && high > 0.3 * (bottom - top)
        });
        let Some(around) = around else {
            if kept.len() < MOST_GRIDS {
                kept.push((grid, cluster));
            }
            continue;
        };
        let (other, lines) = &mut kept[around];
        if joined < MOST_JOINED && has_rows_of(&grid, other) {
            joined += 1;
            lines.across.extend(cluster.across);
            lines.down.extend(cluster.down);
            if let Some(both) = build(&lines.across, &lines.down) {
                *other = both;
            }
        }
    }
    (kept.into_iter().map(|(grid, _)| grid).collect(), lines.across)
}

/// Whether a grid has the rows of another: both are parts of one table, a gap between their lines.
fn has_rows_of(grid: &Grid, other: &Grid) -> bool {
    let shared = grid.ys.iter().filter(|y| (other.ys[nearest(&other.ys, **y)] - **y).abs() <= SAME_EDGE).count();
    let [left, _, right, _] = grid.bbox();
    let [outer_left, _, outer_right, _] = other.bbox();
    // A box in a cell may be as high as its row; a row of totals reaches over the table.
    let reaches_over = (right - left) * 2.0 > outer_right - outer_left;
    (grid.rows() >= FEWEST_SHARED || reaches_over) && shared * 10 >= grid.ys.len() * 8
}

/// Builds a grid from lines that meet.
fn build(across: &[Stroke], down: &[Stroke]) -> Option<Grid> {
    let mut ys = edges(across.iter().map(|line| line.at));
    let mut xs = edges(down.iter().map(|line| line.at));
    // Where the outer lines are missing, the ends of the lines across them are the edge.
    outer(&mut xs, across);
    outer(&mut ys, down);
    if xs.len() < 2 || ys.len() < 2 || (xs.len() - 1) * (ys.len() - 1) > MOST_CELLS {
        return None;
    }
    let (columns, rows) = (xs.len() - 1, ys.len() - 1);
    let walls = cover(down, &xs, &ys);
    let floors = cover(across, &ys, &xs);
    let mut owner: Vec<u32> = (0..(rows * columns) as u32).collect();
    for row in 0..rows {
        for column in 0..columns {
            let at = row * columns + column;
            if owner[at] as usize != at {
                continue;
            }
            let free = |owner: &[u32], row: usize, column: usize| {
                owner[row * columns + column] as usize == row * columns + column
            };
            let mut wide = 1;
            while column + wide < columns && !walls[(column + wide) * rows + row] && free(&owner, row, column + wide) {
                wide += 1;
            }
            let mut high = 1;
            while row + high < rows
                && (column..column + wide).all(|c| !floors[(row + high) * columns + c] && free(&owner, row + high, c))
                && (column + 1..column + wide).all(|c| !walls[c * rows + row + high])
            {
                high += 1;
            }
            for r in row..row + high {
                owner[r * columns + column..r * columns + column + wide].fill(at as u32);
            }
        }
    }
    Some(Grid { xs, ys, owner, declared: 0 })
}

/// Places of lines, those of one edge taken together.
fn edges(places: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut places: Vec<f32> = places.collect();
    places.sort_by(f32::total_cmp);
    let mut out: Vec<f32> = Vec::new();
    let mut first = f32::NEG_INFINITY;
    for place in places {
        if place - first <= SAME_EDGE {
            if let Some(last) = out.last_mut() {
                *last = f32::midpoint(first, place);
            }
        } else {
            first = place;
            out.push(place);
        }
    }
    out
}

/// Adds an edge where most lines across reach beyond the outermost one.
fn outer(edges: &mut Vec<f32>, across: &[Stroke]) {
    /// A column or row that is narrower than this is a line's overhang.
    const NARROWEST: f32 = 12.0;
    if across.len() < 2 {
        return;
    }
    let Some((first, last)) = edges.first().copied().zip(edges.last().copied()) else { return };
    let agreed = |ends: Vec<f32>| {
        let mut ends = ends;
        ends.sort_by(f32::total_cmp);
        let middle = ends[ends.len() / 2];
        let near = ends.iter().filter(|end| (**end - middle).abs() <= SAME_EDGE).count();
        (near * 2 >= ends.len() && near >= 2).then_some(middle)
    };
    let left: Vec<f32> = across.iter().map(|line| line.from).collect();
    if let Some(edge) = agreed(left)
        && edge < first - NARROWEST
    {
        edges.insert(0, edge);
    }
    let right: Vec<f32> = across.iter().map(|line| line.to).collect();
    if let Some(edge) = agreed(right)
        && edge > last + NARROWEST
    {
        edges.push(edge);
    }
}

/// For each edge and each stretch between two crossing edges, whether lines cover it.
fn cover(lines: &[Stroke], at: &[f32], along: &[f32]) -> Vec<bool> {
    let stretches = along.len() - 1;
    let mut covered = vec![0.0f32; at.len() * stretches];
    for line in lines {
        let edge = nearest(at, line.at);
        let first = along.partition_point(|x| *x < line.from - MEET).saturating_sub(1);
        for stretch in first..stretches {
            if along[stretch] > line.to + MEET {
                break;
            }
            let length = line.to.min(along[stretch + 1]) - line.from.max(along[stretch]);
            if length > 0.0 {
                covered[edge * stretches + stretch] += length;
            }
        }
    }
    covered
        .iter()
        .enumerate()
        .map(|(index, length)| {
            let stretch = index % stretches;
            *length >= COVERED * (along[stretch + 1] - along[stretch])
        })
        .collect()
}

fn nearest(edges: &[f32], at: f32) -> usize {
    let after = edges.partition_point(|edge| *edge < at).min(edges.len() - 1);
    match after.checked_sub(1) {
        Some(before) if at - edges[before] < edges[after] - at => before,
        _ => after,
    }
}
