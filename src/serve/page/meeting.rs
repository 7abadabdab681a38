//! A document with all that was read from it.

use super::frame::{Frame, frame};
use super::minutes::{action_log, minutes};
use super::papers::{appointment, plan, report};
use super::parts::{crumbs, day, day_text, person, place, words};
use super::table::table_of;
use crate::serve::held::{AgendaItem, Convened, Meeting};
use crate::serve::link;
use crate::serve::said::{plain, said};
use maud::{Markup, html};

/// The page of a document.
pub(in crate::serve) fn meeting(meeting: &Meeting) -> Markup {
    let document = &meeting.document;
    let convened = meeting.meeting.as_ref();
    let body = convened.and_then(|convened| convened.body.as_deref());
    let date = convened.and_then(|convened| convened.date.as_deref());
    let name = body.or(document.title.as_deref()).unwrap_or(&document.source_name);
    let title = date.map_or_else(|| name.to_owned(), |date| format!("{name}, {}", day_text(date)));
    let id = document.id.as_str();
    let page = html! {
        (crumbs(document.council.as_deref(), body))
        p class="over" { (words(&document.kind)) }
        h1 { (said(name)) @if let Some(date) = date { " " span class="when" { (day(date)) } } }
        @if let Some(convened) = convened { (about(convened)) }
        (sources(meeting))
        (contents(meeting))
        @if !meeting.agenda_items.is_empty() {
            section id="agenda" {
                h2 { "Agenda" }
                ol class="agenda" { @for item in &meeting.agenda_items { (agenda_item(id, item)) } }
            }
        }
        @for one in &meeting.minutes { (minutes(id, one)) }
        @if !meeting.reports.is_empty() {
            section id="reports" { h2 { "Reports" } @for one in &meeting.reports { (report(id, one)) } }
        }
        @for one in &meeting.action_logs { (action_log(id, one)) }
        @for one in &meeting.plans { (plan(id, one)) }
        @if !meeting.appointments.is_empty() {
            section id="appointments" { h2 { "Appointments" } @for one in &meeting.appointments { (appointment(id, one)) } }
        }
        @if !meeting.tables.is_empty() {
            section id="tables" { h2 { "Tables" } @for one in &meeting.tables { (table_of(id, one)) } }
        }
    };
    frame(&Frame { title: &title, query: Some(""), ..Frame::default() }, &page)
}

fn about(convened: &Convened) -> Markup {
    let contact = [&convened.contact_name, &convened.contact_phone, &convened.contact_email];
    let contact: Vec<&str> = contact.into_iter().flatten().map(String::as_str).collect();
    html! {
        @if convened.cancelled == Some(true) { p class="warning" { "This meeting was cancelled." } }
        dl class="facts" {
            @if let Some(text) = convened.date_text.as_ref().filter(|_| convened.date.is_none()) { div { dt { "Date" } dd { (said(text)) } } }
            @if let Some(start) = &convened.start_time {
                div { dt { "Time" } dd { (plain(start)) @if let Some(end) = &convened.end_time { "–" (plain(end)) } } }
            }
            @if let Some(venue) = &convened.venue { div { dt { "Venue" } dd { (said(venue)) } } }
            @if let Some(chair) = &convened.chair { div { dt { "Chair" } dd { (person(None, chair)) } } }
            @if let Some(name) = &convened.vice_chair { div { dt { "Vice-chair" } dd { (person(None, name)) } } }
            @if let Some(access) = convened.access.as_ref().filter(|access| *access != "public") { div { dt { "Access" } dd { (words(access)) } } }
            @if !contact.is_empty() { div { dt { "Contact" } dd { (said(&contact.join(", "))) } } }
        }
        @if !convened.members.is_empty() {
            details {
                summary { "Members (" (convened.members.len()) ")" }
                ul class="people" {
                    @for member in &convened.members { li {
                        (person(member.honorific.as_deref(), &member.name))
                        @if let Some(role) = member.role.as_ref().filter(|role| *role != "member") { span class="aside" { ", " (words(role)) } }
                        @if let Some(party) = &member.party { span class="aside" { ", " (said(party)) } }
                    } }
                }
            }
        }
    }
}

/// Where it came from, and what belongs to it.
fn sources(meeting: &Meeting) -> Markup {
    let document = &meeting.document;
    html! {
        p class="aside" {
            "From " (said(&document.source_name)) ", "
            a href=(link::source(&document.id, 1)) { (document.page_count) @if document.page_count == 1 { " page" } @else { " pages" } }
            @for address in &meeting.addresses { ", " a href=(address) rel="noopener noreferrer" { "original" } }
            @if document.status == "read_in_part" { ". It was read in part." }
            @if document.status == "refused" { ". It could not be read." }
        }
        @if !meeting.related.is_empty() {
            section class="related" {
                h2 { "Documents of this meeting" }
                ul class="list" {
                    @for other in &meeting.related { li {
                        a href=(link::meeting(&other.id)) { (words(&other.kind)) ": " (said(other.title.as_deref().unwrap_or(&other.source_name))) }
                        @if other.relation == "minutes" { p class="aside" { "holds the minutes of this meeting" } }
                        @else if other.relation != "same_meeting" { p class="aside" { (other.relation) " another document of it" } }
                    } }
                }
            }
        }
    }
}

/// Links to the parts of a long page.
fn contents(meeting: &Meeting) -> Markup {
    let mut parts: Vec<(String, String)> = Vec::new();
    if !meeting.agenda_items.is_empty() {
        parts.push(("agenda".to_owned(), format!("Agenda ({})", meeting.agenda_items.len())));
    }
    for one in &meeting.minutes {
        let when = one.date.as_deref().map(|date| format!(" of {}", day_text(date))).unwrap_or_default();
        parts.push((format!("minutes-{}", one.minutes_no), format!("Minutes{when}")));
    }
    if !meeting.reports.is_empty() {
        parts.push(("reports".to_owned(), format!("Reports ({})", meeting.reports.len())));
    }
    for one in &meeting.action_logs {
        parts.push((format!("action_log-{}", one.action_log_no), "Action log".to_owned()));
    }
    for one in &meeting.plans {
        parts.push((format!("plan-{}", one.plan_no), words(&one.kind).into_owned()));
    }
    if !meeting.appointments.is_empty() {
        parts.push(("appointments".to_owned(), format!("Appointments ({})", meeting.appointments.len())));
    }
    if !meeting.tables.is_empty() {
        parts.push(("tables".to_owned(), format!("Tables ({})", meeting.tables.len())));
    }
    html! {
        @if parts.len() > 1 {
            nav class="contents" aria-label="On this page" { ul { @for (id, name) in &parts { li { a href={ "#" (id) } { (name) } } } } }
        }
    }
}

fn agenda_item(document: &str, item: &AgendaItem) -> Markup {
    let notes = [
        (item.exempt == Some(true), "not public"),
        (item.oral == Some(true), "by word of mouth"),
        (item.to_follow == Some(true), "paper to follow"),
    ];
    html! {
        li id={ "agenda_item-" (item.agenda_item_no) } {
            span class="number" { (said(&item.number)) }
            div {
                p { (said(&item.title)) " " @for (_, note) in notes.iter().filter(|(holds, _)| *holds) { span class="tag" { (note) } " " } }
                p class="aside" {
                    @for paper in &item.papers {
                        @let name = paper.title.as_deref().unwrap_or("Paper");
                        @if let Some(number) = paper.report_no { a href={ "#report-" (number) } { "Report: " (said(name)) } " · " }
                        @if let Some(number) = paper.minutes_no { a href={ "#minutes-" (number) } { "Minutes: " (said(name)) } " · " }
                    }
                    @if let Some(page) = item.first_file_page.filter(|_| item.papers.is_empty()) {
                        a href=(link::source(document, page)) { "Paper" span class="hidden" { " of item " (plain(&item.number)) } } " · "
                    }
                    (place(document, "agenda_item", item.agenda_item_no, item.place.as_ref()))
                }
            }
        }
    }
}
