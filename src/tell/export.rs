//! What is told of exports.

use super::summary::counted;
use super::{Manner, Progress, SUMMARY};
use crate::export::{ExportFault, RowsWritten};

/// Tells why an export ended early.
pub fn export_fault(fault: &ExportFault) {
    tracing::error!(code = fault.code(), "{fault}");
}

/// Tells which files of rows were written.
pub fn rows_written(written: &[RowsWritten], manner: Manner, progress: &Progress) {
    if manner.quiet {
        return;
    }
    let rows: u64 = written.iter().map(|file| file.rows).sum();
    let files = written.len() as u64;
    if manner.json {
        tracing::info!(target: SUMMARY, files, rows, "exported");
    } else {
        progress.say(&format!("{}, {}\n", counted(files, "file"), counted(rows, "row")));
    }
}
