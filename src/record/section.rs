//! Sections: the whole text in reading order.

use super::Place;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

/// A heading and the text under it, up to the next heading.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Stable id.
    pub id: String,
    /// Depth, from 1.
    pub level: u32,
    /// Number as printed, no full stop.
    pub number: Option<String>,
    /// The heading.
    pub heading: Option<String>,
    /// The text under it.
    pub text: String,
    /// Id of the section that holds this one.
    pub parent: Option<String>,
    /// Agenda item that it belongs to.
    pub agenda_number: Option<String>,
    /// Report that it belongs to.
    pub report_id: Option<String>,
    /// Minutes that it belongs to.
    pub minutes_id: Option<String>,
    /// Tables in it.
    pub table_ids: Vec<String>,
    /// Where it stands.
    pub place: Vec<Place>,
}
