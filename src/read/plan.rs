//! Plans: agenda plans, forward plans, training and workshop plans.

use super::{Context, Records, tables};
use crate::block::{Row, Rows};
use crate::grammar::{FieldName, HeadingKind, PhraseKind, TableKind, TableReading};
use crate::normal::{date, name};
use crate::record::{Plan, PlanEntry, PlanKind};
use crate::text::mend;
use std::ops::Range;

/// How many blocks above a table may title the plan.
const TITLE_ABOVE: usize = 30;
/// How many short lines may stand between two pieces of a plan.
const LINES_BETWEEN: usize = 3;

fn plan_kind(kind: TableKind) -> Option<PlanKind> {
    Some(match kind {
        TableKind::AgendaPlan => PlanKind::AgendaPlan,
        TableKind::ForwardPlan => PlanKind::ForwardPlan,
        TableKind::TrainingPlan => PlanKind::TrainingPlan,
        TableKind::WorkshopPlan => PlanKind::WorkshopPlan,
        TableKind::PrivateNotice => PlanKind::PrivateMeetingNotice,
        _ => return None,
    })
}

fn heading_kind(kind: PlanKind) -> HeadingKind {
    match kind {
        PlanKind::AgendaPlan => HeadingKind::AgendaPlan,
        PlanKind::ForwardPlan => HeadingKind::ForwardPlan,
        PlanKind::TrainingPlan => HeadingKind::TrainingPlan,
        PlanKind::WorkshopPlan => HeadingKind::WorkshopPlan,
        PlanKind::PrivateMeetingNotice => HeadingKind::PrivateNotice,
    }
}

/// Reads every plan.
pub fn read<'c>(context: &'c Context<'c, '_>, records: &mut Records) {
    let mut floor = 0;
    let mut at = 0;
    while at < context.blocks.len() {
        let table = context.marks[at].table.as_ref();
        let Some((table, kind)) = table.and_then(|table| plan_kind(table.kind).map(|kind| (table, kind))) else {
            at += 1;
            continue;
        };
        let id = format!("plan-{}", records.plans.len() + 1);
        let heads = context.marks[at].heads.as_slice();
        let mut reader = PlanReader { context, table, heads, kind, date: None, entries: Vec::new() };
        let mut end = at;
        while let Some(next) = reader.piece_from(end) {
            if let Some(rows) = &context.blocks[next].rows {
                reader.rows(rows);
            }
            end = next + 1;
        }
        if let Some(later) = context.blocks.get(end).filter(|block| !block.is_table()) {
            let before = reader.entries.len();
            reader.unscheduled(end, &later.text);
            end += usize::from(reader.entries.len() > before);
        }
        let entries = reader.entries;
        if !entries.is_empty() {
            for table in (at..end).filter(|at| context.blocks[*at].is_table()) {
                tables::read_as(context, &mut records.tables, table, &id);
            }
            let start = title_block(context, kind, floor.max(at.saturating_sub(TITLE_ABOVE))..at);
            let head = start.unwrap_or(at)..at;
            let title = start.map(|start| title_text(context, start));
            let as_at = (head.start.saturating_sub(1).max(floor)..at).find_map(|at| as_at(context, at));
            records.claims.blocks(context, head.start..end, "plan");
            records.plans.push(Plan { id, kind, title, as_at, entries, place: context.place(head.start..end) });
        }
        floor = end;
        at = end.max(at + 1);
    }
}

/// The block that titles a plan.
fn title_block(context: &Context<'_, '_>, kind: PlanKind, blocks: Range<usize>) -> Option<usize> {
    let wanted = heading_kind(kind);
    blocks.rev().find(|at| {
        let block = &context.blocks[*at];
        match &block.rows {
            Some(rows) => {
                rows.rows.len() <= 4 && context.grammar.heading(wanted, &column(rows, 0), block.look).is_some()
            }
            None => context.marks[*at].is(wanted),
        }
    })
}

fn title_text(context: &Context<'_, '_>, at: usize) -> String {
    let block = &context.blocks[at];
    block.rows.as_ref().map_or_else(|| block.text.to_string(), |rows| column(rows, 0))
}

/// A column's cells as one text: titles are sometimes set as tables.
fn column(rows: &Rows<'_>, index: usize) -> String {
    rows.rows.iter().map(|row| row.text(index)).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
}

fn as_at(context: &Context<'_, '_>, at: usize) -> Option<String> {
    let block = &context.blocks[at];
    let text = block.rows.as_ref().filter(|rows| rows.rows.len() <= 4).map_or_else(
        || block.text.to_string(),
        |rows| rows.rows.iter().flat_map(|row| row.filled().map(|(_, cell)| cell.text)).collect::<Vec<_>>().join(" "),
    );
    let phrase = context.grammar.phrase(PhraseKind::AsAt, &text)?;
    context.date_in(&text[phrase.range.start..])
}

struct PlanReader<'c, 'd> {
    context: &'c Context<'c, 'd>,
    table: &'c TableReading,
    heads: &'c [&'c str],
    kind: PlanKind,
    date: Option<(Option<String>, Option<String>, bool)>,
    entries: Vec<PlanEntry>,
}

impl PlanReader<'_, '_> {
    /// The next piece of the plan's table from block `at` on: the same kind, or the same width without heads.
    fn piece_from(&self, at: usize) -> Option<usize> {
        let mut lines = 0;
        for next in at..self.context.blocks.len() {
            let block = &self.context.blocks[next];
            match (&block.rows, &self.context.marks[next].table) {
                (Some(_), Some(table)) => return (table.kind == self.table.kind).then_some(next),
                (Some(rows), None) => {
                    return (!self.entries.is_empty() && rows.width() == self.table.columns.len()).then_some(next);
                }
                (None, _) => {
                    lines += 1;
                    if self.entries.is_empty()
                        || lines > LINES_BETWEEN
                        || block.text.split(' ').count() > 12
                        || !self.context.marks[next].headings.is_empty()
                    {
                        return None;
                    }
                }
            }
        }
        None
    }

    fn column(&self, name: FieldName) -> Option<usize> {
        self.table.columns.iter().position(|column| *column == Some(name))
    }

    fn rows(&mut self, rows: &Rows<'_>) {
        let mut torn: Option<&Row<'_>> = None;
        for row in &rows.rows {
            let texts: Vec<&str> = row.cells.iter().map(|cell| cell.text).collect();
            if self.context.grammar.table(&texts).is_some() {
                continue;
            }
            torn = self.row(row, torn);
        }
    }

    /// Reads a row; a row without business may be the torn-off top of the next one, and is given back.
    fn row<'r, 'd>(&mut self, row: &'r Row<'d>, torn: Option<&'r Row<'d>>) -> Option<&'r Row<'d>> {
        let text = |reader: &Self, name: FieldName| reader.column(name).map_or("", |at| row.text(at)).trim();
        let item = self.column(FieldName::Item).map_or("", |at| row.text(at)).trim();
        let mut when = text(self, FieldName::Date).to_owned();
        let mut leads = text(self, FieldName::LeadOfficers).to_owned();
        if let Some(above) = torn {
            let join = |name: FieldName, below: &str| {
                let above = self.column(name).map_or("", |at| above.text(at));
                format!("{above} {below}").trim().to_owned()
            };
            let joined = join(FieldName::Date, &when);
            let mends = leading_date(&when, self.context.order).is_none()
                && date::find_date(&joined, self.context.order).is_some();
            if mends {
                leads = join(FieldName::LeadOfficers, &leads);
                when = joined;
            }
        }
        let reserve = |words: &str| self.context.grammar.phrase(PhraseKind::Provisional, words).is_some();
        let dated = matches!(self.kind, PlanKind::AgendaPlan | PlanKind::ForwardPlan);
        if !when.is_empty() {
            let found = leading_date(&when, self.context.order);
            let words = found.is_none().then(|| when.clone());
            self.date = Some((found, words, dated && reserve(&when)));
        }
        let (found, words, provisional) = self.date.clone().unwrap_or_default();
        let provisional = dated && (provisional && !when.is_empty() || reserve(item));
        if item.is_empty() && (!provisional || when.is_empty()) {
            return (!when.is_empty() || !leads.is_empty()).then_some(row);
        }
        // A row that holds nothing but words under an entry goes on with it.
        let alone = row.filled().count() == 1 && self.column(FieldName::Reference).is_some();
        if alone {
            return None;
        }
        let leads = mend::names(&leads, self.context.pages);
        let mut entry = PlanEntry {
            date: found,
            date_text: words,
            provisional: provisional.then_some(true),
            item: (!item.is_empty()).then(|| item.to_owned()),
            lead_officers: name::officers(&leads),
            place: vec![row.place(self.context.pages)],
            ..PlanEntry::default()
        };
        let day =
            |name: FieldName| date::find_date(text(self, name), self.context.order).map(|(_, found)| date::iso(found));
        entry.drafts_due = day(FieldName::DraftsDue);
        entry.despatch_date = day(FieldName::DespatchDate);
        entry.spokes_date = day(FieldName::SpokesDate);
        let reference = text(self, FieldName::KeyDecisionRef);
        let none = self.context.grammar.words("not_applicable").starts(reference).is_some();
        entry.key_decision_ref = (!reference.is_empty() && !none).then(|| reference.to_owned());
        for (at, column) in self.table.columns.iter().enumerate() {
            let kept = matches!(
                column,
                None | Some(FieldName::Other | FieldName::Reference | FieldName::Time | FieldName::Body)
            );
            let head = self.heads.get(at).map_or("", |head| head.trim());
            let value = row.text(at).trim();
            if kept && !head.is_empty() && !value.is_empty() {
                entry.other.insert(head.to_owned(), value.to_owned());
            }
        }
        self.entries.push(entry);
        None
    }

    /// `To be programmed: Young carers (July); Music service`: business without a date.
    fn unscheduled(&mut self, at: usize, text: &str) {
        let Some(length) = self.context.grammar.words("unscheduled").starts(text) else { return };
        let lead = &text[..length];
        let Some(list) = text[length..].trim_start().strip_prefix(':') else { return };
        for piece in split_list(list) {
            let (item, notes) = brackets_off(piece);
            if item.is_empty() {
                continue;
            }
            let is_when =
                |note: &&str| note.bytes().any(|b| b.is_ascii_digit()) || note.to_ascii_lowercase().contains("date");
            let when = notes.iter().find(|note| is_when(note)).map_or(lead, |note| *note);
            let leads = notes.iter().find(|note| !is_when(note)).map_or_else(Vec::new, |note| name::officers(note));
            self.entries.push(PlanEntry {
                date_text: Some(when.trim().to_owned()),
                item: Some(item),
                lead_officers: leads,
                place: self.context.place(at..at + 1),
                ..PlanEntry::default()
            });
        }
    }
}

/// The date that a cell begins with, or else holds: a room or a time may follow it.
fn leading_date(cell: &str, order: date::Order) -> Option<String> {
    let ends = cell.match_indices(' ').map(|(at, _)| at).take(6);
    let prefix = ends.collect::<Vec<_>>().into_iter().rev().find_map(|end| date::date(&cell[..end], order));
    date::date(cell, order).or(prefix).or_else(|| date::find_date(cell, order).map(|(_, found)| found)).map(date::iso)
}

/// Entries of a list in running text: between semicolons, or after a bracket and a colon.
fn split_list(list: &str) -> Vec<&str> {
    let mut out = Vec::new();
    for piece in list.split(';') {
        let mut rest = piece;
        while let Some(at) = rest.find("):") {
            out.push(&rest[..=at]);
            rest = &rest[at + 2..];
        }
        out.push(rest);
    }
    out.into_iter().map(|piece| piece.trim().trim_end_matches('.')).filter(|piece| !piece.is_empty()).collect()
}

/// Takes bracketed notes off the end of an entry.
fn brackets_off(piece: &str) -> (String, Vec<&str>) {
    let mut rest = piece.trim();
    let mut notes = Vec::new();
    while let Some(open) = rest.strip_suffix(')').and_then(|inner| inner.rfind('(')) {
        notes.push(rest[open + 1..rest.len() - 1].trim());
        rest = rest[..open].trim_end();
    }
    (rest.to_owned(), notes)
}
