//! Composite fonts: codes of one to four bytes that mean glyphs of a CID font.
//!
//! What a code says is looked for in `ToUnicode`, then in the character
//! collection of the CIDs, then in the font program, and at last in the glyph
//! order of the font's family. Answers are kept in pages of 256 codes, filled
//! when one of them is first shown.

use super::codes::Codes;
use super::embedded::{self, Embedded};
use super::order::{self, Order};
use super::symbols::{SymbolSet, plain};
use super::text::{Entry, Page, Said, Text, believe};
use super::tounicode::ToUnicode;
use super::widths::{CidVerticals, CidWidths};
use crate::pdf::budget::Budget;
use crate::pdf::objects::Objects;
use crate::pdf::sheet::Face;
use hayro_cmap::{BfString, CMap, CidFamily, load_embedded};
use lopdf::{Dictionary, Object};
use std::sync::OnceLock;

/// How many glyphs are looked at to tell whether a source explains a font.
const SAMPLE: usize = 4096;

/// How well widths must bear out a `ToUnicode` that only repeats the codes.
const LIKENESS: (f32, usize) = (0.5, 6);

/// A composite font.
pub(super) struct Composite {
    codes: Codes,
    widths: CidWidths,
    verticals: Option<CidVerticals>,
    sources: Sources,
    /// Pages of one-byte codes, then of two-byte codes by their first byte.
    pages: Box<[OnceLock<Box<Page>>; 257]>,
}

/// Where the characters of a CID font are told.
struct Sources {
    symbols: SymbolSet,
    to_unicode: Option<ToUnicode>,
    /// From CIDs of a known collection to Unicode.
    collection: Option<CMap>,
    embedded: Embedded,
    /// Glyphs by CID, two bytes each.
    glyphs: Option<Vec<u8>>,
    order: Option<Order>,
}

impl Composite {
    /// Reads a composite font; the face becomes bold where the program says so.
    pub(super) fn load(objects: &Objects, font: &Dictionary, face: &mut Face, budget: &mut Budget) -> Self {
        let empty = Dictionary::new();
        let descendant = objects
            .array(font, b"DescendantFonts")
            .and_then(|fonts| objects.as_dict(fonts.first()?))
            .or_else(|| objects.dict(font, b"DescendantFonts"))
            .unwrap_or(&empty);
        let (codes, vertical) = Codes::load(objects, font, budget);
        let widths = CidWidths::load(objects, descendant, budget);
        let verticals = vertical.then(|| CidVerticals::load(objects, descendant, budget));
        let symbols = SymbolSet::named(&face.name);
        let mut sources = Sources {
            symbols,
            to_unicode: ToUnicode::load(objects, font, budget),
            collection: collection(objects, descendant, &codes),
            embedded: Embedded::default(),
            glyphs: None,
            order: None,
        };
        let shown: Vec<(u16, f32)> = widths.listed(SAMPLE).filter(|(cid, width)| *cid > 0 && *width > 0.0).collect();
        if matches!(codes, Codes::Identity) {
            sources.doubt(&shown);
            let told = |cid: u16| sources.told(u32::from(cid)).is_some();
            if sources.to_unicode.is_none() || !shown.iter().all(|(cid, _)| told(*cid)) {
                sources.open(objects, descendant, face, &shown, budget);
            }
        } else if sources.to_unicode.is_none() && sources.collection.is_none() {
            sources.open(objects, descendant, face, &shown, budget);
        }
        Self { codes, widths, verticals, sources, pages: Box::new([const { OnceLock::new() }; 257]) }
    }

    /// Whether the font is written downwards.
    pub(super) fn vertical(&self) -> bool {
        self.verticals.is_some()
    }

    /// The first code of a string.
    #[inline]
    pub(super) fn next(&self, bytes: &[u8]) -> Option<(u32, usize)> {
        self.codes.next(bytes)
    }

    /// Advance, shift of the origin, and characters of a code.
    #[inline]
    pub(super) fn shown(&self, code: u32, bytes: usize) -> (f32, [f32; 2], Text<'_>) {
        let slot = match bytes {
            1 => 256,
            2 => (code >> 8 & 0xFF) as usize,
            _ => return self.rare(code, bytes),
        };
        let page = self.pages[slot].get_or_init(|| {
            let high = code & !0xFF;
            Box::new(Page::fill(|low| self.tell(high | u32::from(low), bytes)))
        });
        let entry = page.entry(code as u8);
        let (advance, offset) = self.placed(code, bytes, entry);
        (advance, offset, page.text(entry))
    }

    /// A code of three or four bytes, or one that pages do not hold.
    fn rare(&self, code: u32, bytes: usize) -> (f32, [f32; 2], Text<'_>) {
        let (advance, said) = self.tell(code, bytes);
        let text = said.and_then(|said| said.char()).map_or(Text::Unreadable, Text::Char);
        match &self.verticals {
            None => (advance, [0.0; 2], text),
            Some(verticals) => {
                let measures = verticals.get(self.codes.cid(code, bytes).unwrap_or(0), advance);
                (measures.advance, measures.origin.map(|part| -part), text)
            }
        }
    }

    #[inline]
    fn placed(&self, code: u32, bytes: usize, entry: Entry) -> (f32, [f32; 2]) {
        match &self.verticals {
            None => (entry.advance, [0.0; 2]),
            Some(verticals) => {
                let measures = verticals.get(self.codes.cid(code, bytes).unwrap_or(0), entry.advance);
                (measures.advance, measures.origin.map(|part| -part))
            }
        }
    }

    /// Width and characters of a code.
    fn tell(&self, code: u32, bytes: usize) -> (f32, Option<Said>) {
        let Some(cid) = self.codes.cid(code, bytes) else {
            let stray = matches!(self.codes, Codes::Identity) && bytes == 1;
            return (0.0, if stray { Some(Said::nothing()) } else { self.sources.mapped(code) });
        };
        let said = self.sources.mapped(code).or_else(|| {
            let unicode = self.codes.unicode(code).and_then(|char| believe([char], self.sources.symbols));
            unicode.or_else(|| self.sources.collected(cid)).or_else(|| self.sources.programmed(cid))
        });
        (self.widths.get(cid), said)
    }
}

impl Sources {
    /// What `ToUnicode` tells of a code.
    fn mapped(&self, code: u32) -> Option<Said> {
        self.to_unicode.as_ref()?.get(code, self.symbols)
    }

    /// What the character collection tells of a CID.
    fn collected(&self, cid: u32) -> Option<Said> {
        match self.collection.as_ref()?.lookup_bf_string(cid)? {
            BfString::Char(char) => believe([char], self.symbols),
            BfString::String(text) => believe(text.chars(), self.symbols),
        }
    }

    /// What is told of a code that is its CID, before the program is asked.
    fn told(&self, cid: u32) -> Option<Said> {
        self.mapped(cid).or_else(|| self.collected(cid))
    }

    /// What the program, or the order of its glyphs, tells of a CID.
    fn programmed(&self, cid: u32) -> Option<Said> {
        let glyph = match &self.glyphs {
            Some(glyphs) => {
                let at = cid as usize * 2;
                glyphs.get(at..at + 2).map(|pair| u32::from(pair[0]) << 8 | u32::from(pair[1]))?
            }
            None => match &self.embedded.program {
                Some(program) => program.glyph_of_cid(cid)?,
                None => cid,
            },
        };
        let program = self.embedded.program.as_ref().and_then(|program| program.text(glyph));
        program.or_else(|| self.order?.get(glyph))
    }

    /// Gives a `ToUnicode` up that only repeats the codes, unless the widths bear it out.
    fn doubt(&mut self, shown: &[(u16, f32)]) {
        let same = |cid: u16| self.mapped(cid.into()).is_some_and(|said| said.char() == char::from_u32(cid.into()));
        let letters = shown.iter().filter(|(cid, _)| (0x21..0x7F).contains(cid));
        let (mut count, mut repeated) = (0, 0);
        for (cid, _) in letters {
            count += 1;
            repeated += usize::from(same(*cid));
        }
        if repeated > 0 && repeated * 10 >= count * 9 {
            let chars = shown.iter().filter_map(|(cid, width)| Some((char::from_u32((*cid).into())?, *width)));
            let enough = count >= 2 * LIKENESS.1;
            if enough && !order::text_widths(chars, LIKENESS.0, LIKENESS.1) {
                self.to_unicode = None;
            }
        }
    }

    /// Opens the font program, and looks whether its glyphs have the order of its family.
    fn open(
        &mut self,
        objects: &Objects,
        descendant: &Dictionary,
        face: &mut Face,
        shown: &[(u16, f32)],
        budget: &mut Budget,
    ) {
        let descriptor = objects.dict(descendant, b"FontDescriptor");
        self.embedded = Embedded::load(objects, embedded::stream(objects, descriptor), self.symbols, budget);
        face.bold |= self.embedded.program.as_ref().is_some_and(super::program::Program::bold);
        if let Some(Object::Stream(stream)) = objects.get(descendant, b"CIDToGIDMap") {
            self.glyphs = Some(objects.stream(stream, budget).into_owned());
        }
        let open = |cid: u16| self.programmed(cid.into()).is_none();
        if self.glyphs.is_none() && shown.iter().any(|(cid, _)| open(*cid)) {
            self.order = Order::of(&plain(&face.name), self.symbols, shown);
        }
    }
}

/// The map from CIDs to Unicode of the collection that a CID font names.
fn collection(objects: &Objects, descendant: &Dictionary, codes: &Codes) -> Option<CMap> {
    let family = objects.dict(descendant, b"CIDSystemInfo").and_then(|info| {
        let registry = objects.string(info, b"Registry")?;
        Some(CidFamily::from_registry_ordering(registry, objects.string(info, b"Ordering")?))
    });
    let known = family.as_ref().and_then(CidFamily::ucs2_cmap).or_else(|| codes.family()?.ucs2_cmap())?;
    CMap::parse(load_embedded(known)?, load_embedded)
}
