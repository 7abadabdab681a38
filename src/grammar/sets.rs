//! What a form says of the record that is read with it, beyond its words.

use crate::record::{Access, AttendanceStatus, InterestKind, Outcome, RollOption, VoteMethod};
use schemars::JsonSchema;
use serde::Deserialize;

/// Values that a form gives to the record it is read into.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sets {
    /// The deciding verb, where it is not the words of the form itself.
    pub verb: Option<String>,
    /// What became of a motion.
    pub outcome: Option<Outcome>,
    /// Whether the decision was unanimous.
    pub unanimous: Option<bool>,
    /// How a vote was taken.
    pub method: Option<VoteMethod>,
    /// Kind of an interest.
    pub interest: Option<InterestKind>,
    /// How a person attended.
    pub status: Option<AttendanceStatus>,
    /// How a member voted.
    pub option: Option<RollOption>,
    /// Whether the public may attend.
    pub access: Option<Access>,
}
