//! The outline of a source: which parts it has, and where each begins.
//!
//! Nom rules over blocks. A part begins where a heading form or a front sheet
//! says so, and what follows has to bear it out: a line that reads "Minutes"
//! opens minutes only when a date, a list of who was there, or numbered items
//! come after it.

use super::beginnings::{self, Beginning};
use super::stream::{Miss, Read, Stream};
use super::{Context, heads};
use crate::block::LabelKind;
use crate::grammar::{FieldName, FieldScope, HeadingKind, PhraseKind, TableKind};
use crate::record::DocumentKind;
use nom::branch::alt;
use nom::multi::many0;
use nom::{Input, Parser};
use std::ops::Range;

/// What a part of a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    /// An agenda's front page.
    FrontPage,
    /// Minutes.
    Minutes,
    /// A minutes action log.
    ActionLog,
    /// A report: front sheet, body, appendices.
    Report,
    /// What none of these rules reads.
    Other,
}

/// A part of a source.
#[derive(Clone, Debug)]
pub struct Part {
    /// What it is.
    pub kind: PartKind,
    /// Its blocks.
    pub blocks: Range<usize>,
    /// The block where its form stands; the title may stand before it.
    pub anchor: usize,
    /// Where a bookmark or the front page says that it begins.
    pub beginning: Option<Beginning>,
}

impl Part {
    fn new(kind: PartKind, blocks: Range<usize>, anchor: usize) -> Self {
        Self { kind, blocks, anchor, beginning: None }
    }
}

/// The parts of a source in order; every block is in exactly one.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// The parts.
    pub parts: Vec<Part>,
    /// Its title says that it is the record of one decision.
    is_notice: bool,
}

/// How many blocks after a heading may bear it out.
const EVIDENCE: usize = 40;
/// How many blocks at the top of a source may say what it is.
const OPENING: usize = 12;
/// How many blocks a front sheet's fields may span.
const FRONT_SHEET: usize = 16;
/// How many blocks without a field may stand between the first fields of a front sheet.
const WIDEST_GAP: usize = 3;
/// How many fields make a front sheet.
const FEWEST_FIELDS: usize = 3;

impl Outline {
    /// Cuts a source into its parts.
    pub fn of(context: &Context<'_, '_>) -> Self {
        let stream = Stream { at: 0, blocks: context.blocks, marks: context.marks };
        let mut parts = match many0(part).parse(stream) {
            Ok((_, parts)) => parts,
            Err(_) => vec![Part::new(PartKind::Other, 0..context.blocks.len(), 0)],
        };
        settle(&mut parts, context);
        let is_notice = context.marks.iter().take(OPENING).any(|marks| marks.is(HeadingKind::DecisionNotice));
        Self { parts, is_notice }
    }

    /// The front page, if there is one.
    pub fn front(&self) -> Option<&Part> {
        self.parts.iter().find(|part| part.kind == PartKind::FrontPage)
    }

    /// The kind of document that these parts make.
    pub fn kind(&self) -> DocumentKind {
        let has = |kind| self.parts.iter().any(|part| part.kind == kind);
        match (has(PartKind::FrontPage), has(PartKind::Minutes), has(PartKind::Report), has(PartKind::ActionLog)) {
            (true, false, false, false) => DocumentKind::Agenda,
            (true, ..) => DocumentKind::AgendaPack,
            (_, false, ..) if self.is_notice => DocumentKind::DecisionNotice,
            (false, true, ..) => DocumentKind::Minutes,
            (false, false, true, _) => DocumentKind::Report,
            (false, false, false, true) => DocumentKind::ActionLog,
            _ => DocumentKind::Other,
        }
    }
}

/// part = `front_page` / minutes / `action_log` / report / other
fn part<'b, 'd>(input: Stream<'b, 'd>) -> Read<'b, 'd, Part> {
    alt((front_page, minutes, action_log, report, other)).parse(input)
}

/// `front_page` = `agenda_heading` body; the lines before the heading are given to it afterwards.
fn front_page<'b, 'd>(input: Stream<'b, 'd>) -> Read<'b, 'd, Part> {
    begins(input, PartKind::FrontPage, "an agenda", opens_agenda)
}

/// minutes = `minutes_heading` body
fn minutes<'b, 'd>(input: Stream<'b, 'd>) -> Read<'b, 'd, Part> {
    begins(input, PartKind::Minutes, "minutes", opens_minutes)
}

/// `action_log` = `log_heading` body
fn action_log<'b, 'd>(input: Stream<'b, 'd>) -> Read<'b, 'd, Part> {
    begins(input, PartKind::ActionLog, "an action log", opens_log)
}

/// report = `front_sheet` body
fn report<'b, 'd>(input: Stream<'b, 'd>) -> Read<'b, 'd, Part> {
    begins(input, PartKind::Report, "a report's front sheet", opens_report)
}

/// other = one block, and all up to the next part; this rule never fails on a block.
fn other<'b, 'd>(input: Stream<'b, 'd>) -> Read<'b, 'd, Part> {
    begins(input, PartKind::Other, "any block", |_| true)
}

/// A part: a block that opens it, and all blocks up to the next that opens one.
fn begins<'b, 'd>(
    input: Stream<'b, 'd>,
    kind: PartKind,
    expected: &'static str,
    opens: fn(Stream<'b, 'd>) -> bool,
) -> Read<'b, 'd, Part> {
    if input.blocks.is_empty() || !opens(input) {
        return Err(Miss::of(input, expected));
    }
    let first = if kind == PartKind::Report { sheet_end(input) } else { 1 };
    let rest = body(input, first);
    Ok((rest, Part::new(kind, input.until(&rest), input.at)))
}

/// body = *(block that opens no part); the first blocks are the opening itself.
fn body<'b, 'd>(input: Stream<'b, 'd>, first: usize) -> Stream<'b, 'd> {
    let end = (first..input.blocks.len()).find(|at| opens_any(input.take_from(*at))).unwrap_or(input.blocks.len());
    input.take_from(end)
}

fn opens_any(input: Stream<'_, '_>) -> bool {
    opens_agenda(input) || opens_minutes(input) || opens_log(input) || opens_report(input)
}

/// The word "Agenda" on a line, with items after it, before anything else of a pack.
fn opens_agenda(input: Stream<'_, '_>) -> bool {
    let Some((block, marks)) = input.first() else { return false };
    if !marks.is(HeadingKind::Agenda) || block.label.is_some() {
        return false;
    }
    let items = input
        .blocks
        .iter()
        .take(EVIDENCE)
        .filter(|block| match &block.rows {
            Some(rows) => rows.rows.iter().any(|row| is_item_cell(row.text(0))),
            None => block.label.is_some_and(|label| !label.bracketed && !matches!(label.kind, LabelKind::Decimal(_))),
        })
        .count();
    items > 0
}

fn is_item_cell(text: &str) -> bool {
    let digits = text.trim_end_matches(['.', ')', ' ']);
    !digits.is_empty() && digits.len() <= 3 && digits.bytes().all(|b| b.is_ascii_digit())
}

/// A minutes heading that is borne out by what follows.
fn opens_minutes(input: Stream<'_, '_>) -> bool {
    let Some((block, marks)) = input.first() else { return false };
    if !marks.is(HeadingKind::Minutes) || marks.is(HeadingKind::ActionLog) || block.label.is_some() || block.look.bullet
    {
        return false;
    }
    // A sentence about minutes is no heading; a heading that says where and when may end like one.
    let opening = block.text.split(' ').next().is_some_and(|word| word.eq_ignore_ascii_case("minutes"));
    if block.text.ends_with('.') && !block.look.caps && !opening {
        return false;
    }
    let window = || input.blocks.iter().zip(input.marks).take(EVIDENCE);
    let told = window().filter(|(_, marks)| {
        marks.field(FieldScope::Minutes).is_some_and(|field| {
            matches!(field.name, FieldName::Present | FieldName::Apologies | FieldName::InAttendance | FieldName::Chair)
        })
    });
    let items = window().filter(|(block, _)| block.label.is_some_and(|label| !label.bracketed)).count();
    told.count() > 0 || items > 1
}

/// An action log's title or its table.
fn opens_log(input: Stream<'_, '_>) -> bool {
    let Some((block, marks)) = input.first() else { return false };
    let is_log_table =
        |marks: &super::marks::Marks<'_>| marks.table.as_ref().is_some_and(|table| table.kind == TableKind::ActionLog);
    if is_log_table(marks) {
        return true;
    }
    marks.is(HeadingKind::ActionLog) && block.label.is_none() && input.marks.iter().take(12).any(is_log_table)
}

/// The first field of a front sheet: others follow close by.
fn opens_report(input: Stream<'_, '_>) -> bool {
    let Some((_, marks)) = input.first() else { return false };
    if marks.is(HeadingKind::ReportItem) {
        return front_sheet(input).0.len() >= 2;
    }
    let first =
        marks.row_fields.first().copied().or_else(|| marks.field(FieldScope::FrontSheet).map(|field| field.name));
    let is_first = first.is_some_and(|name| {
        matches!(
            name,
            FieldName::To
                | FieldName::From
                | FieldName::MeetingDate
                | FieldName::Title
                | FieldName::Body
                | FieldName::AgendaNumber
        )
    });
    let (names, _) = front_sheet(input);
    // "From", "Tel" and "Date" alone head letters and attached papers.
    let addressed = names.iter().any(|name| {
        matches!(
            name,
            FieldName::To | FieldName::MeetingDate | FieldName::Recommendation | FieldName::Purpose | FieldName::Title
        )
    });
    is_first && addressed && names.len() >= FEWEST_FIELDS
}

/// Where the front sheet that opens a part ends.
fn sheet_end(input: Stream<'_, '_>) -> usize {
    front_sheet(input).1.max(1)
}

/// The different fields of a front sheet in the blocks ahead, and the block after the last of them.
fn front_sheet(input: Stream<'_, '_>) -> (Vec<FieldName>, usize) {
    let mut names: Vec<FieldName> = Vec::new();
    let mut end = 0;
    for (at, marks) in input.marks.iter().take(FRONT_SHEET).enumerate() {
        let fields =
            marks.row_fields.iter().copied().chain(marks.field(FieldScope::FrontSheet).map(|field| field.name));
        if names.len() < FEWEST_FIELDS && at > end + WIDEST_GAP {
            break;
        }
        for name in fields.filter(|name| is_front_sheet(*name)) {
            // A second "To" is the next report's.
            if name == FieldName::To && at > 0 && names.contains(&name) {
                return (names, end);
            }
            end = at + 1;
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    (names, end)
}

fn is_front_sheet(name: FieldName) -> bool {
    matches!(
        name,
        FieldName::To
            | FieldName::From
            | FieldName::MeetingDate
            | FieldName::ElectoralDivisions
            | FieldName::ForwardPlanRef
            | FieldName::KeyDecision
            | FieldName::Purpose
            | FieldName::Recommendation
            | FieldName::Title
    )
}

/// Gives titles that stand before an anchor to the part that they belong to,
/// joins what one part was cut into, and makes sense of single documents.
fn settle(parts: &mut Vec<Part>, context: &Context<'_, '_>) {
    join_logs(parts);
    join_fronts(parts);
    join_openings(parts, context);
    beginnings::cut(parts, context);
    for at in 1..parts.len() {
        let anchor = parts[at].blocks.start;
        let first = parts[at - 1].blocks.start + usize::from(parts[at - 1].kind != PartKind::Other);
        let start = match (&parts[at].beginning, parts[at].kind) {
            (Some(told), _) => told.block,
            (None, PartKind::Report) => title_start(context, anchor, first),
            (None, PartKind::ActionLog) => caption_start(context, anchor, first),
            (None, PartKind::FrontPage | PartKind::Minutes) if at == 1 && parts[0].kind == PartKind::Other => 0,
            _ => anchor,
        };
        parts[at - 1].blocks.end = start;
        parts[at].blocks.start = start;
    }
    parts.retain(|part| !part.blocks.is_empty());
    let whole = 0..context.blocks.len();
    match parts.as_mut_slice() {
        [only] if only.kind == PartKind::Other => only.kind = alone(context, whole),
        [first, ..] if first.kind == PartKind::Other && first.blocks.len() > 3 => {
            first.kind = match alone(context, first.blocks.clone()) {
                PartKind::Minutes => PartKind::Minutes,
                _ => PartKind::Other,
            };
        }
        _ => {}
    }
}

/// A log's title and its table, and the pieces of the table, are one part.
fn join_logs(parts: &mut Vec<Part>) {
    parts.dedup_by(|next, before| {
        let same = next.kind == PartKind::ActionLog && before.kind == PartKind::ActionLog;
        if same {
            before.blocks.end = next.blocks.end;
        }
        same
    });
}

/// A title, a date line and the heading proper may each read as the opening of minutes.
fn join_openings(parts: &mut Vec<Part>, context: &Context<'_, '_>) {
    parts.dedup_by(|next, before| {
        let opening = next.kind == PartKind::Minutes
            && before.kind == PartKind::Minutes
            && before.blocks.len() <= 8
            && context.blocks[before.blocks.clone()].iter().all(|block| block.label.is_none());
        if opening {
            before.blocks.end = next.blocks.end;
            before.anchor = next.anchor;
        }
        opening
    });
}

/// A pack has one front page: "Agenda" further on is a heading of something else.
fn join_fronts(parts: &mut Vec<Part>) {
    let mut seen = false;
    parts.dedup_by(|next, before| {
        seen |= before.kind == PartKind::FrontPage;
        let again = next.kind == PartKind::FrontPage && seen;
        if again {
            before.blocks.end = next.blocks.end;
        }
        again
    });
}

/// Where a report's title begins: the heading-like blocks before its front sheet.
fn title_start(context: &Context<'_, '_>, anchor: usize, first: usize) -> usize {
    let mut start = anchor;
    while start > first {
        let above = &context.blocks[start - 1];
        if above.is_table() || !heads::is_title_like(&above.text) && !above.look.caps {
            break;
        }
        if context.marks[start - 1].is(HeadingKind::ReportItem) {
            return start - 1;
        }
        let below = &context.blocks[start];
        let goes_on = start == anchor
            || below.look.gap == 0 && above.look.caps == below.look.caps && above.look.bold == below.look.bold;
        let stamped = start > first + 1 && context.marks[start - 2].is(HeadingKind::ReportItem);
        if !goes_on && !stamped {
            break;
        }
        start -= 1;
    }
    start
}

/// Where an action log's caption begins: a short run of headings before its form.
fn caption_start(context: &Context<'_, '_>, anchor: usize, first: usize) -> usize {
    let mut start = anchor;
    while start > first
        && anchor - start < 3
        && heads::is_heading(&context.blocks[start - 1])
        && context.blocks[start - 1].label.is_none()
    {
        start -= 1;
    }
    start
}

/// What a source is that has no part with a form of its own.
fn alone(context: &Context<'_, '_>, blocks: Range<usize>) -> PartKind {
    let marks = &context.marks[blocks.clone()];
    let present = marks.iter().take(EVIDENCE).any(|marks| {
        marks
            .field(FieldScope::Minutes)
            .is_some_and(|field| matches!(field.name, FieldName::Present | FieldName::Apologies))
    });
    let opens = |at: usize| {
        let block = &context.blocks[at];
        block.label.is_none()
            && block.text.get(..11).is_some_and(|opening| opening.eq_ignore_ascii_case("minutes of "))
            && context.phrase(PhraseKind::Held, &block.text).is_some()
    };
    let named = marks.iter().take(OPENING).any(|marks| marks.is(HeadingKind::Minutes))
        || blocks.clone().take(OPENING).any(opens);
    if present || named {
        return PartKind::Minutes;
    }
    let tables = marks.iter().filter_map(|marks| marks.table.as_ref());
    if tables.clone().any(|table| table.kind == TableKind::ActionLog) {
        return PartKind::ActionLog;
    }
    let numbered = context.blocks[blocks].iter().filter(|block| {
        block.label.is_some_and(|label| matches!(label.kind, LabelKind::Number | LabelKind::Decimal(2)))
            && heads::is_heading(block)
    });
    if numbered.count() > 2 { PartKind::Report } else { PartKind::Other }
}
