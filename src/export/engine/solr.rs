//! Solr: updates that nobody sees before they are committed; fields within fields are lists of their own.

use super::{Engine, Item, Listed, Sent, Written, array, bytes};
use crate::export::fault::ExportFault;
use crate::export::http::{Answer, Client, Sent as Body};
use crate::export::record::{DIGEST, Dialect, FIELDS, PLACE, flat_name};
use crate::export::shape::Holds;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use ureq::http::Method;

/// How many records are listed at once.
const PAGE: u32 = 5_000;

/// How files for it are written.
pub(in crate::export) const WRITTEN: Written = Written {
    dialect: Dialect { instants: true, seconds: false, flat: true },
    endings: ["json", "json"],
    bytes: |items| match items.first() {
        Some(Item { body: Some(_), .. }) => array(items.iter().filter_map(|item| item.body.as_deref())),
        _ => bytes(&deletion(items)),
    },
    settings: |_| vec![("schema.json", json!({"add-field": fields()}))],
};

/// A core or a collection.
pub(in crate::export) struct Solr {
    pub(in crate::export) client: Client,
}

fn deletion<'i>(items: impl IntoIterator<Item = &'i Item>) -> Value {
    json!({"delete": items.into_iter().map(|item| item.id.as_str()).collect::<Vec<_>>()})
}

/// The fields, with types of the schema that Solr comes with.
fn fields() -> Vec<Value> {
    let mut fields = Vec::new();
    let mut add = |name: &str, kind: &str, many: bool| {
        fields.push(json!({"name": name, "type": kind, "stored": true, "multiValued": many, "docValues": false}));
    };
    for (name, holds) in FIELDS.iter().filter(|(name, _)| *name != "id") {
        match holds {
            _ if *name == PLACE => add(name, "string", false),
            Holds::One(own) | Holds::Rows(own) => {
                for field in *own {
                    add(&flat_name(name, field.name), kind(field.holds), true);
                }
            }
            Holds::Keys | Holds::Bounds | Holds::Span => add(name, kind(*holds), true),
            single => add(name, kind(*single), false),
        }
    }
    // A place is as long as it is, and no word to search for.
    for field in fields.iter_mut().filter(|field| field["name"] == PLACE) {
        field["indexed"] = json!(false);
    }
    // What is grouped, sorted and counted by is kept in columns.
    for field in fields.iter_mut().filter(|field| field["type"] != "text_en" && field["name"] != PLACE) {
        field["docValues"] = json!(field["multiValued"] == false);
    }
    fields
}

fn kind(holds: Holds) -> &'static str {
    match holds {
        Holds::Words => "text_en",
        Holds::Date => "pdate",
        Holds::Whole | Holds::Span => "plong",
        Holds::Figure | Holds::Bounds => "pdouble",
        Holds::Yes => "boolean",
        Holds::Key | Holds::Keys | Holds::One(_) | Holds::Rows(_) => "string",
    }
}

impl Solr {
    fn ask(&self, method: &Method, path: &str, body: Option<&[u8]>) -> Result<Answer, ExportFault> {
        self.client.ask(method, path, body.map(Body::json))
    }

    /// Sends an update; what it is refused for, where that may lie in a record.
    fn update(&self, place: &str, body: &[u8]) -> Result<Option<String>, ExportFault> {
        let answer = self.ask(&Method::POST, &format!("/{place}/update"), Some(body))?;
        if matches!(answer.status, 400 | 413) {
            let status = answer.status;
            let words = answer.words();
            let told: Value = answer.json().unwrap_or_default();
            return Ok(Some(format!("{status} {}", told["error"]["msg"].as_str().unwrap_or(&words))));
        }
        answer.good().map(|_| None)
    }
}

impl Engine for Solr {
    fn dialect(&self) -> Dialect {
        WRITTEN.dialect
    }

    fn swaps(&self) -> bool {
        false
    }

    fn holds(&mut self, place: &str) -> Result<bool, ExportFault> {
        let answer = self.ask(&Method::GET, &format!("/{place}/schema/fields"), None)?;
        if answer.status == 404 { Ok(false) } else { answer.good().map(|_| true) }
    }

    fn prepare(&mut self, place: &str) -> Result<(), ExportFault> {
        let there = self.ask(&Method::GET, &format!("/{place}/schema/fields"), None)?.good()?.json()?;
        let there: BTreeSet<&str> =
            there["fields"].as_array().into_iter().flatten().filter_map(|field| field["name"].as_str()).collect();
        let lacking: Vec<Value> =
            fields().into_iter().filter(|field| !there.contains(field["name"].as_str().unwrap_or_default())).collect();
        if lacking.is_empty() {
            return Ok(());
        }
        let body = bytes(&json!({"add-field": lacking}));
        self.ask(&Method::POST, &format!("/{place}/schema"), Some(&body))?.good().map(drop)
    }

    fn send(&mut self, place: &str, items: &[Item]) -> Result<Sent, ExportFault> {
        let (records, gone): (Vec<&Item>, Vec<&Item>) = items.iter().partition(|item| item.body.is_some());
        let mut bodies = Vec::new();
        if !records.is_empty() {
            bodies.push(array(records.iter().filter_map(|item| item.body.as_deref())));
        }
        if !gone.is_empty() {
            bodies.push(bytes(&deletion(gone)));
        }
        for body in bodies {
            if let Some(words) = self.update(place, &body)? {
                return Ok(Sent::Nothing(words));
            }
        }
        Ok(Sent::all(items))
    }

    fn publish(&mut self, place: &str, _anew: bool) -> Result<(), ExportFault> {
        let body = bytes(&json!({"commit": {}}));
        self.ask(&Method::POST, &format!("/{place}/update"), Some(&body))?.good().map(drop)
    }

    fn discard(&mut self, _place: &str) -> Result<(), ExportFault> {
        Ok(())
    }

    fn list(&mut self, place: &str, take: &mut Listed<'_>) -> Result<(), ExportFault> {
        // What was sent and not committed would not be found.
        self.publish(place, false)?;
        let mut mark = "*".to_owned();
        loop {
            let encoded = utf8_percent_encode(&mark, NON_ALPHANUMERIC);
            let path =
                format!("/{place}/select?q=*:*&fl=id,{DIGEST}&sort=id%20asc&rows={PAGE}&wt=json&cursorMark={encoded}");
            let found = self.ask(&Method::GET, &path, None)?.good()?.json()?;
            for record in found["response"]["docs"].as_array().into_iter().flatten() {
                take(record["id"].as_str().unwrap_or_default(), record[DIGEST].as_str())?;
            }
            let next = found["nextCursorMark"].as_str().unwrap_or_default();
            if next.is_empty() || next == mark {
                return Ok(());
            }
            next.clone_into(&mut mark);
        }
    }
}
