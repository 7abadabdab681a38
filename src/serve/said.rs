//! What records say, made fit to be shown: characters that steer whoever shows them are
//! shown as signs instead, and every stretch keeps its direction of writing to itself.

use maud::{Markup, html};
use std::borrow::Cow;

/// What stands for a character that may not be shown.
const STAND_IN: char = '\u{fffd}';

/// The text with a sign for each character that steers terminals, readers of XML or the
/// direction of writing. As many characters as before.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    if text.chars().all(|sign| shown(sign) == sign) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().map(shown).collect())
    }
}

fn shown(sign: char) -> char {
    match sign {
        '\t' | '\n' => sign,
        // Pictures of control characters stand at their code points in a block of their own.
        '\0'..='\u{1f}' => char::from_u32(0x2400 + sign as u32).unwrap_or(STAND_IN),
        '\u{7f}' => '\u{2421}',
        // Among them embeddings, overrides and isolates of the direction of writing, and lone marks of it.
        '\u{80}'..='\u{9f}'
        | '\u{61c}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{fffe}'
        | '\u{ffff}' => STAND_IN,
        sign => sign,
    }
}

/// A text on a line with others.
pub(super) fn said(text: &str) -> Markup {
    html! { bdi { (plain(text)) } }
}

/// The first words of a text, not many more characters than asked for.
pub(super) fn first_words(text: &str, most: usize) -> Cow<'_, str> {
    let Some((end, _)) = text.char_indices().nth(most) else { return Cow::Borrowed(text) };
    let end = text[..end].rfind(char::is_whitespace).filter(|at| *at > 0).unwrap_or(end);
    Cow::Owned(format!("{}…", text[..end].trim_end()))
}

#[cfg(test)]
mod tests {
    use super::{first_words, plain, said};

    #[test]
    fn characters_that_steer_are_shown_as_signs() {
        assert_eq!(plain("a\u{1b}[31mb\u{7f}\u{9b}c\u{202e}d\u{2066}\0"), "a␛[31mb␡�c�d�␀");
        assert_eq!(plain("two\nlines\tand é العربية"), "two\nlines\tand é العربية");
        assert_eq!(said("<script>\u{202e}").into_string(), "<bdi>&lt;script&gt;�</bdi>");
    }

    #[test]
    fn first_words_end_at_a_word() {
        assert_eq!(first_words("the roof of the hall", 11), "the roof…");
        assert_eq!(first_words("the roof", 11), "the roof");
        assert_eq!(first_words("überübermaß", 4), "über…");
    }
}
