//! Transformations of the plane.

#![expect(clippy::many_single_char_names, reason = "the specification names the numbers of a matrix a to f")]

use lopdf::Dictionary;

use crate::pdf::objects::Objects;

/// A transformation `[a b c d e f]`: x' = ax + cy + e, y' = bx + dy + f.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Matrix(pub [f64; 6]);

impl Matrix {
    /// The transformation that changes nothing.
    pub const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// The entry of a dictionary; the identity where it is missing or broken.
    pub fn of(objects: &Objects, dict: &Dictionary, key: &[u8]) -> Self {
        objects.numbers::<6>(dict, key).map_or(Self::IDENTITY, |numbers| Self(numbers.map(f64::from)))
    }

    /// First this, then the other.
    #[must_use]
    pub fn then(&self, next: &Self) -> Self {
        let [a, b, c, d, e, f] = self.0;
        let [g, h, i, j, k, l] = next.0;
        Self([a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l])
    }

    /// First a shift, then this.
    #[must_use]
    pub fn shifted(&self, x: f64, y: f64) -> Self {
        let [a, b, c, d, e, f] = self.0;
        Self([a, b, c, d, a * x + c * y + e, b * x + d * y + f])
    }

    /// Where a point goes.
    pub fn point(&self, x: f64, y: f64) -> [f64; 2] {
        let [a, b, c, d, e, f] = self.0;
        [a * x + c * y + e, b * x + d * y + f]
    }

    /// The bounds of a rectangle's image: least x, least y, greatest x, greatest y.
    pub fn bounds(&self, rect: [f64; 4]) -> [f64; 4] {
        let [left, low, right, high] = rect;
        let corners = [(left, low), (right, low), (left, high), (right, high)].map(|(x, y)| self.point(x, y));
        corners
            .iter()
            .fold([f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY], |[a, b, c, d], [x, y]| {
                [a.min(*x), b.min(*y), c.max(*x), d.max(*y)]
            })
    }

    /// The images of a unit of x and of a unit of y.
    pub fn units(&self) -> ([f64; 2], [f64; 2]) {
        let [a, b, c, d, ..] = self.0;
        ([a, b], [c, d])
    }

    /// The side of the square that a unit square becomes as large as.
    pub fn scale(&self) -> f64 {
        self.area().sqrt()
    }

    /// What the area of a unit square becomes.
    pub fn area(&self) -> f64 {
        let [a, b, c, d, ..] = self.0;
        (a * d - b * c).abs()
    }

    /// Whether all its numbers are finite.
    pub fn is_finite(&self) -> bool {
        self.0.iter().all(|number| number.is_finite())
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::float_cmp, reason = "these numbers are exact")]

    use super::*;

    #[test]
    fn then_applies_in_turn() {
        let twice = Matrix([2.0, 0.0, 0.0, 2.0, 0.0, 0.0]);
        let shift = Matrix([1.0, 0.0, 0.0, 1.0, 10.0, 20.0]);
        assert_eq!(twice.then(&shift).point(1.0, 1.0), [12.0, 22.0]);
        assert_eq!(shift.then(&twice).point(1.0, 1.0), [22.0, 42.0]);
        assert_eq!(twice.shifted(10.0, 20.0), shift.then(&twice));
    }

    #[test]
    fn bounds_hold_a_turned_rectangle() {
        let turned = Matrix([0.0, 1.0, -1.0, 0.0, 0.0, 0.0]);
        assert_eq!(turned.bounds([0.0, 0.0, 3.0, 1.0]), [-1.0, 0.0, 0.0, 3.0]);
    }
}
