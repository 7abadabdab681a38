//! Fonts that keep the glyph order of the font they were cut from.
//!
//! A subset that was written without names, maps or `ToUnicode` still numbers
//! its glyphs as the whole font did. Most Microsoft fonts begin with the glyphs
//! of the standard Macintosh order (glyph 36 is A), less its no-break space;
//! Calibri has an order of its own. Whether a font has the order that is
//! supposed is seen from its widths: those of letters and figures go together
//! with the widths of the same letters in any other text face.

use super::core14::Core14;
use super::encoding::Encoding;
use super::names;
use super::symbols::SymbolSet;
use super::text::Said;
use skrifa::raw::tables::post::DEFAULT_GLYPH_NAMES;
use std::sync::LazyLock;

/// An order of glyphs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// The standard Macintosh order without its no-break space.
    Macintosh,
    /// The order of Calibri.
    Calibri,
    /// The order of Symbol: its codes from 32 to 126, then those from 161 on.
    Symbol,
}

static MACINTOSH: LazyLock<Vec<Option<Said>>> = LazyLock::new(|| {
    let names = DEFAULT_GLYPH_NAMES.iter().filter(|name| **name != "nonbreakingspace");
    names.map(|name| names::text(name, SymbolSet::None)).collect()
});

static CALIBRI: LazyLock<Vec<Option<Said>>> = LazyLock::new(|| {
    let mut glyphs = Vec::new();
    for line in include_str!("tables/calibri.tsv").lines().skip(1) {
        let mut fields = line.split('\t');
        let (Some(glyph), Some(text)) = (fields.next().and_then(|glyph| glyph.parse::<usize>().ok()), fields.next())
        else {
            continue;
        };
        if glyphs.len() <= glyph {
            glyphs.resize(glyph + 1, None);
        }
        glyphs[glyph] = super::text::believe(text.chars(), SymbolSet::None);
    }
    glyphs
});

/// How well widths must go together with those of a text face (coefficient of
/// correlation), over how many letters and figures at least: where the font's
/// name bears the order out, and where nothing does.
const NAMED: (f32, usize) = (0.75, 6);
const UNNAMED: (f32, usize) = (0.9, 16);

impl Order {
    /// The order that fonts of this name have.
    fn named(plain: &str) -> Option<Self> {
        const MACINTOSH: [&str; 10] = [
            "arial",
            "times",
            "couriernew",
            "verdana",
            "georgia",
            "tahoma",
            "comicsans",
            "trebuchet",
            "centurygothic",
            "bookantiqua",
        ];
        const CALIBRI: [&str; 1] = ["calibri"];
        if MACINTOSH.iter().any(|start| plain.starts_with(start)) {
            Some(Self::Macintosh)
        } else if CALIBRI.iter().any(|start| plain.starts_with(start)) {
            Some(Self::Calibri)
        } else {
            None
        }
    }

    /// The order of a font, told by its name and the widths of its glyphs; none
    /// unless the widths bear it out.
    pub(super) fn of(plain: &str, symbols: SymbolSet, widths: &[(u16, f32)]) -> Option<Self> {
        match symbols {
            SymbolSet::None => {}
            SymbolSet::Symbol => return symbol_widths(widths).then_some(Self::Symbol),
            _ => return None,
        }
        let named = Self::named(plain);
        let (likeness, least) = if named.is_some() { NAMED } else { UNNAMED };
        [Self::Macintosh, Self::Calibri].into_iter().filter(|order| named.is_none_or(|named| named == *order)).find(
            |order| {
                let known =
                    widths.iter().filter(|(glyph, _)| *glyph > 2 && order.get(u32::from(*glyph)).is_some()).count();
                let chars = widths.iter().filter_map(|(glyph, width)| {
                    let char = order.get(u32::from(*glyph))?.char()?;
                    Some((char, *width))
                });
                known * 10 >= widths.len() * 8 && text_widths(chars, likeness, least)
            },
        )
    }

    /// What a glyph says.
    pub(super) fn get(self, glyph: u32) -> Option<Said> {
        let table = match self {
            Self::Macintosh => &*MACINTOSH,
            Self::Calibri => &*CALIBRI,
            Self::Symbol => return Encoding::Symbol.text(symbol_code(glyph)?),
        };
        table.get(glyph as usize)?.clone()
    }
}

/// The code of a glyph in the order of Symbol.
fn symbol_code(glyph: u32) -> Option<u8> {
    let code = if glyph < 98 { glyph + 29 } else { glyph + 63 };
    u8::try_from(code).ok().filter(|_| glyph > 2)
}

/// Whether all glyphs have the widths of Symbol in its order.
fn symbol_widths(widths: &[(u16, f32)]) -> bool {
    let fits = |(glyph, width): &(u16, f32)| {
        let name = symbol_code(u32::from(*glyph)).and_then(|code| Encoding::Symbol.name(code));
        name.and_then(|name| Core14::Symbol.width(name)).is_some_and(|known| (known - width).abs() < 0.01)
    };
    !widths.is_empty() && widths.iter().all(fits)
}

/// Whether the widths of characters go together with those of a text face, at
/// least this well over at least so many letters and figures. In a face with
/// one width for all, they must have it.
pub(super) fn text_widths(chars: impl Iterator<Item = (char, f32)>, likeness: f32, least: usize) -> bool {
    let mut pairs: Vec<(char, f32)> =
        chars.filter(|(char, width)| char.is_ascii_alphanumeric() && *width > 0.0).collect();
    pairs.sort_unstable_by_key(|(char, _)| *char);
    pairs.dedup_by_key(|(char, _)| *char);
    if pairs.len() < least {
        return false;
    }
    if pairs.windows(2).all(|pair| (pair[0].1 - pair[1].1).abs() < 0.002) {
        return pairs.len() >= 2 * least;
    }
    [Core14::Helvetica, Core14::Times].iter().any(|face| {
        let known = pairs.iter().filter_map(|(char, width)| {
            let name = Encoding::Standard.name(u8::try_from(*char).ok()?)?;
            Some((face.width(name)?, *width))
        });
        correlation(&known.collect::<Vec<_>>()) >= likeness
    })
}

/// Pearson's coefficient; 0 where one side does not vary.
fn correlation(pairs: &[(f32, f32)]) -> f32 {
    let count = pairs.len().max(1) as f32;
    let mean = pairs.iter().fold((0.0, 0.0), |sum, pair| (sum.0 + pair.0 / count, sum.1 + pair.1 / count));
    let (mut both, mut left, mut right) = (0.0, 0.0, 0.0);
    for pair in pairs {
        let (a, b) = (pair.0 - mean.0, pair.1 - mean.1);
        both += a * b;
        left += a * a;
        right += b * b;
    }
    let scale = (left * right).sqrt();
    if scale > 0.0 { both / scale } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Glyphs and widths of a subset of Times in the Macintosh order with these characters.
    fn subset(text: &str) -> Vec<(u16, f32)> {
        text.bytes()
            .filter_map(|byte| {
                let name = Encoding::Standard.name(byte)?;
                Some((u16::from(byte) - 29, Core14::Times.width(name)?))
            })
            .collect()
    }

    #[test]
    fn a_subset_in_the_macintosh_order_is_seen_by_its_widths() {
        let widths = subset("WelcomtAbldBrughi JnyKMSwp");
        assert_eq!(Order::of("arialmt", SymbolSet::None, &widths), Some(Order::Macintosh));
        assert_eq!(Order::of("unheardof", SymbolSet::None, &widths), Some(Order::Macintosh));
        assert_eq!(Order::Macintosh.get(36), Some(Said::Char('A')));
        assert_eq!(Order::Macintosh.get(182), Some(Said::Char('\u{2019}')));
        assert_eq!(Order::Macintosh.get(1000), None);
    }

    #[test]
    fn another_order_is_not_believed() {
        let mut widths = subset("WelcomtAbldBrughi JnyKMSwp");
        let glyphs: Vec<u16> = widths.iter().map(|(glyph, _)| *glyph).collect();
        for (index, entry) in widths.iter_mut().enumerate() {
            entry.0 = glyphs[(index * 7 + 3) % glyphs.len()];
        }
        assert_eq!(Order::of("arialmt", SymbolSet::None, &widths), None);
        assert_eq!(Order::of("unheardof", SymbolSet::None, &widths), None);
        assert_eq!(Order::of("arialmt", SymbolSet::None, &[]), None);
    }

    #[test]
    fn symbol_is_believed_with_its_very_widths() {
        let order = |widths: &[(u16, f32)]| Order::of("symbolmt", SymbolSet::Symbol, widths);
        assert_eq!(order(&[(3, 0.25), (120, 0.46)]), Some(Order::Symbol));
        assert_eq!(order(&[(3, 0.25), (120, 0.6)]), None);
        assert_eq!(order(&[(2, 0.25)]), None);
        assert_eq!(Order::Symbol.get(120), Some(Said::Char('•')));
        assert_eq!(Order::Symbol.get(68), Some(Said::Char('α')));
    }

    #[test]
    fn calibri_has_its_own_order() {
        let said: String =
            [0x57, 0x102, 0x18C, 0x11E].into_iter().filter_map(|glyph| Order::Calibri.get(glyph)?.char()).collect();
        assert_eq!(said, "Pare");
    }
}
