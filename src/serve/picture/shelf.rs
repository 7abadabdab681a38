//! Pictures that are kept as long as there is room; the one that was longest not asked for goes first.

use axum::body::Bytes;
use std::collections::{BTreeMap, HashMap};

/// What a page that cannot be drawn takes up.
const NOTHING: usize = 256;

/// Which source, by its hash, and which page.
type Page = (String, u32);

/// What is known of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kept {
    /// Its picture.
    Picture(Bytes),
    /// That it cannot be drawn.
    Undrawable,
}

/// Pictures that are kept.
#[derive(Debug)]
pub(super) struct Shelf {
    room: usize,
    used: usize,
    clock: u64,
    /// With when each was last asked for.
    pictures: HashMap<Page, (u64, Kept)>,
    /// Pages by when they were last asked for.
    order: BTreeMap<u64, Page>,
}

impl Shelf {
    /// An empty one, for so many bytes.
    pub(super) fn of(room: usize) -> Self {
        Self { room, used: 0, clock: 0, pictures: HashMap::new(), order: BTreeMap::new() }
    }

    /// What is known of a page.
    pub(super) fn get(&mut self, sha256: &str, page: u32) -> Option<Kept> {
        let key = (sha256.to_owned(), page);
        let (asked, picture) = self.pictures.get_mut(&key)?;
        self.order.remove(asked);
        self.clock += 1;
        *asked = self.clock;
        self.order.insert(self.clock, key);
        Some(picture.clone())
    }

    /// Keeps what is known of a page.
    pub(super) fn put(&mut self, sha256: String, page: u32, picture: Kept) {
        let key = (sha256, page);
        self.remove(&key);
        self.used += picture.size();
        self.clock += 1;
        self.order.insert(self.clock, key.clone());
        self.pictures.insert(key, (self.clock, picture));
        while self.used > self.room {
            let Some((_, oldest)) = self.order.pop_first() else { return };
            self.remove(&oldest);
        }
    }

    fn remove(&mut self, key: &Page) {
        if let Some((asked, picture)) = self.pictures.remove(key) {
            self.order.remove(&asked);
            self.used -= picture.size();
        }
    }
}

impl Kept {
    /// The room that it takes.
    fn size(&self) -> usize {
        match self {
            Self::Picture(bytes) => bytes.len() + NOTHING,
            Self::Undrawable => NOTHING,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Kept, NOTHING, Shelf};
    use axum::body::Bytes;

    #[test]
    fn what_was_longest_not_asked_for_goes_first() {
        let picture = || Kept::Picture(Bytes::from(vec![7; 1000]));
        let mut shelf = Shelf::of(3 * (1000 + NOTHING));
        for page in 1..=3 {
            shelf.put("a".to_owned(), page, picture());
        }
        assert_eq!(shelf.get("a", 1), Some(picture()));
        shelf.put("b".to_owned(), 1, picture());
        assert_eq!(shelf.get("a", 2), None);
        assert_eq!(shelf.get("a", 1), Some(picture()));
        shelf.put("a".to_owned(), 1, Kept::Undrawable);
        assert_eq!(shelf.get("a", 1), Some(Kept::Undrawable));
        shelf.put("c".to_owned(), 1, Kept::Picture(Bytes::from(vec![7; 9000])));
        assert_eq!((shelf.used, shelf.pictures.len(), shelf.order.len()), (0, 0, 0));
    }
}
