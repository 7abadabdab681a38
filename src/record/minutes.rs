//! Minutes: attendance, items, decisions with votes, actions, interests.

use super::Place;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

/// One set of minutes.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Minutes {
    /// Stable id.
    pub id: String,
    /// The body that met.
    pub body: Option<String>,
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
    /// Who was there, who was not.
    pub attendance: Vec<Attendance>,
    /// The minutes proper, item by item.
    pub items: Vec<MinuteItem>,
    /// Where they stand.
    pub place: Vec<Place>,
}

/// One person's attendance.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Attendance {
    /// Name without honorific.
    pub name: String,
    /// `Councillor`, `Mrs`, `Dr`, …
    pub honorific: Option<String>,
    /// Present, or how not.
    pub status: AttendanceStatus,
    /// `chair`, `vice_chair`, or the office held as printed.
    pub role: Option<String>,
    /// Name of the member for whom this person stood in.
    pub substitute_for: Option<String>,
    /// Political party, as printed.
    pub party: Option<String>,
    /// `HH:MM` of a late arrival.
    pub arrived: Option<String>,
    /// `HH:MM` of an early leaving.
    pub left: Option<String>,
    /// Anything else that is said of the attendance.
    pub note: Option<String>,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub place: Vec<Place>,
}

/// How a person attended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AttendanceStatus {
    /// Sat as a member.
    #[default]
    Present,
    /// Sent apologies.
    Apologies,
    /// Absent without apologies.
    Absent,
    /// There, not as a member.
    InAttendance,
}

/// One item of the minutes.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MinuteItem {
    /// Stable id.
    pub id: String,
    /// Minute number as printed.
    pub number: Option<String>,
    /// One line.
    pub title: String,
    /// Its text in order, the decision included.
    pub paragraphs: Vec<String>,
    /// Number of the agenda item, where the minutes print it.
    pub agenda_number: Option<String>,
    /// Taken without the public.
    pub exempt: Option<bool>,
    /// Formal outcomes.
    pub decisions: Vec<Decision>,
    /// What somebody was asked to do.
    pub actions: Vec<Action>,
    /// Interests declared.
    pub interests: Vec<Interest>,
    /// Where it stands.
    pub place: Vec<Place>,
}

/// A formal outcome of the body.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// Stable id.
    pub id: String,
    /// The words that introduce it.
    pub lead: Option<String>,
    /// The whole of it as one text, without lead and labels.
    pub text: String,
    /// Its labelled parts.
    pub clauses: Vec<Clause>,
    /// The deciding verb: `resolved`, `agreed`, `noted`, …
    pub verb: Option<String>,
    /// What became of it.
    pub outcome: Option<Outcome>,
    /// Only when said.
    pub unanimous: Option<bool>,
    /// The words for the majority ("clear majority").
    pub majority: Option<String>,
    /// The vote.
    pub vote: Option<Vote>,
    /// Name of the mover.
    pub moved_by: Option<String>,
    /// Name of the seconder.
    pub seconded_by: Option<String>,
    /// An amendment to a motion.
    pub amendment: Option<bool>,
    /// Where it stands.
    pub place: Vec<Place>,
}

/// A part of a decision or recommendation.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// As printed, without brackets and full stop.
    pub label: Option<String>,
    /// Its own words.
    pub text: String,
    /// Its own parts.
    #[serde(default)]
    pub clauses: Vec<Clause>,
}

/// What became of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It passed.
    Carried,
    /// It fell.
    Lost,
    /// It was put off.
    Deferred,
    /// It was taken back.
    Withdrawn,
    /// Nothing was decided.
    NoDecision,
}

/// A vote.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Vote {
    /// Votes for.
    #[serde(rename = "for")]
    pub in_favour: Option<u32>,
    /// Votes against.
    pub against: Option<u32>,
    /// Abstentions.
    pub abstain: Option<u32>,
    /// Absent members.
    pub absent: Option<u32>,
    /// How the vote was taken.
    pub method: Option<VoteMethod>,
    /// Who gave the casting vote, or that one was given.
    pub casting_vote: Option<CastingVote>,
    /// The names of a recorded vote.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roll: Vec<RollEntry>,
}

/// Who gave the casting vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum CastingVote {
    /// A name.
    Name(String),
    /// That there was one.
    Given(bool),
}

/// How a vote was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum VoteMethod {
    /// By show of hands.
    ShowOfHands,
    /// By name.
    Recorded,
    /// By ballot.
    Ballot,
    /// By voice.
    Voice,
}

/// One name of a recorded vote.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RollEntry {
    /// Name without honorific.
    pub name: String,
    /// `Mr`, `Ms`, … where two members share a name.
    pub honorific: Option<String>,
    /// How the member voted.
    pub option: RollOption,
}

/// How a member voted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RollOption {
    /// For.
    Yes,
    /// Against.
    No,
    /// Abstained.
    Abstain,
    /// Absent.
    Absent,
    /// There, did not vote.
    NotVoting,
}

/// What somebody was asked to do.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// The sentence or bullet that carries the marker, without the marker.
    pub text: String,
    /// Who is to do it, as printed.
    pub owner: Option<String>,
    /// Where it stands.
    pub place: Vec<Place>,
}

/// An interest that a member declared.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Interest {
    /// Name without honorific.
    pub name: String,
    /// Kind of interest.
    pub kind: InterestKind,
    /// The item it concerns, as printed.
    pub item: Option<String>,
    /// The declaration.
    pub text: String,
    /// Whether the member left the room.
    pub left_room: Option<bool>,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub place: Vec<Place>,
}

/// Kind of an interest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum InterestKind {
    /// Localism Act 2011.
    DisclosablePecuniary,
    /// Under the council's own code.
    NonStatutory,
    /// Older codes.
    Personal,
    /// Older codes: personal and prejudicial.
    Prejudicial,
    /// LGA model code 2020.
    OtherRegisterable,
    /// Any other.
    #[default]
    Other,
}
