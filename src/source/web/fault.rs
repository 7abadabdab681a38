//! Why a source could not be fetched.

use std::time::Duration;
use thiserror::Error;

/// Why a source could not be fetched. Messages name the address as it was given.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum FetchFault {
    /// An address that cannot be asked for.
    #[error("{url}: {words}")]
    Address {
        /// As given.
        url: String,
        /// What is wrong with it.
        words: String,
    },
    /// An answer that holds no source.
    #[error("{url}: the server answers {status}")]
    Status {
        /// As given.
        url: String,
        /// The status code.
        status: u16,
        /// How long the server asks to wait.
        retry_after: Option<Duration>,
    },
    /// One redirect after the other.
    #[error("{url}: redirected too often")]
    Redirects {
        /// As given.
        url: String,
    },
    /// More bytes than a source may have.
    #[error("{url}: larger than the limit of {limit} bytes (see --max-bytes)")]
    TooLarge {
        /// As given.
        url: String,
        /// The limit, in bytes.
        limit: u64,
    },
    /// An answer that is not as it should be, whenever it is asked for.
    #[error("{url}: {words}")]
    Answer {
        /// As given.
        url: String,
        /// What is wrong with it.
        words: String,
    },
    /// The host cannot be reached, or the connection broke or stalled.
    #[error("{url}: {words}")]
    Trouble {
        /// As given.
        url: String,
        /// What went wrong.
        words: String,
    },
    /// Sources before this one were asked for in vain, so that this one is not asked for.
    #[error("{host}: not asked again: {failed} sources in a row could not be fetched")]
    HostGivenUp {
        /// The host.
        host: String,
        /// How many.
        failed: u32,
    },
}

impl FetchFault {
    /// The fault of a request that has no answer.
    pub(super) fn of(url: &str, cause: &ureq::Error) -> Self {
        let url = url.to_owned();
        let words = cause.to_string();
        match cause {
            ureq::Error::BadUri(_) | ureq::Error::Http(_) => Self::Address { url, words },
            ureq::Error::TooManyRedirects | ureq::Error::RedirectFailed => Self::Redirects { url },
            ureq::Error::Io(_)
            | ureq::Error::Timeout(_)
            | ureq::Error::HostNotFound
            | ureq::Error::ConnectionFailed
            | ureq::Error::ConnectProxyFailed(_) => Self::Trouble { url, words },
            _ => Self::Answer { url, words },
        }
    }

    /// Whether the same may go well another time.
    pub fn is_temporary(&self) -> bool {
        match self {
            Self::Status { status, .. } => matches!(status, 408 | 425 | 429 | 500 | 502..=504),
            Self::Trouble { .. } | Self::HostGivenUp { .. } => true,
            Self::Address { .. } | Self::Redirects { .. } | Self::TooLarge { .. } | Self::Answer { .. } => false,
        }
    }

    /// How long the server asks to wait.
    pub(super) fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Status { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// The stable code, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Address { .. } => "source-address",
            Self::Status { status: 404 | 410, .. } => "source-missing",
            Self::Status { .. } => "source-http-status",
            Self::Redirects { .. } => "source-redirects",
            Self::TooLarge { .. } => "source-too-large",
            Self::Answer { .. } => "source-http-answer",
            Self::Trouble { .. } | Self::HostGivenUp { .. } => "source-unreachable",
        }
    }
}
