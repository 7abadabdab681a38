//! Small dictionaries for the tests of this folder.

use crate::pdf::budget::{Budget, Limits};
use crate::pdf::objects::Objects;
use lopdf::{Dictionary, Document, Object, Stream};

/// No objects.
pub(super) fn objects() -> Objects {
    Objects::new(Document::new())
}

/// What one font may cost.
pub(super) fn budget() -> Budget {
    Budget::new(Limits::default().font, None)
}

/// A dictionary of these entries.
pub(super) fn dict(entries: &[(&str, Object)]) -> Dictionary {
    let mut dict = Dictionary::new();
    for (key, value) in entries {
        dict.set(*key, value.clone());
    }
    dict
}

/// A name.
pub(super) fn name(name: &str) -> Object {
    Object::Name(name.as_bytes().to_vec())
}

/// A stream with these bytes.
pub(super) fn stream(bytes: impl Into<Vec<u8>>) -> Object {
    Object::Stream(Stream::new(Dictionary::new(), bytes.into()))
}
