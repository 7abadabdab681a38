//! What the store holds, as it is shown: rows read into structs, once for pages and for
//! the JSON API. The names of fields are those of the store's columns.

mod committee;
mod decision;
mod directory;
mod front;
mod mark;
mod meeting;
mod minutes;
mod papers;
mod person;
mod row;
mod source;
mod tables;

pub use committee::{Committee, CommitteeMeeting};
pub use decision::DecisionPage;
pub use directory::{Body, Council, Directory};
pub use front::{AgendaItem, Convened, DocumentRow, Related};
pub use mark::{Mark, Marked};
pub use meeting::Meeting;
pub use minutes::{Action, ActionLog, Attendance, Clause, Decision, Interest, MinuteItem, Minutes, Vote};
pub use papers::{Appointment, Plan, Report};
pub use person::{Attended, Person};
pub use source::{Origin, SourcePage};
pub use tables::{Cell, Table};
