//! Sinks: how a document becomes bytes, and where the bytes go.
//!
//! A [`Format`] or [`Export`] is used by many workers at once and only makes
//! bytes; a [`Sink`] is used by one thread and only moves them. So the slow half
//! runs on every core, and what is written does not depend on the number of threads.

mod fault;
mod flat;
mod folder;
mod json;
mod ndjson;
mod pages;
mod stream;
mod tables;

pub use fault::SinkFault;
pub use flat::{FlatHead, FlatRecord, MeetingKey, schema};
pub(crate) use folder::unfinished;
pub use folder::{Folder, write_whole};
pub use json::Json;
pub use ndjson::{Ndjson, flatten};
pub use pages::Pages;
pub use stream::Stream;
pub use tables::{CsvTables, MarkdownTables, Workbook};

use crate::record::Document;

/// How a document becomes bytes.
pub trait Format: Send + Sync {
    /// Extension of a file in this format, without its dot.
    fn extension(&self) -> &'static str;

    /// The document's bytes, ended by a line end.
    ///
    /// # Errors
    ///
    /// When the document cannot be told in this format.
    fn encode(&self, document: &Document) -> Result<Vec<u8>, SinkFault>;
}

/// What files a document becomes: one, or one for each of its tables.
pub trait Export: Send + Sync {
    /// The document's files, in the order of the source; none when it holds nothing of the kind.
    ///
    /// # Errors
    ///
    /// When the document cannot be told in this form.
    fn files(&self, document: &Document) -> Result<Vec<OutputFile>, SinkFault>;
}

impl<F: Format> Export for F {
    fn files(&self, document: &Document) -> Result<Vec<OutputFile>, SinkFault> {
        let name = format!("{}.{}", document.document.id, self.extension());
        Ok(vec![OutputFile { name, bytes: self.encode(document)? }])
    }
}

/// Where encoded documents go.
pub trait Sink: Send {
    /// Takes one document's files. When it returns, each is there whole or not at all.
    ///
    /// # Errors
    ///
    /// When they cannot be written; nothing more should be tried then.
    fn write(&mut self, output: &Output) -> Result<(), SinkFault>;

    /// Ends the writing.
    ///
    /// # Errors
    ///
    /// When something that was taken cannot be written after all.
    fn finish(&mut self) -> Result<(), SinkFault>;
}

/// One document, encoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// The document's id.
    pub id: String,
    /// Its files.
    pub files: Vec<OutputFile>,
}

/// A file of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    /// File name, safe on every file system: `[A-Za-z0-9_.-]`.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

#[cfg(test)]
mod tests;
