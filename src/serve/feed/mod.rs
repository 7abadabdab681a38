//! Feeds and calendars: what programs of readers subscribe to.

mod atom;
mod calendar;

use super::answer::Refusal;
use super::held::{Committee, CommitteeMeeting};
use super::link;
use super::reply::{Keep, Reply};
use super::route::named_committee;
use super::said::plain;
use super::site::Site;
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
