//! Running heads and feet of sources that keep their page breaks.

use std::collections::BTreeMap;

/// How many lines at a page's top and bottom may be running.
const EDGE_LINES: usize = 4;
/// How many pages must share a line before it is running.
const FEWEST_PAGES: usize = 4;
/// Longest running line, in bytes.
const LONGEST: usize = 160;

/// Lines that come back at the edges of pages.
pub struct Running {
    /// Folded, in order.
    lines: Vec<Vec<u8>>,
}

/// A line at the edge of a page.
struct Sighting {
    /// Index of the page.
    page: usize,
    /// Lines between it and the nearer edge; below nought from the foot.
    place: isize,
    /// The figures in it.
    figures: Vec<u64>,
}

impl Running {
    /// Finds the lines that at least a quarter of the pages share at their edges.
    pub fn find(sheets: &[&str]) -> Self {
        let mut seen: BTreeMap<Vec<u8>, Vec<Sighting>> = BTreeMap::new();
        if sheets.len() >= FEWEST_PAGES {
            for (index, sheet) in sheets.iter().enumerate() {
                let mut filled = sheet.lines().filter(|line| !line.trim().is_empty());
                let mut edge: Vec<(isize, &str)> = (0..).zip(filled.by_ref().take(EDGE_LINES)).collect();
                edge.extend((1..).map(|place: isize| -place).zip(filled.rev().take(EDGE_LINES)));
                let mut folded: Vec<(Vec<u8>, isize, &str)> =
                    edge.into_iter().filter_map(|(place, line)| Some((fold(line)?.collect(), place, line))).collect();
                folded.sort_unstable();
                folded.dedup_by(|a, b| a.0 == b.0);
                for (line, place, words) in folded {
                    seen.entry(line).or_default().push(Sighting { page: index, place, figures: figures(words) });
                }
            }
        }
        let enough = FEWEST_PAGES.max(sheets.len() / 4);
        let runs = |sightings: &[Sighting]| sightings.len() >= enough && counts_pages(sightings);
        Self { lines: seen.into_iter().filter(|(_, sightings)| runs(sightings)).map(|(line, _)| line).collect() }
    }

    /// Whether a line is a running one.
    pub fn holds(&self, line: &str) -> bool {
        let holds = |line: Folded<'_>| self.lines.binary_search_by(|known| known.iter().copied().cmp(line.clone()));
        !self.lines.is_empty() && fold(line).is_some_and(|line| holds(line).is_ok())
    }
}

/// The bytes of a line with every run of figures as one `0`.
#[derive(Clone)]
struct Folded<'a> {
    bytes: std::slice::Iter<'a, u8>,
    in_figures: bool,
}

impl Iterator for Folded<'_> {
    type Item = u8;

    fn next(&mut self) -> Option<u8> {
        for byte in self.bytes.by_ref() {
            let again = std::mem::replace(&mut self.in_figures, byte.is_ascii_digit()) && self.in_figures;
            if !again {
                return Some(if self.in_figures { b'0' } else { *byte });
            }
        }
        None
    }
}

/// The figures of a line in order.
fn figures(line: &str) -> Vec<u64> {
    line.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect()
}

/// Whether the figures of a line stay as they are, or keep step with the pages as page
/// numbers do, and it keeps its place; `(Item 4)` and `(Item 9)` near the tops of pages do not.
fn counts_pages(sightings: &[Sighting]) -> bool {
    let most = |count: usize, of: usize| count * 4 >= of * 3;
    let columns = sightings.iter().map(|sighting| sighting.figures.len()).min().unwrap_or_default();
    let steady = |column: usize| {
        let keeps = |pair: &&[Sighting]| {
            let step = pair[1].figures[column].checked_sub(pair[0].figures[column]);
            step == Some(0) || step == Some((pair[1].page - pair[0].page) as u64)
        };
        most(sightings.windows(2).filter(keeps).count(), sightings.len() - 1)
    };
    let placed = sightings
        .iter()
        .any(|sighting| most(sightings.iter().filter(|other| other.place == sighting.place).count(), sightings.len()));
    columns == 0 || placed && (0..columns).all(steady)
}

/// A line with its figures folded, or nothing when it can't be a running line.
fn fold(line: &str) -> Option<Folded<'_>> {
    let line = line.trim();
    let may_run = !line.is_empty() && line.len() <= LONGEST;
    may_run.then(|| Folded { bytes: line.as_bytes().iter(), in_figures: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_run_and_item_numbers_do_not() {
        let sheets: Vec<String> = (1..=5)
            .map(|page| format!("(Item {})\nThe bridge is old.\nWestmarch, page {page} of 5", page * page))
            .collect();
        let sheets: Vec<&str> = sheets.iter().map(String::as_str).collect();
        let running = Running::find(&sheets);
        assert!(running.holds("Westmarch, page 3 of 5"));
        assert!(!running.holds("(Item 4)"));
    }
}
