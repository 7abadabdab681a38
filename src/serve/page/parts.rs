//! Parts that many pages share.

use crate::record::Place;
use crate::serve::held::{Clause, Mark};
use crate::serve::link;
use crate::serve::said::{plain, said};
use jiff::civil::Date;
use maud::{Markup, html};
use std::borrow::Cow;

/// Levels at which clauses are set in; deeper ones stand at the last.
const DEEPEST: usize = 5;

/// Words for codes that do not tell themselves.
const WORDS: &[(&str, &str)] = &[
    ("yes", "For"),
    ("no", "Against"),
    ("abstain", "Abstained"),
    ("in_attendance", "In attendance"),
    ("apologies", "Apologies"),
    ("no_decision", "No decision"),
    ("not_voting", "Did not vote"),
    ("agenda_pack", "Agenda pack"),
    ("other_registerable", "Other registerable interest"),
    ("disclosable_pecuniary", "Disclosable pecuniary interest"),
    ("non_statutory", "Non-statutory interest"),
    ("personal", "Personal interest"),
    ("prejudicial", "Prejudicial interest"),
    ("part_exempt", "Public in part"),
    ("exempt", "Not public"),
    ("same_meeting", "Of the same meeting"),
    ("minutes", "Minutes"),
];

/// A code of the contract in words: `action_log` is `Action log`.
pub(super) fn words(code: &str) -> Cow<'static, str> {
    if let Some((_, words)) = WORDS.iter().find(|(known, _)| *known == code) {
        return Cow::Borrowed(words);
    }
    let mut words = plain(code).replace('_', " ");
    if let Some(first) = words.get(..1).map(str::to_uppercase) {
        words.replace_range(..1, &first);
    }
    Cow::Owned(words)
}

/// `4 June 2024` of a date as the store holds it.
pub(super) fn day(date: &str) -> Markup {
    match date.parse::<Date>() {
        Ok(parsed) => html! { time datetime=(date) { (parsed.strftime("%-d %B %Y")) } },
        Err(_) => said(date),
    }
}

/// The same as text.
pub(super) fn day_text(date: &str) -> String {
    date.parse::<Date>().map_or_else(|_| plain(date).into_owned(), |date| date.strftime("%-d %B %Y").to_string())
}

/// A link to the place of a record in its source.
pub(super) fn place(document: &str, kind: &str, number: i64, place: Option<&Place>) -> Markup {
    html! { @if let Some(place) = place { (page_link(document, kind, number, i64::from(place.page), place.printed_page.as_deref())) } }
}

/// A link to a record on a page of its source.
pub(super) fn page_link(document: &str, kind: &str, number: i64, page: i64, printed: Option<&str>) -> Markup {
    let address =
        Mark::new(kind, number).map_or_else(|| link::source(document, page), |mark| link::marked(document, page, mark));
    html! {
        a class="place" href=(address) {
            span class="hidden" { (words(kind)) " in the source, " }
            "page " (page)
            @if let Some(printed) = printed.filter(|printed| *printed != page.to_string()) { " (printed " (plain(printed)) ")" }
        }
    }
}

/// A person's name as a link to all that is recorded under it.
pub(super) fn person(honorific: Option<&str>, name: &str) -> Markup {
    html! {
        @if let Some(honorific) = honorific { (said(honorific)) " " }
        a href=(link::person(name)) { (said(name)) }
    }
}

/// Labelled parts, each set in as deep as it is.
pub(super) fn clauses(clauses: &[Clause]) -> Markup {
    html! {
        @if !clauses.is_empty() {
            ul class="clauses" {
                @for clause in clauses {
                    li class={ "d" (clause.depth.min(DEEPEST)) } {
                        @if let Some(label) = &clause.label { span class="label" { (said(label)) } " " }
                        span class="words" dir="auto" { (plain(&clause.text)) }
                    }
                }
            }
        }
    }
}

/// Text of one or more paragraphs, a line each.
pub(super) fn paragraphs(text: &str) -> Markup {
    html! { @for line in text.lines().filter(|line| !line.trim().is_empty()) { p dir="auto" { (plain(line)) } } }
}

/// What became of a decision.
pub(super) fn outcome(outcome: Option<&str>) -> Markup {
    html! { @if let Some(outcome) = outcome { span class={ "outcome " (plain(outcome)) } { (words(outcome)) } } }
}

/// Where a page stands: links that lead to it.
pub(super) fn crumbs(council: Option<&str>, body: Option<&str>) -> Markup {
    html! {
        nav class="crumbs" aria-label="Where this is" {
            a href="/" { "All councils" }
            @if let Some(council) = council {
                " / " a href=(link::with("/council", &[("name", Some(council))])) { (said(council)) }
            }
            @if let Some(body) = body { " / " a href=(link::committee(council, body)) { (said(body)) } }
        }
    }
}
