//! Tables are rectangles, and what is said of a cell is said of one that is there.

use minutebook::record::Document;
use serde_json::Value;

pub fn breaches(document: &Document, _: &Value) -> Vec<String> {
    let mut told = Vec::new();
    for table in &document.tables {
        let (rows, columns) = (table.rows.len(), table.columns.len());
        for (at, row) in table.rows.iter().enumerate() {
            if row.len() != columns {
                told.push(format!("{}: {} cells in row {at}, {columns} columns", table.id, row.len()));
            }
            for (from, cell) in row.iter().enumerate() {
                let [down, across] = cell.span.unwrap_or([1, 1]).map(|span| span as usize);
                if down == 0 || across == 0 || at + down > rows || from + across > columns {
                    told.push(format!("{}: a cell spans {down} by {across} from {at}, {from}", table.id));
                }
            }
        }
        if table.header_rows as usize > rows {
            told.push(format!("{}: {} header rows of {rows}", table.id, table.header_rows));
        }
        for check in &table.checks {
            let [row, column] = check.at.map(|at| at as usize);
            if row >= rows || column >= columns {
                told.push(format!("{}: a check at {:?}", table.id, check.at));
            }
        }
        let facts = table.facts.iter().map(|fact| fact.value);
        let figures = table.rows.iter().flatten().filter_map(|cell| cell.value.as_ref()?.amount);
        if facts.chain(figures).any(|figure| !figure.is_finite()) {
            told.push(format!("{}: a figure that is none", table.id));
        }
    }
    told
}
