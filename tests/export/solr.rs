//! Feeding Solr: what is not committed is found by nobody.

use super::server::{Request, Server, Trouble, json};
use super::{feed, full_cycle, shelf};
use regex::Regex;
use serde_json::{Value, json as value};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

#[derive(Default)]
struct State {
    fields: BTreeMap<String, Value>,
    waiting: BTreeMap<String, Value>,
    committed: BTreeMap<String, Value>,
}

fn is_of(kind: &str, given: &Value) -> bool {
    let instant = Regex::new(r"^\d{4}-\d\d-\d\dT00:00:00Z$").expect("a pattern");
    match kind {
        "string" => given.as_str().is_some_and(|text| text.len() < 32_766),
        "text_en" => given.is_string(),
        "pdate" => given.as_str().is_some_and(|text| instant.is_match(text)),
        "plong" => given.is_i64(),
        "pdouble" => given.is_number(),
        "boolean" => given.is_boolean(),
        _ => false,
    }
}

impl State {
    fn answer(&mut self, request: &Request) -> (u16, String, Vec<u8>) {
        let parts: Vec<&str> = request.path.trim_start_matches('/').split('/').collect();
        match (request.method.as_str(), parts.as_slice()) {
            ("GET", ["solr", "minutebook", "schema", "fields"]) => {
                let mut fields: Vec<Value> = self.fields.values().cloned().collect();
                fields.push(value!({"name": "id", "type": "string"}));
                json(200, &value!({"fields": fields}))
            }
            ("POST", ["solr", "minutebook", "schema"]) => {
                for field in request.json()["add-field"].as_array().expect("fields") {
                    let name = field["name"].as_str().expect("a name").to_owned();
                    let word = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
                    assert!(word && name != "id", "{name} is no name");
                    assert!(self.fields.insert(name.clone(), field.clone()).is_none(), "{name} is there already");
                }
                json(200, &value!({"responseHeader": {"status": 0}}))
            }
            ("POST", ["solr", "minutebook", "update"]) => self.update(&request.json()),
            ("GET", ["solr", "minutebook", "select"]) => {
                assert_eq!(request.parameter("sort"), Some("id%20asc"), "a cursor needs the key to sort by");
                let mark = request.parameter("cursorMark").expect("a mark").replace("%2D", "-").replace("%5F", "_");
                let after = if mark == "%2A" { String::new() } else { mark.clone() };
                let docs: Vec<Value> = self
                    .committed
                    .range(after.clone()..)
                    .filter(|(id, _)| **id != after)
                    .take(70)
                    .map(|(id, record)| value!({"id": id, "digest": record["digest"]}))
                    .collect();
                let next =
                    docs.last().map_or(mark.replace("%2A", "*"), |last| last["id"].as_str().expect("id").to_owned());
                json(200, &value!({"response": {"docs": docs}, "nextCursorMark": next}))
            }
            _ => json(404, &value!({"error": {"msg": "not found"}})),
        }
    }

    fn update(&mut self, body: &Value) -> (u16, String, Vec<u8>) {
        if body.get("commit").is_some() {
            self.committed.clone_from(&self.waiting);
        }
        for id in body["delete"].as_array().into_iter().flatten() {
            self.waiting.remove(id.as_str().expect("an id"));
        }
        for record in body.as_array().into_iter().flatten() {
            let id = record["id"].as_str().expect("an id").to_owned();
            for (name, given) in record.as_object().expect("an object").iter().filter(|(name, _)| *name != "id") {
                let field = self.fields.get(name).expect(name);
                assert_eq!(field["multiValued"] == true, given.is_array(), "{id}: {name}");
                for one in given.as_array().map_or(std::slice::from_ref(given), Vec::as_slice) {
                    assert!(is_of(field["type"].as_str().expect("a type"), one), "{id}: {name}: {one}: {field}");
                }
            }
            self.waiting.insert(id, record.clone());
        }
        json(200, &value!({"responseHeader": {"status": 0}}))
    }
}

#[test]
fn a_collection_holds_what_the_store_holds() {
    let shelf = shelf();
    let state: Arc<Mutex<State>> = Arc::default();
    let held = Arc::clone(&state);
    let server = Server::start(move |request| {
        // user:word, as the standard writes it.
        if request.header("authorization") != Some("Basic dXNlcjp3b3Jk") {
            return json(401, &value!({}));
        }
        held.lock().expect("state").answer(request)
    });
    std::fs::write(shelf.path("user"), "user:word\n").expect("written");
    let url = format!("{}/solr", server.address);
    let args: Vec<String> =
        ["--to", "solr", "--url", &url, "--back-off", "1ms", "--batch-records", "100", "--user-file", "user"]
            .map(str::to_owned)
            .into();
    server.trouble("/update", Trouble::Status(429, Some(0)));
    server.trouble("/update", Trouble::CutBehind);
    let found = || state.lock().expect("state").committed.clone();
    full_cycle(&shelf, &args, "", &found);
    let roll = found().into_values().find(|record| record.get("roll_name").is_some()).expect("a recorded vote");
    let length = |name: &str| roll[name].as_array().map(Vec::len);
    assert_eq!(length("roll_name"), length("roll_vote"));
    let place: Value = serde_json::from_str(roll["place"].as_str().expect("JSON as words")).expect("JSON");
    assert!(place[0]["page"].is_i64());
    // What is left over from before is deleted by a full load.
    let stray = value!({"id": "stray", "digest": "0"});
    state.lock().expect("state").waiting.insert("stray".to_owned(), stray);
    let ran = feed(&shelf, &[args, vec!["--full".to_owned()]].concat(), "");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(!found().contains_key("stray") && found().len() == super::expected(&shelf).len());
}
