//! Which words of a text a query looks for, and the stretch of it that shows them best.

use super::fields::{exact, stemmed, tokens};
use super::query::{Query, Sought};
use rustc_hash::FxHashSet;
use std::ops::Range;
use tantivy::tokenizer::TextAnalyzer;

/// Words of a snippet.
const SNIPPET: usize = 34;
/// Words before the first that is marked.
const BEFORE: usize = 6;
/// Bytes of a text that are looked at.
const LOOKED_AT: usize = 200_000;

/// A stretch of a text, marked where the query looks for it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// Whether they are looked for.
    pub marked: bool,
}

/// What a query looks for, ready to be looked up in texts.
pub struct Marks {
    stems: FxHashSet<String>,
    starts: Vec<String>,
    phrases: Vec<Vec<String>>,
    stemmed: TextAnalyzer,
    exact: TextAnalyzer,
}

impl Marks {
    /// The words of a query that are to be there.
    pub fn of(query: &Query) -> Self {
        let mut marks = Self {
            stems: FxHashSet::default(),
            starts: Vec::new(),
            phrases: Vec::new(),
            stemmed: stemmed(),
            exact: exact(),
        };
        for clause in query.clauses().iter().filter(|clause| !clause.without) {
            match &clause.sought {
                Sought::Word(word) => match tokens(stemmed(), word) {
                    stems if stems.len() == 1 => marks.stems.extend(stems),
                    _ => marks.phrases.push(tokens(exact(), word)),
                },
                Sought::Phrase(words) | Sought::Person(words) => marks.phrases.push(tokens(exact(), words)),
                Sought::Prefix(start) => marks.starts.extend(tokens(exact(), start).pop()),
                Sought::Name { .. } | Sought::Choice { .. } | Sought::Days(_) => {}
            }
        }
        marks.phrases.retain(|phrase| !phrase.is_empty());
        marks
    }

    /// The whole of a text, marked.
    pub fn whole(&mut self, text: &str) -> Vec<Piece> {
        let words = self.words(text);
        pieces(text, &words, 0..text.len())
    }

    /// The stretch of the text that shows most of what the query looks for, marked; the beginning when
    /// it shows nothing.
    pub fn snippet(&mut self, text: &str) -> Vec<Piece> {
        let words = self.words(text);
        let first = best_start(&words);
        let last = (first + SNIPPET).min(words.len());
        let Some(shown) = words.get(first..last).filter(|shown| !shown.is_empty()) else { return Vec::new() };
        let start = if first == 0 { 0 } else { shown[0].at.start };
        let is_all = last == words.len() && text.len() <= LOOKED_AT;
        let end = if is_all { text.len() } else { shown[shown.len() - 1].at.end };
        let mut pieces = pieces(text, shown, start..end);
        let left_out = || Piece { text: "…".to_owned(), marked: false };
        if start > 0 {
            pieces.insert(0, left_out());
        }
        if end < text.len() {
            pieces.push(left_out());
        }
        pieces
    }

    fn words(&mut self, text: &str) -> Vec<Word> {
        let text = &text[..text.floor_char_boundary(LOOKED_AT)];
        let (stems, starts) = (&self.stems, &self.starts);
        let mut words: Vec<Word> = Vec::new();
        let mut cut = self.exact.token_stream(text);
        cut.process(&mut |token| {
            let marked = starts.iter().any(|start| token.text.starts_with(start.as_str()));
            words.push(Word { at: token.offset_from..token.offset_to, word: token.text.clone(), marked });
        });
        drop(cut);
        self.mark_phrases(&mut words);
        // Both ways of cutting give the same words, in the same order.
        let mut all = words.iter_mut();
        self.stemmed.token_stream(text).process(&mut |token| {
            if let Some(word) = all.next()
                && stems.contains(&token.text)
            {
                word.marked = true;
                word.word.clone_from(&token.text);
            }
        });
        words
    }

    fn mark_phrases(&self, words: &mut [Word]) {
        for phrase in &self.phrases {
            for at in 0..(words.len() + 1).saturating_sub(phrase.len()) {
                let stands = &mut words[at..at + phrase.len()];
                if phrase.iter().zip(stands.iter()).all(|(sought, word)| *sought == word.word) {
                    for word in stands {
                        word.marked = true;
                    }
                }
            }
        }
    }
}

struct Word {
    at: Range<usize>,
    word: String,
    marked: bool,
}

/// The word that a snippet begins with: a few before the one that has the most different words looked
/// for after it.
fn best_start(words: &[Word]) -> usize {
    let mut best = (0, 0);
    for at in (0..words.len()).filter(|at| words[*at].marked) {
        let after = words[at..].iter().take(SNIPPET - BEFORE);
        let different: FxHashSet<&str> = after.filter(|word| word.marked).map(|word| word.word.as_str()).collect();
        if different.len() > best.1 {
            best = (at, different.len());
        }
    }
    best.0.saturating_sub(BEFORE)
}

/// A stretch of a text, cut where its marks begin and end.
fn pieces(text: &str, words: &[Word], stretch: Range<usize>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut push = |stretch: Range<usize>, marked: bool| {
        if !stretch.is_empty() {
            pieces.push(Piece { text: squeezed(&text[stretch]), marked });
        }
    };
    let mut at = stretch.start;
    for word in words.iter().filter(|word| word.marked) {
        push(at..word.at.start, false);
        push(word.at.clone(), true);
        at = word.at.end;
    }
    push(at..stretch.end, false);
    pieces
}

/// Blanks and line ends as one blank.
fn squeezed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let c = if c.is_whitespace() { ' ' } else { c };
        if c != ' ' || !out.ends_with(' ') {
            out.push(c);
        }
    }
    out
}
