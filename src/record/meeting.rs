//! The meeting that a pack or a set of minutes belongs to.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

/// A meeting of a council body.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Meeting {
    /// The body that meets ("Planning Committee").
    pub body: Option<String>,
    /// The council, as the source prints it.
    pub council: Option<String>,
    /// The meeting's own title.
    pub title: Option<String>,
    /// `YYYY-MM-DD`.
    pub date: Option<String>,
    /// The words of a date that could not be read.
    pub date_text: Option<String>,
    /// `HH:MM`, 24 h, local.
    pub start_time: Option<String>,
    /// `HH:MM`, 24 h, local.
    pub end_time: Option<String>,
    /// On one line.
    pub venue: Option<String>,
    /// Name of the chair.
    pub chair: Option<String>,
    /// Name of the vice-chair.
    pub vice_chair: Option<String>,
    /// Members of the body, as the front page lists them.
    pub members: Vec<Member>,
    /// Whom to ask: the clerk.
    pub contact: Option<Contact>,
    /// Whether the public may attend.
    pub access: Option<Access>,
    /// Set when the meeting was called off.
    pub cancelled: Option<bool>,
}

/// A member of the body that meets.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// Name without honorific.
    pub name: String,
    /// `Councillor`, `Mrs`, `Dr`, …
    pub honorific: Option<String>,
    /// Part in the body.
    pub role: Option<MemberRole>,
    /// Political party, as printed.
    pub party: Option<String>,
    /// Whether the member may vote.
    pub voting: Option<bool>,
}

/// A member's part in the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MemberRole {
    /// Chair.
    Chair,
    /// Vice-chair.
    ViceChair,
    /// Ordinary member.
    Member,
    /// Co-opted member.
    CoOpted,
    /// Appointee of another body.
    Appointee,
    /// Substitute.
    Substitute,
}

/// Whom to ask about the meeting.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Name.
    pub name: String,
    /// Telephone, as printed.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
}

/// Whether the public may attend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Access {
    /// Open to the public.
    Public,
    /// Open but for exempt items.
    PartExempt,
    /// Closed.
    Exempt,
}
