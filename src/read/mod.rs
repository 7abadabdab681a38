//! Reading: from blocks to records.
//!
//! `outline` cuts a source into its parts (front page, minutes, action log,
//! reports, …) with nom rules over blocks; a module for each kind of record
//! reads it from its part. Reading is total: what no rule reads stays
//! unclaimed, with its place.

mod appointments;
mod beginnings;
mod check;
mod claims;
mod explain;
mod front;
mod heads;
mod labels;
mod link;
mod log;
mod marks;
mod minutes;
mod outline;
mod pages;
mod people;
mod plan;
mod report;
mod sections;
mod stream;
mod tables;

pub use claims::Claims;
pub use explain::{explain, explain_claimed};
pub use outline::{Outline, Part, PartKind};

use crate::block::{Block, Gathered, LineRef};
use crate::grammar::{Grammar, PhraseKind, Reading};
use crate::normal::date::Order;
use crate::page::Page;
use crate::record::{
    ActionLog, AgendaItem, Appointment, Diagnostic, DocumentKind, Meeting, Minutes, Place, Plan, Report, Section, Table,
};
use marks::Marks;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

/// Everything that a rule may look at.
pub struct Context<'c, 'd> {
    /// The pages.
    pub pages: &'d [Page],
    /// All lines.
    pub lines: &'c [LineRef<'d>],
    /// All blocks.
    pub blocks: &'c [Block<'d>],
    /// Which blocks are tables: the n-th of them is the n-th table record.
    pub tables: Vec<usize>,
    /// What the grammar says of each block.
    pub marks: &'c [Marks<'c>],
    /// The grammar.
    pub grammar: &'c Grammar,
    /// In which order dates are printed.
    pub order: Order,
    /// Phrases of texts that were looked up before: many rules ask of the same paragraph.
    said: RefCell<FxHashMap<(usize, usize), Phrases<'c>>>,
}

/// What a text says, shared by all who ask.
pub type Phrases<'c> = Rc<[Reading<'c, PhraseKind>]>;

impl<'c> Context<'c, '_> {
    /// What a text says; a text of the source is looked up once.
    pub fn phrases(&self, text: &'c str) -> Phrases<'c> {
        let key = (text.as_ptr() as usize, text.len());
        if let Some(known) = self.said.borrow().get(&key) {
            return Rc::clone(known);
        }
        let found: Phrases<'c> = self.grammar.phrases(text).into();
        self.said.borrow_mut().insert(key, Rc::clone(&found));
        found
    }

    /// The first phrase of a kind.
    pub fn phrase(&self, kind: PhraseKind, text: &'c str) -> Option<Reading<'c, PhraseKind>> {
        self.phrases(text).iter().find(|phrase| phrase.kind == kind).cloned()
    }

    /// The place of a run of blocks.
    pub fn place(&self, blocks: Range<usize>) -> Vec<Place> {
        let mut out: Vec<Place> = Vec::new();
        for block in &self.blocks[blocks] {
            for place in block.whole_place(self.pages) {
                match out.last_mut() {
                    Some(last) if touches(last, &place) => last.take_in(&place),
                    _ => out.push(place),
                }
            }
        }
        out
    }

    /// Looks a date up in running text.
    pub fn date_in(&self, text: &str) -> Option<String> {
        crate::normal::date::find_date(text, self.order).map(|(_, date)| crate::normal::date::iso(date))
    }
}

fn touches(a: &Place, b: &Place) -> bool {
    a.page == b.page && a.chars.zip(b.chars).is_some_and(|(a, b)| b[0] >= a[1] && b[0] - a[1] <= 1)
}

/// What was read from a source.
#[derive(Default)]
pub struct Records {
    /// What kind of document it is.
    pub kind: DocumentKind,
    /// The council, as the source prints it.
    pub council: Option<String>,
    /// Title that the source gives itself.
    pub title: Option<String>,
    /// The meeting.
    pub meeting: Option<Meeting>,
    /// Items of the front page.
    pub agenda_items: Vec<AgendaItem>,
    /// Minutes.
    pub minutes: Vec<Minutes>,
    /// Action logs.
    pub action_logs: Vec<ActionLog>,
    /// Reports.
    pub reports: Vec<Report>,
    /// Plans.
    pub plans: Vec<Plan>,
    /// Appointments.
    pub appointments: Vec<Appointment>,
    /// Tables.
    pub tables: Vec<Table>,
    /// Sections.
    pub sections: Vec<Section>,
    /// Which lines a record holds.
    pub claims: Claims,
    /// What does not fit.
    pub diagnostics: Vec<Diagnostic>,
    /// One for each report: what its sections need to know.
    layouts: Vec<report::Layout>,
    /// For each set of minutes, the first block of each item.
    item_blocks: Vec<Vec<usize>>,
}

/// Reads all records of a source.
pub fn read<'d>(pages: &'d [Page], lines: &[LineRef<'d>], gathered: &Gathered<'d>, grammar: &Grammar) -> Records {
    let blocks = gathered.blocks.as_slice();
    let marks: Vec<Marks<'_>> = blocks.iter().map(|block| Marks::of(block, gathered.of(block), grammar)).collect();
    let order = if grammar.month_first() { Order::MonthFirst } else { Order::DayFirst };
    let tables = (0..blocks.len()).filter(|at| blocks[*at].is_table()).collect();
    let context = Context { pages, lines, blocks, tables, marks: &marks, grammar, order, said: RefCell::default() };
    let outline = Outline::of(&context);
    let mut records = Records { claims: Claims::new(lines), kind: outline.kind(), ..Records::default() };

    records.tables = tables::read(&context, &mut records.claims);
    for part in outline.parts.iter().filter(|part| part.kind == PartKind::Minutes) {
        let id = format!("minutes-{}", records.minutes.len() + 1);
        minutes::read(&context, part, id, &mut records);
    }
    log::read(&context, &outline, &mut records);
    for index in (0..outline.parts.len()).filter(|index| outline.parts[*index].kind == PartKind::Report) {
        report::read(&context, &outline, index, &mut records);
    }
    plan::read(&context, &mut records);
    appointments::read(&context, &mut records);
    if let Some(part) = outline.front() {
        front::read(&context, part, &mut records);
    }
    pages::find(&context, &mut records);
    link::link(&context, &outline, &mut records);
    sections::read(&context, &outline, &mut records);
    check::check(&context, &outline, &mut records);
    records
}
