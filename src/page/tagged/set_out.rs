//! Tables that only set text out: letterheads and signatures, paragraphs beside their numbers, what
//! labels with a colon introduce.

use super::Part;
use super::cells::TaggedCells;
use crate::page::plate::Plate;

/// Most words of a cell that no line draws, by the rows of its table: signatures are set as two rows,
/// letterheads as three, paragraphs beside their numbers as many.
const MOST_WORDS: [(usize, u32); 3] = [(4, 60), (3, 8), (0, 0)];

/// What the cells of all tables hold.
#[derive(Debug)]
pub(super) struct Holdings {
    /// For each cell, its words, and whether they end with a colon.
    cells: Vec<(u32, bool)>,
}

/// What was seen of a table's cells, in their order.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    /// Rows with words.
    rows: usize,
    /// Those in which a label introduces another cell.
    labelled: usize,
    /// Words of the longest cell.
    longest: u32,
    /// The row of the last cell, plus 1.
    row: u32,
    /// A label stands in that row.
    has_label: bool,
    /// That row is among the labelled ones.
    is_counted: bool,
}

impl Holdings {
    /// Nothing looked at yet.
    pub(super) fn of(cells: &TaggedCells) -> Self {
        Self { cells: vec![(0, false); cells.all().len()] }
    }

    /// Takes in the words of a table on a page.
    pub(super) fn look(&mut self, plate: &Plate, part: &Part) {
        for own in &part.own {
            let word = &plate.rows.words[own.word as usize];
            let (words, is_label) = &mut self.cells[own.cell as usize];
            *words += 1;
            *is_label = plate.rows.text_of(word).ends_with(':');
        }
    }

    /// For each table, whether its rows and columns only set text out, if no line draws them.
    pub(super) fn set_out(&self, cells: &TaggedCells) -> Vec<bool> {
        let mut seen = vec![Seen::default(); cells.tables()];
        for (cell, (words, is_label)) in cells.all().iter().zip(&self.cells).filter(|(_, (words, _))| *words > 0) {
            let seen = &mut seen[cell.table as usize];
            seen.longest = seen.longest.max(*words);
            if seen.row != cell.row + 1 {
                (seen.row, seen.has_label, seen.is_counted) = (cell.row + 1, false, false);
                seen.rows += 1;
            }
            if seen.has_label && !seen.is_counted {
                seen.labelled += 1;
                seen.is_counted = true;
            }
            seen.has_label |= *is_label;
        }
        seen.iter().map(Seen::is_set_out).collect()
    }
}

impl Seen {
    fn is_set_out(&self) -> bool {
        let most = MOST_WORDS.iter().find(|(fewest, _)| self.rows >= *fewest).map_or(0, |(_, words)| *words);
        self.longest > most || self.labelled * 2 >= self.rows
    }
}
