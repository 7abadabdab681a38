//! What the grammar says of each block: looked up once, used by every rule.

use crate::block::Block;
use crate::grammar::{FieldName, FieldScope, Grammar, HeadingKind, Reading, TableReading};
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

/// Longest block that may be a heading form, in bytes.
const LONGEST_HEADING: usize = 400;
/// How far into a block a field's colon may stand, in bytes.
const LONGEST_LABEL: usize = 60;
/// How many of a table's rows may hold front-sheet fields.
const FRONT_SHEET_ROWS: usize = 24;

const SCOPES: [FieldScope; 4] = [FieldScope::FrontPage, FieldScope::Minutes, FieldScope::FrontSheet, FieldScope::Contact];

impl<'b> Marks<'b> {
    /// Looks a block up in the grammar.
    pub fn of(block: &'b Block<'_>, grammar: &Grammar) -> Self {
        let mut marks = Self::default();
        if let Some(rows) = &block.rows {
            let headed = (0..rows.rows.len().min(3)).find_map(|row| {
                let heads = rows.texts(row);
                let table = (heads.iter().filter(|head| !head.is_empty()).count() > 1).then(|| grammar.table(&heads)).flatten();
                table.map(|table| (table, heads))
            });
            if let Some((table, heads)) = headed {
                marks.table = Some(table);
                marks.heads = heads;
            }
            if marks.table.is_none() {
                for row in rows.rows.iter().take(FRONT_SHEET_ROWS) {
                    let label = row.filled().next().and_then(|(_, cell)| grammar.label(FieldScope::FrontSheet, cell.text));
                    marks.row_fields.extend(label);
                }
            }
            return marks;
        }
        if block.text.len() <= LONGEST_HEADING {
            marks.headings = grammar.headings(&block.text, block.look).into_vec();
        }
        let head = &block.text.as_bytes()[..block.text.len().min(LONGEST_LABEL)];
        if memchr::memchr3(b':', b'-', b'\t', head).is_some() || block.text.len() <= LONGEST_LABEL {
            for scope in SCOPES {
                let found = grammar.field(scope, &block.text).or_else(|| {
                    // `2. Apologies: none` is a field; `1. Summary` is a heading.
                    let body = block.body();
                    block.label.and_then(|_| grammar.field(scope, body)).filter(|field| body[..body.len() - field.rest.len()].contains(':'))
                });
                if let Some(field) = found {
                    marks.fields.push((scope, Field { name: field.name, rest: field.rest }));
                }
            }
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
