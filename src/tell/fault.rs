//! Faults as log events: one way for each kind, so that each is told the same everywhere.

use super::{Manner, Progress};
use crate::grammar::GrammarFaults;
use crate::run::RunFault;
use crate::serve::{DrawFault, ServeFault, ServeFaults};
use crate::settings::SettingsFault;
use crate::sink::SinkFault;
use crate::source::SourceFault;
use crate::worker::WorkerFault;

/// Tells what is wrong with the arguments, all of it.
pub fn settings_faults(faults: &[SettingsFault]) {
    for fault in faults {
        tracing::error!(code = fault.code(), "{fault}");
    }
}

/// Tells what is wrong with the grammars, all of it: with the line at fault and a caret
/// for people, as one event a fault for programs.
pub fn grammar_faults(faults: &GrammarFaults, manner: Manner, progress: &Progress) {
    if !manner.json {
        let words = faults.render(manner.colour());
        progress.say(&format!("{}\n", words.trim_end()));
        return;
    }
    for fault in &faults.0 {
        let (line, column) = fault.line_column();
        tracing::error!(code = fault.code, file = fault.file, line, column, "{}", fault.message);
    }
}

/// Tells which paths led to nothing.
pub fn source_faults(faults: &[SourceFault]) {
    for fault in faults {
        tracing::error!(code = fault.code(), "{fault}");
    }
}

/// Tells why a run ended early.
pub fn run_fault(fault: &RunFault) {
    match fault {
        RunFault::Sink(fault) => output_fault(fault),
        RunFault::Workers(_) => tracing::error!(code = "workers", "{fault}"),
    }
}

/// Tells why output could not be written. A reader that has left need not be told.
pub fn output_fault(fault: &SinkFault) {
    if fault.is_broken_pipe() {
        tracing::info!(code = fault.code(), "{fault}");
    } else {
        tracing::error!(code = fault.code(), "{fault}");
    }
}

/// Tells why a worker ended before its input did.
pub fn worker_fault(fault: &WorkerFault) {
    match fault {
        WorkerFault::Output(fault) => output_fault(fault),
        WorkerFault::Input(_) => tracing::error!(code = "worker-input", "{fault}"),
        WorkerFault::Threads(_) => tracing::error!(code = "workers", "{fault}"),
    }
}

/// Tells what is wrong with the arguments of a server, all of it.
pub fn serve_settings_faults(faults: &[ServeFaults]) {
    for fault in faults {
        tracing::error!(code = fault.code(), "{fault}");
    }
}

/// Tells why there is no server.
pub fn serve_fault(fault: &ServeFault) {
    tracing::error!(code = fault.code(), "{fault}");
}

/// Tells why a page is not drawn.
pub fn draw_fault(fault: &DrawFault) {
    tracing::error!(code = fault.code(), "{fault}");
}
