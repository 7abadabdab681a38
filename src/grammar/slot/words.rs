//! Slots that hold any words up to the next literal.

use super::super::fold::{folded, is_word};
use super::{Ends, Extent};

/// Characters of a title, of any other words, and words of an office, at most.
const LONGEST_TITLE: usize = 200;
pub(super) const LONGEST_TEXT: usize = 400;
const LONGEST_ROLE: usize = 10;

/// Ends of a title: inside one sentence and one cell.
pub(super) fn title_ends(text: &str, extent: Extent) -> Ends {
    if !opens_title(text) {
        return Ends::new();
    }
    let near = &text[..text.floor_char_boundary(LONGEST_TITLE * 4)];
    let cell = near.find(['\t', '\n']).map_or(text, |end| &text[..end]);
    word_ends(cell, LONGEST_TITLE, usize::MAX, inside_sentence(extent))
}

/// Ends of any words.
pub(super) fn text_ends(text: &str, extent: Extent) -> Ends {
    word_ends(text, LONGEST_TEXT, usize::MAX, extent)
}

/// Whether a title may begin so: with a letter, a figure or a quotation mark.
fn opens_title(text: &str) -> bool {
    text.starts_with(|c: char| is_word(c) || matches!(c, '"' | '\'' | '\u{2018}' | '\u{201c}'))
}

fn inside_sentence(extent: Extent) -> Extent {
    if extent == Extent::Line { Extent::Sentence } else { extent }
}

/// Ends of an office: a few words without a stop, the shortest first, or the
/// longest first where nothing need follow.
pub(super) fn role_ends(text: &str, extent: Extent) -> Ends {
    if !text.starts_with(is_word) {
        return Ends::new();
    }
    let mut ends = word_ends(text, LONGEST_TITLE, LONGEST_ROLE, Extent::Sentence);
    let longest = ends.last().copied().unwrap_or(0);
    let stop = text[..longest].find([':', ';', '.', '(', ')', '\t', '\n']).unwrap_or(longest);
    ends.retain(|end| *end <= stop);
    if extent == Extent::WholeSentence {
        ends.reverse();
    }
    ends
}

/// Ends of a run of words: after each word and before each mark, the shortest first.
fn word_ends(text: &str, characters: usize, words: usize, extent: Extent) -> Ends {
    let mut ends = Ends::new();
    let mut seen = 0;
    let mut previous: Option<char> = None;
    for (at, c) in text.char_indices().chain([(text.len(), '\n')]).take(characters + 1) {
        if let Some(last) = previous {
            let joined = is_word(last) && is_word(c) && at < text.len();
            if !last.is_whitespace() && !joined {
                ends.push(at);
                seen += usize::from(is_word(last));
                if seen >= words {
                    break;
                }
                if extent != Extent::Line && ends_sentence(text, at) {
                    break;
                }
            }
        } else if c.is_whitespace() {
            break;
        }
        previous = Some(c);
    }
    if extent == Extent::WholeSentence
        && let Some(&end) = ends.last()
    {
        ends = Ends::from_slice(&[end - usize::from(text[..end].ends_with('.') && end > 1)]);
    }
    ends
}

/// Words that end in a full stop without ending a sentence.
const ABBREVIATIONS: &[&str] = &[
    "cllr", "cllrs", "clr", "cr", "mr", "mrs", "ms", "dr", "st", "no", "nos", "para", "prof", "rev", "hon", "ald",
    "min", "ref",
];

/// Whether a sentence ends at a byte of a text: a stop before it, a space and
/// no small letter after it, and no abbreviation or initial at its end.
pub(in super::super) fn ends_sentence(text: &str, at: usize) -> bool {
    let Some(stop @ ('.' | '!' | '?')) = text[..at].chars().next_back() else {
        return false;
    };
    let mut next = text[at..].chars();
    match next.next() {
        None => return true,
        Some(c) if !c.is_whitespace() => return false,
        Some(_) => {}
    }
    if next.find(|c| !c.is_whitespace()).is_some_and(char::is_lowercase) {
        return false;
    }
    if stop != '.' {
        return true;
    }
    let head = &text[..at - 1];
    let word: String = head.chars().rev().take(6).take_while(|&c| is_word(c)).collect();
    let word: String = word.chars().rev().collect();
    let time = head.ends_with(['m', 'M']) && head[..head.len() - 1].ends_with('.');
    let initial = word.chars().count() == 1 && word.starts_with(char::is_uppercase);
    time || !(initial || ABBREVIATIONS.contains(&folded(&word).as_str()))
}
