//! Records and requests that mean no good: nothing of a record is ever more than text, no request
//! ends the server, opens a file or has it tell of a fault of its own.

use super::site::{Reply, Server, shelf};
use std::io::Write;
use std::thread;

/// What a record says that wants to be more than text.
const TEXT: &str = "<script>alert(1)</script><img src=x onerror=alert(1)>\" onfocus=\"alert(1) \u{1b}[31mred\u{7}\u{9b}2J \u{202e}gnp.exe \u{2066}\u{0} ]]> &amp; \r\nBEGIN:VEVENT";

fn hostile_server() -> Server {
    let shelf = shelf(&["ambleford-planning-2024.md"], &[]);
    let ran = shelf.run(&["ingest", "in", "--store", "a.db"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let store = rusqlite::Connection::open(shelf.path("a.db")).expect("store");
    let columns = [
        ("meetings", "body"),
        ("meetings", "venue"),
        ("meetings", "chair"),
        ("minute_items", "title"),
        ("minute_items", "text"),
        ("decisions", "text"),
        ("decisions", "lead"),
        ("decisions", "outcome"),
        ("decisions", "moved_by"),
        ("attendance", "name"),
        ("attendance", "role"),
        ("attendance", "note"),
        ("agenda_items", "title"),
        ("agenda_items", "number"),
        ("reports", "title"),
        ("documents", "title"),
        ("documents", "council"),
        ("documents", "source_name"),
        ("records", "title"),
        ("records", "body"),
        ("minutes", "body"),
        ("pages", "text"),
        ("pages", "printed_page"),
        ("votes", "method"),
        ("tables", "caption"),
        ("table_cells", "text"),
    ];
    for (table, column) in columns {
        store.execute(&format!("UPDATE {table} SET {column} = ? || coalesce({column}, '')"), [TEXT]).expect(table);
    }
    let (council, body) = (TEXT.to_lowercase(), TEXT.to_lowercase());
    store
        .execute("UPDATE meeting_documents SET council = ? || council, body = ? || body", [council, body])
        .expect("updated");
    drop(store);
    Server::start(shelf, &[])
}

/// Addresses within a page.
fn links(page: &str) -> Vec<String> {
    let hrefs = page.split(" href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    hrefs.filter(|href| href.starts_with('/')).map(|href| href.replace("&amp;", "&")).collect()
}

#[test]
fn whatever_a_record_says_is_text() {
    let server = hostile_server();
    let id = server.stored("SELECT id FROM documents");
    let mut open: Vec<String> =
        ["/", "/search", "/search.atom?q=script", "/api/search?q=script"].map(str::to_owned).to_vec();
    open.push(format!("/api/meeting/{id}"));
    let mut known = open.clone();
    let mut told = 0;
    while let Some(target) = open.pop() {
        let reply = server.get(target.split('#').next().expect("a path"));
        assert_ne!(reply.status, 500, "{target}");
        let media_type = reply.header("content-type").expect("a type").to_owned();
        if media_type.starts_with("application/json") || media_type.starts_with("image/") {
            continue;
        }
        let text = reply.text();
        let steers = |sign: &char| {
            (sign.is_control() && !matches!(sign, '\n' | '\t' | '\r'))
                || matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        };
        assert_eq!(text.chars().find(steers), None, "{target}");
        if media_type.starts_with("text/calendar") {
            assert!(
                !text.contains("\nBEGIN:VEVENT\r\nbegin") && text.matches("\r\nBEGIN:VEVENT").count() == 1,
                "{text}"
            );
            continue;
        }
        assert!(
            !text.contains("<script") && !text.contains("<img") && !text.contains("\" onfocus"),
            "{target}: {text}"
        );
        told += usize::from(text.contains("&lt;script&gt;alert(1)"));
        if media_type.starts_with("text/html") {
            for link in links(text) {
                // Results of searches lead to one another without end.
                let searches = known.iter().filter(|known| known.starts_with("/search")).count();
                if !known.contains(&link) && (searches < 20 || !link.starts_with("/search")) {
                    known.push(link.clone());
                    open.push(link);
                }
            }
        }
    }
    // Pages, and pages of every kind, have told it.
    assert!(told > 20, "{told} of {}", known.len());
    for kind in [
        "/decision/",
        "/person/",
        "/committee?",
        "/committee.atom",
        "/calendar.ics",
        "/source/",
        "/meeting/",
        "/council",
    ] {
        assert!(known.iter().any(|target| target.starts_with(kind)), "{kind}");
    }
}

/// What no answer may ever hold: parts of files beside the store.
fn assert_tells_no_file(reply: &Reply, what: &str) {
    assert!(reply.status != 500 && reply.status < 505, "{what}: {}", reply.status);
    let body = String::from_utf8_lossy(&reply.body);
    for sign in ["root:x:", "SQLite format", "[package]", "PLANNING COMMITTEE: MINUTES\n\nDate"] {
        assert!(!body.contains(sign), "{what}: {body}");
    }
    for header in ["content-security-policy", "x-content-type-options", "referrer-policy"] {
        // What a library refuses before there is a request has no body that needs any.
        assert!(reply.body.is_empty() || reply.header(header).is_some(), "{what}: {}", reply.head);
    }
}

/// A row of numbers without a pattern; the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % end
    }
}

const PATHS: &[&str] = &[
    "/..",
    "/../",
    "/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "/..%2f..%2f..%2fetc%2fpasswd",
    "/....//....//etc/passwd",
    "/%00",
    "/a.db",
    "/in/ambleford-planning-2024.md",
    "/../a.db",
    "/source/%2e%2e/page/1",
    "/source/..%2f..%2fa.db/page/1.png",
    "/source//page/1",
    "/source/x/page/-1",
    "/source/x/page/99999999999999999999",
    "/source/x/page/1.png.png",
    "/source/%2fetc%2fpasswd/page/1.png",
    "/meeting/%00",
    "/meeting/%ff%fe",
    "/meeting/..%5c..%5c",
    "/meeting/a/table/18446744073709551616",
    "/meeting/'%20OR%201=1--",
    "/decision/-",
    "/decision/----------------------------------------",
    "/person/%27;DROP%20TABLE%20documents;--",
    "/person/%00",
    "/person/%E0%80%80",
    "/committee?body=%00&council=%ff",
    "/committee?body=",
    "/calendar.ics?body=%0d%0aX-Header:1",
    "/search?q=%",
    "/search?q=%22",
    "/search?q=%28%28%28%28",
    "/search?q=body:",
    "/search?q=-%20-%20-",
    "/search?q=date:9999..0001",
    "/search?q=*",
    "/search?q=%F0%9F%92%A9*",
    "/search?page=-1",
    "/search?page=99999999999999999999&limit=0",
    "/search?limit=1000000000",
    "/search?sort=%00",
    "/search.atom?q=%1b%5b31m",
    "/api",
    "/api/",
    "/api/none",
    "/api/search?q=%ff",
    "/api/meeting/%2e%2e",
    "/style.css/../../a.db",
    "//evil.example/",
    "/\\..\\..\\a.db",
    "/healthz/..",
    "/robots.txt%00.png",
    "*",
    "http://evil.example/a.db",
    "/?%s%n%x",
    "/search?q=%0d%0aSet-Cookie:x",
];
const METHODS: &[&str] =
    &["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH", "GET ", "get", "", "BREW", "\0"];
const HEADERS: &[&str] = &[
    "",
    "Range: bytes=0-18446744073709551615\r\n",
    "If-None-Match: \"\r\n",
    "If-None-Match: *\r\n",
    "Content-Length: 99999999\r\n",
    "Transfer-Encoding: chunked\r\n",
    "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n",
    "Expect: 100-continue\r\n",
    "Host: \u{202e}\r\n",
    "Accept-Encoding: gzip;q=9999\r\n",
    "Upgrade: websocket\r\nConnection: Upgrade\r\n",
    "X: a\r\n folded\r\n",
    "Cookie: a=b; a=b\r\n",
    ": none\r\n",
];

#[test]
fn a_thousand_hostile_requests_do_nothing() {
    let mut server = hostile_server();
    let mut chance = Chance(7);
    let mut sent = 0;
    let slow: Vec<_> = (0..40)
        .map(|at| {
            let mut stream = server.connect();
            let start = &b"GET /search?q=slow HTTP/1.1\r\nHost: x\r\nX-Slow: "[..20 + at % 20];
            stream.write_all(start).expect("sent");
            stream
        })
        .collect();
    for path in PATHS {
        for method in METHODS {
            let headers = HEADERS[chance.below(HEADERS.len())];
            let request = format!("{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{headers}\r\n");
            if let Some(reply) = server.send_and_close(request.as_bytes()) {
                assert_tells_no_file(&reply, &request);
                assert!(reply.status >= 400 || matches!(*method, "GET" | "HEAD"), "{request}: {}", reply.status);
            }
            sent += 1;
        }
    }
    for length in [100, 5_000, 20_000, 200_000] {
        for request in [
            format!("GET /{} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "a".repeat(length)),
            format!("GET /search?q={} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "%22a+".repeat(length / 5)),
            format!("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX: {}\r\n\r\n", "a".repeat(length)),
            format!("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{}\r\n", "X: a\r\n".repeat(length / 5)),
            "\0".repeat(length),
        ] {
            if let Some(reply) = server.send_and_close(request.as_bytes()) {
                assert_tells_no_file(&reply, &request[..request.len().min(60)]);
                assert!(length < 10_000 || reply.status >= 400, "{}", reply.status);
            }
            sent += 1;
        }
    }
    let signs: Vec<char> =
        "ab \"'*-():..,<>&%+\\/\u{0}\u{1b}\u{202e}é中💩date:body:type:decisionoutcome:0123456789".chars().collect();
    while sent < 1_400 {
        let text: String = (0..chance.below(60)).map(|_| signs[chance.below(signs.len())]).collect();
        let query = percent_encoding::percent_encode(text.as_bytes(), percent_encoding::NON_ALPHANUMERIC);
        let path = ["/search?q=", "/api/search?q=", "/search.atom?q=", "/committee?body=", "/person/", "/decision/"]
            [chance.below(6)];
        let reply = server.get(&format!("{path}{query}"));
        assert!(matches!(reply.status, 200 | 400 | 404), "{path}{text:?}: {}", reply.status);
        assert_tells_no_file(&reply, &text);
        sent += 1;
    }
    assert_eq!(server.page("/healthz"), "ok\n");
    drop(slow);
    assert!(server.runs());
    let log = server.log();
    assert!(!log.contains("panic") && !log.contains("ERROR"), "{log}");
    assert_eq!(server.stop(), Some(0));
}

#[test]
fn more_than_can_be_answered_is_told_to_come_back() {
    let server = Server::over(shelf(&["westmarch-communities-2018.txt"], &[]), &["--max-requests", "1", "--jobs", "1"]);
    let replies: Vec<Reply> = thread::scope(|scope| {
        let asking: Vec<_> = (0..40)
            .map(|at| {
                scope.spawn({
                    let server = &server;
                    move || server.get(&format!("/search?q=the+{at}"))
                })
            })
            .collect();
        asking.into_iter().map(|asked| asked.join().expect("an answer")).collect()
    });
    for reply in &replies {
        assert!(reply.status == 200 || (reply.status == 503 && reply.header("retry-after") == Some("1")), "{reply:?}");
    }
    assert!(replies.iter().any(|reply| reply.status == 200));
    assert_eq!(server.page("/healthz"), "ok\n");
}

#[test]
fn nothing_but_loopback_is_listened_at_unless_asked_for() {
    let help = shelf(&[], &[]).run(&["serve", "--help"]);
    let help = String::from_utf8(help.stdout).expect("UTF-8");
    assert!(help.contains("[default: 127.0.0.1:7700]"), "{help}");
}
