//! Headings that the file declares, or that their size tells: larger than the words of the document.

use super::boxes::whole;
use super::paragraph::Placed;
use super::plate::Plate;

/// Sizes of headings against the document's own, and their depth.
const DEPTHS: [(f32, u8); 3] = [(1.6, 1), (1.3, 2), (1.14, 3)];
/// Longest heading, in words.
const LONGEST: usize = 24;

/// The size of most words of a document, in points.
pub(super) fn body_size(plates: &[Plate]) -> f32 {
    /// Sizes are counted in halves of a point up to this.
    const LARGEST: usize = 144;
    let mut letters = [0u64; LARGEST];
    for word in plates.iter().flat_map(|plate| &plate.rows.words) {
        let size = whole((word.size * 2.0).round()).min(LARGEST - 1);
        letters[size] += u64::from(word.text[1] - word.text[0]);
    }
    let most = (0..LARGEST).max_by_key(|size| letters[*size]).unwrap_or(0);
    most as f32 / 2.0
}

/// The depth of a heading, or 0 where neither the file nor the size makes a line one.
pub(super) fn depth(line: &Placed, body: f32) -> u8 {
    if line.heading > 0 {
        return line.heading;
    }
    let words: usize = line.words.iter().map(ExactSizeIterator::len).sum();
    if body <= 0.0 || words > LONGEST || line.bullet || line.pages.is_some() {
        return 0;
    }
    DEPTHS.iter().find(|(ratio, _)| line.size >= ratio * body).map_or(0, |(_, depth)| *depth)
}
