//! Blocks as Markdown: headings, paragraphs, list items and tables.

use super::{Block, LineRef, Rows};
use std::borrow::Cow;
use std::fmt::Write;

/// The blocks of each of `pages` pages as Markdown; a block that goes on over a
/// page's end stands on the page where it begins.
pub fn markdown(blocks: &[Block<'_>], lines: &[LineRef<'_>], pages: usize) -> Vec<String> {
    let mut out = vec![String::new(); pages];
    let mut in_list = false;
    let mut last = None;
    for block in blocks {
        let page = lines[block.lines.start as usize].page as usize;
        let is_item = block.look.bullet || block.label.is_some() && block.look.heading == 0;
        let text = &mut out[page];
        if last == Some(page) && !(in_list && is_item) {
            text.push('\n');
        }
        write_block(block, text);
        in_list = is_item;
        last = Some(page);
    }
    out
}

fn write_block(block: &Block<'_>, out: &mut String) {
    if let Some(rows) = &block.rows {
        return write_rows(rows, out);
    }
    if block.look.heading > 0 {
        out.extend(std::iter::repeat_n('#', usize::from(block.look.heading.min(6))));
        out.push(' ');
        out.push_str(&escaped(&block.text));
    } else if block.look.bullet {
        out.push_str("- ");
        out.push_str(&escaped(&block.text));
    } else if block.look.bold {
        // Writing to a string does not fail.
        let _ = write!(out, "**{}**", escaped(&block.text));
    } else {
        out.push_str(&escaped(&block.text));
    }
    out.push('\n');
}

fn write_rows(rows: &Rows<'_>, out: &mut String) {
    let columns = rows.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    for (at, row) in rows.rows.iter().enumerate() {
        out.push('|');
        for column in 0..columns {
            let _ = write!(out, " {} |", escaped(row.text(column)));
        }
        out.push('\n');
        if at == 0 {
            out.push('|');
            out.extend(std::iter::repeat_n("---|", columns));
            out.push('\n');
        }
    }
}

/// Words with what Markdown would take for marks escaped; the label of a list item is left as it is.
pub(crate) fn escaped(words: &str) -> Cow<'_, str> {
    const MARKS: [char; 7] = ['\\', '*', '_', '`', '|', '<', '['];
    if !words.starts_with(['#', '>', '-', '+']) && !words.contains(MARKS) {
        return Cow::Borrowed(words);
    }
    let mut out = String::with_capacity(words.len() + 8);
    for (at, c) in words.char_indices() {
        if MARKS.contains(&c) || at == 0 && matches!(c, '#' | '>' | '-' | '+') {
            out.push('\\');
        }
        out.push(c);
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn marks_in_words_are_escaped() {
        assert_eq!(escaped("Cost | benefit_of *it*"), r"Cost \| benefit\_of \*it\*");
        assert_eq!(escaped("# not a heading"), r"\# not a heading");
        assert_eq!(escaped("5 - 12"), "5 - 12");
    }
}
