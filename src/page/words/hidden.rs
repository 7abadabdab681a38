//! Words without ink that only repeat what stands visibly in the same place.

use super::Words;
use crate::page::boxes::whole;

/// Edge of a square that is covered or free, in points.
const SQUARE: f32 = 2.0;
/// Most squares along an edge; larger pages have larger squares.
const MOST_SQUARES: usize = 1024;
/// Most squares that are marked on a page; words laid over each other without end cost no more.
const MOST_MARKS: usize = 20_000_000;

/// Drops words of a hidden layer where visible words cover at least half of them.
pub(super) fn drop_covered(words: &mut Words, extent: [f32; 2]) {
    let hidden = words.list.iter().filter(|word| word.invisible).count();
    if hidden == 0 || hidden == words.list.len() {
        return;
    }
    let mut cover = Cover::new(extent);
    for word in words.list.iter().filter(|word| !word.invisible) {
        cover.mark(word.bbox);
    }
    let Words { text, list, dropped, .. } = words;
    list.retain(|word| {
        let stays = !word.invisible || cover.share(word.bbox) < 0.5;
        if !stays {
            *dropped += super::letters(&text[word.text[0] as usize..word.text[1] as usize]);
        }
        stays
    });
}

struct Cover {
    squares: Vec<bool>,
    count: [usize; 2],
    scale: [f32; 2],
    marks: usize,
}

impl Cover {
    fn new(extent: [f32; 2]) -> Self {
        let count = extent.map(|side| whole((side.max(1.0) / SQUARE).ceil()).clamp(1, MOST_SQUARES));
        let scale = [count[0] as f32 / extent[0].max(1.0), count[1] as f32 / extent[1].max(1.0)];
        Self { squares: vec![false; count[0] * count[1]], count, scale, marks: 0 }
    }

    /// Rows and columns of squares under the middle of a box: the edges say little.
    fn under(&self, bbox: [f32; 4]) -> [std::ops::Range<usize>; 2] {
        let range = |axis: usize| {
            let at = |value: f32| whole(value * self.scale[axis]).min(self.count[axis] - 1);
            at(bbox[axis])..at(bbox[axis + 2]) + 1
        };
        [range(0), range(1)]
    }

    fn mark(&mut self, bbox: [f32; 4]) {
        let [columns, rows] = self.under(bbox);
        self.marks += columns.len() * rows.len();
        if self.marks > MOST_MARKS {
            return;
        }
        for row in rows {
            self.squares[row * self.count[0]..][columns.clone()].fill(true);
        }
    }

    fn share(&mut self, bbox: [f32; 4]) -> f32 {
        let third = (bbox[3] - bbox[1]) / 3.0;
        let [columns, rows] = self.under([bbox[0], bbox[1] + third, bbox[2], bbox[3] - third]);
        let all = columns.len() * rows.len();
        self.marks += all;
        if self.marks > MOST_MARKS {
            return 0.0;
        }
        let covered: usize = rows
            .map(|row| self.squares[row * self.count[0]..][columns.clone()].iter().filter(|covered| **covered).count())
            .sum();
        covered as f32 / all.max(1) as f32
    }
}
