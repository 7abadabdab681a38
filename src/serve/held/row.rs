//! Rows as structs.

use crate::record::Place;
use rusqlite::{Connection, OptionalExtension, Params, Row};

/// Most rows of one kind that are read for one answer.
pub(super) const MOST: i64 = 5000;

/// What is read from a row.
pub(super) trait Held: Sized {
    /// Reads it.
    fn of(row: &Row<'_>) -> rusqlite::Result<Self>;
}

/// What is read from the column of a name.
pub(super) trait Column: Sized {
    /// Reads it.
    fn read(row: &Row<'_>, name: &str) -> rusqlite::Result<Self>;
}

/// Values of one column, which may be missing.
macro_rules! of_one_column {
    ($($type:ty),*) => {
        $(
            impl Column for $type {
                fn read(row: &Row<'_>, name: &str) -> rusqlite::Result<Self> {
                    row.get(name)
                }
            }

            impl Column for Option<$type> {
                fn read(row: &Row<'_>, name: &str) -> rusqlite::Result<Self> {
                    row.get(name)
                }
            }
        )*
    };
}
of_one_column!(i64, f64, bool, String);

/// A place is several columns, whatever the field is called.
impl Column for Option<Place> {
    fn read(row: &Row<'_>, _: &str) -> rusqlite::Result<Self> {
        let Some(page) = row.get("page")? else { return Ok(None) };
        let sides: [Option<f64>; 4] =
            [row.get("box_left")?, row.get("box_top")?, row.get("box_right")?, row.get("box_bottom")?];
        let bbox = match sides {
            [Some(left), Some(top), Some(right), Some(bottom)] => Some([left, top, right, bottom]),
            _ => None,
        };
        let chars: (Option<u32>, Option<u32>) = (row.get("char_start")?, row.get("char_end")?);
        let chars = chars.0.zip(chars.1).map(<[u32; 2]>::from);
        Ok(Some(Place { page, printed_page: row.get("printed_page")?, bbox, chars }))
    }
}

/// A struct that is read from the columns of its fields' names; those after `with` are
/// filled from other rows.
macro_rules! held {
    (
        $(#[$about:meta])*
        $name:ident {
            $($(#[$doc:meta])* $field:ident: $type:ty,)*
        } $(with {
            $($(#[$more_doc:meta])* $more:ident: $more_type:ty,)*
        })?
    ) => {
        $(#[$about])*
        #[serde_with::skip_serializing_none]
        #[derive(Clone, Debug, Default, serde::Serialize)]
        pub struct $name {
            $($(#[$doc])* pub $field: $type,)*
            $($($(#[$more_doc])* pub $more: $more_type,)*)?
        }

        impl $crate::serve::held::row::Held for $name {
            fn of(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
                use $crate::serve::held::row::Column;
                Ok(Self {
                    $($field: Column::read(row, stringify!($field))?,)*
                    $($($more: <$more_type>::default(),)*)?
                })
            }
        }
    };
}
pub(super) use held;

/// All rows of a question.
pub(super) fn all<T: Held>(connection: &Connection, sql: &str, params: impl Params) -> rusqlite::Result<Vec<T>> {
    connection.prepare_cached(sql)?.query_map(params, |row| T::of(row))?.collect()
}

/// The one row of a question, if there is one.
pub(super) fn one<T: Held>(connection: &Connection, sql: &str, params: impl Params) -> rusqlite::Result<Option<T>> {
    connection.prepare_cached(sql)?.query_row(params, |row| T::of(row)).optional()
}

/// The row of a number that counts from 1 in lists whose first row has the number `first`.
pub(super) fn of_number<T>(rows: &mut [T], number: i64, first: i64) -> Option<&mut T> {
    rows.get_mut(usize::try_from(number.checked_sub(first)?).ok()?)
}
