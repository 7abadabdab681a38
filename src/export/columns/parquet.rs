//! Rows as Apache Parquet: typed columns, days as `DATE`, lists as lists.

use super::RowFile;
use crate::export::cell::Cell;
use crate::export::fault::ExportFault;
use crate::export::rows::Rows;
use crate::export::shape::{Field, Holds};
use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, Float64Array, Int64Array, ListArray, RecordBatch, StringArray, StructArray,
};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::{ArrowError, DataType, Field as ArrowField, Fields, Schema};
use jiff::civil::Date;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::NamedTempFile;

/// Most rows that are gathered before they are encoded.
const ROWS: usize = 2048;
/// Most bytes of words that are gathered before they are encoded.
const BYTES: usize = 4 << 20;
/// Encoded bytes at which a row group is written: what is held in memory.
const GROUP: usize = 32 << 20;
/// The day that days are counted from.
const EPOCH: Date = jiff::civil::date(1970, 1, 1);
const SECONDS_A_DAY: i64 = 86_400;

/// A Parquet file.
pub(super) struct ParquetFile {
    path: PathBuf,
    schema: Arc<Schema>,
    writer: ArrowWriter<NamedTempFile>,
    holds: Vec<Holds>,
    /// The cells of each column that are not encoded yet.
    columns: Vec<Vec<Cell>>,
    bytes: usize,
}

impl ParquetFile {
    pub(super) fn open(file: NamedTempFile, path: &Path, rows: &Rows) -> Result<Self, ExportFault> {
        let schema = Arc::new(Schema::new(fields(rows.fields())));
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(concat!("minutebook ", env!("CARGO_PKG_VERSION")).to_owned())
            .build();
        let writer = ArrowWriter::try_new(file, Arc::clone(&schema), Some(properties))
            .map_err(|cause| ExportFault::encode(path, &cause))?;
        let holds: Vec<Holds> = rows.fields().iter().map(|field| field.holds).collect();
        let columns = holds.iter().map(|_| Vec::new()).collect();
        Ok(Self { path: path.to_owned(), schema, writer, holds, columns, bytes: 0 })
    }

    /// Encodes what is gathered.
    fn encode(&mut self) -> Result<(), ExportFault> {
        let gathered = self.columns.iter_mut().zip(&self.holds);
        let arrays: Result<Vec<ArrayRef>, ArrowError> =
            gathered.map(|(cells, holds)| array(*holds, std::mem::take(cells))).collect();
        self.bytes = 0;
        let batch = arrays.and_then(|arrays| RecordBatch::try_new(Arc::clone(&self.schema), arrays));
        let batch = batch.map_err(|cause| ExportFault::encode(&self.path, &cause))?;
        let mut written = self.writer.write(&batch);
        if self.writer.in_progress_size() >= GROUP {
            written = written.and_then(|()| self.writer.flush());
        }
        written.map_err(|cause| ExportFault::encode(&self.path, &cause))
    }
}

impl RowFile for ParquetFile {
    fn row(&mut self, cells: Vec<Cell>) -> Result<(), ExportFault> {
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            self.bytes += cell.text().map_or(0, str::len);
            column.push(cell);
        }
        if self.columns[0].len() >= ROWS || self.bytes >= BYTES { self.encode() } else { Ok(()) }
    }

    fn end(mut self: Box<Self>) -> Result<NamedTempFile, ExportFault> {
        self.encode()?;
        let path = self.path;
        self.writer.into_inner().map_err(|cause| ExportFault::encode(&path, &cause))
    }
}

/// The columns, in Arrow's words.
fn fields(fields: &[Field]) -> Fields {
    fields.iter().map(|field| ArrowField::new(field.name, data_type(field.holds), true)).collect()
}

fn data_type(holds: Holds) -> DataType {
    match holds {
        Holds::Key | Holds::Words => DataType::Utf8,
        Holds::Date => DataType::Date32,
        Holds::Whole => DataType::Int64,
        Holds::Figure => DataType::Float64,
        Holds::Yes => DataType::Boolean,
        Holds::One(own) => DataType::Struct(fields(own)),
        Holds::Keys | Holds::Bounds | Holds::Span | Holds::Rows(_) => DataType::List(item(holds)),
    }
}

/// What a list of this kind is a list of.
fn element(holds: Holds) -> Holds {
    match holds {
        Holds::Keys => Holds::Key,
        Holds::Bounds => Holds::Figure,
        Holds::Span => Holds::Whole,
        Holds::Rows(fields) => Holds::One(fields),
        single => single,
    }
}

fn item(holds: Holds) -> Arc<ArrowField> {
    Arc::new(ArrowField::new_list_field(data_type(element(holds)), true))
}

/// The cells of a column as an array.
fn array(holds: Holds, cells: Vec<Cell>) -> Result<ArrayRef, ArrowError> {
    let cells_in = cells.into_iter();
    Ok(match holds {
        Holds::Key | Holds::Words => {
            let words = cells_in.map(|cell| if let Cell::Text(text) = cell { Some(text) } else { None });
            Arc::new(words.collect::<StringArray>())
        }
        Holds::Date => {
            let days = cells_in.map(|cell| if let Cell::Date(date) = cell { days(date) } else { None });
            Arc::new(days.collect::<Date32Array>())
        }
        Holds::Whole => {
            let numbers = cells_in.map(|cell| if let Cell::Whole(number) = cell { Some(number) } else { None });
            Arc::new(numbers.collect::<Int64Array>())
        }
        Holds::Figure => {
            let numbers = cells_in.map(|cell| if let Cell::Figure(number) = cell { Some(number) } else { None });
            Arc::new(numbers.collect::<Float64Array>())
        }
        Holds::Yes => {
            let said = cells_in.map(|cell| if let Cell::Yes(yes) = cell { Some(yes) } else { None });
            Arc::new(said.collect::<BooleanArray>())
        }
        Holds::One(own) => {
            let length = cells_in.len();
            let mut there = Vec::with_capacity(length);
            let mut columns: Vec<Vec<Cell>> = own.iter().map(|_| Vec::with_capacity(length)).collect();
            for cell in cells_in {
                let row = if let Cell::Row(_, cells) = cell { Some(cells) } else { None };
                there.push(row.is_some());
                let mut row = row.into_iter().flatten();
                for column in &mut columns {
                    column.push(row.next().unwrap_or(Cell::Nothing));
                }
            }
            let arrays: Result<Vec<ArrayRef>, ArrowError> =
                own.iter().zip(columns).map(|(field, cells)| array(field.holds, cells)).collect();
            Arc::new(StructArray::try_new_with_length(fields(own), arrays?, Some(NullBuffer::from(there)), length)?)
        }
        Holds::Keys | Holds::Bounds | Holds::Span | Holds::Rows(_) => {
            let mut there = Vec::with_capacity(cells_in.len());
            let mut lengths = Vec::with_capacity(cells_in.len());
            let mut all = Vec::new();
            for cell in cells_in {
                let list = if let Cell::List(cells) = cell { Some(cells) } else { None };
                there.push(list.is_some());
                let before = all.len();
                all.extend(list.into_iter().flatten());
                lengths.push(all.len() - before);
            }
            let values = array(element(holds), all)?;
            let offsets = OffsetBuffer::from_lengths(lengths);
            Arc::new(ListArray::try_new(item(holds), offsets, values, Some(NullBuffer::from(there)))?)
        }
    })
}

/// Days since 1970, as Arrow counts them.
fn days(date: Date) -> Option<i32> {
    i32::try_from(date.duration_since(EPOCH).as_secs() / SECONDS_A_DAY).ok()
}
