//! Addresses of everything that has one. They do not change as long as what they lead to is in the store.

use super::held::Mark;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::fmt::Write;

/// The media type of sources whose pages are drawn.
pub(super) const PDF: &str = "application/pdf";

/// What is written as it is in a part of a path or in a value behind the question mark.
const PART: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

fn part(text: &str) -> impl std::fmt::Display + '_ {
    utf8_percent_encode(text, PART)
}

/// A path with arguments behind it; those without a value are left out.
pub(super) fn with(path: &str, arguments: &[(&str, Option<&str>)]) -> String {
    let mut address = path.to_owned();
    let mut sign = '?';
    for (name, value) in arguments.iter().filter_map(|(name, value)| Some((name, (*value)?))) {
        // Writing to a text does not fail.
        let _ = write!(address, "{sign}{name}={}", part(value));
        sign = '&';
    }
    address
}

/// The page of a document.
pub(super) fn meeting(document: &str) -> String {
    format!("/meeting/{}", part(document))
}

/// A record on the page of its document.
pub(super) fn record(document: &str, kind: &str, number: i64) -> String {
    format!("/meeting/{}#{kind}-{number}", part(document))
}

/// A table on a page of its own.
pub(super) fn table(document: &str, number: i64) -> String {
    format!("/meeting/{}/table/{number}", part(document))
}

/// The page of a decision, by the id that it has in the whole store.
pub(super) fn decision(id: &str) -> String {
    format!("/decision/{}", part(id))
}

/// The page of a decision, by its document and its id in it.
pub(super) fn decision_of(document: &str, id: &str) -> String {
    decision(&whole_id(document, id))
}

/// The id of a record in the whole store.
pub(super) fn whole_id(document: &str, id: &str) -> String {
    if id.strip_prefix(document).is_some_and(|rest| rest.is_empty() || rest.starts_with('-')) {
        id.to_owned()
    } else {
        format!("{document}-{id}")
    }
}

/// The page of a person, by name as printed.
pub(super) fn person(name: &str) -> String {
    format!("/person/{}", part(name))
}

/// The page of a committee.
pub(super) fn committee(council: Option<&str>, body: &str) -> String {
    with("/committee", &[("council", council), ("body", Some(body))])
}

/// The feed of a committee.
pub(super) fn committee_feed(council: Option<&str>, body: &str) -> String {
    with("/committee.atom", &[("council", council), ("body", Some(body))])
}

/// The calendar of a committee.
pub(super) fn calendar(council: Option<&str>, body: &str) -> String {
    with("/calendar.ics", &[("council", council), ("body", Some(body))])
}

/// A page of a source.
pub(super) fn source(document: &str, page: i64) -> String {
    format!("/source/{}/page/{page}", part(document))
}

/// A page of a source with a record marked on it.
pub(super) fn marked(document: &str, page: i64, mark: Mark) -> String {
    format!("{}?mark={mark}#mark", source(document, page))
}

/// The picture of a page.
pub(super) fn picture(document: &str, page: i64) -> String {
    format!("{}.png", source(document, page))
}

#[cfg(test)]
mod tests {
    use super::{committee, person, whole_id};

    #[test]
    fn whatever_a_name_holds_stays_in_its_part() {
        assert_eq!(person("../O'Hara & <b>?"), "/person/..%2FO%27Hara%20%26%20%3Cb%3E%3F");
        assert_eq!(committee(None, "A=B&c"), "/committee?body=A%3DB%26c");
        assert_eq!(committee(Some("Ü"), "B"), "/committee?council=%C3%9C&body=B");
    }

    #[test]
    fn an_id_is_led_by_its_documents() {
        assert_eq!(whole_id("pack-1", "minutes-1"), "pack-1-minutes-1");
        assert_eq!(whole_id("pack-1", "pack-1-table-2"), "pack-1-table-2");
    }
}
