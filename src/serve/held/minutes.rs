//! Minutes with all they hold, and action logs.

use super::row::{MOST, all, held, of_number};
use crate::record::Place;
use rusqlite::Connection;

held! {
    /// A set of minutes.
    Minutes {
        /// Counts from 1 in the document.
        minutes_no: i64,
        /// Its id in the document.
        id: String,
        /// The body that met.
        body: Option<String>,
        /// `YYYY-MM-DD`.
        date: Option<String>,
        /// The words of a date that could not be read.
        date_text: Option<String>,
        /// `HH:MM`.
        start_time: Option<String>,
        /// `HH:MM`.
        end_time: Option<String>,
        /// Where it was held.
        venue: Option<String>,
        /// Where it stands.
        place: Option<Place>,
    } with {
        /// Who attended, and how.
        attendance: Vec<Attendance>,
        /// Its items.
        items: Vec<MinuteItem>,
    }
}

held! {
    /// One person's attendance.
    Attendance {
        /// Counts from 1 in the document.
        attendance_no: i64,
        /// The minutes.
        #[serde(skip)]
        minutes_no: i64,
        /// Name without honorific.
        name: String,
        /// Honorific.
        honorific: Option<String>,
        /// `present`, `apologies`, `absent` or `in_attendance`.
        status: String,
        /// Role or office.
        role: Option<String>,
        /// For whom they stood in.
        substitute_for: Option<String>,
        /// Party.
        party: Option<String>,
        /// `HH:MM` of a late arrival.
        arrived: Option<String>,
        /// `HH:MM` of an early leaving.
        left: Option<String>,
        /// Anything else that is said.
        note: Option<String>,
        /// Where it stands.
        place: Option<Place>,
    }
}

held! {
    /// An item of minutes.
    MinuteItem {
        /// Counts from 1 in the document.
        minute_item_no: i64,
        /// The minutes.
        #[serde(skip)]
        minutes_no: i64,
        /// Its id in the document.
        id: String,
        /// As printed.
        number: Option<String>,
        /// Title.
        title: String,
        /// A paragraph a line.
        text: String,
        /// Number of the agenda item.
        agenda_number: Option<String>,
        /// Taken without the public.
        exempt: Option<bool>,
        /// Where it stands.
        place: Option<Place>,
    } with {
        /// What was decided.
        decisions: Vec<Decision>,
        /// What somebody was asked to do.
        actions: Vec<Action>,
        /// What was declared.
        interests: Vec<Interest>,
    }
}

held! {
    /// A decision.
    Decision {
        /// Counts from 1 in the document.
        decision_no: i64,
        /// The item.
        #[serde(skip)]
        minute_item_no: i64,
        /// Its id in the document.
        id: String,
        /// The words that introduce it.
        lead: Option<String>,
        /// The whole of it.
        text: String,
        /// The deciding verb.
        verb: Option<String>,
        /// What became of it.
        outcome: Option<String>,
        /// Only when said.
        unanimous: Option<bool>,
        /// The words for the majority.
        majority: Option<String>,
        /// Name of the mover.
        moved_by: Option<String>,
        /// Name of the seconder.
        seconded_by: Option<String>,
        /// An amendment to a motion.
        amendment: Option<bool>,
        /// Where it stands.
        place: Option<Place>,
    } with {
        /// Its labelled parts, parents first.
        clauses: Vec<Clause>,
        /// How it was voted on.
        vote: Option<Vote>,
    }
}

held! {
    /// A labelled part.
    Clause {
        /// The decision or recommendation.
        #[serde(skip)]
        of_no: i64,
        /// From 1 within it.
        clause_no: i64,
        /// The clause that holds this one.
        parent_no: Option<i64>,
        /// As printed.
        label: Option<String>,
        /// Its words.
        text: String,
    } with {
        /// How many clauses hold it.
        depth: usize,
    }
}

held! {
    /// A vote.
    Vote {
        /// The decision.
        #[serde(skip)]
        decision_no: i64,
        /// Votes for.
        votes_for: Option<i64>,
        /// Votes against.
        votes_against: Option<i64>,
        /// Abstentions.
        abstentions: Option<i64>,
        /// Absent members.
        absent: Option<i64>,
        /// How it was taken.
        method: Option<String>,
        /// Whether there was a casting vote.
        casting_vote: Option<bool>,
        /// Who gave it.
        casting_vote_by: Option<String>,
    } with {
        /// The names of a recorded vote.
        roll: Vec<Roll>,
    }
}

held! {
    /// How one member voted.
    Roll {
        /// The decision.
        #[serde(skip)]
        decision_no: i64,
        /// Name without honorific.
        name: String,
        /// Honorific.
        honorific: Option<String>,
        /// `yes`, `no`, `abstain`, `absent` or `not_voting`.
        vote: String,
    }
}

held! {
    /// What somebody was asked to do.
    Action {
        /// Counts from 1 in the document.
        action_no: i64,
        /// The item, where minutes tell it.
        #[serde(skip)]
        minute_item_no: Option<i64>,
        /// The log, where a log tells it.
        #[serde(skip)]
        action_log_no: Option<i64>,
        /// What to do.
        text: String,
        /// The meeting that asked for it.
        meeting_date: Option<String>,
        /// As printed.
        minute_number: Option<String>,
        /// Title of the item.
        item_title: Option<String>,
        /// What came of it.
        comments: Option<String>,
        /// As printed.
        status: Option<String>,
        /// Where it stands.
        place: Option<Place>,
    } with {
        /// Who is to do it.
        owners: Vec<String>,
    }
}

held! {
    /// Who owns an action.
    Owner {
        /// The action.
        action_no: i64,
        /// As printed.
        owner: String,
    }
}

held! {
    /// An interest declared.
    Interest {
        /// Counts from 1 in the document.
        interest_no: i64,
        /// The item that records it.
        #[serde(skip)]
        minute_item_no: i64,
        /// Who.
        name: String,
        /// Of what kind.
        kind: String,
        /// In which item.
        item: Option<String>,
        /// The declaration.
        text: String,
        /// Whether they left the room.
        left_room: Option<bool>,
        /// Where it stands.
        place: Option<Place>,
    }
}

held! {
    /// An action log.
    ActionLog {
        /// Counts from 1 in the document.
        action_log_no: i64,
        /// Its id in the document.
        id: String,
        /// Whose it is.
        body: Option<String>,
        /// `YYYY-MM-DD`.
        as_at: Option<String>,
        /// Where it stands.
        place: Option<Place>,
    } with {
        /// Its actions.
        entries: Vec<Action>,
    }
}

/// Which decisions of a document are asked for.
#[derive(Clone, Copy)]
pub(super) struct Decisions {
    pub(super) from: i64,
    pub(super) to: i64,
}

impl Decisions {
    pub(super) const ALL: Self = Self { from: 1, to: MOST };
}

/// The minutes of a document.
pub(super) fn minutes(connection: &Connection, key: i64) -> rusqlite::Result<Vec<Minutes>> {
    let sql = "SELECT * FROM minutes WHERE document_key = ? ORDER BY minutes_no LIMIT ?";
    let mut minutes: Vec<Minutes> = all(connection, sql, [key, MOST])?;
    let sql = "SELECT * FROM attendance WHERE document_key = ? ORDER BY attendance_no LIMIT ?";
    for person in all::<Attendance>(connection, sql, [key, MOST])? {
        if let Some(minutes) = of_number(&mut minutes, person.minutes_no, 1) {
            minutes.attendance.push(person);
        }
    }
    for item in items(connection, key)? {
        if let Some(minutes) = of_number(&mut minutes, item.minutes_no, 1) {
            minutes.items.push(item);
        }
    }
    Ok(minutes)
}

fn items(connection: &Connection, key: i64) -> rusqlite::Result<Vec<MinuteItem>> {
    let sql = "SELECT * FROM minute_items WHERE document_key = ? ORDER BY minute_item_no LIMIT ?";
    let mut items: Vec<MinuteItem> = all(connection, sql, [key, MOST])?;
    for decision in decisions(connection, key, Decisions::ALL)? {
        if let Some(item) = of_number(&mut items, decision.minute_item_no, 1) {
            item.decisions.push(decision);
        }
    }
    for action in actions(connection, key, "minutes")? {
        if let Some(item) = action.minute_item_no.and_then(|number| of_number(&mut items, number, 1)) {
            item.actions.push(action);
        }
    }
    let sql = "SELECT * FROM interests WHERE document_key = ? ORDER BY interest_no LIMIT ?";
    for interest in all::<Interest>(connection, sql, [key, MOST])? {
        if let Some(item) = of_number(&mut items, interest.minute_item_no, 1) {
            item.interests.push(interest);
        }
    }
    Ok(items)
}

/// Decisions of a document with their clauses and votes.
pub(super) fn decisions(connection: &Connection, key: i64, which: Decisions) -> rusqlite::Result<Vec<Decision>> {
    let Decisions { from, to } = which;
    let sql = "SELECT * FROM decisions WHERE document_key = ? AND decision_no BETWEEN ? AND ? ORDER BY decision_no";
    let mut decisions: Vec<Decision> = all(connection, sql, [key, from, to])?;
    let sql = "SELECT decision_no AS of_no, clause_no, parent_no, label, text FROM decision_clauses
               WHERE document_key = ? AND decision_no BETWEEN ? AND ? ORDER BY decision_no, clause_no LIMIT ?";
    for clause in all::<Clause>(connection, sql, [key, from, to, MOST])? {
        if let Some(decision) = of_number(&mut decisions, clause.of_no, from) {
            Clause::add(&mut decision.clauses, clause);
        }
    }
    let sql = "SELECT * FROM votes WHERE document_key = ? AND decision_no BETWEEN ? AND ?";
    for vote in all::<Vote>(connection, sql, [key, from, to])? {
        if let Some(decision) = of_number(&mut decisions, vote.decision_no, from) {
            decision.vote = Some(vote);
        }
    }
    let sql = "SELECT * FROM vote_roll WHERE document_key = ? AND decision_no BETWEEN ? AND ?
               ORDER BY decision_no, position LIMIT ?";
    for entry in all::<Roll>(connection, sql, [key, from, to, MOST])? {
        let decision = of_number(&mut decisions, entry.decision_no, from);
        if let Some(vote) = decision.and_then(|decision| decision.vote.as_mut()) {
            vote.roll.push(entry);
        }
    }
    Ok(decisions)
}

impl Clause {
    /// Adds a clause to those that precede it.
    pub(super) fn add(clauses: &mut Vec<Self>, mut clause: Self) {
        let parent = clause.parent_no.and_then(|parent| of_number(clauses, parent, 1));
        clause.depth = parent.map_or(0, |parent| parent.depth + 1);
        clauses.push(clause);
    }
}

fn actions(connection: &Connection, key: i64, told_in: &str) -> rusqlite::Result<Vec<Action>> {
    let sql = "SELECT * FROM actions WHERE document_key = ? AND told_in = ? ORDER BY action_no LIMIT ?";
    let mut actions: Vec<Action> = all(connection, sql, rusqlite::params![key, told_in, MOST])?;
    let sql = "SELECT action_no, owner FROM action_owners WHERE document_key = ? ORDER BY action_no, position LIMIT ?";
    for Owner { action_no, owner } in all::<Owner>(connection, sql, [key, MOST])? {
        if let Ok(at) = actions.binary_search_by_key(&action_no, |action| action.action_no) {
            actions[at].owners.push(owner);
        }
    }
    Ok(actions)
}

/// The action logs of a document.
pub(super) fn action_logs(connection: &Connection, key: i64) -> rusqlite::Result<Vec<ActionLog>> {
    let sql = "SELECT * FROM action_logs WHERE document_key = ? ORDER BY action_log_no LIMIT ?";
    let mut logs: Vec<ActionLog> = all(connection, sql, [key, MOST])?;
    for action in actions(connection, key, "action_log")? {
        if let Some(log) = action.action_log_no.and_then(|number| of_number(&mut logs, number, 1)) {
            log.entries.push(action);
        }
    }
    Ok(logs)
}
