//! What is exported, as data: every kind of row with its columns, what each holds, and
//! the words that ask the store for it.
//!
//! Everything else is drawn from these tables: the documents that search engines take
//! and their mappings, the columns of Parquet and CSV files, the views in `PostgreSQL`.

mod front;
mod minutes;
mod papers;
mod tables;

use std::sync::LazyLock;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// A word to group and filter by, as it is.
    Key,
    /// Words to search in.
    Words,
    /// A day, `YYYY-MM-DD`.
    Date,
    /// A whole number.
    Whole,
    /// A number.
    Figure,
    /// Yes or no.
    Yes,
    /// A list of words to filter by.
    Keys,
    /// Left, top, right and bottom in points, of four columns; a list.
    Bounds,
    /// Start and end in Unicode scalar values, of two columns; a list.
    Span,
    /// Columns of their own, once.
    One(&'static [Field]),
    /// Columns of their own, any number of times.
    Rows(&'static [Field]),
}

impl Holds {
    /// How many columns of an answer of the store it is made of.
    pub(super) fn width(self) -> usize {
        match self {
            Self::Bounds => 4,
            Self::Span => 2,
            _ => 1,
        }
    }

    /// Whether it is asked for apart from the row, with the row's number first.
    pub(super) fn is_apart(self) -> bool {
        matches!(self, Self::Keys | Self::One(_) | Self::Rows(_))
    }
}

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name, the same wherever it is exported to.
    pub name: &'static str,
    /// What it holds.
    pub holds: Holds,
    /// Where the store has it: an expression, or for what is asked for apart a query
    /// whose first column is the number of the row. Empty: the column of this name.
    from: &'static str,
}

/// A column that the row's own table has under the same name.
const fn own(name: &'static str, holds: Holds) -> Field {
    Field { name, holds, from: "" }
}

/// A column that is had in this way.
const fn of(name: &'static str, holds: Holds, from: &'static str) -> Field {
    Field { name, holds, from }
}

/// A kind of row.
#[derive(Debug)]
pub struct Shape {
    /// The name of its file or table, in the plural.
    pub name: &'static str,
    /// Its type in the flat stream, where each row is a record that is searched by itself.
    pub record: Option<&'static str>,
    /// What its rows are, for the readers of a schema.
    pub about: &'static str,
    /// The table `t` that has a row for each, and further ones.
    from: &'static str,
    /// What numbers the rows of a document: one column, or several of which the first is of what holds them.
    number: &'static str,
    /// The words of a record, where it has any.
    text: Option<&'static str>,
    /// The body and the day of a row that is no record: of its meeting.
    meeting: [&'static str; 2],
    /// Its type among the further places; nothing where rows have no place.
    placed: Option<&'static str>,
    /// The columns that only it has.
    own: &'static [Field],
}

/// The body and day of the meeting that a document belongs to.
const OF_DOCUMENT: [&str; 2] = ["p.body", "p.date"];
/// The body and day of the minutes `m`.
const OF_MINUTES: [&str; 2] = ["m.body", "m.date"];

/// A shape to begin from.
const BARE: Shape = Shape {
    name: "",
    record: None,
    about: "",
    from: "",
    number: "",
    text: None,
    meeting: OF_DOCUMENT,
    placed: None,
    own: &[],
};

/// A place in the source.
const PLACE: &[Field] = &[
    own("page", Holds::Whole),
    own("printed_page", Holds::Key),
    own("bbox", Holds::Bounds),
    own("chars", Holds::Span),
];

/// All shapes, those of records first.
pub static SHAPES: LazyLock<Vec<&'static Shape>> = LazyLock::new(|| {
    let all = [front::SHAPES, minutes::SHAPES, papers::SHAPES, tables::SHAPES];
    let mut shapes: Vec<&Shape> = all.into_iter().flatten().collect();
    shapes.sort_by_key(|shape| shape.record.is_none());
    shapes
});

impl Shape {
    /// The shapes of records: of what search finds.
    pub fn records() -> impl Iterator<Item = &'static Self> {
        SHAPES.iter().copied().filter(|shape| shape.record.is_some())
    }

    /// All its columns.
    pub fn fields(&self) -> Vec<Field> {
        let mut fields = match self.record {
            Some(_) => vec![
                of("id", Holds::Key, "r.id"),
                of("document_id", Holds::Key, "d.id"),
                of("council", Holds::Key, "r.council"),
                of("body", Holds::Key, "r.body"),
                of("date", Holds::Date, "r.date"),
                of("title", Holds::Words, "r.title"),
            ],
            None => vec![
                of("document_id", Holds::Key, "d.id"),
                of("council", Holds::Key, "coalesce(d.council, p.council)"),
                of("body", Holds::Key, self.meeting[0]),
                of("date", Holds::Date, self.meeting[1]),
            ],
        };
        fields.extend(self.text.map(|text| of("text", Holds::Words, text)));
        fields.extend(self.own);
        if self.placed.is_some() {
            fields.extend([
                own("page", Holds::Whole),
                own("printed_page", Holds::Key),
                of("place", Holds::Rows(PLACE), ""),
            ]);
        }
        fields
    }

    /// What asks the store for the rows of the document `?1`: the number of the row, then its
    /// columns but for those that are asked for apart.
    pub(super) fn question(&self) -> String {
        let columns: Vec<String> = self.fields().iter().filter(|field| !field.holds.is_apart()).map(column).collect();
        let (columns, from, order) = (columns.join(", "), self.from, self.number);
        let number = self.number_of_row();
        // Records come first: all else is then found by its key. A join in the other order would look at all
        // records of the document for each row.
        match self.record {
            Some(kind) => format!(
                "SELECT r.number, {columns} FROM records AS r CROSS JOIN documents AS d CROSS JOIN {from}
                 WHERE r.record_key > ?1 << 32 AND r.record_key < (?1 + 1) << 32 AND r.type = '{kind}'
                     AND d.document_key = ?1 AND t.document_key = ?1 AND {number} = r.number
                 ORDER BY r.record_key"
            ),
            None => format!(
                "SELECT {number}, {columns} FROM documents AS d LEFT JOIN meetings AS p ON p.document_key = ?1
                 CROSS JOIN {from} WHERE d.document_key = ?1 AND t.document_key = ?1 ORDER BY {order}"
            ),
        }
    }

    /// What tells to which row of a document that belongs what is asked for apart.
    fn number_of_row(&self) -> &'static str {
        self.number.split(',').next().unwrap_or_default()
    }

    /// What asks for a column of the document `?1` that is asked for apart.
    pub(super) fn question_apart(&self, field: &Field) -> String {
        let (Some(kind), "place") = (self.placed, field.name) else {
            return field.from.to_owned();
        };
        let columns = "page, printed_page, box_left, box_top, box_right, box_bottom, char_start, char_end";
        let table = self.from.split(' ').next().unwrap_or_default();
        let number = self.number_of_row().trim_start_matches("t.");
        format!(
            "SELECT {number}, {columns}, 1 AS position FROM {table} WHERE document_key = ?1 AND page IS NOT NULL
             UNION ALL
             SELECT number, {columns}, position FROM further_places WHERE document_key = ?1 AND type = '{kind}'
             ORDER BY 1, position"
        )
    }
}

fn column(field: &Field) -> String {
    match (field.from, field.holds) {
        ("", _) => format!("t.\"{}\"", field.name),
        (from, _) => from.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Holds, SHAPES, Shape};
    use std::collections::BTreeMap;

    #[test]
    fn a_name_means_the_same_in_every_record() {
        let mut names: BTreeMap<&str, (Holds, &str)> = BTreeMap::new();
        for shape in Shape::records() {
            for field in shape.fields() {
                let (holds, first) = *names.entry(field.name).or_insert((field.holds, shape.name));
                assert_eq!(holds, field.holds, "{} of {first} and {}", field.name, shape.name);
            }
        }
    }

    #[test]
    fn no_name_stands_twice() {
        let mut shapes: Vec<&str> = SHAPES.iter().map(|shape| shape.name).collect();
        shapes.sort_unstable();
        let all = shapes.len();
        shapes.dedup();
        assert_eq!(shapes.len(), all);
        for shape in SHAPES.iter() {
            let mut names: Vec<&str> = shape.fields().iter().map(|field| field.name).collect();
            names.sort_unstable();
            let all = names.len();
            names.dedup();
            assert_eq!(names.len(), all, "{}: {names:?}", shape.name);
        }
    }
}
