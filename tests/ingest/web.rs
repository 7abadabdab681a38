//! Sources on the web, night after night, from a server on loopback.

use super::{count, open};
use crate::command::{MINUTES, Ran, Shelf};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::thread;

/// Files by their paths, each with the number of its version.
type Files = Arc<Mutex<BTreeMap<String, (u32, String)>>>;

/// A server that knows its files by their versions.
struct Server {
    address: String,
    files: Files,
    /// Path and status of each answer.
    answers: Arc<Mutex<Vec<(String, u32)>>>,
}

impl Server {
    fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let (files, answers) = (Files::default(), Arc::default());
        let server = Self { address, files, answers };
        let (files, answers) = (Arc::clone(&server.files), Arc::clone(&server.answers));
        thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let head: Vec<String> =
                    BufReader::new(&stream).lines().map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
                let path = head.first().and_then(|line| line.split(' ').nth(1)).unwrap_or("/").to_owned();
                let known =
                    head.iter().find_map(|line| line.to_lowercase().strip_prefix("if-none-match: ").map(str::to_owned));
                let file = files.lock().expect("files").get(&path).cloned();
                let (status, more, body) = match file {
                    None => (404, String::new(), String::new()),
                    Some((version, _)) if known == Some(format!("\"{version}\"")) => {
                        (304, String::new(), String::new())
                    }
                    Some((version, text)) => (200, format!("ETag: \"{version}\"\r\n"), text),
                };
                answers.lock().expect("answers").push((path, status));
                let length = body.len();
                let answer = format!(
                    "HTTP/1.1 {status} So\r\n{more}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
                );
                // A client that has heard enough hangs up.
                let _ = stream.write_all(answer.as_bytes());
            }
        });
        server
    }

    fn put(&self, path: &str, text: &str) {
        let mut files = self.files.lock().expect("files");
        let version = files.get(path).map_or(1, |(version, _)| version + 1);
        files.insert(path.to_owned(), (version, text.to_owned()));
    }

    /// What was answered since this was last asked, sorted.
    fn answered(&self) -> Vec<(String, u32)> {
        let mut answers = std::mem::take(&mut *self.answers.lock().expect("answers"));
        answers.sort();
        answers
    }
}

fn night(shelf: &Shelf, server: &Server, more: &[&str]) -> (Ran, Value) {
    let list = format!("{}/list", server.address);
    let args = ["ingest", "--manifest", &list, "--store", "a.db", "--web-pause", "1ms", "--report", "report"];
    let ran = shelf.run(&[&args, more].concat());
    let report = fs::read(shelf.path("report/report.json")).expect("a report");
    (ran, serde_json::from_slice::<Value>(&report).expect("JSON")["run"]["counts"].clone())
}

#[test]
fn a_list_is_followed_and_only_what_changed_comes_again() {
    let (shelf, server) = (Shelf::new(&[]), Server::new());
    let base = &server.address;
    server.put("/june%20minutes.txt", MINUTES);
    server.put("/july.txt", &MINUTES.replace("4 June", "9 July"));
    server.put(
        "/list",
        &format!(
            "{base}/june%20minutes.txt\n{base}/none.txt\n{{\"url\": \"{base}/july.txt\", \"council\": \
             \"Westmarch County Council\", \"meeting_date\": \"2019-07-09\"}}\n",
        ),
    );
    let (ran, counts) = night(&shelf, &server, &[]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(ran.stderr.contains("none.txt") && ran.stderr.contains("404"), "{}", ran.stderr);
    assert_eq!([&counts["fresh"], &counts["tally"]["read"], &counts["tally"]["unreadable"]], [2, 2, 1]);
    let store = open(&shelf, "a");
    let hinted = format!(
        "SELECT count(*) FROM sources WHERE name = '{base}/july.txt' AND council = 'Westmarch County Council'
         AND meeting_date = '2019-07-09' AND etag = '\"1\"'"
    );
    assert_eq!(count(&store, &hinted), 1);
    assert_eq!(count(&store, "SELECT count(*) FROM documents WHERE source_name = 'june minutes.txt'"), 1);
    drop(store);
    server.answered();
    let (_, counts) = night(&shelf, &server, &[]);
    assert_eq!([&counts["skipped"], &counts["tally"]["read"]], [2, 0]);
    let path = |name: &str, status| (format!("/{name}"), status);
    let rest = [path("july.txt", 304), path("june%20minutes.txt", 304), path("list", 200), path("none.txt", 404)];
    assert_eq!(server.answered(), rest);
    server.put("/july.txt", &MINUTES.replace("4 June", "16 July"));
    let (_, counts) = night(&shelf, &server, &[]);
    assert_eq!([&counts["skipped"], &counts["changed"], &counts["tally"]["read"]], [1, 1, 1]);
    assert!(server.answered().contains(&path("july.txt", 200)));
    let store = open(&shelf, "a");
    assert_eq!(count(&store, "SELECT count(*) FROM documents"), 2);
    assert_eq!(store.check().expect("checked"), []);
}

#[test]
fn a_list_that_cannot_be_had_marks_nothing_as_gone() {
    let (shelf, server) = (Shelf::new(&[]), Server::new());
    server.put("/a.txt", MINUTES);
    server.put("/list", &format!("{}/a.txt\n", server.address));
    let (ran, _) = night(&shelf, &server, &[]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    server.files.lock().expect("files").remove("/list");
    let (ran, counts) = night(&shelf, &server, &["--prune"]);
    assert_ne!(ran.code, 0);
    assert!(ran.stderr.contains("/list"), "{}", ran.stderr);
    assert_eq!([&counts["gone"], &counts["pruned"]], [0, 0]);
    assert_eq!(count(&open(&shelf, "a"), "SELECT count(*) FROM documents"), 1);
}
