//! What was sent to those who are fed with records: by document, and within it by record.

use super::{Store, StoreFault};
use rusqlite::{OptionalExtension, params};
use rustc_hash::FxHashMap;

/// The tables of feeds.
const SCHEMA: &str = include_str!("schema/feeds.sql");

/// Digest of what a record was told as.
pub type RecordDigest = [u8; 16];

/// An index that is fed, or that is being loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedRow {
    /// Its key.
    pub key: i64,
    /// The index.
    pub place: String,
    /// Digest of what records are told as.
    pub shape: String,
}

/// How far a feed has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedState {
    /// All is being sent to a new index.
    Loading,
    /// The index holds all that was sent.
    Live,
}

impl FeedState {
    fn word(self) -> &'static str {
        match self {
            Self::Loading => "loading",
            Self::Live => "live",
        }
    }
}

/// Something that a feed took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// A record, as this digest tells it.
    Record {
        /// Id of its document.
        document: String,
        /// Its own id.
        id: String,
        /// Of what it was told as.
        digest: RecordDigest,
    },
    /// That a record is gone.
    Deletion {
        /// Id of its document.
        document: String,
        /// Its own id.
        id: String,
    },
    /// All records of a document.
    Whole {
        /// Its id.
        document: String,
        /// Its key; nothing when it is gone with all its records.
        key: Option<i64>,
    },
}

impl Store {
    /// The feed of this name, so far as there is one in this state.
    ///
    /// # Errors
    ///
    /// When the store cannot be read or written.
    pub fn feed(&mut self, name: &str, state: FeedState) -> Result<Option<FeedRow>, StoreFault> {
        self.whole(|connection| {
            connection.execute_batch(SCHEMA)?;
            connection
                .prepare_cached("SELECT feed_key, place, shape FROM feeds WHERE name = ? AND state = ?")?
                .query_row([name, state.word()], |row| {
                    Ok(FeedRow { key: row.get(0)?, place: row.get(1)?, shape: row.get(2)? })
                })
                .optional()
        })
    }

    /// Begins to load an index.
    ///
    /// # Errors
    ///
    /// When the store cannot be written.
    pub fn begin_feed(&mut self, name: &str, place: &str, shape: &str) -> Result<FeedRow, StoreFault> {
        self.whole(|connection| {
            connection.execute_batch(SCHEMA)?;
            connection.execute(
                "INSERT INTO feeds (name, place, shape, state) VALUES (?, ?, ?, 'loading')",
                [name, place, shape],
            )?;
            Ok(FeedRow { key: connection.last_insert_rowid(), place: place.to_owned(), shape: shape.to_owned() })
        })
    }

    /// Forgets all that a feed was sent.
    ///
    /// # Errors
    ///
    /// When the store cannot be written.
    pub fn forget_feed(&mut self, feed: i64) -> Result<(), StoreFault> {
        self.whole(|connection| connection.execute("DELETE FROM feeds WHERE feed_key = ?", [feed]).map(drop))
    }

    /// What was loaded is what the name stands for from now on, and is found at this place.
    ///
    /// # Errors
    ///
    /// When the store cannot be written.
    pub fn feed_is_live(&mut self, feed: i64, place: &str) -> Result<(), StoreFault> {
        self.whole(|connection| {
            connection.execute(
                "DELETE FROM feeds WHERE state = 'live' AND feed_key <> ?1
                     AND name = (SELECT name FROM feeds WHERE feed_key = ?1)",
                [feed],
            )?;
            connection
                .execute("UPDATE feeds SET state = 'live', place = ?2 WHERE feed_key = ?1", params![feed, place])
                .map(drop)
        })
    }

    /// Documents of the store that a feed has not got whole, with keys above this one.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn documents_to_feed(&self, feed: i64, after: i64, most: usize) -> Result<Vec<(i64, String)>, StoreFault> {
        self.ask(|connection| {
            connection
                .prepare_cached(
                    "SELECT d.document_key, d.id FROM documents AS d WHERE d.document_key > ?2 AND NOT EXISTS (
                         SELECT 1 FROM feed_documents AS f
                         WHERE f.feed_key = ?1 AND f.id = d.id AND f.whole_key = d.document_key
                     ) ORDER BY d.document_key LIMIT ?3",
                )?
                .query_map(params![feed, after, most], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect()
        })
    }

    /// Ids of documents that a feed has got and the store no longer holds, above this one.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn documents_to_delete(&self, feed: i64, after: &str, most: usize) -> Result<Vec<String>, StoreFault> {
        self.ask(|connection| {
            connection
                .prepare_cached(
                    "SELECT f.id FROM feed_documents AS f WHERE f.feed_key = ?1 AND f.id > ?2
                         AND NOT EXISTS (SELECT 1 FROM documents AS d WHERE d.id = f.id)
                     ORDER BY f.id LIMIT ?3",
                )?
                .query_map(params![feed, after, most], |row| row.get(0))?
                .collect()
        })
    }

    /// The records of a document that a feed has got, with what each was told as.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub fn fed(&self, feed: i64, document: &str) -> Result<FxHashMap<String, RecordDigest>, StoreFault> {
        self.ask(|connection| {
            connection
                .prepare_cached(
                    "SELECT r.id, r.digest FROM feed_documents AS f JOIN feed_records AS r USING (fed_key)
                     WHERE f.feed_key = ? AND f.id = ?",
                )?
                .query_map(params![feed, document], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect()
        })
    }

    /// Keeps what a feed took, all of it or nothing.
    ///
    /// # Errors
    ///
    /// When the store cannot be written.
    pub fn note_fed(&mut self, feed: i64, taken: &[Taken]) -> Result<(), StoreFault> {
        self.whole(|connection| {
            let mut about = connection.prepare_cached(
                "INSERT INTO feed_documents (feed_key, id) VALUES (?1, ?2)
                 ON CONFLICT (feed_key, id) DO UPDATE SET id = excluded.id RETURNING fed_key",
            )?;
            let mut put = connection.prepare_cached("INSERT OR REPLACE INTO feed_records VALUES (?, ?, ?)")?;
            let mut remove = connection.prepare_cached("DELETE FROM feed_records WHERE fed_key = ? AND id = ?")?;
            let mut whole = connection.prepare_cached("UPDATE feed_documents SET whole_key = ? WHERE fed_key = ?")?;
            let mut gone = connection.prepare_cached("DELETE FROM feed_documents WHERE fed_key = ?")?;
            let mut current: Option<(&str, i64)> = None;
            for one in taken {
                let (Taken::Record { document, .. } | Taken::Deletion { document, .. } | Taken::Whole { document, .. }) =
                    one;
                let key = match current {
                    Some((id, key)) if id == document => key,
                    _ => about.query_row(params![feed, document], |row| row.get(0))?,
                };
                current = Some((document, key));
                match one {
                    Taken::Record { id, digest, .. } => put.execute(params![key, id, digest])?,
                    Taken::Deletion { id, .. } => remove.execute(params![key, id])?,
                    Taken::Whole { key: Some(document), .. } => whole.execute([*document, key])?,
                    Taken::Whole { key: None, .. } => {
                        current = None;
                        gone.execute([key])?
                    }
                };
            }
            Ok(())
        })
    }
}
