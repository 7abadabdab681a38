//! The graphics state, as far as it tells where and how text and rulings stand.

use super::matrix::Matrix;

/// What `q` saves and `Q` restores.
#[derive(Clone, Debug)]
pub struct State {
    /// From the space of the content to the page as displayed.
    pub matrix: Matrix,
    /// Width of strokes, in the space of the content.
    pub line_width: f64,
    /// How light fills are: 0 black, 1 white.
    pub fill: f32,
    /// How the numbers of the fill colour are to be read.
    pub fill_space: ColourSpace,
    /// How text is set.
    pub text: TextState,
}

/// How text is set.
#[derive(Clone, Debug)]
pub struct TextState {
    /// Index of the font among those of the page.
    pub font: Option<u16>,
    /// Size of the font.
    pub size: f64,
    /// Space after each glyph.
    pub glyph_space: f64,
    /// Space after each blank.
    pub word_space: f64,
    /// Horizontal scale; 1 for none.
    pub stretch: f64,
    /// Distance of lines.
    pub leading: f64,
    /// Height above the baseline.
    pub rise: f64,
    /// How glyphs are painted, from 0 to 7.
    pub mode: u8,
}

/// What the numbers of a colour mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColourSpace {
    /// One, three or four numbers: light, red-green-blue, or inks.
    ByCount,
    /// One number: how much ink.
    Tint,
    /// Lightness of 100, and two hues.
    Lab,
    /// Nothing that tells how light it is.
    Unknown,
}

impl ColourSpace {
    /// How light a colour of this space is.
    pub fn grey(self, numbers: &[f64]) -> f32 {
        let grey = match (self, numbers) {
            (Self::ByCount, [grey]) => *grey,
            (Self::Tint, [tint]) => 1.0 - tint,
            (Self::Lab, [light, ..]) => light / 100.0,
            (Self::ByCount, [red, green, blue]) => 0.299 * red + 0.587 * green + 0.114 * blue,
            (Self::ByCount, [cyan, magenta, yellow, black]) => {
                (1.0 - (0.299 * cyan + 0.587 * magenta + 0.114 * yellow)) * (1.0 - black)
            }
            _ => 0.5,
        };
        grey.clamp(0.0, 1.0) as f32
    }
}

impl State {
    /// The state at the beginning of a page.
    pub fn new(matrix: Matrix) -> Self {
        Self {
            matrix,
            line_width: 1.0,
            fill: 0.0,
            fill_space: ColourSpace::ByCount,
            text: TextState {
                font: None,
                size: 0.0,
                glyph_space: 0.0,
                word_space: 0.0,
                stretch: 1.0,
                leading: 0.0,
                rise: 0.0,
                mode: 0,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ColourSpace;

    #[test]
    fn ink_is_dark_and_light_is_light() {
        let near = |grey: f32, expected: f32| assert!((grey - expected).abs() < 0.01, "{grey} for {expected}");
        near(ColourSpace::ByCount.grey(&[1.0]), 1.0);
        near(ColourSpace::Tint.grey(&[1.0]), 0.0);
        near(ColourSpace::ByCount.grey(&[0.0, 0.0, 0.0, 0.0]), 1.0);
        near(ColourSpace::ByCount.grey(&[0.0, 0.0, 0.0, 1.0]), 0.0);
        near(ColourSpace::ByCount.grey(&[0.0, 1.0, 0.0]), 0.587);
        near(ColourSpace::Lab.grey(&[50.0, 9.0, 9.0]), 0.5);
    }
}
