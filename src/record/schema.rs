//! JSON Schemas (2020-12), generated from the types.

use super::Document;
use schemars::{JsonSchema, generate::SchemaSettings};
use serde_json::Value;

/// The schema of a document.
pub fn document() -> Value {
    of::<Document>("minutebook document, contract version 1")
}

/// The schema of any type, with its own title.
pub fn of<T: JsonSchema>(title: &str) -> Value {
    let mut schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>();
    schema.insert("title".to_owned(), title.into());
    schema.to_value()
}
