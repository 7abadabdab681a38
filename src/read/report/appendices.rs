//! Appendices of a report: printed behind it, or named in its text.

use crate::grammar::{FieldName, FieldScope, HeadingKind, PhraseKind, SlotRole};
use crate::read::{Context, Part, heads};
use crate::record::{Appendix, SourceDocument};
use aho_corasick::AhoCorasick;
use std::ops::Range;
use std::sync::LazyLock;

/// How many lines below an attached report's "From" tell it for one.
const ATTACHED_SHEET: usize = 5;

/// The appendices, and the blocks of those that print a label.
#[derive(Clone, Debug, Default)]
pub struct Appendices {
    /// In order of their labels' first naming.
    pub list: Vec<Appendix>,
    /// First block and end of each printed appendix.
    pub spans: Vec<(usize, usize)>,
    /// Label of each printed appendix.
    pub labels: Vec<String>,
}

/// Finds the appendices of a report.
pub fn read<'c>(
    context: &'c Context<'c, '_>,
    part: &Part,
    body: Range<usize>,
    papers: &[SourceDocument],
) -> Appendices {
    let mut found = Appendices::default();
    for at in part.anchor..body.end {
        mentions(context, at, &mut found.list);
    }
    for paper in papers {
        if let Some(reading) =
            context.grammar.heading(HeadingKind::Appendix, &paper.title, crate::page::Look::default())
        {
            add(&mut found.list, label_of(&reading, &paper.title), title_of(&reading), None);
        }
    }
    printed(context, body.end..part.blocks.end, &mut found);
    found
}

/// What every word for an appendix holds, however its first letter is written.
static NOUNS: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::new(["ppendi", "PPENDI", "nnex", "NNEX", "nclosure", "ttachment"]).ok());

/// `attached at Appendix 1`: the report says so itself.
fn mentions(context: &Context<'_, '_>, at: usize, list: &mut Vec<Appendix>) {
    let block = &context.blocks[at];
    let mut look = |text: &str| {
        if NOUNS.as_ref().is_some_and(|nouns| !nouns.is_match(text)) {
            return;
        }
        for phrase in context.grammar.phrases_among(text, |kind| kind == PhraseKind::Attached) {
            let after = &text[phrase.range.end..];
            // "Appendix 8 of the report" is another document's.
            if let Some(label) = phrase.slot(SlotRole::Label)
                && context.grammar.words("of_another").starts(after.trim_start()).is_none()
            {
                add(list, format!("Appendix {}", label.trim()), None, None);
            }
        }
    };
    match &block.rows {
        Some(rows) => rows.rows.iter().flat_map(|row| row.cells.iter()).for_each(|cell| look(cell.text)),
        None => look(&block.text),
    }
}

/// The name of a printed appendix's label: noun and number as printed.
fn label_of(reading: &crate::grammar::Reading<'_, HeadingKind>, text: &str) -> String {
    match reading.slot(SlotRole::Label) {
        Some(label) => {
            let end = label.as_ptr() as usize - text.as_ptr() as usize + label.len();
            text[..end].trim().to_owned()
        }
        None => text.split([':', '–', '-']).next().unwrap_or(text).trim().to_owned(),
    }
}

fn title_of(reading: &crate::grammar::Reading<'_, HeadingKind>) -> Option<String> {
    let title = reading
        .slots
        .iter()
        .find(|slot| slot.role != SlotRole::Label)
        .map(|slot| slot.text.trim().trim_start_matches([':', '-', '–', ' ']).to_owned());
    title.filter(|title| !title.is_empty())
}

fn add(list: &mut Vec<Appendix>, label: String, title: Option<String>, place: Option<Vec<crate::record::Place>>) {
    let same = |known: &Appendix| known.label.eq_ignore_ascii_case(&label);
    match list.iter_mut().find(|known| same(known)) {
        Some(known) => {
            known.title = known.title.take().or(title);
            if let Some(place) = place.filter(|_| known.place.is_empty()) {
                known.place = place;
            }
        }
        None => list.push(Appendix { label, title, place: place.unwrap_or_default() }),
    }
}

/// Appendices that print their label behind the body.
///
/// An attached report has appendices of its own, numbered upwards; a label that
/// does not go on with them is the outer report's again.
fn printed<'c>(context: &'c Context<'c, '_>, blocks: Range<usize>, found: &mut Appendices) {
    let mut inner: Option<u32> = None;
    let mut spans: Vec<usize> = Vec::new();
    for at in blocks.clone() {
        if attached_report(context, at, blocks.end) {
            inner = Some(0);
        }
        let Some((reading, text)) = appendix_form(context, at) else { continue };
        let label = label_of(&reading, &text);
        let number = order_of(&label);
        if let Some(last) = inner {
            if number.is_some_and(|number| number > last) {
                inner = number;
                continue;
            }
            inner = None;
        }
        // Where the report names its appendices A and B, "Appendix 1" is an attached paper's own.
        let figures = |label: &str| label.ends_with(|c: char| c.is_ascii_digit());
        if found.labels.is_empty()
            && !found.list.is_empty()
            && found.list.iter().all(|named| figures(&named.label) != figures(&label))
        {
            continue;
        }
        let mut named = at..at + 1;
        let title = title_of(&reading).or_else(|| {
            let (title, end) = title_below(context, at + 1, blocks.end)?;
            named.end = end;
            Some(title)
        });
        add(&mut found.list, label.clone(), title, Some(context.place(named)));
        spans.push(at);
        found.labels.push(label);
    }
    for (index, from) in spans.iter().enumerate() {
        found.spans.push((*from, spans.get(index + 1).copied().unwrap_or(blocks.end)));
    }
}

/// The block's appendix form, also where a title is set as a table.
fn appendix_form<'c>(
    context: &'c Context<'c, '_>,
    at: usize,
) -> Option<(crate::grammar::Reading<'c, HeadingKind>, std::borrow::Cow<'c, str>)> {
    let block = &context.blocks[at];
    match &block.rows {
        None => context.marks[at]
            .heading(HeadingKind::Appendix)
            .map(|reading| (reading.clone(), std::borrow::Cow::Borrowed(block.text.as_ref()))),
        Some(rows) => {
            let row = rows.rows.first().filter(|_| rows.rows.len() <= 4)?;
            row.filled().find_map(|(_, cell)| {
                context
                    .grammar
                    .heading(HeadingKind::Appendix, cell.text, block.look)
                    .map(|reading| (reading, std::borrow::Cow::Borrowed(cell.text)))
            })
        }
    }
}

/// The order of a label's number or letter.
fn order_of(label: &str) -> Option<u32> {
    let last = label.rsplit(' ').next()?;
    last.parse().ok().or_else(|| match last.as_bytes() {
        [letter] if letter.is_ascii_alphabetic() => Some(u32::from(letter.to_ascii_lowercase() - b'a') + 1),
        _ => None,
    })
}

/// A report that is attached begins with who it is from, and a date close by.
fn attached_report(context: &Context<'_, '_>, at: usize, end: usize) -> bool {
    let is = |at: usize, name: FieldName| {
        context.marks[at].field(FieldScope::FrontSheet).is_some_and(|field| field.name == name)
    };
    is(at, FieldName::From)
        && (at + 1..(at + ATTACHED_SHEET).min(end))
            .any(|below| is(below, FieldName::Date) || is(below, FieldName::MeetingDate))
}

/// The title below a label that stands alone, and the block behind it.
fn title_below(context: &Context<'_, '_>, at: usize, end: usize) -> Option<(String, usize)> {
    let mut title: Vec<&str> = Vec::new();
    for next in at..end.min(at + 3) {
        let block = &context.blocks[next];
        if block.is_table() || !heads::is_heading(block) && (!title.is_empty() || !heads::is_title_like(&block.text)) {
            break;
        }
        title.push(&block.text);
    }
    (!title.is_empty()).then(|| (title.join(" "), at + title.len()))
}
