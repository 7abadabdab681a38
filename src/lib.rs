//! minutebook reads local-government agenda packs and minutes and writes
//! normalised JSON records.
//!
//! The way of a pack: [`source`] finds the bytes and tells what they are;
//! [`text`] turns them into [`page`]s of lines, free of markup and furniture;
//! [`block`] gathers lines into paragraphs, list items, headings and tables;
//! [`read`] applies the rules of a [`grammar`] and yields the outline and the
//! [`record`]s; [`table`] gives cells their values and checks totals;
//! [`pipeline`] is the one place that names every stage, [`run`] does it for
//! many sources at once, [`worker`] for those that another program asks for, and
//! [`sink`] writes what comes out; [`store`] keeps it in a database with a ledger of
//! what was read, [`serve`] shows it to whoever asks. [`inspect`] shows what each stage saw of a page.

pub mod block;
mod child;
pub mod cli;
pub mod export;
pub mod grammar;
pub mod ingest;
pub mod inspect;
pub mod normal;
pub mod ocr;
pub mod page;
pub mod pdf;
pub mod pipeline;
pub mod read;
pub mod record;
pub mod report;
pub mod run;
pub mod scan;
pub mod search;
pub mod serve;
pub mod settings;
pub mod sink;
pub mod source;
pub mod store;
pub mod table;
pub mod tell;
pub mod text;
pub mod worker;
