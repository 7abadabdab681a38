//! Minutes action logs.

use super::Place;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

/// A minutes action log.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ActionLog {
    /// Stable id.
    pub id: String,
    /// The body whose log it is.
    pub body: Option<String>,
    /// `YYYY-MM-DD` of its state.
    pub as_at: Option<String>,
    /// One entry an action.
    pub entries: Vec<ActionLogEntry>,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub place: Vec<Place>,
}

/// One action of a log.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ActionLogEntry {
    /// `YYYY-MM-DD` of the meeting that asked for it.
    pub meeting_date: Option<String>,
    /// As printed, no full stop.
    pub minute_number: Option<String>,
    /// Title of the item.
    pub item_title: Option<String>,
    /// Who is to do it.
    pub owners: Vec<String>,
    /// What is to be done.
    pub action: String,
    /// What came of it.
    pub comments: Option<String>,
    /// As printed.
    pub status: Option<String>,
    /// Where it stands.
    pub place: Vec<Place>,
}
