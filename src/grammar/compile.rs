//! Raw → grammar: resolves names, reads forms, builds the look-ups, and runs
//! every form's own examples. Collects all faults before it gives up.

use super::builder::{Compiler, Patterns, Source, place};
use super::fault::{GrammarFault, GrammarFaults};
use super::files::{self, Part};
use super::form::{self, Names};
use super::grammar::{Grammar, Grammars};
use super::parse::{self, fault};
use super::word::WordList;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// The name of the grammar that every other adds to.
pub(super) const BASE: &str = "base";
/// Hexadecimal digits of a grammar's hash.
const HASH_DIGITS: usize = 16;

/// Compiles the carried grammars with those of a folder laid over them.
pub(super) fn load(overlay: Option<&Path>) -> Result<Grammars, GrammarFaults> {
    let mut faults = Vec::new();
    let files = files::all(overlay, &mut faults);
    let grammars = compile(&files, &mut faults, true);
    if faults.is_empty() {
        return Ok(Grammars::new(grammars, hash_of(files.iter())));
    }
    faults.sort_by(|a, b| (&a.file, a.span.start).cmp(&(&b.file, b.span.start)));
    Err(GrammarFaults(faults))
}

/// Compiles the carried grammars alone. Their examples are run by the tests and
/// by `grammar check`, not at every start.
pub(super) fn carried() -> Result<Grammars, GrammarFaults> {
    let mut faults = Vec::new();
    let files = files::all(None, &mut faults);
    let grammars = compile(&files, &mut faults, false);
    if faults.is_empty() { Ok(Grammars::new(grammars, hash_of(files.iter()))) } else { Err(GrammarFaults(faults)) }
}

/// Compiles grammars, the base first; `proven` runs their examples.
pub(super) fn compile(files: &[files::File], faults: &mut Vec<GrammarFault>, proven: bool) -> Vec<Grammar> {
    let mut names = Names::default();
    let (mut base, mut councils) = (Vec::new(), Vec::new());
    for file in files {
        match file.part {
            Part::Phrases => phrase_list(file, &mut names, faults),
            Part::Base => base.push(Source { file: file.clone(), raw: parse::read(file, faults) }),
            Part::Council => councils.push(Source { file: file.clone(), raw: parse::read(file, faults) }),
        }
    }
    for source in &base {
        add_words(source, &mut names, faults);
        check_base(source, faults);
    }
    for source in &base {
        add_parts(source, &mut names, faults);
    }
    let shared = || files.iter().filter(|file| file.part != Part::Council);
    let mut grammars = Vec::with_capacity(1 + councils.len());
    let mut patterns = Patterns::default();
    let mut compiler = Compiler::new(&names, &mut patterns, faults, proven);
    for source in &base {
        compiler.add(source, true);
    }
    grammars.push(compiler.finish(BASE, None, hash_of(shared())));
    for council in &councils {
        check_council(council, faults);
        let mut names = names.clone();
        add_words(council, &mut names, faults);
        // The base's pieces again: they may name lists that the council adds to.
        names.parts.clear();
        for source in &base {
            add_parts(source, &mut names, &mut Vec::new());
        }
        add_parts(council, &mut names, faults);
        let mut compiler = Compiler::new(&names, &mut patterns, faults, proven);
        compiler.add(council, true);
        for source in &base {
            compiler.add(source, false);
        }
        let hash = hash_of(shared().chain([&council.file]));
        grammars.push(compiler.finish(council.file.stem(), Some(&council.raw), hash));
    }
    grammars
}

fn hash_of<'f>(files: impl Iterator<Item = &'f files::File>) -> String {
    let mut hasher = blake3::Hasher::new();
    for file in files {
        for part in [file.name.as_bytes(), file.text.as_bytes()] {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
    }
    let mut hash = hasher.finalize().to_hex().to_string();
    hash.truncate(HASH_DIGITS);
    hash
}

fn phrase_list(file: &files::File, names: &mut Names, faults: &mut Vec<GrammarFault>) {
    let lines = file.text.lines().map(str::trim).filter(|line| !line.starts_with('#'));
    let list = WordList::new(file.stem(), lines);
    if list.entries().next().is_none() {
        faults.push(fault(file, "grammar.empty_list", 0..0, "the word list has no entry".to_owned(), None));
    }
    names.lists.insert(file.stem().to_owned(), Arc::new(list));
}

/// Adds a file's own lists; one that is known already gets more entries, so
/// that a council can add its words to the lists that the base forms name.
fn add_words(source: &Source, names: &mut Names, faults: &mut Vec<GrammarFault>) {
    for (name, words) in &source.raw.words {
        let mut list = names.lists.get(name).map_or_else(|| WordList::new(name, []), |list| WordList::clone(list));
        list.extend(words.get_ref().iter().map(String::as_str));
        if list.entries().next().is_none() {
            let message = format!("the word list `{name}` has no entry");
            faults.push(fault(&source.file, "grammar.empty_list", words.span(), message, None));
        }
        names.lists.insert(name.clone(), Arc::new(list));
    }
}

/// Adds the pieces of forms that a file gives names to.
fn add_parts(source: &Source, names: &mut Names, faults: &mut Vec<GrammarFault>) {
    let lists = Names { lists: names.lists.clone(), ..Names::default() };
    for (name, form) in &source.raw.parts {
        let told = faults.len();
        if names.lists.contains_key(name) || names.parts.contains_key(name) {
            let message = format!("`{name}` already names a word list or a piece");
            faults.push(fault(&source.file, "grammar.name_twice", form.span(), message, None));
        }
        match form::parse(form.get_ref(), &lists) {
            Ok(parts) if faults.len() == told => {
                names.parts.insert(name.clone(), parts);
            }
            Ok(_) => {}
            Err(wrong) => {
                let span = place(&source.file, form, wrong.at, wrong.len);
                faults.push(fault(&source.file, wrong.code, span, wrong.message, wrong.hint));
            }
        }
    }
}

fn check_base(source: &Source, faults: &mut Vec<GrammarFault>) {
    let names = [("title", &source.raw.title), ("extends", &source.raw.extends)];
    for (key, value) in names.iter().filter_map(|(key, value)| value.as_ref().map(|value| (key, value))) {
        let message = format!("`{key}` is for councils only");
        faults.push(fault(&source.file, "grammar.councils_only", value.span(), message, None));
    }
    if let Some(recognise) = &source.raw.recognise {
        let message = "`recognise` is for councils only".to_owned();
        faults.push(fault(&source.file, "grammar.councils_only", recognise.phrases.span(), message, None));
    }
}

fn check_council(source: &Source, faults: &mut Vec<GrammarFault>) {
    let mut report = |span: Range<usize>, code, message: String, hint: Option<&str>| {
        faults.push(fault(&source.file, code, span, message, hint.map(str::to_owned)));
    };
    match &source.raw.extends {
        None => {
            report(
                0..0,
                "grammar.extends",
                "a council's grammar extends `base`".to_owned(),
                Some("add `extends = \"base\"`"),
            );
        }
        Some(name) if name.get_ref() != BASE => {
            let message = format!("there is no grammar `{}` to extend", name.get_ref());
            report(name.span(), "grammar.extends", message, Some("did you mean `base`?"));
        }
        Some(_) => {}
    }
    match &source.raw.recognise {
        None => report(
            0..0,
            "grammar.recognise",
            "nothing says how a document of the council is known".to_owned(),
            Some("add `[recognise]` with `phrases = [\"the council's name\"]`"),
        ),
        Some(recognise) => {
            if recognise.phrases.get_ref().iter().all(|phrase| phrase.trim().is_empty()) {
                let message = "nothing says how a document of the council is known".to_owned();
                report(recognise.phrases.span(), "grammar.recognise", message, None);
            }
        }
    }
}
