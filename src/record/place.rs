//! Where a record's words stand in its source.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

/// One stretch of a page that a record was read from.
///
/// Law: slicing the page's text by `chars` gives the record's source words.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Page of the file, from 1.
    pub page: u32,
    /// The page number that the page itself prints (`61` of "Page 61 of 144").
    pub printed_page: Option<String>,
    /// Left, top, right, bottom in points from the top-left corner of the page as displayed.
    pub bbox: Option<[f64; 4]>,
    /// Start and end (exclusive) in Unicode scalar values of that page's text.
    pub chars: Option<[u32; 2]>,
}

impl Place {
    /// Takes in a place that stands behind it on the same page with no word between.
    pub fn take_in(&mut self, next: &Self) {
        self.chars = self.chars.zip(next.chars).map(|(own, next)| [own[0], own[1].max(next[1])]);
        self.bbox = match (self.bbox, next.bbox) {
            (Some([a, b, c, d]), Some([left, top, right, bottom])) => {
                Some([a.min(left), b.min(top), c.max(right), d.max(bottom)])
            }
            (own, next) => own.or(next),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::Place;

    #[test]
    fn a_place_that_takes_another_in_is_as_large_as_both() {
        let place = |chars, bbox| Place { page: 2, printed_page: None, bbox, chars: Some(chars) };
        let mut place_of_both = place([4, 10], Some([72.0, 80.0, 300.0, 92.5]));
        place_of_both.take_in(&place([11, 40], Some([90.0, 94.0, 523.5, 106.0])));
        assert_eq!(place_of_both, place([4, 40], Some([72.0, 80.0, 523.5, 106.0])));
        let mut bare = place([4, 10], None);
        bare.take_in(&place([11, 40], Some([90.0, 94.0, 523.5, 106.0])));
        assert_eq!(bare, place([4, 40], Some([90.0, 94.0, 523.5, 106.0])));
    }
}
