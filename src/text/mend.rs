//! Words that extraction broke: across cells, or by a space inside a narrow cell.
//!
//! A word is mended only on strong evidence: the joined word stands elsewhere
//! in the same source, and at least one of the halves hardly does.

use crate::page::Page;

/// How many times a source must hold a joined word.
const FEWEST: usize = 2;
/// How many times a source may hold a fragment that is not a word.
const MOST_FRAGMENTS: usize = 3;
/// How far back in a cell a torn word is looked for, in words.
const WORDS_BACK: usize = 12;

/// How often a source holds a word on its own, whatever its case.
pub fn count(pages: &[Page], word: &str) -> usize {
    let variants = [word.to_owned(), word.to_lowercase(), capitalised(word), word.to_uppercase()];
    let mut total = 0;
    for (index, variant) in variants.iter().enumerate() {
        if variant.is_empty() || variants[..index].contains(variant) {
            continue;
        }
        let finder = memchr::memmem::Finder::new(variant.as_bytes());
        for page in pages {
            let bytes = page.text.as_bytes();
            total += finder
                .find_iter(bytes)
                .filter(|at| {
                    let before = at.checked_sub(1).is_none_or(|before| !is_letter(bytes[before]));
                    let after = bytes.get(at + variant.len()).is_none_or(|byte| !is_letter(*byte));
                    before && after
                })
                .take(1000)
                .count();
        }
    }
    total
}

fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(chars.flat_map(char::to_lowercase)).collect())
}

/// Whether two halves are one word.
fn is_torn(left: &str, right: &str, count: &impl Fn(&str) -> usize) -> bool {
    let letters = |word: &str| !word.is_empty() && word.chars().all(char::is_alphabetic);
    let right_word = right.trim_end_matches([',', '.', ':', ';', ')']);
    if !letters(left) || !letters(right_word) || !right_word.starts_with(char::is_lowercase) {
        return false;
    }
    let joined = count(&format!("{left}{right_word}"));
    joined >= FEWEST && count(left).min(count(right_word)) * 2 <= joined
}

/// Joins neighbouring cells that one line of words was cut into.
///
/// Where two printed lines of the left cell were set before the right cell's
/// first line, the second line's words are moved behind it.
pub fn cells<'a>(cells: impl IntoIterator<Item = &'a str>, count: impl Fn(&str) -> usize) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut behind: Vec<String> = Vec::new();
    for cell in cells {
        let mut fresh = cell.split(' ').filter(|word| !word.is_empty());
        let Some(first) = fresh.next() else { continue };
        // A cell that only began what the next cell holds whole.
        let begun = words.join(" ");
        if !begun.is_empty()
            && cell.len() > begun.len()
            && cell.starts_with(&begun)
            && !cell[begun.len()..].starts_with(' ')
        {
            words.clear();
        }
        let torn = (0..words.len()).rev().take(WORDS_BACK).find(|at| {
            let next_is_capital = words.get(at + 1).is_none_or(|next| next.starts_with(char::is_uppercase));
            next_is_capital && is_torn(&words[*at], first, &count)
        });
        match torn {
            Some(at) => {
                behind.splice(0..0, words.drain(at + 1..));
                words[at].push_str(first);
            }
            None => words.push(first.to_owned()),
        }
        words.extend(fresh.map(str::to_owned));
    }
    words.append(&mut behind);
    words.join(" ")
}

/// Joins `COMMUN-ITY`: a hyphen that broke a word at the edge of a narrow cell.
pub fn hyphens(text: &str, count: impl Fn(&str) -> usize) -> String {
    if !text.contains('-') {
        return text.to_owned();
    }
    let mend = |word: &str| {
        let (left, right) = word.split_once('-')?;
        let letters = |half: &str| half.len() > 1 && half.chars().all(char::is_alphabetic);
        let joined = format!("{left}{right}");
        (letters(left) && letters(right) && count(&joined) >= FEWEST && count(&joined) > 2 * count(word))
            .then_some(joined)
    };
    text.split(' ').map(|word| mend(word).unwrap_or_else(|| word.to_owned())).collect::<Vec<_>>().join(" ")
}

/// Mends names whose first capital was read as a small `l` (`lan Ash` for `Ian Ash`),
/// where the source holds the right name elsewhere; and names broken in two.
pub fn names(text: &str, pages: &[Page]) -> String {
    let text = broken_words(text, |word| count(pages, word));
    let words: Vec<&str> = text.split(' ').collect();
    let mend = |at: usize, word: &str| {
        let rest = word.strip_prefix('l').filter(|rest| rest.starts_with(char::is_lowercase))?;
        let surname = words.get(at + 1)?.trim_end_matches([',', '/', ')']);
        let right = format!("I{rest} {surname}");
        (!surname.is_empty()
            && pages.iter().any(|page| memchr::memmem::find(page.text.as_bytes(), right.as_bytes()).is_some()))
        .then(|| format!("I{rest}"))
    };
    words
        .iter()
        .enumerate()
        .map(|(at, word)| mend(at, word).unwrap_or_else(|| (*word).to_owned()))
        .collect::<Vec<_>>()
        .join(" ")
}

/// Joins `Rosemar ie`: a fragment in small letters after a capitalised one, that is no word of the source.
pub fn broken_words(text: &str, count: impl Fn(&str) -> usize) -> String {
    if !text.split(' ').any(|word| word.starts_with(char::is_lowercase)) {
        return text.to_owned();
    }
    let mut out: Vec<String> = Vec::new();
    for word in text.split(' ') {
        let fragment = word.trim_end_matches(['/', ',', ')']);
        let after_capital = out.last().is_some_and(|last| {
            let tail = last.rsplit('/').next().unwrap_or_default();
            tail.starts_with(char::is_uppercase) && tail.chars().all(char::is_alphabetic)
        });
        // One small letter is no word of a name, however often tables hold one.
        let lone = fragment.len() == 1 && fragment != "a";
        let is_fragment = !fragment.is_empty()
            && fragment.chars().all(char::is_lowercase)
            && (lone || count(fragment) <= MOST_FRAGMENTS);
        match out.last_mut() {
            Some(last) if after_capital && is_fragment => last.push_str(word),
            _ => out.push(word.to_owned()),
        }
    }
    out.join(" ")
}
