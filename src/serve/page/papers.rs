//! Reports, plans and appointments.

use super::parts::{clauses, day, paragraphs, person, place, words};
use crate::serve::held::{Appointment, Plan, Report};
use crate::serve::said::{plain, said};
use maud::{Markup, html};

/// A report.
pub(super) fn report(document: &str, report: &Report) -> Markup {
    let facts = [
        ("To", report.report_to.as_ref()),
        ("From", report.report_from.as_ref()),
        ("Electoral divisions", report.electoral_divisions.as_ref()),
        ("Forward plan", report.forward_plan_ref.as_ref()),
    ];
    html! {
        article class="report" id={ "report-" (report.report_no) } {
            h3 { @if let Some(number) = &report.agenda_number { span class="number" { (said(number)) } " " } (said(&report.title)) }
            p class="aside" {
                @if report.exempt == Some(true) { "Not for the public · " }
                @if report.key_decision == Some(true) { "Key decision · " }
                (place(document, "report", report.report_no, report.place.as_ref()))
            }
            dl class="facts" {
                @for (name, value) in facts { @if let Some(value) = value { div { dt { (name) } dd { (said(value)) } } } }
            }
            @if let Some(purpose) = &report.purpose { (paragraphs(purpose)) }
            @if !report.recommendations.is_empty() || report.recommendation_lead.is_some() {
                h4 { "Recommendations" }
                @if let Some(lead) = &report.recommendation_lead { p class="intro" dir="auto" { (plain(lead)) } }
                ul class="clauses" {
                    @for one in &report.recommendations {
                        li class="d0" id={ "recommendation-" (one.recommendation_no) } {
                            @if let Some(label) = &one.label { span class="label" { (said(label)) } " " }
                            span class="words" dir="auto" { (plain(&one.text)) }
                            (clauses(&one.clauses))
                        }
                    }
                }
            }
            (rest(document, report))
        }
    }
}

fn rest(document: &str, report: &Report) -> Markup {
    html! {
        @if !report.implications.is_empty() {
            details {
                summary { "Implications" span class="hidden" { " of " (plain(&report.title)) } }
                dl class="long" { @for one in &report.implications { dt { (said(&one.heading)) } dd { (paragraphs(&one.text)) } } }
            }
        }
        @if !report.appendices.is_empty() {
            h4 { "Appendices" }
            ul { @for one in &report.appendices { li id={ "appendix-" (one.appendix_no) } {
                (said(&one.label)) @if let Some(title) = &one.title { ": " (said(title)) }
                " " (place(document, "appendix", one.appendix_no, one.place.as_ref()))
            } } }
        }
        @if !report.source_documents.is_empty() {
            h4 { "Source documents" }
            ul { @for one in &report.source_documents { li {
                (said(&one.title)) @if let Some(location) = &one.location { span class="aside" { ", " (said(location)) } }
            } } }
        }
        @if !report.contacts.is_empty() {
            h4 { "Contacts" }
            ul { @for one in &report.contacts { li {
                (said(&one.name))
                @for more in [&one.post, &one.email, &one.phone].into_iter().flatten() { ", " (said(more)) }
            } } }
        }
    }
}

/// A plan.
pub(super) fn plan(document: &str, plan: &Plan) -> Markup {
    let name = plan.title.clone().unwrap_or_else(|| words(&plan.kind).into_owned());
    html! {
        section id={ "plan-" (plan.plan_no) } {
            h2 { (said(&name)) @if let Some(date) = &plan.as_at { " as at " (day(date)) } }
            p class="aside" { (place(document, "plan", plan.plan_no, plan.place.as_ref())) }
            div class="scroll" tabindex="0" role="group" aria-label=(plain(&name)) {
                table class="records" {
                    thead { tr { th scope="col" { "Date" } th scope="col" { "Item" } th scope="col" { "Lead" } th scope="col" { "Source" } } }
                    tbody {
                        @for entry in &plan.entries {
                            tr id={ "plan_entry-" (entry.plan_entry_no) } {
                                td {
                                    @match (&entry.date, &entry.date_text) {
                                        (Some(date), _) => (day(date)),
                                        (None, Some(text)) => (said(text)),
                                        (None, None) => {}
                                    }
                                    @if entry.provisional == Some(true) { span class="aside" { " provisional" } }
                                }
                                td {
                                    @if let Some(item) = &entry.item { (said(item)) }
                                    @if let Some(reference) = &entry.key_decision_ref { span class="aside" { " " (said(reference)) } }
                                }
                                td { (said(&entry.officers.join(", "))) }
                                td { (place(document, "plan_entry", entry.plan_entry_no, entry.place.as_ref())) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// An appointment to an outside body.
pub(super) fn appointment(document: &str, appointment: &Appointment) -> Markup {
    html! {
        article id={ "appointment-" (appointment.appointment_no) } {
            h3 { (said(&appointment.body)) }
            @if let Some(purpose) = &appointment.purpose { (paragraphs(purpose)) }
            ul class="people" {
                @for who in &appointment.representatives { li {
                    (person(who.honorific.as_deref(), &who.name))
                    @if let Some(party) = &who.party { " (" (said(party)) ")" }
                    @if who.substitute == Some(true) { " as substitute" }
                } }
            }
            p class="aside" { (place(document, "appointment", appointment.appointment_no, appointment.place.as_ref())) }
        }
    }
}
