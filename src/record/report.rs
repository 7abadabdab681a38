//! Reports to a committee.

use super::{Clause, Place};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

/// A paper with a front sheet of its own, or one that stands alone.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// Stable id.
    pub id: String,
    /// Number of its agenda item.
    pub agenda_number: Option<String>,
    /// One line.
    pub title: String,
    /// The body it is for.
    pub to: Option<String>,
    /// `YYYY-MM-DD`.
    pub meeting_date: Option<String>,
    /// The words of a date that could not be read.
    pub meeting_date_text: Option<String>,
    /// Who reports.
    pub from: Option<String>,
    /// As printed.
    pub electoral_divisions: Option<String>,
    /// As printed.
    pub forward_plan_ref: Option<String>,
    /// Left out for "Not applicable".
    pub key_decision: Option<bool>,
    /// As printed.
    pub purpose: Option<String>,
    /// What the committee is asked to do.
    pub recommendations: Option<Recommendations>,
    /// Officers to ask.
    #[serde(default)]
    pub officer_contacts: Vec<ReportContact>,
    /// Members to ask.
    #[serde(default)]
    pub member_contacts: Vec<ReportContact>,
    /// Ids into `sections`.
    pub sections: Vec<String>,
    /// Appendices of the report itself.
    pub appendices: Vec<Appendix>,
    /// Background papers.
    pub source_documents: Vec<SourceDocument>,
    /// What the report says under each implications heading.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub implications: Vec<Implication>,
    /// Not for publication.
    pub exempt: Option<bool>,
    /// Where it stands.
    pub place: Vec<Place>,
}

/// What the committee is asked to do.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Recommendations {
    /// The words that introduce them.
    pub lead: Option<String>,
    /// The recommendations.
    pub clauses: Vec<Clause>,
}

/// Somebody to ask about a report.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportContact {
    /// Name without honorific.
    pub name: String,
    /// Post held.
    pub post: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone, as printed.
    pub phone: Option<String>,
}

/// An appendix.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Appendix {
    /// "Appendix A".
    pub label: String,
    /// One line.
    pub title: Option<String>,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub place: Vec<Place>,
}

/// A background paper.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SourceDocument {
    /// As printed.
    pub title: String,
    /// Where it can be seen.
    pub location: Option<String>,
}

/// What a report says under one implications heading.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Implication {
    /// The heading.
    pub heading: String,
    /// The text under it.
    pub text: String,
}
