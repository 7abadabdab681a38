//! Numbers without a stop that head items: `134 Declarations of interest`.
//!
//! A line of prose may begin with a figure as well, so that one such line says
//! nothing: a run of them, each one number above the last, is a numbering.

use super::LineRef;
use super::label::Label;
use std::collections::BTreeMap;

/// How many lines in a row of numbers make a numbering.
const FEWEST: usize = 3;

/// The labels of lines that belong to a numbering without stops, one for each line.
pub fn bare(lines: &[LineRef<'_>]) -> Vec<Option<Label>> {
    let mut labels: Vec<Option<Label>> = vec![None; lines.len()];
    // Runs by their last number; a run that begins anew takes the place of the old one.
    let mut runs: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    let keep = |run: Option<Vec<usize>>, labels: &mut Vec<Option<Label>>| {
        for at in run.filter(|run| run.len() >= FEWEST).into_iter().flatten() {
            labels[at] = Label::bare(lines[at].text);
        }
    };
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| !line.is_row && !line.look.bullet) {
        let Some(figure) = Label::bare(line.text).and_then(|label| label.figure(line.text)) else { continue };
        let mut run = figure.checked_sub(1).and_then(|before| runs.remove(&before)).unwrap_or_default();
        run.push(at);
        keep(runs.insert(figure, run), &mut labels);
    }
    for (_, run) in runs {
        keep(Some(run), &mut labels);
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Look;

    const NONE: [usize; 0] = [];

    fn numbers(texts: &[&str]) -> Vec<usize> {
        let line = |text| LineRef { text, look: Look::default(), page: 0, line: 0, is_row: false };
        let lines: Vec<LineRef<'_>> = texts.iter().map(|text| line(*text)).collect();
        let labels = bare(&lines);
        labels.iter().enumerate().filter(|(_, label)| label.is_some()).map(|(at, _)| at).collect()
    }

    #[test]
    fn a_run_of_rising_numbers_is_a_numbering() {
        let texts = ["134 APOLOGIES", "None.", "135 Declarations of interest", "Nobody declared any.", "136 Bridge"];
        assert_eq!(numbers(&texts), [0, 2, 4]);
    }

    #[test]
    fn figures_that_begin_a_line_are_none() {
        assert_eq!(numbers(&["12 May 2020", "13 May 2020", "14 May 2020"]), NONE);
        assert_eq!(numbers(&["3 members voted for", "4 members voted against", "5 members left"]), NONE);
        assert_eq!(numbers(&["134 Apologies", "136 Bridge", "7 Roads", "8 Paths"]), NONE);
        assert_eq!(numbers(&["1 Roads are long.", "2 Paths are short.", "3 Bridges are few."]), NONE);
    }
}
