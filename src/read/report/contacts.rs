//! Contacts of a report: officers and members to ask.

use crate::grammar::{FieldName, FieldScope, TableKind};
use crate::normal::name;
use crate::read::Context;
use crate::record::ReportContact;
use crate::text::mend;
use std::ops::Range;

/// Whom a report names.
#[derive(Clone, Debug, Default)]
pub struct Contacts {
    /// Officers.
    pub officers: Vec<ReportContact>,
    /// Members.
    pub members: Vec<ReportContact>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    Officers,
    Members,
}

impl Contacts {
    fn group(&mut self, group: Group) -> &mut Vec<ReportContact> {
        match group {
            Group::Officers => &mut self.officers,
            Group::Members => &mut self.members,
        }
    }

    /// Adds a value; a second name begins a second contact.
    fn add(&mut self, group: Group, name: FieldName, value: &str) {
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        let list = self.group(group);
        if name == FieldName::ContactName {
            let (_, bare) = name::strip_honorific(value);
            list.push(ReportContact { name: bare.trim().to_owned(), ..ReportContact::default() });
            return;
        }
        let Some(contact) = list.last_mut() else { return };
        let slot = match name {
            FieldName::ContactPost => &mut contact.post,
            FieldName::ContactEmail => &mut contact.email,
            FieldName::ContactPhone => &mut contact.phone,
            _ => return,
        };
        match slot {
            Some(known) => {
                known.push(' ');
                known.push_str(value);
            }
            None => *slot = Some(value.to_owned()),
        }
    }

    /// Words without a label go on with the last value.
    fn goes_on(&mut self, group: Group, last: Option<FieldName>, value: &str) {
        if let Some(name) = last.filter(|name| *name != FieldName::ContactName) {
            self.add(group, name, value);
        }
    }
}

/// Whether a table holds contacts: for each column, whose it holds from there on.
pub fn is_contact_table(context: &Context<'_, '_>, at: usize) -> Option<Vec<(usize, bool)>> {
    let rows = context.blocks[at].rows.as_ref()?;
    let mut columns = Vec::new();
    let mut named = false;
    for row in rows.rows.iter().take(3) {
        for (column, cell) in row.filled() {
            let label = context
                .grammar
                .label(FieldScope::FrontSheet, cell.text)
                .or_else(|| context.grammar.label(FieldScope::Contact, cell.text));
            match label {
                Some(FieldName::OfficerContact) => columns.push((column, false)),
                Some(FieldName::MemberContact) => columns.push((column, true)),
                Some(FieldName::ContactName) => named = true,
                _ => {
                    named |= context
                        .grammar
                        .field(FieldScope::Contact, cell.text)
                        .is_some_and(|field| field.name == FieldName::ContactName);
                }
            }
        }
    }
    (!columns.is_empty() || named).then_some(columns)
}

/// Reads the officers of a table with a column for each of name, post, telephone and address.
pub fn columns(context: &Context<'_, '_>, at: usize) -> Vec<ReportContact> {
    let mut contacts = Contacts::default();
    let marks = &context.marks[at];
    let Some(reading) = marks.table.as_ref().filter(|table| table.kind == TableKind::Contacts) else {
        return Vec::new();
    };
    for row in context.blocks[at].rows.iter().flat_map(|rows| &rows.rows) {
        let texts: Vec<&str> = row.cells.iter().map(|cell| cell.text).collect();
        let named = |name: FieldName| reading.columns.iter().position(|column| *column == Some(name));
        let Some(name) = named(FieldName::ContactName).map(|column| row.text(column)) else { continue };
        if context.grammar.table(&texts).is_some() || name.is_empty() {
            continue;
        }
        contacts.add(Group::Officers, FieldName::ContactName, name);
        for field in [FieldName::ContactPost, FieldName::ContactEmail, FieldName::ContactPhone] {
            contacts.add(Group::Officers, field, named(field).map_or("", |column| row.text(column)));
        }
    }
    contacts.officers
}

/// Reads the contacts in a run of blocks.
pub fn read(context: &Context<'_, '_>, blocks: Range<usize>) -> Contacts {
    let mut contacts = gather(context, blocks);
    for contact in contacts.officers.iter_mut().chain(&mut contacts.members) {
        let mended = mend::names(&contact.name, context.pages);
        if mended == contact.name {
            continue;
        }
        // The address begins with the same misread name.
        let (wrong, right) = (
            contact.name.split(' ').next().unwrap_or_default().to_owned(),
            mended.split(' ').next().unwrap_or_default().to_owned(),
        );
        contact.email = contact.email.take().map(|email| match email.strip_prefix(&wrong) {
            Some(rest) => format!("{right}{rest}"),
            None => email,
        });
        contact.name = mended;
    }
    contacts
}

fn gather(context: &Context<'_, '_>, blocks: Range<usize>) -> Contacts {
    let mut contacts = Contacts::default();
    let mut group = Group::Officers;
    let mut last = None;
    for at in blocks {
        let block = &context.blocks[at];
        if block.is_table() {
            if let Some(columns) = is_contact_table(context, at) {
                table(context, at, &columns, &mut contacts);
            }
            continue;
        }
        let opens =
            context.marks[at].field(FieldScope::FrontSheet).or_else(|| context.marks[at].field(FieldScope::Contact));
        match opens.map(|field| (field.name, field.rest)) {
            Some((FieldName::OfficerContact, rest)) => {
                group = Group::Officers;
                last = labelled(context, rest, group, &mut contacts);
            }
            Some((FieldName::MemberContact, rest)) => {
                group = Group::Members;
                last = labelled(context, rest, group, &mut contacts);
            }
            _ if context.marks[at].field(FieldScope::Contact).is_some() => {
                last = labelled(context, &block.text, group, &mut contacts);
            }
            _ if last.is_some() && block.look.gap == 0 => contacts.goes_on(group, last, &block.text),
            _ => last = None,
        }
    }
    contacts
}

fn table(context: &Context<'_, '_>, at: usize, columns: &[(usize, bool)], contacts: &mut Contacts) {
    let Some(rows) = &context.blocks[at].rows else { return };
    let group_of = |column: usize| {
        let members = columns.iter().rev().find(|(from, _)| *from <= column).is_some_and(|(_, members)| *members);
        if members { Group::Members } else { Group::Officers }
    };
    // The last label of each group, for rows whose label cell is blank.
    let mut last: [Option<FieldName>; 2] = [None, None];
    for row in &rows.rows {
        let mut label: Option<(Group, FieldName)> = None;
        for (column, cell) in row.filled() {
            let group = group_of(column);
            let slot = &mut last[usize::from(group == Group::Members)];
            if context
                .grammar
                .label(FieldScope::FrontSheet, cell.text)
                .is_some_and(|name| matches!(name, FieldName::OfficerContact | FieldName::MemberContact))
            {
                continue;
            }
            if let Some(name) = context.grammar.label(FieldScope::Contact, cell.text) {
                label = Some((group, name));
                *slot = Some(name);
            } else if let Some((group, name)) = label.take() {
                contacts.add(group, name, cell.text);
            } else if let Some(found) = labelled(context, cell.text, group, contacts) {
                *slot = Some(found);
            } else {
                contacts.goes_on(group, *slot, cell.text);
            }
        }
    }
}

/// Reads `Name: A Bee Post: Head of Roads Email: …` in one text; returns the last label.
fn labelled(context: &Context<'_, '_>, text: &str, group: Group, contacts: &mut Contacts) -> Option<FieldName> {
    let mut open: Option<(FieldName, usize)> = None;
    let mut skip = 0;
    for (at, _) in text.char_indices().filter(|(at, _)| *at == 0 || text.as_bytes()[at - 1] == b' ') {
        if at < skip || !text[at..].contains(':') {
            continue;
        }
        let Some(field) = context.grammar.field(FieldScope::Contact, &text[at..]) else { continue };
        let rest = text.len() - field.rest.len();
        if !text[at..rest].contains(':') {
            continue;
        }
        if let Some((name, from)) = open {
            contacts.add(group, name, &text[from..at]);
        }
        open = Some((field.name, rest));
        skip = rest;
    }
    let (name, from) = open?;
    contacts.add(group, name, &text[from..]);
    Some(name)
}
