//! Ids have their form, are unique in their document, and what is named by an id is there.

use minutebook::record::Document;
use serde_json::Value;
use std::collections::BTreeSet;

/// Longest id.
const LONGEST: usize = 200;

/// Fields that name other records: whose ids they hold.
const NAMED: [(&str, &[&str]); 7] = [
    ("report_ids", &["reports"]),
    ("minutes_ids", &["minutes"]),
    ("table_ids", &["tables"]),
    ("report_id", &["reports"]),
    ("minutes_id", &["minutes"]),
    ("parent", &["sections"]),
    ("read_as", &["agenda_items", "minutes", "action_logs", "reports", "plans", "appointments"]),
];

pub fn breaches(_: &Document, value: &Value) -> Vec<String> {
    let mut told = Vec::new();
    let mut seen = BTreeSet::new();
    for_each_field(value, &mut |key, field| {
        if key != "id" {
            return;
        }
        let id = field.as_str().unwrap_or_default();
        let sound = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        if id.is_empty() || id.len() > LONGEST || !id.chars().all(sound) {
            told.push(format!("no id: {field}"));
        }
        if !seen.insert(id.to_owned()) {
            told.push(format!("{id} twice"));
        }
    });
    let ids = |lists: &[&str]| -> BTreeSet<String> {
        let records = lists.iter().filter_map(|list| value[*list].as_array()).flatten();
        let sub = records.clone().filter_map(|record| record["items"].as_array()).flatten();
        records.chain(sub).filter_map(|record| record["id"].as_str().map(str::to_owned)).collect()
    };
    let mut named: Vec<(&str, BTreeSet<String>)> = NAMED.iter().map(|(key, lists)| (*key, ids(lists))).collect();
    // A report's `sections` are ids; the document's are the sections themselves.
    named.push(("sections", ids(&["sections"])));
    for_each_field(value, &mut |key, field| {
        let Some((_, ids)) = named.iter().find(|(name, _)| *name == key) else { return };
        let one = std::slice::from_ref(field);
        for id in field.as_array().map_or(one, Vec::as_slice).iter().filter_map(Value::as_str) {
            if !ids.contains(id) {
                told.push(format!("{key} names {id}, which is not there"));
            }
        }
    });
    told
}

fn for_each_field(value: &Value, call: &mut impl FnMut(&str, &Value)) {
    match value {
        Value::Object(fields) => {
            for (key, field) in fields {
                call(key, field);
                for_each_field(field, call);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| for_each_field(value, call)),
        _ => {}
    }
}
