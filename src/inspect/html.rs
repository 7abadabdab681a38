//! The page that shows an inspection. All escaping is `maud`'s: whatever a source says is text.

use super::listing::{Entry, Listing};
use super::marked::{self, Stretch};
use super::view::{SeenBox, View};
use super::{Inspection, Layer};
use crate::record::{Document, PageRecord, Place, Severity, Status};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// How the page looks.
const STYLE: &str = include_str!("page.css");
/// What it does when the pointer moves.
const SCRIPT: &str = include_str!("page.js");
/// Deepest level of the list that is set in.
const DEEPEST: usize = 5;

/// A box of a record: which one, and the first of it.
struct Boxed<'e> {
    entry: usize,
    first: bool,
    place: &'e Place,
}

/// Writes the page.
pub(super) fn page(inspection: &Inspection) -> String {
    let document = &inspection.document;
    let shown = |page: u32| inspection.views.iter().any(|view| view.number == page);
    let listing = Listing::of(document, &shown);
    let mut boxed: BTreeMap<u32, Vec<Boxed<'_>>> = BTreeMap::new();
    for (index, entry) in listing.entries.iter().enumerate() {
        for (at, place) in entry.places.iter().enumerate() {
            boxed.entry(place.page).or_default().push(Boxed { entry: index, first: at == 0, place });
        }
    }
    let name = &document.document.source_name;
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy());
                title { "Inspection of " (name) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                (switches())
                header { (head(inspection, &listing)) }
                nav { (list(&listing)) }
                main {
                    @for view in &inspection.views {
                        @let record = document.pages.iter().find(|page| page.page == view.number);
                        @if let Some(record) = record {
                            (sheet(view, record, boxed.get(&view.number).map_or(&[], Vec::as_slice), &listing))
                        }
                    }
                }
                aside id="told" {}
                script { (PreEscaped(SCRIPT)) }
            }
        }
    }
    .into_string()
}

/// Nothing is loaded, and no script runs but the page's own.
fn policy() -> String {
    let hash = |text: &str| STANDARD.encode(Sha256::digest(text));
    format!(
        "default-src 'none'; img-src data:; style-src 'sha256-{}'; script-src 'sha256-{}'",
        hash(STYLE),
        hash(SCRIPT)
    )
}

/// The switches stand before all else, so that the style can follow them.
fn switches() -> Markup {
    html! {
        @for layer in Layer::ALL {
            input type="checkbox" id={ "show-" (layer.name()) } class="switch" checked[layer.is_on()];
        }
    }
}

fn head(inspection: &Inspection, listing: &Listing) -> Markup {
    let Document { document: about, status, coverage, .. } = &inspection.document;
    let status = match status {
        Status::Read => "read",
        Status::ReadInPart => "read in part",
        Status::Refused => "refused",
    };
    let left_out = listing.left_out + inspection.views.iter().map(|view| view.left_out).sum::<usize>();
    html! {
        h1 { (about.source_name) }
        p {
            (status) ", " (about.page_count) " pages, grammar " (about.grammar.name) ", "
            (coverage.lines_claimed) " of " (coverage.lines) " lines are held by records"
        }
        @if (inspection.views.len() as u32) < about.page_count {
            p class="warning" {
                (inspection.views.len()) " of " (about.page_count) " pages are shown; --page N shows another one"
            }
        }
        @if left_out > 0 {
            p class="warning" { (left_out) " boxes and records are too many to show" }
        }
        p class="switches" {
            @for layer in Layer::ALL {
                label class=(layer.name()) for={ "show-" (layer.name()) } { (layer.name()) }
            }
        }
        @for told in inspection.document.diagnostics.iter().filter(|told| told.severity == Severity::Error).take(20) {
            p class="warning" { (told.code) ": " (told.message) }
        }
    }
}

fn list(listing: &Listing) -> Markup {
    html! {
        ol {
            @for (index, entry) in listing.entries.iter().enumerate() {
                li id={ "r" (index) } class={ "d" (entry.depth.min(DEEPEST)) " " (entry.layer.name()) } {
                    details {
                        summary data-r=(index) { b { (entry.kind) } " " (entry.id) " " span { (entry.name) } }
                        p {
                            @for place in &entry.places {
                                a href={ "#p" (place.page) } { "page " (place.page) } " "
                            }
                        }
                        pre { (entry.read) }
                    }
                }
            }
        }
    }
}

fn sheet(view: &View, record: &PageRecord, boxed: &[Boxed<'_>], listing: &Listing) -> Markup {
    let size = record.width.zip(record.height);
    html! {
        section id={ "p" (view.number) } {
            h2 {
                "Page " (view.number)
                @if let Some(printed) = &record.printed_page { ", printed " (printed) }
            }
            @if let Some((width, height)) = size {
                svg viewBox={ "0 0 " (tenths(width)) " " (tenths(height)) } {
                    @if let Some(picture) = &view.picture {
                        image href={ "data:image/png;base64," (STANDARD.encode(picture)) }
                            width=(tenths(width)) height=(tenths(height)) preserveAspectRatio="none" {}
                    }
                    @for layer in Layer::ALL {
                        g class=(layer.name()) {
                            @for (_, boxes) in view.layers.iter().filter(|(own, _)| *own == layer) {
                                @for seen in boxes { (seen_box(seen, [width, height])) }
                            }
                            @for own in boxed.iter().filter(|own| listing.entries[own.entry].layer == layer) {
                                (record_box(own, [width, height]))
                            }
                        }
                    }
                }
            }
            (text(record, boxed, &listing.entries, size.is_none()))
        }
    }
}

fn seen_box(seen: &SeenBox, size: [f64; 2]) -> Markup {
    let Some([x, y, width, height]) = on_page(seen.bbox, size) else { return Markup::default() };
    html! { rect x=(tenths(x)) y=(tenths(y)) width=(tenths(width)) height=(tenths(height)) data-t=(seen.says) {} }
}

fn record_box(own: &Boxed<'_>, size: [f64; 2]) -> Markup {
    let Some(bbox) = own.place.bbox else { return Markup::default() };
    let Some([x, y, width, height]) = on_page(bbox, size) else { return Markup::default() };
    let id = own.first.then(|| format!("b{}", own.entry));
    html! {
        rect id=[id] x=(tenths(x)) y=(tenths(y)) width=(tenths(width)) height=(tenths(height)) data-r=(own.entry) {}
    }
}

/// Left, top, width and height of the part of a box that lies on the page.
fn on_page([left, top, right, bottom]: [f64; 4], [width, height]: [f64; 2]) -> Option<[f64; 4]> {
    let [left, right] = [left, right].map(|x| x.clamp(0.0, width));
    let [top, bottom] = [top, bottom].map(|y| y.clamp(0.0, height));
    (left <= right && top <= bottom).then_some([left, top, right - left, bottom - top])
}

fn tenths(measure: f64) -> String {
    let text = format!("{measure:.1}");
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}

fn text(record: &PageRecord, boxed: &[Boxed<'_>], entries: &[Entry], is_all: bool) -> Markup {
    let stretches: Vec<Stretch> =
        boxed.iter().filter_map(|own| Some(Stretch { chars: own.place.chars?, record: own.entry })).collect();
    let pieces = marked::cut(&record.text, &stretches);
    let layer = |records: &[usize]| {
        let innermost = records.iter().rev().map(|record| entries[*record].layer);
        innermost.min_by_key(|layer| *layer == Layer::Sections).map_or("", Layer::name)
    };
    let names = |records: &[usize]| records.iter().map(usize::to_string).collect::<Vec<_>>().join(" ");
    html! {
        details open[is_all] {
            summary { "Text" }
            pre class="text" {
                @for piece in &pieces {
                    @for record in &piece.begun { a id={ "t" (record) } {} }
                    @if piece.records.is_empty() {
                        (piece.text)
                    } @else {
                        mark class=(layer(&piece.records)) data-r=(names(&piece.records)) { (piece.text) }
                    }
                }
            }
        }
    }
}
