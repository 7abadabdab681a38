//! Symbol fonts: what the codes of Symbol, Zapf Dingbats and the Wingdings mean.
//!
//! Word processors set bullets, boxes and ticks in these fonts and give them
//! private-use characters (U+F000 and the code). The characters of Wingdings
//! and its like are in `tables/symbols.tsv`, as far as Unicode has them.

use super::encoding::Encoding;
use std::sync::LazyLock;

/// Which symbol font a font is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum SymbolSet {
    /// A font of letters.
    #[default]
    None,
    Symbol,
    ZapfDingbats,
    Wingdings,
    Wingdings2,
    Wingdings3,
    Webdings,
}

/// Codes that are bullets in the symbol fonts of word processors (Symbol, Wingdings). They are
/// read in fonts of any name: converters rename fonts, and nothing else has these codes.
const BULLETS: [(u8, char); 4] = [(0xA7, '\u{25AA}'), (0xB7, '\u{2022}'), (0xD8, '\u{27A2}'), (0xFC, '\u{2713}')];

/// Beginnings of font names, in small letters without blanks and marks, the longer first.
const NAMES: [(&str, SymbolSet); 8] = [
    ("wingdings2", SymbolSet::Wingdings2),
    ("wingdings3", SymbolSet::Wingdings3),
    ("wingdings", SymbolSet::Wingdings),
    ("webdings", SymbolSet::Webdings),
    ("zapfdingbats", SymbolSet::ZapfDingbats),
    ("itczapfdingbats", SymbolSet::ZapfDingbats),
    ("symbolmt", SymbolSet::Symbol),
    ("standardsymbols", SymbolSet::Symbol),
];

static CHARS: LazyLock<Vec<(SymbolSet, u8, char)>> = LazyLock::new(|| {
    let rows = include_str!("tables/symbols.tsv").lines().skip(1).filter_map(|line| {
        let mut fields = line.split('\t');
        let set = match fields.next()? {
            "Wingdings" => SymbolSet::Wingdings,
            "Wingdings2" => SymbolSet::Wingdings2,
            "Wingdings3" => SymbolSet::Wingdings3,
            "Webdings" => SymbolSet::Webdings,
            _ => return None,
        };
        let code = u8::from_str_radix(fields.next()?, 16).ok()?;
        let char = char::from_u32(u32::from_str_radix(fields.next()?, 16).ok()?)?;
        Some((set, code, char))
    });
    let mut rows: Vec<_> = rows.collect();
    rows.sort_unstable_by_key(|(set, code, _)| (*set as u8, *code));
    rows
});

impl SymbolSet {
    /// The symbol font with this name.
    pub(super) fn named(name: &str) -> Self {
        let plain = plain(name);
        if plain == "symbol" || plain.starts_with("symbolbold") || plain.starts_with("symbolitalic") {
            return Self::Symbol;
        }
        NAMES.iter().find(|(start, _)| plain.starts_with(start)).map_or(Self::None, |(_, set)| *set)
    }

    /// What a code of this font means.
    pub(super) fn char(self, code: u8) -> Option<char> {
        match self {
            Self::None => BULLETS.iter().find(|(bullet, _)| *bullet == code).map(|(_, char)| *char),
            Self::Symbol => Encoding::Symbol.text(code)?.char(),
            Self::ZapfDingbats => Encoding::ZapfDingbats.text(code)?.char(),
            set => {
                if code == b' ' {
                    return Some(' ');
                }
                let index =
                    CHARS.binary_search_by_key(&(set as u8, code), |(set, code, _)| (*set as u8, *code)).ok()?;
                Some(CHARS[index].2)
            }
        }
    }
}

/// A font's name in small letters, without blanks, marks and what follows a comma.
pub(super) fn plain(name: &str) -> String {
    let family = name.split(',').next().unwrap_or_default();
    family.chars().filter(char::is_ascii_alphanumeric).map(|char| char.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bullets_of_word_processors() {
        assert_eq!(SymbolSet::named("SymbolMT").char(0xB7), Some('•'));
        assert_eq!(SymbolSet::named("Wingdings-Regular").char(0xA7), Some('▪'));
        assert_eq!(SymbolSet::named("Wingdings").char(0xFC), Some('✓'));
        assert_eq!(SymbolSet::named("Wingdings").char(0xFE), Some('☑'));
        assert_eq!(SymbolSet::named("Wingdings 2").char(0x52), Some('☑'));
        assert_eq!(SymbolSet::named("Wingdings").char(0x05), None);
        assert_eq!(SymbolSet::named("Arial"), SymbolSet::None);
        assert_eq!(SymbolSet::None.char(0xB7), Some('•'));
        assert_eq!(SymbolSet::None.char(0x41), None);
        assert_eq!(SymbolSet::named("SymbolicSans"), SymbolSet::None);
    }

    #[test]
    fn every_row_of_the_table_is_read_once() {
        let rows = include_str!("tables/symbols.tsv").lines().count() - 1;
        assert_eq!(CHARS.len(), rows);
        assert!(CHARS.windows(2).all(|pair| (pair[0].0 as u8, pair[0].1) < (pair[1].0 as u8, pair[1].1)));
    }
}
