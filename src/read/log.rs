//! Minutes action logs: one entry an action.

use super::minutes::clauses;
use super::{Context, Outline, PartKind, Records, tables};
use crate::block::{Label, Row, Rows};
use crate::grammar::{FieldName, PhraseKind, TableKind, TableReading};
use crate::normal::{name, text};
use crate::record::{ActionLog, ActionLogEntry};
use crate::text::mend;
use std::ops::Range;

/// How many blocks above a table may belong to the log.
const CAPTION: usize = 12;

/// Reads every action log.
pub fn read(context: &Context<'_, '_>, outline: &Outline, records: &mut Records) {
    let is_log = |at: usize| context.marks[at].table.as_ref().filter(|table| table.kind == TableKind::ActionLog);
    let mut used = 0;
    for part in &outline.parts {
        let found: Vec<usize> = part.blocks.clone().filter(|at| *at >= used && is_log(*at).is_some()).collect();
        let (Some(first), Some(last)) = (found.first(), found.last()) else { continue };
        let start = if part.kind == PartKind::ActionLog {
            part.blocks.start
        } else {
            first.saturating_sub(CAPTION).max(part.blocks.start)
        };
        let id = format!("log-{}", records.action_logs.len() + 1);
        let mut log = ActionLog { id: id.clone(), ..ActionLog::default() };
        head(context, start..*first, &mut log);
        let mut carried = Carried::default();
        let mut columns = None;
        let last = goes_on(context, *last, part.blocks.end);
        for at in *first..=last {
            columns = is_log(at).or(columns);
            let (Some(rows), Some(table)) = (&context.blocks[at].rows, columns) else {
                carried.meeting_date = context.date_in(&context.blocks[at].text).or(carried.meeting_date.take());
                continue;
            };
            entries(context, rows, table, &mut carried, &mut log.entries);
            tables::read_as(context, &mut records.tables, at, &id);
        }
        if part.kind == PartKind::ActionLog {
            records.claims.blocks(context, start..last + 1, "action log");
        }
        log.place = context.place(start..last + 1);
        used = last + 1;
        records.action_logs.push(log);
    }
}

/// The last piece of a log's table: pieces after a page break have no heads, and may have a cell more for bullets.
fn goes_on(context: &Context<'_, '_>, last: usize, end: usize) -> usize {
    let width = |at: usize| context.blocks[at].rows.as_ref().map(Rows::width);
    let columns = context.marks[last].table.as_ref().map_or(0, |table| table.columns.len());
    let mut reached = last;
    while reached + 1 < end
        && context.marks[reached + 1].table.is_none()
        && width(reached + 1).is_some_and(|width| width.abs_diff(columns) <= 1)
    {
        reached += 1;
    }
    reached
}

/// Body and date of a log, from the lines above its table.
fn head(context: &Context<'_, '_>, blocks: Range<usize>, log: &mut ActionLog) {
    for at in blocks {
        let text = &context.blocks[at].text;
        if let Some(phrase) = context.grammar.phrase(PhraseKind::AsAt, text) {
            log.as_at = log.as_at.take().or_else(|| context.date_in(&text[phrase.range.start..]));
        }
        let names_body =
            text.len() < 120 && text.split(' ').any(|word| context.grammar.words("body_noun").contains(word));
        if log.body.is_none() && names_body && !text.ends_with('.') && context.date_in(text).is_none() {
            log.body = Some(text.trim_end_matches(':').to_owned());
        }
    }
}

/// What a blank cell means: the one above.
#[derive(Default)]
struct Carried {
    number: Option<String>,
    title: Option<String>,
    owners: Vec<String>,
    meeting_date: Option<String>,
}

fn entries(
    context: &Context<'_, '_>,
    rows: &Rows<'_>,
    table: &TableReading,
    carried: &mut Carried,
    out: &mut Vec<ActionLogEntry>,
) {
    for row in &rows.rows {
        let cells = aligned(row, table.columns.len());
        let heads: Vec<&str> = cells.iter().map(|cell| cell.map_or("", |at| row.text(at))).collect();
        if context.grammar.table(&heads).is_some() {
            continue;
        }
        let cell = |name: FieldName| {
            table
                .columns
                .iter()
                .position(|column| *column == Some(name))
                .and_then(|column| cells.get(column).copied().flatten())
        };
        let text = |name: FieldName| cell(name).map_or("", |at| row.text(at)).trim();
        let Some(action) = cell(FieldName::Action).filter(|at| !row.text(*at).is_empty()) else {
            // A row across the table names the meeting of the rows below it.
            let said = row.filled().map(|(_, cell)| cell.text).collect::<Vec<_>>().join(" ");
            carried.meeting_date = context.date_in(&said).or(carried.meeting_date.take());
            continue;
        };
        let number = text(FieldName::MinuteNumber).trim_end_matches(['.', ':']);
        let title = text(FieldName::ItemTitle);
        if !number.is_empty() || !title.is_empty() {
            carried.owners.clear();
            carried.title = None;
        }
        if !number.is_empty() {
            carried.number = Some(number.to_owned());
        }
        if !title.is_empty() {
            carried.title = Some(mended(context, title));
        }
        let owners = text(FieldName::Owner);
        if !owners.is_empty() {
            carried.owners = name::officers(&mend::names(owners, context.pages));
        }
        let meeting_date = context.date_in(text(FieldName::MeetingDate)).or_else(|| carried.meeting_date.clone());
        let actions = pieces(row, action);
        let comments = cell(FieldName::Comments).map(|at| pieces(row, at)).unwrap_or_default();
        let states: Vec<Piece> = cell(FieldName::Status).map(|at| pieces(row, at)).unwrap_or_default();
        for (index, action) in actions.iter().enumerate() {
            out.push(ActionLogEntry {
                meeting_date: meeting_date.clone(),
                minute_number: carried.number.clone(),
                item_title: carried.title.clone(),
                owners: carried.owners.clone(),
                action: mended(context, &action.text),
                comments: matching(&comments, action, index, actions.len(), false).map(|text| mended(context, &text)),
                status: matching(&states, action, index, actions.len(), true),
                place: vec![row.place(context.pages)],
            });
        }
    }
}

/// The cells of a row, one for each column; a row with more cells has bullets in cells of their own.
fn aligned(row: &Row<'_>, columns: usize) -> Vec<Option<usize>> {
    let mut cells: Vec<usize> = (0..row.cells.len()).collect();
    while cells.len() > columns {
        match cells.iter().skip(1).position(|at| row.text(*at).is_empty()) {
            Some(empty) => {
                cells.remove(empty + 1);
            }
            None => break,
        }
    }
    cells.into_iter().map(Some).collect()
}

/// A piece of a cell: one action, or one comment.
struct Piece {
    label: Option<String>,
    text: String,
}

/// The pieces of a cell: labelled parts first, else the parts that its markup tells apart.
fn pieces(row: &Row<'_>, at: usize) -> Vec<Piece> {
    let Some(cell) = row.cells.get(at) else { return Vec::new() };
    let parts: Vec<&str> = cell.pieces().filter(|piece| !piece.is_empty()).collect();
    let labelled =
        |part: &str| Label::read(part).filter(|label| label.bracketed || label.length < part.len() && part.len() > 3);
    if parts.iter().any(|part| labelled(part).is_some()) && parts.len() > 1 {
        let mut out: Vec<Piece> = Vec::new();
        for part in parts {
            match (labelled(part), out.last_mut()) {
                (None, Some(last)) => {
                    last.text.push(' ');
                    last.text.push_str(part);
                }
                (label, _) => out.push(Piece {
                    label: label.map(|label| label.text(part).to_owned()),
                    text: part[label.map_or(0, |label| label.length)..].to_owned(),
                }),
            }
        }
        return out;
    }
    let inline = clauses::inline(cell.text);
    if inline.len() > 1 {
        return inline.into_iter().map(|clause| Piece { label: clause.label, text: clause.text }).collect();
    }
    if let [only] = parts.as_slice() {
        let sentences: Vec<&str> = text::sentences(only).into_iter().map(|range| only[range].trim()).collect();
        // Sentences that each ask for something are an action each.
        if sentences.len() > 1 && sentences.iter().all(|sentence| is_request(sentence)) {
            return sentences.into_iter().map(|sentence| Piece { label: None, text: sentence.to_owned() }).collect();
        }
    }
    parts
        .into_iter()
        .map(|part| Piece { label: None, text: part[labelled(part).map_or(0, |label| label.length)..].to_owned() })
        .collect()
}

/// `Officers to report back`, `Dates to be added`: somebody or something, and what is to be done.
fn is_request(sentence: &str) -> bool {
    let words: Vec<&str> = sentence.split(' ').take(6).collect();
    sentence.starts_with(char::is_uppercase) && words.iter().skip(1).any(|word| *word == "to")
}

/// The comment or state of an action: by its label, by its place in the list, or the only one.
fn matching(pieces: &[Piece], action: &Piece, index: usize, actions: usize, shared: bool) -> Option<String> {
    let by_label =
        action.label.as_ref().and_then(|label| pieces.iter().find(|piece| piece.label.as_ref() == Some(label)));
    let found = match by_label {
        Some(piece) => Some(piece.text.clone()),
        None if pieces.len() == actions => pieces.get(index).map(|piece| piece.text.clone()),
        // One comment for several actions stands beside the first; one state holds for all.
        None if index == 0 || shared && pieces.len() == 1 => {
            let unlabelled: Vec<&str> =
                pieces.iter().filter(|piece| piece.label.is_none()).map(|piece| piece.text.as_str()).collect();
            (!unlabelled.is_empty()).then(|| unlabelled.join(" "))
        }
        None => None,
    };
    found.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// Joins words that a narrow cell broke.
fn mended(context: &Context<'_, '_>, text: &str) -> String {
    mend::hyphens(text.trim(), |word| mend::count(context.pages, word))
}
