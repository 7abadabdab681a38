//! Runs the examples that every entry carries: what it reads, what it rejects.

use super::fault::GrammarFault;
use super::files;
use super::grammar::Grammar;
use super::parse::fault;
use super::reading::FormId;
use std::ops::Range;
use toml::Spanned;

/// What an example is read with.
#[derive(Clone, Copy, Debug)]
pub(super) enum Subject {
    /// A form for whole lines.
    Heading(FormId),
    /// A form for running text.
    Phrase(FormId),
    /// A table of the grammar, by its place.
    Table(usize),
}

/// The examples of one entry.
pub(super) struct Proof {
    file: files::File,
    subject: Subject,
    examples: Vec<Example>,
}

struct Example {
    span: Range<usize>,
    /// One text, or the heads of a table.
    texts: Vec<String>,
    reads: bool,
}

impl Proof {
    pub fn of_form(
        file: &files::File,
        subject: Subject,
        reads: &Spanned<Vec<Spanned<String>>>,
        rejects: &Spanned<Vec<Spanned<String>>>,
    ) -> Self {
        let one =
            |text: &Spanned<String>, reads| Example { span: text.span(), texts: vec![text.get_ref().clone()], reads };
        let examples = reads.get_ref().iter().map(|text| one(text, true));
        let examples = examples.chain(rejects.get_ref().iter().map(|text| one(text, false))).collect();
        Proof { file: file.clone(), subject, examples }
    }

    pub fn of_table(
        file: &files::File,
        at: usize,
        reads: &Spanned<Vec<Spanned<Vec<String>>>>,
        rejects: &Spanned<Vec<Spanned<Vec<String>>>>,
    ) -> Self {
        let row = |row: &Spanned<Vec<String>>, reads| Example { span: row.span(), texts: row.get_ref().clone(), reads };
        let examples = reads.get_ref().iter().map(|heads| row(heads, true));
        let examples = examples.chain(rejects.get_ref().iter().map(|heads| row(heads, false))).collect();
        Proof { file: file.clone(), subject: Subject::Table(at), examples }
    }

    /// Reads every example by the grammar that the entry is part of.
    pub fn run(&self, grammar: &Grammar, faults: &mut Vec<GrammarFault>) {
        for example in &self.examples {
            let wrong = match self.subject {
                Subject::Heading(form) => heading(grammar, form, example),
                Subject::Phrase(form) => phrase(grammar, form, example),
                Subject::Table(at) => table(grammar, at, example),
            };
            if let Some((message, hint)) = wrong {
                let code = if example.reads { "grammar.reads" } else { "grammar.rejects" };
                faults.push(fault(&self.file, code, example.span.clone(), message, hint));
            }
        }
    }
}

type Wrong = Option<(String, Option<String>)>;

const READ: &str = "the form reads an example that it is to reject";
const UNREAD: &str = "the form does not read its own example";

fn heading(grammar: &Grammar, form: FormId, example: &Example) -> Wrong {
    let line = example.texts.first()?;
    match (grammar.reads_heading(form, line), example.reads) {
        (true, false) => Some((READ.to_owned(), None)),
        (false, true) => {
            let furthest = grammar.forms[form.0 as usize].furthest(line);
            let hint = furthest.map(|furthest| {
                let read = line.get(..furthest.at).unwrap_or_default();
                format!("it reads `{read}` and then needs {}", furthest.expected)
            });
            Some((UNREAD.to_owned(), hint))
        }
        _ => None,
    }
}

fn phrase(grammar: &Grammar, form: FormId, example: &Example) -> Wrong {
    let (text, stretch) = marked(example.texts.first()?);
    let found = grammar.phrase_of_form(form, &text);
    match (found, stretch, example.reads) {
        (Some(_), _, false) => Some((READ.to_owned(), None)),
        (None, _, true) => Some((UNREAD.to_owned(), None)),
        (Some(range), Some(stretch), true) if range != stretch => {
            let read = text.get(range).unwrap_or_default();
            Some(("the form reads another stretch than is marked".to_owned(), Some(format!("it reads `{read}`"))))
        }
        _ => None,
    }
}

/// An example without the marks `«` and `»`, and what stands between them.
fn marked(example: &str) -> (String, Option<Range<usize>>) {
    let marks =
        example.split_once('«').and_then(|(head, rest)| rest.split_once('»').map(|(inner, tail)| (head, inner, tail)));
    match marks {
        Some((head, inner, tail)) => (format!("{head}{inner}{tail}"), Some(head.len()..head.len() + inner.len())),
        None => (example.to_owned(), None),
    }
}

fn table(grammar: &Grammar, at: usize, example: &Example) -> Wrong {
    let heads: Vec<&str> = example.texts.iter().map(String::as_str).collect();
    let kind = grammar.tables[at].kind;
    let read = if kind.is_of_figures() { grammar.figures(&heads) } else { grammar.table(&heads) };
    let read = read.is_some_and(|read| read.kind == kind);
    match (read, example.reads) {
        (true, false) => Some((format!("the heads are read as `{kind}`, which they are to be not"), None)),
        (false, true) => Some((format!("the heads are not read as `{kind}`"), None)),
        _ => None,
    }
}
