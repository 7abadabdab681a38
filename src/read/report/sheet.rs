//! A report's front sheet: labelled lines, or a table that was cut into cells.

use crate::block::{Block, Label, Row};
use crate::grammar::{FieldName, FieldScope, PhraseKind};
use crate::read::minutes::clauses;
use crate::read::{Context, labels};
use crate::record::{Clause, Recommendations};
use crate::text::mend;
use std::ops::Range;

/// A field and its words, paragraph by paragraph.
#[derive(Clone, Debug)]
struct Entry {
    name: FieldName,
    paragraphs: Vec<String>,
    /// How many of the paragraphs stand before those of `blocks`.
    own: usize,
    /// Blocks after the label's, when the words go on in lines of their own.
    blocks: Range<usize>,
}

/// What a front sheet says.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    entries: Vec<Entry>,
}

/// Longest words in which a second label is looked for, in bytes.
const LONGEST_SHARED_LINE: usize = 160;

impl Sheet {
    /// Reads the fields in a run of blocks.
    pub fn read(context: &Context<'_, '_>, blocks: Range<usize>) -> Self {
        let mut sheet = Self::default();
        let mut open = false;
        for at in blocks {
            let block = &context.blocks[at];
            if let Some(rows) = &block.rows {
                open = false;
                if !context.marks[at].row_fields.is_empty() && super::contacts::is_contact_table(context, at).is_none()
                {
                    for row in &rows.rows {
                        sheet.row(context, row);
                    }
                }
                continue;
            }
            if let Some(field) = context.marks[at].field(FieldScope::FrontSheet) {
                open = !matches!(field.name, FieldName::OfficerContact | FieldName::MemberContact);
                if open {
                    sheet.add(context, field.name, field.rest, at + 1);
                }
                continue;
            }
            if context.marks[at].field(FieldScope::Contact).is_some() {
                open = false;
            }
            if open {
                sheet.goes_on(at, &block.text, block.look.gap == 0);
            }
        }
        sheet
    }

    /// Adds a field; another label may share its line.
    fn add(&mut self, context: &Context<'_, '_>, name: FieldName, words: &str, next: usize) {
        let second = (words.len() <= LONGEST_SHARED_LINE)
            .then(|| labels::second(context, FieldScope::FrontSheet, words))
            .flatten()
            .filter(|(_, name, _)| SHARES_A_LINE.contains(name));
        let own = second.as_ref().map_or(words, |(at, ..)| &words[..*at]).trim();
        if !self.entries.iter().any(|entry| entry.name == name) {
            let paragraphs = if own.is_empty() { Vec::new() } else { vec![own.to_owned()] };
            let own = paragraphs.len();
            self.entries.push(Entry { name, paragraphs, own, blocks: next..next });
        }
        if let Some((_, name, rest)) = second {
            self.add(context, name, rest, next);
        }
    }

    /// A line without a label goes on with the field above it, where that field may be long.
    fn goes_on(&mut self, at: usize, words: &str, close: bool) {
        let Some(entry) = self.entries.last_mut() else { return };
        let long = matches!(entry.name, FieldName::Purpose | FieldName::Recommendation);
        if long || close || entry.paragraphs.is_empty() {
            if entry.blocks.is_empty() {
                entry.own = entry.paragraphs.len();
                entry.blocks = at..at;
            }
            entry.paragraphs.push(words.to_owned());
            entry.blocks.end = at + 1;
        }
    }

    fn row(&mut self, context: &Context<'_, '_>, row: &Row<'_>) {
        let mut filled = row.filled().peekable();
        let label = filled.peek().and_then(|(_, cell)| context.grammar.label(FieldScope::FrontSheet, cell.text));
        if label.is_some() {
            filled.next();
        }
        let cells: Vec<&str> = filled.map(|(_, cell)| cell.text).collect();
        // A label in a later cell begins a field of its own.
        let second = cells.iter().position(|cell| context.grammar.label(FieldScope::FrontSheet, cell).is_some());
        let own = &cells[..second.unwrap_or(cells.len())];
        let words = mend::cells(own.iter().copied(), |word| mend::count(context.pages, word));
        match label {
            Some(name) => self.add(context, name, &words, 0),
            None if !words.is_empty() => {
                if let Some(entry) = self.entries.last_mut() {
                    entry.paragraphs.push(words);
                }
            }
            None => {}
        }
        if let Some(second) = second
            && let Some(name) = context.grammar.label(FieldScope::FrontSheet, cells[second])
        {
            let words = mend::cells(cells[second + 1..].iter().copied(), |word| mend::count(context.pages, word));
            self.add(context, name, &words, 0);
        }
    }

    fn entry(&self, name: FieldName) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name == name)
    }

    /// The words of a field, if it has any.
    pub fn text(&self, name: FieldName) -> Option<String> {
        let words = self.entry(name)?.paragraphs.join(" ");
        let words = words.trim();
        (!words.is_empty()).then(|| words.to_owned())
    }

    /// Whether the sheet says that the report is not for publication.
    pub fn is_exempt(&self, context: &Context<'_, '_>) -> bool {
        self.text(FieldName::Access)
            .is_some_and(|words| context.grammar.phrase(PhraseKind::ExemptParagraph, &words).is_some())
    }

    /// The recommendations: a lead and its clauses.
    pub fn recommendations(&self, context: &Context<'_, '_>) -> Option<Recommendations> {
        let entry = self.entry(FieldName::Recommendation)?;
        let mut found = Recommendations::default();
        let own = if entry.blocks.is_empty() { entry.paragraphs.len() } else { entry.own };
        let mut lead: Vec<&str> = entry.paragraphs[..own].iter().map(String::as_str).collect();
        // Loose lines below a recommendation that has come to its full stop are the report's own.
        let ended = lead.last().is_some_and(|words| words.ends_with('.'))
            && entry.blocks.clone().next().is_some_and(|at| {
                let below = &context.blocks[at];
                below.label.is_none() && !below.look.bullet
            });
        if ended || entry.blocks.is_empty() {
            found = from_paragraphs(&entry.paragraphs[..own]);
        } else {
            let mut at = entry.blocks.start;
            // Words before the list introduce it.
            let introduces = |block: &Block<'_>| block.label.is_none() && !block.look.bullet && !block.is_table();
            while at < entry.blocks.end && introduces(&context.blocks[at]) {
                lead.push(&context.blocks[at].text);
                at += 1;
            }
            if at < entry.blocks.end {
                let list = clauses::read(context, at, entry.blocks.end, |_| false);
                found.clauses = list.clauses;
            }
            let lead = lead.join(" ");
            if found.clauses.is_empty() {
                found = from_paragraphs(&[lead]);
            } else {
                found.lead = (!lead.is_empty()).then_some(lead);
            }
        }
        Some(found)
    }
}

/// Clauses from words that are no blocks: rows of a table, or one paragraph.
fn from_paragraphs(paragraphs: &[String]) -> Recommendations {
    let mut found = Recommendations::default();
    let mut lead: Vec<&str> = Vec::new();
    for words in paragraphs {
        match Label::read(words).filter(|label| label.length < words.len()) {
            Some(label) => found.clauses.push(Clause {
                label: Some(label.text(words).to_owned()),
                text: words[label.length..].to_owned(),
                clauses: Vec::new(),
            }),
            None => match found.clauses.last_mut() {
                Some(last) => {
                    last.text.push(' ');
                    last.text.push_str(words);
                }
                None => lead.push(words),
            },
        }
    }
    let lead = lead.join(" ");
    let inline = clauses::inline_in(&lead);
    if found.clauses.is_empty() {
        match inline {
            Some((before, list)) => {
                found.lead = (!before.is_empty()).then_some(before);
                found.clauses = list;
            }
            // A recommendation without labels is one clause.
            None if !lead.is_empty() => found.clauses.push(Clause { label: None, text: lead, clauses: Vec::new() }),
            None => {}
        }
    } else {
        found.lead = (!lead.is_empty()).then_some(lead);
    }
    found
}

/// Fields with short values, which are set on the line of another.
const SHARES_A_LINE: [FieldName; 3] = [FieldName::KeyDecision, FieldName::ForwardPlanRef, FieldName::Access];
