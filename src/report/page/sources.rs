//! Single sources: those that gave nothing, the slowest, the worst-read, and what was noted of them.

use crate::report::figures::{counted, grouped, lasting, percent};
use crate::report::{Listed, Reason, RunReport, Told};
use crate::store::ledger::Quarantined;
use maud::{Markup, html};
use std::collections::BTreeSet;

/// What was not read, and why.
pub(in crate::report) fn trouble(report: &RunReport) -> Markup {
    let none = report.refused.total + report.unreadable.total + report.quarantine.total == 0;
    html! {
        section {
            h2 { "Not read" }
            @if none { p class="none" { "Nothing was refused, and nothing is in quarantine." } }
            @else {
                (quarantine(&report.quarantine))
                (reasons("Refused in this run", &report.refused))
                (reasons("Not found or not readable in this run", &report.unreadable))
            }
        }
    }
}

fn quarantine(listed: &Listed<Quarantined>) -> Markup {
    html! {
        @if listed.total > 0 {
            h3 { "In quarantine" }
            ul class="reasons" {
                @for one in &listed.first {
                    li {
                        p class="name" { (one.names.first().unwrap_or(&one.sha256)) }
                        p {
                            code { (one.code) } " " (one.message)
                            span class="aside" {
                                " Tried " (counted(one.tries, "time")) ", last for " (lasting(one.milliseconds as f64 / 1000.0)) "."
                            }
                        }
                    }
                }
            }
            (more(listed))
        }
    }
}

fn reasons(title: &str, listed: &Listed<Reason>) -> Markup {
    html! {
        @if listed.total > 0 {
            h3 { (title) }
            ul class="reasons" {
                @for one in &listed.first {
                    li {
                        @if let Some(name) = &one.name { p class="name" { (name) } }
                        p { code { (one.code) } " " (one.message) }
                    }
                }
            }
            (more(listed))
        }
    }
}

fn more<T>(listed: &Listed<T>) -> Markup {
    let more = listed.total.saturating_sub(listed.first.len() as u64);
    html! { @if more > 0 { p class="aside" { "and " (grouped(more)) " more" } } }
}

/// The slowest and the worst-read sources of the run, and what was noted of each.
pub(in crate::report) fn told(report: &RunReport) -> Markup {
    let mut seen = BTreeSet::new();
    let sources: Vec<&Told> =
        report.slowest.iter().chain(&report.worst).filter(|told| seen.insert(told.id.as_str())).collect();
    html! {
        section class="pair" {
            div {
                h2 { "Slowest" }
                @if report.slowest.is_empty() { p class="none" { "Nothing was read in this run." } }
                @else { (table(&report.slowest, "Time", |told| lasting(told.milliseconds as f64 / 1000.0))) }
            }
            div {
                h2 { "Worst read" }
                @if report.slowest.is_empty() { p class="none" { "Nothing was read in this run." } }
                @else if report.worst.is_empty() { p class="none" { "Nearly all text of every source is in a record." } }
                @else { (table(&report.worst, "Coverage", |told| told.coverage.map_or_else(|| "–".to_owned(), percent))) }
            }
        }
        @if !sources.is_empty() {
            section {
                h2 { "Diagnostics of these sources" }
                @for source in sources { (diagnostics(source)) }
            }
        }
    }
}

fn table(sources: &[Told], heading: &str, figure: fn(&Told) -> String) -> Markup {
    html! {
        table class="figures" {
            thead { tr { th { "Source" } th { (heading) } th { "Pages" } } }
            tbody {
                @for told in sources {
                    tr {
                        th scope="row" class="name" { a href={ "#" (anchor(told)) } { (file(&told.name)) } }
                        td { (figure(told)) }
                        td { (grouped(told.pages)) }
                    }
                }
            }
        }
    }
}

fn diagnostics(told: &Told) -> Markup {
    html! {
        article id=(anchor(told)) {
            h3 { (file(&told.name)) }
            p class="aside name" {
                (told.name) " · " (counted(told.pages, "page")) " · " (lasting(told.milliseconds as f64 / 1000.0))
                @if let Some(share) = told.coverage { " · coverage " (percent(share)) }
            }
            @if told.diagnostics.total == 0 { p class="none" { "Nothing was noted." } }
            @else {
                ul class="reasons" {
                    @for noted in &told.diagnostics.first {
                        li {
                            p {
                                span class={ "severity " (noted.severity) } { (noted.severity) } " "
                                code { (noted.code) } " " (noted.message)
                                @if let Some(page) = noted.page { span class="aside" { " page " (page) } }
                            }
                        }
                    }
                }
                (more(&told.diagnostics))
            }
        }
    }
}

/// An id of the page; ids of documents hold only letters, figures, `-` and `_`.
fn anchor(told: &Told) -> String {
    format!("source-{}", told.id)
}

/// The last part of a path or address.
fn file(name: &str) -> &str {
    name.rsplit(['/', '\\']).find(|part| !part.is_empty()).unwrap_or(name)
}
