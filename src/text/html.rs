//! HTML tables in text: `<table><tr><td>`, over any number of lines.

use super::build::{CellDraft, PageBuilder};
use super::inline::{self, Tag};
use super::row;

/// Where a table's markup begins in a line.
pub fn table_start(line: &str) -> Option<usize> {
    let bytes = line.as_bytes();
    memchr::memchr_iter(b'<', bytes).find(|at| {
        inline::tag(&line[*at..])
            .is_some_and(|tag| !tag.closes && (is(&tag, "table") || is(&tag, "tr") || is(&tag, "thead")))
    })
}

/// Widest span that a cell may claim; more is a slip or an attack.
const WIDEST_SPAN: u16 = 200;

/// Reads a table at the start of `text` into rows; returns the bytes used.
///
/// A table that is never closed ends with the text; nested tables add their
/// cells to the outer one, so that no depth of nesting costs more than its length.
pub fn table(text: &str, page: &mut PageBuilder) -> usize {
    let mut reader = Reader { depth: 0, row: None, cell: None };
    let mut at = 0;
    let bytes = text.as_bytes();
    let mut words_from = 0;
    while let Some(step) = memchr::memchr(b'<', &bytes[at..]) {
        let open = at + step;
        let Some(tag) = inline::tag(&text[open..]) else {
            at = open + 1;
            continue;
        };
        let structural = ["table", "tr", "td", "th", "thead", "tbody", "tfoot", "caption", "colgroup", "col"]
            .iter()
            .any(|name| is(&tag, name));
        at = open + tag.length;
        if !structural {
            continue;
        }
        reader.words(&text[words_from..open], page);
        words_from = at;
        reader.tag(&tag, page);
        if reader.depth == 0 && tag.closes && is(&tag, "table") {
            reader.end_row(page);
            return at;
        }
        if reader.depth == 0 && reader.row.is_none() && tag.closes && is(&tag, "tr") && !followed_by_row(&text[at..]) {
            return at;
        }
    }
    reader.words(&text[words_from..], page);
    reader.end_row(page);
    text.len()
}

/// A bare `<tr>` run without `<table>` goes on as long as tags follow.
fn followed_by_row(text: &str) -> bool {
    inline::tag(text.trim_start())
        .is_some_and(|tag| ["tr", "tbody", "thead", "tfoot", "table"].iter().any(|name| is(&tag, name)))
}

fn is(tag: &Tag<'_>, name: &str) -> bool {
    tag.name.eq_ignore_ascii_case(name)
}

struct Reader {
    depth: u32,
    row: Option<(usize, Vec<CellDraft>)>,
    cell: Option<CellDraft>,
}

impl Reader {
    fn tag(&mut self, tag: &Tag<'_>, page: &mut PageBuilder) {
        if is(tag, "table") {
            self.depth = if tag.closes { self.depth.saturating_sub(1) } else { self.depth + 1 };
        } else if is(tag, "tr") {
            if self.depth <= 1 || !tag.closes {
                self.end_row(page);
            }
        } else if is(tag, "td") || is(tag, "th") {
            self.end_cell();
            if !tag.closes {
                self.begin_cell(tag, page);
            }
        }
    }

    fn begin_cell(&mut self, tag: &Tag<'_>, page: &mut PageBuilder) {
        let from = page.open();
        let (_, drafts) = self.row.get_or_insert_with(|| (from, Vec::new()));
        if !drafts.is_empty() {
            page.text_mut().push('\t');
        }
        let span = [span(tag.attributes, "rowspan"), span(tag.attributes, "colspan")];
        self.cell = Some(CellDraft { start: page.open(), parts: Vec::new(), bold: false, span });
        if is(tag, "th")
            && let Some(cell) = &mut self.cell
        {
            cell.bold = true;
        }
    }

    fn words(&mut self, words: &str, page: &mut PageBuilder) {
        if words.trim().is_empty() {
            return;
        }
        if let Some(cell) = &mut self.cell {
            let heading = cell.bold && cell.parts.is_empty();
            for line in words.lines() {
                row::append(line, page, cell);
            }
            cell.bold |= heading;
            return;
        }
        // Words between the tags of a table are a row of their own: nothing is lost.
        self.end_row(page);
        let from = page.open();
        let mut draft = CellDraft { start: from, parts: Vec::new(), bold: false, span: [1, 1] };
        row::append(words, page, &mut draft);
        if page.open() > from {
            row::finish(&mut draft);
            page.close_row(from, vec![draft]);
        }
    }

    fn end_cell(&mut self) {
        if let Some(mut cell) = self.cell.take()
            && let Some((_, drafts)) = &mut self.row
        {
            row::finish(&mut cell);
            drafts.push(cell);
        }
    }

    fn end_row(&mut self, page: &mut PageBuilder) {
        self.end_cell();
        if let Some((from, drafts)) = self.row.take() {
            if page.text_mut()[from..].bytes().all(|b| b == b'\t') {
                page.text_mut().truncate(from);
            } else {
                page.close_row(from, drafts);
            }
        }
    }
}

fn span(attributes: &str, name: &str) -> u16 {
    let lower = attributes.to_ascii_lowercase();
    lower
        .split_once(name)
        .and_then(|(_, value)| {
            let digits: String = value
                .chars()
                .skip_while(|c| matches!(c, '=' | '"' | '\'' | ' '))
                .take_while(char::is_ascii_digit)
                .collect();
            digits.parse().ok()
        })
        .unwrap_or(1)
        .clamp(1, WIDEST_SPAN)
}
