//! Simple fonts: one byte a code. Type 1, TrueType, Type 3.
//!
//! What a code says is looked for where it is told best: in `ToUnicode`, in the
//! names of `Differences`, in the encoding, in the font program, and at last
//! in the usual encoding, if the widths of the codes bear that out.

use super::core14::Core14;
use super::embedded::{self, Embedded};
use super::encoding::Encoding;
use super::face::Flags;
use super::names;
use super::order::{self, Order};
use super::symbols::{SymbolSet, plain};
use super::text::{Page, Said};
use super::tounicode::ToUnicode;
use super::type3::Type3;
use super::widths;
use crate::pdf::budget::Budget;
use crate::pdf::objects::Objects;
use crate::pdf::sheet::Face;
use lopdf::{Dictionary, Object};

/// A kind of simple font.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind<'t> {
    Type1,
    TrueType,
    Type3(&'t Type3),
}

/// How well the widths of codes must go together with those of a text face, and
/// over how many, before codes that nothing explains are read as the usual encoding.
/// The second is for codes that lie far apart, as letters that a text happens to use do: a
/// writer that numbers the glyphs anew leaves no gaps.
const LIKENESS: (f32, usize) = (0.85, 12);
const APART: (f32, usize) = (0.6, 6);

struct Simple<'a> {
    kind: Kind<'a>,
    symbols: SymbolSet,
    symbolic: bool,
    to_unicode: Option<ToUnicode>,
    differences: Box<[Option<&'a str>; 256]>,
    base: Option<Encoding>,
    embedded: Embedded,
    carried: bool,
    standard: Option<Core14>,
    order: Option<Order>,
    /// Whether codes that nothing explains are those of the usual encoding.
    usual: bool,
}

/// Width and characters of the codes of a font; the face becomes bold where the program says so.
pub(super) fn load(objects: &Objects, font: &Dictionary, kind: Kind<'_>, face: &mut Face, budget: &mut Budget) -> Page {
    let descriptor = objects.dict(font, b"FontDescriptor");
    let flags = Flags::load(objects, descriptor);
    let to_unicode = ToUnicode::load(objects, font, budget);
    let (base, differences) = encoding(objects, font, budget);
    let program = embedded::stream(objects, descriptor);
    let named = Core14::named(&face.name, face.bold, face.italic);
    let symbols = match SymbolSet::named(&face.name) {
        SymbolSet::None if program.is_none() => named.map_or(SymbolSet::None, Core14::symbols),
        set => set,
    };
    let widths = match kind {
        Kind::Type3(type3) => widths::simple(objects, font, type3.scale()).or_else(|| type3.widths(objects, budget)),
        _ => widths::simple(objects, font, 1.0),
    };
    let standard = named.filter(|_| program.is_none() || widths.is_none());
    let mut simple = Simple {
        kind,
        symbols,
        symbolic: flags.symbolic(),
        to_unicode,
        differences,
        base,
        embedded: Embedded::default(),
        carried: program.is_some(),
        standard,
        order: None,
        usual: program.is_none(),
    };
    if program.is_some() && (widths.is_none() || simple.needs_program(widths.as_ref())) {
        simple.embedded = Embedded::load(objects, program, symbols, budget);
        face.bold |= simple.embedded.program.as_ref().is_some_and(super::program::Program::bold);
        simple.suppose(&plain(&face.name), widths.as_ref());
    }
    let missing = descriptor.and_then(|descriptor| objects.number(descriptor, b"MissingWidth")).unwrap_or(0.0) / 1000.0;
    let like = standard.unwrap_or(Core14::like(face, flags.serif()));
    Page::fill(|code| {
        let width = match &widths {
            Some(widths) => widths[usize::from(code)].or((missing > 0.0).then_some(missing)),
            None => simple.program_width(code),
        };
        let width =
            width.or_else(|| simple.glyph_name(code).and_then(|name| like.width(name)).filter(|_| widths.is_none()));
        (width.unwrap_or(missing), simple.text(code))
    })
}

/// The encoding's base and its differences.
fn encoding<'a>(
    objects: &'a Objects,
    font: &'a Dictionary,
    budget: &mut Budget,
) -> (Option<Encoding>, Box<[Option<&'a str>; 256]>) {
    let mut differences = Box::new([None; 256]);
    let dict = match objects.get(font, b"Encoding") {
        Some(Object::Name(name)) => return (Encoding::named(name), differences),
        Some(Object::Dictionary(dict)) => dict,
        _ => return (None, differences),
    };
    let mut code = 0_usize;
    for object in objects.array(dict, b"Differences").unwrap_or_default() {
        if !budget.objects(1) {
            break;
        }
        if let Some(name) = objects.as_name(object) {
            if let Some(slot) = differences.get_mut(code) {
                *slot = std::str::from_utf8(name).ok();
            }
            code = code.saturating_add(1);
        } else if let Some(number) = objects.as_integer(object) {
            code = usize::try_from(number).unwrap_or(usize::MAX);
        }
    }
    (objects.name(dict, b"BaseEncoding").and_then(Encoding::named), differences)
}

impl Simple<'_> {
    /// Whether a code that has a width is explained by nothing but the program.
    fn needs_program(&self, widths: Option<&[Option<f32>; 256]>) -> bool {
        (0..=255).any(|code| {
            let shown = widths.is_none_or(|widths| widths[usize::from(code)].is_some_and(|width| width != 0.0));
            shown && self.dictionary_text(code).is_none()
        })
    }

    /// What the font's dictionary tells of a code.
    fn dictionary_text(&self, code: u8) -> Option<Said> {
        if let Some(said) = self.to_unicode.as_ref().and_then(|map| map.get(u32::from(code), self.symbols)) {
            return Some(said);
        }
        if let Some(name) = self.differences[usize::from(code)] {
            return if name == ".notdef" { Some(Said::nothing()) } else { names::text(name, self.symbols) };
        }
        if self.symbols != SymbolSet::None {
            return self.symbols.char(code).map(Said::Char);
        }
        let base = self.base?;
        base.text(code).or_else(|| (code < b' ').then(Said::nothing))
    }

    /// What a code says.
    fn text(&self, code: u8) -> Option<Said> {
        self.dictionary_text(code).or_else(|| self.program_text(code)).or_else(|| self.usual_text(code))
    }

    /// What the program tells of a code.
    fn program_text(&self, code: u8) -> Option<Said> {
        if let Some(name) = self.embedded.built_in.as_ref().and_then(|built_in| built_in.name(code)) {
            return if name == ".notdef" { Some(Said::nothing()) } else { names::text(name, self.symbols) };
        }
        let program = self.embedded.program.as_ref()?;
        let glyph = self.glyph(code)?;
        program.text(glyph).or_else(|| self.order?.get(glyph))
    }

    /// The program's glyph of a code.
    fn glyph(&self, code: u8) -> Option<u32> {
        let program = self.embedded.program.as_ref()?;
        let named = self.differences[usize::from(code)].and_then(|name| program.glyph_named(name));
        named.or_else(|| program.glyph(code))
    }

    fn program_width(&self, code: u8) -> Option<f32> {
        let program = self.embedded.program.as_ref()?;
        let by_name = || program.glyph_named(self.glyph_name(code)?);
        program.width(self.glyph(code).or_else(by_name)?)
    }

    /// The encoding of a font that names none.
    fn usual_encoding(&self) -> Encoding {
        match (self.standard, self.kind) {
            (Some(Core14::Symbol), _) => Encoding::Symbol,
            (Some(Core14::ZapfDingbats), _) => Encoding::ZapfDingbats,
            (_, Kind::TrueType) => Encoding::WinAnsi,
            _ => Encoding::Standard,
        }
    }

    fn usual_text(&self, code: u8) -> Option<Said> {
        if self.differences[usize::from(code)].is_some() || matches!(self.kind, Kind::Type3(_)) {
            return None;
        }
        let usual = self.symbols == SymbolSet::None && (self.usual || self.carried && !self.symbolic);
        let text = if usual && self.base.is_none() { self.usual_encoding().text(code) } else { None };
        text.or_else(|| (code < b' ' && !self.carried).then(Said::nothing))
    }

    /// The glyph name of a code.
    fn glyph_name(&self, code: u8) -> Option<&str> {
        self.differences[usize::from(code)]
            .or_else(|| self.embedded.built_in.as_ref()?.name(code).filter(|_| self.base.is_none()))
            .or_else(|| self.base.unwrap_or(self.usual_encoding()).name(code))
    }

    /// Looks whether what the program leaves open may be supposed: the glyph
    /// order of its family, or the usual encoding.
    fn suppose(&mut self, plain: &str, widths: Option<&[Option<f32>; 256]>) {
        let Some(widths) = widths else { return };
        let shown = (0..=255_u8).filter_map(|code| Some((code, widths[usize::from(code)]?)));
        let open: Vec<(u8, f32)> = shown
            .filter(|(code, _)| self.dictionary_text(*code).is_none() && self.program_text(*code).is_none())
            .collect();
        if open.is_empty() {
            return;
        }
        let glyphs: Vec<(u16, f32)> =
            open.iter().filter_map(|(code, width)| Some((u16::try_from(self.glyph(*code)?).ok()?, *width))).collect();
        self.order = Order::of(plain, self.symbols, &glyphs);
        let usual = self.usual_encoding();
        let chars = open.iter().filter_map(|(code, width)| Some((usual.text(*code)?.char()?, *width)));
        let printed = open.iter().filter(|(code, width)| *code >= b' ' && *width > 0.0);
        let (least, most) =
            printed.clone().fold((u8::MAX, 0), |(least, most), (code, _)| (least.min(*code), most.max(*code)));
        let apart = printed.count() * 2 < usize::from(most.saturating_sub(least));
        let (likeness, count) = if apart { APART } else { LIKENESS };
        self.usual = order::text_widths(chars, likeness, count);
    }
}
