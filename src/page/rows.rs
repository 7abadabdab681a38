//! Words → rows: what stands on one baseline, from left to right.

use super::apart;
use super::words::{WORD_GAP, Word, Words, union};
use std::ops::Range;

/// Baselines within this distance, in parts of the smaller size, are one.
const SAME_BASELINE: f32 = 0.22;
/// A raised or lowered word stands within this distance of its row's baseline, in parts of the row's size.
const RAISED: f32 = 0.7;
/// A raised or lowered word is smaller than this part of its row's size.
const RAISED_SIZE: f32 = 0.86;
/// Words drawn again within this distance, in parts of the size, are drawn to look bold.
const DOUBLE: f32 = 0.25;
/// Letters that are spaced out stand no farther apart than this, in parts of the size.
const SPACED_OUT: f32 = 0.6;
/// Fewest letters with spaces between them that are one word.
const SPACED_WITH_SPACES: usize = 4;

/// Words on one baseline.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// Its words in [`Rows::words`].
    pub(super) words: Range<u32>,
    /// Its baseline.
    pub(super) base: f32,
    /// Size of most of its letters.
    pub(super) size: f32,
    /// Left, top, right, bottom.
    pub(super) bbox: [f32; 4],
}

/// The rows of a page from top to bottom, in its frame.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// Characters of all words.
    pub(super) text: String,
    /// Words row by row, from left to right.
    pub(super) words: Vec<Word>,
    /// The rows.
    pub(super) list: Vec<Row>,
    /// Characters of words that were drawn twice.
    pub(super) dropped: u32,
}

impl Rows {
    /// Sorts words into rows; words that run another way each make a row.
    pub(super) fn of(words: &mut Words) -> Self {
        let mut list = std::mem::take(&mut words.list);
        let text = std::mem::take(&mut words.text);
        list.sort_unstable_by(|a, b| a.base.total_cmp(&b.base).then(a.bbox[0].total_cmp(&b.bbox[0])));
        let mut row_of = cluster(&list);
        lift_raised(&list, &mut row_of);
        let mut order: Vec<u32> = (0..list.len() as u32).collect();
        order.sort_unstable_by(|a, b| {
            let (a, b) = (*a as usize, *b as usize);
            row_of[a].cmp(&row_of[b]).then(list[a].bbox[0].total_cmp(&list[b].bbox[0])).then(a.cmp(&b))
        });
        let mut rows = Self { text, words: Vec::with_capacity(list.len()), list: Vec::new(), dropped: 0 };
        let mut at = 0;
        while at < order.len() {
            let row = row_of[order[at] as usize];
            let end = at + order[at..].iter().take_while(|word| row_of[**word as usize] == row).count();
            rows.push_row(order[at..end].iter().map(|word| list[*word as usize]));
            at = end;
        }
        rows.list.sort_by(|a, b| a.base.total_cmp(&b.base));
        apart::mark(&mut rows);
        rows
    }

    /// What a word says.
    pub(super) fn text_of(&self, word: &Word) -> &str {
        &self.text[word.text[0] as usize..word.text[1] as usize]
    }

    /// The words of a range.
    pub(super) fn words_in(&self, range: &Range<u32>) -> &[Word] {
        &self.words[range.start as usize..range.end as usize]
    }

    /// What a range of words says, with single spaces.
    pub(super) fn say(&self, range: &Range<u32>) -> String {
        let mut out = String::new();
        for word in self.words_in(range) {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(self.text_of(word));
        }
        out
    }

    fn push_row(&mut self, words: impl Iterator<Item = Word>) {
        let first = self.words.len();
        for word in words {
            match self.words[first..].last() {
                Some(last) if is_double(last, &word) && self.text_of(last) == self.text_of(&word) => {
                    let letters = self.text_of(&word).chars().filter(|c| !c.is_whitespace()).count() as u32;
                    self.dropped += letters;
                    if let Some(last) = self.words.last_mut() {
                        last.bold |= !word.invisible;
                        last.artifact &= word.artifact;
                    }
                }
                Some(last) if touches(last, &word) => self.append(&word),
                _ => self.words.push(word),
            }
        }
        self.join_spaced_out(first);
        let own = &self.words[first..];
        let Some(start) = own.first() else { return };
        let widest = own.iter().max_by(|a, b| (a.text[1] - a.text[0]).cmp(&(b.text[1] - b.text[0]))).unwrap_or(start);
        self.list.push(Row {
            words: first as u32..self.words.len() as u32,
            base: widest.base,
            size: widest.size,
            bbox: own.iter().fold(start.bbox, |all, word| union(all, word.bbox)),
        });
    }

    /// Adds a part to the last word.
    fn append(&mut self, part: &Word) {
        let Some(mut last) = self.words.pop() else { return };
        self.take_in(&mut last, part);
        if part.size > last.size {
            last.size = part.size;
            last.base = part.base;
        }
        self.words.push(last);
    }

    /// Makes a part the end of a word. The word moves to the end of the text once, then grows there.
    fn take_in(&mut self, word: &mut Word, part: &Word) {
        if word.text[1] == part.text[0] {
            word.text[1] = part.text[1];
        } else {
            if word.text[1] as usize != self.text.len() {
                let start = self.text.len();
                self.text.extend_from_within(word.text[0] as usize..word.text[1] as usize);
                word.text[0] = start as u32;
            }
            self.text.extend_from_within(part.text[0] as usize..part.text[1] as usize);
            word.text[1] = self.text.len() as u32;
        }
        word.bbox = union(word.bbox, part.bbox);
        word.bold &= part.bold;
        word.italic &= part.italic;
    }

    /// Joins letters that stand apart evenly, as in a spaced-out heading.
    fn join_spaced_out(&mut self, first: usize) {
        let is_letter = |rows: &Self, word: &Word| {
            let mut signs = rows.text_of(word).chars();
            signs.next().is_some_and(char::is_alphabetic) && signs.next().is_none()
        };
        let mut at = first;
        let mut out = first;
        while at < self.words.len() {
            let mut end = at;
            let mut has_spaces = false;
            let mut widest = 0.0f32;
            let mut narrowest = f32::INFINITY;
            while end + 1 < self.words.len() && is_letter(self, &self.words[end]) {
                let (a, b) = (&self.words[end], &self.words[end + 1]);
                let gap = b.bbox[0] - a.bbox[2];
                let (wider, closer) = (widest.max(gap), narrowest.min(gap));
                if !is_letter(self, b) || gap > SPACED_OUT * a.size || wider - closer > 0.12 * a.size {
                    break;
                }
                has_spaces |= b.spaced;
                (widest, narrowest) = (wider, closer);
                end += 1;
            }
            // `A G E N D A`, spaces and all; fewer letters may be what they look like.
            let fewest = if has_spaces { SPACED_WITH_SPACES } else { 3 };
            let joined = if end + 1 >= at + fewest { end } else { at };
            let mut word = self.words[at];
            for part in at + 1..=joined {
                let part = self.words[part];
                self.take_in(&mut word, &part);
            }
            self.words[out] = word;
            out += 1;
            at = joined + 1;
        }
        self.words.truncate(out);
    }
}

/// Whether two neighbours are one word drawn twice.
fn is_double(a: &Word, b: &Word) -> bool {
    let near = DOUBLE * a.size.min(b.size);
    (a.bbox[0] - b.bbox[0]).abs() < near && (a.bbox[2] - b.bbox[2]).abs() < near && (a.base - b.base).abs() < near
}

/// Whether a word goes on from the one before it without a gap.
fn touches(last: &Word, word: &Word) -> bool {
    let size = last.size.max(word.size);
    let gap = word.bbox[0] - last.bbox[2];
    !word.spaced
        && !word.turned
        && !last.turned
        && last.invisible == word.invisible
        && gap <= WORD_GAP * size
        && gap >= -0.6 * size
        && word.bbox[2] > last.bbox[2] - 0.3 * size
}

/// The row of each word; words come sorted by baseline.
fn cluster(words: &[Word]) -> Vec<u32> {
    let mut row_of = Vec::with_capacity(words.len());
    let mut row = 0u32;
    let mut base = 0.0;
    let mut size = 0.0f32;
    for (index, word) in words.iter().enumerate() {
        let joins = index > 0
            && !word.turned
            && !words[index - 1].turned
            && word.base - base <= SAME_BASELINE * size.min(word.size).max(1.0);
        if index > 0 && !joins {
            row += 1;
        }
        if !joins {
            base = word.base;
            size = word.size;
        }
        row_of.push(row);
    }
    row_of
}

/// Moves raised and lowered words (`1st`, footnote marks) to the row that they touch.
fn lift_raised(words: &[Word], row_of: &mut [u32]) {
    /// Rows further away than this are no neighbours, however close their baselines.
    const NEIGHBOURS: usize = 2;
    /// Words that a row of raised ones may have.
    const MOST: usize = 12;
    let mut starts: Vec<usize> = Vec::new();
    for (index, row) in row_of.iter().enumerate() {
        if index == 0 || row_of[index - 1] != *row {
            starts.push(index);
        }
    }
    starts.push(words.len());
    let spans: Vec<Range<usize>> = starts.windows(2).map(|pair| pair[0]..pair[1]).collect();
    for (at, span) in spans.iter().enumerate() {
        if span.len() > MOST || words[span.start].turned {
            continue;
        }
        let around = at.saturating_sub(NEIGHBOURS)..(at + NEIGHBOURS + 1).min(spans.len());
        let away = |other: &usize| (words[spans[*other].start].base - words[span.start].base).abs();
        let homes = around.filter(|other| *other != at).filter(|other| {
            let row = &spans[*other];
            span.clone().all(|index| {
                let word = &words[index];
                row.clone().take(400).any(|other| is_raised_beside(word, &words[other]))
            })
        });
        // Close lines lie beside a raised word on both sides: it is its own line's that is nearer.
        let home = homes.min_by(|a, b| away(a).total_cmp(&away(b)));
        if let Some(home) = home {
            let row = row_of[spans[home].start];
            row_of[span.clone()].fill(row);
        }
    }
}

fn is_raised_beside(word: &Word, other: &Word) -> bool {
    let gap = (word.bbox[0] - other.bbox[2]).max(other.bbox[0] - word.bbox[2]);
    !other.turned
        && word.size < RAISED_SIZE * other.size
        && (word.base - other.base).abs() < RAISED * other.size
        && gap < 0.3 * other.size
        && gap > -0.5 * other.size
}
