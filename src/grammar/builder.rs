//! Gathers the entries of one grammar: reads their forms, builds the look-ups,
//! and keeps their examples to be run.

use super::anchor;
use super::fault::GrammarFault;
use super::field::Fields;
use super::files;
use super::form::{self, Names};
use super::grammar::Grammar;
use super::heading::{HeadingForm, Headings};
use super::kind::{HeadingKind, SlotRole};
use super::parse::fault;
use super::phrase::{PhraseForm, Phrases};
use super::proof;
use super::raw::{self, DateOrder};
use super::reading::{Body, Form, FormId, FormSource, Pattern};
use super::sets::Sets;
use super::spell::closed;
use super::table::TableForm;
use super::word::WordList;
use regex::Regex;
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::Arc;
use toml::Spanned;

/// A grammar file, read but not yet compiled.
pub(super) struct Source {
    pub file: files::File,
    pub raw: raw::File,
}

/// Regular expressions by their words: a base form is the same in every grammar.
pub(super) type Patterns = FxHashMap<String, Arc<Pattern>>;

/// Gathers the forms of one grammar.
pub(super) struct Compiler<'a> {
    names: &'a Names,
    patterns: &'a mut Patterns,
    faults: &'a mut Vec<GrammarFault>,
    forms: Vec<Form>,
    headings: Vec<HeadingForm>,
    phrases: Vec<PhraseForm>,
    fields: Fields,
    tables: Vec<TableForm>,
    month_first: Option<bool>,
    proofs: Vec<proof::Proof>,
    /// Whether the examples are run.
    proven: bool,
}

impl<'a> Compiler<'a> {
    pub fn new(names: &'a Names, patterns: &'a mut Patterns, faults: &'a mut Vec<GrammarFault>, proven: bool) -> Self {
        Compiler {
            names,
            patterns,
            faults,
            forms: Vec::new(),
            headings: Vec::new(),
            phrases: Vec::new(),
            fields: Fields::default(),
            tables: Vec::new(),
            month_first: None,
            proofs: Vec::new(),
            proven,
        }
    }

    /// Adds a file's entries. The faults of a file that is not the grammar's
    /// own are told with the grammar that owns it.
    pub fn add(&mut self, source: &Source, own: bool) {
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
            line: 1 + memchr::memchr_iter(b'\n', head.as_bytes()).count() as u32,
        };
        let id = FormId(self.forms.len() as u32);
        self.forms.push(Form { source, body, sets: Arc::new(sets.clone()) });
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
        let words = text.get_ref();
        let pattern = match self.patterns.get(words) {
            Some(known) => Arc::clone(known),
            None => match Pattern::of(words) {
                Ok(pattern) => Arc::clone(self.patterns.entry(words.clone()).or_insert(Arc::new(pattern))),
                Err(error) => {
                    let message = error.to_string();
                    let message = message.lines().last().unwrap_or("not a regular expression").trim().to_owned();
                    self.faults.push(fault(file, "grammar.regex", text.span(), message, None));
                    return None;
                }
            },
        };
        let roles = self.roles(file, text, &pattern.anywhere);
        Some(Body::Regex(pattern, roles))
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
            let mut words = WordList::new("words", []);
            for entry in column.words.get_ref() {
                let Some(name) = entry.strip_prefix('<').and_then(|entry| entry.strip_suffix('>')) else {
                    words.extend([entry.as_str()]);
                    continue;
                };
                if let Some(list) = self.names.lists.get(name) {
                    words.extend(list.entries());
                } else {
                    let message = format!("there is no list `{name}`");
                    self.faults.push(fault(file, "grammar.unknown_list", column.words.span(), message, None));
                }
            }
            if words.entries().next().is_some() {
                form.add_words(words, column.is);
            } else if column.heads.get_ref().is_empty() {
                let message = format!("the column `{}` has neither `heads` nor `words`", column.is);
                self.faults.push(fault(file, "grammar.column", entry.needs.span(), message, None));
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

    pub fn finish(self, name: &str, council: Option<&raw::File>, hash: String) -> Grammar {
        let furniture = self.headings.iter().filter(|form| form.kind == HeadingKind::Furniture).cloned().collect();
        let furniture = Headings::new(furniture, &self.forms);
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
            furniture,
            phrases,
            fields: self.fields,
            tables: self.tables,
            names: self.names.clone(),
        };
        if self.proven {
            for proof in &self.proofs {
                proof.run(&grammar, self.faults);
            }
        }
        grammar
    }
}

/// The bytes of a file that a part of a string stands at. A string with
/// escapes is pointed at as a whole, since its bytes are not those of the file.
pub(super) fn place(file: &files::File, text: &Spanned<String>, at: usize, len: usize) -> Range<usize> {
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
