//! Tables with their columns, cells, facts and checks.

use super::{BARE, Field, Holds, Shape, of, own};

const COLUMN: &[Field] =
    &[own("heading", Holds::Words), own("type", Holds::Key), own("unit", Holds::Key), own("scale", Holds::Figure)];

const TABLE_ID: Field = of("table_id", Holds::Key, "d.id || '-' || o.id");
const CAPTION: Field = of("caption", Holds::Words, "o.caption");

pub(super) const SHAPES: &[Shape] = &[
    Shape {
        name: "tables",
        record: Some("table"),
        about: "every table; the title is the caption, the words are those of its section",
        from: "tables AS t",
        number: "t.table_no",
        placed: Some("table"),
        own: &[
            own("kind", Holds::Key),
            own("header_rows", Holds::Whole),
            own("row_count", Holds::Whole),
            own("column_count", Holds::Whole),
            of("read_as", Holds::Key, "d.id || '-' || t.read_as"),
            of(
                "notes",
                Holds::Keys,
                "SELECT table_no, text FROM table_notes WHERE document_key = ?1 ORDER BY table_no, position",
            ),
            of(
                "columns",
                Holds::Rows(COLUMN),
                "SELECT table_no, heading, type, unit, scale FROM table_columns
                 WHERE document_key = ?1 ORDER BY table_no, column_no",
            ),
        ],
        ..BARE
    },
    Shape {
        name: "table_columns",
        about: "the columns of tables",
        from: "table_columns AS t JOIN tables AS o USING (document_key, table_no)",
        number: "t.table_no, t.column_no",
        own: &[
            TABLE_ID,
            own("column_no", Holds::Whole),
            own("heading", Holds::Words),
            own("type", Holds::Key),
            own("unit", Holds::Key),
            own("scale", Holds::Figure),
        ],
        ..BARE
    },
    Shape {
        name: "table_cells",
        about: "every cell as it is printed, and its value",
        from: "table_cells AS t JOIN tables AS o USING (document_key, table_no)",
        number: "t.table_no, t.row_no, t.column_no",
        own: &[
            TABLE_ID,
            own("row_no", Holds::Whole),
            own("column_no", Holds::Whole),
            own("text", Holds::Words),
            of("kind", Holds::Key, "t.kind"),
            own("amount", Holds::Figure),
            own("currency", Holds::Key),
            of("cell_date", Holds::Date, "t.date"),
            own("flag", Holds::Key),
            own("trend", Holds::Key),
            own("row_span", Holds::Whole),
            own("column_span", Holds::Whole),
        ],
        ..BARE
    },
    Shape {
        name: "table_facts",
        about: "the figures of tables: what, of whom, when",
        from: "table_facts AS t JOIN tables AS o USING (document_key, table_no)",
        number: "t.table_no, t.fact_no",
        own: &[
            TABLE_ID,
            CAPTION,
            of("table_kind", Holds::Key, "o.kind"),
            own("entity", Holds::Words),
            own("measure", Holds::Words),
            own("period", Holds::Key),
            own("scenario", Holds::Key),
            own("value", Holds::Figure),
            own("unit", Holds::Key),
            of("page", Holds::Whole, "o.page"),
        ],
        ..BARE
    },
    Shape {
        name: "table_checks",
        about: "totals that tables state, recomputed",
        from: "table_checks AS t JOIN tables AS o USING (document_key, table_no)",
        number: "t.table_no, t.check_no",
        own: &[
            TABLE_ID,
            CAPTION,
            of("kind", Holds::Key, "t.kind"),
            own("row_no", Holds::Whole),
            own("column_no", Holds::Whole),
            own("expected", Holds::Figure),
            own("found", Holds::Figure),
            own("holds", Holds::Yes),
        ],
        ..BARE
    },
];
