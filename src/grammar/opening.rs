//! Which characters a form may begin with: most of the forms that could be tried
//! at a place of a text are told off by its first character.

use super::fold::fold;
use super::form::{Atom, Part};
use super::slot;
use regex_syntax::hir::{Class, ClassUnicodeRange, Hir, HirKind};

/// Characters of a class; a larger one admits any character.
const LARGEST_CLASS: usize = 1024;

/// A set of characters, as forms compare them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Opening {
    /// A bit for each character of ASCII.
    ascii: u128,
    /// Every other character.
    others: bool,
}

impl Opening {
    /// No character at all.
    pub const NONE: Self = Opening { ascii: 0, others: false };
    /// Any character.
    pub const ANY: Self = Opening { ascii: u128::MAX, others: true };

    /// Whether a character of a text is among them.
    pub fn admits(self, c: char) -> bool {
        let c = fold(c);
        if c.is_ascii() { self.ascii >> (c as u32) & 1 == 1 } else { self.others }
    }

    /// Folded characters.
    pub fn among(chars: impl IntoIterator<Item = char>) -> Self {
        let mut all = Opening::NONE;
        for c in chars {
            if c.is_ascii() {
                all.ascii |= 1 << (c as u32);
            } else {
                all.others = true;
            }
        }
        all
    }

    /// These and the characters of another set.
    pub fn or(self, other: Self) -> Self {
        Opening { ascii: self.ascii | other.ascii, others: self.others || other.others }
    }

    /// What a sequence of parts may begin with; any character, where it may be empty.
    pub fn of(parts: &[Part]) -> Self {
        let mut all = Opening::NONE;
        for part in parts {
            let (opening, may_be_empty) = match &part.atom {
                Atom::Word(word) => (Opening::among(word.chars().next()), false),
                Atom::Mark(mark) => (Opening::among([*mark]), false),
                Atom::Slot(kind, _) => (slot::opening(*kind), false),
                Atom::List(list, _) => (list.parts().map(Opening::of).fold(Opening::NONE, Opening::or), false),
                Atom::Optional(sequences) | Atom::Choice(sequences) => (
                    sequences.iter().map(|sequence| sequence.opening).fold(Opening::NONE, Opening::or),
                    matches!(part.atom, Atom::Optional(_)),
                ),
                Atom::Ahead(_) => (Opening::NONE, true),
            };
            all = all.or(opening);
            if !may_be_empty {
                return all;
            }
        }
        Opening::ANY
    }

    /// What a match of a regular expression may begin with.
    pub fn of_regex(regex: &Hir) -> Self {
        match regex.kind() {
            HirKind::Empty | HirKind::Look(_) | HirKind::Class(Class::Bytes(_)) => Opening::ANY,
            HirKind::Literal(literal) => {
                let text = std::str::from_utf8(&literal.0).ok();
                text.map_or(Opening::ANY, |text| Opening::among(text.chars().next().map(fold)))
            }
            HirKind::Class(Class::Unicode(class)) => {
                let few = class.iter().map(ClassUnicodeRange::len).sum::<usize>() <= LARGEST_CLASS;
                let chars = class.iter().flat_map(|range| range.start()..=range.end());
                if few { Opening::among(chars.map(fold)) } else { Opening::ANY }
            }
            HirKind::Repetition(repetition) if repetition.min == 0 => Opening::ANY,
            HirKind::Repetition(repetition) => Opening::of_regex(&repetition.sub),
            HirKind::Capture(capture) => Opening::of_regex(&capture.sub),
            HirKind::Concat(parts) => parts.first().map_or(Opening::ANY, Opening::of_regex),
            HirKind::Alternation(parts) => parts.iter().map(Opening::of_regex).fold(Opening::NONE, Opening::or),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::form::{Names, parse};
    use super::*;

    fn admitted(opening: Opening, from: &str) -> String {
        from.chars().filter(|c| opening.admits(*c)).collect()
    }

    fn of(form: &str) -> Opening {
        Opening::of(&parse(form, &Names::default()).expect("reads"))
    }

    #[test]
    fn a_form_begins_with_its_first_part_or_what_follows_when_that_is_left_out() {
        assert_eq!(admitted(of("[the] (motion|vote) {count}"), "aTtMv7\u{201c}"), "TtMv");
        assert_eq!(admitted(of("{count} votes"), "aSs7("), "Ss7");
        assert_eq!(admitted(of("- {text}"), "-\u{2013}a"), "-\u{2013}");
        assert_eq!(of("[motion]"), Opening::ANY);
        assert_eq!(of("{text} vote"), Opening::ANY);
    }

    #[test]
    fn a_regular_expression_begins_as_its_branches_do() {
        let of = |regex| Opening::of_regex(&regex_syntax::parse(regex).expect("reads"));
        assert_eq!(admitted(of(r"(?i)(?:page\s*\d|[-\u{2013}]\s*\d)"), "Ppq-\u{2013}5"), "Pp-\u{2013}");
        assert_eq!(admitted(of(r"\d{1,4} of"), "a5"), "5");
        assert_eq!(of(r"a?b"), Opening::ANY);
    }
}
