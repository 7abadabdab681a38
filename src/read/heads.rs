//! What looks like a heading, whatever its words.

use crate::block::Block;

/// Dashes that part two things on one line.
pub const DASHES: [&str; 3] = [" – ", " — ", " - "];
/// Longest heading, in words.
const MOST_WORDS: usize = 24;

/// Whether a block may be a title: short, no sentence, not a list item.
pub fn is_title_like(text: &str) -> bool {
    let words = text.split(' ').count();
    !text.is_empty() && words <= MOST_WORDS && text.chars().any(char::is_alphabetic) && !ends_sentence(text, words)
}

/// A full stop ends a sentence, unless it ends a few words in capitals or an abbreviation.
fn ends_sentence(text: &str, words: usize) -> bool {
    match text.as_bytes().last() {
        Some(b'.') => words > 5,
        Some(b';' | b',' | b'?' | b'!') => true,
        Some(b':') => words > 8,
        _ => false,
    }
}

/// Whether a block looks like a heading: marked, bold or in capitals, and title-like.
pub fn is_heading(block: &Block<'_>) -> bool {
    !block.is_table()
        && !block.look.bullet
        && (block.look.heading > 0 || block.look.bold || block.look.caps)
        && is_title_like(block.body())
}

/// Share of the longer words that begin with a capital, in percent.
pub fn capital_share(text: &str) -> usize {
    let (mut words, mut capitals) = (0, 0);
    for word in text.split([' ', '/', '-']).filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 3) {
        words += 1;
        capitals += usize::from(word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase));
    }
    (capitals * 100).checked_div(words).unwrap_or(100)
}
