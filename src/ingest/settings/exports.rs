//! Entries `[[export]]` of the settings file: who is fed when a run has ended.

use super::fault::SettingFault;
use super::given::{beside, word};
use crate::cli::{ExportHow, ExportTo};
use crate::export::ExportSettings;
use clap::ValueEnum;
use std::collections::BTreeMap;
use std::path::Path;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Settings that hold a path, which counts from the folder of the file.
const PATHS: &[&str] = &["out", "key-file", "user-file"];

/// Who is fed; what is wrong with an entry is told with its line.
pub(super) fn read(
    entries: &Spanned<DeValue<'_>>,
    folder: &Path,
    at: &dyn Fn(usize) -> String,
    environment: &dyn Fn(&str) -> Option<String>,
    faults: &mut Vec<SettingFault>,
) -> Vec<ExportSettings> {
    let DeValue::Array(entries) = entries.get_ref() else {
        let words = "export: entries are needed, each under [[export]]".to_owned();
        faults.push(SettingFault::new(at(entries.span().start), "setting-type", words));
        return Vec::new();
    };
    let mut all = Vec::new();
    for entry in entries {
        let here = at(entry.span().start);
        match entry.get_ref() {
            DeValue::Table(table) => match one(table, &here, folder, at, environment) {
                Ok(settings) => all.push(settings),
                Err(found) => faults.extend(found),
            },
            other => {
                let words = format!("export: an entry is needed, not {}", other.type_str());
                faults.push(SettingFault::new(here, "setting-type", words));
            }
        }
    }
    all
}

fn one(
    table: &DeTable<'_>,
    here: &str,
    folder: &Path,
    at: &dyn Fn(usize) -> String,
    environment: &dyn Fn(&str) -> Option<String>,
) -> Result<ExportSettings, Vec<SettingFault>> {
    let mut faults = Vec::new();
    let (mut to, mut how) = (None, ExportHow::default());
    let mut lines: BTreeMap<&str, String> = BTreeMap::new();
    for (key, value) in table {
        let (name, line) = (key.get_ref().as_ref(), at(key.span().start));
        let Some(words) = word(value.get_ref()) else {
            let words = format!("{name}: text or a number is needed, not {}", value.get_ref().type_str());
            faults.push(SettingFault::new(line, "setting-type", words));
            continue;
        };
        match (name, how.setting(name)) {
            ("to", _) => match ExportTo::from_str(&words, false) {
                Ok(kind) => to = Some(kind),
                Err(_) => faults.push(SettingFault::new(line, "setting-word", format!("to: {}", needed(&words)))),
            },
            (_, Some(setting)) => {
                *setting = Some(if PATHS.contains(&name) { beside(folder, words) } else { words });
                lines.insert(name, line);
            }
            (_, None) => {
                faults.push(SettingFault::new(
                    line,
                    "setting-unknown",
                    format!("{name}: no such setting of an export"),
                ));
            }
        }
    }
    let Some(to) = to else {
        if faults.is_empty() {
            let words = "export: what takes the records is not said; name it with to".to_owned();
            faults.push(SettingFault::new(here.to_owned(), "setting-export", words));
        }
        return Err(faults);
    };
    let line = |name: &str| lines.get(name).cloned().unwrap_or_else(|| here.to_owned());
    match ExportSettings::check(to, how, &line, environment) {
        Ok(settings) if faults.is_empty() => Ok(settings),
        Ok(_) => Err(faults),
        Err(found) => {
            faults.extend(found);
            Err(faults)
        }
    }
}

/// What can take records.
fn needed(given: &str) -> String {
    let known: Vec<String> = ExportTo::value_variants()
        .iter()
        .filter_map(|kind| kind.to_possible_value().map(|value| value.get_name().to_owned()))
        .collect();
    format!("{given}: give one of {}", known.join(", "))
}
