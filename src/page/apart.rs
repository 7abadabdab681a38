//! Columns whose gap is narrow: a word that stands apart from the one before it,
//! at the very place where one of the next row does too.

use super::rows::Rows;
use std::ops::Range;

/// Narrowest gap before such a word, in parts of its size.
const NARROWEST: f32 = 0.6;
/// The gap is at least this many times as wide as the usual one in one of the rows.
const WIDER: f32 = 2.0;
/// Words at the same place stand no further from it than this, in points.
const SAME_PLACE: f32 = 0.5;
/// Rows further apart than this, in parts of the size, are no neighbours.
const FARTHEST: f32 = 2.0;
/// Fewest words of a row that tell its usual gap.
const FEWEST: usize = 4;

/// Marks the words of all rows that begin such a column.
pub(super) fn mark(rows: &mut Rows) {
    let mut found: Vec<u32> = Vec::new();
    let mut above: Vec<Start> = Vec::new();
    for at in 0..rows.list.len() {
        let own = starts(rows, rows.list[at].words.clone());
        let near = at > 0 && rows.list[at].base - rows.list[at - 1].base < FARTHEST * rows.list[at].size;
        if near && !own.is_empty() {
            for (start, other) in pairs(&own, &above) {
                if start.is_wide || other.is_wide {
                    found.extend([start.word, other.word]);
                }
            }
        }
        above = own;
    }
    for word in found {
        rows.words[word as usize].apart = true;
    }
}

/// A word behind a gap.
#[derive(Clone, Copy, Debug)]
struct Start {
    word: u32,
    left: f32,
    /// The gap is wider than is usual in its row.
    is_wide: bool,
}

/// The words of a row that stand behind a gap, from left to right.
fn starts(rows: &Rows, range: Range<u32>) -> Vec<Start> {
    let words = rows.words_in(&range);
    let gap = |at: usize| words[at].bbox[0] - words[at - 1].bbox[2];
    let is_start = |at: &usize| gap(*at) > NARROWEST * words[*at].size && !words[*at].turned;
    if !(1..words.len()).any(|at| is_start(&at)) {
        return Vec::new();
    }
    let mut gaps: Vec<f32> = (1..words.len()).map(gap).collect();
    gaps.sort_unstable_by(f32::total_cmp);
    let usual = gaps[gaps.len() / 2];
    let told = words.len() >= FEWEST;
    (1..words.len())
        .filter(is_start)
        .map(|at| Start {
            word: range.start + at as u32,
            left: words[at].bbox[0],
            is_wide: told && gap(at) > WIDER * usual,
        })
        .collect()
}

/// Starts of two rows that stand at the same place.
fn pairs<'s>(own: &'s [Start], above: &'s [Start]) -> impl Iterator<Item = (&'s Start, &'s Start)> {
    own.iter().filter_map(|start| {
        let at = above.partition_point(|other| other.left < start.left - SAME_PLACE);
        above.get(at).filter(|other| (other.left - start.left).abs() <= SAME_PLACE).map(|other| (start, other))
    })
}
