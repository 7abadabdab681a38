//! Files of rows, one for each shape: Parquet and CSV.
//!
//! A file is written beside its place while the store is read, and all are moved to their
//! places at the end: a reader finds all files of one state of the store, or those of the
//! one before.

mod csv;
mod parquet;

use super::cell::Cell;
use super::fault::ExportFault;
use super::rows::Rows;
use super::shape::SHAPES;
use crate::sink::{SinkFault, unfinished};
use crate::store::Store;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// The form of the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnForm {
    /// Comma-separated values (RFC 4180) in UTF-8 with a head; lists as JSON.
    Csv,
    /// Apache Parquet, lists as lists.
    Parquet,
}

/// A file that takes rows.
trait RowFile {
    /// Takes a row.
    fn row(&mut self, cells: Vec<Cell>) -> Result<(), ExportFault>;

    /// Ends the file.
    fn end(self: Box<Self>) -> Result<NamedTempFile, ExportFault>;
}

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowsWritten {
    /// The name of the shape.
    pub name: &'static str,
    /// How many rows it holds.
    pub rows: u64,
}

/// Writes a file for each shape into a folder, which is made if there is none.
///
/// # Errors
///
/// When the store cannot be read or a file cannot be written; the files that were there before
/// are untouched then, unless moving the new ones to their places is what failed.
pub fn write(store: &Store, folder: &Path, form: ColumnForm) -> Result<Vec<RowsWritten>, ExportFault> {
    let unusable = |cause| SinkFault::Folder { path: folder.to_owned(), cause };
    fs::create_dir_all(folder).map_err(unusable)?;
    // One state of the store for all files, whoever writes meanwhile.
    let files = store.at_once(|store| write_all(store, folder, form))?;
    let mut written = Vec::new();
    for (file, path, rows) in files {
        file.persist(&path).map_err(|error| SinkFault::File { path, cause: error.error })?;
        written.push(rows);
    }
    Ok(written)
}

fn write_all(
    store: &Store,
    folder: &Path,
    form: ColumnForm,
) -> Result<Vec<(NamedTempFile, PathBuf, RowsWritten)>, ExportFault> {
    let unusable = |cause| SinkFault::Folder { path: folder.to_owned(), cause };
    let files = SHAPES.iter().map(|shape| {
        let rows = Rows::of(shape);
        let path = folder.join(format!("{}.{}", shape.name, form.ending()));
        let file = unfinished(folder).map_err(unusable)?;
        let (file, count) = write_one(store, &rows, form.open(file, &path, &rows)?)?;
        Ok((file, path, RowsWritten { name: shape.name, rows: count }))
    });
    files.collect()
}

fn write_one(store: &Store, rows: &Rows, mut file: Box<dyn RowFile>) -> Result<(NamedTempFile, u64), ExportFault> {
    let connection = store.connection();
    let mut count = 0;
    for document in store.document_keys()? {
        let told = rows.each(connection, document, &mut |cells| {
            count += 1;
            file.row(cells).map_err(Stopped::Fault)
        });
        told.map_err(|stopped| stopped.in_store(store))?;
    }
    Ok((file.end()?, count))
}

/// Why reading rows ended early.
pub(super) enum Stopped {
    /// The store.
    Store(rusqlite::Error),
    /// Whoever takes the rows.
    Fault(ExportFault),
}

impl From<rusqlite::Error> for Stopped {
    fn from(cause: rusqlite::Error) -> Self {
        Self::Store(cause)
    }
}

impl Stopped {
    /// The fault, of this store where it is of the store.
    pub(super) fn in_store(self, store: &Store) -> ExportFault {
        match self {
            Self::Store(cause) => crate::store::StoreFault::of(store.path(), cause).into(),
            Self::Fault(fault) => fault,
        }
    }
}

impl ColumnForm {
    fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Parquet => "parquet",
        }
    }

    fn open(self, file: NamedTempFile, path: &Path, rows: &Rows) -> Result<Box<dyn RowFile>, ExportFault> {
        Ok(match self {
            Self::Csv => Box::new(csv::CsvFile::open(file, path, rows)?),
            Self::Parquet => Box::new(parquet::ParquetFile::open(file, path, rows)?),
        })
    }
}
