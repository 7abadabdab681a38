//! A decision.

use super::frame::{Frame, frame};
use super::minutes::decided;
use super::parts::{crumbs, day, paragraphs, place};
use crate::serve::held::DecisionPage;
use crate::serve::link;
use crate::serve::said::{first_words, plain, said};
use maud::{Markup, html};

/// Characters of a title.
const TITLE: usize = 80;

/// The page of a decision.
pub(in crate::serve) fn decision(page: &DecisionPage) -> Markup {
    let DecisionPage { document, minutes, item, decision } = page;
    let id = document.id.as_str();
    let body = html! {
        (crumbs(document.council.as_deref(), minutes.body.as_deref()))
        p class="over" {
            "Decision"
            @if let Some(date) = &minutes.date { " of " (day(date)) }
        }
        h1 { @if let Some(number) = &item.number { span class="number" { (said(number)) } " " } (said(&item.title)) }
        div class="decision big" id={ "decision-" (decision.decision_no) } { (decided(decision)) }
        p {
            "In the source: " (place(id, "decision", decision.decision_no, decision.place.as_ref())) ". "
            "In its minutes: " a href=(link::record(id, "decision", decision.decision_no)) {
                (said(minutes.body.as_deref().unwrap_or(&document.source_name)))
            } "."
        }
        @if !item.text.trim().is_empty() {
            section { h2 { "As minuted" } div class="text" { (paragraphs(&item.text)) } }
        }
        p class="aside" { "Permanent id: " code { (plain(&link::whole_id(id, &decision.id))) } }
    };
    frame(&Frame { title: &first_words(&item.title, TITLE), query: Some(""), ..Frame::default() }, &body)
}
