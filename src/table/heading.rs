//! Which rows of a table are headings, and what they say of each column.

use super::RawCell;
use super::grid::Grid;
use crate::normal::unit::unit_of;
use crate::normal::value::{ColumnContext, typed};
use crate::record::{Cell, ValueKind};

/// The most heading rows that a table has.
const MOST_HEADER_ROWS: usize = 6;
/// How many rows are looked at to tell which columns hold figures.
const SAMPLE: usize = 500;
/// The most characters that a heading row's cell has.
const LONGEST_HEADING: usize = 160;
/// From this length on a row merged over the whole table is a caption, no group.
const SHORTEST_CAPTION: usize = 40;
/// Heads longer than this are compared only for equality.
const LONGEST_COMPARED: usize = 400;

/// What a cell looks like while headings are not known yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Blank,
    /// `-`, `n/a`, `TBC`: it stands for a figure that is not there.
    Nothing,
    Figure,
    /// `2017`: a figure in a body, a period in a heading.
    Year,
    Words,
}

const NOTHINGS: [&str; 9] = ["-", "–", "—", "+/-", "n/a", "tbc", "tba", "nil", "none"];

fn look(text: &str) -> Look {
    let text = text.trim();
    if text.is_empty() {
        return Look::Blank;
    }
    if NOTHINGS.iter().any(|nothing| nothing.eq_ignore_ascii_case(text)) {
        return Look::Nothing;
    }
    let year = text.len() == 4
        && (text.starts_with("19") || text.starts_with("20"))
        && text.bytes().all(|byte| byte.is_ascii_digit());
    if year {
        return Look::Year;
    }
    let context = ColumnContext::default();
    match typed(text, &context).map(|typed| typed.value.kind) {
        Some(ValueKind::Number | ValueKind::Money | ValueKind::Percent) => Look::Figure,
        _ => Look::Words,
    }
}

/// How many of the first rows of a table are headings.
pub(super) fn header_rows(grid: &Grid) -> usize {
    let rows = &grid.rows;
    let count = rows.len();
    if count < 2 {
        return usize::from(grid.bold.first() == Some(&true) && count > 1);
    }
    let numeric = numeric_columns(grid);
    let told_by_bold = !grid.bold.iter().all(|bold| *bold);
    let mut found = 0;
    while told_by_bold && found + 1 < count && found < MOST_HEADER_ROWS && grid.bold[found] {
        let group_of_body = found > 0 && is_lone(&rows[found]) && !is_lone(&rows[found - 1]);
        if holds_figures(&rows[found], &numeric) || group_of_body {
            break;
        }
        found += 1;
    }
    if found == 0 {
        if opens_with_body(grid, &numeric) {
            return 0;
        }
        found = 1;
    }
    while found + 1 < count && found < MOST_HEADER_ROWS && continues(rows, found, &numeric) {
        found += 1;
    }
    found
}

/// Columns most of whose cells below the headings are figures.
///
/// Which rows are headings is not known yet: the first few rows without any
/// figure are not counted, as long as as many rows follow them.
fn numeric_columns(grid: &Grid) -> Vec<bool> {
    let has_figure = |row: &Vec<Cell>| row.iter().any(|cell| look(&cell.text) == Look::Figure);
    let without = grid.rows.iter().skip(1).take(MOST_HEADER_ROWS).take_while(|row| !has_figure(row)).count();
    let heads = if grid.rows.len() > 2 * without { 1 + without } else { 1 };
    let mut figures = vec![0usize; grid.width];
    let mut words = vec![0usize; grid.width];
    for row in grid.rows.iter().skip(heads).take(SAMPLE) {
        for (column, cell) in row.iter().enumerate() {
            match look(&cell.text) {
                Look::Figure => figures[column] += 1,
                Look::Words | Look::Year => words[column] += 1,
                Look::Blank | Look::Nothing => {}
            }
        }
    }
    figures.iter().zip(&words).map(|(figures, words)| figures > words).collect()
}

fn is_lone(row: &[Cell]) -> bool {
    row.len() > 1 && row.iter().filter(|cell| !cell.text.is_empty()).count() == 1
}

fn holds_figures(row: &[Cell], numeric: &[bool]) -> bool {
    row.iter().zip(numeric).any(|(cell, numeric)| *numeric && look(&cell.text) == Look::Figure)
}

/// Whether the first row is no heading: a figure stands where figures go on below it,
/// or the table is one column of words.
fn opens_with_body(grid: &Grid, numeric: &[bool]) -> bool {
    let first = &grid.rows[0];
    let figures = first.iter().filter(|cell| look(&cell.text) == Look::Figure).count();
    let filled = first.iter().filter(|cell| !cell.text.is_empty()).count();
    holds_figures(first, numeric) || figures * 2 > filled || filled == 0 || (grid.width == 1 && !numeric[0])
}

/// Whether the row at `at`, below heading rows, is one of them.
fn continues(rows: &[Vec<Cell>], at: usize, numeric: &[bool]) -> bool {
    let (above, row) = (&rows[at - 1], &rows[at]);
    if holds_figures(row, numeric) || is_blank(row) || is_group(row) {
        return false;
    }
    if is_units(row) || splits_group(above, row) {
        return true;
    }
    let merged = above.iter().any(|cell| cell.span.is_some_and(|span| span[1] > 1));
    let titled = is_lone(above) && at == 1;
    if numeric.contains(&true) {
        let heads = |cell: &Cell| matches!(look(&cell.text), Look::Words | Look::Year);
        let over_figures = row.iter().zip(numeric).any(|(cell, numeric)| *numeric && heads(cell));
        let has_gaps = |row: &[Cell]| row.iter().any(|cell| cell.text.is_empty());
        return over_figures && (merged || has_gaps(above) || has_gaps(row));
    }
    (merged || titled) && !is_lone(row)
}

/// Whether a row's cells all stand under a head and the gap to its right, and
/// tell the columns below that head apart (`Start` and `End` under `Dates`).
fn splits_group(above: &[Cell], row: &[Cell]) -> bool {
    let filled = |row: &[Cell], column: usize| row.get(column).is_some_and(|cell| !cell.text.is_empty());
    let starts_gap = |column: usize| filled(above, column) && !filled(above, column + 1) && filled(row, column + 1);
    let in_group = |column: usize| {
        if filled(above, column) { starts_gap(column) } else { column > 0 && filled(row, column - 1) }
    };
    let mut columns = (0..row.len()).filter(|column| filled(row, *column)).peekable();
    let is_value = |column: usize| typed(&row[column].text, &ColumnContext::default()).is_some();
    !filled(row, 0) && columns.peek().is_some() && columns.all(|column| in_group(column) && !is_value(column))
}

/// A row with one cell, its first: it heads the rows below it.
fn is_group(row: &[Cell]) -> bool {
    is_lone(row) && !row[0].text.is_empty()
}

fn is_blank(row: &[Cell]) -> bool {
    row.iter().all(|cell| cell.text.is_empty())
}

/// A row of nothing but units (`£000`, `%`).
fn is_units(row: &[Cell]) -> bool {
    let filled = || row.iter().filter(|cell| !cell.text.is_empty());
    filled().count() > 0
        && filled()
            .all(|cell| cell.text.len() <= 16 && unit_of(&cell.text).is_given() && look(&cell.text) == Look::Words)
}

/// Each column's headings, outermost first.
///
/// Over a column whose own head is blank, a head to the left reaches when both
/// have heads below it: it is a group's.
pub(super) fn paths(grid: &Grid, header_rows: usize) -> Vec<Vec<String>> {
    let mut paths: Vec<Vec<String>> = vec![Vec::new(); grid.width];
    let heads = &grid.rows[..header_rows];
    for (at, row) in heads.iter().enumerate() {
        if header_rows > 1 && is_caption(row) {
            continue;
        }
        let below = &heads[at + 1..];
        let headed_below = |column: usize| below.iter().any(|row| !row[column].text.is_empty());
        let merged = row.iter().any(|cell| cell.span.is_some_and(|span| span[1] > 1));
        let mut group: Option<(usize, usize)> = None;
        for column in 0..grid.width {
            let cell = &row[column];
            if !cell.text.is_empty() {
                let reach = match cell.span {
                    Some([_, columns]) => column + columns as usize,
                    None if merged => column + 1,
                    None => usize::MAX,
                };
                group = Some((column, reach));
            }
            let Some((head, reach)) = group else { continue };
            let inherits = column < reach && (merged || (headed_below(head) && headed_below(column)));
            if head == column || inherits {
                let text = &row[head].text;
                if paths[column].last() != Some(text) {
                    paths[column].push(text.clone());
                }
            }
        }
    }
    paths
}

/// A row that is one long line over the whole table.
fn is_caption(row: &[Cell]) -> bool {
    let whole = row.first().and_then(|cell| cell.span).is_some_and(|span| span[1] as usize >= row.len());
    is_lone(row) && (whole || row.iter().any(|cell| cell.text.chars().count() >= SHORTEST_CAPTION))
}

/// Whether a row of a source looks like headings: all bold, or a few short
/// phrases without figures, dates or sentences.
pub fn is_heading_row(cells: &[RawCell<'_>]) -> bool {
    let filled: Vec<&RawCell<'_>> = cells.iter().filter(|cell| !cell.text.trim().is_empty()).collect();
    let is_value = |text: &str| typed(text, &ColumnContext::default()).is_some() && look(text) != Look::Year;
    if filled.is_empty() || filled.iter().any(|cell| is_value(&cell.text)) {
        return false;
    }
    if filled.iter().all(|cell| cell.bold) {
        return true;
    }
    let phrase = |cell: &&RawCell<'_>| {
        let text = cell.text.trim();
        text.chars().count() <= LONGEST_HEADING
            && text.split_whitespace().count() <= 14
            && !text.ends_with(['.', ';', ','])
            && text.starts_with(|sign: char| !sign.is_lowercase())
    };
    filled.len() >= 2 && filled.len() * 2 >= cells.len() && filled.iter().all(phrase)
}

/// Whether two heading rows say the same, but for case, spacing, stops and slips of a scan.
///
/// Asked of every row of a table: most differ in their first cell, and no other is looked at.
pub fn same_heads(a: &[&str], b: &[&str]) -> bool {
    let mut said = [a, b].map(|heads| heads.iter().map(|head| folded(head)).filter(|head| !head.is_empty()));
    let mut any = false;
    loop {
        match said.each_mut().map(Iterator::next) {
            [None, None] => return any,
            [Some(a), Some(b)] if same_head(&a, &b) => any = true,
            _ => return false,
        }
    }
}

/// The letters and figures of a head, in lower case.
fn folded(head: &str) -> String {
    let mut folded = String::with_capacity(head.len());
    for sign in head.chars().filter(|sign| sign.is_alphanumeric()) {
        if sign.is_ascii() { folded.push(sign.to_ascii_lowercase()) } else { folded.extend(sign.to_lowercase()) }
    }
    folded
}

fn same_head(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (longer, shorter) = (a.len().max(b.len()), a.len().min(b.len()));
    let slips = longer / 8;
    let figures = |head: &str| head.chars().filter(char::is_ascii_digit).collect::<String>();
    longer <= LONGEST_COMPARED
        && longer - shorter <= slips
        && figures(a) == figures(b)
        && strsim::levenshtein(a, b) <= slips
}
