//! A page of a source beside the record that stands on it.

use super::frame::{Frame, frame};
use super::parts::{crumbs, day};
use crate::record::Place;
use crate::serve::held::{Convened, DocumentRow, Mark, Marked, SourcePage};
use crate::serve::link;
use crate::serve::said::{plain, said};
use maud::{Markup, html};

/// What is shown of a source.
pub(in crate::serve) struct Shown {
    /// The document.
    pub(in crate::serve) document: DocumentRow,
    /// Its meeting.
    pub(in crate::serve) meeting: Option<Convened>,
    /// The page.
    pub(in crate::serve) sheet: SourcePage,
    /// Which record is marked.
    pub(in crate::serve) mark: Option<Mark>,
    /// The record, if the document has it.
    pub(in crate::serve) marked: Option<Marked>,
    /// Addresses that the source was fetched from.
    pub(in crate::serve) addresses: Vec<String>,
    /// Whether the source is still what was read.
    pub(in crate::serve) is_as_read: bool,
}

/// The page.
pub(in crate::serve) fn source(shown: &Shown) -> Markup {
    let Shown { document, sheet, .. } = shown;
    let convened = shown.meeting.as_ref();
    let body = convened.and_then(|convened| convened.body.as_deref());
    let here: Vec<&Place> = shown
        .marked
        .iter()
        .flat_map(|marked| &marked.places)
        .filter(|place| i64::from(place.page) == sheet.page)
        .collect();
    let is_drawn = document.media_type == link::PDF && shown.is_as_read;
    let size = sheet.width.zip(sheet.height).filter(|_| is_drawn);
    let title = format!("{}, page {}", document.source_name, sheet.page);
    let page = html! {
        (crumbs(document.council.as_deref(), body))
        p class="over" {
            a href=(link::meeting(&document.id)) { (said(body.unwrap_or(&document.source_name))) }
            @if let Some(date) = convened.and_then(|convened| convened.date.as_ref()) { ", " (day(date)) }
        }
        h1 { "Page " (sheet.page) @if let Some(printed) = &sheet.printed_page { span class="when" { " printed " (plain(printed)) } } }
        (turning(shown))
        div class="beside" {
            div class="record" {
                @if let Some(marked) = &shown.marked { (record(shown, marked, !here.is_empty())) }
                @else { p class="none" { "No record is marked." } }
                (state(shown))
            }
            @if let Some(size) = size {
                figure class="sheet" { (drawn(shown, size, &here)) figcaption { "The page of " (said(&document.source_name)) ", drawn." } }
                details class="read" { summary { "The text as it was read" } (text(sheet, &here, false)) }
            } @else {
                section class="read" { h2 { "The text as it was read" } (text(sheet, &here, true)) }
            }
        }
    };
    frame(&Frame { title: &title, query: Some(""), is_wide: true, ..Frame::default() }, &page)
}

/// Links to the pages before and after, with the same record marked.
fn turning(shown: &Shown) -> Markup {
    let address = |page: i64| {
        let page = link::source(&shown.document.id, page);
        shown.mark.map_or_else(|| page.clone(), |mark| format!("{page}?mark={mark}"))
    };
    let (page, last) = (shown.sheet.page, shown.document.page_count);
    html! {
        nav class="turning" aria-label="Pages" {
            @if page > 1 { a rel="prev" href=(address(page - 1)) { "← Page " (page - 1) } }
            span { "of " (last) }
            @if page < last { a rel="next" href=(address(page + 1)) { "Page " (page + 1) " →" } }
        }
    }
}

fn record(shown: &Shown, marked: &Marked, is_here: bool) -> Markup {
    let mut pages: Vec<u32> = marked.places.iter().map(|place| place.page).collect();
    pages.dedup();
    html! {
        h2 { (marked.kind) }
        blockquote dir="auto" { (plain(&marked.words)) }
        @if !is_here || pages.len() > 1 {
            p class="aside" {
                @if is_here { "It also stands on " } @else { "It stands on " }
                @for (at, page) in pages.iter().filter(|page| !is_here || i64::from(**page) != shown.sheet.page).enumerate() {
                    @if at > 0 { ", " }
                    @if let Some(mark) = shown.mark { a href=(link::marked(&shown.document.id, i64::from(*page), mark)) { "page " (page) } }
                }
            }
        }
        @if let Some(mark) = shown.mark {
            p { a href={ (link::meeting(&shown.document.id)) "#" (mark) } { "Back to the record" } }
        }
    }
}

/// Whether the source is what was read, and where it was fetched from.
fn state(shown: &Shown) -> Markup {
    html! {
        @if !shown.addresses.is_empty() {
            p class="aside" { "Fetched from " @for address in &shown.addresses { a href=(address) rel="noopener noreferrer" { (plain(address)) } " " } }
        }
        @if !shown.is_as_read {
            p class="warning" {
                @if shown.addresses.is_empty() { "The source has changed or is gone; its text is shown as it was read." }
                @else { "The source is not kept here; its text is shown as it was read." }
            }
        }
    }
}

/// The page drawn, with the boxes of the record.
fn drawn(shown: &Shown, (width, height): (f64, f64), here: &[&Place]) -> Markup {
    let boxes: Vec<[f64; 4]> = here.iter().filter_map(|place| on_page(place.bbox?, [width, height])).collect();
    let label = match &shown.marked {
        Some(marked) if !boxes.is_empty() => {
            format!("Page {}, with the {} marked", shown.sheet.page, marked.kind.to_lowercase())
        }
        _ => format!("Page {}", shown.sheet.page),
    };
    html! {
        svg viewBox={ "0 0 " (tenths(width)) " " (tenths(height)) } role="img" aria-label=(label) {
            rect class="ground" width=(tenths(width)) height=(tenths(height)) {}
            image href=(link::picture(&shown.document.id, shown.sheet.page)) width=(tenths(width)) height=(tenths(height))
                preserveAspectRatio="none" {}
            @for (at, [x, y, across, down]) in boxes.iter().enumerate() {
                rect class="mark" id=[(at == 0).then_some("mark")] x=(tenths(*x)) y=(tenths(*y)) width=(tenths(*across)) height=(tenths(*down)) rx="2" {}
            }
        }
    }
}

/// Points that a box is wider than its words.
const MARGIN: f64 = 2.0;

/// Left, top, width and height of the part of a box that lies on the page.
fn on_page([left, top, right, bottom]: [f64; 4], [width, height]: [f64; 2]) -> Option<[f64; 4]> {
    let [left, right] = [left - MARGIN, right + MARGIN].map(|x| x.clamp(0.0, width));
    let [top, bottom] = [top - MARGIN, bottom + MARGIN].map(|y| y.clamp(0.0, height));
    (left < right && top < bottom).then_some([left, top, right - left, bottom - top])
}

fn tenths(measure: f64) -> String {
    format!("{measure:.1}")
}

/// The text of the page with the stretches of the record marked.
fn text(sheet: &SourcePage, here: &[&Place], is_only: bool) -> Markup {
    let mut stretches: Vec<[u32; 2]> = here.iter().filter_map(|place| place.chars).collect();
    stretches.sort_unstable();
    let mut pieces: Vec<(&str, bool)> = Vec::new();
    let (mut rest, mut at) = (sheet.text.as_str(), 0);
    for [start, end] in stretches {
        let (start, end) = (start.max(at), end.max(at));
        let (before, after) = split(rest, start - at);
        let (marked, after) = split(after, end - start);
        pieces.extend([(before, false), (marked, true)]);
        (rest, at) = (after, end);
    }
    pieces.push((rest, false));
    let first = pieces.iter().position(|(text, is_marked)| *is_marked && !text.is_empty());
    html! {
        div class="pagetext" dir="auto" {
            @for (at, (text, is_marked)) in pieces.iter().enumerate().filter(|(_, (text, _))| !text.is_empty()) {
                @if *is_marked { mark id=[(is_only && Some(at) == first).then_some("mark")] { (plain(text)) } }
                @else { (plain(text)) }
            }
        }
    }
}

/// A text cut after so many characters.
fn split(text: &str, chars: u32) -> (&str, &str) {
    text.split_at(text.char_indices().nth(chars as usize).map_or(text.len(), |(at, _)| at))
}
