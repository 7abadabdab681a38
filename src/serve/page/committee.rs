//! A committee over time.

use super::frame::{Frame, frame};
use super::parts::{crumbs, day, person, words};
use crate::report::counted;
use crate::serve::held::{Committee, CommitteeMeeting};
use crate::serve::link;
use crate::serve::said::{plain, said};
use maud::{Markup, html};

/// The page of a committee.
pub(in crate::serve) fn committee(committee: &Committee) -> Markup {
    let council = committee.council.as_deref();
    let feed = link::committee_feed(council, &committee.body);
    let query = match council {
        Some(council) => format!("council:\"{council}\" body:\"{}\"", committee.body),
        None => format!("body:\"{}\"", committee.body),
    };
    let page = html! {
        (crumbs(council, None))
        h1 { (said(&committee.body)) }
        p class="lead" {
            a href=(link::with("/search", &[("q", Some(&query))])) { "Search its records" } " · "
            a href=(feed) { "Atom feed" } " · "
            a href=(link::calendar(council, &committee.body)) { "Calendar" }
        }
        @if !committee.years.is_empty() { (years(committee)) }
        @if !committee.members.is_empty() {
            section {
                h2 { "Who is recorded" }
                div class="scroll" tabindex="0" role="group" aria-label="Who is recorded" {
                    table class="records" {
                        thead { tr { th scope="col" { "Name as printed" } th scope="col" class="figure" { "Present" } th scope="col" class="figure" { "Missed" } } }
                        tbody { @for one in &committee.members { tr {
                            td { (person(None, &one.name)) }
                            td class="figure" { (one.present) }
                            td class="figure" { (one.missed) }
                        } } }
                    }
                }
            }
        }
        section {
            h2 { "Meetings" }
            (meetings(&committee.meetings))
        }
    };
    frame(
        &Frame { title: &committee.body, query: Some(""), feed: Some((&feed, &committee.body)), is_wide: false },
        &page,
    )
}

fn years(committee: &Committee) -> Markup {
    html! {
        section {
            h2 { "Year by year" }
            div class="scroll" tabindex="0" role="group" aria-label="Year by year" {
                table class="records" {
                    thead { tr {
                        th scope="col" { "Year" } th scope="col" class="figure" { "Meetings minuted" } th scope="col" class="figure" { "Decisions" }
                        th scope="col" class="figure" { "Lost" } th scope="col" class="figure" { "Voted in figures" }
                    } }
                    tbody { @for year in &committee.years { tr {
                        th scope="row" { (plain(&year.year)) }
                        td class="figure" { (year.meetings) } td class="figure" { (year.decisions) }
                        td class="figure" { (year.lost) } td class="figure" { (year.votes) }
                    } } }
                }
            }
        }
    }
}

/// Documents under their days, and days under their years.
fn meetings(documents: &[CommitteeMeeting]) -> Markup {
    html! {
        @for year in documents.chunk_by(|a, b| a.date.get(..4) == b.date.get(..4)) {
            h3 { (plain(year[0].date.get(..4).unwrap_or_default())) }
            ul class="list" {
                @for day_of in year.chunk_by(|a, b| a.date == b.date) {
                    li {
                        @for (at, document) in day_of.iter().enumerate() {
                            @if at == 0 {
                                a href=(link::meeting(&document.id)) { (day(&document.date)) ", " (words(&document.kind)) }
                                @if document.cancelled == Some(true) { " " span class="tag" { "Cancelled" } }
                            } @else {
                                @if at == 1 { p class="aside" { (counted(day_of.len() as u64 - 1, "more document")) } }
                                p { a href=(link::meeting(&document.id)) { (words(&document.kind)) ": " (said(&document.source_name)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}
