//! Items of an agenda's front page.

use super::Place;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

/// One agenda item, as the front page lists it.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AgendaItem {
    /// Stable id.
    pub id: String,
    /// As printed, no full stop.
    pub number: String,
    /// One line.
    pub title: String,
    /// The group it stands under ("KEY DECISIONS").
    pub heading: Option<String>,
    /// First printed page.
    pub first_page: Option<u32>,
    /// Last printed page.
    pub last_page: Option<u32>,
    /// First and last page in the file.
    pub file_pages: Option<[u32; 2]>,
    /// Whether the public is excluded.
    pub exempt: Option<bool>,
    /// Paragraphs of the exemption schedule that are named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exempt_paragraphs: Vec<String>,
    /// No paper: given by word of mouth.
    pub oral: Option<bool>,
    /// The paper comes later.
    pub to_follow: Option<bool>,
    /// Guidance printed under the item.
    pub notes: Option<String>,
    /// Reports for this item.
    pub report_ids: Vec<String>,
    /// Minutes for this item.
    pub minutes_ids: Vec<String>,
    /// Where it stands.
    pub place: Vec<Place>,
}
