//! Forms as compiled, and what they read.

use super::fold::skip_space;
use super::form::Part;
use super::kind::{SlotKind, SlotRole};
use super::opening::Opening;
use super::sets::Sets;
use super::walk::{Furthest, SlotReading, Slots, Walk};
use regex::{Regex, RegexBuilder};
use std::ops::Range;
use std::sync::Arc;

/// A form of a grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FormId(pub(super) u32);

/// Where a form is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormSource {
    /// The form, or the regular expression.
    pub text: String,
    /// The file, as it is named under `grammars/`.
    pub file: String,
    /// The line of the file, from 1.
    pub line: u32,
}

/// What a form has read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading<'t, K> {
    /// What it says.
    pub kind: K,
    /// The form that read it.
    pub form: FormId,
    /// Bytes of the text.
    pub range: Range<usize>,
    /// What its slots hold, in the order of the form.
    pub slots: Slots<'t>,
    /// What the form says of the record.
    pub sets: Arc<Sets>,
}

impl<'t, K> Reading<'t, K> {
    /// The words of the first slot that has a role.
    pub fn slot(&self, role: SlotRole) -> Option<&'t str> {
        self.slots.iter().find(|slot| slot.role == role).map(|slot| slot.text)
    }

    /// The words of the first slot of a kind.
    pub fn of(&self, kind: SlotKind) -> Option<&'t str> {
        self.slots.iter().find(|slot| slot.kind == kind).map(|slot| slot.text)
    }

    /// The deciding verb as the text has it, where the form marks it.
    pub fn word(&self) -> Option<&'t str> {
        self.slots.iter().find(|slot| slot.kind == SlotKind::Word && slot.role == SlotRole::Verb).map(|slot| slot.text)
    }
}

/// How a form matches.
#[derive(Clone, Debug)]
pub(super) enum Body {
    /// By its parts.
    Parts(Vec<Part>),
    /// By a regular expression and the roles of its named groups.
    Regex(Arc<Pattern>, Vec<(String, SlotRole)>),
}

impl Body {
    /// What a match may begin with.
    pub fn opening(&self) -> Opening {
        match self {
            Body::Parts(parts) => Opening::of(parts),
            Body::Regex(pattern, _) => pattern.opening,
        }
    }
}

/// A form, ready to match.
#[derive(Clone, Debug)]
pub(super) struct Form {
    pub source: FormSource,
    pub body: Body,
    pub sets: Arc<Sets>,
}

/// A regular expression, ready for running text and for whole lines.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    /// As the grammar has it.
    pub anywhere: Regex,
    /// Anchored at both ends, so that most lines are told off at their first byte.
    pub whole: Regex,
    /// What a match may begin with.
    pub opening: Opening,
}

/// Bytes of a compiled regular expression.
const LARGEST_REGEX: usize = 1 << 20;

impl Pattern {
    /// Compiles a regular expression.
    ///
    /// # Errors
    /// When it is none, or too large.
    pub fn of(text: &str) -> Result<Self, regex::Error> {
        let build = |text: &str| RegexBuilder::new(text).size_limit(LARGEST_REGEX).build();
        let opening = regex_syntax::parse(text).map_or(Opening::ANY, |regex| Opening::of_regex(&regex));
        Ok(Pattern { anywhere: build(text)?, whole: build(&format!("^(?:{text})$"))?, opening })
    }
}

impl Form {
    /// Matches the whole of a line, but for white space around it.
    pub fn whole<'t>(&self, line: &'t str) -> Option<(Range<usize>, Slots<'t>)> {
        let start = skip_space(line, 0);
        match &self.body {
            Body::Parts(parts) => {
                let (end, slots) = Walk::new(line, start, true).run(parts)?;
                Some((start..end, slots))
            }
            Body::Regex(pattern, roles) => {
                let end = line.trim_end().len();
                if start > end || !pattern.whole.is_match(&line[start..end]) {
                    return None;
                }
                let (range, slots) = first_match(&pattern.anywhere, roles, line, start)?;
                (range.start == start && range.end == end).then_some((range, slots))
            }
        }
    }

    /// How far the form comes in a line that it does not match.
    pub fn furthest(&self, line: &str) -> Option<Furthest> {
        let Body::Parts(parts) = &self.body else {
            return None;
        };
        let mut walk = Walk::new(line, skip_space(line, 0), true).explained();
        match walk.run(parts) {
            Some(_) => None,
            None => walk.into_furthest(),
        }
    }
}

/// The first match of a regular expression from a byte on, its groups as slots.
pub(super) fn first_match<'t>(
    regex: &Regex,
    roles: &[(String, SlotRole)],
    text: &'t str,
    from: usize,
) -> Option<(Range<usize>, Slots<'t>)> {
    let captures = regex.captures_at(text, from)?;
    let slots = roles
        .iter()
        .filter_map(|(name, role)| {
            let group = captures.name(name)?;
            Some(SlotReading { kind: SlotKind::Text, role: *role, text: group.as_str(), range: group.range() })
        })
        .collect();
    captures.get(0).map(|all| (all.range(), slots))
}
