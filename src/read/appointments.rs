//! Appointments to outside bodies, advisory groups and panels.

use super::{Context, Records, people, tables};
use crate::block::{Label, Row};
use crate::grammar::{FieldName, TableKind, TableReading};
use crate::normal::name;
use crate::record::{Appointment, Representative};

/// How many words of a cell may be a body's name.
const LONGEST_NAME: usize = 18;

/// Reads every table of appointments.
pub fn read(context: &Context<'_, '_>, records: &mut Records) {
    for at in 0..context.blocks.len() {
        let Some(table) = context.marks[at].table.as_ref().filter(|table| table.kind == TableKind::Appointments) else {
            continue;
        };
        let Some(rows) = &context.blocks[at].rows else { continue };
        let first = records.appointments.len() + 1;
        for row in &rows.rows {
            let texts: Vec<&str> = row.cells.iter().map(|cell| cell.text).collect();
            if context.grammar.table(&texts).is_some() {
                continue;
            }
            let id = format!("appointment-{}", records.appointments.len() + 1);
            if let Some(appointment) = appointment(context, table, row, id) {
                records.appointments.push(appointment);
            }
        }
        if records.appointments.len() >= first {
            tables::read_as(context, &mut records.tables, at, &format!("appointment-{first}"));
        }
    }
}

fn appointment(context: &Context<'_, '_>, table: &TableReading, row: &Row<'_>, id: String) -> Option<Appointment> {
    let column = |name: FieldName| table.columns.iter().position(|column| *column == Some(name));
    let text =
        |name: FieldName| column(name).map(|at| row.text(at).trim()).filter(|text| !text.is_empty()).map(str::to_owned);
    let cell = row.cells.get(column(FieldName::OutsideBody)?)?;
    if cell.text.is_empty() || row.filled().count() < 2 {
        return None;
    }
    let parts: Vec<&str> = cell.pieces().collect();
    let start = Label::read(cell.text).map_or(0, |label| label.length);
    let (body, purpose) = body_and_purpose(context, cell.text[start..].trim(), &parts);
    let representatives =
        column(FieldName::Representatives).map_or_else(Vec::new, |at| representatives(context, row.text(at)));
    Some(Appointment {
        id,
        body,
        purpose,
        meetings_per_year: text(FieldName::MeetingsPerYear),
        representatives_appointed: text(FieldName::RepresentativesAppointed),
        representatives,
        contact: text(FieldName::Contact),
        place: vec![row.place(context.pages)],
    })
}

/// Tells a body's name from what it is for, which stands behind it in the same cell.
fn body_and_purpose(context: &Context<'_, '_>, text: &str, parts: &[&str]) -> (String, Option<String>) {
    let end = name_end(context, text, parts).unwrap_or(text.len());
    let body = text[..end].trim().trim_end_matches([':', '-', '–']).trim_end().to_owned();
    let purpose = purpose_text(text[end..].trim_start_matches([':', ' ', '-', '–']), parts);
    (body, (!purpose.is_empty()).then_some(purpose))
}

/// Lists of places in the cell (one part each, a few words) are no purpose.
fn purpose_text(rest: &str, parts: &[&str]) -> String {
    let mut rest = rest.to_owned();
    for part in parts.iter().filter(|part| part.split(' ').count() <= 6 && !part.ends_with('.')) {
        if let Some(at) = rest.find(part) {
            rest.replace_range(at..at + part.len(), "");
        }
    }
    rest.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where the name ends: at a part of its own, a colon, an infinitive, its own
/// repetition, or after a body's noun that a capital follows.
fn name_end(context: &Context<'_, '_>, text: &str, parts: &[&str]) -> Option<usize> {
    if let [first, _, ..] = parts
        && let Some(at) =
            text.find(first.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ')' | '.' | ' ')))
        && at == 0
        && first.split(' ').count() <= LONGEST_NAME
        && !first.contains(". ")
    {
        let length = first.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ')' | '.' | ' ')).len();
        let sentence = first.ends_with('.');
        if !sentence {
            return Some(length);
        }
    }
    let words: Vec<(usize, &str)> = word_starts(text).take(LONGEST_NAME + 1).collect();
    if let Some((at, word)) = words.iter().find(|(_, word)| word.ends_with(':')) {
        return Some(at + word.len());
    }
    let follows = |index: usize, test: fn(&str) -> bool| words.get(index + 1).is_some_and(|(_, next)| test(next));
    let is_low = |word: &str| word.starts_with(char::is_lowercase);
    if let Some((at, _)) = words
        .iter()
        .enumerate()
        .skip(1)
        .find(|(index, (_, word))| *word == "To" && follows(*index, is_low))
        .map(|(_, word)| word)
    {
        return Some(*at);
    }
    let nouns = context.grammar.words("body_noun");
    let at_noun = words.iter().enumerate().find_map(|(index, (at, word))| {
        let bare = word.trim_end_matches([',', '.']);
        let is_capital = |next: &str| next.starts_with(char::is_uppercase);
        let noun_next = words.get(index + 1).is_some_and(|(_, next)| nouns.contains(next));
        (nouns.contains(bare) && follows(index, is_capital) && !noun_next).then_some(at + word.len())
    });
    let first = words.first().map(|(_, word)| *word)?;
    at_noun.or_else(|| words.iter().skip(2).find(|(_, word)| *word == first).map(|(at, _)| *at))
}

fn word_starts(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(' ')
        .map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
        .filter(|(_, word)| !word.is_empty())
}

/// Who was appointed; after "Substitutes:" they stand in.
fn representatives(context: &Context<'_, '_>, text: &str) -> Vec<Representative> {
    let lower = text.to_lowercase();
    let split = lower
        .find("substitute")
        .filter(|at| lower[*at..].find(':').is_some_and(|colon| colon < 16) && text.is_char_boundary(*at));
    let (main, substitutes) =
        split.map_or((text, ""), |at| (&text[..at], text[at..].split_once(':').map_or("", |(_, names)| names)));
    let mut out = named(context, main, false);
    out.extend(named(context, substitutes, true));
    out
}

fn named(context: &Context<'_, '_>, text: &str, substitute: bool) -> Vec<Representative> {
    name::people(text)
        .into_iter()
        .map(|person| {
            let note = person.note.as_deref().map(|words| people::note(context, words)).unwrap_or_default();
            Representative {
                name: person.name,
                honorific: person.honorific,
                party: note.party.or(note.role.filter(|role| role.len() <= 12)),
                substitute: substitute.then_some(true),
            }
        })
        .collect()
}
