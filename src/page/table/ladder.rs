//! Tables whose rows stand between horizontal rules of one width, or on bands of shade.

use super::band::Band;
use super::line::{Line, NARROW_GAP, lines, place};
use super::rung::{FEWEST, Ladder, SAME_END, SAME_RULE, ladders};
use super::scale::is_chart;
use super::strip::{MOST_COLUMNS, strips, widen};
use super::{Found, Table, is_full};
use crate::page::order::{Piece, is_figure};
use crate::page::plate::Plate;
use crate::page::shade::Shade;
use std::ops::Range;

/// Lines above the first rule, and below the last, stand this close to each other, in parts of the size.
const NEXT_LINE: f32 = 1.6;
/// Words that reach over the edge of a fill by more than this, in points, run over it.
const RUNS_OVER: f32 = 1.0;
/// One line in so many may run over the edges of fills.
const STRAY: usize = 10;
/// Most lines below the last rule.
const MOST_BELOW: usize = 12;

/// Adds the tables between rules.
pub(super) fn find(plate: &Plate, taken: &[bool], found: &mut Found) {
    for ladder in ladders(plate, found) {
        if let Some(table) = read(plate, taken, found, ladder).filter(|table| !is_chart(plate, table)) {
            found.add(table);
        }
    }
}

/// What stands within a ladder: its lines, in columns and between its rules.
struct Laid<'a> {
    /// The free lines of the page within its width.
    all: &'a [Line],
    /// The lines between its first and last rule.
    inner: Range<usize>,
    columns: Vec<[f32; 2]>,
    /// Stretches between two rules that hold lines, by the index of the rule above.
    bands: Vec<(usize, Range<usize>)>,
}

impl<'a> Laid<'a> {
    fn of(plate: &Plate, all: &'a [Line], ladder: &Ladder<'_>) -> Option<Self> {
        let (first, last) = (*ladder.rules.first()?, *ladder.rules.last()?);
        let inner = all.partition_point(|line| line.base < first)..all.partition_point(|line| line.base < last + 1.0);
        let own = &all[inner.clone()];
        let columns = cell_columns(plate, &ladder.shades, own).unwrap_or_else(|| {
            let mut columns = columns(plate, own);
            widen(&mut columns, own, own.len().min(3));
            columns
        });
        if columns.len() < 2 || columns.len() > MOST_COLUMNS {
            return None;
        }
        let end = |rule: f32| if rule < last { rule } else { last + 1.0 };
        let bands = ladder.rules.windows(2).enumerate().map(|(at, pair)| {
            let from = all.partition_point(|line| line.base < pair[0]);
            (at, from..all.partition_point(|line| line.base < end(pair[1])))
        });
        let bands = bands.filter(|(_, band)| !band.is_empty()).collect();
        Some(Self { all, inner, columns, bands })
    }

    fn band<'s>(&'s self, plate: &'s Plate, lines: &Range<usize>) -> Band<'s> {
        Band::of(plate, &self.all[lines.clone()], &self.columns)
    }

    /// Whether words stand in several columns.
    fn has_several(&self, plate: &Plate, lines: &Range<usize>) -> bool {
        self.band(plate, lines).filled() >= 2
    }
}

fn read(plate: &Plate, taken: &[bool], found: &Found, ladder: Ladder<'_>) -> Option<Table> {
    let all = around(plate, taken, found, [ladder.from, ladder.to]);
    let mut ladder = ladder;
    let mut laid = Laid::of(plate, &all, &ladder)?;
    if ladder.is_of_shade() {
        // A title over the table, or a note below it, may stand on shade as well.
        let several = |(_, lines): &&(usize, Range<usize>)| laid.has_several(plate, lines);
        let first = laid.bands.iter().find(several)?.0;
        let last = laid.bands.iter().rev().find(several)?.0 + 1;
        if last - first + 1 < ladder.rules.len() {
            ladder = ladder.part(first, last);
            laid = Laid::of(plate, &all, &ladder)?;
        }
    }
    let Laid { columns, bands, .. } = &laid;
    let whole = laid.band(plate, &laid.inner);
    if whole.sentences() * 5 > laid.inner.len() {
        return None;
    }
    let several = |(_, lines): &&(usize, Range<usize>)| laid.has_several(plate, lines);
    let count = bands.iter().filter(several).count();
    if bands.len() < 2 || count < 2 || count * 2 < bands.len() {
        return None;
    }
    // Headings on shade stand over text; the shaded rows of a table hold cells.
    let shaded = || bands.iter().filter(|(at, _)| ladder.is_shaded(*at));
    if ladder.is_of_shade() && shaded().filter(several).count() * 2 <= shaded().count() {
        return None;
    }
    let [first, last] = [ladder.rules[0], ladder.rules[ladder.rules.len() - 1]];
    let is_dense = whole.anchors() < FEWEST || (bands.len() + 1) * 2 >= whole.anchors();
    let head = laid.band(plate, &bands[0].1);
    let over = heads(plate, &all[..laid.inner.start], columns, first);
    // Without figures, shade alone does not tell whether its first row is the head or stands below it.
    let is_below_head = ladder.is_of_shade() && !over.is_empty();
    let is_headed = head.filled() >= 2 && !head.is_body(&whole.figure_columns()) && !is_below_head;
    let heads = if is_headed { &[][..] } else { over };
    let ends_shaded = ladder.is_of_shade() && bands.last().is_some_and(|(at, _)| ladder.is_shaded(*at));
    let has_tail = whole.anchors() >= FEWEST || ends_shaded;
    let tail = if has_tail { tail(plate, &all[laid.inner.end..], columns, last, ends_shaded) } else { &[][..] };
    let mut rows = Vec::new();
    if !heads.is_empty() {
        rows.extend(Band::of(plate, heads, columns).head_rows());
    }
    for (index, (at, lines)) in bands.iter().enumerate() {
        let band = laid.band(plate, lines);
        if index == 0 && is_headed {
            rows.extend(band.head_rows());
        } else if ladder.is_of_shade() && !ladder.is_shaded(*at) && !band.is_stacked() {
            rows.extend(band.rows_apart());
        } else if band.is_stacked() || !is_dense {
            rows.extend(band.rows(false));
        } else if whole.anchors() < FEWEST {
            rows.extend(band.rows_by_space());
        } else {
            rows.push(band.one_row());
        }
    }
    if !tail.is_empty() {
        let band = Band::of(plate, tail, columns);
        if ends_shaded && band.anchors() == 0 {
            rows.extend(band.rows_apart());
        } else if band.is_stacked() || !is_dense || band.anchors() == 0 {
            rows.extend(band.rows(false));
        } else {
            rows.push(band.one_row());
        }
    }
    if !is_full(&rows, columns.len()) {
        return None;
    }
    let top = heads.first().map_or(first, |line| line.bbox()[1]);
    let bottom = tail.last().map_or(last, |line| line.bbox()[3]);
    let bbox = [ladder.from, top, ladder.to, bottom];
    drop(whole);
    Some(Table { rows, bbox, columns: laid.columns, ..Table::default() })
}

/// The free lines of the page within a width.
pub(super) fn around(plate: &Plate, taken: &[bool], found: &Found, [left, right]: [f32; 2]) -> Vec<Line> {
    let stretches = plate.rows.list.iter().enumerate().filter(|(row, _)| !taken[*row]).flat_map(|(row, own)| {
        found.free(own.words.clone()).filter_map(move |words| {
            let inside = |at: &u32| {
                let [x, _] = plate.rows.words[*at as usize].centre();
                x > left - SAME_END && x < right + SAME_END
            };
            let from = words.clone().find(inside)?;
            let to = words.clone().rev().find(inside)? + 1;
            Some((row as u32, from..to))
        })
    });
    lines(plate, NARROW_GAP, stretches)
}

/// Columns that the fills of cells show, where the words of lines keep to them.
pub(super) fn cell_columns(plate: &Plate, shades: &[&Shade], lines: &[Line]) -> Option<Vec<[f32; 2]>> {
    let [left, _, right, _] = shades.first()?.bbox;
    let mut edges: Vec<f32> = shades.iter().flat_map(|shade| &shade.edges).copied().collect();
    edges.sort_by(f32::total_cmp);
    let parted = shades.iter().filter(|shade| !shade.edges.is_empty()).count();
    let kept = edges.chunk_by(|a, b| b - a < SAME_RULE).filter(|edge| edge.len() * 2 >= parted);
    let edges: Vec<f32> = kept.map(|edge| edge[edge.len() / 2]).collect();
    let runs_over = |piece: &Piece| {
        plate.rows.words_in(&piece.words).iter().any(|word| {
            let at = edges.partition_point(|edge| *edge <= word.bbox[0] + RUNS_OVER);
            edges.get(at).is_some_and(|edge| word.bbox[2] > edge + RUNS_OVER)
        })
    };
    let stray = lines.iter().filter(|line| line.pieces.iter().any(runs_over)).count();
    if edges.is_empty() || stray * STRAY > lines.len() {
        return None;
    }
    let from = std::iter::once(left).chain(edges.iter().copied());
    Some(from.zip(edges.iter().copied().chain([right])).map(|(from, to)| [from, to]).collect())
}

fn columns(plate: &Plate, inner: &[Line]) -> Vec<[f32; 2]> {
    let figures = |line: &&Line| {
        line.pieces.len() >= 2
            && line.pieces.iter().skip(1).any(|piece| {
                let words = plate.rows.words_in(&piece.words);
                words.len() <= 2 && words.iter().all(|word| is_figure(plate.rows.text_of(word)))
            })
    };
    let of_figures = inner.iter().filter(figures);
    if of_figures.clone().count() >= FEWEST {
        return strips(&of_figures);
    }
    strips(&inner.iter().filter(|line| line.pieces.len() >= 2))
}

/// Lines right above the first rule that stand in the columns: heads.
pub(super) fn heads<'l>(plate: &Plate, above: &'l [Line], columns: &[[f32; 2]], rule: f32) -> &'l [Line] {
    let mut at = above.len();
    let mut next = rule;
    while at > 0 && above.len() - at < super::band::MOST_HEADS {
        let line = &above[at - 1];
        let bits = place(plate, line, columns);
        let keeps = bits.iter().all(|bit| bit.columns[0] == bit.columns[1]);
        if next - line.base > NEXT_LINE * line.size || !keeps {
            break;
        }
        next = line.base;
        at -= 1;
    }
    let own = &above[at..];
    if own.iter().any(|line| line.pieces.len() >= 2) { own } else { &[] }
}

/// Lines right below the last rule that stand in the columns; `wraps` lets a line go on with one cell alone.
fn tail<'l>(plate: &Plate, below: &'l [Line], columns: &[[f32; 2]], rule: f32, wraps: bool) -> &'l [Line] {
    let mut end = 0;
    let mut last = rule;
    while end < below.len().min(MOST_BELOW) {
        let line = &below[end];
        let bits = place(plate, line, columns);
        let goes_on = wraps && end > 0 && line.base - last < NEXT_LINE * line.size;
        let keeps = (bits.len() >= 2 || goes_on) && bits.iter().all(|bit| bit.columns[0] == bit.columns[1]);
        if line.base - last > 1.25 * NEXT_LINE * line.size || !keeps {
            break;
        }
        last = line.base;
        end += 1;
    }
    &below[..end]
}
