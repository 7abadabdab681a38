//! Plans of future business, and appointments to outside bodies.

use super::Place;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;
use std::collections::BTreeMap;

/// A plan of future business.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Stable id.
    pub id: String,
    /// What is planned.
    pub kind: PlanKind,
    /// One line.
    pub title: Option<String>,
    /// `YYYY-MM-DD` of its state.
    pub as_at: Option<String>,
    /// One entry a row.
    pub entries: Vec<PlanEntry>,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub place: Vec<Place>,
}

/// What a plan plans.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlanKind {
    /// Items of coming agendas.
    #[default]
    AgendaPlan,
    /// Key decisions to come.
    ForwardPlan,
    /// Members' training.
    TrainingPlan,
    /// Workshops.
    WorkshopPlan,
    /// Notice of business to be taken in private.
    PrivateMeetingNotice,
}

/// One row of a plan.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanEntry {
    /// `YYYY-MM-DD`.
    pub date: Option<String>,
    /// The words of a date that could not be read.
    pub date_text: Option<String>,
    /// A reserve date.
    pub provisional: Option<bool>,
    /// What is planned.
    pub item: Option<String>,
    /// Who leads.
    pub lead_officers: Vec<String>,
    /// As printed.
    pub key_decision_ref: Option<String>,
    /// `YYYY-MM-DD`: when drafts are due.
    pub drafts_due: Option<String>,
    /// `YYYY-MM-DD`: when the agenda is sent out.
    pub despatch_date: Option<String>,
    /// `YYYY-MM-DD`: when the spokes meet.
    pub spokes_date: Option<String>,
    /// Other columns, heading to text.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub other: BTreeMap<String, String>,
    /// Where it stands.
    pub place: Vec<Place>,
}

/// An appointment to an outside body, advisory group or panel.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Appointment {
    /// Stable id.
    pub id: String,
    /// The outside body.
    pub body: String,
    /// What it is for.
    pub purpose: Option<String>,
    /// As printed.
    pub meetings_per_year: Option<String>,
    /// As printed.
    pub representatives_appointed: Option<String>,
    /// Who was appointed.
    pub representatives: Vec<Representative>,
    /// Whom to ask, as printed.
    pub contact: Option<String>,
    /// Where it stands.
    pub place: Vec<Place>,
}

/// A representative on an outside body.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Representative {
    /// Name without honorific.
    pub name: String,
    /// `Councillor`, `Mrs`, …
    pub honorific: Option<String>,
    /// Political party, as printed.
    pub party: Option<String>,
    /// A substitute.
    pub substitute: Option<bool>,
}
