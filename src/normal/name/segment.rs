//! Gathers the tokens of a list into segments, one a person or an office.

use super::token::{Separator, Token, tokens};
use super::words::{self, Honorific, LONGEST_PHRASE, Rank, honorific_at};
use std::ops::Range;

/// The most words that a name has.
const MOST_WORDS: usize = 6;

/// What stands between two separators of a list of people.
#[derive(Clone, Debug, Default)]
pub(super) struct Segment {
    /// Honorifics before the name.
    pub(super) honorifics: Vec<Honorific>,
    /// Words of the name, an initial that stood in brackets first.
    pub(super) words: Vec<Range<usize>>,
    /// Brackets after the name.
    pub(super) notes: Vec<Range<usize>>,
    /// Words after the name that are no part of it (`substituting for …`).
    pub(super) tail: Option<Range<usize>>,
    /// All of it.
    pub(super) range: Range<usize>,
    /// A sentence ended before it.
    pub(super) after_stop: bool,
    /// A dash stands before it.
    pub(super) after_dash: bool,
}

impl Segment {
    fn is_empty(&self) -> bool {
        self.range.is_empty()
    }

    fn take(&mut self, range: &Range<usize>) {
        if self.range.is_empty() {
            self.range = range.clone();
        } else {
            self.range.end = range.end;
        }
    }

    fn has_surname(&self, text: &str) -> bool {
        self.words.iter().any(|word| words::is_full(&text[word.clone()]))
    }

    /// The plural honorific that it begins with, in the singular.
    pub(super) fn plural(&self) -> Option<&'static str> {
        self.honorifics.first().filter(|honorific| honorific.plural).map(|honorific| honorific.form)
    }

    /// The name.
    pub(super) fn words_of(&self, text: &str) -> String {
        let words: Vec<&str> = self.words.iter().map(|word| &text[word.clone()]).collect();
        super::super::text::squeeze(&words.join(" ")).into_owned()
    }

    /// What stands in brackets after the name, or the words after it.
    pub(super) fn note_of(&self, text: &str) -> Option<String> {
        let tail = self.tail.iter().map(|tail| text[tail.clone()].trim());
        let bracketed = self.notes.iter().map(|note| {
            let note = &text[note.clone()];
            note[1..note.len() - 1].trim()
        });
        let counts = |note: &&str| !note.bytes().all(|byte| byte.is_ascii_digit());
        let notes: Vec<&str> = tail.chain(bracketed).filter(counts).collect();
        (!notes.is_empty()).then(|| super::super::text::squeeze(&notes.join(", ")).into_owned())
    }

    /// Letters after a name, cut from it by a comma.
    pub(super) fn is_suffix(&self, text: &str) -> bool {
        let all = self.words.iter().all(|word| words::is_suffix(&text[word.clone()]));
        all && !self.words.is_empty() && self.honorifics.is_empty() && self.tail.is_none()
    }

    /// Whether it names an office.
    pub(super) fn is_office(&self, text: &str) -> bool {
        let mut printed = self.words.iter().chain(&self.tail).flat_map(|range| text[range.clone()].split_whitespace());
        let office_alone =
            self.words.is_empty() && self.honorifics.iter().any(|honorific| honorific.rank == Rank::Office);
        let personal = self.honorifics.iter().any(|honorific| honorific.rank != Rank::Office);
        office_alone || (!personal && printed.any(words::is_office))
    }

    /// Whether it names a person, the carried honorific of a list helping.
    pub(super) fn is_person(&self, text: &str, carried: bool) -> bool {
        let words: Vec<&str> = self.words.iter().map(|word| &text[word.clone()]).collect();
        if words.is_empty() || words.len() > MOST_WORDS || !words.iter().all(|word| words::is_part_of_name(word)) {
            return false;
        }
        let titled = self.honorifics.iter().any(|honorific| honorific.rank != Rank::Office);
        let honoured = carried || !self.honorifics.is_empty();
        let surname = self.has_surname(text);
        if !surname && (!honoured || words.iter().any(|word| words::is_particle(word))) {
            return false;
        }
        if !titled
            && words.iter().enumerate().any(|(index, word)| {
                let after_initial = index > 0 && words::is_initials(words[index - 1]);
                words::is_no_name(word) && !after_initial
            })
        {
            return false;
        }
        match &self.tail {
            None => true,
            Some(tail) => {
                let first = text[tail.clone()].split_whitespace().next().unwrap_or_default();
                honoured || (words.len() > 1 && words::follows_name(first))
            }
        }
    }
}

/// The segments of a list, in order.
pub(super) fn segments(text: &str) -> Vec<Segment> {
    let tokens = tokens(text);
    let mut gathering = Gathering { text, tokens: &tokens, segments: Vec::new(), current: Segment::default() };
    let mut at = 0;
    while at < tokens.len() {
        at += gathering.token(at);
    }
    gathering.close(false, false);
    gathering.segments
}

struct Gathering<'a> {
    text: &'a str,
    tokens: &'a [Token],
    segments: Vec<Segment>,
    current: Segment,
}

impl Gathering<'_> {
    /// Takes the token at `at`, or a few; gives how many.
    fn token(&mut self, at: usize) -> usize {
        match &self.tokens[at] {
            Token::Word(word) => return self.word(at, word.clone()),
            Token::Note(note) => self.note(note.clone()),
            Token::Separator(separator) => self.separator(at, *separator),
        }
        1
    }

    fn close(&mut self, stop: bool, dash: bool) {
        let next = Segment { after_stop: stop, after_dash: dash, ..Segment::default() };
        if self.current.is_empty() {
            self.current.after_stop |= stop;
            self.current.after_dash |= dash;
        } else {
            self.segments.push(std::mem::replace(&mut self.current, next));
        }
    }

    fn separator(&mut self, at: usize, separator: Separator) {
        match separator {
            Separator::Between if self.current.tail.is_some() && self.goes_on_in_lower_case(at + 1) => {}
            Separator::Between => self.close(false, false),
            Separator::Dash => self.close(false, true),
            Separator::Stop => self.close(true, false),
            Separator::Line => {
                let short = self.current.words.len() < MOST_WORDS && self.current.tail.is_none();
                let wrapped = short && !self.current.has_surname(self.text);
                if !wrapped {
                    self.close(false, false);
                }
            }
            Separator::Colon => {
                let honorific_alone = self.current.words.is_empty() && self.current.tail.is_none();
                let office = self.current.honorifics.iter().any(|honorific| honorific.rank == Rank::Office);
                if !honorific_alone || office {
                    self.current = Segment { after_stop: true, ..Segment::default() };
                }
            }
        }
    }

    fn goes_on_in_lower_case(&self, at: usize) -> bool {
        matches!(self.tokens.get(at), Some(Token::Word(word)) if self.text[word.clone()].starts_with(char::is_lowercase))
    }

    fn note(&mut self, note: Range<usize>) {
        let content = self.text[note.start + 1..note.end - 1].trim();
        if self.current.is_empty() {
            return;
        }
        let surname_alone = self.current.words.len() == 1 && self.current.has_surname(self.text);
        if surname_alone && self.current.notes.is_empty() && self.current.tail.is_none() && words::is_initials(content)
        {
            let start = note.start + 1 + self.text[note.start + 1..].find(content).unwrap_or_default();
            self.current.words.insert(0, start..start + content.len());
        } else {
            self.current.notes.push(note.clone());
        }
        self.current.take(&note);
    }

    fn word(&mut self, at: usize, word: Range<usize>) -> usize {
        let printed = &self.text[word.clone()];
        if !self.current.notes.is_empty() {
            self.close(false, false);
        }
        if let Some(tail) = &mut self.current.tail {
            tail.end = word.end;
            self.current.take(&word);
            return 1;
        }
        if let Some((honorific, count)) = self.honorific(at) {
            if !self.current.words.is_empty() {
                self.close(false, false);
            }
            for token in &self.tokens[at..at + count] {
                if let Token::Word(range) = token {
                    self.current.take(range);
                }
            }
            self.current.honorifics.push(honorific);
            return count;
        }
        self.current.take(&word);
        if words::is_part_of_name(printed) {
            self.current.words.push(word);
        } else {
            self.current.tail = Some(word);
        }
        1
    }

    /// The honorific at a token, unless it is a surname that looks like one.
    fn honorific(&self, at: usize) -> Option<(Honorific, usize)> {
        let words: Vec<&str> = self.tokens[at..]
            .iter()
            .take(LONGEST_PHRASE)
            .map_while(|token| match token {
                Token::Word(word) => Some(&self.text[word.clone()]),
                _ => None,
            })
            .collect();
        let (honorific, count) = honorific_at(&words)?;
        if self.current.words.is_empty() {
            return Some((honorific, count));
        }
        let next_is_name = match self.tokens.get(at + count) {
            Some(Token::Word(next)) => self.text[next.clone()].starts_with(char::is_uppercase),
            _ => false,
        };
        (next_is_name && self.current.has_surname(self.text)).then_some((honorific, count))
    }
}
