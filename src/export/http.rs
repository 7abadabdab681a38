//! Requests to an engine, tried again after troubles that pass.

use super::fault::ExportFault;
use super::secret::Secret;
use crate::source::{retry_after, trusted};
use serde_json::Value;
use std::hash::{BuildHasher, RandomState};
use std::io::{BufRead, BufReader, Read};
use std::thread;
use std::time::Duration;
use ureq::http::{Method, Request, header};
use ureq::{Agent, Body};

/// Most bytes of an answer that is read whole.
const ANSWER: u64 = 256 << 20;
/// Most characters of an answer that are told of.
const EXCERPT: usize = 300;

/// How a server is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PushManner {
    /// How often anything is asked for, at least once.
    pub tries: u32,
    /// Wait before the second try; twice as long before each further one, and never for as long as others.
    pub back_off: Duration,
    /// Longest wait, also where a server asks for a longer one.
    pub patience: Duration,
    /// Longest wait for a connection and for the next bytes.
    pub stall: Duration,
}

impl Default for PushManner {
    fn default() -> Self {
        Self {
            tries: 6,
            back_off: Duration::from_millis(500),
            patience: Duration::from_mins(1),
            stall: Duration::from_mins(2),
        }
    }
}

impl PushManner {
    /// How long to wait before a try, the second being number 2: a part of the time, by chance, so that many
    /// that were turned away together do not come back together; never less than a server asks for.
    pub(super) fn wait(&self, tried: u32, asked: Option<Duration>) -> Duration {
        let most = self.back_off.saturating_mul(1 << (tried - 1).min(16)).min(self.patience);
        // A hasher's keys are by chance, which is all the chance that is needed.
        let part = RandomState::new().hash_one(tried) % 1000;
        let chance = most / 2 + most.mul_f64(part as f64 / 2000.0);
        chance.max(asked.unwrap_or_default().min(self.patience))
    }
}

/// One engine's server.
#[derive(Debug)]
pub(super) struct Client {
    agent: Agent,
    base: String,
    credentials: Option<(&'static str, Secret)>,
    manner: PushManner,
}

/// An answer.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: Vec<u8>,
    what: String,
}

/// A body that is sent.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sent<'b> {
    pub(super) media_type: &'static str,
    pub(super) bytes: &'b [u8],
}

impl<'b> Sent<'b> {
    pub(super) fn json(bytes: &'b [u8]) -> Self {
        Self { media_type: "application/json", bytes }
    }
}

impl Client {
    /// A client of the server at this address, which ends without a slash. The header holds the credentials.
    pub(super) fn new(base: &str, credentials: Option<(&'static str, Secret)>, manner: PushManner) -> Self {
        let agent = Agent::config_builder()
            .tls_config(trusted())
            .user_agent(concat!("minutebook/", env!("CARGO_PKG_VERSION")))
            .accept_encoding("identity")
            .http_status_as_error(false)
            // A key goes to no other server than the one that is named.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_connect(Some(manner.stall))
            .timeout_recv_response(Some(manner.stall))
            .timeout_per_read(Some(manner.stall))
            .timeout_per_write(Some(manner.stall))
            .build()
            .into();
        Self { agent, base: base.trim_end_matches('/').to_owned(), credentials, manner }
    }

    pub(super) fn manner(&self) -> PushManner {
        self.manner
    }

    /// Asks until there is an answer that does not tell of passing trouble.
    pub(super) fn ask(&self, method: &Method, path: &str, sent: Option<Sent<'_>>) -> Result<Answer, ExportFault> {
        self.ask_and(method, path, sent, &mut |status, mut body| {
            let mut bytes = Vec::new();
            body.as_reader().take(ANSWER).read_to_end(&mut bytes)?;
            Ok(Answer { status, body: bytes, what: format!("{method} {}{path}", self.base) })
        })
    }

    /// Asks once, whatever the answer; nothing when there is none.
    pub(super) fn ask_once(&self, method: &Method, path: &str, sent: Option<Sent<'_>>) -> Option<Answer> {
        let mut response = self.once(method, path, sent).ok()?;
        let status = response.status().as_u16();
        let mut body = Vec::new();
        response.body_mut().as_reader().take(ANSWER).read_to_end(&mut body).ok()?;
        Some(Answer { status, body, what: format!("{method} {}{path}", self.base) })
    }

    /// Asks for lines, each of which is looked at and let go.
    pub(super) fn lines(
        &self,
        path: &str,
        take: &mut dyn FnMut(&[u8]) -> Result<(), ExportFault>,
    ) -> Result<(), ExportFault> {
        let mut faults = None;
        let answer = self.ask_and(&Method::GET, path, None, &mut |status, mut body| {
            let mut lines = BufReader::new(body.as_reader().take(u64::MAX));
            let mut line = Vec::new();
            if status == 200 {
                while lines.read_until(b'\n', &mut line)? > 0 {
                    if let Err(fault) = take(&line) {
                        faults = Some(fault);
                        break;
                    }
                    line.clear();
                }
            } else {
                lines.take(ANSWER).read_to_end(&mut line)?;
            }
            Ok(Answer { status, body: line, what: format!("GET {}{path}", self.base) })
        })?;
        faults.map_or(Ok(()), Err)?;
        answer.good().map(drop)
    }

    fn ask_and(
        &self,
        method: &Method,
        path: &str,
        sent: Option<Sent<'_>>,
        read: &mut dyn FnMut(u16, Body) -> std::io::Result<Answer>,
    ) -> Result<Answer, ExportFault> {
        let mut tried = 1;
        loop {
            let (words, asked) = match self.once(method, path, sent) {
                Ok(response) => {
                    let status = response.status().as_u16();
                    let (parts, body) = response.into_parts();
                    if passes(status) {
                        let asked = parts.headers.get(header::RETRY_AFTER).and_then(|value| value.to_str().ok());
                        (format!("the server answers {status}"), retry_after(asked))
                    } else {
                        match read(status, body) {
                            Ok(answer) => return Ok(answer),
                            Err(cause) => (cause.to_string(), None),
                        }
                    }
                }
                Err(cause) => (cause.to_string(), None),
            };
            let what = format!("{method} {}{path}", self.base);
            if tried >= self.manner.tries {
                return Err(ExportFault::Unreachable { what, words });
            }
            tried += 1;
            let wait = self.manner.wait(tried, asked);
            tracing::info!("{what}: {words}; asked again in {wait:?}");
            thread::sleep(wait);
        }
    }

    fn once(
        &self,
        method: &Method,
        path: &str,
        sent: Option<Sent<'_>>,
    ) -> Result<ureq::http::Response<Body>, ureq::Error> {
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.base));
        if let Some((name, secret)) = &self.credentials {
            request = request.header(*name, secret.reveal());
        }
        match sent {
            Some(Sent { media_type, bytes }) => {
                self.agent.run(request.header(header::CONTENT_TYPE, media_type).body(bytes)?)
            }
            None => self.agent.run(request.body(())?),
        }
    }
}

/// Whether a status tells of trouble that passes.
pub(super) fn passes(status: u16) -> bool {
    matches!(status, 408 | 425 | 429 | 500 | 502..=504)
}

impl Answer {
    /// The answer, where the server did what it was asked to.
    pub(super) fn good(self) -> Result<Self, ExportFault> {
        if (200..300).contains(&self.status) { Ok(self) } else { Err(self.refused()) }
    }

    /// The answer as JSON.
    pub(super) fn json(self) -> Result<Value, ExportFault> {
        serde_json::from_slice(&self.body)
            .map_err(|cause| ExportFault::Answer { what: self.what.clone(), words: cause.to_string() })
    }

    /// That the server did not do what it was asked to.
    pub(super) fn refused(self) -> ExportFault {
        let words = self.words();
        ExportFault::Refused { what: self.what, status: self.status, words }
    }

    /// The beginning of what it says.
    pub(super) fn words(&self) -> String {
        String::from_utf8_lossy(&self.body).chars().filter(|c| !c.is_control()).take(EXCERPT).collect()
    }
}
