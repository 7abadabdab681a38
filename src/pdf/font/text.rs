//! What a code says: the characters that are believed of it, and how they are kept.

use super::symbols::SymbolSet;

/// What a code of a shown string says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Text<'f> {
    /// One character.
    Char(char),
    /// Several characters, or none: a ligature's letters, a code that draws nothing.
    Str(&'f str),
    /// The font does not tell.
    Unreadable,
}

/// What a code says, before it is put into a [`Page`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    Char(char),
    Str(String),
}

impl Said {
    /// A code that draws nothing and says nothing.
    pub(super) fn nothing() -> Self {
        Self::Str(String::new())
    }

    /// The character, when it is exactly one.
    pub(super) fn char(&self) -> Option<char> {
        match self {
            Self::Char(char) => Some(*char),
            Self::Str(_) => None,
        }
    }
}

/// The most bytes that one code may say: as many as the length of a glyph can tell.
const LONGEST: usize = 255;

/// The characters that a source gives for a code, as far as they can be text.
///
/// Control characters are left out, blanks among them become spaces; Latin
/// ligatures give their letters. Private-use characters are read as codes of
/// the symbol font that the font is, and as bullets in any other; where they
/// are neither, where nothing is left, or with replacement characters, the
/// source is not believed.
pub(super) fn believe(chars: impl IntoIterator<Item = char>, symbols: SymbolSet) -> Option<Said> {
    let mut one = None;
    let mut more = String::new();
    let mut put = |char: char| match one {
        None => one = Some(char),
        Some(first) => {
            if more.is_empty() {
                more.push(first);
            }
            more.push(char);
        }
    };
    for char in chars {
        match char {
            '\t' | '\n' | '\r' => put(' '),
            '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' => {}
            '\u{F000}'..='\u{F0FF}' => put(symbols.char(char as u32 as u8)?),
            '\u{E000}'..='\u{F8FF}' | '\u{F0000}'.. | '\u{FFFD}'..='\u{FFFF}' | '\u{FDD0}'..='\u{FDEF}' => return None,
            _ => match letters(char) {
                Some(letters) => letters.chars().for_each(&mut put),
                None => put(char),
            },
        }
    }
    if more.is_empty() { one.map(Said::Char) } else { (more.len() <= LONGEST).then_some(Said::Str(more)) }
}

/// The letters of a Latin ligature.
fn letters(char: char) -> Option<&'static str> {
    const LIGATURES: [&str; 7] = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];
    let index = (char as u32).checked_sub(0xFB00)?;
    LIGATURES.get(index as usize).copied()
}

/// Width and characters of 256 codes.
#[derive(Debug)]
pub(super) struct Page {
    entries: [Entry; 256],
    /// Characters of the entries that have several.
    strings: String,
}

/// Width and characters of one code.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    /// Width in em.
    pub(super) advance: f32,
    text: Packed,
}

/// A character, a stretch of [`Page::strings`], or [`Packed::UNREADABLE`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Packed(u32);

impl Packed {
    const UNREADABLE: Self = Self(u32::MAX);
    /// Marks a stretch: 22 bits of start, 8 of length.
    const STRETCH: u32 = 1 << 31;
}

impl Page {
    /// The codes as a function tells them.
    pub(super) fn fill(mut tell: impl FnMut(u8) -> (f32, Option<Said>)) -> Self {
        let mut strings = String::new();
        let entries = std::array::from_fn(|code| {
            let (advance, said) = tell(code as u8);
            let text = match said {
                None => Packed::UNREADABLE,
                Some(Said::Char(char)) => Packed(u32::from(char)),
                Some(Said::Str(text)) => {
                    let start = strings.len() as u32;
                    strings.push_str(&text);
                    Packed(Packed::STRETCH | start << 8 | text.len().min(LONGEST) as u32)
                }
            };
            Entry { advance, text }
        });
        Self { entries, strings }
    }

    /// The entry of a code.
    #[inline]
    pub(super) fn entry(&self, code: u8) -> Entry {
        self.entries[usize::from(code)]
    }

    /// What an entry of this page says.
    #[inline]
    pub(super) fn text(&self, entry: Entry) -> Text<'_> {
        let Packed(packed) = entry.text;
        if let Some(char) = char::from_u32(packed) {
            return Text::Char(char);
        }
        if entry.text == Packed::UNREADABLE {
            return Text::Unreadable;
        }
        let start = (packed & !Packed::STRETCH) as usize >> 8;
        let length = (packed & 0xFF) as usize;
        Text::Str(self.strings.get(start..start + length).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Option<Said> {
        believe(text.chars(), SymbolSet::None)
    }

    #[test]
    fn controls_are_left_out_and_never_text_alone() {
        assert_eq!(said("A"), Some(Said::Char('A')));
        assert_eq!(said("\0A\u{1}"), Some(Said::Char('A')));
        assert_eq!(said("\0"), None);
        assert_eq!(said("\u{2}\u{8D}"), None);
        assert_eq!(said("\t"), Some(Said::Char(' ')));
        assert_eq!(said("\u{AD}"), Some(Said::Char('\u{AD}')));
        assert_eq!(said("\u{A0}"), Some(Said::Char('\u{A0}')));
    }

    #[test]
    fn ligatures_give_their_letters() {
        assert_eq!(said("\u{FB01}"), Some(Said::Str("fi".to_owned())));
        assert_eq!(said("\u{FB04}"), Some(Said::Str("ffl".to_owned())));
        assert_eq!(said("ff"), Some(Said::Str("ff".to_owned())));
    }

    #[test]
    fn private_and_replacement_characters_are_not_believed() {
        for text in ["\u{E000}", "\u{F041}", "\u{F8FF}", "\u{F0001}", "\u{FFFD}", "a\u{FFFF}"] {
            assert_eq!(said(text), None, "{text:?}");
        }
        assert_eq!(believe(['\u{F061}'], SymbolSet::Symbol), Some(Said::Char('α')));
        assert_eq!(said("\u{F0B7}"), Some(Said::Char('•')));
    }

    #[test]
    fn a_page_gives_back_what_was_put_in() {
        let page = Page::fill(|code| {
            let said = match code {
                0 => None,
                1 => Some(Said::Str("ffi".to_owned())),
                2 => Some(Said::nothing()),
                255 => Some(Said::Str("x".repeat(LONGEST))),
                code => Some(Said::Char(char::from(code))),
            };
            (f32::from(code), said)
        });
        assert_eq!(page.text(page.entry(0)), Text::Unreadable);
        assert_eq!(page.text(page.entry(1)), Text::Str("ffi"));
        assert_eq!(page.text(page.entry(2)), Text::Str(""));
        assert_eq!(page.text(page.entry(65)), Text::Char('A'));
        assert_eq!(page.text(page.entry(255)), Text::Str("x".repeat(LONGEST).as_str()));
        assert!((page.entry(65).advance - 65.0).abs() < f32::EPSILON);
    }
}
