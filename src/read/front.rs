//! An agenda's front page: the meeting and its items.

use super::{Context, Part, Records, heads, labels, people};
use crate::block::{Block, LabelKind, Row};
use crate::grammar::{FieldName, FieldScope, HeadingKind, PhraseKind, SlotRole};
use crate::normal::{date, time};
use crate::page::{Look, is_caps};
use crate::record::{Access, AgendaItem, Contact, Meeting, Member, MemberRole, Place};
use std::borrow::Cow;
use std::ops::Range;

/// Reads the front page into the meeting and its items.
pub fn read<'c>(context: &'c Context<'c, '_>, part: &Part, records: &mut Records) {
    let first_item = first_item(context, part).unwrap_or(part.blocks.end);
    let items = items(context, part, first_item);
    let head = part.blocks.start..first_item;
    let mut meeting = head_of_meeting(context, head.clone(), part.anchor);
    let tail = items.end..part.blocks.end;
    foot_of_meeting(context, tail.clone(), &mut meeting);
    foot_of_meeting(context, head.clone(), &mut meeting);
    if meeting.members.is_empty() {
        meeting.members = listed_members(context, head.clone(), &items.list);
    }
    records.claims.blocks(context, items.claimed.clone(), "agenda item");
    claim_head(context, head, records);
    claim_tail(context, tail, records);
    for role in [MemberRole::Chair, MemberRole::ViceChair] {
        let name = meeting.members.iter().find(|member| member.role == Some(role)).map(|member| member.name.clone());
        let slot = if role == MemberRole::Chair { &mut meeting.chair } else { &mut meeting.vice_chair };
        if slot.is_none() {
            *slot = name;
        }
    }
    if meeting.access != Some(Access::Exempt) && items.list.iter().any(|item| item.exempt == Some(true)) {
        meeting.access = Some(Access::PartExempt);
    }
    records.agenda_items = items.list;
    records.meeting = Some(meeting);
}

/// Members where no heading tells them: one a line with their office (`Ann Vale - Mayor`), or in
/// the brackets of the roll call's item.
fn listed_members(context: &Context<'_, '_>, head: Range<usize>, items: &[AgendaItem]) -> Vec<Member> {
    let called = items.iter().find_map(|item| {
        let (title, rest) = item.title.split_once('(')?;
        let is_roll = context.grammar.label(FieldScope::Minutes, title.trim()) == Some(FieldName::Present);
        let names = rest.trim_end_matches(')');
        (is_roll && people::is_list(names)).then(|| people::members(context, names))
    });
    if let Some(members) = called {
        return members;
    }
    let office_holder = |line: &str| {
        let (name, office) = [" - ", " – ", ", "].iter().find_map(|mark| line.split_once(mark))?;
        let is_office = context.grammar.words("board_office").contains(office.trim());
        let person = crate::normal::name::person(name).filter(|person| is_office && person.range.end == name.len())?;
        let role = people::role(context, office);
        Some(Member { name: person.name, honorific: person.honorific, role, party: None, voting: None })
    };
    let members: Vec<Member> =
        head.flat_map(|at| lines_of(&context.blocks[at])).filter_map(|line| office_holder(&line)).collect();
    if members.len() < FEWEST_LISTED { Vec::new() } else { members }
}

/// The lines of a block: the rows of a table, whose cells a gap parts where a line would have a blank.
fn lines_of<'b>(block: &'b Block<'_>) -> Vec<Cow<'b, str>> {
    match &block.rows {
        Some(rows) => {
            let line = |row: &Row<'_>| row.cells.iter().map(|cell| cell.text).collect::<Vec<_>>().join(" ");
            rows.rows.iter().map(|row| line(row).into()).collect()
        }
        None => vec![block.text.as_ref().into()],
    }
}

/// How many lines of name and office make a list of members.
const FEWEST_LISTED: usize = 3;

/// Items, and the blocks that they take.
struct Items {
    list: Vec<AgendaItem>,
    claimed: Range<usize>,
    end: usize,
}

/// The first block of the agenda proper that is an item.
fn first_item(context: &Context<'_, '_>, part: &Part) -> Option<usize> {
    (part.anchor + 1..part.blocks.end).find(|at| !candidates(&context.blocks[*at]).is_empty())
}

/// An item as the block or row prints it.
struct Candidate<'b> {
    number: &'b str,
    title: String,
    pages: Option<[u32; 2]>,
    place: Vec<Place>,
    sub: bool,
}

/// How an agenda numbers its items.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scheme {
    Figures,
    Capitals,
    Romans,
}

fn scheme(kind: LabelKind) -> Option<Scheme> {
    match kind {
        LabelKind::Number => Some(Scheme::Figures),
        LabelKind::Capital => Some(Scheme::Capitals),
        LabelKind::Roman => Some(Scheme::Romans),
        LabelKind::Letter | LabelKind::Decimal(_) => None,
    }
}

/// Numbered rows of a table, or the number of a block: what may be items.
fn candidates<'b>(block: &'b Block<'_>) -> Vec<(&'b str, &'b str)> {
    match &block.rows {
        Some(rows) => rows
            .rows
            .iter()
            .filter_map(|row| {
                let number = row.text(0).trim_end_matches(['.', ')', ' ']);
                let is_number = !number.is_empty()
                    && number.len() <= 4
                    && number.as_bytes()[0].is_ascii_digit()
                    && !number.contains(['/', '-']);
                is_number.then(|| (number, row.text(1)))
            })
            .collect(),
        None => match block.label {
            Some(label) if scheme(label.kind).is_some() && !label.bracketed => {
                block.label_text().map(|number| (number, block.body())).into_iter().collect()
            }
            _ => Vec::new(),
        },
    }
}

fn items<'c>(context: &'c Context<'c, '_>, part: &Part, first: usize) -> Items {
    let mut reader = ItemReader {
        context,
        list: Vec::new(),
        heading: group_before(context, part, first),
        last: 0,
        scheme: None,
        notes: Vec::new(),
    };
    let mut end = first;
    for at in first..part.blocks.end {
        let marks = &context.marks[at];
        if marks.is(HeadingKind::Members) || marks.is(HeadingKind::AgendaEnd) {
            break;
        }
        reader.block(at);
        end = at + 1;
    }
    reader.end_notes();
    reader.list.retain(|item| !item.title.is_empty());
    for (index, item) in reader.list.iter_mut().enumerate() {
        item.id = format!("item-{}", index + 1);
    }
    let claimed = first..end;
    Items { list: reader.list, claimed, end }
}

/// The group heading that stands right before the first item.
fn group_before(context: &Context<'_, '_>, part: &Part, first: usize) -> Option<String> {
    (part.anchor + 1..first).rev().take(4).find_map(|at| group(context, at))
}

/// A group's heading: a form, or capitals or bold without a number.
fn group(context: &Context<'_, '_>, at: usize) -> Option<String> {
    let (block, marks) = (&context.blocks[at], &context.marks[at]);
    if block.is_table() || block.label.is_some() || marks.is(HeadingKind::Access) || marks.is(HeadingKind::Guidance) {
        return None;
    }
    let looks = block.look.caps
        && heads::is_heading(block)
        && block.text.split(' ').count() <= 8
        && !marks.is(HeadingKind::Agenda);
    (marks.is(HeadingKind::Group) || looks).then(|| block.text.trim_end_matches(':').to_owned())
}

/// Whether a row's only cell is a group's heading.
fn heads_group(context: &Context<'_, '_>, cell: &str) -> bool {
    let look = Look { caps: is_caps(cell), ..Look::default() };
    cell.split(' ').count() <= 8 && context.grammar.heading(HeadingKind::Group, cell, look).is_some()
}

struct ItemReader<'c, 'd> {
    context: &'c Context<'c, 'd>,
    list: Vec<AgendaItem>,
    heading: Option<String>,
    last: u32,
    scheme: Option<Scheme>,
    notes: Vec<(&'c str, Vec<Place>)>,
}

/// Words of the longest item below another.
const LONGEST_SUB_ITEM: usize = 60;

/// Whether one letter comes right after another.
fn follows_letter(before: &str, letter: &str) -> bool {
    matches!((before.as_bytes(), letter.as_bytes()), ([a], [b]) if a.is_ascii_alphabetic() && a + 1 == *b)
}

/// How many numbers an agenda may skip between two items.
const WIDEST_STEP: u32 = 4;

impl<'c> ItemReader<'c, '_> {
    fn block(&mut self, at: usize) {
        let context = self.context;
        let block = &context.blocks[at];
        if let Some(rows) = &block.rows {
            for row in &rows.rows {
                let place = vec![row.place(context.pages)];
                let cells: Vec<&str> = row.filled().map(|(_, cell)| cell.text).collect();
                self.row(&cells, &place);
            }
            return;
        }
        if let Some(heading) = group(context, at) {
            self.end_notes();
            self.heading = Some(heading);
            return;
        }
        let place = block.whole_place(context.pages);
        if let (Some(label), Some(number)) = (block.label, block.label_text()) {
            let is_main = !label.bracketed
                && scheme(label.kind).is_some_and(|scheme| self.scheme.is_none_or(|known| known == scheme));
            if is_main && self.follows(number, label.kind) {
                self.scheme = self.scheme.or(scheme(label.kind));
                self.main(number, block.body(), &place);
                return;
            }
            let is_sub =
                matches!(label.kind, LabelKind::Letter | LabelKind::Capital | LabelKind::Roman | LabelKind::Decimal(2));
            // `f.` after `e.` is an item, however long.
            let next = self.list.last().is_some_and(|last| follows_letter(&last.number, number));
            let fits = heads::is_title_like(block.body())
                || next && !label.bracketed && block.body().split(' ').count() <= LONGEST_SUB_ITEM;
            if is_sub && !self.list.is_empty() && fits {
                self.add(Candidate { number, title: block.body().to_owned(), pages: None, place, sub: true });
                return;
            }
        }
        self.notes.push((&block.text, place));
    }

    /// A row: a number, a title, pages, in any columns.
    fn row(&mut self, cells: &[&'c str], place: &[Place]) {
        let Some((first, rest)) = cells.split_first() else { return };
        // A row across the table heads the items below it.
        if rest.is_empty() && heads_group(self.context, first) {
            self.end_notes();
            self.heading = Some(first.trim_end_matches(':').to_owned());
            return;
        }
        let number = first.trim_end_matches(['.', ')', ' ']);
        let is_number = !number.is_empty() && number.len() <= 4 && number.as_bytes()[0].is_ascii_digit();
        if is_number && !rest.is_empty() && self.follows(number, LabelKind::Number) {
            self.scheme = Some(Scheme::Figures);
            let title = rest.join(" ");
            self.main(number, &title, place);
        } else if let Some(page) = (cells.len() == 1).then(|| pages(first)).flatten()
            && let Some(item) = self.list.last_mut()
        {
            item.first_page = item.first_page.or(Some(page[0]));
            item.last_page = item.last_page.or(Some(page[1]));
        } else {
            self.notes.push((first, place.to_vec()));
            self.notes.extend(rest.iter().map(|cell| (*cell, Vec::new())));
        }
    }

    /// Whether a number goes on with the sequence.
    fn follows(&self, number: &str, kind: LabelKind) -> bool {
        let Some(figure) = figure(number, kind) else { return false };
        if self.list.is_empty() {
            return figure <= 3 || kind == LabelKind::Number;
        }
        figure > self.last && figure - self.last <= WIDEST_STEP
            || figure == self.last && number.ends_with(|c: char| c.is_ascii_alphabetic() && figure_is_digit(number))
    }

    /// An item of the main sequence; more items may run on in the same line.
    fn main(&mut self, number: &str, body: &str, place: &[Place]) {
        let kind = match self.scheme {
            Some(Scheme::Capitals) => LabelKind::Capital,
            Some(Scheme::Romans) => LabelKind::Roman,
            _ => LabelKind::Number,
        };
        self.last = figure(number, kind).unwrap_or(self.last + 1);
        let next = (kind == LabelKind::Number).then(|| run_on(body, self.last + 1)).flatten();
        let (mine, rest) = next.map_or((body, None), |(at, after)| (&body[..at], Some(&body[after..])));
        let (title, pages) = without_pages(mine);
        self.add(Candidate { number, title, pages, place: place.to_vec(), sub: false });
        if let Some(rest) = rest {
            let number = (self.last + 1).to_string();
            self.main(&number, rest, place);
        }
    }

    fn add(&mut self, candidate: Candidate<'_>) {
        self.end_notes();
        let grammar = self.context.grammar;
        let (mut title, mut pages) = (candidate.title, candidate.pages);
        if candidate.sub {
            (title, pages) = without_pages(&title);
        }
        let mut item = AgendaItem {
            number: candidate.number.trim_end_matches('.').to_owned(),
            heading: self.heading.clone(),
            place: candidate.place,
            ..AgendaItem::default()
        };
        let mut cuts: Vec<Range<usize>> = Vec::new();
        for phrase in grammar.phrases(&title) {
            match phrase.kind {
                PhraseKind::Oral => {
                    item.oral = Some(true);
                    if title[phrase.range.clone()].starts_with('(') {
                        cuts.push(phrase.range);
                    }
                }
                PhraseKind::ToFollow => {
                    item.to_follow = Some(true);
                    cuts.push(phrase.range);
                }
                PhraseKind::Pages => {
                    let range = phrase
                        .slots
                        .iter()
                        .find_map(|slot| self::pages(slot.text))
                        .or_else(|| self::pages(&title[phrase.range.clone()]));
                    if let Some(range) = range {
                        pages = Some(range);
                        cuts.push(phrase.range);
                    }
                }
                PhraseKind::ExemptParagraph | PhraseKind::Exclusion => {
                    item.exempt = Some(true);
                    item.exempt_paragraphs.extend(phrase.slots.iter().map(|slot| slot.text.to_owned()));
                }
                _ => {}
            }
        }
        for cut in cuts.into_iter().rev() {
            title.replace_range(cut, "");
        }
        item.title = tidy(&title);
        item.first_page = pages.map(|pages| pages[0]);
        item.last_page = pages.map(|pages| pages[1]);
        self.list.push(item);
    }

    /// What stands under an item is its notes.
    fn end_notes(&mut self) {
        let notes = std::mem::take(&mut self.notes);
        let Some(item) = self.list.last_mut() else { return };
        item.place.extend(notes.iter().flat_map(|(_, place)| place.iter().cloned()));
        let mut notes = notes.into_iter().map(|(words, _)| words);
        // A number alone on its line has its title on the next.
        if item.title.is_empty() {
            item.title = notes.next().map(tidy).unwrap_or_default();
        }
        let text = notes.collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            return;
        }
        for phrase in self.context.grammar.phrases(&text) {
            match phrase.kind {
                PhraseKind::Pages if item.first_page.is_none() => {
                    let range = phrase
                        .slots
                        .iter()
                        .find_map(|slot| pages(slot.text))
                        .or_else(|| pages(&text[phrase.range.clone()]));
                    item.first_page = range.map(|range| range[0]);
                    item.last_page = range.map(|range| range[1]);
                }
                PhraseKind::ToFollow => item.to_follow = Some(true),
                PhraseKind::Oral if text.len() < 80 => item.oral = Some(true),
                PhraseKind::ExemptParagraph => {
                    item.exempt = Some(true);
                    item.exempt_paragraphs.extend(phrase.slots.iter().map(|slot| slot.text.to_owned()));
                }
                _ => {}
            }
        }
        item.notes = Some(text);
    }
}

fn figure_is_digit(number: &str) -> bool {
    number.as_bytes()[0].is_ascii_digit()
}

/// The place of a number in its scheme.
fn figure(number: &str, kind: LabelKind) -> Option<u32> {
    match kind {
        LabelKind::Number => number.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().ok(),
        LabelKind::Capital => number.bytes().next().filter(u8::is_ascii_uppercase).map(|b| u32::from(b - b'A') + 1),
        LabelKind::Roman => roman(number),
        _ => None,
    }
}

/// The value of a roman numeral below forty; one that is also a letter counts as a numeral.
fn roman(number: &str) -> Option<u32> {
    let value = |b: u8| match b.to_ascii_lowercase() {
        b'i' => Some(1),
        b'v' => Some(5),
        b'x' => Some(10),
        _ => None,
    };
    let digits: Option<Vec<u32>> = number.bytes().map(value).collect();
    let digits = digits?;
    let mut total = 0;
    for (at, digit) in digits.iter().enumerate() {
        if digits.get(at + 1).is_some_and(|next| next > digit) {
            total -= *digit as i32;
        } else {
            total += *digit as i32;
        }
    }
    u32::try_from(total).ok()
}

/// Where the next item begins in the same line: its number, a stop, a capital.
fn run_on(body: &str, next: u32) -> Option<(usize, usize)> {
    let mark = format!(" {next}. ");
    let at = body.find(&mark)?;
    let after = at + mark.len();
    body[after..].starts_with(char::is_uppercase).then_some((at, after))
}

/// Takes a bare range of pages off the start or end of a title.
fn without_pages(title: &str) -> (String, Option<[u32; 2]>) {
    let words: Vec<&str> = title.split(' ').collect();
    for size in [3, 1] {
        if words.len() <= size {
            continue;
        }
        let last = words[words.len() - size..].join(" ");
        if let Some(range) = bare_range(&last) {
            return (tidy(&words[..words.len() - size].join(" ")), Some(range));
        }
        let first = words[..size].join(" ");
        if let Some(range) = bare_range(&first) {
            return (tidy(&words[size..].join(" ")), Some(range));
        }
    }
    (tidy(title), None)
}

/// `5 - 18`, `5-18`.
fn bare_range(text: &str) -> Option<[u32; 2]> {
    let (first, last) = text.split_once(['-', '–', '—'])?;
    let (first, last): (u32, u32) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
    // `2017-18` is a year.
    (first <= last && (first < 1900 || text.contains(' '))).then_some([first, last])
}

/// `5 - 18`, `5`, with any words before it.
fn pages(text: &str) -> Option<[u32; 2]> {
    let figures = text.trim().trim_matches(['(', ')']).trim_start_matches(|c: char| !c.is_ascii_digit());
    bare_range(figures).or_else(|| figures.trim().parse().ok().map(|page| [page, page]))
}

/// White space squeezed, loose punctuation at the ends gone.
fn tidy(title: &str) -> String {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    title.trim_matches(|c: char| matches!(c, '-' | '–' | ':' | ';' | ',' | '*' | ' ')).to_owned()
}

/// Reads the blocks before the first item: body, date, time, venue.
pub fn head_of_meeting(context: &Context<'_, '_>, head: Range<usize>, anchor: usize) -> Meeting {
    let mut meeting = Meeting::default();
    for at in head.clone() {
        let marks = &context.marks[at];
        let text = &context.blocks[at].text;
        for scope in [FieldScope::FrontPage, FieldScope::Minutes] {
            let Some(field) = marks.field(scope) else { continue };
            let value = value_of(context, at, field.rest, head.end);
            apply(context, &mut meeting, field.name, &value);
        }
        if let Some(access) = marks.heading(HeadingKind::Access) {
            meeting.access = access.sets.access.or(Some(Access::Public));
        }
        let wanted = |kind| matches!(kind, PhraseKind::Held | PhraseKind::Cancelled | PhraseKind::Chaired);
        for phrase in context.grammar.phrases_among(text, wanted) {
            match phrase.kind {
                PhraseKind::Held => apply_held(context, &mut meeting, text, &phrase),
                PhraseKind::Cancelled => meeting.cancelled = Some(true),
                PhraseKind::Chaired if meeting.chair.is_none() => {
                    let person = phrase.slot(SlotRole::Person).and_then(crate::normal::name::person);
                    meeting.chair = person.map(|person| person.name);
                }
                _ => {}
            }
        }
    }
    let lines =
        || head.clone().filter(|at| !context.blocks[*at].is_table()).map(|at| (at, context.blocks[at].text.as_ref()));
    if meeting.date.is_none() {
        meeting.date = lines().filter(|(_, text)| text.len() < 160).find_map(|(_, text)| context.date_in(text));
    }
    if meeting.start_time.is_none() {
        let found = lines()
            .filter(|(_, text)| text.len() < 120)
            .find_map(|(_, text)| time::find_time(text).map(|(range, _)| (text, range)));
        if let Some((text, range)) = found {
            set_times(&mut meeting, &text[range.start..]);
        }
    }
    if meeting.body.is_none() {
        meeting.body = body_line(context, head.clone(), anchor);
    }
    if meeting.venue.is_none() {
        meeting.venue = venue_lines(context, head);
    }
    meeting
}

fn apply_held(
    context: &Context<'_, '_>,
    meeting: &mut Meeting,
    text: &str,
    phrase: &crate::grammar::Reading<'_, PhraseKind>,
) {
    let rest = &text[phrase.range.start..];
    if meeting.body.is_none() {
        meeting.body = phrase.slot(SlotRole::Body).map(tidy).filter(|body| body.len() < 100);
    }
    if meeting.venue.is_none() {
        let venue = phrase.slot(SlotRole::Venue).map(|venue| venue.strip_prefix("the ").unwrap_or(venue));
        meeting.venue = venue.map(tidy).filter(|venue| !venue.is_empty());
    }
    if meeting.date.is_none() {
        meeting.date = context.date_in(rest);
    }
    if meeting.start_time.is_none()
        && let Some((range, _)) = time::find_time(rest)
    {
        set_times(meeting, &rest[range.start..]);
    }
}

/// A field's words, with the lines that go on with them when the first holds none.
pub fn value_of(context: &Context<'_, '_>, at: usize, rest: &str, end: usize) -> String {
    let mut value = rest.to_owned();
    let mut next = at + 1;
    while next < end {
        let block = &context.blocks[next];
        let goes_on = value.is_empty() || block.look.gap == 0 && value.ends_with(',');
        if block.is_table()
            || !context.marks[next].fields.is_empty()
            || !context.marks[next].headings.is_empty()
            || !goes_on
        {
            break;
        }
        if !value.is_empty() {
            value.push(' ');
        }
        value.push_str(&block.text);
        next += 1;
    }
    value
}

fn apply(context: &Context<'_, '_>, meeting: &mut Meeting, name: FieldName, value: &str) {
    let slot = match name {
        FieldName::Date | FieldName::MeetingDate => {
            if meeting.date.is_none() {
                meeting.date = date::find_date(value, context.order).map(|(_, found)| date::iso(found));
                if meeting.start_time.is_none() && time::find_time(value).is_some() {
                    set_times(meeting, value);
                }
                if meeting.date.is_none() && !value.is_empty() {
                    meeting.date_text = Some(value.to_owned());
                }
            }
            return;
        }
        FieldName::Time => return set_times(meeting, value),
        FieldName::Chair => {
            meeting.chair = crate::normal::name::person(value).map(|person| person.name);
            return;
        }
        FieldName::Venue => &mut meeting.venue,
        FieldName::Body | FieldName::To => &mut meeting.body,
        _ => return,
    };
    if slot.is_none() && !value.is_empty() {
        *slot = Some(tidy(value));
    }
}

fn set_times(meeting: &mut Meeting, text: &str) {
    let (start, end) = time::time_range(text);
    meeting.start_time = start.map(time::hhmm);
    meeting.end_time = end.map(time::hhmm);
}

/// The line that names the body: the nearest short line with a body's noun, before the anchor first.
fn body_line(context: &Context<'_, '_>, head: Range<usize>, anchor: usize) -> Option<String> {
    let names_body = |at: &usize| {
        let block = &context.blocks[*at];
        let text = block.text.trim_end_matches([':', '.']);
        !block.is_table()
            && !block.look.bullet
            && block.label.is_none()
            && text.split(' ').count() <= 12
            && !text.contains('@')
            && (!names_room(context, text) || ends_with_body(context, text))
            && context.marks[*at].fields.is_empty()
            && text.split([' ', ',', '–', '—']).any(|word| context.grammar.words("body_noun").contains(word))
    };
    let before = head.start..anchor.min(head.end);
    let after = anchor.min(head.end)..head.end;
    // A line that is nothing but the noun ("COMMITTEE") has lost its name, unless the noun is one ("CABINET").
    let whole = |at: &usize| {
        let text = context.blocks[*at].text.trim_end_matches([':', '.']);
        text.contains(' ') || context.grammar.words("lone_body").contains(text)
    };
    let named: Vec<usize> = after.chain(before).filter(|at| names_body(at) && whole(at)).collect();
    // The authority's own name may stand above the committee's.
    let rank = |at: &&usize| {
        let text = context.blocks[**at].text.trim_end_matches([':', '.']);
        if context.grammar.words("authority_noun").contains(text.rsplit(' ').next().unwrap_or_default()) {
            2
        } else {
            u8::from(context.grammar.words("body_opening").starts(text).is_none())
        }
    };
    let best = named.iter().map(|at| rank(&at)).min()?;
    let line = named.iter().find(|at| rank(at) == best)?;
    let body = strip_opening(context, &context.blocks[*line].text);
    let dated = date::find_date(&body, context.order).filter(|(range, _)| range.start > 0 && range.end == body.len());
    let body =
        dated.map_or(body.as_str(), |(range, _)| body[..range.start].trim_end_matches([' ', ',', '-', '–', '—']));
    (!body.is_empty()).then(|| body.to_owned())
}

/// Takes "Meeting of the …", "Agenda for …" off a body's line.
fn strip_opening(context: &Context<'_, '_>, text: &str) -> String {
    let mut text = text.trim();
    while let Some(length) = context.grammar.words("body_opening").starts(text) {
        text = text[length..].trim_start_matches([' ', ':', '-', '–']);
    }
    text.trim_end_matches([':', '.', ' ']).to_owned()
}

/// The venue: lines right before the agenda that name a room or a building.
fn venue_lines(context: &Context<'_, '_>, head: Range<usize>) -> Option<String> {
    let named = |text: &str| names_room(context, text) && !ends_with_body(context, text) && !is_sentence(text);
    let is_venue = |at: usize| {
        let block = &context.blocks[at];
        !block.is_table()
            && block.text.len() < 120
            && context.marks[at].headings.is_empty()
            && context.marks[at].fields.is_empty()
            && !block.text.contains('@')
    };
    let last = head.clone().rev().find(|at| {
        is_venue(*at) && (named(&context.blocks[*at].text) || ends_with_postcode(&context.blocks[*at].text))
    })?;
    let mut first = last;
    // An address above it that ends with a postcode of its own is the sender's.
    while first > head.start
        && is_venue(first - 1)
        && !ends_with_postcode(&context.blocks[first - 1].text)
        && time::find_time(&context.blocks[first - 1].text).is_none()
        && context.date_in(&context.blocks[first - 1].text).is_none()
        && named(&context.blocks[first - 1].text)
    {
        first -= 1;
    }
    let lines: Vec<&str> =
        (first..=last).map(|at| behind_time(&context.blocks[at].text).trim_end_matches([',', '.'])).collect();
    Some(lines.join(", "))
}

/// `at 7.00 pm in Ambleford Hall`: the place stands behind the hour.
fn behind_time(text: &str) -> &str {
    let Some((hour, _)) = time::find_time(text).filter(|(hour, _)| hour.start <= 4) else { return text };
    let rest = text[hour.end..].trim_start_matches([' ', ',']);
    ["in ", "at "].iter().find_map(|word| rest.strip_prefix(word)).filter(|rest| !rest.is_empty()).unwrap_or(text)
}

/// Whether a line names a room or a building.
fn names_room(context: &Context<'_, '_>, text: &str) -> bool {
    text.split([' ', ',', '.']).any(|word| context.grammar.words("venue_noun").contains(word))
}

/// `AMBLEFORD PUBLIC LIBRARY DISTRICT` is a body, and no library.
fn ends_with_body(context: &Context<'_, '_>, text: &str) -> bool {
    let last = text.trim_end_matches([':', '.']).rsplit([' ', ',']).next().unwrap_or_default();
    context.grammar.words("body_noun").contains(last)
}

fn is_sentence(text: &str) -> bool {
    text.ends_with('.') && text.split(' ').count() > 8
}

/// `CB3 0AP`-like: two groups, the second a figure and two letters.
fn ends_with_postcode(text: &str) -> bool {
    let mut words = text.trim_end_matches('.').rsplit(' ');
    let (Some(inner), Some(outer)) = (words.next(), words.next()) else { return false };
    let is_inner =
        matches!(inner.as_bytes(), [a, b, c] if a.is_ascii_digit() && b.is_ascii_uppercase() && c.is_ascii_uppercase());
    is_inner
        && (2..=4).contains(&outer.len())
        && outer.as_bytes()[0].is_ascii_uppercase()
        && outer.bytes().any(|b| b.is_ascii_digit())
}

/// Reads members and contact, wherever they stand on the front page.
fn foot_of_meeting(context: &Context<'_, '_>, blocks: Range<usize>, meeting: &mut Meeting) {
    let mut contact = Contact::default();
    for at in blocks.clone() {
        let marks = &context.marks[at];
        if let Some(heading) = marks.heading(HeadingKind::Members) {
            if let Some(body) = heading.slot(SlotRole::Body) {
                meeting.body = Some(body.trim().to_owned());
            }
            meeting.members.extend(members_after(context, at + 1, blocks.end).0);
        }
        for scope in [FieldScope::FrontPage, FieldScope::Contact] {
            let Some(field) = marks.field(scope) else { continue };
            if scope == FieldScope::FrontPage && matches!(field.name, FieldName::Members | FieldName::Present) {
                meeting.members.extend(people::members(context, field.rest));
            }
            read_contact(context, field.name, field.rest, &mut contact);
        }
    }
    if !contact.name.is_empty() && meeting.contact.is_none() {
        meeting.contact = Some(contact);
    }
}

/// Reads a contact's line; name, telephone and address may all stand in it.
fn read_contact(context: &Context<'_, '_>, name: FieldName, rest: &str, contact: &mut Contact) {
    let mut value = rest.trim();
    if value.is_empty() {
        return;
    }
    if name == FieldName::ContactName
        && let Some((_, label, more)) = labels::second(context, FieldScope::Contact, value)
    {
        read_contact(context, label, more, contact);
        value = value[..value.len() - more.len()].trim_end();
        value = &value[..value.rfind(' ').unwrap_or(value.len())];
    }
    match name {
        FieldName::ContactName if contact.name.is_empty() => {
            let mut pieces = value.split([',', '|', ';', '(']).map(|piece| piece.trim().trim_end_matches('.'));
            pieces.next().unwrap_or(value).clone_into(&mut contact.name);
            for piece in pieces {
                if piece.contains('@') {
                    contact.email.get_or_insert_with(|| piece.to_owned());
                } else if piece.bytes().filter(u8::is_ascii_digit).count() >= 6 {
                    contact.phone.get_or_insert_with(|| piece.trim_end_matches(')').to_owned());
                }
            }
        }
        FieldName::ContactPhone if contact.phone.is_none() => {
            let own = labels::second(context, FieldScope::Contact, value);
            if let Some((_, label, more)) = own {
                read_contact(context, label, more, contact);
            }
            let number = own.map_or(value, |(at, ..)| &value[..at]).trim().trim_end_matches(['.', ',', ';']);
            // `Telephone: Tel: 01632 …`: the number stands behind the second label.
            if !number.is_empty() && contact.phone.is_none() {
                contact.phone = Some(number.to_owned());
            }
        }
        FieldName::ContactEmail if contact.email.is_none() => {
            contact.email = email(value);
        }
        _ => {}
    }
}

/// The first address in a text; its end may stand on the next line (`a.bee@ambleford .gov.uk`).
fn email(value: &str) -> Option<String> {
    let mut words = value.split(' ').skip_while(|word| !word.contains('@'));
    let first = words.next()?;
    let broken = first.split_once('@').is_some_and(|(_, domain)| !domain.contains('.'));
    let end = words.next().filter(|word| broken && word.len() > 1 && word.starts_with('.')).unwrap_or_default();
    Some(format!("{first}{end}").trim_end_matches(['.', ',', ';']).to_owned())
}

/// Members in the blocks from `at` on, up to the first block without any; and where that is.
fn members_after(context: &Context<'_, '_>, at: usize, end: usize) -> (Vec<Member>, usize) {
    let mut out = Vec::new();
    for next in at..end {
        let block = &context.blocks[next];
        if block.is_table()
            || context.marks[next].is(HeadingKind::AgendaEnd)
            || context.marks[next].field(FieldScope::FrontPage).is_some()
        {
            return (out, next);
        }
        let members = people::members(context, &block.text);
        // Running text that happens to name somebody is no list.
        if members.is_empty() || !people::is_list(&block.text) {
            return (out, next);
        }
        out.extend(members);
    }
    (out, end)
}

fn claim_head(context: &Context<'_, '_>, head: Range<usize>, records: &mut Records) {
    records.claims.blocks(context, head, "meeting");
}

fn claim_tail(context: &Context<'_, '_>, tail: Range<usize>, records: &mut Records) {
    for at in tail.clone() {
        let marks = &context.marks[at];
        if marks.is(HeadingKind::Members) {
            let (_, end) = members_after(context, at + 1, tail.end);
            records.claims.blocks(context, at..end, "members");
        }
        let is_known = !marks.headings.is_empty()
            || marks.field(FieldScope::FrontPage).is_some_and(|field| {
                matches!(field.name, FieldName::ContactName | FieldName::ContactPhone | FieldName::ContactEmail)
            });
        if is_known {
            records.claims.blocks(context, at..at + 1, "contact");
        }
    }
}
