//! What was read, by type, and what was noted, by code.

use crate::report::RunReport;
use crate::report::chart::bar;
use crate::report::figures::grouped;
use maud::{Markup, html};
use std::cmp::Reverse;

/// Records by type beside the last run, and diagnostics by code.
pub(in crate::report) fn records(report: &RunReport) -> Markup {
    let now = &report.run.counts.tally.records;
    let then = report.last.as_ref().map(|last| &last.counts.tally.records);
    let mut kinds: Vec<(&str, u64)> = now.iter().map(|(kind, count)| (*kind, *count)).collect();
    kinds.sort_by_key(|(kind, count)| (Reverse(*count), *kind));
    let most = kinds.first().map_or(0, |(_, count)| *count);
    let diagnostics = &report.run.counts.tally.diagnostics;
    let mut codes: Vec<(&str, u64)> = diagnostics.iter().map(|(code, count)| (code.as_str(), *count)).collect();
    codes.sort_by_key(|(code, count)| (Reverse(*count), *code));
    let most_noted = codes.first().map_or(0, |(_, count)| *count);
    html! {
        section class="pair" {
            div {
                h2 { "Records" }
                @if kinds.is_empty() { p class="none" { "No record was read in this run." } }
                @else {
                    table class="figures" {
                        thead {
                            tr { th { "Type" } th class="drawn" {} th { "This run" } @if then.is_some() { th { "Last run" } } }
                        }
                        tbody {
                            @for (kind, count) in &kinds {
                                tr {
                                    th scope="row" { (kind.replace('_', " ")) }
                                    td class="drawn" { (bar(*count, most, "read")) }
                                    td { (grouped(*count)) }
                                    @if let Some(then) = then { td { (grouped(then.get(kind).copied().unwrap_or(0))) } }
                                }
                            }
                        }
                    }
                }
            }
            div {
                h2 { "Diagnostics" }
                @if codes.is_empty() { p class="none" { "Nothing was noted." } }
                @else {
                    table class="figures" {
                        thead { tr { th { "Code" } th class="drawn" {} th { "Times" } } }
                        tbody {
                            @for (code, count) in &codes {
                                tr {
                                    th scope="row" { code { (code) } }
                                    td class="drawn" { (bar(*count, most_noted, "read_in_part")) }
                                    td { (grouped(*count)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
