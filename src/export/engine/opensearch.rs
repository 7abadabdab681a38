//! `OpenSearch` and `Elasticsearch`: `_bulk`, an index template, an alias.

use super::{Engine, Item, Listed, Outcome, Sent, Written, bytes};
use crate::export::fault::ExportFault;
use crate::export::http::{Answer, Client, Sent as Body, passes};
use crate::export::record::{DIGEST, Dialect, FIELDS, PLACE};
use crate::export::shape::Holds;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use ureq::http::Method;

const NDJSON: &str = "application/x-ndjson";
/// Longest key that is indexed, in characters; Lucene takes 32,766 bytes.
const LONGEST_KEY: u32 = 8_000;
/// How many records are listed at once.
const PAGE: usize = 5_000;

/// How files for it are written.
pub(in crate::export) const WRITTEN: Written = Written {
    dialect: Dialect { instants: false, seconds: false, flat: false },
    endings: ["ndjson", "ndjson"],
    bytes: bulk,
    settings: |index| vec![("index-template.json", template(index))],
};

/// An index behind an alias.
pub(in crate::export) struct OpenSearch {
    pub(in crate::export) client: Client,
    /// The alias.
    pub(in crate::export) index: String,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Action<'i> {
    Index { _id: &'i str },
    Delete { _id: &'i str },
}

/// Items as a bulk body: a line for what is to be done, then the record.
fn bulk(items: &[Item]) -> Vec<u8> {
    let mut body = Vec::with_capacity(items.iter().map(|item| 80 + item.body.as_ref().map_or(0, Vec::len)).sum());
    for item in items {
        let action =
            if item.body.is_some() { Action::Index { _id: &item.id } } else { Action::Delete { _id: &item.id } };
        body.extend(bytes(&action));
        body.push(b'\n');
        if let Some(record) = &item.body {
            body.extend_from_slice(record);
            body.push(b'\n');
        }
    }
    body
}

/// The template of all indexes of this name.
fn template(index: &str) -> Value {
    json!({
        "index_patterns": [format!("{index}-*")],
        "template": {
            "settings": {
                "analysis": {
                    "filter": {
                        "minutebook_stop": {"type": "stop", "stopwords": "_english_"},
                        "minutebook_stem": {"type": "stemmer", "language": "english"},
                        "minutebook_own": {"type": "stemmer", "language": "possessive_english"}
                    },
                    "analyzer": {
                        "minutebook_english": {
                            "type": "custom", "tokenizer": "standard",
                            "filter": ["minutebook_own", "lowercase", "asciifolding", "minutebook_stop", "minutebook_stem"]
                        },
                        "minutebook_exact": {
                            "type": "custom", "tokenizer": "standard", "filter": ["lowercase", "asciifolding"]
                        }
                    }
                }
            },
            "mappings": {
                "dynamic": "strict",
                "_meta": {"program": concat!("minutebook ", env!("CARGO_PKG_VERSION"))},
                "properties": properties(FIELDS.iter().copied())
            }
        }
    })
}

fn properties(fields: impl Iterator<Item = (&'static str, Holds)>) -> Map<String, Value> {
    fields.map(|(name, holds)| (name.to_owned(), mapping(name, holds))).collect()
}

fn mapping(name: &str, holds: Holds) -> Value {
    let own = |fields: &'static [crate::export::shape::Field]| {
        properties(fields.iter().map(|field| (field.name, field.holds)))
    };
    match holds {
        // Places are shown, not searched.
        _ if name == PLACE => json!({"type": "object", "enabled": false}),
        Holds::Key | Holds::Keys => json!({"type": "keyword", "ignore_above": LONGEST_KEY}),
        Holds::Words => json!({
            "type": "text", "analyzer": "minutebook_english",
            "fields": {
                "exact": {"type": "text", "analyzer": "minutebook_exact"},
                "key": {"type": "keyword", "ignore_above": 256}
            }
        }),
        Holds::Date => json!({"type": "date", "format": "strict_date"}),
        Holds::Whole | Holds::Span => json!({"type": "long"}),
        Holds::Figure | Holds::Bounds => json!({"type": "double"}),
        Holds::Yes => json!({"type": "boolean"}),
        Holds::One(fields) => json!({"type": "object", "dynamic": "strict", "properties": own(fields)}),
        Holds::Rows(fields) => json!({"type": "nested", "dynamic": "strict", "properties": own(fields)}),
    }
}

/// What a bulk request answers.
#[derive(Deserialize)]
struct BulkAnswer {
    items: Vec<Map<String, Value>>,
}

impl BulkAnswer {
    /// The outcome of each item: an answer of 200 says nothing of them.
    fn outcomes(&self) -> Vec<Outcome> {
        self.items
            .iter()
            .map(|item| {
                let Some((action, result)) = item.iter().next() else {
                    return Outcome::Refused("the answer does not tell of it".to_owned());
                };
                let status = result["status"].as_u64().and_then(|status| u16::try_from(status).ok()).unwrap_or(0);
                let error = &result["error"];
                let words = || {
                    let reason = error["reason"].as_str().unwrap_or("no reason given");
                    let cause =
                        error["caused_by"]["reason"].as_str().map_or(String::new(), |cause| format!(": {cause}"));
                    format!("{status} {}: {reason}{cause}", error["type"].as_str().unwrap_or("error"))
                };
                match status {
                    200..300 => Outcome::Taken,
                    // What is not there need not be deleted.
                    404 if action == "delete" => Outcome::Taken,
                    status if passes(status) => Outcome::Later(words()),
                    _ => Outcome::Refused(words()),
                }
            })
            .collect()
    }
}

impl OpenSearch {
    fn ask(&self, method: &Method, path: &str, body: Option<&Value>) -> Result<Answer, ExportFault> {
        let body = body.map(bytes);
        self.client.ask(method, path, body.as_deref().map(Body::json))
    }

    /// The indexes that the alias stands for.
    fn behind_alias(&self) -> Result<Vec<String>, ExportFault> {
        let answer = self.ask(&Method::GET, &format!("/_alias/{}", self.index), None)?;
        if answer.status == 404 {
            return Ok(Vec::new());
        }
        let indexes = answer.good()?.json()?;
        Ok(indexes.as_object().map(|indexes| indexes.keys().cloned().collect()).unwrap_or_default())
    }
}

impl Engine for OpenSearch {
    fn dialect(&self) -> Dialect {
        WRITTEN.dialect
    }

    fn swaps(&self) -> bool {
        true
    }

    fn holds(&mut self, place: &str) -> Result<bool, ExportFault> {
        let answer = self.ask(&Method::HEAD, &format!("/{place}"), None)?;
        if answer.status == 404 { Ok(false) } else { answer.good().map(|_| true) }
    }

    fn prepare(&mut self, place: &str) -> Result<(), ExportFault> {
        self.ask(&Method::PUT, &format!("/_index_template/{}", self.index), Some(&template(&self.index)))?.good()?;
        if !self.holds(place)? {
            let answer = self.ask(&Method::PUT, &format!("/{place}"), None)?;
            // A request whose answer was lost has made it already.
            if answer.status != 400 || !self.holds(place)? {
                answer.good()?;
            }
        }
        Ok(())
    }

    fn send(&mut self, place: &str, items: &[Item]) -> Result<Sent, ExportFault> {
        let body = bulk(items);
        let sent = Body { media_type: NDJSON, bytes: &body };
        let answer = self.client.ask(&Method::POST, &format!("/{place}/_bulk"), Some(sent))?;
        if answer.status == 413 {
            return Ok(Sent::Nothing("413: too large".to_owned()));
        }
        let answer = answer.good()?.json()?;
        let outcomes = BulkAnswer::deserialize(&answer).map(|answer| answer.outcomes()).unwrap_or_default();
        if outcomes.len() != items.len() {
            let what = format!("POST /{place}/_bulk");
            let words = format!("{} outcomes for {} items", outcomes.len(), items.len());
            return Err(ExportFault::Answer { what, words });
        }
        Ok(Sent::Each(outcomes))
    }

    fn publish(&mut self, place: &str, anew: bool) -> Result<(), ExportFault> {
        self.ask(&Method::POST, &format!("/{place}/_refresh"), None)?.good()?;
        if !anew {
            return Ok(());
        }
        let alias = &self.index;
        let older = self.behind_alias()?.into_iter().filter(|index| index != place);
        let mut actions = vec![json!({"add": {"index": place, "alias": alias}})];
        // In one request, so that every search meets the one or the other.
        actions.extend(older.map(|index| json!({"remove_index": {"index": index}})));
        self.ask(&Method::POST, "/_aliases", Some(&json!({"actions": actions})))?.good().map(drop)
    }

    fn discard(&mut self, place: &str) -> Result<(), ExportFault> {
        let answer = self.ask(&Method::DELETE, &format!("/{place}"), None)?;
        if answer.status == 404 { Ok(()) } else { answer.good().map(drop) }
    }

    fn list(&mut self, place: &str, take: &mut Listed<'_>) -> Result<(), ExportFault> {
        let mut after: Option<Value> = None;
        loop {
            let mut query = json!({
                "size": PAGE, "query": {"match_all": {}}, "sort": [{"id": "asc"}], "_source": [DIGEST],
                "track_total_hits": false
            });
            if let Some(after) = &after {
                query["search_after"] = after.clone();
            }
            let found = self.ask(&Method::POST, &format!("/{place}/_search"), Some(&query))?.good()?.json()?;
            let hits = found["hits"]["hits"].as_array().cloned().unwrap_or_default();
            for hit in &hits {
                take(hit["_id"].as_str().unwrap_or_default(), hit["_source"][DIGEST].as_str())?;
            }
            match hits.last() {
                Some(last) if hits.len() == PAGE => after = Some(last["sort"].clone()),
                _ => return Ok(()),
            }
        }
    }
}
