//! Rules of one width, and bands of shade, below each other.

use super::Found;
use crate::page::plate::Plate;
use crate::page::shade::Shade;

/// Shortest rule of a table, in points.
const SHORTEST: f32 = 100.0;
/// Ends of rules this far apart, in points, are of one table.
pub(super) const SAME_END: f32 = 8.0;
/// Rules farther apart than this, in points, are not of one table.
const TALLEST: f32 = 300.0;
/// Rules closer than this, in points, are one: a double line, the edges of a band.
pub(super) const SAME_RULE: f32 = 4.0;
/// Fewest rules.
pub(super) const FEWEST: usize = 3;
/// Ladders that are open at a time; tables of a page.
const MOST: usize = 16;

/// Rules of one width, below each other; the edges of a band are rules.
#[derive(Debug, Default)]
pub(super) struct Ladder<'p> {
    pub(super) from: f32,
    pub(super) to: f32,
    /// Places of its rules, from top to bottom.
    pub(super) rules: Vec<f32>,
    /// Rules that are lines.
    drawn: usize,
    /// Its bands of shade, from top to bottom.
    pub(super) shades: Vec<&'p Shade>,
}

impl Ladder<'_> {
    /// Its part from one rule to another.
    pub(super) fn part(&self, first: usize, last: usize) -> Self {
        let [top, bottom] = [self.rules[first], self.rules[last]];
        let within = |shade: &&&Shade| shade.bbox[1] < bottom - SAME_RULE && shade.bbox[3] > top + SAME_RULE;
        let shades = self.shades.iter().filter(within).copied().collect();
        Self { rules: self.rules[first..=last].to_vec(), shades, ..*self }
    }

    /// Whether its rows are told by shade more than by lines.
    pub(super) fn is_of_shade(&self) -> bool {
        self.drawn < FEWEST && !self.shades.is_empty()
    }

    /// Whether the stretch below a rule is shaded.
    pub(super) fn is_shaded(&self, rule: usize) -> bool {
        let [Some(top), Some(bottom)] = [self.rules.get(rule), self.rules.get(rule + 1)] else { return false };
        let middle = f32::midpoint(*top, *bottom);
        let at = self.shades.partition_point(|shade| shade.bbox[1] < middle);
        at.checked_sub(1).is_some_and(|at| middle < self.shades[at].bbox[3])
    }
}

/// Finds the ladders of a page outside the tables that were found before.
pub(super) fn ladders<'p>(plate: &'p Plate, found: &Found) -> Vec<Ladder<'p>> {
    let in_table = |[left, top, right, bottom]: [f32; 4]| {
        found.tables.iter().any(|table| {
            let [own_left, own_top, own_right, own_bottom] = table.bbox;
            bottom > own_top - SAME_RULE && top < own_bottom + SAME_RULE && left < own_right && right > own_left
        })
    };
    let drawn = plate.rules.iter().map(|rule| ([rule.from, rule.at, rule.to, rule.at], None));
    let shaded = plate.shades.iter().map(|shade| (shade.bbox, Some(shade)));
    let mut rungs: Vec<([f32; 4], Option<&Shade>)> =
        drawn.chain(shaded).filter(|(bbox, _)| bbox[2] - bbox[0] >= SHORTEST && !in_table(*bbox)).collect();
    rungs.sort_by(|(a, _), (b, _)| a[1].total_cmp(&b[1]));
    let mut out: Vec<Ladder<'_>> = Vec::new();
    for ([from, top, to, bottom], shade) in rungs {
        let at = out.len().saturating_sub(MOST);
        let open = out[at..].iter().rposition(|ladder| {
            (ladder.from - from).abs() < SAME_END
                && (ladder.to - to).abs() < SAME_END
                && ladder.rules.last().is_some_and(|last| top - last < TALLEST)
        });
        let own = open.map_or(out.len(), |open| at + open);
        if own == out.len() {
            out.push(Ladder { from, to, ..Ladder::default() });
        }
        let ladder = &mut out[own];
        for rule in [top, bottom] {
            if ladder.rules.last().is_none_or(|last| rule - last >= SAME_RULE) {
                ladder.rules.push(rule);
            }
        }
        ladder.drawn += usize::from(shade.is_none());
        ladder.shades.extend(shade);
    }
    out.retain(|ladder| ladder.rules.len() >= FEWEST);
    out.truncate(MOST);
    out
}
