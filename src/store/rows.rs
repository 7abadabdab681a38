//! What all rows of records share: statements by table, words of enumerations, places.

use crate::record::Place;
use rusqlite::{CachedStatement, Connection};
use serde::Serialize;

/// The statement that adds a row to a table, with a value for each of its columns.
pub(super) fn adding<'c>(
    connection: &'c Connection,
    table: &str,
    columns: usize,
) -> rusqlite::Result<CachedStatement<'c>> {
    let marks = vec!["?"; columns].join(",");
    connection.prepare_cached(&format!("INSERT INTO {table} VALUES ({marks})"))
}

/// A value of an enumeration in the words of the contract.
pub(super) fn word(value: &impl Serialize) -> Option<&'static str> {
    serde_variant::to_variant_name(value).ok()
}

/// A place as columns.
#[derive(Default)]
pub(super) struct Spot<'a> {
    pub(super) page: Option<u32>,
    pub(super) printed: Option<&'a str>,
    pub(super) bbox: [Option<f64>; 4],
    pub(super) chars: [Option<u32>; 2],
}

impl<'a> From<&'a Place> for Spot<'a> {
    fn from(place: &'a Place) -> Self {
        Self {
            page: Some(place.page),
            printed: place.printed_page.as_deref(),
            bbox: place.bbox.map_or([None; 4], |bbox| bbox.map(Some)),
            chars: place.chars.map_or([None; 2], |chars| chars.map(Some)),
        }
    }
}

impl<'a> Spot<'a> {
    /// The first of the places.
    pub(super) fn first(places: &'a [Place]) -> Self {
        places.first().map(Self::from).unwrap_or_default()
    }
}

/// Adds a row that ends with the columns of a [`Spot`].
macro_rules! placed {
    ($statement:expr, $spot:expr, $($value:expr),+ $(,)?) => {{
        let spot = $spot;
        $statement.execute(rusqlite::params![
            $($value),+,
            spot.page, spot.printed, spot.bbox[0], spot.bbox[1], spot.bbox[2], spot.bbox[3], spot.chars[0], spot.chars[1],
        ])
    }};
}
pub(super) use placed;
