//! The head of the page: which run it is, how it ended, and the few figures that matter most.

use super::{day, hour, state};
use crate::report::RunReport;
use crate::report::figures::{counted, grouped, lasting, percent, points, rate};
use maud::{Markup, html};

/// A figure with its name and a remark.
struct Tile {
    name: &'static str,
    figure: String,
    remark: String,
    is_bad: bool,
}

/// The head.
pub(in crate::report) fn head(report: &RunReport) -> Markup {
    let run = &report.run;
    html! {
        header {
            p class="over" { "minutebook · run " (run.key) " · " (report.store) }
            h1 { (day(&run.started)) " " span class={ "state " (run.state.word()) } { (state(run.state)) } }
            p {
                "Began at " (hour(&run.started)) " UTC and took " (lasting(run.counts.tally.seconds))
                " with " (counted(run.jobs, "worker"))
                @if let Some(shard) = &run.shard { ", shard " (shard) }
                "."
                @if let Some(last) = &report.last {
                    " The last run was on " (day(&last.started)) "."
                } @else {
                    " There is no earlier run to compare it with."
                }
            }
            dl class="tiles" {
                @for tile in tiles(report) {
                    div class=[tile.is_bad.then_some("bad")] {
                        dt { (tile.name) }
                        dd { strong { (tile.figure) } span { (tile.remark) } }
                    }
                }
            }
        }
    }
}

fn tiles(report: &RunReport) -> Vec<Tile> {
    let counts = &report.run.counts;
    let tally = &counts.tally;
    let read = tally.read + tally.read_in_part;
    let trouble = tally.refused + tally.unreadable + counts.quarantined;
    let tile = |name, figure, remark| Tile { name, figure, remark, is_bad: false };
    let (share, against) = coverage(report);
    vec![
        tile("Found", grouped(counts.found), format!("{} unchanged", grouped(counts.skipped))),
        tile("Read", grouped(read), format!("{} in part", grouped(tally.read_in_part))),
        Tile {
            is_bad: trouble > 0,
            ..tile("Not read", grouped(trouble), format!("{} in quarantine in all", grouped(report.quarantine.total)))
        },
        tile("Pages", grouped(tally.pages), format!("{} a second", rate(report.pages_a_second()))),
        tile("Coverage", share.map_or_else(|| "–".to_owned(), percent), against),
        tile("In the store", grouped(report.archive.documents), counted(report.archive.pages, "page")),
    ]
}

/// The share of the run's characters that a record holds, and how it compares with the last run's.
fn coverage(report: &RunReport) -> (Option<f64>, String) {
    let now = report.run.counts.tally.coverage();
    let then = report.last.as_ref().and_then(|last| last.counts.tally.coverage());
    let words = match (now, then) {
        (Some(now), Some(then)) => {
            format!("{} points; {} unclaimed", points(now - then), percent(1.0 - now))
        }
        (Some(now), None) => format!("{} unclaimed", percent(1.0 - now)),
        (None, _) => "nothing was read".to_owned(),
    };
    (now, words)
}
