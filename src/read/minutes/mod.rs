//! Minutes: head, attendance, items with decisions, actions and interests.

mod actions;
mod attendance;
pub mod clauses;
mod decisions;
mod interests;
mod items;
mod rolls;
mod votes;

pub use attendance::are_initials;

use super::{Context, Part, Records, front, tables};
use crate::grammar::{HeadingKind, PhraseKind, SlotRole, TableKind};
use crate::normal::time;
use crate::record::{Meeting, MinuteItem, Minutes};
use items::Item;
use std::ops::Range;

/// Reads a set of minutes.
pub fn read(context: &Context<'_, '_>, part: &Part, id: String, records: &mut Records) {
    let items = items::find(context, part);
    let first = items.first().map_or(part.blocks.end, |item| item.blocks.start);
    let head = part.blocks.start..first;
    let meeting = head_of(context, part, head.clone());
    let end = items::end(context, part, &items);
    records.claims.blocks(context, part.blocks.start..end, "minutes");
    records.item_blocks.push(items.iter().map(|item| item.blocks.start).collect());

    let mut attendance = attendance::read(context, head, &items);
    let crew = attendance::initials(&attendance);
    let mut read_items: Vec<MinuteItem> = Vec::with_capacity(items.len());
    for (index, item) in items.iter().enumerate() {
        let blocks = item.blocks.start..item.blocks.end.min(end);
        let prefix = format!("{id}-item-{}", index + 1);
        let mut minute = read_item(context, item, blocks.clone(), prefix, &crew);
        let mut told = rolls::votes(context, blocks.clone(), &mut minute);
        for at in rolls::tables(context, blocks, TableKind::Interests) {
            let interests = rolls::interests(context, at);
            if !interests.is_empty() {
                told.push(at);
            }
            minute.interests.extend(interests);
        }
        for at in told {
            tables::read_as(context, &mut records.tables, at, &id);
        }
        read_items.push(minute);
    }
    for at in rolls::tables(context, part.blocks.start..end, TableKind::Attendance) {
        if rolls::attendance(context, at).iter().any(|person| attendance.iter().any(|known| known.name == person.name))
        {
            tables::read_as(context, &mut records.tables, at, &id);
        }
    }
    attendance::add_comings_and_goings(context, part.blocks.start..end, &mut attendance);
    let end_time = meeting.end_time.clone().or_else(|| closing_time(context, part.blocks.start..part.blocks.end));
    records.minutes.push(Minutes {
        body: meeting.body,
        date: meeting.date,
        date_text: meeting.date_text,
        start_time: meeting.start_time,
        end_time,
        venue: meeting.venue,
        attendance,
        items: read_items,
        place: context.place(part.blocks.start..end),
        id,
    });
}

/// The meeting, as the head of the minutes tells it.
pub fn head_of(context: &Context<'_, '_>, part: &Part, head: Range<usize>) -> Meeting {
    let head_end = head.end;
    let mut meeting = front::head_of_meeting(context, head, part.anchor);
    let opening = context.marks[part.anchor].heading(HeadingKind::Minutes);
    if let Some(body) = opening.and_then(|heading| heading.slot(SlotRole::Body)) {
        meeting.body = Some(fuller(context, part.blocks.start..head_end, body.trim().trim_end_matches(':')));
        return meeting;
    }
    // A heading set word by word, or over several lines, in capitals.
    let lines: Vec<&str> = (part.anchor..head_end)
        .map(|at| &context.blocks[at])
        .take_while(|block| block.look.caps && !block.text.ends_with(':'))
        .map(|block| block.text.as_ref())
        .collect();
    if lines.len() > 1 {
        let whole = lines.join(" ");
        if let Some(body) = context
            .grammar
            .heading(HeadingKind::Minutes, &whole, context.blocks[part.anchor].look)
            .and_then(|heading| heading.slot(SlotRole::Body))
        {
            meeting.body = Some(body.trim().trim_end_matches(':').to_owned());
        }
        if let Some(held) = context.grammar.phrase(PhraseKind::Held, &whole) {
            meeting.venue = held
                .slot(SlotRole::Venue)
                .map(|venue| venue.trim().trim_end_matches([',', ' ']).to_owned())
                .or(meeting.venue);
        }
    }
    meeting
}

/// `Parish Council` under "Ambleford Parish Council" is that council: a name of common words
/// alone, unless a line has it like that.
fn fuller(context: &Context<'_, '_>, head: Range<usize>, body: &str) -> String {
    let common =
        |word: &str| ["council_kind", "body_noun"].iter().any(|list| context.grammar.words(list).contains(word));
    let lower = body.to_lowercase();
    let mut lines = context.blocks[head].iter().map(|block| block.text.trim_end_matches([':', '.']));
    if !body.split(' ').all(common) || lines.clone().any(|line| line.to_lowercase() == lower) {
        return body.to_owned();
    }
    let names = |line: &&str| {
        line.split(' ').count() <= 8 && line.to_lowercase().strip_suffix(&lower).is_some_and(|name| name.ends_with(' '))
    };
    lines.find(names).unwrap_or(body).to_owned()
}

fn read_item(
    context: &Context<'_, '_>,
    item: &Item,
    blocks: Range<usize>,
    prefix: String,
    crew: &[String],
) -> MinuteItem {
    let body = item.body(context, blocks.clone());
    let decisions = decisions::read(context, &body, &prefix);
    let actions = actions::read(context, &body, crew);
    let interests = interests::read(context, &body);
    let exempt = body
        .iter()
        .any(|paragraph| context.phrase(PhraseKind::Exclusion, paragraph.text).is_some_and(|_| blocks.len() < 4));
    MinuteItem {
        number: item.number.clone(),
        title: item.title.clone(),
        paragraphs: paragraphs(context, &body, blocks.clone()),
        agenda_number: item.agenda_number.clone(),
        exempt: exempt.then_some(true),
        decisions,
        actions,
        interests,
        place: context.place(blocks),
        id: prefix,
    }
}

/// A paragraph of an item: a block's words, or the rest of the heading's line.
#[derive(Clone, Copy, Debug)]
pub struct Paragraph<'c> {
    /// Index of the block.
    pub block: usize,
    /// Where the words begin in the block's text, in bytes.
    pub from: usize,
    /// The words; the label is among them.
    pub text: &'c str,
}

/// All text of an item in order; a table's rows as one text each.
fn paragraphs(context: &Context<'_, '_>, body: &[Paragraph<'_>], blocks: Range<usize>) -> Vec<String> {
    let mut out = Vec::with_capacity(body.len());
    let mut texts = body.iter().peekable();
    for at in blocks {
        while let Some(paragraph) = texts.next_if(|paragraph| paragraph.block == at) {
            out.push(paragraph.text.to_owned());
        }
        if let Some(rows) = &context.blocks[at].rows {
            out.extend(
                rows.rows.iter().map(|row| row.filled().map(|(_, cell)| cell.text).collect::<Vec<_>>().join(" ")),
            );
        }
    }
    out
}

/// When the meeting ended, as its last lines say.
fn closing_time(context: &Context<'_, '_>, blocks: Range<usize>) -> Option<String> {
    blocks.rev().find_map(|at| {
        let text = &context.blocks[at].text;
        let closed = context.phrase(PhraseKind::Closed, text)?;
        let rest = &text[closed.range.start..];
        time::find_time(rest).map(|(_, time)| time::hhmm(time))
    })
}
