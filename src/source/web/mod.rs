//! Sources on the web: a list's addresses, fetched politely and only when they have changed.
//!
//! A [`Fetcher`] is shared by all workers. It keeps to so many requests at once and a
//! pause between them for each host, waits when a host asks it to, and sends back the
//! validators of the last time, so that what has not changed is not sent again.

mod address;
mod fault;
mod host;

pub use address::{is_address, name_of};
pub use fault::FetchFault;
pub(crate) use host::retry_after;

use address::Address;
use host::Hosts;
use std::io::{self, Read};
use std::sync::Arc;
use std::time::Duration;
use ureq::http::{HeaderMap, HeaderName, StatusCode, header};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Body};

/// Most redirects that are followed.
const REDIRECTS: u32 = 5;
/// Most bytes that a body announces and get room at once.
const ROOM: u64 = 16 << 20;

/// How the web is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebManner {
    /// What the program calls itself.
    pub user_agent: String,
    /// Most requests to one host at once, at least 1.
    pub at_once: usize,
    /// Pause between the beginnings of two requests to one host.
    pub pause: Duration,
    /// How often a source is asked for, at least once.
    pub tries: u32,
    /// Wait before the second try; twice as long before each further one.
    pub back_off: Duration,
    /// Longest wait that a host may ask for; a source that is to wait longer fails for now.
    pub patience: Duration,
    /// Longest wait for a connection and for the next bytes.
    pub stall: Duration,
    /// Longest time for one request.
    pub whole: Duration,
    /// Most bytes that a source may have.
    pub max_bytes: u64,
}

impl Default for WebManner {
    fn default() -> Self {
        Self {
            user_agent: concat!("minutebook/", env!("CARGO_PKG_VERSION")).to_owned(),
            at_once: 2,
            pause: Duration::from_millis(500),
            tries: 4,
            back_off: Duration::from_secs(2),
            patience: Duration::from_mins(2),
            stall: Duration::from_secs(30),
            whole: Duration::from_mins(10),
            max_bytes: 1 << 30,
        }
    }
}

/// What a server gave to know its bytes by; sent back, it tells whether they have changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validators {
    /// The `ETag`, as it was sent.
    pub etag: Option<String>,
    /// The `Last-Modified` date, as it was sent.
    pub last_modified: Option<String>,
}

/// What came of asking for a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fetched {
    /// The bytes.
    New {
        /// All of them.
        bytes: Vec<u8>,
        /// To be sent back the next time.
        validators: Validators,
    },
    /// They are those of the last time.
    Unchanged,
}

/// Fetches sources from the web.
#[derive(Debug)]
pub struct Fetcher {
    agent: Agent,
    manner: WebManner,
    hosts: Hosts,
}

impl Fetcher {
    /// Fetches in this manner.
    pub fn new(manner: WebManner) -> Self {
        let agent = Agent::config_builder()
            .tls_config(trusted())
            .user_agent(manner.user_agent.as_str())
            .accept_encoding("identity")
            .http_status_as_error(false)
            .max_redirects(REDIRECTS)
            .timeout_connect(Some(manner.stall))
            .timeout_recv_response(Some(manner.stall))
            .timeout_per_read(Some(manner.stall))
            .timeout_global(Some(manner.whole))
            .build()
            .into();
        Self { agent, manner, hosts: Hosts::default() }
    }

    /// Fetches the source at an address, unless its bytes are those that `known` stands for.
    ///
    /// Waits for the turn that the host's limits give, and tries again after troubles that pass.
    ///
    /// # Errors
    ///
    /// When the address is none, the host refuses or cannot be reached, or the bytes are too many.
    pub fn get(&self, url: &str, known: Option<&Validators>) -> Result<Fetched, FetchFault> {
        let address = Address::of(url)?;
        let host = self.hosts.of(&address.host);
        let mut tried = 0;
        loop {
            let turn = host.turn(&self.manner)?;
            tried += 1;
            let fault = match self.once(url, known) {
                Ok(fetched) => {
                    turn.answered();
                    return Ok(fetched);
                }
                Err(fault) => fault,
            };
            if !fault.is_temporary() {
                turn.answered();
                return Err(fault);
            }
            let Some(wait) = self.wait(&fault, tried) else {
                turn.failed();
                return Err(fault);
            };
            tracing::info!(url, tried, "{fault}; asked again in {wait:?}");
            turn.rest(wait);
        }
    }

    /// How long to wait before a source is asked for again; nothing when it is given up.
    fn wait(&self, fault: &FetchFault, tried: u32) -> Option<Duration> {
        let asked = fault.retry_after().unwrap_or_default();
        if tried >= self.manner.tries || asked > self.manner.patience {
            return None;
        }
        let doubled = self.manner.back_off.saturating_mul(1 << (tried - 1).min(16));
        Some(doubled.min(self.manner.patience).max(asked))
    }

    /// Asks for a source once.
    fn once(&self, url: &str, known: Option<&Validators>) -> Result<Fetched, FetchFault> {
        let mut request = self.agent.get(url);
        if let Some(Validators { etag, last_modified }) = known {
            for (name, value) in [(header::IF_NONE_MATCH, etag), (header::IF_MODIFIED_SINCE, last_modified)] {
                if let Some(value) = value {
                    request = request.header(name, value);
                }
            }
        }
        let mut response = request.call().map_err(|cause| FetchFault::of(url, &cause))?;
        let status = response.status();
        if status == StatusCode::NOT_MODIFIED && known.is_some() {
            return Ok(Fetched::Unchanged);
        }
        if status != StatusCode::OK {
            let retry_after = host::retry_after(text(response.headers(), header::RETRY_AFTER).as_deref());
            return Err(FetchFault::Status { url: url.to_owned(), status: status.as_u16(), retry_after });
        }
        let validators = Validators {
            etag: text(response.headers(), header::ETAG),
            last_modified: text(response.headers(), header::LAST_MODIFIED),
        };
        let bytes = self.body(url, response.body_mut())?;
        Ok(Fetched::New { bytes, validators })
    }

    /// The bytes of a body, as far as a source may go.
    fn body(&self, url: &str, body: &mut Body) -> Result<Vec<u8>, FetchFault> {
        let limit = self.manner.max_bytes;
        let too_large = || FetchFault::TooLarge { url: url.to_owned(), limit };
        let announced = body.content_length().unwrap_or(0);
        if announced > limit {
            return Err(too_large());
        }
        let mut bytes = Vec::with_capacity(announced.min(ROOM) as usize);
        let read = body.as_reader().take(limit.saturating_add(1)).read_to_end(&mut bytes);
        read.map_err(|cause: io::Error| FetchFault::Trouble { url: url.to_owned(), words: cause.to_string() })?;
        if bytes.len() as u64 > limit { Err(too_large()) } else { Ok(bytes) }
    }
}

/// Who is trusted is what the system says, so that a council's own authority can be added there.
pub(crate) fn trusted() -> TlsConfig {
    TlsConfig::builder()
        .root_certs(RootCerts::PlatformVerifier)
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .build()
}

/// A header as text; nothing when it is absent or is no text.
fn text(headers: &HeaderMap, name: HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}

#[cfg(test)]
mod tests;
