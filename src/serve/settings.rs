//! What the server is asked to be, checked, and the limits that hold for every request.

use crate::cli::ServeArgs;
use crate::settings::{MOST_JOBS, duration, processors};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;
use thiserror::Error;

/// Most characters of a query.
pub const LONGEST_QUERY: usize = 1000;
/// Most bytes of the path and query of a request.
pub const LONGEST_TARGET: usize = 6000;
/// Most bytes of the head of a request.
pub const LARGEST_HEAD: usize = 16 * 1024;
/// Most headers of a request.
pub const MOST_HEADERS: usize = 64;
/// How long a client may take to send a head, and how long a connection may be idle.
pub const HEAD_TIME: Duration = Duration::from_secs(10);
/// How long a connection may last, whatever it does.
pub const CONNECTION_TIME: Duration = Duration::from_mins(10);
/// Most connections at once; the system keeps others waiting.
pub const MOST_CONNECTIONS: usize = 1024;
/// How long to wait for what is being answered when the server is asked to stop.
pub const LAST_TIME: Duration = Duration::from_secs(5);
/// Hits on a page of results.
pub const PAGE: usize = 20;
/// Most hits that can be asked for at once.
pub const MOST_HITS: usize = 100;

/// What the server is asked to be.
#[derive(Clone, Debug)]
pub struct ServeSettings {
    /// The store.
    pub store: PathBuf,
    /// Where to listen.
    pub listen: SocketAddr,
    /// Where others reach it, without a slash at the end.
    pub public_url: Option<String>,
    /// How long an answer may take.
    pub max_time: Duration,
    /// Requests that may be under way; more are told to come back.
    pub max_requests: usize,
    /// Questions to the store at once.
    pub threads: usize,
}

/// Something that is wrong with the arguments of a server.
#[derive(Debug, Error)]
pub enum ServeFaults {
    /// A time that is none.
    #[error("--max-time {0}: give a time such as 500ms, 5s or 1m")]
    Time(String),
    /// A number of requests that cannot be.
    #[error("--max-requests {0}: give a number from 1 to 100000")]
    Requests(usize),
    /// A number of threads that cannot be.
    #[error("--jobs {0}: give a number from 1 to {MOST_JOBS}")]
    Jobs(usize),
    /// A public address that is none.
    #[error("--public-url {0}: give an address such as https://minutes.example.org")]
    PublicUrl(String),
}

impl ServeFaults {
    /// The stable code, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Time(_) => "serve-max-time",
            Self::Requests(_) => "serve-max-requests",
            Self::Jobs(_) => "jobs",
            Self::PublicUrl(_) => "serve-public-url",
        }
    }
}

impl ServeSettings {
    /// Checks the arguments.
    ///
    /// # Errors
    ///
    /// All that is wrong with them.
    pub fn check(args: ServeArgs) -> Result<Self, Vec<ServeFaults>> {
        let mut faults = Vec::new();
        let max_time = duration(&args.max_time);
        if max_time.is_none() {
            faults.push(ServeFaults::Time(args.max_time));
        }
        if !(1..=100_000).contains(&args.max_requests) {
            faults.push(ServeFaults::Requests(args.max_requests));
        }
        let threads = args.jobs.unwrap_or_else(processors);
        if !(1..=MOST_JOBS).contains(&threads) {
            faults.push(ServeFaults::Jobs(threads));
        }
        let public_url = args.public_url.map(|url| url.trim_end_matches('/').to_owned());
        if let Some(url) = public_url.as_ref().filter(|url| !is_address(url)) {
            faults.push(ServeFaults::PublicUrl(url.clone()));
        }
        match max_time {
            Some(max_time) if faults.is_empty() => Ok(Self {
                store: args.store.store,
                listen: args.listen,
                public_url,
                max_time,
                max_requests: args.max_requests,
                threads,
            }),
            _ => Err(faults),
        }
    }
}

/// Whether a text is an address of the web that paths can be put behind.
fn is_address(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        !rest.is_empty() && rest.chars().all(|sign| sign.is_ascii_alphanumeric() || "-._~:/[]".contains(sign))
    })
}
