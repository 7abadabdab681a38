//! What stands above the items: the body, the day, the time and the place of the meeting.

use super::tidy;
use crate::grammar::{FieldName, FieldScope, HeadingKind, PhraseKind, SlotRole};
use crate::normal::{date, time};
use crate::read::Context;
use crate::record::{Access, Meeting};
use std::ops::Range;

/// Reads the blocks before the first item: body, date, time, venue.
pub fn head_of_meeting(context: &Context<'_, '_>, head: Range<usize>, anchor: usize) -> Meeting {
    let mut meeting = Meeting::default();
    for at in head.clone() {
        let marks = &context.marks[at];
        let text = &context.blocks[at].text;
        for scope in [FieldScope::FrontPage, FieldScope::Minutes] {
            let Some(field) = marks.field(scope) else { continue };
            let value = value_of(context, at, field.rest, head.end);
            apply(context, &mut meeting, field.name, &value);
        }
        if let Some(access) = marks.heading(HeadingKind::Access) {
            meeting.access = access.sets.access.or(Some(Access::Public));
        }
        let wanted = |kind| matches!(kind, PhraseKind::Held | PhraseKind::Cancelled | PhraseKind::Chaired);
        for phrase in context.grammar.phrases_among(text, wanted) {
            match phrase.kind {
                PhraseKind::Held => apply_held(context, &mut meeting, text, &phrase),
                PhraseKind::Cancelled => meeting.cancelled = Some(true),
                PhraseKind::Chaired if meeting.chair.is_none() => {
                    let person = phrase.slot(SlotRole::Person).and_then(crate::normal::name::person);
                    meeting.chair = person.map(|person| person.name);
                }
                _ => {}
            }
        }
    }
    let lines =
        || head.clone().filter(|at| !context.blocks[*at].is_table()).map(|at| (at, context.blocks[at].text.as_ref()));
    if meeting.date.is_none() {
        meeting.date = lines().filter(|(_, text)| text.len() < 160).find_map(|(_, text)| context.date_in(text));
    }
    if meeting.start_time.is_none() {
        let found = lines()
            .filter(|(_, text)| text.len() < 120)
            .find_map(|(_, text)| time::find_time(text).map(|(range, _)| (text, range)));
        if let Some((text, range)) = found {
            set_times(&mut meeting, &text[range.start..]);
        }
    }
    if meeting.body.is_none() {
        meeting.body = body_line(context, head.clone(), anchor);
    }
    if meeting.venue.is_none() {
        meeting.venue = venue_lines(context, head);
    }
    meeting
}

fn apply_held(
    context: &Context<'_, '_>,
    meeting: &mut Meeting,
    text: &str,
    phrase: &crate::grammar::Reading<'_, PhraseKind>,
) {
    let rest = &text[phrase.range.start..];
    if meeting.body.is_none() {
        meeting.body = phrase.slot(SlotRole::Body).map(tidy).filter(|body| body.len() < 100);
    }
    if meeting.venue.is_none() {
        let venue = phrase.slot(SlotRole::Venue).map(|venue| venue.strip_prefix("the ").unwrap_or(venue));
        meeting.venue = venue.map(tidy).filter(|venue| !venue.is_empty());
    }
    if meeting.date.is_none() {
        meeting.date = context.date_in(rest);
    }
    if meeting.start_time.is_none()
        && let Some((range, _)) = time::find_time(rest)
    {
        set_times(meeting, &rest[range.start..]);
    }
}

/// A field's words, with the lines that go on with them when the first holds none.
fn value_of(context: &Context<'_, '_>, at: usize, rest: &str, end: usize) -> String {
    let mut value = rest.to_owned();
    let mut next = at + 1;
    while next < end {
        let block = &context.blocks[next];
        let goes_on = value.is_empty() || block.look.gap == 0 && value.ends_with(',');
        if block.is_table()
            || !context.marks[next].fields.is_empty()
            || !context.marks[next].headings.is_empty()
            || !goes_on
        {
            break;
        }
        if !value.is_empty() {
            value.push(' ');
        }
        value.push_str(&block.text);
        next += 1;
    }
    value
}

fn apply(context: &Context<'_, '_>, meeting: &mut Meeting, name: FieldName, value: &str) {
    let slot = match name {
        FieldName::Date | FieldName::MeetingDate => {
            if meeting.date.is_none() {
                meeting.date = date::find_date(value, context.order).map(|(_, found)| date::iso(found));
                if meeting.start_time.is_none() && time::find_time(value).is_some() {
                    set_times(meeting, value);
                }
                if meeting.date.is_none() && !value.is_empty() {
                    meeting.date_text = Some(value.to_owned());
                }
            }
            return;
        }
        FieldName::Time => return set_times(meeting, value),
        FieldName::Chair => {
            meeting.chair = crate::normal::name::person(value).map(|person| person.name);
            return;
        }
        FieldName::Venue => &mut meeting.venue,
        FieldName::Body | FieldName::To => &mut meeting.body,
        _ => return,
    };
    if slot.is_none() && !value.is_empty() {
        *slot = Some(tidy(value));
    }
}

fn set_times(meeting: &mut Meeting, text: &str) {
    let (start, end) = time::time_range(text);
    meeting.start_time = start.map(time::hhmm);
    meeting.end_time = end.map(time::hhmm);
}

/// The line that names the body: the nearest short line with a body's noun, before the anchor first.
fn body_line(context: &Context<'_, '_>, head: Range<usize>, anchor: usize) -> Option<String> {
    let names_body = |at: &usize| {
        let block = &context.blocks[*at];
        let text = block.text.trim_end_matches([':', '.']);
        !block.is_table()
            && !block.look.bullet
            && block.label.is_none()
            && text.split(' ').count() <= 12
            && !text.contains('@')
            && (!names_room(context, text) || ends_with_body(context, text))
            && context.marks[*at].fields.is_empty()
            && text.split([' ', ',', '–', '—']).any(|word| context.grammar.words("body_noun").contains(word))
    };
    let before = head.start..anchor.min(head.end);
    let after = anchor.min(head.end)..head.end;
    // A line that is nothing but the noun ("COMMITTEE") has lost its name, unless the noun is one ("CABINET").
    let whole = |at: &usize| {
        let text = context.blocks[*at].text.trim_end_matches([':', '.']);
        text.contains(' ') || context.grammar.words("lone_body").contains(text)
    };
    let named: Vec<usize> = after.chain(before).filter(|at| names_body(at) && whole(at)).collect();
    // The authority's own name may stand above the committee's.
    let rank = |at: &&usize| {
        let text = context.blocks[**at].text.trim_end_matches([':', '.']);
        if context.grammar.words("authority_noun").contains(text.rsplit(' ').next().unwrap_or_default()) {
            2
        } else {
            u8::from(context.grammar.words("body_opening").starts(text).is_none())
        }
    };
    let best = named.iter().map(|at| rank(&at)).min()?;
    let line = named.iter().find(|at| rank(at) == best)?;
    let body = strip_opening(context, &context.blocks[*line].text);
    let dated = date::find_date(&body, context.order).filter(|(range, _)| range.start > 0 && range.end == body.len());
    let body =
        dated.map_or(body.as_str(), |(range, _)| body[..range.start].trim_end_matches([' ', ',', '-', '–', '—']));
    (!body.is_empty()).then(|| body.to_owned())
}

/// Takes "Meeting of the …", "Agenda for …" off a body's line.
fn strip_opening(context: &Context<'_, '_>, text: &str) -> String {
    let mut text = text.trim();
    while let Some(length) = context.grammar.words("body_opening").starts(text) {
        text = text[length..].trim_start_matches([' ', ':', '-', '–']);
    }
    text.trim_end_matches([':', '.', ' ']).to_owned()
}

/// The venue: lines right before the agenda that name a room or a building.
fn venue_lines(context: &Context<'_, '_>, head: Range<usize>) -> Option<String> {
    let named = |text: &str| names_room(context, text) && !ends_with_body(context, text) && !is_sentence(text);
    let is_venue = |at: usize| {
        let block = &context.blocks[at];
        !block.is_table()
            && block.text.len() < 120
            && context.marks[at].headings.is_empty()
            && context.marks[at].fields.is_empty()
            && !block.text.contains('@')
    };
    let last = head.clone().rev().find(|at| {
        is_venue(*at) && (named(&context.blocks[*at].text) || ends_with_postcode(&context.blocks[*at].text))
    })?;
    let mut first = last;
    // An address above it that ends with a postcode of its own is the sender's.
    while first > head.start
        && is_venue(first - 1)
        && !ends_with_postcode(&context.blocks[first - 1].text)
        && time::find_time(&context.blocks[first - 1].text).is_none()
        && context.date_in(&context.blocks[first - 1].text).is_none()
        && named(&context.blocks[first - 1].text)
    {
        first -= 1;
    }
    let lines: Vec<&str> =
        (first..=last).map(|at| behind_time(&context.blocks[at].text).trim_end_matches([',', '.'])).collect();
    Some(lines.join(", "))
}

/// `at 7.00 pm in Ambleford Hall`: the place stands behind the hour.
fn behind_time(text: &str) -> &str {
    let Some((hour, _)) = time::find_time(text).filter(|(hour, _)| hour.start <= 4) else { return text };
    let rest = text[hour.end..].trim_start_matches([' ', ',']);
    ["in ", "at "].iter().find_map(|word| rest.strip_prefix(word)).filter(|rest| !rest.is_empty()).unwrap_or(text)
}

/// Whether a line names a room or a building.
fn names_room(context: &Context<'_, '_>, text: &str) -> bool {
    text.split([' ', ',', '.']).any(|word| context.grammar.words("venue_noun").contains(word))
}

/// `AMBLEFORD PUBLIC LIBRARY DISTRICT` is a body, and no library.
fn ends_with_body(context: &Context<'_, '_>, text: &str) -> bool {
    let last = text.trim_end_matches([':', '.']).rsplit([' ', ',']).next().unwrap_or_default();
    context.grammar.words("body_noun").contains(last)
}

fn is_sentence(text: &str) -> bool {
    text.ends_with('.') && text.split(' ').count() > 8
}

/// `CB3 0AP`-like: two groups, the second a figure and two letters.
fn ends_with_postcode(text: &str) -> bool {
    let mut words = text.trim_end_matches('.').rsplit(' ');
    let (Some(inner), Some(outer)) = (words.next(), words.next()) else { return false };
    let is_inner =
        matches!(inner.as_bytes(), [a, b, c] if a.is_ascii_digit() && b.is_ascii_uppercase() && c.is_ascii_uppercase());
    is_inner
        && (2..=4).contains(&outer.len())
        && outer.as_bytes()[0].is_ascii_uppercase()
        && outer.bytes().any(|b| b.is_ascii_digit())
}
