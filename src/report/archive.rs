//! What the store holds: documents by council and year.

use super::gather::{count, share};
use rusqlite::Connection;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Most councils that are told apart.
const COUNCILS: usize = 20;
/// Most years that are told apart; the latest.
const YEARS: i64 = 30;
/// How many years after a run a meeting may be; a later one is a slip of the source.
const AHEAD: i64 = 2;

/// What the store holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Archive {
    /// Its documents.
    pub documents: u64,
    /// Their pages.
    pub pages: u64,
    /// Share of their characters that a record holds; nothing where there are none.
    pub coverage: Option<f64>,
    /// The councils with most documents, those first; documents that name none are the last row.
    pub councils: Vec<CouncilRow>,
    /// All others as one; nothing where there are none.
    pub others: Option<CouncilRow>,
    /// How many councils the others are; documents that name none may be among theirs.
    pub other_councils: u64,
    /// The years that are told apart, the earliest first.
    pub years: Vec<i64>,
}

/// The documents of a council.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CouncilRow {
    /// Its name; nothing for documents that name none.
    pub council: Option<String>,
    /// Its documents.
    pub documents: u64,
    /// Those of each year.
    pub by_year: BTreeMap<i64, u64>,
    /// Those of other years, or without a date.
    pub other_years: u64,
    /// Share of their characters that a record holds; nothing where there are none.
    pub coverage: Option<f64>,
    #[serde(skip)]
    characters: u64,
    #[serde(skip)]
    claimed: u64,
}

/// A council's documents of one year.
struct Cell {
    council: Option<String>,
    year: Option<i64>,
    documents: u64,
    pages: u64,
    characters: u64,
    claimed: u64,
}

impl Archive {
    /// What the store holds, as seen on this day (RFC 3339).
    pub(super) fn of(connection: &Connection, today: &str) -> rusqlite::Result<Self> {
        let cells: Vec<Cell> = connection
            .prepare(
                // Of a name in several spellings the one with small letters is the greatest.
                "SELECT max(m.council), CAST(substr(m.date, 1, 4) AS INTEGER), count(*), total(d.page_count),
                     total(d.characters), total(d.characters_claimed)
                 FROM document_meetings AS m JOIN documents AS d USING (document_key)
                 GROUP BY lower(m.council), 2 ORDER BY lower(m.council), 2",
            )?
            .query_map([], |row| {
                let total = |at| row.get::<_, f64>(at).map(|total| total.max(0.0) as u64);
                Ok(Cell {
                    council: row.get(0)?,
                    year: row.get(1)?,
                    documents: count(row, 2)?,
                    pages: total(3)?,
                    characters: total(4)?,
                    claimed: total(5)?,
                })
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(Self::from_cells(&cells, today))
    }

    fn from_cells(cells: &[Cell], today: &str) -> Self {
        let this_year: i64 = today.get(..4).and_then(|year| year.parse().ok()).unwrap_or(i64::MAX - AHEAD);
        let known = || cells.iter().filter_map(|cell| cell.year).filter(|year| *year <= this_year + AHEAD);
        let years: Vec<i64> = match (known().min(), known().max()) {
            (Some(first), Some(last)) => (first.max(last - YEARS + 1)..=last).collect(),
            _ => Vec::new(),
        };
        let mut rows: BTreeMap<Option<String>, CouncilRow> = BTreeMap::new();
        let mut archive = Self::default();
        for cell in cells {
            let row = rows.entry(cell.council.as_ref().map(|council| council.to_lowercase())).or_default();
            row.council = cell.council.clone().max(row.council.take());
            row.documents += cell.documents;
            row.characters += cell.characters;
            row.claimed += cell.claimed;
            match cell.year.filter(|year| years.contains(year)) {
                Some(year) => *row.by_year.entry(year).or_default() += cell.documents,
                None => row.other_years += cell.documents,
            }
            archive.documents += cell.documents;
            archive.pages += cell.pages;
        }
        let mut councils: Vec<CouncilRow> = rows.into_values().collect();
        for row in &mut councils {
            row.coverage = share(row.claimed, row.characters);
        }
        let all = |of: fn(&CouncilRow) -> u64| councils.iter().map(of).sum();
        archive.coverage = share(all(|row| row.claimed), all(|row| row.characters));
        let key = |row: &CouncilRow| (row.council.is_none(), Reverse(row.documents), row.council.clone());
        councils.sort_by_cached_key(key);
        let others = councils.split_off(councils.len().min(COUNCILS));
        archive.other_councils = others.iter().filter(|row| row.council.is_some()).count() as u64;
        archive.others = others.into_iter().reduce(CouncilRow::with);
        archive.councils = councils;
        archive.years = years;
        archive
    }

    /// All rows: the councils, then the others.
    pub fn rows(&self) -> impl Iterator<Item = &CouncilRow> {
        self.councils.iter().chain(&self.others)
    }
}

impl CouncilRow {
    /// Both rows as one that names no council.
    fn with(mut self, other: Self) -> Self {
        self.council = None;
        self.documents += other.documents;
        self.other_years += other.other_years;
        self.characters += other.characters;
        self.claimed += other.claimed;
        self.coverage = share(self.claimed, self.characters);
        for (year, documents) in other.by_year {
            *self.by_year.entry(year).or_default() += documents;
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::{Archive, COUNCILS, Cell};

    fn cell(council: &str, year: Option<i64>, documents: u64) -> Cell {
        Cell { council: Some(council.to_owned()), year, documents, pages: documents, characters: 100, claimed: 90 }
    }

    #[test]
    fn years_that_cannot_be_are_no_columns() {
        let cells = [cell("A", Some(2019), 3), cell("A", Some(2024), 1), cell("A", Some(9024), 1), cell("A", None, 2)];
        let archive = Archive::from_cells(&cells, "2026-11-23T02:15:00Z");
        assert_eq!(archive.years, [2019, 2020, 2021, 2022, 2023, 2024]);
        let row = &archive.councils[0];
        assert_eq!((row.documents, row.other_years, row.by_year[&2019]), (7, 3, 3));
        let early = Archive::from_cells(&[cell("A", Some(1), 1), cell("A", Some(2024), 1)], "2026-11-23T02:15:00Z");
        assert_eq!((early.years.len(), early.councils[0].other_years), (30, 1));
    }

    #[test]
    fn one_name_in_two_spellings_is_one_council_and_no_name_is_the_last() {
        let nameless = Cell { council: None, ..cell("", Some(2019), 9) };
        let cells = [nameless, cell("AMBLEFORD", Some(2019), 1), cell("Ambleford", Some(2020), 2)];
        let archive = Archive::from_cells(&cells, "2026-11-23T02:15:00Z");
        let rows: Vec<_> = archive.rows().map(|row| (row.council.as_deref(), row.documents)).collect();
        assert_eq!(rows, [(Some("Ambleford"), 3), (None, 9)]);
    }

    #[test]
    fn the_smallest_councils_are_told_as_one() {
        let cells: Vec<Cell> =
            (0..COUNCILS as u64 + 5).map(|at| cell(&format!("{at:02}"), Some(2019), at + 1)).collect();
        let archive = Archive::from_cells(&cells, "2026-11-23T02:15:00Z");
        assert_eq!(archive.councils.len(), COUNCILS);
        assert_eq!(archive.councils[0].documents, COUNCILS as u64 + 5);
        let others = archive.others.as_ref().expect("others");
        assert_eq!((archive.other_councils, others.documents, others.council.as_deref()), (5, 15, None));
        assert_eq!(archive.documents, archive.rows().map(|row| row.documents).sum::<u64>());
        assert_eq!(others.coverage, Some(0.9));
    }
}
