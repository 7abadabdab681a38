//! From the name of a glyph to its characters.
//!
//! Names follow the Adobe Glyph List specification: the list itself, `uniXXXX`,
//! `uXXXXX`, parts joined by `_`, variants after `.`. Names of TeX and of expert
//! fonts are known beside it. A name that merely numbers the glyph (`g12`,
//! `cid345`, `a65` outside of Zapf Dingbats) tells nothing.

use super::symbols::SymbolSet;
use super::text::{Said, believe};
use skrifa::raw::ps::agl;

/// Names that the glyph list lacks, or puts among private characters.
const OTHERS: &[(&str, &str)] = &[
    ("arrowhorizex", "\u{23AF}"),
    ("arrowvertex", "\u{23D0}"),
    ("braceex", "\u{23AA}"),
    ("braceleftbt", "\u{23A9}"),
    ("braceleftmid", "\u{23A8}"),
    ("bracelefttp", "\u{23A7}"),
    ("bracerightbt", "\u{23AD}"),
    ("bracerightmid", "\u{23AC}"),
    ("bracerighttp", "\u{23AB}"),
    ("bracketleftbt", "\u{23A3}"),
    ("bracketleftex", "\u{23A2}"),
    ("bracketlefttp", "\u{23A1}"),
    ("bracketrightbt", "\u{23A6}"),
    ("bracketrightex", "\u{23A5}"),
    ("bracketrighttp", "\u{23A4}"),
    ("compoundwordmark", "\u{200C}"),
    ("compwordmark", "\u{200C}"),
    ("copyrightsans", "\u{A9}"),
    ("copyrightserif", "\u{A9}"),
    ("cwm", "\u{200C}"),
    ("dbar", "\u{111}"),
    ("dotlessj", "\u{237}"),
    ("hyphenchar", "-"),
    ("hyphenminus", "-"),
    ("integralex", "\u{23AE}"),
    ("nonmarkingreturn", " "),
    ("onefitted", "1"),
    ("parenleftbt", "\u{239D}"),
    ("parenleftex", "\u{239C}"),
    ("parenlefttp", "\u{239B}"),
    ("parenrightbt", "\u{23A0}"),
    ("parenrightex", "\u{239F}"),
    ("parenrighttp", "\u{239E}"),
    ("perthousandzero", "\u{2030}"),
    ("radicalex", "\u{23AF}"),
    ("registersans", "\u{AE}"),
    ("registerserif", "\u{AE}"),
    ("rupiah", "Rp"),
    ("threequartersemdash", "\u{2014}"),
    ("trademarksans", "\u{2122}"),
    ("trademarkserif", "\u{2122}"),
    ("visiblespace", " "),
    ("visualspace", " "),
];

/// Endings by which expert fonts name other shapes of a character.
const SHAPES: [&str; 6] = ["oldstyle", "small", "superior", "inferior", "fitted", "tab"];

/// The characters of the glyph with this name; none where the name does not tell.
pub(super) fn text(name: &str, symbols: SymbolSet) -> Option<Said> {
    let base = match name.split_once('.') {
        Some((base, _)) => base,
        None => name,
    };
    if base.is_empty() {
        return None;
    }
    let mut chars = String::new();
    for part in base.split('_') {
        if !component(part, symbols, &mut chars) {
            return None;
        }
    }
    believe(chars.chars(), symbols)
}

/// Adds the characters of one part of a name; `false` when it is not known.
fn component(part: &str, symbols: SymbolSet, chars: &mut String) -> bool {
    if numbered(part) && symbols != SymbolSet::ZapfDingbats {
        return false;
    }
    if let Ok(index) = OTHERS.binary_search_by_key(&part, |(name, _)| name) {
        chars.push_str(OTHERS[index].1);
        return true;
    }
    let before = chars.len();
    chars.extend(agl::name_to_chars(part));
    let private = chars[before..].chars().any(|char| ('\u{F600}'..='\u{F8FF}').contains(&char));
    if chars.len() > before && !private {
        return true;
    }
    if let Some(plain) = SHAPES.iter().find_map(|shape| part.strip_suffix(shape)).filter(|plain| !plain.is_empty()) {
        chars.truncate(before);
        chars.extend(agl::name_to_chars(plain));
        return chars.len() > before;
    }
    chars.len() > before || hexadecimal(part).map(|char| chars.push(char)).is_some()
}

/// Whether a part of a name is a number with a letter or two before it.
fn numbered(part: &str) -> bool {
    const PREFIXES: [&str; 8] = ["a", "c", "g", "G", "C", "cid", "gid", "glyph"];
    PREFIXES.iter().any(|prefix| {
        part.strip_prefix(prefix).is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
    })
}

/// `uni00e9`, `u00e9`: as the specification has it, but with small letters.
fn hexadecimal(part: &str) -> Option<char> {
    let digits = part.strip_prefix("uni").filter(|digits| digits.len() == 4).or_else(|| part.strip_prefix('u'))?;
    if !(4..=6).contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    char::from_u32(u32::from_str_radix(digits, 16).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(name: &str) -> Option<String> {
        text(name, SymbolSet::None).map(|said| match said {
            Said::Char(char) => char.to_string(),
            Said::Str(text) => text,
        })
    }

    #[test]
    fn names_are_found_by_binary_search() {
        assert!(OTHERS.is_sorted_by_key(|(name, _)| *name));
    }

    #[test]
    fn known_names() {
        let cases = [
            ("A", "A"),
            ("eacute", "é"),
            ("quoteright", "\u{2019}"),
            ("Euro", "€"),
            ("uni20AC", "€"),
            ("uni00410042", "AB"),
            ("uni00e9", "é"),
            ("u1F600", "\u{1F600}"),
            ("f_f_i", "ffi"),
            ("fi", "fi"),
            ("ffl", "ffl"),
            ("a.sc", "a"),
            ("one.oldstyle", "1"),
            ("sevenoldstyle", "7"),
            ("Asmall", "A"),
            ("nbspace", "\u{A0}"),
            ("sfthyphen", "\u{AD}"),
            ("dotlessj", "ȷ"),
            ("parenlefttp", "\u{239B}"),
            ("g", "g"),
            ("a", "a"),
        ];
        for (name, expected) in cases {
            assert_eq!(said(name).as_deref(), Some(expected), "{name}");
        }
    }

    #[test]
    fn names_that_only_number_tell_nothing() {
        for name in ["g12", "cid345", "glyph7", "a65", "G41", "c3", ".notdef", "", "uniE001", "xyzzy", "A_xyzzy"] {
            assert_eq!(said(name), None, "{name}");
        }
        assert_eq!(text("a20", SymbolSet::ZapfDingbats), Some(Said::Char('\u{2714}')));
    }
}
