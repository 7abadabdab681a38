//! What somebody may have meant who typed a word that no record has.

use super::fault::SearchFault;
use super::fields::{exact, stemmed, tokens};
use super::index::Index;
use super::query::{Query, Sought};
use rustc_hash::FxHashMap;
use tantivy::Term;

/// Letters from which a word may have one wrong, and from which two.
const ONE_WRONG: usize = 4;
const TWO_WRONG: usize = 8;

impl Index {
    /// The query with its unknown words put right, as it would be typed; nothing when all are known, or
    /// no known word is near.
    pub(super) fn suggestion(&self, query: &Query, text: &str) -> Result<Option<String>, SearchFault> {
        let mut suggestion: Option<String> = None;
        for clause in query.clauses().iter().filter(|clause| !clause.without) {
            let (Sought::Word(typed) | Sought::Phrase(typed)) = &clause.sought else { continue };
            for word in tokens(exact(), typed) {
                if self.is_known(&word)? {
                    continue;
                }
                if let Some(nearest) = self.nearest(&word)? {
                    let before = suggestion.as_deref().unwrap_or(text);
                    suggestion = replaced(before, &word, &nearest).or(suggestion);
                }
            }
        }
        Ok(suggestion)
    }

    fn is_known(&self, word: &str) -> Result<bool, SearchFault> {
        let Some(stem) = tokens(stemmed(), word).pop() else { return Ok(true) };
        let term = Term::from_field_text(self.fields.words, &stem);
        self.searcher().doc_freq(&term).map(|count| count > 0).map_err(|cause| self.fault(cause))
    }

    /// The known word that is nearest; of several, the one that most records have.
    fn nearest(&self, word: &str) -> Result<Option<String>, SearchFault> {
        let letters = word.chars().count();
        let wrong = usize::from(letters >= ONE_WRONG) + usize::from(letters >= TWO_WRONG);
        if wrong == 0 {
            return Ok(None);
        }
        let mut near: FxHashMap<String, (usize, u64)> = FxHashMap::default();
        for part in self.searcher().segment_readers() {
            let words = part.inverted_index(self.fields.exact).map_err(|cause| self.fault(cause))?;
            let mut all = words.terms().stream().map_err(|cause| self.fault(cause.into()))?;
            while let Some((known, info)) = all.next() {
                let Ok(known) = std::str::from_utf8(known) else { continue };
                if known.len().abs_diff(word.len()) > wrong || known.bytes().any(|byte| byte.is_ascii_digit()) {
                    continue;
                }
                let distance = strsim::osa_distance(word, known);
                if distance <= wrong {
                    near.entry(known.to_owned()).or_insert((distance, 0)).1 += u64::from(info.doc_freq);
                }
            }
        }
        let mut near: Vec<(String, (usize, u64))> = near.into_iter().collect();
        near.sort_by(|a, b| a.1.0.cmp(&b.1.0).then(b.1.1.cmp(&a.1.1)).then_with(|| a.0.cmp(&b.0)));
        Ok(near.into_iter().next().map(|(known, _)| known))
    }
}

/// The text with the first such word in it replaced, whatever its capitals and accents.
fn replaced(text: &str, word: &str, by: &str) -> Option<String> {
    let mut at = None;
    exact().token_stream(text).process(&mut |token| {
        if at.is_none() && token.text == word {
            at = Some(token.offset_from..token.offset_to);
        }
    });
    let at = at?;
    Some(format!("{}{by}{}", &text[..at.start], &text[at.end..]))
}
