//! Whether a page bears a tagged table out, and what becomes of the grids that its lines draw there.

use super::cells::TaggedCells;
use super::{OwnWord, Part, fit};
use crate::page::grid::{Grid, Stroke};
use crate::page::plate::Plate;
use crate::page::words::Word;

/// How far from a table its next line would stand, in parts of the size.
const NEXT_LINE: f32 = 1.4;
/// A gap, in parts of the size, that shows columns.
const COLUMN_GAP: f32 = 2.0;
/// Part of a table's width that a line across it takes at least.
const RULED: f32 = 0.5;
/// Fewest lines across a table that part its rows: one may be a line to sign on.
const FEWEST_RULES: usize = 2;
/// Lines closer than this, in points, are one.
const SAME_RULE: f32 = 4.0;
/// Words in a hundred that may stand among those of a table and be none of it.
const MOST_FOREIGN: usize = 2;

/// A tagged table that its page bears out.
#[derive(Debug)]
pub(super) struct Borne {
    /// Index of the table.
    pub(super) table: u32,
    /// Its grid; that of its drawn lines where these part the words in the same manner.
    grid: Grid,
    /// For each grid of the page, whether this one takes its place.
    replaces: Vec<bool>,
    /// Whether lines draw it.
    pub(super) is_drawn: bool,
    /// Whether words stand in columns right above or below it.
    pub(super) is_cut_out: bool,
}

/// A word that stands in a grid that lines draw, both by their indices.
#[derive(Clone, Copy, Debug)]
pub(super) struct InGrid {
    word: u32,
    grid: u32,
}

/// How many words stand in a drawn grid.
#[derive(Clone, Copy, Debug, Default)]
struct Share {
    /// Those of the table.
    own: usize,
    /// Others, over its first row: heads that a word processor repeats on each page are left out of the tags.
    over: usize,
    /// Others, anywhere else.
    beside: usize,
}

impl Borne {
    /// Checks a table against its page.
    pub(super) fn by(plate: &Plate, in_grids: &[InGrid], cells: &TaggedCells, part: &Part) -> Option<Self> {
        let own = &part.own;
        let mut grid = fit::fit(plate, cells, own)?;
        if foreign(plate, own, &grid) * 100 > own.len() * MOST_FOREIGN {
            return None;
        }
        let shares = shares(plate, in_grids, own, &grid);
        let columns = cells.columns(part.table);
        let is_squared = |drawn: &Grid| drawn.rows() > 1 && drawn.columns() >= columns.min(2);
        let squares = plate.grids.iter().zip(&shares).filter(|(drawn, _)| is_squared(drawn));
        let squared: usize = squares.map(|(_, share)| share.own).sum();
        let is_drawn = squared * 2 >= own.len() || columns > 1 && is_ruled(plate, &grid);
        let is_cut_out = is_cut_out(plate, own, &grid);
        let mut replaces = vec![false; shares.len()];
        for (index, share) in shares.iter().enumerate().filter(|(_, share)| share.own > 0) {
            let drawn = &plate.grids[index];
            // A single square is a frame around the page or a paragraph.
            if drawn.rows() * drawn.columns() == 1 {
                continue;
            }
            if share.beside * 100 > share.own * MOST_FOREIGN || share.over > share.own {
                return None;
            }
            replaces[index] = true;
            // Columns without a word on any page are none.
            if drawn.columns() == grid.columns() && agree(&plate.rows.words, own, &grid, drawn) {
                grid = drawn.clone();
                break;
            }
            if share.over > 0 {
                grid.grow_up(drawn);
            }
        }
        grid.declare(part.table + 1);
        Some(Self { table: part.table, grid, replaces, is_drawn, is_cut_out })
    }
}

/// Puts the grids of tagged tables into the place of those that lines draw there.
pub(super) fn give(plate: &mut Plate, borne: Vec<Borne>) {
    let mut index = 0;
    plate.grids.retain(|_| {
        index += 1;
        !borne.iter().any(|borne| borne.replaces[index - 1])
    });
    plate.grids.splice(0..0, borne.into_iter().map(|borne| borne.grid));
}

/// The words of a page that stand in the grids that its lines draw.
pub(super) fn in_grids(plate: &Plate) -> Vec<InGrid> {
    let words = plate.rows.words.iter().enumerate().filter(|(_, word)| !word.artifact);
    words
        .flat_map(|(at, word)| {
            let around = move |(_, drawn): &(usize, &Grid)| drawn.cell_at(word.centre()).is_some();
            let grids = plate.grids.iter().enumerate().filter(around);
            grids.map(move |(grid, _)| InGrid { word: at as u32, grid: grid as u32 })
        })
        .collect()
}

/// How many words that are not a table's stand within it.
fn foreign(plate: &Plate, own: &[OwnWord], grid: &Grid) -> usize {
    let words = plate.rows.words.iter().enumerate().filter(|(_, word)| !word.artifact);
    words.filter(|(at, word)| grid.cell_at(word.centre()).is_some() && !is_own(own, *at as u32)).count()
}

/// Whose words stand in each drawn grid.
fn shares(plate: &Plate, in_grids: &[InGrid], own: &[OwnWord], grid: &Grid) -> Vec<Share> {
    let top = grid.bbox()[1];
    let mut shares = vec![Share::default(); plate.grids.len()];
    for InGrid { word, grid } in in_grids {
        let share = &mut shares[*grid as usize];
        let count = if is_own(own, *word) {
            &mut share.own
        } else if plate.rows.words[*word as usize].centre()[1] < top {
            &mut share.over
        } else {
            &mut share.beside
        };
        *count += 1;
    }
    shares
}

fn is_own(own: &[OwnWord], word: u32) -> bool {
    own.binary_search_by_key(&word, |own| own.word).is_ok()
}

/// Whether lines across part most rows of a grid.
fn is_ruled(plate: &Plate, grid: &Grid) -> bool {
    let [left, top, right, bottom] = grid.bbox();
    let parts_rows = |rule: &&Stroke| {
        rule.at > top && rule.at < bottom && rule.to.min(right) - rule.from.max(left) > RULED * (right - left)
    };
    let mut rules: Vec<f32> = plate.rules.iter().filter(parts_rows).map(|rule| rule.at).collect();
    rules.dedup_by(|below, above| *below - *above < SAME_RULE);
    rules.len() >= FEWEST_RULES && rules.len() * 2 >= grid.rows() - 1
}

/// Whether words stand in columns on the line right above or below: tags that a program has guessed end a table early.
fn is_cut_out(plate: &Plate, own: &[OwnWord], grid: &Grid) -> bool {
    let [left, top, right, bottom] = grid.bbox();
    plate.rows.list.iter().any(|row| {
        let near = NEXT_LINE * row.size;
        let is_next = |edge: f32| row.bbox[1] > edge - near && row.bbox[3] < edge + near;
        let within = |at: &u32| {
            let [x, _] = plate.rows.words[*at as usize].centre();
            x > left && x < right
        };
        (is_next(top) || is_next(bottom)) && {
            let others: Vec<u32> = row.words.clone().filter(within).collect();
            let is_gap = |pair: &[u32]| {
                let [a, b] = [pair[0], pair[1]].map(|at| &plate.rows.words[at as usize]);
                b.bbox[0] - a.bbox[2] > COLUMN_GAP * row.size
            };
            !others.iter().any(|at| is_own(own, *at)) && others.windows(2).any(is_gap)
        }
    })
}

/// Whether two grids part words in the same manner.
fn agree(words: &[Word], own: &[OwnWord], a: &Grid, b: &Grid) -> bool {
    let mut pairs: Vec<([usize; 2], [usize; 2])> = Vec::with_capacity(own.len());
    for own in own {
        let centre = words[own.word as usize].centre();
        let (Some(a), Some(b)) = (a.cell_at(centre), b.cell_at(centre)) else { return false };
        pairs.push((a, b));
    }
    let one_to_one = |pairs: &mut Vec<([usize; 2], [usize; 2])>| {
        pairs.sort_unstable();
        pairs.dedup();
        pairs.windows(2).all(|pair| pair[0].0 != pair[1].0)
    };
    let mut turned: Vec<([usize; 2], [usize; 2])> = pairs.iter().map(|(a, b)| (*b, *a)).collect();
    one_to_one(&mut pairs) && one_to_one(&mut turned)
}
