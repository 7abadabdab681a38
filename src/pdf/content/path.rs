//! Paths → rulings and filled rectangles.
//!
//! Tables are drawn in many ways: strokes, rectangles filled so thin that they
//! look like strokes, outlines of cells, dashes one by one. All of them come out
//! as straight rulings along an axis of the page as displayed.

use super::matrix::Matrix;
use crate::pdf::sheet::{Axis, Fill, Ruling};

/// How far a line may lean, as a part of its length, and still run along an axis.
const LEAN: f64 = 0.01;
/// How far its ends may be apart across the axis, in points, however short it is.
const SLACK: f64 = 0.2;
/// Up to this thickness a filled rectangle is a ruling, in points.
const THIN: f64 = 3.0;
/// Rulings whose places differ by no more than this are one line, in points.
const SAME_LINE: f32 = 0.35;
/// Pieces of a line that lie this far apart are one, in points.
const TOUCH: f32 = 1.0;
/// Dashes shorter than this may lie that far apart, in points.
const DASH: f32 = 8.0;
/// How many segments of one path are kept.
const MOST_SEGMENTS: usize = 1 << 17;
/// How many rulings, and how many fills, of a page are kept.
const MOST_SHAPES: usize = 1 << 18;

/// A path that is being built, in the space of the page as displayed.
#[derive(Debug, Default)]
pub struct Path {
    points: Vec<[f64; 2]>,
    /// Where each subpath begins among the points, and whether it has curves.
    subpaths: Vec<Subpath>,
    over: bool,
}

#[derive(Clone, Copy, Debug, Default)]
struct Subpath {
    from: usize,
    curved: bool,
    closed: bool,
}

impl Path {
    /// Begins a subpath.
    pub fn move_to(&mut self, point: [f64; 2]) {
        if self.over || self.points.len() >= MOST_SEGMENTS {
            self.over = true;
            return;
        }
        if let Some(last) = self.subpaths.last()
            && last.from + 1 == self.points.len()
            && !last.closed
        {
            self.points.pop();
            self.subpaths.pop();
        }
        self.subpaths.push(Subpath { from: self.points.len(), ..Subpath::default() });
        self.points.push(point);
    }

    /// A straight line to a point.
    pub fn line_to(&mut self, point: [f64; 2]) {
        match self.subpaths.last() {
            None => self.move_to(point),
            Some(last) if last.closed => {
                let start = self.points.get(last.from).copied().unwrap_or(point);
                self.move_to(start);
                self.extend(point);
            }
            Some(_) => self.extend(point),
        }
    }

    fn extend(&mut self, point: [f64; 2]) {
        if self.over || self.points.len() >= MOST_SEGMENTS {
            self.over = true;
        } else {
            self.points.push(point);
        }
    }

    /// A curve to a point.
    pub fn curve_to(&mut self, point: [f64; 2]) {
        self.line_to(point);
        if let Some(last) = self.subpaths.last_mut() {
            last.curved = true;
        }
    }

    /// Closes the subpath.
    pub fn close(&mut self) {
        if let Some(last) = self.subpaths.last_mut() {
            last.closed = true;
        }
    }

    /// A whole rectangle, as `re` draws it.
    pub fn rectangle(&mut self, matrix: &Matrix, [x, y, width, height]: [f64; 4]) {
        self.move_to(matrix.point(x, y));
        self.line_to(matrix.point(x + width, y));
        self.line_to(matrix.point(x + width, y + height));
        self.line_to(matrix.point(x, y + height));
        self.close();
    }

    /// Forgets the path; tells whether some of it was too much to keep.
    pub fn clear(&mut self) -> bool {
        self.points.clear();
        self.subpaths.clear();
        std::mem::take(&mut self.over)
    }

    /// The points of each subpath.
    fn parts(&self) -> impl Iterator<Item = (Subpath, &[[f64; 2]])> {
        self.subpaths.iter().enumerate().map(|(index, part)| {
            let to = self.subpaths.get(index + 1).map_or(self.points.len(), |next| next.from);
            (*part, &self.points[part.from..to])
        })
    }

    /// Strokes the path with lines of this width, in points.
    pub fn stroke(&self, width: f64, shapes: &mut Shapes) {
        for (part, points) in self.parts() {
            if part.curved {
                continue;
            }
            for pair in points.windows(2) {
                shapes.line(pair[0], pair[1], width);
            }
            if let (true, [first, .., last]) = (part.closed, points) {
                shapes.line(*last, *first, width);
            }
        }
    }

    /// Fills the path.
    pub fn fill(&self, grey: f32, shapes: &mut Shapes) {
        for (part, points) in self.parts() {
            if !part.curved
                && let Some(rect) = rectangle(points)
            {
                shapes.rectangle(rect, grey);
            }
        }
    }
}

/// The bounds of a closed path if it is a rectangle along the axes.
fn rectangle(points: &[[f64; 2]]) -> Option<[f64; 4]> {
    let points = match points {
        [corners @ .., last] if corners.len() >= 4 && near(corners[0], *last) => corners,
        all => all,
    };
    let [a, b, c, d] = points else { return None };
    let upright = |one: &[f64; 2], other: &[f64; 2]| (one[0] - other[0]).abs() <= SLACK;
    let level = |one: &[f64; 2], other: &[f64; 2]| (one[1] - other[1]).abs() <= SLACK;
    let straight = level(a, b) && upright(b, c) && level(c, d) && upright(d, a)
        || upright(a, b) && level(b, c) && upright(c, d) && level(d, a);
    straight.then(|| [a[0].min(c[0]), a[1].min(c[1]), a[0].max(c[0]), a[1].max(c[1])])
}

fn near(one: [f64; 2], other: [f64; 2]) -> bool {
    (one[0] - other[0]).abs() <= SLACK && (one[1] - other[1]).abs() <= SLACK
}

/// What the paths of a page come to.
#[derive(Debug, Default)]
pub struct Shapes {
    rulings: Vec<Ruling>,
    fills: Vec<Fill>,
    over: bool,
}

impl Shapes {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.rulings.len() + self.fills.len()
    }

    /// A straight line between two points.
    fn line(&mut self, from: [f64; 2], to: [f64; 2], width: f64) {
        let (x, y) = ((from[0] - to[0]).abs(), (from[1] - to[1]).abs());
        let (axis, at, from, to) = if y <= SLACK.max(x * LEAN) && x >= y {
            (Axis::Horizontal, f64::midpoint(from[1], to[1]), from[0].min(to[0]), from[0].max(to[0]))
        } else if x <= SLACK.max(y * LEAN) {
            (Axis::Vertical, f64::midpoint(from[0], to[0]), from[1].min(to[1]), from[1].max(to[1]))
        } else {
            return;
        };
        if y < SLACK && x < SLACK {
            return;
        }
        self.ruling(axis, at, from, to, width);
    }

    fn ruling(&mut self, axis: Axis, at: f64, from: f64, to: f64, width: f64) {
        if ![at, from, to, width].iter().all(|number| number.is_finite()) {
            return;
        }
        if self.rulings.len() >= MOST_SHAPES {
            self.tidy();
            if self.rulings.len() >= MOST_SHAPES / 2 {
                self.over = true;
                return;
            }
        }
        self.rulings.push(Ruling { axis, at: at as f32, from: from as f32, to: to as f32, width: width as f32 });
    }

    /// A filled rectangle.
    fn rectangle(&mut self, [left, top, right, bottom]: [f64; 4], grey: f32) {
        let (width, height) = (right - left, bottom - top);
        if width.min(height) <= THIN {
            if width >= height {
                self.ruling(Axis::Horizontal, f64::midpoint(top, bottom), left, right, height);
            }
            if height >= width {
                self.ruling(Axis::Vertical, f64::midpoint(left, right), top, bottom, width);
            }
        } else if self.fills.len() >= MOST_SHAPES {
            self.over = true;
        } else if [left, top, right, bottom].iter().all(|number| number.is_finite()) {
            self.fills.push(Fill { bbox: [left as f32, top as f32, right as f32, bottom as f32], grey });
        }
    }

    /// Sorts by axis, place, beginning and end.
    fn sort(&mut self) {
        self.rulings.sort_unstable_by(|one, other| {
            (one.axis == Axis::Vertical)
                .cmp(&(other.axis == Axis::Vertical))
                .then(one.at.total_cmp(&other.at))
                .then(one.from.total_cmp(&other.from))
                .then(one.to.total_cmp(&other.to))
                .then(one.width.total_cmp(&other.width))
        });
    }

    /// Joins the pieces of lines.
    fn tidy(&mut self) {
        self.sort();
        // Lines whose places differ by a hair are brought to one place first, so that their
        // pieces stand next to each other.
        let mut line: Option<Ruling> = None;
        for ruling in &mut self.rulings {
            match line {
                Some(first) if first.axis == ruling.axis && ruling.at - first.at <= SAME_LINE => ruling.at = first.at,
                _ => line = Some(*ruling),
            }
        }
        self.sort();
        let mut joined: Vec<Ruling> = Vec::with_capacity(self.rulings.len());
        // The length of the piece that was joined last: a row of dashes stays one.
        let mut piece = 0.0;
        for ruling in self.rulings.drain(..) {
            let length = ruling.to - ruling.from;
            if let Some(last) = joined.last_mut()
                && last.axis == ruling.axis
                && last.at.total_cmp(&ruling.at).is_eq()
            {
                let dashes = length <= DASH && piece <= DASH;
                let gap = if dashes { length.max(piece).max(TOUCH) * 1.5 } else { TOUCH };
                if ruling.from - last.to <= gap {
                    last.to = last.to.max(ruling.to);
                    last.width = last.width.max(ruling.width);
                    piece = length;
                    continue;
                }
            }
            piece = length;
            joined.push(ruling);
        }
        self.rulings = joined;
    }

    /// The rulings and fills of a page of this size, and whether all are there.
    pub fn finish(mut self, size: [f32; 2]) -> (Vec<Ruling>, Vec<Fill>, bool) {
        self.tidy();
        let [width, height] = size;
        self.rulings.retain(|ruling| {
            let length = ruling.to - ruling.from;
            let (along, across) = match ruling.axis {
                Axis::Horizontal => (width, height),
                Axis::Vertical => (height, width),
            };
            let inside = ruling.to >= 0.0 && ruling.from <= along && ruling.at >= -1.0 && ruling.at <= across + 1.0;
            inside && length >= THIN as f32 && length >= 2.0 * ruling.width
        });
        self.fills.retain(|fill| {
            let [left, top, right, bottom] = fill.bbox;
            let shown = (right.min(width) - left.max(0.0)).max(0.0) * (bottom.min(height) - top.max(0.0)).max(0.0);
            let background = fill.grey >= 0.99 && shown >= 0.9 * width * height;
            shown > 0.0 && !background
        });
        (self.rulings, self.fills, self.over)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::float_cmp, reason = "these numbers are exact")]

    use super::*;

    const PAGE: [f32; 2] = [600.0, 800.0];

    fn drawn(draw: impl Fn(&mut Path, &mut Shapes)) -> (Vec<Ruling>, Vec<Fill>) {
        let (mut path, mut shapes) = (Path::default(), Shapes::default());
        draw(&mut path, &mut shapes);
        let (rulings, fills, over) = shapes.finish(PAGE);
        assert!(!over);
        (rulings, fills)
    }

    #[test]
    fn an_outline_is_four_rulings() {
        let (rulings, fills) = drawn(|path, shapes| {
            path.rectangle(&Matrix::IDENTITY, [100.0, 100.0, 200.0, 50.0]);
            path.stroke(0.5, shapes);
        });
        let places: Vec<(Axis, f32)> = rulings.iter().map(|ruling| (ruling.axis, ruling.at)).collect();
        assert_eq!(
            places,
            [(Axis::Horizontal, 100.0), (Axis::Horizontal, 150.0), (Axis::Vertical, 100.0), (Axis::Vertical, 300.0)]
        );
        assert!(fills.is_empty());
    }

    #[test]
    fn thin_fills_are_rulings_and_join_over_their_corners() {
        let (rulings, fills) = drawn(|path, shapes| {
            for [x, width] in [[100.0, 0.5], [100.5, 80.0], [180.5, 0.5], [181.0, 60.0]] {
                path.rectangle(&Matrix::IDENTITY, [x, 300.0, width, 0.5]);
                path.fill(0.0, shapes);
                path.clear();
            }
        });
        assert_eq!(rulings.len(), 1, "{rulings:?}");
        assert_eq!((rulings[0].from, rulings[0].to, rulings[0].width), (100.0, 241.0, 0.5));
        assert!(fills.is_empty());
    }

    #[test]
    fn dashes_are_one_ruling_and_far_pieces_are_two() {
        let (rulings, _) = drawn(|path, shapes| {
            for step in 0..20u8 {
                let x = 50.0 + f64::from(step) * 6.0;
                path.move_to([x, 400.0]);
                path.line_to([x + 3.0, 400.0]);
            }
            path.move_to([300.0, 400.0]);
            path.line_to([400.0, 400.0]);
            path.stroke(1.0, shapes);
        });
        let ends: Vec<(f32, f32)> = rulings.iter().map(|ruling| (ruling.from, ruling.to)).collect();
        assert_eq!(ends, [(50.0, 167.0), (300.0, 400.0)]);
    }

    #[test]
    fn slanted_and_curved_lines_are_no_rulings() {
        let (rulings, fills) = drawn(|path, shapes| {
            path.move_to([0.0, 0.0]);
            path.line_to([300.0, 200.0]);
            path.move_to([100.0, 100.0]);
            path.curve_to([200.0, 100.0]);
            path.stroke(1.0, shapes);
            path.fill(0.0, shapes);
        });
        assert!(rulings.is_empty() && fills.is_empty());
    }

    #[test]
    fn a_white_ground_is_no_fill_but_a_shade_is() {
        let (_, fills) = drawn(|path, shapes| {
            path.rectangle(&Matrix::IDENTITY, [0.0, 0.0, 600.0, 800.0]);
            path.fill(1.0, shapes);
            path.clear();
            path.rectangle(&Matrix::IDENTITY, [50.0, 50.0, 100.0, 20.0]);
            path.fill(0.8, shapes);
        });
        assert_eq!(fills.len(), 1);
        assert_eq!(fills[0].bbox, [50.0, 50.0, 150.0, 70.0]);
    }
}
