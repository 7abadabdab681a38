//! PDF files: from bytes to [`Sheet`]s of glyphs, rulings and images.
//!
//! [`lopdf`] reads the objects; everything above them is read here, under one
//! budget for each document: the page tree, the content
//! streams, the fonts, and what the file says of itself (outlines, page labels,
//! structure tree, document information).

pub mod budget;
mod filter;
pub mod objects;
pub mod sheet;

pub use sheet::Sheet;
