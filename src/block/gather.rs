//! Gathers lines into blocks.

use super::label::{Label, LabelKind};
use super::tables::Rows;
use super::wrap::Wrap;
use super::{Block, LineRef, Segment};
use crate::grammar::{FieldName, FieldReadings, FieldScope, Grammar, HeadingKind, Reading};
use crate::normal::text::joint;
use crate::page::{Look, Page};
use smallvec::{SmallVec, smallvec};
use std::borrow::Cow;

/// Blocks, and what the grammar says of the lines that they were gathered from.
pub struct Gathered<'d> {
    /// The blocks in order; every line is in exactly one.
    pub blocks: Vec<Block<'d>>,
    /// One for each line: looked up once, for every stage that asks.
    pub said: Vec<Said<'d>>,
}

impl<'d> Gathered<'d> {
    /// What is known of a block of one line.
    pub fn of(&self, block: &Block<'_>) -> Option<&Said<'d>> {
        (block.lines.len() == 1).then(|| &self.said[block.lines.start as usize])
    }
}

/// What the grammar says of a line.
#[derive(Clone, Debug, Default)]
pub struct Said<'d> {
    /// Forms that read all of it.
    pub headings: Vec<Reading<'d, HeadingKind>>,
    /// Labels that it begins with.
    pub fields: FieldReadings<'d>,
}

/// Longest line that a heading's form may read, in bytes.
pub const LONGEST_HEADING: usize = 240;

impl<'d> Said<'d> {
    /// Looks a text up: a sentence that goes on from another is neither heading nor field.
    pub fn of(text: &'d str, look: Look, grammar: &Grammar) -> Self {
        if text.starts_with(char::is_lowercase) && text.len() > 12 {
            return Self::default();
        }
        let headings = if text.len() <= LONGEST_HEADING { grammar.headings(text, look) } else { Vec::new() };
        Self { headings, fields: grammar.fields_of(text, look.label_end.into()) }
    }
}

/// Gathers all lines of a source into blocks.
pub fn gather<'d>(pages: &'d [Page], lines: &[LineRef<'d>], grammar: &Grammar) -> Gathered<'d> {
    let wrap = Wrap::of(lines);
    let said: Vec<Said<'d>> = lines
        .iter()
        .map(|line| if line.is_row { Said::default() } else { Said::of(line.text, line.look, grammar) })
        .collect();
    let numbers = super::number::bare(lines);
    let facts: Vec<LineFacts> = lines
        .iter()
        .zip(&said)
        .zip(&numbers)
        .map(|((line, said), number)| LineFacts::of(line, said, *number, grammar))
        .collect();
    let mut blocks = Vec::with_capacity(lines.len() / 2);
    let mut at = 0;
    while at < lines.len() {
        let start = at;
        at += 1;
        if lines[start].is_row {
            while at < lines.len() && lines[at].is_row && lines[at].look.gap == 0 && lines[at].page == lines[start].page
            {
                at += 1;
            }
            blocks.push(table_block(pages, lines, start, at));
        } else {
            while at < lines.len() && goes_on(lines, &facts, at, wrap) {
                at += 1;
            }
            blocks.push(text_block(lines, start, at, numbers[start]));
        }
    }
    Gathered { blocks: super::tables::join(blocks, grammar), said }
}

/// What the words of a line say about where blocks begin and end.
#[derive(Clone, Copy)]
struct LineFacts {
    /// Length of a label at its start, if there is one.
    label: Option<Label>,
    /// The grammar knows the whole line.
    is_form: bool,
    /// It begins with a field's label.
    is_field: bool,
    /// It ends a sentence or announces something.
    is_ended: bool,
    /// It ends with a colon.
    announces: bool,
    /// It ends in the middle of a sentence: with a comma, or a word that wants another.
    is_open: bool,
    /// It begins with a small letter, or with what goes on with a sentence.
    begins_low: bool,
    /// It begins with a decision's verb in capitals: `RESOLVED`.
    decides: bool,
}

impl LineFacts {
    fn of(line: &LineRef<'_>, said: &Said<'_>, number: Option<Label>, grammar: &Grammar) -> Self {
        if line.is_row {
            return Self {
                label: None,
                is_form: false,
                is_field: false,
                is_ended: true,
                announces: false,
                is_open: false,
                begins_low: false,
                decides: false,
            };
        }
        let text = line.text;
        let has_colon = memchr::memchr(b':', &text.as_bytes()[..text.len().min(60)]).is_some();
        let is_field = has_colon && !said.fields.is_empty();
        Self {
            label: Label::read(text).or(number),
            is_form: said.headings.iter().any(|form| !WITHIN.contains(&form.kind)) || heads_list(text, said),
            is_field,
            is_ended: text.trim_end_matches(['"', '”', '’', '\'', ')', '*']).ends_with(['.', ':', ';', '!', '?']),
            announces: text.ends_with(':') || text.ends_with(":-"),
            decides: decides(text, grammar),
            is_open: text.ends_with(',') || text.rsplit(' ').next().is_some_and(wants_more),
            begins_low: text.chars().next().is_some_and(|c| c.is_lowercase() || c == '&' || c == ','),
        }
    }
}

fn decides(text: &str, grammar: &Grammar) -> bool {
    let word = text.split([' ', ':']).next().unwrap_or_default();
    word.len() > 4 && word.bytes().all(|b| b.is_ascii_uppercase()) && grammar.words("decision_verb").contains(word)
}

/// Words that end no heading.
fn wants_more(word: &str) -> bool {
    ["held", "on", "at", "in", "of", "the", "and", "for"].iter().any(|open| word.eq_ignore_ascii_case(open))
}

/// A line that is nothing but the label of a list of people, as "Present".
fn heads_list(text: &str, said: &Said<'_>) -> bool {
    text.starts_with(char::is_uppercase)
        && said.fields.iter().any(|(scope, field)| {
            *scope == FieldScope::Minutes && field.rest.is_empty() && LISTS_OF_PEOPLE.contains(&field.name)
        })
}

const LISTS_OF_PEOPLE: [FieldName; 4] =
    [FieldName::Present, FieldName::Apologies, FieldName::Absent, FieldName::InAttendance];

/// Forms that do not end a paragraph by standing on a line of it.
const WITHIN: [HeadingKind; 2] = [HeadingKind::Guidance, HeadingKind::Group];

/// Headings in plain type that fill a line are longer, in bytes.
const LONG: usize = 60;

/// Whether two lines look alike.
fn alike(above: &LineRef<'_>, line: &LineRef<'_>) -> bool {
    above.look.bold == line.look.bold && above.look.caps == line.look.caps
}

/// How much shorter than a full line running text may be, in bytes.
const SLACK: usize = 12;

/// Whether line `at` goes on with the block of the line before it.
fn goes_on(lines: &[LineRef<'_>], facts: &[LineFacts], at: usize, wrap: Wrap) -> bool {
    let (above, line) = (&lines[at - 1], &lines[at]);
    let (before, now) = (&facts[at - 1], &facts[at]);
    let is_placed = line.look.goes_on == Some(true);
    let begins = now.is_field && !(is_placed && now.begins_low);
    let parts_headings = line.look.heading != above.look.heading || line.look.heading > 0 && !is_placed;
    if line.is_row || parts_headings || line.look.bullet || begins {
        return false;
    }
    // A number alone on its line belongs to the title below it.
    if let Some(label) = before.label
        && label.length == above.text.len()
    {
        let opens = !matches!(label.kind, LabelKind::Decimal(_)) && !label.bracketed;
        let is_lone = matches!(wrap, Wrap::At { double_spaced: true, .. }) && above.text.starts_with('(');
        return now.label.is_none() && (opens || line.look.gap == 0 || is_lone);
    }
    if let Some(goes_on) = line.look.goes_on {
        // A sentence that a form reads goes on all the same, a heading does not; an announcement ends where it does.
        let is_whole = before.is_ended || !alike(above, line) || !above.look.bold && above.text.len() < LONG;
        // A numbered title in bold that fills its line, and plain text below it.
        let is_title = before.label.is_some() && above.look.bold && !line.look.bold && !now.begins_low;
        let ends = before.is_form && !before.is_open && is_whole || before.announces && !now.begins_low || is_title;
        return goes_on && now.label.is_none() && !now.is_form && !ends;
    }
    // A heading that ends in mid-sentence has its rest on the next line.
    if before.is_form && before.is_open && line.look.gap == 0 && line.page == above.page && !now.is_form {
        return now.label.is_none();
    }
    let dated = line.text.bytes().any(|b| b.is_ascii_alphabetic());
    if now.is_form
        || before.is_form && !before.is_open
        || dated && line.look.caps != above.look.caps && above.look.caps && above.text.contains(' ')
    {
        return false;
    }
    let apart = line.look.gap > 0;
    let mid_sentence = !before.is_ended && now.begins_low && above.text.len() > 20;
    match wrap {
        Wrap::Logical => {
            if now.label.is_some() {
                return false;
            }
            let lettered = line.text.bytes().any(|b| b.is_ascii_alphabetic());
            let same_bold = above.look.bold && line.look.bold && (above.look.caps == line.look.caps || !lettered);
            mid_sentence
                || !apart
                    && !before.is_ended
                    && (above.text.ends_with([',', '-', '–', '/']) || same_bold && before.label.is_none())
        }
        Wrap::At { width, double_spaced } => {
            let new_page = line.page != above.page;
            if apart && !double_spaced || new_page {
                return mid_sentence && now.label.is_none();
            }
            if line.look.gap > 2 || line.look.bold != above.look.bold && !mid_sentence {
                return false;
            }
            let first_word = line.text.split(' ').next().map_or(0, str::len);
            let full = above.text.len() + 1 + first_word + 3 > width;
            if now.label.is_some() || now.decides && !above.look.caps && !before.is_open {
                return false;
            }
            // A numbered title that leaves room on its line ends there, when what follows is running text.
            let numbered = before.label.is_some_and(|label| label.kind == LabelKind::Number && !label.bracketed);
            let runs = line.text.ends_with('.') || line.text.len() + SLACK > width;
            if numbered && runs && !full && !now.begins_low && !before.is_open && !line.look.caps {
                return false;
            }
            if before.is_ended && !full {
                return false;
            }
            if now.begins_low || full {
                return true;
            }
            if double_spaced {
                return false;
            }
            // Short lines in a column are lists, addresses, headings.
            above.text.len() * 2 > width && (!above.look.caps || line.look.caps)
        }
    }
}

fn table_block<'d>(pages: &'d [Page], lines: &[LineRef<'d>], start: usize, end: usize) -> Block<'d> {
    Block {
        text: Cow::Borrowed(""),
        look: lines[start].look,
        label: None,
        rows: Some(Rows::of(pages, &lines[start..end], start as u32)),
        lines: start as u32..end as u32,
        segments: SmallVec::new(),
    }
}

fn text_block<'d>(lines: &[LineRef<'d>], start: usize, end: usize, number: Option<Label>) -> Block<'d> {
    let first = &lines[start];
    let segment = |line: &LineRef<'_>, at: usize, length: usize| Segment {
        at: at as u32,
        length: length as u32,
        page: line.page,
        line: line.line,
        from: 0,
    };
    let (text, segments) = if end == start + 1 {
        (Cow::Borrowed(first.text), smallvec![segment(first, 0, first.text.len())])
    } else {
        let mut text = String::with_capacity(lines[start..end].iter().map(|line| line.text.len() + 1).sum());
        let mut segments = SmallVec::with_capacity(end - start);
        for line in &lines[start..end] {
            if !text.is_empty() {
                joint(&mut text, line.text, &|_: &str| false);
            }
            // A joint that undid a hyphen has shortened the stretch before it.
            if let Some(last) = segments.last_mut() {
                let last: &mut Segment = last;
                last.length = last.length.min(text.len() as u32 - last.at);
            }
            segments.push(segment(line, text.len(), line.text.len()));
            text.push_str(line.text);
        }
        (Cow::Owned(text), segments)
    };
    let look = first.look;
    let label = Label::read(&text).or(number);
    Block { label, look, rows: None, lines: start as u32..end as u32, segments, text }
}
