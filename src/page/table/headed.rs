//! Tables below a shaded head: words of all rows keep to the columns that the head shows.

use super::band::{Band, MOST_HEADS};
use super::ladder::{around, cell_columns};
use super::line::{Line, place};
use super::{Found, Table, is_full};
use crate::page::plate::Plate;
use crate::page::shade::Shade;
use crate::page::words::union;

/// Fewest heads on one fill; on fills of their own, two are enough.
const FEWEST_HEADS: usize = 3;
/// Most words of a head.
const LONGEST_HEAD: usize = 6;
/// Lines farther apart than this, in parts of the size, are not of one table.
const FARTHEST: f32 = 3.0;
/// Words begin this close to the left edge of their head, in parts of the size.
const ALIGNED: f32 = 0.6;
/// Most bands of a page that are tried.
const MOST: usize = 24;
/// Most lines below a head.
const MOST_LINES: usize = 400;
/// Fewest rows below a head.
const FEWEST_ROWS: usize = 2;

/// Adds the tables below shaded heads.
pub(super) fn find(plate: &Plate, taken: &[bool], found: &mut Found) {
    let stands_free = |shade: &&Shade| {
        let [left, top, right, bottom] = shade.bbox;
        let holds = |table: &Table| {
            let [own_left, own_top, own_right, own_bottom] = table.bbox;
            top < own_bottom && bottom > own_top && left < own_right && right > own_left
        };
        !found.tables.iter().any(holds)
    };
    let heads: Vec<&Shade> = plate.shades.iter().filter(stands_free).take(MOST).collect();
    for shade in heads {
        if let Some(table) = read(plate, taken, found, shade) {
            found.add(table);
        }
    }
}

fn read(plate: &Plate, taken: &[bool], found: &Found, shade: &Shade) -> Option<Table> {
    let [left, top, right, bottom] = shade.bbox;
    let all = around(plate, taken, found, [left, right]);
    let from = all.partition_point(|line| line.base <= top);
    let below = all.partition_point(|line| line.base < bottom);
    let heads = &all[from..below];
    let is_short = |line: &Line| line.pieces.iter().all(|piece| piece.words.len() <= LONGEST_HEAD);
    if heads.is_empty() || heads.len() > MOST_HEADS || !heads.iter().all(is_short) {
        return None;
    }
    let drawn = cell_columns(plate, &[shade], heads);
    let columns = drawn.clone().or_else(|| columns(shade, heads))?;
    let end = below + body(plate, &all[below..], &columns, bottom);
    let lines = &all[below..end];
    if drawn.is_none() && !is_aligned(plate, lines, heads, &columns) {
        return None;
    }
    let mut rows = Band::of(plate, heads, &columns).head_rows();
    let headed = rows.len();
    rows.extend(Band::of(plate, lines, &columns).rows_apart());
    let own = &rows[headed..];
    let filled = |row: &[super::Cell]| row.iter().filter(|cell| !cell.lines.is_empty()).count();
    let several = own.iter().filter(|row| filled(row) >= 2).count();
    if filled(&rows[0]) < 2 || several < FEWEST_ROWS || several * 3 < own.len() * 2 || !is_full(&rows, columns.len()) {
        return None;
    }
    let bbox = lines.iter().map(Line::bbox).fold(shade.bbox, union);
    Some(Table { rows, bbox, columns, ..Table::default() })
}

/// Columns that begin with the heads of the line that has most of them.
fn columns(shade: &Shade, heads: &[Line]) -> Option<Vec<[f32; 2]>> {
    let most = heads.iter().max_by_key(|line| line.pieces.len())?;
    if most.pieces.len() < FEWEST_HEADS {
        return None;
    }
    let mut starts: Vec<f32> = most.pieces.iter().map(|piece| piece.bbox[0] - ALIGNED * piece.size).collect();
    starts[0] = starts[0].min(shade.bbox[0]);
    let ends = starts[1..].iter().copied().chain([shade.bbox[2]]);
    Some(starts.iter().copied().zip(ends).map(|(from, to)| [from, to]).collect())
}

/// How many lines below a head go on with its columns.
fn body(plate: &Plate, below: &[Line], columns: &[[f32; 2]], edge: f32) -> usize {
    let mut last = edge;
    let goes_on = |line: &&Line| {
        let near = line.base - last < FARTHEST * line.size;
        last = line.base;
        near && place(plate, line, columns).iter().all(|bit| bit.columns[0] == bit.columns[1])
    };
    below.iter().take(MOST_LINES).take_while(goes_on).count()
}

/// Whether nearly all words of the body begin where the heads above them do.
fn is_aligned(plate: &Plate, lines: &[Line], heads: &[Line], columns: &[[f32; 2]]) -> bool {
    let mut starts = vec![f32::INFINITY; columns.len()];
    for bit in heads.iter().flat_map(|line| place(plate, line, columns)) {
        starts[bit.columns[0]] = starts[bit.columns[0]].min(bit.span[0]);
    }
    let (mut aligned, mut all) = (0, 0);
    for bit in lines.iter().flat_map(|line| place(plate, line, columns)) {
        all += 1;
        aligned += usize::from((bit.span[0] - starts[bit.columns[0]]).abs() <= ALIGNED * bit.size);
    }
    aligned * 5 >= all * 4
}
