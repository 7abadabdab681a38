//! Text sources: from decoded characters to [`Page`]s of lines.
//!
//! Plain text and the Markdown- and HTML-flavoured text that PDF converters
//! leave behind come out alike: words without markup, table rows as cells,
//! headings, bold and bullets as [`Look`], page furniture set apart. A form
//! feed begins a new page; a source without any is one page.

mod build;
mod html;
mod inline;
mod lookalike;
mod marks;
pub mod mend;
mod row;
mod running;
mod stamp;

use crate::grammar::Grammar;
use crate::page::{Look, Page};
use build::PageBuilder;
use inline::Emphasis;
pub(crate) use marks::BULLETS;
use stamp::Stamps;

/// Turns decoded text into pages.
pub fn pages(text: &str, grammar: &Grammar) -> Vec<Page> {
    let stamps = Stamps::find(text);
    let sheets: Vec<&str> = text.split('\u{c}').collect();
    let running = running::Running::find(&sheets);
    let mut pages: Vec<Page> = sheets
        .iter()
        .enumerate()
        .filter(|(index, sheet)| *index + 1 < sheets.len() || sheets.len() == 1 || !sheet.trim().is_empty())
        .map(|(index, sheet)| Sheet { grammar, stamps: &stamps, running: &running }.read(index as u32 + 1, sheet))
        .collect();
    if pages.is_empty() {
        pages.push(PageBuilder::new(1, 0).finish());
    }
    pages
}

/// Reads one sheet: the text between two form feeds.
struct Sheet<'a> {
    grammar: &'a Grammar,
    stamps: &'a Stamps,
    running: &'a running::Running,
}

impl Sheet<'_> {
    fn read(&self, number: u32, sheet: &str) -> Page {
        let mut page = PageBuilder::new(number, sheet.len());
        let mut rest = if number == 1 { marks::front_matter(sheet, &mut page, self.grammar) } else { sheet };
        let mut after_rule = false;
        let mut in_rows = false;
        // Emphasis may go on over lines, but not over an empty one.
        let mut open = Emphasis::default();
        while !rest.is_empty() {
            let (line, tail) = match memchr::memchr(b'\n', rest.as_bytes()) {
                Some(at) => (&rest[..at], &rest[at + 1..]),
                None => (rest, ""),
            };
            let line = line.trim_end_matches(['\r', ' ']);
            if line.bytes().all(|b| b == b' ' || b == b'\t') {
                page.gap();
                in_rows = false;
                open = Emphasis::default();
                rest = tail;
                continue;
            }
            if let Some(table) = html::table_start(line) {
                let before = &line[..table];
                if !before.trim().is_empty() {
                    self.plain(before, &mut page, &mut open);
                }
                let used = html::table(&rest[table..], &mut page);
                rest = &rest[table + used..];
                after_rule = false;
                continue;
            }
            rest = tail;
            if marks::is_rule(line) {
                page.gap();
                after_rule = true;
                continue;
            }
            if (after_rule && marks::is_bare_number(line)) || self.running.holds(line) {
                page.furniture(line.trim());
                continue;
            }
            after_rule = false;
            if let Some(cells) = row::split(line, || in_rows || row::is_row_start(tail)) {
                in_rows = true;
                row::push(&cells, self.stamps, &mut page);
            } else if row::is_separator(line) {
                in_rows = true;
            } else {
                in_rows = false;
                self.plain(line, &mut page, &mut open);
            }
        }
        page.finish()
    }

    /// Reads a line that is no table row; block-level markup in it begins new lines.
    fn plain(&self, line: &str, page: &mut PageBuilder, emphasis: &mut Emphasis) {
        for piece in inline::pieces(line) {
            if piece.apart {
                page.gap();
            }
            let lead = marks::lead(piece.text);
            let (words, stamp) = self.stamps.cut(lead.rest);
            for cut in stamp {
                page.furniture(cut);
            }
            for words in words {
                let from = page.open();
                let seen = inline::clean(words, page.text_mut(), emphasis);
                let look = Look {
                    heading: lead.heading.max(piece.heading),
                    bold: seen.bold,
                    italic: seen.italic,
                    bullet: lead.bullet || piece.bullet,
                    indent: lead.indent,
                    ..Look::default()
                };
                page.close(from, look, self.grammar);
            }
        }
    }
}
