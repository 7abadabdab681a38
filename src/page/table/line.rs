//! Lines of a table: the pieces that stand on one height, and the columns that they stand in.

use crate::page::order::{Piece, cut_at};
use crate::page::plate::Plate;
use crate::page::words::{Word, union};
use crate::text::BULLETS;
use std::ops::Range;

/// Baselines closer than this, in parts of the smaller size, may be one line set in two fonts.
const SAME_HEIGHT: f32 = 0.62;
/// Narrowest gap between words, in parts of the size, that may part two cells where columns show it.
const CELL_GAP: f32 = 0.42;
/// Boxes that overlap by less than this, in points, stand beside each other.
const BESIDE: f32 = 1.0;

/// A line of a table.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Its pieces from left to right.
    pub(super) pieces: Vec<Piece>,
    /// Its baseline: that of its first piece.
    pub(super) base: f32,
    /// Size of its largest words.
    pub(super) size: f32,
}

impl Line {
    /// A line of pieces; none where there are none.
    pub(super) fn of(mut pieces: Vec<Piece>) -> Option<Self> {
        pieces.sort_by(|a, b| a.bbox[0].total_cmp(&b.bbox[0]));
        let base = pieces.first()?.base;
        let size = pieces.iter().map(|piece| piece.size).fold(1.0, f32::max);
        Some(Self { pieces, base, size })
    }

    /// Left, top, right, bottom.
    pub(super) fn bbox(&self) -> [f32; 4] {
        let first = self.pieces.first().map_or([0.0; 4], |piece| piece.bbox);
        self.pieces.iter().fold(first, |all, piece| union(all, piece.bbox))
    }
}

/// Gap that parts pieces where nothing else shows columns, in parts of the size.
pub(super) const WIDE_GAP: f32 = 1.0;
/// Gap that parts pieces where lines show that there are columns, in parts of the size.
pub(super) const NARROW_GAP: f32 = 0.7;

/// The lines of stretches of words, each with its row, from top to bottom, cut at
/// gaps; words of one height that are set in two fonts come together.
pub(super) fn lines(plate: &Plate, gap: f32, stretches: impl Iterator<Item = (u32, Range<u32>)>) -> Vec<Line> {
    let mut own: Vec<(u32, Vec<Piece>)> = Vec::new();
    for (row, words) in stretches {
        let base = plate.rows.list[row as usize].base;
        match own.last_mut() {
            Some((last, pieces)) if *last == row => cut_at(plate, words, row, base, gap, pieces),
            _ => {
                let mut pieces = Vec::new();
                cut_at(plate, words, row, base, gap, &mut pieces);
                own.push((row, pieces));
            }
        }
    }
    let mut out: Vec<Line> = Vec::with_capacity(own.len());
    for mut line in own.into_iter().filter_map(|(_, pieces)| Line::of(pieces)) {
        join_bullets(plate, &mut line.pieces);
        match out.last_mut() {
            Some(last) if is_same_height(last, &line) => {
                last.pieces.extend(line.pieces);
                last.pieces.sort_by(|a, b| a.bbox[0].total_cmp(&b.bbox[0]));
                last.size = last.size.max(line.size);
            }
            _ => out.push(line),
        }
    }
    out
}

/// Joins bullets with the words that they stand before.
fn join_bullets(plate: &Plate, pieces: &mut Vec<Piece>) {
    let mut at = 0;
    while at + 1 < pieces.len() {
        let (own, next) = (&pieces[at], &pieces[at + 1]);
        let joins = own.words.len() == 1 && own.words.end == next.words.start && {
            let mut signs = plate.rows.text_of(&plate.rows.words[own.words.start as usize]).chars();
            signs.next().is_some_and(|sign| BULLETS.contains(&sign) || sign == '§') && signs.next().is_none()
        };
        if joins {
            let own = pieces.remove(at);
            pieces[at].words.start = own.words.start;
            pieces[at].bbox = union(own.bbox, pieces[at].bbox);
        }
        at += 1;
    }
}

fn is_same_height(a: &Line, b: &Line) -> bool {
    let near = SAME_HEIGHT * a.size.min(b.size);
    (b.base - a.base).abs() < near
        && a.pieces.len() + b.pieces.len() < 200
        && a.pieces
            .iter()
            .all(|a| b.pieces.iter().all(|b| a.bbox[2] < b.bbox[0] + BESIDE || b.bbox[2] < a.bbox[0] + BESIDE))
}

/// Words of a line that stand in one column, or in several that they run over.
#[derive(Clone, Debug)]
pub(super) struct Bit {
    /// Words in the page's rows.
    pub(super) words: Range<u32>,
    /// Its baseline.
    pub(super) base: f32,
    /// First and last column.
    pub(super) columns: [usize; 2],
    /// Left and right edge.
    pub(super) span: [f32; 2],
    /// Size of its words.
    pub(super) size: f32,
}

impl Bit {
    /// What it says, with single spaces.
    pub(super) fn say(&self, plate: &Plate) -> String {
        plate.rows.say(&self.words)
    }
}

/// Puts the pieces of a line into columns; a piece that runs over several is cut
/// where a gap of its own stands between two of them.
pub(super) fn place(plate: &Plate, line: &Line, columns: &[[f32; 2]]) -> Vec<Bit> {
    let mut out: Vec<Bit> = Vec::with_capacity(line.pieces.len());
    for piece in &line.pieces {
        let [first, last] = over(columns, [piece.bbox[0], piece.bbox[2]]);
        let bit = |words: Range<u32>, columns: [usize; 2], span: [f32; 2]| Bit {
            words,
            base: piece.base,
            columns,
            span,
            size: piece.size,
        };
        if first == last {
            out.push(bit(piece.words.clone(), [first, last], [piece.bbox[0], piece.bbox[2]]));
            continue;
        }
        let own = plate.rows.words_in(&piece.words);
        let mut from = 0;
        for at in 1..=own.len() {
            let ends = at == own.len() || {
                let [a, b] = [over(columns, side(&own[at - 1])), over(columns, side(&own[at]))];
                let gap = own[at].bbox[0] - own[at - 1].bbox[2];
                a[1] < b[0] && gap > CELL_GAP * own[at].size.max(own[at - 1].size)
            };
            if ends {
                let range = piece.words.start + from as u32..piece.words.start + at as u32;
                let span = [own[from].bbox[0], own[at - 1].bbox[2]];
                out.push(bit(range, over(columns, span), span));
                from = at;
            }
        }
    }
    out
}

fn side(word: &Word) -> [f32; 2] {
    [word.bbox[0], word.bbox[2]]
}

/// First and last column that a stretch reaches; the nearest where it reaches none.
pub(super) fn over(columns: &[[f32; 2]], [left, right]: [f32; 2]) -> [usize; 2] {
    let most = columns.len().saturating_sub(1);
    let first = columns.partition_point(|column| column[1] <= left + BESIDE);
    let end = columns.partition_point(|column| column[0] < right - BESIDE);
    if first < end {
        return [first, end - 1];
    }
    let middle = f32::midpoint(left, right);
    let near = (first.saturating_sub(1)..=first.min(most)).min_by(|a, b| {
        let away = |at: &usize| (columns[*at][0] - middle).max(middle - columns[*at][1]);
        away(a).total_cmp(&away(b))
    });
    [near.unwrap_or(most).min(most); 2]
}
