//! Tables and headings that the structure tree declares, checked against the page: what its rules and sizes
//! do not show, its tags may tell.
//!
//! A tagged file names the cells of its tables. Word processors also set whole
//! pages, letterheads and single lines as tables, and other programs guess
//! their tags: nothing is believed that the places of the words do not bear out.

mod bear;
mod cells;
mod fit;
mod headings;
mod set_out;

pub(super) use headings::Headings;

use super::plate::Plate;
use crate::pdf::structure::Structure;
use bear::Borne;
use cells::TaggedCells;
use rayon::prelude::*;
use set_out::Holdings;

/// Most tables of a page that are looked at.
const MOST_TABLES: usize = 64;

/// A word of a tagged table, and its cell.
#[derive(Clone, Copy, Debug)]
struct OwnWord {
    /// The word in the page's rows.
    word: u32,
    /// The cell, by its index.
    cell: u32,
}

/// The words of one table on one page, in the order of the page.
#[derive(Clone, Debug)]
struct Part {
    table: u32,
    own: Vec<OwnWord>,
}

/// Gives each page the grids of its tagged tables, in place of those that its lines draw there otherwise.
pub(super) fn take(plates: &mut [Plate], structure: &Structure) {
    let mut cells = TaggedCells::of(structure);
    if cells.is_empty() {
        return;
    }
    let parts: Vec<Vec<Part>> = plates.par_iter().map(|plate| parts(plate, structure, &cells)).collect();
    cells.leave_out_empty_columns(parts.iter().flatten().flat_map(|part| &part.own).map(|own| own.cell));
    let mut holdings = Holdings::of(&cells);
    for (plate, parts) in plates.iter().zip(&parts) {
        for part in parts {
            holdings.look(plate, part);
        }
    }
    let set_out = holdings.set_out(&cells);
    let borne: Vec<Vec<Option<Borne>>> = plates
        .par_iter()
        .zip(&parts)
        .map(|(plate, parts)| {
            let in_grids = if parts.is_empty() { Vec::new() } else { bear::in_grids(plate) };
            parts.iter().map(|part| Borne::by(plate, &in_grids, &cells, part)).collect()
        })
        .collect();
    // A table that lines draw on one of its pages is one on all.
    let mut drawn = vec![false; cells.tables()];
    for borne in borne.iter().flatten().flatten() {
        drawn[borne.table as usize] |= borne.is_drawn;
    }
    let is_table = |borne: &Borne| {
        let table = borne.table as usize;
        (drawn[table] || !set_out[table]) && (borne.is_drawn || !borne.is_cut_out)
    };
    plates.par_iter_mut().zip(borne).for_each(|(plate, borne)| {
        bear::give(plate, borne.into_iter().flatten().filter(is_table).collect());
    });
}

/// The tables of a page with their words.
fn parts(plate: &Plate, structure: &Structure, cells: &TaggedCells) -> Vec<Part> {
    let page = plate.number as usize - 1;
    let cell_of = |content: u32| cells.around(structure.element_of(page, content.checked_sub(1)?)?);
    let mut words: Vec<(u32, OwnWord)> = Vec::new();
    for (at, word) in plate.rows.words.iter().enumerate() {
        if let Some((cell, tagged)) = cell_of(word.content) {
            words.push((tagged.table, OwnWord { word: at as u32, cell }));
        }
    }
    words.sort_by_key(|(table, _)| *table);
    words
        .chunk_by(|(a, _), (b, _)| a == b)
        .map(|own| Part { table: own[0].0, own: own.iter().map(|(_, own)| *own).collect() })
        .filter(|part| cells.may_be_table(part.table))
        .take(MOST_TABLES)
        .collect()
}
