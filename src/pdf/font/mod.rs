//! Fonts: from the codes of a shown string to characters and widths.
//!
//! A font may tell its characters in many places, and may tell them wrongly or
//! not at all. They are looked for in turn: `ToUnicode`, the encoding and its
//! glyph names, the collection of its CIDs, the font program, the glyph order
//! of its family. What none of them tells stays unreadable: a font never makes
//! text up.
//!
//! All is looked up when a font is loaded, or when a stretch of 256 codes is
//! first shown; [`Font::next`] only reads tables.

mod codes;
mod composite;
mod core14;
mod embedded;
mod encoding;
mod face;
mod names;
mod order;
mod program;
mod simple;
mod symbols;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod text;
mod tounicode;
mod type1;
pub mod type3;
mod widths;

pub use text::Text;
pub use type3::Type3;

use super::budget::Budget;
use super::objects::Objects;
use super::sheet::Face;
use composite::Composite;
use core14::Core14;
use encoding::Encoding;
use lopdf::Dictionary;
use simple::Kind;
use text::Page;

/// How far a character reaches in the face that is used where a file names none, in em.
pub fn usual_advance(character: char) -> f32 {
    let code = u8::try_from(character).ok();
    code.and_then(|code| Core14::Helvetica.width(Encoding::WinAnsi.name(code)?)).unwrap_or(0.556)
}

/// A font as a content stream uses it.
pub struct Font {
    face: Face,
    codes: Codes,
    type3: Option<Type3>,
}

enum Codes {
    Simple(Box<Page>),
    Composite(Box<Composite>),
}

/// The first code of a string, decoded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shown<'f> {
    /// Bytes of the code in the string.
    pub bytes: usize,
    /// The code.
    pub code: u32,
    /// How far the next glyph is, in em (1 is the size of the font): along x, or
    /// in vertical writing along y, where it is negative.
    pub advance: f32,
    /// What is added to the glyph's place in vertical writing, in em: from the
    /// origin of vertical writing to that of horizontal writing.
    pub offset: [f32; 2],
    /// What it says.
    pub text: Text<'f>,
    /// Whether word spacing applies: the single-byte code 32.
    pub word_space: bool,
}

impl Font {
    /// Reads a font. Never fails: what cannot be read stays unreadable.
    pub fn load(objects: &Objects, dict: &Dictionary, budget: &mut Budget) -> Self {
        let subtype = objects.name(dict, b"Subtype").unwrap_or_default();
        let descendant = || objects.as_dict(objects.array(dict, b"DescendantFonts")?.first()?);
        let base = objects
            .name(dict, b"BaseFont")
            .or_else(|| objects.name(descendant()?, b"BaseFont"))
            .or_else(|| objects.name(dict, b"Name").filter(|_| subtype == b"Type3"))
            .unwrap_or_default();
        let descriptor =
            objects.dict(dict, b"FontDescriptor").or_else(|| objects.dict(descendant()?, b"FontDescriptor"));
        let mut face = face::load(objects, face::untagged(base), descriptor);
        if subtype == b"Type0" || dict.has(b"DescendantFonts") {
            let composite = Composite::load(objects, dict, &mut face, budget);
            return Self { face, codes: Codes::Composite(Box::new(composite)), type3: None };
        }
        let type3 = (subtype == b"Type3").then(|| Type3::load(objects, dict));
        let kind = match (&type3, subtype) {
            (Some(type3), _) => Kind::Type3(type3),
            (None, b"TrueType") => Kind::TrueType,
            (None, _) => Kind::Type1,
        };
        let page = simple::load(objects, dict, kind, &mut face, budget);
        Self { face, codes: Codes::Simple(Box::new(page)), type3 }
    }

    /// What layout asks of it.
    pub fn face(&self) -> &Face {
        &self.face
    }

    /// Whether it is written downwards.
    pub fn vertical(&self) -> bool {
        match &self.codes {
            Codes::Simple(_) => false,
            Codes::Composite(composite) => composite.vertical(),
        }
    }

    /// What is needed to draw its glyphs, if it is a Type 3 font.
    pub fn type3(&self) -> Option<&Type3> {
        self.type3.as_ref()
    }

    /// Decodes the first code of a string; none at its end.
    #[inline]
    pub fn next(&self, bytes: &[u8]) -> Option<Shown<'_>> {
        match &self.codes {
            Codes::Simple(page) => {
                let code = *bytes.first()?;
                let entry = page.entry(code);
                Some(Shown {
                    bytes: 1,
                    code: u32::from(code),
                    advance: entry.advance,
                    offset: [0.0; 2],
                    text: page.text(entry),
                    word_space: code == b' ',
                })
            }
            Codes::Composite(composite) => {
                let (code, bytes) = composite.next(bytes)?;
                let (advance, offset, text) = composite.shown(code, bytes);
                let word_space = bytes == 1 && code == u32::from(b' ');
                Some(Shown { bytes, code, advance, offset, text, word_space })
            }
        }
    }
}
