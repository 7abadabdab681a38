//! The records of the flat stream: what every line says, and what each type
//! of line says beside it. The committed JSON Schema comes from these types.

use crate::record::{
    Access, Appendix, AttendanceStatus, CastingVote, Cell, Check, Clause, Column, Contact, Coverage, Diagnostic,
    Document, DocumentKind, Fact, Furniture, GrammarUsed, Implication, InterestKind, Meeting, Member, Outcome,
    PageRead, Place, Plan, PlanEntry, PlanKind, Program, Report, ReportContact, Representative, RollEntry,
    SourceDocument, Status, VoteMethod, schema as record_schema,
};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use serde_with::skip_serializing_none;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The schema of a line of the flat stream.
pub fn schema() -> Value {
    record_schema::of::<FlatRecord<'static>>("minutebook flat record, contract version 1")
}

/// One line of the flat stream.
#[derive(Serialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FlatRecord<'a> {
    /// What the source is.
    Document(Flat<'a, DocumentFields<'a>>),
    /// The meeting that the source belongs to.
    Meeting(Flat<'a, MeetingFields<'a>>),
    /// An item of the front page.
    AgendaItem(Flat<'a, AgendaItemFields<'a>>),
    /// An item of the minutes.
    Minute(Flat<'a, MinuteFields<'a>>),
    /// A formal outcome.
    Decision(Flat<'a, DecisionFields<'a>>),
    /// The vote of a decision.
    Vote(Flat<'a, VoteFields<'a>>),
    /// What somebody was asked to do, in minutes or in an action log.
    Action(Flat<'a, ActionFields<'a>>),
    /// One person's attendance.
    Attendance(Flat<'a, AttendanceFields<'a>>),
    /// An interest declared.
    Interest(Flat<'a, InterestFields<'a>>),
    /// A report.
    Report(Flat<'a, ReportFields<'a>>),
    /// One recommendation of a report.
    Recommendation(Flat<'a, RecommendationFields<'a>>),
    /// One row of a plan.
    PlanEntry(Flat<'a, PlanEntryFields<'a>>),
    /// An appointment to an outside body.
    Appointment(Flat<'a, AppointmentFields<'a>>),
    /// A table.
    Table(Flat<'a, TableFields<'a>>),
    /// A heading and the text under it.
    Section(Flat<'a, SectionFields<'a>>),
    /// The text of a page.
    Page(Flat<'a, PageFields<'a>>),
}

/// What is said of a record whatever its type is.
#[derive(Clone, Copy)]
pub struct FlatHead<'r> {
    /// Its type, in the flat stream's words.
    pub kind: &'static str,
    /// Its own in the whole stream, the same on every run.
    pub id: &'r str,
    /// The meeting that it belongs to.
    pub meeting: Option<MeetingKey<'r>>,
    /// What to call it in a list.
    pub title: Option<&'r str>,
    /// Its words, for search.
    pub text: Option<&'r str>,
}

impl FlatRecord<'_> {
    /// What is said of it whatever its type is.
    pub fn head(&self) -> FlatHead<'_> {
        match self {
            Self::Document(flat) => flat.head("document"),
            Self::Meeting(flat) => flat.head("meeting"),
            Self::AgendaItem(flat) => flat.head("agenda_item"),
            Self::Minute(flat) => flat.head("minute"),
            Self::Decision(flat) => flat.head("decision"),
            Self::Vote(flat) => flat.head("vote"),
            Self::Action(flat) => flat.head("action"),
            Self::Attendance(flat) => flat.head("attendance"),
            Self::Interest(flat) => flat.head("interest"),
            Self::Report(flat) => flat.head("report"),
            Self::Recommendation(flat) => flat.head("recommendation"),
            Self::PlanEntry(flat) => flat.head("plan_entry"),
            Self::Appointment(flat) => flat.head("appointment"),
            Self::Table(flat) => flat.head("table"),
            Self::Section(flat) => flat.head("section"),
            Self::Page(flat) => flat.head("page"),
        }
    }

    /// What became of it, where it is a decision of which that is known.
    pub fn outcome(&self) -> Option<Outcome> {
        match self {
            Self::Decision(flat) => flat.own.outcome,
            _ => None,
        }
    }
}

impl<F> Flat<'_, F> {
    fn head(&self, kind: &'static str) -> FlatHead<'_> {
        FlatHead { kind, id: &self.id, meeting: self.meeting, title: self.title, text: self.text.as_deref() }
    }
}

/// What every line says, and what its own type adds.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
pub struct Flat<'a, F> {
    /// Its own in the whole stream, the same on every run.
    #[schemars(regex(pattern = r"^[A-Za-z0-9_-]{1,200}$"))]
    pub id: Cow<'a, str>,
    /// Id of the document that it was read from.
    pub document_id: &'a str,
    /// The meeting that it belongs to.
    pub meeting: Option<MeetingKey<'a>>,
    /// What to call it in a list.
    pub title: Option<&'a str>,
    /// Its words, for search.
    pub text: Option<Cow<'a, str>>,
    /// Where it stands in the source.
    #[serde(default, skip_serializing_if = "<[Place]>::is_empty")]
    pub place: &'a [Place],
    /// What its type adds.
    #[serde(flatten)]
    pub own: F,
}

/// Which meeting: enough to group and sort by.
#[skip_serializing_none]
#[derive(Clone, Copy, Serialize, JsonSchema)]
pub struct MeetingKey<'a> {
    /// The body that meets.
    pub body: Option<&'a str>,
    /// `YYYY-MM-DD`.
    pub date: Option<&'a str>,
}

impl<'a> MeetingKey<'a> {
    /// The key of a meeting; nothing when neither is known.
    pub fn of(body: Option<&'a str>, date: Option<&'a str>) -> Option<Self> {
        (body.is_some() || date.is_some()).then_some(Self { body, date })
    }
}

/// What a `document` line adds.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
pub struct DocumentFields<'a> {
    /// The contract's version.
    pub schema_version: &'a str,
    /// File name without its folder.
    pub source_name: &'a str,
    /// Media type, told from the bytes.
    pub media_type: &'a str,
    /// Size of the source in bytes.
    pub bytes: u64,
    /// SHA-256 of the bytes, in hexadecimal.
    pub sha256: &'a str,
    /// Number of pages.
    pub page_count: u32,
    /// Program that made the file.
    pub producer: Option<&'a str>,
    /// When the file was made.
    pub created: Option<&'a str>,
    /// Whether the file was encrypted.
    pub encrypted: Option<bool>,
    /// Pages whose text came from character recognition.
    pub ocr_pages: Option<&'a [u32]>,
    /// What kind of document it is.
    pub kind: DocumentKind,
    /// The council, as the source prints it.
    pub council: Option<&'a str>,
    /// The grammar that read it.
    pub grammar: &'a GrammarUsed,
    /// The program that read it.
    pub program: &'a Program,
    /// Whether it was read.
    pub status: Status,
    /// How much of it was read into records.
    pub coverage: &'a Coverage,
    /// What did not fit or could not be read.
    pub diagnostics: &'a [Diagnostic],
}

impl<'a> DocumentFields<'a> {
    /// The fields of this document.
    pub fn of(document: &'a Document) -> Self {
        let about = &document.document;
        Self {
            schema_version: &document.schema_version,
            source_name: &about.source_name,
            media_type: &about.media_type,
            bytes: about.bytes,
            sha256: &about.sha256,
            page_count: about.page_count,
            producer: about.producer.as_deref(),
            created: about.created.as_deref(),
            encrypted: about.encrypted,
            ocr_pages: about.ocr_pages.as_deref(),
            kind: about.kind,
            council: about.council.as_deref(),
            grammar: &about.grammar,
            program: &about.program,
            status: document.status,
            coverage: &document.coverage,
            diagnostics: &document.diagnostics,
        }
    }
}

/// What a `meeting` line adds.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
pub struct MeetingFields<'a> {
    /// The council, as the source prints it.
    pub council: Option<&'a str>,
    /// The words of a date that could not be read.
    pub date_text: Option<&'a str>,
    /// `HH:MM`, 24 h, local.
    pub start_time: Option<&'a str>,
    /// `HH:MM`, 24 h, local.
    pub end_time: Option<&'a str>,
    /// On one line.
    pub venue: Option<&'a str>,
    /// Name of the chair.
    pub chair: Option<&'a str>,
    /// Name of the vice-chair.
    pub vice_chair: Option<&'a str>,
    /// Members of the body.
    pub members: &'a [Member],
    /// Whom to ask.
    pub contact: Option<&'a Contact>,
    /// Whether the public may attend.
    pub access: Option<Access>,
    /// Set when the meeting was called off.
    pub cancelled: Option<bool>,
}

impl<'a> MeetingFields<'a> {
    /// The fields of this meeting.
    pub fn of(meeting: &'a Meeting) -> Self {
        Self {
            council: meeting.council.as_deref(),
            date_text: meeting.date_text.as_deref(),
            start_time: meeting.start_time.as_deref(),
            end_time: meeting.end_time.as_deref(),
            venue: meeting.venue.as_deref(),
            chair: meeting.chair.as_deref(),
            vice_chair: meeting.vice_chair.as_deref(),
            members: &meeting.members,
            contact: meeting.contact.as_ref(),
            access: meeting.access,
            cancelled: meeting.cancelled,
        }
    }
}

/// What an `agenda_item` line adds; its text is the guidance printed under the item.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
pub struct AgendaItemFields<'a> {
    /// As printed.
    pub number: &'a str,
    /// The group it stands under.
    pub heading: Option<&'a str>,
    /// First printed page.
    pub first_page: Option<u32>,
    /// Last printed page.
    pub last_page: Option<u32>,
    /// First and last page in the file.
    pub file_pages: Option<[u32; 2]>,
    /// Whether the public is excluded.
    pub exempt: Option<bool>,
    /// Paragraphs of the exemption schedule.
    #[serde(default, skip_serializing_if = "<[String]>::is_empty")]
    pub exempt_paragraphs: &'a [String],
    /// Given by word of mouth.
    pub oral: Option<bool>,
    /// The paper comes later.
    pub to_follow: Option<bool>,
    /// Reports for this item.
    pub report_ids: Vec<Cow<'a, str>>,
    /// Minutes for this item.
    pub minutes_ids: Vec<Cow<'a, str>>,
}

/// What a `minute` line adds; its text is the item's paragraphs.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
pub struct MinuteFields<'a> {
    /// The minutes that hold it.
    pub minutes_id: Cow<'a, str>,
    /// Minute number as printed.
    pub number: Option<&'a str>,
    /// Number of the agenda item.
    pub agenda_number: Option<&'a str>,
    /// Taken without the public.
    pub exempt: Option<bool>,
    /// Its decisions.
    pub decision_ids: Vec<Cow<'a, str>>,
}

/// What a `decision` line adds; its title is the item's.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
pub struct DecisionFields<'a> {
    /// The minutes that hold it.
    pub minutes_id: Cow<'a, str>,
    /// The minute that holds it.
    pub minute_id: Cow<'a, str>,
    /// Minute number as printed.
    pub minute_number: Option<&'a str>,
    /// The words that introduce it.
    pub lead: Option<&'a str>,
    /// Its labelled parts.
    pub clauses: &'a [Clause],
    /// The deciding verb.
    pub verb: Option<&'a str>,
    /// What became of it.
    pub outcome: Option<Outcome>,
    /// Only when said.
    pub unanimous: Option<bool>,
    /// The words for the majority.
    pub majority: Option<&'a str>,
    /// Name of the mover.
    pub moved_by: Option<&'a str>,
    /// Name of the seconder.
    pub seconded_by: Option<&'a str>,
    /// An amendment to a motion.
    pub amendment: Option<bool>,
}

/// What a `vote` line adds; its title is the item's, its text the decision's.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
pub struct VoteFields<'a> {
    /// The decision that was voted on.
    pub decision_id: Cow<'a, str>,
    /// The minute that holds it.
    pub minute_id: Cow<'a, str>,
    /// Minute number as printed.
    pub minute_number: Option<&'a str>,
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
    pub casting_vote: Option<&'a CastingVote>,
    /// The names of a recorded vote.
    #[serde(default, skip_serializing_if = "<[RollEntry]>::is_empty")]
    pub roll: &'a [RollEntry],
    /// What became of the decision.
    pub outcome: Option<Outcome>,
}

/// What an `action` line adds; its title is the item's.
#[skip_serializing_none]
#[derive(Default, Serialize, JsonSchema)]
pub struct ActionFields<'a> {
    /// The minutes that hold it.
    pub minutes_id: Option<Cow<'a, str>>,
    /// The minute that holds it.
    pub minute_id: Option<Cow<'a, str>>,
    /// The action log that holds it.
    pub action_log_id: Option<Cow<'a, str>>,
    /// `YYYY-MM-DD` of the log's state.
    pub as_at: Option<&'a str>,
    /// Minute number as printed.
    pub minute_number: Option<&'a str>,
    /// Who is to do it.
    pub owners: Vec<&'a str>,
    /// What came of it.
    pub comments: Option<&'a str>,
    /// As printed.
    pub status: Option<&'a str>,
}

/// What an `attendance` line adds; its title is the name, its text the note.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
pub struct AttendanceFields<'a> {
    /// The minutes that hold it.
    pub minutes_id: Cow<'a, str>,
    /// Name without honorific.
    pub name: &'a str,
    /// `Councillor`, `Mrs`, …
    pub honorific: Option<&'a str>,
    /// Present, or how not.
    pub status: AttendanceStatus,
    /// `chair`, `vice_chair`, or the office held as printed.
    pub role: Option<&'a str>,
    /// Name of the member for whom this person stood in.
    pub substitute_for: Option<&'a str>,
    /// Political party, as printed.
    pub party: Option<&'a str>,
    /// `HH:MM` of a late arrival.
    pub arrived: Option<&'a str>,
    /// `HH:MM` of an early leaving.
    pub left: Option<&'a str>,
    /// Anything else that is said.
    pub note: Option<&'a str>,
}

/// What an `interest` line adds; its title is the item's, its text the declaration.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
pub struct InterestFields<'a> {
    /// The minutes that hold it.
    pub minutes_id: Cow<'a, str>,
    /// The minute that holds it.
    pub minute_id: Cow<'a, str>,
    /// Name without honorific.
    pub name: &'a str,
    /// Kind of interest.
    pub kind: InterestKind,
    /// The item it concerns, as printed.
    pub item: Option<&'a str>,
    /// Whether the member left the room.
    pub left_room: Option<bool>,
}

/// What a `report` line adds; its text is the report's purpose. Its
/// recommendations are lines of their own.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
pub struct ReportFields<'a> {
    /// Number of its agenda item.
    pub agenda_number: Option<&'a str>,
    /// The body it is for.
    pub to: Option<&'a str>,
    /// `YYYY-MM-DD`.
    pub meeting_date: Option<&'a str>,
    /// The words of a date that could not be read.
    pub meeting_date_text: Option<&'a str>,
    /// Who reports.
    pub from: Option<&'a str>,
    /// As printed.
    pub electoral_divisions: Option<&'a str>,
    /// As printed.
    pub forward_plan_ref: Option<&'a str>,
    /// Left out for "Not applicable".
    pub key_decision: Option<bool>,
    /// Officers to ask.
    pub officer_contacts: &'a [ReportContact],
    /// Members to ask.
    pub member_contacts: &'a [ReportContact],
    /// Its sections.
    pub sections: Vec<Cow<'a, str>>,
    /// Labels and titles of its appendices.
    pub appendices: &'a [Appendix],
    /// Background papers.
    pub source_documents: &'a [SourceDocument],
    /// What it says under each implications heading.
    #[serde(default, skip_serializing_if = "<[Implication]>::is_empty")]
    pub implications: &'a [Implication],
    /// Not for publication.
    pub exempt: Option<bool>,
}

impl<'a> ReportFields<'a> {
    /// The fields of this report, whose sections have these ids in the stream.
    pub fn of(report: &'a Report, sections: Vec<Cow<'a, str>>) -> Self {
        Self {
            agenda_number: report.agenda_number.as_deref(),
            to: report.to.as_deref(),
            meeting_date: report.meeting_date.as_deref(),
            meeting_date_text: report.meeting_date_text.as_deref(),
            from: report.from.as_deref(),
            electoral_divisions: report.electoral_divisions.as_deref(),
            forward_plan_ref: report.forward_plan_ref.as_deref(),
            key_decision: report.key_decision,
            officer_contacts: &report.officer_contacts,
            member_contacts: &report.member_contacts,
            sections,
            appendices: &report.appendices,
            source_documents: &report.source_documents,
            implications: &report.implications,
            exempt: report.exempt,
        }
    }
}

/// What a `recommendation` line adds; its title is the report's.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
pub struct RecommendationFields<'a> {
    /// The report that makes it.
    pub report_id: Cow<'a, str>,
    /// Number of the report's agenda item.
    pub agenda_number: Option<&'a str>,
    /// The words that introduce all of them.
    pub lead: Option<&'a str>,
    /// Label as printed.
    pub label: Option<&'a str>,
    /// Its own parts.
    pub clauses: &'a [Clause],
}

/// What a `plan_entry` line adds; its title is the business planned.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
pub struct PlanEntryFields<'a> {
    /// The plan that holds it.
    pub plan_id: Cow<'a, str>,
    /// What the plan plans.
    pub plan_kind: PlanKind,
    /// Title of the plan.
    pub plan_title: Option<&'a str>,
    /// `YYYY-MM-DD` of the plan's state.
    pub as_at: Option<&'a str>,
    /// `YYYY-MM-DD`.
    pub date: Option<&'a str>,
    /// The words of a date.
    pub date_text: Option<&'a str>,
    /// A reserve date.
    pub provisional: Option<bool>,
    /// Officers who lead.
    pub lead_officers: &'a [String],
    /// Reference of a key decision.
    pub key_decision_ref: Option<&'a str>,
    /// When drafts are due.
    pub drafts_due: Option<&'a str>,
    /// When the agenda is sent out.
    pub despatch_date: Option<&'a str>,
    /// When the spokes meet.
    pub spokes_date: Option<&'a str>,
    /// Other columns, heading to text.
    pub other: Option<&'a BTreeMap<String, String>>,
}

impl<'a> PlanEntryFields<'a> {
    /// The fields of this entry of a plan that has this id in the stream.
    pub fn of(plan_id: Cow<'a, str>, plan: &'a Plan, entry: &'a PlanEntry) -> Self {
        Self {
            plan_id,
            plan_kind: plan.kind,
            plan_title: plan.title.as_deref(),
            as_at: plan.as_at.as_deref(),
            date: entry.date.as_deref(),
            date_text: entry.date_text.as_deref(),
            provisional: entry.provisional,
            lead_officers: &entry.lead_officers,
            key_decision_ref: entry.key_decision_ref.as_deref(),
            drafts_due: entry.drafts_due.as_deref(),
            despatch_date: entry.despatch_date.as_deref(),
            spokes_date: entry.spokes_date.as_deref(),
            other: (!entry.other.is_empty()).then_some(&entry.other),
        }
    }
}

/// What an `appointment` line adds; its title is the outside body.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
pub struct AppointmentFields<'a> {
    /// The outside body.
    pub body: &'a str,
    /// What it is for.
    pub purpose: Option<&'a str>,
    /// As printed.
    pub meetings_per_year: Option<&'a str>,
    /// As printed.
    pub representatives_appointed: Option<&'a str>,
    /// Who was appointed.
    pub representatives: &'a [Representative],
    /// Whom to ask, as printed.
    pub contact: Option<&'a str>,
}

/// What a `table` line adds; its text is its cells between tabs, a row a line.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
pub struct TableFields<'a> {
    /// How many of the first rows are headings.
    pub header_rows: u32,
    /// One a column.
    pub columns: &'a [Column],
    /// Header rows first.
    pub rows: &'a [Vec<Cell>],
    /// Footnotes.
    pub notes: &'a [String],
    /// Id of the record that the table was read into.
    pub read_as: Option<Cow<'a, str>>,
    /// Places of the pieces that were joined over page breaks.
    #[serde(default, skip_serializing_if = "<[Place]>::is_empty")]
    pub parts: &'a [Place],
    /// Normalised cells.
    #[serde(default, skip_serializing_if = "<[Fact]>::is_empty")]
    pub facts: &'a [Fact],
    /// Totals that the table itself states, recomputed.
    pub checks: &'a [Check],
}

/// What a `section` line adds; its title is the heading.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
pub struct SectionFields<'a> {
    /// Depth, from 1.
    pub level: u32,
    /// Number as printed.
    pub number: Option<&'a str>,
    /// The section that holds this one.
    pub parent: Option<Cow<'a, str>>,
    /// Agenda item that it belongs to.
    pub agenda_number: Option<&'a str>,
    /// Report that it belongs to.
    pub report_id: Option<Cow<'a, str>>,
    /// Minutes that it belongs to.
    pub minutes_id: Option<Cow<'a, str>>,
    /// Tables in it.
    pub table_ids: Vec<Cow<'a, str>>,
}

/// What a `page` line adds; its text is the page's, which every place points into.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
pub struct PageFields<'a> {
    /// Page of the file, from 1.
    pub page: u32,
    /// The page number that the page itself prints.
    pub printed_page: Option<&'a str>,
    /// Width in points, as displayed.
    pub width: Option<f64>,
    /// Height in points, as displayed.
    pub height: Option<f64>,
    /// Running heads, feet and stamps.
    #[serde(default, skip_serializing_if = "<[Furniture]>::is_empty")]
    pub furniture: &'a [Furniture],
    /// How the text was had.
    pub read: Option<PageRead>,
}
