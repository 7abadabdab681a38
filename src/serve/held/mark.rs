//! Which record is shown on its page: `decision-3` is the third decision of a document.

use super::row::{Column, Held, all};
use crate::record::Place;
use rusqlite::{Connection, Row, params};
use serde::Serialize;
use std::fmt;

/// A kind of record that has a place: its name, its table, its number's column, and the words that tell it.
struct Kind {
    name: &'static str,
    title: &'static str,
    table: &'static str,
    number: &'static str,
    words: &'static str,
}

macro_rules! kind {
    ($name:literal, $title:literal, $table:literal, $number:literal, $words:literal) => {
        Kind { name: $name, title: $title, table: $table, number: $number, words: $words }
    };
}

const KINDS: &[Kind] = &[
    kind!("agenda_item", "Agenda item", "agenda_items", "agenda_item_no", "number || ' ' || title"),
    kind!("minutes", "Minutes", "minutes", "minutes_no", "coalesce(body, 'Minutes')"),
    kind!("minute", "Minute", "minute_items", "minute_item_no", "coalesce(number || ' ', '') || title"),
    kind!("decision", "Decision", "decisions", "decision_no", "coalesce(lead || ' ', '') || text"),
    kind!("attendance", "Attendance", "attendance", "attendance_no", "name"),
    kind!("interest", "Interest declared", "interests", "interest_no", "text"),
    kind!("action", "Action", "actions", "action_no", "text"),
    kind!("action_log", "Action log", "action_logs", "action_log_no", "coalesce(body, 'Action log')"),
    kind!("report", "Report", "reports", "report_no", "title"),
    kind!("appendix", "Appendix", "report_appendices", "appendix_no", "label || coalesce(': ' || title, '')"),
    kind!("plan", "Plan", "plans", "plan_no", "coalesce(title, kind)"),
    kind!("plan_entry", "Entry of a plan", "plan_entries", "plan_entry_no", "coalesce(item, date_text, '')"),
    kind!("appointment", "Appointment", "appointments", "appointment_no", "body"),
    kind!("table", "Table", "tables", "table_no", "coalesce(caption, 'Table')"),
    kind!("section", "Section", "sections", "section_no", "coalesce(number || ' ', '') || coalesce(heading, '')"),
];

/// Which record: its kind and its number in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    kind: usize,
    number: u32,
}

/// A record on its pages.
#[derive(Clone, Debug, Serialize)]
pub struct Marked {
    /// What kind of record it is, for people.
    pub kind: &'static str,
    /// Its words.
    pub words: String,
    /// Everywhere that it stands.
    pub places: Vec<Place>,
}

/// A row's words and place.
pub struct Spot {
    words: String,
    place: Option<Place>,
}

impl Held for Spot {
    fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self { words: row.get("words")?, place: Column::read(row, "place")? })
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}-{}", KINDS[self.kind].name, self.number)
    }
}

impl Mark {
    /// A record of a kind, by its number.
    pub fn new(kind: &str, number: i64) -> Option<Self> {
        let number = u32::try_from(number).ok()?;
        KINDS.iter().position(|known| known.name == kind).map(|kind| Self { kind, number })
    }

    /// What is written as `decision-3`.
    pub fn parse(text: &str) -> Option<Self> {
        let (kind, number) = text.rsplit_once('-')?;
        Self::new(kind, number.parse().ok()?)
    }

    /// The record, if the document has it.
    pub fn find(self, connection: &Connection, document_key: i64) -> rusqlite::Result<Option<Marked>> {
        let Kind { name, title, table, number, words } = KINDS[self.kind];
        let own = format!("SELECT *, {words} AS words FROM {table} WHERE document_key = ? AND {number} = ?");
        let Some(spot) = all::<Spot>(connection, &own, params![document_key, self.number])?.pop() else {
            return Ok(None);
        };
        let further = "SELECT *, '' AS words FROM further_places
                       WHERE document_key = ? AND type = ? AND number = ? ORDER BY position LIMIT 2000";
        let more: Vec<Spot> = all(connection, further, params![document_key, name, self.number])?;
        let places = spot.place.into_iter().chain(more.into_iter().filter_map(|spot| spot.place)).collect();
        Ok(Some(Marked { kind: title, words: spot.words, places }))
    }
}
