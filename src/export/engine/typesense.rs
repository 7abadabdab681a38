//! Typesense: a collection with a schema, imported line by line, behind an alias.

use super::{Engine, Item, Listed, Outcome, Sent, Written, bytes};
use crate::export::fault::ExportFault;
use crate::export::http::{Answer, Client, Sent as Body, passes};
use crate::export::record::{DIGEST, Dialect, FIELDS, PLACE, SECONDS};
use crate::export::shape::Holds;
use serde_json::{Value, json};
use ureq::http::Method;

/// Most characters of ids in the address of a deletion.
const LONGEST_FILTER: usize = 3_000;

/// How files for it are written.
pub(in crate::export) const WRITTEN: Written = Written {
    dialect: Dialect { instants: false, seconds: true, flat: false },
    endings: ["jsonl", "txt"],
    bytes: lines,
    settings: |index| vec![("collection.json", schema(index))],
};

/// A collection behind an alias.
pub(in crate::export) struct Typesense {
    pub(in crate::export) client: Client,
    /// The alias.
    pub(in crate::export) index: String,
}

/// Records, or ids of deletions, one a line.
fn lines(items: &[Item]) -> Vec<u8> {
    let mut body = Vec::new();
    for item in items {
        body.extend_from_slice(item.body.as_deref().unwrap_or(item.id.as_bytes()));
        body.push(b'\n');
    }
    body
}

/// The schema of a collection.
fn schema(name: &str) -> Value {
    // The id is every collection's own.
    let mut fields: Vec<Value> = FIELDS
        .iter()
        .filter(|(name, _)| *name != "id")
        .map(|(name, holds)| match holds {
            _ if *name == PLACE => json!({"name": name, "type": "object[]", "index": false, "optional": true}),
            Holds::Key if *name == DIGEST => {
                json!({"name": name, "type": "string", "index": false, "optional": true})
            }
            Holds::Key | Holds::Date => {
                json!({"name": name, "type": "string", "facet": true, "optional": true})
            }
            Holds::Words => json!({"name": name, "type": "string", "optional": true, "stem": true}),
            Holds::Whole => json!({"name": name, "type": "int64", "facet": true, "optional": true}),
            Holds::Figure => json!({"name": name, "type": "float", "optional": true}),
            Holds::Yes => json!({"name": name, "type": "bool", "facet": true, "optional": true}),
            Holds::Keys => json!({"name": name, "type": "string[]", "facet": true, "optional": true}),
            Holds::Bounds => json!({"name": name, "type": "float[]", "optional": true}),
            Holds::Span => json!({"name": name, "type": "int64[]", "optional": true}),
            Holds::One(_) => json!({"name": name, "type": "object", "optional": true}),
            Holds::Rows(_) => json!({"name": name, "type": "object[]", "optional": true}),
        })
        .collect();
    fields.push(json!({"name": SECONDS, "type": "int64", "sort": true, "optional": true}));
    json!({"name": name, "enable_nested_fields": true, "fields": fields})
}

impl Typesense {
    fn ask(&self, method: &Method, path: &str, body: Option<&Value>) -> Result<Answer, ExportFault> {
        let body = body.map(bytes);
        self.client.ask(method, path, body.as_deref().map(Body::json))
    }

    fn import(&self, place: &str, records: &[Item]) -> Result<Vec<Outcome>, ExportFault> {
        let body = lines(records);
        let path = format!("/collections/{place}/documents/import?action=upsert");
        let sent = Body { media_type: "text/plain", bytes: &body };
        let answer = self.client.ask(&Method::POST, &path, Some(sent))?.good()?;
        // The answer is a line for each record, whatever the status says.
        Ok(answer.body.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).map(outcome).collect())
    }

    fn delete(&self, place: &str, gone: &[&Item]) -> Result<(), ExportFault> {
        let mut waiting = gone.iter().map(|item| item.id.as_str()).peekable();
        while waiting.peek().is_some() {
            let mut ids = String::new();
            while let Some(id) = waiting.next_if(|id| ids.is_empty() || ids.len() + id.len() < LONGEST_FILTER) {
                if !ids.is_empty() {
                    ids.push(',');
                }
                ids.push_str(id);
            }
            let path = format!("/collections/{place}/documents?filter_by=id:%5B{ids}%5D");
            self.ask(&Method::DELETE, &path, None)?.good()?;
        }
        Ok(())
    }
}

/// What a line of an import's answer tells.
fn outcome(line: &[u8]) -> Outcome {
    let told: Value = serde_json::from_slice(line).unwrap_or_default();
    if told["success"] == true {
        return Outcome::Taken;
    }
    let words = told["error"].as_str().unwrap_or("no reason given").to_owned();
    let status = told["code"].as_u64().and_then(|code| u16::try_from(code).ok()).unwrap_or(400);
    if passes(status) { Outcome::Later(words) } else { Outcome::Refused(words) }
}

impl Engine for Typesense {
    fn dialect(&self) -> Dialect {
        WRITTEN.dialect
    }

    fn swaps(&self) -> bool {
        true
    }

    fn holds(&mut self, place: &str) -> Result<bool, ExportFault> {
        let answer = self.ask(&Method::GET, &format!("/collections/{place}"), None)?;
        if answer.status == 404 { Ok(false) } else { answer.good().map(|_| true) }
    }

    fn prepare(&mut self, place: &str) -> Result<(), ExportFault> {
        if self.holds(place)? {
            return Ok(());
        }
        let answer = self.ask(&Method::POST, "/collections", Some(&schema(place)))?;
        // A request whose answer was lost has made it already.
        if answer.status == 409 { Ok(()) } else { answer.good().map(drop) }
    }

    fn send(&mut self, place: &str, items: &[Item]) -> Result<Sent, ExportFault> {
        let (records, gone): (Vec<&Item>, Vec<&Item>) = items.iter().partition(|item| item.body.is_some());
        let mut outcomes = Vec::new();
        if !records.is_empty() {
            let records: Vec<Item> = records.into_iter().cloned().collect();
            outcomes = self.import(place, &records)?;
            if outcomes.len() != records.len() {
                let words = format!("{} outcomes for {} records", outcomes.len(), records.len());
                return Err(ExportFault::Answer { what: "import".to_owned(), words });
            }
        }
        self.delete(place, &gone)?;
        let mut outcomes = outcomes.into_iter();
        let each = items.iter().map(|item| match item.body {
            Some(_) => outcomes.next().unwrap_or(Outcome::Taken),
            None => Outcome::Taken,
        });
        Ok(Sent::Each(each.collect()))
    }

    fn publish(&mut self, place: &str, anew: bool) -> Result<(), ExportFault> {
        if !anew {
            return Ok(());
        }
        let path = format!("/aliases/{}", self.index);
        let answer = self.ask(&Method::GET, &path, None)?;
        let before = if answer.status == 404 { Value::Null } else { answer.good()?.json()? };
        self.ask(&Method::PUT, &path, Some(&json!({"collection_name": place})))?.good()?;
        match before["collection_name"].as_str() {
            Some(older) if older != place => self.discard(older),
            _ => Ok(()),
        }
    }

    fn discard(&mut self, place: &str) -> Result<(), ExportFault> {
        let answer = self.ask(&Method::DELETE, &format!("/collections/{place}"), None)?;
        if answer.status == 404 { Ok(()) } else { answer.good().map(drop) }
    }

    fn list(&mut self, place: &str, take: &mut Listed<'_>) -> Result<(), ExportFault> {
        let path = format!("/collections/{place}/documents/export?include_fields=id,{DIGEST}");
        self.client.lines(&path, &mut |line| {
            let record: Value = serde_json::from_slice(line)
                .map_err(|cause| ExportFault::Answer { what: "export".to_owned(), words: cause.to_string() })?;
            take(record["id"].as_str().unwrap_or_default(), record[DIGEST].as_str())
        })
    }
}
