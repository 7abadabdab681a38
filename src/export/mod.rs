//! The records of a store for other programs: files of rows for data frames and
//! databases that read columns, and feeds of the search engines that people run.

mod cell;
mod columns;
mod fault;
mod rows;
mod shape;

pub use cell::Cell;
pub use columns::{ColumnForm, RowsWritten, write as write_columns};
pub use fault::ExportFault;
pub use rows::{Rows, each_document};
pub use shape::{Field, Holds, SHAPES, Shape};
