//! Running heads and feet of sources that keep their page breaks.

use std::collections::BTreeMap;

/// How many lines at a page's top and bottom may be running.
const EDGE_LINES: usize = 4;
/// How many pages must share a line before it is running.
const FEWEST_PAGES: u32 = 4;
/// Longest running line, in bytes.
const LONGEST: usize = 160;

/// Lines that come back at the edges of pages.
pub struct Running {
    /// Folded, in order.
    lines: Vec<Vec<u8>>,
}

impl Running {
    /// Finds the lines that at least a quarter of the pages share at their edges.
    pub fn find(sheets: &[&str]) -> Self {
        let mut seen: BTreeMap<Vec<u8>, u32> = BTreeMap::new();
        if sheets.len() >= FEWEST_PAGES as usize {
            for sheet in sheets {
                let mut filled = sheet.lines().filter(|line| !line.trim().is_empty());
                let folded = |line| fold(line).map(Iterator::collect);
                let mut edge: Vec<Vec<u8>> = filled.by_ref().take(EDGE_LINES).filter_map(folded).collect();
                edge.extend(filled.rev().take(EDGE_LINES).filter_map(folded));
                edge.sort_unstable();
                edge.dedup();
                for line in edge {
                    *seen.entry(line).or_default() += 1;
                }
            }
        }
        let enough = FEWEST_PAGES.max(sheets.len() as u32 / 4);
        Self { lines: seen.into_iter().filter(|(_, times)| *times >= enough).map(|(line, _)| line).collect() }
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

/// A line with its figures folded, or nothing when it can't be a running line.
fn fold(line: &str) -> Option<Folded<'_>> {
    let line = line.trim();
    let may_run = !line.is_empty() && line.len() <= LONGEST;
    may_run.then(|| Folded { bytes: line.as_bytes().iter(), in_figures: false })
}
