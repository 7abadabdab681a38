//! People in lists: members, attendance, representatives.

use super::Context;
use crate::grammar::{PhraseKind, SlotRole};
use crate::normal::name::{self, Person};
use crate::normal::time;
use crate::record::{Attendance, AttendanceStatus, Member, MemberRole};

/// What the words in brackets after a name say.
#[derive(Clone, Debug, Default)]
pub struct Note {
    /// `chair`, `vice_chair`, or the words.
    pub role: Option<String>,
    /// For whom the person stood in.
    pub substitute_for: Option<String>,
    /// When the person came.
    pub arrived: Option<String>,
    /// When the person left.
    pub left: Option<String>,
    /// A party.
    pub party: Option<String>,
}

/// What the words in brackets after a name may say, beside an office or a party.
const TOLD_IN_NOTES: [PhraseKind; 3] = [PhraseKind::Substitute, PhraseKind::Arrived, PhraseKind::Left];

/// Reads the words in brackets after a name.
pub fn note(context: &Context<'_, '_>, words: &str) -> Note {
    let mut note = Note::default();
    let words = words.trim();
    for phrase in context.grammar.phrases_among(words, |kind| TOLD_IN_NOTES.contains(&kind)) {
        match phrase.kind {
            PhraseKind::Substitute => {
                let other = phrase.slot(SlotRole::Other).unwrap_or(&words[phrase.range.end..]);
                note.substitute_for = name::person(other).map(|person| person.name);
            }
            PhraseKind::Arrived => {
                note.arrived = time::find_time(&words[phrase.range.start..]).map(|(_, time)| time::hhmm(time));
            }
            PhraseKind::Left => {
                note.left = time::find_time(&words[phrase.range.start..]).map(|(_, time)| time::hhmm(time));
            }
            _ => {}
        }
    }
    if note.substitute_for.is_some() || note.arrived.is_some() || note.left.is_some() {
        return note;
    }
    if context.grammar.words("party").contains(words) {
        note.party = Some(words.to_owned());
    } else if !words.is_empty() {
        note.role = Some(office(context, words));
    }
    note
}

/// The chair and vice-chair under any of their names, any other office as printed.
pub fn office(context: &Context<'_, '_>, words: &str) -> String {
    let words = words.trim().trim_end_matches(['.', ',']);
    if context.grammar.words("vice_chair_role").contains(words) {
        "vice_chair".to_owned()
    } else if context.grammar.words("chair_role").contains(words) {
        "chair".to_owned()
    } else {
        words.to_owned()
    }
}

/// An office in the plural at the head of a list (`Commissioners present`): one of them, and the words after it.
pub fn group_office<'t>(context: &Context<'_, '_>, words: &'t str) -> Option<(&'t str, &'t str)> {
    let length = context.grammar.words("group_office").starts(words)?;
    let (group, rest) = words.split_at(length);
    let one = group.trim().strip_suffix(['s', 'S'])?;
    Some((one, rest.trim_start()))
}

/// Members of the body, as a front page lists them.
pub fn members(context: &Context<'_, '_>, text: &str) -> Vec<Member> {
    name::people(text)
        .into_iter()
        .map(|person| {
            let note = person.note.as_deref().map(|words| note(context, words)).unwrap_or_default();
            let role = note.role.as_deref().and_then(|role| member_role(context, role));
            Member { name: person.name, honorific: person.honorific, role, party: note.party, voting: None }
        })
        .collect()
}

/// The role that an office beside a name gives a member.
pub fn role(context: &Context<'_, '_>, words: &str) -> Option<MemberRole> {
    member_role(context, &office(context, words))
}

fn member_role(context: &Context<'_, '_>, role: &str) -> Option<MemberRole> {
    const LISTS: [(&str, MemberRole); 3] = [
        ("co_opted", MemberRole::CoOpted),
        ("appointee", MemberRole::Appointee),
        ("substitute_role", MemberRole::Substitute),
    ];
    match role {
        "chair" => Some(MemberRole::Chair),
        "vice_chair" => Some(MemberRole::ViceChair),
        words => LISTS.iter().find(|(list, _)| context.grammar.words(list).contains(words)).map(|(_, role)| *role),
    }
}

/// Whether a text is a list of people: names, titles and notes make up most of it.
pub fn is_list(text: &str) -> bool {
    let told: usize = name::people(text)
        .iter()
        .map(|person| {
            person.name.len()
                + person.honorific.as_ref().map_or(0, String::len)
                + person.note.as_ref().map_or(0, |note| note.len() + 2)
                + 2
        })
        .sum();
    told * 3 >= text.len() * 2
}

/// Everybody named in a text, with a status.
pub fn attendance(context: &Context<'_, '_>, text: &str, status: AttendanceStatus) -> Vec<Attendance> {
    name::people(text).into_iter().map(|person| attends(context, person, status)).collect()
}

fn attends(context: &Context<'_, '_>, person: Person, status: AttendanceStatus) -> Attendance {
    // `Ann Vale (AV)`: how the minutes call her, and no office.
    let told = person.note.as_deref().filter(|words| !name::are_initials_of(words, &person.name));
    let note = told.map(|words| note(context, words)).unwrap_or_default();
    Attendance {
        name: person.name,
        honorific: person.honorific,
        status,
        role: note.role,
        substitute_for: note.substitute_for,
        party: note.party,
        arrived: note.arrived,
        left: note.left,
        note: None,
        place: Vec::new(),
    }
}
