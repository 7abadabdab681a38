//! On which page of a merged file a paper begins, as bookmarks and the front page say.
//!
//! Programs that merge a pack name each of its papers in the outline of the file.
//! A bookmark is believed where the pages say the same: the front page lists its
//! title, or the page that it leads to prints its number; and that page opens
//! with a front sheet, its item's number, or the words of the title. A page that the
//! front page promises is believed where it opens with the item's number or its words.

use super::link::{likeness, words};
use super::pages::Stamps;
use super::{Context, Part, PartKind};
use crate::grammar::{FieldScope, HeadingKind, PhraseKind};
use crate::page::{Bookmark, Look};
use std::collections::BTreeSet;
use std::ops::Range;

/// A page on which a paper begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beginning {
    /// The first block of the page.
    pub block: usize,
    /// The number of the item that it is for.
    pub number: Option<String>,
    /// What the file or the front page calls the paper.
    pub title: String,
}

/// Most bookmarks that are looked at; those of a pack are some tens.
const MOST_BOOKMARKS: usize = 2000;
/// Most lines of front pages that may list papers.
const MOST_LINES: usize = 400;
/// Share of a page's height in which the place lies that a bookmark of the whole page leads to.
const HEAD: f32 = 0.3;
/// Least likeness of a bookmark with the line of the front page that lists it.
const LEAST_LIKENESS: f64 = 0.5;
/// Share of a bookmark's words that stand at the head of its page, where nothing else bears it out.
const LEAST_SHARE: f64 = 0.6;
/// How many blocks at the head of a page bear a bookmark out.
const OPENING: usize = 8;
/// Titles of what is no report, whoever asks for it.
const NO_REPORTS: [HeadingKind; 9] = [
    HeadingKind::Agenda,
    HeadingKind::Minutes,
    HeadingKind::ActionLog,
    HeadingKind::AgendaPlan,
    HeadingKind::ForwardPlan,
    HeadingKind::TrainingPlan,
    HeadingKind::WorkshopPlan,
    HeadingKind::PrivateNotice,
    HeadingKind::Appointments,
];

/// Cuts parts where bookmarks or the front page say that a paper begins.
///
/// A part that opens further down the same page begins at its head; elsewhere a report does.
pub fn cut(parts: &mut Vec<Part>, context: &Context<'_, '_>) {
    if context.pages.len() < 2 {
        return;
    }
    for (beginning, is_report) in beginnings(parts, context) {
        let block = beginning.block;
        let after = parts.partition_point(|part| part.blocks.start <= block);
        let Some(around) = after.checked_sub(1) else { continue };
        if parts[around].anchor >= block {
            if parts[around].blocks.start == block && parts[around].kind != PartKind::Other {
                parts[around].beginning = Some(beginning);
            }
            continue;
        }
        let page = page_of(context, block);
        let opens_below = |part: &Part| part.kind != PartKind::Other && page_of(context, part.blocks.start) == page;
        if let Some(part) = parts.get_mut(after).filter(|part| opens_below(part)) {
            part.beginning = Some(beginning);
        } else if is_report {
            let blocks = block..parts[around].blocks.end;
            parts[around].blocks.end = block;
            parts.insert(after, Part { kind: PartKind::Report, blocks, anchor: block, beginning: Some(beginning) });
        }
    }
}

/// The index of the page on which a block begins.
fn page_of(context: &Context<'_, '_>, block: usize) -> u32 {
    context.lines.get(context.blocks[block].lines.start as usize).map_or(0, |line| line.page)
}

/// The first block of a page, unless the page goes on with what the one before began.
fn first_block(context: &Context<'_, '_>, page: usize) -> Option<usize> {
    let page = u32::try_from(page).ok()?;
    let line = |block: &crate::block::Block<'_>| context.lines.get(block.lines.start as usize);
    let at = context.blocks.partition_point(|block| line(block).is_none_or(|line| line.page < page));
    let first = line(context.blocks.get(at)?)?;
    (first.page == page && first.line == 0).then_some(at)
}

/// Where papers begin, in order, and whether that may be a report.
fn beginnings(parts: &[Part], context: &Context<'_, '_>) -> Vec<(Beginning, bool)> {
    let agenda = parts.iter().find(|part| part.kind == PartKind::FrontPage).map(|part| part.anchor);
    let named = context.pages.iter().enumerate().filter_map(|(index, page)| {
        let is_agenda = |mark: &Bookmark| {
            let look = Look { caps: true, ..Look::default() };
            context.grammar.heading(HeadingKind::Agenda, &mark.title, look).is_some()
        };
        page.bookmarks.iter().any(is_agenda).then(|| first_block(context, index)).flatten()
    });
    // A contents page lists headings of one paper; only an agenda lists papers.
    let Some(agenda) = agenda.into_iter().chain(named).min() else { return Vec::new() };
    let lines = listed(context, parts);
    let mut found = bookmarked(context, agenda, &lines);
    for (beginning, is_report) in promised(context, agenda, &lines) {
        if found.iter().all(|(known, _)| known.block != beginning.block) {
            found.push((beginning, is_report));
        }
    }
    found.sort_by_key(|(beginning, _)| beginning.block);
    found
}

/// Where papers begin as the front page and the stamps of the pages say.
fn promised(context: &Context<'_, '_>, agenda: usize, lines: &[Listed]) -> Vec<(Beginning, bool)> {
    let stamps = Stamps::behind(context.pages, page_of(context, agenda) + 1);
    let begins = |line: &Listed| {
        let page = stamps.file(line.page?)? as usize - 1;
        let block = first_block(context, page).filter(|block| *block > agenda && *block > line.block)?;
        let opening = Opening::of(context, page, block);
        let is_it = line.number.as_deref().is_some_and(|number| opening.prints(number)) || opening.says(&line.words);
        let beginning = Beginning { block, number: line.number.clone(), title: line.title.clone() };
        is_it.then_some((beginning, !opening.is_no_report))
    };
    lines.iter().filter_map(begins).collect()
}

/// Where papers begin as bookmarks say.
fn bookmarked(context: &Context<'_, '_>, agenda: usize, lines: &[Listed]) -> Vec<(Beginning, bool)> {
    let mut found: Vec<(Beginning, bool)> = Vec::new();
    let mut seen = 0;
    for (index, page) in context.pages.iter().enumerate() {
        if page.bookmarks.is_empty() {
            continue;
        }
        let Some(block) = first_block(context, index).filter(|block| *block > agenda) else { continue };
        let height = page.size.map_or(f64::INFINITY, |(_, height)| height) as f32;
        let opening = Opening::of(context, index, block);
        let at_head = |mark: &&Bookmark| mark.top.is_none_or(|top| top <= HEAD * height);
        for mark in page.bookmarks.iter().filter(at_head) {
            seen += 1;
            if seen > MOST_BOOKMARKS {
                return found;
            }
            let title = Title::of(context, &mark.title);
            let line = lines.iter().find(|line| line.block < block && line.lists(&title));
            let stamped = title.number.as_deref().is_some_and(|number| opening.prints(number));
            if line.is_none() && !stamped {
                continue;
            }
            let number = title.number.clone().or_else(|| line.and_then(|line| line.number.clone()));
            let is_report = !opening.is_no_report && (stamped || opening.has_sheet || opening.says(&title.words));
            found.push((Beginning { block, number, title: title.name.to_owned() }, is_report));
            break;
        }
    }
    found
}

/// A title with its number.
struct Title<'t> {
    number: Option<String>,
    name: &'t str,
    words: BTreeSet<String>,
}

impl<'t> Title<'t> {
    /// Reads `5 Roads`, `6a. Parks`, `Agenda Item 7: Libraries`, `Roads`.
    fn of(context: &Context<'_, '_>, title: &'t str) -> Self {
        if let Some(reading) = context.grammar.heading(HeadingKind::ReportItem, title, Look::default()) {
            let number = reading.slots.first().map(|slot| slot.text.trim_end_matches('.').to_owned());
            let name = reading.slots.get(1).map_or("", |slot| slot.text);
            return Self { number, name, words: words(name) };
        }
        let (first, rest) = title.split_once(' ').unwrap_or((title, ""));
        let number = first.trim_end_matches(['.', ')', ':']);
        let letters = number.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_number = number.len() - letters.len() > 0
            && number.len() <= 4
            && letters.len() <= 1
            && letters.bytes().all(|letter| letter.is_ascii_alphabetic());
        if is_number && !rest.is_empty() {
            Self { number: Some(number.to_owned()), name: rest, words: words(rest) }
        } else {
            Self { number: None, name: title, words: words(title) }
        }
    }
}

/// A numbered line that lists a paper.
struct Listed {
    block: usize,
    number: Option<String>,
    title: String,
    words: BTreeSet<String>,
    /// The printed page on which the paper begins.
    page: Option<u32>,
}

impl Listed {
    /// Reads a line with this number; its pages may stand in the last cell.
    fn of(context: &Context<'_, '_>, block: usize, number: String, line: &str, last: &str) -> Self {
        let pages = context.grammar.phrases(line).into_iter().find(|phrase| phrase.kind == PhraseKind::Pages);
        let Range { start, end } = pages.map_or(line.len()..line.len(), |phrase| phrase.range);
        let is_range = |text: &&str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || " -–—".contains(c));
        let figures = Some(last).filter(is_range).unwrap_or(&line[start..end]);
        let first = figures.split(|c: char| !c.is_ascii_digit()).find(|figure| !figure.is_empty());
        let title = format!("{} {}", line[..start].trim(), line[end..].trim()).trim().to_owned();
        let page = first.and_then(|figure| figure.parse().ok());
        Self { block, number: Some(number), words: words(&title), title, page }
    }

    /// Whether the line has the number and the words of a title.
    fn lists(&self, title: &Title<'_>) -> bool {
        let same = |one: &String, other: &String| one.eq_ignore_ascii_case(other);
        self.number.as_ref().zip(title.number.as_ref()).is_none_or(|(one, other)| same(one, other))
            && likeness(&self.words, &title.words) >= LEAST_LIKENESS
    }
}

/// The numbered lines and rows before the first papers.
fn listed(context: &Context<'_, '_>, parts: &[Part]) -> Vec<Listed> {
    let front = parts.iter().filter(|part| matches!(part.kind, PartKind::FrontPage | PartKind::Other));
    let mut lines = Vec::new();
    for block in front.flat_map(|part| part.blocks.clone()) {
        if lines.len() >= MOST_LINES {
            break;
        }
        let own = &context.blocks[block];
        if let Some(rows) = &own.rows {
            for row in rows.rows.iter().take(MOST_LINES) {
                let cells: Vec<&str> = row.filled().map(|(_, cell)| cell.text).collect();
                let line = cells.join(" ");
                let title = Title::of(context, &line);
                if let Some(number) = title.number {
                    let last = cells.last().copied().unwrap_or_default();
                    lines.push(Listed::of(context, block, number, title.name, last));
                }
            }
        } else if let Some(number) = own.label_text() {
            lines.push(Listed::of(context, block, number.to_owned(), own.body(), ""));
        }
    }
    lines
}

/// What the head of a page says.
struct Opening {
    numbers: Vec<String>,
    words: BTreeSet<String>,
    has_sheet: bool,
    is_no_report: bool,
}

impl Opening {
    fn of(context: &Context<'_, '_>, page: usize, block: usize) -> Self {
        let mut opening = Self { numbers: Vec::new(), words: BTreeSet::new(), has_sheet: false, is_no_report: false };
        let number = |reading: &crate::grammar::Reading<'_, HeadingKind>| {
            reading.slots.first().map(|slot| slot.text.trim_end_matches('.').to_owned())
        };
        for furniture in &context.pages[page].furniture {
            let reading = context.grammar.heading(HeadingKind::ReportItem, &furniture.text, Look::default());
            opening.numbers.extend(reading.as_ref().and_then(number));
        }
        let end = context.blocks.len().min(block + OPENING);
        for at in (block..end).take_while(|at| page_of(context, *at) as usize == page) {
            let (own, marks) = (&context.blocks[at], &context.marks[at]);
            opening.numbers.extend(marks.heading(HeadingKind::ReportItem).and_then(number));
            opening.has_sheet |= marks.field(FieldScope::FrontSheet).is_some() || !marks.row_fields.is_empty();
            opening.is_no_report |= NO_REPORTS.iter().any(|kind| marks.is(*kind)) || marks.table.is_some();
            opening.words.extend(words(&own.text));
            for row in own.rows.iter().flat_map(|rows| &rows.rows).take(OPENING) {
                opening.words.extend(row.filled().flat_map(|(_, cell)| words(cell.text)));
            }
        }
        opening
    }

    fn prints(&self, number: &str) -> bool {
        self.numbers.iter().any(|own| own.eq_ignore_ascii_case(number))
    }

    fn says(&self, title: &BTreeSet<String>) -> bool {
        let said = title.intersection(&self.words).count();
        said > 1 && said as f64 >= LEAST_SHARE * title.len() as f64
    }
}
