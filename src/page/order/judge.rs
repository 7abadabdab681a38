//! What a gutter parts: columns of text, labels and values, margins, or nothing.

use super::gutter::Run;
use super::owner::is_mark;
use super::{Reader, Tail, aligned};
use crate::block::Label;
use crate::page::plate::Tables;
use std::ops::Range;

/// Shorter pieces, in bytes on average, are no lines of running text.
const RUNNING: f32 = 22.0;
/// Fewest items of a list of contents.
const FEWEST_PAGES: usize = 3;
/// A space between rows that is wider than this many times the usual parts lists.
const WIDE_SPACE: f32 = 1.6;

/// What stands on both sides of a gutter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sides {
    /// Rows that go across: numbers and their texts, labels and their values.
    Across,
    /// Rows that go across, with pages at their ends.
    Pages,
    /// Columns, read one after the other.
    Columns,
    /// Headings in the left margin of their text.
    LeftMargin,
    /// Notes in the right margin of their text.
    RightMargin,
}

/// One side of a gutter, counted.
#[derive(Clone, Debug, Default)]
struct Side {
    pieces: Vec<u32>,
    /// Bytes of text of each piece on average.
    length: f32,
    labels: usize,
    pages: usize,
    colons: usize,
    marks: usize,
    width: f32,
}

impl Reader<'_> {
    /// Reads the rows of a run; returns the line after the last that was read.
    pub(super) fn part(&mut self, list: &[u32], lines: &[Range<usize>], run: &Run, column: u32, depth: u32) -> usize {
        let mut run = run.clone();
        let mut end = self.columns_end(list, lines, &run);
        let mut span = lines[run.lines.start].start..lines[end - 1].end;
        let [mut left, mut right] = self.sides(&list[span.clone()], run.gutter);
        if left.length < RUNNING && right.length < RUNNING {
            // Lists side by side end at the first wide space; columns of running text go on below it.
            self.end_at_space(list, lines, &mut run);
            end = run.reach;
            span = lines[run.lines.start].start..lines[end - 1].end;
            [left, right] = self.sides(&list[span.clone()], run.gutter);
        }
        let run = &run;
        let sides = judge(&left, &right, run);
        if self.plate.tables == Tables::Find
            && sides != Sides::Pages
            && let Some((rows, skipped)) = aligned::find(self, list, &lines[run.lines.clone()])
        {
            for line in &lines[run.lines.start..run.lines.start + skipped] {
                self.line(&list[line.clone()], column, None);
            }
            self.flow.steps.push(super::Step::Aligned(rows));
            return run.lines.end;
        }
        match sides {
            Sides::Across | Sides::Pages => {
                for line in &lines[run.lines.clone()] {
                    let own = &list[line.clone()];
                    let beyond = own.last().is_some_and(|last| self.piece(*last).bbox[0] >= run.gutter[1] - 0.5);
                    self.line(own, column, (sides == Sides::Pages && beyond).then_some(Tail::Pages));
                }
                run.lines.end
            }
            Sides::Columns => {
                let middle = f32::midpoint(run.gutter[0], run.gutter[1]);
                let (first, second): (Vec<u32>, Vec<u32>) =
                    list[span].iter().copied().partition(|index| self.piece(*index).bbox[0] < middle);
                if first.is_empty() || second.is_empty() {
                    for line in &lines[run.lines.start..end] {
                        self.line(&list[line.clone()], column, None);
                    }
                    return end;
                }
                self.region(&first, depth + 1);
                self.region(&second, depth + 1);
                end
            }
            Sides::LeftMargin => {
                self.margin(&left.pieces, &right.pieces, depth);
                end
            }
            Sides::RightMargin => {
                self.margin(&right.pieces, &left.pieces, depth);
                end
            }
        }
    }

    /// Ends a run where the space below a row is wider than that below its first.
    fn end_at_space(&self, list: &[u32], lines: &[Range<usize>], run: &mut Run) {
        let base = |at: usize| self.piece(list[lines[at].start]).base;
        let rows = run.lines.start..run.reach;
        let usual = rows.clone().skip(1).map(|at| base(at) - base(at - 1)).find(|space| *space > 1.0);
        let Some(usual) = usual else { return };
        if let Some(end) = rows.skip(2).find(|at| base(*at) - base(at - 1) > WIDE_SPACE * usual) {
            run.reach = end;
            run.lines.end = run.lines.end.min(end);
            let middle = f32::midpoint(run.gutter[0], run.gutter[1]);
            let stands_on_both = |at: &usize| {
                let own = &list[lines[*at].clone()];
                let right = own.iter().filter(|index| self.piece(**index).bbox[0] >= middle).count();
                right > 0 && right < own.len()
            };
            run.both = run.lines.clone().filter(stands_on_both).count();
        }
    }

    /// Columns go on below the last row with both, as long as their lines do.
    fn columns_end(&self, list: &[u32], lines: &[Range<usize>], run: &Run) -> usize {
        let mut end = run.lines.end;
        while end < run.reach {
            let above = self.piece(list[lines[end - 1].start]);
            let below = self.piece(list[lines[end].start]);
            if below.table.is_some() || below.base - above.base > 1.5 * below.size.max(above.size) {
                break;
            }
            end += 1;
        }
        end
    }

    /// Reads text with the pieces in its margin, each before the words that stand beside it.
    fn margin(&mut self, margin: &[u32], text: &[u32], depth: u32) {
        let mut rest = text;
        let mut at = 0;
        while at < margin.len() {
            let first = self.piece(margin[at]);
            let top = first.base - 0.6 * first.size;
            let mut end = at + 1;
            while end < margin.len() {
                let (above, below) = (self.piece(margin[end - 1]), self.piece(margin[end]));
                if below.base - above.base > 1.6 * above.size {
                    break;
                }
                end += 1;
            }
            let before = rest.iter().take_while(|index| self.piece(**index).base < top).count();
            self.region(&rest[..before], depth + 1);
            self.region(&margin[at..end], depth + 1);
            rest = &rest[before..];
            at = end;
        }
        self.region(rest, depth + 1);
    }

    fn sides(&self, list: &[u32], gutter: [f32; 2]) -> [Side; 2] {
        let middle = f32::midpoint(gutter[0], gutter[1]);
        let mut sides = [Side::default(), Side::default()];
        for index in list {
            let piece = self.piece(*index);
            let side = &mut sides[usize::from(piece.bbox[0] >= middle)];
            side.pieces.push(*index);
            if piece.table.is_some() {
                side.length += 1000.0;
                side.width += piece.bbox[2] - piece.bbox[0];
                continue;
            }
            let said = self.say(*index);
            side.length += said.len() as f32;
            side.width += piece.bbox[2] - piece.bbox[0];
            side.labels += usize::from(is_label(&said));
            side.pages += usize::from(is_pages(&said));
            side.colons += usize::from(said.ends_with(':'));
            side.marks += usize::from(is_mark(&said));
        }
        for side in &mut sides {
            let count = side.pieces.len().max(1) as f32;
            side.length /= count;
            side.width /= count;
        }
        sides
    }
}

fn judge(left: &Side, right: &Side, run: &Run) -> Sides {
    let (count, others) = (left.pieces.len(), right.pieces.len());
    if right.pages * 4 >= others * 3 && right.pages > 0 && left.length > right.length {
        return Sides::Pages;
    }
    if right.marks * 2 > others || left.labels * 3 >= count * 2 || left.colons * 2 >= count || run.lines.len() < 2 {
        return Sides::Across;
    }
    let beside = run.both as f32 / count.min(others).max(1) as f32;
    if left.length >= RUNNING && right.length >= RUNNING {
        return if count >= 3 && others >= 3 { Sides::Columns } else { Sides::Across };
    }
    if right.length >= 1.3 * RUNNING && count * 10 < others * 6 && left.width < 0.6 * right.width && others >= 3 {
        return Sides::LeftMargin;
    }
    if left.length >= 1.3 * RUNNING && others * 10 < count * 6 && right.width < 0.6 * left.width && count >= 3 {
        return Sides::RightMargin;
    }
    // Short words on both sides: a value stands beside its label, names stand in columns.
    if beside > 0.7 && left.width < 0.6 * right.width || run.both < 2 {
        return Sides::Across;
    }
    Sides::Columns
}

/// Whether a piece is nothing but a number, letter or bullet before a text.
pub(super) fn is_label(said: &str) -> bool {
    if said.chars().count() <= 1 {
        return true;
    }
    said.len() <= 10
        && (Label::read(said).is_some_and(|label| label.length == said.len())
            || said.bytes().all(|b| b.is_ascii_digit() || b".-/()".contains(&b))
            || said.len() <= 4 && !said.bytes().any(|b| b.is_ascii_alphabetic()))
}

/// Whether rows, each by its first and its last cell, are a list of contents: labels or initials, and pages that
/// only go up.
pub(in crate::page) fn are_contents(rows: &[[String; 2]]) -> bool {
    let first = |said: &str| said.split(|c: char| !c.is_ascii_digit()).find_map(|number| number.parse::<u32>().ok());
    let pages: Vec<u32> = rows.iter().filter(|[_, last]| is_pages(last)).filter_map(|[_, last]| first(last)).collect();
    let labels = rows
        .iter()
        .filter(|[label, _]| !label.is_empty() && (is_label(label) || is_mark(label.trim_matches(['(', ')']))))
        .count();
    pages.len() >= FEWEST_PAGES
        && pages.len() * 10 >= rows.len() * 9
        && labels * 10 >= rows.len() * 9
        && pages.is_sorted()
}

/// Whether a piece tells pages: `5`, `5 - 12`, `(Pages 5 - 12)`.
pub(in crate::page) fn is_pages(said: &str) -> bool {
    let mut numbers = 0;
    for part in said.split(|c: char| c.is_whitespace() || "-–—()".contains(c)).filter(|part| !part.is_empty()) {
        let is_number = part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit());
        let is_word = ["pages", "page", "to", "pp", "p."].iter().any(|word| part.eq_ignore_ascii_case(word));
        if !is_number && !is_word {
            return false;
        }
        numbers += usize::from(is_number);
    }
    (1..=2).contains(&numbers)
}
