//! A person, under a name as printed.

use super::frame::{Frame, frame};
use super::parts::{crumbs, day, outcome, page_link, words};
use crate::report::counted;
use crate::serve::held::{Attended, Person};
use crate::serve::link;
use crate::serve::said::{plain, said};
use maud::{Markup, html};
use std::collections::BTreeSet;

/// The page of a person.
pub(in crate::serve) fn person(person: &Person) -> Markup {
    let councils: BTreeSet<&str> = person.attended.iter().filter_map(|one| one.council.as_deref()).collect();
    let present = person.attended.iter().filter(|one| one.status == "present").count();
    let body = html! {
        (crumbs(None, None))
        p class="over" { "As printed" }
        h1 { (said(&person.name)) }
        p class="lead" {
            @for (at, council) in councils.iter().enumerate() { @if at > 0 { ", " } (said(council)) }
            @if !councils.is_empty() { ". " }
            (counted(present as u64, "meeting")) " attended, " (counted(person.voted.len() as u64, "recorded vote")) ". "
            "Others may be printed under the same name, and this one under others. "
            a href=(link::with("/search", &[("q", Some(&format!("councillor:\"{}\"", person.name)))])) { "Search for the name" }
        }
        @if !person.voted.is_empty() { (votes(person)) }
        @if !person.put.is_empty() {
            section {
                h2 { "Moved and seconded" }
                ul class="list" { @for one in &person.put { li {
                    (words(&one.part)) ": " a href=(link::decision(&one.id)) { (said(&one.title)) } " " (outcome(one.outcome.as_deref()))
                    (of_meeting(one.body.as_deref(), one.date.as_deref()))
                } } }
            }
        }
        @if !person.declared.is_empty() {
            section {
                h2 { "Interests declared" }
                ul class="list" { @for one in &person.declared { li {
                    span class="tag" { (words(&one.kind)) } " " span dir="auto" { (plain(&one.text)) } " "
                    @if let Some(page) = one.page { (page_link(&one.document_id, "interest", one.interest_no, page, None)) }
                    (of_meeting(one.body.as_deref(), one.date.as_deref()))
                } } }
            }
        }
        @if !person.tasked.is_empty() {
            section {
                h2 { "Actions" }
                ul class="list" { @for one in &person.tasked { li {
                    span dir="auto" { (plain(&one.text)) } " "
                    @if let Some(status) = &one.status { span class="tag" { (said(status)) } " " }
                    @if let Some(page) = one.page { (page_link(&one.document_id, "action", one.action_no, page, None)) }
                    (of_meeting(one.title.as_deref(), one.date.as_deref()))
                } } }
            }
        }
        @if !person.attended.is_empty() { (attended(&person.attended)) }
    };
    frame(&Frame { title: &person.name, query: Some(""), ..Frame::default() }, &body)
}

fn of_meeting(body: Option<&str>, date: Option<&str>) -> Markup {
    html! {
        @if body.is_some() || date.is_some() {
            p class="aside" {
                @if let Some(date) = date { (day(date)) }
                @if body.is_some() && date.is_some() { " · " }
                @if let Some(body) = body { (said(body)) }
            }
        }
    }
}

fn votes(person: &Person) -> Markup {
    html! {
        section {
            h2 { "Recorded votes" }
            div class="scroll" tabindex="0" role="group" aria-label="Recorded votes" {
                table class="records" {
                    thead { tr { th scope="col" { "Date" } th scope="col" { "On" } th scope="col" { "Voted" } th scope="col" { "Outcome" } } }
                    tbody { @for one in &person.voted { tr {
                        td { @if let Some(date) = &one.date { (day(date)) } }
                        td { a href=(link::decision(&one.id)) { (said(&one.title)) } @if let Some(body) = &one.body { span class="aside" { " " (said(body)) } } }
                        td { (words(&one.vote)) }
                        td { (outcome(one.outcome.as_deref())) }
                    } } }
                }
            }
        }
    }
}

fn attended(attended: &[Attended]) -> Markup {
    html! {
        section {
            h2 { "Attendance" }
            div class="scroll" tabindex="0" role="group" aria-label="Attendance" {
                table class="records" {
                    thead { tr { th scope="col" { "Date" } th scope="col" { "Body" } th scope="col" { "How" } th scope="col" { "Source" } } }
                    tbody { @for one in attended { tr {
                        td { @if let Some(date) = &one.date { (day(date)) } }
                        td { a href=(link::meeting(&one.document_id)) { (said(one.body.as_deref().unwrap_or("Meeting"))) } }
                        td {
                            (words(&one.status))
                            @if let Some(role) = &one.role { span class="aside" { ", " (said(&words(role))) } }
                            @if let Some(party) = &one.party { span class="aside" { ", " (said(party)) } }
                        }
                        td { @if let Some(page) = one.page { (page_link(&one.document_id, "attendance", one.attendance_no, page, None)) } }
                    } } }
                }
            }
        }
    }
}
