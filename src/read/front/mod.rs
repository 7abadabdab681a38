//! An agenda's front page: the meeting and its items.

mod contact;
mod head;
mod items;
mod members;

pub use head::head_of_meeting;

use super::{Context, Part, Records, people};
use crate::grammar::{FieldName, FieldScope, HeadingKind, SlotRole};
use crate::record::{Access, Contact, Meeting, MemberRole};
use contact::read_contact;
use items::{first_item, items};
use members::{listed_members, members_after};
use std::ops::Range;

/// Reads the front page into the meeting and its items.
pub fn read<'c>(context: &'c Context<'c, '_>, part: &Part, records: &mut Records) {
    let first_item = first_item(context, part).unwrap_or(part.blocks.end);
    let items = items(context, part, first_item);
    let head = part.blocks.start..first_item;
    let mut meeting = head_of_meeting(context, head.clone(), part.anchor);
    let tail = items.end..part.blocks.end;
    foot_of_meeting(context, tail.clone(), &mut meeting);
    foot_of_meeting(context, head.clone(), &mut meeting);
    if meeting.members.is_empty() {
        meeting.members = listed_members(context, head.clone(), &items.list);
    }
    records.claims.blocks(context, items.claimed.clone(), "agenda item");
    claim_head(context, head, records);
    claim_tail(context, tail, records);
    for role in [MemberRole::Chair, MemberRole::ViceChair] {
        let name = meeting.members.iter().find(|member| member.role == Some(role)).map(|member| member.name.clone());
        let slot = if role == MemberRole::Chair { &mut meeting.chair } else { &mut meeting.vice_chair };
        if slot.is_none() {
            *slot = name;
        }
    }
    if meeting.access != Some(Access::Exempt) && items.list.iter().any(|item| item.exempt == Some(true)) {
        meeting.access = Some(Access::PartExempt);
    }
    records.agenda_items = items.list;
    records.meeting = Some(meeting);
}

/// White space squeezed, loose punctuation at the ends gone.
fn tidy(title: &str) -> String {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    title.trim_matches(|c: char| matches!(c, '-' | '–' | ':' | ';' | ',' | '*' | ' ')).to_owned()
}

/// Reads members and contact, wherever they stand on the front page.
fn foot_of_meeting(context: &Context<'_, '_>, blocks: Range<usize>, meeting: &mut Meeting) {
    let mut contact = Contact::default();
    for at in blocks.clone() {
        let marks = &context.marks[at];
        if let Some(heading) = marks.heading(HeadingKind::Members) {
            if let Some(body) = heading.slot(SlotRole::Body) {
                meeting.body = Some(body.trim().to_owned());
            }
            meeting.members.extend(members_after(context, at + 1, blocks.end).0);
        }
        for scope in [FieldScope::FrontPage, FieldScope::Contact] {
            let Some(field) = marks.field(scope) else { continue };
            if scope == FieldScope::FrontPage && matches!(field.name, FieldName::Members | FieldName::Present) {
                meeting.members.extend(people::members(context, field.rest));
            }
            read_contact(context, field.name, field.rest, &mut contact);
        }
    }
    if !contact.name.is_empty() && meeting.contact.is_none() {
        meeting.contact = Some(contact);
    }
}

fn claim_head(context: &Context<'_, '_>, head: Range<usize>, records: &mut Records) {
    records.claims.blocks(context, head, "meeting");
}

fn claim_tail(context: &Context<'_, '_>, tail: Range<usize>, records: &mut Records) {
    for at in tail.clone() {
        let marks = &context.marks[at];
        if marks.is(HeadingKind::Members) {
            let (_, end) = members_after(context, at + 1, tail.end);
            records.claims.blocks(context, at..end, "members");
        }
        let is_known = !marks.headings.is_empty()
            || marks.field(FieldScope::FrontPage).is_some_and(|field| {
                matches!(field.name, FieldName::ContactName | FieldName::ContactPhone | FieldName::ContactEmail)
            });
        if is_known {
            records.claims.blocks(context, at..at + 1, "contact");
        }
    }
}
