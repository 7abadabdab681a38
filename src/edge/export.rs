//! The command that exports records: arguments in, verdict out.

use minutebook::cli::{ExportArgs, ExportTo};
use minutebook::export::{ColumnForm, write_columns};
use minutebook::run::Verdict;
use minutebook::store::Store;
use minutebook::tell::{self, Manner, Progress};

/// Exports the records of a store.
pub fn export(args: &ExportArgs, manner: Manner, progress: &Progress) -> Verdict {
    let form = match args.to {
        ExportTo::Csv => ColumnForm::Csv,
        ExportTo::Parquet => ColumnForm::Parquet,
    };
    let store = Store::read_only(&args.store).map_err(Into::into);
    match store.and_then(|store| write_columns(&store, &args.out, form)) {
        Ok(written) => {
            tell::rows_written(&written, manner, progress);
            Verdict::Whole
        }
        Err(fault) => {
            tell::export_fault(&fault);
            if fault.is_temporary() { Verdict::Output } else { Verdict::Usage }
        }
    }
}
