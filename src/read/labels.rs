//! Labelled values that share a line: `Tel: 01632 960000 Email: a.bee@example.org`.

use super::Context;
use crate::grammar::{FieldName, FieldScope};

/// The next label in a text: where it stands, what it names, the words after it.
pub fn second<'w>(context: &Context<'_, '_>, scope: FieldScope, words: &'w str) -> Option<(usize, FieldName, &'w str)> {
    let starts = words.char_indices().filter(|(at, _)| *at == 0 || words.as_bytes()[at - 1] == b' ').map(|(at, _)| at);
    starts.filter(|at| words[*at..].contains(':')).find_map(|at| {
        let field = context.grammar.field(scope, &words[at..])?;
        let label_end = words.len() - field.rest.len();
        words[at..label_end].contains(':').then_some((at, field.name, field.rest))
    })
}
