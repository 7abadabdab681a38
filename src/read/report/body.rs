//! A report's body: its numbered headings, as lines or as rows of a table.

use crate::block::{Block, LabelKind};
use crate::read::{Context, heads};
use crate::record::Implication;
use std::ops::Range;

/// A point of a source: a block, and a row when the block is a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// Index of the block.
    pub block: usize,
    /// Row of a table.
    pub row: usize,
}

/// A numbered heading.
#[derive(Clone, Debug)]
pub struct HeadingAt {
    /// Where it stands.
    pub spot: Spot,
    /// Its number as printed, no full stop.
    pub number: String,
    /// Its words.
    pub title: String,
    /// 1 or 2.
    pub level: u32,
}

/// Most words of a heading that is no sentence.
const MOST_WORDS: usize = 20;
/// Most words of a heading that has small letters only.
const MOST_PLAIN_WORDS: usize = 12;

/// A line that may be a heading.
struct Candidate<'c> {
    spot: Spot,
    number: &'c str,
    title: &'c str,
    emphatic: bool,
    bullet: bool,
}

/// The headings of a body: numbered, two levels, in sequence.
pub fn headings(context: &Context<'_, '_>, body: Range<usize>) -> Vec<HeadingAt> {
    let mut out: Vec<HeadingAt> = Vec::new();
    let mut capitals: Option<bool> = None;
    let mut top = 0;
    for at in body {
        for candidate in candidates(&context.blocks[at], at) {
            let Some((first, second)) = figures(candidate.number) else { continue };
            if !is_heading(&candidate) {
                continue;
            }
            let is_caps = is_capitals(candidate.title);
            let level = if second.unwrap_or(0) == 0 { 1 } else { 2 };
            let fits = if level == 1 {
                // A numbered list inside a section counts from one again, or looks another way.
                (first == top + 1 || top == 0 && first <= 2 || first == top + 2 && is_caps)
                    && capitals.is_none_or(|known| known == is_caps)
            } else {
                first == top || first == top + 1 && top == 0 || first == top + 1 && capitals == Some(is_caps)
            };
            if !fits {
                continue;
            }
            if level == 1 {
                capitals.get_or_insert(is_caps);
            }
            top = first;
            out.push(HeadingAt {
                spot: candidate.spot,
                number: candidate.number.trim_end_matches('.').to_owned(),
                title: tidy(candidate.title),
                level,
            });
        }
    }
    out
}

fn tidy(title: &str) -> String {
    title.trim().trim_end_matches([':', '-', '–']).trim_end().to_owned()
}

fn candidates<'c>(block: &'c Block<'_>, at: usize) -> Vec<Candidate<'c>> {
    let Some(rows) = &block.rows else {
        let numbered = block
            .label
            .filter(|label| !label.bracketed && matches!(label.kind, LabelKind::Number | LabelKind::Decimal(2)));
        return numbered
            .and_then(|_| block.label_text())
            .map(|number| Candidate {
                spot: Spot { block: at, row: 0 },
                number,
                title: block.body(),
                emphatic: block.look.bold || block.look.heading > 0,
                bullet: block.look.bullet,
            })
            .into_iter()
            .collect();
    };
    if rows.width() > 4 {
        return Vec::new();
    }
    rows.rows
        .iter()
        .enumerate()
        .filter_map(|(index, row)| {
            let number = number_cell(row.text(0))?;
            let cell = row.cells.get(1)?;
            let title = cell.pieces().next()?;
            let alone = row.filled().count() == 2;
            alone.then_some(Candidate {
                spot: Spot { block: at, row: index },
                number,
                title,
                emphatic: cell.bold,
                bullet: false,
            })
        })
        .collect()
}

/// A cell that holds a paragraph's number: `1.`, `2.0`, `2.10`.
pub fn number_cell(text: &str) -> Option<&str> {
    let number = text.trim().trim_end_matches('.');
    let is_number = !number.is_empty()
        && number.len() <= 6
        && number
            .split('.')
            .all(|part| !part.is_empty() && part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit()));
    is_number.then_some(number)
}

/// `2` → (2, none); `2.1` → (2, 1); deeper numbers are paragraphs.
fn figures(number: &str) -> Option<(u32, Option<u32>)> {
    let mut parts = number.trim_end_matches('.').split('.');
    let first = parts.next()?.parse().ok()?;
    let second = parts.next().map(str::parse).transpose().ok()?;
    parts.next().is_none().then_some((first, second))
}

fn is_capitals(title: &str) -> bool {
    title.chars().any(char::is_uppercase)
        && title.chars().filter(|c| c.is_lowercase()).count() * 5 <= title.chars().filter(|c| c.is_uppercase()).count()
}

fn is_heading(candidate: &Candidate<'_>) -> bool {
    let title = candidate.title.trim().trim_end_matches(['-', '–']);
    let words = title.split(' ').count();
    if title.is_empty() || words > MOST_WORDS || !title.chars().any(char::is_alphabetic) {
        return false;
    }
    let ended = title.ends_with([';', ':', ',', '?']) || title.ends_with('.') && words > 5;
    if ended && !candidate.emphatic {
        return false;
    }
    if candidate.emphatic || is_capitals(title) {
        return true;
    }
    let share = heads::capital_share(title);
    share >= 60 || words <= MOST_PLAIN_WORDS && !(candidate.bullet && title.ends_with(['.', ')']))
}

/// What the report says under each heading of an implications chapter.
pub fn implications(context: &Context<'_, '_>, headings: &[HeadingAt], body_end: usize) -> Vec<Implication> {
    let nouns = context.grammar.words("implications_noun");
    let mut inside = false;
    let mut out = Vec::new();
    for (index, heading) in headings.iter().enumerate() {
        if heading.level == 1 {
            inside = heading.title.split(' ').any(|word| nouns.contains(word));
            continue;
        }
        if inside {
            let end = headings.get(index + 1).map_or(Spot { block: body_end, row: 0 }, |next| next.spot);
            let text = text_between(context, heading.spot, end, true);
            if !text.is_empty() {
                out.push(Implication { heading: heading.title.clone(), text });
            }
        }
    }
    out
}

/// The words from a spot up to the next; without the heading's own words where `headed`.
pub fn text_between(context: &Context<'_, '_>, from: Spot, to: Spot, headed: bool) -> String {
    let mut out = String::new();
    let mut push = |words: &str| {
        if !words.is_empty() {
            if !out.is_empty() {
                out.push('\n');
            }
            out.push_str(words);
        }
    };
    for at in from.block..context.blocks.len().min(to.block + usize::from(to.row > 0)) {
        let block = &context.blocks[at];
        let Some(rows) = &block.rows else {
            if at != from.block || !headed {
                push(&block.text);
            }
            continue;
        };
        let first = if at == from.block { from.row } else { 0 };
        let last = if at == to.block { to.row } else { rows.rows.len() };
        for (index, row) in rows.rows.iter().enumerate().take(last).skip(first) {
            if headed && at == from.block && index == from.row {
                // The heading is the first piece of the second cell; the rest of it is text.
                let rest =
                    row.cells.get(1).map_or("", |cell| cell.text[cell.pieces().next().map_or(0, str::len)..].trim());
                push(rest);
            } else {
                let words: Vec<&str> = row.filled().map(|(_, cell)| cell.text).collect();
                push(&words.join(" "));
            }
        }
    }
    out
}
