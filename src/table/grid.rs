//! The grid of a table: merged cells laid out, every row as wide as the widest.

use super::{RawCell, RawRow};
use crate::normal::text::squeeze;
use crate::record::Cell;
use std::borrow::Cow;

/// The most columns that one merged cell may take.
const WIDEST_SPAN: u32 = 1000;
/// Cells that padding may always make, however few are printed.
const FREE_CELLS: usize = 500_000;
/// How often padding may multiply the printed cells of a larger table.
const PADDING: usize = 2;

/// Cells in rows of equal width, with what of their look tells headings apart.
#[derive(Debug, Default)]
pub(super) struct Grid {
    pub(super) rows: Vec<Vec<Cell>>,
    pub(super) width: usize,
    /// Rows whose filled cells are all bold.
    pub(super) bold: Vec<bool>,
}

impl Grid {
    /// Lays out rows. Where padding would swell a table beyond bounds (one
    /// row of thousands of cells over thousands of short ones), the cells of
    /// the longest rows that do not fit are joined into their last one.
    pub(super) fn of(raw: Vec<RawRow<'_>>) -> Self {
        let printed: usize = raw.iter().map(|row| row.cells.len()).sum();
        let natural = natural_width(&raw);
        let most = FREE_CELLS.max(printed.saturating_mul(PADDING)) / raw.len().max(1);
        let width = natural.min(most.max(1));
        let mut grid = Self { rows: Vec::with_capacity(raw.len()), width, bold: Vec::with_capacity(raw.len()) };
        let mut covered = vec![0u32; width];
        let rows = raw.len();
        for (index, row) in raw.into_iter().enumerate() {
            let mut filled = row.cells.iter().filter(|cell| !cell.text.trim().is_empty()).peekable();
            grid.bold.push(filled.peek().is_some() && filled.all(|cell| cell.bold));
            grid.rows.push(lay_out(row.cells, rows - index, &mut covered));
        }
        grid
    }
}

fn columns_of(cell: &RawCell<'_>) -> usize {
    cell.span[1].clamp(1, WIDEST_SPAN) as usize
}

/// The columns that the widest row takes, cells that reach down into it counted.
fn natural_width(rows: &[RawRow<'_>]) -> usize {
    let mut width = 0;
    let mut reaching: Vec<(u32, usize)> = Vec::new();
    for row in rows {
        let own: usize = row.cells.iter().map(columns_of).sum();
        let above: usize = reaching.iter().map(|&(_, columns)| columns).sum();
        let printed_in_full = own >= width && width > 0;
        width = width.max(if printed_in_full { own } else { own + above });
        for (rows_left, _) in &mut reaching {
            *rows_left -= 1;
        }
        reaching.retain(|&(rows_left, _)| rows_left > 0);
        for cell in row.cells.iter().filter(|cell| cell.span[0] > 1) {
            if reaching.len() < WIDEST_SPAN as usize {
                reaching.push((cell.span[0] - 1, columns_of(cell)));
            }
        }
    }
    width
}

/// One row of the grid; `covered` counts for each column the rows below that a
/// merged cell still takes; `rows_left` counts the rows from this one on, and
/// no span reaches out of the table.
fn lay_out(cells: Vec<RawCell<'_>>, rows_left: usize, covered: &mut [u32]) -> Vec<Cell> {
    let width = covered.len();
    let own: usize = cells.iter().map(columns_of).sum();
    let printed_in_full = own >= width;
    let mut row: Vec<Cell> = Vec::with_capacity(width);
    let skip_covered = |row: &mut Vec<Cell>, covered: &mut [u32]| {
        while row.len() < width && covered[row.len()] > 0 {
            covered[row.len()] -= 1;
            if printed_in_full {
                break;
            }
            row.push(Cell::default());
        }
    };
    for cell in cells {
        skip_covered(&mut row, covered);
        let text = tidy(cell.text);
        if row.len() >= width {
            if let Some(last) = row.last_mut().filter(|_| !text.is_empty()) {
                last.text.push(' ');
                last.text.push_str(&text);
            }
            continue;
        }
        let start = row.len();
        let most = [rows_left, width - start].map(|most| most.max(1) as u32);
        let span = [cell.span[0].clamp(1, most[0]), cell.span[1].clamp(1, most[1])];
        row.push(Cell { text, value: None, span: (span != [1, 1]).then_some(span) });
        let end = start + span[1] as usize;
        row.resize_with(end, Cell::default);
        if span[0] > 1 {
            for column in &mut covered[start..end] {
                *column = span[0] - 1;
            }
        }
    }
    while row.len() < width {
        let column = &mut covered[row.len()];
        *column = column.saturating_sub(1);
        row.push(Cell::default());
    }
    row
}

fn tidy(text: Cow<'_, str>) -> String {
    match squeeze(&text) {
        Cow::Owned(squeezed) => squeezed,
        Cow::Borrowed(_) => text.into_owned(),
    }
}
