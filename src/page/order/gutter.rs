//! Gutters: free strips that run down between pieces of several rows.

use super::{MOST_WORK, Reader};
use std::ops::Range;

/// Narrowest gutter, in parts of the size of the words beside it.
const NARROWEST: f32 = 0.9;
/// Rows farther apart than this, in parts of the size, are not one run.
const FARTHEST: f32 = 6.0;
/// Gaps of a row that are tried.
const MOST_GAPS: usize = 6;

/// Rows that a gutter runs through.
#[derive(Clone, Debug)]
pub(super) struct Run {
    /// The rows, from the first to the last with words on both sides.
    pub(super) lines: Range<usize>,
    /// The end of the rows below that keep clear of the gutter too.
    pub(super) reach: usize,
    /// Left and right edge of the gutter.
    pub(super) gutter: [f32; 2],
    /// Rows with words on both sides.
    pub(super) both: usize,
    /// Most pieces on its left end in a colon: it parts labels from their values.
    pub(super) is_after_labels: bool,
}

impl Reader<'_> {
    /// The run that begins at a line, if there is one: the gutter that goes on over most rows.
    pub(super) fn run(&mut self, list: &[u32], lines: &[Range<usize>], at: usize) -> Option<Run> {
        let gaps = self.gaps(list, lines, at);
        let mut best: Option<Run> = None;
        for gap in gaps {
            let Some(run) = self.follow(list, lines, at, gap) else { continue };
            let better = best.as_ref().is_none_or(|best| {
                // Labels stay with their values as long as another gutter parts the rows.
                if run.is_after_labels != best.is_after_labels {
                    return best.is_after_labels;
                }
                let (new, old) = (run.lines.len(), best.lines.len());
                new > old || new == old && run.gutter[1] - run.gutter[0] > best.gutter[1] - best.gutter[0]
            });
            if better {
                best = Some(run);
            }
        }
        best.filter(|run| run.lines.len() >= 2)
    }

    /// Gaps that a gutter could begin with: between pieces of the row, or of two rows side by side.
    fn gaps(&self, list: &[u32], lines: &[Range<usize>], at: usize) -> Vec<[f32; 2]> {
        let line = &list[lines[at].clone()];
        let mut gaps: Vec<[f32; 2]> = line
            .windows(2)
            // Initials belong to the words before them.
            .filter(|pair| !self.is_mark(pair[0], pair[1]))
            .map(|pair| [self.piece(pair[0]).bbox[2], self.piece(pair[1]).bbox[0]])
            .filter(|gap| gap[1] > gap[0])
            .collect();
        if gaps.is_empty()
            && let [own] = line
            && let Some(next) = lines.get(at + 1)
            && let [other] = &list[next.clone()]
        {
            let (a, b) = (self.piece(*own), self.piece(*other));
            let overlap = a.bbox[3].min(b.bbox[3]) - a.bbox[1].max(b.bbox[1]);
            if overlap > 0.3 * a.size.min(b.size) {
                let (left, right) = if a.bbox[0] < b.bbox[0] { (a, b) } else { (b, a) };
                if right.bbox[0] > left.bbox[2] {
                    gaps.push([left.bbox[2], right.bbox[0]]);
                }
            }
        }
        gaps.sort_by(|a, b| (b[1] - b[0]).total_cmp(&(a[1] - a[0])));
        gaps.truncate(MOST_GAPS);
        gaps
    }

    /// Follows a gap down as long as it stays free.
    fn follow(&mut self, list: &[u32], lines: &[Range<usize>], at: usize, mut gutter: [f32; 2]) -> Option<Run> {
        let mut sides: Vec<[bool; 2]> = Vec::new();
        let mut bottom = f32::NEG_INFINITY;
        let mut end = at;
        let mut final_gutter = gutter;
        let (mut beside, mut colons) = (0, 0);
        while end < lines.len() {
            let line = &list[lines[end].clone()];
            self.work += line.len();
            if self.work > MOST_WORK {
                return None;
            }
            let top = line.iter().map(|index| self.piece(*index).bbox[1]).fold(f32::INFINITY, f32::min);
            let size = line.iter().map(|index| self.piece(*index).size).fold(0.0, f32::max);
            if end > at && top - bottom > FARTHEST * size {
                break;
            }
            for index in line {
                gutter = narrow(gutter, self.piece(*index).bbox);
            }
            if gutter[1] - gutter[0] < NARROWEST * size {
                break;
            }
            let stands = |right: bool| {
                line.iter().any(|index| {
                    let bbox = self.piece(*index).bbox;
                    if right { bbox[0] >= gutter[1] - 0.5 } else { bbox[2] <= gutter[0] + 0.5 }
                })
            };
            let own = [stands(false), stands(true)];
            if own[0] && own[1] {
                let before = line.iter().rev().find(|index| self.piece(**index).bbox[2] <= gutter[0] + 0.5);
                beside += 1;
                colons += usize::from(before.is_some_and(|index| self.ends_in_colon(*index)));
            }
            sides.push(own);
            bottom = line.iter().map(|index| self.piece(*index).bbox[3]).fold(bottom, f32::max);
            final_gutter = gutter;
            end += 1;
        }
        let shown = |right: usize| sides.iter().rposition(|sides| sides[right]);
        // Rows of one side alone below the last of the other do not show a gutter.
        let shown = shown(0)?.min(shown(1)?) + 1;
        let both = sides[..shown].iter().filter(|sides| sides[0] && sides[1]).count();
        Some(Run {
            lines: at..at + shown,
            reach: end,
            gutter: final_gutter,
            both,
            is_after_labels: colons * 2 >= beside && colons > 0,
        })
    }
}

/// What of a gutter a box leaves free: the wider part.
fn narrow([open, to]: [f32; 2], bbox: [f32; 4]) -> [f32; 2] {
    let (left, right) = (bbox[0], bbox[2]);
    if right <= open || left >= to {
        return [open, to];
    }
    let before = left - open;
    let after = to - right;
    if before >= after { [open, left.max(open)] } else { [right.min(to), to] }
}
