//! A compiled grammar and what it reads; all grammars of a run.

use super::compile;
use super::fault::GrammarFaults;
use super::field::{FieldReading, FieldReadings, Fields};
use super::fold::{after, before, is_word};
use super::form::Names;
use super::heading::Headings;
use super::kind::{FieldName, FieldScope, HeadingKind, PhraseKind, TableKind};
use super::phrase::Phrases;
use super::reading::{Form, FormId, FormSource, Reading};
use super::table::{self, TableForm, TableReading};
use super::word::WordList;
use crate::page::Look;
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use std::ops::Range;
use std::path::Path;
use std::sync::LazyLock;

/// A council's grammar, or the base that all of them add to.
#[derive(Clone, Debug)]
pub struct Grammar {
    pub(super) name: String,
    pub(super) title: Option<String>,
    pub(super) hash: String,
    pub(super) month_first: bool,
    pub(super) recognise: Vec<String>,
    /// The council's own forms first; a [`FormId`] is a place in this list.
    pub(super) forms: Vec<Form>,
    pub(super) headings: Headings,
    /// The page stamps among them: every line is asked for those first.
    pub(super) furniture: Headings,
    pub(super) phrases: Phrases,
    pub(super) fields: Fields,
    pub(super) tables: Vec<TableForm>,
    pub(super) names: Names,
}

/// The word lists that tell a scenario, and what facts call it.
const SCENARIOS: [(&str, &str); 7] = [
    ("variance_word", "variance"),
    ("target_word", "target"),
    ("forecast_word", "forecast"),
    ("outturn_word", "outturn"),
    ("actual_word", "actual"),
    ("budget_word", "budget"),
    ("estimate_word", "estimate"),
];

static NO_WORDS: LazyLock<WordList> = LazyLock::new(WordList::default);

impl Grammar {
    /// `base`, or the name of the council's file.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The council's name.
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// Hash of the files that the grammar was made of, in hexadecimal.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// Whether a date of figures has the month first.
    pub fn month_first(&self) -> bool {
        self.month_first
    }

    /// What a whole line says: each kind at most once, the council's own forms first.
    pub fn headings<'t>(&self, line: &'t str, look: Look) -> Vec<Reading<'t, HeadingKind>> {
        self.headings_among(line, look, |_| true)
    }

    /// What a whole line says as one of some kinds of heading.
    pub fn headings_among<'t>(
        &self,
        line: &'t str,
        look: Look,
        wanted: impl Fn(HeadingKind) -> bool,
    ) -> Vec<Reading<'t, HeadingKind>> {
        let mut found: Vec<Reading<'t, HeadingKind>> = Vec::new();
        for reading in self.headings.read(&self.forms, line, |heading| wanted(heading.kind) && heading.look.holds(look))
        {
            if found.iter().all(|known| known.kind != reading.kind) {
                found.push(reading);
            }
        }
        found
    }

    /// What a whole line says as one kind of heading.
    pub fn heading<'t>(&self, kind: HeadingKind, line: &'t str, look: Look) -> Option<Reading<'t, HeadingKind>> {
        let index = if kind == HeadingKind::Furniture { &self.furniture } else { &self.headings };
        index.read(&self.forms, line, move |heading| heading.kind == kind && heading.look.holds(look)).next()
    }

    /// What stretches of a text say, by start. No two of one kind overlap: the
    /// earliest stands, and of those that start together the longest.
    pub fn phrases<'t>(&self, text: &'t str) -> Vec<Reading<'t, PhraseKind>> {
        self.phrases.read(&self.forms, text, |_| true)
    }

    /// What stretches of a text say, of some kinds only.
    pub fn phrases_among<'t>(
        &self,
        text: &'t str,
        wanted: impl Fn(PhraseKind) -> bool,
    ) -> Vec<Reading<'t, PhraseKind>> {
        self.phrases.read(&self.forms, text, |phrase| wanted(phrase.kind))
    }

    /// The first stretch of a text that says something of a kind.
    pub fn phrase<'t>(&self, kind: PhraseKind, text: &'t str) -> Option<Reading<'t, PhraseKind>> {
        self.phrases_among(text, |found| found == kind).into_iter().next()
    }

    /// The label that a text begins with, up to a colon, a question mark, a
    /// dash, a tab or two spaces, or that it is alone, and what stands behind it.
    pub fn field<'t>(&self, scope: FieldScope, text: &'t str) -> Option<FieldReading<'t>> {
        self.fields.read(scope, text)
    }

    /// The labels that a text begins with, in every scope.
    pub fn fields_of<'t>(&self, text: &'t str, label_end: usize) -> FieldReadings<'t> {
        self.fields.all(text, label_end)
    }

    /// What a cell names that is a label, with or without a colon.
    pub fn label(&self, scope: FieldScope, cell: &str) -> Option<FieldName> {
        self.fields.label(scope, cell)
    }

    /// The record that column heads make. Case, space and punctuation fold; one
    /// letter of a long word may be misread.
    pub fn table(&self, heads: &[&str]) -> Option<TableReading> {
        table::read(&self.tables, heads, |kind| !kind.is_of_figures())
    }

    /// What a table of figures is, by the whole head of each column (`Budget / 2031/32 / £000`).
    pub fn figures(&self, heads: &[&str]) -> Option<TableReading> {
        table::read(&self.tables, heads, TableKind::is_of_figures)
    }

    /// Whether a short text holds an entry of a word list, in whole words.
    pub fn holds(&self, list: &str, text: &str) -> bool {
        table::holds(text, self.words(list))
    }

    /// The scenario that the head of a column or row of figures tells: `budget`, `actual`, ….
    /// Of several the first counts, variance before forecast before budget: a
    /// forecast variance is a variance.
    pub fn scenario(&self, head: &str) -> Option<&'static str> {
        SCENARIOS.iter().find(|(list, _)| self.holds(list, head)).map(|(_, scenario)| *scenario)
    }

    /// A word list; an empty one when the grammar has none of that name.
    pub fn words(&self, list: &str) -> &WordList {
        self.names.lists.get(list).map_or(&NO_WORDS, |list| list)
    }

    /// A form's words, and where it is written.
    pub fn form(&self, id: FormId) -> Option<&FormSource> {
        self.forms.get(id.0 as usize).map(|form| &form.source)
    }

    /// How many forms the grammar has, those of the base included.
    pub fn form_count(&self) -> usize {
        self.forms.len()
    }

    /// Whether one form reads a line that looks as it wants.
    pub(super) fn reads_heading(&self, form: FormId, line: &str) -> bool {
        self.headings.read(&self.forms, line, move |heading| heading.id == form).next().is_some()
    }

    /// The first stretch of a text that one form reads.
    pub(super) fn phrase_of_form(&self, form: FormId, text: &str) -> Option<Range<usize>> {
        self.phrases.read(&self.forms, text, |phrase| phrase.id == form).into_iter().next().map(|reading| reading.range)
    }
}

/// Every grammar that a run knows.
#[derive(Clone, Debug)]
pub struct Grammars {
    /// The base first, then councils in the order of their names.
    known: Vec<Grammar>,
    hash: String,
    recogniser: Option<AhoCorasick>,
    /// Whose each pattern of the recogniser is.
    owners: Vec<usize>,
}

static EMBEDDED: LazyLock<Grammars> = LazyLock::new(|| match compile::carried() {
    Ok(grammars) => grammars,
    Err(faults) => panic!("the carried grammars are at fault:\n{faults}"),
});

impl Grammars {
    /// The grammars that the program carries.
    ///
    /// # Panics
    /// If they are at fault, which the tests rule out.
    pub fn embedded() -> &'static Grammars {
        &EMBEDDED
    }

    /// The carried grammars with the files of a folder laid over them: a file
    /// replaces the carried one of the same name, or is added.
    ///
    /// # Errors
    /// Everything that is wrong with any of the files.
    pub fn load(overlay: Option<&Path>) -> Result<Grammars, GrammarFaults> {
        compile::load(overlay)
    }

    pub(super) fn new(grammars: Vec<Grammar>, hash: String) -> Self {
        let (mut phrases, mut owners) = (Vec::new(), Vec::new());
        for (at, grammar) in grammars.iter().enumerate() {
            for phrase in grammar.recognise.iter().map(|phrase| phrase.trim()).filter(|phrase| !phrase.is_empty()) {
                phrases.push(phrase);
                owners.push(at);
            }
        }
        let recogniser = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .kind(Some(AhoCorasickKind::DFA))
            // The rarest letters of a few names are still in every line.
            .prefilter(false)
            .build(phrases)
            .ok();
        Grammars { known: grammars, hash, recogniser, owners }
    }

    /// The base, then every council.
    pub fn all(&self) -> impl Iterator<Item = &Grammar> {
        self.known.iter()
    }

    /// The grammar that every other extends.
    pub fn base(&self) -> &Grammar {
        &self.known[0]
    }

    /// A grammar by its name.
    pub fn get(&self, name: &str) -> Option<&Grammar> {
        self.known.iter().find(|grammar| grammar.name == name)
    }

    /// One of these grammars alone, so that it reads every source, whichever council that names.
    pub fn only(&self, name: &str) -> Option<Grammars> {
        let one = self.get(name)?.clone();
        Some(Grammars::new(vec![one], self.hash.clone()))
    }

    /// The grammar of the council that a text names most often; the base when it names none.
    pub fn recognise(&self, text: &str) -> &Grammar {
        let mut hits = vec![0_usize; self.known.len()];
        if let Some(recogniser) = &self.recogniser {
            for hit in recogniser.find_iter(text) {
                let cut = before(text, hit.start()).is_some_and(is_word) || after(text, hit.end()).is_some_and(is_word);
                if !cut {
                    hits[self.owners[hit.pattern().as_usize()]] += 1;
                }
            }
        }
        let most = hits.iter().copied().max().unwrap_or(0);
        let at = if most == 0 { 0 } else { hits.iter().position(|&count| count == most).unwrap_or(0) };
        &self.known[at]
    }

    /// Hash of all grammar files, in hexadecimal.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// Hash of what tells these grammars apart, in hexadecimal: while it stays the same, a
    /// source is read with the grammar of the same name.
    pub fn recogniser_hash(&self) -> String {
        let mut hash = blake3::Hasher::new();
        for grammar in &self.known {
            for words in std::iter::once(&grammar.name).chain(&grammar.recognise) {
                hash.update(&(words.len() as u64).to_le_bytes());
                hash.update(words.as_bytes());
            }
            hash.update(&u64::MAX.to_le_bytes());
        }
        hash.finalize().to_hex().to_string()
    }
}
