//! Places lie in their pages and lead to the words of their records.
//!
//! A word of a record is looked for in what stands at its places, letters and
//! figures only, each behind the one before: a record may join a word that a
//! line end broke, and leave out labels and marks, but no word of it may come
//! from elsewhere.

use super::Pages;
use minutebook::record::{
    ActionLog, AgendaItem, Appointment, Clause, Decision, Document, MinuteItem, Minutes, Place, Plan, Report, Section,
    Table,
};
use serde_json::Value;

pub fn breaches(document: &Document, value: &Value) -> Vec<String> {
    let mut told = Told { pages: Pages::of(document), breaches: Vec::new() };
    told.places(document, value);
    document.agenda_items.iter().for_each(|item| told.agenda_item(item));
    document.minutes.iter().for_each(|minutes| told.minutes(minutes));
    document.action_logs.iter().for_each(|log| told.log(log));
    document.reports.iter().for_each(|report| told.report(report));
    document.plans.iter().for_each(|plan| told.plan(plan));
    document.appointments.iter().for_each(|appointment| told.appointment(appointment));
    document.tables.iter().for_each(|table| told.table(table));
    document.sections.iter().for_each(|section| told.section(section));
    told.breaches
}

/// Calls for every place of a document, wherever it stands.
fn for_each_place(value: &Value, call: &mut impl FnMut(&Value)) {
    match value {
        Value::Object(fields) => {
            for (key, field) in fields {
                if matches!(key.as_str(), "place" | "parts") {
                    field.as_array().into_iter().flatten().for_each(&mut *call);
                } else {
                    for_each_place(field, call);
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| for_each_place(value, call)),
        _ => {}
    }
}

struct Told {
    pages: Pages,
    breaches: Vec<String>,
}

impl Told {
    /// Every place lies in its page and says what the page prints.
    fn places(&mut self, document: &Document, value: &Value) {
        for_each_place(value, &mut |value| {
            let place: Place = serde_json::from_value(value.clone()).expect("a place");
            let page = document.pages.get((place.page as usize).wrapping_sub(1));
            if page.is_none_or(|page| page.page != place.page || page.printed_page != place.printed_page) {
                self.breaches.push(format!("no such page: {value}"));
            } else if let Some([start, end]) = place.chars
                && (start >= end || self.pages.slice(&place).is_none())
            {
                self.breaches.push(format!("no such stretch: {value}"));
            }
        });
    }

    /// The words of a record stand at its places, in order.
    fn hold<'a>(&mut self, what: &str, place: &[Place], words: impl IntoIterator<Item = &'a str>) {
        let there: String = place.iter().filter_map(|place| self.pages.slice(place)).collect();
        let letters: String = there.chars().filter(|c| c.is_alphanumeric()).collect();
        for words in words {
            let mut from = 0;
            for word in words.split(|c: char| !c.is_alphanumeric()) {
                if let Some(at) = letters[from..].find(word) {
                    from += at + word.len();
                } else {
                    let there: String = there.chars().take(200).collect();
                    self.breaches.push(format!("{what}: {word:?} of {words:?} is not in {there:?}"));
                    break;
                }
            }
        }
    }

    fn agenda_item(&mut self, item: &AgendaItem) {
        let words = [&item.number, &item.title];
        self.hold("agenda item", &item.place, words.into_iter().chain(&item.notes).map(String::as_str));
    }

    fn minutes(&mut self, minutes: &Minutes) {
        self.hold("minutes", &minutes.place, minutes.venue.as_deref());
        for person in &minutes.attendance {
            let office = person.role.as_deref().filter(|role| !matches!(*role, "chair" | "vice_chair"));
            let words = [person.note.as_deref(), person.party.as_deref(), office];
            let words = words.into_iter().flatten().chain(person.name.split(' '));
            self.hold("attendance", &person.place, words.clone());
            self.hold("attendance of minutes", &minutes.place, words);
        }
        for item in &minutes.items {
            let place: Vec<Place> = item.place.clone();
            self.minute_item(item);
            self.hold("item of minutes", &minutes.place, [item.title.as_str()]);
            for decision in &item.decisions {
                self.decision(decision);
                self.hold("decision of item", &place, [decision.text.as_str()]);
            }
        }
    }

    fn minute_item(&mut self, item: &MinuteItem) {
        let words = item.number.iter().chain([&item.title]).chain(&item.paragraphs).chain(&item.agenda_number);
        self.hold("minute", &item.place, words.map(String::as_str));
        for action in &item.actions {
            self.hold("action", &action.place, [action.text.as_str()].into_iter().chain(action.owner.as_deref()));
        }
        for interest in &item.interests {
            let words = [interest.name.as_str(), interest.text.as_str()].into_iter().chain(interest.item.as_deref());
            self.hold("interest", &interest.place, words);
        }
    }

    fn decision(&mut self, decision: &Decision) {
        let mut words = vec![decision.text.as_str()];
        words.extend([&decision.lead, &decision.majority].into_iter().flatten().map(String::as_str));
        clauses(&decision.clauses, &mut words);
        self.hold("decision", &decision.place, words);
    }

    fn log(&mut self, log: &ActionLog) {
        for entry in &log.entries {
            let own = [Some(&entry.action), entry.comments.as_ref(), entry.status.as_ref()];
            self.hold("log entry", &entry.place, own.into_iter().flatten().map(String::as_str));
            // A blank cell means the one above, which may stand before the entry.
            let above = entry.minute_number.iter().chain(&entry.item_title).chain(&entry.owners);
            self.hold("log", &log.place, above.map(String::as_str));
        }
    }

    fn report(&mut self, report: &Report) {
        let mut words = vec![report.title.as_str()];
        let fields = [
            &report.to,
            &report.from,
            &report.electoral_divisions,
            &report.forward_plan_ref,
            &report.purpose,
            &report.meeting_date_text,
        ];
        words.extend(fields.into_iter().flatten().map(String::as_str));
        if let Some(asked) = &report.recommendations {
            words.extend(asked.lead.as_deref());
            clauses(&asked.clauses, &mut words);
        }
        for contact in report.officer_contacts.iter().chain(&report.member_contacts) {
            words.push(&contact.name);
            words.extend([&contact.post, &contact.email, &contact.phone].into_iter().flatten().map(String::as_str));
        }
        for paper in &report.source_documents {
            words.push(&paper.title);
            words.extend(paper.location.as_deref());
        }
        for implication in &report.implications {
            words.extend([implication.heading.as_str(), implication.text.as_str()]);
        }
        self.hold("report", &report.place, words);
        for appendix in &report.appendices {
            let words = [appendix.label.as_str()].into_iter().chain(appendix.title.as_deref());
            self.hold("appendix", &appendix.place, words);
        }
    }

    fn plan(&mut self, plan: &Plan) {
        self.hold("plan", &plan.place, plan.title.as_deref());
        for entry in &plan.entries {
            let words = entry.item.iter().chain(&entry.key_decision_ref).chain(&entry.lead_officers);
            self.hold("plan entry", &entry.place, words.chain(entry.other.values()).map(String::as_str));
            // A date printed once stands for the rows below it.
            self.hold("plan", &plan.place, entry.date_text.as_deref());
        }
    }

    fn appointment(&mut self, appointment: &Appointment) {
        let fields = [
            &appointment.purpose,
            &appointment.meetings_per_year,
            &appointment.representatives_appointed,
            &appointment.contact,
        ];
        let names = appointment.representatives.iter().flat_map(|person| person.name.split(' '));
        let words = fields.into_iter().flatten().map(String::as_str).chain([appointment.body.as_str()]).chain(names);
        self.hold("appointment", &appointment.place, words);
    }

    fn table(&mut self, table: &Table) {
        if table.place.len() != table.rows.len() {
            self.breaches.push(format!("{}: {} places of {} rows", table.id, table.place.len(), table.rows.len()));
        }
        for (row, place) in table.rows.iter().zip(&table.place) {
            let words = row.iter().map(|cell| cell.text.as_str());
            self.hold(&format!("row of {}", table.id), std::slice::from_ref(place), words);
        }
    }

    fn section(&mut self, section: &Section) {
        let words = section.number.iter().chain(&section.heading).chain([&section.text]);
        self.hold("section", &section.place, words.map(String::as_str));
    }
}

fn clauses<'a>(all: &'a [Clause], words: &mut Vec<&'a str>) {
    for clause in all {
        words.extend(clause.label.as_deref());
        words.push(&clause.text);
        clauses(&clause.clauses, words);
    }
}
