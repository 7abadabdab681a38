//! Completeness: what the front page promises against what was found.
//!
//! Every finding has a stable code; [`CODES`] lists them with their meaning.

use super::{Context, Outline, PartKind, Records};
use crate::grammar::PhraseKind;
use crate::record::{AgendaItem, Diagnostic, MinuteItem, Place, RollOption, Severity, Vote};

/// Codes of findings, and what each means.
pub const CODES: [(&str, &str); 12] = [
    ("item-without-paper", "the front page gives an item pages, but no report, minutes or plan was found for it"),
    ("report-without-item", "a report that no item of the front page asks for"),
    ("agenda-number-gap", "numbers of agenda items are not in sequence"),
    ("agenda-number-repeated", "two agenda items have the same number"),
    ("minute-number-gap", "minute numbers are not in sequence"),
    ("minute-number-repeated", "two minutes have the same number"),
    ("resolution-without-text", "words that introduce a resolution, and nothing that was resolved"),
    ("vote-contradiction", "a vote is called unanimous, but votes against or abstentions are printed"),
    ("vote-count", "the names of a recorded vote are not as many as the printed count"),
    ("table-total", "a total that a table states is not what its rows add up to"),
    ("meeting-without-date", "no date of the meeting could be read"),
    ("nothing-read", "no rule read anything but plain text"),
];

/// Checks the records of a source.
pub fn check(context: &Context<'_, '_>, outline: &Outline, records: &mut Records) {
    let mut found = Findings { list: Vec::new() };
    agenda(context, outline, records, &mut found);
    minutes(context, records, &mut found);
    tables(records, &mut found);
    whole(outline, records, &mut found);
    records.diagnostics.extend(found.list);
}

struct Findings {
    list: Vec<Diagnostic>,
}

impl Findings {
    fn add(&mut self, code: &'static str, severity: Severity, message: String, place: &[Place]) {
        debug_assert!(CODES.iter().any(|(known, _)| *known == code), "{code} is not listed");
        let place = (!place.is_empty()).then(|| place.to_vec());
        self.list.push(Diagnostic { code: code.to_owned(), severity, message, place });
    }
}

fn agenda(context: &Context<'_, '_>, outline: &Outline, records: &Records, found: &mut Findings) {
    let has_papers = outline
        .parts
        .iter()
        .any(|part| matches!(part.kind, PartKind::Report | PartKind::Minutes | PartKind::ActionLog));
    let nouns = context.grammar.words("plan_noun");
    for item in &records.agenda_items {
        let planned = !records.plans.is_empty() && item.title.split(' ').any(|word| nouns.contains(word));
        let has_paper = !item.report_ids.is_empty() || !item.minutes_ids.is_empty() || planned;
        if has_papers && item.first_page.is_some() && !has_paper {
            let message = format!(
                "item {} ({}) has pages on the front page, but no paper for it was found; look for a heading that was not recognised",
                item.number, item.title
            );
            found.add("item-without-paper", Severity::Warning, message, &item.place);
        }
    }
    if !records.agenda_items.is_empty() {
        for report in records
            .reports
            .iter()
            .filter(|report| !records.agenda_items.iter().any(|item| item.report_ids.contains(&report.id)))
        {
            let message = format!("the report \"{}\" matches no item of the front page", report.title);
            found.add("report-without-item", Severity::Note, message, &report.place);
        }
    }
    let mains: Vec<&AgendaItem> =
        records.agenda_items.iter().filter(|item| item.number.starts_with(|c: char| c.is_ascii_digit())).collect();
    let numbers: Vec<(&str, &[Place])> =
        mains.iter().map(|item| (item.number.as_str(), item.place.as_slice())).collect();
    sequence(&numbers, "agenda item", "agenda-number-gap", "agenda-number-repeated", found);
}

/// Numbers that begin with figures have to rise by one.
fn sequence(numbers: &[(&str, &[Place])], noun: &str, gap: &'static str, repeated: &'static str, found: &mut Findings) {
    let figure = |number: &str| number.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse::<u32>().ok();
    for pair in numbers.windows(2) {
        let ((before, _), (number, place)) = (pair[0], pair[1]);
        let (Some(a), Some(b)) = (figure(before), figure(number)) else { continue };
        if before == number {
            found.add(repeated, Severity::Warning, format!("{noun} {number} comes twice"), place);
        } else if b > a + 1 {
            found.add(
                gap,
                Severity::Warning,
                format!("{noun} {number} follows {before}: {} missing", missing(a, b)),
                place,
            );
        }
    }
}

fn missing(a: u32, b: u32) -> String {
    if b == a + 2 { format!("{} is", a + 1) } else { format!("{} to {} are", a + 1, b - 1) }
}

fn minutes(context: &Context<'_, '_>, records: &Records, found: &mut Findings) {
    for minutes in &records.minutes {
        let numbers: Vec<(&str, &[Place])> = minutes
            .items
            .iter()
            .filter_map(|item| item.number.as_deref().map(|number| (number, item.place.as_slice())))
            .collect();
        sequence(&numbers, "minute", "minute-number-gap", "minute-number-repeated", found);
        for item in &minutes.items {
            resolution(context, item, found);
            for decision in &item.decisions {
                if let Some(vote) = &decision.vote {
                    let against = vote.against.unwrap_or(0) + vote.abstain.unwrap_or(0);
                    if decision.unanimous == Some(true) && against > 0 {
                        let message = format!(
                            "called unanimous, with {} against and {} abstaining",
                            vote.against.unwrap_or(0),
                            vote.abstain.unwrap_or(0)
                        );
                        found.add("vote-contradiction", Severity::Warning, message, &decision.place);
                    }
                    roll(vote, &decision.place, found);
                }
            }
        }
    }
}

/// Longest paragraph that may only introduce a resolution, in bytes.
const LONGEST_LEAD: usize = 400;

/// A paragraph that only introduces a resolution needs one.
fn resolution(context: &Context<'_, '_>, item: &MinuteItem, found: &mut Findings) {
    // Only the last paragraph may have lost what it introduces.
    for (index, paragraph) in item
        .paragraphs
        .iter()
        .enumerate()
        .skip(item.paragraphs.len().saturating_sub(1))
        .filter(|(_, paragraph)| paragraph.len() < LONGEST_LEAD)
    {
        let Some(lead) = context.grammar.phrase(PhraseKind::DecisionLead, paragraph) else { continue };
        let rest = paragraph[lead.range.end..].trim_matches([' ', ':', '.', '–', '-']);
        let told = item.decisions.iter().any(|decision| {
            decision
                .lead
                .as_deref()
                .is_some_and(|known| paragraph.contains(known) || known.contains(paragraph.as_str()))
        });
        if rest.is_empty() && !told && index + 1 >= item.paragraphs.len() {
            let title = &item.title;
            found.add(
                "resolution-without-text",
                Severity::Warning,
                format!("minute \"{title}\" introduces a resolution, but holds none"),
                &item.place,
            );
        }
    }
}

fn roll(vote: &Vote, place: &[Place], found: &mut Findings) {
    if vote.roll.is_empty() {
        return;
    }
    let printed = [
        (RollOption::Yes, vote.in_favour, "for"),
        (RollOption::No, vote.against, "against"),
        (RollOption::Abstain, vote.abstain, "abstaining"),
    ];
    for (option, count, noun) in printed {
        let named = vote.roll.iter().filter(|entry| entry.option == option).count() as u32;
        if let Some(count) = count.filter(|count| *count != named) {
            found.add(
                "vote-count",
                Severity::Warning,
                format!("{count} votes {noun} are printed, and {named} names"),
                place,
            );
        }
    }
}

fn tables(records: &Records, found: &mut Findings) {
    for table in &records.tables {
        for check in table.checks.iter().filter(|check| !check.holds) {
            let [row, column] = check.at;
            let head = table.rows.get(row as usize).and_then(|row| row.first()).map_or("", |cell| cell.text.as_str());
            let heading = table.columns.get(column as usize).map_or("", |column| column.heading.as_str());
            let message = format!(
                "{}: \"{head}\" in column \"{heading}\" is printed as {}, its parts make {}",
                table.id, check.found, check.expected
            );
            let place = table.place.get(row as usize).cloned();
            found.add("table-total", Severity::Note, message, place.as_slice());
        }
    }
}

fn whole(outline: &Outline, records: &Records, found: &mut Findings) {
    if let Some(meeting) = records.meeting.as_ref().filter(|meeting| meeting.date.is_none()) {
        let body = meeting.body.as_deref().unwrap_or("the meeting");
        found.add("meeting-without-date", Severity::Warning, format!("no date of {body} could be read"), &[]);
    }
    if outline.parts.iter().all(|part| part.kind == PartKind::Other)
        && records.tables.is_empty()
        && records.plans.is_empty()
    {
        found.add(
            "nothing-read",
            Severity::Note,
            "neither an agenda, minutes, a report nor a table was recognised; the text is in sections and unclaimed"
                .to_owned(),
            &[],
        );
    }
}
