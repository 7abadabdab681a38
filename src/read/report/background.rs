//! Background papers: the table "Source Documents | Location".

use crate::block::{Label, Row};
use crate::grammar::{FieldName, HeadingKind, TableKind};
use crate::normal::date;
use crate::read::{Context, Records, tables};
use crate::record::SourceDocument;
use std::ops::Range;

/// Reads the background papers of a report's body.
pub fn read(context: &Context<'_, '_>, body: Range<usize>, records: &mut Records, id: &str) -> Vec<SourceDocument> {
    let mut out = Vec::new();
    for at in body.clone() {
        let Some(table) = context.marks[at].table.as_ref().filter(|table| table.kind == TableKind::SourceDocuments)
        else {
            continue;
        };
        let Some(rows) = &context.blocks[at].rows else { continue };
        let column = |name| table.columns.iter().position(|column| *column == Some(name));
        let (title, location) =
            (column(FieldName::SourceDocument).unwrap_or(0), column(FieldName::Location).unwrap_or(1));
        for row in &rows.rows {
            let texts: Vec<&str> = row.cells.iter().map(|cell| cell.text).collect();
            if context.grammar.table(&texts).is_none() {
                from_row(context, row, title, location, &mut out);
            }
        }
        tables::read_as(context, &mut records.tables, at, id);
    }
    if out.is_empty() {
        from_lines(context, body, &mut out);
    }
    shared_location(&mut out);
    out
}

fn is_none(context: &Context<'_, '_>, text: &str) -> bool {
    text.is_empty()
        || context.grammar.words("nobody").contains(text.trim_end_matches('.'))
        || context.grammar.words("not_applicable").contains(text.trim_end_matches('.'))
}

fn from_row(context: &Context<'_, '_>, row: &Row<'_>, title: usize, location: usize, out: &mut Vec<SourceDocument>) {
    let cell_text = row.text(title).trim();
    if is_none(context, cell_text) {
        // A location alone goes on with the one above.
        let rest = row.text(location);
        if let (Some(last), false) = (out.last_mut(), rest.is_empty()) {
            let known = last.location.take().unwrap_or_default();
            last.location = Some(address(format!("{known} {rest}").trim()));
        }
        return;
    }
    let titles = titles(context, row, title);
    let locations: Vec<&str> = row.cells.get(location).map(|cell| cell.pieces().collect()).unwrap_or_default();
    let whole = row.text(location).trim();
    let aligned = locations.len() == titles.len();
    for (index, title) in titles.into_iter().enumerate() {
        let place = if aligned { locations[index] } else { whole };
        out.push(SourceDocument { title, location: (!is_none(context, place)).then(|| address(place)) });
    }
}

/// The papers of a cell: its parts, its labelled lines, or a run of titles that end with dates.
fn titles(context: &Context<'_, '_>, row: &Row<'_>, at: usize) -> Vec<String> {
    let Some(cell) = row.cells.get(at) else { return Vec::new() };
    let parts: Vec<&str> = cell.pieces().filter(|part| !part.is_empty()).collect();
    if parts.len() > 1 {
        return parts
            .into_iter()
            .map(|part| part[Label::read(part).map_or(0, |label| label.length)..].to_owned())
            .collect();
    }
    let starts = labelled_starts(context, cell.text);
    let starts = if starts.len() > 1 { starts } else { dated_starts(context, cell.text) };
    if starts.len() < 2 {
        return vec![
            cell.text[Label::read(cell.text).filter(|label| label.bracketed).map_or(0, |label| label.length)..]
                .to_owned(),
        ];
    }
    starts
        .iter()
        .enumerate()
        .map(|(index, from)| {
            cell.text[*from..starts.get(index + 1).copied().unwrap_or(cell.text.len())].trim().to_owned()
        })
        .collect()
}

/// Where `Appendix 1: …`, `Appendix 2: …` begin in a run of text.
fn labelled_starts(context: &Context<'_, '_>, text: &str) -> Vec<usize> {
    let nouns = context.grammar.words("appendix_noun");
    let mut out = Vec::new();
    let words: Vec<(usize, &str)> =
        text.split(' ').map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word)).collect();
    for pair in words.windows(2) {
        if nouns.contains(pair[0].1) && pair[1].1.ends_with(':') {
            out.push(pair[0].0);
        }
    }
    if out.first() == Some(&0) { out } else { Vec::new() }
}

/// A list of papers each with its date: a paper begins behind each date but the last.
fn dated_starts(context: &Context<'_, '_>, text: &str) -> Vec<usize> {
    let dates: Vec<Range<usize>> = dates(context, text);
    let ends_dated = dates.last().is_some_and(|range| text[range.end..].trim().is_empty());
    if dates.len() < 2 || !ends_dated {
        return Vec::new();
    }
    let mut out = vec![0];
    for range in &dates[..dates.len() - 1] {
        let rest = text[range.end..].trim_start();
        if rest.starts_with(char::is_uppercase) {
            out.push(text.len() - rest.len());
        }
    }
    out
}

/// Dates and months with years in a text.
fn dates(context: &Context<'_, '_>, text: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = date::find_dates(text, context.order).map(|(range, _)| range).collect();
    let months = context.grammar.words("month");
    let words: Vec<(usize, &str)> =
        text.split(' ').map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word)).collect();
    for pair in words.windows(2) {
        let is_year = pair[1].1.len() == 4 && pair[1].1.bytes().all(|b| b.is_ascii_digit());
        let range = pair[0].0..pair[1].0 + pair[1].1.len();
        if months.contains(pair[0].1)
            && is_year
            && !out.iter().any(|known| known.start <= range.start && known.end >= range.end)
        {
            out.push(range);
        }
    }
    out.sort_by_key(|range| range.start);
    out
}

/// An address that a narrow cell broke has no spaces of its own.
fn address(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let is_link = words.first().is_some_and(|word| word.contains("://") || word.starts_with("www."));
    let broken = is_link
        && words.len() > 1
        && words[1..].iter().all(|word| {
            !word.contains("://")
                && word.len() > 1
                && !word.ends_with(',')
                && word.chars().all(|c| c.is_ascii() && c != '(')
        });
    if broken { words.concat() } else { text.to_owned() }
}

/// Papers listed in lines below a heading.
fn from_lines(context: &Context<'_, '_>, body: Range<usize>, out: &mut Vec<SourceDocument>) {
    let Some(heading) = body.clone().rev().find(|at| context.marks[*at].is(HeadingKind::SourceDocuments)) else {
        return;
    };
    for at in heading + 1..body.end {
        let block = &context.blocks[at];
        if block.is_table()
            || !context.marks[at].headings.is_empty()
            || crate::read::heads::is_heading(block)
            || block.text.len() > 300
        {
            break;
        }
        if is_none(context, &block.text) {
            break;
        }
        out.push(SourceDocument { title: block.body().to_owned(), location: None });
    }
}

/// One location in a column of its own may be spread over the rows of several papers.
fn shared_location(papers: &mut [SourceDocument]) {
    let fragments =
        papers.iter().filter(|paper| paper.location.as_ref().is_some_and(|location| !location.contains("://"))).count();
    let first_is_person =
        papers.first().and_then(|paper| paper.location.as_ref()).is_some_and(|location| !location.contains("://"));
    let has_mail =
        papers.iter().filter(|paper| paper.location.as_ref().is_some_and(|location| location.contains('@'))).count();
    if papers.len() > 2 && fragments == papers.len() && first_is_person && has_mail == 1 {
        let mut parts: Vec<String> = Vec::new();
        for paper in papers.iter() {
            if let Some(location) = &paper.location
                && !parts.contains(location)
            {
                parts.push(location.clone());
            }
        }
        let whole = parts.join(" ");
        for paper in papers {
            paper.location = Some(whole.clone());
        }
    }
}
