//! The parts of the page, from the whole to the single source.

mod archive;
mod head;
mod records;
mod sources;
mod speed;

pub(super) use archive::{archive, coverage};
pub(super) use head::head;
pub(super) use records::records;
pub(super) use sources::{told, trouble};
pub(super) use speed::speed;

use super::RunReport;
use super::chart::parts;
use super::figures::grouped;
use super::outcome::outcomes;
use crate::store::ledger::RunState;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{Markup, html};

/// `23 November 2026` of a time of the store, in UTC.
pub(super) fn day(time: &str) -> String {
    told_as(time, "%-d %B %Y")
}

/// `02:15`.
fn hour(time: &str) -> String {
    told_as(time, "%H:%M")
}

fn told_as(time: &str, form: &str) -> String {
    let parsed = time.parse::<Timestamp>();
    parsed.map_or_else(|_| time.to_owned(), |time| time.to_zoned(TimeZone::UTC).strftime(form).to_string())
}

/// How a run ended, in a word.
fn state(state: RunState) -> &'static str {
    match state {
        RunState::Running => "under way",
        RunState::Finished => "finished",
        RunState::Stopped => "stopped",
        RunState::Failed => "failed",
        RunState::Died => "died",
    }
}

/// What became of the sources, beside the last run.
pub(super) fn sources(report: &RunReport) -> Markup {
    let now = outcomes(&report.run.counts);
    let then = report.last.as_ref().map(|last| outcomes(&last.counts));
    let bar: Vec<(&str, &str, u64)> = now.iter().map(|one| (one.code, one.words, one.count)).collect();
    let counts = &report.run.counts;
    let why = [("new", counts.fresh), ("changed", counts.changed), ("read again", counts.reread)];
    let after = [("vanished", counts.gone), ("removed from the store", counts.pruned)];
    html! {
        section {
            h2 { "Sources" }
            (parts("What became of the sources of this run", &bar))
            table class="figures" {
                thead { tr { th { "What became of them" } th { "This run" } @if then.is_some() { th { "Last run" } } } }
                tbody {
                    @for (at, one) in now.iter().enumerate() {
                        @let before = then.as_ref().map(|then| then[at].count);
                        @if one.count > 0 || before.is_some_and(|before| before > 0) {
                            tr {
                                th scope="row" { span class={ "key " (one.code) } {} (one.words) }
                                td { (grouped(one.count)) }
                                @if let Some(before) = before { td { (grouped(before)) } }
                            }
                        }
                    }
                }
            }
            p class="aside" {
                "Why they were read: " (listed(&why)) ". "
                @if counts.gone + counts.pruned > 0 { "Beside that: " (listed(&after)) "." }
            }
        }
    }
}

fn listed(counts: &[(&str, u64)]) -> String {
    counts.iter().map(|(words, count)| format!("{} {words}", grouped(*count))).collect::<Vec<_>>().join(", ")
}
