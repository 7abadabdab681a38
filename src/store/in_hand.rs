//! What is being read, in a file beside the store: a line when a source is begun, and one when
//! its reading has come to an end. What was begun and not ended when a run died may be why it died.
//!
//! It is no table of the store, so that a worker can write it at once, whatever is being committed.

use serde_json::Value;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The file that tells what is being read.
#[derive(Debug)]
pub struct InHand {
    file: File,
    path: PathBuf,
}

impl InHand {
    /// Begins the file of the store at this path anew. What an earlier run left stays in it.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn begin(store: &Path) -> io::Result<Self> {
        let left = left_in_hand(store);
        let path = beside(store);
        let mut file = File::create(&path)?;
        for name in &left {
            file.write_all(line('+', name).as_bytes())?;
        }
        Ok(Self { file, path })
    }

    /// Notes that a source is begun. Where that cannot be written nothing is lost but the
    /// reason, should the source end the process.
    pub fn begun(&self, name: &str) {
        self.note('+', name);
    }

    /// Notes that reading a source has come to an end.
    pub fn ended(&self, name: &str) {
        self.note('-', name);
    }

    fn note(&self, sign: char, name: &str) {
        if let Err(cause) = (&self.file).write_all(line(sign, name).as_bytes()) {
            tracing::debug!("{}: cannot be written: {cause}", self.path.display());
        }
    }

    /// Removes the file: the run has come to an end of its own.
    pub fn end(&self) {
        if let Err(cause) = fs::remove_file(&self.path) {
            tracing::debug!("{}: cannot be removed: {cause}", self.path.display());
        }
    }
}

/// What a run had in hand when it died, sorted; nothing when none has.
pub fn left_in_hand(store: &Path) -> Vec<String> {
    let text = fs::read_to_string(beside(store)).unwrap_or_default();
    let mut left: Vec<String> = Vec::new();
    for line in text.lines() {
        let (Some(sign), Ok(Value::String(name))) = (line.get(..1), serde_json::from_str(line.get(1..).unwrap_or("")))
        else {
            continue;
        };
        match (sign, left.iter().rposition(|known| *known == name)) {
            ("+", None) => left.push(name),
            ("-", Some(at)) => drop(left.swap_remove(at)),
            _ => {}
        }
    }
    left.sort();
    left
}

/// A line; a name of any letters is on one line.
fn line(sign: char, name: &str) -> String {
    format!("{sign}{}\n", Value::from(name))
}

/// The name of a store with `.in-hand` behind it.
fn beside(store: &Path) -> PathBuf {
    let mut name = store.as_os_str().to_owned();
    name.push(".in-hand");
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::{InHand, left_in_hand};

    #[test]
    fn what_was_begun_and_not_ended_is_left() {
        let folder = tempfile::tempdir().expect("folder");
        let store = folder.path().join("a.db");
        assert!(left_in_hand(&store).is_empty());
        let in_hand = InHand::begin(&store).expect("file");
        for name in ["/c", "/a\nb", "/d"] {
            in_hand.begun(name);
        }
        in_hand.ended("/c");
        drop(in_hand);
        assert_eq!(left_in_hand(&store), ["/a\nb", "/d"]);
        let next = InHand::begin(&store).expect("file");
        next.begun("/a\nb");
        next.ended("/a\nb");
        assert_eq!(left_in_hand(&store), ["/d"]);
        next.end();
        assert!(left_in_hand(&store).is_empty());
    }
}
