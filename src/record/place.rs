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
