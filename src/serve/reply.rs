//! Answers as they are sent: their types, how long they may be kept, and what tells one from another.

use super::answer::Refusal;
use axum::body::Bytes;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use maud::Markup;
use serde::Serialize;

/// How long an answer may be kept.
#[derive(Clone, Copy, Debug)]
pub(super) enum Keep {
    /// To be asked for again each time, which costs little where it is the same.
    Asked,
    /// As long as one likes: its address changes when it does.
    Always,
    /// Not at all.
    Never,
}

/// An answer.
#[derive(Clone, Debug)]
pub(super) struct Reply {
    status: StatusCode,
    media_type: &'static str,
    keep: Keep,
    bytes: Bytes,
}

impl Reply {
    /// An answer of this type.
    pub(super) fn new(media_type: &'static str, keep: Keep, bytes: impl Into<Bytes>) -> Self {
        Self { status: StatusCode::OK, media_type, keep, bytes: bytes.into() }
    }

    /// A page.
    pub(super) fn page(page: Markup) -> Self {
        Self::new("text/html; charset=utf-8", Keep::Asked, page.into_string())
    }

    /// A value for programs.
    pub(super) fn json(value: &impl Serialize) -> Result<Self, Refusal> {
        let bytes = serde_json::to_vec(value).map_err(|_| Refusal::Broken)?;
        Ok(Self::new("application/json", Keep::Asked, bytes))
    }

    /// The same with another status; nothing that is no success is kept.
    pub(super) fn with(self, status: StatusCode) -> Self {
        Self { status, keep: Keep::Never, ..self }
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        let keep = match self.keep {
            Keep::Asked => "no-cache",
            Keep::Always => "public, max-age=31536000, immutable",
            Keep::Never => "no-store",
        };
        let tag = format!("\"{}\"", &blake3::hash(&self.bytes).to_hex()[..24]);
        let mut response = self.bytes.into_response();
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(self.media_type));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static(keep));
        if let (Keep::Asked | Keep::Always, Ok(tag)) = (self.keep, HeaderValue::from_str(&tag)) {
            headers.insert(ETAG, tag);
        }
        response
    }
}
