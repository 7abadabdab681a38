//! A record as search engines take it: one JSON object, alike for all of them but for
//! what a [`Dialect`] says.

use super::cell::Cell;
use super::rows::Rows;
use super::shape::{Field, Holds, Shape};
use crate::store::RecordDigest;
use jiff::civil::Date;
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::sync::LazyLock;

/// What engines want told differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// Days as the instant at which they begin (`2019-06-04T00:00:00Z`).
    pub instants: bool,
    /// The day of the meeting as seconds since 1970 beside it, for engines that compare numbers only.
    pub seconds: bool,
    /// Fields within fields as lists of their own, `roll_name` and `roll_vote`.
    pub flat: bool,
}

/// What every record says beside the fields of its shape.
pub const TYPE: &str = "type";
/// The year of the meeting.
pub const YEAR: &str = "year";
/// The day of the meeting, in seconds since 1970.
pub const SECONDS: &str = "date_seconds";
/// Digest of all that the record says, in hexadecimal.
pub const DIGEST: &str = "digest";
/// Where the record stands in its source: told as it is, and never searched.
pub const PLACE: &str = "place";

const SECONDS_A_DAY: i64 = 86_400;
const EPOCH: Date = jiff::civil::date(1970, 1, 1);

/// The fields of all records, each once, in the order of the shapes; behind them those that
/// are told beside the shapes.
pub static FIELDS: LazyLock<Vec<(&str, Holds)>> = LazyLock::new(|| {
    let mut fields: Vec<(&str, Holds)> = vec![(TYPE, Holds::Key), (YEAR, Holds::Whole), (DIGEST, Holds::Key)];
    for field in Shape::records().flat_map(Shape::fields) {
        if fields.iter().all(|(name, _)| *name != field.name) {
            fields.push((field.name, field.holds));
        }
    }
    fields
});

/// A record.
#[derive(Debug)]
pub struct Record<'r> {
    kind: &'static str,
    fields: &'r [Field],
    cells: Vec<Cell>,
}

impl<'r> Record<'r> {
    /// A row of records.
    pub fn of(rows: &'r Rows, cells: Vec<Cell>) -> Self {
        Self { kind: rows.shape().record.unwrap_or_default(), fields: rows.fields(), cells }
    }

    /// A field by its name.
    fn field(&self, name: &str) -> Option<&Cell> {
        let at = self.fields.iter().position(|field| field.name == name)?;
        self.cells.get(at)
    }

    /// Its id.
    pub fn id(&self) -> &str {
        self.field("id").and_then(Cell::text).unwrap_or_default()
    }

    fn date(&self) -> Option<Date> {
        match self.field("date") {
            Some(Cell::Date(date)) => Some(*date),
            _ => None,
        }
    }

    /// Digest of all that it says, whatever the dialect.
    pub fn digest(&self) -> RecordDigest {
        let mut hasher = blake3::Hasher::new();
        hasher.update(self.kind.as_bytes());
        for (field, cell) in self.fields.iter().zip(&self.cells).filter(|(_, cell)| !cell.is_nothing()) {
            hasher.update(b"\n").update(field.name.as_bytes()).update(b"=");
            feed(&mut hasher, cell);
        }
        let mut digest = RecordDigest::default();
        digest.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        digest
    }

    /// The record as JSON.
    ///
    /// # Errors
    ///
    /// None that is known: all that it holds can be told.
    pub fn told(&self, dialect: Dialect, digest: &RecordDigest) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(&Told { record: self, dialect, digest })
    }
}

/// Digests as they are told.
pub fn hexadecimal(digest: &RecordDigest) -> String {
    format!("{:032x}", u128::from_be_bytes(*digest))
}

/// Gives a value to a digest: its kind, its length and its bytes, so that no two values give the same.
fn feed(hasher: &mut blake3::Hasher, cell: &Cell) {
    let mut give = |kind: u8, bytes: &[u8]| {
        hasher.update(&[kind]).update(&(bytes.len() as u64).to_le_bytes()).update(bytes);
    };
    match cell {
        Cell::Nothing => give(b'-', b""),
        Cell::Text(text) => give(b't', text.as_bytes()),
        Cell::Date(date) => give(b'd', date.to_string().as_bytes()),
        Cell::Whole(number) => give(b'n', &number.to_le_bytes()),
        Cell::Figure(number) => give(b'f', &number.to_bits().to_le_bytes()),
        Cell::Yes(yes) => give(b'y', &[u8::from(*yes)]),
        Cell::List(cells) | Cell::Row(_, cells) => {
            give(b'l', &(cells.len() as u64).to_le_bytes());
            for cell in cells {
                feed(hasher, cell);
            }
        }
    }
}

struct Told<'r> {
    record: &'r Record<'r>,
    dialect: Dialect,
    digest: &'r RecordDigest,
}

impl Serialize for Told<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Self { record, dialect, .. } = *self;
        let mut map = to.serialize_map(None)?;
        map.serialize_entry(TYPE, record.kind)?;
        for (field, cell) in record.fields.iter().zip(&record.cells).filter(|(_, cell)| !cell.is_nothing()) {
            match (cell, field.holds) {
                (Cell::Date(date), _) if dialect.instants => map.serialize_entry(field.name, &Instant(*date))?,
                (cell, Holds::Rows(_) | Holds::One(_)) if dialect.flat => flat(&mut map, field.name, cell)?,
                (cell, _) => map.serialize_entry(field.name, cell)?,
            }
        }
        if let Some(date) = record.date() {
            map.serialize_entry(YEAR, &date.year())?;
            if dialect.seconds {
                let seconds = date.duration_since(EPOCH).as_secs();
                map.serialize_entry(SECONDS, &(seconds - seconds.rem_euclid(SECONDS_A_DAY)))?;
            }
        }
        map.serialize_entry(DIGEST, &hexadecimal(self.digest))?;
        map.end()
    }
}

/// A day as the instant at which it begins.
struct Instant(Date);

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&format_args!("{}T00:00:00Z", self.0))
    }
}

/// The name of a field within a field where there are none within others.
pub fn flat_name(field: &str, own: &str) -> String {
    format!("{field}_{own}")
}

/// Fields within a field as lists: of the places, which are only shown, the JSON.
fn flat<M: SerializeMap>(map: &mut M, name: &str, cell: &Cell) -> Result<(), M::Error> {
    if name == PLACE {
        let words = serde_json::to_string(cell).map_err(serde::ser::Error::custom)?;
        return map.serialize_entry(name, &words);
    }
    let rows = match cell {
        Cell::List(rows) => rows.as_slice(),
        row => std::slice::from_ref(row),
    };
    let Some(Cell::Row(fields, _)) = rows.first() else { return Ok(()) };
    for (at, field) in fields.iter().enumerate() {
        let values = rows.iter().filter_map(|row| match row {
            Cell::Row(_, cells) => cells.get(at),
            _ => None,
        });
        // Words that are not given keep their place, so that the lists go side by side.
        let gap = Cell::Text(String::new());
        let words = matches!(field.holds, Holds::Key | Holds::Words);
        let values: Vec<&Cell> = values
            .filter_map(|cell| match cell {
                Cell::Nothing => words.then_some(&gap),
                cell => Some(cell),
            })
            .collect();
        if values.iter().any(|cell| cell.text() != Some("")) {
            map.serialize_entry(&flat_name(name, field.name), &values)?;
        }
    }
    Ok(())
}
