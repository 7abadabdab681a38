//! Texts are in normal form C, one space between words, without markup, and never empty.

use minutebook::record::Document;
use serde_json::Value;
use unicode_normalization::is_nfc;

/// Markup that no text may hold.
const MARKUP: [&str; 12] =
    ["**", "<b>", "</b>", "<br", "<u>", "<sup>", "<td", "<tr", "<table", "&nbsp;", "\\_", "\u{ad}"];
/// Where a text may be empty: a blank page, an empty cell, a column without a heading, a heading without text.
const MAY_BE_EMPTY: [&str; 4] =
    ["/pages/*/text", "/tables/*/rows/*/*/text", "/tables/*/columns/*/heading", "/sections/*/text"];
/// Where lines and cells are told apart by line ends and tabs.
const OF_LINES: [&str; 4] =
    ["/pages/*/text", "/unclaimed/*/text", "/sections/*/text", "/reports/*/implications/*/text"];
/// What is not of the source, or is of it as it stands.
const NOT_TEXT: [&str; 3] = ["/document/source_name", "/diagnostics/*/message", "/pages/*/furniture/*/text"];

pub fn breaches(_: &Document, value: &Value) -> Vec<String> {
    let mut told = Vec::new();
    walk("", value, &mut told);
    told
}

fn walk(at: &str, value: &Value, told: &mut Vec<String>) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, field)| walk(&format!("{at}/{key}"), field, told)),
        Value::Array(values) => values.iter().for_each(|value| walk(&format!("{at}/*"), value, told)),
        Value::String(text) => {
            if let Some(breach) = breach(at, text) {
                let text: String = text.chars().take(120).collect();
                told.push(format!("{at} {breach}: {text:?}"));
            }
        }
        _ => {}
    }
}

fn breach(at: &str, text: &str) -> Option<String> {
    if text.is_empty() {
        return (!MAY_BE_EMPTY.contains(&at)).then(|| "is empty".to_owned());
    }
    if NOT_TEXT.contains(&at) {
        return None;
    }
    let lines = OF_LINES.contains(&at);
    let space = |c: char| c.is_whitespace() && c != ' ' && !(lines && matches!(c, '\n' | '\t'));
    if text.contains(space) {
        return Some("has white space that is no space".to_owned());
    }
    if text.contains(|c: char| c.is_control() && !c.is_whitespace()) {
        return Some("has control characters".to_owned());
    }
    let trimmed = |line: &str| line.starts_with(' ') || line.ends_with(' ') || line.contains("  ");
    if text.split(['\n', '\t']).any(trimmed) {
        return Some("has spaces too many".to_owned());
    }
    if !is_nfc(text) {
        return Some("is not in normal form C".to_owned());
    }
    MARKUP.iter().find(|mark| text.contains(**mark)).map(|mark| format!("has {mark:?}"))
}
