//! Reports, plans, appointments and sections.

use super::{Rows, Spot, numbers, placed, word};
use crate::record::{Report, ReportContact};
use rusqlite::params;

impl Rows<'_, '_> {
    pub(super) fn reports(&mut self) -> rusqlite::Result<()> {
        let document = self.document;
        let mut add = self.adding("reports", 23)?;
        let mut appendices = self.adding("report_appendices", 13)?;
        let mut appendix_no = 0;
        for (at, report) in document.reports.iter().enumerate() {
            let number = at + 1;
            placed!(
                add,
                Spot::first(&report.place),
                self.key,
                number,
                report.id,
                report.agenda_number,
                report.title,
                report.to,
                report.meeting_date,
                report.meeting_date_text,
                report.from,
                report.electoral_divisions,
                report.forward_plan_ref,
                report.key_decision,
                report.purpose,
                report.recommendations.as_ref().and_then(|recommendations| recommendations.lead.as_ref()),
                report.exempt,
            )?;
            self.further("report", number, &report.place)?;
            for appendix in &report.appendices {
                appendix_no += 1;
                let spot = Spot::first(&appendix.place);
                placed!(appendices, spot, self.key, appendix_no, number, appendix.label, appendix.title)?;
                self.further("appendix", appendix_no, &appendix.place)?;
            }
            self.lists(number, report)?;
        }
        self.recommendations()
    }

    /// The short lists of a report.
    fn lists(&self, report_no: usize, report: &Report) -> rusqlite::Result<()> {
        let mut contacts = self.adding("report_contacts", 8)?;
        let of = |kind: &'static str| move |contact| (kind, contact);
        let officers = report.officer_contacts.iter().map(of("officer"));
        let members = report.member_contacts.iter().map(of("member"));
        for (at, (kind, contact)) in officers.chain(members).enumerate() {
            let ReportContact { name, post, email, phone } = contact;
            contacts.execute(params![self.key, report_no, at + 1, kind, name, post, email, phone])?;
        }
        let mut papers = self.adding("report_source_documents", 5)?;
        for (at, paper) in report.source_documents.iter().enumerate() {
            papers.execute(params![self.key, report_no, at + 1, paper.title, paper.location])?;
        }
        let mut implications = self.adding("report_implications", 5)?;
        for (at, implication) in report.implications.iter().enumerate() {
            implications.execute(params![self.key, report_no, at + 1, implication.heading, implication.text])?;
        }
        Ok(())
    }

    fn recommendations(&self) -> rusqlite::Result<()> {
        let mut add = self.adding("recommendations", 5)?;
        let mut clauses = self.adding("recommendation_clauses", 6)?;
        let mut number = 0;
        for (at, report) in self.document.reports.iter().enumerate() {
            for clause in report.recommendations.iter().flat_map(|recommendations| &recommendations.clauses) {
                number += 1;
                add.execute(params![self.key, number, at + 1, clause.label, clause.text])?;
                self.clauses(&mut clauses, number, &clause.clauses)?;
            }
        }
        Ok(())
    }

    pub(super) fn plans(&mut self) -> rusqlite::Result<()> {
        let document = self.document;
        let mut add = self.adding("plans", 14)?;
        let mut entries = self.adding("plan_entries", 19)?;
        let mut officers = self.adding("plan_entry_officers", 4)?;
        let mut columns = self.adding("plan_entry_columns", 4)?;
        let mut entry_no = 0;
        for (at, plan) in document.plans.iter().enumerate() {
            let number = at + 1;
            let spot = Spot::first(&plan.place);
            placed!(add, spot, self.key, number, plan.id, word(&plan.kind), plan.title, plan.as_at)?;
            self.further("plan", number, &plan.place)?;
            for entry in &plan.entries {
                entry_no += 1;
                placed!(
                    entries,
                    Spot::first(&entry.place),
                    self.key,
                    entry_no,
                    number,
                    entry.date,
                    entry.date_text,
                    entry.provisional,
                    entry.item,
                    entry.key_decision_ref,
                    entry.drafts_due,
                    entry.despatch_date,
                    entry.spokes_date,
                )?;
                self.further("plan_entry", entry_no, &entry.place)?;
                for (at, officer) in entry.lead_officers.iter().enumerate() {
                    officers.execute(params![self.key, entry_no, at + 1, officer])?;
                }
                for (heading, text) in &entry.other {
                    columns.execute(params![self.key, entry_no, heading, text])?;
                }
            }
        }
        Ok(())
    }

    pub(super) fn appointments(&mut self) -> rusqlite::Result<()> {
        let document = self.document;
        let mut add = self.adding("appointments", 16)?;
        let mut people = self.adding("representatives", 7)?;
        for (at, appointment) in document.appointments.iter().enumerate() {
            let number = at + 1;
            placed!(
                add,
                Spot::first(&appointment.place),
                self.key,
                number,
                appointment.id,
                appointment.body,
                appointment.purpose,
                appointment.meetings_per_year,
                appointment.representatives_appointed,
                appointment.contact,
            )?;
            self.further("appointment", number, &appointment.place)?;
            for (at, person) in appointment.representatives.iter().enumerate() {
                let row =
                    params![self.key, number, at + 1, person.name, person.honorific, person.party, person.substitute];
                people.execute(row)?;
            }
        }
        Ok(())
    }

    /// The sections; the reports, minutes and tables that they name are rows already.
    pub(super) fn sections(&mut self) -> rusqlite::Result<()> {
        let document = self.document;
        let reports = numbers(document.reports.iter().map(|report| &report.id));
        let minutes = numbers(document.minutes.iter().map(|minutes| &minutes.id));
        let tables = numbers(document.tables.iter().map(|table| &table.id));
        let sections = numbers(document.sections.iter().map(|section| &section.id));
        let mut add = self.adding("sections", 19)?;
        let mut of_tables = self.adding("section_tables", 3)?;
        for (at, section) in document.sections.iter().enumerate() {
            let number = at + 1;
            placed!(
                add,
                Spot::first(&section.place),
                self.key,
                number,
                section.id,
                section.level,
                section.number,
                section.heading,
                section.text,
                section.parent.as_deref().and_then(|id| sections.get(id)),
                section.agenda_number,
                section.report_id.as_deref().and_then(|id| reports.get(id)),
                section.minutes_id.as_deref().and_then(|id| minutes.get(id)),
            )?;
            self.further("section", number, &section.place)?;
            for table in section.table_ids.iter().filter_map(|id| tables.get(id.as_str())) {
                of_tables.execute(params![self.key, number, table])?;
            }
        }
        Ok(())
    }
}
