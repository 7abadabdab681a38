//! Pages drawn by hand, and what is read from them.

mod hostile;
mod kinds;
mod law;
mod lines;
mod ruled;
mod running;
mod shaded;
mod tables;
mod tagged;

use super::{Page, Plate, Tables, pages};
use crate::pdf::sheet::{Axis, Direction, Face, Fill, Glyph, GlyphState, Mark, Ruling, Sheet};
use crate::pdf::structure::Structure;

/// A page on which text is set in letters of half an em, and lines are ruled.
#[derive(Clone, Debug)]
struct Drawn {
    sheet: Sheet,
    bold: bool,
    invisible: bool,
    mark: u32,
}

impl Drawn {
    fn page(number: u32) -> Self {
        let plain = Face { ascent: 0.8, descent: -0.2, ..Face::default() };
        let bold = Face { bold: true, ..plain.clone() };
        let sheet = Sheet { number, size: [600.0, 800.0], faces: vec![plain, bold], ..Sheet::default() };
        Self { sheet, bold: false, invisible: false, mark: 0 }
    }

    fn bold(mut self) -> Self {
        self.bold = !self.bold;
        self
    }

    fn invisible(mut self) -> Self {
        self.invisible = !self.invisible;
        self
    }

    /// Later glyphs stand in this marked content.
    fn marked(mut self, mark: Mark) -> Self {
        self.sheet.marks.push(mark);
        self.mark = self.sheet.marks.len() as u32;
        self
    }

    /// A line of ten-point text; spaces are gaps of a third of an em.
    fn text(self, x: f32, y: f32, text: &str) -> Self {
        self.sized(x, y, 10.0, text)
    }

    fn sized(mut self, x: f32, y: f32, size: f32, text: &str) -> Self {
        let mut at = x;
        for c in text.chars() {
            if c == ' ' {
                at += size / 3.0;
                continue;
            }
            self.glyph([at, y], size, Direction::Right, c);
            at += size / 2.0;
        }
        self
    }

    fn glyph(&mut self, origin: [f32; 2], size: f32, direction: Direction, c: char) {
        let text = self.sheet.text.len() as u32;
        self.sheet.text.push(c);
        self.sheet.glyphs.push(Glyph {
            text,
            length: c.len_utf8() as u8,
            direction,
            face: u16::from(self.bold),
            mark: self.mark,
            origin,
            advance: size / 2.0,
            size,
            state: GlyphState { invisible: self.invisible, unreadable: false },
        });
    }

    /// Lines of text, twelve points apart.
    fn lines(mut self, x: f32, y: f32, lines: &[&str]) -> Self {
        for (index, line) in lines.iter().enumerate() {
            self = self.text(x, y + 12.0 * index as f32, line);
        }
        self
    }

    /// The page as it is shown when a reader has to turn it clockwise: its text runs upwards.
    fn on_its_side(mut self) -> Self {
        let [width, height] = self.sheet.size;
        self.sheet.size = [height, width];
        for glyph in &mut self.sheet.glyphs {
            glyph.origin = [glyph.origin[1], width - glyph.origin[0]];
            glyph.direction = Direction::Up;
        }
        for ruling in &mut self.sheet.rulings {
            *ruling = match ruling.axis {
                Axis::Horizontal => {
                    Ruling { axis: Axis::Vertical, from: width - ruling.to, to: width - ruling.from, ..*ruling }
                }
                Axis::Vertical => Ruling { axis: Axis::Horizontal, at: width - ruling.at, ..*ruling },
            };
        }
        for fill in &mut self.sheet.fills {
            let [left, top, right, bottom] = fill.bbox;
            fill.bbox = [top, width - right, bottom, width - left];
        }
        self
    }

    fn rule(mut self, axis: Axis, at: f32, from: f32, to: f32) -> Self {
        self.sheet.rulings.push(Ruling { axis, at, from, to, width: 0.5 });
        self
    }

    /// A rectangle filled with a light shade: left, top, right, bottom.
    fn shade(mut self, bbox: [f32; 4]) -> Self {
        self.sheet.fills.push(Fill { bbox, grey: 0.9 });
        self
    }

    /// All lines of a grid.
    fn grid(mut self, xs: &[f32], ys: &[f32]) -> Self {
        let ends = |edges: &[f32]| (edges[0], edges[edges.len() - 1]);
        for y in ys {
            self = self.rule(Axis::Horizontal, *y, ends(xs).0, ends(xs).1);
        }
        for x in xs {
            self = self.rule(Axis::Vertical, *x, ends(ys).0, ends(ys).1);
        }
        self
    }

    /// A line of text in marked content of its own; ids count from 0.
    fn tagged(self, x: f32, y: f32, text: &str) -> Self {
        let id = self.sheet.marks.len() as u32;
        let mut drawn = self.marked(Mark { mcid: Some(id), ..Mark::default() }).text(x, y, text);
        drawn.mark = 0;
        drawn
    }

    fn read(self) -> Page {
        read(&[self.sheet]).remove(0)
    }
}

fn read(sheets: &[Sheet]) -> Vec<Page> {
    pages(sheets.iter().map(|sheet| Plate::of(sheet, Tables::Find)).collect(), &Structure::default())
}

/// The page's lines, cells parted by bars.
fn lines(page: &Page) -> Vec<String> {
    page.lines.iter().map(|line| page.text_of(line).replace('\t', "|")).collect()
}
