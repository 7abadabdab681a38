//! What a page of a PDF file draws: the border between [`pdf`](crate::pdf) and [`page`](crate::page).
//!
//! A [`Sheet`] holds the glyphs, rulings, fills and images of one page where a
//! reader sees them: in points, from the top-left corner of the page as
//! displayed (crop box, rotation and `UserUnit` applied). Nothing on a sheet is
//! a word or a line yet. Recognised scans become sheets too, with one glyph a word.

/// One page as it is drawn.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Page of the file, from 1.
    pub number: u32,
    /// Width and height as displayed, in points.
    pub size: [f32; 2],
    /// The page's label (`iv`, `A-3`), where the file gives labels.
    pub label: Option<String>,
    /// The characters of all glyphs, in the order in which they are drawn.
    pub text: String,
    /// Glyphs in the order in which they are drawn.
    pub glyphs: Vec<Glyph>,
    /// The fonts of the glyphs.
    pub faces: Vec<Face>,
    /// Stretches of marked content; a glyph names the innermost that holds it.
    pub marks: Vec<Mark>,
    /// Straight strokes and thin fills that run along an axis.
    pub rulings: Vec<Ruling>,
    /// Filled rectangles that are no rulings.
    pub fills: Vec<Fill>,
    /// Where images are drawn.
    pub images: Vec<ImageBox>,
    /// Its words were recognised on a picture of the page.
    pub recognised: bool,
    /// What was cut off because it would have cost too much, or could not be read.
    pub cuts: Vec<Cut>,
}

/// A glyph: what it says and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Glyph {
    /// First byte of its characters in [`Sheet::text`].
    pub text: u32,
    /// Bytes of its characters; 0 when they are not known.
    pub length: u8,
    /// Which way its baseline runs.
    pub direction: Direction,
    /// Index of its font in [`Sheet::faces`].
    pub face: u16,
    /// Index of its marked content in [`Sheet::marks`], plus 1; 0 for none.
    pub mark: u32,
    /// Where it stands on its baseline, in points.
    pub origin: [f32; 2],
    /// How far it reaches along its baseline, in points, spacing left out.
    pub advance: f32,
    /// Size of its font on the page, in points.
    pub size: f32,
    /// How its characters are known, and whether it shows.
    pub state: GlyphState,
}

/// How the characters of a glyph are known, and whether it shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GlyphState {
    /// Drawn in a mode that leaves no ink: a layer of recognised text.
    pub invisible: bool,
    /// The font does not tell its characters.
    pub unreadable: bool,
}

/// Which way a baseline runs on the page as displayed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Left to right, as most text.
    #[default]
    Right,
    /// Top to bottom: text turned clockwise.
    Down,
    /// Right to left, upside down.
    Left,
    /// Bottom to top: text turned anticlockwise.
    Up,
    /// Along none of the axes: a watermark.
    Askew,
    /// Upright glyphs one below the other.
    Vertical,
}

/// A font as far as layout asks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Face {
    /// Its name without the subset's tag.
    pub name: String,
    /// Bold, told by its weight, flags or name.
    pub bold: bool,
    /// Italic, told by its angle, flags or name.
    pub italic: bool,
    /// All glyphs have one width.
    pub fixed: bool,
    /// How far its letters reach above the baseline, in parts of its size.
    pub ascent: f32,
    /// How far its letters reach below the baseline, in parts of its size; negative.
    pub descent: f32,
}

/// A stretch of marked content.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mark {
    /// Its id in the structure tree, on this page.
    pub mcid: Option<u32>,
    /// Declared to be no content: a running head, a rule, a background.
    pub artifact: bool,
    /// The characters that it stands for, whatever its glyphs are.
    pub actual_text: Option<String>,
    /// The mark around it, plus 1; 0 for none.
    pub parent: u32,
}

/// A straight line along an axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ruling {
    /// Along which axis.
    pub axis: Axis,
    /// Its place on the other axis: y of a horizontal one, x of a vertical one, in points.
    pub at: f32,
    /// Where it begins, in points.
    pub from: f32,
    /// Where it ends, in points.
    pub to: f32,
    /// Its thickness in points.
    pub width: f32,
}

/// One of the two axes of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// Left to right.
    Horizontal,
    /// Top to bottom.
    Vertical,
}

/// A filled rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fill {
    /// Left, top, right, bottom in points.
    pub bbox: [f32; 4],
    /// How dark it is: 0 black, 1 white.
    pub grey: f32,
}

/// An image on the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ImageBox {
    /// Left, top, right, bottom in points.
    pub bbox: [f32; 4],
    /// Width and height in samples.
    pub samples: [u32; 2],
    /// Object and generation number of the image; none for an inline image.
    pub object: Option<(u32, u16)>,
}

/// Something of a page that is missing from its sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cut {
    /// Its content inflates to more bytes than a page may have.
    InflatedBytes,
    /// It has more operators than a page may have.
    Operators,
    /// It has more glyphs than a page may have.
    Glyphs,
    /// It has more objects than are looked at.
    Objects,
    /// Forms lie within forms, deeper or oftener than is read.
    Forms,
    /// The document had used its time up.
    Time,
    /// A stream of it is damaged and was read up to the damage.
    Damage,
}

impl Sheet {
    /// What a glyph says; empty when that is not known.
    pub fn text_of(&self, glyph: &Glyph) -> &str {
        let from = glyph.text as usize;
        self.text.get(from..from + usize::from(glyph.length)).unwrap_or_default()
    }
}
