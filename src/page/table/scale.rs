//! Scales of charts: figures in even steps, evenly apart, that look like a column of a table.

use super::Table;
use crate::page::order::is_figure;
use crate::page::plate::Plate;

/// Fewest figures of a scale.
const FEWEST: usize = 4;
/// How far a space between two figures may differ from the others, as a part of it.
const UNEVEN: f64 = 0.15;
/// Numbers that differ by less than this, in steps, are the same.
const SAME: f64 = 1e-6;
/// Steps that scales go by, in powers of ten.
const STEPS: [f64; 5] = [1.0, 2.0, 2.5, 4.0, 5.0];

/// Whether all figures of a table are scales of charts.
pub(super) fn is_chart(plate: &Plate, table: &Table) -> bool {
    let width = table.columns.len();
    let mut marks: Vec<Vec<Mark>> = vec![Vec::new(); width];
    for row in &table.rows {
        let mut column = 0;
        for cell in row {
            let own = cell.lines.iter().filter_map(|line| Mark::of(&plate.rows.say(&line.words), line.base));
            if let Some(marks) = marks.get_mut(column) {
                marks.extend(own);
            }
            column += usize::from(cell.columns);
        }
    }
    let filled = table.rows.iter().flatten().filter(|cell| !cell.lines.is_empty()).count();
    are_scales(&marks, filled * 2 < table.rows.len() * width)
}

/// Whether the figures of columns are all marks of scales; columns with one figure do not tell, nor do those with
/// few figures where most squares are empty.
pub(in crate::page) fn are_scales(columns: &[Vec<Mark>], is_sparse: bool) -> bool {
    let fewest = if is_sparse { FEWEST } else { 2 };
    let mut several = columns.iter().filter(|marks| marks.len() >= fewest).peekable();
    several.peek().is_some() && several.all(|marks| is_scale(marks))
}

/// A figure at its place.
#[derive(Clone, Copy, Debug)]
pub(in crate::page) struct Mark {
    value: f64,
    base: f32,
}

impl Mark {
    /// A figure at its place; none where a text is no figure.
    pub(in crate::page) fn of(said: &str, base: f32) -> Option<Self> {
        let number: String = said.chars().filter(|c| c.is_ascii_digit() || ".-".contains(*c)).collect();
        let value = number.parse().ok().filter(|_| is_figure(said))?;
        Some(Self { value, base })
    }
}

/// Whether figures below each other are the marks of a scale: each stands as far from the next as it differs
/// from it, in whole steps; some may be left out.
fn is_scale(marks: &[Mark]) -> bool {
    let pairs = || marks.windows(2).map(|pair| [pair[1].value - pair[0].value, f64::from(pair[1].base - pair[0].base)]);
    let Some([step, space]) = pairs().min_by(|a, b| a[0].abs().total_cmp(&b[0].abs())) else { return false };
    let size = step.abs();
    if marks.len() < FEWEST || size <= 0.0 || space <= 0.0 {
        return false;
    }
    let power = 10f64.powf((size * 1.000_001).log10().floor());
    let is_round = STEPS.iter().any(|known| (size / power - known).abs() < SAME);
    let is_whole = |steps: f64| (steps - steps.round()).abs() < SAME;
    // Figures counted one by one are numbers of rows.
    is_round
        && (size - 1.0).abs() > SAME
        && is_whole(marks[0].value / step)
        && pairs().all(|[differs, apart]| {
            let steps = differs / step;
            is_whole(steps) && steps > 0.5 && (apart - steps * space).abs() <= UNEVEN * steps * space
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(said: &[&str], space: f32) -> Vec<Mark> {
        said.iter().zip(0u8..).filter_map(|(said, at)| Mark::of(said, space * f32::from(at))).collect()
    }

    #[test]
    fn even_round_steps_evenly_apart_are_a_scale() {
        assert!(is_scale(&marks(&["450", "400", "350", "300", "250", "200", "150", "100", "50", "0"], 18.0)));
        assert!(is_scale(&marks(&["100%", "80%", "60%", "40%", "20%", "0%"], 21.5)));
        assert!(is_scale(&marks(&["0.0", "2.5", "5.0", "7.5"], 30.0)));
        assert!(is_scale(&marks(&["450", "400", "Roads", "300", "250"], 18.0)), "one is left out");
        assert!(is_scale(&marks(&["£1,500", "£1,000", "£500", "£0", "-£500"], 30.0)));
    }

    #[test]
    fn figures_of_tables_are_no_scale() {
        assert!(!is_scale(&marks(&["1", "2", "3", "4", "5"], 14.0)), "numbers of rows");
        assert!(!is_scale(&marks(&["2031", "2032", "2033", "2034"], 14.0)), "years");
        assert!(!is_scale(&marks(&["250", "250", "250", "250"], 14.0)), "instalments");
        assert!(!is_scale(&marks(&["120", "80", "44", "9"], 14.0)), "sums");
        assert!(!is_scale(&marks(&["317", "327", "337", "347"], 14.0)), "steps from nowhere");
        assert!(!is_scale(&marks(&["10", "20", "30"], 14.0)), "too few");
    }

    #[test]
    fn one_column_of_sums_beside_a_scale_is_a_table() {
        let scale = marks(&["10", "20", "30", "40"], 14.0);
        let sums = marks(&["12", "7", "30", "1"], 14.0);
        assert!(are_scales(std::slice::from_ref(&scale), false));
        assert!(!are_scales(&[scale.clone(), sums], true));
        assert!(!are_scales(&[], true));
        let few = marks(&["1909", "1919"], 14.0);
        assert!(are_scales(&[scale.clone(), few.clone()], true));
        assert!(!are_scales(&[scale, few], false));
    }
}
