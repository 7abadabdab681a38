//! Interests that members declared.

use super::Paragraph;
use crate::grammar::{PhraseKind, SlotRole};
use crate::normal::{name, text};
use crate::read::Context;
use crate::record::Interest;

/// Reads the interests of an item.
pub fn read<'c>(context: &Context<'c, '_>, body: &[Paragraph<'c>]) -> Vec<Interest> {
    let mut out: Vec<Interest> = Vec::new();
    for paragraph in body {
        let words = paragraph.text;
        let phrases = context.phrases(words);
        for phrase in phrases.iter().filter(|phrase| phrase.kind == PhraseKind::Interest) {
            let Some(person) =
                phrase.slot(SlotRole::Person).and_then(|slot| name::people(slot).into_iter().next_back())
            else {
                continue;
            };
            let (start, end) = text::sentences(words)
                .into_iter()
                .find(|range| range.contains(&phrase.range.start))
                .map_or((0, words.len()), |range| (range.start, range.end.max(phrase.range.end)));
            let said = words[start..end].trim();
            let left = phrases.iter().any(|phrase| phrase.kind == PhraseKind::LeftRoom);
            let item = phrase.slot(SlotRole::Item).map(|item| item.trim().to_owned()).or_else(|| item_of(said));
            out.push(Interest {
                name: person.name,
                kind: phrase.sets.interest.unwrap_or_default(),
                item,
                text: said.to_owned(),
                left_room: left.then_some(true),
                place: context.blocks[paragraph.block]
                    .place(paragraph.from + start..paragraph.from + end, context.pages),
            });
        }
    }
    out
}

/// `in item 5`, `agenda item 7(b)`, `minute 12`: the number.
fn item_of(said: &str) -> Option<String> {
    let mut words = said.split(' ').peekable();
    while let Some(word) = words.next() {
        if !["item", "minute", "items"].iter().any(|noun| word.eq_ignore_ascii_case(noun)) {
            continue;
        }
        let number = words.peek()?.trim_matches(|c: char| matches!(c, ',' | '.' | ';' | ':'));
        if number.starts_with(|c: char| c.is_ascii_digit()) {
            return Some(number.to_owned());
        }
    }
    None
}
