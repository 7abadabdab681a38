//! Tables as tables: heads as heads, merged cells merged.

use super::frame::{Frame, frame};
use super::parts::{crumbs, place};
use crate::report::grouped;
use crate::serve::held::{Cell, DocumentRow, Table};
use crate::serve::link;
use crate::serve::said::{plain, said};
use maud::{Markup, html};
use std::collections::HashSet;

/// Kinds of values that are figures.
const FIGURES: &[&str] = &["number", "money", "percent"];

/// A table on the page of its document.
pub(super) fn table_of(document: &str, table: &Table) -> Markup {
    html! {
        article class="table" id={ "table-" (table.table_no) } {
            h3 { (caption(table)) }
            (grid(document, table))
        }
    }
}

/// A table on a page of its own.
pub(in crate::serve) fn table(document: &DocumentRow, table: &Table) -> Markup {
    let title = table.caption.clone().unwrap_or_else(|| format!("Table {}", table.table_no));
    let body = html! {
        (crumbs(document.council.as_deref(), None))
        p class="over" { "Table in " a href=(link::record(&document.id, "table", table.table_no)) { (said(&document.source_name)) } }
        h1 { (caption(table)) }
        (grid(&document.id, table))
    };
    frame(&Frame { title: &title, query: Some(""), is_wide: true, ..Frame::default() }, &body)
}

fn caption(table: &Table) -> Markup {
    html! { @match &table.caption { Some(caption) => (said(caption)), None => { "Table " (table.table_no) } } }
}

fn grid(document: &str, table: &Table) -> Markup {
    let name = table.caption.clone().unwrap_or_else(|| format!("Table {}", table.table_no));
    let heads = table.header_rows.clamp(0, table.rows.len() as i64) as usize;
    let (head, body) = table.rows.split_at(heads.min(table.rows.len()));
    html! {
        @if table.rows.is_empty() {
            p {
                a href=(link::table(document, table.table_no)) {
                    "Show its " (grouped(table.row_count.max(0).unsigned_abs())) " rows" span class="hidden" { ": " (plain(&name)) }
                }
            }
        } @else {
            div class="scroll" tabindex="0" role="group" aria-label=(plain(&name)) {
                table {
                    @if !head.is_empty() { thead { (rows(head, true)) } }
                    tbody { (rows(body, false)) }
                }
            }
            @for note in &table.notes { p class="aside" { (said(note)) } }
        }
        p class="aside" { (place(document, "table", table.table_no, table.place.as_ref())) }
    }
}

fn rows(rows: &[Vec<Cell>], is_head: bool) -> Markup {
    // Cells that a merged one covers are not drawn; what it covers ends with its part of the table.
    let mut covered: HashSet<(usize, i64)> = HashSet::new();
    let mut drawn = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        let mut cells = Vec::with_capacity(row.len());
        for cell in row.iter().filter(|cell| !covered.contains(&(at, cell.column_no))).collect::<Vec<_>>() {
            let across = span(cell.column_span).min(row.len() as i64);
            let down = span(cell.row_span).min((rows.len() - at) as i64);
            for below in 0..down as usize {
                covered.extend((0..across).map(|right| (at + below, cell.column_no + right)));
            }
            cells.push((cell, across, down));
        }
        drawn.push(cells);
    }
    html! {
        @for cells in &drawn {
            tr {
                @for (cell, across, down) in cells {
                    @let (across, down) = ((*across > 1).then_some(across), (*down > 1).then_some(down));
                    // A head without words names nothing.
                    @if is_head && !cell.text.trim().is_empty() {
                        th scope=(if across.is_some() { "colgroup" } else { "col" }) colspan=[across] rowspan=[down] dir="auto" { (plain(&cell.text)) }
                    } @else {
                        td class=[is_figure(cell).then_some("figure")] colspan=[across] rowspan=[down] dir="auto" { (plain(&cell.text)) }
                    }
                }
            }
        }
    }
}

fn span(cells: Option<i64>) -> i64 {
    cells.unwrap_or(1).max(1)
}

fn is_figure(cell: &Cell) -> bool {
    cell.kind.as_deref().is_some_and(|kind| FIGURES.contains(&kind))
}
