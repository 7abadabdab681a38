//! Raw → grammar: resolves names, reads forms, builds the look-ups, and runs
//! every form's own examples. Collects all faults before it gives up.

use super::fault::{GrammarFault, GrammarFaults};
use super::field::Fields;
use super::files::{self, Part};
use super::form::{self, Names};
use super::grammar::{Grammar, Grammars};
use super::heading::{HeadingForm, Headings};
use super::kind::SlotRole;
use super::parse::{self, fault};
use super::phrase::{PhraseForm, Phrases};
use super::proof;
use super::raw::{self, DateOrder};
use super::reading::{Body, Form, FormId, FormSource};
use super::spell::closed;
use super::table::TableForm;
use super::word::WordList;
use super::{anchor, sets::Sets};
use regex::{Regex, RegexBuilder};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use toml::Spanned;

/// The name of the grammar that every other adds to.
pub(super) const BASE: &str = "base";
/// Bytes of a compiled regular expression.
const LARGEST_REGEX: usize = 1 << 20;
/// Hexadecimal digits of a grammar's hash.
const HASH_DIGITS: usize = 16;

/// A grammar file, read but not yet compiled.
struct Source {
    file: files::File,
    raw: raw::File,
}

/// Compiles the carried grammars with those of a folder laid over them.
pub(super) fn load(overlay: Option<&Path>) -> Result<Grammars, GrammarFaults> {
    let mut faults = Vec::new();
    let files = files::all(overlay, &mut faults);
    let grammars = compile(&files, &mut faults);
    if faults.is_empty() {
        return Ok(Grammars::new(grammars, hash_of(files.iter())));
    }
    faults.sort_by(|a, b| (&a.file, a.span.start).cmp(&(&b.file, b.span.start)));
    Err(GrammarFaults(faults))
}

/// Compiles grammars, the base first.
pub(super) fn compile(files: &[files::File], faults: &mut Vec<GrammarFault>) -> Vec<Grammar> {
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
    let mut compiler = Compiler::new(&names, faults);
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
        let mut compiler = Compiler::new(&names, faults);
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

/// Gathers the forms of one grammar.
struct Compiler<'a> {
    names: &'a Names,
    faults: &'a mut Vec<GrammarFault>,
    forms: Vec<Form>,
    headings: Vec<HeadingForm>,
    phrases: Vec<PhraseForm>,
    fields: Fields,
    tables: Vec<TableForm>,
    month_first: Option<bool>,
    proofs: Vec<proof::Proof>,
}

impl<'a> Compiler<'a> {
    fn new(names: &'a Names, faults: &'a mut Vec<GrammarFault>) -> Self {
        Compiler {
            names,
            faults,
            forms: Vec::new(),
            headings: Vec::new(),
            phrases: Vec::new(),
            fields: Fields::default(),
            tables: Vec::new(),
            month_first: None,
            proofs: Vec::new(),
        }
    }

    /// Adds a file's entries. The faults of a file that is not the grammar's
    /// own are told with the grammar that owns it.
    fn add(&mut self, source: &Source, own: bool) {
        let told = self.faults.len();
        if let Some(order) = source.raw.settings.as_ref().and_then(|settings| settings.date_order) {
            self.month_first.get_or_insert(order == DateOrder::MonthFirst);
        }
        for entry in &source.raw.heading {
            self.examples(&source.file, own, &entry.reads, &entry.rejects);
            if let Some(id) =
                self.form(&source.file, entry.form.as_ref(), entry.regex.as_ref(), &entry.sets, &entry.reads)
            {
                let unless = entry.unless.as_ref().and_then(|form| self.pieces(&source.file, form));
                self.headings.push(HeadingForm { kind: entry.kind, look: entry.look, unless, id });
                self.prove(own, &source.file, proof::Subject::Heading(id), &entry.reads, &entry.rejects);
            }
        }
        for entry in &source.raw.phrase {
            self.examples(&source.file, own, &entry.reads, &entry.rejects);
            if let Some(id) =
                self.form(&source.file, entry.form.as_ref(), entry.regex.as_ref(), &entry.sets, &entry.reads)
            {
                self.anchored(&source.file, id, entry.form.as_ref());
                self.phrases.push(PhraseForm { kind: entry.kind, at: entry.at, caps: entry.caps, id });
                self.prove(own, &source.file, proof::Subject::Phrase(id), &entry.reads, &entry.rejects);
            }
        }
        for entry in &source.raw.field {
            self.field(&source.file, entry, own);
        }
        for entry in &source.raw.table {
            self.table(&source.file, entry, own);
        }
        if !own {
            self.faults.truncate(told);
        }
    }

    fn examples<T>(&mut self, file: &files::File, own: bool, reads: &Spanned<Vec<T>>, rejects: &Spanned<Vec<T>>) {
        for (name, list) in [("reads", reads), ("rejects", rejects)] {
            if own && list.get_ref().is_empty() {
                let message = format!("`{name}` holds no example");
                let hint = Some("an entry proves itself by at least one example of each".to_owned());
                self.faults.push(fault(file, "grammar.no_examples", list.span(), message, hint));
            }
        }
    }

    fn form(
        &mut self,
        file: &files::File,
        form: Option<&Spanned<String>>,
        regex: Option<&Spanned<String>>,
        sets: &Sets,
        reads: &Spanned<Vec<Spanned<String>>>,
    ) -> Option<FormId> {
        let (text, body) = match (form, regex) {
            (Some(form), None) => (form, Body::Parts(self.pieces(file, form)?)),
            (None, Some(regex)) => (regex, self.regex(file, regex)?),
            (form, _) => {
                let span = form.map_or_else(|| reads.span(), Spanned::span);
                let message = "an entry has either a `form` or a `regex`".to_owned();
                self.faults.push(fault(file, "grammar.form_or_regex", span, message, None));
                return None;
            }
        };
        let head = file.text.get(..text.span().start).unwrap_or_default();
        let source = FormSource {
            text: text.get_ref().clone(),
            file: file.name.clone(),
            line: 1 + head.matches('\n').count() as u32,
        };
        let id = FormId(self.forms.len() as u32);
        self.forms.push(Form { source, body, sets: sets.clone() });
        Some(id)
    }

    fn pieces(&mut self, file: &files::File, form: &Spanned<String>) -> Option<Vec<form::Part>> {
        match form::parse(form.get_ref(), self.names) {
            Ok(parts) => Some(parts),
            Err(wrong) => {
                let span = place(file, form, wrong.at, wrong.len);
                self.faults.push(fault(file, wrong.code, span, wrong.message, wrong.hint));
                None
            }
        }
    }

    fn regex(&mut self, file: &files::File, text: &Spanned<String>) -> Option<Body> {
        let regex = match RegexBuilder::new(text.get_ref()).size_limit(LARGEST_REGEX).build() {
            Ok(regex) => regex,
            Err(error) => {
                let message = error.to_string();
                let message = message.lines().last().unwrap_or("not a regular expression").trim().to_owned();
                self.faults.push(fault(file, "grammar.regex", text.span(), message, None));
                return None;
            }
        };
        let roles = self.roles(file, text, &regex);
        Some(Body::Regex(regex, roles))
    }

    fn roles(&mut self, file: &files::File, text: &Spanned<String>, regex: &Regex) -> Vec<(String, SlotRole)> {
        let mut roles = Vec::new();
        for name in regex.capture_names().flatten() {
            match closed::<SlotRole>(name) {
                Ok(role) => roles.push((name.to_owned(), role)),
                Err(unknown) => {
                    let message = format!("there is no role `{name}`");
                    self.faults.push(fault(file, "grammar.unknown_role", text.span(), message, unknown.hint()));
                }
            }
        }
        roles
    }

    /// A form for running text must have a word that it can be looked up by.
    fn anchored(&mut self, file: &files::File, id: FormId, form: Option<&Spanned<String>>) {
        let Body::Parts(parts) = &self.forms[id.0 as usize].body else {
            return;
        };
        if let (None, Some(form)) = (anchor::anchor(parts), form) {
            let message = "the form has no word that a text must hold".to_owned();
            let hint = Some("put a literal word outside of every optional bracket".to_owned());
            self.faults.push(fault(file, "grammar.no_anchor", form.span(), message, hint));
        }
    }

    fn field(&mut self, file: &files::File, entry: &raw::Field, own: bool) {
        if entry.labels.get_ref().is_empty() {
            let message = "the field has no label".to_owned();
            self.faults.push(fault(file, "grammar.no_labels", entry.labels.span(), message, None));
        }
        for label in entry.labels.get_ref() {
            if let Some(known) = self.fields.add(entry.of, label.get_ref(), entry.is)
                && known != entry.is
                && own
            {
                let message = format!("the label already names `{known}` in `{}`", entry.of);
                self.faults.push(fault(file, "grammar.label_twice", label.span(), message, None));
            }
        }
    }

    fn table(&mut self, file: &files::File, entry: &raw::Table, own: bool) {
        self.examples(file, own, &entry.reads, &entry.rejects);
        for need in entry.needs.get_ref() {
            if !entry.columns.iter().any(|column| column.is == *need.get_ref()) {
                let message = format!("no column is `{}`, which the table needs", need.get_ref());
                self.faults.push(fault(file, "grammar.need", need.span(), message, None));
            }
        }
        if entry.needs.get_ref().is_empty() {
            let message = "a table needs at least one column".to_owned();
            self.faults.push(fault(file, "grammar.need", entry.needs.span(), message, None));
        }
        let mut form = TableForm::new(entry.kind, entry.needs.get_ref().iter().map(|need| *need.get_ref()).collect());
        for column in &entry.columns {
            for head in column.heads.get_ref() {
                if let Some(known) = form.add(head, column.is).filter(|known| *known != column.is) {
                    let message = format!("the head `{head}` already stands for `{known}`");
                    self.faults.push(fault(file, "grammar.head_twice", column.heads.span(), message, None));
                }
            }
        }
        if own {
            let at = self.tables.len();
            self.proofs.push(proof::Proof::of_table(file, at, &entry.reads, &entry.rejects));
        }
        self.tables.push(form);
    }

    fn prove(
        &mut self,
        own: bool,
        file: &files::File,
        subject: proof::Subject,
        reads: &Spanned<Vec<Spanned<String>>>,
        rejects: &Spanned<Vec<Spanned<String>>>,
    ) {
        if own {
            self.proofs.push(proof::Proof::of_form(file, subject, reads, rejects));
        }
    }

    fn finish(self, name: &str, council: Option<&raw::File>, hash: String) -> Grammar {
        let headings = Headings::new(self.headings, &self.forms);
        let phrases = Phrases::new(self.phrases, &self.forms);
        let title = council.and_then(|raw| raw.title.as_ref()).map(|title| title.get_ref().clone());
        let recognise = council.and_then(|raw| raw.recognise.as_ref());
        let grammar = Grammar {
            name: name.to_owned(),
            title,
            hash,
            month_first: self.month_first.unwrap_or(false),
            recognise: recognise.map(|recognise| recognise.phrases.get_ref().clone()).unwrap_or_default(),
            forms: self.forms,
            headings,
            phrases,
            fields: self.fields,
            tables: self.tables,
            names: self.names.clone(),
        };
        for proof in &self.proofs {
            proof.run(&grammar, self.faults);
        }
        grammar
    }
}

/// The bytes of a file that a part of a string stands at. A string with
/// escapes is pointed at as a whole, since its bytes are not those of the file.
fn place(file: &files::File, text: &Spanned<String>, at: usize, len: usize) -> Range<usize> {
    let span = text.span();
    let written = file.text.get(span.clone()).unwrap_or_default();
    let quote = if written.starts_with("'''") || written.starts_with("\"\"\"") { 3 } else { 1 };
    if written.get(quote..quote + text.get_ref().len()) == Some(text.get_ref().as_str()) {
        let start = span.start + quote + at;
        start..start + len.max(1)
    } else {
        span
    }
}
