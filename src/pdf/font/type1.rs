//! The built-in encoding of a Type 1 font program.
//!
//! It stands in the clear text before `eexec`: `dup 65 /A put`, once for each
//! code, or the word `StandardEncoding`.

use super::encoding::Encoding;
use memchr::memmem;

/// How many bytes of the program are looked at.
const CLEAR: usize = 1 << 16;

/// Names of glyphs by code.
#[derive(Debug, PartialEq)]
pub(super) enum BuiltIn {
    Standard,
    Names(Box<[Option<String>; 256]>),
}

impl BuiltIn {
    /// The encoding of a program; none where it has none that can be read.
    pub(super) fn scan(program: &[u8]) -> Option<Self> {
        let clear = program.get(..CLEAR).unwrap_or(program);
        let clear = memmem::find(clear, b"eexec").map_or(clear, |end| &clear[..end]);
        let start = memmem::find(clear, b"/Encoding")? + b"/Encoding".len();
        let mut words = clear[start..]
            .split(|byte| byte.is_ascii_whitespace() || *byte == 0)
            .filter(|word| !word.is_empty())
            .filter_map(|word| std::str::from_utf8(word).ok());
        let mut names = Box::new([const { None }; 256]);
        let mut found = false;
        let mut first = true;
        while let Some(word) = words.next() {
            match word {
                "StandardEncoding" if first => return Some(Self::Standard),
                "dup" => {
                    let (Some(code), Some(name)) = (words.next(), words.next()) else { break };
                    let (code, name) = match code.split_once('/') {
                        Some((code, joined)) => (code, Some(joined)),
                        None => (code, name.strip_prefix('/')),
                    };
                    let slot = number(code).and_then(|code| names.get_mut(code));
                    if let (Some(slot), Some(name)) = (slot, name) {
                        *slot = Some(name.to_owned());
                        found = true;
                    }
                }
                "def" | "readonly" if found => break,
                _ => {}
            }
            first = false;
        }
        found.then_some(Self::Names(names))
    }

    /// The glyph name of a code.
    pub(super) fn name(&self, code: u8) -> Option<&str> {
        match self {
            Self::Standard => Encoding::Standard.name(code),
            Self::Names(names) => names[usize::from(code)].as_deref(),
        }
    }
}

/// A number as PostScript writes it: `65`, `8#101`.
fn number(word: &str) -> Option<usize> {
    match word.split_once('#') {
        Some((radix, digits)) => {
            let radix = radix.parse().ok().filter(|radix| (2..=36).contains(radix))?;
            usize::from_str_radix(digits, radix).ok()
        }
        None => word.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_names_are_read() {
        let program = b"%!PS-AdobeFont-1.0: X\n/Encoding 256 array\n0 1 255 {1 index exch /.notdef put} for\n\
                        dup 65 /B put\ndup 8#102 /eacute put dup 67/C put\nreadonly def\n dup 70 /F put\ncurrentfile eexec";
        let built_in = BuiltIn::scan(program);
        let name = |code| built_in.as_ref().and_then(|built_in| built_in.name(code));
        assert_eq!(name(65), Some("B"));
        assert_eq!(name(66), Some("eacute"));
        assert_eq!(name(67), Some("C"));
        assert_eq!(name(70), None);
    }

    #[test]
    fn the_standard_encoding_is_named() {
        assert_eq!(BuiltIn::scan(b"/Encoding StandardEncoding def eexec"), Some(BuiltIn::Standard));
        assert_eq!(BuiltIn::scan(b"/Encoding 256 array def"), None);
        assert_eq!(BuiltIn::scan(b"eexec /Encoding StandardEncoding def"), None);
        assert_eq!(BuiltIn::scan(b"/Encoding dup 999 /A put dup 99#1 /B put dup"), None);
    }
}
