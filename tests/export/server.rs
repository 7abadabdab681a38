//! A server of the test's own: it reads requests as the standard has them, and troubles
//! that a test asks for come before what the engine would answer.

use serde_json::Value;
use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// A request.
#[derive(Clone, Debug)]
pub struct Request {
    pub method: String,
    /// Without what is behind the question mark.
    pub path: String,
    pub query: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Request {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub fn json(&self) -> Value {
        assert_eq!(self.header("content-type"), Some("application/json"), "{} {}", self.method, self.path);
        serde_json::from_slice(&self.body).expect("a body of JSON")
    }

    /// A parameter behind the question mark.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
    }

    /// The values of a body that holds one a line, the last line ended too.
    pub fn lines(&self) -> Vec<Value> {
        assert_eq!(self.body.last(), Some(&b'\n'), "a line without an end");
        crate::command::lines(&self.body)
    }
}

/// What comes before an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// This status, and how long to wait.
    Status(u16, Option<u32>),
    /// The connection is cut before the request is looked at.
    Cut,
    /// The connection is cut when the request was carried out.
    CutBehind,
}

type Answer = (u16, String, Vec<u8>);

/// A server that is told what to do by a test.
#[derive(Clone)]
pub struct Server {
    pub address: String,
    /// Troubles, each for the next request whose path ends like this.
    troubles: Arc<Mutex<VecDeque<(String, Trouble)>>>,
    pub asked: Arc<Mutex<Vec<Request>>>,
}

/// A status with JSON.
pub fn json(status: u16, value: &Value) -> Answer {
    (status, "application/json".to_owned(), value.to_string().into_bytes())
}

impl Server {
    /// Answers as this engine does.
    pub fn start(mut engine: impl FnMut(&Request) -> Answer + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let server = Self { address, troubles: Arc::default(), asked: Arc::default() };
        let (troubles, asked) = (Arc::clone(&server.troubles), Arc::clone(&server.asked));
        thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let Some(request) = read(&stream) else { continue };
                asked.lock().expect("asked").push(request.clone());
                let trouble = {
                    let mut troubles = troubles.lock().expect("troubles");
                    let at = troubles.iter().position(|(end, _)| request.path.ends_with(end.as_str()));
                    at.and_then(|at| troubles.remove(at)).map(|(_, trouble)| trouble)
                };
                match trouble {
                    None => answer(&mut stream, &engine(&request), None),
                    Some(Trouble::Status(status, after)) => {
                        answer(&mut stream, &(status, "text/plain".to_owned(), b"trouble".to_vec()), after);
                    }
                    Some(Trouble::Cut) => {}
                    Some(Trouble::CutBehind) => {
                        engine(&request);
                    }
                }
            }
        });
        server
    }

    pub fn trouble(&self, path: &str, trouble: Trouble) {
        self.troubles.lock().expect("troubles").push_back((path.to_owned(), trouble));
    }

    /// All troubles have come.
    pub fn is_calm(&self) -> bool {
        self.troubles.lock().expect("troubles").is_empty()
    }

    /// What was asked since this was last called.
    pub fn asked(&self) -> Vec<Request> {
        std::mem::take(&mut *self.asked.lock().expect("asked"))
    }
}

fn read(stream: &TcpStream) -> Option<Request> {
    let mut reader = BufReader::new(stream);
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let line = line.trim_end().to_owned();
        if line.is_empty() {
            break;
        }
        lines.push(line);
    }
    let mut words = lines.first()?.split(' ');
    let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
    let (path, query) = target
        .split_once('?')
        .map_or((target.clone(), String::new()), |(path, query)| (path.to_owned(), query.to_owned()));
    let headers: Vec<(String, String)> = lines[1..]
        .iter()
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()))
        .collect();
    let length = headers.iter().find(|(name, _)| name == "content-length").map_or("0", |(_, value)| value.as_str());
    let mut body = vec![0; length.parse().ok()?];
    reader.read_exact(&mut body).ok()?;
    Some(Request { method, path, query, headers, body })
}

fn answer(stream: &mut TcpStream, (status, media_type, body): &Answer, after: Option<u32>) {
    let after = after.map_or(String::new(), |seconds| format!("Retry-After: {seconds}\r\n"));
    let head = format!(
        "HTTP/1.1 {status} So\r\nContent-Type: {media_type}\r\n{after}Content-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    // A client that has heard enough hangs up.
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
}
