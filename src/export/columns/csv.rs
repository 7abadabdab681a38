//! Rows as comma-separated values: for programs, so that nothing is guarded against
//! spreadsheets that run cells as formulas.

use super::RowFile;
use crate::export::cell::Cell;
use crate::export::fault::ExportFault;
use crate::export::rows::Rows;
use ::csv::{ByteRecord, Writer};
use std::io::Write;
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// A CSV file.
pub(super) struct CsvFile {
    path: PathBuf,
    writer: Writer<NamedTempFile>,
    record: ByteRecord,
    /// The bytes of one cell.
    cell: Vec<u8>,
}

impl CsvFile {
    pub(super) fn open(file: NamedTempFile, path: &Path, rows: &Rows) -> Result<Self, ExportFault> {
        let mut writer = Writer::from_writer(file);
        writer
            .write_record(rows.fields().iter().map(|field| field.name))
            .map_err(|cause| ExportFault::encode(path, &cause))?;
        Ok(Self { path: path.to_owned(), writer, record: ByteRecord::new(), cell: Vec::new() })
    }
}

impl RowFile for CsvFile {
    fn row(&mut self, cells: Vec<Cell>) -> Result<(), ExportFault> {
        self.record.clear();
        for cell in cells {
            self.cell.clear();
            match &cell {
                Cell::Text(text) => self.cell.extend_from_slice(text.as_bytes()),
                cell if cell.is_nothing() => {}
                // Writing to memory does not fail.
                Cell::Date(date) => write!(self.cell, "{date}").unwrap_or_default(),
                cell => serde_json::to_writer(&mut self.cell, cell)
                    .map_err(|cause| ExportFault::encode(&self.path, &cause))?,
            }
            self.record.push_field(&self.cell);
        }
        self.writer.write_byte_record(&self.record).map_err(|cause| ExportFault::encode(&self.path, &cause))
    }

    fn end(self: Box<Self>) -> Result<NamedTempFile, ExportFault> {
        let path = self.path;
        self.writer.into_inner().map_err(|cause| ExportFault::encode(&path, cause.error()))
    }
}
