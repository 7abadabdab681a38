//! Columns of lines: the strips that their pieces stand in, with free gutters between.

use super::line::Line;
use crate::page::boxes::whole;
use crate::page::order::Piece;

/// Parts of a point that gutters are measured in.
const FINE: f32 = 2.0;
/// Most such parts across a page.
const MOST_STEPS: usize = 8192;
/// Narrowest gutter, in points.
const GUTTER: f32 = 3.0;
/// One line in so many may run over a gutter.
const STRAY: usize = 24;
/// Most columns of a table: more is a drawing.
pub(super) const MOST_COLUMNS: usize = 60;

/// The strips that pieces stand in; lines that run over a gutter by themselves do not close it.
pub(super) fn strips<'l>(lines: &(impl Iterator<Item = &'l Line> + Clone)) -> Vec<[f32; 2]> {
    let pieces = || lines.clone().flat_map(|line| &line.pieces);
    let left = pieces().map(|piece| piece.bbox[0]).fold(f32::INFINITY, f32::min);
    let right = pieces().map(|piece| piece.bbox[2]).fold(f32::NEG_INFINITY, f32::max);
    if !(left.is_finite() && right.is_finite()) || right <= left {
        return Vec::new();
    }
    let scale = FINE.min(MOST_STEPS as f32 / (right - left));
    let steps = whole((right - left) * scale) + 1;
    let mut change = vec![0i32; steps + 2];
    for Piece { bbox, .. } in pieces() {
        let from = whole((bbox[0] - left) * scale).min(steps);
        let to = whole((bbox[2] - left) * scale).clamp(from + 1, steps + 1);
        change[from] += 1;
        change[to] -= 1;
    }
    let stray = (lines.clone().count() / STRAY) as i32;
    let mut out: Vec<[f32; 2]> = Vec::new();
    let mut count = 0;
    let mut open: Option<usize> = None;
    for (step, change) in change.iter().enumerate() {
        count += change;
        match (open, count > stray) {
            (None, true) => open = Some(step),
            (Some(from), false) => {
                let strip = [left + from as f32 / scale, left + step as f32 / scale];
                match out.last_mut() {
                    Some(last) if strip[0] - last[1] < GUTTER => last[1] = strip[1],
                    _ => out.push(strip),
                }
                open = None;
            }
            _ => {}
        }
    }
    out
}

/// Widens columns by the pieces that stand in one of them alone, and adds those
/// that only heads stand in.
pub(super) fn widen(columns: &mut Vec<[f32; 2]>, lines: &[Line], heads: usize) {
    for line in lines {
        for piece in &line.pieces {
            let [left, right] = [piece.bbox[0], piece.bbox[2]];
            let first = columns.partition_point(|column| column[1] <= left);
            let end = columns.partition_point(|column| column[0] < right);
            if end == first + 1 {
                let before = first.checked_sub(1).map_or(f32::NEG_INFINITY, |before| columns[before][1] + GUTTER);
                let after = columns.get(end).map_or(f32::INFINITY, |after| after[0] - GUTTER);
                columns[first][0] = columns[first][0].min(left.max(before));
                columns[first][1] = columns[first][1].max(right.min(after));
            }
        }
    }
    for line in lines.iter().take(heads).filter(|line| line.pieces.len() >= 3) {
        for piece in &line.pieces {
            let [left, right] = [piece.bbox[0], piece.bbox[2]];
            let first = columns.partition_point(|column| column[1] <= left);
            let end = columns.partition_point(|column| column[0] < right);
            if first == end && columns.len() < MOST_COLUMNS {
                columns.insert(first, [left, right]);
            }
        }
    }
}
