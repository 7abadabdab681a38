//! The sheet that a page is drawn on.

use super::matrix::Matrix;
use super::path::Shapes;
use crate::pdf::font::Text;
use crate::pdf::sheet::{Cut, Direction, Face, Glyph, GlyphState, ImageBox, Mark, Sheet};

/// How many marks of a page are kept.
const MOST_MARKS: usize = 1 << 18;
/// How many images of a page are kept.
const MOST_IMAGES: usize = 1 << 16;
/// How far a baseline may lean against an axis, as a tangent, and still run along it.
const LEAN: f64 = 0.12;

/// What the glyphs of one string have in common.
#[derive(Clone, Copy, Debug)]
pub struct Hand {
    /// Index of the font's face.
    pub face: u16,
    /// Which way they run.
    pub direction: Direction,
    /// Size as displayed.
    pub size: f32,
    /// Drawn without ink.
    pub invisible: bool,
    /// Index of the mark around them, plus 1.
    pub mark: u32,
}

/// A sheet in the making.
#[derive(Debug)]
pub struct Canvas {
    sheet: Sheet,
    shapes: Shapes,
    over: bool,
}

impl Canvas {
    /// An empty page of this size.
    pub fn new(number: u32, size: [f32; 2]) -> Self {
        Self { sheet: Sheet { number, size, ..Sheet::default() }, shapes: Shapes::default(), over: false }
    }

    /// Labels the page.
    pub fn label(&mut self, label: Option<String>) {
        self.sheet.label = label;
    }

    /// Adds a face; its index, the last one when there are too many.
    pub fn face(&mut self, face: &Face) -> u16 {
        if self.sheet.faces.len() < usize::from(u16::MAX) {
            self.sheet.faces.push(face.clone());
        }
        (self.sheet.faces.len() - 1) as u16
    }

    /// Makes room for the glyphs that content of this length usually has.
    pub fn expect(&mut self, content: usize) {
        let glyphs = (content / 16).min(8192);
        self.sheet.glyphs.reserve(glyphs);
        self.sheet.text.reserve(glyphs);
    }

    /// Adds a glyph, unless it stands wholly outside of the page.
    pub fn glyph(&mut self, hand: &Hand, origin: [f64; 2], advance: f64, says: Text) {
        let [x, y] = origin;
        let [width, height] = self.sheet.size.map(f64::from);
        let inside = x >= 0.0 && y >= 0.0 && x <= width && y <= height;
        if !inside && !self.touches(hand, origin, advance) {
            return;
        }
        let text = self.sheet.text.len();
        match says {
            Text::Char(character) => self.sheet.text.push(character),
            Text::Str(characters) => {
                let most = characters.floor_char_boundary(usize::from(u8::MAX));
                self.sheet.text.push_str(&characters[..most]);
            }
            Text::Unreadable => {}
        }
        self.sheet.glyphs.push(Glyph {
            text: text as u32,
            length: (self.sheet.text.len() - text) as u8,
            direction: hand.direction,
            face: hand.face,
            mark: hand.mark,
            origin: [x as f32, y as f32],
            advance: advance as f32,
            size: hand.size,
            state: GlyphState { invisible: hand.invisible, unreadable: says == Text::Unreadable },
        });
    }

    /// Whether the box of a glyph touches the page.
    fn touches(&self, hand: &Hand, [x, y]: [f64; 2], advance: f64) -> bool {
        let size = f64::from(hand.size);
        let (up, down) = (0.9 * size, 0.25 * size);
        let [left, top, right, bottom] = match hand.direction {
            Direction::Right => [x, y - up, x + advance, y + down],
            Direction::Left => [x - advance, y - down, x, y + up],
            Direction::Down => [x - down, y, x + up, y + advance],
            Direction::Up => [x - up, y - advance, x + down, y],
            Direction::Vertical => [x, y - up, x + size, y + down],
            Direction::Askew => [x - advance, y - advance, x + advance, y + advance],
        };
        let [width, height] = self.sheet.size.map(f64::from);
        right >= 0.0 && bottom >= 0.0 && left <= width && top <= height
    }

    /// How many glyphs it has.
    pub fn glyphs(&self) -> usize {
        self.sheet.glyphs.len()
    }

    /// Adds a mark; its index plus 1.
    pub fn mark(&mut self, mark: Mark) -> u32 {
        if self.sheet.marks.len() >= MOST_MARKS {
            self.over = true;
            return mark.parent;
        }
        self.sheet.marks.push(mark);
        self.sheet.marks.len() as u32
    }

    /// Adds an image that fills the unit square of this space.
    pub fn image(&mut self, matrix: &Matrix, samples: [u32; 2], object: Option<(u32, u16)>) {
        let bbox = matrix.bounds([0.0, 0.0, 1.0, 1.0]).map(|number| number as f32);
        let [width, height] = self.sheet.size;
        let shown = bbox[2] > 0.0 && bbox[3] > 0.0 && bbox[0] < width && bbox[1] < height;
        if !bbox.iter().all(|number| number.is_finite()) || !shown {
            return;
        }
        if self.sheet.images.len() >= MOST_IMAGES {
            self.over = true;
            return;
        }
        self.sheet.images.push(ImageBox { bbox, samples, object });
    }

    /// Where rulings and fills go.
    pub fn shapes(&mut self) -> &mut Shapes {
        &mut self.shapes
    }

    /// Notes that something was too much to keep.
    pub fn cut(&mut self) {
        self.over = true;
    }

    /// The sheet, with these cuts and those of its own.
    pub fn finish(mut self, cuts: &[Cut]) -> Sheet {
        let (rulings, fills, over) = self.shapes.finish(self.sheet.size);
        self.sheet.rulings = rulings;
        self.sheet.fills = fills;
        self.sheet.cuts = cuts.to_vec();
        if (over || self.over) && !cuts.contains(&Cut::Operators) {
            self.sheet.cuts.push(Cut::Operators);
        }
        self.sheet.cuts.sort_unstable();
        self.sheet
    }
}

/// Which way a baseline along this vector of the page as displayed runs.
pub fn direction([x, y]: [f64; 2]) -> Direction {
    let (along, across) = (x.abs(), y.abs());
    if across <= along * LEAN {
        if x >= 0.0 { Direction::Right } else { Direction::Left }
    } else if along <= across * LEAN {
        if y >= 0.0 { Direction::Down } else { Direction::Up }
    } else {
        Direction::Askew
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directions_are_those_a_reader_sees() {
        assert_eq!(direction([1.0, 0.05]), Direction::Right);
        assert_eq!(direction([0.0, 1.0]), Direction::Down);
        assert_eq!(direction([0.0, -1.0]), Direction::Up);
        assert_eq!(direction([-1.0, 0.0]), Direction::Left);
        assert_eq!(direction([1.0, -1.0]), Direction::Askew);
    }

    #[test]
    fn glyphs_beside_the_page_are_left_out() {
        let mut canvas = Canvas::new(1, [100.0, 100.0]);
        let hand = Hand { face: 0, direction: Direction::Right, size: 10.0, invisible: false, mark: 0 };
        for x in [-20.0, -4.0, 50.0, 101.0] {
            canvas.glyph(&hand, [x, 50.0], 5.0, Text::Char('x'));
        }
        canvas.glyph(&hand, [50.0, 130.0], 5.0, Text::Char('y'));
        let sheet = canvas.finish(&[]);
        let places: Vec<f32> = sheet.glyphs.iter().map(|glyph| glyph.origin[0]).collect();
        assert_eq!((places, sheet.text.as_str()), (vec![-4.0, 50.0], "xx"));
    }
}
