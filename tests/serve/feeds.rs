//! Feeds and calendars, as strict readers of their formats take them.

use super::site::{Server, shelf};
use jiff::Timestamp;
use jiff::civil::DateTime;
use std::collections::BTreeSet;

const COMMITTEE: &str = "council=Ambleford%20Borough%20Council&body=Planning%20Committee";

/// An element of XML with what it holds.
#[derive(Debug, Default)]
pub struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub text: String,
    pub children: Vec<Element>,
}

impl Element {
    /// The one element of a document that is well-formed as far as feeds need it: elements, attributes,
    /// character references, no control characters.
    pub fn parse(xml: &str) -> Self {
        assert!(xml.chars().all(|sign| !sign.is_control() || sign == '\n' || sign == '\t'), "control characters");
        let rest = xml.strip_prefix("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n").expect("a declaration");
        let mut open: Vec<Self> = vec![Self::default()];
        for piece in rest.split('<').skip(1) {
            let (tag, text) = piece.split_once('>').expect("a tag ends");
            if let Some(name) = tag.strip_prefix('/') {
                let done = open.pop().expect("an element");
                assert_eq!(done.name, name);
                open.last_mut().expect("a parent").children.push(done);
            } else {
                let (tag, is_empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
                let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
                let mut element = Self { name: name.to_owned(), ..Self::default() };
                while !rest.trim().is_empty() {
                    let (attribute, after) = rest.split_once("=\"").expect("an attribute");
                    let (value, after) = after.split_once('"').expect("a value ends");
                    element.attributes.push((attribute.trim().to_owned(), plain(value)));
                    rest = after;
                }
                if is_empty {
                    open.last_mut().expect("a parent").children.push(element);
                } else {
                    open.push(element);
                }
            }
            open.last_mut().expect("an element").text.push_str(&plain(text));
        }
        assert_eq!(open.len(), 1, "all elements end");
        let mut root = open.pop().expect("a root").children;
        assert_eq!(root.len(), 1);
        root.pop().expect("a root")
    }

    pub fn all(&self, name: &str) -> Vec<&Self> {
        self.children.iter().filter(|child| child.name == name).collect()
    }

    pub fn one(&self, name: &str) -> &Self {
        let all = self.all(name);
        assert_eq!(all.len(), 1, "{name} in {}", self.name);
        all[0]
    }

    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

fn plain(text: &str) -> String {
    for (at, _) in text.match_indices('&') {
        let known = ["&amp;", "&lt;", "&gt;", "&quot;"];
        assert!(known.iter().any(|reference| text[at..].starts_with(reference)), "{text}");
    }
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// Checks a feed as RFC 4287 asks (section 4.1), and gives its entries.
pub fn checked_feed(xml: &str) -> Element {
    let feed = Element::parse(xml);
    assert_eq!((feed.name.as_str(), feed.attribute("xmlns")), ("feed", Some("http://www.w3.org/2005/Atom")));
    assert!(!feed.one("author").one("name").text.is_empty());
    let of_feed =
        feed.all("link").into_iter().map(|link| link.attribute("rel").expect("a relation")).collect::<BTreeSet<_>>();
    assert!(of_feed.contains("self") && of_feed.contains("alternate"));
    let mut ids = BTreeSet::new();
    for part in std::iter::once(&feed).chain(feed.all("entry")) {
        let id = &part.one("id").text;
        assert!(id.starts_with("urn:uuid:") && id.len() == 45 && ids.insert(id.clone()), "{id}");
        assert!(!part.one("title").text.is_empty());
        let updated = &part.one("updated").text;
        assert!(updated.parse::<Timestamp>().is_ok(), "{updated}");
        assert!(part.all("link").iter().any(|link| link.attribute("rel") == Some("alternate")));
    }
    feed
}

#[test]
fn a_committee_has_a_feed() {
    let server =
        Server::over(shelf(&["ambleford-planning-2024.md"], &[]), &["--public-url", "https://minutes.example.org/"]);
    let reply = server.get(&format!("/committee.atom?{COMMITTEE}"));
    assert_eq!(reply.header("content-type"), Some("application/atom+xml; charset=utf-8"));
    let feed = checked_feed(reply.text());
    let id = server.stored("SELECT id FROM documents");
    let entry = feed.one("entry");
    assert_eq!(entry.one("title").text, "Planning Committee, 2024-02-14: agenda pack");
    assert_eq!(entry.one("link").attribute("href"), Some(format!("https://minutes.example.org/meeting/{id}").as_str()));
}

/// The lines of a calendar, unfolded, after what RFC 5545 asks of lines (section 3.1).
fn lines(text: &str) -> Vec<String> {
    assert!(text.ends_with("\r\n"));
    let physical: Vec<&str> = text.split("\r\n").collect();
    assert!(physical.iter().all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])), "{text}");
    text.replace("\r\n ", "").trim_end().split("\r\n").map(str::to_owned).collect()
}

#[test]
fn a_committee_has_a_calendar() {
    let server = Server::over(shelf(&["ambleford-planning-2024.md", "westmarch-communities-2018.txt"], &[]), &[]);
    let reply = server.get("/calendar.ics?council=Westmarch+County+Council&body=Communities+and+Learning+Committee");
    assert_eq!(reply.header("content-type"), Some("text/calendar; charset=utf-8"));
    let told = lines(reply.text());
    assert_eq!((told[0].as_str(), told[told.len() - 1].as_str()), ("BEGIN:VCALENDAR", "END:VCALENDAR"));
    assert!(told.contains(&"VERSION:2.0".to_owned()) && told.iter().any(|line| line.starts_with("PRODID:")));
    let value = |name: &str| {
        let mut all = told.iter().filter_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
        let value = all.next().unwrap_or_else(|| panic!("no {name}: {told:?}")).to_owned();
        assert_eq!(all.next(), None, "{name}");
        value
    };
    assert!(value("UID").ends_with("@minutebook"));
    assert!(DateTime::strptime("%Y%m%dT%H%M%SZ", value("DTSTAMP")).is_ok());
    assert_eq!(value("DTSTART"), "20180614T140000");
    assert_eq!(value("SUMMARY"), "Communities and Learning Committee");
    assert_eq!(value("STATUS"), "CONFIRMED");
    let again = server.get("/calendar.ics?council=westmarch+county+council&body=COMMUNITIES+and+learning+committee");
    assert_eq!(lines(again.text()), told);
}

#[test]
fn every_search_has_a_feed() {
    let server = Server::over(shelf(&["ambleford-planning-2024.md", "westmarch-communities-2018.txt"], &[]), &[]);
    let reply = server.get("/search.atom?q=type:decision");
    let feed = checked_feed(reply.text());
    let total = server.get("/api/search?q=type:decision").json()["total"].as_u64();
    assert_eq!(Some(feed.all("entry").len() as u64), total);
    let first = feed.all("entry")[0].one("title").text.clone();
    assert!(first.contains("(decision, 2024-02-14, "), "{first}");
    let none = server.get("/search.atom?q=nosuchwordanywhere");
    assert_eq!(checked_feed(none.text()).all("entry").len(), 0);
}
