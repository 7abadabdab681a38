//! Whether a store is sound.

use super::{Store, StoreFault};

/// Something that is wrong in a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckFault {
    /// Which check found it.
    pub check: Check,
    /// What it says.
    pub words: String,
}

/// A check of a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// The file's own structure.
    Structure,
    /// Rows that refer to rows that are not there.
    References,
    /// The words for search against the records.
    Search,
}

impl Store {
    /// Runs every check; nothing is wrong when nothing is returned.
    ///
    /// # Errors
    ///
    /// When the store cannot be read so far as to be checked.
    pub fn check(&self) -> Result<Vec<CheckFault>, StoreFault> {
        let mut faults = Vec::new();
        let mut found = |check, words| faults.push(CheckFault { check, words });
        self.ask(|connection| {
            let mut structure = connection.prepare("PRAGMA integrity_check")?;
            for words in structure.query_map([], |row| row.get::<_, String>(0))? {
                let words = words?;
                if words != "ok" {
                    found(Check::Structure, words);
                }
            }
            let mut references = connection.prepare("PRAGMA foreign_key_check")?;
            for table in references.query_map([], |row| row.get::<_, String>(0))? {
                found(Check::References, format!("a row of {} refers to a row that is not there", table?));
            }
            Ok(())
        })?;
        let search = "INSERT INTO records_search (records_search, rank) VALUES ('integrity-check', 1)";
        if let Err(cause) = self.connection.execute(search, []) {
            faults.push(CheckFault { check: Check::Search, words: cause.to_string() });
        }
        Ok(faults)
    }
}
