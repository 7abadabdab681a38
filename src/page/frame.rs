//! The frame that a page is read in: turned, so that its text runs left to right.

use crate::pdf::sheet::{Axis, Direction, Ruling, Sheet};

/// Turns points of a page so that text of one direction runs left to right, downwards line by line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    direction: Direction,
    size: [f32; 2],
}

impl Frame {
    /// The frame in which text of `direction` is upright.
    pub(super) fn of(direction: Direction, size: [f32; 2]) -> Self {
        Self { direction, size }
    }

    /// The frame of a page's most frequent direction.
    pub(super) fn main(sheet: &Sheet) -> Self {
        const READ: [Direction; 4] = [Direction::Right, Direction::Down, Direction::Left, Direction::Up];
        let mut counts = [0u32; 4];
        for glyph in &sheet.glyphs {
            if let Some(at) = READ.iter().position(|direction| *direction == glyph.direction) {
                counts[at] += 1;
            }
        }
        // Ties go to the first: upright text.
        let most = (0..4).rev().max_by_key(|at| counts[*at]).unwrap_or(0);
        Self::of(READ[most], sheet.size)
    }

    /// Whether text of `direction` is upright here.
    pub(super) fn is_upright(&self, direction: Direction) -> bool {
        self.direction == direction
    }

    /// Width and height in this frame.
    pub(super) fn extent(&self) -> [f32; 2] {
        match self.direction {
            Direction::Down | Direction::Up | Direction::Vertical => [self.size[1], self.size[0]],
            _ => self.size,
        }
    }

    /// A point of the page in this frame.
    pub(super) fn point(&self, [x, y]: [f32; 2]) -> [f32; 2] {
        let [width, height] = self.size;
        match self.direction {
            Direction::Right | Direction::Askew => [x, y],
            Direction::Down | Direction::Vertical => [y, width - x],
            Direction::Left => [width - x, height - y],
            Direction::Up => [height - y, x],
        }
    }

    /// A box of this frame on the page.
    pub(super) fn box_on_page(&self, [left, top, right, bottom]: [f32; 4]) -> [f32; 4] {
        let [width, height] = self.size;
        match self.direction {
            Direction::Right | Direction::Askew => [left, top, right, bottom],
            Direction::Down | Direction::Vertical => [width - bottom, left, width - top, right],
            Direction::Left => [width - right, height - bottom, width - left, height - top],
            Direction::Up => [top, height - right, bottom, height - left],
        }
    }

    /// A box of the page in this frame.
    pub(super) fn box_in_frame(&self, [left, top, right, bottom]: [f32; 4]) -> [f32; 4] {
        let [a, b] = [self.point([left, top]), self.point([right, bottom])];
        [a[0].min(b[0]), a[1].min(b[1]), a[0].max(b[0]), a[1].max(b[1])]
    }

    /// A ruling of the page in this frame.
    pub(super) fn ruling(&self, ruling: &Ruling) -> Ruling {
        let (from, to) = match ruling.axis {
            Axis::Horizontal => ([ruling.from, ruling.at], [ruling.to, ruling.at]),
            Axis::Vertical => ([ruling.at, ruling.from], [ruling.at, ruling.to]),
        };
        let [a, b] = [self.point(from), self.point(to)];
        let turned = matches!(self.direction, Direction::Down | Direction::Up | Direction::Vertical);
        let axis = match (ruling.axis, turned) {
            (Axis::Horizontal, false) | (Axis::Vertical, true) => Axis::Horizontal,
            _ => Axis::Vertical,
        };
        let along = usize::from(axis == Axis::Vertical);
        Ruling { axis, at: a[1 - along], from: a[along].min(b[along]), to: a[along].max(b[along]), width: ruling.width }
    }
}

// Turning a box by a right angle is exact on the numbers of these tests.
#[allow(clippy::float_cmp)]
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_come_back_where_they_were() {
        for direction in [Direction::Right, Direction::Down, Direction::Left, Direction::Up] {
            let frame = Frame::of(direction, [600.0, 800.0]);
            let there = frame.box_in_frame([10.0, 20.0, 110.0, 32.0]);
            assert_eq!(frame.box_on_page(there), [10.0, 20.0, 110.0, 32.0], "{direction:?}");
        }
    }

    #[test]
    fn text_that_runs_up_reads_from_the_bottom() {
        let frame = Frame::of(Direction::Up, [600.0, 800.0]);
        assert_eq!(frame.point([100.0, 790.0]), [10.0, 100.0]);
        let ruling = Ruling { axis: Axis::Vertical, at: 50.0, from: 100.0, to: 700.0, width: 1.0 };
        let turned = frame.ruling(&ruling);
        assert_eq!((turned.axis, turned.at, turned.from, turned.to), (Axis::Horizontal, 50.0, 100.0, 700.0));
    }
}
