//! A committee over time.

use super::row::{all, held, one};
use rusqlite::{Connection, params};
use serde::Serialize;

/// Most documents that are listed, the latest first.
const DOCUMENTS: i64 = 1000;
/// How many people are named.
const PEOPLE: i64 = 40;

/// A committee over time.
#[derive(Clone, Debug, Serialize)]
pub struct Committee {
    /// Council, as printed.
    pub council: Option<String>,
    /// The body, as printed.
    pub body: String,
    /// When any document of it was last read: UTC, RFC 3339.
    pub updated: String,
    /// What it did year by year, the latest first.
    pub years: Vec<YearRow>,
    /// Who is recorded most often.
    pub members: Vec<Member>,
    /// Its documents, the latest meeting first.
    pub meetings: Vec<CommitteeMeeting>,
}

held! {
    /// The name of a committee.
    Named {
        /// Council, as printed.
        council: Option<String>,
        /// The body, as printed.
        body: String,
    }
}

held! {
    /// What a committee did in a year.
    YearRow {
        /// Four figures.
        year: String,
        /// Meetings that minutes tell of.
        meetings: i64,
        /// Decisions, each once.
        decisions: i64,
        /// Decisions that were lost.
        lost: i64,
        /// Decisions with a vote in figures.
        votes: i64,
    }
}

held! {
    /// Someone who is recorded at a committee.
    Member {
        /// As printed.
        name: String,
        /// Meetings at which they were present.
        present: i64,
        /// Meetings that they missed.
        missed: i64,
    }
}

held! {
    /// A document of a meeting.
    CommitteeMeeting {
        /// Id of the document.
        id: String,
        /// `YYYY-MM-DD`.
        date: String,
        /// What kind of document it is.
        kind: String,
        /// File name.
        source_name: String,
        /// `HH:MM`.
        start_time: Option<String>,
        /// `HH:MM`.
        end_time: Option<String>,
        /// Where it is held.
        venue: Option<String>,
        /// Whether it was called off.
        cancelled: Option<bool>,
        /// When the document was read: UTC, RFC 3339.
        read_at: String,
    }
}

const NAMED: &str = "
    SELECT coalesce(d.council, m.council) AS council, m.body
    FROM meeting_documents AS o JOIN documents AS d USING (document_key) JOIN meetings AS m USING (document_key)
    WHERE o.council = ? AND o.body = ? ORDER BY o.document_key DESC LIMIT 1";
const MEETINGS: &str = "
    SELECT d.id, o.date, d.kind, d.source_name, m.start_time, m.end_time, m.venue, m.cancelled, v.read_at
    FROM meeting_documents AS o
    JOIN documents AS d USING (document_key)
    JOIN meetings AS m USING (document_key)
    JOIN source_versions AS v USING (version_key)
    WHERE o.council = ? AND o.body = ? ORDER BY o.date DESC, o.standing, o.id LIMIT ?";
// The same minutes are often in several documents: each meeting and each decision counts once.
const YEARS: &str = "
    SELECT substr(m.date, 1, 4) AS year, count(DISTINCT m.date) AS meetings, count(DISTINCT c.told) AS decisions,
        count(DISTINCT c.lost) AS lost, count(DISTINCT c.voted) AS votes
    FROM meeting_documents AS o
    JOIN minutes AS m USING (document_key)
    LEFT JOIN (
        SELECT i.document_key, i.minutes_no, told, iif(c.outcome = 'lost', told, NULL) AS lost,
            iif(v.votes_for IS NULL, NULL, told) AS voted
        FROM minute_items AS i
        JOIN (SELECT *, document_key AS of, text || char(31) || coalesce(lead, '') AS told FROM decisions) AS c
            USING (document_key, minute_item_no)
        LEFT JOIN votes AS v ON v.document_key = c.of AND v.decision_no = c.decision_no
    ) AS c ON c.document_key = m.document_key AND c.minutes_no = m.minutes_no
    WHERE o.council = ?1 AND o.body = ?2 AND m.date IS NOT NULL AND lower(coalesce(m.body, ?2)) = ?2
    GROUP BY year ORDER BY year DESC";
const MEMBERS: &str = "
    SELECT a.name, count(DISTINCT iif(a.status = 'present', m.date, NULL)) AS present,
        count(DISTINCT iif(a.status IN ('apologies', 'absent'), m.date, NULL)) AS missed
    FROM meeting_documents AS o
    JOIN minutes AS m USING (document_key)
    JOIN attendance AS a USING (document_key, minutes_no)
    WHERE o.council = ?1 AND o.body = ?2 AND lower(coalesce(m.body, ?2)) = ?2 AND a.status <> 'in_attendance'
    GROUP BY a.name ORDER BY present DESC, a.name LIMIT ?3";

impl Committee {
    /// The committee of a council, whichever way its name is capitalised.
    pub fn find(connection: &Connection, council: Option<&str>, body: &str) -> rusqlite::Result<Option<Self>> {
        let (council, body) = (council.unwrap_or_default().to_lowercase(), body.to_lowercase());
        let Some(named) = one::<Named>(connection, NAMED, params![council, body])? else { return Ok(None) };
        let meetings: Vec<CommitteeMeeting> = all(connection, MEETINGS, params![council, body, DOCUMENTS])?;
        Ok(Some(Self {
            council: named.council,
            body: named.body,
            updated: meetings.iter().map(|meeting| meeting.read_at.clone()).max().unwrap_or_default(),
            years: all(connection, YEARS, params![council, body])?,
            members: all(connection, MEMBERS, params![council, body, PEOPLE])?,
            meetings,
        }))
    }
}
