//! Links: items with their reports and minutes, the pack with its meeting and council.

use super::{Context, Outline, PartKind, Records};
use crate::record::{AgendaItem, Meeting};
use std::collections::BTreeSet;

/// Least likeness of titles for a match.
const LEAST_LIKENESS: f64 = 0.3;

/// Links records with each other and fills in what one says for another.
pub fn link(context: &Context<'_, '_>, outline: &Outline, records: &mut Records) {
    link_reports(records);
    link_minutes(records);
    if records.meeting.is_none() {
        records.meeting = meeting_of_papers(records);
    }
    complete_meeting(context, outline, records);
    records.council = council(context);
    if let Some(meeting) = &mut records.meeting {
        meeting.council.clone_from(&records.council);
    }
    for minutes in &mut records.minutes {
        if minutes.body.is_none() {
            minutes.body = records.meeting.as_ref().and_then(|meeting| meeting.body.clone());
        }
    }
    for log in &mut records.action_logs {
        if log.body.is_none() {
            log.body = records.meeting.as_ref().and_then(|meeting| meeting.body.clone());
        }
    }
}

/// Words that tell titles apart, folded.
pub(super) fn words(title: &str) -> BTreeSet<String> {
    title
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() > 2)
        .map(str::to_lowercase)
        .filter(|word| !matches!(word.as_str(), "the" | "and" | "for" | "report" | "update" | "committee"))
        .collect()
}

/// How alike two titles are: twice their common words by all of both.
pub(super) fn likeness(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f64 {
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let common = a.intersection(b).count() as f64;
    2.0 * common / (a.len() + b.len()) as f64
}

/// Matches reports with items: by the number that a report prints, else by the
/// likeness of titles, in the order of both.
fn link_reports(records: &mut Records) {
    let items: Vec<BTreeSet<String>> = records.agenda_items.iter().map(|item| words(&item.title)).collect();
    let mut taken: Vec<Option<usize>> = records
        .reports
        .iter()
        .map(|report| {
            let number = report.agenda_number.as_deref()?;
            records.agenda_items.iter().position(|item| item.number.eq_ignore_ascii_case(number))
        })
        .collect();
    let titles: Vec<BTreeSet<String>> = records.reports.iter().map(|report| words(&report.title)).collect();
    for (index, pair) in in_order(&titles, &items, &taken).into_iter().enumerate() {
        taken[index] = taken[index].or(pair);
    }
    for (report, item) in records.reports.iter_mut().zip(taken) {
        let Some(item) = item.and_then(|item| records.agenda_items.get_mut(item)) else { continue };
        report.agenda_number.get_or_insert_with(|| item.number.clone());
        item.report_ids.push(report.id.clone());
    }
}

/// Best pairs of two lists that keep the order of both (weighted longest common subsequence).
fn in_order(reports: &[BTreeSet<String>], items: &[BTreeSet<String>], taken: &[Option<usize>]) -> Vec<Option<usize>> {
    let reward = |report: usize, item: usize| match taken[report] {
        Some(known) => {
            if known == item {
                2.0
            } else {
                0.0
            }
        }
        None => {
            Some(likeness(&reports[report], &items[item])).filter(|likeness| *likeness >= LEAST_LIKENESS).unwrap_or(0.0)
        }
    };
    let (rows, columns) = (reports.len(), items.len());
    let mut best = vec![0.0_f64; (rows + 1) * (columns + 1)];
    let at = |row: usize, column: usize| row * (columns + 1) + column;
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            let paired = best[at(row + 1, column + 1)] + reward(row, column);
            best[at(row, column)] = best[at(row + 1, column)].max(best[at(row, column + 1)]).max(paired);
        }
    }
    let mut out = vec![None; rows];
    let (mut row, mut column) = (0, 0);
    while row < rows && column < columns {
        let here = best[at(row, column)];
        if reward(row, column) > 0.0 && (here - best[at(row + 1, column + 1)] - reward(row, column)).abs() < 1e-9 {
            out[row] = Some(column);
            row += 1;
            column += 1;
        } else if (here - best[at(row + 1, column)]).abs() < 1e-9 {
            row += 1;
        } else {
            column += 1;
        }
    }
    out
}

/// An item that speaks of minutes is for the minutes in the pack, by date where it gives one.
fn link_minutes(records: &mut Records) {
    for minutes in &records.minutes {
        let is_for = |item: &&mut AgendaItem| {
            item.title.to_lowercase().split(|c: char| !c.is_alphabetic()).any(|word| word == "minutes")
        };
        if let Some(item) = records.agenda_items.iter_mut().find(is_for) {
            item.minutes_ids.push(minutes.id.clone());
        }
    }
}

/// The meeting of minutes or of a report that stand alone.
fn meeting_of_papers(records: &Records) -> Option<Meeting> {
    use crate::record::AttendanceStatus;
    if let Some(minutes) = records.minutes.first() {
        let office = |role: &str| {
            minutes
                .attendance
                .iter()
                .find(|person| person.role.as_deref() == Some(role) && person.status == AttendanceStatus::Present)
                .map(|person| person.name.clone())
        };
        return Some(Meeting {
            body: minutes.body.clone(),
            date: minutes.date.clone(),
            date_text: minutes.date_text.clone(),
            start_time: minutes.start_time.clone(),
            end_time: minutes.end_time.clone(),
            venue: minutes.venue.clone(),
            chair: office("chair"),
            vice_chair: office("vice_chair"),
            ..Meeting::default()
        });
    }
    let report = records.reports.iter().find(|report| report.to.is_some() && report.meeting_date.is_some())?;
    Some(Meeting { body: report.to.clone(), date: report.meeting_date.clone(), ..Meeting::default() })
}

/// Fills a pack's meeting from its papers, where the front page has lost something.
fn complete_meeting(context: &Context<'_, '_>, outline: &Outline, records: &mut Records) {
    let Some(meeting) = &mut records.meeting else { return };
    let is_pack = outline.parts.iter().any(|part| part.kind == PartKind::FrontPage);
    if meeting.body.is_none() {
        meeting.body = records
            .reports
            .iter()
            .find_map(|report| report.to.clone())
            .or_else(|| records.minutes.first().and_then(|minutes| minutes.body.clone()));
    }
    if meeting.date.is_none() && is_pack {
        meeting.date = records.reports.iter().find_map(|report| report.meeting_date.clone());
    }
    if let Some(body) = &mut meeting.body {
        let shorter = context.grammar.words("body_opening").starts(body);
        if let Some(length) = shorter.filter(|length| *length < body.len()) {
            *body = body[length..].trim_start().to_owned();
        }
    }
}

/// How many blocks at the top of a source may be its council's name and nothing else.
const LETTERHEAD: usize = 12;

/// The council, as the source prints it: the grammar's, the letterhead's, or the most frequent "… Council".
fn council(context: &Context<'_, '_>) -> Option<String> {
    if let Some(title) = context.grammar.title() {
        return Some(title.to_owned());
    }
    let kinds = context.grammar.words("council_kind");
    let is_name = |text: &&str| {
        let words: Vec<&str> = text.split(' ').collect();
        matches!(words.as_slice(), [_, .., kind, noun] if noun.eq_ignore_ascii_case("council") && kinds.contains(kind))
            && words.len() <= 7
            && words.iter().all(|word| word.starts_with(char::is_uppercase) || matches!(*word, "and" | "of" | "upon"))
            && !words.iter().any(|word| kinds.contains(word) && words[words.len() - 2] != *word)
            && !opens_title(words[0])
    };
    let letterhead = context.blocks.iter().take(LETTERHEAD).map(|block| block.text.as_ref()).find(is_name);
    if let Some(name) = letterhead {
        return Some(name.to_owned());
    }
    let mut seen: Vec<(String, u32)> = Vec::new();
    for block in context.blocks.iter().take(400) {
        for (at, _) in block.text.match_indices("Council") {
            let Some(name) = council_before(&block.text[..at], &|word: &str| kinds.contains(word)) else { continue };
            let name = format!("{name} Council");
            match seen.iter_mut().find(|(known, _)| *known == name) {
                Some((_, times)) => *times += 1,
                None => seen.push((name, 1)),
            }
        }
    }
    seen.into_iter().max_by_key(|(name, times)| (*times, std::cmp::Reverse(name.len()))).map(|(name, _)| name)
}

/// Words that open the title of a paper, and no name.
fn opens_title(word: &str) -> bool {
    ["minutes", "agenda", "the", "report", "meeting", "full", "members"]
        .iter()
        .any(|open| word.eq_ignore_ascii_case(open))
}

/// Capitalised words before "Council", the last of them a kind of council ("County", "Parish").
fn council_before(text: &str, is_kind: &impl Fn(&str) -> bool) -> Option<String> {
    let text = text.strip_suffix(' ')?;
    let mut words: Vec<&str> = Vec::new();
    for word in text.rsplit(' ') {
        let joins = matches!(word, "and" | "of" | "upon" | "on" | "&" | "with" | "the") && !words.is_empty();
        if !(word.starts_with(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'))
            && word != "Council"
            || joins)
            || words.len() > 6
        {
            break;
        }
        words.push(word);
    }
    while words
        .last()
        .is_some_and(|word| word.starts_with(char::is_lowercase) || matches!(*word, "The" | "At" | "From" | "For"))
    {
        words.pop();
    }
    let named = words.len() > 1 && words.first().is_some_and(|word| is_kind(word));
    named.then(|| words.iter().rev().copied().collect::<Vec<_>>().join(" "))
}
