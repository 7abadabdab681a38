//! Rows → reading order: columns, margins, labels and values told apart.
//!
//! Most pages are one column, and a gap in a row is no column yet: a gutter
//! must run down over several rows, and the words on both its sides decide what
//! it parts. Where they do not say, a row stays one line.

mod aligned;
mod gutter;
mod judge;
mod owner;

use super::plate::Plate;
use smallvec::SmallVec;
use std::ops::Range;

pub(super) use aligned::{AlignedRow, is_figure};
pub(super) use judge::{are_contents, is_pages};

/// A gap wider than this, in parts of the size, parts two pieces of a row.
const PIECE_GAP: f32 = 1.0;
/// Columns within columns are read no deeper than this.
const DEEPEST: u32 = 8;
/// Most looks at pieces in the search for gutters on a page.
const MOST_WORK: usize = 3_000_000;

/// A piece of a row without a wide gap, or a table that stands in the flow.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// Its words in the page's rows.
    pub(super) words: Range<u32>,
    /// Left, top, right, bottom.
    pub(super) bbox: [f32; 4],
    /// Its baseline; the top of a table.
    pub(super) base: f32,
    /// Size of most of its letters.
    pub(super) size: f32,
    /// Its row: pieces of one row share a baseline.
    pub(super) row: u32,
    /// Index of the grid that it stands for.
    pub(super) table: Option<usize>,
}

/// What comes next in reading order.
#[derive(Debug)]
pub(super) enum Step {
    /// A line of text.
    Line {
        /// Its pieces from left to right.
        pieces: SmallVec<[u32; 2]>,
        /// Index of its column in [`Flow::columns`].
        column: u32,
        /// What its last piece is, if that belongs to the end of its paragraph.
        tail: Option<Tail>,
    },
    /// A ruled table: index of its grid.
    Table(usize),
    /// A table without lines.
    Aligned(Vec<AlignedRow>),
}

/// A last piece of a row that belongs to the end of the paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tail {
    /// Pages, as a list of contents has them.
    Pages,
    /// Initials of those who have to act.
    Owner,
}

/// The flow of a page.
#[derive(Debug, Default)]
pub(super) struct Flow {
    /// The pieces that steps name.
    pub(super) pieces: Vec<Piece>,
    /// Steps in reading order.
    pub(super) steps: Vec<Step>,
    /// Left and right edge of each column.
    pub(super) columns: Vec<[f32; 2]>,
}

impl Flow {
    /// Puts pieces into reading order.
    pub(super) fn of(plate: &Plate, mut pieces: Vec<Piece>) -> Self {
        owner::settle(&mut pieces, |piece| is_mark(plate, piece));
        let mut list: Vec<u32> = (0..pieces.len() as u32).collect();
        list.sort_by(|a, b| {
            let (a, b) = (&pieces[*a as usize], &pieces[*b as usize]);
            a.base.total_cmp(&b.base).then(a.row.cmp(&b.row)).then(a.bbox[0].total_cmp(&b.bbox[0]))
        });
        let mut reader = Reader { plate, flow: Self { pieces, ..Self::default() }, work: 0 };
        reader.region(&list, 0);
        reader.flow
    }
}

/// Cuts words of a row into pieces at wide gaps.
pub(super) fn cut(plate: &Plate, words: Range<u32>, row: u32, base: f32, out: &mut Vec<Piece>) {
    cut_at(plate, words, row, base, PIECE_GAP, out);
}

/// Cuts words of a row into pieces at gaps wider than so many parts of the size.
pub(super) fn cut_at(plate: &Plate, words: Range<u32>, row: u32, base: f32, gap: f32, out: &mut Vec<Piece>) {
    let list = &plate.rows.words;
    let mut start = words.start;
    for at in words.clone() {
        let word = &list[at as usize];
        let ends = at + 1 == words.end || {
            let next = &list[at as usize + 1];
            next.bbox[0] - word.bbox[2] > gap * word.size.max(next.size) || next.apart || next.turned || word.turned
        };
        if ends {
            let own = &list[start as usize..=at as usize];
            let first = own[0].bbox;
            let size = own.iter().max_by_key(|word| word.text[1] - word.text[0]).map_or(word.size, |word| word.size);
            out.push(Piece {
                words: start..at + 1,
                bbox: own.iter().fold(first, |all, word| super::words::union(all, word.bbox)),
                base,
                size,
                row,
                table: None,
            });
            start = at + 1;
        }
    }
}

/// Whether a piece is the mark of those who have to act.
fn is_mark(plate: &Plate, piece: &Piece) -> bool {
    piece.words.len() <= owner::MOST_WORDS && owner::is_mark(&plate.rows.say(&piece.words))
}

struct Reader<'p> {
    plate: &'p Plate,
    flow: Flow,
    work: usize,
}

impl Reader<'_> {
    fn piece(&self, index: u32) -> &Piece {
        &self.flow.pieces[index as usize]
    }

    /// Whether a piece is a label as forms have them: `Date:`.
    fn ends_in_colon(&self, index: u32) -> bool {
        let piece = self.piece(index);
        let last = piece.words.end.checked_sub(1).filter(|last| *last >= piece.words.start);
        last.is_some_and(|last| self.plate.rows.text_of(&self.plate.rows.words[last as usize]).ends_with(':'))
    }

    /// The words of a piece, with single spaces.
    fn say(&self, index: u32) -> String {
        self.plate.rows.say(&self.piece(index).words)
    }

    /// Whether a piece is the mark of those who have to act, behind another in its row.
    fn is_mark(&self, before: u32, index: u32) -> bool {
        // Capitals behind a number are a title (`10   AOB`).
        is_mark(self.plate, self.piece(index)) && !judge::is_label(&self.say(before))
    }

    /// Reads pieces that come sorted by row.
    fn region(&mut self, list: &[u32], depth: u32) {
        let lines = self.lines(list);
        let column = self.column(list);
        let mut at = 0;
        while at < lines.len() {
            let run = if depth < DEEPEST { self.run(list, &lines, at) } else { None };
            let Some(run) = run else {
                self.line(&list[lines[at].clone()], column, None);
                at += 1;
                continue;
            };
            let end = self.part(list, &lines, &run, column, depth);
            at = end.max(at + 1);
        }
    }

    /// Stretches of a list that are one row each.
    fn lines(&self, list: &[u32]) -> Vec<Range<usize>> {
        let mut lines: Vec<Range<usize>> = Vec::new();
        for (at, index) in list.iter().enumerate() {
            match lines.last_mut() {
                Some(line) if self.piece(list[line.start]).row == self.piece(*index).row => line.end = at + 1,
                _ => lines.push(at..at + 1),
            }
        }
        lines
    }

    fn column(&mut self, list: &[u32]) -> u32 {
        let text = || list.iter().map(|index| self.piece(*index)).filter(|piece| piece.table.is_none());
        let left = text().map(|piece| piece.bbox[0]).fold(f32::INFINITY, f32::min);
        let right = text().map(|piece| piece.bbox[2]).fold(f32::NEG_INFINITY, f32::max);
        self.flow.columns.push([left, right]);
        self.flow.columns.len() as u32 - 1
    }

    fn line(&mut self, pieces: &[u32], column: u32, tail: Option<Tail>) {
        let mut words: SmallVec<[u32; 2]> = SmallVec::new();
        for index in pieces {
            if let Some(table) = self.piece(*index).table {
                self.flow.steps.push(Step::Table(table));
            } else {
                words.push(*index);
            }
        }
        if !words.is_empty() {
            let tail = match words.as_slice() {
                [.., before, last] => tail.or_else(|| self.is_mark(*before, *last).then_some(Tail::Owner)),
                _ => None,
            };
            self.flow.steps.push(Step::Line { tail, pieces: words, column });
        }
    }
}
