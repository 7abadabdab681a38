//! The items of an agenda: numbered lines, rows of tables, and what is run on below them.

use super::tidy;
use crate::block::{Block, LabelKind};
use crate::grammar::{HeadingKind, PhraseKind};
use crate::page::{Look, is_caps};
use crate::read::{Context, Part, heads};
use crate::record::{AgendaItem, Place};
use std::ops::Range;

/// Items, and the blocks that they take.
pub(super) struct Items {
    pub(super) list: Vec<AgendaItem>,
    pub(super) claimed: Range<usize>,
    pub(super) end: usize,
}

/// The first block of the agenda proper that is an item.
pub(super) fn first_item(context: &Context<'_, '_>, part: &Part) -> Option<usize> {
    (part.anchor + 1..part.blocks.end).find(|at| !candidates(&context.blocks[*at]).is_empty())
}

/// An item as the block or row prints it.
struct Candidate<'b> {
    number: &'b str,
    title: String,
    pages: Option<[u32; 2]>,
    place: Vec<Place>,
    sub: bool,
}

/// How an agenda numbers its items.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scheme {
    Figures,
    Capitals,
    Romans,
}

fn scheme(kind: LabelKind) -> Option<Scheme> {
    match kind {
        LabelKind::Number => Some(Scheme::Figures),
        LabelKind::Capital => Some(Scheme::Capitals),
        LabelKind::Roman => Some(Scheme::Romans),
        LabelKind::Letter | LabelKind::Decimal(_) => None,
    }
}

/// Numbered rows of a table, or the number of a block: what may be items.
fn candidates<'b>(block: &'b Block<'_>) -> Vec<(&'b str, &'b str)> {
    match &block.rows {
        Some(rows) => rows
            .rows
            .iter()
            .filter_map(|row| {
                let number = row.text(0).trim_end_matches(['.', ')', ' ']);
                let is_number = !number.is_empty()
                    && number.len() <= 4
                    && number.as_bytes()[0].is_ascii_digit()
                    && !number.contains(['/', '-']);
                is_number.then(|| (number, row.text(1)))
            })
            .collect(),
        None => match block.label {
            Some(label) if scheme(label.kind).is_some() && !label.bracketed => {
                block.label_text().map(|number| (number, block.body())).into_iter().collect()
            }
            _ => Vec::new(),
        },
    }
}

pub(super) fn items<'c>(context: &'c Context<'c, '_>, part: &Part, first: usize) -> Items {
    let mut reader = ItemReader {
        context,
        list: Vec::new(),
        heading: group_before(context, part, first),
        last: 0,
        scheme: None,
        notes: Vec::new(),
    };
    let mut end = first;
    for at in first..part.blocks.end {
        let marks = &context.marks[at];
        if marks.is(HeadingKind::Members) || marks.is(HeadingKind::AgendaEnd) {
            break;
        }
        reader.block(at);
        end = at + 1;
    }
    reader.end_notes();
    reader.list.retain(|item| !item.title.is_empty());
    for (index, item) in reader.list.iter_mut().enumerate() {
        item.id = format!("item-{}", index + 1);
    }
    let claimed = first..end;
    Items { list: reader.list, claimed, end }
}

/// The group heading that stands right before the first item.
fn group_before(context: &Context<'_, '_>, part: &Part, first: usize) -> Option<String> {
    (part.anchor + 1..first).rev().take(4).find_map(|at| group(context, at))
}

/// A group's heading: a form, or capitals or bold without a number.
fn group(context: &Context<'_, '_>, at: usize) -> Option<String> {
    let (block, marks) = (&context.blocks[at], &context.marks[at]);
    if block.is_table() || block.label.is_some() || marks.is(HeadingKind::Access) || marks.is(HeadingKind::Guidance) {
        return None;
    }
    let looks = block.look.caps
        && heads::is_heading(block)
        && block.text.split(' ').count() <= 8
        && !marks.is(HeadingKind::Agenda);
    (marks.is(HeadingKind::Group) || looks).then(|| block.text.trim_end_matches(':').to_owned())
}

/// Whether a row's only cell is a group's heading.
fn heads_group(context: &Context<'_, '_>, cell: &str) -> bool {
    let look = Look { caps: is_caps(cell), ..Look::default() };
    cell.split(' ').count() <= 8 && context.grammar.heading(HeadingKind::Group, cell, look).is_some()
}

struct ItemReader<'c, 'd> {
    context: &'c Context<'c, 'd>,
    list: Vec<AgendaItem>,
    heading: Option<String>,
    last: u32,
    scheme: Option<Scheme>,
    notes: Vec<(&'c str, Vec<Place>)>,
}

/// Words of the longest item below another.
const LONGEST_SUB_ITEM: usize = 60;

/// Whether one letter comes right after another.
fn follows_letter(before: &str, letter: &str) -> bool {
    matches!((before.as_bytes(), letter.as_bytes()), ([a], [b]) if a.is_ascii_alphabetic() && a + 1 == *b)
}

/// How many numbers an agenda may skip between two items.
const WIDEST_STEP: u32 = 4;

impl<'c> ItemReader<'c, '_> {
    fn block(&mut self, at: usize) {
        let context = self.context;
        let block = &context.blocks[at];
        if let Some(rows) = &block.rows {
            for row in &rows.rows {
                let place = vec![row.place(context.pages)];
                let cells: Vec<&str> = row.filled().map(|(_, cell)| cell.text).collect();
                self.row(&cells, &place);
            }
            return;
        }
        if let Some(heading) = group(context, at) {
            self.end_notes();
            self.heading = Some(heading);
            return;
        }
        let place = block.whole_place(context.pages);
        if let (Some(label), Some(number)) = (block.label, block.label_text()) {
            let is_main = !label.bracketed
                && scheme(label.kind).is_some_and(|scheme| self.scheme.is_none_or(|known| known == scheme));
            if is_main && self.follows(number, label.kind) {
                self.scheme = self.scheme.or(scheme(label.kind));
                self.main(number, block.body(), &place);
                return;
            }
            let is_sub =
                matches!(label.kind, LabelKind::Letter | LabelKind::Capital | LabelKind::Roman | LabelKind::Decimal(2));
            // `f.` after `e.` is an item, however long.
            let next = self.list.last().is_some_and(|last| follows_letter(&last.number, number));
            let fits = heads::is_title_like(block.body())
                || next && !label.bracketed && block.body().split(' ').count() <= LONGEST_SUB_ITEM;
            if is_sub && !self.list.is_empty() && fits {
                self.add(Candidate { number, title: block.body().to_owned(), pages: None, place, sub: true });
                return;
            }
        }
        self.notes.push((&block.text, place));
    }

    /// A row: a number, a title, pages, in any columns.
    fn row(&mut self, cells: &[&'c str], place: &[Place]) {
        let Some((first, rest)) = cells.split_first() else { return };
        // A row across the table heads the items below it.
        if rest.is_empty() && heads_group(self.context, first) {
            self.end_notes();
            self.heading = Some(first.trim_end_matches(':').to_owned());
            return;
        }
        let number = first.trim_end_matches(['.', ')', ' ']);
        let is_number = !number.is_empty() && number.len() <= 4 && number.as_bytes()[0].is_ascii_digit();
        if is_number && !rest.is_empty() && self.follows(number, LabelKind::Number) {
            self.scheme = Some(Scheme::Figures);
            let title = rest.join(" ");
            self.main(number, &title, place);
        } else if let Some(page) = (cells.len() == 1).then(|| pages(first)).flatten()
            && let Some(item) = self.list.last_mut()
        {
            item.first_page = item.first_page.or(Some(page[0]));
            item.last_page = item.last_page.or(Some(page[1]));
        } else {
            self.notes.push((first, place.to_vec()));
            self.notes.extend(rest.iter().map(|cell| (*cell, Vec::new())));
        }
    }

    /// Whether a number goes on with the sequence.
    fn follows(&self, number: &str, kind: LabelKind) -> bool {
        let Some(figure) = figure(number, kind) else { return false };
        if self.list.is_empty() {
            return figure <= 3 || kind == LabelKind::Number;
        }
        figure > self.last && figure - self.last <= WIDEST_STEP
            || figure == self.last && number.ends_with(|c: char| c.is_ascii_alphabetic() && figure_is_digit(number))
    }

    /// An item of the main sequence; more items may run on in the same line.
    fn main(&mut self, number: &str, body: &str, place: &[Place]) {
        let kind = match self.scheme {
            Some(Scheme::Capitals) => LabelKind::Capital,
            Some(Scheme::Romans) => LabelKind::Roman,
            _ => LabelKind::Number,
        };
        self.last = figure(number, kind).unwrap_or(self.last + 1);
        let next = (kind == LabelKind::Number).then(|| run_on(body, self.last + 1)).flatten();
        let (mine, rest) = next.map_or((body, None), |(at, after)| (&body[..at], Some(&body[after..])));
        let (title, pages) = without_pages(mine);
        self.add(Candidate { number, title, pages, place: place.to_vec(), sub: false });
        if let Some(rest) = rest {
            let number = (self.last + 1).to_string();
            self.main(&number, rest, place);
        }
    }

    fn add(&mut self, candidate: Candidate<'_>) {
        self.end_notes();
        let grammar = self.context.grammar;
        let (mut title, mut pages) = (candidate.title, candidate.pages);
        if candidate.sub {
            (title, pages) = without_pages(&title);
        }
        let mut item = AgendaItem {
            number: candidate.number.trim_end_matches('.').to_owned(),
            heading: self.heading.clone(),
            place: candidate.place,
            ..AgendaItem::default()
        };
        let mut cuts: Vec<Range<usize>> = Vec::new();
        for phrase in grammar.phrases(&title) {
            match phrase.kind {
                PhraseKind::Oral => {
                    item.oral = Some(true);
                    if title[phrase.range.clone()].starts_with('(') {
                        cuts.push(phrase.range);
                    }
                }
                PhraseKind::ToFollow => {
                    item.to_follow = Some(true);
                    cuts.push(phrase.range);
                }
                PhraseKind::Pages => {
                    let range = phrase
                        .slots
                        .iter()
                        .find_map(|slot| self::pages(slot.text))
                        .or_else(|| self::pages(&title[phrase.range.clone()]));
                    if let Some(range) = range {
                        pages = Some(range);
                        cuts.push(phrase.range);
                    }
                }
                PhraseKind::ExemptParagraph | PhraseKind::Exclusion => {
                    item.exempt = Some(true);
                    item.exempt_paragraphs.extend(phrase.slots.iter().map(|slot| slot.text.to_owned()));
                }
                _ => {}
            }
        }
        for cut in cuts.into_iter().rev() {
            title.replace_range(cut, "");
        }
        item.title = tidy(&title);
        item.first_page = pages.map(|pages| pages[0]);
        item.last_page = pages.map(|pages| pages[1]);
        self.list.push(item);
    }

    /// What stands under an item is its notes.
    fn end_notes(&mut self) {
        let notes = std::mem::take(&mut self.notes);
        let Some(item) = self.list.last_mut() else { return };
        item.place.extend(notes.iter().flat_map(|(_, place)| place.iter().cloned()));
        let mut notes = notes.into_iter().map(|(words, _)| words);
        // A number alone on its line has its title on the next.
        if item.title.is_empty() {
            item.title = notes.next().map(tidy).unwrap_or_default();
        }
        let text = notes.collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            return;
        }
        for phrase in self.context.grammar.phrases(&text) {
            match phrase.kind {
                PhraseKind::Pages if item.first_page.is_none() => {
                    let range = phrase
                        .slots
                        .iter()
                        .find_map(|slot| pages(slot.text))
                        .or_else(|| pages(&text[phrase.range.clone()]));
                    item.first_page = range.map(|range| range[0]);
                    item.last_page = range.map(|range| range[1]);
                }
                PhraseKind::ToFollow => item.to_follow = Some(true),
                PhraseKind::Oral if text.len() < 80 => item.oral = Some(true),
                PhraseKind::ExemptParagraph => {
                    item.exempt = Some(true);
                    item.exempt_paragraphs.extend(phrase.slots.iter().map(|slot| slot.text.to_owned()));
                }
                _ => {}
            }
        }
        item.notes = Some(text);
    }
}

fn figure_is_digit(number: &str) -> bool {
    number.as_bytes()[0].is_ascii_digit()
}

/// The place of a number in its scheme.
fn figure(number: &str, kind: LabelKind) -> Option<u32> {
    match kind {
        LabelKind::Number => number.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().ok(),
        LabelKind::Capital => number.bytes().next().filter(u8::is_ascii_uppercase).map(|b| u32::from(b - b'A') + 1),
        LabelKind::Roman => roman(number),
        _ => None,
    }
}

/// The value of a roman numeral below forty; one that is also a letter counts as a numeral.
fn roman(number: &str) -> Option<u32> {
    let value = |b: u8| match b.to_ascii_lowercase() {
        b'i' => Some(1),
        b'v' => Some(5),
        b'x' => Some(10),
        _ => None,
    };
    let digits: Option<Vec<u32>> = number.bytes().map(value).collect();
    let digits = digits?;
    let mut total = 0;
    for (at, digit) in digits.iter().enumerate() {
        if digits.get(at + 1).is_some_and(|next| next > digit) {
            total -= *digit as i32;
        } else {
            total += *digit as i32;
        }
    }
    u32::try_from(total).ok()
}

/// Where the next item begins in the same line: its number, a stop, a capital.
fn run_on(body: &str, next: u32) -> Option<(usize, usize)> {
    let mark = format!(" {next}. ");
    let at = body.find(&mark)?;
    let after = at + mark.len();
    body[after..].starts_with(char::is_uppercase).then_some((at, after))
}

/// Takes a bare range of pages off the start or end of a title.
fn without_pages(title: &str) -> (String, Option<[u32; 2]>) {
    let words: Vec<&str> = title.split(' ').collect();
    for size in [3, 1] {
        if words.len() <= size {
            continue;
        }
        let last = words[words.len() - size..].join(" ");
        if let Some(range) = bare_range(&last) {
            return (tidy(&words[..words.len() - size].join(" ")), Some(range));
        }
        let first = words[..size].join(" ");
        if let Some(range) = bare_range(&first) {
            return (tidy(&words[size..].join(" ")), Some(range));
        }
    }
    (tidy(title), None)
}

/// `5 - 18`, `5-18`.
fn bare_range(text: &str) -> Option<[u32; 2]> {
    let (first, last) = text.split_once(['-', '–', '—'])?;
    let (first, last): (u32, u32) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
    // `2017-18` is a year.
    (first <= last && (first < 1900 || text.contains(' '))).then_some([first, last])
}

/// `5 - 18`, `5`, with any words before it.
fn pages(text: &str) -> Option<[u32; 2]> {
    let figures = text.trim().trim_matches(['(', ')']).trim_start_matches(|c: char| !c.is_ascii_digit());
    bare_range(figures).or_else(|| figures.trim().parse().ok().map(|page| [page, page]))
}
