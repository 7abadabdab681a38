//! Word lists: entries that a form may name as one (`<list>`).

use super::fold::{Key, KeyMap, after, first_key, inside_word};
use super::form::{self, Part};
use super::opening::Opening;
use super::walk::literal_end;

/// A list of words and short phrases, compared as forms compare letters.
#[derive(Clone, Debug, Default)]
pub struct WordList {
    name: String,
    entries: Vec<Entry>,
    /// Entries by their first word, longest first.
    by_first: KeyMap<Vec<u32>>,
    opening: Opening,
}

#[derive(Clone, Debug)]
struct Entry {
    text: String,
    parts: Vec<Part>,
}

impl WordList {
    /// A list of entries; blank ones are passed over.
    pub(super) fn new<'a>(name: &str, entries: impl IntoIterator<Item = &'a str>) -> Self {
        let mut list = WordList { name: name.to_owned(), ..WordList::default() };
        list.extend(entries);
        list
    }

    /// Adds entries; one that is there already is passed over.
    pub(super) fn extend<'a>(&mut self, entries: impl IntoIterator<Item = &'a str>) {
        for text in entries {
            let text = text.trim();
            if !text.is_empty() && !self.contains(text) {
                let parts = form::literal(text);
                self.opening = self.opening.or(Opening::of(&parts));
                if let Some(key) = first_key(text) {
                    let entries = &self.entries;
                    let found = self.by_first.entry(key).or_default();
                    let longer = found.partition_point(|&at| entries[at as usize].text.len() >= text.len());
                    found.insert(longer, entries.len() as u32);
                    self.entries.push(Entry { text: text.to_owned(), parts });
                }
            }
        }
    }

    /// The list's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The entries as written.
    pub fn entries(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.text.as_str())
    }

    /// Whether a text is an entry.
    pub fn contains(&self, word: &str) -> bool {
        let word = word.trim();
        self.ends(word, 0).any(|end| end == word.len())
    }

    /// Bytes of the longest entry that a text starts with, up to the end of a word.
    pub fn starts(&self, text: &str) -> Option<usize> {
        self.ends(text, 0).find(|&end| !inside_word(text, end))
    }

    /// Where entries that begin at a byte of a text end, longest entries first.
    pub(super) fn ends<'a>(&'a self, text: &'a str, at: usize) -> impl Iterator<Item = usize> + 'a {
        let opens = after(text, at).is_some_and(|first| !first.is_whitespace() && self.opening.admits(first));
        let key = if opens { first_key(&text[at..]) } else { None };
        key.into_iter().flat_map(move |key| self.ends_by(&key, text, at))
    }

    /// The same where it is known by which key what begins there is looked up.
    fn ends_by<'a>(&'a self, key: &Key, text: &'a str, at: usize) -> impl Iterator<Item = usize> + use<'a> {
        let found = self.by_first.get(key);
        found.into_iter().flatten().filter_map(move |&entry| literal_end(&self.entries[entry as usize].parts, text, at))
    }

    /// Whether an entry stands in a text, in whole words.
    pub(super) fn stands_in(&self, text: &Starts<'_>) -> bool {
        let Starts { text, keys } = text;
        keys.iter().any(|(at, key)| self.ends_by(key, text, *at).any(|end| !inside_word(text, end)))
    }

    /// The parts of every entry.
    pub(super) fn parts(&self) -> impl Iterator<Item = &[Part]> {
        self.entries.iter().map(|entry| entry.parts.as_slice())
    }
}

/// Where the words of a text begin, for many lists to be looked for in it.
pub(super) struct Starts<'t> {
    text: &'t str,
    keys: Vec<(usize, Key)>,
}

impl<'t> Starts<'t> {
    /// The words of a text that begin before this byte.
    pub(super) fn of(text: &'t str, end: usize) -> Self {
        let starts = text.char_indices().take_while(|(at, _)| *at < end).filter(|(_, first)| !first.is_whitespace());
        let starts = starts.filter(|(at, _)| !inside_word(text, *at));
        Self { text, keys: starts.filter_map(|(at, _)| Some((at, first_key(&text[at..])?))).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_entry_wins_at_the_end_of_a_word() {
        let list = WordList::new("chair", ["chair", "Chairman", "vice-chair", "vice-chair of the board"]);
        assert_eq!(list.starts("Chairman of the board"), Some(8));
        assert_eq!(list.starts("chairs"), None);
        assert_eq!(list.starts("Vice Chair of the Board sat"), Some(23));
        assert!(list.contains("CHAIR"));
        assert!(!list.contains("chair of"));
    }
}
