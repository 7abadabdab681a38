//! Column heads that make a record of a table.

use super::fold::label_key;
use super::kind::FieldName;
use super::word::{Starts, WordList};
use crate::record::TableKind;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// What a table's rows are, and what each column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableReading {
    /// What the rows are.
    pub kind: TableKind,
    /// One a column; none for a column that no head of the grammar names.
    pub columns: Vec<Option<FieldName>>,
}

/// A table of the grammar.
#[derive(Clone, Debug)]
pub(super) struct TableForm {
    pub kind: TableKind,
    pub needs: Vec<FieldName>,
    heads: FxHashMap<String, FieldName>,
    /// The same as a scanner sees them, by their first letter, which a scan seldom
    /// loses, and their length.
    seen: BTreeMap<(char, usize), Vec<Seen>>,
    /// Words of which a head may hold one, in the order of the grammar.
    words: Vec<(WordList, FieldName)>,
}

/// A head of the grammar as a scanner sees it.
#[derive(Clone, Debug)]
struct Seen {
    /// Its number among the heads of its table.
    number: usize,
    head: String,
    name: FieldName,
}

/// A head of a column as it is looked up; many forms are asked of the same head.
struct Key<'h> {
    head: Head,
    /// The innermost head where the column stands below a group's (`2031/32 / Scheme`): its own.
    own: Option<Head>,
    starts: Starts<'h>,
}

impl<'h> Key<'h> {
    fn of(head: &'h str) -> Option<Self> {
        let own = head.rsplit_once(HEADS_JOINT).and_then(|(_, own)| Head::of(own));
        Some(Key { head: Head::of(head)?, own, starts: Starts::of(head, LONGEST_HEAD) })
    }
}

/// The words of a head.
struct Head {
    /// As [`label_key`] gives them.
    words: String,
    /// The same with one letter for all that look alike to a scanner.
    seen: String,
}

impl Head {
    fn of(head: &str) -> Option<Self> {
        let words = label_key(head)?;
        let seen = words.chars().map(as_seen).collect();
        Some(Head { words, seen })
    }
}

/// Columns; a wider table makes no record.
const WIDEST: usize = 40;
/// What stands between the heads of a column's path.
const HEADS_JOINT: &str = " / ";
/// Bytes of a head in which words are looked for.
const LONGEST_HEAD: usize = 160;
/// Bytes by which two heads that agree but for slips of a scan may differ in length.
const SLIP: usize = 2;
/// Letters of a word of which one may be misread.
const LONG_WORD: usize = 5;

impl TableForm {
    pub fn new(kind: TableKind, needs: Vec<FieldName>) -> Self {
        TableForm { kind, needs, heads: FxHashMap::default(), seen: BTreeMap::new(), words: Vec::new() }
    }

    /// Adds words of which a column's head may hold one among others.
    pub fn add_words(&mut self, words: WordList, name: FieldName) {
        self.words.push((words, name));
    }

    /// Adds a head of a column; gives back what it already stands for.
    pub fn add(&mut self, head: &str, name: FieldName) -> Option<FieldName> {
        let Head { words, seen } = Head::of(head)?;
        let known = self.heads.get(&words).copied();
        if known.is_none() {
            if let Some(first) = seen.chars().next() {
                let of_length = self.seen.entry((first, seen.len())).or_default();
                of_length.push(Seen { number: self.heads.len(), head: seen, name });
            }
            self.heads.insert(words, name);
        }
        known
    }

    /// What the columns hold, if every needed one is there, and how many are known.
    fn read(&self, keys: &[Option<Key<'_>>]) -> Option<(usize, Vec<Option<FieldName>>)> {
        let mut columns: Vec<Option<FieldName>> = Vec::with_capacity(keys.len());
        for key in keys {
            let name = key.as_ref().and_then(|key| self.column(key));
            // A column that comes twice is read once; columns kept as they are and figures may repeat.
            let repeats = |name| name == FieldName::Other || self.words.iter().any(|(_, of)| *of == name);
            let free = name.is_some_and(|name| repeats(name) || !columns.contains(&Some(name)));
            columns.push(name.filter(|_| free));
        }
        let known = columns.iter().flatten().count();
        self.needs.iter().all(|need| columns.contains(&Some(*need))).then_some((known, columns))
    }

    fn column(&self, key: &Key<'_>) -> Option<FieldName> {
        let own = || key.own.as_ref().and_then(|own| self.by_head(own));
        let by_words = || self.words.iter().find(|(words, _)| words.stands_in(&key.starts)).map(|&(_, name)| name);
        self.by_head(&key.head).or_else(own).or_else(by_words)
    }

    fn by_head(&self, key: &Head) -> Option<FieldName> {
        self.heads.get(&key.words).copied().or_else(|| {
            let (first, length) = (key.seen.chars().next()?, key.seen.len());
            let near = self.seen.range((first, length.saturating_sub(SLIP))..=(first, length + SLIP));
            let alike = near.flat_map(|(_, heads)| heads).filter(|seen| same_but_for_a_letter(&seen.head, &key.seen));
            alike.min_by_key(|seen| seen.number).map(|seen| seen.name)
        })
    }
}

/// Whether a head holds an entry of a list, in whole words.
pub(super) fn holds(head: &str, words: &WordList) -> bool {
    words.stands_in(&Starts::of(head, LONGEST_HEAD))
}

/// The table whose heads fit best: most columns known, the first in a tie.
pub(super) fn read(forms: &[TableForm], heads: &[&str], wanted: impl Fn(TableKind) -> bool) -> Option<TableReading> {
    if heads.len() > WIDEST {
        return None;
    }
    let keys: Vec<_> = heads.iter().map(|head| Key::of(head)).collect();
    let mut best: Option<(usize, TableReading)> = None;
    for form in forms.iter().filter(|form| wanted(form.kind)) {
        if let Some((known, columns)) = form.read(&keys)
            && best.as_ref().is_none_or(|(most, _)| known > *most)
        {
            best = Some((known, TableReading { kind: form.kind, columns }));
        }
    }
    best.map(|(_, reading)| reading)
}

/// Whether two heads, as a scanner sees them, agree but for one letter in long words.
fn same_but_for_a_letter(head: &str, other: &str) -> bool {
    if head.len().abs_diff(other.len()) > SLIP {
        return false;
    }
    let (mut heads, mut others) = (head.split(' '), other.split(' '));
    loop {
        match (heads.next(), others.next()) {
            (None, None) => return true,
            (Some(a), Some(b)) if a == b => {}
            (Some(a), Some(b)) if a.len() >= LONG_WORD && b.len() >= LONG_WORD && one_letter_apart(a, b) => {}
            _ => return false,
        }
    }
}

/// The letter that stands for all that look like it.
fn as_seen(letter: char) -> char {
    match letter {
        'l' | '1' | '|' => 'i',
        '0' => 'o',
        letter => letter,
    }
}

/// Whether one letter changed, left out or put in makes two words one; many pairs are asked, so it looks at each letter once.
fn one_letter_apart(word: &str, other: &str) -> bool {
    let same = word.chars().zip(other.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let (word, other) = (&word[same..], &other[same..]);
    let tail = |text: &str| text.chars().next().map_or(0, char::len_utf8);
    let (next, next_other) = (&word[tail(word)..], &other[tail(other)..]);
    next == next_other || next == other || word == next_other
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_one_letter_apart() {
        for (word, other) in
            [("minute", "minutc"), ("action", "actions"), ("xaction", "action"), ("date", "date"), ("", "a")]
        {
            assert!(one_letter_apart(word, other) && one_letter_apart(other, word), "{word} {other}");
        }
        for (word, other) in [("minute", "mimute s"), ("action", "caption"), ("date", "dtae"), ("", "ab")] {
            assert!(!one_letter_apart(word, other) && !one_letter_apart(other, word), "{word} {other}");
        }
    }

    fn log() -> Vec<TableForm> {
        let mut log = TableForm::new(TableKind::ActionLog, vec![FieldName::Action, FieldName::MinuteNumber]);
        for (head, name) in [
            ("Minute No.", FieldName::MinuteNumber),
            ("Item No", FieldName::MinuteNumber),
            ("Action", FieldName::Action),
            ("Comments / update", FieldName::Comments),
        ] {
            log.add(head, name);
        }
        vec![log]
    }

    #[test]
    fn heads_fold_and_bear_a_misread_letter() {
        let forms = log();
        let read = |heads: &[&str]| read(&forms, heads, |_| true).map(|read| read.columns);
        let all = vec![Some(FieldName::MinuteNumber), None, Some(FieldName::Action), Some(FieldName::Comments)];
        assert_eq!(read(&["Minute\nNo", "Colour", "ACTION", "Comments/ Update"]), Some(all.clone()));
        assert_eq!(read(&["Minutc No", "Colour", "Acti0n", "Commcnts update"]), Some(all));
        assert!(read(&["ltem N0", "Colour", "Action"]).is_some());
        assert_eq!(read(&["Minute No", "Colour"]), None);
        assert_eq!(read(&["Action"; 50]), None);
    }
}
