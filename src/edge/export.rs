//! The command that exports records: arguments in, verdict out.

use minutebook::cli::ExportArgs;
use minutebook::export::{ExportFault, ExportSettings, Exported, compare, export as export_to};
use minutebook::run::Verdict;
use minutebook::tell::{self, Manner, Progress};
use std::path::Path;

/// Exports the records of a store, or compares them with what an engine holds.
pub fn export(args: ExportArgs, manner: Manner, progress: &Progress) -> Verdict {
    let ExportArgs { store, to, full, check, how } = args;
    let settings = ExportSettings::check(to, how, &|name| format!("--{name}"), &|name| std::env::var(name).ok());
    let settings = match settings {
        Ok(settings) => settings,
        Err(faults) => {
            tell::setting_faults(&faults);
            return Verdict::Usage;
        }
    };
    if check {
        return match compare(&store, &settings) {
            Ok(differences) => match crate::print(tell::differences(&differences).as_bytes()) {
                Verdict::Whole if !differences.is_none() => Verdict::InPart,
                verdict => verdict,
            },
            Err(fault) => told(&fault),
        };
    }
    match export_to(&store, &settings, full) {
        Ok(exported) => {
            tell::exported(&settings.words(), &exported, manner, progress);
            verdict(&exported)
        }
        Err(fault) => told(&fault),
    }
}

/// Feeds those that the settings of a run name. One that fails harms no other; the verdict is that on the
/// one that fared worst.
pub(super) fn after_run(store: &Path, exports: &[ExportSettings], manner: Manner, progress: &Progress) -> Verdict {
    let mut worst = Verdict::Whole;
    for settings in exports {
        let ended = match export_to(store, settings, false) {
            Ok(exported) => {
                tell::exported(&settings.words(), &exported, manner, progress);
                verdict(&exported)
            }
            Err(fault) => {
                told(&fault);
                // What the settings were checked for is sound: what is left is for another time.
                Verdict::Output
            }
        };
        if ended.code() > worst.code() {
            worst = ended;
        }
    }
    worst
}

/// How an export ended.
fn verdict(exported: &Exported) -> Verdict {
    match exported {
        Exported::Fed(fed) if fed.refused > 0 => Verdict::InPart,
        _ => Verdict::Whole,
    }
}

fn told(fault: &ExportFault) -> Verdict {
    tell::export_fault(fault);
    if fault.is_temporary() { Verdict::Output } else { Verdict::Usage }
}
