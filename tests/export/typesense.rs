//! Feeding Typesense: a line for each record, and a line of answer.

use super::server::{Request, Server, Trouble, json};
use super::{feed, full_cycle, shelf};
use serde_json::{Value, json as value};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

const KEY: &str = "xyz-typesense";

#[derive(Default)]
struct State {
    collections: BTreeMap<String, (Value, BTreeMap<String, Value>)>,
    aliases: BTreeMap<String, String>,
    bad: BTreeSet<String>,
}

/// Whether a value is of a type of a schema.
fn is_of(kind: &str, given: &Value) -> bool {
    if let Some(one) = kind.strip_suffix("[]") {
        return given.as_array().is_some_and(|all| all.iter().all(|given| is_of(one, given)));
    }
    match kind {
        "string" => given.is_string(),
        "int64" => given.is_i64(),
        "float" => given.is_number(),
        "bool" => given.is_boolean(),
        "object" => given.is_object(),
        _ => false,
    }
}

impl State {
    fn answer(&mut self, request: &Request) -> (u16, String, Vec<u8>) {
        if request.header("x-typesense-api-key") != Some(KEY) {
            return json(401, &value!({"message": "Forbidden"}));
        }
        let parts: Vec<&str> = request.path.trim_start_matches('/').split('/').collect();
        let missing = json(404, &value!({"message": "Not Found"}));
        let name = |name: &str| self.aliases.get(name).cloned().unwrap_or(name.to_owned());
        match (request.method.as_str(), parts.as_slice()) {
            ("GET", ["collections", of]) if self.collections.contains_key(&name(of)) => {
                json(200, &value!({"name": of}))
            }
            ("POST", ["collections"]) => {
                let schema = request.json();
                assert_eq!(schema["enable_nested_fields"], true);
                assert!(schema["fields"].as_array().expect("fields").iter().all(|field| field["name"] != "id"));
                let name = schema["name"].as_str().expect("a name").to_owned();
                if self.collections.contains_key(&name) {
                    return json(409, &value!({"message": "exists"}));
                }
                self.collections.insert(name, (schema, BTreeMap::new()));
                json(201, &value!({}))
            }
            ("DELETE", ["collections", of]) if self.collections.remove(*of).is_some() => json(200, &value!({})),
            ("POST", ["collections", of, "documents", "import"]) if self.collections.contains_key(*of) => {
                assert_eq!(request.header("content-type"), Some("text/plain"));
                assert_eq!(request.parameter("action"), Some("upsert"));
                let (schema, held) = self.collections.get_mut(*of).expect("a collection");
                let fields = schema["fields"].as_array().expect("fields").clone();
                let mut answer = String::new();
                for record in request.lines() {
                    let id = record["id"].as_str().expect("an id").to_owned();
                    let told = if self.bad.remove(&id) {
                        value!({"success": false, "error": "Bad JSON.", "code": 400, "document": ""})
                    } else {
                        for (name, given) in
                            record.as_object().expect("an object").iter().filter(|(name, _)| *name != "id")
                        {
                            let field = fields.iter().find(|field| field["name"] == **name).expect(name);
                            assert!(is_of(field["type"].as_str().expect("a type"), given), "{id}: {name}: {given}");
                        }
                        held.insert(id, record);
                        value!({"success": true})
                    };
                    answer.push_str(&told.to_string());
                    answer.push('\n');
                }
                (200, "text/plain".to_owned(), answer.trim_end().as_bytes().to_vec())
            }
            ("DELETE", ["collections", of, "documents"]) => {
                let filter = request.parameter("filter_by").expect("a filter");
                assert!(filter.len() < 4000, "longer than a filter may be");
                let ids = filter.strip_prefix("id:%5B").and_then(|rest| rest.strip_suffix("%5D")).expect("ids");
                let (_, held) = self.collections.get_mut(*of).expect("a collection");
                let count = ids.split(',').filter(|id| held.remove(*id).is_some()).count();
                json(200, &value!({"num_deleted": count}))
            }
            ("GET", ["collections", of, "documents", "export"]) => {
                assert_eq!(request.parameter("include_fields"), Some("id,digest"));
                let Some((_, held)) = self.collections.get(&name(of)) else { return missing };
                let lines: Vec<String> = held
                    .iter()
                    .map(|(id, record)| value!({"id": id, "digest": record["digest"]}).to_string())
                    .collect();
                (200, "text/plain".to_owned(), lines.join("\n").into_bytes())
            }
            ("GET", ["aliases", alias]) => match self.aliases.get(*alias) {
                Some(name) => json(200, &value!({"name": alias, "collection_name": name})),
                None => missing,
            },
            ("PUT", ["aliases", alias]) => {
                let name = request.json()["collection_name"].as_str().expect("a name").to_owned();
                assert!(self.collections.contains_key(&name));
                self.aliases.insert((*alias).to_owned(), name);
                json(200, &value!({}))
            }
            _ => missing,
        }
    }
}

#[test]
fn a_collection_holds_what_the_store_holds() {
    let shelf = shelf();
    let state: Arc<Mutex<State>> = Arc::default();
    let held = Arc::clone(&state);
    let server = Server::start(move |request| held.lock().expect("state").answer(request));
    let args: Vec<String> =
        ["--to", "typesense", "--url", &server.address, "--back-off", "1ms", "--batch-records", "100"]
            .map(str::to_owned)
            .into();
    server.trouble("/import", Trouble::Cut);
    server.trouble("/import", Trouble::Status(503, Some(0)));
    let found = || {
        let state = state.lock().expect("state");
        state.collections[&state.aliases["minutebook"]].1.clone()
    };
    full_cycle(&shelf, &args, KEY, &found);
    assert_eq!(state.lock().expect("state").collections.len(), 1, "the older collection is gone");
    // One line that is refused.
    let bad = super::expected(&shelf).keys().nth(12).expect("a record").clone();
    state.lock().expect("state").bad.insert(bad.clone());
    let full = [args.clone(), vec!["--full".to_owned()]].concat();
    let ran = feed(&shelf, &full, KEY);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(ran.stderr.contains(&bad) && ran.stderr.contains("Bad JSON."), "{}", ran.stderr);
    assert!(!found().contains_key(&bad));
    let ran = feed(&shelf, &args, KEY);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(found().contains_key(&bad));
}
