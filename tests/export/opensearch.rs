//! Feeding `OpenSearch`: a server that keeps to its documentation strictly, and holds at
//! the end what the store holds.

use super::server::{Request, Server, Trouble, json};
use super::{assert_holds, change, expected, feed, shelf};
use regex::Regex;
use serde_json::{Value, json as value};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

/// The key that the server asks for.
const KEY: &str = "c2VjcmV0OmtleQ==";

#[derive(Default)]
struct State {
    template: Value,
    indexes: BTreeMap<String, BTreeMap<String, Value>>,
    aliases: BTreeMap<String, String>,
    /// Records that are answered with a status of their own, so many times.
    items: BTreeMap<String, (u16, usize)>,
    refreshed: bool,
}

/// An `OpenSearch` of one node.
#[derive(Clone)]
struct OpenSearch {
    server: Server,
    state: Arc<Mutex<State>>,
}

impl OpenSearch {
    fn new() -> Self {
        let state: Arc<Mutex<State>> = Arc::default();
        let held = Arc::clone(&state);
        let server = Server::start(move |request| {
            if request.header("authorization") != Some(&format!("ApiKey {KEY}")) {
                return json(401, &value!({"error": "missing authentication credentials"}));
            }
            held.lock().expect("state").answer(request)
        });
        Self { server, state }
    }

    /// What searching the alias finds, by id, with its digest taken off.
    fn found(&self, alias: &str) -> BTreeMap<String, Value> {
        let state = self.state.lock().expect("state");
        state.indexes[&state.aliases[alias]].clone()
    }
}

impl State {
    fn answer(&mut self, request: &Request) -> (u16, String, Vec<u8>) {
        let parts: Vec<&str> = request.path.trim_start_matches('/').split('/').collect();
        let missing = json(404, &value!({"error": {"type": "index_not_found_exception"}, "status": 404}));
        match (request.method.as_str(), parts.as_slice()) {
            ("PUT", ["_index_template", "minutebook"]) => {
                let template = request.json();
                assert_eq!(template["index_patterns"], value!(["minutebook-*"]));
                self.template = template["template"]["mappings"].clone();
                json(200, &value!({"acknowledged": true}))
            }
            ("HEAD", [index]) => {
                let status = if self.indexes.contains_key(*index) { 200 } else { 404 };
                (status, "application/json".to_owned(), Vec::new())
            }
            ("PUT", [index]) => {
                assert!(index.starts_with("minutebook-"), "{index} is not of the template");
                if self.indexes.insert((*index).to_owned(), BTreeMap::new()).is_some() {
                    return json(400, &value!({"error": {"type": "resource_already_exists_exception"}}));
                }
                json(200, &value!({"acknowledged": true, "index": index}))
            }
            ("DELETE", [index]) if self.indexes.remove(*index).is_some() => json(200, &value!({"acknowledged": true})),
            ("POST", [index, "_bulk"]) if self.indexes.contains_key(*index) => self.bulk(index, request),
            ("POST", [index, "_refresh"]) if self.indexes.contains_key(*index) => {
                self.refreshed = true;
                json(200, &value!({}))
            }
            ("GET", ["_alias", alias]) => match self.aliases.get(*alias) {
                Some(index) => json(200, &value!({index: {"aliases": {*alias: {}}}})),
                None => missing,
            },
            ("POST", ["_aliases"]) => {
                let actions = request.json()["actions"].as_array().expect("actions").clone();
                let mut aliases = self.aliases.clone();
                for action in actions {
                    let (what, with) = action.as_object().expect("an action").iter().next().expect("one");
                    let index = with["index"].as_str().expect("an index").to_owned();
                    assert!(self.indexes.contains_key(&index));
                    match what.as_str() {
                        "add" => {
                            aliases.insert(with["alias"].as_str().expect("an alias").to_owned(), index);
                        }
                        "remove_index" => {
                            self.indexes.remove(&index);
                        }
                        other => panic!("{other} is no action that is known"),
                    }
                }
                self.aliases = aliases;
                json(200, &value!({"acknowledged": true}))
            }
            ("POST", [name, "_search"]) => {
                let index = self.aliases.get(*name).map_or(*name, String::as_str);
                let Some(records) = self.indexes.get(index) else { return missing };
                assert!(self.refreshed, "searched before it was refreshed");
                let query = request.json();
                assert_eq!(query["sort"], value!([{"id": "asc"}]));
                let after = query["search_after"][0].as_str().unwrap_or_default().to_owned();
                let size = query["size"].as_u64().expect("a size") as usize;
                assert!(size <= 10_000, "more than index.max_result_window");
                let hits: Vec<Value> = records
                    .range(after.clone()..)
                    .filter(|(id, _)| **id != after)
                    .take(size)
                    .map(|(id, record)| value!({"_id": id, "_source": {"digest": record["digest"]}, "sort": [id]}))
                    .collect();
                json(200, &value!({"hits": {"hits": hits}}))
            }
            _ => missing,
        }
    }

    fn bulk(&mut self, index: &str, request: &Request) -> (u16, String, Vec<u8>) {
        assert_eq!(request.header("content-type"), Some("application/x-ndjson"));
        self.refreshed = false;
        let mut lines = request.lines().into_iter();
        let (mut items, mut errors) = (Vec::new(), false);
        while let Some(action) = lines.next() {
            let (what, with) = action.as_object().expect("an action").iter().next().expect("one");
            assert_eq!(with.as_object().expect("fields").len(), 1, "{with}");
            let id = with["_id"].as_str().expect("an id").to_owned();
            let record = (what == "index").then(|| lines.next().expect("a record"));
            let given = self.items.get_mut(&id).filter(|(_, times)| *times > 0).map(|(status, times)| {
                *times -= 1;
                *status
            });
            let result = match (given, record) {
                (Some(status), _) => {
                    let error = value!({"type": "mapper_parsing_exception", "reason": format!("no room for {id}")});
                    value!({"_id": id, "status": status, "error": error})
                }
                (None, Some(record)) => {
                    assert_eq!(record["id"].as_str(), Some(id.as_str()));
                    assert_fits(&self.template, &record, &id);
                    let before = self.indexes.get_mut(index).expect("an index").insert(id.clone(), record);
                    value!({"_id": id, "status": if before.is_some() { 200 } else { 201 }})
                }
                (None, None) => {
                    assert_eq!(what, "delete");
                    let before = self.indexes.get_mut(index).expect("an index").remove(&id);
                    value!({"_id": id, "status": if before.is_some() { 200 } else { 404 }})
                }
            };
            errors |= result.get("error").is_some();
            items.push(value!({what: result}));
        }
        json(200, &value!({"took": 1, "errors": errors, "items": items}))
    }
}

/// Asserts that a record fits a strict mapping.
fn assert_fits(mapping: &Value, record: &Value, id: &str) {
    assert_eq!(mapping["dynamic"], "strict");
    let day = Regex::new(r"^\d{4}-\d\d-\d\d$").expect("a pattern");
    for (name, given) in record.as_object().expect("an object") {
        let field = &mapping["properties"][name];
        for one in given.as_array().map_or(std::slice::from_ref(given), Vec::as_slice) {
            let fits = match field["type"].as_str().unwrap_or_default() {
                "keyword" | "text" => one.is_string(),
                "date" => day.is_match(one.as_str().unwrap_or("")),
                "long" => one.is_i64(),
                "double" => one.is_number(),
                "boolean" => one.is_boolean(),
                "object" if field["enabled"] == false => one.is_object(),
                "nested" | "object" => {
                    assert_fits(field, one, id);
                    true
                }
                _ => false,
            };
            assert!(fits, "{id}: {name}: {one} does not fit {field}");
        }
    }
}

fn args(server: &Server) -> Vec<String> {
    ["--to", "opensearch", "--url", &server.address, "--back-off", "1ms", "--batch-records", "100"]
        .into_iter()
        .map(str::to_owned)
        .collect()
}

#[test]
fn a_new_index_takes_the_place_of_the_old_one_when_it_is_complete() {
    let (shelf, engine) = (shelf(), OpenSearch::new());
    let ran = feed(&shelf, &args(&engine.server), KEY);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_holds(&engine.found("minutebook"), &expected(&shelf));
    let found = engine.found("minutebook");
    let decision = found
        .values()
        .find(|record| record["type"] == "decision" && record.get("roll").is_some())
        .expect("a recorded vote");
    let names = decision["roll"].as_array().expect("names").len() as u64;
    let votes = &decision["votes"];
    let voted: u64 = ["for", "against", "abstentions", "absent"].iter().filter_map(|part| votes[*part].as_u64()).sum();
    assert!(names > 0 && voted > 0, "{decision}");
    assert_eq!(
        decision["year"].as_i64().map(|year| year.to_string()).as_deref(),
        decision["date"].as_str().map(|d| &d[..4])
    );
    assert!(decision["place"][0]["page"].is_i64() && decision["page"].is_i64(), "{decision}");
    // A second load: another index, and the first is gone.
    let first = engine.state.lock().expect("state").aliases["minutebook"].clone();
    let ran = feed(&shelf, &[args(&engine.server), vec!["--full".to_owned()]].concat(), KEY);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let state = engine.state.lock().expect("state");
    assert_ne!(state.aliases["minutebook"], first);
    assert_eq!(state.indexes.keys().collect::<Vec<_>>(), [&state.aliases["minutebook"]]);
    drop(state);
    assert_holds(&engine.found("minutebook"), &expected(&shelf));
}

#[test]
fn a_night_sends_what_changed_and_deletes_what_is_gone() {
    let (shelf, engine) = (shelf(), OpenSearch::new());
    assert_eq!(feed(&shelf, &args(&engine.server), KEY).code, 0);
    engine.server.asked();
    let ran = feed(&shelf, &args(&engine.server), KEY);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(engine.server.asked().iter().all(|request| !request.path.ends_with("_bulk")), "nothing changed");
    let (gone, fresh) = change(&shelf);
    engine.server.asked();
    let ran = feed(&shelf, &args(&engine.server), KEY);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let (mut sent, mut deleted) = (Vec::new(), Vec::new());
    for request in engine.server.asked().iter().filter(|request| request.path.ends_with("_bulk")) {
        for line in request.lines() {
            if let Some(id) = line["index"]["_id"].as_str() {
                sent.push(id.to_owned());
            } else if let Some(id) = line["delete"]["_id"].as_str() {
                deleted.push(id.to_owned());
            }
        }
    }
    sent.sort();
    deleted.sort();
    assert_eq!((sent, deleted), (fresh, gone));
    assert_holds(&engine.found("minutebook"), &expected(&shelf));
}

#[test]
fn troubles_that_pass_are_waited_for() {
    let (shelf, engine) = (shelf(), OpenSearch::new());
    for trouble in [
        Trouble::Status(429, Some(0)),
        Trouble::Status(503, None),
        Trouble::Cut,
        Trouble::CutBehind,
        Trouble::Status(502, None),
    ] {
        engine.server.trouble("/_bulk", trouble);
    }
    engine.server.trouble("/_aliases", Trouble::Status(500, None));
    let id = expected(&shelf).keys().next().expect("a record").clone();
    engine.state.lock().expect("state").items.insert(id, (429, 2));
    let ran = feed(&shelf, &args(&engine.server), KEY);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(engine.server.is_calm());
    assert_holds(&engine.found("minutebook"), &expected(&shelf));
}

#[test]
fn a_refused_record_stops_no_other_and_is_tried_again() {
    let (shelf, engine) = (shelf(), OpenSearch::new());
    let mut expected = expected(&shelf);
    let id = expected.keys().nth(40).expect("a record").clone();
    engine.state.lock().expect("state").items.insert(id.clone(), (400, 1));
    let ran = feed(&shelf, &args(&engine.server), KEY);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(ran.stderr.contains(&id) && ran.stderr.contains("no room for"), "{}", ran.stderr);
    assert!(!ran.stderr.contains(KEY));
    let whole = expected.clone();
    expected.remove(&id);
    assert_holds(&engine.found("minutebook"), &expected);
    let ran = feed(&shelf, &[args(&engine.server), vec!["--check".to_owned()]].concat(), KEY);
    assert_eq!(ran.code, 1);
    assert!(String::from_utf8_lossy(&ran.stdout).contains(&format!("missing: 1: {id}")));
    engine.server.asked();
    let ran = feed(&shelf, &args(&engine.server), KEY);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_holds(&engine.found("minutebook"), &whole);
    let sent: usize =
        engine.server.asked().iter().filter(|request| request.path.ends_with("_bulk")).map(|r| r.lines().len()).sum();
    assert_eq!(sent, 2, "one record, with its action");
    let ran = feed(&shelf, &[args(&engine.server), vec!["--check".to_owned()]].concat(), KEY);
    assert_eq!(ran.code, 0, "{}", String::from_utf8_lossy(&ran.stdout));
}

#[test]
fn a_check_names_what_differs() {
    let (shelf, engine) = (shelf(), OpenSearch::new());
    assert_eq!(feed(&shelf, &args(&engine.server), KEY).code, 0);
    let expected = expected(&shelf);
    let ids: Vec<&String> = expected.keys().collect();
    {
        let mut state = engine.state.lock().expect("state");
        let index = state.aliases["minutebook"].clone();
        let records = state.indexes.get_mut(&index).expect("an index");
        records.remove(ids[3]);
        records.insert("someone-elses".to_owned(), value!({"digest": "0"}));
        records.get_mut(ids[5]).expect("a record")["digest"] = value!("old");
    }
    let ran = feed(&shelf, &[args(&engine.server), vec!["--check".to_owned()]].concat(), KEY);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    let told = String::from_utf8_lossy(&ran.stdout).into_owned();
    for words in [
        format!("missing: 1: {}\n", ids[3]),
        "left over: 1: someone-elses\n".to_owned(),
        format!("as they were before: 1: {}\n", ids[5]),
    ] {
        assert!(told.contains(&words), "{words} is not in {told}");
    }
}

#[test]
fn a_load_that_is_broken_off_goes_on_where_it_was() {
    let (shelf, engine) = (shelf(), OpenSearch::new());
    let once = [args(&engine.server), vec!["--tries".to_owned(), "1".to_owned()]].concat();
    // The third batch is taken, but nobody hears of it.
    for trouble in [Trouble::Status(429, None), Trouble::CutBehind] {
        engine.server.trouble("/_bulk", trouble);
        let ran = feed(&shelf, &once, KEY);
        assert_eq!(ran.code, 4, "{}", ran.stderr);
        assert!(engine.state.lock().expect("state").aliases.is_empty(), "half an index is shown to nobody");
    }
    let ran = feed(&shelf, &once, KEY);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_eq!(engine.state.lock().expect("state").indexes.len(), 1);
    assert_holds(&engine.found("minutebook"), &expected(&shelf));
}

#[test]
fn a_wrong_key_is_told_and_not_shown() {
    let (shelf, engine) = (shelf(), OpenSearch::new());
    let ran = feed(&shelf, &args(&engine.server), "bm90OnRoYXQ=");
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert!(ran.stderr.contains("401") && !ran.stderr.contains("bm90OnRoYXQ="), "{}", ran.stderr);
    let url = engine.server.address.replace("http://", "http://user:word@");
    let ran = shelf.run(&["export", "--store", "a.db", "--to", "opensearch", "--url", &url, "--tries", "0"]);
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert!(ran.stderr.contains("--url") && ran.stderr.contains("--tries"), "{}", ran.stderr);
}

#[test]
fn files_hold_what_a_server_would_be_sent() {
    let shelf = shelf();
    let export = |more: &[&str]| {
        let args = ["export", "--store", "a.db", "--to", "elasticsearch", "--batch-records", "100"];
        let ran = shelf.run(&[&args, more].concat());
        assert_eq!(ran.code, 0, "{}", ran.stderr);
    };
    let ids = |folder: &str, action: &str| -> Vec<String> {
        let mut ids: Vec<String> = shelf
            .names(folder)
            .iter()
            .filter(|name| *name != "index-template.json")
            .flat_map(|name| crate::command::lines(&std::fs::read(shelf.path(folder).join(name)).expect("read")))
            .filter_map(|line| line[action]["_id"].as_str().map(str::to_owned))
            .collect();
        ids.sort();
        ids
    };
    export(&["--out", "all"]);
    let expected: Vec<String> = expected(&shelf).into_keys().collect();
    assert_eq!(ids("all", "index"), expected);
    let files = shelf.names("all");
    assert_eq!(files.len(), expected.len().div_ceil(100) + 1, "{files:?}");
    export(&["--out", "all"]);
    assert_eq!(shelf.names("all"), files, "the same files again");
    export(&["--out", "nightly", "--feed", "nightly"]);
    assert_eq!(ids("nightly", "index"), expected);
    let before = shelf.names("nightly");
    let (gone, fresh) = change(&shelf);
    export(&["--out", "nightly", "--feed", "nightly"]);
    for name in before.iter().filter(|name| *name != "index-template.json") {
        std::fs::remove_file(shelf.path("nightly").join(name)).expect("removed");
    }
    assert_eq!((ids("nightly", "index"), ids("nightly", "delete")), (fresh, gone));
}
