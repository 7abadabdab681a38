//! Tables: every run of rows becomes a table record, whatever else is read from it.

use super::{Claims, Context};
use crate::block::{Block, Rows};
use crate::record::Table;
use crate::table::{RawCell, RawRow, RawTable, build, same_heads};
use std::borrow::Cow;

/// Longest caption, in bytes.
const LONGEST_CAPTION: usize = 200;
/// How many blocks above a table may be its caption.
const CAPTION_ABOVE: usize = 2;

/// Builds a record for every table; the n-th table block is the n-th record.
pub fn read(context: &Context<'_, '_>, claims: &mut Claims) -> Vec<Table> {
    let mut out = Vec::with_capacity(context.tables.len());
    for at in context.tables.iter().copied() {
        let Some(rows) = &context.blocks[at].rows else { continue };
        claims.blocks(context, at..at + 1, "table");
        let id = format!("table-{}", out.len() + 1);
        let caption = caption(context, at);
        let mut table = build(id, raw(context, rows, caption.as_deref()), context.grammar);
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
    let mut out = Vec::with_capacity(rows.rows.len());
    for (index, row) in rows.rows.iter().enumerate() {
        if index > 0 && repeats(&rows.texts(index)) {
            continue;
        }
        let cells = row
            .cells
            .iter()
            .enumerate()
            .filter(|(column, cell)| filled[*column] && !cell.covered)
            .map(|(_, cell)| RawCell {
                text: Cow::Borrowed(cell.text),
                bold: cell.bold,
                span: cell.span.map(u32::from),
            })
            .collect();
        out.push(RawRow { cells, place: row.place(context.pages) });
    }
    RawTable { caption, rows: out, notes: Vec::new() }
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

/// The caption: a heading or an announcing line right above.
fn caption(context: &Context<'_, '_>, at: usize) -> Option<String> {
    let mut above = context.blocks[..at].iter().rev().take(CAPTION_ABOVE);
    let is_caption = |block: &&Block<'_>| {
        !block.is_table()
            && block.text.len() <= LONGEST_CAPTION
            && (block.text.ends_with(':')
                || block.look.heading > 0
                || block.look.bold
                || block.look.caps
                || super::heads::is_title_like(&block.text))
    };
    above.next().filter(is_caption).map(|block| block.text.trim_end_matches(':').to_owned())
}
