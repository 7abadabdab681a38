//! Feeds and calendars: what programs of readers subscribe to.

mod atom;
mod calendar;

use super::answer::Refusal;
use super::args::Arguments;
use super::held::{Committee, CommitteeMeeting};
use super::link;
use super::reply::{Keep, Reply};
use super::route::named_committee;
use super::said::plain;
use super::searching::{Asked, Found, Lead};
use super::site::Site;
use crate::search::{Hit, Order};
use atom::{Entry, Feed};
use axum::extract::{RawQuery, State};
use std::sync::Arc;

/// Most entries of a feed.
const ENTRIES: usize = 50;

/// The documents of a committee as an Atom feed.
pub(super) async fn committee(State(site): State<Arc<Site>>, RawQuery(query): RawQuery) -> Result<Reply, Refusal> {
    let committee = named_committee(&site, query.as_deref()).await?;
    let council = committee.council.as_deref();
    let entries = committee.meetings.iter().take(ENTRIES).map(|document| entry(&committee, document)).collect();
    let feed = Feed {
        address: link::committee_feed(council, &committee.body),
        page: link::committee(council, &committee.body),
        title: name(&committee),
        author: council.unwrap_or(&committee.body),
        updated: &committee.updated,
        entries,
    };
    Ok(atom(&site, &feed))
}

/// What a search finds, the newest first, as an Atom feed.
pub(super) async fn search(State(site): State<Arc<Site>>, RawQuery(query): RawQuery) -> Result<Reply, Refusal> {
    let asked = Asked::of(&Arguments::read(query.as_deref()))?;
    let asked = Asked { order: Order::Newest, page: 1, limit: ENTRIES, ..asked };
    let Found { asked, answer, leads } = site.find(asked, false).await?;
    let updated = leads.iter().map(|lead| lead.read_at.as_str()).max().unwrap_or_default();
    let asked = asked.ordered(Order::Rank);
    let feed = Feed {
        address: asked.address("/search.atom"),
        page: asked.address("/search"),
        title: format!("Search: {}", asked.query),
        author: "minutebook",
        updated,
        entries: answer.hits.iter().zip(&leads).map(|(hit, lead)| found(hit, lead)).collect(),
    };
    Ok(atom(&site, &feed))
}

fn found(hit: &Hit, lead: &Lead) -> Entry {
    let kind = hit.kind.replace('_', " ");
    let name = hit.title.as_deref().unwrap_or(&hit.document);
    let standing = [hit.date.as_deref(), hit.body.as_deref()].into_iter().flatten();
    let standing: String = standing.flat_map(|part| [", ", part]).collect();
    Entry {
        id: hit.id.clone(),
        address: lead.address.clone(),
        title: format!("{name} ({kind}{standing})"),
        summary: hit.snippet.iter().map(|piece| piece.text.as_str()).collect(),
        updated: lead.read_at.clone(),
    }
}

fn name(committee: &Committee) -> String {
    match &committee.council {
        Some(council) => format!("{}, {council}", committee.body),
        None => committee.body.clone(),
    }
}

fn entry(committee: &Committee, document: &CommitteeMeeting) -> Entry {
    Entry {
        id: document.id.clone(),
        address: link::meeting(&document.id),
        title: format!("{}, {}: {}", committee.body, document.date, document.kind.replace('_', " ")),
        summary: plain(&document.source_name).into_owned(),
        updated: document.read_at.clone(),
    }
}

fn atom(site: &Site, feed: &Feed<'_>) -> Reply {
    let text = feed.xml(site.settings.public_url.as_deref().unwrap_or_default());
    Reply::new("application/atom+xml; charset=utf-8", Keep::Asked, text)
}

/// The meetings of a committee as a calendar.
pub(super) async fn calendar(State(site): State<Arc<Site>>, RawQuery(query): RawQuery) -> Result<Reply, Refusal> {
    let committee = named_committee(&site, query.as_deref()).await?;
    let text = calendar::of(&committee, site.settings.public_url.as_deref());
    Ok(Reply::new("text/calendar; charset=utf-8", Keep::Asked, text))
}
