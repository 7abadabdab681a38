//! Tables: every run of rows becomes a table record, whatever else is read from it.

use super::{Claims, Context};
use crate::block::{Block, Rows};
use crate::normal::text::joint;
use crate::normal::unit::unit_of;
use crate::record::Table;
use crate::table::{RawCell, RawRow, RawTable, build, same_heads};
use std::borrow::Cow;

/// Longest caption, in bytes.
const LONGEST_CAPTION: usize = 200;
/// Longest line of nothing but a unit, in bytes ("(All figures in £000)").
const LONGEST_UNIT: usize = 40;
/// How many blocks below a table may be its footnotes.
const NOTES_BELOW: usize = 8;
/// Longest footnote, in bytes.
const LONGEST_NOTE: usize = 600;

/// Builds a record for every table; the n-th table block is the n-th record.
pub fn read(context: &Context<'_, '_>, claims: &mut Claims) -> Vec<Table> {
    let mut out = Vec::with_capacity(context.tables.len());
    for at in context.tables.iter().copied() {
        let Some(rows) = &context.blocks[at].rows else { continue };
        claims.blocks(context, at..at + 1, "table");
        let id = format!("table-{}", out.len() + 1);
        let caption = caption(context, at);
        let notes = notes(context, at, rows);
        let raw =
            RawTable { notes: notes.iter().map(String::as_str).collect(), ..raw(context, rows, caption.as_deref()) };
        let mut table = build(id, raw, context.grammar);
        table.parts = parts(context, rows);
        // A record of words is told by its heads as they stand; it goes before a table of figures.
        table.kind = context.marks[at].table.as_ref().map(|reading| reading.kind).or(table.kind);
        out.push(table);
    }
    out
}

/// The index of the table record that block `at` became.
pub fn index_of(context: &Context<'_, '_>, at: usize) -> usize {
    context.tables.partition_point(|table| *table < at)
}

/// Notes that a table was read into a record.
pub fn read_as(context: &Context<'_, '_>, tables: &mut [Table], at: usize, id: &str) {
    if let Some(table) = tables.get_mut(index_of(context, at)) {
        table.read_as.get_or_insert_with(|| id.to_owned());
    }
}

fn raw<'c>(context: &'c Context<'_, '_>, rows: &'c Rows<'_>, caption: Option<&'c str>) -> RawTable<'c> {
    let width = rows.width();
    let filled: Vec<bool> = (0..width).map(|column| rows.rows.iter().any(|row| !row.text(column).is_empty())).collect();
    let heads = rows.texts(0);
    let repeats =
        |texts: &[&str]| heads.iter().filter(|head| !head.is_empty()).count() > 2 && same_heads(&heads, texts);
    // Columns that are left out for want of words are not counted under a merged cell either.
    let columns = |first: usize, wide: u16| {
        let covered = filled.iter().skip(first + 1).take(usize::from(wide).saturating_sub(1));
        1 + covered.filter(|filled| **filled).count() as u32
    };
    let mut out: Vec<RawRow<'_>> = Vec::with_capacity(rows.rows.len());
    for (index, row) in rows.rows.iter().enumerate() {
        if index > 0 && repeats(&rows.texts(index)) {
            continue;
        }
        let cells = row
            .cells
            .iter()
            .enumerate()
            .filter(|(column, cell)| filled[*column] && !cell.covered)
            .map(|(column, cell)| RawCell {
                text: Cow::Borrowed(cell.text),
                bold: cell.bold,
                span: [u32::from(cell.span[0]), columns(column, cell.span[1])],
            })
            .collect();
        let own = RawRow { cells, place: row.place(context.pages), rest: None };
        match out.last_mut() {
            Some(above) if row.is_rest && above.cells.len() == own.cells.len() => take_rest(above, own),
            _ => out.push(own),
        }
    }
    RawTable { caption, rows: out, notes: Vec::new() }
}

/// Adds to a row what the end of its page cut off.
fn take_rest(row: &mut RawRow<'_>, rest: RawRow<'_>) {
    for (cell, more) in row.cells.iter_mut().zip(&rest.cells).filter(|(_, more)| !more.text.is_empty()) {
        let text = cell.text.to_mut();
        joint(text, &more.text, &|_: &str| false);
        text.push_str(&more.text);
    }
    row.rest = Some(rest.place);
}

fn parts(context: &Context<'_, '_>, rows: &Rows<'_>) -> Vec<crate::record::Place> {
    let mut out = Vec::with_capacity(rows.parts.len());
    for (index, first) in rows.parts.iter().enumerate() {
        let end = rows.parts.get(index + 1).map_or(rows.rows.len(), |next| *next as usize);
        let mut piece = rows.rows[*first as usize..end].iter();
        let Some(head) = piece.next() else { continue };
        let mut place = head.place(context.pages);
        piece.filter(|row| row.page == head.page).for_each(|row| place.take_in(&row.place(context.pages)));
        out.push(place);
    }
    out
}

/// The caption: a heading or an announcing line right above, and a line of nothing
/// but the unit that may stand between.
fn caption(context: &Context<'_, '_>, at: usize) -> Option<String> {
    let mut above = context.blocks[..at].iter().rev().filter(|block| !block.text.is_empty() || block.is_table());
    let is_caption = |block: &&Block<'_>| {
        !block.is_table()
            && block.text.len() <= LONGEST_CAPTION
            && (block.text.ends_with(':')
                || block.look.heading > 0
                || block.look.bold
                || block.look.caps
                || super::heads::is_title_like(&block.text))
    };
    let words = |block: &Block<'_>| block.text.trim_end_matches(':').to_owned();
    let first = above.next()?;
    if is_unit(first) {
        let named = above.next().filter(is_caption).map(words);
        return Some(named.map_or_else(|| words(first), |caption| format!("{caption} {}", words(first))));
    }
    Some(first).filter(is_caption).map(words)
}

/// `£000`, `(All figures in £m)`: a line that only tells the unit.
fn is_unit(block: &Block<'_>) -> bool {
    !block.is_table()
        && block.text.len() <= LONGEST_UNIT
        && unit_of(&block.text).is_given()
        && !block.text.bytes().any(|byte| matches!(byte, b'1'..=b'9'))
}

/// The footnotes: lines below that begin with a mark that a cell ends with, or with a word such as `Note`.
fn notes(context: &Context<'_, '_>, at: usize, rows: &Rows<'_>) -> Vec<String> {
    let words = context.grammar.words("table_note");
    let mut out: Vec<String> = Vec::new();
    for block in context.blocks[at + 1..].iter().take(NOTES_BELOW) {
        if block.is_table() || block.text.len() > LONGEST_NOTE {
            break;
        }
        let text = block.text.as_ref();
        let told = words.starts(text).is_some_and(|end| text[end..].trim_start().starts_with([':', '-', '–', '.']));
        // A star at the head of a line may have been taken for the bullet of a list.
        let starred = block.look.bullet && !text.starts_with('*');
        let mark = if starred { "*" } else { mark(text) };
        if !(told || !mark.is_empty() && is_marked(rows, mark)) {
            break;
        }
        out.push(if starred { format!("* {text}") } else { text.to_owned() });
    }
    out
}

/// The mark that a footnote begins with: `**`, `†`, `²`, `(1)`, `[a]`; empty where there is none.
fn mark(text: &str) -> &str {
    let signs = text.find(|c: char| !is_sign(c)).unwrap_or(text.len());
    if signs > 0 {
        return &text[..signs];
    }
    let bracketed = text.starts_with(['(', '[']).then(|| text.find([')', ']'])).flatten();
    bracketed.filter(|end| *end <= 3).map_or("", |end| &text[..=end])
}

fn is_sign(c: char) -> bool {
    matches!(c, '*' | '†' | '‡' | '§' | '^' | '#' | '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

/// Whether a cell ends with a mark, behind something that it marks.
fn is_marked(rows: &Rows<'_>, mark: &str) -> bool {
    let marked = |text: &str| {
        text.strip_suffix(mark).is_some_and(|rest| !(rest.is_empty() || is_sign_only(mark) && rest.ends_with(is_sign)))
    };
    rows.rows.iter().flat_map(|row| &row.cells).any(|cell| marked(cell.text.trim_end()))
}

fn is_sign_only(mark: &str) -> bool {
    mark.chars().all(is_sign)
}

#[cfg(test)]
mod tests {
    use crate::grammar::Grammars;
    use crate::pipeline::Reader;
    use crate::record::{Document, TableKind, ValueKind};
    use crate::source::Source;

    fn read(text: &str) -> Document {
        Reader::new(Grammars::embedded()).read(&Source::new("report.md", text.as_bytes().to_vec()))
    }

    #[test]
    fn footnotes_are_tied_to_their_marks() {
        let document = read(
            "## Spend by service\n\n\
            | Service | Budget £000 | Spend £000 |\n|---|---|---|\n\
            | Parks (1) | 1,200 | 1,150† |\n| Pools | 300 | 320 |\n\n\
            (1) Parks took over the squares in May.\n\n\
            † Not yet audited.\n\n\
            Source: the Westmarch ledger.\n\n\
            ‡ No cell bears this mark.\n",
        );
        let table = &document.tables[0];
        assert_eq!(
            table.notes,
            ["(1) Parks took over the squares in May.", "† Not yet audited.", "Source: the Westmarch ledger."]
        );
        assert_eq!(table.rows[1][2].text, "1,150†");
        assert_eq!(table.rows[1][2].value.as_ref().and_then(|value| value.amount), Some(1_150_000.0));
    }

    #[test]
    fn a_line_of_units_reaches_every_plain_figure() {
        let document = read(
            "## Reserves as at 31 May 2031\n\n(£000)\n\n\
            | Reserve | Opening balance | Movements | Closing balance |\n|---|---|---|---|\n\
            | General | 1,200 | (150) | 1,050 |\n| Harbour | 300 | 20 | 320 |\n",
        );
        let table = &document.tables[0];
        assert_eq!(table.caption.as_deref(), Some("Reserves as at 31 May 2031 (£000)"));
        assert_eq!(table.kind, Some(TableKind::Reserves));
        let value = table.rows[1][2].value.as_ref().expect("a value");
        assert_eq!(
            (value.kind, value.amount, value.currency.as_deref()),
            (ValueKind::Money, Some(-150_000.0), Some("GBP"))
        );
        let fact = &table.facts[0];
        assert_eq!(
            (fact.entity.as_str(), fact.period.as_deref(), fact.value),
            ("General", Some("May 2031"), 1_200_000.0)
        );
    }

    #[test]
    fn a_row_that_the_end_of_its_page_cuts_is_one() {
        let pages = |rest: &str| {
            read(&format!(
                "| Reserve | Balance £m | Details |\n|---|---|---|\n| Harbour | 12.5 | Drawn down for the sea wall. |\n\
                | Grants | 3.1 | Drawn down to manage swings in what is funded |\n\x0c\
                {rest}\n| Schools | 4.0 | None. |\n"
            ))
        };
        let document = pages("| | | from outside. Most of it is for halls. |");
        let table = &document.tables[0];
        assert_eq!(document.tables.len(), 1);
        assert_eq!(table.rows.len(), 4);
        assert_eq!(
            table.rows[2][2].text,
            "Drawn down to manage swings in what is funded from outside. Most of it is for halls."
        );
        let pages_of_rows: Vec<u32> = table.place.iter().map(|place| place.page).collect();
        assert_eq!(pages_of_rows, [1, 1, 1, 2, 2]);
        // A row of its own has a key, or a figure where figures stand.
        for other in ["| | 2.2 | from outside. |", "| Parks | | from outside. |"] {
            let tables = pages(other).tables;
            assert_eq!(tables.iter().map(|table| table.rows.len()).sum::<usize>(), 5, "{other}");
        }
    }

    #[test]
    fn words_below_a_table_that_mark_nothing_are_no_notes() {
        let document = read("| Service | Budget |\n|---|---|\n| Parks | 12 |\n\n(1) The committee noted it.\n");
        assert!(document.tables[0].notes.is_empty());
    }
}
