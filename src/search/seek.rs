//! A query as the index understands it.

use super::fields::{Field, Fields, exact, stemmed, tokens, whole};
use super::query::{Query, Sought};
use rustc_hash::FxHashMap;
use std::ops::{Bound, RangeInclusive};
use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, Occur, PhraseQuery, Query as Seeking, RangeQuery, RegexQuery,
    TermQuery,
};
use tantivy::schema::{Field as IndexField, IndexRecordOption};

/// How much more a word counts that stands in the title.
const TITLE: f32 = 1.5;

type Boxed = Box<dyn Seeking>;

/// What to ask of the index. Words, phrases and prefixes must all be there; of several values of one field,
/// one must.
pub(super) fn seeking(query: &Query, fields: &Fields) -> Boxed {
    let mut parts: Vec<(Occur, Boxed)> = Vec::new();
    let mut allowed: FxHashMap<Field, Vec<Boxed>> = FxHashMap::default();
    for clause in query.clauses() {
        let Some((field, sought)) = sought(&clause.sought, fields) else { continue };
        match (clause.without, field) {
            (true, _) => parts.push((Occur::MustNot, sought)),
            (false, Some(field)) => allowed.entry(field).or_default().push(sought),
            (false, None) => {
                parts.push((Occur::Must, sought));
                if let Sought::Word(word) = &clause.sought
                    && let [stem] = tokens(stemmed(), word).as_slice()
                {
                    let titled = with_frequency(fields.title, stem);
                    parts.push((Occur::Should, Box::new(BoostQuery::new(titled, TITLE))));
                }
            }
        }
    }
    for (field, _) in super::fields::FIELDS {
        if let Some(values) = allowed.remove(field) {
            let any: Boxed = Box::new(BooleanQuery::union(values));
            parts.push((Occur::Must, Box::new(ConstScoreQuery::new(any, 0.0))));
        }
    }
    if !parts.iter().any(|(occur, _)| *occur == Occur::Must) {
        parts.push((Occur::Must, Box::new(ConstScoreQuery::new(Box::new(AllQuery), 0.0))));
    }
    Box::new(BooleanQuery::new(parts))
}

/// One thing to look for, with the field that it restricts; nothing when it has no word in it.
fn sought(sought: &Sought, fields: &Fields) -> Option<(Option<Field>, Boxed)> {
    Some(match sought {
        Sought::Word(word) => match tokens(stemmed(), word).as_slice() {
            // What is joined by hyphens or apostrophes is a phrase.
            [_, _, ..] => (None, phrase(fields.exact, &tokens(exact(), word))?),
            stem => (None, with_frequency(fields.words, stem.first()?)),
        },
        Sought::Phrase(words) => (None, phrase(fields.exact, &tokens(exact(), words))?),
        Sought::Prefix(start) => {
            let start = tokens(exact(), start).pop()?;
            // Its own letters and figures are no signs of a pattern.
            (None, Box::new(RegexQuery::from_pattern(&format!("{start}.*"), fields.exact).ok()?))
        }
        Sought::Name { field, name, whole: true } => {
            let named = if *field == Field::Body { fields.body } else { fields.council };
            (Some(*field), term(named, tokens(whole(), name).first()?))
        }
        Sought::Name { field, name, whole: false } => {
            let named = if *field == Field::Body { fields.body_words } else { fields.council_words };
            (Some(*field), all(named, &tokens(exact(), name))?)
        }
        Sought::Choice { field, word } => {
            let chosen = if *field == Field::Type { fields.kind } else { fields.outcome };
            (Some(*field), term(chosen, word))
        }
        Sought::Person(name) => (Some(Field::Person), phrase(fields.people, &tokens(exact(), name))?),
        Sought::Days(days) => (Some(Field::Date), within(fields.date, days)),
    })
}

fn term(field: IndexField, word: &str) -> Boxed {
    Box::new(TermQuery::new(Term::from_field_text(field, word), IndexRecordOption::Basic))
}

fn with_frequency(field: IndexField, word: &str) -> Boxed {
    Box::new(TermQuery::new(Term::from_field_text(field, word), IndexRecordOption::WithFreqs))
}

fn all(field: IndexField, words: &[String]) -> Option<Boxed> {
    (!words.is_empty()).then(|| -> Boxed {
        Box::new(BooleanQuery::intersection(words.iter().map(|word| term(field, word)).collect()))
    })
}

fn phrase(field: IndexField, words: &[String]) -> Option<Boxed> {
    match words {
        [] => None,
        [word] => Some(with_frequency(field, word)),
        _ => Some(Box::new(PhraseQuery::new(words.iter().map(|word| Term::from_field_text(field, word)).collect()))),
    }
}

fn within(field: IndexField, days: &RangeInclusive<u64>) -> Boxed {
    let day = |day| Bound::Included(Term::from_field_u64(field, day));
    Box::new(RangeQuery::new(day(*days.start()), day(*days.end())))
}
