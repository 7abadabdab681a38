//! Tables as Markdown: the caption as heading, a table of pipes, the footnotes.
//!
//! Markdown has one heading row: heading rows of several levels stand in it as
//! the path of each column (`Budget / 2031/32`).

use super::each;
use crate::block::escaped;
use crate::record::{Cell, Document, Table};
use crate::sink::{Export, OutputFile, SinkFault};

/// One Markdown file for each table.
#[derive(Clone, Copy, Debug, Default)]
pub struct MarkdownTables;

impl Export for MarkdownTables {
    fn files(&self, document: &Document) -> Result<Vec<OutputFile>, SinkFault> {
        Ok(each(document, "md", |table| encode(table).into_bytes()))
    }
}

pub(super) fn encode(table: &Table) -> String {
    let mut out = String::new();
    if let Some(caption) = &table.caption {
        out.push_str("## ");
        out.push_str(&escaped(caption));
        out.push_str("\n\n");
    }
    row(&mut out, table.columns.iter().map(|column| column.heading.as_str()));
    out.push('|');
    for column in &table.columns {
        out.push_str(if column.kind.is_figures() { " ---: |" } else { " --- |" });
    }
    out.push('\n');
    for cells in table.rows.iter().skip(table.header_rows as usize) {
        row(&mut out, cells.iter().map(|Cell { text, .. }| text.as_str()));
    }
    for note in &table.notes {
        out.push('\n');
        out.push_str(&escaped(note));
        out.push('\n');
    }
    out
}

fn row<'a>(out: &mut String, cells: impl Iterator<Item = &'a str>) {
    out.push('|');
    for cell in cells {
        out.push(' ');
        out.push_str(&escaped(cell));
        out.push_str(if cell.is_empty() { "|" } else { " |" });
    }
    out.push('\n');
}
