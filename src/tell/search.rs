//! What search found, and how its index stands.

use super::summary::counted;
use crate::search::{Answer, Ask, Difference, Facet, Hit, Piece, Refreshed, SearchFault};
use std::borrow::Cow;
use std::fmt::Write;

/// Values of a facet that are told.
const FACETS_TOLD: usize = 10;

/// Tells why nothing can be searched for.
pub fn search_fault(fault: &SearchFault) {
    tracing::error!(code = fault.code(), "{fault}");
}

/// Tells what bringing the index up to date did.
pub fn refreshed(refreshed: &Refreshed) {
    if refreshed.held {
        tracing::warn!("another process brings the index up to date; what is new may not be found yet");
    } else if refreshed.added + refreshed.removed > 0 {
        tracing::info!(
            added = refreshed.added,
            removed = refreshed.removed,
            records = refreshed.records,
            "the index is up to date"
        );
    }
}

/// An answer, in words.
pub fn answer(answer: &Answer, ask: &Ask<'_>) -> String {
    let mut words = String::new();
    for fault in answer.query.faults() {
        line(&mut words, &format!("({fault})"));
    }
    let last = ask.offset + answer.hits.len();
    let shown = if answer.hits.is_empty() { String::new() } else { format!(", {} to {last}", ask.offset + 1) };
    line(&mut words, &format!("{}{shown}", counted(answer.total, "record")));
    if let Some(suggestion) = &answer.suggestion {
        line(&mut words, &format!("did you mean: {suggestion}"));
    }
    for (at, found) in answer.hits.iter().enumerate() {
        hit(&mut words, ask.offset + at + 1, found);
    }
    for facet in answer.facets.iter().filter(|facet| !facet.counts.is_empty()) {
        line(&mut words, &told(facet));
    }
    words
}

fn hit(words: &mut String, number: usize, hit: &Hit) {
    let page = hit.page.map(|page| format!("page {page}"));
    let about = [Some(&hit.kind), hit.outcome.as_ref(), hit.council.as_ref(), hit.body.as_ref(), hit.date.as_ref()];
    let about: Vec<&str> = about.into_iter().flatten().map(String::as_str).chain(page.as_deref()).collect();
    line(words, "");
    line(words, &format!("{number}. {}", hit.title.as_deref().unwrap_or(&hit.document)));
    line(words, &format!("   {}", about.join(", ")));
    if !hit.snippet.is_empty() {
        line(words, &format!("   {}", hit.snippet.iter().map(marked).collect::<String>()));
    }
    line(words, &format!("   {}", hit.id));
}

fn marked(piece: &Piece) -> Cow<'_, str> {
    if piece.marked { format!("**{}**", piece.text).into() } else { piece.text.as_str().into() }
}

fn told(facet: &Facet) -> String {
    let counts = facet.counts.iter().take(FACETS_TOLD);
    let mut told: Vec<String> = counts.map(|count| format!("{} {}", count.value, count.count)).collect();
    if facet.counts.len() > FACETS_TOLD {
        told.push("…".to_owned());
    }
    format!("\n{}: {}", serde_variant::to_variant_name(&facet.field).unwrap_or_default(), told.join(", "))
}

/// How index and store differ, in words.
pub fn difference(difference: &Difference) -> String {
    let Difference { in_store, in_index, missing, surplus, .. } = difference;
    let mut words = String::new();
    line(&mut words, &format!("records: {in_store} in the store, {in_index} in the index"));
    if *missing > 0 {
        let ids = difference.missing_ids.join(", ");
        line(&mut words, &format!("not in the index: {missing} ({ids}); `minutebook index` adds them"));
    }
    if *surplus > 0 {
        line(&mut words, &format!("no longer in the store: {surplus}; `minutebook index` removes them"));
    }
    words
}

/// Adds a line. What sources say reaches a terminal here: signs that would steer it, or turn the
/// direction of its text, are shown as signs that cannot be shown.
fn line(words: &mut String, text: &str) {
    let steers = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{61c}' | '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    // Writing to a string cannot fail.
    let _ = writeln!(words, "{}", text.replace(steers, "\u{fffd}"));
}
