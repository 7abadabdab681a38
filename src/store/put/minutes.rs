//! Minutes with all they hold, and action logs.

use super::{Rows, Spot, placed, word};
use crate::record::{CastingVote, Decision, MinuteItem, Minutes, Vote};
use rusqlite::{CachedStatement, params};

/// The statements that minutes need, and how many rows of each kind there are already.
struct Writing<'c> {
    attendance: CachedStatement<'c>,
    items: CachedStatement<'c>,
    decisions: CachedStatement<'c>,
    clauses: CachedStatement<'c>,
    votes: CachedStatement<'c>,
    roll: CachedStatement<'c>,
    actions: CachedStatement<'c>,
    owners: CachedStatement<'c>,
    interests: CachedStatement<'c>,
    attendance_no: usize,
    item_no: usize,
    decision_no: usize,
    action_no: usize,
    interest_no: usize,
}

impl Rows<'_, '_> {
    pub(super) fn minutes(&mut self) -> rusqlite::Result<()> {
        let document = self.document;
        let mut writing = Writing {
            attendance: self.adding("attendance", 20)?,
            items: self.adding("minute_items", 17)?,
            decisions: self.adding("decisions", 21)?,
            clauses: self.adding("decision_clauses", 6)?,
            votes: self.adding("votes", 9)?,
            roll: self.adding("vote_roll", 6)?,
            actions: self.adding("actions", 19)?,
            owners: self.adding("action_owners", 4)?,
            interests: self.adding("interests", 16)?,
            attendance_no: 0,
            item_no: 0,
            decision_no: 0,
            action_no: 0,
            interest_no: 0,
        };
        let mut add = self.adding("minutes", 17)?;
        for (at, minutes) in document.minutes.iter().enumerate() {
            let number = at + 1;
            placed!(
                add,
                Spot::first(&minutes.place),
                self.key,
                number,
                minutes.id,
                minutes.body,
                minutes.date,
                minutes.date_text,
                minutes.start_time,
                minutes.end_time,
                minutes.venue,
            )?;
            self.further("minutes", number, &minutes.place)?;
            self.attendance(&mut writing, number, minutes)?;
            for item in &minutes.items {
                self.minute_item(&mut writing, number, item)?;
            }
        }
        Ok(())
    }

    fn attendance(&mut self, writing: &mut Writing<'_>, minutes_no: usize, minutes: &Minutes) -> rusqlite::Result<()> {
        for person in &minutes.attendance {
            writing.attendance_no += 1;
            placed!(
                writing.attendance,
                Spot::first(&person.place),
                self.key,
                writing.attendance_no,
                minutes_no,
                person.name,
                person.honorific,
                word(&person.status),
                person.role,
                person.substitute_for,
                person.party,
                person.arrived,
                person.left,
                person.note,
            )?;
            self.further("attendance", writing.attendance_no, &person.place)?;
        }
        Ok(())
    }

    fn minute_item(&mut self, writing: &mut Writing<'_>, minutes_no: usize, item: &MinuteItem) -> rusqlite::Result<()> {
        writing.item_no += 1;
        placed!(
            writing.items,
            Spot::first(&item.place),
            self.key,
            writing.item_no,
            minutes_no,
            item.id,
            item.number,
            item.title,
            item.paragraphs.join("\n"),
            item.agenda_number,
            item.exempt,
        )?;
        self.further("minute", writing.item_no, &item.place)?;
        for decision in &item.decisions {
            self.decision(writing, decision)?;
        }
        for action in &item.actions {
            writing.action_no += 1;
            placed!(
                writing.actions,
                Spot::first(&action.place),
                self.key,
                writing.action_no,
                "minutes",
                writing.item_no,
                None::<usize>,
                action.text,
                None::<&str>,
                None::<&str>,
                None::<&str>,
                None::<&str>,
                None::<&str>,
            )?;
            self.further("action", writing.action_no, &action.place)?;
            if let Some(owner) = &action.owner {
                writing.owners.execute(params![self.key, writing.action_no, 1, owner])?;
            }
        }
        for interest in &item.interests {
            writing.interest_no += 1;
            placed!(
                writing.interests,
                Spot::first(&interest.place),
                self.key,
                writing.interest_no,
                writing.item_no,
                interest.name,
                word(&interest.kind),
                interest.item,
                interest.text,
                interest.left_room,
            )?;
            self.further("interest", writing.interest_no, &interest.place)?;
        }
        Ok(())
    }

    fn decision(&mut self, writing: &mut Writing<'_>, decision: &Decision) -> rusqlite::Result<()> {
        writing.decision_no += 1;
        let number = writing.decision_no;
        placed!(
            writing.decisions,
            Spot::first(&decision.place),
            self.key,
            number,
            writing.item_no,
            decision.id,
            decision.lead,
            decision.text,
            decision.verb,
            decision.outcome.as_ref().and_then(word),
            decision.unanimous,
            decision.majority,
            decision.moved_by,
            decision.seconded_by,
            decision.amendment,
        )?;
        self.further("decision", number, &decision.place)?;
        self.clauses(&mut writing.clauses, number, &decision.clauses)?;
        decision.vote.as_ref().map_or(Ok(()), |vote| self.vote(writing, number, vote))
    }

    fn vote(&self, writing: &mut Writing<'_>, decision_no: usize, vote: &Vote) -> rusqlite::Result<()> {
        let (given, by) = match &vote.casting_vote {
            Some(CastingVote::Name(name)) => (Some(true), Some(name)),
            Some(CastingVote::Given(given)) => (Some(*given), None),
            None => (None, None),
        };
        writing.votes.execute(params![
            self.key,
            decision_no,
            vote.in_favour,
            vote.against,
            vote.abstain,
            vote.absent,
            vote.method.as_ref().and_then(word),
            given,
            by,
        ])?;
        for (at, entry) in vote.roll.iter().enumerate() {
            let option = word(&entry.option);
            writing.roll.execute(params![self.key, decision_no, at + 1, entry.name, entry.honorific, option])?;
        }
        Ok(())
    }

    /// Actions of logs are numbered behind those of the minutes.
    pub(super) fn action_logs(&mut self) -> rusqlite::Result<()> {
        let document = self.document;
        let items = document.minutes.iter().flat_map(|minutes| &minutes.items);
        let mut action_no: usize = items.map(|item| item.actions.len()).sum();
        let mut add = self.adding("action_logs", 13)?;
        let mut actions = self.adding("actions", 19)?;
        let mut owners = self.adding("action_owners", 4)?;
        for (at, log) in document.action_logs.iter().enumerate() {
            let number = at + 1;
            placed!(add, Spot::first(&log.place), self.key, number, log.id, log.body, log.as_at)?;
            self.further("action_log", number, &log.place)?;
            for entry in &log.entries {
                action_no += 1;
                placed!(
                    actions,
                    Spot::first(&entry.place),
                    self.key,
                    action_no,
                    "action_log",
                    None::<usize>,
                    number,
                    entry.action,
                    entry.meeting_date,
                    entry.minute_number,
                    entry.item_title,
                    entry.comments,
                    entry.status,
                )?;
                self.further("action", action_no, &entry.place)?;
                for (at, owner) in entry.owners.iter().enumerate() {
                    owners.execute(params![self.key, action_no, at + 1, owner])?;
                }
            }
        }
        Ok(())
    }
}
