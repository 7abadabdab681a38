//! The document: everything that was read from one source.

use super::{ActionLog, AgendaItem, Appointment, Meeting, Minutes, Place, Plan, Report, Section, Table};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

/// The version of the contract that a document follows.
pub const SCHEMA_VERSION: &str = "1.0";

/// One JSON document for one source.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Always [`SCHEMA_VERSION`].
    pub schema_version: String,
    /// What the source is.
    pub document: About,
    /// The meeting that the pack or the minutes belong to.
    pub meeting: Option<Meeting>,
    /// The front page's numbered items.
    pub agenda_items: Vec<AgendaItem>,
    /// Every set of minutes in the source, often of the previous meeting.
    pub minutes: Vec<Minutes>,
    /// Every minutes action log.
    pub action_logs: Vec<ActionLog>,
    /// Every report to the committee, front sheet and body.
    pub reports: Vec<Report>,
    /// Agenda plans, forward plans, training and workshop plans.
    pub plans: Vec<Plan>,
    /// Appointments to outside bodies, advisory groups and panels.
    pub appointments: Vec<Appointment>,
    /// Every table, also those that were read into a record above.
    pub tables: Vec<Table>,
    /// The whole text in reading order, for search.
    pub sections: Vec<Section>,
    /// The text of each page, which every place points into.
    pub pages: Vec<PageRecord>,
    /// Stretches that no rule read.
    pub unclaimed: Vec<Unclaimed>,
    /// How much of the source was read into records.
    pub coverage: Coverage,
    /// What did not fit or could not be read.
    pub diagnostics: Vec<Diagnostic>,
    /// `read` needs a document without errors.
    pub status: Status,
}

/// Identity and kind of a source.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// Stable id, from the bytes and the file name.
    #[schemars(regex(pattern = r"^[A-Za-z0-9_-]{1,200}$"))]
    pub id: String,
    /// File name without its folder.
    pub source_name: String,
    /// Media type, told from the bytes.
    pub media_type: String,
    /// Size of the source in bytes.
    pub bytes: u64,
    /// SHA-256 of the bytes, in hexadecimal.
    pub sha256: String,
    /// Number of pages (1 for plain text).
    pub page_count: u32,
    /// Title that the source gives itself.
    pub title: Option<String>,
    /// Program that made the file.
    pub producer: Option<String>,
    /// When the file was made.
    pub created: Option<String>,
    /// Whether the file was encrypted.
    pub encrypted: Option<bool>,
    /// Pages whose text came from character recognition.
    pub ocr_pages: Option<Vec<u32>>,
    /// What kind of document it is.
    pub kind: DocumentKind,
    /// The council, as the source prints it.
    pub council: Option<String>,
    /// The grammar that read it.
    pub grammar: GrammarUsed,
    /// The program that read it.
    pub program: Program,
}

/// What kind of document a source is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// Front page and papers.
    AgendaPack,
    /// Front page alone.
    Agenda,
    /// Minutes alone.
    Minutes,
    /// A report or paper that stands alone.
    Report,
    /// A minutes action log that stands alone.
    ActionLog,
    /// An agenda plan, forward plan or training plan that stands alone.
    Plan,
    /// A notice of one decision.
    DecisionNotice,
    /// Anything else.
    #[default]
    Other,
}

/// Name and hash of the grammar that read a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GrammarUsed {
    /// Name of the grammar, `base` or a council's.
    pub name: String,
    /// Hash of the grammar's files.
    pub hash: String,
}

/// Name and version of the program that read a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Program {
    /// `minutebook`.
    pub name: String,
    /// The program's version.
    pub version: String,
}

/// The text of one page.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PageRecord {
    /// Page of the file, from 1.
    pub page: u32,
    /// The page number that the page itself prints.
    pub printed_page: Option<String>,
    /// Width in points, as displayed.
    pub width: Option<f64>,
    /// Height in points, as displayed.
    pub height: Option<f64>,
    /// The text in reading order, lines ended by `\n`.
    pub text: String,
    /// Running heads, feet and stamps that were taken out of the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub furniture: Vec<Furniture>,
    /// How the text was had.
    pub read: Option<PageRead>,
}

/// How a page's text was had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PageRead {
    /// From the text that the source holds.
    TextLayer,
    /// By character recognition.
    Ocr,
    /// Not at all.
    Unreadable,
    /// The page holds nothing.
    Blank,
    /// Only in part: a limit was reached.
    Truncated,
}

/// A running head, foot or stamp.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Furniture {
    /// Its words.
    pub text: String,
    /// Where it stood.
    pub place: Vec<Place>,
}

/// A stretch that no rule read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Unclaimed {
    /// Where it stands.
    pub place: Vec<Place>,
    /// Its words.
    pub text: String,
}

/// How much of a source was read into records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Coverage {
    /// Lines that hold text.
    pub lines: u32,
    /// Lines that a record holds.
    pub lines_claimed: u32,
    /// Unicode scalar values in those lines.
    pub characters: u32,
    /// Unicode scalar values in the claimed lines.
    pub characters_claimed: u32,
}

/// Something that did not fit or could not be read.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Diagnostic {
    /// Stable code, for programs.
    pub code: String,
    /// How grave it is.
    pub severity: Severity,
    /// What happened and what to do, for people.
    pub message: String,
    /// Where in the source.
    pub place: Option<Vec<Place>>,
}

/// How grave a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Good to know.
    Note,
    /// Something does not fit.
    Warning,
    /// Something could not be read.
    Error,
}

/// Whether a source was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Whole.
    Read,
    /// With errors or cuts.
    ReadInPart,
    /// Not at all; a diagnostic says why.
    Refused,
}

impl Document {
    /// A document that says who its source is, and holds nothing yet.
    pub(crate) fn without_records(document: About, status: Status) -> Self {
        Self {
            schema_version: SCHEMA_VERSION.to_owned(),
            document,
            meeting: None,
            agenda_items: Vec::new(),
            minutes: Vec::new(),
            action_logs: Vec::new(),
            reports: Vec::new(),
            plans: Vec::new(),
            appointments: Vec::new(),
            tables: Vec::new(),
            sections: Vec::new(),
            pages: Vec::new(),
            unclaimed: Vec::new(),
            coverage: Coverage::default(),
            diagnostics: Vec::new(),
            status,
        }
    }
}

impl Program {
    /// This program.
    pub(crate) fn this() -> Self {
        Self { name: env!("CARGO_PKG_NAME").to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() }
    }
}
