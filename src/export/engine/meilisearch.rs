//! Meilisearch: every change is a task that is waited for; a new index is swapped with the old one.

use super::{Engine, Item, Listed, Sent, Written, array, bytes};
use crate::export::fault::ExportFault;
use crate::export::http::{Answer, Client, Sent as Body};
use crate::export::record::{DIGEST, Dialect, FIELDS, SECONDS};
use crate::export::shape::Holds;
use serde_json::{Value, json};
use std::thread;
use std::time::Duration;
use ureq::http::Method;

/// Shortest and longest wait between two looks at a task.
const GLANCES: [Duration; 2] = [Duration::from_millis(20), Duration::from_secs(2)];
/// How many records are listed at once.
const PAGE: u64 = 5_000;
/// Fields to sort by.
const SORTED: &[&str] = &["date", SECONDS, "title"];

/// How files for it are written.
pub(in crate::export) const WRITTEN: Written = Written {
    dialect: Dialect { instants: false, seconds: true, flat: false },
    endings: ["json", "json"],
    bytes: |items| match items.first() {
        Some(Item { body: Some(_), .. }) => array(items.iter().filter_map(|item| item.body.as_deref())),
        _ => bytes(&items.iter().map(|item| &item.id).collect::<Vec<_>>()),
    },
    settings: |_| vec![("settings.json", settings())],
};

/// An index.
pub(in crate::export) struct Meilisearch {
    pub(in crate::export) client: Client,
    pub(in crate::export) index: String,
}

/// What is searched, filtered by and sorted by.
fn settings() -> Value {
    let named = |wanted: fn(Holds) -> bool| -> Vec<&str> {
        FIELDS.iter().filter(|(_, holds)| wanted(*holds)).map(|(name, _)| *name).collect()
    };
    let searched = named(|holds| matches!(holds, Holds::Words));
    let mut filtered =
        named(|holds| matches!(holds, Holds::Key | Holds::Keys | Holds::Date | Holds::Whole | Holds::Yes));
    filtered.extend([SECONDS, "roll.name", "roll.vote", "votes.for", "votes.against"]);
    let mut searched: Vec<&str> = searched;
    searched.extend(["owners", "roll.name", "clauses.text", "members.name"]);
    json!({"searchableAttributes": searched, "filterableAttributes": filtered, "sortableAttributes": SORTED})
}

impl Meilisearch {
    fn ask(&self, method: &Method, path: &str, body: Option<&[u8]>) -> Result<Answer, ExportFault> {
        self.client.ask(method, path, body.map(Body::json))
    }

    /// Waits for the task that an answer tells of; what it failed for, if it did.
    fn done(&self, answer: Answer) -> Result<Option<Value>, ExportFault> {
        let task = answer.good()?.json()?;
        let uid = task["taskUid"].as_u64().or(task["uid"].as_u64());
        let Some(uid) = uid else {
            return Err(ExportFault::Answer { what: "a task".to_owned(), words: "has no number".to_owned() });
        };
        let [mut wait, longest] = GLANCES;
        loop {
            let task = self.ask(&Method::GET, &format!("/tasks/{uid}"), None)?.good()?.json()?;
            match task["status"].as_str() {
                Some("succeeded") => return Ok(None),
                Some("failed" | "canceled") => return Ok(Some(task["error"].clone())),
                _ => {}
            }
            thread::sleep(wait);
            wait = (wait * 2).min(longest);
        }
    }

    /// Waits for a task that has to succeed, or to have failed for this reason.
    fn succeeded(&self, what: &str, answer: Answer, or: &str) -> Result<(), ExportFault> {
        match self.done(answer)? {
            Some(error) if error["code"] != or => Err(failed(what, &error)),
            _ => Ok(()),
        }
    }

    /// The task that swaps a place that was loaded, if there is one.
    fn swap_task(&self, place: &str) -> Result<Option<u64>, ExportFault> {
        let path = format!("/tasks?types=indexSwap&indexUids={place}&statuses=enqueued,processing,succeeded");
        let tasks = self.ask(&Method::GET, &path, None)?.good()?.json()?;
        Ok(tasks["results"][0]["uid"].as_u64())
    }

    /// What became of a task that changes records.
    fn changed(&self, what: &str, answer: Answer) -> Result<Option<String>, ExportFault> {
        if answer.status == 413 {
            return Ok(Some("413: too large".to_owned()));
        }
        match self.done(answer)? {
            None => Ok(None),
            // What is wrong with the index or the server is not the fault of a record.
            Some(error) if error["type"] != "invalid_request" || is_of_index(&error) => Err(failed(what, &error)),
            Some(error) => Ok(Some(error["message"].as_str().unwrap_or("no reason given").to_owned())),
        }
    }
}

fn is_of_index(error: &Value) -> bool {
    error["code"].as_str().is_some_and(|code| code.starts_with("index_"))
}

fn failed(what: &str, error: &Value) -> ExportFault {
    let words = error["message"].as_str().unwrap_or("the task failed").to_owned();
    ExportFault::Answer { what: what.to_owned(), words }
}

impl Engine for Meilisearch {
    fn dialect(&self) -> Dialect {
        WRITTEN.dialect
    }

    fn swaps(&self) -> bool {
        true
    }

    /// What was loaded stands under the name of the index as soon as it is swapped.
    fn live_place(&self, _loaded: &str) -> String {
        self.index.clone()
    }

    fn was_published(&mut self, loaded: &str) -> Result<bool, ExportFault> {
        self.swap_task(loaded).map(|task| task.is_some())
    }

    fn holds(&mut self, place: &str) -> Result<bool, ExportFault> {
        let answer = self.ask(&Method::GET, &format!("/indexes/{place}"), None)?;
        if answer.status == 404 { Ok(false) } else { answer.good().map(|_| true) }
    }

    fn prepare(&mut self, place: &str) -> Result<(), ExportFault> {
        if !self.holds(place)? {
            let made = self.ask(&Method::POST, "/indexes", Some(&bytes(&json!({"uid": place, "primaryKey": "id"}))))?;
            self.succeeded("making an index", made, "index_already_exists")?;
        }
        let path = format!("/indexes/{place}/settings");
        let set = self.ask(&Method::PATCH, &path, Some(&bytes(&settings())))?;
        self.succeeded("settings", set, "")
    }

    fn send(&mut self, place: &str, items: &[Item]) -> Result<Sent, ExportFault> {
        let (records, gone): (Vec<&Item>, Vec<&Item>) = items.iter().partition(|item| item.body.is_some());
        if !records.is_empty() {
            let body = array(records.iter().filter_map(|item| item.body.as_deref()));
            let path = format!("/indexes/{place}/documents");
            let answer = self.ask(&Method::POST, &path, Some(&body))?;
            if let Some(words) = self.changed("adding records", answer)? {
                return Ok(Sent::Nothing(words));
            }
        }
        if !gone.is_empty() {
            let body = bytes(&gone.iter().map(|item| &item.id).collect::<Vec<_>>());
            let path = format!("/indexes/{place}/documents/delete-batch");
            let answer = self.ask(&Method::POST, &path, Some(&body))?;
            if let Some(words) = self.changed("deleting records", answer)? {
                return Ok(Sent::Nothing(words));
            }
        }
        Ok(Sent::all(items))
    }

    fn publish(&mut self, place: &str, anew: bool) -> Result<(), ExportFault> {
        if !anew {
            return Ok(());
        }
        let live = self.index.clone();
        if !self.holds(&live)? {
            self.prepare(&live)?;
        }
        // To swap twice is not to swap, so it is asked for once and then looked for.
        let swap = bytes(&json!([{"indexes": [live, place]}]));
        let manner = self.client.manner();
        for tried in 1..=manner.tries {
            if let Some(task) = self.swap_task(place)? {
                let answer = self.ask(&Method::GET, &format!("/tasks/{task}"), None)?;
                self.succeeded("swapping indexes", answer, "")?;
                return self.discard(place);
            }
            if tried > 1 {
                thread::sleep(manner.wait(tried, None));
            }
            if let Some(answer) = self.client.ask_once(&Method::POST, "/swap-indexes", Some(Body::json(&swap)))
                && (400..500).contains(&answer.status)
                && answer.status != 429
            {
                return Err(answer.refused());
            }
        }
        let words = "the indexes are not swapped".to_owned();
        Err(ExportFault::Unreachable { what: "POST /swap-indexes".to_owned(), words })
    }

    fn discard(&mut self, place: &str) -> Result<(), ExportFault> {
        let answer = self.ask(&Method::DELETE, &format!("/indexes/{place}"), None)?;
        if answer.status == 404 { Ok(()) } else { self.succeeded("deleting an index", answer, "index_not_found") }
    }

    fn list(&mut self, place: &str, take: &mut Listed<'_>) -> Result<(), ExportFault> {
        let mut offset = 0;
        loop {
            let path = format!("/indexes/{place}/documents?fields=id,{DIGEST}&limit={PAGE}&offset={offset}");
            let found = self.ask(&Method::GET, &path, None)?.good()?.json()?;
            let records = found["results"].as_array().cloned().unwrap_or_default();
            for record in &records {
                take(record["id"].as_str().unwrap_or_default(), record[DIGEST].as_str())?;
            }
            offset += PAGE;
            if (records.len() as u64) < PAGE {
                return Ok(());
            }
        }
    }
}
