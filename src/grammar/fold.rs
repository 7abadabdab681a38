//! How forms compare letters: case, curly quotes and dashes folded, runs of white space alike.

use rustc_hash::FxBuildHasher;
use smallvec::SmallVec;
use std::collections::HashMap;
use std::iter;

/// A character as forms compare it.
pub(super) fn fold(c: char) -> char {
    match c {
        'A'..='Z' => c.to_ascii_lowercase(),
        '`' => '\'',
        c if c.is_ascii() => c,
        '\u{b4}' | '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2032}' => '\'',
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{201f}' | '\u{2033}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        c => c.to_lowercase().next().unwrap_or(c),
    }
}

/// A text as forms compare it.
pub(super) fn folded(text: &str) -> String {
    text.chars().map(fold).collect()
}

/// Whether a character belongs to a word.
pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric()
}

/// The character that ends at a byte of a text.
pub(super) fn before(text: &str, at: usize) -> Option<char> {
    match text.as_bytes()[..at].last() {
        Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
        _ => text[..at].chars().next_back(),
    }
}

/// The character that begins at a byte of a text.
pub(super) fn after(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at) {
        Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
        _ => text[at..].chars().next(),
    }
}

/// The first byte at or after `at` that is no white space. A run longer than
/// [`LONGEST_SPACE`] is no space between words, so that it is never scanned twice.
pub(super) fn skip_space(text: &str, at: usize) -> usize {
    match &text.as_bytes()[at..] {
        // Most words are parted by one space.
        [b'!'..=b'~', ..] => at,
        [b' ', b'!'..=b'~', ..] => at + 1,
        _ => {
            let run = text[at..].chars().take(LONGEST_SPACE).take_while(|c| c.is_whitespace());
            at + run.map(char::len_utf8).sum::<usize>()
        }
    }
}

/// Characters of white space that may stand between two words of a form.
const LONGEST_SPACE: usize = 64;

/// Whether a byte stands between two characters of one word.
pub(super) fn inside_word(text: &str, at: usize) -> bool {
    before(text, at).is_some_and(is_word) && after(text, at).is_some_and(is_word)
}

/// What forms are looked up by: the first run of letters and figures of a
/// text, folded, or its first character when that is neither.
pub(super) fn first_key(text: &str) -> Option<Key> {
    let text = text.trim_start();
    let first = text.chars().next()?;
    let run = text.bytes().take(LONGEST_KEY).take_while(u8::is_ascii_alphanumeric).count();
    if run > 0 && text.as_bytes().get(run).is_none_or(u8::is_ascii) {
        let mut key = Key::from_slice(&text.as_bytes()[..run]);
        key.make_ascii_lowercase();
        return Some(key);
    }
    if !is_word(first) {
        return Some(key_of(iter::once(fold(first))));
    }
    Some(key_of(text.chars().take_while(|&c| is_word(c)).take(LONGEST_KEY).map(fold)))
}

/// Folded characters as a key.
pub(super) fn key_of(chars: impl Iterator<Item = char>) -> Key {
    let mut key = Key::new();
    for c in chars {
        key.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
    }
    key
}

/// A folded word that forms are looked up by, in UTF-8.
pub(super) type Key = SmallVec<[u8; 24]>;

/// What is found by a [`Key`]. The keys are the grammar's own, so that no source can make them clash.
pub(super) type KeyMap<T> = HashMap<Key, T, FxBuildHasher>;

/// No word of a form is longer; a longer word of a text finds nothing.
const LONGEST_KEY: usize = 64;

/// A label or column head as grammars compare it: folded words with one space
/// between them, brackets and apostrophes gone without a trace, any other
/// punctuation read as a space. Nothing for what is too long to be a label.
pub(super) fn label_key(text: &str) -> Option<String> {
    if text.len() > LONGEST_LABEL {
        return None;
    }
    let mut key = String::with_capacity(text.len());
    for c in text.chars().map(fold) {
        match c {
            '(' | ')' | '[' | ']' | '\'' | '*' => {}
            '&' => {
                open_word(&mut key);
                key.push_str("and ");
            }
            '%' | '#' | '£' | '$' | '€' => {
                open_word(&mut key);
                key.push(c);
                key.push(' ');
            }
            c if is_word(c) => key.push(c),
            _ => open_word(&mut key),
        }
    }
    let end = key.trim_end().len();
    key.truncate(end);
    (!key.is_empty()).then_some(key)
}

fn open_word(key: &mut String) {
    if !key.is_empty() && !key.ends_with(' ') {
        key.push(' ');
    }
}

/// Bytes; a longer text is no label and no column head.
const LONGEST_LABEL: usize = 160;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_labels_agree_whatever_their_punctuation() {
        for text in ["Recommendation(s):", "RECOMMENDATIONS", " recommendations "] {
            assert_eq!(label_key(text).as_deref(), Some("recommendations"));
        }
        assert_eq!(label_key("Agenda item /\nReport title").as_deref(), Some("agenda item report title"));
        assert_eq!(label_key("Min. Ref.").as_deref(), Some("min ref"));
        assert_eq!(label_key("Roads & Paths").as_deref(), Some("roads and paths"));
        assert_eq!(label_key(" : ").as_deref(), None);
        assert_eq!(label_key(&"a".repeat(1000)).as_deref(), None);
    }

    #[test]
    fn quotes_and_dashes_fold() {
        assert_eq!(folded("Chairman\u{2019}s \u{2013} \u{c9}"), "chairman's - \u{e9}");
    }
}
