//! The rows of a shape, asked of the store a document at a time, so that no more than one
//! document is in memory.

use super::cell::Cell;
use super::shape::{Field, Holds, Shape};
use rusqlite::{Connection, Row};
use rustc_hash::FxHashMap;

/// How the rows of a shape are had.
#[derive(Debug)]
pub struct Rows {
    shape: &'static Shape,
    fields: Vec<Field>,
    question: String,
    /// What is asked for apart: the place of the column, and the question.
    apart: Vec<(usize, String)>,
}

/// What is asked for apart, by the number of the row that it belongs to.
type Apart = FxHashMap<i64, Vec<Cell>>;

impl Rows {
    /// The rows of this shape.
    pub fn of(shape: &'static Shape) -> Self {
        let fields = shape.fields();
        let apart = fields
            .iter()
            .enumerate()
            .filter(|(_, field)| field.holds.is_apart())
            .map(|(at, field)| (at, shape.question_apart(field)))
            .collect();
        Self { shape, question: shape.question(), apart, fields }
    }

    /// The shape.
    pub fn shape(&self) -> &'static Shape {
        self.shape
    }

    /// The columns.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// Tells the rows of a document in their order, each with a cell for every column.
    ///
    /// # Errors
    ///
    /// When the store cannot be read, and the first that `take` returns.
    pub fn each<E: From<rusqlite::Error>>(
        &self,
        connection: &Connection,
        document: i64,
        take: &mut dyn FnMut(Vec<Cell>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut statement = connection.prepare_cached(&self.question)?;
        let mut rows = statement.query([document])?;
        // What is asked for apart is asked for only where there is a row that it can belong to.
        let mut apart: Option<Vec<Apart>> = None;
        while let Some(row) = rows.next()? {
            let apart = match &mut apart {
                Some(apart) => apart,
                None => apart.insert(
                    self.apart
                        .iter()
                        .map(|(at, question)| all_apart(connection, question, document, self.fields[*at].holds))
                        .collect::<rusqlite::Result<_>>()?,
                ),
            };
            take(self.row(row, apart)?)?;
        }
        Ok(())
    }

    fn row(&self, row: &Row<'_>, apart: &mut [Apart]) -> rusqlite::Result<Vec<Cell>> {
        let number: i64 = row.get(0)?;
        let mut apart = apart.iter_mut();
        let mut at = 1;
        let mut cells = Vec::with_capacity(self.fields.len());
        for field in &self.fields {
            if field.holds.is_apart() {
                let found = apart.next().and_then(|apart| apart.remove(&number)).unwrap_or_default();
                cells.push(match field.holds {
                    Holds::One(_) => found.into_iter().next().unwrap_or(Cell::Nothing),
                    _ => Cell::List(found),
                });
            } else {
                cells.push(Cell::read(row, at, field)?);
                at += field.holds.width();
            }
        }
        Ok(cells)
    }
}

fn all_apart(connection: &Connection, question: &str, document: i64, holds: Holds) -> rusqlite::Result<Apart> {
    let mut statement = connection.prepare_cached(question)?;
    let mut rows = statement.query([document])?;
    let mut all = Apart::default();
    while let Some(row) = rows.next()? {
        let cell = match holds {
            Holds::One(fields) | Holds::Rows(fields) => Cell::read_all(row, 1, fields)?,
            _ => Cell::Text(row.get(1)?),
        };
        all.entry(row.get(0)?).or_default().push(cell);
    }
    Ok(all)
}
