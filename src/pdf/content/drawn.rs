//! Glyphs that are drawn: the procedures of Type 3 fonts (ISO 32000-1, 9.6.5).
//!
//! Only those of codes whose characters the font does not tell are carried out. A procedure may show text of
//! other fonts, which is then what the code says; may draw lines; or nothing, where the code is a blank. What
//! draws anything else stays unreadable.

use super::interpreter::{Interpreter, Resources};
use super::matrix::Matrix;
use super::show::Drawing;
use crate::pdf::font::{Text, type3};
use lopdf::Dictionary;

/// What a glyph procedure is known to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    /// Nothing.
    None,
    /// Something that is neither text nor a line.
    Mark,
    /// Lines or rectangles.
    Lines,
    /// Text of other fonts.
    Text,
}

/// Forms that a page keeps for its content, whatever its glyphs draw.
const RESERVED_FORMS: u64 = 4096;

impl<'d> Interpreter<'d> {
    /// Draws glyphs of a Type 3 font.
    pub(super) fn draw_glyphs(&mut self, font: u16, glyphs: &[Drawing]) {
        let objects = self.context.objects;
        let Some(dict) = self.page_fonts.dict(font) else { return };
        let resources = objects.dict(dict, b"Resources").map(|dict| Resources::new(objects, Some(dict)));
        for glyph in glyphs {
            let known = self.page_fonts.inks.get(&(font, glyph.code)).copied();
            let ink = match known {
                Some(ink @ (Ink::None | Ink::Mark)) => ink,
                _ => self.draw_glyph(font, dict, &resources.unwrap_or_default(), glyph).unwrap_or(Ink::Mark),
            };
            self.page_fonts.inks.insert((font, glyph.code), ink);
            if matches!(ink, Ink::Mark | Ink::Lines) && !self.marked.hidden() {
                self.canvas.glyph(&glyph.hand, glyph.origin, glyph.reach, Text::Unreadable);
            }
        }
    }

    /// Carries out the procedure of one glyph; none where it may not or does not exist.
    fn draw_glyph(
        &mut self,
        font: u16,
        dict: &'d Dictionary,
        resources: &Resources<'d>,
        glyph: &Drawing,
    ) -> Option<Ink> {
        let objects = self.context.objects;
        if self.stopped || self.budget.left().forms < RESERVED_FORMS {
            return None;
        }
        let procedure = self.page_fonts.procedure(font, glyph.code)?;
        let stream = objects.object(procedure).and_then(|object| objects.as_stream(object))?;
        let glyph_space = Matrix(type3::matrix(objects, dict).map(f64::from));
        let placed = glyph_space.then(&glyph.space);
        let (painted, glyphs, shapes) = (self.painted, self.canvas.glyphs(), self.canvas.shapes().count());
        self.draw_form(stream, Some(procedure), resources, placed);
        Some(if self.canvas.glyphs() > glyphs {
            Ink::Text
        } else if self.painted == painted {
            Ink::None
        } else if self.canvas.shapes().count() > shapes {
            Ink::Lines
        } else {
            Ink::Mark
        })
    }
}
