//! Text with the records that hold each stretch of it.

use smallvec::SmallVec;
use std::collections::BTreeSet;

/// Most records that a stretch names: the innermost ones.
const MOST: usize = 16;

/// A stretch of text that the same records hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece<'t> {
    /// Its words.
    pub(super) text: &'t str,
    /// Which records, the outermost first.
    pub(super) records: SmallVec<[usize; 8]>,
    /// Records whose first character stands at its beginning.
    pub(super) begun: SmallVec<[usize; 2]>,
}

/// A stretch of a page's characters that a record holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    /// Start and end (exclusive) in characters.
    pub(super) chars: [u32; 2],
    /// Which record.
    pub(super) record: usize,
}

/// Cuts a text wherever a record begins or ends.
pub(super) fn cut<'t>(text: &'t str, stretches: &[Stretch]) -> Vec<Piece<'t>> {
    let mut edges: Vec<(u32, bool, usize)> = Vec::with_capacity(stretches.len() * 2);
    for (index, stretch) in stretches.iter().enumerate().filter(|(_, stretch)| stretch.chars[0] < stretch.chars[1]) {
        edges.push((stretch.chars[0], true, index));
        edges.push((stretch.chars[1], false, index));
    }
    edges.sort_unstable();
    let mut pieces = Vec::new();
    // Those that begin last, and among them the shortest, are the innermost.
    let mut open: BTreeSet<(u32, u32, usize)> = BTreeSet::new();
    let mut bytes = text.char_indices().map(|(at, _)| at).chain([text.len()]).enumerate();
    let (mut from, mut at) = (0, 0);
    let mut begun = SmallVec::new();
    while at < edges.len() {
        let edge = edges[at].0;
        let to = if edge == 0 { 0 } else { byte_of(&mut bytes, edge as usize).unwrap_or(text.len()) };
        if to > from {
            pieces.push(piece(&text[from..to], &open, stretches, std::mem::take(&mut begun)));
            from = to;
        }
        while at < edges.len() && edges[at].0 == edge {
            let (_, begins, index) = edges[at];
            let [start, end] = stretches[index].chars;
            let key = (start, u32::MAX - end, index);
            if begins {
                open.insert(key);
                begun.push(stretches[index].record);
            } else {
                open.remove(&key);
            }
            at += 1;
        }
    }
    if from < text.len() {
        pieces.push(piece(&text[from..], &open, stretches, begun));
    }
    pieces
}

fn byte_of(bytes: &mut impl Iterator<Item = (usize, usize)>, wanted: usize) -> Option<usize> {
    bytes.find(|(scalar, _)| *scalar == wanted).map(|(_, byte)| byte)
}

fn piece<'t>(
    text: &'t str,
    open: &BTreeSet<(u32, u32, usize)>,
    stretches: &[Stretch],
    begun: SmallVec<[usize; 2]>,
) -> Piece<'t> {
    let mut records: SmallVec<[usize; 8]> =
        open.iter().rev().take(MOST).map(|(_, _, index)| stretches[*index].record).collect();
    records.reverse();
    Piece { text, records, begun }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, stretches: &[([u32; 2], usize)]) -> Vec<(String, Vec<usize>)> {
        let stretches: Vec<Stretch> =
            stretches.iter().map(|(chars, record)| Stretch { chars: *chars, record: *record }).collect();
        let pieces = cut(text, &stretches);
        assert_eq!(pieces.iter().map(|piece| piece.text).collect::<String>(), text);
        pieces.iter().map(|piece| (piece.text.to_owned(), piece.records.to_vec())).collect()
    }

    #[test]
    fn a_text_is_cut_where_records_begin_and_end() {
        let expected = [("über ", vec![]), ("the ", vec![0]), ("roof", vec![0, 1]), (" on", vec![0]), ("ly", vec![])];
        let expected: Vec<_> = expected.into_iter().map(|(text, records)| (text.to_owned(), records)).collect();
        assert_eq!(told("über the roof only", &[([5, 16], 0), ([9, 13], 1)]), expected);
    }

    #[test]
    fn records_of_one_stretch_and_beyond_the_text_are_kept_in_order() {
        assert_eq!(told("ab", &[([0, 2], 0), ([0, 2], 1)]), [("ab".to_owned(), vec![0, 1])]);
        assert_eq!(told("ab", &[([1, 90], 7)]), [("a".to_owned(), vec![]), ("b".to_owned(), vec![7])]);
        assert_eq!(told("", &[([0, 4], 7)]), []);
    }

    #[test]
    fn many_records_over_one_stretch_cost_no_more_than_a_few() {
        let many: Vec<Stretch> =
            (0..50_000).map(|at| Stretch { chars: [at, 100_000 - at], record: at as usize }).collect();
        let text = "a".repeat(100_000);
        let pieces = cut(&text, &many);
        assert!(pieces.iter().all(|piece| piece.records.len() <= MOST));
        assert_eq!(pieces.len(), 99_999);
    }
}
