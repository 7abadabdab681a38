//! A document with all that was read from it.

use super::front::{agenda, related};
use super::minutes::{action_logs, minutes};
use super::papers::{appointments, plans, reports};
use super::tables::tables;
use super::{ActionLog, AgendaItem, Appointment, Convened, DocumentRow, Minutes, Origin, Plan, Related, Report, Table};
use rusqlite::Connection;
use serde::Serialize;

/// A document with all that was read from it.
#[derive(Clone, Debug, Serialize)]
pub struct Meeting {
    /// The document.
    pub document: DocumentRow,
    /// Its meeting.
    pub meeting: Option<Convened>,
    /// Addresses that it was fetched from.
    pub addresses: Vec<String>,
    /// Other documents of the meeting.
    pub related: Vec<Related>,
    /// The agenda.
    pub agenda_items: Vec<AgendaItem>,
    /// Minutes.
    pub minutes: Vec<Minutes>,
    /// Action logs.
    pub action_logs: Vec<ActionLog>,
    /// Reports.
    pub reports: Vec<Report>,
    /// Plans.
    pub plans: Vec<Plan>,
    /// Appointments.
    pub appointments: Vec<Appointment>,
    /// Tables.
    pub tables: Vec<Table>,
}

impl Meeting {
    /// The document of this id.
    pub fn find(connection: &Connection, id: &str) -> rusqlite::Result<Option<Self>> {
        let Some(document) = DocumentRow::find(connection, id)? else { return Ok(None) };
        let key = document.document_key;
        Ok(Some(Self {
            meeting: Convened::of_document(connection, key)?,
            addresses: Origin::of_document(connection, key)?.into_iter().filter_map(Origin::address).collect(),
            related: related(connection, key)?,
            agenda_items: agenda(connection, key)?,
            minutes: minutes(connection, key)?,
            action_logs: action_logs(connection, key)?,
            reports: reports(connection, key)?,
            plans: plans(connection, key)?,
            appointments: appointments(connection, key)?,
            tables: tables(connection, key)?,
            document,
        }))
    }
}
