//! Cuts a list of people into words, brackets and separators.

use std::ops::Range;

/// What separates two names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Separator {
    /// A comma, semicolon, stroke or `and`.
    Between,
    /// A line's end.
    Line,
    /// A dash with room around it.
    Dash,
    /// The end of a sentence.
    Stop,
    /// A colon: what stands before it is a label.
    Colon,
}

/// A piece of a list of people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Word(Range<usize>),
    /// A bracket with what is in it.
    Note(Range<usize>),
    Separator(Separator),
}

fn is_in_word(sign: char) -> bool {
    sign.is_alphanumeric() || matches!(sign, '.' | '\'' | '’' | '‘' | '-' | '‑' | '\u{300}'..='\u{36f}' | '@' | '_')
}

/// The pieces of a text, in order.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    let brackets = Brackets::of(text);
    while let Some(sign) = text[at..].chars().next() {
        let start = at;
        at += sign.len_utf8();
        match sign {
            '(' | '[' => {
                if let Some(end) = brackets.end_of(start) {
                    tokens.push(Token::Note(start..end));
                    at = end;
                }
            }
            ',' | ';' | '/' | '&' | '|' | '•' => {
                tokens.push(Token::Separator(Separator::Between));
            }
            '\n' | '\t' => tokens.push(Token::Separator(Separator::Line)),
            '–' | '—' => tokens.push(Token::Separator(Separator::Dash)),
            ':' => tokens.push(Token::Separator(Separator::Colon)),
            _ if is_in_word(sign) => {
                at += text[at..].find(|sign| !is_in_word(sign)).unwrap_or(text.len() - at);
                word(text, start..at, &mut tokens);
            }
            _ => {}
        }
    }
    tokens
}

fn word(text: &str, range: Range<usize>, tokens: &mut Vec<Token>) {
    let printed = &text[range.clone()];
    let quotes = ['\'', '’', '‘', '_'];
    let inner = printed.trim_matches(quotes);
    if inner.chars().all(|sign| !sign.is_alphanumeric()) {
        if inner.contains('-') {
            tokens.push(Token::Separator(Separator::Dash));
        }
        return;
    }
    if inner == "and" || inner == "AND" {
        tokens.push(Token::Separator(Separator::Between));
        return;
    }
    let start = range.start + printed.len() - printed.trim_start_matches(quotes).len();
    let ends_sentence = ends_sentence(inner);
    let end = start + inner.len() - usize::from(ends_sentence);
    tokens.push(Token::Word(start..end));
    if ends_sentence {
        tokens.push(Token::Separator(Separator::Stop));
    }
}

/// Whether the stop at a word's end is the sentence's and not the word's own.
fn ends_sentence(word: &str) -> bool {
    let Some(stem) = word.strip_suffix('.') else {
        return false;
    };
    let letters = stem.chars().filter(|sign| sign.is_alphabetic()).count();
    let own = stem.contains('.') || letters < 2 || super::words::is_shortened(stem);
    !own
}

/// Where each outermost bracket closes.
struct Brackets {
    pairs: Vec<Range<usize>>,
}

impl Brackets {
    fn of(text: &str) -> Self {
        let mut pairs = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        for (at, byte) in text.bytes().enumerate() {
            match byte {
                b'(' | b'[' => open.push(at),
                b')' | b']' => {
                    if let Some(start) = open.pop() {
                        pairs.push(start..at + 1);
                    }
                }
                _ => {}
            }
        }
        pairs.sort_unstable_by_key(|pair| pair.start);
        Self { pairs }
    }

    fn end_of(&self, start: usize) -> Option<usize> {
        self.pairs.binary_search_by_key(&start, |pair| pair.start).ok().map(|index| self.pairs[index].end)
    }
}
