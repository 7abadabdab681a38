//! Grammar files as written: the shape of the TOML, before anything is made of it.

use super::kind::{At, FieldName, FieldScope, HeadingKind, PhraseKind, TableKind};
use super::sets::Sets;
use crate::record::schema;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use toml::Spanned;

/// A grammar file: the base grammar's parts, or a council's own.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct File {
    /// The council's name. Councils only.
    #[schemars(with = "Option<String>")]
    pub title: Option<Spanned<String>>,
    /// The grammar that this one adds to: `base`. Councils only.
    #[schemars(with = "Option<String>")]
    pub extends: Option<Spanned<String>>,
    /// How a document of the council is known. Councils only.
    pub recognise: Option<Recognise>,
    /// How values are read that can be read in more than one way.
    pub settings: Option<Settings>,
    /// Small word lists, by name.
    #[schemars(with = "BTreeMap<String, Vec<String>>")]
    pub words: BTreeMap<String, Spanned<Vec<String>>>,
    /// Pieces of forms that several forms share, by name; they may name lists, but not each other.
    #[schemars(with = "BTreeMap<String, String>")]
    pub parts: BTreeMap<String, Spanned<String>>,
    /// What a whole line says.
    pub heading: Vec<Heading>,
    /// What a stretch of running text says.
    pub phrase: Vec<Phrase>,
    /// Labels of lines and of cells.
    pub field: Vec<Field>,
    /// Column heads that make a record.
    pub table: Vec<Table>,
}

/// How a document of a council is known.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Recognise {
    /// Words of which the document holds some.
    #[schemars(with = "Vec<String>")]
    pub phrases: Spanned<Vec<String>>,
}

/// How values are read that can be read in more than one way.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Settings {
    /// What comes first in a date of figures.
    pub date_order: Option<DateOrder>,
}

/// What comes first in a date of figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum DateOrder {
    /// `27/01/2021`.
    DayFirst,
    /// `01/27/2021`.
    MonthFirst,
}

/// What a whole line says.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Heading {
    /// What the line is.
    pub kind: HeadingKind,
    /// The line's words, in the form language.
    #[schemars(with = "Option<String>")]
    pub form: Option<Spanned<String>>,
    /// A regular expression instead of a form; named groups are roles.
    #[schemars(with = "Option<String>")]
    pub regex: Option<Spanned<String>>,
    /// A form of what the line must not begin with.
    #[schemars(with = "Option<String>")]
    pub unless: Option<Spanned<String>>,
    /// How the line must look.
    #[serde(default)]
    pub look: WantedLook,
    /// What the form says of the record.
    #[serde(default)]
    pub sets: Sets,
    /// Lines that the form reads.
    #[schemars(with = "Vec<String>")]
    pub reads: Spanned<Vec<Spanned<String>>>,
    /// Lines that the form does not read.
    #[schemars(with = "Vec<String>")]
    pub rejects: Spanned<Vec<Spanned<String>>>,
}

/// How a line must look: all that is given must hold.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WantedLook {
    /// The whole line is bold.
    pub bold: Option<bool>,
    /// Every letter is a capital.
    pub caps: Option<bool>,
    /// It is marked as a heading.
    pub heading: Option<bool>,
}

/// What a stretch of running text says.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Phrase {
    /// What the stretch says.
    pub kind: PhraseKind,
    /// Its words, in the form language.
    #[schemars(with = "Option<String>")]
    pub form: Option<Spanned<String>>,
    /// A regular expression instead of a form; named groups are roles.
    #[schemars(with = "Option<String>")]
    pub regex: Option<Spanned<String>>,
    /// Where in the text it may stand.
    #[serde(default)]
    pub at: At,
    /// Its first word is in capitals.
    #[serde(default)]
    pub caps: bool,
    /// What the form says of the record.
    #[serde(default)]
    pub sets: Sets,
    /// Texts that the form reads a stretch of; the stretch may stand between `«` and `»`.
    #[schemars(with = "Vec<String>")]
    pub reads: Spanned<Vec<Spanned<String>>>,
    /// Texts that the form reads nothing of.
    #[schemars(with = "Vec<String>")]
    pub rejects: Spanned<Vec<Spanned<String>>>,
}

/// Labels of lines and of cells.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Field {
    /// Where the labels stand.
    pub of: FieldScope,
    /// What stands behind them.
    pub is: FieldName,
    /// The labels.
    #[schemars(with = "Vec<String>")]
    pub labels: Spanned<Vec<Spanned<String>>>,
}

/// Column heads that make a record.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    /// What the rows are.
    pub kind: TableKind,
    /// Columns that must all be there.
    #[schemars(with = "Vec<FieldName>")]
    pub needs: Spanned<Vec<Spanned<FieldName>>>,
    /// The columns and their heads.
    pub columns: Vec<TableColumn>,
    /// Rows of heads that make the table.
    #[schemars(with = "Vec<Vec<String>>")]
    pub reads: Spanned<Vec<Spanned<Vec<String>>>>,
    /// Rows of heads that do not.
    #[schemars(with = "Vec<Vec<String>>")]
    pub rejects: Spanned<Vec<Spanned<Vec<String>>>>,
}

/// A column and its heads.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TableColumn {
    /// What the column holds.
    pub is: FieldName,
    /// How its head may read.
    #[serde(default = "no_heads")]
    #[schemars(with = "Option<Vec<String>>")]
    pub heads: Spanned<Vec<String>>,
    /// Words and lists (`<list>`) of which its head may hold one among others, where no head is as written.
    #[serde(default = "no_heads")]
    #[schemars(with = "Option<Vec<String>>")]
    pub words: Spanned<Vec<String>>,
}

fn no_heads() -> Spanned<Vec<String>> {
    Spanned::new(0..0, Vec::new())
}

/// The JSON Schema of a grammar file.
pub fn schema() -> Value {
    schema::of::<File>("minutebook grammar file")
}
