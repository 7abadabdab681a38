//! Table rows of text sources: cells between tabs or pipes.

use super::build::{CellDraft, PageBuilder};
use super::inline::{self, Emphasis};
use super::marks::BULLETS;
use super::stamp::Stamps;
use smallvec::SmallVec;

/// The cells of a row, as written.
pub type Cells<'a> = SmallVec<[&'a str; 12]>;

/// Splits a line into cells, if it is a row.
///
/// `among_rows` says that a neighbouring line is a row: then one leading tab is
/// an empty first cell, else it is indentation.
pub fn split(line: &str, among_rows: impl FnOnce() -> bool) -> Option<Cells<'_>> {
    let trimmed = line.trim_start_matches(' ');
    if trimmed.starts_with('|') && trimmed.len() > 1 {
        return if is_separator(line) { None } else { pipes(trimmed) };
    }
    memchr::memchr(b'\t', line.as_bytes())?;
    let words = line.trim_matches([' ', '\t']);
    let inner = words.contains('\t');
    let tabs_before = line.len() - line.trim_start_matches(['\t', ' ']).len();
    let is_row = inner || line.ends_with('\t') || tabs_before > 0 && line.starts_with('\t') && among_rows();
    is_row.then(|| line.split('\t').collect())
}

/// Whether the next line with words is certainly a row.
pub fn is_row_start(rest: &str) -> bool {
    rest.lines().next().is_some_and(|line| line.trim_matches([' ', '\t']).contains('\t'))
}

/// Whether a line only rules off the head of a pipe table (`|---|:--:|`).
pub fn is_separator(line: &str) -> bool {
    let line = line.trim();
    line.starts_with('|') && line.contains('-') && line.bytes().all(|b| matches!(b, b'|' | b'-' | b':' | b' ' | b'\t'))
}

fn pipes(line: &str) -> Option<Cells<'_>> {
    let line = line.trim_end();
    let line = line.strip_prefix('|')?;
    let line = line.strip_suffix('|').unwrap_or(line);
    let mut cells = Cells::new();
    let mut from = 0;
    for at in memchr::memchr_iter(b'|', line.as_bytes()) {
        if at > 0 && line.as_bytes()[at - 1] == b'\\' {
            continue;
        }
        cells.push(&line[from..at]);
        from = at + 1;
    }
    cells.push(&line[from..]);
    Some(cells)
}

/// Appends a row to the page; halves of a page stamp in neighbouring cells are set aside.
pub fn push(cells: &Cells<'_>, stamps: &Stamps, page: &mut PageBuilder) {
    let from = page.open();
    let mut drafts = Vec::with_capacity(cells.len());
    let mut skip = false;
    for (index, cell) in cells.iter().enumerate() {
        let mut cell = *cell;
        if std::mem::take(&mut skip) {
            cell = "";
        } else if let Some(next) = cells.get(index + 1)
            && let Some(at) = stamps.across(cell, next)
        {
            page.furniture(&format!("{} {}", cell[at..].trim(), next.trim()));
            cell = &cell[..at];
            skip = true;
        }
        if index > 0 {
            page.text_mut().push('\t');
        }
        let (words, cuts) = stamps.cut(cell);
        let start = page.open();
        let mut draft = CellDraft { start, parts: Vec::new(), bold: false, span: [1, 1] };
        for words in words {
            append(words, page, &mut draft);
        }
        finish(&mut draft);
        for cut in cuts {
            page.furniture(cut);
        }
        drafts.push(draft);
    }
    let empty = page.text_mut()[from..].bytes().all(|b| b == b'\t');
    if empty {
        page.text_mut().truncate(from);
        return;
    }
    page.close_row(from, drafts);
}

/// The sign that stands before list items, and alone for "yes".
const TICK: &str = "✓";

/// Appends a cell's words piece by piece: block-level markup and bullets tell pieces apart.
pub fn append(cell: &str, page: &mut PageBuilder, draft: &mut CellDraft) {
    let mut emphasis = Emphasis::default();
    let mut all_bold = draft.parts.is_empty() || draft.bold;
    for piece in inline::pieces(cell) {
        // A tick alone is what the cell says.
        let tick = (piece.text.trim() == TICK).then_some(TICK);
        for words in tick.into_iter().chain(piece.text.split(BULLETS)) {
            let at = page.open();
            if at > draft.start {
                page.text_mut().push(' ');
            }
            let begin = page.open();
            let seen = inline::clean(words, page.text_mut(), &mut emphasis);
            if page.open() == begin {
                page.text_mut().truncate(at);
                continue;
            }
            all_bold &= seen.bold;
            draft.parts.push(page.open() as u32);
        }
    }
    draft.bold = all_bold && !draft.parts.is_empty();
}

/// A cell of one piece needs no list of pieces.
pub fn finish(draft: &mut CellDraft) {
    if draft.parts.len() < 2 {
        draft.parts.clear();
    }
}
