//! Settings as they are given: by a file, over it the environment, over that the flags.

use super::exports;
use super::fault::SettingFault;
use super::known::{Holds, KNOWN, variable};
use crate::cli::IngestArgs;
use crate::export::ExportSettings;
use std::collections::BTreeMap;
use std::path::Path;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What one setting is given as, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Given {
    pub(super) values: Vec<String>,
    /// In words: `minutebook.toml, line 4`, `MINUTEBOOK_JOBS` or `--jobs`.
    pub(super) at: String,
}

/// All that is given, by the names of the settings.
pub(super) type All = BTreeMap<&'static str, Given>;

/// Entries of the settings file for which there are neither flags nor variables.
const EXPORT: &str = "export";

/// Gathers what is given; what cannot be understood is a fault.
pub(super) fn gather(
    args: IngestArgs,
    environment: &dyn Fn(&str) -> Option<String>,
    faults: &mut Vec<SettingFault>,
) -> (All, Vec<ExportSettings>) {
    let mut all = All::new();
    let mut exports = Vec::new();
    if let Some(path) = &args.config {
        match std::fs::read_to_string(path) {
            Ok(text) => exports = file(path, &text, &mut all, environment, faults),
            Err(cause) => {
                let words = format!("cannot be read: {cause}");
                faults.push(SettingFault::new(path.display().to_string(), "setting-config", words));
            }
        }
    }
    for (name, holds) in KNOWN {
        let variable = variable(name);
        if let Some(value) = environment(&variable).filter(|value| !value.is_empty()) {
            let values = match holds {
                Holds::Words | Holds::Paths => value.lines().map(str::to_owned).collect(),
                Holds::Word | Holds::Path | Holds::Switch => vec![value],
            };
            all.insert(name, Given { values, at: variable });
        }
    }
    for (name, values) in flags(args) {
        if !values.is_empty() {
            let at = if name == "sources" { "SOURCE".to_owned() } else { format!("--{name}") };
            all.insert(name, Given { values, at });
        }
    }
    (all, exports)
}

/// The flags that are given.
fn flags(args: IngestArgs) -> Vec<(&'static str, Vec<String>)> {
    let one = |value: Option<String>| value.into_iter().collect();
    let switch = |on: bool| if on { vec!["true".to_owned()] } else { Vec::new() };
    vec![
        ("sources", args.sources),
        ("manifest", args.manifest),
        ("store", one(args.store)),
        ("out", one(args.out)),
        ("format", one(args.format)),
        ("pretty", switch(args.pretty)),
        ("report", one(args.report)),
        ("textfile", one(args.textfile)),
        ("jobs", one(args.jobs)),
        ("reread", one(args.reread)),
        ("prune", switch(args.prune)),
        ("shard", one(args.shard)),
        ("grammars", one(args.grammars)),
        ("grammar", one(args.grammar)),
        ("max-bytes", one(args.max_bytes)),
        ("max-pages", one(args.max_pages)),
        ("max-inflated", one(args.max_inflated)),
        ("max-time", one(args.max_time)),
        ("password", args.password),
        ("password-file", one(args.password_file)),
        ("ocr", one(args.ocr)),
        ("ocr-cache", one(args.ocr_cache)),
        ("web-at-once", one(args.web_at_once)),
        ("web-pause", one(args.web_pause)),
    ]
}

/// The settings of a file; those that are entries are told back.
fn file(
    path: &Path,
    text: &str,
    all: &mut All,
    environment: &dyn Fn(&str) -> Option<String>,
    faults: &mut Vec<SettingFault>,
) -> Vec<ExportSettings> {
    let mut exports = Vec::new();
    let at = |offset: usize| {
        let line = memchr::memchr_iter(b'\n', &text.as_bytes()[..offset.min(text.len())]).count() + 1;
        format!("{}, line {line}", path.display())
    };
    let (table, wrong) = DeTable::parse_recoverable(text);
    for fault in wrong {
        let offset = fault.span().map_or(0, |span| span.start);
        faults.push(SettingFault::new(at(offset), "setting-toml", fault.message().to_owned()));
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    for (key, value) in table.get_ref() {
        if key.get_ref() == EXPORT {
            exports = exports::read(value, folder, &at, environment, faults);
            continue;
        }
        let (name, at) = (key.get_ref().as_ref(), at(key.span().start));
        let Some((name, holds)) = KNOWN.iter().find(|(known, _)| *known == name) else {
            let words = format!("{name}: no such setting{}", nearest(name));
            faults.push(SettingFault::new(at, "setting-unknown", words));
            continue;
        };
        match values(value, *holds, folder) {
            Ok(values) => {
                all.insert(name, Given { values, at });
            }
            Err(words) => faults.push(SettingFault::new(at, "setting-type", format!("{name}: {words}"))),
        }
    }
    exports
}

fn nearest(name: &str) -> String {
    KNOWN
        .iter()
        .map(|(known, _)| (strsim::damerau_levenshtein(name, known), known))
        .min()
        .filter(|(distance, known)| *distance <= known.len() / 2)
        .map(|(_, known)| format!("; did you mean {known}?"))
        .unwrap_or_default()
}

/// The values of a setting of the file.
fn values(value: &Spanned<DeValue<'_>>, holds: Holds, folder: &Path) -> Result<Vec<String>, String> {
    let list = matches!(holds, Holds::Words | Holds::Paths);
    let values = match value.get_ref() {
        DeValue::Array(values) if list => values.iter().map(|value| word(value.get_ref())).collect(),
        DeValue::Array(_) => return Err("one value is needed, not a list".to_owned()),
        DeValue::Boolean(on) if holds == Holds::Switch => Some(vec![on.to_string()]),
        value if holds != Holds::Switch => word(value).map(|word| vec![word]),
        _ => None,
    };
    let values = values.ok_or_else(|| {
        let needed = if holds == Holds::Switch { "true or false" } else { "text or a number" };
        format!("{needed} is needed, not {}", value.get_ref().type_str())
    })?;
    Ok(match holds {
        Holds::Path | Holds::Paths => values.into_iter().map(|value| beside(folder, value)).collect(),
        Holds::Word | Holds::Words | Holds::Switch => values,
    })
}

pub(super) fn word(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.as_ref().to_owned()),
        DeValue::Integer(number) => Some(number.as_str().to_owned()),
        _ => None,
    }
}

/// A path of the file, from the folder that the file is in.
pub(super) fn beside(folder: &Path, value: String) -> String {
    if crate::source::is_address(&value) { value } else { folder.join(value).to_string_lossy().into_owned() }
}

impl Given {
    /// The one value; the last where there are several.
    pub(super) fn value(&self) -> &str {
        self.values.last().map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::super::known::KNOWN;
    use super::{IngestArgs, flags};

    #[test]
    fn every_setting_is_a_flag_and_every_flag_a_setting() {
        let flags: Vec<&str> = flags(IngestArgs::default()).into_iter().map(|(name, _)| name).collect();
        let known: Vec<&str> = KNOWN.iter().map(|(name, _)| *name).collect();
        assert_eq!(flags, known);
    }
}
