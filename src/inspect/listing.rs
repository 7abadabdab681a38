//! The records of a document in one list, whatever their kind, with their boxes.

use super::Layer;
use crate::record::{Document, Place};
use serde::Serialize;
use serde_json::{Map, Value};

/// Most records that are listed; the rest is counted.
const MOST: usize = 20_000;
/// Longest account of what was read, in characters.
const LONGEST: usize = 4_000;
/// Fields that name a record in the list, the first that is there.
const NAMES: [&str; 9] = ["title", "item_title", "heading", "caption", "name", "item", "body", "message", "text"];
/// Fields that are too long for the account.
const LONG: [&str; 4] = ["rows", "facts", "parts", "paragraphs"];
/// Kinds of records by the list that holds them.
const KINDS: [(&str, &str); 17] = [
    ("agenda_items", "agenda item"),
    ("minutes", "minutes"),
    ("attendance", "attendance"),
    ("items", "minute"),
    ("decisions", "decision"),
    ("actions", "action"),
    ("interests", "interest"),
    ("action_logs", "action log"),
    ("reports", "report"),
    ("appendices", "appendix"),
    ("plans", "plan"),
    ("entries", "entry"),
    ("appointments", "appointment"),
    ("tables", "table"),
    ("sections", "section"),
    ("unclaimed", "unclaimed"),
    ("diagnostics", "diagnostic"),
];

/// A record, as far as the list tells it.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// What kind of record.
    pub(super) kind: &'static str,
    /// On which layer its boxes lie.
    pub(super) layer: Layer,
    /// Its id, or its place among its like.
    pub(super) id: String,
    /// Words to know it by.
    pub(super) name: String,
    /// How deep it lies in other records.
    pub(super) depth: usize,
    /// What was read, as JSON without the records within.
    pub(super) read: String,
    /// Where it stands on the pages that are shown.
    pub(super) places: Vec<Place>,
}

/// The records that stand on pages that are shown.
pub(super) struct Listing {
    /// In the order of the document.
    pub(super) entries: Vec<Entry>,
    /// Records that are too many to show.
    pub(super) left_out: usize,
}

impl Listing {
    /// Lists the records of a document.
    pub(super) fn of(document: &Document, shown: &impl Fn(u32) -> bool) -> Self {
        let mut listing = Self { entries: Vec::new(), left_out: 0 };
        listing.list("agenda_items", &document.agenda_items, shown);
        listing.list("minutes", &document.minutes, shown);
        listing.list("action_logs", &document.action_logs, shown);
        listing.list("reports", &document.reports, shown);
        listing.list("plans", &document.plans, shown);
        listing.list("appointments", &document.appointments, shown);
        listing.list("tables", &document.tables, shown);
        listing.list("sections", &document.sections, shown);
        listing.list("unclaimed", &document.unclaimed, shown);
        listing.list("diagnostics", &document.diagnostics, shown);
        listing
    }

    fn list<T: Serialize>(&mut self, key: &str, records: &[T], shown: &impl Fn(u32) -> bool) {
        for (index, record) in records.iter().enumerate() {
            // One record at a time: the whole document as values would be several times its size.
            if let Ok(Value::Object(fields)) = serde_json::to_value(record) {
                self.record(key, index, fields, 0, shown);
            }
        }
    }

    fn record(
        &mut self,
        key: &str,
        index: usize,
        mut fields: Map<String, Value>,
        depth: usize,
        shown: &impl Fn(u32) -> bool,
    ) {
        let places: Vec<Place> =
            fields.remove("place").and_then(|place| serde_json::from_value(place).ok()).unwrap_or_default();
        let places: Vec<Place> = places.into_iter().filter(|place| shown(place.page)).collect();
        let mut within = Vec::new();
        for (name, field) in &mut fields {
            if let Value::Array(values) = field
                && values.iter().any(|value| value.get("place").is_some())
            {
                within.push((name.clone(), std::mem::take(values)));
            }
        }
        for (name, values) in &within {
            fields.insert(name.clone(), Value::String(format!("{} records", values.len())));
        }
        if !places.is_empty() {
            if self.entries.len() < MOST {
                self.entries.push(entry(key, index, fields, depth, places));
            } else {
                self.left_out += 1;
            }
        }
        for (name, values) in within {
            for (index, value) in values.into_iter().enumerate() {
                if let Value::Object(fields) = value {
                    self.record(&name, index, fields, depth + 1, shown);
                }
            }
        }
    }
}

fn entry(key: &str, index: usize, mut fields: Map<String, Value>, depth: usize, places: Vec<Place>) -> Entry {
    let kind = KINDS.iter().find(|(list, _)| *list == key).map_or("record", |(_, kind)| kind);
    let layer = match key {
        "tables" => Layer::Tables,
        "sections" => Layer::Sections,
        "unclaimed" => Layer::Unclaimed,
        _ => Layer::Records,
    };
    let words = |field: &str| fields.get(field).and_then(Value::as_str);
    let id = words("id").map_or_else(|| (index + 1).to_string(), str::to_owned);
    let name = NAMES.iter().find_map(|name| words(name)).unwrap_or_default();
    let name = super::view::short(name);
    for long in LONG {
        if let Some(Value::Array(values)) = fields.get(long) {
            let count = format!("{} of them", values.len());
            fields.insert(long.to_owned(), Value::String(count));
        }
    }
    let mut read = format!("{:#}", Value::Object(fields));
    if let Some((at, _)) = read.char_indices().nth(LONGEST) {
        read.truncate(at);
        read.push('…');
    }
    Entry { kind, layer, id, name, depth, read, places }
}
