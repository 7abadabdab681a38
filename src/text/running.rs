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
    lines: Vec<String>,
}

impl Running {
    /// Finds the lines that at least a quarter of the pages share at their edges.
    pub fn find(sheets: &[&str]) -> Self {
        let mut seen: BTreeMap<String, u32> = BTreeMap::new();
        if sheets.len() >= FEWEST_PAGES as usize {
            for sheet in sheets {
                let mut filled = sheet.lines().filter(|line| !line.trim().is_empty());
                let mut edge: Vec<String> = filled.by_ref().take(EDGE_LINES).filter_map(fold).collect();
                edge.extend(filled.rev().take(EDGE_LINES).filter_map(fold));
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
        !self.lines.is_empty() && fold(line).is_some_and(|line| self.lines.binary_search(&line).is_ok())
    }
}

/// A line with its figures folded, or nothing when it can't be a running line.
fn fold(line: &str) -> Option<String> {
    let line = line.trim();
    if line.is_empty() || line.len() > LONGEST {
        return None;
    }
    let mut folded = String::with_capacity(line.len());
    for c in line.chars() {
        if !c.is_ascii_digit() {
            folded.push(c);
        } else if !folded.ends_with('0') {
            folded.push('0');
        }
    }
    Some(folded)
}
