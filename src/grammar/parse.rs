//! TOML → raw: every entry on its own, so that one wrong entry hides no other.

use super::fault::GrammarFault;
use super::files;
use super::raw::{self, File};
use super::spell::{nearest, nearest_expected};
use serde::Deserialize;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Error, ValueDeserializer};

/// The keys of a grammar file.
const KEYS: &[&str] =
    &["title", "extends", "recognise", "settings", "words", "parts", "heading", "phrase", "field", "table"];

/// Reads a grammar file as far as it can be read; the rest becomes faults.
pub(super) fn read(file: &files::File, faults: &mut Vec<GrammarFault>) -> File {
    let mut raw = File::default();
    let (table, errors) = DeTable::parse_recoverable(&file.text);
    if !errors.is_empty() {
        faults.extend(errors.iter().map(|error| fault_of(file, "grammar.toml", error, 0..0)));
        return raw;
    }
    let mut reader = Reader { file, faults };
    let mut entries: Vec<_> = table.into_inner().into_iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    for (key, value) in entries {
        match key.get_ref().as_ref() {
            "title" => raw.title = reader.one(value),
            "extends" => raw.extends = reader.one(value),
            "recognise" => raw.recognise = reader.one(value),
            "settings" => raw.settings = reader.one(value),
            "words" => raw.words = reader.one(value).unwrap_or_default(),
            "parts" => raw.parts = reader.one(value).unwrap_or_default(),
            "heading" => raw.heading = reader.each(value),
            "phrase" => raw.phrase = reader.each(value),
            "field" => raw.field = reader.each(value),
            "table" => raw.table = reader.each::<raw::Table>(value),
            other => {
                let hint = nearest(other, KEYS.iter().copied()).map(|key| format!("did you mean `{key}`?"));
                let message = format!("unknown key `{other}`");
                reader.faults.push(fault(file, "grammar.unknown_key", key.span(), message, hint));
            }
        }
    }
    raw
}

struct Reader<'a> {
    file: &'a files::File,
    faults: &'a mut Vec<GrammarFault>,
}

impl Reader<'_> {
    fn one<'v, T: Deserialize<'v>>(&mut self, value: Spanned<DeValue<'v>>) -> Option<T> {
        let span = value.span();
        match T::deserialize(ValueDeserializer::from(value)) {
            Ok(read) => Some(read),
            Err(error) => {
                self.faults.push(fault_of(self.file, "grammar.shape", &error, span));
                None
            }
        }
    }

    fn each<'v, T: Deserialize<'v>>(&mut self, value: Spanned<DeValue<'v>>) -> Vec<T> {
        let span = value.span();
        if let DeValue::Array(entries) = value.into_inner() {
            return entries.into_iter().filter_map(|entry| self.one(entry)).collect();
        }
        let message = "a list of tables stands between double brackets".to_owned();
        self.faults.push(fault(self.file, "grammar.shape", span, message, None));
        Vec::new()
    }
}

/// A fault at a span of a file.
pub(super) fn fault(
    file: &files::File,
    code: &'static str,
    span: Range<usize>,
    message: String,
    hint: Option<String>,
) -> GrammarFault {
    GrammarFault { code, file: file.name.clone(), span, source: file.text.clone(), message, hint }
}

fn fault_of(file: &files::File, code: &'static str, error: &Error, span: Range<usize>) -> GrammarFault {
    let message = error.message();
    let code = match message {
        _ if message.starts_with("unknown field") => "grammar.unknown_key",
        _ if message.starts_with("unknown variant") => "grammar.unknown_name",
        _ => code,
    };
    // The names that were expected are the hint's: a list of forty helps nobody.
    let short = message.split_once(", expected one of").map_or(message, |(short, _)| short);
    let hint = nearest_expected(message).map(|name| format!("did you mean `{name}`?"));
    fault(file, code, error.span().unwrap_or(span), short.trim().to_owned(), hint)
}
