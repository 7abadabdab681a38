//! The frame of a page: which part of its space is shown, how large, and which way up.

use super::content::matrix::Matrix;

/// What a page says of its frame, inherited entries included.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Boxes {
    /// Its `MediaBox`.
    pub media: Option<[f32; 4]>,
    /// Its `CropBox`.
    pub crop: Option<[f32; 4]>,
    /// Its `Rotate`, in degrees clockwise.
    pub turn: i64,
    /// Its `UserUnit`: points to a unit of its space.
    pub unit: Option<f32>,
}

/// The size of a page that does not tell it: US Letter, as viewers take it.
const LETTER: [f32; 4] = [0.0, 0.0, 612.0, 792.0];

/// The longest side that a page may have, in units: ISO 32000-1 Annex C gives 14,400; files have more.
const LONGEST: f32 = 200_000.0;

impl Boxes {
    /// Width and height as displayed, in points, and the way from the page's space to there.
    pub fn frame(&self) -> ([f32; 2], Matrix) {
        let sound = |rect: &[f32; 4]| {
            let (width, height) = (rect[2] - rect[0], rect[3] - rect[1]);
            width >= 1.0 && height >= 1.0 && width <= LONGEST && height <= LONGEST
        };
        let media = self.media.filter(sound).unwrap_or(LETTER);
        let shown = self
            .crop
            .map(|crop| [crop[0].max(media[0]), crop[1].max(media[1]), crop[2].min(media[2]), crop[3].min(media[3])])
            .filter(sound)
            .unwrap_or(media);
        let unit = f64::from(self.unit.filter(|unit| (0.01..=1000.0).contains(unit)).unwrap_or(1.0));
        let [left, low, right, high] = shown.map(f64::from);
        let matrix = match self.turn.rem_euclid(360) {
            45..135 => [0.0, 1.0, 1.0, 0.0, -low, -left],
            135..225 => [-1.0, 0.0, 0.0, 1.0, right, -low],
            225..315 => [0.0, -1.0, -1.0, 0.0, high, right],
            _ => [1.0, 0.0, 0.0, -1.0, -left, high],
        };
        let matrix = Matrix(matrix.map(|number| number * unit));
        let [x, y, to_x, to_y] = matrix.bounds([left, low, right, high]);
        ([(to_x - x) as f32, (to_y - y) as f32], matrix)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::float_cmp, reason = "these numbers are exact")]

    use super::*;

    /// Where the lower left and upper right corners of the crop box are displayed.
    fn corners(turn: i64) -> ([f32; 2], [f64; 2], [f64; 2]) {
        let boxes = Boxes {
            media: Some([0.0, 0.0, 500.0, 700.0]),
            crop: Some([10.0, 20.0, 410.0, 620.0]),
            turn,
            unit: Some(2.0),
        };
        let (size, matrix) = boxes.frame();
        (size, matrix.point(10.0, 20.0), matrix.point(410.0, 620.0))
    }

    #[test]
    fn each_turn_puts_the_corners_where_a_reader_sees_them() {
        assert_eq!(corners(0), ([800.0, 1200.0], [0.0, 1200.0], [800.0, 0.0]));
        assert_eq!(corners(90), ([1200.0, 800.0], [0.0, 0.0], [1200.0, 800.0]));
        assert_eq!(corners(180), ([800.0, 1200.0], [800.0, 0.0], [0.0, 1200.0]));
        assert_eq!(corners(-90), ([1200.0, 800.0], [1200.0, 800.0], [0.0, 0.0]));
    }

    #[test]
    fn a_page_without_a_sound_box_is_a_letter() {
        let boxes = Boxes {
            media: Some([0.0, 0.0, 0.0, 0.0]),
            crop: Some([9000.0, 9000.0, 9999.0, 9999.0]),
            ..Boxes::default()
        };
        assert_eq!(boxes.frame().0, [612.0, 792.0]);
    }
}
