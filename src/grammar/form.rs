//! The form language: literal words, `{slot}` or `{slot:role}`, `[optional]`,
//! `(a|b)` and `<list>`, written as one line of text. `<part>` stands for a
//! piece of a form that several forms share.
//!
//! ```text
//! form     = sequence
//! sequence = { part }
//! part     = word | mark | slot | list | optional | choice
//! slot     = "{" kind [ ":" role ] "}"
//! list     = "<" name [ ":" role ] ">"
//! optional = "[" sequence { "|" sequence } "]"
//! choice   = "(" sequence { "|" sequence } ")"
//! ahead    = "&(" sequence { "|" sequence } ")"
//! mark     = any other character, or one of `{ } [ ] ( ) < > |` after a backslash
//! ```
//!
//! `&(a|b)` asks for what must follow, and leaves it unread.
//!
//! A part that follows the one before it without a space is *glued* to it.

use super::fold::{fold, is_word};
use super::kind::{SlotKind, SlotRole};
use super::opening::Opening;
use super::spell::{Unknown, closed, nearest};
use super::word::WordList;
use nom::branch::alt;
use nom::bytes::complete::take_while1;
use nom::character::complete::{anychar, char, none_of, one_of, space0};
use nom::combinator::{recognize, verify};
use nom::error::{ErrorKind, ParseError};
use nom::multi::{many0_count, separated_list1};
use nom::sequence::{delimited, pair, preceded};
use nom::{IResult, Parser};
use std::collections::BTreeMap;
use std::sync::Arc;

/// One piece of a form.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// No space may stand before it, where the part before it is a word.
    pub glued: bool,
    pub atom: Atom,
}

/// What a piece of a form matches.
#[derive(Clone, Debug)]
pub(super) enum Atom {
    /// A word, folded. A hyphen inside it also matches a space.
    Word(Box<str>),
    /// A punctuation mark, folded.
    Mark(char),
    /// A slot.
    Slot(SlotKind, SlotRole),
    /// An entry of a word list, kept when it has a role.
    List(Arc<WordList>, Option<SlotRole>),
    /// One of several, or nothing.
    Optional(Vec<Sequence>),
    /// One of several.
    Choice(Vec<Sequence>),
    /// One of several must follow, and is left unread.
    Ahead(Vec<Sequence>),
}

/// Parts in a row, and what they may begin with.
#[derive(Clone, Debug)]
pub(super) struct Sequence {
    pub parts: Vec<Part>,
    pub opening: Opening,
}

impl Sequence {
    /// Whether it may match where a character, or nothing, comes next.
    pub fn may_begin(&self, next: Option<char>) -> bool {
        match next {
            Some(c) => self.opening.admits(c),
            None => self.opening == Opening::ANY,
        }
    }
}

impl From<Vec<Part>> for Sequence {
    fn from(parts: Vec<Part>) -> Self {
        let opening = Opening::of(&parts);
        Sequence { parts, opening }
    }
}

/// What a form may name between `<` and `>`.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    pub lists: BTreeMap<String, Arc<WordList>>,
    /// Pieces of forms that several forms share.
    pub parts: BTreeMap<String, Vec<Part>>,
}

/// Why a form cannot be read, and where in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FormFault {
    /// Byte of the form.
    pub at: usize,
    /// Bytes that are wrong.
    pub len: usize,
    pub code: &'static str,
    pub message: String,
    pub hint: Option<String>,
}

/// Characters; a longer form is a mistake.
const LONGEST_FORM: usize = 1000;
/// Brackets in brackets; a deeper form is a mistake.
const DEEPEST: usize = 8;
/// The list whose entries say what was decided: its matched word is the verb.
const VERB_LIST: &str = "decision_verb";
/// Characters that have a meaning of their own in forms.
const SPECIAL: &str = "{}[]()<>|\\";

/// Reads a form.
pub(super) fn parse(form: &str, names: &Names) -> Result<Vec<Part>, FormFault> {
    if form.len() > LONGEST_FORM {
        return Err(fault(form, form, 0, "grammar.form", "a form has at most 1000 characters", None));
    }
    let (rest, parts) = match sequence(form, names, Group { depth: 0, glued: false }) {
        Ok(read) => read,
        Err(nom::Err::Error(wrong) | nom::Err::Failure(wrong)) => return Err(wrong.placed(form)),
        Err(nom::Err::Incomplete(_)) => {
            return Err(Wrong::at(form, "the form breaks off").placed(form));
        }
    };
    if let Some(c) = rest.chars().next() {
        return Err(Wrong::at(rest, format!("`{c}` closes nothing")).placed(form));
    }
    if parts.is_empty() {
        return Err(Wrong::at(form, "the form is empty").placed(form));
    }
    Ok(parts)
}

/// Reads a text as literal words and marks only.
pub(super) fn literal(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let glued = !parts.is_empty() && !rest.starts_with(char::is_whitespace);
        rest = rest.trim_start();
        let Ok((left, atom)) = alt((word, mark)).parse(rest) else {
            break;
        };
        parts.push(Part { glued, atom });
        rest = left;
    }
    parts
}

/// What a sequence stands in.
#[derive(Clone, Copy)]
struct Group {
    depth: usize,
    /// Its first part is glued to what stands before the bracket.
    glued: bool,
}

fn sequence<'i>(input: &'i str, names: &Names, group: Group) -> Read<'i, Vec<Part>> {
    let mut parts = Vec::new();
    let mut rest = input;
    loop {
        let (next, space) = space0(rest)?;
        if next.is_empty() || next.starts_with([')', ']', '|']) {
            return Ok((next, parts));
        }
        let glued = space.is_empty() && (group.glued || !parts.is_empty());
        let inside = Group { depth: group.depth + 1, glued };
        let (left, atom) = atom(next, names, inside)?;
        parts.push(Part { glued, atom });
        rest = left;
    }
}

fn atom<'i>(input: &'i str, names: &Names, inside: Group) -> Read<'i, Atom> {
    match input.chars().next() {
        Some('{') => slot(input),
        Some('<') => list(input, names),
        Some('[') => {
            let (rest, inner) = group(input, '[', ']', names, inside)?;
            Ok((rest, Atom::Optional(inner)))
        }
        Some('&') if input.starts_with("&(") => {
            let (rest, inner) = group(&input[1..], '(', ')', names, inside)?;
            Ok((rest, Atom::Ahead(inner)))
        }
        Some('(') => {
            let (rest, inner) = group(input, '(', ')', names, inside)?;
            Ok((rest, Atom::Choice(inner)))
        }
        Some(c @ ('}' | '>')) => Err(failure(input, format!("`{c}` closes nothing"))),
        Some(_) => alt((escaped, word, mark)).parse(input),
        None => Err(failure(input, "the form breaks off")),
    }
}

fn group<'i>(input: &'i str, open: char, close: char, names: &Names, inside: Group) -> Read<'i, Vec<Sequence>> {
    if inside.depth > DEEPEST {
        return Err(failure(input, format!("brackets stand more than {DEEPEST} deep")));
    }
    let inner = |i| sequence(i, names, inside);
    let (rest, alternatives) = preceded(char(open), separated_list1(char('|'), inner)).parse(input)?;
    let Some(rest) = rest.strip_prefix(close) else {
        return Err(failure(input, format!("`{open}` is never closed by `{close}`")));
    };
    if alternatives.iter().any(Vec::is_empty) {
        return Err(failure(input, "a bracket holds an empty alternative"));
    }
    Ok((rest, alternatives.into_iter().map(Sequence::from).collect()))
}

/// What stands between a pair of brackets that hold names, not parts.
fn named<'i>(input: &'i str, open: char, close: char) -> Read<'i, (&'i str, Option<&'i str>)> {
    let body = take_while1(|c: char| c != close && !SPECIAL.contains(c));
    match delimited(char::<_, Wrong<'i>>(open), body, char(close)).parse(input) {
        Ok((rest, body)) => {
            let (name, role) = match body.split_once(':') {
                Some((name, role)) => (name, Some(role)),
                None => (body, None),
            };
            Ok((rest, (name, role)))
        }
        Err(_) => Err(failure(input, format!("`{open}` needs a name and a `{close}`"))),
    }
}

fn slot(input: &str) -> Read<'_, Atom> {
    let (rest, (name, role)) = named(input, '{', '}')?;
    let kind = closed::<SlotKind>(name)
        .map_err(|unknown| unknown_name(&input[1..], name, "grammar.unknown_slot", "slot", unknown))?;
    let role = read_role(input, name, role)?.unwrap_or(SlotRole::Plain);
    Ok((rest, Atom::Slot(kind, role)))
}

fn list<'i>(input: &'i str, names: &Names) -> Read<'i, Atom> {
    let (rest, (name, role)) = named(input, '<', '>')?;
    if let Some(parts) = names.parts.get(name) {
        return Ok((rest, Atom::Choice(vec![parts.clone().into()])));
    }
    let Some(list) = names.lists.get(name) else {
        let known = names.lists.keys().chain(names.parts.keys());
        let unknown = Unknown { nearest: nearest(name, known.map(String::as_str)) };
        return Err(unknown_name(&input[1..], name, "grammar.unknown_list", "word list", unknown));
    };
    let role = read_role(input, name, role)?.or((name == VERB_LIST).then_some(SlotRole::Verb));
    Ok((rest, Atom::List(Arc::clone(list), role)))
}

/// The role in a bracket that opens at `input` and holds `name:role`.
fn read_role<'i>(input: &'i str, name: &str, role: Option<&'i str>) -> Result<Option<SlotRole>, nom::Err<Wrong<'i>>> {
    let Some(role) = role else { return Ok(None) };
    let read = closed::<SlotRole>(role);
    read.map(Some)
        .map_err(|unknown| unknown_name(&input[name.len() + 2..], role, "grammar.unknown_role", "role", unknown))
}

/// `\` and the character that is meant as itself.
fn escaped(input: &str) -> Read<'_, Atom> {
    preceded(char('\\'), one_of(SPECIAL)).map(Atom::Mark).parse(input)
}

/// A run of letters and figures, with single hyphens and apostrophes inside it.
fn word(input: &str) -> Read<'_, Atom> {
    let run = || take_while1(is_word);
    let joint = verify(anychar, |&c| matches!(fold(c), '-' | '\''));
    recognize(pair(run(), many0_count(pair(joint, run()))))
        .map(|word: &str| Atom::Word(word.chars().map(fold).collect()))
        .parse(input)
}

fn mark(input: &str) -> Read<'_, Atom> {
    none_of(" \t\r\n").map(|c| Atom::Mark(fold(c))).parse(input)
}

type Read<'i, T> = IResult<&'i str, T, Wrong<'i>>;

/// What is wrong with a form, from where on.
#[derive(Clone, Debug)]
struct Wrong<'i> {
    rest: &'i str,
    len: usize,
    code: &'static str,
    message: String,
    hint: Option<String>,
}

impl<'i> Wrong<'i> {
    fn at(rest: &'i str, message: impl Into<String>) -> Self {
        Wrong { rest, len: 1, code: "grammar.form", message: message.into(), hint: None }
    }

    fn placed(self, form: &str) -> FormFault {
        fault(form, self.rest, self.len, self.code, &self.message, self.hint)
    }
}

fn fault(form: &str, rest: &str, len: usize, code: &'static str, message: &str, hint: Option<String>) -> FormFault {
    let at = form.len() - rest.len();
    FormFault { at, len: len.min(rest.len()), code, message: message.to_owned(), hint }
}

fn failure(rest: &str, message: impl Into<String>) -> nom::Err<Wrong<'_>> {
    nom::Err::Failure(Wrong::at(rest, message))
}

fn unknown_name<'i>(
    rest: &'i str,
    name: &str,
    code: &'static str,
    what: &str,
    unknown: Unknown,
) -> nom::Err<Wrong<'i>> {
    nom::Err::Failure(Wrong {
        rest,
        len: name.len(),
        code,
        message: format!("there is no {what} `{name}`"),
        hint: unknown.hint(),
    })
}

impl<'i> ParseError<&'i str> for Wrong<'i> {
    fn from_error_kind(rest: &'i str, _: ErrorKind) -> Self {
        Wrong::at(rest, "this cannot stand in a form")
    }

    fn append(_: &'i str, _: ErrorKind, other: Self) -> Self {
        other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        let lists = BTreeMap::from([("chair".to_owned(), Arc::new(WordList::new("chair", ["chairman", "chair"])))]);
        Names { lists, ..Names::default() }
    }

    fn fails(form: &str) -> FormFault {
        parse(form, &names()).expect_err("must not be read")
    }

    #[test]
    fn a_form_is_parts() {
        let parts = parse(r"[agenda] item{number}\) (a b|<chair>)", &names()).expect("reads");
        assert_eq!(parts.len(), 5);
        assert!(matches!(parts[0].atom, Atom::Optional(_)));
        assert!(matches!(&parts[1].atom, Atom::Word(word) if &**word == "item"));
        assert!(!parts[1].glued && parts[2].glued && parts[3].glued && !parts[4].glued);
        assert!(matches!(parts[3].atom, Atom::Mark(')')));
    }

    #[test]
    fn every_fault_has_its_place() {
        let wrong = fails("it was {titel}");
        assert_eq!((wrong.at, wrong.len, wrong.code), (8, 5, "grammar.unknown_slot"));
    }

    #[test]
    fn brackets_must_close() {
        assert_eq!(fails("(a|b").message, "`(` is never closed by `)`");
        assert_eq!(fails("a]").message, "`]` closes nothing");
        assert_eq!(fails("[a||b]").message, "a bracket holds an empty alternative");
        assert_eq!(fails("").message, "the form is empty");
        assert_eq!(fails(&"(".repeat(500)).code, "grammar.form");
        assert_eq!(fails(&"a ".repeat(5000)).code, "grammar.form");
    }

    #[test]
    fn unknown_names_come_with_the_nearest() {
        assert_eq!(fails("<chiar>").hint.as_deref(), Some("did you mean `chair`?"));
        assert_eq!(fails("{name:moover}").hint.as_deref(), Some("did you mean `mover`?"));
        assert_eq!(fails("{dat}").hint.as_deref(), Some("did you mean `date`?"));
    }
}
