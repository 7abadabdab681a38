//! The characters of words: ligatures spelt out, blanks told, ghosts left out, NFC.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Glyphs of several letters, as their letters.
fn ligature(sign: char) -> Option<&'static str> {
    Some(match sign {
        '\u{fb00}' => "ff",
        '\u{fb01}' => "fi",
        '\u{fb02}' => "fl",
        '\u{fb03}' => "ffi",
        '\u{fb04}' => "ffl",
        '\u{fb05}' | '\u{fb06}' => "st",
        _ => return None,
    })
}

/// Appends what a glyph says, without blanks; returns whether it holds one.
pub(super) fn push(said: &str, out: &mut String) -> bool {
    let mut blank = false;
    for sign in said.chars() {
        if sign.is_whitespace() {
            blank = true;
        } else if let Some(letters) = ligature(sign) {
            out.push_str(letters);
        } else if !sign.is_control() && !matches!(sign, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}') {
            out.push(sign);
        }
    }
    blank
}

/// Appends words that stand for glyphs, with single spaces between them.
pub(super) fn push_words(words: &str, out: &mut String) {
    for (index, word) in words.split_whitespace().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        push(word, out);
    }
}

/// Brings the text from `start` on into NFC.
pub(super) fn compose(text: &mut String, start: usize) {
    if is_nfc_quick(text[start..].chars()) == IsNormalized::Yes {
        return;
    }
    let tail: String = text[start..].nfc().collect();
    text.truncate(start);
    text.push_str(&tail);
}
