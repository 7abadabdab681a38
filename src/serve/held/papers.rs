//! Reports, plans and appointments.

use super::Clause;
use super::row::{Held, MOST, all, held, of_number};
use crate::record::Place;
use rusqlite::Connection;

held! {
    /// A report.
    Report {
        /// Counts from 1 in the document.
        report_no: i64,
        /// Its id in the document.
        id: String,
        /// As printed.
        agenda_number: Option<String>,
        /// Title.
        title: String,
        /// To whom.
        report_to: Option<String>,
        /// `YYYY-MM-DD`.
        meeting_date: Option<String>,
        /// From whom.
        report_from: Option<String>,
        /// As printed.
        electoral_divisions: Option<String>,
        /// As printed.
        forward_plan_ref: Option<String>,
        /// Whether it asks for a key decision.
        key_decision: Option<bool>,
        /// What it is for.
        purpose: Option<String>,
        /// The words that introduce its recommendations.
        recommendation_lead: Option<String>,
        /// Not for the public.
        exempt: Option<bool>,
        /// Where it stands.
        place: Option<Place>,
    } with {
        /// What it recommends.
        recommendations: Vec<Recommendation>,
        /// Whom to ask.
        contacts: Vec<Contact>,
        /// Its appendices.
        appendices: Vec<Appendix>,
        /// What it was made from.
        source_documents: Vec<SourceDocument>,
        /// What it implies.
        implications: Vec<Implication>,
    }
}

held! {
    /// A recommendation.
    Recommendation {
        /// Counts from 1 in the document.
        recommendation_no: i64,
        /// The report.
        #[serde(skip)]
        report_no: i64,
        /// As printed.
        label: Option<String>,
        /// Its words.
        text: String,
    } with {
        /// Its parts.
        clauses: Vec<Clause>,
    }
}

held! {
    /// Whom to ask about a report.
    Contact {
        /// The report.
        #[serde(skip)]
        report_no: i64,
        /// `officer` or `member`.
        kind: String,
        /// Name.
        name: String,
        /// Post.
        post: Option<String>,
        /// Address.
        email: Option<String>,
        /// Telephone.
        phone: Option<String>,
    }
}

held! {
    /// An appendix.
    Appendix {
        /// Counts from 1 in the document.
        appendix_no: i64,
        /// The report.
        #[serde(skip)]
        report_no: i64,
        /// As printed.
        label: String,
        /// Title.
        title: Option<String>,
        /// Where it stands.
        place: Option<Place>,
    }
}

held! {
    /// What a report was made from.
    SourceDocument {
        /// The report.
        #[serde(skip)]
        report_no: i64,
        /// Title.
        title: String,
        /// Where it is kept.
        location: Option<String>,
    }
}

held! {
    /// What a report implies.
    Implication {
        /// The report.
        #[serde(skip)]
        report_no: i64,
        /// For what.
        heading: String,
        /// What.
        text: String,
    }
}

held! {
    /// A plan.
    Plan {
        /// Counts from 1 in the document.
        plan_no: i64,
        /// Its id in the document.
        id: String,
        /// What kind of plan it is.
        kind: String,
        /// Title.
        title: Option<String>,
        /// `YYYY-MM-DD`.
        as_at: Option<String>,
        /// Where it stands.
        place: Option<Place>,
    } with {
        /// Its rows.
        entries: Vec<Entry>,
    }
}

held! {
    /// A row of a plan.
    Entry {
        /// Counts from 1 in the document.
        plan_entry_no: i64,
        /// The plan.
        #[serde(skip)]
        plan_no: i64,
        /// `YYYY-MM-DD`.
        date: Option<String>,
        /// The words of a date that could not be read.
        date_text: Option<String>,
        /// Whether the date is provisional.
        provisional: Option<bool>,
        /// What is planned.
        item: Option<String>,
        /// As printed.
        key_decision_ref: Option<String>,
        /// Where it stands.
        place: Option<Place>,
    } with {
        /// Who leads.
        officers: Vec<String>,
    }
}

held! {
    /// Who leads a row of a plan.
    Officer {
        /// The row.
        plan_entry_no: i64,
        /// As printed.
        officer: String,
    }
}

held! {
    /// An appointment to an outside body.
    Appointment {
        /// Counts from 1 in the document.
        appointment_no: i64,
        /// Its id in the document.
        id: String,
        /// The outside body.
        body: String,
        /// What it is for.
        purpose: Option<String>,
        /// As printed.
        meetings_per_year: Option<String>,
        /// As printed.
        representatives_appointed: Option<String>,
        /// Whom to ask.
        contact: Option<String>,
        /// Where it stands.
        place: Option<Place>,
    } with {
        /// Who is appointed.
        representatives: Vec<Representative>,
    }
}

held! {
    /// Someone who is appointed.
    Representative {
        /// The appointment.
        #[serde(skip)]
        appointment_no: i64,
        /// Name without honorific.
        name: String,
        /// Honorific.
        honorific: Option<String>,
        /// Party.
        party: Option<String>,
        /// Whether they stand in for another.
        substitute: Option<bool>,
    }
}

/// Puts the rows of a table where they belong.
fn fill<P: Held>(
    connection: &Connection,
    key: i64,
    (table, order): (&str, &str),
    reports: &mut [Report],
    number: impl Fn(&P) -> i64,
    field: impl Fn(&mut Report) -> &mut Vec<P>,
) -> rusqlite::Result<()> {
    let sql = format!("SELECT * FROM {table} WHERE document_key = ? ORDER BY report_no, {order} LIMIT ?");
    for part in all::<P>(connection, &sql, [key, MOST])? {
        push_to(reports, part, &number, &field);
    }
    Ok(())
}

fn push_to<R, P>(rows: &mut [R], part: P, number: impl Fn(&P) -> i64, field: impl Fn(&mut R) -> &mut Vec<P>) {
    if let Some(row) = of_number(rows, number(&part), 1) {
        field(row).push(part);
    }
}

/// The reports of a document.
pub(super) fn reports(connection: &Connection, key: i64) -> rusqlite::Result<Vec<Report>> {
    let sql = "SELECT * FROM reports WHERE document_key = ? ORDER BY report_no LIMIT ?";
    let mut reports: Vec<Report> = all(connection, sql, [key, MOST])?;
    let sql = "SELECT * FROM recommendations WHERE document_key = ? ORDER BY recommendation_no LIMIT ?";
    let mut recommendations: Vec<Recommendation> = all(connection, sql, [key, MOST])?;
    let sql = "SELECT recommendation_no AS of_no, clause_no, parent_no, label, text FROM recommendation_clauses
               WHERE document_key = ? ORDER BY recommendation_no, clause_no LIMIT ?";
    for clause in all::<Clause>(connection, sql, [key, MOST])? {
        if let Some(recommendation) = of_number(&mut recommendations, clause.of_no, 1) {
            Clause::add(&mut recommendation.clauses, clause);
        }
    }
    for part in recommendations {
        push_to(&mut reports, part, |part| part.report_no, |report| &mut report.recommendations);
    }
    let own = &mut reports;
    fill(
        connection,
        key,
        ("report_contacts", "position"),
        own,
        |one: &Contact| one.report_no,
        |own| &mut own.contacts,
    )?;
    let appendices = ("report_appendices", "appendix_no");
    fill(connection, key, appendices, own, |one: &Appendix| one.report_no, |own| &mut own.appendices)?;
    let sources = ("report_source_documents", "position");
    fill(connection, key, sources, own, |one: &SourceDocument| one.report_no, |own| &mut own.source_documents)?;
    let implications = ("report_implications", "position");
    fill(connection, key, implications, own, |one: &Implication| one.report_no, |own| &mut own.implications)?;
    Ok(reports)
}

/// The plans of a document.
pub(super) fn plans(connection: &Connection, key: i64) -> rusqlite::Result<Vec<Plan>> {
    let sql = "SELECT * FROM plans WHERE document_key = ? ORDER BY plan_no LIMIT ?";
    let mut plans: Vec<Plan> = all(connection, sql, [key, MOST])?;
    let sql = "SELECT * FROM plan_entries WHERE document_key = ? ORDER BY plan_entry_no LIMIT ?";
    let mut entries: Vec<Entry> = all(connection, sql, [key, MOST])?;
    let sql = "SELECT plan_entry_no, officer FROM plan_entry_officers WHERE document_key = ?
               ORDER BY plan_entry_no, position LIMIT ?";
    for Officer { plan_entry_no, officer } in all::<Officer>(connection, sql, [key, MOST])? {
        if let Some(entry) = of_number(&mut entries, plan_entry_no, 1) {
            entry.officers.push(officer);
        }
    }
    for entry in entries {
        push_to(&mut plans, entry, |entry| entry.plan_no, |plan| &mut plan.entries);
    }
    Ok(plans)
}

/// The appointments of a document.
pub(super) fn appointments(connection: &Connection, key: i64) -> rusqlite::Result<Vec<Appointment>> {
    let sql = "SELECT * FROM appointments WHERE document_key = ? ORDER BY appointment_no LIMIT ?";
    let mut appointments: Vec<Appointment> = all(connection, sql, [key, MOST])?;
    let sql = "SELECT * FROM representatives WHERE document_key = ? ORDER BY appointment_no, position LIMIT ?";
    for person in all::<Representative>(connection, sql, [key, MOST])? {
        push_to(&mut appointments, person, |person| person.appointment_no, |own| &mut own.representatives);
    }
    Ok(appointments)
}
