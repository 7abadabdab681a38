//! Which address is answered by what.

use super::answer::Refusal;
use super::args::Arguments;
use super::guard::guard;
use super::held::{Committee, Convened, DecisionPage, DocumentRow, Mark, Meeting, Origin, Person, SourcePage, Table};
use super::page;
use super::picture::Known;
use super::reply::{Keep, Reply};
use super::searching::{Asked, Found};
use super::site::Site;
use super::{feed, link};
use crate::search::{Facet, Hit};
use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::middleware::from_fn;
use axum::routing::get;
use rusqlite::Connection;
use serde::Serialize;
use std::sync::Arc;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;

/// What is answered, or why not.
type Answer = Result<Reply, Refusal>;
/// What all answers share.
type Shared = State<Arc<Site>>;

/// What crawlers may ask for: results of searches are without end.
const ROBOTS: &str = "User-agent: *\nDisallow: /search\nDisallow: /api/\nDisallow: /source/\n";
/// How many times as long as a question to the store a whole answer may take.
const WHOLE: u32 = 6;

/// All addresses.
pub(super) fn router(site: Arc<Site>) -> Router {
    let limit = site.settings.max_time * WHOLE;
    let layers = ServiceBuilder::new()
        .layer(from_fn(guard))
        .layer(CatchPanicLayer::custom(|_| axum::response::IntoResponse::into_response(Refusal::Broken)))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, limit));
    Router::new()
        .route("/", get(home))
        .route("/style.css", get(style))
        .route("/icon.svg", get(icon))
        .route("/robots.txt", get(robots))
        .route("/healthz", get(health))
        .route("/search", get(search))
        .route("/search.atom", get(feed::search))
        .route("/meeting/{id}", get(meeting))
        .route("/meeting/{id}/table/{number}", get(table))
        .route("/decision/{id}", get(decision))
        .route("/person/{name}", get(person))
        .route("/council", get(council))
        .route("/committee", get(committee))
        .route("/committee.atom", get(feed::committee))
        .route("/calendar.ics", get(feed::calendar))
        .route("/source/{id}/page/{page}", get(source))
        .route("/api", get(api))
        .route("/api/", get(api))
        .route("/api/search", get(api_search))
        .route("/api/councils", get(api_councils))
        .route("/api/meeting/{id}", get(api_meeting))
        .route("/api/decision/{id}", get(api_decision))
        .route("/api/person/{name}", get(api_person))
        .route("/api/committee", get(api_committee))
        .fallback(|| async { Refusal::NoPage })
        .layer(layers)
        .with_state(site)
}

async fn home(State(site): Shared) -> Answer {
    Ok(Reply::page(page::home(&*site.directory().await?)))
}

async fn style() -> Reply {
    Reply::new("text/css; charset=utf-8", Keep::Always, page::STYLE)
}

async fn icon() -> Reply {
    Reply::new("image/svg+xml", Keep::Always, page::ICON)
}

async fn robots() -> Reply {
    Reply::new("text/plain; charset=utf-8", Keep::Asked, ROBOTS)
}

async fn health(State(site): Shared) -> Answer {
    site.ask(|store| Ok(store.connection().query_row("SELECT count(*) FROM runs", [], |_| Ok(()))?)).await?;
    Ok(Reply::new("text/plain; charset=utf-8", Keep::Never, "ok\n"))
}

/// What the store has under an id or a name.
async fn found<T: Send + 'static>(
    site: &Site,
    id: String,
    find: impl FnOnce(&Connection, &str) -> rusqlite::Result<Option<T>> + Send + 'static,
) -> Result<T, Refusal> {
    site.ask(move |store| find(store.connection(), &id)?.ok_or(Refusal::NoRecord)).await
}

/// The committee that the arguments name.
pub(super) async fn named_committee(site: &Site, query: Option<&str>) -> Result<Committee, Refusal> {
    let arguments = Arguments::read(query);
    let body = arguments.get("body").ok_or(Refusal::Malformed)?.to_owned();
    let council = arguments.get("council").map(str::to_owned);
    let find = move |connection: &Connection, body: &str| Committee::find(connection, council.as_deref(), body);
    found(site, body, find).await
}

async fn search(State(site): Shared, RawQuery(query): RawQuery) -> Answer {
    let asked = Asked::of(&Arguments::read(query.as_deref()))?;
    Ok(Reply::page(page::search(&site.find(asked, true).await?)))
}

async fn meeting(State(site): Shared, Path(id): Path<String>) -> Answer {
    Ok(Reply::page(page::meeting(&found(&site, id, Meeting::find).await?)))
}

async fn decision(State(site): Shared, Path(id): Path<String>) -> Answer {
    Ok(Reply::page(page::decision(&found(&site, id, DecisionPage::find).await?)))
}

async fn person(State(site): Shared, Path(name): Path<String>) -> Answer {
    Ok(Reply::page(page::person(&found(&site, name, Person::find).await?)))
}

async fn committee(State(site): Shared, RawQuery(query): RawQuery) -> Answer {
    Ok(Reply::page(page::committee(&named_committee(&site, query.as_deref()).await?)))
}

async fn council(State(site): Shared, RawQuery(query): RawQuery) -> Answer {
    let arguments = Arguments::read(query.as_deref());
    let wanted = arguments.get("name").map(str::to_lowercase);
    let directory = site.directory().await?;
    let council = directory
        .councils
        .iter()
        .find(|council| council.name.as_ref().map(|name| name.to_lowercase()) == wanted)
        .ok_or(Refusal::NoRecord)?;
    Ok(Reply::page(page::council(council)))
}

async fn table(State(site): Shared, Path((id, number)): Path<(String, i64)>) -> Answer {
    let find = move |connection: &Connection, id: &str| {
        let Some(document) = DocumentRow::find(connection, id)? else { return Ok(None) };
        let table = Table::of_number(connection, document.document_key, number)?;
        Ok(table.map(|table| (document, table)))
    };
    let (document, table) = found(&site, id, find).await?;
    Ok(Reply::page(page::table(&document, &table)))
}

/// A page of a source with what is marked on it, or its picture.
async fn source(State(site): Shared, Path((id, page)): Path<(String, String)>, RawQuery(query): RawQuery) -> Answer {
    if let Some(page) = page.strip_suffix(".png") {
        return picture(&site, id, page.parse().map_err(|_| Refusal::NoPage)?).await;
    }
    let page: u32 = page.parse().map_err(|_| Refusal::NoPage)?;
    let mark = Arguments::read(query.as_deref()).get("mark").and_then(Mark::parse);
    let pictures = Arc::clone(&site.pictures);
    let find = move |connection: &Connection, id: &str| {
        let Some(document) = DocumentRow::find(connection, id)? else { return Ok(None) };
        let key = document.document_key;
        let Some(sheet) = SourcePage::find(connection, key, i64::from(page))? else { return Ok(None) };
        let origins = Origin::of_document(connection, key)?;
        let addresses = origins.clone().into_iter().filter_map(Origin::address).collect();
        let is_as_read = pictures.sources.is_as_read(&Known::of(&document, origins));
        Ok(Some(page::Shown {
            meeting: Convened::of_document(connection, key)?,
            marked: mark.map(|mark| mark.find(connection, key)).transpose()?.flatten(),
            mark,
            sheet,
            addresses,
            is_as_read,
            document,
        }))
    };
    Ok(Reply::page(page::source(&found(&site, id, find).await?)))
}

async fn picture(site: &Site, id: String, page: u32) -> Answer {
    let find = |connection: &Connection, id: &str| {
        let Some(document) = DocumentRow::find(connection, id)? else { return Ok(None) };
        let origins = Origin::of_document(connection, document.document_key)?;
        Ok(Some((Known::of(&document, origins), document.media_type, document.page_count)))
    };
    let (known, media_type, pages) = found(site, id, find).await?;
    if media_type != link::PDF || !(1..=pages).contains(&i64::from(page)) {
        return Err(Refusal::NoPicture);
    }
    let picture = site.pictures.of(known, page).await?;
    Ok(Reply::new("image/png", Keep::Always, picture))
}

async fn api() -> Reply {
    Reply::page(page::api())
}

/// What the JSON API tells of something: where its page is, and all of it.
#[derive(Serialize)]
struct Told<'t, T> {
    url: String,
    #[serde(flatten)]
    what: &'t T,
}

/// What the JSON API tells of a hit.
#[derive(Serialize)]
struct ToldHit<'t> {
    url: &'t str,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_url: Option<&'t str>,
    #[serde(flatten)]
    hit: &'t Hit,
}

/// What the JSON API tells of a search.
#[derive(Serialize)]
struct ToldSearch<'t> {
    url: String,
    page: usize,
    limit: usize,
    total: u64,
    faults: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suggestion: Option<&'t str>,
    hits: Vec<ToldHit<'t>>,
    facets: &'t [Facet],
}

async fn api_search(State(site): Shared, RawQuery(query): RawQuery) -> Answer {
    let asked = Asked::of(&Arguments::read(query.as_deref()))?;
    let Found { asked, answer, leads } = site.find(asked, true).await?;
    let hits = answer.hits.iter().zip(&leads);
    Reply::json(&ToldSearch {
        url: asked.address("/search"),
        page: asked.page,
        limit: asked.limit,
        total: answer.total,
        faults: answer.query.faults().iter().map(ToString::to_string).collect(),
        suggestion: answer.suggestion.as_deref(),
        hits: hits.map(|(hit, lead)| ToldHit { url: &lead.address, source_url: lead.source.as_deref(), hit }).collect(),
        facets: &answer.facets,
    })
}

async fn api_councils(State(site): Shared) -> Answer {
    Reply::json(&*site.directory().await?)
}

async fn api_meeting(State(site): Shared, Path(id): Path<String>) -> Answer {
    let meeting = found(&site, id, Meeting::find).await?;
    Reply::json(&Told { url: link::meeting(&meeting.document.id), what: &meeting })
}

async fn api_decision(State(site): Shared, Path(id): Path<String>) -> Answer {
    let decision = found(&site, id, DecisionPage::find).await?;
    Reply::json(&Told { url: link::decision_of(&decision.document.id, &decision.decision.id), what: &decision })
}

async fn api_person(State(site): Shared, Path(name): Path<String>) -> Answer {
    let person = found(&site, name, Person::find).await?;
    Reply::json(&Told { url: link::person(&person.name), what: &person })
}

async fn api_committee(State(site): Shared, RawQuery(query): RawQuery) -> Answer {
    let committee = named_committee(&site, query.as_deref()).await?;
    Reply::json(&Told { url: link::committee(committee.council.as_deref(), &committee.body), what: &committee })
}
