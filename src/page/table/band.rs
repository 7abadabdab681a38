//! Lines between two rules, or of a whole table without any → its rows.
//!
//! A row is a line with figures, or what goes on with the row above: a line
//! whose words would not have fitted above it, or whose key columns are empty.

use super::line::{Bit, Line, place};
use super::{Cell, CellLine};
use crate::page::order::is_figure;
use crate::page::plate::Plate;

/// Lines whose baselines are closer than this, in parts of the size, overlap: they are of one row.
const OVERLAP: f32 = 0.8;
/// Lines farther apart than this, in parts of the size, are not of one row.
const APART: f32 = 1.75;
/// Lines of a heading stand no farther apart than this, in parts of the size.
const HEAD_LINES: f32 = 1.5;
/// A space so many times as wide as that between the closest lines parts rows.
const WIDER: f32 = 1.25;
/// Fewest lines whose keys show that each is a row.
const FEWEST_KEYS: usize = 3;
/// Most lines of headings.
pub(super) const MOST_HEADS: usize = 8;
/// Words of a line that runs over columns as a sentence does.
const SENTENCE: usize = 7;
/// Narrower columns, in parts of the size, wrap only where their words show it.
const WIDE: f32 = 14.0;

/// Lines with their pieces in columns.
#[derive(Debug)]
pub(super) struct Band<'p> {
    plate: &'p Plate,
    columns: &'p [[f32; 2]],
    lines: Vec<Vec<Bit>>,
    sizes: Vec<f32>,
    bases: Vec<f32>,
    /// For each line, whether it has a figure in a column of figures.
    anchors: Vec<bool>,
    /// Nearly every line with figures has words in the first column.
    is_keyed: bool,
}

impl<'p> Band<'p> {
    /// Puts lines into columns.
    pub(super) fn of(plate: &'p Plate, lines: &[Line], columns: &'p [[f32; 2]]) -> Self {
        Self::placed_in(plate, columns, lines, |line| place(plate, line, columns))
    }

    /// Lines whose pieces a rule of its own puts into columns.
    pub(super) fn placed_in(
        plate: &'p Plate,
        columns: &'p [[f32; 2]],
        lines: &[Line],
        place: impl Fn(&Line) -> Vec<Bit>,
    ) -> Self {
        let mut band = Self {
            plate,
            columns,
            sizes: lines.iter().map(|line| line.size).collect(),
            bases: lines.iter().map(|line| line.base).collect(),
            anchors: Vec::new(),
            is_keyed: false,
            lines: lines.iter().map(place).collect(),
        };
        let figures = band.figure_columns();
        band.anchors = band
            .lines
            .iter()
            .map(|line| line.iter().any(|bit| figures[bit.columns[0]] && is_one(bit) && is_figure(&bit.say(plate))))
            .collect();
        let keyed = band
            .lines
            .iter()
            .zip(&band.anchors)
            .filter(|(line, anchor)| **anchor && line.iter().any(|bit| bit.columns[0] == 0));
        band.is_keyed = keyed.count() * 10 >= band.anchors() * 9;
        band
    }

    /// Columns most of whose words are figures.
    pub(super) fn figure_columns(&self) -> Vec<bool> {
        let mut counts = vec![[0usize; 3]; self.columns.len()];
        for bit in self.lines.iter().flatten().filter(|bit| is_one(bit)) {
            let count = &mut counts[bit.columns[0]];
            let said = bit.say(self.plate);
            let figure = is_figure(&said);
            count[0] += usize::from(figure && said.bytes().any(|b| b.is_ascii_digit()));
            count[1] += usize::from(figure);
            count[2] += 1;
        }
        counts.iter().map(|[counted, figures, all]| *counted >= 2 && figures * 2 >= *all).collect()
    }

    /// Lines with a figure in a column of figures.
    pub(super) fn anchors(&self) -> usize {
        self.anchors.iter().filter(|anchor| **anchor).count()
    }

    /// Its lines, their pieces in columns.
    pub(super) fn placed(&self) -> &[Vec<Bit>] {
        &self.lines
    }

    /// Whether it is several rows: figures stand below each other, and words beside them
    /// are not one wrapped text.
    pub(super) fn is_stacked(&self) -> bool {
        let (lines, anchors) = (self.lines.len(), self.anchors());
        let keyed = self
            .lines
            .iter()
            .zip(&self.anchors)
            .filter(|(line, anchor)| **anchor && line.iter().any(|bit| bit.columns[0] == 0));
        if anchors < 3 || anchors * 3 < lines || anchors < 6 && keyed.count() * 2 < anchors {
            return false;
        }
        let (mut wraps, mut pairs) = (0, 0);
        for at in (1..lines).filter(|at| self.anchors[*at] && self.anchors[at - 1]) {
            for bit in &self.lines[at] {
                if let Some(above) = self.above(at, bit.columns[0])
                    && !is_figure(&bit.say(self.plate))
                {
                    pairs += 1;
                    wraps += usize::from(self.wraps(above, bit));
                }
            }
        }
        wraps * 2 <= pairs
    }

    /// The rows of its lines; those before the first figure are headings where `headed` says so.
    pub(super) fn rows(&self, headed: bool) -> Vec<Vec<Cell>> {
        let heads = if headed { self.heads() } else { 0 };
        let mut out = Vec::new();
        let mut from = 0;
        for at in 1..=self.lines.len() {
            let goes_on = at < self.lines.len()
                && if at < heads { self.is_one_head(at) } else { at != heads && self.goes_on(from, at) };
            if !goes_on {
                out.push(self.row(from, at));
                from = at;
            }
        }
        out
    }

    /// Its rows where neither rules nor figures part them: spaces do; where all lines stand equally
    /// close, keys with words beside them.
    pub(super) fn rows_apart(&self) -> Vec<Vec<Cell>> {
        let several = |at: &usize| self.is_keyed_at(*at) && self.lines[*at].len() >= 2;
        let is_close = !self.spaces().contains(&true);
        let count = (0..self.lines.len()).filter(several).count();
        if is_close && self.lines.len() >= FEWEST_KEYS && count * 3 >= self.lines.len() * 2 {
            self.rows_where(|at| several(&at))
        } else {
            self.rows_by_space()
        }
    }

    /// Its rows where wider spaces than those between other lines part them, each before a key; keys that do not
    /// stand at the top of their row tell nothing.
    pub(super) fn rows_by_space(&self) -> Vec<Vec<Cell>> {
        let spaces = self.spaces();
        let is_topped = !self.lines.is_empty() && self.is_keyed_at(0);
        self.rows_where(|at| is_topped && spaces[at] && self.is_keyed_at(at))
    }

    /// For each line, whether the space above it is wider than those between the closest lines.
    fn spaces(&self) -> Vec<bool> {
        let space = |at: usize| (self.bases[at] - self.bases[at - 1]) / self.sizes[at].min(self.sizes[at - 1]);
        let closest = (1..self.lines.len()).map(space).filter(|space| *space >= OVERLAP).fold(f32::INFINITY, f32::min);
        let apart = (WIDER * closest).min(HEAD_LINES);
        (0..self.lines.len()).map(|at| at > 0 && space(at) > apart).collect()
    }

    fn is_keyed_at(&self, at: usize) -> bool {
        self.lines[at].iter().any(|bit| bit.columns[0] == 0)
    }

    /// Rows that begin at some lines.
    fn rows_where(&self, begins: impl Fn(usize) -> bool) -> Vec<Vec<Cell>> {
        let mut out = Vec::new();
        let mut from = 0;
        for at in 1..=self.lines.len() {
            if at == self.lines.len() || begins(at) {
                out.push(self.row(from, at));
                from = at;
            }
        }
        out
    }

    /// Columns with words.
    pub(super) fn filled(&self) -> usize {
        let mut filled = vec![false; self.columns.len()];
        for bit in self.lines.iter().flatten() {
            filled[bit.columns[0]] = true;
        }
        filled.iter().filter(|filled| **filled).count()
    }

    /// Whether at least half of what stands in columns of figures are figures.
    pub(super) fn is_body(&self, figures: &[bool]) -> bool {
        let own = || self.lines.iter().flatten().filter(|bit| figures[bit.columns[0]]);
        let count = own().filter(|bit| is_figure(&bit.say(self.plate))).count();
        count > 0 && count * 2 >= own().count()
    }

    /// Lines that run over columns as sentences do.
    pub(super) fn sentences(&self) -> usize {
        let is_sentence = |bit: &Bit| bit.words.len() >= SENTENCE && !is_one(bit);
        self.lines.iter().filter(|line| line.iter().any(is_sentence)).count()
    }

    /// Its lines as rows of headings.
    pub(super) fn head_rows(&self) -> Vec<Vec<Cell>> {
        let mut out = Vec::new();
        let mut from = 0;
        for at in 1..=self.lines.len() {
            if at == self.lines.len() || !self.is_one_head(at) {
                out.push(self.row(from, at));
                from = at;
            }
        }
        out
    }

    /// One row of all its lines.
    pub(super) fn one_row(&self) -> Vec<Cell> {
        self.row(0, self.lines.len())
    }

    /// Lines before the first with figures.
    pub(super) fn heads(&self) -> usize {
        let before = self.anchors.iter().take_while(|anchor| !**anchor).count();
        if before == self.anchors.len() || before > MOST_HEADS { 0 } else { before }
    }

    /// Whether the heading at `at` goes on with the one above it.
    fn is_one_head(&self, at: usize) -> bool {
        let spacing = self.bases[at] - self.bases[at - 1];
        let merged = self.lines[at - 1].iter().any(|bit| !is_one(bit));
        let units = self.lines[at].len() > 1 || self.lines.len() > at && self.anchors.get(at + 1) == Some(&true);
        let is_units = units && self.lines[at].iter().all(|bit| is_unit(&bit.say(self.plate)));
        let is_group = self.lines[at].len() == 1 && !is_one(&self.lines[at][0]) && self.lines[at - 1].len() > 1;
        spacing < HEAD_LINES * self.sizes[at].min(self.sizes[at - 1]) && !merged && !is_units && !is_group
    }

    /// Whether line `at` is of the row that began at `from`.
    fn goes_on(&self, from: usize, at: usize) -> bool {
        let size = self.sizes[at].min(self.sizes[at - 1]);
        let spacing = self.bases[at] - self.bases[at - 1];
        let has_anchor = self.anchors[from..at].contains(&true);
        if self.anchors[at] && has_anchor {
            return false;
        }
        let shares = |bit: &Bit| self.lines[at - 1].iter().any(|above| above.columns[0] == bit.columns[0]);
        if spacing < OVERLAP * size && !self.lines[at].iter().all(shares) {
            return true;
        }
        if spacing > APART * size {
            return false;
        }
        let line = &self.lines[at];
        let wrapped = |bit: &Bit| self.above(at, bit.columns[0]).is_some_and(|above| self.wraps(above, bit));
        let keyed = line.iter().any(|bit| bit.columns[0] == 0);
        if self.anchors[at] {
            // Words above their figures: the key itself was wrapped.
            return line.iter().filter(|bit| !is_figure(&bit.say(self.plate))).any(wrapped) && keyed;
        }
        if line.iter().all(wrapped) {
            return true;
        }
        // Words without a key in columns that the row above has words in.
        let begun = line.iter().all(|bit| is_one(bit) && self.began(from, at, bit));
        !keyed && has_anchor && begun && (line.len() == 1 || self.is_keyed)
    }

    fn began(&self, from: usize, at: usize, bit: &Bit) -> bool {
        self.lines[from..at].iter().flatten().any(|above| above.columns[0] == bit.columns[0])
    }

    /// What stands in a column on the line above.
    fn above(&self, at: usize, column: usize) -> Option<&Bit> {
        self.lines[at - 1].iter().find(|above| above.columns[0] == column)
    }

    /// Whether a text goes on on the line below: its next word had no room, and nothing says that it ended.
    fn wraps(&self, above: &Bit, below: &Bit) -> bool {
        let (Some(last), Some(first)) =
            (self.plate.rows.words_in(&above.words).last(), self.plate.rows.words_in(&below.words).first())
        else {
            return false;
        };
        let size = above.size;
        if last.bold != first.bold || (above.size - below.size).abs() > 0.15 * size {
            return false;
        }
        let [left, right] = self.columns[above.columns[0]];
        let room = (right - left) - (above.span[1] - above.span[0]);
        let fits = first.width() + 0.25 * size < room - 0.2 * size;
        let ended = self.plate.rows.text_of(last);
        let begun = self.plate.rows.text_of(first);
        let is_open = ended.ends_with(['-', ',', '&', '/'])
            || ["of", "and", "the", "for", "to", "in", "on", "with", "or"].contains(&ended);
        let goes_on = begun.starts_with(|c: char| c.is_lowercase() || c == '(' || c == '&') || is_open;
        !fits && (goes_on || right - left > WIDE * size)
    }

    /// One row of the lines from `from` to `to`.
    fn row(&self, from: usize, to: usize) -> Vec<Cell> {
        let mut cells: Vec<Cell> = self
            .columns
            .iter()
            .map(|_| Cell { columns: 1, rows: 1, right: f32::INFINITY, lines: Vec::new() })
            .collect();
        let mut wide = vec![1usize; cells.len()];
        for bit in self.lines[from..to].iter().flatten() {
            let [first, last] = bit.columns;
            cells[first].lines.push(CellLine { words: bit.words.clone(), base: bit.base });
            wide[first] = wide[first].max(last - first + 1);
        }
        let mut out = Vec::with_capacity(cells.len());
        let mut at = 0;
        while at < cells.len() {
            let free = cells[at + 1..].iter().take(wide[at] - 1).take_while(|cell| cell.lines.is_empty()).count();
            let mut cell = std::mem::take(&mut cells[at]);
            cell.columns = free as u16 + 1;
            out.push(cell);
            at += free + 1;
        }
        out
    }
}

fn is_one(bit: &Bit) -> bool {
    bit.columns[0] == bit.columns[1]
}

/// Whether a text is nothing but a unit: `£`, `£000`, `%`.
fn is_unit(said: &str) -> bool {
    said.chars().count() <= 6 && said.contains(['£', '$', '€', '%']) && said.chars().all(|c| "£$€%0,'’mMkK".contains(c))
}
