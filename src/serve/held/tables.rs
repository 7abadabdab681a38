//! Tables as they are printed.

use super::row::{MOST, all, held};
use crate::record::Place;
use rusqlite::Connection;

/// Most cells of a table that is shown on a page with others.
const FEW_CELLS: i64 = 600;
/// Most cells of all tables on a page with others.
const CELLS: i64 = 6000;
/// Most cells of a table on a page of its own.
const MOST_CELLS: i64 = 50_000;

held! {
    /// A table.
    Table {
        /// Counts from 1 in the document.
        table_no: i64,
        /// Its id in the document.
        id: String,
        /// Caption.
        caption: Option<String>,
        /// What kind of table it is.
        kind: Option<String>,
        /// How many of the rows are heads.
        header_rows: i64,
        /// Rows, heads among them.
        row_count: i64,
        /// Columns.
        column_count: i64,
        /// Id of the record that it was read into.
        read_as: Option<String>,
        /// Where it stands.
        place: Option<Place>,
    } with {
        /// Its cells, row by row; none where there are too many to show it here.
        rows: Vec<Vec<Cell>>,
        /// Notes under it.
        notes: Vec<String>,
    }
}

held! {
    /// A cell.
    Cell {
        /// From 1.
        #[serde(skip)]
        row_no: i64,
        /// From 1.
        column_no: i64,
        /// As printed.
        text: String,
        /// What its value is.
        kind: Option<String>,
        /// Its value, where it is a number.
        amount: Option<f64>,
        /// Rows that it covers.
        row_span: Option<i64>,
        /// Columns that it covers.
        column_span: Option<i64>,
    }
}

held! {
    /// A note under a table.
    Note {
        /// Its words.
        text: String,
    }
}

/// The tables of a document; the rows of those that are small.
pub(super) fn tables(connection: &Connection, key: i64) -> rusqlite::Result<Vec<Table>> {
    let sql = "SELECT * FROM tables WHERE document_key = ? ORDER BY table_no LIMIT ?";
    let mut tables: Vec<Table> = all(connection, sql, [key, MOST])?;
    let mut left = CELLS;
    for table in &mut tables {
        let cells = table.cells();
        if cells <= FEW_CELLS && cells <= left {
            left -= cells;
            table.fill(connection, key)?;
        }
    }
    Ok(tables)
}

impl Table {
    /// One table with its rows.
    pub fn of_number(connection: &Connection, key: i64, number: i64) -> rusqlite::Result<Option<Self>> {
        let sql = "SELECT * FROM tables WHERE document_key = ? AND table_no = ?";
        let Some(mut table) = super::row::one::<Self>(connection, sql, [key, number])? else { return Ok(None) };
        table.fill(connection, key)?;
        Ok(Some(table))
    }

    /// How many cells it has.
    pub fn cells(&self) -> i64 {
        self.row_count.saturating_mul(self.column_count)
    }

    fn fill(&mut self, connection: &Connection, key: i64) -> rusqlite::Result<()> {
        let sql =
            "SELECT * FROM table_cells WHERE document_key = ? AND table_no = ? ORDER BY row_no, column_no LIMIT ?";
        for cell in all::<Cell>(connection, sql, [key, self.table_no, MOST_CELLS])? {
            let goes_on = self.rows.last().and_then(|row| row.first()).is_some_and(|first| first.row_no == cell.row_no);
            match self.rows.last_mut() {
                Some(row) if goes_on => row.push(cell),
                _ => self.rows.push(vec![cell]),
            }
        }
        let sql = "SELECT text FROM table_notes WHERE document_key = ? AND table_no = ? ORDER BY position LIMIT ?";
        let notes = all::<Note>(connection, sql, [key, self.table_no, MOST])?;
        self.notes = notes.into_iter().map(|note| note.text).collect();
        Ok(())
    }
}
