//! What the grammar says of each block: looked up once, used by every rule.

use crate::block::{Block, Said};
use crate::grammar::{FieldName, FieldReadings, FieldScope, Grammar, HeadingKind, Reading, TableReading};
use smallvec::SmallVec;

/// A labelled value ("To: Planning Committee").
#[derive(Clone, Copy, Debug)]
pub struct Field<'b> {
    /// What the label names.
    pub name: FieldName,
    /// The words after it.
    pub rest: &'b str,
}

/// What the grammar says of a block.
#[derive(Clone, Debug, Default)]
pub struct Marks<'b> {
    /// Forms that read the whole block.
    pub headings: Vec<Reading<'b, HeadingKind>>,
    /// Labelled values, by where they may stand; at most one a scope.
    pub fields: Vec<(FieldScope, Field<'b>)>,
    /// What a table's rows are.
    pub table: Option<TableReading>,
    /// For such a table: its column heads.
    pub heads: Vec<&'b str>,
    /// For a table: which front-sheet fields its rows name.
    pub row_fields: SmallVec<[FieldName; 4]>,
}

/// How many of a table's rows may hold front-sheet fields.
const FRONT_SHEET_ROWS: usize = 24;

fn fields<'b>(found: &FieldReadings<'b>) -> Vec<(FieldScope, Field<'b>)> {
    found.iter().map(|(scope, field)| (*scope, Field { name: field.name, rest: field.rest })).collect()
}

impl<'b> Marks<'b> {
    /// Looks a block up in the grammar; of a block of one line it is `known` already.
    pub fn of(block: &'b Block<'_>, known: Option<&Said<'b>>, grammar: &Grammar) -> Self {
        let mut marks = Self::default();
        if let Some(rows) = &block.rows {
            let headed = (0..rows.rows.len().min(3)).find_map(|row| {
                let heads = rows.texts(row);
                let table =
                    (heads.iter().filter(|head| !head.is_empty()).count() > 1).then(|| grammar.table(&heads)).flatten();
                table.map(|table| (table, heads))
            });
            if let Some((table, heads)) = headed {
                marks.table = Some(table);
                marks.heads = heads;
            }
            if marks.table.is_none() {
                for row in rows.rows.iter().take(FRONT_SHEET_ROWS) {
                    let label =
                        row.filled().next().and_then(|(_, cell)| grammar.label(FieldScope::FrontSheet, cell.text));
                    marks.row_fields.extend(label);
                }
            }
            return marks;
        }
        let said = match known {
            Some(known) => known.clone(),
            None => Said::of(&block.text, block.look, grammar),
        };
        marks.headings = said.headings;
        marks.fields = fields(&said.fields);
        if marks.fields.is_empty() && block.label.is_some() {
            // `2. Apologies: none` is a field; `1. Summary` is a heading.
            let body = block.body();
            marks.fields = fields(&grammar.fields_of(body, 0));
            marks.fields.retain(|(_, field)| body[..body.len() - field.rest.len()].contains(':'));
        }
        marks
    }

    /// The form of a kind, if the block has it.
    pub fn heading(&self, kind: HeadingKind) -> Option<&Reading<'b, HeadingKind>> {
        self.headings.iter().find(|heading| heading.kind == kind)
    }

    /// Whether the block has a form of the kind.
    pub fn is(&self, kind: HeadingKind) -> bool {
        self.heading(kind).is_some()
    }

    /// The labelled value that the block is in a scope.
    pub fn field(&self, scope: FieldScope) -> Option<Field<'b>> {
        self.fields.iter().find(|(of, _)| *of == scope).map(|(_, field)| *field)
    }
}
