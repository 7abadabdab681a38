//! All that is recorded of someone under a name as printed.

use super::row::{all, held};
use rusqlite::{Connection, params};
use serde::Serialize;

/// Most facts of one kind that are shown of a person, the latest first.
pub(super) const FACTS: i64 = 500;

/// A person, under a name as printed.
#[derive(Clone, Debug, Serialize)]
pub struct Person {
    /// The name.
    pub name: String,
    /// Meetings attended or missed, the latest first.
    pub attended: Vec<Attended>,
    /// Recorded votes, the latest first.
    pub voted: Vec<Voted>,
    /// What they moved or seconded, the latest first.
    pub put: Vec<Put>,
    /// Interests that they declared, the latest first.
    pub declared: Vec<Declared>,
    /// Actions that they own, the latest first.
    pub tasked: Vec<Tasked>,
}

held! {
    /// A meeting attended or missed.
    Attended {
        /// The document that tells it.
        document_id: String,
        /// Council.
        council: Option<String>,
        /// The body that met.
        body: Option<String>,
        /// `YYYY-MM-DD`.
        date: Option<String>,
        /// `present`, `apologies`, `absent` or `in_attendance`.
        status: String,
        /// Role or office.
        role: Option<String>,
        /// Party.
        party: Option<String>,
        /// Number of the record.
        attendance_no: i64,
        /// The page that tells it.
        page: Option<i64>,
    }
}

held! {
    /// A recorded vote.
    Voted {
        /// Id of the decision.
        id: String,
        /// Council.
        council: Option<String>,
        /// The body that voted.
        body: Option<String>,
        /// `YYYY-MM-DD`.
        date: Option<String>,
        /// Title of the item.
        title: String,
        /// What became of it.
        outcome: Option<String>,
        /// `yes`, `no`, `abstain`, `absent` or `not_voting`.
        vote: String,
    }
}

held! {
    /// A decision that someone moved or seconded.
    Put {
        /// Id of the decision.
        id: String,
        /// Council.
        council: Option<String>,
        /// The body.
        body: Option<String>,
        /// `YYYY-MM-DD`.
        date: Option<String>,
        /// Title of the item.
        title: String,
        /// What became of it.
        outcome: Option<String>,
        /// `moved` or `seconded`.
        part: String,
    }
}

held! {
    /// An interest declared.
    Declared {
        /// The document that tells it.
        document_id: String,
        /// The body.
        body: Option<String>,
        /// `YYYY-MM-DD`.
        date: Option<String>,
        /// Of what kind.
        kind: String,
        /// In which item.
        item: Option<String>,
        /// The declaration.
        text: String,
        /// Number of the record.
        interest_no: i64,
        /// The page that tells it.
        page: Option<i64>,
    }
}

held! {
    /// An action owned.
    Tasked {
        /// The document that tells it.
        document_id: String,
        /// `YYYY-MM-DD` of the meeting that asked for it.
        date: Option<String>,
        /// Title of the item.
        title: Option<String>,
        /// What to do.
        text: String,
        /// As printed.
        status: Option<String>,
        /// Number of the record.
        action_no: i64,
        /// The page that tells it.
        page: Option<i64>,
    }
}

const ATTENDED: &str = "
    SELECT d.id AS document_id, w.council, w.body, w.date, w.status, w.role, w.party, w.attendance_no, w.page
    FROM who_attended AS w JOIN documents AS d USING (document_key)
    WHERE w.name = ? ORDER BY w.date DESC, d.id LIMIT ?";
const VOTED: &str = "
    SELECT v.id, v.council, v.body, v.date, v.title, v.outcome, r.vote
    FROM vote_roll AS r JOIN decisions_with_votes AS v USING (document_key, decision_no)
    WHERE r.name = ? ORDER BY v.date DESC, v.id LIMIT ?";
const PUT: &str = "
    SELECT id, council, body, date, title, outcome, 'moved' AS part FROM decisions_with_votes WHERE moved_by = ?1
    UNION ALL
    SELECT id, council, body, date, title, outcome, 'seconded' FROM decisions_with_votes WHERE seconded_by = ?1
    ORDER BY date DESC, id LIMIT ?2";
const DECLARED: &str = "
    SELECT d.id AS document_id, m.body, m.date, n.kind, n.item, n.text, n.interest_no, n.page
    FROM interests AS n
    JOIN minute_items AS i USING (document_key, minute_item_no)
    JOIN minutes AS m USING (document_key, minutes_no)
    JOIN documents AS d USING (document_key)
    WHERE n.name = ? ORDER BY m.date DESC, d.id LIMIT ?";
const TASKED: &str = "
    SELECT d.id AS document_id, coalesce(a.meeting_date, m.date) AS date, coalesce(a.item_title, i.title) AS title,
        a.text, a.status, a.action_no, a.page
    FROM action_owners AS o
    JOIN actions AS a USING (document_key, action_no)
    JOIN documents AS d USING (document_key)
    LEFT JOIN minute_items AS i USING (document_key, minute_item_no)
    LEFT JOIN minutes AS m ON m.document_key = i.document_key AND m.minutes_no = i.minutes_no
    WHERE o.owner = ? ORDER BY date DESC, d.id LIMIT ?";

impl Person {
    /// All that is recorded under this name; nothing where it is no one's.
    pub fn find(connection: &Connection, name: &str) -> rusqlite::Result<Option<Self>> {
        let person = Self {
            name: name.to_owned(),
            attended: all(connection, ATTENDED, params![name, FACTS])?,
            voted: all(connection, VOTED, params![name, FACTS])?,
            put: all(connection, PUT, params![name, FACTS])?,
            declared: all(connection, DECLARED, params![name, FACTS])?,
            tasked: all(connection, TASKED, params![name, FACTS])?,
        };
        let is_known = !(person.attended.is_empty()
            && person.voted.is_empty()
            && person.put.is_empty()
            && person.declared.is_empty()
            && person.tasked.is_empty());
        Ok(is_known.then_some(person))
    }
}
