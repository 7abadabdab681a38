//! The font program that a file carries: what its glyphs say, and their widths.
//!
//! [`skrifa`] reads TrueType, OpenType and bare CFF. A glyph says what the
//! program's own character map or glyph names tell of it.

use super::names;
use super::symbols::SymbolSet;
use super::text::{Said, believe};
use skrifa::font::Kind;
use skrifa::raw::model::charmap::Encoding;
use skrifa::{Font, GlyphId};
use std::collections::HashMap;

/// The most entries of a program's character map that are read.
const MAPPINGS: usize = 1 << 17;

/// A font program.
pub(super) struct Program {
    font: Font,
    /// Characters by glyph, the least of each.
    chars: HashMap<u32, char>,
    symbols: SymbolSet,
}

impl Program {
    /// Reads a program; none when it is of no known kind.
    pub(super) fn parse(bytes: Vec<u8>, symbols: SymbolSet) -> Option<Self> {
        let font = Font::new(bytes, 0)?;
        let mut chars: HashMap<u32, char> = HashMap::new();
        for (code, glyph) in font.charmap().unicodes().take(MAPPINGS) {
            let Some(char) = char::from_u32(code) else { continue };
            let slot = chars.entry(glyph.to_u32()).or_insert(char);
            *slot = char.min(*slot);
        }
        Some(Self { font, chars, symbols })
    }

    /// What a glyph says.
    pub(super) fn text(&self, glyph: u32) -> Option<Said> {
        let mapped = self.chars.get(&glyph).and_then(|char| believe([*char], self.symbols));
        mapped.or_else(|| {
            let name = self.font.glyph_name(GlyphId::new(glyph)).filter(|name| !name.is_synthesized())?;
            names::text(name.as_str(), self.symbols)
        })
    }

    /// The glyph that a code of a simple font shows by the program's own encoding.
    pub(super) fn glyph(&self, code: u8) -> Option<u32> {
        let charmap = self.font.charmap();
        let code = u32::from(code);
        let find = |encoding: Encoding| {
            let offsets: &[u32] = match encoding.sfnt_ids() {
                Some((3, 0)) => &[0xF000, 0, 0xF100, 0xF200],
                Some((1, 0)) | None => &[0],
                Some(_) => return None,
            };
            offsets.iter().find_map(|offset| charmap.map_code(encoding, code + offset))
        };
        charmap.encodings().find_map(find).map(GlyphId::to_u32)
    }

    /// The glyph of a CID: in a program keyed by CIDs through its charset, else the CID itself.
    pub(super) fn glyph_of_cid(&self, cid: u32) -> Option<u32> {
        if self.font.is_cid_keyed() { self.font.glyph_by_cid(cid).map(GlyphId::to_u32) } else { Some(cid) }
    }

    /// The glyph with this name.
    pub(super) fn glyph_named(&self, name: &str) -> Option<u32> {
        self.font.glyph_by_name(name).map(GlyphId::to_u32)
    }

    /// The width of a glyph in em; none where the program has no table of widths.
    pub(super) fn width(&self, glyph: u32) -> Option<f32> {
        if !matches!(self.font.kind(), Kind::Sfnt(..)) || glyph >= self.font.num_glyphs() {
            return None;
        }
        let width = self.font.glyph_metrics().h_advance(GlyphId::new(glyph)) / f32::from(self.font.units_per_em());
        width.is_finite().then_some(width)
    }

    /// Whether the program calls itself bold.
    pub(super) fn bold(&self) -> bool {
        self.font.default_attributes().weight.value() >= 600.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(head in 0_usize..4, tail in proptest::collection::vec(any::<u8>(), 0..400)) {
            let heads: [&[u8]; 4] = [b"", b"\0\x01\0\0\0\x02", b"OTTO\0\x01", b"\x01\0\x04\x01"];
            let bytes = [heads[head], &tail].concat();
            if let Some(program) = Program::parse(bytes, SymbolSet::None) {
                for code in 0..=255 {
                    let glyph = program.glyph(code).unwrap_or_default();
                    let _ = (program.text(glyph), program.width(glyph), program.glyph_of_cid(glyph));
                }
                let _ = (program.bold(), program.glyph_named("A"));
            }
        }
    }
}
