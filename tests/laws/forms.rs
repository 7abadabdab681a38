//! Dates and times have the forms of the contract and are real ones.

use minutebook::record::Document;
use serde_json::Value;

/// Fields that hold a date.
const DATES: [&str; 6] = ["date", "meeting_date", "as_at", "drafts_due", "despatch_date", "spokes_date"];
/// Fields that hold a time.
const TIMES: [&str; 4] = ["start_time", "end_time", "arrived", "left"];

pub fn breaches(_: &Document, value: &Value) -> Vec<String> {
    let mut told = Vec::new();
    walk("", value, &mut told);
    told
}

fn walk(key: &str, value: &Value, told: &mut Vec<String>) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, field)| walk(key, field, told)),
        Value::Array(values) => values.iter().for_each(|value| walk(key, value, told)),
        Value::String(text) => {
            let date = || text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok();
            let time = || text.len() == 5 && text.parse::<jiff::civil::Time>().is_ok();
            if DATES.contains(&key) && !date() || TIMES.contains(&key) && !time() {
                told.push(format!("{key} {text:?}"));
            }
        }
        _ => {}
    }
}
