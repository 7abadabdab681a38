//! The value of a column, with the meaning that its shape gives it.

use super::shape::{Field, Holds};
use jiff::civil::Date;
use rusqlite::Row;
use rusqlite::types::ValueRef;
use serde::ser::{Serialize, SerializeSeq, Serializer};

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// The source does not give it.
    Nothing,
    /// Words.
    Text(String),
    /// A day.
    Date(Date),
    /// A whole number.
    Whole(i64),
    /// A number.
    Figure(f64),
    /// Yes or no.
    Yes(bool),
    /// Several values of one kind.
    List(Vec<Cell>),
    /// The values of some fields, in their order.
    Row(&'static [Field], Vec<Cell>),
}

impl Cell {
    /// The value of a field in an answer of the store, which begins at this column.
    pub(super) fn read(row: &Row<'_>, at: usize, field: &Field) -> rusqlite::Result<Self> {
        match field.holds {
            Holds::Bounds | Holds::Span => {
                let all: Vec<Self> = (at..at + field.holds.width())
                    .map(|at| one(row, at, field.holds))
                    .collect::<rusqlite::Result<_>>()?;
                // Half a box is none.
                Ok(if all.contains(&Self::Nothing) { Self::Nothing } else { Self::List(all) })
            }
            holds => one(row, at, holds),
        }
    }

    /// The values of fields that stand side by side from this column on.
    pub(super) fn read_all(row: &Row<'_>, from: usize, fields: &'static [Field]) -> rusqlite::Result<Self> {
        let mut at = from;
        let mut cells = Vec::with_capacity(fields.len());
        for field in fields {
            cells.push(Self::read(row, at, field)?);
            at += field.holds.width();
        }
        Ok(Self::Row(fields, cells))
    }

    /// Whether there is nothing to tell.
    pub fn is_nothing(&self) -> bool {
        match self {
            Self::Nothing => true,
            Self::List(cells) => cells.is_empty(),
            _ => false,
        }
    }

    /// The words, where it is words.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// A value of one column.
fn one(row: &Row<'_>, at: usize, holds: Holds) -> rusqlite::Result<Cell> {
    Ok(match (row.get_ref(at)?, holds) {
        (ValueRef::Integer(number), Holds::Yes) => Cell::Yes(number != 0),
        (ValueRef::Integer(number), Holds::Figure | Holds::Bounds) => Cell::Figure(number as f64),
        (ValueRef::Integer(number), _) => Cell::Whole(number),
        (ValueRef::Real(number), _) => Cell::Figure(number),
        (ValueRef::Null | ValueRef::Blob(_) | ValueRef::Text(b""), _) => Cell::Nothing,
        // The contract promises ISO dates; a day that is none would be refused by every engine.
        (ValueRef::Text(text), Holds::Date) => {
            std::str::from_utf8(text).ok().and_then(|text| text.parse().ok()).map_or(Cell::Nothing, Cell::Date)
        }
        (ValueRef::Text(text), _) => Cell::Text(String::from_utf8_lossy(text).into_owned()),
    })
}

/// As JSON: what there is nothing to tell of is left out of rows.
impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Nothing => to.serialize_none(),
            Self::Text(text) => to.serialize_str(text),
            Self::Date(date) => to.collect_str(date),
            Self::Whole(number) => to.serialize_i64(*number),
            Self::Figure(number) => to.serialize_f64(*number),
            Self::Yes(yes) => to.serialize_bool(*yes),
            Self::List(cells) => {
                let mut list = to.serialize_seq(Some(cells.len()))?;
                cells.iter().try_for_each(|cell| list.serialize_element(cell))?;
                list.end()
            }
            Self::Row(fields, cells) => {
                let told = fields.iter().zip(cells).filter(|(_, cell)| !cell.is_nothing());
                to.collect_map(told.map(|(field, cell)| (field.name, cell)))
            }
        }
    }
}
