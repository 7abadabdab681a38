//! What a document is, the meeting that it is of, its agenda, and its fellows.

use super::row::{MOST, all, held, of_number, one};
use crate::record::Place;
use rusqlite::{Connection, params};

held! {
    /// A document.
    DocumentRow {
        /// Its key in the store.
        #[serde(skip)]
        document_key: i64,
        /// Stable id.
        id: String,
        /// File name.
        source_name: String,
        /// Media type.
        media_type: String,
        /// Size of the source.
        bytes: i64,
        /// SHA-256 of the source.
        sha256: String,
        /// Number of pages.
        page_count: i64,
        /// Title.
        title: Option<String>,
        /// What kind of document it is.
        kind: String,
        /// The council, as the document or its meeting says it.
        council: Option<String>,
        /// Whether it was read.
        status: String,
        /// When it was read: UTC, RFC 3339.
        read_at: String,
    }
}

held! {
    /// The meeting that a document is of.
    Convened {
        /// The body that meets.
        body: Option<String>,
        /// Title.
        title: Option<String>,
        /// `YYYY-MM-DD`.
        date: Option<String>,
        /// The words of a date that could not be read.
        date_text: Option<String>,
        /// `HH:MM`.
        start_time: Option<String>,
        /// `HH:MM`.
        end_time: Option<String>,
        /// Where it is held.
        venue: Option<String>,
        /// Name of the chair.
        chair: Option<String>,
        /// Name of the vice-chair.
        vice_chair: Option<String>,
        /// Whom to ask.
        contact_name: Option<String>,
        /// Telephone of whom to ask.
        contact_phone: Option<String>,
        /// Address of whom to ask.
        contact_email: Option<String>,
        /// Whether the public may attend.
        access: Option<String>,
        /// Whether it was called off.
        cancelled: Option<bool>,
    } with {
        /// Members of the body.
        members: Vec<ConvenedMember>,
    }
}

held! {
    /// A member of the body that meets.
    ConvenedMember {
        /// Name without honorific.
        name: String,
        /// Honorific.
        honorific: Option<String>,
        /// Role.
        role: Option<String>,
        /// Party.
        party: Option<String>,
        /// Whether they vote.
        voting: Option<bool>,
    }
}

held! {
    /// An item of the agenda.
    AgendaItem {
        /// Counts from 1 in the document.
        agenda_item_no: i64,
        /// Its id in the document.
        id: String,
        /// As printed.
        number: String,
        /// Title.
        title: String,
        /// The group it stands under.
        heading: Option<String>,
        /// First printed page.
        first_page: Option<i64>,
        /// Last printed page.
        last_page: Option<i64>,
        /// First page in the file.
        first_file_page: Option<i64>,
        /// Last page in the file.
        last_file_page: Option<i64>,
        /// Whether the public is excluded.
        exempt: Option<bool>,
        /// Whether it is given by word of mouth.
        oral: Option<bool>,
        /// Whether its paper comes later.
        to_follow: Option<bool>,
        /// Guidance printed under it.
        notes: Option<String>,
        /// Where it stands.
        place: Option<Place>,
    } with {
        /// Its reports and minutes in the same document.
        papers: Vec<Paper>,
    }
}

held! {
    /// A report or minutes that stand for an item.
    Paper {
        /// The item.
        #[serde(skip)]
        agenda_item_no: i64,
        /// The report's number.
        report_no: Option<i64>,
        /// The minutes' number.
        minutes_no: Option<i64>,
        /// What to call it.
        title: Option<String>,
    }
}

held! {
    /// Another document of the same meeting, or one that minutes it.
    Related {
        /// Its id.
        id: String,
        /// What kind of document it is.
        kind: String,
        /// Title.
        title: Option<String>,
        /// File name.
        source_name: String,
        /// How it stands to this one: `supplements`, `revises`, `confirms`, `same_meeting` or `minutes`.
        relation: String,
    }
}

/// The columns of [`DocumentRow`].
pub(super) const DOCUMENT: &str = "
    d.document_key, d.id, d.source_name, d.media_type, d.bytes, d.sha256, d.page_count, d.title, d.kind,
    coalesce(d.council, (SELECT council FROM meetings WHERE document_key = d.document_key)) AS council,
    d.status, (SELECT read_at FROM source_versions WHERE version_key = d.version_key) AS read_at";

impl DocumentRow {
    /// The document of this id.
    pub fn find(connection: &Connection, id: &str) -> rusqlite::Result<Option<Self>> {
        one(connection, &format!("SELECT {DOCUMENT} FROM documents AS d WHERE d.id = ?"), [id])
    }
}

impl Convened {
    /// The meeting of a document.
    pub fn of_document(connection: &Connection, key: i64) -> rusqlite::Result<Option<Self>> {
        let found: Option<Self> = one(connection, "SELECT * FROM meetings WHERE document_key = ?", [key])?;
        let Some(mut meeting) = found else { return Ok(None) };
        let members = "SELECT * FROM meeting_members WHERE document_key = ? ORDER BY member_no LIMIT ?";
        meeting.members = all(connection, members, [key, MOST])?;
        Ok(Some(meeting))
    }
}

/// The agenda of a document.
pub(super) fn agenda(connection: &Connection, key: i64) -> rusqlite::Result<Vec<AgendaItem>> {
    let sql = "SELECT * FROM agenda_items WHERE document_key = ? ORDER BY agenda_item_no LIMIT ?";
    let mut items: Vec<AgendaItem> = all(connection, sql, [key, MOST])?;
    let papers: Vec<Paper> = all(
        connection,
        "SELECT p.agenda_item_no, p.report_no, p.minutes_no, coalesce(r.title, m.body) AS title
         FROM agenda_item_papers AS p
         LEFT JOIN reports AS r USING (document_key, report_no)
         LEFT JOIN minutes AS m ON m.document_key = p.document_key AND m.minutes_no = p.minutes_no
         WHERE p.document_key = ? ORDER BY p.agenda_item_no, p.position LIMIT ?",
        [key, MOST],
    )?;
    for paper in papers {
        if let Some(item) = of_number(&mut items, paper.agenda_item_no, 1) {
            item.papers.push(paper);
        }
    }
    Ok(items)
}

/// The other documents of the meeting, then those that hold its minutes.
pub(super) fn related(connection: &Connection, key: i64) -> rusqlite::Result<Vec<Related>> {
    let mut related: Vec<Related> = all(
        connection,
        "SELECT d.id, d.kind, d.title, d.source_name, coalesce(
             (SELECT kind FROM document_links WHERE document_key = o.document_key AND earlier_key = m.document_key),
             'same_meeting') AS relation
         FROM meeting_documents AS m
         JOIN meeting_documents AS o ON o.council = m.council AND o.body = m.body AND o.date = m.date
         JOIN documents AS d ON d.document_key = o.document_key
         WHERE m.document_key = ?1 AND o.document_key <> ?1 ORDER BY o.standing, o.id LIMIT ?2",
        [key, 200],
    )?;
    let minuted: Vec<Related> = all(
        connection,
        "SELECT DISTINCT d.id, d.kind, d.title, d.source_name, 'minutes' AS relation
         FROM meetings AS own
         JOIN minutes AS m ON m.date = own.date AND m.body = own.body
         JOIN documents AS d ON d.document_key = m.document_key
         JOIN documents AS self ON self.document_key = own.document_key
         WHERE own.document_key = ?1 AND m.document_key <> ?1
           AND (d.council IS self.council OR d.council IS NULL OR self.council IS NULL)
         ORDER BY d.id LIMIT ?2",
        params![key, 200],
    )?;
    for minutes in minuted {
        if !related.iter().any(|known| known.id == minutes.id) {
            related.push(minutes);
        }
    }
    Ok(related)
}
