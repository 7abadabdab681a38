//! The encodings of simple fonts: from a code to the name of its glyph.
//!
//! The tables are those of ISO 32000-1, Annex D, kept in `tables/encodings.tsv`.

use super::names;
use super::symbols::SymbolSet;
use super::text::Said;
use std::sync::LazyLock;

/// An encoding that PDF or a standard font defines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Standard,
    WinAnsi,
    MacRoman,
    MacExpert,
    PdfDoc,
    Symbol,
    ZapfDingbats,
}

const COUNT: usize = 7;

/// Names by encoding and code; empty where there is none.
static NAMES: LazyLock<Vec<[&'static str; 256]>> = LazyLock::new(|| {
    let mut names = vec![[""; 256]; COUNT];
    for line in include_str!("tables/encodings.tsv").lines().skip(1) {
        let mut fields = line.split('\t');
        let Some(code) = fields.next().and_then(|code| usize::from_str_radix(code, 16).ok()) else { continue };
        for (table, name) in names.iter_mut().zip(fields) {
            if let Some(slot) = table.get_mut(code).filter(|_| name != "-") {
                *slot = name;
            }
        }
    }
    names
});

/// What the names say, by encoding and code.
static TEXTS: LazyLock<Vec<Vec<Option<Said>>>> = LazyLock::new(|| {
    NAMES
        .iter()
        .enumerate()
        .map(|(index, table)| {
            let symbols =
                if index == Encoding::ZapfDingbats as usize { SymbolSet::ZapfDingbats } else { SymbolSet::None };
            table.iter().map(|name| names::text(name, symbols)).collect()
        })
        .collect()
});

impl Encoding {
    /// The encoding with this name in a font's dictionary.
    pub(super) fn named(name: &[u8]) -> Option<Self> {
        match name {
            b"StandardEncoding" => Some(Self::Standard),
            b"WinAnsiEncoding" => Some(Self::WinAnsi),
            b"MacRomanEncoding" => Some(Self::MacRoman),
            b"MacExpertEncoding" => Some(Self::MacExpert),
            b"PDFDocEncoding" => Some(Self::PdfDoc),
            _ => None,
        }
    }

    /// The glyph name of a code.
    pub(super) fn name(self, code: u8) -> Option<&'static str> {
        Some(NAMES.get(self as usize)?[usize::from(code)]).filter(|name| !name.is_empty())
    }

    /// What a code says.
    pub(super) fn text(self, code: u8) -> Option<Said> {
        TEXTS.get(self as usize)?.get(usize::from(code))?.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Spot checks against the printed tables of ISO 32000-1, Annex D.
    #[test]
    fn codes_are_those_of_the_standard() {
        let cases = [
            (Encoding::Standard, 0o047, '\u{2019}'),
            (Encoding::Standard, 0o341, 'Æ'),
            (Encoding::WinAnsi, 0o200, '€'),
            (Encoding::WinAnsi, 0o222, '\u{2019}'),
            (Encoding::WinAnsi, 0o243, '£'),
            (Encoding::WinAnsi, 0o351, 'é'),
            (Encoding::MacRoman, 0o216, 'é'),
            (Encoding::MacRoman, 0o245, '•'),
            (Encoding::MacRoman, 0o325, '\u{2019}'),
            (Encoding::PdfDoc, 0o030, '˘'),
            (Encoding::PdfDoc, 0o200, '•'),
            (Encoding::PdfDoc, 0o240, '€'),
            (Encoding::Symbol, 0o141, 'α'),
            (Encoding::Symbol, 0o267, '•'),
            (Encoding::ZapfDingbats, 0o063, '\u{2713}'),
        ];
        for (encoding, code, char) in cases {
            assert_eq!(encoding.text(code), Some(Said::Char(char)), "{encoding:?} {code:o}");
        }
    }

    #[test]
    fn every_name_of_the_latin_encodings_is_text() {
        for encoding in [Encoding::Standard, Encoding::WinAnsi, Encoding::MacRoman, Encoding::PdfDoc] {
            for code in 0..=255 {
                assert_eq!(encoding.name(code).is_some(), encoding.text(code).is_some(), "{encoding:?} {code}");
            }
        }
        assert_eq!(Encoding::Standard.text(0o256), Some(Said::Str("fi".to_owned())));
    }
}
