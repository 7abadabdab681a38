//! What the store holds: coverage by run and by council, documents by council and year.

use super::day;
use crate::report::chart::{Bar, Chart, bar};
use crate::report::figures::{counted, grouped, percent};
use crate::report::{CouncilRow, RunReport};
use maud::{Markup, html};

/// Shades of the map of documents, the lightest first.
const SHADES: u64 = 5;
/// Finest step of the floor of coverage, and the least that a chart shows.
const STEP: f64 = 0.05;

/// Most councils whose coverage is told.
const COUNCILS: usize = 10;

/// The share of a council's characters that no record holds, in a fine unit.
fn unclaimed(row: &CouncilRow) -> u64 {
    row.coverage.map_or(0, |share| ((1.0 - share) * 1e6) as u64)
}

/// Coverage run by run, and of each council.
pub(in crate::report) fn coverage(report: &RunReport) -> Markup {
    let bars: Vec<Bar> = report
        .history
        .iter()
        .map(|run| Bar {
            value: run.coverage,
            name: format!("run {}, {}", run.key, day(&run.started)),
            is_now: run.key == report.run.key,
        })
        .collect();
    let least = bars.iter().filter_map(|bar| bar.value).fold(1.0 - STEP, f64::min);
    let end = |at: Option<usize>| {
        at.and_then(|at| report.history.get(at)).map_or_else(String::new, |run| format!("run {}", run.key))
    };
    let chart = Chart {
        title: "Share of characters that a record holds, run by run",
        ends: [end((bars.len() > 1).then_some(0)), end(bars.len().checked_sub(1))],
        range: [((least - STEP / 5.0) / STEP).floor().max(0.0) * STEP, 1.0],
        words: percent,
    };
    let largest = || report.archive.councils.iter().take(COUNCILS);
    let most = largest().map(unclaimed).max().unwrap_or(0);
    html! {
        section {
            h2 { "Coverage" }
            p class="aside" {
                "Share of the characters that a record holds; what no rule reads stays in the documents as unclaimed text. "
                @if let Some(share) = report.archive.coverage {
                    "In the whole store: " (percent(share)) ", unclaimed " (percent(1.0 - share)) "."
                }
            }
            div class="pair" {
                figure {
                    figcaption { "Run by run" }
                    @if bars.iter().any(|bar| bar.value.is_some()) { (chart.columns(&bars)) }
                    @else { p class="none" { "No run has read a character yet." } }
                }
                figure {
                    figcaption { "By council, all documents in the store" }
                    table class="figures" {
                        thead { tr { th { "Council" } th class="drawn" { "Unclaimed" } th { "Coverage" } } }
                        tbody {
                            @for row in largest() {
                                tr {
                                    th scope="row" { (name(report, row)) }
                                    td class="drawn" { (bar(unclaimed(row), most, "read_in_part")) }
                                    td { (row.coverage.map_or_else(|| "–".to_owned(), percent)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Documents by council and year, darker where there are more.
pub(in crate::report) fn archive(report: &RunReport) -> Markup {
    let archive = &report.archive;
    // Documents that name no council can be so many that no other row would have a shade.
    let named = archive.councils.iter().filter(|row| row.council.is_some());
    let most = named.flat_map(|row| row.by_year.values()).max().copied().unwrap_or(1);
    html! {
        section {
            h2 { "Archive" }
            p class="aside" {
                (counted(archive.documents, "document")) " with " (counted(archive.pages, "page"))
                ", by council and year of the meeting."
            }
            @if archive.documents == 0 { p class="none" { "The store is empty." } }
            @else {
                div class="wide" tabindex="0" role="region" aria-label="Documents by council and year" {
                    table class="map" {
                        thead {
                            tr {
                                th { "Council" } th { "All" }
                                @for year in archive.years.iter().rev() { th { (year) } }
                                th { "No year" }
                            }
                        }
                        tbody {
                            @for row in archive.rows() {
                                tr {
                                    th scope="row" { (name(report, row)) }
                                    td { (grouped(row.documents)) }
                                    @for year in archive.years.iter().rev() {
                                        @let count = row.by_year.get(year).copied().unwrap_or(0);
                                        td class={ "s" (shade(count, most)) } { @if count > 0 { (grouped(count)) } }
                                    }
                                    td { @if row.other_years > 0 { (grouped(row.other_years)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The shade of a count: 0 for none, else from 1.
fn shade(count: u64, most: u64) -> u64 {
    (count.min(most) * SHADES).div_ceil(most.max(1))
}

fn name(report: &RunReport, row: &CouncilRow) -> String {
    match &row.council {
        Some(council) => council.clone(),
        None if report.archive.others.as_ref().is_some_and(|others| std::ptr::eq(others, row)) => {
            format!("{}, or none named", counted(report.archive.other_councils, "other council"))
        }
        None => "no council named".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::shade;

    #[test]
    fn the_most_is_darkest_and_one_is_never_none() {
        assert_eq!([shade(0, 100), shade(1, 100), shade(20, 100), shade(21, 100), shade(100, 100)], [0, 1, 1, 2, 5]);
        assert_eq!([shade(0, 0), shade(1, 1), shade(9, 3)], [0, 5, 5]);
    }
}
