//! Tables that go on over pages: the later piece takes the columns of the first,
//! some of which may be empty on its own page.

use super::line::{WIDE_GAP, lines, over};
use super::{Cell, CellLine, Found, Table};
use crate::page::plate::Plate;

/// Most groups' headings over the first row of a page.
const MOST_GROUPS: usize = 2;
/// Longest heading of a group, in words.
const LONGEST_GROUP: usize = 8;
/// Lines of groups stand this close to the row below, in parts of the size.
const NEXT_ROW: f32 = 2.6;

/// Gives the first table of each page the columns of the last one of the page before,
/// where its own stand in them.
pub(in crate::page) fn carry(plates: &[Plate], taken: &[Vec<bool>], pages: &mut [Found]) {
    for at in 1..pages.len() {
        let (before, page) = pages.split_at_mut(at);
        let last = before[at - 1].tables.iter().max_by(|a, b| a.bbox[3].total_cmp(&b.bbox[3]));
        let first =
            (0..page[0].tables.len()).min_by(|a, b| page[0].tables[*a].bbox[1].total_cmp(&page[0].tables[*b].bbox[1]));
        if let (Some(last), Some(first)) = (last, first)
            && take_columns(&last.columns, &mut page[0].tables[first])
        {
            take_groups(&plates[at], &taken[at], &mut page[0], first);
        }
    }
}

/// Takes the headings of groups above the first row of a page into the table that goes on there.
fn take_groups(plate: &Plate, taken: &[bool], found: &mut Found, index: usize) {
    let [_, top, _, _] = found.tables[index].bbox;
    let width = found.tables[index].columns.len();
    let left = found.tables[index].columns.first().map_or(0.0, |column| column[0]);
    let above = plate.rows.list.iter().enumerate().filter(|(row, own)| !taken[*row] && own.base < top);
    let own = lines(
        plate,
        WIDE_GAP,
        above.flat_map(|(row, own)| found.free(own.words.clone()).map(move |words| (row as u32, words))),
    );
    let mut next = top;
    let are_groups = !own.is_empty()
        && own.len() <= MOST_GROUPS
        && own.iter().rev().all(|line| {
            let near = next - line.base < NEXT_ROW * line.size;
            next = line.base;
            let piece = &line.pieces[0];
            near && line.pieces.len() == 1
                && piece.words.len() <= LONGEST_GROUP
                && (piece.bbox[0] - left).abs() < line.size
        });
    if !are_groups {
        return;
    }
    let row = |line: &super::line::Line| {
        let words = line.pieces[0].words.clone();
        let mut cells = vec![Cell { columns: 1, rows: 1, right: f32::INFINITY, lines: Vec::new() }; width];
        cells[0].lines.push(CellLine { words, base: line.base });
        cells
    };
    let rows: Vec<Vec<Cell>> = own.iter().map(row).collect();
    for line in rows.iter().flatten().flat_map(|cell| &cell.lines) {
        found.home[line.words.start as usize..line.words.end as usize].fill(Some(index as u32));
    }
    let table = &mut found.tables[index];
    table.bbox[1] = own[0].bbox()[1];
    table.rows.splice(0..0, rows);
}

/// Puts a table into columns; tells whether it stands in them.
fn take_columns(columns: &[[f32; 2]], table: &mut Table) -> bool {
    let own = table.columns.len();
    if own < 3 || own > columns.len() {
        return false;
    }
    // Where each of its columns stands; none may stand in two, and no two in one.
    let homes: Vec<[usize; 2]> = table.columns.iter().map(|column| over(columns, *column)).collect();
    let touches = |(home, own): (&[usize; 2], &[f32; 2])| {
        let column = columns[home[0]];
        home[0] == home[1] && own[0] < column[1] && own[1] > column[0]
    };
    let apart = homes.windows(2).all(|pair| pair[0][1] < pair[1][0]);
    if !apart || !homes.iter().zip(&table.columns).all(touches) {
        return false;
    }
    if own == columns.len() {
        return true;
    }
    let blank = || Cell { columns: 1, rows: 1, right: f32::INFINITY, lines: Vec::new() };
    for row in &mut table.rows {
        let cells = std::mem::take(row);
        let mut column = 0;
        let mut next = 0;
        for mut cell in cells {
            let home = homes.get(column).map_or(columns.len(), |home| home[0]);
            while next < home {
                row.push(blank());
                next += 1;
            }
            column += usize::from(cell.columns);
            let end = homes.get(column - 1).map_or(next + 1, |home| home[0] + 1);
            cell.columns = (end - next) as u16;
            next = end;
            row.push(cell);
        }
        while next < columns.len() {
            row.push(blank());
            next += 1;
        }
    }
    table.columns = columns.to_vec();
    true
}
