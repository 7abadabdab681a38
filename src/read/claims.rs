//! Which lines a record holds; the rest is unclaimed.

use super::Context;
use crate::block::LineRef;
use crate::record::{Coverage, Unclaimed};
use std::ops::Range;

/// For each line, whether a record holds it.
#[derive(Clone, Debug, Default)]
pub struct Claims {
    by: Vec<Option<&'static str>>,
}

impl Claims {
    /// Nothing claimed yet.
    pub fn new(lines: &[LineRef<'_>]) -> Self {
        Self { by: vec![None; lines.len()] }
    }

    /// Claims the lines of blocks for a rule; lines that another rule holds stay with it.
    pub fn blocks(&mut self, context: &Context<'_, '_>, blocks: Range<usize>, rule: &'static str) {
        for block in &context.blocks[blocks] {
            self.lines(block.lines.clone(), rule);
        }
    }

    /// Claims lines for a rule.
    pub fn lines(&mut self, lines: Range<u32>, rule: &'static str) {
        for claim in &mut self.by[lines.start as usize..lines.end as usize] {
            claim.get_or_insert(rule);
        }
    }

    /// The rule that holds a line.
    pub fn rule(&self, line: usize) -> Option<&'static str> {
        self.by.get(line).copied().flatten()
    }

    /// How much is claimed.
    pub fn coverage(&self, lines: &[LineRef<'_>]) -> Coverage {
        let mut coverage = Coverage::default();
        for (line, claim) in lines.iter().zip(&self.by) {
            let characters = line.text.chars().count() as u32;
            coverage.lines += 1;
            coverage.characters += characters;
            if claim.is_some() {
                coverage.lines_claimed += 1;
                coverage.characters_claimed += characters;
            }
        }
        coverage
    }

    /// The stretches that no record holds, neighbouring lines together.
    pub fn unclaimed(&self, lines: &[LineRef<'_>], pages: &[crate::page::Page]) -> Vec<Unclaimed> {
        let mut out: Vec<Unclaimed> = Vec::new();
        let mut last: Option<usize> = None;
        for (at, line) in lines.iter().enumerate().filter(|(at, _)| self.by[*at].is_none()) {
            let page = &pages[line.page as usize];
            let chars = page.lines[line.line as usize].chars;
            match out.last_mut() {
                Some(stretch) if last.is_some_and(|last| last + 1 == at && lines[last].page == line.page) => {
                    crate::block::push_place(&mut stretch.place, page, chars);
                    stretch.text.push('\n');
                    stretch.text.push_str(line.text);
                }
                _ => {
                    let mut place = Vec::new();
                    crate::block::push_place(&mut place, page, chars);
                    out.push(Unclaimed { place, text: line.text.to_owned() });
                }
            }
            last = Some(at);
        }
        out
    }
}
