//! One document as rows: every table that holds records is filled here and nowhere else.

mod front;
mod minutes;
mod papers;
mod search;
mod tables;

use super::rows::{Spot, adding, placed, word};
use crate::record::{Clause, Document, Place};
use rusqlite::{CachedStatement, Connection, params};
use rustc_hash::FxHashMap;

/// Adds a document that stands for this source version; tells its key.
///
/// To be called within a transaction, with no other document of the version in the store.
pub(super) fn put(connection: &Connection, version_key: i64, document: &Document) -> rusqlite::Result<i64> {
    let key = about(connection, version_key, document)?;
    let rows = Rows { connection, key, document, further: adding(connection, "further_places", 12)? };
    rows.all()?;
    Ok(key)
}

fn about(connection: &Connection, version_key: i64, document: &Document) -> rusqlite::Result<i64> {
    let about = &document.document;
    let coverage = &document.coverage;
    adding(connection, "documents", 24)?.insert(params![
        None::<i64>,
        about.id,
        version_key,
        about.source_name,
        about.media_type,
        about.bytes as i64,
        about.sha256,
        about.page_count,
        about.title,
        about.producer,
        about.created,
        about.encrypted,
        word(&about.kind),
        about.council,
        about.grammar.name,
        about.grammar.hash,
        about.program.name,
        about.program.version,
        document.schema_version,
        word(&document.status),
        coverage.lines,
        coverage.lines_claimed,
        coverage.characters,
        coverage.characters_claimed,
    ])
}

/// The numbers of records by their ids.
type Numbers<'d> = FxHashMap<&'d str, usize>;

fn numbers<'d>(ids: impl Iterator<Item = &'d String>) -> Numbers<'d> {
    ids.enumerate().map(|(at, id)| (id.as_str(), at + 1)).collect()
}

/// The rows of one document.
struct Rows<'c, 'd> {
    connection: &'c Connection,
    key: i64,
    document: &'d Document,
    further: CachedStatement<'c>,
}

impl<'c> Rows<'c, '_> {
    fn all(mut self) -> rusqlite::Result<()> {
        self.pages()?;
        self.meeting()?;
        self.minutes()?;
        self.action_logs()?;
        self.reports()?;
        self.agenda()?;
        self.plans()?;
        self.appointments()?;
        self.tables()?;
        self.sections()?;
        self.rest()?;
        self.records()
    }

    fn adding(&self, table: &str, columns: usize) -> rusqlite::Result<CachedStatement<'c>> {
        adding(self.connection, table, columns)
    }

    /// Keeps the places of a record that its own row has no columns for.
    fn further(&mut self, kind: &str, number: usize, places: &[Place]) -> rusqlite::Result<()> {
        for (at, place) in places.iter().enumerate().skip(1) {
            placed!(self.further, Spot::from(place), self.key, kind, number, at + 1)?;
        }
        Ok(())
    }

    fn pages(&self) -> rusqlite::Result<()> {
        let mut add = self.adding("pages", 7)?;
        let mut furniture = self.adding("furniture", 11)?;
        for page in &self.document.pages {
            let read = page.read.as_ref().and_then(word);
            add.execute(params![self.key, page.page, page.printed_page, page.width, page.height, read, page.text])?;
            for (at, piece) in page.furniture.iter().enumerate() {
                let spot = Spot::first(&piece.place);
                furniture.execute(params![
                    self.key,
                    page.page,
                    at + 1,
                    piece.text,
                    spot.printed,
                    spot.bbox[0],
                    spot.bbox[1],
                    spot.bbox[2],
                    spot.bbox[3],
                    spot.chars[0],
                    spot.chars[1],
                ])?;
            }
        }
        Ok(())
    }

    /// What no rule read, and what did not fit.
    fn rest(&mut self) -> rusqlite::Result<()> {
        let document = self.document;
        let mut add = self.adding("unclaimed", 11)?;
        for (at, stretch) in document.unclaimed.iter().enumerate() {
            placed!(add, Spot::first(&stretch.place), self.key, at + 1, stretch.text)?;
            self.further("unclaimed", at + 1, &stretch.place)?;
        }
        let mut add = self.adding("diagnostics", 13)?;
        for (at, found) in document.diagnostics.iter().enumerate() {
            let place = found.place.as_deref().unwrap_or_default();
            let severity = word(&found.severity);
            placed!(add, Spot::first(place), self.key, at + 1, found.code, severity, found.message)?;
            self.further("diagnostic", at + 1, place)?;
        }
        Ok(())
    }

    /// Adds clauses, parents first, each with the number of the one that holds it.
    fn clauses(&self, add: &mut CachedStatement<'_>, of: usize, clauses: &[Clause]) -> rusqlite::Result<()> {
        let mut number = 0;
        // A stack of its own: a hostile source nests as deep as it likes.
        let mut open = vec![(None::<usize>, clauses.iter())];
        while let Some((parent, list)) = open.last_mut() {
            let Some(clause) = list.next() else {
                open.pop();
                continue;
            };
            number += 1;
            add.execute(params![self.key, of, number, *parent, clause.label, clause.text])?;
            open.push((Some(number), clause.clauses.iter()));
        }
        Ok(())
    }
}
