//! The members of the body, as a front page lists them.

use crate::block::{Block, Row};
use crate::grammar::{FieldName, FieldScope, HeadingKind};
use crate::read::{Context, people};
use crate::record::{AgendaItem, Member};
use std::borrow::Cow;
use std::ops::Range;

/// Members where no heading tells them: one a line with their office (`Ann Vale - Mayor`), or in
/// the brackets of the roll call's item.
pub(super) fn listed_members(context: &Context<'_, '_>, head: Range<usize>, items: &[AgendaItem]) -> Vec<Member> {
    let called = items.iter().find_map(|item| {
        let (title, rest) = item.title.split_once('(')?;
        let is_roll = context.grammar.label(FieldScope::Minutes, title.trim()) == Some(FieldName::Present);
        let names = rest.trim_end_matches(')');
        (is_roll && people::is_list(names)).then(|| people::members(context, names))
    });
    if let Some(members) = called {
        return members;
    }
    let office_holder = |line: &str| {
        let (name, office) = [" - ", " – ", ", "].iter().find_map(|mark| line.split_once(mark))?;
        let is_office = context.grammar.words("board_office").contains(office.trim());
        let person = crate::normal::name::person(name).filter(|person| is_office && person.range.end == name.len())?;
        let role = people::role(context, office);
        Some(Member { name: person.name, honorific: person.honorific, role, party: None, voting: None })
    };
    let members: Vec<Member> =
        head.flat_map(|at| lines_of(&context.blocks[at])).filter_map(|line| office_holder(&line)).collect();
    if members.len() < FEWEST_LISTED { Vec::new() } else { members }
}

/// The lines of a block: the rows of a table, whose cells a gap parts where a line would have a blank.
fn lines_of<'b>(block: &'b Block<'_>) -> Vec<Cow<'b, str>> {
    match &block.rows {
        Some(rows) => {
            let line = |row: &Row<'_>| row.cells.iter().map(|cell| cell.text).collect::<Vec<_>>().join(" ");
            rows.rows.iter().map(|row| line(row).into()).collect()
        }
        None => vec![block.text.as_ref().into()],
    }
}

/// How many lines of name and office make a list of members.
const FEWEST_LISTED: usize = 3;

/// Members in the blocks from `at` on, up to the first block without any; and where that is.
pub(super) fn members_after(context: &Context<'_, '_>, at: usize, end: usize) -> (Vec<Member>, usize) {
    let mut out = Vec::new();
    for next in at..end {
        let block = &context.blocks[next];
        if block.is_table()
            || context.marks[next].is(HeadingKind::AgendaEnd)
            || context.marks[next].field(FieldScope::FrontPage).is_some()
        {
            return (out, next);
        }
        let members = people::members(context, &block.text);
        // Running text that happens to name somebody is no list.
        if members.is_empty() || !people::is_list(&block.text) {
            return (out, next);
        }
        out.extend(members);
    }
    (out, end)
}
