//! Fetching from a server on loopback that answers as servers do, and as they should not.

use super::{FetchFault, Fetched, Fetcher, Validators, WebManner};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What the server does with a connection, given how many came before and the lines of the request's head.
type Answer = dyn Fn(usize, &[String], &mut TcpStream) -> std::io::Result<()> + Send + Sync;

/// A server that answers one request a connection until its process ends.
struct Server {
    address: String,
    heads: Arc<Mutex<Vec<Vec<String>>>>,
}

impl Server {
    fn new(answer: impl Fn(usize, &[String], &mut TcpStream) -> std::io::Result<()> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let heads: Arc<Mutex<Vec<Vec<String>>>> = Arc::default();
        let (seen, answer): (_, Arc<Answer>) = (heads.clone(), Arc::new(answer));
        thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let (seen, answer) = (seen.clone(), answer.clone());
                thread::spawn(move || {
                    let head: Vec<String> = BufReader::new(&stream)
                        .lines()
                        .map_while(Result::ok)
                        .take_while(|line| !line.is_empty())
                        .collect();
                    let count = {
                        let mut seen = seen.lock().expect("heads");
                        seen.push(head.clone());
                        seen.len() - 1
                    };
                    // A client that has heard enough hangs up.
                    let _ = answer(count, &head, &mut stream);
                });
            }
        });
        Self { address, heads }
    }

    /// Answers one text after the other, the last one for ever.
    fn of(answers: &'static [&'static str]) -> Self {
        Self::new(move |count, _, stream| stream.write_all(answers[count.min(answers.len() - 1)].as_bytes()))
    }

    fn get(&self, known: Option<&Validators>) -> Result<Fetched, FetchFault> {
        Fetcher::new(manner()).get(&format!("{}/pack.txt", self.address), known)
    }

    fn asked(&self) -> usize {
        self.heads.lock().expect("heads").len()
    }
}

/// So impatient that a test need not wait.
fn manner() -> WebManner {
    WebManner {
        pause: Duration::ZERO,
        back_off: Duration::from_millis(1),
        patience: Duration::from_secs(2),
        stall: Duration::from_millis(300),
        whole: Duration::from_secs(20),
        tries: 3,
        max_bytes: 1000,
        ..WebManner::default()
    }
}

fn code(fetched: Result<Fetched, FetchFault>) -> &'static str {
    fetched.expect_err("a fault").code()
}

const OK: &str = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\nETag: W/\"7\"\r\n\
    Last-Modified: Tue, 04 Jun 2019 10:00:00 GMT\r\nConnection: close\r\n\r\nAGENDA";

#[test]
fn what_is_new_comes_with_its_validators_and_they_are_sent_back() {
    let server = Server::new(|_, head, stream| {
        let known = head.iter().any(|line| line.eq_ignore_ascii_case("if-none-match: W/\"7\""));
        let not_modified = "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n";
        stream.write_all(if known { not_modified } else { OK }.as_bytes())
    });
    let Ok(Fetched::New { bytes, validators }) = server.get(None) else { panic!("not fetched") };
    assert_eq!(bytes, b"AGENDA");
    assert_eq!(validators.etag.as_deref(), Some("W/\"7\""));
    assert_eq!(server.get(Some(&validators)), Ok(Fetched::Unchanged));
    let heads = server.heads.lock().expect("heads");
    let has = |head: &[String], line: &str| head.iter().any(|own| own.eq_ignore_ascii_case(line));
    assert!(has(&heads[0], &format!("user-agent: minutebook/{}", env!("CARGO_PKG_VERSION"))), "{heads:?}");
    assert!(!heads[0].iter().any(|line| line.to_ascii_lowercase().starts_with("if-")), "{heads:?}");
    assert!(has(&heads[1], "if-modified-since: Tue, 04 Jun 2019 10:00:00 GMT"), "{heads:?}");
}

#[test]
fn not_modified_is_no_answer_to_who_knows_nothing() {
    let server = Server::of(&["HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n"]);
    assert_eq!(code(server.get(None)), "source-http-status");
}

#[test]
fn redirects_are_followed_but_not_for_ever() {
    let once =
        Server::of(&["HTTP/1.1 302 Found\r\nLocation: /b.txt\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", OK]);
    assert!(matches!(once.get(None), Ok(Fetched::New { .. })));
    let ring =
        Server::of(&["HTTP/1.1 301 Moved\r\nLocation: /a.txt\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"]);
    assert_eq!(code(ring.get(None)), "source-redirects");
    assert!(ring.asked() < 10, "{}", ring.asked());
}

#[test]
fn bodies_that_are_too_long_are_not_read_to_their_end() {
    let announced = Server::of(&["HTTP/1.1 200 OK\r\nContent-Length: 1001\r\nConnection: close\r\n\r\n"]);
    assert_eq!(code(announced.get(None)), "source-too-large");
    let endless = Server::new(|_, _, stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")?;
        loop {
            stream.write_all(&[b'x'; 4096])?;
        }
    });
    assert_eq!(code(endless.get(None)), "source-too-large");
    let chunked = Server::new(|_, _, stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n")?;
        loop {
            stream.write_all(b"5\r\nhello\r\n")?;
        }
    });
    assert_eq!(code(chunked.get(None)), "source-too-large");
    let just = Server::new(|_, _, stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nConnection: close\r\n\r\n")?;
        stream.write_all(&[b'x'; 1000])
    });
    assert!(matches!(just.get(None), Ok(Fetched::New { bytes, .. }) if bytes.len() == 1000));
}

#[test]
fn what_stalls_or_breaks_is_asked_for_again_and_given_up() {
    let stalled = Server::new(|_, _, stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nAGE")?;
        // Until the client hangs up.
        stream.read(&mut [0]).map(drop)
    });
    let silent = Server::new(|_, _, stream| stream.read(&mut [0]).map(drop));
    let short = Server::of(&["HTTP/1.1 200 OK\r\nContent-Length: 60\r\nConnection: close\r\n\r\nAGENDA"]);
    let gone = Server::of(&[""]);
    for server in [stalled, silent, short, gone] {
        let fault = server.get(None).expect_err("a fault");
        assert_eq!(fault.code(), "source-unreachable", "{fault}");
        assert!(fault.is_temporary());
        assert_eq!(server.asked(), 3, "{fault}");
    }
}

#[test]
fn nobody_at_the_address_is_told_with_the_address() {
    let port = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").port();
    let url = format!("http://127.0.0.1:{port}/pack.txt");
    let fault = Fetcher::new(manner()).get(&url, None).expect_err("nobody");
    assert_eq!(fault.code(), "source-unreachable");
    assert!(fault.to_string().starts_with(&url), "{fault}");
}

#[test]
fn answers_that_are_none_are_not_asked_for_again() {
    for answer in [
        "HTTP/1.1 200 OK\r\nContent-Length: many\r\nConnection: close\r\n\r\nAGENDA",
        "HTTP/9.9 what\r\n\r\n",
        "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        "HTTP/1.1 206 Partial Content\r\nContent-Length: 6\r\nConnection: close\r\n\r\nAGENDA",
    ] {
        let server = Server::new(move |_, _, stream| stream.write_all(answer.as_bytes()));
        let fault = server.get(None).expect_err(answer);
        assert!(!fault.is_temporary(), "{answer}: {fault}");
        assert_eq!(server.asked(), 1, "{answer}");
    }
}

#[test]
fn a_head_without_end_is_not_read_to_its_end() {
    let server = Server::new(|_, _, stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\n")?;
        loop {
            stream.write_all(b"X-More: and more and more and more and more\r\n")?;
        }
    });
    server.get(None).expect_err("no end");
}

#[test]
fn busy_and_troubled_servers_are_asked_again() {
    for first in [
        "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 0\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
    ] {
        let server =
            Server::new(move |count, _, stream| stream.write_all(if count < 2 { first } else { OK }.as_bytes()));
        assert!(matches!(server.get(None), Ok(Fetched::New { .. })), "{first}");
        assert_eq!(server.asked(), 3);
    }
}

#[test]
fn a_wait_beyond_patience_is_left_for_another_night() {
    let server = Server::of(&[
        "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 86400\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
    ]);
    let fault = server.get(None).expect_err("busy");
    assert!(fault.is_temporary());
    assert_eq!(server.asked(), 1);
}

#[test]
fn waits_grow_up_to_patience_and_last_at_least_as_long_as_asked() {
    let fetcher = Fetcher::new(WebManner {
        tries: 9,
        back_off: Duration::from_secs(2),
        patience: Duration::from_secs(10),
        ..manner()
    });
    let wait = |seconds: Option<u64>, tried| {
        let retry_after = seconds.map(Duration::from_secs);
        let fault = FetchFault::Status { url: "http://x".to_owned(), status: 429, retry_after };
        fetcher.wait(&fault, tried).map(|wait| wait.as_secs())
    };
    assert_eq!(
        [1, 2, 3, 4, 8, 9].map(|tried| wait(None, tried)),
        [Some(2), Some(4), Some(8), Some(10), Some(10), None]
    );
    assert_eq!([wait(Some(7), 1), wait(Some(7), 3), wait(Some(11), 1)], [Some(7), Some(8), None]);
}

#[test]
fn a_host_that_fails_is_not_asked_for_all_its_sources() {
    let server = Server::of(&["HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"]);
    let fetcher = Fetcher::new(manner());
    for at in 0..50 {
        fetcher.get(&format!("{}/{at}.txt", server.address), None).expect_err("down");
    }
    assert_eq!(server.asked(), 15);
}
