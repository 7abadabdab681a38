//! Tables of rows: cells at hand, pieces joined over page breaks.

use super::{Block, LineRef, push_place};
use crate::grammar::Grammar;
use crate::page::Page;
use crate::record::Place;
use crate::table::same_heads;

/// The rows of a table.
#[derive(Clone, Debug, Default)]
pub struct Rows<'d> {
    /// Its rows in order, repeated headings left out.
    pub rows: Vec<Row<'d>>,
    /// Where each piece begins (index into `rows`) when it was joined from several.
    pub parts: Vec<u32>,
    /// Which of its tables the file itself declares it to be, from 1; 0 where it does not.
    pub declared: u32,
}

/// A row.
#[derive(Clone, Debug)]
pub struct Row<'d> {
    /// Its cells.
    pub cells: Vec<RowCell<'d>>,
    /// Index of its page.
    pub page: u32,
    /// Its scalar values in the page's text.
    pub chars: [u32; 2],
    /// Index into all lines of the source.
    pub line: u32,
    /// It is the rest of the row above, which the end of its page cuts.
    pub is_rest: bool,
}

/// A cell.
#[derive(Clone, Debug, Default)]
pub struct RowCell<'d> {
    /// Its words.
    pub text: &'d str,
    /// Its pieces, where its own markup tells them apart; empty for one piece.
    pub parts: Vec<&'d str>,
    /// All of it is bold.
    pub bold: bool,
    /// Rows and columns that it spans.
    pub span: [u16; 2],
    /// It stands for a stretch that a merged cell covers, and is not printed itself.
    pub covered: bool,
}

impl<'d> RowCell<'d> {
    /// Its pieces: at least one, unless the cell is empty.
    pub fn pieces(&self) -> impl Iterator<Item = &'d str> + '_ {
        let whole = (self.parts.is_empty() && !self.text.is_empty()).then_some(self.text);
        self.parts.iter().copied().chain(whole)
    }
}

impl<'d> Row<'d> {
    /// The words of cell `index`, empty beyond the last.
    pub fn text(&self, index: usize) -> &'d str {
        self.cells.get(index).map_or("", |cell| cell.text)
    }

    /// Cells with words, and their columns.
    pub fn filled(&self) -> impl Iterator<Item = (usize, &RowCell<'d>)> {
        self.cells.iter().enumerate().filter(|(_, cell)| !cell.text.is_empty())
    }

    /// The place of the row.
    pub fn place(&self, pages: &[Page]) -> Place {
        pages[self.page as usize].place(Some(self.chars))
    }
}

impl<'d> Rows<'d> {
    /// The rows of a run of lines; `first` is the first line's index.
    pub fn of(pages: &'d [Page], lines: &[LineRef<'d>], first: u32) -> Self {
        let mut rows: Vec<Row<'d>> =
            lines.iter().enumerate().map(|(at, line)| row(pages, line, first + at as u32)).collect();
        line_up(&mut rows);
        let declared = lines.first().map_or(0, |line| pages[line.page as usize].lines[line.line as usize].table);
        Self { rows, parts: Vec::new(), declared }
    }

    /// Words of a row's cells.
    pub fn texts(&self, row: usize) -> Vec<&'d str> {
        self.rows.get(row).map_or_else(Vec::new, |row| row.cells.iter().map(|cell| cell.text).collect())
    }

    /// The widest row's cells.
    pub fn width(&self) -> usize {
        self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0)
    }

    /// The places of its rows, neighbours joined.
    pub fn place(&self, pages: &[Page]) -> Vec<Place> {
        let mut out = Vec::new();
        for row in &self.rows {
            push_place(&mut out, &pages[row.page as usize], row.chars);
        }
        out
    }
}

fn row<'d>(pages: &'d [Page], line: &LineRef<'d>, index: u32) -> Row<'d> {
    let page = &pages[line.page as usize];
    let source = &page.lines[line.line as usize];
    let cells = page.cells[source.cells.start as usize..source.cells.end as usize]
        .iter()
        .map(|span| {
            let mut from = span.bytes.start as usize;
            let parts = page.parts[span.parts.start as usize..span.parts.end as usize]
                .iter()
                .map(|end| {
                    let piece = page.text[from..*end as usize].trim();
                    from = *end as usize;
                    piece
                })
                .collect();
            RowCell {
                text: &page.text[span.bytes.start as usize..span.bytes.end as usize],
                parts,
                bold: span.bold,
                span: [span.rows, span.columns],
                covered: false,
            }
        })
        .collect();
    Row { cells, page: line.page, chars: source.chars, line: index, is_rest: false }
}

/// Cells that lining up may always make, however few are printed.
const FREE_CELLS: usize = 10_000;
/// How often lining up may multiply the printed cells of a larger table.
const PADDING: usize = 8;

/// Puts a blank wherever a merged cell reaches, so that the cells of a column stand below each other.
///
/// A row that is printed in full, or that has no room for the blanks, stays as it is.
fn line_up(rows: &mut [Row<'_>]) {
    let columns = |row: &Row<'_>| row.cells.iter().map(|cell| usize::from(cell.span[1].max(1))).sum::<usize>();
    let width = rows.iter().map(columns).max().unwrap_or(0);
    let printed: usize = rows.iter().map(|row| row.cells.len()).sum();
    let merged = rows.iter().flat_map(|row| &row.cells).any(|cell| cell.span != [1, 1]);
    if !merged || width.saturating_mul(rows.len()) > FREE_CELLS.max(printed.saturating_mul(PADDING)) {
        return;
    }
    let blank = || RowCell { covered: true, span: [1, 1], ..RowCell::default() };
    // For each column, how many rows below a merged cell still takes.
    let mut reach = vec![0u16; width];
    for row in rows {
        let shifts = columns(row) + reach.iter().filter(|left| **left > 0).count() <= width;
        let mut cells: Vec<RowCell<'_>> = Vec::with_capacity(width);
        let mut below: Vec<u16> = reach.iter().map(|left| left.saturating_sub(1)).collect();
        for cell in std::mem::take(&mut row.cells) {
            while shifts && reach.get(cells.len()).is_some_and(|left| *left > 0) {
                cells.push(blank());
            }
            let from = cells.len();
            let [down, across] = cell.span;
            cells.push(cell);
            cells.resize_with(from + usize::from(across.max(1)), blank);
            for left in below.iter_mut().take(cells.len()).skip(from) {
                *left = (*left).max(down.saturating_sub(1));
            }
        }
        row.cells = cells;
        reach = below;
    }
}

/// Joins tables that go on after a break: neighbours in the block list, with
/// the same heads again, or without heads but of the same shape. Lines that stood
/// over the first piece may stand again over one with the same heads.
pub fn join<'d>(blocks: Vec<Block<'d>>, grammar: &Grammar) -> Vec<Block<'d>> {
    let mut out: Vec<Block<'d>> = Vec::with_capacity(blocks.len());
    for mut block in blocks {
        let again = if block.rows.is_some() { said_again(&out) } else { 0 };
        let at = out.len() - again;
        if let Some(rows) = &mut block.rows
            && let Some(last) = out[..at].last_mut()
            && let Some(above) = &mut last.rows
            && let Some(skip) = continues(above, rows, grammar)
            && (again == 0 || skip > 0)
        {
            if above.parts.is_empty() {
                above.parts.push(0);
            }
            above.parts.push(above.rows.len() as u32);
            if let [.., _, last] = &above.rows[..]
                && let Some(first) = rows.rows.get_mut(skip)
            {
                first.is_rest = is_rest(last, first);
            }
            above.rows.extend(rows.rows.drain(skip..));
            last.lines.end = block.lines.end;
            out.truncate(at);
            continue;
        }
        out.push(block);
    }
    out
}

/// Whether a row of another page is the rest of the last one: without a key, and its cells go on in mid-sentence.
fn is_rest(last: &Row<'_>, first: &Row<'_>) -> bool {
    let goes_on = |(column, cell): (usize, &RowCell<'_>)| {
        let before = last.text(column);
        let ends = before.trim_end_matches(['"', '”', '’', '\'', ')']).ends_with(['.', ':', ';', '!', '?']);
        let begins_low = cell.text.starts_with(char::is_lowercase);
        !before.is_empty() && !is_figure(cell.text) && !is_figure(before) && (begins_low || !ends)
    };
    last.page != first.page && first.text(0).is_empty() && first.filled().count() > 0 && first.filled().all(goes_on)
}

/// How many blocks at the end say what stood right above the table before them.
fn said_again(blocks: &[Block<'_>]) -> usize {
    /// Most lines that are repeated over a table.
    const MOST: usize = 2;
    (1..=MOST)
        .find(|count| {
            let Some(table) = blocks.len().checked_sub(count + 1) else { return false };
            let again = &blocks[table + 1..];
            let above = &blocks[table.saturating_sub(*count)..table];
            blocks[table].is_table()
                && above.len() == *count
                && again.iter().zip(above).all(|(a, b)| !a.is_table() && !a.text.is_empty() && a.text == b.text)
        })
        .unwrap_or(0)
}

/// Whether `below` goes on with `above`, and how many repeated head rows it begins with.
fn continues(above: &Rows<'_>, below: &Rows<'_>, grammar: &Grammar) -> Option<usize> {
    if above.declared > 0 && above.declared == below.declared {
        return Some(repeated(above, below));
    }
    let (heads_above, heads_below) = (above.texts(0), below.texts(0));
    if heads_below.iter().filter(|head| !head.is_empty()).count() > 1 && same_heads(&heads_above, &heads_below) {
        let second = above.rows.len() > 1 && below.rows.len() > 1 && {
            let (a, b) = (above.texts(1), below.texts(1));
            b.iter().filter(|head| !head.is_empty()).count() > 1 && same_heads(&a, &b)
        };
        return Some(if second { 2 } else { 1 });
    }
    if above.width() != below.width() || above.width() < 2 || grammar.table(&heads_below).is_some() {
        return None;
    }
    // A group's heading may stand over the first row.
    let first = below.rows.iter().find(|row| row.filled().count() > 1).unwrap_or(&below.rows[0]);
    let bold = first.filled().count() > 1 && first.filled().all(|(_, cell)| cell.bold);
    let headed = grammar.table(&heads_above).is_some();
    let cut = above.rows.last().is_some_and(|last| is_rest(last, &below.rows[0]));
    let torn = cut || first.text(0).is_empty() && first.filled().count() > 0;
    let figures = figure_columns(above) > 1 && first.filled().any(|(_, cell)| is_figure(cell.text));
    let numbered = is_numbered(above) && (is_label(first.text(0)) || torn);
    (numbered || !is_label(first.text(0)) && (headed || torn || figures && !bold)).then_some(0)
}

/// How many rows that `below` begins with say what `above` begins with.
fn repeated(above: &Rows<'_>, below: &Rows<'_>) -> usize {
    /// Most rows of heads.
    const MOST: usize = 4;
    let said = |rows: &Rows<'_>, row: usize| -> Option<String> {
        let row = rows.rows.get(row).filter(|row| row.filled().count() > 1)?;
        Some(row.cells.iter().flat_map(|cell| cell.text.chars()).filter(|sign| !sign.is_whitespace()).collect())
    };
    let is_same = |row: &usize| said(above, *row).is_some_and(|own| said(below, *row) == Some(own));
    (0..MOST).take_while(is_same).count()
}

/// Whether the first column holds paragraph numbers (`2.1`), as in reports set as tables.
fn is_numbered(rows: &Rows<'_>) -> bool {
    rows.width() == 2 && rows.rows.iter().any(|row| is_label(row.text(0)))
}

fn is_label(text: &str) -> bool {
    let mut parts = text.trim_end_matches('.').split('.');
    let is_number = |part: &str| !part.is_empty() && part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit());
    parts.next().is_some_and(is_number) && parts.next().is_some_and(is_number) && parts.all(is_number)
}

fn is_figure(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit()) && !text.bytes().any(|b| b.is_ascii_alphabetic() && b != b'k' && b != b'm')
}

fn figure_columns(rows: &Rows<'_>) -> usize {
    let sample = rows.rows.len().min(24);
    (0..rows.width())
        .filter(|column| rows.rows[..sample].iter().filter(|row| is_figure(row.text(*column))).count() * 3 >= sample)
        .count()
}
