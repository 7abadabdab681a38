//! Actions: what carries a marker ("Action required", "ACTION: officers").

use super::{Paragraph, are_initials};
use crate::grammar::{PhraseKind, SlotRole};
use crate::normal::text;
use crate::read::Context;
use crate::record::Action;

/// Reads the actions of an item; `crew` holds the initials of those who were there.
pub fn read<'c>(context: &Context<'c, '_>, body: &[Paragraph<'c>], crew: &[String]) -> Vec<Action> {
    let mut out = initialled(context, body, crew);
    for (index, paragraph) in body.iter().enumerate() {
        let words = paragraph.text;
        let phrases = context.phrases(words);
        let mut markers = phrases.iter().filter(|phrase| phrase.kind == PhraseKind::Action).peekable();
        // Where the marker before ends: what an action says stands between two of them.
        let mut since = 0;
        while let Some(phrase) = markers.next() {
            let until = markers.peek().map_or(words.len(), |next| next.range.start.max(phrase.range.end));
            let first = std::mem::replace(&mut since, phrase.range.end);
            let owner = phrase
                .slot(SlotRole::Owner)
                .map(|owner| owner.trim().trim_end_matches(['.', ')']).to_owned())
                .filter(|owner| !owner.is_empty());
            let rest = words[phrase.range.end..until].trim_start_matches([':', ' ', '.', '–', '-', ')']);
            let before = words[first.min(phrase.range.start)..phrase.range.start].trim_end_matches(['(', '[', ' ']);
            let first = phrase.range.start.min(first) + leading(before);
            let before = &before[leading(before)..];
            // `ACTION: A Bee to write to the owner`: what follows the marker is the action itself.
            let told = owner.clone().filter(|owner| before.is_empty() && owner.split(' ').count() > 5);
            let found = if let Some(told) = told {
                words[first..].find(told.as_str()).map(|from| (index, first + from, first + from + told.len()))
            } else if before.is_empty() && rest.is_empty() {
                // The marker stands on a line of its own: the block above carries it.
                index.checked_sub(1).filter(|_| first == 0).map(|above| (above, 0, body[above].text.len()))
            } else if owner.is_none() && follows_marker(words, &phrase.range, rest) {
                let from = until - rest.len();
                let end = text::sentences(rest).first().map_or(rest.len(), |range| range.end);
                Some((index, from, from + end))
            } else {
                let whole =
                    context.blocks[paragraph.block].look.bullet || context.blocks[paragraph.block].label.is_some();
                let sentences = text::sentences(before);
                let begin = if whole { 0 } else { carrying(context, before, &sentences) };
                Some((index, first + begin, first + before.len()))
            };
            let Some((at, from, to)) = found else { continue };
            let carrier = &body[at];
            let start = if from == 0 {
                context.blocks[carrier.block].label.filter(|_| carrier.from == 0).map_or(0, |label| label.length)
            } else {
                from
            };
            let said = carrier.text[start.min(to)..to].trim();
            if said.is_empty() || out.iter().any(|action: &Action| action.text == said) {
                continue;
            }
            let names_owner = owner.is_some();
            let owner = match owner {
                Some(told) if told == said => told.split_once(" to ").map(|(who, _)| who.to_owned()),
                Some(owner) => Some(owner),
                None => undertaking(context, said),
            };
            let mut place = context.blocks[carrier.block].place(carrier.from + start..carrier.from + to, context.pages);
            if names_owner {
                let marker = paragraph.from + phrase.range.start..paragraph.from + phrase.range.end;
                place.extend(context.blocks[paragraph.block].place(marker, context.pages));
            }
            out.push(Action { text: said.to_owned(), owner, place });
        }
    }
    out
}

/// Actions told by initials beside them, as minutes with a column for actions have it:
/// on a line of their own below the paragraph, or behind its last sentence.
fn initialled<'c>(context: &Context<'c, '_>, body: &[Paragraph<'c>], crew: &[String]) -> Vec<Action> {
    let mut out: Vec<Action> = Vec::new();
    let mut carrier: Option<&Paragraph<'c>> = None;
    for paragraph in body {
        let (said, owner) = match carrier {
            Some(above) if are_crew(paragraph.text, crew) => (above, paragraph.text),
            _ => {
                carrier = Some(paragraph);
                let Some(at) = initials_behind(paragraph.text, crew) else { continue };
                (paragraph, &paragraph.text[at..])
            }
        };
        let block = &context.blocks[said.block];
        let label = block.label.filter(|_| said.from == 0).map_or(0, |label| label.length);
        let to = if std::ptr::eq(said, paragraph) { said.text.len() - owner.len() } else { said.text.len() };
        let words = said.text[..to].trim_end();
        // Of a paragraph, its last sentence carries the mark; of a list, the whole entry.
        let whole = block.look.bullet || label > 0;
        let from = if whole { label } else { carrying(context, words, &text::sentences(words)) };
        let told = said.text[from.min(to)..to].trim();
        let owner_place = context.blocks[paragraph.block].place(
            paragraph.from + paragraph.text.len() - owner.len()..paragraph.from + paragraph.text.len(),
            context.pages,
        );
        match out.last_mut().filter(|last| last.text == told) {
            // Several may share an action, each on a line.
            Some(last) => {
                last.owner = last.owner.take().map(|before| format!("{before} {owner}"));
                last.place.extend(owner_place);
            }
            None if !told.is_empty() => {
                let mut place = block.place(said.from + from..said.from + to, context.pages);
                place.extend(owner_place);
                out.push(Action { text: told.to_owned(), owner: Some(owner.to_owned()), place });
            }
            None => {}
        }
    }
    out
}

/// Whether a text is nothing but initials of people who were there: `JS/RB`.
fn are_crew(text: &str, crew: &[String]) -> bool {
    // `MCa` beside `MC`: a small letter tells two people with the same initials apart.
    let known = |word: &str| {
        let capitals: String = word.chars().filter(char::is_ascii_uppercase).collect();
        crew.contains(&capitals)
    };
    are_initials(text) && text.split([' ', '/', ',', '&']).filter(|word| !word.is_empty()).all(known)
}

/// Where initials of people who were there stand behind the last sentence.
fn initials_behind(text: &str, crew: &[String]) -> Option<usize> {
    let at = text.rfind(['.', ')', '!'])? + 1;
    let behind = text[at..].trim_start();
    (text[at..].starts_with(' ') && are_crew(behind, crew)).then(|| text.len() - behind.len())
}

/// The marks that part an action from the marker before it.
fn leading(text: &str) -> usize {
    text.len() - text.trim_start_matches(['.', ')', ']', ' ']).len()
}

/// `Action Obtain the figures.` : the words after the marker are the action.
fn follows_marker(words: &str, marker: &std::ops::Range<usize>, rest: &str) -> bool {
    let marker = &words[marker.clone()];
    let ends_open = !marker.trim_end().ends_with(['.', ']', ')']);
    ends_open && rest.starts_with(char::is_uppercase) && !marker.to_ascii_lowercase().contains("required")
}

/// The sentence that carries a marker behind it: the last one.
fn carrying<'c>(context: &Context<'c, '_>, before: &'c str, sentences: &[std::ops::Range<usize>]) -> usize {
    let last = sentences.last().map_or(0, |range| range.start);
    // What somebody undertook in the sentence before is what the marker means,
    // when the last sentence only remarks on it.
    let undertaken =
        |range: &std::ops::Range<usize>| context.phrase(PhraseKind::Undertaking, &before[range.clone()]).is_some();
    match sentences {
        [.., above, below] if undertaken(above) && !undertaken(below) => above.start,
        _ => last,
    }
}

/// Who took it on, as the sentence says.
fn undertaking<'c>(context: &Context<'c, '_>, said: &'c str) -> Option<String> {
    let phrase = context.phrase(PhraseKind::Undertaking, said)?;
    let (start, _) = text::sentences(said)
        .into_iter()
        .find(|range| range.contains(&phrase.range.start))
        .map_or((0, 0), |range| (range.start, range.end));
    let owner = phrase
        .slot(SlotRole::Owner)
        .or_else(|| phrase.slot(SlotRole::Person))
        .unwrap_or(&said[start..phrase.range.start]);
    let owner = owner.trim().trim_start_matches("The ").trim_start_matches("the ").trim_end_matches(',');
    (!owner.is_empty() && owner.split(' ').count() <= 12).then(|| owner.to_owned())
}
