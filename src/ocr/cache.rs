//! Recognised pages kept in a folder, by what was drawn and who read it.

use super::{Picture, Recognised};
use std::fs;
use std::io::Write;
use std::path::PathBuf;

/// A folder of recognised pages.
#[derive(Clone, Debug)]
pub(super) struct Cache {
    folder: PathBuf,
}

/// What a recognised page is found by.
pub(super) struct Key(String);

impl Cache {
    /// Uses this folder, which is made when something is first kept in it.
    pub(super) fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The key of a picture read by a program of this name and version.
    pub(super) fn key(picture: &Picture, program: &str) -> Key {
        let mut hasher = blake3::Hasher::new();
        hasher.update(program.as_bytes());
        hasher.update(&[0]);
        hasher.update(&picture.width.to_le_bytes());
        hasher.update(&picture.grey);
        Key(hasher.finalize().to_hex().to_string())
    }

    /// What is kept under a key; a file that cannot be read is as if it was not there.
    pub(super) fn get(&self, key: &Key) -> Option<Recognised> {
        serde_json::from_slice(&fs::read(self.path(key)).ok()?).ok()
    }

    /// Keeps a page. A cache that cannot be written costs time, not words: it is told in the log.
    pub(super) fn put(&self, key: &Key, page: &Recognised) {
        if let Err(cause) = self.write(key, page) {
            tracing::warn!(folder = %self.folder.display(), "a recognised page cannot be kept: {cause}");
        }
    }

    fn write(&self, key: &Key, page: &Recognised) -> std::io::Result<()> {
        let path = self.path(key);
        let folder = path.parent().unwrap_or(&self.folder);
        fs::create_dir_all(folder)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(&serde_json::to_vec(page)?)?;
        file.persist(path)?;
        Ok(())
    }

    /// Two levels, so that no folder holds all pages of an archive.
    fn path(&self, Key(key): &Key) -> PathBuf {
        self.folder.join(&key[..2]).join(format!("{key}.json"))
    }
}

#[cfg(test)]
mod tests {
    use super::Cache;
    use crate::ocr::{Picture, Recognised, Word};

    #[test]
    fn a_page_is_found_again_by_its_picture_and_its_reader() {
        let folder = tempfile::tempdir().expect("folder");
        let cache = Cache::new(folder.path().join("deep"));
        let picture = Picture { width: 2, height: 1, grey: vec![0, 255] };
        let word = Word { text: "word".to_owned(), bbox: [0.0; 4], line: [0.0; 2], confidence: 90.0 };
        let page = Recognised { words: vec![word] };
        let key = Cache::key(&picture, "reader 1");
        assert_eq!(cache.get(&key), None);
        cache.put(&key, &page);
        assert_eq!(cache.get(&key), Some(page));
        assert_eq!(cache.get(&Cache::key(&picture, "reader 2")), None);
        let other = Picture { width: 1, height: 2, grey: vec![0, 255] };
        assert_eq!(cache.get(&Cache::key(&other, "reader 1")), None);
    }
}
