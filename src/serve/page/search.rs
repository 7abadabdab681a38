//! What a search finds.

use super::frame::{Frame, frame, search_box};
use super::parts::{day, outcome, words};
use crate::report::grouped;
use crate::search::{DEEPEST, Facet, Field, Hit, Order, Piece};
use crate::serve::said::{plain, said};
use crate::serve::searching::{Asked, Found, Lead};
use maud::{Markup, html};

/// What the fields are called.
const FIELDS: &[(Field, &str)] = &[
    (Field::Council, "Council"),
    (Field::Body, "Committee"),
    (Field::Date, "Year"),
    (Field::Type, "Kind of record"),
    (Field::Outcome, "Outcome"),
];
/// What the orders are called.
const ORDERS: &[(Order, &str)] =
    &[(Order::Rank, "Best first"), (Order::Newest, "Newest first"), (Order::Oldest, "Oldest first")];
/// Values of a field that are shown without being asked for.
const FEW: usize = 8;
/// Types of records whose names are codes.
const CODED: &[Field] = &[Field::Type, Field::Outcome];
/// The path of searches.
const PATH: &str = "/search";

/// The page of a search.
pub(in crate::serve) fn search(found: &Found) -> Markup {
    let Found { asked, answer, .. } = found;
    let title = if asked.query.is_empty() { "Search".to_owned() } else { format!("Search: {}", asked.query) };
    let feed = asked.at(1).ordered(Order::Rank).address("/search.atom");
    let body = html! {
        h1 class="hidden" { "Search" }
        div class="ask" { (search_box(&asked.query, "main")) }
        @for fault in answer.query.faults() { p class="warning" { (plain(&fault.to_string())) } }
        @if let Some(suggestion) = &answer.suggestion {
            p class="lead" { "Did you mean " a href=(asked.with_query(suggestion.clone()).address(PATH)) { (said(suggestion)) } "?" }
        }
        div class="results" {
            div {
                (tools(found, &feed))
                @if answer.hits.is_empty() { p class="lead" { "Nothing was found. Fewer words, or other forms of them, may find more." } }
                ol class="hits" start=((asked.page - 1) * asked.limit + 1) {
                    @for (hit, lead) in answer.hits.iter().zip(&found.leads) { (hit_of(hit, lead)) }
                }
                (paging(found))
            }
            @if answer.facets.iter().any(|facet| !facet.counts.is_empty()) {
                aside class="facets" aria-label="Narrow the search" { @for facet in &answer.facets { (facet_of(asked, facet)) } }
            }
        }
    };
    frame(&Frame { title: &title, feed: Some((&feed, &title)), is_wide: true, ..Frame::default() }, &body)
}

fn tools(found: &Found, feed: &str) -> Markup {
    let Found { asked, answer, .. } = found;
    html! {
        div class="tools" {
            p role="status" {
                @match answer.total { 1 => "1 record", total => { (grouped(total)) " records" } }
                @if asked.page > 1 { ", page " (asked.page) }
            }
            a href=(feed) { "Atom feed" }
            ul aria-label="Order" {
                @for (order, name) in ORDERS {
                    li { a href=(asked.ordered(*order).address(PATH)) aria-current=[(*order == asked.order).then_some("true")] { (name) } }
                }
            }
        }
    }
}

fn hit_of(hit: &Hit, lead: &Lead) -> Markup {
    let name = hit.title.as_deref().unwrap_or(&hit.document);
    html! {
        li {
            h2 { a href=(lead.address) { (said(name)) } }
            p class="aside" {
                span class="kind" { (words(&hit.kind)) } " " (outcome(hit.outcome.as_deref()))
                @if let Some(date) = &hit.date { " · " (day(date)) }
                @if let Some(body) = &hit.body { " · " (said(body)) }
                @if let Some(council) = &hit.council { " · " (said(council)) }
            }
            @if !hit.snippet.is_empty() { p class="snippet" dir="auto" { (pieces(&hit.snippet)) } }
            @if let (Some(source), Some(page)) = (&lead.source, hit.page) {
                p class="aside" { a class="place" href=(source) { "Page " (page) span class="hidden" { ": " (plain(name)) } } " of " (said(&hit.document)) }
            }
        }
    }
}

fn pieces(snippet: &[Piece]) -> Markup {
    html! { @for piece in snippet { @if piece.marked { mark { (plain(&piece.text)) } } @else { (plain(&piece.text)) } } }
}

fn facet_of(asked: &Asked, facet: &Facet) -> Markup {
    let Some((field, name)) = FIELDS.iter().find(|(field, _)| *field == facet.field) else { return Markup::default() };
    let (few, more) = facet.counts.split_at(facet.counts.len().min(FEW));
    let value = |count: &crate::search::Count| {
        let (state, is_chosen) = asked.toggled(*field, &count.value);
        html! {
            li {
                a href=(state.address(PATH)) aria-current=[is_chosen.then_some("true")] {
                    @if is_chosen { span class="hidden" { "No longer only " } "✕ " }
                    @if CODED.contains(field) { (words(&count.value)) } @else { (said(&count.value)) }
                }
                span class="count" { (grouped(count.count)) }
            }
        }
    };
    html! {
        @if !few.is_empty() {
            h2 { (name) }
            ul { @for count in few { (value(count)) } }
            @if !more.is_empty() {
                details { summary { (more.len()) " more" span class="hidden" { " under " (name) } } ul { @for count in more { (value(count)) } } }
            }
        }
    }
}

fn paging(found: &Found) -> Markup {
    let Found { asked, answer, .. } = found;
    let last = answer.total.min(DEEPEST as u64).div_ceil(asked.limit as u64) as usize;
    html! {
        @if asked.page > 1 || asked.page < last {
            nav class="paging" aria-label="Pages of results" {
                span { @if asked.page > 1 { a rel="prev" href=(asked.at(asked.page - 1).address(PATH)) { "← Page " (asked.page - 1) } } }
                span { @if asked.page < last { a rel="next" href=(asked.at(asked.page + 1).address(PATH)) { "Page " (asked.page + 1) " →" } } }
            }
        }
    }
}
