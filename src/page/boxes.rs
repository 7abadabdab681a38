//! Where words stand: boxes of a page's words, found by their characters.

/// The box of a word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WordBox {
    /// First Unicode scalar value of the word in its page's text.
    pub start: u32,
    /// Scalar values of the word.
    pub length: u32,
    /// Left, top, right, bottom in points from the top-left corner of the page as displayed.
    pub bbox: [f32; 4],
}

/// The box around the words that share a character with a range; boxes come in the order of the text.
pub(super) fn around(boxes: &[WordBox], chars: [u32; 2]) -> Option<[f64; 4]> {
    let first = boxes.partition_point(|word| word.start + word.length <= chars[0]);
    let mut all: Option<[f32; 4]> = None;
    for word in boxes[first..].iter().take_while(|word| word.start < chars[1]) {
        let [left, top, right, bottom] = word.bbox;
        all = Some(match all {
            None => word.bbox,
            Some([a, b, c, d]) => [a.min(left), b.min(top), c.max(right), d.max(bottom)],
        });
    }
    all.map(rounded)
}

/// A measure as a whole number: 0 for what is less, or no number.
#[expect(clippy::cast_sign_loss, reason = "the cast gives 0 for what is below 0")]
pub(super) fn whole(measure: f32) -> usize {
    measure as usize
}

/// A box in tenths of a point.
pub(super) fn rounded(bbox: [f32; 4]) -> [f64; 4] {
    bbox.map(|side| (f64::from(side) * 10.0).round() / 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_words_that_a_range_touches() {
        let boxes = [
            WordBox { start: 0, length: 3, bbox: [10.0, 20.0, 30.04, 30.0] },
            WordBox { start: 4, length: 5, bbox: [35.0, 19.0, 60.0, 30.0] },
            WordBox { start: 10, length: 2, bbox: [10.0, 40.0, 20.0, 50.0] },
        ];
        assert_eq!(around(&boxes, [0, 3]), Some([10.0, 20.0, 30.0, 30.0]));
        assert_eq!(around(&boxes, [2, 5]), Some([10.0, 19.0, 60.0, 30.0]));
        assert_eq!(around(&boxes, [3, 4]), None);
        assert_eq!(around(&boxes, [8, 12]), Some([10.0, 19.0, 60.0, 50.0]));
        assert_eq!(around(&boxes, [12, 40]), None);
    }

    #[test]
    fn a_box_is_small() {
        assert!(size_of::<WordBox>() <= 24);
    }
}
