//! A page of a source as the store holds it, and where the source came from.

use super::row::{all, held, one};
use rusqlite::Connection;

held! {
    /// A page.
    SourcePage {
        /// From 1.
        page: i64,
        /// What the page itself prints.
        printed_page: Option<String>,
        /// In points.
        width: Option<f64>,
        /// In points.
        height: Option<f64>,
        /// How it was read.
        read: Option<String>,
        /// Its text.
        text: String,
    }
}

held! {
    /// A name that a document was read from.
    Origin {
        /// Absolute path or URL.
        name: String,
        /// `present` or `gone`.
        state: String,
    }
}

impl SourcePage {
    /// A page of a document.
    pub fn find(connection: &Connection, document_key: i64, page: i64) -> rusqlite::Result<Option<Self>> {
        one(connection, "SELECT * FROM pages WHERE document_key = ? AND page = ?", [document_key, page])
    }
}

impl Origin {
    /// The names that hold the document's bytes, as far as the store knows.
    pub fn of_document(connection: &Connection, document_key: i64) -> rusqlite::Result<Vec<Self>> {
        all(
            connection,
            "SELECT s.name, s.state FROM documents AS d JOIN sources AS s USING (version_key)
             WHERE d.document_key = ? ORDER BY s.state = 'gone', s.name LIMIT 20",
            [document_key],
        )
    }

    /// The name, where it is an address of the web; paths are nobody's business.
    pub fn address(self) -> Option<String> {
        let is_address = ["http://", "https://"].iter().any(|scheme| self.name.starts_with(scheme));
        is_address.then_some(self.name)
    }
}
