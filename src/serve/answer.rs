//! Why a request is not answered as it asks.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// Why a request is not answered as it asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// There is no such page.
    NoPage,
    /// The store has no such record.
    NoRecord,
    /// Something is wrong with what was asked for.
    Malformed,
    /// The query is too long.
    LongQuery,
    /// The path or query is too long.
    LongTarget,
    /// Only reading is done here.
    Method,
    /// The head is too large.
    LargeHead,
    /// The source has changed or is gone, or a page of it cannot be drawn.
    NoPicture,
    /// Others are being answered.
    Busy,
    /// Finding the answer takes too long.
    TooLong,
    /// The store has no index.
    NoIndex,
    /// The store does not answer.
    Store,
    /// The program is at fault.
    Broken,
}

/// What is told of a refusal.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Told {
    /// Status of HTTP.
    #[serde(skip)]
    pub(super) status: StatusCode,
    /// Stable code.
    pub(super) code: &'static str,
    /// For people.
    pub(super) message: &'static str,
}

impl Refusal {
    /// What is told of it.
    pub(super) fn told(self) -> Told {
        let (status, code, message) = match self {
            Self::NoPage => (StatusCode::NOT_FOUND, "no-such-page", "There is no such page."),
            Self::NoRecord => (StatusCode::NOT_FOUND, "no-such-record", "The store holds no such record."),
            Self::Malformed => (StatusCode::BAD_REQUEST, "malformed", "Something in the address cannot be understood."),
            Self::LongQuery => (StatusCode::BAD_REQUEST, "query-too-long", "The query has more than 1000 characters."),
            Self::LongTarget => (StatusCode::URI_TOO_LONG, "address-too-long", "The address is too long."),
            Self::Method => (StatusCode::METHOD_NOT_ALLOWED, "read-only", "Only GET and HEAD are answered here."),
            Self::LargeHead => {
                (StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, "head-too-large", "The request's head is too large.")
            }
            Self::NoPicture => (
                StatusCode::NOT_FOUND,
                "no-picture",
                "The page cannot be drawn: its source has changed or is gone, or drawing it costs too much.",
            ),
            Self::Busy => {
                (StatusCode::SERVICE_UNAVAILABLE, "busy", "Too many others are being answered; try again in a moment.")
            }
            Self::TooLong => (
                StatusCode::SERVICE_UNAVAILABLE,
                "too-long",
                "Finding the answer takes too long; ask for something more particular.",
            ),
            Self::NoIndex => (
                StatusCode::SERVICE_UNAVAILABLE,
                "no-index",
                "The store has no index to search; `minutebook index` makes one.",
            ),
            Self::Store => {
                (StatusCode::SERVICE_UNAVAILABLE, "store", "The store does not answer at the moment; try again later.")
            }
            Self::Broken => {
                (StatusCode::INTERNAL_SERVER_ERROR, "internal", "Something went wrong here; it has been noted.")
            }
        };
        Told { status, code, message }
    }

    /// What a bare status stands for, such as one that a library gave.
    pub(super) fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Self::NoPage,
            StatusCode::METHOD_NOT_ALLOWED => Self::Method,
            StatusCode::URI_TOO_LONG => Self::LongTarget,
            StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE => Self::LargeHead,
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::REQUEST_TIMEOUT => Self::TooLong,
            status if status.is_client_error() => Self::Malformed,
            _ => Self::Broken,
        }
    }
}

/// A bare status with the refusal beside it: how it is told depends on who asks, which the
/// outermost layer knows.
impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = self.told().status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}
