//! Clauses of decisions and recommendations: labelled parts in a tree.

use crate::block::{Block, Label, LabelKind};
use crate::read::{Context, heads};
use crate::record::Clause;
use std::ops::Range;

/// What may stand between two labels of one list: how a list's labels look alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Label(LabelKind, bool),
    Bullet(u16),
}

/// A clause and where its words stand.
struct Entry<'c> {
    style: Option<Style>,
    label: Option<&'c str>,
    text: &'c str,
    depth: usize,
}

/// A list of clauses, and the blocks that it took.
#[derive(Clone, Debug, Default)]
pub struct ClauseList {
    /// The clauses as a tree.
    pub clauses: Vec<Clause>,
    /// The blocks.
    pub blocks: Range<usize>,
    /// Every clause's words in order, joined.
    pub text: String,
}

/// Reads the clauses that begin at block `at`: a labelled list, or one paragraph.
///
/// `stop` tells blocks that can't be part of it (the next heading or decision).
pub fn read(context: &Context<'_, '_>, at: usize, end: usize, stop: impl Fn(usize) -> bool) -> ClauseList {
    let mut entries: Vec<Entry<'_>> = Vec::new();
    let mut styles: Vec<Style> = Vec::new();
    let mut next = at;
    while next < end && !stop(next) {
        let block = &context.blocks[next];
        if block.is_table() || block.text.is_empty() {
            break;
        }
        let style = style_of(block, &entries);
        let below = context.blocks[..end].get(next + 1).filter(|_| style.is_none() && !stop(next + 1));
        if below.is_some_and(|below| parts_list(block, below, &entries)) {
            next += 1;
            continue;
        }
        match style {
            None if entries.is_empty() => {
                let pairs = pairs(context, next..end, &stop);
                if pairs > 1 {
                    let own = context.blocks[next..next + pairs].iter();
                    let style = Some(Style::Bullet(0));
                    entries.extend(own.map(|block| Entry { style, label: None, text: &block.text, depth: 0 }));
                    next += pairs;
                    break;
                }
                // Words before the list ("To adopt the approach, namely:") hold it.
                entries.push(Entry { style: None, label: None, text: &block.text, depth: 0 });
                if !block.text.trim_end().ends_with([':', '-']) {
                    next += 1;
                    break;
                }
                next += 1;
                continue;
            }
            None => {
                if !goes_on(block, entries.last()) {
                    break;
                }
                next += 1;
                entries.push(Entry { style: None, label: None, text: &block.text, depth: usize::MAX });
                continue;
            }
            Some(style) => {
                if entries.len() == 1 && entries[0].style.is_none() && !entries[0].text.trim_end().ends_with([':', '-'])
                {
                    break;
                }
                let base = usize::from(entries.first().is_some_and(|first| first.style.is_none()));
                let depth = if let Some(known) = styles.iter().position(|known| alike(*known, style)) {
                    styles.truncate(known + 1);
                    known
                } else {
                    styles.push(style);
                    styles.len() - 1
                };
                let label =
                    if matches!(style, Style::Bullet(_)) && block.label.is_none() { None } else { block.label_text() };
                let text = if label.is_some() { block.body() } else { &block.text };
                entries.push(Entry { style: Some(style), label, text, depth: depth + base });
            }
        }
        next += 1;
    }
    entries.retain(|entry| !entry.text.is_empty());
    let text = entries.iter().map(|entry| entry.text).collect::<Vec<_>>().join(" ");
    ClauseList { clauses: tree(&entries), blocks: at..next, text }
}

fn alike(a: Style, b: Style) -> bool {
    match (a, b) {
        (Style::Bullet(a), Style::Bullet(b)) => a.abs_diff(b) < 2,
        (a, b) => a == b,
    }
}

fn style_of(block: &Block<'_>, entries: &[Entry<'_>]) -> Option<Style> {
    match block.label {
        Some(label) if !block.body().is_empty() => {
            Some(Style::Label(kind_in_list(block, label, entries), label.bracketed))
        }
        _ if block.look.bullet => Some(Style::Bullet(block.look.indent)),
        _ => None,
    }
}

/// `i` after `h` is a letter, not a numeral.
fn kind_in_list(block: &Block<'_>, label: Label, entries: &[Entry<'_>]) -> LabelKind {
    let text = label.text(&block.text);
    if label.kind == LabelKind::Roman && text.len() == 1 {
        let before = text.as_bytes()[0].wrapping_sub(1);
        let follows = entries.iter().rev().find_map(|entry| match entry.style {
            Some(Style::Label(LabelKind::Letter, _)) => entry.label,
            _ => None,
        });
        if follows.is_some_and(|known| known.len() == 1 && known.as_bytes()[0] == before) {
            return LabelKind::Letter;
        }
    }
    label.kind
}

/// A paragraph without a label that goes on with the sentence before it.
fn goes_on(block: &Block<'_>, last: Option<&Entry<'_>>) -> bool {
    last.is_some_and(|last| {
        !last.text.ends_with(['.', ';', ':', '!', '?', ')']) && block.text.starts_with(char::is_lowercase)
    })
}

/// Longest of the lines that pair two things, in bytes.
const LONGEST_PAIR: usize = 160;

/// How many lines pair one thing with another (`Village Hall Committee – Cllr Vale`), from the first of a range:
/// below words that announce them they are a list, though nothing marks them.
fn pairs(context: &Context<'_, '_>, range: Range<usize>, stop: &impl Fn(usize) -> bool) -> usize {
    let announced = range.start.checked_sub(1).is_some_and(|above| context.blocks[above].text.ends_with(':'));
    let is_pair = |at: &usize| {
        let block = &context.blocks[*at];
        let parted = heads::DASHES.iter().any(|dash| block.text.contains(dash));
        parted && block.label.is_none() && !block.is_table() && block.text.len() <= LONGEST_PAIR && !stop(*at)
    };
    if announced { range.take_while(is_pair).count() } else { 0 }
}

/// Longest heading between the clauses of a list, in words.
const LONGEST_HEADING: usize = 12;

/// A heading that stands between two clauses of one list: the label below it is the next.
fn parts_list(heading: &Block<'_>, below: &Block<'_>, entries: &[Entry<'_>]) -> bool {
    if heading.label.is_some()
        || heading.text.ends_with(':')
        || goes_on(heading, entries.last())
        || !heads::is_title_like(&heading.text)
        || heading.text.split(' ').count() > LONGEST_HEADING
    {
        return false;
    }
    let Some(next) = below.label_text().filter(|_| !below.body().is_empty()) else { return false };
    let last = entries.iter().rev().find_map(|entry| Some((entry.style?, entry.label?)));
    match last {
        Some((style, label)) => {
            let alike = matches!((style, below.label), (Style::Label(_, bracketed), Some(label)) if label.bracketed == bracketed);
            let letters =
                matches!((label.as_bytes(), next.as_bytes()), ([a], [b]) if a.is_ascii_alphabetic() && a + 1 == *b);
            alike && (letters || order_of(label).is_some_and(|before| order_of(next) == Some(before + 1)))
        }
        None => order_of(next) == Some(1),
    }
}

/// Builds the tree; entries at `usize::MAX` go on with the one before.
fn tree(entries: &[Entry<'_>]) -> Vec<Clause> {
    let labelled = entries.iter().any(|entry| entry.style.is_some());
    if !labelled {
        return Vec::new();
    }
    let mut root: Vec<Clause> = Vec::new();
    for entry in entries {
        if entry.depth == usize::MAX {
            if let Some(last) = deepest(&mut root, usize::MAX - 1).last_mut() {
                last.text.push(' ');
                last.text.push_str(entry.text);
            }
            continue;
        }
        let clause = Clause { label: entry.label.map(str::to_owned), text: entry.text.to_owned(), clauses: Vec::new() };
        deepest(&mut root, entry.depth).push(clause);
    }
    root
}

/// The list that a clause of a depth goes into: down the last clause of each level.
fn deepest(root: &mut Vec<Clause>, depth: usize) -> &mut Vec<Clause> {
    let mut list = root;
    for _ in 0..depth.min(64) {
        let Some(end) = list.len().checked_sub(1) else { break };
        if depth == usize::MAX - 1 && list[end].clauses.is_empty() {
            break;
        }
        list = &mut list[end].clauses;
    }
    list
}

/// A label in a running text that may open a clause.
#[derive(Clone, Copy, Debug)]
struct Opening<'t> {
    at: usize,
    /// Where the clause's words begin.
    words: usize,
    label: &'t str,
    kind: LabelKind,
    /// Its place in its list, from 1.
    order: u32,
}

impl Opening<'_> {
    /// Whether a label opens the clause after `self`, in a list of labels of a kind.
    fn leads_to(&self, next: &Opening<'_>, kind: LabelKind) -> bool {
        // One letter may be a Roman figure or a letter, whichever the list has.
        let one_letter = next.label.len() == 1 && next.label.as_bytes()[0].is_ascii_alphabetic();
        next.order == self.order + 1 && (next.kind == kind || one_letter && kind != LabelKind::Number)
    }
}

/// Every label in brackets that stands at the start of a word.
fn openings(text: &str) -> Vec<Opening<'_>> {
    let starts = memchr::memchr_iter(b' ', text.as_bytes()).map(|space| space + 1);
    std::iter::once(0)
        .chain(starts)
        .filter_map(|at| {
            let label = Label::read(&text[at..]).filter(|label| label.bracketed)?;
            if matches!(label.kind, LabelKind::Decimal(_)) {
                return None;
            }
            let words = label.text(&text[at..]);
            Some(Opening { at, words: at + label.length, label: words, kind: label.kind, order: order_of(words)? })
        })
        .collect()
}

/// The labels of the list that the first of these begins.
fn list_of<'o, 't>(openings: &'o [Opening<'t>]) -> Vec<&'o Opening<'t>> {
    let Some(first) = openings.first() else { return Vec::new() };
    let mut list = vec![first];
    for next in &openings[1..] {
        if list[list.len() - 1].leads_to(next, first.kind) {
            list.push(next);
        }
    }
    list
}

/// The clauses that a list of labels opens, if they are several.
fn clauses_of(text: &str, list: &[&Opening<'_>]) -> Vec<Clause> {
    if list.len() < 2 {
        return Vec::new();
    }
    let ends = list[1..].iter().map(|next| next.at).chain([text.len()]);
    list.iter()
        .zip(ends)
        .map(|(opening, end)| Clause {
            label: Some(opening.label.to_owned()),
            text: text[opening.words..end].trim().to_owned(),
            clauses: Vec::new(),
        })
        .collect()
}

/// Splits clauses that run on in one text: `a) to note; b) to agree`.
pub fn inline(text: &str) -> Vec<Clause> {
    let openings = openings(text);
    let first = openings.iter().position(|opening| opening.order == 1).unwrap_or(openings.len());
    clauses_of(text, &list_of(&openings[first..]))
}

/// Place of a one-letter or numeric label in its list; `i` begins roman lists.
fn order_of(label: &str) -> Option<u32> {
    match label.as_bytes() {
        [first, ..] if first.is_ascii_digit() => label.parse().ok(),
        [b'i' | b'I'] => Some(1),
        [letter] if letter.is_ascii_alphabetic() => Some(u32::from(letter.to_ascii_lowercase() - b'a') + 1),
        b"ii" | b"II" => Some(2),
        b"iii" | b"III" => Some(3),
        b"iv" | b"IV" => Some(4),
        b"vi" | b"VI" => Some(6),
        _ => None,
    }
}

/// Clauses that run on in one text behind a lead: the lead, and the clauses.
pub fn inline_in(text: &str) -> Option<(String, Vec<Clause>)> {
    let openings = openings(text);
    let mut lone: Vec<LabelKind> = Vec::new();
    for (at, first) in openings.iter().enumerate().filter(|(_, opening)| opening.order == 1) {
        // Where one label of a kind finds no second, no later one does.
        if lone.contains(&first.kind) {
            continue;
        }
        let clauses = clauses_of(text, &list_of(&openings[at..]));
        if !clauses.is_empty() {
            return Some((text[..first.at].trim().to_owned(), clauses));
        }
        lone.push(first.kind);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(clauses: &[Clause]) -> Vec<(&str, &str)> {
        clauses.iter().map(|clause| (clause.label.as_deref().unwrap_or_default(), clause.text.as_str())).collect()
    }

    #[test]
    fn clauses_that_run_on_keep_the_words_before_them() {
        let (lead, clauses) = inline_in("The Committee is asked to: a) note it; b) agree (i) to pay").expect("clauses");
        assert_eq!(lead, "The Committee is asked to:");
        assert_eq!(labels(&clauses), [("a", "note it;"), ("b", "agree (i) to pay")]);
    }

    #[test]
    fn a_lone_label_opens_no_clauses_and_hides_none() {
        let (lead, clauses) = inline_in("Under 1) above, to: (a) note; (b) agree").expect("clauses");
        assert_eq!(lead, "Under 1) above, to:");
        assert_eq!(labels(&clauses), [("a", "note;"), ("b", "agree")]);
        assert!(inline_in(&"1) ".repeat(50_000)).is_none());
        assert!(inline("see a) above").is_empty());
    }
}
