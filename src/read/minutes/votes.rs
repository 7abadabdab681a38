//! What a text tells of a vote: mover, seconder, counts, names, outcome.

use super::Paragraph;
use crate::grammar::{HeadingKind, PhraseKind, Reading, SlotRole};
use crate::normal::{name, number, text};
use crate::read::Context;
use crate::record::{CastingVote, Outcome, RollEntry, RollOption, Vote, VoteMethod};

/// What is told of a motion's fate.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// Mover.
    pub moved_by: Option<String>,
    /// Seconder.
    pub seconded_by: Option<String>,
    /// Counts and names.
    pub vote: Vote,
    /// What became of it.
    pub outcome: Option<Outcome>,
    /// Said to be unanimous.
    pub unanimous: Option<bool>,
    /// Majority in words.
    pub majority: Option<String>,
    /// An amendment.
    pub amendment: bool,
}

impl Evidence {
    /// Adds what another text tells; what is known stays.
    pub fn add(&mut self, other: Self) {
        self.moved_by = self.moved_by.take().or(other.moved_by);
        self.seconded_by = self.seconded_by.take().or(other.seconded_by);
        self.outcome = self.outcome.or(other.outcome);
        self.unanimous = self.unanimous.or(other.unanimous);
        self.majority = self.majority.take().or(other.majority);
        self.amendment |= other.amendment;
        let (mine, more) = (&mut self.vote, other.vote);
        mine.in_favour = mine.in_favour.or(more.in_favour);
        mine.against = mine.against.or(more.against);
        mine.abstain = mine.abstain.or(more.abstain);
        mine.absent = mine.absent.or(more.absent);
        mine.method = mine.method.or(more.method);
        mine.casting_vote = mine.casting_vote.take().or(more.casting_vote);
        mine.roll.extend(more.roll);
    }

    /// The vote, if anything is told of it.
    pub fn vote(&self) -> Option<Vote> {
        let mut vote = self.vote.clone();
        if !vote.roll.is_empty() {
            vote.method.get_or_insert(VoteMethod::Recorded);
            let count = |option| {
                Some(vote.roll.iter().filter(|entry| entry.option == option).count() as u32).filter(|count| *count > 0)
            };
            vote.in_favour = vote.in_favour.or(count(RollOption::Yes));
            vote.against = vote.against.or(count(RollOption::No));
            vote.abstain = vote.abstain.or(count(RollOption::Abstain));
            vote.absent = vote.absent.or(count(RollOption::Absent));
        }
        (vote != Vote::default()).then_some(vote)
    }
}

/// What a stretch of running text tells.
pub fn evidence<'c>(context: &Context<'c, '_>, words: &'c str) -> Evidence {
    let mut found = Evidence::default();
    for phrase in context.phrases(words).iter() {
        take(&mut found, phrase, words);
    }
    found
}

fn take(found: &mut Evidence, phrase: &Reading<'_, PhraseKind>, words: &str) {
    counts(found, phrase);
    for (role, slot) in [(SlotRole::Mover, &mut found.moved_by), (SlotRole::Seconder, &mut found.seconded_by)] {
        if slot.is_none()
            && let Some(words) = phrase.slot(role)
        {
            // Minutes that list initials beside the names use them from there on.
            let initials = super::are_initials(words).then(|| words.to_owned());
            *slot = initials.or_else(|| name::person(words).map(|person| person.name));
        }
    }
    if phrase.sets.unanimous == Some(true) {
        found.unanimous.get_or_insert(true);
    }
    if let Some(method) = phrase.sets.method {
        found.vote.method.get_or_insert(method);
    }
    match phrase.kind {
        PhraseKind::Unanimous => {
            found.unanimous.get_or_insert(true);
        }
        PhraseKind::Majority => {
            let majority =
                phrase.slot(SlotRole::Kind).or_else(|| phrase.word()).unwrap_or(&words[phrase.range.clone()]);
            found.majority.get_or_insert_with(|| without_article(majority).to_owned());
        }
        PhraseKind::Outcome => {
            if let Some(outcome) = phrase.sets.outcome {
                found.outcome.get_or_insert(outcome);
            }
        }
        PhraseKind::CastingVote => {
            let by = phrase.slot(SlotRole::Person).and_then(name::person);
            found
                .vote
                .casting_vote
                .get_or_insert(by.map_or(CastingVote::Given(true), |person| CastingVote::Name(person.name)));
        }
        PhraseKind::Amendment => found.amendment = true,
        _ => {}
    }
}

/// `by a clear majority` → `clear majority`.
fn without_article(words: &str) -> &str {
    let words = words.trim();
    ["by a ", "by an ", "by the ", "on a ", "a ", "an ", "the ", "by "]
        .iter()
        .find_map(|article| {
            words
                .get(..article.len())
                .filter(|head| head.eq_ignore_ascii_case(article))
                .map(|_| &words[article.len()..])
        })
        .unwrap_or(words)
}

fn counts<K>(found: &mut Evidence, phrase: &Reading<'_, K>) {
    let vote = &mut found.vote;
    let slots = [
        (SlotRole::For, &mut vote.in_favour),
        (SlotRole::Against, &mut vote.against),
        (SlotRole::Abstain, &mut vote.abstain),
        (SlotRole::Absent, &mut vote.absent),
    ];
    for (role, slot) in slots {
        if slot.is_none() {
            *slot = phrase.slot(role).and_then(number::count);
        }
    }
    // `1 nay (Vale)`: few enough to be named beside their number.
    let mut option = None;
    for slot in &phrase.slots {
        let counted = COUNTED.iter().find(|(role, _)| *role == slot.role).map(|(_, option)| *option);
        option = counted.or(option);
        if let Some(option) = option.filter(|_| slot.role == SlotRole::Person) {
            names_of(slot.text, option, &mut vote.roll);
        }
    }
}

const COUNTED: [(SlotRole, RollOption); 4] = [
    (SlotRole::For, RollOption::Yes),
    (SlotRole::Against, RollOption::No),
    (SlotRole::Abstain, RollOption::Abstain),
    (SlotRole::Absent, RollOption::Absent),
];

const ROLL_FORMS: [(HeadingKind, RollOption); 4] = [
    (HeadingKind::VotesFor, RollOption::Yes),
    (HeadingKind::VotesAgainst, RollOption::No),
    (HeadingKind::VotesAbstain, RollOption::Abstain),
    (HeadingKind::VotesAbsent, RollOption::Absent),
];

/// `Nays: None` counts as nought.
fn nobody(vote: &mut Vote, option: RollOption) {
    let slot = match option {
        RollOption::Yes => &mut vote.in_favour,
        RollOption::No => &mut vote.against,
        RollOption::Abstain => &mut vote.abstain,
        RollOption::Absent => &mut vote.absent,
        RollOption::NotVoting => return,
    };
    slot.get_or_insert(0);
}

/// The names of a recorded vote in a run of paragraphs; and how many of them it took.
pub fn roll<'c>(context: &Context<'c, '_>, paragraphs: &[Paragraph<'c>]) -> (Evidence, usize) {
    let mut found = Evidence::default();
    let mut used = 0;
    let mut open: Option<RollOption> = None;
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let mut any = false;
        for range in text::sentences(paragraph.text) {
            let sentence = paragraph.text[range].trim();
            let look = context.blocks[paragraph.block].look;
            let wanted = |wanted| ROLL_FORMS.iter().any(|(kind, _)| *kind == wanted);
            let said = context.grammar.headings_among(sentence, look, wanted);
            let form = ROLL_FORMS.iter().find_map(|(kind, option)| {
                said.iter().find(|reading| reading.kind == *kind).map(|reading| (reading, *option))
            });
            if let Some((reading, option)) = form {
                any = true;
                counts(&mut found, reading);
                let names = [": ", "– ", "- ", " were ", " was ", ":"]
                    .iter()
                    .find_map(|mark| sentence.split_once(mark))
                    .map_or("", |(_, names)| names);
                let before = found.vote.roll.len();
                names_of(names, option, &mut found.vote.roll);
                open = (found.vote.roll.len() == before).then_some(option);
                if context.grammar.words("nobody").contains(names.trim().trim_end_matches('.')) {
                    open = None;
                    nobody(&mut found.vote, option);
                }
            } else if context.phrase(PhraseKind::Outcome, sentence).is_some() {
                open = None;
            } else if let Some(option) = open {
                let before = found.vote.roll.len();
                names_of(sentence, option, &mut found.vote.roll);
                any |= found.vote.roll.len() > before;
            }
        }
        if !any {
            break;
        }
        used = index + 1;
    }
    (found, used)
}

/// What a paragraph tells of a vote, or a recorded vote with all its names.
pub struct Told {
    /// Index after its last paragraph.
    pub end: usize,
    /// What it tells.
    pub evidence: Evidence,
    /// It holds the names of a recorded vote.
    pub is_roll: bool,
}

/// What a run of paragraphs tells step by step; a recorded vote is one step, however many lines its names take.
pub fn steps<'a, 'c>(
    context: &'a Context<'c, '_>,
    paragraphs: &'a [Paragraph<'c>],
) -> impl Iterator<Item = Told> + use<'a, 'c> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let first = paragraphs.get(at)?;
        let (roll, used) = roll(context, &paragraphs[at..]);
        let mut told = evidence(context, first.text);
        for paragraph in &paragraphs[at + 1..at + used.max(1)] {
            told.add(evidence(context, paragraph.text));
        }
        if used > 0 {
            let names = std::mem::replace(&mut told, roll);
            told.add(names);
        }
        at += used.max(1);
        Some(Told { end: at, evidence: told, is_roll: used > 0 })
    })
}

fn names_of(names: &str, option: RollOption, roll: &mut Vec<RollEntry>) {
    let people = name::people(names);
    let read: usize = people.iter().map(|person| person.name.len() + 1).sum();
    if read * 3 < names.len() {
        return;
    }
    roll.extend(people.into_iter().map(|person| RollEntry { name: person.name, honorific: person.honorific, option }));
}
