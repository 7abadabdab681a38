//! Where one begins: the search box, what there is, what is new.

use super::frame::{Frame, frame, search_box};
use super::parts::{crumbs, day, words};
use crate::report::{counted, grouped};
use crate::serve::held::{Body, Council, Directory};
use crate::serve::link;
use crate::serve::said::said;
use maud::{Markup, html};

/// Councils whose committees are shown without being asked for.
const FEW: usize = 4;

fn count(number: i64, noun: &str) -> String {
    counted(number.max(0).unsigned_abs(), noun)
}

/// The first page.
pub(in crate::serve) fn home(directory: &Directory) -> Markup {
    let named = directory.councils.iter().filter(|council| council.name.is_some()).count();
    let bodies: usize = directory.councils.iter().map(|council| council.bodies.len()).sum();
    let body = html! {
        section class="hero" {
            h1 { "What councils decided, and where it says so" }
            (search_box("", "home"))
            p class="hint" {
                "Words, " code { "\"a phrase\"" } ", " code { "prefix*" } ", " code { "-without" } ", or fields: "
                a href=(link::with("/search", &[("q", Some("type:decision outcome:lost"))])) { "type:decision outcome:lost" }
                ". " (counted(named as u64, "council")) ", " (counted(bodies as u64, "committee")) ", "
                (count(directory.documents, "document")) "."
            }
        }
        div class="columns" {
            section {
                h2 { "Councils and committees" }
                @if directory.councils.is_empty() { p class="none" { "No meeting is known yet." } }
                @for council in &directory.councils {
                    details class="council" open[directory.councils.len() <= FEW] {
                        summary { (council_name(council)) " " span class="aside" { (counted(council.bodies.len() as u64, "committee")) } }
                        (bodies_of(council))
                    }
                }
            }
            section {
                h2 { "Newest meetings" }
                ol class="list" {
                    @for meeting in &directory.newest {
                        li {
                            a href=(link::meeting(&meeting.id)) {
                                @match &meeting.body { Some(body) => (said(body)), None => (words(&meeting.kind)) }
                            }
                            p class="aside" {
                                (day(&meeting.date)) " · " (words(&meeting.kind))
                                @if let Some(council) = &meeting.council { " · " (said(council)) }
                            }
                        }
                    }
                }
            }
        }
    };
    frame(&Frame { title: "Councils and committees", ..Frame::default() }, &body)
}

fn council_name(council: &Council) -> Markup {
    html! { @match &council.name { Some(name) => (said(name)), None => "Council not known" } }
}

fn bodies_of(council: &Council) -> Markup {
    html! {
        ul class="list" {
            @for Body { council, body, meetings, first, last } in &council.bodies {
                li {
                    a href=(link::committee(council.as_deref(), body)) { (said(body)) }
                    p class="aside" {
                        (count(*meetings, "meeting")) ", " (day(first))
                        @if first != last { " to " (day(last)) }
                    }
                }
            }
        }
    }
}

/// A council with its committees.
pub(in crate::serve) fn council(council: &Council) -> Markup {
    let name = council.name.as_deref().unwrap_or("Council not known");
    let meetings: i64 = council.bodies.iter().map(|body| body.meetings).sum();
    let body = html! {
        (crumbs(None, None))
        h1 { (said(name)) }
        p class="lead" {
            (counted(council.bodies.len() as u64, "committee")) ", " (grouped(meetings.max(0).unsigned_abs())) " meetings. "
            a href=(link::with("/search", &[("q", Some(&format!("council:\"{name}\"")))])) { "Search its records" }
        }
        section { h2 { "Committees" } (bodies_of(council)) }
    };
    frame(&Frame { title: name, query: Some(""), ..Frame::default() }, &body)
}
