//! Sources on the disk: only those that the store names, and only while they are what was read.

use crate::serve::held::{DocumentRow, Origin};
use crate::source::Identity;
use std::collections::HashMap;
use std::fs::{self, File, Metadata};
use std::io::Read;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

/// Sources of more bytes are not opened.
const LARGEST: u64 = 1 << 30;
/// Names of which is remembered what they held.
const REMEMBERED: usize = 4096;

/// A source as the store knows it.
#[derive(Clone, Debug)]
pub(in crate::serve) struct Known {
    /// SHA-256 of its bytes, in hexadecimal.
    pub(in crate::serve) sha256: String,
    bytes: u64,
    names: Vec<String>,
}

impl Known {
    /// The source of a document, under the names that the store has for it.
    pub(in crate::serve) fn of(document: &DocumentRow, origins: Vec<Origin>) -> Self {
        let names = origins.into_iter().filter(|origin| origin.state == "present").map(|origin| origin.name);
        Self {
            sha256: document.sha256.clone(),
            bytes: document.bytes.max(0).unsigned_abs(),
            names: names.filter(|name| Path::new(name).is_absolute()).collect(),
        }
    }
}

/// What a name held when it was last looked at.
#[derive(Debug)]
struct Seen {
    modified: Option<SystemTime>,
    bytes: u64,
    sha256: String,
}

/// Sources on the disk.
#[derive(Debug, Default)]
pub(in crate::serve) struct Sources {
    seen: Mutex<HashMap<String, Seen>>,
}

impl Sources {
    /// Whether the source is still what was read.
    pub(in crate::serve) fn is_as_read(&self, source: &Known) -> bool {
        source.names.iter().any(|name| {
            metadata(name, source).is_some_and(|about| {
                self.remembered(name, source, &about).unwrap_or_else(|| self.open(name, source, &about).is_some())
            })
        })
    }

    /// The bytes of a source; nothing unless they are those that were read.
    pub(in crate::serve) fn read(&self, source: &Known) -> Option<Vec<u8>> {
        source.names.iter().find_map(|name| self.open(name, source, &metadata(name, source)?))
    }

    /// Whether this name holds the source, where that is remembered.
    fn remembered(&self, name: &str, source: &Known, about: &Metadata) -> Option<bool> {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let known = seen.get(name)?;
        let is_fresh = known.modified.is_some() && known.modified == about.modified().ok();
        (is_fresh && known.bytes == about.len()).then(|| known.sha256 == source.sha256)
    }

    fn open(&self, name: &str, source: &Known, about: &Metadata) -> Option<Vec<u8>> {
        let mut bytes = Vec::with_capacity(source.bytes as usize);
        File::open(name).ok()?.take(source.bytes + 1).read_to_end(&mut bytes).ok()?;
        let sha256 = Identity::of("", &bytes).sha256;
        let is_same = sha256 == source.sha256;
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.len() >= REMEMBERED {
            seen.clear();
        }
        seen.insert(name.to_owned(), Seen { modified: about.modified().ok(), bytes: about.len(), sha256 });
        is_same.then_some(bytes)
    }
}

/// What the system says of a file that may be the source.
fn metadata(name: &str, source: &Known) -> Option<Metadata> {
    let about = fs::metadata(name).ok()?;
    (about.is_file() && about.len() == source.bytes && about.len() <= LARGEST).then_some(about)
}
