//! The structure tree → the cells of its tables: each with its row and column, spans counted in.

use crate::pdf::structure::Structure;

/// Most columns of a table; a wider one is not believed.
const MOST_COLUMNS: usize = 256;

/// Fewest rows of a table with a single column.
const FEWEST_ALONE: u32 = 6;

/// A cell as its file declares it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TaggedCell {
    /// Index of its table.
    pub(super) table: u32,
    /// First row that it takes, from 0.
    pub(super) row: u32,
    /// First column that it takes, from 0.
    pub(super) column: u16,
    /// Rows that it takes.
    pub(super) rows: u16,
    /// Columns that it takes.
    pub(super) columns: u16,
}

/// The cells of all tables of a file.
#[derive(Debug, Default)]
pub(super) struct TaggedCells {
    list: Vec<TaggedCell>,
    /// For each element, the innermost cell around it, plus 1; 0 for none.
    of_element: Vec<u32>,
    /// Rows and columns of each table.
    sizes: Vec<[u32; 2]>,
    /// For each row of each table, where its own cells end, and those that reach into it from above.
    ends: Vec<Vec<[u16; 2]>>,
}

/// Where an element stands.
#[derive(Clone, Copy, Default)]
struct Scope {
    /// Index of the table around it, plus 1; 0 for none.
    table: u32,
    /// Whether it may be a cell of that table's last row.
    in_row: bool,
}

impl TaggedCells {
    /// Reads the cells of all tables.
    pub(super) fn of(structure: &Structure) -> Self {
        let mut cells = Self::default();
        if !structure.elements().iter().any(|element| structure.role(element) == "Table") {
            return cells;
        }
        let mut scopes: Vec<Scope> = Vec::with_capacity(structure.elements().len());
        // For each table and column, how many rows a cell from above still takes.
        let mut reach: Vec<Vec<u16>> = Vec::new();
        for element in structure.elements() {
            let above = element.parent.map(|parent| parent as usize);
            let mut scope = above.map_or_else(Scope::default, |parent| scopes[parent]);
            let mut cell = above.map_or(0, |parent| cells.of_element[parent]);
            match structure.role(element) {
                "Table" => {
                    cells.sizes.push([0, 0]);
                    cells.ends.push(Vec::new());
                    reach.push(Vec::new());
                    scope = Scope { table: cells.sizes.len() as u32, in_row: false };
                    cell = 0;
                }
                "TR" if scope.table > 0 => {
                    scope.in_row = true;
                    cell = 0;
                    let table = scope.table as usize - 1;
                    reach[table].iter_mut().for_each(|left| *left = left.saturating_sub(1));
                    let reached = reach[table].iter().rposition(|left| *left > 0).map_or(0, |last| last + 1);
                    cells.ends[table].push([0, reached as u16]);
                    cells.sizes[table][0] += 1;
                }
                "TD" | "TH" if scope.in_row => {
                    scope.in_row = false;
                    let table = scope.table as usize - 1;
                    cell = cells.place(table, &mut reach[table], [element.rows.max(1), element.columns.max(1)]);
                }
                _ => {}
            }
            scopes.push(scope);
            cells.of_element.push(cell);
        }
        cells
    }

    /// Puts the next cell of a table's last row into the first columns that are free.
    fn place(&mut self, table: usize, reach: &mut Vec<u16>, [rows, columns]: [u16; 2]) -> u32 {
        let Some([cursor, _]) = self.ends[table].last_mut() else { return 0 };
        let mut column = usize::from(*cursor);
        while reach.get(column).is_some_and(|left| *left > 0) {
            column += 1;
        }
        let end = column + usize::from(columns);
        if end > MOST_COLUMNS {
            return 0;
        }
        if reach.len() < end {
            reach.resize(end, 0);
        }
        // Counted down at the beginning of each row below.
        reach[column..end].fill(rows);
        *cursor = end as u16;
        let size = &mut self.sizes[table];
        size[1] = size[1].max(end as u32);
        self.list.push(TaggedCell { table: table as u32, row: size[0] - 1, column: column as u16, rows, columns });
        self.list.len() as u32
    }

    /// Leaves out the columns in which no cell with words begins; `filled` are the cells with words.
    pub(super) fn leave_out_empty_columns(&mut self, filled: impl Iterator<Item = u32>) {
        let mut used: Vec<Vec<bool>> = self.sizes.iter().map(|[_, columns]| vec![false; *columns as usize]).collect();
        for cell in filled {
            let cell = &self.list[cell as usize];
            used[cell.table as usize][usize::from(cell.column)] = true;
        }
        // For each table and column, the columns before it that are used.
        let before: Vec<Vec<u16>> = used
            .iter()
            .map(|used| {
                let mut count = 0;
                std::iter::once(0)
                    .chain(used.iter().map(|used| {
                        count += u16::from(*used);
                        count
                    }))
                    .collect()
            })
            .collect();
        for cell in &mut self.list {
            let before = &before[cell.table as usize];
            let end = before[usize::from(cell.column + cell.columns)];
            cell.column = before[usize::from(cell.column)];
            cell.columns = (end - cell.column).max(1);
        }
        for ((size, ends), before) in self.sizes.iter_mut().zip(&mut self.ends).zip(&before) {
            size[1] = before.last().copied().map_or(0, u32::from);
            ends.iter_mut().flatten().for_each(|end| *end = before[usize::from(*end)]);
        }
    }

    /// Whether the file declares no cells.
    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The innermost cell around an element.
    pub(super) fn around(&self, element: u32) -> Option<(u32, &TaggedCell)> {
        let at = self.of_element.get(element as usize)?.checked_sub(1)?;
        Some((at, &self.list[at as usize]))
    }

    /// All cells, in the order of reading.
    pub(super) fn all(&self) -> &[TaggedCell] {
        &self.list
    }

    /// A cell by its index.
    pub(super) fn get(&self, index: u32) -> &TaggedCell {
        &self.list[index as usize]
    }

    /// How many tables there are.
    pub(super) fn tables(&self) -> usize {
        self.sizes.len()
    }

    /// How many columns a table has.
    pub(super) fn columns(&self, table: u32) -> usize {
        self.sizes[table as usize][1] as usize
    }

    /// Whether a table has rows enough to be one: a box around a paragraph has a single column and few rows.
    pub(super) fn may_be_table(&self, table: u32) -> bool {
        let [rows, columns] = self.sizes[table as usize];
        rows >= if columns == 1 { FEWEST_ALONE } else { 2 }
    }

    /// Whether the cells of a row, and those that reach into it, leave columns of the table out.
    pub(super) fn is_short(&self, cell: &TaggedCell) -> bool {
        let [own, reached] = self.ends[cell.table as usize][cell.row as usize];
        u32::from(own.max(reached)) < self.sizes[cell.table as usize][1]
    }
}
