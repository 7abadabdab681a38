//! Minutes: attendance, items, decisions with their votes, actions, interests.

use super::parts::{clauses, day, outcome, paragraphs, person, place, words};
use crate::serve::held::{Action, ActionLog, Attendance, Decision, Interest, MinuteItem, Minutes, Vote};
use crate::serve::link;
use crate::serve::said::{plain, said};
use maud::{Markup, html};

/// How attendance is grouped, in this order.
const STATUSES: &[&str] = &["present", "apologies", "absent", "in_attendance"];

/// A set of minutes.
pub(super) fn minutes(document: &str, minutes: &Minutes) -> Markup {
    html! {
        section class="minutes" id={ "minutes-" (minutes.minutes_no) } {
            h2 {
                "Minutes"
                @match (&minutes.date, &minutes.date_text) {
                    (Some(date), _) => { " of " (day(date)) }
                    (None, Some(text)) => { " of " (said(text)) }
                    (None, None) => {}
                }
            }
            p class="aside" {
                @if let Some(body) = &minutes.body { (said(body)) " · " }
                @if let Some(start) = &minutes.start_time {
                    (plain(start)) @if let Some(end) = &minutes.end_time { "–" (plain(end)) } " · "
                }
                @if let Some(venue) = &minutes.venue { (said(venue)) " · " }
                (place(document, "minutes", minutes.minutes_no, minutes.place.as_ref()))
            }
            @if !minutes.attendance.is_empty() { (attendance(document, &minutes.attendance)) }
            @for item in &minutes.items { (item_of(document, item)) }
        }
    }
}

fn attendance(document: &str, people: &[Attendance]) -> Markup {
    html! {
        h3 { "Attendance" }
        dl class="attendance" {
            @for status in STATUSES {
                @let of_status: Vec<&Attendance> = people.iter().filter(|person| person.status == *status).collect();
                @if !of_status.is_empty() {
                    div {
                        dt { (words(status)) }
                        dd {
                            ul class="people" {
                                @for who in of_status {
                                    li id={ "attendance-" (who.attendance_no) } {
                                        (person(who.honorific.as_deref(), &who.name))
                                        (remarks(who))
                                        " " (place(document, "attendance", who.attendance_no, who.place.as_ref()))
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn remarks(who: &Attendance) -> Markup {
    let role = who.role.as_deref().map(|role| words(role).into_owned());
    let substitute = who.substitute_for.as_ref().map(|name| format!("for {name}"));
    let arrived = who.arrived.as_ref().map(|time| format!("from {time}"));
    let left = who.left.as_ref().map(|time| format!("until {time}"));
    let remarks: Vec<String> =
        [role, who.party.clone(), substitute, arrived, left, who.note.clone()].into_iter().flatten().collect();
    html! { @if !remarks.is_empty() { span class="aside" { ", " (said(&remarks.join(", "))) } } }
}

fn item_of(document: &str, item: &MinuteItem) -> Markup {
    html! {
        article class="item" id={ "minute-" (item.minute_item_no) } {
            h3 {
                @if let Some(number) = &item.number { span class="number" { (said(number)) } " " }
                (said(&item.title))
            }
            p class="aside" {
                @if item.exempt == Some(true) { "Taken without the public · " }
                (place(document, "minute", item.minute_item_no, item.place.as_ref()))
            }
            @for decision in &item.decisions { (decision_card(document, decision)) }
            @for action in &item.actions { (action_line(document, action)) }
            @for interest in &item.interests { (interest_line(document, interest)) }
            @if !item.text.trim().is_empty() {
                details open[item.decisions.is_empty()] {
                    summary { "As minuted" span class="hidden" { ": " (plain(&item.title)) } }
                    div class="text" { (paragraphs(&item.text)) }
                }
            }
        }
    }
}

/// A decision in its minutes.
fn decision_card(document: &str, decision: &Decision) -> Markup {
    html! {
        div class="decision" id={ "decision-" (decision.decision_no) } {
            (decided(decision))
            p class="foot" {
                a href=(link::decision_of(document, &decision.id)) { "Decision" span class="hidden" { " " (plain(&decision.id)) } }
                " · " (place(document, "decision", decision.decision_no, decision.place.as_ref()))
            }
        }
    }
}

/// What was decided, and how it was voted on.
pub(super) fn decided(decision: &Decision) -> Markup {
    html! {
        @if let Some(lead) = &decision.lead { p class="intro" dir="auto" { (plain(lead)) } }
        @if decision.clauses.is_empty() { div class="words" { (paragraphs(&decision.text)) } }
        @else { (clauses(&decision.clauses)) }
        p class="fate" {
            (outcome(decision.outcome.as_deref()))
            @if decision.amendment == Some(true) { " " span class="tag" { "Amendment" } }
            @if decision.unanimous == Some(true) { " " span class="tag" { "Unanimous" } }
            @if let Some(majority) = &decision.majority { " " span class="tag" { (said(majority)) } }
            @if let Some(name) = &decision.moved_by { " " span { "Moved by " (person(None, name)) } }
            @if let Some(name) = &decision.seconded_by { " " span { "seconded by " (person(None, name)) } }
        }
        @if let Some(vote) = &decision.vote { (voted(vote)) }
    }
}

fn voted(vote: &Vote) -> Markup {
    let counts = [
        ("For", vote.votes_for),
        ("Against", vote.votes_against),
        ("Abstained", vote.abstentions),
        ("Absent", vote.absent),
    ];
    html! {
        div class="vote" {
            @if counts.iter().any(|(_, count)| count.is_some()) {
                dl class="counts" {
                    @for (name, count) in counts {
                        @if let Some(count) = count { div { dt { (name) } dd { (count) } } }
                    }
                }
            }
            @if vote.method.is_some() || vote.casting_vote.is_some() {
                p class="aside" {
                    @if let Some(method) = &vote.method { (words(method)) " " }
                    @if let Some(name) = &vote.casting_vote_by { "Casting vote of " (person(None, name)) }
                    @else if vote.casting_vote == Some(true) { "With the casting vote" }
                }
            }
            @if !vote.roll.is_empty() {
                dl class="roll" {
                    @for option in ["yes", "no", "abstain", "absent", "not_voting"] {
                        @let names: Vec<_> = vote.roll.iter().filter(|entry| entry.vote == option).collect();
                        @if !names.is_empty() {
                            div {
                                dt { (words(option)) }
                                dd { ul class="people" { @for entry in names { li { (person(entry.honorific.as_deref(), &entry.name)) } } } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn action_line(document: &str, action: &Action) -> Markup {
    html! {
        div class="action" id={ "action-" (action.action_no) } {
            p { span class="tag" { "Action" } " " span dir="auto" { (plain(&action.text)) } }
            p class="foot" {
                @for (at, owner) in action.owners.iter().enumerate() {
                    @if at > 0 { ", " }
                    (person(None, owner))
                }
                @if !action.owners.is_empty() { " · " }
                (place(document, "action", action.action_no, action.place.as_ref()))
            }
        }
    }
}

fn interest_line(document: &str, interest: &Interest) -> Markup {
    html! {
        div class="interest" id={ "interest-" (interest.interest_no) } {
            p {
                span class="tag" { (words(&interest.kind)) } " " (person(None, &interest.name)) ": "
                span dir="auto" { (plain(&interest.text)) }
            }
            p class="foot" {
                @if interest.left_room == Some(true) { "Left the room · " }
                (place(document, "interest", interest.interest_no, interest.place.as_ref()))
            }
        }
    }
}

/// An action log.
pub(super) fn action_log(document: &str, log: &ActionLog) -> Markup {
    html! {
        section id={ "action_log-" (log.action_log_no) } {
            h2 { "Action log" @if let Some(date) = &log.as_at { " as at " (day(date)) } }
            div class="scroll" tabindex="0" role="group" aria-label="Action log" {
                table class="records" {
                    thead { tr { th scope="col" { "Minute" } th scope="col" { "Action" } th scope="col" { "Owner" } th scope="col" { "Status" } th scope="col" { "Source" } } }
                    tbody {
                        @for action in &log.entries {
                            tr id={ "action-" (action.action_no) } {
                                td {
                                    @if let Some(number) = &action.minute_number { (said(number)) " " }
                                    @if let Some(title) = &action.item_title { (said(title)) }
                                    @if let Some(date) = &action.meeting_date { span class="aside" { " " (day(date)) } }
                                }
                                td dir="auto" {
                                    (plain(&action.text))
                                    @if let Some(comments) = &action.comments { div class="aside" { (paragraphs(comments)) } }
                                }
                                td { @for (at, owner) in action.owners.iter().enumerate() { @if at > 0 { ", " } (person(None, owner)) } }
                                td { @if let Some(status) = &action.status { (said(status)) } }
                                td { (place(document, "action", action.action_no, action.place.as_ref())) }
                            }
                        }
                    }
                }
            }
        }
    }
}
