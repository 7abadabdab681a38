//! What one host is asked for: so much at once, with pauses, and not in vain for ever.

use super::{FetchFault, WebManner};
use jiff::fmt::rfc2822::DateTimeParser;
use jiff::{Timestamp, Unit};
use std::collections::HashMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// After how many sources in a row that could not be fetched a host is asked no more.
const GIVEN_UP: u32 = 5;

/// Reads dates of headers; a server that is wrong about the day of the week means the date.
const DATES: DateTimeParser = DateTimeParser::new().relaxed_weekday(true);

/// All hosts that were asked.
#[derive(Debug, Default)]
pub(super) struct Hosts(Mutex<HashMap<String, Arc<Host>>>);

/// One host.
#[derive(Debug)]
pub(super) struct Host {
    name: String,
    state: Mutex<State>,
    freed: Condvar,
}

#[derive(Debug)]
struct State {
    /// Requests under way.
    busy: usize,
    /// When the next one may begin.
    next: Instant,
    /// Sources in a row that could not be fetched.
    failed: u32,
}

/// The right to one request; given back when it is dropped.
#[derive(Debug)]
pub(super) struct Turn<'h>(&'h Host);

impl Hosts {
    pub(super) fn of(&self, name: &str) -> Arc<Host> {
        let mut hosts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let new = || {
            let state = State { busy: 0, next: Instant::now(), failed: 0 };
            Arc::new(Host { name: name.to_owned(), state: Mutex::new(state), freed: Condvar::new() })
        };
        hosts.entry(name.to_owned()).or_insert_with(new).clone()
    }
}

impl Host {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until the host may be asked.
    pub(super) fn turn(&self, manner: &WebManner) -> Result<Turn<'_>, FetchFault> {
        let full = |state: &mut State| state.busy >= manner.at_once.max(1);
        let mut state = self.freed.wait_while(self.state(), full).unwrap_or_else(PoisonError::into_inner);
        state.busy += 1;
        let turn = Turn(self);
        loop {
            if state.failed >= GIVEN_UP {
                let failed = state.failed;
                drop(state);
                return Err(FetchFault::HostGivenUp { host: self.name.clone(), failed });
            }
            let now = Instant::now();
            let wait = state.next.saturating_duration_since(now);
            if wait.is_zero() {
                state.next = now + manner.pause;
                return Ok(turn);
            }
            // Another turn may move the time on meanwhile.
            drop(state);
            thread::sleep(wait);
            state = self.state();
        }
    }
}

impl Turn<'_> {
    /// The host answered: with a source, or with a word on it that will stay.
    pub(super) fn answered(&self) {
        self.0.state().failed = 0;
    }

    /// A source was asked for in vain.
    pub(super) fn failed(&self) {
        self.0.state().failed += 1;
    }

    /// Leaves the host alone for a while.
    pub(super) fn rest(self, wait: Duration) {
        let mut state = self.0.state();
        state.next = state.next.max(Instant::now() + wait);
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.state().busy -= 1;
        self.0.freed.notify_one();
    }
}

/// The wait that a `Retry-After` header asks for: in seconds, or until a date (RFC 9110, section 10.2.3).
pub(crate) fn retry_after(header: Option<&str>) -> Option<Duration> {
    let header = header?.trim();
    if let Ok(seconds) = header.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = DATES.parse_timestamp(header).ok()?;
    let seconds = (date - Timestamp::now()).total(Unit::Second).ok()?;
    Some(Duration::try_from_secs_f64(seconds.max(0.0)).unwrap_or(Duration::MAX))
}

#[cfg(test)]
mod tests {
    use super::{GIVEN_UP, Hosts, retry_after};
    use crate::source::web::WebManner;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;
    use std::time::{Duration, Instant};

    fn manner(at_once: usize) -> WebManner {
        WebManner { at_once, pause: Duration::ZERO, ..WebManner::default() }
    }

    #[test]
    fn no_more_than_so_many_are_under_way_at_once() {
        let hosts = Hosts::default();
        let (busy, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        thread::scope(|scope| {
            for _ in 0..12 {
                scope.spawn(|| {
                    let host = hosts.of("ambleford.example");
                    let turn = host.turn(&manner(3)).expect("a turn");
                    most.fetch_max(busy.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    thread::sleep(Duration::from_millis(5));
                    busy.fetch_sub(1, Ordering::SeqCst);
                    drop(turn);
                });
            }
        });
        assert!((1..=3).contains(&most.into_inner()));
    }

    #[test]
    fn a_rest_holds_for_every_turn_of_the_host_and_for_no_other() {
        let hosts = Hosts::default();
        let host = hosts.of("ambleford.example");
        let rest = Duration::from_millis(60);
        let began = Instant::now();
        host.turn(&manner(2)).expect("a turn").rest(rest);
        hosts.of("westmarch.example").turn(&manner(2)).expect("a turn");
        host.turn(&manner(2)).expect("a turn");
        assert!(began.elapsed() >= rest);
    }

    #[test]
    fn a_host_that_fails_again_and_again_is_given_up_until_it_answers() {
        let hosts = Hosts::default();
        let host = hosts.of("ambleford.example");
        for _ in 0..GIVEN_UP {
            host.turn(&manner(1)).expect("a turn").failed();
        }
        assert!(host.turn(&manner(1)).expect_err("given up").is_temporary());
        host.state().failed = 0;
        assert!(host.turn(&manner(1)).is_ok());
    }

    #[test]
    fn waits_are_seconds_or_dates() {
        assert_eq!(retry_after(Some(" 7 ")), Some(Duration::from_secs(7)));
        assert_eq!(retry_after(Some("Wed, 21 Oct 2015 07:28:00 GMT")), Some(Duration::ZERO));
        assert!(retry_after(Some("Mon, 01 Jan 2990 00:00:00 GMT")) > Some(Duration::from_secs(1_000_000_000)));
        assert_eq!(retry_after(Some("soon")), None);
        assert_eq!(retry_after(None), None);
    }
}
