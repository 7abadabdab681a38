//! Sections: the whole text in reading order, cut at headings.

use super::report::{Layout, Spot};
use super::{Context, Outline, PartKind, Records, heads, tables};
use crate::record::Section;
use std::ops::Range;

/// A section in the making.
#[derive(Clone, Debug, Default)]
struct Draft {
    from: Spot,
    level: u32,
    number: Option<String>,
    heading: Option<String>,
    /// Words of the first block that are the heading, not its text.
    heads_block: bool,
    agenda_number: Option<String>,
    report: Option<usize>,
    /// Of the report's own body, not of a paper attached to it.
    own: bool,
    minutes: Option<usize>,
}

/// Cuts the source into sections; every block is in exactly one.
pub fn read(context: &Context<'_, '_>, outline: &Outline, records: &mut Records) {
    let mut drafts: Vec<Draft> = Vec::new();
    let (mut reports, mut minutes) = (0, 0);
    for (index, part) in outline.parts.iter().enumerate() {
        match part.kind {
            PartKind::Report => {
                let layout = records.layouts.iter().find(|layout| layout.part == index).cloned();
                report_sections(context, part.blocks.clone(), layout.as_ref(), reports, records, &mut drafts);
                reports += 1;
            }
            PartKind::Minutes => {
                minutes_sections(part.blocks.clone(), minutes, records, &mut drafts);
                minutes += 1;
            }
            PartKind::FrontPage | PartKind::ActionLog | PartKind::Other => {
                plain_sections(context, part.blocks.clone(), &Draft::default(), &mut drafts);
            }
        }
    }
    let end = Spot { block: context.blocks.len(), row: 0 };
    let mut parents: Vec<(u32, String)> = Vec::new();
    for index in 0..drafts.len() {
        let to = drafts.get(index + 1).map_or(end, |next| next.from);
        let draft = &drafts[index];
        let id = format!("section-{}", index + 1);
        parents.truncate(parents.iter().take_while(|(level, _)| *level < draft.level).count());
        let starts_part = outline.parts.iter().any(|part| part.blocks.start == draft.from.block && draft.from.row == 0);
        if starts_part {
            parents.clear();
        }
        let parent = parents.last().map(|(_, id)| id.clone());
        parents.push((draft.level, id.clone()));
        let section = section(context, draft, to, id, parent, records);
        if let Some(report) = draft.report.filter(|_| draft.own).and_then(|report| records.reports.get_mut(report)) {
            report.sections.push(section.id.clone());
        }
        records.sections.push(section);
    }
}

fn section(
    context: &Context<'_, '_>,
    draft: &Draft,
    to: Spot,
    id: String,
    parent: Option<String>,
    records: &Records,
) -> Section {
    let last = to.block + usize::from(to.row > 0);
    let blocks = draft.from.block..last.max(draft.from.block + 1).min(context.blocks.len());
    let text = super::report::text_between(context, draft.from, to, draft.heads_block);
    let mut held = blocks.filter(|at| context.blocks[*at].is_table() && (*at != to.block || to.row == 0)).peekable();
    // The tables of a run of blocks are one behind the other in the record.
    let first = held.peek().map_or(0, |at| tables::index_of(context, *at));
    let table_ids = held.zip(&records.tables[first..]).map(|(_, table)| table.id.clone()).collect();
    Section {
        level: draft.level.max(1),
        number: draft.number.clone(),
        heading: draft.heading.clone(),
        text,
        parent,
        agenda_number: draft.agenda_number.clone(),
        report_id: draft.report.and_then(|report| records.reports.get(report)).map(|report| report.id.clone()),
        minutes_id: draft.minutes.and_then(|minutes| records.minutes.get(minutes)).map(|minutes| minutes.id.clone()),
        table_ids,
        place: place(context, draft.from, to),
        id,
    }
}

fn place(context: &Context<'_, '_>, from: Spot, to: Spot) -> Vec<crate::record::Place> {
    if from.row == 0 && to.row == 0 {
        return context.place(from.block..to.block.max(from.block + 1).min(context.blocks.len()));
    }
    let mut out = Vec::new();
    for at in from.block..=to.block.min(context.blocks.len() - 1) {
        if at == to.block && to.row == 0 {
            break;
        }
        match &context.blocks[at].rows {
            Some(rows) => {
                let first = if at == from.block { from.row } else { 0 };
                let last = if at == to.block { to.row } else { rows.rows.len() };
                for row in &rows.rows[first.min(last)..last] {
                    crate::block::push_place(&mut out, &context.pages[row.page as usize], row.chars);
                }
            }
            None => out.extend(context.blocks[at].whole_place(context.pages)),
        }
    }
    out
}

/// Sections of a report: front sheet, numbered headings, appendices.
fn report_sections(
    context: &Context<'_, '_>,
    blocks: Range<usize>,
    layout: Option<&Layout>,
    report: usize,
    records: &Records,
    drafts: &mut Vec<Draft>,
) {
    let record = records.reports.get(report);
    let agenda_number = record.and_then(|report| report.agenda_number.clone());
    let base = Draft { report: Some(report), agenda_number, ..Draft::default() };
    let Some(layout) = layout else { return plain_sections(context, blocks, &base, drafts) };
    drafts.push(Draft {
        from: Spot { block: blocks.start, row: 0 },
        level: 1,
        heading: record.map(|report| report.title.clone()),
        own: true,
        ..base.clone()
    });
    for heading in &layout.headings {
        if heading.spot == (Spot { block: blocks.start, row: 0 }) {
            drafts.pop();
        }
        drafts.push(Draft {
            from: heading.spot,
            level: heading.level + 1,
            number: Some(heading.number.clone()),
            heading: Some(heading.title.clone()),
            heads_block: true,
            own: true,
            ..base.clone()
        });
    }
    let mut at = layout.body_end;
    for (from, label) in &layout.appendices {
        if *from > at {
            plain_sections(context, at..*from, &base, drafts);
        }
        drafts.push(Draft {
            from: Spot { block: *from, row: 0 },
            level: 2,
            heading: Some(label.clone()),
            ..base.clone()
        });
        at = (*from + 1).max(at);
    }
    if at < blocks.end {
        plain_sections(context, at..blocks.end, &base, drafts);
    }
}

/// Sections of minutes: the head, then item by item.
fn minutes_sections(blocks: Range<usize>, minutes: usize, records: &Records, drafts: &mut Vec<Draft>) {
    let base = Draft { minutes: Some(minutes), ..Draft::default() };
    let starts = records.item_blocks.get(minutes).cloned().unwrap_or_default();
    let items = records.minutes.get(minutes).map(|minutes| minutes.items.as_slice()).unwrap_or_default();
    if starts.first().is_none_or(|first| *first > blocks.start) {
        drafts.push(Draft { from: Spot { block: blocks.start, row: 0 }, level: 1, ..base.clone() });
    }
    for (start, item) in starts.iter().zip(items) {
        drafts.push(Draft {
            from: Spot { block: *start, row: 0 },
            level: 2,
            number: item.number.clone(),
            heading: Some(item.title.clone()),
            ..base.clone()
        });
    }
}

/// Sections at whatever looks like a heading.
fn plain_sections(context: &Context<'_, '_>, blocks: Range<usize>, base: &Draft, drafts: &mut Vec<Draft>) {
    let mut first = true;
    let mut after_heading = false;
    for at in blocks {
        let block = &context.blocks[at];
        let is_heading = heads::is_heading(block);
        // Lines of one heading stay together.
        if first || is_heading && !after_heading {
            drafts.push(Draft {
                from: Spot { block: at, row: 0 },
                level: if block.look.heading > 0 { u32::from(block.look.heading) } else { 2 },
                number: block.label_text().filter(|_| is_heading).map(str::to_owned),
                heading: is_heading.then(|| block.body().to_owned()),
                heads_block: is_heading,
                ..base.clone()
            });
        }
        first = false;
        after_heading = is_heading;
    }
}
