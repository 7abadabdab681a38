//! Tells how each line of a page was read: the record that holds it, the forms
//! that read it, and for unclaimed lines the forms that came nearest.

use super::marks::Marks;
use super::{Claims, read};
use crate::block::{Block, Gathered, LineRef};
use crate::grammar::{Explained, Grammar, explain_line};
use crate::page::Page;
use std::fmt::Write;

/// One text for each line of a page (every page when none is given), in order.
pub fn explain<'d>(
    pages: &'d [Page],
    lines: &[LineRef<'d>],
    gathered: &Gathered<'d>,
    grammar: &Grammar,
    page: Option<u32>,
) -> Vec<String> {
    let claims = read(pages, lines, gathered, grammar).claims;
    explain_claimed(pages, lines, gathered, grammar, &claims, page)
}

/// The same of lines whose records are read already.
pub fn explain_claimed<'d>(
    pages: &'d [Page],
    lines: &[LineRef<'d>],
    gathered: &Gathered<'d>,
    grammar: &Grammar,
    claims: &Claims,
    page: Option<u32>,
) -> Vec<String> {
    let mut out = Vec::new();
    for block in &gathered.blocks {
        for at in block.lines.clone() {
            let line = &lines[at as usize];
            if page.is_some_and(|page| pages[line.page as usize].number != page) {
                continue;
            }
            let rule = claims.rule(at as usize).unwrap_or("unclaimed");
            let mut words = format!("{:>5}  {rule:<14} {}", out.len() + 1, line.text.replace('\t', " | "));
            if at == block.lines.start {
                notes(block, grammar, rule == "unclaimed", &mut words);
            }
            out.push(words);
        }
    }
    out
}

fn notes(block: &Block<'_>, grammar: &Grammar, unclaimed: bool, out: &mut String) {
    let marks = Marks::of(block, None, grammar);
    let mut note = |words: String| {
        let _ = write!(out, "\n{:22}{words}", "");
    };
    if let Some(table) = &marks.table {
        note(format!("table of kind {:?}, columns {:?}", table.kind, table.columns));
    }
    for (scope, field) in &marks.fields {
        note(format!("field {:?} ({scope:?})", field.name));
    }
    if block.is_table() {
        return;
    }
    let explanation = explain_line(grammar, &block.text, block.look);
    let place = |read: &Explained| format!("{}:{}", read.file, read.line);
    for read in &explanation.headings {
        note(format!("heading {} by {}", read.kind, place(read)));
    }
    for read in &explanation.phrases {
        note(format!("phrase {} \"{}\" by {}", read.kind, &block.text[read.range.clone()], place(read)));
    }
    if unclaimed && explanation.headings.is_empty() {
        for miss in explanation.misses.iter().take(2) {
            let expected = miss.expected.as_deref().unwrap_or("more");
            note(format!("nearly {} by {}: needed {expected}", miss.kind, place(miss)));
        }
    }
}
