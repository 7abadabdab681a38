//! Fonts: codes of strings → characters, widths and how they look.

use crate::pdf::budget::Budget;
use crate::pdf::objects::Objects;
use crate::pdf::sheet::Face;
use lopdf::Dictionary;

/// A font of a document.
#[derive(Debug)]
pub struct Font {
    face: Face,
    wide: bool,
}

/// A code of a string, as its font shows it.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'f> {
    /// Bytes of the code.
    pub bytes: usize,
    /// The code.
    pub code: u32,
    /// How far it moves on, in parts of the size; of vertical writing, downwards negative.
    pub advance: f32,
    /// What is added to the place of a glyph in vertical writing, in parts of the size.
    pub offset: [f32; 2],
    /// What it says.
    pub text: Text<'f>,
    /// Whether word spacing applies: a single-byte code 32.
    pub word_space: bool,
}

/// What a code says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Text<'f> {
    /// One character.
    Char(char),
    /// Several characters.
    Str(&'f str),
    /// The font does not tell.
    Unreadable,
}

impl Font {
    /// Reads a font; what it does not tell stays unreadable.
    pub fn load(objects: &Objects, dict: &Dictionary, _budget: &mut Budget) -> Self {
        let name = objects.name(dict, b"BaseFont").unwrap_or_default();
        Self {
            face: Face {
                name: String::from_utf8_lossy(name).into_owned(),
                ascent: 0.8,
                descent: -0.2,
                ..Face::default()
            },
            wide: objects.name(dict, b"Subtype") == Some(b"Type0"),
        }
    }

    /// How it looks.
    pub fn face(&self) -> &Face {
        &self.face
    }

    /// Whether it is set downwards.
    pub fn vertical(&self) -> bool {
        false
    }

    /// The first code of a string; none when the string is empty.
    pub fn next<'f>(&'f self, bytes: &[u8]) -> Option<Shown<'f>> {
        let first = *bytes.first()?;
        let length = if self.wide { bytes.len().min(2) } else { 1 };
        let text =
            if self.wide || !(32..127).contains(&first) { Text::Unreadable } else { Text::Char(char::from(first)) };
        Some(Shown {
            bytes: length,
            code: bytes[..length].iter().fold(0, |code, byte| code << 8 | u32::from(*byte)),
            advance: 0.6,
            offset: [0.0; 2],
            text,
            word_space: length == 1 && first == 32,
        })
    }
}
