//! Content streams → what they draw.
//!
//! [`lexer`] reads operators, [`interpreter`] carries them out on a [`state`],
//! `show` sets strings, `drawn` glyphs that have procedures, `path` makes rulings of lines and rectangles,
//! `marked` keeps the marked content and [`layers`] what of it is hidden;
//! [`canvas`] gathers the sheet.

pub mod canvas;
mod drawn;
pub mod interpreter;
pub mod layers;
pub mod lexer;
mod marked;
pub mod matrix;
pub mod path;
mod show;
pub mod state;
pub mod xobject;
