//! Documents of one meeting: which of them supplements, revises or confirms which.
//!
//! Every document but the one that stands first for the meeting has one link, so
//! that a meeting of many documents costs no more than its documents.

use crate::record::{Document, DocumentKind};
use rusqlite::{Connection, OptionalExtension, params};

/// How a document stands to its meeting; the first of the least stands for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    Agenda,
    RevisedAgenda,
    Supplement,
    DraftMinutes,
    Minutes,
    Other,
}

/// Words of a title or file name that tell how an agenda stands, in lower case.
const AGENDAS: &[(&str, Standing)] = &[
    ("supplement", Standing::Supplement),
    ("addendum", Standing::Supplement),
    ("additional paper", Standing::Supplement),
    ("late paper", Standing::Supplement),
    ("to follow", Standing::Supplement),
    ("revised", Standing::RevisedAgenda),
    ("amended", Standing::RevisedAgenda),
    ("updated", Standing::RevisedAgenda),
    ("replacement", Standing::RevisedAgenda),
];
/// Words of a title or file name that tell minutes which are not confirmed, in lower case.
const DRAFTS: &[&str] = &["draft", "unconfirmed", "unapproved"];

impl Standing {
    fn of(document: &Document) -> Self {
        let about = &document.document;
        let titles = [
            about.title.as_deref(),
            document.meeting.as_ref().and_then(|meeting| meeting.title.as_deref()),
            Some(about.source_name.as_str()),
        ];
        let words: String = titles.into_iter().flatten().map(|title| title.to_lowercase() + "\n").collect();
        match about.kind {
            DocumentKind::AgendaPack | DocumentKind::Agenda => {
                AGENDAS.iter().find(|(word, _)| words.contains(word)).map_or(Self::Agenda, |(_, standing)| *standing)
            }
            DocumentKind::Minutes if DRAFTS.iter().any(|word| words.contains(word)) => Self::DraftMinutes,
            DocumentKind::Minutes => Self::Minutes,
            _ => Self::Other,
        }
    }

    fn from(number: u8) -> Self {
        match number {
            0 => Self::Agenda,
            1 => Self::RevisedAgenda,
            2 => Self::Supplement,
            3 => Self::DraftMinutes,
            4 => Self::Minutes,
            _ => Self::Other,
        }
    }
}

/// Which meeting a document is of.
struct Meeting {
    council: String,
    body: String,
    date: String,
}

/// A document of a meeting.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Member {
    key: i64,
    standing: Standing,
}

/// Notes of which meeting a new document is, and links it.
pub(super) fn link(connection: &Connection, key: i64, document: &Document) -> rusqlite::Result<()> {
    let Some(meeting) = &document.meeting else { return Ok(()) };
    let (Some(body), Some(date)) = (&meeting.body, &meeting.date) else { return Ok(()) };
    let council = document.document.council.as_ref().or(meeting.council.as_ref());
    let meeting = Meeting {
        council: council.map(|council| council.to_lowercase()).unwrap_or_default(),
        body: body.to_lowercase(),
        date: date.clone(),
    };
    let member = Member { key, standing: Standing::of(document) };
    connection.prepare_cached("INSERT INTO meeting_documents VALUES (?,?,?,?,?,?)")?.execute(params![
        meeting.council,
        meeting.body,
        meeting.date,
        member.standing as u8,
        document.document.id,
        key,
    ])?;
    meeting.link(connection, member)
}

/// Links a document whose meeting is noted already.
pub(super) fn link_again(connection: &Connection, key: i64) -> rusqlite::Result<()> {
    let known = connection
        .prepare_cached("SELECT council, body, date, standing FROM meeting_documents WHERE document_key = ?")?
        .query_row([key], |row| {
            let meeting = Meeting { council: row.get(0)?, body: row.get(1)?, date: row.get(2)? };
            Ok((meeting, Member { key, standing: Standing::from(row.get(3)?) }))
        })
        .optional()?;
    known.map_or(Ok(()), |(meeting, member)| meeting.link(connection, member))
}

/// Takes a document that is about to be removed out of its meeting, and links the others anew.
pub(super) fn unlink(connection: &Connection, key: i64) -> rusqlite::Result<()> {
    let gone = connection
        .prepare_cached("SELECT council, body, date FROM meeting_documents WHERE document_key = ?")?
        .query_row([key], |row| Ok(Meeting { council: row.get(0)?, body: row.get(1)?, date: row.get(2)? }))
        .optional()?;
    let Some(meeting) = gone else { return Ok(()) };
    let was_named =
        connection.prepare_cached("SELECT 1 FROM document_links WHERE earlier_key = ? LIMIT 1")?.exists([key])?;
    connection
        .prepare_cached("DELETE FROM document_links WHERE document_key = ?1 OR earlier_key = ?1")?
        .execute([key])?;
    connection.prepare_cached("DELETE FROM meeting_documents WHERE document_key = ?")?.execute([key])?;
    if was_named { meeting.link_all(connection) } else { Ok(()) }
}

impl Meeting {
    /// The first document of the meeting, or the first of one standing.
    fn first(&self, connection: &Connection, standing: Option<Standing>) -> rusqlite::Result<Option<Member>> {
        connection
            .prepare_cached(
                "SELECT document_key, standing FROM meeting_documents
                 WHERE council = ?1 AND body = ?2 AND date = ?3 AND standing BETWEEN ?4 AND ?5
                 ORDER BY standing, id LIMIT 1",
            )?
            .query_row(
                params![
                    self.council,
                    self.body,
                    self.date,
                    standing.map_or(0, |standing| standing as u8),
                    standing.map_or(u8::MAX, |standing| standing as u8),
                ],
                member,
            )
            .optional()
    }

    /// Links a document that is new, and the others where they have to name it.
    fn link(&self, connection: &Connection, new: Member) -> rusqlite::Result<()> {
        let first = self.first(connection, None)?;
        let draft = self.first(connection, Some(Standing::DraftMinutes))?;
        if first == Some(new) || draft == Some(new) {
            return self.link_all(connection);
        }
        add(connection, new, first, draft)
    }

    fn link_all(&self, connection: &Connection) -> rusqlite::Result<()> {
        let first = self.first(connection, None)?;
        let draft = self.first(connection, Some(Standing::DraftMinutes))?;
        let mut members = connection.prepare_cached(
            "SELECT document_key, standing FROM meeting_documents WHERE council = ?1 AND body = ?2 AND date = ?3",
        )?;
        for found in members.query_map(params![self.council, self.body, self.date], member)? {
            let found = found?;
            connection.prepare_cached("DELETE FROM document_links WHERE document_key = ?")?.execute([found.key])?;
            add(connection, found, first, draft)?;
        }
        Ok(())
    }
}

fn member(row: &rusqlite::Row<'_>) -> rusqlite::Result<Member> {
    Ok(Member { key: row.get(0)?, standing: Standing::from(row.get(1)?) })
}

/// Adds the one link of a document, unless it stands first.
fn add(connection: &Connection, new: Member, first: Option<Member>, draft: Option<Member>) -> rusqlite::Result<()> {
    let Some(first) = first.filter(|first| *first != new) else { return Ok(()) };
    let draft = draft.filter(|_| new.standing == Standing::Minutes);
    let (kind, earlier) = match (draft, new.standing, first.standing) {
        (Some(draft), _, _) => ("confirms", draft),
        (None, Standing::RevisedAgenda, Standing::Agenda) => ("revises", first),
        (None, Standing::Supplement, Standing::Agenda | Standing::RevisedAgenda) => ("supplements", first),
        _ => ("same_meeting", first),
    };
    connection
        .prepare_cached("INSERT INTO document_links VALUES (?,?,?)")?
        .execute(params![new.key, earlier.key, kind])
        .map(drop)
}
