//! The fields of the index: what is kept of each record, and how its words are cut.

use serde::Serialize;
use tantivy::Index;
use tantivy::schema::{
    FAST, Field as IndexField, INDEXED, IndexRecordOption, Schema, SchemaBuilder, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{
    AsciiFoldingFilter, Language, LowerCaser, RawTokenizer, RemoveLongFilter, SimpleTokenizer, Stemmer, TextAnalyzer,
};

/// The version of the fields: an index of another one is made anew.
pub const VERSION: u32 = 1;
/// Letters beyond which a word is no word: addresses, keys and what extraction ran together.
const LONGEST_WORD: usize = 60;
/// Words in all their forms: `contracts` finds `contract`.
const STEMMED: &str = "stemmed";
/// Words as they are, but for capitals and accents.
const EXACT: &str = "exact";
/// The whole value as one word, but for capitals.
const WHOLE: &str = "whole";

/// A field that a query can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The council.
    Council,
    /// The body that met.
    Body,
    /// The type of record.
    Type,
    /// What became of a decision.
    Outcome,
    /// The day of the meeting.
    #[serde(rename = "year")]
    Date,
    /// Somebody that the record names in an office of its own.
    Person,
}

impl Field {
    /// What queries call it.
    pub fn name(self) -> &'static str {
        FIELDS
            .iter()
            .find(|(field, _)| *field == self)
            .and_then(|(_, names)| names.first())
            .copied()
            .unwrap_or_default()
    }
}

/// What queries call the fields; the first name is the one that is told.
pub const FIELDS: &[(Field, &[&str])] = &[
    (Field::Council, &["council"]),
    (Field::Body, &["body", "committee"]),
    (Field::Type, &["type"]),
    (Field::Outcome, &["outcome"]),
    (Field::Date, &["date", "year"]),
    (Field::Person, &["councillor", "person", "name"]),
];

/// The fields of the index.
#[derive(Clone, Copy, Debug)]
pub struct Fields {
    /// The record's key in the store.
    pub record: IndexField,
    /// The document's key in the store.
    pub document: IndexField,
    /// Title and text, in all forms of their words.
    pub words: IndexField,
    /// The title alone, in all forms of its words: what it holds counts for more.
    pub title: IndexField,
    /// Title and text, words as they are, with their positions.
    pub exact: IndexField,
    /// Everybody named in an office of the record's own.
    pub people: IndexField,
    /// The whole name of the council, for facets and whole names.
    pub council: IndexField,
    /// The words of the council's name.
    pub council_words: IndexField,
    /// The whole name of the body.
    pub body: IndexField,
    /// The words of the body's name.
    pub body_words: IndexField,
    /// The type, in the flat stream's words.
    pub kind: IndexField,
    /// What became of a decision.
    pub outcome: IndexField,
    /// The day of the meeting, as a number `YYYYMMDD`.
    pub date: IndexField,
    /// The year of the meeting.
    pub year: IndexField,
}

impl Fields {
    /// The schema of the index, with its fields.
    pub fn schema() -> (Schema, Self) {
        let mut schema = SchemaBuilder::new();
        let mut words = |name: &str, cut: &str, kept: IndexRecordOption, norms: bool| {
            let indexing = TextFieldIndexing::default().set_tokenizer(cut).set_index_option(kept).set_fieldnorms(norms);
            let whole = cut == WHOLE;
            let options = TextOptions::default().set_indexing_options(indexing);
            schema.add_text_field(name, if whole { options.set_fast("raw") } else { options })
        };
        let fields = Self {
            words: words("words", STEMMED, IndexRecordOption::WithFreqs, true),
            title: words("title", STEMMED, IndexRecordOption::WithFreqs, true),
            exact: words("exact", EXACT, IndexRecordOption::WithFreqsAndPositions, true),
            people: words("people", EXACT, IndexRecordOption::WithFreqsAndPositions, false),
            council: words("council", WHOLE, IndexRecordOption::Basic, false),
            council_words: words("council_words", EXACT, IndexRecordOption::Basic, false),
            body: words("body", WHOLE, IndexRecordOption::Basic, false),
            body_words: words("body_words", EXACT, IndexRecordOption::Basic, false),
            kind: words("type", WHOLE, IndexRecordOption::Basic, false),
            outcome: words("outcome", WHOLE, IndexRecordOption::Basic, false),
            record: schema.add_u64_field("record", FAST),
            document: schema.add_u64_field("document", INDEXED | FAST),
            date: schema.add_u64_field("date", FAST),
            year: schema.add_u64_field("year", FAST),
        };
        (schema.build(), fields)
    }
}

/// Teaches an index how words are cut.
pub fn teach(index: &Index) {
    let known = index.tokenizers();
    known.register(STEMMED, stemmed());
    known.register(EXACT, exact());
    known.register(WHOLE, whole());
}

/// Words in all their forms.
pub fn stemmed() -> TextAnalyzer {
    TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(LONGEST_WORD))
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter)
        .filter(Stemmer::new(Language::English))
        .build()
}

/// Words as they are.
pub fn exact() -> TextAnalyzer {
    TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(LONGEST_WORD))
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter)
        .build()
}

/// A value as one word.
pub fn whole() -> TextAnalyzer {
    TextAnalyzer::builder(RawTokenizer::default()).filter(LowerCaser).build()
}

/// The words of a text, as this way of cutting gives them.
pub fn tokens(mut cut: TextAnalyzer, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    cut.token_stream(text).process(&mut |token| found.push(token.text.clone()));
    found
}
