//! Feeding Meilisearch: every change is a task, which fails as a whole.

use super::server::{Request, Server, Trouble, json};
use super::{feed, full_cycle, shelf};
use serde_json::{Value, json as value};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

const KEY: &str = "a-key-of-sixteen";

type Records = BTreeMap<String, Value>;

#[derive(Default)]
struct State {
    indexes: BTreeMap<String, Records>,
    settings: BTreeMap<String, Value>,
    /// Status, type, error and the indexes of each task; looked at twice until it is done.
    tasks: Vec<(Value, bool)>,
    /// Ids of records that no batch may hold.
    bad: BTreeSet<String>,
    swaps: usize,
}

impl State {
    fn task(&mut self, kind: &str, indexes: &[&str], error: Option<&Value>) -> (u16, String, Vec<u8>) {
        let uid = self.tasks.len();
        let status = if error.is_some() { "failed" } else { "succeeded" };
        self.tasks.push((value!({"uid": uid, "type": kind, "status": status, "error": error, "of": indexes}), false));
        json(202, &value!({"taskUid": uid, "status": "enqueued", "type": kind}))
    }

    fn answer(&mut self, request: &Request) -> (u16, String, Vec<u8>) {
        let parts: Vec<&str> = request.path.trim_start_matches('/').split('/').collect();
        let missing = json(404, &value!({"code": "index_not_found", "type": "invalid_request"}));
        match (request.method.as_str(), parts.as_slice()) {
            ("GET", ["indexes", uid]) if self.indexes.contains_key(*uid) => json(200, &value!({"uid": uid})),
            ("POST", ["indexes"]) => {
                let body = request.json();
                assert_eq!(body["primaryKey"], "id");
                let uid = body["uid"].as_str().expect("a uid").to_owned();
                let there = self.indexes.contains_key(&uid);
                self.indexes.entry(uid.clone()).or_default();
                let error = there.then(|| value!({"code": "index_already_exists", "type": "invalid_request"}));
                self.task("indexCreation", &[&uid], error.as_ref())
            }
            ("DELETE", ["indexes", uid]) if self.indexes.remove(*uid).is_some() => {
                self.task("indexDeletion", &[uid], None)
            }
            ("PATCH", ["indexes", uid, "settings"]) if self.indexes.contains_key(*uid) => {
                self.settings.insert((*uid).to_owned(), request.json());
                self.task("settingsUpdate", &[uid], None)
            }
            ("POST", ["indexes", uid, "documents"]) if self.indexes.contains_key(*uid) => {
                let records = request.json().as_array().expect("a list").clone();
                let id = |record: &Value| record["id"].as_str().expect("an id").to_owned();
                if let Some(bad) = records.iter().map(id).find(|id| self.bad.contains(id)) {
                    let message = format!("Document identifier `{bad}` is invalid.");
                    let error = value!({"message": message, "code": "invalid_document_id", "type": "invalid_request"});
                    return self.task("documentAdditionOrUpdate", &[uid], Some(&error));
                }
                let index = self.indexes.get_mut(*uid).expect("an index");
                index.extend(records.into_iter().map(|record| (id(&record), record)));
                self.task("documentAdditionOrUpdate", &[uid], None)
            }
            ("POST", ["indexes", uid, "documents", "delete-batch"]) if self.indexes.contains_key(*uid) => {
                let index = self.indexes.get_mut(*uid).expect("an index");
                for id in request.json().as_array().expect("a list") {
                    index.remove(id.as_str().expect("an id"));
                }
                self.task("documentDeletion", &[uid], None)
            }
            ("GET", ["indexes", uid, "documents"]) if self.indexes.contains_key(*uid) => {
                assert_eq!(request.parameter("fields"), Some("id,digest"));
                let number = |name| request.parameter(name).and_then(|n| n.parse::<usize>().ok()).expect("a number");
                let records: Vec<&Value> =
                    self.indexes[*uid].values().skip(number("offset")).take(number("limit")).collect();
                json(200, &value!({"results": records}))
            }
            ("GET", ["tasks"]) => {
                assert_eq!(request.parameter("types"), Some("indexSwap"));
                let of = value!(request.parameter("indexUids").expect("an index"));
                let found: Vec<&Value> = self
                    .tasks
                    .iter()
                    .map(|(task, _)| task)
                    .filter(|task| {
                        task["type"] == "indexSwap" && task["of"].as_array().is_some_and(|all| all.contains(&of))
                    })
                    .collect();
                json(200, &value!({"results": found}))
            }
            ("GET", ["tasks", uid]) => {
                let (task, looked) = &mut self.tasks[uid.parse::<usize>().expect("a number")];
                let mut told = task.clone();
                if !std::mem::replace(looked, true) {
                    told["status"] = value!("processing");
                }
                json(200, &told)
            }
            ("POST", ["swap-indexes"]) => {
                let body = request.json();
                let pair: Vec<String> = serde_json::from_value(body[0]["indexes"].clone()).expect("two");
                let (a, b) = (self.indexes.remove(&pair[0]), self.indexes.remove(&pair[1]));
                self.indexes.insert(pair[0].clone(), b.expect("an index"));
                self.indexes.insert(pair[1].clone(), a.expect("an index"));
                self.swaps += 1;
                self.task("indexSwap", &[&pair[0], &pair[1]], None)
            }
            _ => missing,
        }
    }
}

#[test]
fn an_index_holds_what_the_store_holds() {
    let shelf = shelf();
    let state: Arc<Mutex<State>> = Arc::default();
    let held = Arc::clone(&state);
    let server = Server::start(move |request| {
        if request.header("authorization") != Some(&format!("Bearer {KEY}")) {
            return json(401, &value!({"code": "missing_authorization_header"}));
        }
        held.lock().expect("state").answer(request)
    });
    let args: Vec<String> =
        ["--to", "meilisearch", "--url", &server.address, "--back-off", "1ms", "--batch-records", "100"]
            .map(str::to_owned)
            .into();
    // The swap is carried out and its answer lost: it is not asked for twice.
    server.trouble("/swap-indexes", Trouble::CutBehind);
    server.trouble("/documents", Trouble::Status(503, None));
    let found = || state.lock().expect("state").indexes["minutebook"].clone();
    full_cycle(&shelf, &args, KEY, &found);
    let locked = state.lock().expect("state");
    assert_eq!(locked.indexes.keys().collect::<Vec<_>>(), ["minutebook"], "nothing is left of loading");
    assert_eq!(locked.swaps, 2, "one for each full load");
    let settings = &locked.settings.values().next().expect("settings");
    for (list, name) in
        [("searchableAttributes", "text"), ("filterableAttributes", "outcome"), ("sortableAttributes", "date_seconds")]
    {
        assert!(settings[list].as_array().expect("a list").contains(&value!(name)), "{list}");
    }
    drop(locked);
    let dated = found().into_values().find(|record| record["date"] == "2019-06-04").expect("a record of that day");
    assert_eq!(dated["date_seconds"], 1_559_606_400);
}

#[test]
fn one_bad_record_of_a_batch_is_found_and_the_others_are_taken() {
    let shelf = shelf();
    let state: Arc<Mutex<State>> = Arc::default();
    let bad = super::expected(&shelf).keys().nth(33).expect("a record").clone();
    state.lock().expect("state").bad.insert(bad.clone());
    let held = Arc::clone(&state);
    let server = Server::start(move |request| held.lock().expect("state").answer(request));
    let args: Vec<String> = ["--to", "meilisearch", "--url", &server.address].map(str::to_owned).into();
    let ran = feed(&shelf, &args, KEY);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(ran.stderr.contains(&format!("Document identifier `{bad}` is invalid.")), "{}", ran.stderr);
    let mut expected = super::expected(&shelf);
    expected.remove(&bad);
    let found = state.lock().expect("state").indexes["minutebook"].clone();
    assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
}
