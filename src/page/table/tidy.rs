//! What a grid draws around its table: rows that are its caption, and a column
//! whose head stands over the one beside it.

use super::strip::MOST_COLUMNS;
use super::{Cell, Table};
use crate::normal::unit::unit_of;
use crate::page::order::is_figure;
use crate::page::plate::Plate;

/// Wider columns are blank ones of the table, in points.
const NARROW: f32 = 16.0;
/// Most rows that are a caption.
const MOST_CAPTIONS: usize = 4;
/// Rows that may be heads.
const MOST_HEADS: usize = 3;

/// Takes captions out of the first rows, and joins columns that are one; `opens` says that the
/// table is the first thing on its page, and may go on from the page before.
pub(super) fn tidy(plate: &Plate, table: &mut Table, opens: bool) {
    take_captions(plate, table, opens);
    drop_gaps(table);
    join_columns(plate, table);
}

fn filled(row: &[Cell]) -> impl Iterator<Item = &Cell> {
    row.iter().filter(|cell| !cell.lines.is_empty())
}

/// Whether a cell of a row is a figure.
pub(super) fn has_figure(plate: &Plate, row: &[Cell]) -> bool {
    row.iter().flat_map(|cell| &cell.lines).any(|line| {
        let words = plate.rows.words_in(&line.words);
        let said = |at: usize| plate.rows.text_of(&words[at]);
        words.len() == 1 && is_figure(said(0)) && said(0).bytes().any(|b| b.is_ascii_digit())
    })
}

/// Whether a cell over several columns says what all figures are in (`All figures in £m`).
fn tells_unit(plate: &Plate, cell: &Cell) -> bool {
    let [line] = &cell.lines[..] else { return false };
    cell.columns > 1 && line.words.len() > 1 && unit_of(&plate.rows.say(&line.words)).is_given()
}

fn take_captions(plate: &Plate, table: &mut Table, opens: bool) {
    let is_caption = |row: &Vec<Cell>| {
        filled(row).count() <= 1
            && row.iter().all(|cell| cell.rows <= 1)
            && (row.iter().skip(1).all(|cell| cell.lines.is_empty()) || filled(row).all(|cell| tells_unit(plate, cell)))
    };
    let count = table.rows.iter().take_while(|row| is_caption(row)).count();
    let Some(next) = table.rows.get(count) else { return };
    let has_figure = filled(next).flat_map(|cell| &cell.lines).any(|line| {
        let words = plate.rows.words_in(&line.words);
        words.iter().any(|word| plate.rows.text_of(word).bytes().any(|b| b.is_ascii_digit()))
    });
    if count > MOST_CAPTIONS || filled(next).count() < 2 || opens && has_figure {
        return;
    }
    let rows: Vec<Vec<Cell>> = table.rows.drain(..count).collect();
    table.captions = rows.into_iter().flatten().flat_map(|cell| cell.lines).map(|line| line.words).collect();
}

/// Drops narrow columns without any words: the gaps between the parts of a table.
fn drop_gaps(table: &mut Table) {
    if table.columns.len() > MOST_COLUMNS {
        return;
    }
    let mut column = table.columns.len();
    while column > 0 {
        column -= 1;
        let [left, right] = table.columns[column];
        if right - left > NARROW || table.columns.len() <= 2 {
            continue;
        }
        let Some(own) = cells_of(&table.rows, table.columns.len(), column) else { return };
        let is_free = |(row, at): (usize, &Option<usize>)| {
            at.is_none_or(|at| table.rows[row][at].lines.is_empty() || table.rows[row][at].columns > 1)
        };
        if !own.iter().enumerate().all(is_free) {
            continue;
        }
        for (row, at) in own.iter().enumerate() {
            let Some(at) = *at else { continue };
            if table.rows[row][at].columns > 1 {
                table.rows[row][at].columns -= 1;
            } else {
                table.rows[row].remove(at);
            }
        }
        table.columns.remove(column);
    }
}

/// For each row, which of its cells stands in a column, if none from above does; nothing where rows are not
/// as wide as they should be.
fn cells_of(rows: &[Vec<Cell>], width: usize, column: usize) -> Option<Vec<Option<usize>>> {
    let mut covered = vec![0u16; width];
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        let mut own = None;
        let mut cells = row.iter().enumerate();
        let mut at = 0;
        while at < width {
            if covered[at] > 0 {
                covered[at] -= 1;
                at += 1;
                continue;
            }
            let (index, cell) = cells.next()?;
            let end = at + usize::from(cell.columns.max(1));
            covered.get_mut(at..end)?.fill(cell.rows.max(1) - 1);
            own = own.or((at..end).contains(&column).then_some(index));
            at = end;
        }
        if cells.next().is_some() {
            return None;
        }
        out.push(own);
    }
    Some(out)
}

/// Joins a column that has words only below its heads with its neighbour that has some only there.
fn join_columns(plate: &Plate, table: &mut Table) {
    let width = table.rows.iter().map(|row| row.iter().map(|cell| usize::from(cell.columns)).sum()).max().unwrap_or(0);
    if table.rows.len() <= MOST_HEADS || table.rows.iter().flatten().any(|cell| cell.rows > 1) {
        return;
    }
    let heads = table.rows.iter().take(MOST_HEADS).take_while(|row| !has_figure(plate, row)).count();
    // For each column, the rows in which a cell with words begins: as a head, and below.
    let mut begins = vec![[0usize; 2]; width];
    for (index, row) in table.rows.iter().enumerate() {
        let mut column = 0;
        for cell in row {
            if !cell.lines.is_empty() {
                begins[column][usize::from(index >= heads)] += 1;
            }
            column += usize::from(cell.columns);
        }
    }
    let is_pair = |a: [usize; 2], b: [usize; 2]| a[0] == 0 && a[1] > 0 && b[0] > 0 && b[1] == 0;
    let mut column = 1;
    while column < begins.len() {
        let (a, b) = (begins[column - 1], begins[column]);
        if is_pair(a, b) || is_pair(b, a) {
            for row in &mut table.rows {
                join_at(row, column);
            }
            begins[column - 1] = [a[0] + b[0], a[1] + b[1]];
            begins.remove(column);
            if table.columns.len() > column {
                table.columns[column - 1][1] = table.columns.remove(column)[1];
            }
        } else {
            column += 1;
        }
    }
}

/// Makes one of the columns on both sides of an edge.
fn join_at(row: &mut Vec<Cell>, edge: usize) {
    let mut column = 0;
    for at in 0..row.len() {
        let end = column + usize::from(row[at].columns);
        if column < edge && edge < end {
            row[at].columns -= 1;
            return;
        }
        if end == edge && at + 1 < row.len() {
            let mut next = row.remove(at + 1);
            row[at].columns += next.columns - 1;
            row[at].lines.append(&mut next.lines);
            row[at].right = row[at].right.max(next.right);
            return;
        }
        column = end;
    }
}
