//! Pages about the site itself: what it does not answer, and how programs ask.

use super::frame::{Frame, frame};
use crate::serve::answer::Told;
use maud::{Markup, html};

/// A question of the JSON API: its address, what it answers.
const QUESTIONS: &[(&str, &str)] = &[
    (
        "/api/search?q={query}&sort={rank, newest or oldest}&page={from 1}&limit={up to 100}",
        "What a query finds: the total, hits with snippets and addresses, counts by council, body, year, type and outcome, what was not understood, and what may have been meant. The first 10,000 hits can be reached.",
    ),
    ("/api/councils", "Councils with their committees (meetings, first and last day), and the newest meetings."),
    (
        "/api/meeting/{document id}",
        "A document with all that was read from it: its meeting, agenda, minutes with attendance, decisions, votes, actions and interests, reports, plans, appointments and tables.",
    ),
    (
        "/api/decision/{decision id}",
        "A decision with its clauses and vote, the minute that records it, and the document. The id is that of the flat stream.",
    ),
    (
        "/api/person/{name as printed}",
        "What is recorded under a name: attendance, recorded votes, what was moved and seconded, interests, actions; up to 500 of each, the latest first.",
    ),
    (
        "/api/committee?council={council}&body={body}",
        "A committee over time: years, who is recorded, documents. Without council, the committee of no known council.",
    ),
];

/// Other forms.
const FORMS: &[(&str, &str)] = &[
    ("/search.atom?q={query}", "Atom feed of a search, the newest first."),
    ("/committee.atom?council={council}&body={body}", "Atom feed of a committee's documents."),
    ("/calendar.ics?council={council}&body={body}", "Its meetings as iCalendar."),
    ("/healthz", "“ok” while the store answers."),
];

/// How programs ask.
pub(in crate::serve) fn api() -> Markup {
    let body = html! {
        h1 { "For programs" }
        p class="lead" {
            "The same records as JSON. Only GET and HEAD are answered. Addresses under " code { "/api" }
            " answer with JSON, also where they refuse: "
        }
        pre tabindex="0" { code { "{\"error\": {\"code\": \"no-such-record\", \"message\": \"The store holds no such record.\"}}" } }
        section {
            h2 { "Questions" }
            (list(QUESTIONS))
            p {
                "Fields are called as in the store’s tables. A " code { "place" } " has a " code { "page" } " of the file, and where known a "
                code { "printed_page" } ", a " code { "bbox" } " (left, top, right, bottom, in points from the top-left corner) and "
                code { "chars" } " (start and end in the page’s text). A field that the source does not give is left out."
            }
        }
        section { h2 { "Feeds and others" } (list(FORMS)) }
        section {
            h2 { "Refusals" }
            p {
                "404 where there is no such record, 400 where the address cannot be understood or a query is too long, 405 for anything but "
                "GET and HEAD, 503 where too many are being answered (" code { "Retry-After" } " tells when to come back) or the answer takes "
                "too long. Answers have an " code { "ETag" } ": ask with " code { "If-None-Match" } " and the same answer is not sent again."
            }
        }
    };
    frame(&Frame { title: "For programs", query: Some(""), ..Frame::default() }, &body)
}

fn list(rows: &[(&str, &str)]) -> Markup {
    html! { dl class="long" { @for (address, answer) in rows { dt { code { (address) } } dd { (answer) } } } }
}

/// Why something is not answered.
pub(in crate::serve) fn refused(told: &Told) -> Markup {
    let body = html! {
        p class="over" { (told.status.as_u16()) }
        h1 { (told.message) }
        p { a href="/" { "Councils and committees" } }
    };
    frame(&Frame { title: told.message, query: Some(""), ..Frame::default() }, &body)
}
