//! Texts are in normal form C, one space between words, and never empty; those
//! of the samples, which talk of no markup, hold none.

use minutebook::record::Document;
use serde_json::Value;
use unicode_normalization::is_nfc;

/// Markup that no text of a sample may hold; a source that escapes it means it as words.
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
    walk("", value, &mut |at, text| told.extend(breach(at, text).map(|breach| tell(at, &breach, text))));
    told
}

/// Markup that is left in texts.
pub fn markup(document: &Document) -> Vec<String> {
    let mut told = Vec::new();
    walk("", &serde_json::to_value(document).expect("JSON"), &mut |at, text| {
        let mark = MARKUP.iter().find(|mark| text.contains(**mark) && !NOT_TEXT.contains(&at));
        told.extend(mark.map(|mark| tell(at, &format!("has {mark:?}"), text)));
    });
    told
}

fn tell(at: &str, breach: &str, text: &str) -> String {
    format!("{at} {breach}: {:?}", text.chars().take(120).collect::<String>())
}

/// Calls for every text of a document with the path of its field.
fn walk(at: &str, value: &Value, call: &mut impl FnMut(&str, &str)) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, field)| walk(&format!("{at}/{key}"), field, call)),
        Value::Array(values) => values.iter().for_each(|value| walk(&format!("{at}/*"), value, call)),
        Value::String(text) => call(at, text),
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
    (!is_nfc(text)).then(|| "is not in normal form C".to_owned())
}
