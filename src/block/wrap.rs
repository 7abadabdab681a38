//! How a source breaks its lines.

use super::LineRef;

/// How a source breaks its lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrap {
    /// A line of the source is a whole paragraph.
    Logical,
    /// Paragraphs are wrapped at about this many bytes.
    At {
        /// Bytes that a full line holds.
        width: usize,
        /// An empty line stands between any two lines.
        double_spaced: bool,
    },
}

/// Lines longer than this are no typesetting: they are whole paragraphs.
const LONGEST_WRAPPED: usize = 150;
/// Lines shorter than this say nothing of the width.
const SHORTEST_TELLING: usize = 40;

impl Wrap {
    /// Tells it from all lines of a source.
    pub fn of(lines: &[LineRef<'_>]) -> Self {
        let mut lengths: Vec<usize> = lines
            .iter()
            .filter(|line| !line.is_row && line.text.len() >= SHORTEST_TELLING)
            .map(|line| line.text.len())
            .collect();
        let long = lengths.iter().filter(|length| **length > LONGEST_WRAPPED).count();
        if lengths.len() < 8 || long * 40 > lengths.len() {
            return Self::Logical;
        }
        let ninth = lengths.len() * 9 / 10;
        let (_, width, _) = lengths.select_nth_unstable(ninth);
        let texts = lines.iter().filter(|line| !line.is_row).count();
        let spaced = lines.iter().filter(|line| !line.is_row && line.look.gap > 0).count();
        Self::At { width: *width, double_spaced: spaced * 4 > texts * 3 }
    }
}
