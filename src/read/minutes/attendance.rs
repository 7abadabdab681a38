//! Attendance: who was there, who was not, who came late.

use super::items::Item;
use super::rolls;
use crate::grammar::{FieldName, FieldScope, HeadingKind, PhraseKind, SlotRole, TableKind};
use crate::normal::{name, time};
use crate::read::{Context, people};
use crate::record::{Attendance, AttendanceStatus};
use std::ops::Range;

/// How many items from the top may hold lists of who was there.
const ROLL_CALL_ITEMS: usize = 4;

/// Reads the labelled lists of the head, and of the first items (roll call, apologies).
pub fn read(context: &Context<'_, '_>, head: Range<usize>, items: &[Item]) -> Vec<Attendance> {
    let mut out = Vec::new();
    lists(context, head.clone(), &mut out);
    for item in items.iter().take(ROLL_CALL_ITEMS) {
        columns(context, item.blocks.start + 1..item.blocks.end, &mut out);
        if let Some(status) = status_of_title(context, &item.title) {
            let told = |block: usize| context.marks[block].field(FieldScope::Minutes).is_some();
            let body = item.body(context, item.blocks.clone()).into_iter();
            for paragraph in body.take_while(|paragraph| paragraph.from > 0 || !told(paragraph.block)) {
                add(
                    context,
                    paragraph.text,
                    status,
                    &context.blocks[paragraph.block]
                        .place(paragraph.from..paragraph.from + paragraph.text.len(), context.pages),
                    &mut out,
                );
            }
        }
        // Below the close of the meeting the chair signs.
        let closes = |at: &usize| context.phrase(PhraseKind::Closed, &context.blocks[*at].text).is_some();
        let end = item.blocks.clone().find(closes).unwrap_or(item.blocks.end);
        lists(context, item.blocks.start + 1..end.max(item.blocks.start + 1), &mut out);
    }
    let chaired = head.into_iter().find_map(|at| context.phrase(PhraseKind::Chaired, &context.blocks[at].text));
    if let Some(person) = chaired.as_ref().and_then(|phrase| phrase.slot(SlotRole::Person)).and_then(name::person)
        && !out.iter().any(|known| known.role.as_deref() == Some("chair"))
        && let Some(known) = out.iter_mut().find(|known| known.name == person.name)
    {
        known.role = Some("chair".to_owned());
    }
    out
}

/// The status that a label stands for.
pub(super) fn status(name: FieldName) -> Option<AttendanceStatus> {
    match name {
        FieldName::Present | FieldName::Chair | FieldName::ViceChair | FieldName::Substitutes => {
            Some(AttendanceStatus::Present)
        }
        FieldName::Apologies => Some(AttendanceStatus::Apologies),
        FieldName::Absent => Some(AttendanceStatus::Absent),
        FieldName::InAttendance => Some(AttendanceStatus::InAttendance),
        _ => None,
    }
}

/// An item such as "Those attending" or "Apologies" is itself a list.
fn status_of_title(context: &Context<'_, '_>, title: &str) -> Option<AttendanceStatus> {
    context.grammar.label(FieldScope::Minutes, title).and_then(status)
}

/// Labelled lists in a run of blocks; a list goes on until something else begins.
fn lists(context: &Context<'_, '_>, blocks: Range<usize>, out: &mut Vec<Attendance>) {
    let mut current: Option<(AttendanceStatus, Option<&str>)> = None;
    for at in blocks {
        let (block, marks) = (&context.blocks[at], &context.marks[at]);
        if marks.table.as_ref().is_some_and(|table| table.kind == TableKind::Attendance) {
            for person in rolls::attendance(context, at) {
                if !out.iter().any(|known| known.name == person.name && known.honorific == person.honorific) {
                    out.push(person);
                }
            }
            continue;
        }
        if let Some(rows) = &block.rows {
            for row in &rows.rows {
                for (column, cell) in row.filled() {
                    let label = context.grammar.label(FieldScope::Minutes, cell.text).filter(|_| column == 0);
                    if let Some(label) = label {
                        current = status(label).map(|status| (status, office_of(label)));
                    } else if let (Some((status, office)), false) = (current, are_initials(cell.text)) {
                        let before = out.len();
                        add(context, cell.text, status, &[row.place(context.pages)], out);
                        give_office(office, &mut out[before..]);
                    }
                }
            }
            continue;
        }
        if let Some(field) = marks.field(FieldScope::Minutes) {
            let from = block.text.len() - field.rest.len();
            let office = office_of(field.name);
            // A list of members may follow the chair's name.
            let is_one = office.is_some();
            let office =
                office.or_else(|| people::group_office(context, &block.text[..from]).map(|(office, _)| office));
            current = status(field.name).map(|status| (status, office));
            if let Some((status, office)) = current {
                let before = out.len();
                add(context, field.rest, status, &block.place(from..block.text.len(), context.pages), out);
                if is_one {
                    // Whoever presides is the chair, whatever else the words after the name say.
                    out[before..].iter_mut().for_each(|person| person.role = None);
                }
                give_office(office, &mut out[before..]);
                if is_one && before < out.len() {
                    current = None;
                }
            }
            continue;
        }
        if let Some(from) = apology(context, &block.text) {
            add(
                context,
                &block.text[from..],
                AttendanceStatus::Apologies,
                &block.place(from..block.text.len(), context.pages),
                out,
            );
            continue;
        }
        let Some((status, office)) = current else { continue };
        let ends = !marks.headings.is_empty() && !marks.is(HeadingKind::Group) || block.label.is_some();
        let before = out.len();
        if !ends && !are_initials(&block.text) && !marks.is(HeadingKind::Group) {
            add(context, &block.text, status, &block.whole_place(context.pages), out);
        }
        give_office(office, &mut out[before..]);
        if (ends || out.len() == before) && !are_initials(&block.text) && !marks.is(HeadingKind::Group) {
            current = None;
        }
    }
}

/// Gives people the office that their list is headed by, unless they have one of their own.
fn give_office(office: Option<&str>, people: &mut [Attendance]) {
    let Some(office) = office else { return };
    for person in people.iter_mut().filter(|person| person.role.is_none()) {
        person.role = Some(office.to_owned());
    }
}

/// The initials of everybody who is named with more than a surname.
pub fn initials(attendance: &[Attendance]) -> Vec<String> {
    let of = |person: &Attendance| {
        let letters: String = person
            .name
            .split([' ', '.', '-'])
            .filter_map(|word| word.chars().next())
            .filter(char::is_ascii_uppercase)
            .collect();
        (letters.len() > 1).then_some(letters)
    };
    attendance.iter().filter_map(of).collect()
}

/// `AV`, `JH CF`: how the people listed beside it are called in the minutes.
pub fn are_initials(text: &str) -> bool {
    let is_initials = |word: &str| {
        (2..=4).contains(&word.len())
            && word.starts_with(|c: char| c.is_ascii_uppercase())
            && word.ends_with(|c: char| c.is_ascii_alphabetic())
            && word.bytes().filter(u8::is_ascii_lowercase).count() <= 1
    };
    !text.is_empty() && text.split([' ', '/', ',', '&']).filter(|word| !word.is_empty()).all(is_initials)
}

/// Most bytes before the word for apologies, and from there to the names.
const LONGEST_APOLOGY: usize = 100;

/// `Apologies were received from Councillor Bee`: where the names begin.
fn apology(context: &Context<'_, '_>, text: &str) -> Option<usize> {
    let said = text.trim_start();
    let before = text.len() - said.len();
    let lead = context.grammar.words("apology_lead");
    if let Some(length) = lead.starts(said) {
        return Some(before + length);
    }
    // `The clerk reported apologies, with reasons, from Councillor Bee`.
    let opening = &said[..said.floor_char_boundary(LONGEST_APOLOGY)];
    let known = context.grammar.words("apology");
    let ends_apology = |end: &usize| {
        let word = opening[..*end].rsplit(' ').next().unwrap_or_default();
        known.contains(word.trim_end_matches(','))
    };
    let at = opening.match_indices(' ').map(|(at, _)| at).find(ends_apology)?;
    let words = said[at..said.floor_char_boundary(at + LONGEST_APOLOGY)].find(" from ")?;
    let plain = said[at..at + words].split(' ').all(|word| !word.starts_with(char::is_uppercase));
    plain.then_some(before + at + words + " from ".len())
}

/// Attendance set in columns, which extraction gave line by line: a head for
/// each column, then names, titles, states and times in groups.
fn columns(context: &Context<'_, '_>, blocks: Range<usize>, out: &mut Vec<Attendance>) {
    let heads = context.grammar.words("attendance_head");
    let Some(first) = blocks.clone().find(|at| heads.contains(&context.blocks[*at].text)) else { return };
    let states: [(&str, AttendanceStatus); 2] =
        [("present_state", AttendanceStatus::Present), ("absent_state", AttendanceStatus::Absent)];
    let state = |text: &str| {
        states.iter().find(|(list, _)| context.grammar.words(list).contains(text)).map(|(_, status)| *status)
    };
    let (mut names, mut titles, mut found, mut times) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for at in first..blocks.end {
        let text = context.blocks[at].text.trim();
        if heads.contains(text) {
            continue;
        }
        if let Some(status) = state(text) {
            found.push(status);
        } else if let Some(time) = time::time(text) {
            times.push(time);
        } else if text.contains(", ")
            || context.grammar.words("board_office").contains(text)
            || context.grammar.words("chair_role").contains(text)
            || context.grammar.words("vice_chair_role").contains(text)
        {
            titles.push((text, at));
        } else if text.len() < 40
            && !text.ends_with(['.', ':'])
            && name::person(text).is_some()
            && context.blocks[at].label.is_none()
        {
            names.push((text, at));
        } else {
            break;
        }
    }
    if names.is_empty() || names.len() != found.len() {
        return;
    }
    let mut clock = times
        .iter()
        .filter(|_| times.len() == found.iter().filter(|status| **status == AttendanceStatus::Present).count());
    for (index, ((text, at), status)) in names.iter().zip(&found).enumerate() {
        let before = out.len();
        add(context, text, *status, &context.blocks[*at].whole_place(context.pages), out);
        let arrived = if *status == AttendanceStatus::Present { clock.next() } else { None };
        for person in &mut out[before..] {
            person.arrived = arrived.map(|time| time::hhmm(*time));
            if let Some((title, at)) = titles.get(index).filter(|_| titles.len() == names.len()) {
                person.role = Some(people::office(context, title.split(',').next().unwrap_or_default()));
                person.place.extend(context.blocks[*at].whole_place(context.pages));
            }
        }
    }
}

fn office_of(name: FieldName) -> Option<&'static str> {
    match name {
        FieldName::Chair => Some("chair"),
        FieldName::ViceChair => Some("vice_chair"),
        _ => None,
    }
}

/// Adds everybody named in a text; a person named twice keeps the first status.
fn add(
    context: &Context<'_, '_>,
    text: &str,
    status: AttendanceStatus,
    place: &[crate::record::Place],
    out: &mut Vec<Attendance>,
) {
    let text = text.trim();
    let text = &text[apology(context, text).unwrap_or(0)..];
    // `Commissioners Mr Vale, Ms Hart`: names with titles of their own; else the office is their title.
    let group = people::group_office(context, text)
        .filter(|(_, rest)| rest.starts_with(':') || name::strip_honorific(rest).0.is_some());
    let (office, text) =
        group.map_or((None, text), |(office, rest)| (Some(office), rest.trim_start_matches(':').trim_start()));
    let nobody = context.grammar.words("nobody").contains(text.trim_end_matches('.'));
    if text.is_empty() || nobody {
        return;
    }
    let mut found = people::attendance(context, text, status);
    // `Ann Vale (Ward 3) AV`: the initials are no second person.
    found.dedup_by(|next, before| next.honorific.is_none() && name::are_initials_of(&next.name, &before.name));
    // Running text that names somebody in passing is no list.
    if found.is_empty() || !people::is_list(text) && text.len() > 60 {
        return;
    }
    give_office(office, &mut found);
    for mut person in found {
        let same = |known: &&mut Attendance| {
            known.name == person.name && (known.honorific == person.honorific || is_full(&person.name))
        };
        let known = out.iter_mut().find(same);
        if let Some(known) = known {
            if known.role.is_none() {
                known.role = person.role;
            }
        } else {
            person.place = place.to_vec();
            out.push(person);
        }
    }
}

/// Whether a name has a first name and not only its initial: two people seldom share it.
fn is_full(name: &str) -> bool {
    name.contains(' ') && name.split(' ').all(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 2)
}

/// Adds times that the text tells of people who are on the list.
pub fn add_comings_and_goings(context: &Context<'_, '_>, blocks: Range<usize>, attendance: &mut [Attendance]) {
    for at in blocks {
        let text = &context.blocks[at].text;
        if text.len() > 2000 {
            continue;
        }
        for phrase in context.phrases(text).iter() {
            let arrives = match phrase.kind {
                PhraseKind::Arrived => true,
                PhraseKind::Left => false,
                _ => continue,
            };
            let rest = &text[phrase.range.start..];
            let Some((_, at_time)) = time::find_time(&rest[..rest.floor_char_boundary(160)]) else { continue };
            let Some(person) = phrase.slot(SlotRole::Person).and_then(name::person) else { continue };
            let surname = |name: &str| name.rsplit(' ').next().unwrap_or_default().to_lowercase();
            let mut matching = attendance.iter_mut().filter(|known| surname(&known.name) == surname(&person.name));
            if let (Some(known), None) = (matching.next(), matching.next()) {
                let slot = if arrives { &mut known.arrived } else { &mut known.left };
                slot.get_or_insert_with(|| time::hhmm(at_time));
            }
        }
    }
}
