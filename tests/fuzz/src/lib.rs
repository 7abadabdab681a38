//! What the fuzz targets share with the tests that replay their corpora.

pub mod entry;

#[path = "../../hostile/forge.rs"]
pub mod forge;
