//! Matches a form against a text: left to right, taking back what does not
//! lead to the form's end, within a budget of steps.

use super::fold::{after, before, fold, inside_word, is_word, skip_space};
use super::form::{Atom, Part, Sequence};
use super::kind::{SlotKind, SlotRole};
use super::slot::{self, Extent};
use std::ops::Range;

/// A slot that a form has filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotReading<'t> {
    /// What it holds.
    pub kind: SlotKind,
    /// What it is for.
    pub role: SlotRole,
    /// Its words.
    pub text: &'t str,
    /// Bytes of the text that was read.
    pub range: Range<usize>,
}

/// The slots of a reading, in the order of the form.
pub type Slots<'t> = Vec<SlotReading<'t>>;

/// How far a form came that did not match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Furthest {
    /// Byte of the text.
    pub at: usize,
    /// Bytes before it that were read by more than "any words".
    pub sure: usize,
    /// What the form needed there.
    pub expected: String,
}

/// Steps that one attempt to match a form may take.
const STEPS: u32 = 2000;

/// An attempt to match a form.
pub(super) struct Walk<'t> {
    text: &'t str,
    start: usize,
    /// The form must reach the end of the text.
    whole: bool,
    steps: u32,
    slots: Slots<'t>,
    furthest: Option<Furthest>,
}

/// What is still to be matched: the rest of a sequence, then of those around it.
#[derive(Clone, Copy)]
struct Rest<'f, 'r> {
    parts: &'f [Part],
    then: Option<&'r Rest<'f, 'r>>,
}

impl Rest<'_, '_> {
    /// Whether nothing need follow.
    fn may_be_empty(&self) -> bool {
        self.parts.iter().all(|part| matches!(part.atom, Atom::Optional(_) | Atom::Ahead(_)))
            && self.then.is_none_or(Rest::may_be_empty)
    }
}

impl<'t> Walk<'t> {
    pub fn new(text: &'t str, start: usize, whole: bool) -> Self {
        Walk { text, start, whole, steps: STEPS, slots: Slots::new(), furthest: None }
    }

    /// Remembers how far the form came.
    pub fn explained(mut self) -> Self {
        self.furthest = Some(Furthest { at: self.start, sure: 0, expected: String::new() });
        self
    }

    /// Where the form ends and its slots, if it matches.
    pub fn run(&mut self, form: &[Part]) -> Option<(usize, Slots<'t>)> {
        let end = self.go(&Rest { parts: form, then: None }, self.start)?;
        Some((end, std::mem::take(&mut self.slots)))
    }

    /// Steps taken so far.
    pub fn steps(&self) -> u32 {
        STEPS - self.steps
    }

    /// How far the form came.
    pub fn into_furthest(self) -> Option<Furthest> {
        self.furthest
    }

    fn go(&mut self, rest: &Rest<'_, '_>, at: usize) -> Option<usize> {
        let Some((part, parts)) = rest.parts.split_first() else {
            return match rest.then {
                Some(then) => self.go(then, at),
                None => self.finish(at),
            };
        };
        self.steps = self.steps.checked_sub(1)?;
        let then = Rest { parts, then: rest.then };
        match &part.atom {
            Atom::Optional(alternatives) => self.choose(alternatives, &then, at).or_else(|| self.go(&then, at)),
            Atom::Choice(alternatives) => self.choose(alternatives, &then, at),
            Atom::Ahead(alternatives) => {
                if alternatives.iter().any(|sequence| self.follows(&sequence.parts, at)) {
                    return self.go(&then, at);
                }
                self.miss(at, || "what must follow".to_owned())
            }
            Atom::Word(word) => {
                let Some(end) = gap(self.text, self.start, at, part).and_then(|from| word_end(word, self.text, from))
                else {
                    return self.miss(at, || format!("`{word}`"));
                };
                self.go(&then, end)
            }
            Atom::Mark(mark) => {
                let Some(end) = gap(self.text, self.start, at, part).and_then(|from| mark_end(*mark, self.text, from))
                else {
                    return self.miss(at, || format!("`{mark}`"));
                };
                self.go(&then, end)
            }
            Atom::Slot(kind, role) => self.fill(*kind, *role, part, &then, at),
            Atom::List(list, role) => {
                let Some(from) = gap(self.text, self.start, at, part) else {
                    return self.miss(at, || format!("a word of `{}`", list.name()));
                };
                for end in list.ends(self.text, from) {
                    if let Some(done) = self.keep(SlotKind::Word, *role, from..end, &then) {
                        return Some(done);
                    }
                }
                self.miss(from, || format!("a word of `{}`", list.name()))
            }
        }
    }

    /// Whether a sequence comes next. Nothing of it is read.
    fn follows(&mut self, parts: &[Part], at: usize) -> bool {
        let mut ahead = Walk { steps: self.steps, ..Walk::new(self.text, self.start, false) };
        let follows = ahead.go(&Rest { parts, then: None }, at).is_some();
        self.steps = ahead.steps;
        follows
    }

    fn choose(&mut self, alternatives: &[Sequence], then: &Rest<'_, '_>, at: usize) -> Option<usize> {
        let next = after(self.text, skip_space(self.text, at));
        // A walk that is explained goes wherever a form may have been meant.
        let explained = self.furthest.is_some();
        alternatives
            .iter()
            .filter(|sequence| explained || sequence.may_begin(next))
            .find_map(|sequence| self.go(&Rest { parts: &sequence.parts, then: Some(then) }, at))
    }

    fn fill(&mut self, kind: SlotKind, role: SlotRole, part: &Part, then: &Rest<'_, '_>, at: usize) -> Option<usize> {
        if let Some(from) = gap(self.text, self.start, at, part) {
            let extent = match (self.whole, then.may_be_empty()) {
                (true, _) => Extent::Line,
                (false, false) => Extent::Sentence,
                (false, true) => Extent::WholeSentence,
            };
            for length in slot::ends(kind, &self.text[from..], extent) {
                if let Some(done) = self.keep(kind, Some(role), from..from + length, then) {
                    return Some(done);
                }
            }
        }
        self.miss(at, || slot::expected(kind).to_owned())
    }

    /// Goes on behind a slot; the slot is kept only if the form matches so. A
    /// role that comes twice in a row is one slot, with what stands between.
    fn keep(
        &mut self,
        kind: SlotKind,
        role: Option<SlotRole>,
        range: Range<usize>,
        then: &Rest<'_, '_>,
    ) -> Option<usize> {
        let Some(role) = role else {
            return self.go(then, range.end);
        };
        let end = range.end;
        let kept = self.slots.len();
        let joined = self.slots.last().filter(|last| last.role == role && role != SlotRole::Plain).cloned();
        if joined.is_some() {
            self.slots.pop();
        }
        let kind = joined.as_ref().map_or(kind, |first| first.kind);
        let range = joined.as_ref().map_or(range.start, |first| first.range.start)..end;
        self.slots.push(SlotReading { kind, role, text: &self.text[range.clone()], range });
        let done = self.go(then, end);
        if done.is_none() {
            self.slots.truncate(kept - usize::from(joined.is_some()));
            self.slots.extend(joined);
        }
        done
    }

    fn finish(&mut self, at: usize) -> Option<usize> {
        if inside_word(self.text, at) {
            return self.miss(at, || "the end of the word".to_owned());
        }
        if self.whole && skip_space(self.text, at) != self.text.len() {
            return self.miss(at, || "the end of the line".to_owned());
        }
        Some(at)
    }

    fn miss(&mut self, at: usize, expected: impl FnOnce() -> String) -> Option<usize> {
        if let Some(furthest) = &mut self.furthest {
            let any = self.slots.iter().filter(|slot| slot.kind.takes_any_words());
            let sure = at.saturating_sub(self.start + any.map(|slot| slot.text.len()).sum::<usize>());
            if sure > furthest.sure || furthest.expected.is_empty() {
                *furthest = Furthest { at, sure, expected: expected() };
            }
        }
        None
    }
}

/// Where a part begins that follows what ends at a byte of the text.
///
/// A glued word follows a word without a space; a mark and what follows a mark
/// may stand with or without one; any other two words need one.
fn gap(text: &str, start: usize, at: usize, part: &Part) -> Option<usize> {
    if at == start {
        return Some(at);
    }
    let from = skip_space(text, at);
    let after_word = before(text, at).is_some_and(is_word);
    if part.glued {
        let free = matches!(part.atom, Atom::Mark(_)) || !after_word;
        Some(if free { from } else { at })
    } else {
        let joined = from == at && after_word && after(text, at).is_some_and(is_word);
        (!joined).then_some(from)
    }
}

/// Where a folded word ends that begins at a byte of a text. Its hyphens match
/// dashes with or without spaces around them, and spaces.
fn word_end(word: &str, text: &str, at: usize) -> Option<usize> {
    let mut at = at;
    for wanted in word.chars() {
        if wanted == '-' {
            let from = skip_space(text, at);
            at = match after(text, from) {
                Some(c) if fold(c) == '-' => skip_space(text, from + c.len_utf8()),
                Some(_) if from > at => from,
                _ => return None,
            };
        } else {
            let c = after(text, at).filter(|&c| fold(c) == wanted)?;
            at += c.len_utf8();
        }
    }
    Some(at)
}

fn mark_end(mark: char, text: &str, at: usize) -> Option<usize> {
    after(text, at).filter(|&c| fold(c) == mark).map(|c| at + c.len_utf8())
}

/// Where literal parts end that begin at a byte of a text.
pub(super) fn literal_end(parts: &[Part], text: &str, start: usize) -> Option<usize> {
    let mut at = start;
    for part in parts {
        let from = gap(text, start, at, part)?;
        at = match &part.atom {
            Atom::Word(word) => word_end(word, text, from)?,
            Atom::Mark(mark) => mark_end(*mark, text, from)?,
            _ => return None,
        };
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::super::form::{Names, parse};
    use super::super::word::WordList;
    use super::*;
    use std::collections::BTreeMap;
    use std::sync::Arc;

    fn names() -> Names {
        let lists = BTreeMap::from([
            ("decision_verb".to_owned(), Arc::new(WordList::new("decision_verb", ["agreed", "agreed in principle"]))),
            ("body".to_owned(), Arc::new(WordList::new("body", ["committee", "council"]))),
        ]);
        Names { lists, ..Names::default() }
    }

    fn read<'t>(form: &str, text: &'t str, whole: bool) -> Option<(usize, Slots<'t>)> {
        Walk::new(text, 0, whole).run(&parse(form, &names()).expect("reads"))
    }

    #[test]
    fn spaces_case_quotes_and_dashes_fold() {
        for text in ["The  Chairman\u{2019}s casting\u{a0}vote", "the chairman's CASTING VOTE"] {
            assert!(read("the chairman's casting vote", text, true).is_some(), "{text}");
        }
        for text in ["non-statutory", "non statutory", "non \u{2013} statutory"] {
            assert!(read("non-statutory", text, true).is_some(), "{text}");
        }
        assert!(read("non-statutory", "nonstatutory", true).is_none());
    }

    #[test]
    fn words_end_where_words_end() {
        assert!(read("resolved", "resolvedly", false).is_none());
        assert!(read("chair[man|person]", "chairperson", true).is_some());
        assert!(read("chair[man]", "chairs", false).is_none());
        assert!(read("no business", "nobusiness", false).is_none());
    }

    #[test]
    fn marks_stand_with_or_without_a_space() {
        for text in ["RESOLVED:", "Resolved :", "resolved"] {
            assert!(read("resolved [:]", text, true).is_some(), "{text}");
        }
        assert!(read(r"\({count:for}-{count:against}\)", "(7 - 2)", true).is_some());
        assert!(read("date: {date}", "Date:4 May 2020", true).is_some());
    }

    #[test]
    fn slots_give_back_what_does_not_lead_on() {
        let (end, slots) =
            read("{name:mover} moved, {name:seconder} seconded", "Cllr A Vale MOVED, Cllr B Hart SECONDED", true)
                .expect("matches");
        assert_eq!(end, 39);
        let texts: Vec<_> = slots.iter().map(|slot| (slot.role, slot.text)).collect();
        assert_eq!(texts, [(SlotRole::Mover, "Cllr A Vale"), (SlotRole::Seconder, "Cllr B Hart")]);
        let (_, slots) = read("{title:body}: minutes", "Roads: Paths: Minutes", true).expect("matches");
        assert_eq!(slots[0].text, "Roads: Paths");
    }

    #[test]
    fn lists_give_their_longest_entry_and_the_verb() {
        let (end, slots) =
            read("the <body> <decision_verb>", "The Council agreed in principle", false).expect("matches");
        assert_eq!(end, 31);
        assert_eq!(slots.len(), 1);
        assert_eq!(
            (slots[0].kind, slots[0].role, slots[0].text),
            (SlotKind::Word, SlotRole::Verb, "agreed in principle")
        );
    }

    #[test]
    fn what_must_follow_is_left_unread() {
        let read = |text: &str| read("agreed &(to|that)", text, false).map(|(end, _)| end);
        assert_eq!(read("agreed to write"), Some(6));
        assert_eq!(read("agreed in May"), None);
    }

    #[test]
    fn a_role_that_comes_twice_is_one_slot() {
        let form = "minutes of the [{title:body}] <body:body> [for {title:body}] held {text}";
        let body = |text: &str| {
            let (_, slots) = read(form, text, true).expect("matches");
            slots.into_iter().find(|slot| slot.role == SlotRole::Body).map(|slot| slot.text.to_owned())
        };
        assert_eq!(body("Minutes of the Council held today").as_deref(), Some("Council"));
        assert_eq!(body("Minutes of the Roads Committee held today").as_deref(), Some("Roads Committee"));
        assert_eq!(body("Minutes of the Committee for Roads held today").as_deref(), Some("Committee for Roads"));
    }

    #[test]
    fn a_miss_says_how_far_it_came() {
        let form = parse("minutes of {title} held on {date}", &names()).expect("reads");
        let mut walk = Walk::new("Minutes of Roads held on Sunday", 0, true).explained();
        assert!(walk.run(&form).is_none());
        assert_eq!(walk.into_furthest(), Some(Furthest { at: 24, sure: 19, expected: "a date".to_owned() }));
    }

    #[test]
    fn hostile_forms_stop() {
        let text = "a a ".repeat(100);
        assert!(read("{text} {text} {text} {text} {text} b", &text, true).is_none());
    }
}
