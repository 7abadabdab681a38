//! Each law can fail: a document that was doctored breaks it.

use super::{breaches, document, lost, texts, words};
use crate::known::{name, samples};
use minutebook::record::{Document, Place};
use std::collections::BTreeSet;
use std::fs;

/// What was done to a document, and the law that must find it.
type Doctored = (&'static str, fn(&mut Document), &'static str);

const DOCTORED: &[Doctored] = &[
    ("a line is lost from the count", |document| document.coverage.lines -= 1, "every line"),
    ("characters are claimed that are none", |document| document.coverage.characters_claimed += 1, "every line"),
    ("an unclaimed stretch vanishes", |document| drop(document.unclaimed.pop()), "every line"),
    (
        "an unclaimed stretch comes twice",
        |document| document.unclaimed.push(document.unclaimed[0].clone()),
        "every line",
    ),
    ("an unclaimed stretch says other words", |document| document.unclaimed[0].text.push('x'), "every line"),
    ("an unclaimed stretch is cut", |document| cut(&mut document.unclaimed[0].place), "every line"),
    ("a place leads out of the page", |document| end(&mut document.sections[0].place, 9_000_000), "places"),
    ("a place holds nothing", |document| end(&mut document.sections[0].place, 0), "places"),
    ("a place names no page", |document| document.sections[0].place[0].page = 99, "places"),
    ("a place prints a page", |document| document.sections[0].place[0].printed_page = Some("99".into()), "places"),
    ("an item has a new word", |document| document.agenda_items[0].title.push_str(" invented"), "places"),
    (
        "a paragraph has words of another",
        |document| {
            let words = document.minutes[0].items[1].paragraphs[0].clone();
            document.minutes[0].items[0].paragraphs.push(words);
        },
        "places",
    ),
    (
        "a decision is somewhere else",
        |document| {
            let place = document.agenda_items[0].place.clone();
            all_decisions(document).next().expect("a decision").place = place;
        },
        "places",
    ),
    (
        "words of a decision change places",
        |document| {
            let decision = all_decisions(document).find(|decision| decision.text.contains(' ')).expect("a decision");
            decision.text = decision.text.rsplit(' ').collect::<Vec<_>>().join(" ");
        },
        "places",
    ),
    ("a person was never there", |document| document.minutes[0].attendance[0].name = "A Nobody".into(), "places"),
    (
        "a log entry has another's words",
        |document| document.action_logs[0].entries[0].action = "Another".into(),
        "places",
    ),
    ("a plan has an item of its own", |document| document.plans[0].entries[0].item = Some("Invented".into()), "places"),
    ("a body is invented", |document| document.appointments[0].body = "Invented Trust".into(), "places"),
    ("a report has a title of its own", |document| document.reports[0].title = "Invented".into(), "places"),
    ("two rows change places", |document| document.tables[0].rows.swap(0, 1), "places"),
    ("a row has no place", |document| drop(document.tables[0].place.pop()), "places"),
    ("an id has a space", |document| document.agenda_items[0].id = "item 1".into(), "ids"),
    ("an id is long", |document| document.agenda_items[0].id = "i".repeat(201), "ids"),
    ("two ids are one", |document| document.sections[1].id = document.sections[0].id.clone(), "ids"),
    (
        "a report is named that is not there",
        |document| document.agenda_items[0].report_ids.push("report-99".into()),
        "ids",
    ),
    ("a section is named that is not there", |document| document.reports[0].sections.push("section-999".into()), "ids"),
    ("a table is read as nothing", |document| document.tables[0].read_as = Some("log-99".into()), "ids"),
    ("a section lies in none", |document| document.sections[1].parent = Some("section-999".into()), "ids"),
    ("a cell is lost", |document| drop(document.tables[0].rows[0].pop()), "tables"),
    ("a cell spans more than there is", |document| document.tables[0].rows[0][0].span = Some([1, 99]), "tables"),
    ("there are more header rows than rows", |document| document.tables[0].header_rows = 999, "tables"),
    ("a text is empty", |document| document.reports[0].purpose = Some(String::new()), "texts"),
    ("a text has two spaces", |document| document.reports[0].purpose = Some("To  agree".into()), "texts"),
    ("a text ends in a space", |document| document.reports[0].purpose = Some("To agree ".into()), "texts"),
    ("a text has a line end", |document| document.reports[0].purpose = Some("To\nagree".into()), "texts"),
    ("a text is in pieces", |document| document.reports[0].purpose = Some("To agre\u{65}\u{301}".into()), "texts"),
    ("a day is none", |document| document.minutes[0].date = Some("2023-02-30".into()), "dates"),
    ("a date is in words", |document| document.minutes[0].date = Some("1 May 2023".into()), "dates"),
    ("a time is none", |document| document.minutes[0].start_time = Some("25:00".into()), "dates"),
];

fn all_decisions(document: &mut Document) -> impl Iterator<Item = &mut minutebook::record::Decision> {
    document.minutes.iter_mut().flat_map(|minutes| &mut minutes.items).flat_map(|item| &mut item.decisions)
}

fn end(place: &mut [Place], end: u32) {
    if let Some(chars) = &mut place[0].chars {
        chars[1] = end;
    }
}

fn cut(place: &mut [Place]) {
    if let Some(chars) = &mut place[0].chars {
        chars[1] -= 1;
    }
}

/// The sample that holds every kind of record, and its bytes.
fn rich() -> (Document, Vec<u8>) {
    let path = samples().into_iter().find(|path| name(path).contains("communities")).expect("the pack");
    let bytes = fs::read(&path).expect("a sample");
    (document(&name(&path), bytes.clone()), bytes)
}

#[test]
fn every_doctored_document_breaks_its_law() {
    let (sound, _) = rich();
    let before: BTreeSet<String> = breaches(&sound).into_iter().collect();
    for (what, doctor, law) in DOCTORED {
        let mut doctored = sound.clone();
        doctor(&mut doctored);
        let found: Vec<String> = breaches(&doctored).into_iter().filter(|breach| !before.contains(breach)).collect();
        assert!(found.iter().any(|breach| breach.starts_with(law)), "{what}: {found:#?}");
    }
}

#[test]
fn markup_is_found() {
    let (sound, _) = rich();
    for mark in ["**", "<br/>", "<td colspan=2>"] {
        let mut doctored = sound.clone();
        doctored.reports[0].purpose = Some(format!("To {mark} agree"));
        assert_eq!(texts::markup(&doctored).len(), 1, "{mark}");
    }
}

#[test]
fn lost_and_invented_words_are_found() {
    let (sound, bytes) = rich();
    assert_eq!(lost(&bytes, &sound), Vec::<String>::new());
    let mut doctored = sound.clone();
    doctored.pages[0].text = doctored.pages[0].text.replacen("Committee", "", 1);
    assert_eq!(lost(&bytes, &doctored), ["\"Committee\" of the source is 1 times missing from the pages"]);
    doctored.pages[0].text = sound.pages[0].text.clone() + "invented\n";
    assert_eq!(lost(&bytes, &doctored), ["\"invented\" stands 1 times too often in the pages"]);
    doctored.pages[0].furniture.clear();
    assert!(lost(&bytes, &doctored).len() > 1, "furniture is kept");
    let mut doctored = sound;
    doctored.sections.remove(3);
    assert!(!words::in_no_section(&doctored).is_empty());
}
