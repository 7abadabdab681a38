//! Reports: front sheet, recommendations, contacts, headings, appendices, background papers.

mod appendices;
mod background;
mod body;
mod contacts;
mod sheet;

pub use body::{HeadingAt, Spot, text_between};

use super::{Context, Outline, Part, PartKind, Records, heads, link, tables};
use crate::block::LabelKind;
use crate::grammar::{FieldName, FieldScope, HeadingKind};
use crate::record::{DocumentKind, Recommendations, Report, ReportContact};
use sheet::Sheet;
use std::ops::Range;

/// What the sections of a report need to know of it.
#[derive(Clone, Debug)]
pub struct Layout {
    /// Index of the part in the outline.
    pub part: usize,
    /// Its numbered headings.
    pub headings: Vec<HeadingAt>,
    /// The block after the report's own body.
    pub body_end: usize,
    /// Where its appendices begin that print a label.
    pub appendices: Vec<(usize, String)>,
}

/// Reads the report of a part.
pub fn read<'c>(context: &'c Context<'c, '_>, outline: &Outline, index: usize, records: &mut Records) {
    let part = &outline.parts[index];
    let id = format!("report-{}", records.reports.len() + 1);
    let body_start = body_start(context, part);
    let sheet = Sheet::read(context, part.anchor..body_start);
    let body_end = body_end(context, body_start..part.blocks.end);
    let headings = body::headings(context, body_start..body_end);
    let mut contacts = contacts::read(context, part.anchor..body_start);
    for at in part.anchor..body_end {
        let listed = contacts::columns(context, at);
        if !listed.is_empty() {
            tables::read_as(context, &mut records.tables, at, &id);
        }
        let known = |person: &ReportContact| contacts.officers.iter().any(|known| known.name == person.name);
        let fresh: Vec<ReportContact> = listed.into_iter().filter(|person| !known(person)).collect();
        contacts.officers.extend(fresh);
    }
    let background = background::read(context, body_start..body_end, records, &id);
    let recommendations = sheet.recommendations(context);
    let appendices = appendices::read(context, part, body_start..body_end, &background);

    let mut report = Report { id: id.clone(), title: title(context, part, body_start, &sheet), ..Report::default() };
    report.agenda_number = item_number(context, part);
    report.to = sheet.text(FieldName::To);
    report.from = sheet.text(FieldName::From);
    report.electoral_divisions = sheet.text(FieldName::ElectoralDivisions);
    report.purpose = sheet.text(FieldName::Purpose);
    report.forward_plan_ref = sheet.text(FieldName::ForwardPlanRef).map(|value| reference(context, value));
    report.key_decision = sheet.text(FieldName::KeyDecision).and_then(|value| yes_or_no(context, &value));
    // A date without an addressee is the paper's own.
    if let Some(date) = sheet.text(FieldName::MeetingDate).filter(|_| report.to.is_some()) {
        report.meeting_date = context.date_in(&date);
        report.meeting_date_text = report.meeting_date.is_none().then_some(date);
    }
    report.recommendations = recommendations.filter(|found: &Recommendations| !found.clauses.is_empty());
    report.officer_contacts = contacts.officers;
    report.member_contacts = contacts.members;
    report.source_documents = background;
    report.implications = body::implications(context, &headings, body_end);
    report.exempt = sheet.is_exempt(context).then_some(true);
    report.appendices = appendices.list;
    report.place = context.place(part.blocks.clone());
    if report.title.is_empty() {
        report.title = sheet.text(FieldName::Title).unwrap_or_else(|| "Report".to_owned());
    }
    records.claims.blocks(context, part.blocks.start..body_start, "front sheet");
    records.claims.blocks(context, body_start..body_end, "report body");
    for (from, to) in &appendices.spans {
        records.claims.blocks(context, *from..*to, "appendix");
    }
    let printed = appendices.spans.iter().zip(appendices.labels).map(|((from, _), label)| (*from, label)).collect();
    records.layouts.push(Layout { part: index, headings, body_end, appendices: printed });
    records.reports.push(report);
    if records.kind == DocumentKind::Other && part.kind == PartKind::Report {
        records.kind = DocumentKind::Report;
    }
}

/// Where the report's body begins: its first numbered heading, or a table of numbered paragraphs.
fn body_start(context: &Context<'_, '_>, part: &Part) -> usize {
    let opens = |at: usize| {
        let block = &context.blocks[at];
        if let Some(rows) = &block.rows {
            rows.rows.first().is_some_and(|row| {
                body::number_cell(row.text(0)).is_some_and(|number| number.trim_end_matches(".0") == "1")
            })
        } else {
            let first = block.label.is_some_and(|label| {
                !label.bracketed
                    && (label.kind == LabelKind::Number || matches!(label.kind, LabelKind::Decimal(2)))
                    && label.figure(&block.text) == Some(1)
            });
            first
                && !block.look.bullet
                && heads::is_title_like(block.body())
                && (heads::is_heading(block) || heads::capital_share(block.body()) >= 60)
        }
    };
    let sheet_ends = |at: usize| context.marks[at].is(HeadingKind::SourceDocuments);
    (part.anchor..part.blocks.end).find(|at| opens(*at) || sheet_ends(*at)).unwrap_or_else(|| {
        // Without numbered headings the body begins after the front sheet's last field or table;
        // a field among the tables further on is another paper's.
        let is_field = |at: usize| {
            context.marks[at].field(FieldScope::FrontSheet).is_some() || !context.marks[at].row_fields.is_empty()
        };
        let end = part.blocks.end.min(part.anchor + LONGEST_SHEET);
        let fields = (part.anchor..end).filter(|at| is_field(*at));
        let last = fields.fold(None, |last: Option<usize>, at| match last {
            Some(last) if (last + 1..at).any(|between| ends_sheet(context, between)) => Some(last),
            _ => Some(at),
        });
        last.map_or(part.anchor, |last| (last + 2).min(part.blocks.end))
    })
}

/// How many blocks a front sheet may take.
const LONGEST_SHEET: usize = 40;

/// A table that is no front sheet's ends it.
fn ends_sheet(context: &Context<'_, '_>, at: usize) -> bool {
    context.blocks[at].is_table()
        && context.marks[at].row_fields.is_empty()
        && contacts::is_contact_table(context, at).is_none()
}

/// Where the report's own body ends: after its background papers, or at its first appendix.
fn body_end(context: &Context<'_, '_>, body: Range<usize>) -> usize {
    use crate::grammar::TableKind;
    let papers = body
        .clone()
        .find(|at| context.marks[*at].table.as_ref().is_some_and(|table| table.kind == TableKind::SourceDocuments));
    let appendix = body.clone().skip(1).find(|at| context.marks[*at].is(HeadingKind::Appendix));
    match (papers, appendix) {
        (Some(papers), Some(appendix)) if appendix < papers => appendix,
        (Some(papers), _) => papers + 1,
        (None, Some(appendix)) => appendix,
        (None, None) => body.end,
    }
}

/// Least likeness of a printed title with what the file calls the paper.
const SAME_TITLE: f64 = 0.5;

/// How many blocks at its head may hold the title of a paper without a front sheet.
const TITLE_BLOCKS: usize = 3;

/// The title: the lines before the front sheet, or before the body when there is none.
fn title(context: &Context<'_, '_>, part: &Part, body_start: usize, sheet: &Sheet) -> String {
    let is_part = |at: &usize| !context.marks[*at].is(HeadingKind::ReportItem) && !context.blocks[*at].is_table();
    let before: Vec<&str> =
        (part.blocks.start..part.anchor).filter(is_part).map(|at| context.blocks[at].text.as_ref()).collect();
    if !before.is_empty() {
        return before.join(" ");
    }
    let told = part.beginning.as_ref().filter(|told| !told.title.is_empty());
    let opening = if told.is_some() { part.anchor + TITLE_BLOCKS } else { 0 };
    let after = (part.anchor..body_start.max(opening).min(part.blocks.end))
        .filter(is_part)
        .filter(|at| context.marks[*at].fields.is_empty() && heads::is_title_like(&context.blocks[*at].text));
    // The first run of headings: those further on are of what comes below.
    let mut headings: Vec<&str> = Vec::new();
    let mut last = None;
    for at in after.clone().filter(|at| heads::is_heading(&context.blocks[*at])) {
        if last.is_some_and(|last| last + 1 < at) {
            break;
        }
        headings.push(&context.blocks[at].text);
        last = Some(at);
    }
    // What a bookmark calls the paper tells its title from other headings of its front sheet.
    if let Some(told) = told {
        let printed = headings.join(" ");
        let is_title = link::likeness(&link::words(&printed), &link::words(&told.title)) >= SAME_TITLE;
        return if is_title { printed } else { sheet.text(FieldName::Title).unwrap_or_else(|| told.title.clone()) };
    }
    if headings.is_empty() {
        after.take(2).map(|at| context.blocks[at].text.as_ref()).collect::<Vec<_>>().join(" ")
    } else {
        headings.join(" ")
    }
}

/// The number on the report's own "Agenda Item No" line, else that of its bookmark.
fn item_number(context: &Context<'_, '_>, part: &Part) -> Option<String> {
    let printed = (part.blocks.start..(part.anchor + 1).min(part.blocks.end)).find_map(|at| {
        let heading = context.marks[at].heading(HeadingKind::ReportItem)?;
        heading.slots.first().map(|slot| slot.text.trim_end_matches('.').to_owned())
    });
    printed.or_else(|| part.beginning.as_ref()?.number.clone())
}

/// `Not applicable Information Only` is "Not applicable" and more.
fn reference(context: &Context<'_, '_>, value: String) -> String {
    match context.grammar.words("not_applicable").starts(&value) {
        Some(length) => value[..length].to_owned(),
        None => value,
    }
}

fn yes_or_no(context: &Context<'_, '_>, value: &str) -> Option<bool> {
    if context.grammar.words("yes").starts(value).is_some() {
        Some(true)
    } else if context.grammar.words("not_applicable").starts(value).is_some() {
        None
    } else {
        context.grammar.words("no").starts(value).map(|_| false)
    }
}
