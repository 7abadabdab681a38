//! Rulings tidied: pieces of one line joined, and lines that meet gathered.

use crate::pdf::sheet::{Axis, Ruling};

/// A straight line: its place on the other axis, and its ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::page) struct Stroke {
    pub(in crate::page) at: f32,
    pub(in crate::page) from: f32,
    pub(in crate::page) to: f32,
}

/// Most lines of each axis that are looked at: beyond, they are a drawing.
const MOST_LINES: usize = 4000;
/// Most pairs of lines that are tried for whether they meet.
const MOST_PAIRS: usize = 2_000_000;
/// Pieces of a line stand no farther apart than this: dots, dashes, the corners of cells.
const SAME_LINE: f32 = 4.0;
/// Pieces of a line are no farther off it than this.
const OFF_LINE: f32 = 1.2;
/// Shorter lines part nothing.
const SHORTEST: f32 = 6.0;

/// The lines of a page along both axes, sorted by place.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub(super) across: Vec<Stroke>,
    pub(super) down: Vec<Stroke>,
}

/// Lines that meet.
#[derive(Debug, Default)]
pub(super) struct Cluster {
    pub(super) across: Vec<Stroke>,
    pub(super) down: Vec<Stroke>,
}

impl Lines {
    /// Tidies rulings: pieces of one line are joined, short ones left out.
    pub(super) fn of(rulings: &[Ruling]) -> Self {
        let along = |axis: Axis| {
            let mut strokes: Vec<Stroke> = rulings
                .iter()
                .filter(|ruling| ruling.axis == axis)
                .filter(|ruling| [ruling.at, ruling.from, ruling.to].iter().all(|place| place.is_finite()))
                .map(|ruling| Stroke {
                    at: ruling.at,
                    from: ruling.from.min(ruling.to),
                    to: ruling.to.max(ruling.from),
                })
                .collect();
            strokes.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
            let mut strokes = join(strokes);
            strokes.retain(|stroke| stroke.to - stroke.from >= SHORTEST);
            if strokes.len() > MOST_LINES { Vec::new() } else { strokes }
        };
        Self { across: along(Axis::Horizontal), down: along(Axis::Vertical) }
    }

    /// Lines that meet each other, directly or through others, within a distance.
    pub(super) fn clusters(&self, meet: f32) -> Vec<Cluster> {
        let count = self.across.len();
        let mut sets = Sets::new(count + self.down.len());
        let mut pairs = 0;
        for (index, across) in self.across.iter().enumerate() {
            let first = self.down.partition_point(|down| down.at < across.from - meet);
            for (step, down) in self.down[first..].iter().enumerate() {
                pairs += 1;
                if down.at > across.to + meet || pairs > MOST_PAIRS {
                    break;
                }
                if down.from - meet <= across.at && across.at <= down.to + meet {
                    sets.join(index, count + first + step);
                }
            }
        }
        let mut cluster_of = vec![usize::MAX; count + self.down.len()];
        let mut clusters: Vec<Cluster> = Vec::new();
        for index in 0..cluster_of.len() {
            let root = sets.root(index);
            if cluster_of[root] == usize::MAX {
                cluster_of[root] = clusters.len();
                clusters.push(Cluster::default());
            }
            let cluster = &mut clusters[cluster_of[root]];
            match index.checked_sub(count) {
                None => cluster.across.push(self.across[index]),
                Some(down) => cluster.down.push(self.down[down]),
            }
        }
        clusters.retain(|cluster| cluster.across.len() + cluster.down.len() > 2 && !cluster.down.is_empty());
        clusters
    }
}

/// Joins pieces that go on from each other; they come sorted by place, then start.
fn join(strokes: Vec<Stroke>) -> Vec<Stroke> {
    let mut out: Vec<Stroke> = Vec::with_capacity(strokes.len());
    let mut first = f32::NEG_INFINITY;
    let mut pending: Vec<Stroke> = Vec::new();
    for stroke in strokes {
        if stroke.at - first > OFF_LINE {
            flush(&mut pending, &mut out);
            first = stroke.at;
        }
        pending.push(stroke);
    }
    flush(&mut pending, &mut out);
    out
}

fn flush(pending: &mut Vec<Stroke>, out: &mut Vec<Stroke>) {
    pending.sort_by(|a, b| a.from.total_cmp(&b.from));
    let group = out.len();
    for stroke in pending.drain(..) {
        match out[group..].last_mut() {
            Some(last) if stroke.from <= last.to + SAME_LINE => last.to = last.to.max(stroke.to),
            _ => out.push(stroke),
        }
    }
}

/// Disjoint sets, joined by the smaller index.
struct Sets {
    parent: Vec<u32>,
}

impl Sets {
    fn new(count: usize) -> Self {
        Self { parent: (0..count as u32).collect() }
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.parent[at] as usize != at {
            let up = self.parent[self.parent[at] as usize];
            self.parent[at] = up;
            at = up as usize;
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        let (low, high) = (a.min(b), a.max(b));
        self.parent[high] = low as u32;
    }
}
