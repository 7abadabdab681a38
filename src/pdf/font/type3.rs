//! Type 3 fonts: glyphs drawn by content streams.

use crate::pdf::objects::Objects;
use lopdf::{Dictionary, Object, ObjectId};
use std::collections::HashMap;

/// What is needed to draw the glyphs of a Type 3 font.
#[derive(Debug)]
pub struct Type3 {
    /// From glyph space to text space.
    pub matrix: [f32; 6],
    /// The resources of its glyphs; none where they are those of the page.
    pub resources: Option<Dictionary>,
    procedures: HashMap<u8, ObjectId>,
}

/// The matrix of a font that gives none.
const MATRIX: [f32; 6] = [0.001, 0.0, 0.0, 0.001, 0.0, 0.0];

impl Type3 {
    pub(super) fn load(objects: &Objects, font: &Dictionary) -> Self {
        let matrix = objects.numbers::<6>(font, b"FontMatrix").unwrap_or(MATRIX);
        let resources = objects.dict(font, b"Resources").cloned();
        Self { matrix, resources, procedures: procedures(objects, font).unwrap_or_default() }
    }

    /// The content stream that draws a code.
    pub fn procedure(&self, code: u8) -> Option<ObjectId> {
        self.procedures.get(&code).copied()
    }

    /// The width of a thousand units of glyph space, in em.
    pub(super) fn scale(&self) -> f32 {
        let scale = self.matrix[0].hypot(self.matrix[1]) * 1000.0;
        if scale.is_finite() { scale } else { 1.0 }
    }
}

/// The streams of the names in the font's encoding.
fn procedures(objects: &Objects, font: &Dictionary) -> Option<HashMap<u8, ObjectId>> {
    let streams = objects.dict(font, b"CharProcs")?;
    let differences = objects.array(objects.dict(font, b"Encoding")?, b"Differences")?;
    let mut procedures = HashMap::new();
    let mut code = 0_i64;
    for object in differences.iter().take(1024) {
        match objects.resolve(object) {
            Object::Name(name) => {
                if let (Ok(code), Ok(id)) = (u8::try_from(code), streams.get(name).and_then(Object::as_reference)) {
                    procedures.insert(code, id);
                }
                code = code.saturating_add(1);
            }
            other => code = objects.as_integer(other).unwrap_or(code),
        }
    }
    Some(procedures)
}
