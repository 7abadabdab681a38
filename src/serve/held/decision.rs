//! A decision with the minute that records it.

use super::minutes::{Decisions, decisions};
use super::row::one;
use super::{Decision, DocumentRow, MinuteItem, Minutes};
use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;

/// A decision with the minute that records it.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionPage {
    /// The document that holds it.
    pub document: DocumentRow,
    /// The minutes that hold it.
    pub minutes: Minutes,
    /// The item, without its other records.
    pub item: MinuteItem,
    /// The decision.
    pub decision: Decision,
}

impl DecisionPage {
    /// The decision of this id: the document's id, a hyphen and its own, or what search calls it.
    pub fn find(connection: &Connection, id: &str) -> rusqlite::Result<Option<Self>> {
        let hyphens = id.char_indices().filter(|(_, sign)| *sign == '-').map(|(at, _)| at);
        for at in hyphens.collect::<Vec<_>>().into_iter().rev() {
            let Some(document) = DocumentRow::find(connection, &id[..at])? else { continue };
            let number: Option<i64> = connection
                .prepare_cached("SELECT decision_no FROM decisions WHERE document_key = ? AND id IN (?, ?)")?
                .query_row(params![document.document_key, &id[at + 1..], id], |row| row.get(0))
                .optional()?;
            if let Some(number) = number {
                return Self::of_number(connection, document, number);
            }
        }
        Ok(None)
    }

    fn of_number(connection: &Connection, document: DocumentRow, number: i64) -> rusqlite::Result<Option<Self>> {
        let key = document.document_key;
        let decision = decisions(connection, key, Decisions { from: number, to: number })?.pop();
        let Some(decision) = decision else { return Ok(None) };
        let sql = "SELECT * FROM minute_items WHERE document_key = ? AND minute_item_no = ?";
        let item: Option<MinuteItem> = one(connection, sql, [key, decision.minute_item_no])?;
        let Some(item) = item else { return Ok(None) };
        let sql = "SELECT * FROM minutes WHERE document_key = ? AND minutes_no = ?";
        let minutes: Option<Minutes> = one(connection, sql, [key, item.minutes_no])?;
        Ok(minutes.map(|minutes| Self { document, minutes, item, decision }))
    }
}
