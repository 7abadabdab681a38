//! Officers in the cells of plans and logs: `Tim Kelby / Morris Wade (tbc)`.

use super::super::text::squeeze;
use super::strip_honorific;
use super::words::{is_full, is_initials, is_no_name, is_part_of_name, is_particle};

/// A stretch between two separators.
struct Piece {
    start: usize,
    end: usize,
    /// A comma or `and` stands before it, which may be part of a title.
    soft: bool,
}

/// The officers that a cell names, each as printed with its trailing note.
///
/// A stroke, semicolon or line end always separates; a comma or `and` only
/// between names (`Marcus Wight, Chief Executive` is one). Brackets around
/// names are dropped, brackets after a name are its note. Four capitalised
/// words beside two-word names are two names.
pub fn officers(text: &str) -> Vec<String> {
    let mut found: Vec<&str> = Vec::new();
    let mut begins_with_name = false;
    let mut start = 0;
    for piece in pieces(text) {
        let name = looks_like_name(&text[piece.start..piece.end]);
        match found.last_mut() {
            Some(last) if piece.soft && !(begins_with_name && name) => {
                *last = &text[start..piece.end];
            }
            _ => {
                found.push(&text[piece.start..piece.end]);
                (start, begins_with_name) = (piece.start, name);
            }
        }
    }
    let cleaned: Vec<String> = found.into_iter().map(clean).filter(|name| says_something(name)).collect();
    let pairs = cleaned.iter().any(|name| is_pair(name));
    cleaned.into_iter().flat_map(|name| run_together(&name, pairs)).collect()
}

fn says_something(name: &str) -> bool {
    name.chars().any(char::is_alphanumeric) && !name.eq_ignore_ascii_case("n/a")
}

/// Cuts at every separator; brackets around whole names are cut too.
fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut start = 0;
    let mut soft = false;
    let mut depth = 0u32;
    let mut cut = |from: usize, to: usize, soft: bool| {
        let inner = &text[from..to];
        let trimmed = inner.trim_start();
        if !trimmed.is_empty() {
            pieces.push(Piece { start: to - trimmed.len(), end: from + inner.trim_end().len(), soft });
        }
    };
    let mut pending = false;
    for (at, byte) in text.bytes().enumerate() {
        if at < start {
            continue;
        }
        let before = pending;
        pending |= !byte.is_ascii_whitespace();
        let (length, is_soft) = match byte {
            b'(' | b'[' if before || depth > 0 => {
                depth += 1;
                continue;
            }
            b'(' | b'[' => (1, soft),
            b')' | b']' if depth > 0 => {
                depth -= 1;
                continue;
            }
            b')' | b']' => (1, false),
            _ if depth > 0 => continue,
            b'/' if is_within_word(text, at) => continue,
            b'/' | b';' | b'\n' => (1, false),
            b',' | b'&' => (1, true),
            b' ' if text[at..].starts_with(" and ") => (5, true),
            _ => continue,
        };
        cut(start, at, soft);
        start = at + length;
        soft = is_soft;
        pending = false;
    }
    cut(start, text.len(), soft);
    pieces
}

/// `c/o`, `N/A`: a stroke between single letters.
fn is_within_word(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let letter = |index: Option<usize>| index.and_then(|index| bytes.get(index)).is_some_and(u8::is_ascii_alphabetic);
    let single_before = letter(at.checked_sub(1)) && !letter(at.checked_sub(2));
    single_before && letter(Some(at + 1)) && !letter(Some(at + 2))
}

fn clean(name: &str) -> String {
    let name = name.trim_matches(|sign: char| sign.is_whitespace() || matches!(sign, ',' | ';' | '/' | '-' | '–'));
    let opened = name.matches(['(', '[']).count();
    let closed = name.matches([')', ']']).count();
    let name = if opened > closed { name.trim_start_matches(['(', '[']) } else { name };
    let name = if closed > opened { name.trim_end_matches([')', ']']) } else { name };
    squeeze(name).into_owned()
}

fn without_note(name: &str) -> &str {
    name.find(['(', '[']).map_or(name, |at| name[..at].trim_end())
}

fn looks_like_name(text: &str) -> bool {
    let (honorific, rest) = strip_honorific(without_note(text));
    let words: Vec<&str> = rest.split_whitespace().take(6).collect();
    if words.len() > 5 || !words.iter().all(|word| is_part_of_name(word)) {
        return false;
    }
    let no_name = words.iter().enumerate().any(|(index, word)| {
        let after_initial = index > 0 && is_initials(words[index - 1]);
        is_no_name(word) && !after_initial
    });
    match words.as_slice() {
        [] => false,
        [only] => honorific.is_some() || is_short_initials(only),
        _ => !no_name && words.iter().any(|word| is_full(word)),
    }
}

/// `AB`, `J`: the initials that stand for a person.
fn is_short_initials(word: &str) -> bool {
    word.len() <= 3 && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn is_pair(name: &str) -> bool {
    looks_like_name(name) && without_note(name).split_whitespace().count() == 2
}

/// Names that stand side by side with nothing between them.
fn run_together(name: &str, beside_pairs: bool) -> Vec<String> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let plain = name.find(['(', '[', ',']).is_none() && looks_like_name(name);
    let whole = words.iter().all(|word| is_full(word) && !is_particle(word));
    if plain && beside_pairs && words.len() == 4 && whole {
        return words.chunks(2).map(|pair| pair.join(" ")).collect();
    }
    if let [first, second, third, fourth] = words.as_slice()
        && plain
        && is_initials(first)
        && is_full(second)
        && is_initials(third)
        && is_full(fourth)
    {
        return vec![format!("{first} {second}"), format!("{third} {fourth}")];
    }
    vec![name.to_owned()]
}
