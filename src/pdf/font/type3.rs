//! Type 3 fonts: glyphs drawn by content streams.

use crate::pdf::budget::Budget;
use crate::pdf::objects::Objects;
use lopdf::{Dictionary, Object, ObjectId};
use std::collections::BTreeMap;

/// What is needed to draw the glyphs of a Type 3 font.
#[derive(Debug)]
pub struct Type3 {
    /// From glyph space to text space.
    matrix: [f32; 6],
    /// How high its glyphs are, in glyph space.
    height: f32,
    procedures: BTreeMap<u8, ObjectId>,
}

/// The matrix of a font that gives none.
const MATRIX: [f32; 6] = [0.001, 0.0, 0.0, 0.001, 0.0, 0.0];
/// Height of the glyphs of usual fonts, in em.
const USUAL_HEIGHT: f32 = 1.25;
/// Heights that a font whose size says how large its glyphs are may have, in em.
const TOLD_HEIGHTS: [f32; 2] = [0.4, 3.0];
/// How many bytes of a procedure tell its width.
const HEAD: usize = 128;

/// From the glyph space of a font to its text space.
pub fn matrix(objects: &Objects, font: &Dictionary) -> [f32; 6] {
    objects.numbers::<6>(font, b"FontMatrix").unwrap_or(MATRIX)
}

impl Type3 {
    pub(super) fn load(objects: &Objects, font: &Dictionary) -> Self {
        let height = objects.rect(font, b"FontBBox").map_or(0.0, |[_, bottom, _, top]| top - bottom);
        let procedures = procedures(objects, font).unwrap_or_default();
        Self { matrix: matrix(objects, font), height, procedures }
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

    /// How large its glyphs are against those of a usual font of the same size.
    pub fn em(&self) -> f32 {
        let height = self.height * self.matrix[2].hypot(self.matrix[3]);
        let untold = height.is_finite() && height > 0.0 && !(TOLD_HEIGHTS[0]..=TOLD_HEIGHTS[1]).contains(&height);
        if untold { height / USUAL_HEIGHT } else { 1.0 }
    }

    /// The widths that its procedures begin with, in em; none where it has no procedures.
    pub(super) fn widths(&self, objects: &Objects, budget: &mut Budget) -> Option<[Option<f32>; 256]> {
        let mut widths = [None; 256];
        for (code, id) in &self.procedures {
            let stream = objects.object(*id).and_then(|object| objects.as_stream(object))?;
            let content = objects.stream(stream, budget);
            let head = String::from_utf8_lossy(&content[..content.len().min(HEAD)]).into_owned();
            let width = head.split_whitespace().next().and_then(|number| number.parse::<f32>().ok());
            widths[usize::from(*code)] =
                width.map(|width| width * self.scale() / 1000.0).filter(|width| width.is_finite());
        }
        (!self.procedures.is_empty()).then_some(widths)
    }
}

/// The streams of the names in the font's encoding.
fn procedures(objects: &Objects, font: &Dictionary) -> Option<BTreeMap<u8, ObjectId>> {
    let streams = objects.dict(font, b"CharProcs")?;
    let differences = objects.array(objects.dict(font, b"Encoding")?, b"Differences")?;
    let mut procedures = BTreeMap::new();
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
