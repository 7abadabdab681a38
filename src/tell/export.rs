//! What is told of exports.

use super::summary::counted;
use super::{Manner, Progress, SUMMARY};
use crate::export::{Differences, ExportFault, Exported};
use std::fmt::Write;

/// Tells why an export ended early.
pub fn export_fault(fault: &ExportFault) {
    tracing::error!(code = fault.code(), "{fault}");
}

/// Tells what was exported, and which records were refused.
pub fn exported(target: &str, exported: &Exported, manner: Manner, progress: &Progress) {
    let words = match exported {
        Exported::Rows(written) => {
            let rows: u64 = written.iter().map(|file| file.rows).sum();
            let files = written.len() as u64;
            if manner.json && !manner.quiet {
                tracing::info!(target: SUMMARY, to = target, files, rows, "exported");
            }
            format!("{target}: {}, {}\n", counted(files, "file"), counted(rows, "row"))
        }
        Exported::Fed(fed) => {
            for (id, words) in &fed.reasons {
                tracing::warn!(code = "export-record-refused", id, "{target}: {id}: {words}");
            }
            if manner.json && !manner.quiet {
                let (sent, deleted, refused, full) = (fed.sent, fed.deleted, fed.refused, fed.anew);
                tracing::info!(target: SUMMARY, to = target, sent, deleted, refused, full, "exported");
            }
            let anew = if fed.anew { ", all anew" } else { "" };
            let refused = if fed.refused > 0 { format!(", {} refused", fed.refused) } else { String::new() };
            format!("{target}: {} sent, {} deleted{refused}{anew}\n", counted(fed.sent, "record"), fed.deleted)
        }
    };
    if !manner.json && !manner.quiet {
        progress.say(&words);
    }
}

/// What an engine and the store differ in, in words.
pub fn differences(found: &Differences) -> String {
    let mut words = format!("store: {}, engine: {}\n", counted(found.wanted, "record"), found.held);
    let kinds =
        [("missing", &found.missing), ("left over", &found.left_over), ("as they were before", &found.outdated)];
    for (what, (count, ids)) in kinds.into_iter().filter(|(_, (count, _))| *count > 0) {
        let more = if *count > ids.len() as u64 { ", …" } else { "" };
        // Writing to a string cannot fail.
        let _ = writeln!(words, "{what}: {count}: {}{more}", ids.join(", "));
    }
    words
}
