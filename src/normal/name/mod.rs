//! People: names, honorifics and notes in all the shapes that lists of them are printed in.
//!
//! A list is cut into tokens, these into segments between separators, and
//! each segment is judged by lists of words: a person, an office that
//! belongs to the person before it, or no name at all. Segments that are
//! clearly no name are left out. [`officers`] is the simpler reading of the
//! cells of plans and logs, where names stand without honorifics.

mod officer;
mod segment;
mod token;
mod words;

pub use officer::officers;

use segment::{Segment, segments};
use std::ops::Range;
use words::{Rank, honorific_at};

/// A person as a document names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The name as printed, without honorific.
    pub name: String,
    /// `Councillor`, `Mrs`, `Councillor Sir`, …, spelt out and without stops.
    pub honorific: Option<String>,
    /// What stood in brackets or as an office beside the name.
    pub note: Option<String>,
    /// The bytes of the text that name the person, the note included.
    pub range: Range<usize>,
}

/// The longest bracket that is tried for a person (`Director (Mr. G. Dunne)`).
const LONGEST_BRACKETED: usize = 80;
/// How far an office may reach back over commas from the bracket that names its holder.
const OFFICE_SEGMENTS: usize = 4;

/// The one person that a text names; `None` for none or several.
pub fn person(text: &str) -> Option<Person> {
    let mut people = people(text);
    if people.len() == 1 { people.pop() } else { None }
}

/// Everybody whom a list of people names, in order.
///
/// Names are separated by commas, semicolons, line ends, strokes, `and`, or
/// by nothing but the next honorific or a closed bracket. A plural honorific
/// (`Councillors`) carries to the names after it until another one ends it.
pub fn people(text: &str) -> Vec<Person> {
    let segments = segments(text);
    let mut reader = Reader { text, people: Vec::new(), carried: None, follows: false };
    let mut at = 0;
    while at < segments.len() {
        if let Some(end) = office_group(text, &segments, at) {
            reader.office_holder(&segments[at..=end]);
            at = end + 1;
        } else {
            reader.segment(&segments[at]);
            at += 1;
        }
    }
    reader.people
}

/// `Ann Vale AV`, `Mary Carr MCa`: a list may set behind a name how its minutes call the person.
fn without_own_initials(mut name: String) -> String {
    let own = name.rsplit_once(' ').filter(|(before, last)| before.contains(' ') && are_initials_of(last, before));
    if let Some(length) = own.map(|(before, _)| before.len()) {
        name.truncate(length);
    }
    name
}

/// Whether words are the initials of a name: `MCa` of `Mary Carr`.
pub fn are_initials_of(words: &str, name: &str) -> bool {
    let capitals = words.chars().filter(|c| c.is_uppercase());
    let initials = name.split([' ', '-', '.']).filter_map(|word| word.chars().next());
    words.len() <= 5 && capitals.eq(initials)
}

/// The honorific that a text begins with, and the rest of it.
pub fn strip_honorific(text: &str) -> (Option<String>, &str) {
    let mut rest = text.trim();
    let mut found: Vec<&str> = Vec::new();
    loop {
        let mut ends = Vec::new();
        let mut words = Vec::new();
        let mut at = 0;
        for word in rest.split_whitespace().take(words::LONGEST_PHRASE) {
            at += rest[at..].find(word).unwrap_or_default() + word.len();
            ends.push(at);
            words.push(word.trim_end_matches([':', ',']));
        }
        match honorific_at(&words) {
            Some((honorific, count)) => {
                found.push(honorific.form);
                rest = rest[ends[count - 1]..].trim_start();
            }
            None => break,
        }
    }
    ((!found.is_empty()).then(|| found.join(" ")), rest)
}

struct Reader<'a> {
    text: &'a str,
    people: Vec<Person>,
    /// A plural honorific that later names share.
    carried: Option<&'static str>,
    /// The segment before was a person, or the office of one.
    follows: bool,
}

impl Reader<'_> {
    fn segment(&mut self, segment: &Segment) {
        if segment.after_stop {
            self.carried = None;
            self.follows = false;
        }
        if segment.is_suffix(self.text) && self.follows {
            if let Some(person) = self.people.last_mut() {
                person.name.push_str(", ");
                person.name.push_str(&segment.words_of(self.text));
                person.range.end = segment.range.end;
            }
            return;
        }
        if let Some(plural) = segment.plural() {
            if segment.words.is_empty() && segment.notes.is_empty() && segment.tail.is_none() && self.follows {
                self.shared_office(plural);
                return;
            }
            self.carried = Some(plural);
        }
        if segment.is_person(self.text, self.carried.is_some()) {
            self.person(segment);
            self.follows = true;
        } else {
            self.follows = self.follows && self.takes_as_note(segment);
        }
    }

    fn person(&mut self, segment: &Segment) {
        let own: Vec<&str> = segment.honorifics.iter().map(|honorific| honorific.form).collect();
        let personal = segment.honorifics.iter().all(|honorific| honorific.rank == Rank::Title);
        let honorific = match self.carried {
            Some(carried) if own.is_empty() => Some(carried.to_owned()),
            Some(carried) if personal => Some(format!("{carried} {}", own.join(" "))),
            _ if own.is_empty() => None,
            _ => Some(own.join(" ")),
        };
        let ends_carrying = |rank| matches!(rank, Rank::Man | Rank::Member | Rank::Office);
        if segment.plural().is_none() && segment.honorifics.iter().any(|honorific| ends_carrying(honorific.rank)) {
            self.carried = None;
        }
        self.people.push(Person {
            name: without_own_initials(segment.words_of(self.text)),
            honorific,
            note: segment.note_of(self.text),
            range: segment.range.clone(),
        });
    }

    /// Gives the person before an office or remark that stands after a comma or dash.
    fn takes_as_note(&mut self, segment: &Segment) -> bool {
        let Some(person) = self.people.last_mut() else {
            return false;
        };
        if person.note.is_some() || !(segment.is_office(self.text) || segment.after_dash) {
            return false;
        }
        let words = self.text[segment.range.clone()].trim_matches(|sign: char| sign.is_whitespace() || sign == '.');
        person.note = Some(super::text::squeeze(words).into_owned());
        person.range.end = segment.range.end;
        true
    }

    /// `A Vale, B Hart and C Fenn, Councillors`: everybody before it holds the office.
    fn shared_office(&mut self, office: &str) {
        for person in self.people.iter_mut().filter(|person| person.note.is_none()) {
            person.note = Some(office.to_owned());
        }
        self.carried = None;
    }

    fn office_holder(&mut self, group: &[Segment]) {
        let (Some(first), Some(last)) = (group.first(), group.last()) else {
            return;
        };
        let Some(bracket) = last.notes.first() else {
            return;
        };
        if let Some(mut person) = bracketed_person(self.text, bracket) {
            let office = self.text[first.range.start..bracket.start].trim();
            let office = words::without_article(office);
            person.note = Some(super::text::squeeze(office).into_owned());
            person.range = first.range.start..last.range.end;
            self.people.push(person);
        }
        self.follows = false;
    }
}

/// The last of the segments from `at` on that together are an office with its holder in brackets.
fn office_group(text: &str, segments: &[Segment], at: usize) -> Option<usize> {
    if !segments[at].is_office(text) {
        return None;
    }
    for (index, segment) in segments.iter().enumerate().skip(at).take(OFFICE_SEGMENTS) {
        let begins_anew =
            index > at && (segment.after_stop || !segment.honorifics.is_empty() || segment.is_office(text));
        if begins_anew {
            return None;
        }
        if let [bracket] = segment.notes.as_slice() {
            return bracketed_person(text, bracket).map(|_| index);
        }
        if !segment.notes.is_empty() {
            return None;
        }
    }
    None
}

/// The person with an honorific that all of a bracket is.
fn bracketed_person(text: &str, bracket: &Range<usize>) -> Option<Person> {
    let content = text[bracket.clone()].trim_matches(['(', ')', '[', ']']).trim();
    if content.len() > LONGEST_BRACKETED || content.contains(['(', '[']) {
        return None;
    }
    person(content)
        .filter(|person| person.honorific.is_some() && person.note.is_none() && person.range.end == content.len())
}

#[cfg(test)]
mod tests;
