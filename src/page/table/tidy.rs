//! What a grid draws around its table: rows that are its caption, and a column
//! whose head stands over the one beside it.

use super::{Cell, Table};
use crate::normal::unit::unit_of;
use crate::page::order::is_figure;
use crate::page::plate::Plate;

/// Most rows that are a caption.
const MOST_CAPTIONS: usize = 4;
/// Rows that may be heads.
const MOST_HEADS: usize = 3;

/// Takes captions out of the first rows, and joins columns that are one; `opens` says that the
/// table is the first thing on its page, and may go on from the page before.
pub(super) fn tidy(plate: &Plate, table: &mut Table, opens: bool) {
    take_captions(plate, table, opens);
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
