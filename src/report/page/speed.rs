//! How fast the run went, and how that compares with the runs before.

use super::{day, hour};
use crate::report::chart::{Bar, Chart, round_above};
use crate::report::figures::{grouped, lasting, rate};
use crate::report::{Past, RunReport};
use maud::{Markup, html};

/// Pages a second over the run, and of the latest runs.
pub(in crate::report) fn speed(report: &RunReport) -> Markup {
    let seconds = report.run.counts.tally.seconds;
    let most = report.pace.iter().map(|pace| pace.pages_a_second).fold(0.0, f64::max);
    let over = Chart {
        title: "Pages a second over the run",
        ends: ["begin".to_owned(), lasting(seconds)],
        range: [0.0, round_above(most)],
        words: rate,
    };
    let points: Vec<(f64, f64)> =
        report.pace.iter().map(|pace| (pace.second / seconds.max(1e-3), pace.pages_a_second)).collect();
    html! {
        section {
            h2 { "Speed" }
            div class="pair" {
                figure {
                    figcaption { "Pages a second over this run" }
                    @if report.run.counts.tally.pages > 0 { (over.area(&points)) }
                    @else { p class="none" { "No page was read in this run." } }
                }
                figure {
                    figcaption { "Pages a second, run by run" }
                    (by_run(report, "Pages a second of the latest runs", |run| {
                        (run.pages > 0).then(|| run.pages as f64 / run.seconds.max(1e-3))
                    }))
                }
            }
            (runs(report))
        }
    }
}

/// A figure of each of the latest runs as columns.
fn by_run(report: &RunReport, title: &str, value: fn(&Past) -> Option<f64>) -> Markup {
    let bars: Vec<Bar> = report
        .history
        .iter()
        .map(|run| Bar {
            value: value(run),
            name: format!("run {}, {}", run.key, day(&run.started)),
            is_now: run.key == report.run.key,
        })
        .collect();
    let most = bars.iter().filter_map(|bar| bar.value).fold(0.0, f64::max);
    let end = |run: Option<&Past>| run.map_or_else(String::new, |run| format!("run {}", run.key));
    let ends = [end(report.history.first().filter(|_| bars.len() > 1)), end(report.history.last())];
    Chart { title, ends, range: [0.0, round_above(most)], words: rate }.columns(&bars)
}

/// The latest runs as a table.
fn runs(report: &RunReport) -> Markup {
    html! {
        details {
            summary { "The latest runs" }
            div class="wide" {
                table class="figures" {
                    thead { tr { th { "Run" } th { "Documents" } th { "Pages" } th { "Time" } th { "Pages a second" } } }
                    tbody {
                        @for run in report.history.iter().rev() {
                            tr {
                                th scope="row" {
                                    (run.key) ", " (day(&run.started)) " " (hour(&run.started)) ", " (super::state(run.state))
                                }
                                td { (grouped(run.documents)) }
                                td { (grouped(run.pages)) }
                                td { (lasting(run.seconds)) }
                                td { @if run.pages > 0 { (rate(run.pages as f64 / run.seconds.max(1e-3))) } @else { "–" } }
                            }
                        }
                    }
                }
            }
        }
    }
}
