//! Which councils and committees there are.

use super::row::{all, held};
use rusqlite::Connection;
use serde::Serialize;

/// How many of the newest meetings are shown.
const NEWEST: i64 = 12;
/// Most committees that are listed.
const BODIES: i64 = 20_000;

/// Councils with their committees, and what is new.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Directory {
    /// Councils, by name; those of no known council last.
    pub councils: Vec<Council>,
    /// The newest meetings.
    pub newest: Vec<Newest>,
    /// Documents in the store.
    pub documents: i64,
}

/// A council.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Council {
    /// As printed; nothing where no document says it.
    pub name: Option<String>,
    /// Its committees, by name.
    pub bodies: Vec<Body>,
}

held! {
    /// A committee.
    Body {
        /// Council, as printed.
        council: Option<String>,
        /// The body, as printed.
        body: String,
        /// How many meetings are known.
        meetings: i64,
        /// `YYYY-MM-DD` of the first one.
        first: String,
        /// `YYYY-MM-DD` of the last one.
        last: String,
    }
}

held! {
    /// A meeting.
    Newest {
        /// The document that stands for it.
        id: String,
        /// Council.
        council: Option<String>,
        /// The body that meets.
        body: Option<String>,
        /// `YYYY-MM-DD`.
        date: String,
        /// What kind of document it is.
        kind: String,
    }
}

/// Bodies are told apart without regard to case, and called as their latest document calls them.
const LISTED: &str = "
    WITH groups AS (
        SELECT council, body, count(DISTINCT date) AS meetings, min(date) AS first, max(date) AS last,
            max(document_key) AS document_key
        FROM meeting_documents GROUP BY council, body LIMIT ?
    )
    SELECT coalesce(d.council, m.council) AS council, m.body, g.meetings, g.first, g.last
    FROM groups AS g JOIN documents AS d USING (document_key) JOIN meetings AS m USING (document_key)
    ORDER BY g.council = '', g.council, g.body";
// Of a meeting with several documents, the one that stands first for it.
const LATEST: &str = "
    SELECT d.id, coalesce(d.council, m.council) AS council, m.body, m.date, d.kind
    FROM meetings AS m JOIN documents AS d USING (document_key)
    WHERE m.date IS NOT NULL AND NOT EXISTS (SELECT 1 FROM document_links AS l WHERE l.document_key = m.document_key)
    ORDER BY m.date DESC LIMIT ?";

impl Directory {
    /// What is in the store.
    pub fn of(connection: &Connection) -> rusqlite::Result<Self> {
        let mut councils: Vec<Council> = Vec::new();
        for body in all::<Body>(connection, LISTED, [BODIES])? {
            let same = |council: &Council| {
                let names = [&council.name, &body.council].map(|name| name.as_deref().map(str::to_lowercase));
                names[0] == names[1]
            };
            match councils.last_mut() {
                Some(council) if same(council) => council.bodies.push(body),
                _ => councils.push(Council { name: body.council.clone(), bodies: vec![body] }),
            }
        }
        Ok(Self {
            councils,
            newest: all(connection, LATEST, [NEWEST])?,
            documents: connection.query_row("SELECT count(*) FROM documents", [], |row| row.get(0))?,
        })
    }
}
