//! The record contract, version 1, as types: what is written for every source.
//!
//! One file a kind of record. The field names are fixed (downstream indexes and
//! databases rely on them); a field that the source does not give is left out.
//! [`schema`] turns these types into the committed JSON Schemas.

mod agenda;
mod document;
mod log;
mod meeting;
mod minutes;
mod place;
mod plan;
mod report;
pub mod schema;
mod section;
mod table;

pub use agenda::AgendaItem;
pub use document::{
    About, Coverage, Diagnostic, Document, DocumentKind, Furniture, GrammarUsed, PageRead, PageRecord, Program,
    SCHEMA_VERSION, Severity, Status, Unclaimed,
};
pub use log::{ActionLog, ActionLogEntry};
pub use meeting::{Access, Contact, Meeting, Member, MemberRole};
pub use minutes::{
    Action, Attendance, AttendanceStatus, CastingVote, Clause, Decision, Interest, InterestKind, MinuteItem, Minutes,
    Outcome, RollEntry, RollOption, Vote, VoteMethod,
};
pub use place::Place;
pub use plan::{Appointment, Plan, PlanEntry, PlanKind, Representative};
pub use report::{Appendix, Implication, Recommendations, Report, ReportContact, SourceDocument};
pub use section::Section;
pub use table::{Cell, Check, CheckKind, Column, ColumnType, Fact, Table, TableKind, Value, ValueKind};
