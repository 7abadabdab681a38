//! Decisions: resolutions, motions put to a vote, minutes confirmed, elections.
//!
//! A decision that a lead introduces ("It was resolved to:") takes the words
//! after the lead, or the clauses below it. A motion that is moved and put to
//! the vote, and the resolution that repeats it, are one decision.

use super::votes::{self, Evidence};
use super::{Paragraph, clauses};
use crate::grammar::{HeadingKind, PhraseKind, Reading, SlotRole};
use crate::normal::text;
use crate::read::Context;
use crate::record::{Clause, Decision, Outcome, Place};

/// How many paragraphs before a decision may tell who moved it.
const MOTION_ABOVE: usize = 8;
/// How many paragraphs these may take, with the names of recorded votes among them.
const FARTHEST_ABOVE: usize = 40;
/// How many paragraphs after a decision may tell its vote.
const VOTE_BELOW: usize = 8;
/// How many paragraphs after a motion may: its own words, and what was said of it.
const VOTE_ON_MOTION: usize = 24;

/// Most words from "following" to the colon of a sentence that says no more than that clauses follow.
const ANNOUNCING: usize = 8;

/// Fewest words before a list that say more than who decides.
const FEWEST_DECIDING: usize = 6;

/// A decision with what the text around it is asked for.
struct Draft {
    decision: Decision,
    /// Paragraphs that it took, in the item's body.
    from: usize,
    to: usize,
    evidence: Evidence,
    /// In running text, with a verb that minutes also use for less.
    weak: bool,
}

/// Reads the decisions of an item.
pub fn read<'c>(context: &Context<'c, '_>, body: &[Paragraph<'c>], prefix: &str) -> Vec<Decision> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut at = 0;
    while at < body.len() {
        let found = in_paragraph(context, body, at);
        let next = found.iter().map(|draft| draft.to).max().unwrap_or(at + 1).max(at + 1);
        drafts.extend(found);
        at = next;
    }
    if drafts.iter().any(|draft| !draft.weak && draft.decision.lead.is_some()) {
        drafts.retain(|draft| !draft.weak);
    }
    motions(context, body, &mut drafts);
    drafts.sort_by_key(|draft| draft.from);
    attach(context, body, &mut drafts);
    drafts
        .into_iter()
        .enumerate()
        .map(|(index, draft)| finish(draft, format!("{prefix}-decision-{}", index + 1)))
        .collect()
}

fn finish(draft: Draft, id: String) -> Decision {
    let Draft { mut decision, evidence, .. } = draft;
    decision.vote = evidence.vote();
    decision.id = id;
    decision.moved_by = evidence.moved_by;
    decision.seconded_by = evidence.seconded_by;
    decision.majority = evidence.majority;
    decision.unanimous = evidence.unanimous;
    decision.amendment = evidence.amendment.then_some(true);
    let counted = decision.vote.as_ref().and_then(|vote| Some(vote.in_favour? > vote.against?));
    let passed = evidence.unanimous.or(counted).map(|passed| if passed { Outcome::Carried } else { Outcome::Lost });
    decision.outcome = match evidence.outcome.or(passed) {
        // A resolution stands, whatever became of motions told beside it.
        Some(Outcome::Lost) if decision.verb.is_some() => decision.outcome,
        Some(outcome) if decision.verb.is_none() => Some(outcome),
        outcome => decision.outcome.or(outcome),
    };
    decision
}

/// Decisions that a paragraph introduces or is.
fn in_paragraph<'c>(context: &Context<'c, '_>, body: &[Paragraph<'c>], at: usize) -> Vec<Draft> {
    let paragraph = &body[at];
    let phrases = context.phrases(paragraph.text);
    let mut out: Vec<Draft> = Vec::new();
    let mut until = 0;
    for phrase in phrases.iter() {
        if phrase.range.start < until {
            continue;
        }
        let draft = match phrase.kind {
            PhraseKind::DecisionLead => led(context, body, at, phrase, &mut until),
            PhraseKind::DecisionSentence => sentence(context, paragraph, at, phrase, &mut until),
            _ => None,
        };
        if let Some(draft) = draft {
            let took_more = draft.to > at + 1;
            out.push(draft);
            if took_more {
                break;
            }
        }
    }
    out
}

/// Whether words only announce what comes below: `the following:`, `the following items should be taken:`.
fn announces(words: &str) -> bool {
    let Some(words) = words.trim_end().strip_suffix(':') else { return false };
    words.rsplit(' ').take(ANNOUNCING).any(|word| matches!(word, "following" | "follows"))
}

/// Where the sentence around byte `at` begins and ends.
fn sentence_around(words: &str, at: usize) -> (usize, usize) {
    text::sentences(words)
        .into_iter()
        .find(|range| range.contains(&at))
        .map_or((0, words.len()), |range| (range.start, range.end))
}

/// A decision whose words follow its lead.
fn led<'c>(
    context: &Context<'c, '_>,
    body: &[Paragraph<'c>],
    at: usize,
    phrase: &Reading<'_, PhraseKind>,
    until: &mut usize,
) -> Option<Draft> {
    let paragraph = &body[at];
    let words = paragraph.text;
    let (start, sentence_end) = sentence_around(words, phrase.range.start);
    let start = start.max(*until);
    let matched = &words[phrase.range.clone()];
    let after = after_lead(context, &words[phrase.range.end..]);
    let tail_start = words.len() - after.len();
    let shouted = matched.chars().any(char::is_uppercase)
        && matched.split(' ').any(|word| word.len() > 4 && !word.chars().any(char::is_lowercase));
    let verb = phrase.sets.verb.clone().or_else(|| phrase.word().map(str::to_lowercase));
    // "It was moved that" leads a motion: what became of it is told elsewhere.
    if verb.is_none() && phrase.sets.outcome.is_none() {
        return None;
    }
    let said = |list: &str| verb.as_deref().is_some_and(|verb| context.grammar.words(list).contains(verb));
    let weak = !shouted && (said("weak_verb") || said("remark_verb"));
    let bullet = context.blocks[paragraph.block].look.bullet;
    if weak && (said("remark_verb") || bullet || start != phrase.range.start || has_action(context, words)) {
        return None;
    }
    let mut evidence = votes::evidence(context, &words[start..sentence_end.max(phrase.range.end)]);
    evidence.unanimous = evidence.unanimous.or(phrase.sets.unanimous);
    let mut decision =
        Decision { verb, outcome: phrase.sets.outcome.or(Some(Outcome::Carried)), ..Decision::default() };
    let block_place = |from: usize, to: usize| {
        context.blocks[paragraph.block].place(paragraph.from + from..paragraph.from + to, context.pages)
    };
    let mut to = at + 1;
    if after.is_empty() || after.ends_with(':') {
        decision.lead = Some(words[start..].trim().to_owned());
        decision.place = block_place(start, words.len());
        to += below(context, body, at, &mut decision);
        *until = words.len();
        // Words before the list that decide something are part of what was decided.
        let decides = after.split(' ').count() >= FEWEST_DECIDING && !announces(after);
        if !after.is_empty() && (decision.text.is_empty() || decides) {
            decision.lead = Some(words[start..tail_start].trim().to_owned());
            decision.text = [after, &decision.text].join(" ");
            decision.text.truncate(decision.text.trim_end().len());
            if !decision.clauses.is_empty() {
                let clauses = std::mem::take(&mut decision.clauses);
                decision.clauses = vec![Clause { label: None, text: after.to_owned(), clauses }];
            }
        }
        if decision.text.is_empty() {
            return None;
        }
    } else {
        decision.lead = Some(words[start..tail_start].trim_end_matches(['"', '“', ' ']).to_owned());
        let whole = shouted || start == 0 && phrase.range.start == 0;
        let end =
            if whole { tail_start + up_to_vote(context, &words[tail_start..]) } else { sentence_end.max(tail_start) };
        decision.clauses = clauses::inline(&words[tail_start..end]);
        decision.text = if decision.clauses.is_empty() {
            words[tail_start..end].trim().trim_end_matches(['"', '”']).to_owned()
        } else {
            joined(&decision.clauses)
        };
        decision.place = block_place(start, end);
        *until = end;
        if whole {
            to += more_clauses(context, body, at, &mut decision);
        }
    }
    Some(Draft { decision, from: at, to, evidence, weak })
}

/// The words after a lead: its punctuation gone, and a vote in brackets that stands between.
fn after_lead<'c>(context: &Context<'c, '_>, words: &'c str) -> &'c str {
    const MARKS: [char; 9] = [':', '-', '–', '—', ' ', '.', ',', '"', '“'];
    let mut rest = words.trim_start_matches(MARKS);
    while let Some(inner) = rest.strip_prefix('(')
        && let Some(end) = inner.find(')')
        && context.phrases(&inner[..end]).iter().any(|phrase| {
            matches!(phrase.kind, PhraseKind::Vote | PhraseKind::Unanimous | PhraseKind::Majority | PhraseKind::Moved)
        })
    {
        rest = inner[end + 1..].trim_start_matches(MARKS);
    }
    rest
}

/// Where the words of a decision end in its paragraph: before the sentence that tells the vote.
fn up_to_vote<'c>(context: &Context<'c, '_>, words: &'c str) -> usize {
    let told = text::sentences(words).into_iter().skip(1).find(|range| {
        context.phrases(&words[range.clone()]).iter().any(|phrase| {
            matches!(
                phrase.kind,
                PhraseKind::Outcome
                    | PhraseKind::Vote
                    | PhraseKind::Moved
                    | PhraseKind::Amendment
                    | PhraseKind::Closed
                    | PhraseKind::VoteMethod
            )
        })
    });
    told.map_or(words.len(), |range| range.start)
}

fn joined(clauses: &[Clause]) -> String {
    clauses.iter().map(|clause| clause.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// Takes the clauses below a lead; returns how many paragraphs they were.
fn below<'c>(context: &Context<'c, '_>, body: &[Paragraph<'c>], at: usize, decision: &mut Decision) -> usize {
    let Some(next) = body.get(at + 1) else { return 0 };
    let end = body[body.len() - 1].block + 1;
    let list = clauses::read(context, next.block, end, |block| stops(context, block));
    decision.clauses = list.clauses;
    decision.text = list.text.trim_matches(['"', '“', '”']).to_owned();
    // Words that only announce the clauses lead them too.
    if let [only] = decision.clauses.as_mut_slice()
        && only.label.is_none()
        && !only.clauses.is_empty()
        && announces(&only.text)
        && let Some(lead) = decision.lead.as_mut()
    {
        lead.push(' ');
        lead.push_str(&only.text);
        decision.text = decision.text[only.text.len().min(decision.text.len())..].trim_start().to_owned();
        decision.clauses = std::mem::take(&mut only.clauses);
    }
    decision.place.extend(context.place(list.blocks.clone()));
    body[at + 1..].iter().take_while(|paragraph| paragraph.block < list.blocks.end).count()
}

/// A labelled list right below a decision's own words belongs to it when they announce it.
fn more_clauses<'c>(context: &Context<'c, '_>, body: &[Paragraph<'c>], at: usize, decision: &mut Decision) -> usize {
    let Some(next) = body.get(at + 1) else { return 0 };
    let block = &context.blocks[next.block];
    let first =
        block.label.is_some_and(|label| label.bracketed) && matches!(block.label_text(), Some("b" | "2" | "ii" | "B"));
    // `RESOLVED: (a) to note` with (b) on the next line.
    let own = crate::block::Label::read(&decision.text).filter(|label| label.bracketed && first);
    let Some(own) = own else { return 0 };
    let end = body[body.len() - 1].block + 1;
    let list = clauses::read(context, next.block, end, |block| stops(context, block));
    let label = own.text(&decision.text).to_owned();
    let words = decision.text[own.length..].to_owned();
    decision.text = format!("{words} {}", list.text);
    decision.clauses = vec![Clause { label: Some(label), text: words, clauses: Vec::new() }];
    decision.clauses.extend(list.clauses);
    decision.place.extend(context.place(list.blocks.clone()));
    body[at + 1..].iter().take_while(|paragraph| paragraph.block < list.blocks.end).count()
}

/// Blocks that end a run of clauses.
fn stops(context: &Context<'_, '_>, block: usize) -> bool {
    let marks = &context.marks[block];
    let kinds = [
        HeadingKind::Signature,
        HeadingKind::Discussion,
        HeadingKind::VotesFor,
        HeadingKind::VotesAgainst,
        HeadingKind::VotesAbstain,
        HeadingKind::Minutes,
        HeadingKind::Appendix,
    ];
    if kinds.iter().any(|kind| marks.is(*kind)) {
        return true;
    }
    let block = &context.blocks[block];
    block.label.is_none()
        && context.phrases(&block.text).iter().any(|phrase| {
            phrase.range.start == 0
                && matches!(
                    phrase.kind,
                    PhraseKind::DecisionLead
                        | PhraseKind::Moved
                        | PhraseKind::Outcome
                        | PhraseKind::Vote
                        | PhraseKind::Closed
                )
        })
}

/// A sentence that is itself a decision.
fn sentence<'c>(
    context: &Context<'c, '_>,
    paragraph: &Paragraph<'c>,
    at: usize,
    phrase: &Reading<'_, PhraseKind>,
    until: &mut usize,
) -> Option<Draft> {
    let words = paragraph.text;
    let (start, end) = sentence_around(words, phrase.range.start);
    if start < *until {
        return None;
    }
    *until = end;
    let sentence = words[start..end].trim();
    let label = crate::block::Label::read(sentence).map_or(0, |label| label.length);
    if phrase.sets.outcome == Some(Outcome::NoDecision) {
        return None;
    }
    let verb = phrase.sets.verb.clone().or_else(|| phrase.word().map(str::to_lowercase));
    // Of remarks, only a paragraph of its own is an outcome.
    let weak = verb
        .as_deref()
        .is_some_and(|verb| ["weak_verb", "remark_verb"].iter().any(|list| context.grammar.words(list).contains(verb)));
    let alone = words.trim().len() <= end - start + 1;
    if weak && (context.blocks[paragraph.block].look.bullet || !alone && !about_log(context, sentence)) {
        return None;
    }
    let mut evidence = votes::evidence(context, sentence);
    // `The minutes were approved. Proposed by A Bee, seconded by C Dee.`
    let behind = text::sentences(&words[end..]).into_iter().next().map(|range| &words[end..][range]);
    if let Some(behind) = behind.filter(|behind| context.phrase(PhraseKind::Moved, behind).is_some()) {
        evidence.add(votes::evidence(context, behind));
    }
    evidence.unanimous = evidence.unanimous.or(phrase.sets.unanimous);
    let lead = moved_before(context, words, start, phrase.range.start);
    let text = match lead {
        Some(lead) => before_outcome(context, &words[lead..end]),
        None => &sentence[label..],
    };
    let decision = Decision {
        lead: lead.map(|lead| words[start..lead].trim().to_owned()),
        text: text.to_owned(),
        verb,
        outcome: phrase.sets.outcome.or(Some(Outcome::Carried)),
        place: context.blocks[paragraph.block].place(paragraph.from + start..paragraph.from + end, context.pages),
        ..Decision::default()
    };
    Some(Draft { decision, from: at, to: at + 1, evidence, weak })
}

/// `X proposed, and Y seconded, that` before the words that decide: where it ends.
fn moved_before<'c>(context: &Context<'c, '_>, words: &'c str, start: usize, decides: usize) -> Option<usize> {
    let moved = context
        .phrases(words)
        .iter()
        .filter(|phrase| phrase.slot(SlotRole::Mover).is_some())
        .map(|phrase| phrase.range.clone())
        .find(|range| range.start >= start && range.end <= decides)?;
    let rest = words[moved.end..].trim_start_matches([' ', ',']);
    let rest = rest.strip_prefix("that ").unwrap_or(rest);
    let at = words.len() - rest.len();
    (at <= decides && words[..at].trim_end().ends_with("that")).then_some(at)
}

/// The words of a motion without what became of it: `, and this resolution was passed`.
fn before_outcome<'c>(context: &Context<'c, '_>, words: &'c str) -> &'c str {
    let fate = |phrase: &&Reading<'_, PhraseKind>| {
        matches!(phrase.kind, PhraseKind::Outcome | PhraseKind::Unanimous | PhraseKind::Vote)
    };
    let end = context.phrases(words).iter().find(fate).map_or(words.len(), |phrase| phrase.range.start);
    let said = if end < words.len() { words[..end].rfind(", ").unwrap_or(end) } else { end };
    words[..said].trim()
}

/// Papers that bodies formally note: their action log, their plans.
fn about_log<'c>(context: &Context<'c, '_>, sentence: &'c str) -> bool {
    context.grammar.words("noted_paper").starts(sentence).is_some()
}

fn has_action<'c>(context: &Context<'c, '_>, words: &'c str) -> bool {
    context.phrase(PhraseKind::Action, words).is_some()
}

/// Motions that were moved and voted on, and that no resolution repeats.
fn motions<'c>(context: &Context<'c, '_>, body: &[Paragraph<'c>], drafts: &mut Vec<Draft>) {
    for at in 0..body.len() {
        if drafts.iter().any(|draft| (draft.from..draft.to).contains(&at)) {
            continue;
        }
        let words = body[at].text;
        let phrases = context.phrases(words);
        let is_motion = |phrase: &&Reading<'_, PhraseKind>| {
            phrase.kind == PhraseKind::DecisionLead && phrase.sets.verb.is_none() && phrase.word().is_none()
                || phrase.kind == PhraseKind::Moved && phrase.slot(SlotRole::Mover).is_some()
        };
        let Some(moved) = phrases
            .iter()
            .filter(is_motion)
            .max_by_key(|phrase| (std::cmp::Reverse(phrase.range.start), phrase.range.end))
        else {
            continue;
        };
        let mut window = 1;
        let mut told = Evidence::default();
        for (step, found) in votes::steps(context, &body[at..]).take(VOTE_ON_MOTION).enumerate() {
            if step > 0 && moves(context, body[at + window].text) {
                break;
            }
            told.add(found.evidence);
            window = found.end;
            // What a lost motion is followed by is no resolution of its words.
            if matches!(told.outcome, Some(Outcome::Lost | Outcome::Withdrawn)) {
                break;
            }
        }
        let repeated = drafts.iter().any(|draft| draft.from > at && draft.from < at + window);
        if repeated || told.outcome.is_none() && told.vote().is_none() && told.unanimous.is_none() {
            continue;
        }
        let after = words[moved.range.end..].trim_start_matches([':', '-', '–', ',', '.', ' ', '"', '“']);
        let after = proposal(context, words, &moved.range).unwrap_or(after);
        let (text, to, mut place) = motion_words(context, body, at, after);
        if text.is_empty() {
            continue;
        }
        let (start, _) = sentence_around(words, moved.range.start);
        let lead = words[start..moved.range.end].trim().to_owned();
        place.splice(
            0..0,
            context.blocks[body[at].block].place(body[at].from + start..body[at].from + words.len(), context.pages),
        );
        let decision = Decision { lead: Some(lead), text, place, ..Decision::default() };
        drafts.push(Draft { decision, from: at, to, evidence: votes::evidence(context, words), weak: false });
    }
}

/// Whether a text tells of a new motion, and not only who seconded one.
fn moves<'c>(context: &Context<'c, '_>, words: &'c str) -> bool {
    context
        .phrases(words)
        .iter()
        .any(|phrase| phrase.kind == PhraseKind::Moved && phrase.slot(SlotRole::Mover).is_some())
}

/// `X proposed that the fence be mended, seconded by Y`: the words between mover and seconder.
fn proposal<'c>(context: &Context<'c, '_>, words: &'c str, moved: &std::ops::Range<usize>) -> Option<&'c str> {
    let rest = &words[moved.end..];
    let phrases = context.phrases(rest);
    let seconded =
        phrases.iter().find(|phrase| phrase.kind == PhraseKind::Moved && phrase.slot(SlotRole::Seconder).is_some())?;
    let said = rest[..seconded.range.start].trim_matches([' ', ',', ':', ';']).trim_end_matches(" and");
    (said.split(' ').count() > 2 && !said.contains(". ")).then_some(said)
}

/// The words of a motion: after the mover's name, or the paragraph below.
fn motion_words<'c>(
    context: &Context<'c, '_>,
    body: &[Paragraph<'c>],
    at: usize,
    after: &'c str,
) -> (String, usize, Vec<Place>) {
    let outcome_at = |words: &'c str| {
        context
            .phrases(words)
            .iter()
            .find(|phrase| {
                matches!(phrase.kind, PhraseKind::Outcome | PhraseKind::Vote | PhraseKind::Unanimous)
                    || phrase.kind == PhraseKind::Moved && phrase.slot(SlotRole::Seconder).is_some()
            })
            .map(|phrase| sentence_around(words, phrase.range.start).0)
    };
    let cut = outcome_at(after).unwrap_or(after.len());
    let words = after[..cut].trim();
    let amendment = context.grammar.words("amendment_opening").starts(words).unwrap_or(0);
    let words = words[amendment..].trim_start_matches([' ', ':', ',']);
    if (words.split(' ').count() > 2 || !words.is_empty() && cut < after.len() || words.ends_with('.'))
        && !words.ends_with(':')
    {
        return (words.trim_matches(['"', '“', '”']).to_owned(), at + 1, Vec::new());
    }
    let Some(next) = body.get(at + 1) else { return (String::new(), at + 1, Vec::new()) };
    if outcome_at(next.text).is_some_and(|cut| cut == 0) {
        return (String::new(), at + 1, Vec::new());
    }
    let end = body[body.len() - 1].block + 1;
    let list = clauses::read(context, next.block, end, |block| stops(context, block));
    let taken = body[at + 1..].iter().take_while(|paragraph| paragraph.block < list.blocks.end).count();
    let parts = if list.clauses.is_empty() { named_parts(&body[at + 1..]) } else { 0 };
    if parts > taken {
        let blocks = next.block..body[at + parts].block + 1;
        let words: Vec<&str> = body[at + 1..=at + parts].iter().map(|paragraph| paragraph.text.trim()).collect();
        return (words.join(" "), at + 1 + parts, context.place(blocks));
    }
    (list.text.trim_matches(['"', '“', '”']).to_owned(), at + 1 + taken, context.place(list.blocks))
}

/// Longest name of a part of a motion, in words.
const LONGEST_PART_NAME: usize = 6;

/// How many paragraphs are a motion set out in parts: names that end in a colon, each with its words in quotes.
fn named_parts(body: &[Paragraph<'_>]) -> usize {
    let mut quoted = false;
    let mut named = false;
    let is_part = |paragraph: &&Paragraph<'_>| {
        let words = paragraph.text.trim();
        let is_name = words.ends_with(':') && words.split(' ').count() <= LONGEST_PART_NAME;
        let goes_on = quoted || named || words.starts_with(['“', '"']) || is_name;
        named = is_name;
        quoted = match words.rfind(['“', '”']) {
            Some(last) => words[last..].starts_with('“'),
            None => quoted,
        };
        goes_on
    };
    body.iter().take(VOTE_ON_MOTION).take_while(is_part).count()
}

/// What the paragraphs above a decision tell of it, nearest first; a lost motion
/// or an amendment among them is another's story.
fn told_above<'c>(context: &Context<'c, '_>, above: &[Paragraph<'c>]) -> Evidence {
    let steps: Vec<Evidence> = votes::steps(context, above).map(|step| step.evidence).collect();
    let mut told = Evidence::default();
    for evidence in steps.into_iter().rev().take(MOTION_ABOVE) {
        if evidence.amendment || matches!(evidence.outcome, Some(Outcome::Lost | Outcome::Withdrawn)) {
            break;
        }
        if evidence.moved_by.is_some() || evidence.seconded_by.is_some() || evidence.vote().is_some() {
            told.add(evidence);
        }
    }
    told
}

/// Gives each decision what the paragraphs around it tell of mover and vote.
fn attach<'c>(context: &Context<'c, '_>, body: &[Paragraph<'c>], drafts: &mut [Draft]) {
    for index in 0..drafts.len() {
        let floor = if index == 0 { 0 } else { drafts[index - 1].to };
        let above = drafts[index].from.saturating_sub(FARTHEST_ABOVE).max(floor).min(drafts[index].from);
        let ceiling = drafts.get(index + 1).map_or(body.len(), |next| next.from).max(drafts[index].to);
        let is_motion = drafts[index].decision.verb.is_none();
        let mut told = told_above(context, &body[above..drafts[index].from]);
        let after = &body[drafts[index].to..ceiling];
        let mut from = 0;
        let mut voted = false;
        let most = if is_motion { VOTE_ON_MOTION } else { VOTE_BELOW };
        for step in votes::steps(context, after).take(most) {
            if moves(context, after[from].text) {
                break;
            }
            from = step.end;
            let evidence = step.evidence;
            // Votes told further below belong to it only when nothing else stands between.
            let tells = step.is_roll
                || evidence.vote().is_some()
                || evidence.outcome.is_some()
                || evidence.unanimous.is_some()
                || evidence.seconded_by.is_some();
            if !tells && (!is_motion || voted) || voted && (step.is_roll || evidence.outcome.is_none()) {
                break;
            }
            // What became of it stands right below the names.
            let ends = voted;
            voted |= step.is_roll;
            told.add(evidence);
            if ends {
                break;
            }
        }
        told.amendment &= is_motion;
        drafts[index].evidence.add(told);
    }
}
