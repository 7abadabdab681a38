//! What holds for every request and every answer, whatever it is about.

use super::answer::Refusal;
use super::page;
use super::reply::Reply;
use super::settings::LONGEST_TARGET;
use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{
    ALLOW, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, ETAG, IF_NONE_MATCH, REFERRER_POLICY, RETRY_AFTER,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// Nothing runs, nothing is loaded but this server's own style and pictures.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
                      frame-ancestors 'none'; base-uri 'none'";
static HEADERS: [(HeaderName, &str); 7] = [
    (CONTENT_SECURITY_POLICY, POLICY),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (X_FRAME_OPTIONS, "DENY"),
    (REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "interest-cohort=()"),
];

/// How a refusal is told to a program.
#[derive(Serialize)]
struct ApiError {
    error: super::answer::Told,
}

/// Refuses what cannot be answered, tells refusals in the form that fits, and adds what every answer has.
pub(super) async fn guard(request: Request, next: Next) -> Response {
    let is_api = request.uri().path().starts_with("/api/");
    let known = request.headers().get(IF_NONE_MATCH).cloned();
    let length = request.uri().path_and_query().map_or(0, |target| target.as_str().len());
    let mut response = if !matches!(*request.method(), Method::GET | Method::HEAD) {
        Refusal::Method.into_response()
    } else if length > LONGEST_TARGET {
        Refusal::LongTarget.into_response()
    } else {
        next.run(request).await
    };
    let status = response.status();
    if status.is_client_error() || status.is_server_error() {
        let refusal = response.extensions().get::<Refusal>().copied();
        response = tell(refusal.unwrap_or_else(|| Refusal::of_status(status)), is_api);
    } else if is_known(known.as_ref(), response.headers()) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        *response.body_mut() = Body::empty();
        response.headers_mut().remove(CONTENT_LENGTH);
    }
    for (name, value) in &HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

fn tell(refusal: Refusal, is_api: bool) -> Response {
    let told = refusal.told();
    let reply = if is_api { Reply::json(&ApiError { error: told }).ok() } else { None };
    let mut response = reply.unwrap_or_else(|| Reply::page(page::refused(&told))).with(told.status).into_response();
    match refusal {
        Refusal::Method => response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD")),
        Refusal::Busy | Refusal::Store | Refusal::NoIndex => {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("1"))
        }
        _ => None,
    };
    response
}

/// Whether the client has this answer already.
fn is_known(known: Option<&HeaderValue>, headers: &HeaderMap) -> bool {
    let (Some(known), Some(tag)) = (known.and_then(|known| known.to_str().ok()), headers.get(ETAG)) else {
        return false;
    };
    let tag = tag.as_bytes();
    known.split(',').map(str::trim).any(|one| one == "*" || one.trim_start_matches("W/").as_bytes() == tag)
}
