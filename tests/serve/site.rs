//! A server in a process of its own, and requests to it.

use crate::command::{Shelf, program};
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::Duration;

/// How long an answer may take before the test gives up.
const PATIENCE: Duration = Duration::from_mins(1);

/// A server that ends with the test.
pub struct Server {
    child: Child,
    address: String,
    pub shelf: Shelf,
}

/// What the server answered.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Reply {
    /// The answer in these bytes; nothing when they are none.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head.split(' ').nth(1)?.parse().ok()?;
        Some(Self { status, head: head.to_lowercase(), body: bytes[end + 4..].to_vec() })
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("UTF-8")
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

/// Samples of these names, and others beside them.
pub fn shelf(names: &[&str], more: &[(&str, &[u8])]) -> Shelf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let samples: Vec<(&str, Vec<u8>)> =
        names.iter().map(|name| (*name, fs::read(folder.join(name)).expect("a sample"))).collect();
    let files = samples.iter().map(|(name, bytes)| (*name, bytes.as_slice()));
    Shelf::new(&files.chain(more.iter().copied()).collect::<Vec<_>>())
}

impl Server {
    /// Reads what is on the shelf into a store and serves it.
    pub fn over(shelf: Shelf, more: &[&str]) -> Self {
        let ran = shelf.run(&["ingest", "in", "--store", "a.db"]);
        assert!(ran.code <= 1, "{}", ran.stderr);
        Self::start(shelf, more)
    }

    /// Serves the store of a shelf.
    pub fn start(shelf: Shelf, more: &[&str]) -> Self {
        let args = [&["serve", "--store", "a.db", "--listen", "127.0.0.1:0"], more].concat();
        let log = fs::File::create(shelf.path("serve.log")).expect("a log");
        let mut command = program(&shelf.path(""), &args);
        let mut child = command.stdout(Stdio::piped()).stderr(log).spawn().expect("the program starts");
        let mut line = String::new();
        let output = child.stdout.take().expect("output");
        BufReader::new(output).read_line(&mut line).expect("a line");
        let address = line.trim().strip_prefix("http://").and_then(|line| line.strip_suffix('/'));
        let address = address.unwrap_or_else(|| panic!("no address: {line:?}")).to_owned();
        Self { child, address, shelf }
    }

    /// Where it is.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("set");
        stream.set_write_timeout(Some(PATIENCE)).expect("set");
        stream
    }

    /// Sends bytes and reads until the server has no more to say; nothing when it says nothing that is an answer.
    pub fn send(&self, bytes: &[u8]) -> Option<Reply> {
        let mut stream = self.connect();
        // A server that refuses what it has seen so far may not take the rest.
        let _ = stream.write_all(bytes);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        Reply::read(&answer)
    }

    /// The same, with the end of what is sent told: a server that waits for more hears that none comes.
    pub fn send_and_close(&self, bytes: &[u8]) -> Option<Reply> {
        let mut stream = self.connect();
        let _ = stream.write_all(bytes);
        let _ = stream.shutdown(Shutdown::Write);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        Reply::read(&answer)
    }

    pub fn ask(&self, method: &str, target: &str, headers: &str) -> Reply {
        let request =
            format!("{method} {target} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{headers}\r\n", self.address);
        self.send(request.as_bytes()).unwrap_or_else(|| panic!("no answer to {method} {target}"))
    }

    pub fn get(&self, target: &str) -> Reply {
        self.ask("GET", target, "")
    }

    /// The page of an address that has one.
    pub fn page(&self, target: &str) -> String {
        let reply = self.get(target);
        assert_eq!(reply.status, 200, "{target}: {}", reply.text());
        reply.text().to_owned()
    }

    /// What a question to the store answers.
    pub fn stored(&self, sql: &str) -> String {
        let store = minutebook::store::Store::read_only(&self.shelf.path("a.db")).expect("store");
        store.ask(|connection| connection.query_row(sql, [], |row| row.get(0))).expect(sql)
    }

    /// What it told on standard error.
    pub fn log(&self) -> String {
        fs::read_to_string(self.shelf.path("serve.log")).expect("a log")
    }

    /// Whether it still runs.
    pub fn runs(&mut self) -> bool {
        self.child.try_wait().expect("told").is_none()
    }

    /// Asks it to stop as a service manager does; its exit code.
    pub fn stop(&mut self) -> Option<i32> {
        let id = self.child.id().to_string();
        let asked = std::process::Command::new("kill").args(["-TERM", &id]).status().expect("kill");
        assert!(asked.success());
        self.child.wait().expect("an end").code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have been stopped already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
