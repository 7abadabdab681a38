//! The flat stream: every fact of a document as one self-contained line.

use super::flat::{
    ActionFields, AgendaItemFields, AppointmentFields, AttendanceFields, DecisionFields, DocumentFields, Flat,
    FlatRecord, InterestFields, MeetingFields, MeetingKey, MinuteFields, PageFields, PlanEntryFields,
    RecommendationFields, ReportFields, SectionFields, TableFields, VoteFields,
};
use super::{Format, SinkFault};
use crate::record::{ActionLog, Decision, Document, Meeting, MinuteItem, Minutes, Place, Plan, Report, Table};
use std::borrow::Cow;

/// One record a line.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ndjson;

impl Format for Ndjson {
    fn extension(&self) -> &'static str {
        "ndjson"
    }

    fn encode(&self, document: &Document) -> Result<Vec<u8>, SinkFault> {
        let mut bytes = Vec::new();
        flatten(document, &mut |record| {
            serde_json::to_writer(&mut bytes, record)?;
            bytes.push(b'\n');
            Ok(())
        })
        .map_err(|cause: serde_json::Error| SinkFault::Encode {
            id: document.document.id.clone(),
            cause: cause.into(),
        })?;
        Ok(bytes)
    }
}

/// Tells every record of a document, in the order of the flat stream.
///
/// # Errors
///
/// The first that `take` returns; no record is told after it.
pub fn flatten<E>(document: &Document, take: &mut dyn FnMut(&FlatRecord<'_>) -> Result<(), E>) -> Result<(), E> {
    Lines { document, take }.all()
}

/// What the words of a line are, beside its own fields.
#[derive(Default)]
struct Head<'a> {
    title: Option<&'a str>,
    text: Option<Cow<'a, str>>,
    place: &'a [Place],
}

/// The minute that holds a decision, an action or an interest.
struct Within<'a> {
    meeting: Option<MeetingKey<'a>>,
    /// Id of the minutes.
    minutes: Cow<'a, str>,
    /// Id of the minute.
    minute: Cow<'a, str>,
    item: &'a MinuteItem,
}

struct Lines<'a, 't, E> {
    document: &'a Document,
    take: &'t mut dyn FnMut(&FlatRecord<'_>) -> Result<(), E>,
}

impl<'a, E> Lines<'a, '_, E> {
    fn all(&mut self) -> Result<(), E> {
        let document = self.document;
        self.about()?;
        if let Some(meeting) = &document.meeting {
            self.meeting(meeting)?;
        }
        self.agenda_items()?;
        for minutes in &document.minutes {
            self.minutes(minutes)?;
        }
        for log in &document.action_logs {
            self.action_log(log)?;
        }
        for report in &document.reports {
            self.report(report)?;
        }
        for plan in &document.plans {
            self.plan(plan)?;
        }
        self.appointments()?;
        for table in &document.tables {
            self.table(table)?;
        }
        self.sections()?;
        self.pages()
    }

    fn push(&mut self, record: &FlatRecord<'a>) -> Result<(), E> {
        (self.take)(record)
    }

    /// An id that is its own in the whole stream: the document's id leads it.
    fn id(&self, id: &'a str) -> Cow<'a, str> {
        let document = self.document.document.id.as_str();
        if id.strip_prefix(document).is_some_and(|rest| rest.is_empty() || rest.starts_with('-')) {
            Cow::Borrowed(id)
        } else {
            Cow::Owned(format!("{document}-{id}"))
        }
    }

    fn ids(&self, ids: &'a [String]) -> Vec<Cow<'a, str>> {
        ids.iter().map(|id| self.id(id)).collect()
    }

    fn optional_id(&self, id: Option<&'a String>) -> Option<Cow<'a, str>> {
        id.map(|id| self.id(id))
    }

    /// The meeting that the whole document belongs to.
    fn own_meeting(&self) -> Option<MeetingKey<'a>> {
        let meeting = self.document.meeting.as_ref()?;
        MeetingKey::of(meeting.body.as_deref(), meeting.date.as_deref())
    }

    fn flat<F>(&self, id: Cow<'a, str>, head: Head<'a>, own: F) -> Flat<'a, F> {
        self.flat_of(self.own_meeting(), id, head, own)
    }

    fn flat_of<F>(&self, meeting: Option<MeetingKey<'a>>, id: Cow<'a, str>, head: Head<'a>, own: F) -> Flat<'a, F> {
        Flat {
            id,
            document_id: &self.document.document.id,
            meeting,
            title: head.title.filter(|title| !title.is_empty()),
            text: head.text.filter(|text| !text.is_empty()),
            place: head.place,
            own,
        }
    }

    fn about(&mut self) -> Result<(), E> {
        let document = self.document;
        let about = &document.document;
        let head = Head { title: about.title.as_deref(), ..Head::default() };
        let own = DocumentFields::of(document);
        let flat = self.flat(Cow::Borrowed(&about.id), head, own);
        self.push(&FlatRecord::Document(flat))
    }

    fn meeting(&mut self, meeting: &'a Meeting) -> Result<(), E> {
        let head = Head { title: meeting.title.as_deref().or(meeting.body.as_deref()), ..Head::default() };
        let flat = self.flat(self.id("meeting"), head, MeetingFields::of(meeting));
        self.push(&FlatRecord::Meeting(flat))
    }

    fn agenda_items(&mut self) -> Result<(), E> {
        for item in &self.document.agenda_items {
            let head =
                Head { title: Some(&item.title), text: item.notes.as_deref().map(Cow::Borrowed), place: &item.place };
            let own = AgendaItemFields {
                number: &item.number,
                heading: item.heading.as_deref(),
                first_page: item.first_page,
                last_page: item.last_page,
                file_pages: item.file_pages,
                exempt: item.exempt,
                exempt_paragraphs: &item.exempt_paragraphs,
                oral: item.oral,
                to_follow: item.to_follow,
                report_ids: self.ids(&item.report_ids),
                minutes_ids: self.ids(&item.minutes_ids),
            };
            let flat = self.flat(self.id(&item.id), head, own);
            self.push(&FlatRecord::AgendaItem(flat))?;
        }
        Ok(())
    }

    fn minutes(&mut self, minutes: &'a Minutes) -> Result<(), E> {
        let meeting = MeetingKey::of(minutes.body.as_deref(), minutes.date.as_deref());
        let minutes_id = self.id(&minutes.id);
        for (at, person) in minutes.attendance.iter().enumerate() {
            let head = Head {
                title: Some(&person.name),
                text: person.note.as_deref().map(Cow::Borrowed),
                place: &person.place,
            };
            let own = AttendanceFields {
                minutes_id: minutes_id.clone(),
                name: &person.name,
                honorific: person.honorific.as_deref(),
                status: person.status,
                role: person.role.as_deref(),
                substitute_for: person.substitute_for.as_deref(),
                party: person.party.as_deref(),
                arrived: person.arrived.as_deref(),
                left: person.left.as_deref(),
                note: person.note.as_deref(),
            };
            let id = derived(&minutes_id, "attendance", at);
            let flat = self.flat_of(meeting, id, head, own);
            self.push(&FlatRecord::Attendance(flat))?;
        }
        for item in &minutes.items {
            self.minute(&Within { meeting, minutes: minutes_id.clone(), minute: self.id(&item.id), item })?;
        }
        Ok(())
    }

    fn minute(&mut self, within: &Within<'a>) -> Result<(), E> {
        let Within { meeting, item, .. } = *within;
        let head =
            Head { title: Some(&item.title), text: Some(Cow::Owned(item.paragraphs.join("\n"))), place: &item.place };
        let own = MinuteFields {
            minutes_id: within.minutes.clone(),
            number: item.number.as_deref(),
            agenda_number: item.agenda_number.as_deref(),
            exempt: item.exempt,
            decision_ids: item.decisions.iter().map(|d| self.id(&d.id)).collect(),
        };
        let flat = self.flat_of(meeting, within.minute.clone(), head, own);
        self.push(&FlatRecord::Minute(flat))?;
        for decision in &item.decisions {
            self.decision(within, decision)?;
        }
        for (at, action) in item.actions.iter().enumerate() {
            let head = Head { title: Some(&item.title), text: Some(Cow::Borrowed(&action.text)), place: &action.place };
            let own = ActionFields {
                minutes_id: Some(within.minutes.clone()),
                minute_id: Some(within.minute.clone()),
                minute_number: item.number.as_deref(),
                owners: action.owner.iter().map(String::as_str).collect(),
                ..ActionFields::default()
            };
            let flat = self.flat_of(meeting, derived(&within.minute, "action", at), head, own);
            self.push(&FlatRecord::Action(flat))?;
        }
        for (at, interest) in item.interests.iter().enumerate() {
            let head =
                Head { title: Some(&item.title), text: Some(Cow::Borrowed(&interest.text)), place: &interest.place };
            let own = InterestFields {
                minutes_id: within.minutes.clone(),
                minute_id: within.minute.clone(),
                name: &interest.name,
                kind: interest.kind,
                item: interest.item.as_deref(),
                left_room: interest.left_room,
            };
            let flat = self.flat_of(meeting, derived(&within.minute, "interest", at), head, own);
            self.push(&FlatRecord::Interest(flat))?;
        }
        Ok(())
    }

    fn decision(&mut self, within: &Within<'a>, decision: &'a Decision) -> Result<(), E> {
        let Within { meeting, item, .. } = *within;
        let decision_id = self.id(&decision.id);
        let head =
            || Head { title: Some(&item.title), text: Some(Cow::Borrowed(&decision.text)), place: &decision.place };
        let own = DecisionFields {
            minutes_id: within.minutes.clone(),
            minute_id: within.minute.clone(),
            minute_number: item.number.as_deref(),
            lead: decision.lead.as_deref(),
            clauses: &decision.clauses,
            verb: decision.verb.as_deref(),
            outcome: decision.outcome,
            unanimous: decision.unanimous,
            majority: decision.majority.as_deref(),
            moved_by: decision.moved_by.as_deref(),
            seconded_by: decision.seconded_by.as_deref(),
            amendment: decision.amendment,
        };
        let flat = self.flat_of(meeting, decision_id.clone(), head(), own);
        self.push(&FlatRecord::Decision(flat))?;
        if let Some(vote) = &decision.vote {
            let own = VoteFields {
                decision_id: decision_id.clone(),
                minute_id: within.minute.clone(),
                minute_number: item.number.as_deref(),
                in_favour: vote.in_favour,
                against: vote.against,
                abstain: vote.abstain,
                absent: vote.absent,
                method: vote.method,
                casting_vote: vote.casting_vote.as_ref(),
                roll: &vote.roll,
                outcome: decision.outcome,
            };
            let id = Cow::Owned(format!("{decision_id}-vote"));
            let flat = self.flat_of(meeting, id, head(), own);
            self.push(&FlatRecord::Vote(flat))?;
        }
        Ok(())
    }

    fn action_log(&mut self, log: &'a ActionLog) -> Result<(), E> {
        let log_id = self.id(&log.id);
        for (at, entry) in log.entries.iter().enumerate() {
            let head = Head {
                title: entry.item_title.as_deref(),
                text: Some(Cow::Borrowed(&entry.action)),
                place: &entry.place,
            };
            let own = ActionFields {
                action_log_id: Some(log_id.clone()),
                as_at: log.as_at.as_deref(),
                minute_number: entry.minute_number.as_deref(),
                owners: entry.owners.iter().map(String::as_str).collect(),
                comments: entry.comments.as_deref(),
                status: entry.status.as_deref(),
                ..ActionFields::default()
            };
            // An action belongs to the meeting that asked for it, not to the one
            // whose pack prints the log.
            let meeting = match &entry.meeting_date {
                Some(date) => {
                    let own = self.own_meeting().and_then(|meeting| meeting.body);
                    MeetingKey::of(log.body.as_deref().or(own), Some(date))
                }
                None => self.own_meeting(),
            };
            let flat = self.flat_of(meeting, derived(&log_id, "entry", at), head, own);
            self.push(&FlatRecord::Action(flat))?;
        }
        Ok(())
    }

    fn report(&mut self, report: &'a Report) -> Result<(), E> {
        let report_id = self.id(&report.id);
        let meeting = match (&report.to, &report.meeting_date) {
            (None, None) => self.own_meeting(),
            (to, date) => {
                let own = self.own_meeting();
                MeetingKey::of(
                    to.as_deref().or(own.and_then(|meeting| meeting.body)),
                    date.as_deref().or(own.and_then(|meeting| meeting.date)),
                )
            }
        };
        let head = Head {
            title: Some(&report.title),
            text: report.purpose.as_deref().map(Cow::Borrowed),
            place: &report.place,
        };
        let own = ReportFields::of(report, self.ids(&report.sections));
        let flat = self.flat_of(meeting, report_id.clone(), head, own);
        self.push(&FlatRecord::Report(flat))?;
        let Some(recommendations) = &report.recommendations else {
            return Ok(());
        };
        for (at, clause) in recommendations.clauses.iter().enumerate() {
            let head =
                Head { title: Some(&report.title), text: Some(Cow::Borrowed(&clause.text)), place: &report.place };
            let own = RecommendationFields {
                report_id: report_id.clone(),
                agenda_number: report.agenda_number.as_deref(),
                lead: recommendations.lead.as_deref(),
                label: clause.label.as_deref(),
                clauses: &clause.clauses,
            };
            let id = derived(&report_id, "recommendation", at);
            let flat = self.flat_of(meeting, id, head, own);
            self.push(&FlatRecord::Recommendation(flat))?;
        }
        Ok(())
    }

    fn plan(&mut self, plan: &'a Plan) -> Result<(), E> {
        let plan_id = self.id(&plan.id);
        for (at, entry) in plan.entries.iter().enumerate() {
            let head = Head { title: entry.item.as_deref(), text: None, place: &entry.place };
            let own = PlanEntryFields::of(plan_id.clone(), plan, entry);
            let flat = self.flat(derived(&plan_id, "entry", at), head, own);
            self.push(&FlatRecord::PlanEntry(flat))?;
        }
        Ok(())
    }

    fn appointments(&mut self) -> Result<(), E> {
        for appointment in &self.document.appointments {
            let head = Head {
                title: Some(&appointment.body),
                text: appointment.purpose.as_deref().map(Cow::Borrowed),
                place: &appointment.place,
            };
            let own = AppointmentFields {
                body: &appointment.body,
                purpose: appointment.purpose.as_deref(),
                meetings_per_year: appointment.meetings_per_year.as_deref(),
                representatives_appointed: appointment.representatives_appointed.as_deref(),
                representatives: &appointment.representatives,
                contact: appointment.contact.as_deref(),
            };
            let flat = self.flat(self.id(&appointment.id), head, own);
            self.push(&FlatRecord::Appointment(flat))?;
        }
        Ok(())
    }

    fn table(&mut self, table: &'a Table) -> Result<(), E> {
        let head =
            Head { title: table.caption.as_deref(), text: Some(Cow::Owned(text_of(table))), place: &table.place };
        let own = TableFields {
            header_rows: table.header_rows,
            columns: &table.columns,
            rows: &table.rows,
            notes: &table.notes,
            read_as: self.optional_id(table.read_as.as_ref()),
            parts: &table.parts,
            facts: &table.facts,
            checks: &table.checks,
        };
        let flat = self.flat(self.id(&table.id), head, own);
        self.push(&FlatRecord::Table(flat))
    }

    fn sections(&mut self) -> Result<(), E> {
        for section in &self.document.sections {
            let head = Head {
                title: section.heading.as_deref(),
                text: Some(Cow::Borrowed(&section.text)),
                place: &section.place,
            };
            let own = SectionFields {
                level: section.level,
                number: section.number.as_deref(),
                parent: self.optional_id(section.parent.as_ref()),
                agenda_number: section.agenda_number.as_deref(),
                report_id: self.optional_id(section.report_id.as_ref()),
                minutes_id: self.optional_id(section.minutes_id.as_ref()),
                table_ids: self.ids(&section.table_ids),
            };
            let flat = self.flat(self.id(&section.id), head, own);
            self.push(&FlatRecord::Section(flat))?;
        }
        Ok(())
    }

    fn pages(&mut self) -> Result<(), E> {
        let document_id = Cow::Borrowed(self.document.document.id.as_str());
        for (at, page) in self.document.pages.iter().enumerate() {
            let head = Head { title: None, text: Some(Cow::Borrowed(&page.text)), place: &[] };
            let own = PageFields {
                page: page.page,
                printed_page: page.printed_page.as_deref(),
                width: page.width,
                height: page.height,
                furniture: &page.furniture,
                read: page.read,
            };
            let flat = self.flat(derived(&document_id, "page", at), head, own);
            self.push(&FlatRecord::Page(flat))?;
        }
        Ok(())
    }
}

/// The id of a record that has none of its own: its place, from 1, in what holds it.
fn derived<'a>(holder: &str, what: &str, at: usize) -> Cow<'a, str> {
    Cow::Owned(format!("{holder}-{what}-{}", at + 1))
}

/// A table's words: cells between tabs, rows on lines of their own.
fn text_of(table: &Table) -> String {
    let mut text = String::new();
    for row in &table.rows {
        if !text.is_empty() {
            text.push('\n');
        }
        for (at, cell) in row.iter().enumerate() {
            if at > 0 {
                text.push('\t');
            }
            text.push_str(&cell.text);
        }
    }
    text
}
