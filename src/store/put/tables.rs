//! Tables: columns, cells, notes, parts, facts and checks.

use super::{Rows, Spot, placed, word};
use crate::record::{Cell, Table};
use rusqlite::{CachedStatement, params};

/// The statements that tables need.
struct Writing<'c> {
    columns: CachedStatement<'c>,
    cells: CachedStatement<'c>,
    notes: CachedStatement<'c>,
    parts: CachedStatement<'c>,
    facts: CachedStatement<'c>,
    checks: CachedStatement<'c>,
}

impl Rows<'_, '_> {
    pub(super) fn tables(&mut self) -> rusqlite::Result<()> {
        let document = self.document;
        let mut add = self.adding("tables", 17)?;
        let mut writing = Writing {
            columns: self.adding("table_columns", 7)?,
            cells: self.adding("table_cells", 13)?,
            notes: self.adding("table_notes", 4)?,
            parts: self.adding("table_parts", 11)?,
            facts: self.adding("table_facts", 9)?,
            checks: self.adding("table_checks", 9)?,
        };
        for (at, table) in document.tables.iter().enumerate() {
            let number = at + 1;
            placed!(
                add,
                Spot::first(&table.place),
                self.key,
                number,
                table.id,
                table.caption,
                table.kind.as_ref().and_then(word),
                table.header_rows,
                table.rows.len(),
                table.columns.len(),
                table.read_as,
            )?;
            self.further("table", number, &table.place)?;
            self.table(&mut writing, number, table)?;
        }
        Ok(())
    }

    fn table(&self, writing: &mut Writing<'_>, number: usize, table: &Table) -> rusqlite::Result<()> {
        let key = self.key;
        for (at, column) in table.columns.iter().enumerate() {
            let kind = word(&column.kind);
            writing.columns.execute(params![key, number, at + 1, column.heading, kind, column.unit, column.scale])?;
        }
        for (row_at, row) in table.rows.iter().enumerate() {
            for (at, cell) in row.iter().enumerate() {
                self.cell(&mut writing.cells, [number, row_at + 1, at + 1], cell)?;
            }
        }
        for (at, note) in table.notes.iter().enumerate() {
            writing.notes.execute(params![key, number, at + 1, note])?;
        }
        for (at, part) in table.parts.iter().enumerate() {
            placed!(writing.parts, Spot::from(part), key, number, at + 1)?;
        }
        for (at, fact) in table.facts.iter().enumerate() {
            writing.facts.execute(params![
                key,
                number,
                at + 1,
                fact.entity,
                fact.measure,
                fact.period,
                fact.value,
                fact.unit,
                fact.scenario,
            ])?;
        }
        for (at, check) in table.checks.iter().enumerate() {
            let [row, column] = check.at.map(|place| place + 1);
            let kind = word(&check.kind);
            writing.checks.execute(params![
                key,
                number,
                at + 1,
                kind,
                row,
                column,
                check.expected,
                check.found,
                check.holds
            ])?;
        }
        Ok(())
    }

    fn cell(&self, add: &mut CachedStatement<'_>, at: [usize; 3], cell: &Cell) -> rusqlite::Result<()> {
        let value = cell.value.as_ref();
        let [rows, columns] = cell.span.map_or([None; 2], |span| span.map(Some));
        add.execute(params![
            self.key,
            at[0],
            at[1],
            at[2],
            cell.text,
            value.and_then(|value| word(&value.kind)),
            value.and_then(|value| value.amount),
            value.and_then(|value| value.currency.as_ref()),
            value.and_then(|value| value.date.as_ref()),
            value.and_then(|value| value.flag.as_ref()),
            value.and_then(|value| value.trend.as_ref()),
            rows,
            columns,
        ])
        .map(drop)
    }
}
