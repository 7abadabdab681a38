//! Tables whose rows stand between horizontal rules of one width.

use super::band::Band;
use super::line::{Line, NARROW_GAP, lines, place};
use super::strip::{MOST_COLUMNS, strips, widen};
use super::{Found, Table, is_full};
use crate::page::grid::Stroke;
use crate::page::order::is_figure;
use crate::page::plate::Plate;

/// Shortest rule of a table, in points.
const SHORTEST: f32 = 100.0;
/// Ends of rules this far apart, in points, are of one table.
const SAME_END: f32 = 8.0;
/// Rules farther apart than this, in points, are not of one table.
const TALLEST: f32 = 300.0;
/// Rules closer than this, in points, are one: a double line, the edges of a band.
const SAME_RULE: f32 = 4.0;
/// Fewest rules.
const FEWEST: usize = 3;
/// Ladders that are open at a time; tables of a page.
const MOST: usize = 16;
/// Lines above the first rule, and below the last, stand this close to each other, in parts of the size.
const NEXT_LINE: f32 = 1.6;
/// Most lines below the last rule.
const MOST_BELOW: usize = 12;

/// Rules of one width, below each other.
#[derive(Debug)]
struct Ladder {
    from: f32,
    to: f32,
    rules: Vec<f32>,
}

/// Adds the tables between rules.
pub(super) fn find(plate: &Plate, taken: &[bool], found: &mut Found) {
    for ladder in ladders(plate, found) {
        if let Some(table) = read(plate, taken, found, &ladder) {
            found.add(table);
        }
    }
}

fn ladders(plate: &Plate, found: &Found) -> Vec<Ladder> {
    let in_table = |rule: &Stroke| {
        found.tables.iter().any(|table| {
            let [left, top, right, bottom] = table.bbox;
            rule.at > top - SAME_RULE && rule.at < bottom + SAME_RULE && rule.from < right && rule.to > left
        })
    };
    let mut out: Vec<Ladder> = Vec::new();
    for rule in plate.rules.iter().filter(|rule| rule.to - rule.from >= SHORTEST && !in_table(rule)) {
        let open = out.iter_mut().rev().take(MOST).find(|ladder| {
            (ladder.from - rule.from).abs() < SAME_END
                && (ladder.to - rule.to).abs() < SAME_END
                && ladder.rules.last().is_some_and(|last| rule.at - last < TALLEST)
        });
        match open {
            Some(ladder) if ladder.rules.last().is_some_and(|last| rule.at - last < SAME_RULE) => {}
            Some(ladder) => ladder.rules.push(rule.at),
            None => out.push(Ladder { from: rule.from, to: rule.to, rules: vec![rule.at] }),
        }
    }
    out.retain(|ladder| ladder.rules.len() >= FEWEST);
    out.truncate(MOST);
    out
}

fn read(plate: &Plate, taken: &[bool], found: &Found, ladder: &Ladder) -> Option<Table> {
    let (first, last) = (*ladder.rules.first()?, *ladder.rules.last()?);
    let all = around(plate, taken, found, [ladder.from, ladder.to]);
    let above = all.partition_point(|line| line.base < first);
    let below = all.partition_point(|line| line.base < last + 1.0);
    let inner = &all[above..below];
    let mut columns = columns(plate, inner);
    if columns.len() < 2 || columns.len() > MOST_COLUMNS {
        return None;
    }
    widen(&mut columns, inner, inner.len().min(3));
    let whole = Band::of(plate, inner, &columns);
    if whole.sentences() * 5 > inner.len() {
        return None;
    }
    let end = |rule: f32| if rule < last { rule } else { last + 1.0 };
    let bands: Vec<&[Line]> = ladder
        .rules
        .windows(2)
        .map(|pair| {
            let from = inner.partition_point(|line| line.base < pair[0]);
            let to = inner.partition_point(|line| line.base < end(pair[1]));
            &inner[from..to]
        })
        .filter(|band| !band.is_empty())
        .collect();
    let several = bands.iter().filter(|band| Band::of(plate, band, &columns).filled() >= 2).count();
    if bands.len() < 2 || several < 2 || several * 2 < bands.len() {
        return None;
    }
    let is_dense = whole.anchors() < FEWEST || (bands.len() + 1) * 2 >= whole.anchors();
    let head = Band::of(plate, bands[0], &columns);
    let is_headed = head.filled() >= 2 && !head.is_body(&whole.figure_columns());
    let heads = if is_headed { &[][..] } else { heads(plate, &all[..above], &columns, first) };
    let tail = if whole.anchors() < FEWEST { &[][..] } else { tail(plate, &all[below..], &columns, last) };
    let mut rows = Vec::new();
    if !heads.is_empty() {
        rows.extend(Band::of(plate, heads, &columns).head_rows());
    }
    for (index, lines) in bands.iter().copied().enumerate() {
        let band = Band::of(plate, lines, &columns);
        if index == 0 && is_headed {
            rows.extend(band.head_rows());
        } else if band.is_stacked() || !is_dense {
            rows.extend(band.rows(false));
        } else {
            rows.push(band.one_row());
        }
    }
    if !tail.is_empty() {
        let band = Band::of(plate, tail, &columns);
        if band.is_stacked() || !is_dense || band.anchors() == 0 {
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
    Some(Table { rows, bbox: [ladder.from, top, ladder.to, bottom], columns, ..Table::default() })
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

/// Lines right below the last rule that stand in the columns.
fn tail<'l>(plate: &Plate, below: &'l [Line], columns: &[[f32; 2]], rule: f32) -> &'l [Line] {
    let mut end = 0;
    let mut last = rule;
    while end < below.len().min(MOST_BELOW) {
        let line = &below[end];
        let bits = place(plate, line, columns);
        let keeps = bits.len() >= 2 && bits.iter().all(|bit| bit.columns[0] == bit.columns[1]);
        if line.base - last > 1.25 * NEXT_LINE * line.size || !keeps {
            break;
        }
        last = line.base;
        end += 1;
    }
    &below[..end]
}
