//! Items of minutes: which headings they have, and where each ends.

use super::Paragraph;
use crate::block::{Block, LabelKind};
use crate::grammar::{FieldName, FieldScope, HeadingKind, PhraseKind, SlotRole};
use crate::page::Look;
use crate::read::{Context, Part, heads, people};
use std::ops::Range;

/// An item: its heading and its blocks.
#[derive(Clone, Debug)]
pub struct Item {
    /// Number as printed.
    pub number: Option<String>,
    /// Title, one line.
    pub title: String,
    /// Number of the agenda item, where it is printed.
    pub agenda_number: Option<String>,
    /// Its blocks, the heading first.
    pub blocks: Range<usize>,
    /// Where the paragraph that runs on in the heading's line begins, in bytes.
    run_in: Option<usize>,
}

impl Item {
    /// The paragraphs of the item; tables have none.
    pub fn body<'c>(&self, context: &Context<'c, '_>, blocks: Range<usize>) -> Vec<Paragraph<'c>> {
        let mut out = Vec::with_capacity(blocks.len());
        let heading = &context.blocks[blocks.start];
        if let Some(from) = self.run_in {
            out.push(Paragraph { block: blocks.start, from, text: &heading.text[from..] });
        }
        for at in blocks.start + 1..blocks.end {
            let block = &context.blocks[at];
            if !block.is_table() {
                out.push(Paragraph { block: at, from: 0, text: &block.text });
            }
        }
        out
    }
}

/// A block that may be an item's heading.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    at: usize,
    figure: u32,
    style: Style,
}

/// How headings of one sequence look alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Style {
    capitals: bool,
    bold: bool,
    marked: bool,
    lettered: bool,
}

/// How many numbers minutes may skip between two items.
const WIDEST_STEP: u32 = 3;
/// How many numbered headings are a sequence wherever they stand.
const FEWEST_SURE: usize = 6;
/// How many candidates may begin the sequence.
const MOST_BEGINNINGS: usize = 12;

/// Finds the items of minutes: the longest sequence of numbered headings that
/// look alike, or else headings without numbers.
pub fn find(context: &Context<'_, '_>, part: &Part) -> Vec<Item> {
    let from = part.anchor.max(part.blocks.start) + usize::from(context.marks[part.anchor].is(HeadingKind::Minutes));
    let range = from..part.blocks.end;
    let candidates: Vec<Candidate> = range.clone().filter_map(|at| candidate(context, at)).collect();
    let chain = longest_chain(&candidates);
    let referenced = referenced(context, range.clone());
    // Headings that are linked to the agenda are surer than numbers, which paragraphs have too.
    let linked = referenced.len() > 1
        && referenced.iter().filter(|at| chain.iter().any(|candidate| candidate.at == **at)).count() * 2
            < referenced.len();
    let unnumbered = || {
        // Lines in capitals above the list of who was there are the masthead's.
        let told = range.clone().take(MASTHEAD).find(|at| tells_present(context, *at)).unwrap_or(range.start);
        let looking: Vec<usize> = (told..range.end).filter(|at| is_unnumbered(context, *at)).collect();
        plain_headings(context, told..range.end).filter(|plain| plain.len() > looking.len()).unwrap_or(looking)
    };
    // A short list somewhere among headings without numbers is no sequence of items.
    let narrow = chain.len() > 1 && chain.len() < FEWEST_SURE && {
        let span = chain[chain.len() - 1].at - chain[0].at;
        span * 4 < range.len() && unnumbered().len() > chain.len()
    };
    let numbered = (chain.len() > 1 || linked) && !narrow;
    let starts: Vec<usize> = if linked {
        referenced
    } else if numbered {
        with_sub_items(context, &chain, part.blocks.end)
    } else {
        unnumbered()
    };
    // A heading that the next page prints again opens nothing.
    let opens = |index: &usize| !is_printed_again(context, &starts[..=*index]);
    let starts: Vec<usize> = (0..starts.len()).filter(opens).map(|index| starts[index]).collect();
    starts
        .iter()
        .enumerate()
        .map(|(index, at)| {
            let end = starts.get(index + 1).copied().unwrap_or(part.blocks.end);
            item(context, *at..end, numbered)
        })
        .collect()
}

/// How far above a heading may stand that is printed again, in headings.
const FARTHEST_AGAIN: usize = 24;

/// Whether the last of some headings is one above it again: `Public Comment – continued`.
fn is_printed_again(context: &Context<'_, '_>, starts: &[usize]) -> bool {
    const MARKS: [char; 9] = [' ', '(', ')', '[', ']', '-', '–', '—', ','];
    let Some((last, above)) = starts.split_last() else { return false };
    let words = context.blocks[*last].text.trim_end_matches([')', ']', '.', ' ']);
    let Some((title, last)) = words.rsplit_once(MARKS) else { return false };
    let title = title.trim_end_matches(MARKS);
    let is_title = |at: &usize| context.blocks[*at].body().trim_end_matches(':').eq_ignore_ascii_case(title);
    context.grammar.words("continued").contains(last) && above.iter().rev().take(FARTHEST_AGAIN).any(is_title)
}

/// How many blocks may stand above the list of who was there.
const MASTHEAD: usize = 16;

/// Whether a block says who was there or who presided, in so many words.
fn tells_present(context: &Context<'_, '_>, at: usize) -> bool {
    context.marks[at]
        .field(FieldScope::Minutes)
        .is_some_and(|field| matches!(field.name, FieldName::Present | FieldName::Chair) && !field.rest.is_empty())
}

/// Headings that name their agenda item, at their end or on the line below: `(Item 4)`.
fn referenced(context: &Context<'_, '_>, range: Range<usize>) -> Vec<usize> {
    let mut out: Vec<usize> = Vec::new();
    for at in range.clone() {
        let text = &context.blocks[at].text;
        if text.len() > LONGEST_REFERENCED || !text.ends_with(')') {
            continue;
        }
        let Some(found) =
            context.phrase(PhraseKind::AgendaReference, text).filter(|found| found.range.end == text.len())
        else {
            continue;
        };
        let heading = if found.range.start == 0 { at.checked_sub(1) } else { Some(at) };
        let Some(heading) = heading.filter(|heading| range.contains(heading)) else { continue };
        let words = &context.blocks[heading].text;
        let words = if heading == at { words[..found.range.start].trim_end() } else { words };
        if heads::is_title_like(words) && words.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) {
            out.push(heading);
        }
    }
    out.dedup();
    out
}

/// Longest heading with its agenda item, in bytes.
const LONGEST_REFERENCED: usize = 240;

/// Headings that are told by their place alone: a few words on a line of their own, sentences below.
///
/// One such line may be anything; several in one style are headings.
fn plain_headings(context: &Context<'_, '_>, range: Range<usize>) -> Option<Vec<usize>> {
    let end = range.end;
    let found: Vec<usize> = range
        .filter(|at| {
            let (block, next) = (&context.blocks[*at], *at + 1);
            let below = next < end && context.blocks[next].text.ends_with('.') && context.blocks[next].text.len() > 40;
            below
                && block.look.gap > 0
                && block.lines.len() == 1
                && block.label.is_none()
                && !block.look.bullet
                && !block.is_table()
                && block.text.len() <= LONGEST_PLAIN
                && block.text.starts_with(char::is_uppercase)
                && !block.text.ends_with(['.', ',', ';', ':', '?', '!'])
                && heads::capital_share(&block.text) >= 60
                && !people::is_list(&block.text)
                && is_own_heading(context, *at)
        })
        .collect();
    (found.len() >= FEWEST_PLAIN).then_some(found)
}

/// Longest heading that nothing but its place tells, in bytes.
const LONGEST_PLAIN: usize = 70;
/// How many headings that nothing but their place tells make items.
const FEWEST_PLAIN: usize = 3;

/// The items of a sequence, and the lettered items below them that have a heading's look.
fn with_sub_items(context: &Context<'_, '_>, chain: &[Candidate], end: usize) -> Vec<usize> {
    let mut out = Vec::with_capacity(chain.len());
    for (index, candidate) in chain.iter().enumerate() {
        out.push(candidate.at);
        let below = candidate.at + 1..chain.get(index + 1).map_or(end, |next| next.at);
        let before = out.len();
        out.extend(below.clone().filter(|at| is_sub_item(context, *at, candidate.style)));
        if out.len() == before {
            out.extend(lettered(context, below));
        }
    }
    out
}

/// Lettered items below a numbered heading that has no words of its own: `a. Roof repairs`, `b. Bridge`.
///
/// Letters also head clauses and points of discussion: these follow words that
/// announce them, or are sentences.
fn lettered(context: &Context<'_, '_>, below: Range<usize>) -> Vec<usize> {
    let mut out: Vec<usize> = Vec::new();
    let own = context.grammar.heading(HeadingKind::Group, context.blocks[below.start - 1].body(), Look::default());
    for at in below.clone() {
        let block = &context.blocks[at];
        let Some(label) = block.label.filter(|label| label.kind == LabelKind::Letter || label.kind == LabelKind::Roman)
        else {
            continue;
        };
        let letter = block.label_text().and_then(|text| text.bytes().next()).unwrap_or_default();
        let follows = usize::from(letter.wrapping_sub(b'a')) == out.len();
        if label.bracketed || block.look.bullet || !follows || block.label_text().is_none_or(|text| text.len() > 1) {
            continue;
        }
        let announced = out.is_empty() && at > below.start && own.is_none();
        if announced || !heads::is_title_like(block.body()) || !block.body().starts_with(char::is_uppercase) {
            return Vec::new();
        }
        out.push(at);
    }
    out
}

/// A lettered heading below a numbered one: marked or bold, and no clause.
fn is_sub_item(context: &Context<'_, '_>, at: usize, style: Style) -> bool {
    let block = &context.blocks[at];
    let Some(label) = block.label else { return false };
    let lettered = if style.lettered {
        label.kind == LabelKind::Number
    } else {
        matches!(label.kind, LabelKind::Letter | LabelKind::Capital | LabelKind::Roman)
    };
    let looks = block.look.bold || block.look.heading > 0 || style.lettered && !label.bracketed;
    lettered
        && looks
        && !block.look.bullet
        && heads::is_title_like(block.body())
        && heads::capital_share(block.body()) >= 50
}

/// Where the minutes end: at the chair's signature, or with the part.
pub fn end(context: &Context<'_, '_>, part: &Part, items: &[Item]) -> usize {
    let Some(last) = items.last() else { return part.blocks.end };
    let signature = (last.blocks.start + 1..part.blocks.end).find(|at| context.marks[*at].is(HeadingKind::Signature));
    match signature {
        // The date under the signature belongs to it.
        Some(at) => {
            let dated = at + 1 < part.blocks.end && {
                let next = &context.blocks[at + 1];
                next.text.len() < 40 && context.date_in(&next.text).is_some()
            };
            at + 1 + usize::from(dated)
        }
        None => part.blocks.end,
    }
}

fn candidate(context: &Context<'_, '_>, at: usize) -> Option<Candidate> {
    let block = &context.blocks[at];
    if block.is_table() {
        return None;
    }
    let (kind, figure) = if let Some(reference) = numbered(block) {
        (LabelKind::Number, reference.figure)
    } else {
        let label = block.label.filter(|label| !label.bracketed || label.kind == LabelKind::Number)?;
        let figure = match label.kind {
            LabelKind::Number => label.figure(&block.text)?,
            LabelKind::Capital => {
                block.label_text().and_then(|text| text.bytes().next()).map(|b| u32::from(b - b'A') + 1)?
            }
            // `I.` between `H.` and `J.` is a letter.
            LabelKind::Roman if block.label_text() == Some("I") => 9,
            _ => return None,
        };
        (label.kind, figure)
    };
    let (title, _) = split_title(context, block);
    let linked = title.ends_with(')').then(|| context.grammar.phrase(PhraseKind::AgendaReference, title)).flatten();
    let title = linked.map_or(title, |found| title[..found.range.start].trim_end());
    if !heads::is_title_like(title) || block.look.bullet && !block.look.bold {
        return None;
    }
    let style = Style {
        capitals: is_capitals(title),
        bold: block.look.bold,
        marked: block.look.heading > 0,
        lettered: kind != LabelKind::Number,
    };
    Some(Candidate { at, figure, style })
}

/// A minute number that is more than a figure: `77/21`, `PLA146/14`, `C/160/2017`, `Minute No. 103/08`.
struct Reference {
    /// The number's own part of it.
    figure: u32,
    /// Bytes of the number, in the block's text.
    number: Range<usize>,
    /// Where the title begins, in bytes.
    title: usize,
}

/// Reads a minute number that is more than a figure at the start of a block.
fn numbered(block: &Block<'_>) -> Option<Reference> {
    let text = block.text.as_ref();
    let start = ["Minute No. ", "Minute No ", "Minute Number ", "Minute ", "MINUTE NO. ", "MINUTE "]
        .iter()
        .find(|opening| text.starts_with(*opening))
        .map_or(0, |opening| opening.len());
    let rest = &text[start..];
    let end = rest.find([' ', ':', ')']).unwrap_or(rest.len());
    let number = rest[..end].trim_end_matches(['.', '-', '–']);
    if !number.contains('/')
        || number.len() > 16
        || !number.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'/' || b == b'.')
    {
        return None;
    }
    let mut figures = number.split('/').filter_map(|part| {
        part.trim_start_matches(|c: char| c.is_ascii_alphabetic())
            .trim_end_matches(|c: char| c.is_ascii_alphabetic())
            .parse::<u32>()
            .ok()
    });
    let (first, second) = (figures.next()?, figures.next());
    // `20/1/CNL` and `C/160/2017`: the year is not the minute's number.
    let is_second = second.is_some_and(|second| second < 1900)
        && number.split('/').count() > 2
        && number.starts_with(|c: char| c.is_ascii_digit())
        && !number.ends_with(|c: char| c.is_ascii_digit());
    let figure = if is_second { second? } else { first };
    let title = text[start + end..].trim_start_matches([':', ')', '.', ' ', '-', '–']);
    Some(Reference { figure, number: start..start + number.len(), title: text.len() - title.len() })
}

fn is_capitals(title: &str) -> bool {
    let capitals = title.chars().filter(|c| c.is_uppercase()).count();
    let small = title.chars().filter(|c| c.is_lowercase()).count();
    // Dates and times in a heading in capitals may hold small letters ("15th", "p.m.").
    capitals > 2 && small * 3 <= capitals
}

/// The longest chain of candidates with rising numbers that look alike.
fn longest_chain(candidates: &[Candidate]) -> Vec<Candidate> {
    let mut best: Vec<Candidate> = Vec::new();
    for (index, first) in candidates.iter().enumerate().take(MOST_BEGINNINGS) {
        let mut chain = vec![*first];
        let mut rest = &candidates[index + 1..];
        while let Some(step) = next_of(chain[chain.len() - 1], first.style, rest) {
            chain.push(rest[step]);
            rest = &rest[step + 1..];
        }
        if chain.len() > best.len() {
            best = chain;
        }
    }
    best
}

/// The next heading: the next number in the same look, else a slightly higher one, else another look.
fn next_of(last: Candidate, style: Style, rest: &[Candidate]) -> Option<usize> {
    let alike = |candidate: &Candidate| candidate.style == style;
    let steps = |candidate: &Candidate| candidate.figure.checked_sub(last.figure);
    let at_step = |step: u32, any_look: bool| {
        rest.iter().position(|candidate| {
            steps(candidate) == Some(step)
                && candidate.style.lettered == style.lettered
                && (any_look || alike(candidate))
        })
    };
    let exact = at_step(1, false);
    let wider = (2..=WIDEST_STEP).filter_map(|step| at_step(step, false)).min();
    match (exact, wider) {
        // A later heading before the next number: the next number is of a list further on.
        (Some(exact), Some(wider)) if wider < exact => Some(wider),
        (Some(exact), _) => Some(exact),
        (None, Some(wider)) => Some(wider),
        (None, None) if !style.capitals && !style.bold && !style.marked => at_step(1, true),
        (None, None) => None,
    }
}

/// A heading without a number: looks like one, and is not a label or field.
fn is_unnumbered(context: &Context<'_, '_>, at: usize) -> bool {
    heads::is_heading(&context.blocks[at]) && is_own_heading(context, at)
}

/// Whether a block's words may be an item's title, and not what minutes set like one.
fn is_own_heading(context: &Context<'_, '_>, at: usize) -> bool {
    let (block, marks) = (&context.blocks[at], &context.marks[at]);
    let known = [
        HeadingKind::Minutes,
        HeadingKind::Signature,
        HeadingKind::VotesFor,
        HeadingKind::VotesAgainst,
        HeadingKind::VotesAbstain,
        HeadingKind::VotesAbsent,
        HeadingKind::Discussion,
    ];
    block.text.len() > 3
        && marks.field(FieldScope::Minutes).is_none()
        && !known.iter().any(|kind| marks.is(*kind))
        && context.phrase(PhraseKind::DecisionLead, &block.text).is_none()
        && context.phrase(PhraseKind::Action, &block.text).is_none()
        && context.date_in(&block.text).is_none_or(|_| block.look.heading > 0)
}

fn item(context: &Context<'_, '_>, blocks: Range<usize>, is_numbered: bool) -> Item {
    let block = &context.blocks[blocks.start];
    let (title, run_in) = split_title(context, block);
    let mut title = title.trim_end_matches([' ', ':', '–', '-']).to_owned();
    let mut agenda_number = None;
    let reference = |text: &str| {
        let found = context.grammar.phrase(PhraseKind::AgendaReference, text)?;
        let number = found.slot(SlotRole::Item).or_else(|| found.slots.first().map(|slot| slot.text))?;
        Some((found.range, number.to_owned()))
    };
    if let Some((range, number)) = reference(&title) {
        agenda_number = Some(number);
        title.replace_range(range, "");
        title = title.trim().to_owned();
    } else if let Some(next) =
        context.blocks.get(blocks.start + 1).filter(|next| blocks.len() > 1 && next.text.len() < 24)
        && let Some((_, number)) = reference(&next.text)
    {
        agenda_number = Some(number);
    }
    let number = match self::numbered(block) {
        Some(reference) => Some(&block.text[reference.number]),
        None => block.label_text(),
    };
    let number = number.filter(|_| is_numbered).map(|text| text.trim_end_matches('.').to_owned());
    Item { number, title, agenda_number, blocks, run_in }
}

/// The title of a heading's block, and where a paragraph that runs on in its line begins.
///
/// `2. Apologies: No apologies were received`
fn split_title<'b>(context: &Context<'_, '_>, block: &'b Block<'_>) -> (&'b str, Option<usize>) {
    let start = numbered(block).map_or(block.body_start(), |reference| reference.title);
    let body = &block.text[start..];
    if let Some(colon) = body.find(": ").filter(|colon| *colon > 2 && body[..*colon].split(' ').count() <= 8) {
        let after = start + colon + 2;
        // A title may have a colon of its own: what runs on is a sentence, or longer than a title.
        let rest = &block.text[after..];
        let is_sentence = rest.ends_with('.') || rest.split(' ').count() > 12 || context.marks_of_names(rest);
        if is_sentence && !block.look.bold && !block.look.caps {
            return (&body[..colon], Some(after));
        }
    }
    if let Some((dash, width)) = heads::DASHES.iter().find_map(|mark| Some((body.find(mark)?, mark.len())))
        && dash > 2
        && body[..dash].split(' ').count() <= 8
    {
        let rest = &body[dash + width..];
        let says_nothing = context.grammar.words("nobody").contains(rest.trim_end_matches('.'));
        let is_sentence = rest.ends_with('.') && rest.split(' ').count() > 4 || context.marks_of_names(rest);
        if says_nothing || is_sentence && !block.look.bold && !block.look.caps {
            return (&body[..dash], Some(start + dash + width));
        }
    }
    (body, None)
}

impl Context<'_, '_> {
    /// Whether a text is a list of people.
    fn marks_of_names(&self, text: &str) -> bool {
        let honorific = self.grammar.words("honorific");
        text.split([' ', ',']).take(4).any(|word| honorific.contains(word.trim_end_matches('.')))
    }
}
