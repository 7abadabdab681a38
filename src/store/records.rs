//! Records read back from the store, as search needs them.

use super::{Store, StoreFault};
use rusqlite::types::ValueRef;
use rusqlite::{Row, params};
use rustc_hash::FxHashMap;

/// Every type of record that search knows: its name in the flat stream, and the table and
/// column that hold its page, where it has one.
pub const TYPES: &[(&str, Option<(&str, &str)>)] = &[
    ("document", None),
    ("meeting", None),
    ("agenda_item", Some(("agenda_items", "agenda_item_no"))),
    ("minute", Some(("minute_items", "minute_item_no"))),
    ("decision", Some(("decisions", "decision_no"))),
    ("action", Some(("actions", "action_no"))),
    ("attendance", Some(("attendance", "attendance_no"))),
    ("interest", Some(("interests", "interest_no"))),
    ("report", Some(("reports", "report_no"))),
    ("recommendation", None),
    ("plan_entry", Some(("plan_entries", "plan_entry_no"))),
    ("appointment", Some(("appointments", "appointment_no"))),
    ("table", Some(("tables", "table_no"))),
    ("section", Some(("sections", "section_no"))),
];

/// Bits of a record's key that hold its position in its document.
const POSITION_BITS: u32 = 32;

/// The document that a record belongs to, told from the record's key.
pub fn document_of(record_key: i64) -> i64 {
    record_key >> POSITION_BITS
}

/// What a store holds, in brief: two stores, or one at two times, with the same documents have the same.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Holding {
    /// The store's own, whatever it holds.
    pub store: String,
    /// How many documents.
    pub documents: u64,
    /// The key of the one that came last; 0 when there is none.
    pub last: i64,
}

/// A record with its words, borrowed from the store for as long as it is looked at.
#[derive(Clone, Copy, Debug)]
pub struct StoredRecord<'r> {
    /// Its key in the store.
    pub key: i64,
    /// Its type, in the flat stream's words.
    pub kind: &'r str,
    /// Its number within its type and document, from 1.
    pub number: i64,
    /// Its id in the flat stream.
    pub id: &'r str,
    /// What to call it in a list.
    pub title: Option<&'r str>,
    /// The body of its meeting.
    pub body: Option<&'r str>,
    /// The day of its meeting, `YYYY-MM-DD`.
    pub date: Option<&'r str>,
    /// The council.
    pub council: Option<&'r str>,
    /// What became of it, where it is a decision.
    pub outcome: Option<&'r str>,
    /// Its words.
    pub text: Option<&'r str>,
}

/// The columns of a [`StoredRecord`], in its order.
const COLUMNS: &str = "r.record_key, r.type, r.number, r.id, r.title, r.body, r.date, r.council, r.outcome, t.text";

impl<'r> StoredRecord<'r> {
    fn of(row: &'r Row<'_>) -> rusqlite::Result<Self> {
        let word = |at| row.get_ref(at)?.as_str_or_null().map_err(rusqlite::Error::from);
        Ok(Self {
            key: row.get(0)?,
            kind: word(1)?.unwrap_or_default(),
            number: row.get(2)?,
            id: word(3)?.unwrap_or_default(),
            title: word(4)?,
            body: word(5)?,
            date: word(6)?,
            council: word(7)?,
            outcome: word(8)?,
            text: word(9)?,
        })
    }
}

/// Names by the type and number of the record that they stand in.
#[derive(Debug, Default)]
pub struct People(FxHashMap<(String, i64), Vec<String>>);

impl People {
    /// Everybody that this record names in an office of its own.
    pub fn of(&self, record: &StoredRecord<'_>) -> &[String] {
        self.0.get(&(record.kind.to_owned(), record.number)).map_or(&[], Vec::as_slice)
    }
}

/// Where a record stands, and in what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Id of its document.
    pub document_id: String,
    /// Title of its document, or its file name.
    pub document: String,
    /// The page that it begins on, from 1; nothing where its place is not known.
    pub page: Option<u32>,
}

impl Store {
    /// What it holds, in brief.
    ///
    /// # Errors
    ///
    /// When it cannot be read.
    pub fn holding(&self) -> Result<Holding, StoreFault> {
        self.ask(|connection| {
            connection.query_row(
                "SELECT (SELECT identity FROM store_identity), count(*), coalesce(max(document_key), 0) FROM documents",
                [],
                |row| Ok(Holding { store: row.get(0)?, documents: row.get(1)?, last: row.get(2)? }),
            )
        })
    }

    /// Does several questions' work on the store as it is now, whatever is written meanwhile.
    ///
    /// # Errors
    ///
    /// What the work returns, or that the store cannot be read.
    pub fn at_once<T, F: From<StoreFault>>(&self, work: impl FnOnce(&Self) -> Result<T, F>) -> Result<T, F> {
        self.ask(|connection| connection.execute_batch("BEGIN"))?;
        let done = work(self);
        self.ask(|connection| connection.execute_batch("COMMIT"))?;
        done
    }

    /// The keys of all documents, in order.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn document_keys(&self) -> Result<Vec<i64>, StoreFault> {
        self.ask(|connection| {
            connection
                .prepare("SELECT document_key FROM documents ORDER BY document_key")?
                .query_map([], |row| row.get(0))?
                .collect()
        })
    }

    /// Shows every record of a document, in the order of the document.
    ///
    /// # Errors
    ///
    /// What `take` returns, or that the store cannot be read.
    pub fn records_of<F: From<StoreFault>>(
        &self,
        document: i64,
        mut take: impl FnMut(StoredRecord<'_>) -> Result<(), F>,
    ) -> Result<(), F> {
        let mut stopped = None;
        self.ask(|connection| {
            let mut records = connection.prepare_cached(&format!(
                "SELECT {COLUMNS} FROM records AS r JOIN record_texts AS t USING (record_key)
                 WHERE r.record_key > ?1 << {POSITION_BITS} AND r.record_key < (?1 + 1) << {POSITION_BITS}
                 ORDER BY r.record_key"
            ))?;
            let mut rows = records.query([document])?;
            while let Some(row) = rows.next()? {
                if let Err(fault) = take(StoredRecord::of(row)?) {
                    stopped = Some(fault);
                    break;
                }
            }
            Ok(())
        })?;
        stopped.map_or(Ok(()), Err)
    }

    /// Shows the record with this key; nothing when it is no longer there.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn record<T>(&self, key: i64, show: impl FnOnce(StoredRecord<'_>) -> T) -> Result<Option<T>, StoreFault> {
        self.ask(|connection| {
            let mut record = connection.prepare_cached(&format!(
                "SELECT {COLUMNS} FROM records AS r JOIN record_texts AS t USING (record_key) WHERE r.record_key = ?"
            ))?;
            let mut rows = record.query([key])?;
            rows.next()?.map(|row| StoredRecord::of(row).map(show)).transpose()
        })
    }

    /// Everybody that the records of a document name in an office of their own.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn people_of(&self, document: i64) -> Result<People, StoreFault> {
        self.ask(|connection| {
            let mut people = People::default();
            let mut named =
                connection.prepare_cached("SELECT type, number, name FROM record_people WHERE document_key = ?")?;
            let mut rows = named.query([document])?;
            while let Some(row) = rows.next()? {
                people.0.entry((row.get(0)?, row.get(1)?)).or_default().push(row.get(2)?);
            }
            Ok(people)
        })
    }

    /// Where a record stands.
    ///
    /// # Errors
    ///
    /// When the store cannot be read, or its document is no longer there.
    pub fn standing(&self, record: &StoredRecord<'_>) -> Result<Standing, StoreFault> {
        let document = document_of(record.key);
        self.ask(|connection| {
            let page = TYPES.iter().find(|(kind, _)| *kind == record.kind).and_then(|(_, place)| *place);
            let page = match page {
                Some((table, number)) => connection
                    .prepare_cached(&format!("SELECT page FROM {table} WHERE document_key = ? AND {number} = ?"))?
                    .query_row(params![document, record.number], |row| row.get(0))?,
                None => None,
            };
            connection
                .prepare_cached("SELECT id, coalesce(title, source_name) FROM documents WHERE document_key = ?")?
                .query_row([document], |row| Ok(Standing { document_id: row.get(0)?, document: row.get(1)?, page }))
        })
    }

    /// Shows the key and id of every record, in the order of their keys.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn record_ids(&self, mut take: impl FnMut(i64, &str)) -> Result<(), StoreFault> {
        self.ask(|connection| {
            let mut ids = connection.prepare("SELECT record_key, id FROM records ORDER BY record_key")?;
            let mut rows = ids.query([])?;
            while let Some(row) = rows.next()? {
                let id = match row.get_ref(1)? {
                    ValueRef::Text(id) => std::str::from_utf8(id).unwrap_or_default(),
                    _ => "",
                };
                take(row.get(0)?, id);
            }
            Ok(())
        })
    }
}
