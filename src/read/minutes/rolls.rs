//! Minutes' tables of people: who attended, who declared what, who voted how.

use crate::block::{Row, Rows};
use crate::grammar::{FieldName, FieldScope, PhraseKind, TableKind};
use crate::normal::{name, time};
use crate::read::{Context, people};
use crate::record::{
    Attendance, AttendanceStatus, Interest, InterestKind, MinuteItem, Place, RollEntry, RollOption, Vote, VoteMethod,
};
use std::ops::Range;

/// Word lists of cells and heads that tell a vote.
const OPTIONS: [(&str, RollOption); 5] = [
    ("vote_none", RollOption::NotVoting),
    ("vote_abstain", RollOption::Abstain),
    ("vote_absent", RollOption::Absent),
    ("vote_for", RollOption::Yes),
    ("vote_against", RollOption::No),
];
/// Word lists that tell the kind of an interest; the first of which a cell holds a word counts.
const INTERESTS: [(&str, InterestKind); 7] = [
    ("interest_other", InterestKind::Other),
    ("interest_non_statutory", InterestKind::NonStatutory),
    ("interest_registerable", InterestKind::OtherRegisterable),
    ("interest_plain_personal", InterestKind::Personal),
    ("interest_prejudicial", InterestKind::Prejudicial),
    ("interest_pecuniary", InterestKind::DisclosablePecuniary),
    ("interest_personal", InterestKind::Personal),
];

/// A table of people, with what its heads say of each column.
struct Roll<'c> {
    columns: &'c [Option<FieldName>],
    heads: &'c [&'c str],
    rows: &'c Rows<'c>,
}

impl<'c> Roll<'c> {
    /// The table at a block, if its heads make it one of this kind.
    fn of(context: &'c Context<'_, '_>, at: usize, kind: TableKind) -> Option<Self> {
        let marks = &context.marks[at];
        let table = marks.table.as_ref().filter(|table| table.kind == kind)?;
        let rows = context.blocks[at].rows.as_ref()?;
        Some(Self { columns: &table.columns, heads: &marks.heads, rows })
    }

    fn text<'r>(&self, row: &'r Row<'_>, name: FieldName) -> &'r str {
        self.columns.iter().position(|column| *column == Some(name)).map_or("", |at| row.text(at).trim())
    }

    fn head(&self, column: usize) -> &'c str {
        self.heads.get(column).map_or("", |head| head.trim())
    }

    /// The rows that name one person in the column of councillors.
    fn people(&self) -> impl Iterator<Item = (&'c Row<'c>, name::Person)> + '_ {
        let named = |row: &'c Row<'c>| {
            let words = self.text(row, FieldName::Councillor);
            let is_head = self.heads.iter().any(|head| head.trim() == words);
            let person = if words.is_empty() || is_head { None } else { name::person(words) };
            person.map(|person| (row, person))
        };
        self.rows.rows.iter().filter_map(named)
    }
}

/// Blocks of a run that are tables of this kind.
pub fn tables(context: &Context<'_, '_>, blocks: Range<usize>, kind: TableKind) -> Vec<usize> {
    let is = |at: &usize| context.marks[*at].table.as_ref().is_some_and(|table| table.kind == kind);
    blocks.filter(is).collect()
}

/// Who attended, by the table at a block.
pub fn attendance(context: &Context<'_, '_>, at: usize) -> Vec<Attendance> {
    let Some(roll) = Roll::of(context, at, TableKind::Attendance) else { return Vec::new() };
    let mut out = Vec::new();
    for (row, person) in roll.people() {
        let told = (0..row.cells.len()).find_map(|column| {
            let cell = row.text(column).trim();
            let is_status = roll.columns.get(column).copied().flatten() == Some(FieldName::Status);
            state(context, roll.head(column), cell, is_status)
        });
        let Some(status) = told else { continue };
        let named = |wanted: &[&str]| {
            let column = (0..row.cells.len())
                .find(|column| wanted.iter().any(|head| head.eq_ignore_ascii_case(roll.head(*column))))?;
            Some(row.text(column).trim()).filter(|text| !text.is_empty())
        };
        let clock = |heads: &[&str]| named(heads).and_then(time::time).map(time::hhmm);
        out.push(Attendance {
            name: person.name,
            honorific: person.honorific,
            status,
            role: named(&["Role", "Title", "Office"]).map(|role| people::office(context, role)),
            party: named(&["Party", "Group"]).map(str::to_owned),
            arrived: clock(&["Arrived", "Late", "Arrival"]),
            left: clock(&["Left", "Departed"]),
            place: vec![row.place(context.pages)],
            ..Attendance::default()
        });
    }
    out
}

/// What a cell says of attendance: in words, or by a tick under a head that says it.
fn state(context: &Context<'_, '_>, head: &str, cell: &str, is_status: bool) -> Option<AttendanceStatus> {
    let words = |text: &str| {
        let of_list = [("present_state", AttendanceStatus::Present), ("absent_state", AttendanceStatus::Absent)];
        let listed = of_list.iter().find(|(list, _)| context.grammar.words(list).contains(text));
        let labelled = || context.grammar.label(FieldScope::Minutes, text).and_then(super::attendance::status);
        listed.map(|(_, status)| *status).or_else(labelled)
    };
    if cell.is_empty() {
        return None;
    }
    if is_status && let Some(status) = words(cell) {
        return Some(status);
    }
    let is_unticked = context.grammar.words("unticked").contains(cell);
    // A cell of several letters under a head is a note, not a tick.
    let is_tick = !is_unticked && (cell.chars().count() == 1 || cell.eq_ignore_ascii_case("yes"));
    if is_tick { words(head) } else { None }
}

/// Interests that the table at a block lists.
pub fn interests(context: &Context<'_, '_>, at: usize) -> Vec<Interest> {
    let Some(roll) = Roll::of(context, at, TableKind::Interests) else { return Vec::new() };
    let mut out = Vec::new();
    for (row, person) in roll.people() {
        let words = roll.text(row, FieldName::Interest);
        let action = roll.text(row, FieldName::Action);
        if words.is_empty() {
            continue;
        }
        let holds = |list: &str, text: &str| context.grammar.holds(list, text);
        let kind = INTERESTS.iter().find(|(list, _)| holds(list, words)).map(|(_, kind)| *kind);
        let left =
            |text: &str| holds("left_room", text) || context.grammar.phrase(PhraseKind::LeftRoom, text).is_some();
        let item = [FieldName::MinuteNumber, FieldName::Item]
            .into_iter()
            .map(|name| roll.text(row, name))
            .find(|item| !item.is_empty());
        out.push(Interest {
            name: person.name,
            kind: kind.unwrap_or_default(),
            item: item.map(str::to_owned),
            text: words.to_owned(),
            left_room: (left(words) || left(action)).then_some(true),
            place: vec![row.place(context.pages)],
        });
    }
    out
}

/// Gives the recorded votes of an item's tables to the decisions above them.
pub fn votes(context: &Context<'_, '_>, blocks: Range<usize>, item: &mut MinuteItem) -> Vec<usize> {
    let mut read = Vec::new();
    for at in tables(context, blocks, TableKind::Votes) {
        let roll = roll(context, at);
        let Some(place) = context.blocks[at].whole_place(context.pages).into_iter().next() else { continue };
        let above = |decision: &Place| begins(decision) <= begins(&place);
        let decisions = &mut item.decisions;
        let index = decisions.iter().rposition(|decision| decision.place.first().is_some_and(above)).unwrap_or(0);
        let Some(decision) = decisions.get_mut(index).filter(|_| !roll.is_empty()) else { continue };
        let vote = decision.vote.get_or_insert_with(Vote::default);
        if vote.roll.is_empty() {
            let count = |option| {
                Some(roll.iter().filter(|entry| entry.option == option).count() as u32).filter(|count| *count > 0)
            };
            vote.in_favour = vote.in_favour.or(count(RollOption::Yes));
            vote.against = vote.against.or(count(RollOption::No));
            vote.abstain = vote.abstain.or(count(RollOption::Abstain));
            vote.absent = vote.absent.or(count(RollOption::Absent));
            vote.method.get_or_insert(VoteMethod::Recorded);
            vote.roll = roll;
            read.push(at);
        }
    }
    read
}

fn begins(place: &Place) -> (u32, u32) {
    (place.page, place.chars.map_or(0, |chars| chars[0]))
}

fn roll(context: &Context<'_, '_>, at: usize) -> Vec<RollEntry> {
    let Some(roll) = Roll::of(context, at, TableKind::Votes) else { return Vec::new() };
    let option = |words: &str| {
        OPTIONS.iter().find(|(list, _)| context.grammar.words(list).contains(words)).map(|(_, option)| *option)
    };
    let said = |row: &Row<'_>| {
        (0..row.cells.len()).find_map(|column| {
            let cell = row.text(column).trim();
            match roll.columns.get(column).copied().flatten()? {
                FieldName::Vote => option(cell),
                FieldName::VotesFor => ticked(context, cell).then_some(RollOption::Yes),
                FieldName::VotesAgainst => ticked(context, cell).then_some(RollOption::No),
                FieldName::VotesAbstain => ticked(context, cell).then_some(RollOption::Abstain),
                FieldName::Other => option(roll.head(column)).filter(|_| ticked(context, cell)),
                _ => None,
            }
        })
    };
    let entry = |(row, person): (&Row<'_>, name::Person)| {
        said(row).map(|option| RollEntry { name: person.name, honorific: person.honorific, option })
    };
    roll.people().filter_map(entry).collect()
}

fn ticked(context: &Context<'_, '_>, cell: &str) -> bool {
    !cell.is_empty() && !context.grammar.words("unticked").contains(cell)
}

#[cfg(test)]
mod tests {
    use crate::grammar::Grammars;
    use crate::pipeline::Reader;
    use crate::record::{AttendanceStatus, Document, InterestKind, RollOption};
    use crate::source::Source;

    /// Minutes of an invented council with these tables at the head, under interests and under a vote.
    fn read(attendance: &str, interests: &str, votes: &str) -> Document {
        let text = format!(
            "AMBLEFORD BOROUGH COUNCIL\n\nPLANNING COMMITTEE: MINUTES\n\nDate: Tuesday 4 June 2019\nTime: 10.00am\n\
            \n{attendance}\n\n1. APOLOGIES FOR ABSENCE\n\nThere were none.\n\n2. DECLARATIONS OF INTEREST\n\n\
            The following interests were declared.\n\n{interests}\n\n3. THE OLD MILL\n\n\
            It was resolved to grant permission for the mill.\n\nA recorded vote was taken.\n\n{votes}\n\n\
            4. DATE OF NEXT MEETING\n\nThe next meeting was noted.\n"
        );
        Reader::new(Grammars::embedded()).read(&Source::new("minutes.md", text.into_bytes()))
    }

    const ATTENDANCE: [&str; 3] = [
        "| Councillor | Present | Apologies | Absent |\n|---|---|---|---|\n| Cllr Ann Bell | ✓ | | |\n| Cllr Ian Poe | | ✓ | |\n| Cllr Una Dray | - | | x |",
        "| Name | Status |\n|---|---|\n| Cllr Ann Bell | Present |\n| Cllr Ian Poe | Apologies |\n| Cllr Una Dray | Absent |",
        "| Member | Role | Attendance |\n|---|---|---|\n| Cllr Ann Bell | Chairman | Present |\n| Cllr Ian Poe | Member | Apologies |\n| Cllr Una Dray | Member | Absent |",
    ];
    const INTERESTS: &str = "| Councillor | Item | Nature of interest | Action |\n|---|---|---|---|\n| Cllr Ann Bell | 3 | Disclosable pecuniary, as owner of the mill | Left the room |\n| Cllr Ian Poe | 3 | Personal and non-prejudicial | |";
    const VOTES: [&str; 2] = [
        "| Councillor | For | Against | Abstain |\n|---|---|---|---|\n| Cllr Ann Bell | X | | |\n| Cllr Ian Poe | | X | |\n| Cllr Una Dray | X | - | |\n| Total | 2 | 1 | 0 |",
        "| Member | Ward | Vote |\n|---|---|---|\n| Cllr Ann Bell | North | For |\n| Cllr Ian Poe | South | Against |\n| Cllr Una Dray | East | For |",
    ];

    #[test]
    fn attendance_is_read_from_ticks_and_words() {
        for table in ATTENDANCE {
            let document = read(table, INTERESTS, VOTES[0]);
            let minutes = &document.minutes[0];
            let found: Vec<_> = minutes.attendance.iter().map(|person| (person.name.as_str(), person.status)).collect();
            assert_eq!(
                found,
                [
                    ("Ann Bell", AttendanceStatus::Present),
                    ("Ian Poe", AttendanceStatus::Apologies),
                    ("Una Dray", AttendanceStatus::Absent),
                ],
                "{table}"
            );
            assert_eq!(document.tables[0].read_as.as_deref(), Some(minutes.id.as_str()));
        }
    }

    #[test]
    fn interests_have_kind_item_and_whether_the_member_left() {
        let document = read(ATTENDANCE[0], INTERESTS, VOTES[0]);
        let interests = &document.minutes[0].items[1].interests;
        assert_eq!(interests.len(), 2);
        assert_eq!((interests[0].name.as_str(), interests[0].kind), ("Ann Bell", InterestKind::DisclosablePecuniary));
        assert_eq!((interests[0].item.as_deref(), interests[0].left_room), (Some("3"), Some(true)));
        assert_eq!((interests[1].kind, interests[1].left_room), (InterestKind::Personal, None));
        assert!(document.tables[1].read_as.is_some());
    }

    #[test]
    fn recorded_votes_belong_to_the_decision_above() {
        for table in VOTES {
            let document = read(ATTENDANCE[1], INTERESTS, table);
            let vote = document.minutes[0].items[2].decisions[0].vote.as_ref().expect("a vote");
            let roll: Vec<_> = vote.roll.iter().map(|entry| (entry.name.as_str(), entry.option)).collect();
            assert_eq!(
                roll,
                [("Ann Bell", RollOption::Yes), ("Ian Poe", RollOption::No), ("Una Dray", RollOption::Yes)],
                "{table}"
            );
            assert_eq!((vote.in_favour, vote.against, vote.abstain), (Some(2), Some(1), None));
            assert!(document.minutes[0].items[0].decisions.iter().all(|decision| decision.vote.is_none()));
        }
    }
}
