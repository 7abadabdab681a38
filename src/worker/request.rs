//! From a line to what it asks for.

use super::answer::Refusal;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// What a line asks for.
#[derive(Debug)]
pub(super) struct Request<'a> {
    /// What the answer is to carry, as it was written.
    pub(super) id: Option<&'a RawValue>,
    /// The source.
    pub(super) bytes: Bytes<'a>,
}

/// Where the bytes of a source are.
#[derive(Debug)]
pub(super) enum Bytes<'a> {
    /// In the file at this path.
    File(Cow<'a, str>),
    /// In the request itself.
    Here {
        /// File name of the source.
        name: Cow<'a, str>,
        /// The bytes.
        bytes: Vec<u8>,
    },
}

/// A request as it is written in JSON.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written<'a> {
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    #[serde(borrow)]
    path: Option<Cow<'a, str>>,
    #[serde(borrow)]
    name: Option<Cow<'a, str>>,
    #[serde(borrow)]
    base64: Option<Cow<'a, str>>,
}

impl<'a> Request<'a> {
    /// The request of a line: a JSON object where it begins with a brace, else a path.
    pub(super) fn of(line: &'a [u8]) -> Result<Self, Refusal<'a>> {
        let Ok(line) = std::str::from_utf8(line) else {
            return Err(Refusal::request("the line is not UTF-8".to_owned()));
        };
        if line.trim().is_empty() {
            return Err(Refusal::request("the line is empty".to_owned()));
        }
        if !line.trim_start().starts_with('{') {
            return Ok(Self { id: None, bytes: Bytes::File(Cow::Borrowed(line)) });
        }
        let written: Written<'a> =
            serde_json::from_str(line).map_err(|cause| Refusal::request(format!("not a request: {cause}")))?;
        let id = written.id;
        let bytes = match (written.path, written.name, written.base64) {
            (Some(path), None, None) => Bytes::File(path),
            (None, Some(name), Some(text)) => {
                let bytes = STANDARD
                    .decode(text.as_bytes())
                    .map_err(|cause| Refusal::request(format!("not base64: {cause}")).with_id(id))?;
                Bytes::Here { name, bytes }
            }
            _ => {
                let words = "a request has either a path, or a name and base64".to_owned();
                return Err(Refusal::request(words).with_id(id));
            }
        };
        Ok(Self { id, bytes })
    }
}

#[cfg(test)]
mod tests {
    use super::{Bytes, Request};
    use serde_json::value::RawValue;

    #[test]
    fn requests_are_paths_or_objects() {
        let path = |line: &str| match Request::of(line.as_bytes()).expect("a request").bytes {
            Bytes::File(path) => path.into_owned(),
            Bytes::Here { .. } => panic!("not a path: {line}"),
        };
        assert_eq!(path("packs/a b.txt"), "packs/a b.txt");
        assert_eq!(path(r#"{"path": "{odd}.txt"}"#), "{odd}.txt");
        let here = Request::of(br#" {"base64": "QUI=", "id": {"a": 1.50}, "name": "x\u002etxt"}"#).expect("a request");
        assert_eq!(here.id.map(RawValue::get), Some(r#"{"a": 1.50}"#));
        assert!(matches!(here.bytes, Bytes::Here { name, bytes } if name == "x.txt" && bytes == b"AB"));
    }

    #[test]
    fn what_is_no_request_says_why() {
        for (line, words, id) in [
            (&b""[..], "empty", None),
            (b" \t", "empty", None),
            (b"caf\xE9.txt", "UTF-8", None),
            (b"{", "EOF", None),
            (br#"{"file": "a"}"#, "unknown field `file`", None),
            (br#"{"id": 4}"#, "either a path", Some("4")),
            (br#"{"id": "x", "path": "a", "name": "b", "base64": ""}"#, "either a path", Some("\"x\"")),
            (br#"{"id": [2], "name": "b", "base64": "A*"}"#, "not base64", Some("[2]")),
        ] {
            let refusal = Request::of(line).expect_err("no request");
            assert!(refusal.message.contains(words), "{}", refusal.message);
            assert_eq!(refusal.id.map(RawValue::get), id, "{words}");
        }
    }
}
