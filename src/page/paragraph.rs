//! Lines in their columns → what each line's place says: gaps, indents, and
//! whether it goes on with the paragraph above.

use super::boxes::whole;
use super::order::{Flow, Step, Tail};
use super::plate::Plate;
use super::words::Word;
use crate::block::Label;
use crate::text::BULLETS;
use smallvec::SmallVec;
use std::ops::Range;

/// Lines set closer than this part of the usual spacing belong together.
const TOGETHER: f32 = 1.22;
/// Edges within this distance, in parts of the size, are one.
const SAME_EDGE: f32 = 0.6;
/// Sizes that differ by more than this part are not of one paragraph.
const SAME_SIZE: f32 = 0.12;

/// A line of this many ems is wrapped text.
const LONG: f32 = 25.0;
/// The gap behind a label is this many times as wide as any after it: those of a line set to both edges are alike.
const LABEL_GAP: f32 = 1.5;
/// Fewest lines with the same left edge that show a right edge of their own.
const FEWEST_ALIKE: usize = 4;
/// Lines set narrower than this part of their column show none.
const NARROWER: f32 = 0.6;

/// A line of the flow, and what its place says.
#[derive(Clone, Debug, Default)]
pub(super) struct Placed {
    /// Stretches of words in the page's rows.
    pub(super) words: SmallVec<[Range<u32>; 2]>,
    /// Pages that belong to the end of its paragraph.
    pub(super) pages: Option<Range<u32>>,
    /// Initials of those who have to act, which belong to the end of its paragraph too.
    owner: Option<Range<u32>>,
    /// It began with a bullet, which is not among its words.
    pub(super) bullet: bool,
    /// A bullet that was taken off.
    pub(super) dropped: u32,
    /// Size of most of its letters.
    pub(super) size: f32,
    /// All its words are bold.
    pub(super) bold: bool,
    /// All its words are italic.
    pub(super) italic: bool,
    /// Columns of indentation.
    pub(super) indent: u16,
    /// Empty lines before it.
    pub(super) gap: u16,
    /// Whether it goes on with the line above.
    pub(super) goes_on: Option<bool>,
    /// Depth of the heading that the file declares it to be; 0 for none.
    pub(super) heading: u8,
    /// A gap that none after it comes near parts its first words from the rest.
    pub(super) has_label: bool,
    base: f32,
    left: f32,
    /// Where its text begins after a label or bullet.
    text_left: f32,
    right: f32,
    first_width: f32,
    labelled: bool,
    /// It ends in a comma.
    comma: bool,
    /// Its words are spread to both edges.
    stretched: bool,
    low: bool,
    /// It ends within a word.
    broken: bool,
    /// Where its pages begin.
    pages_left: f32,
    /// The line below begins where its text does.
    followed: bool,
    column: u32,
}

/// Places the lines of a flow; steps that are no lines yield none.
pub(super) fn place(plate: &Plate, flow: &Flow) -> Vec<Option<Placed>> {
    let mut placed: Vec<Option<Placed>> = flow.steps.iter().map(|step| line(plate, flow, step)).collect();
    let leading = leading(&placed);
    mark_followed(&mut placed);
    let edges = RightEdges::of(&placed, flow);
    let mut paragraph: Option<Placed> = None;
    let mut above: Option<Placed> = None;
    for step in &mut placed {
        let Some(line) = step else {
            (above, paragraph) = (None, None);
            continue;
        };
        let [left, _] = flow.columns[line.column as usize];
        line.indent = whole(((line.left - left) / (0.5 * line.size.max(1.0))).round()).min(200) as u16;
        if let Some(above) = &above {
            let usual = leading.max(1.0 * line.size.min(above.size));
            let spacing = line.base - above.base;
            if above.column == line.column && spacing > 0.0 {
                if spacing > TOGETHER * usual {
                    line.gap = whole((spacing / usual).round()).saturating_sub(1).clamp(1, 20) as u16;
                }
                line.goes_on = goes_on(above, paragraph.as_ref().unwrap_or(above), line, usual, edges.of_line(above));
            } else {
                line.gap = 1;
            }
        }
        if line.goes_on != Some(true) {
            paragraph = Some(line.clone());
        }
        above = Some(line.clone());
    }
    place_tails(&mut placed);
    placed
}

/// Marks lines whose text may go on in the line below.
fn mark_followed(placed: &mut [Option<Placed>]) {
    for at in 1..placed.len() {
        let [Some(above), Some(line)] = &mut placed[at - 1..=at] else { continue };
        above.followed = above.column == line.column && (line.left - above.text_left).abs() < SAME_EDGE * line.size;
    }
}

/// Moves pages and owners to the end of their paragraph.
fn place_tails(placed: &mut [Option<Placed>]) {
    let mut at = 0;
    while at < placed.len() {
        let mut end = at + 1;
        while end < placed.len()
            && placed[end].as_ref().is_some_and(|line| line.goes_on == Some(true) && line.pages.is_none())
        {
            end += 1;
        }
        let own = placed[at..end].iter_mut().flatten();
        let tails: SmallVec<[Range<u32>; 2]> =
            own.flat_map(|line| line.pages.take().into_iter().chain(line.owner.take())).collect();
        if let Some(last) = placed[end - 1].as_mut() {
            last.words.extend(tails);
        }
        at = end;
    }
}

fn line(plate: &Plate, flow: &Flow, step: &Step) -> Option<Placed> {
    let Step::Line { pieces, column, tail } = step else { return None };
    let words = |range: &Range<u32>| plate.rows.words_in(range);
    let mut line = Placed { column: *column, bold: true, italic: true, ..Placed::default() };
    for piece in pieces {
        line.words.push(flow.pieces[*piece as usize].words.clone());
    }
    match tail {
        Some(Tail::Pages) => {
            line.pages = line.words.pop();
            let first = line.pages.as_ref().and_then(|pages| words(pages).first());
            line.pages_left = first.map_or(0.0, |word| word.bbox[0]);
        }
        Some(Tail::Owner) => line.owner = line.words.pop(),
        None => {}
    }
    let lead = flow.pieces[*pieces.first()? as usize].clone();
    line.left = lead.bbox[0];
    line.base = lead.base;
    take_bullet(plate, &mut line);
    let mut longest = 0;
    for word in line.words.iter().flat_map(words) {
        line.bold &= word.bold;
        line.italic &= word.italic;
        line.right = line.right.max(word.bbox[2]);
        if word.text[1] - word.text[0] > longest {
            longest = word.text[1] - word.text[0];
            line.size = word.size;
        }
    }
    let mut gaps = line.words.windows(2).map(|pair| {
        let (before, behind) = (words(&pair[0]).last(), words(&pair[1]).first());
        before.zip(behind).map_or(0.0, |(before, behind)| behind.bbox[0] - before.bbox[2])
    });
    line.has_label = gaps.next().is_some_and(|first| gaps.all(|gap| gap * LABEL_GAP < first));
    let mut all = line.words.iter().flat_map(words);
    let first: &Word = all.next()?;
    let said = plate.rows.text_of(first);
    let second = all.next();
    let is_label = Label::read(said).is_some_and(|label| label.length == said.len())
        || said.len() <= 5 && said.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let mut text_first = first;
    line.text_left = first.bbox[0];
    if let Some(second) = second
        && (is_label || said.ends_with(':') || line.words.len() > 1 && line.words[0].len() == 1)
    {
        line.labelled = is_label;
        line.text_left = second.bbox[0];
        if !is_label {
            text_first = first;
        }
    }
    if line.words.len() > 1
        && !line.labelled
        && let Some(value) = line.words.last().and_then(|range| words(range).first())
    {
        line.text_left = value.bbox[0];
    }
    let text = line.words.iter().flat_map(words).skip(usize::from(is_label));
    line.stretched = are_stretched(text, line.size);
    line.comma = line
        .words
        .last()
        .and_then(|range| words(range).last())
        .is_some_and(|last| plate.rows.text_of(last).ends_with(','));
    // The number of a heading, and that of its page, are often in plain type.
    let is_told = |word: &&Word| plate.rows.text_of(word).contains(char::is_alphabetic);
    let mut told = line.words.iter().flat_map(words).skip(usize::from(is_label)).filter(is_told).peekable();
    if told.peek().is_some() {
        line.bold = told.all(|word| word.bold);
    }
    line.broken =
        line.words.iter().flat_map(words).last().is_some_and(|word| plate.rows.text_of(word).ends_with('\u{ad}'));
    line.low = said.starts_with(char::is_lowercase) && !is_label;
    line.first_width = text_first.width();
    Some(line)
}

/// Whether words are spread evenly, and wider than words are set.
fn are_stretched<'w>(words: impl Iterator<Item = &'w Word>, size: f32) -> bool {
    /// Fewest gaps that show it.
    const FEWEST: usize = 3;
    /// Narrowest gap, in parts of the size.
    const NARROWEST: f32 = 0.5;
    /// Gaps of one line differ by less than this part of the size.
    const EVEN: f32 = 0.15;
    let mut gaps = 0;
    let (mut least, mut most) = (f32::INFINITY, 0.0f32);
    let mut before: Option<&Word> = None;
    for word in words {
        if let Some(before) = before {
            let gap = word.bbox[0] - before.bbox[2];
            (least, most) = (least.min(gap), most.max(gap));
            gaps += 1;
        }
        before = Some(word);
    }
    gaps >= FEWEST && least > NARROWEST * size && most - least < EVEN * size
}

/// Takes a bullet off the start of a line.
fn take_bullet(plate: &Plate, line: &mut Placed) {
    let Some(range) = line.words.first().cloned() else { return };
    let more = range.len() > 1 || line.words.len() > 1;
    let word = &plate.rows.words[range.start as usize];
    let said = plate.rows.text_of(word);
    let mut signs = said.chars();
    let (Some(sign), None) = (signs.next(), signs.next()) else { return };
    let next = if range.len() > 1 {
        plate.rows.words.get(range.start as usize + 1)
    } else {
        line.words.get(1).and_then(|range| plate.rows.words.get(range.start as usize))
    };
    let apart = next.is_some_and(|next| next.bbox[0] - word.bbox[2] > 0.45 * next.size);
    let is_bullet = BULLETS.contains(&sign)
        || apart && matches!(sign, '-' | '–' | '—' | '*' | 'o' | '>' | '→' | '►' | '\u{fffd}' | '\u{f06f}');
    if !is_bullet || !more {
        return;
    }
    line.bullet = true;
    line.dropped = 1;
    if range.len() > 1 {
        line.words[0].start += 1;
    } else {
        line.words.remove(0);
    }
}

/// The usual distance between two lines of a page.
fn leading(placed: &[Option<Placed>]) -> f32 {
    let mut spacings: Vec<f32> = placed
        .windows(2)
        .filter_map(|pair| pair[0].as_ref().zip(pair[1].as_ref()))
        .filter(|(above, line)| above.column == line.column)
        .map(|(above, line)| (line.base - above.base) / line.size.max(1.0))
        .filter(|spacing| (0.9..=2.1).contains(spacing))
        .collect();
    if spacings.len() < 4 {
        return 1.2 * placed.iter().flatten().map(|line| line.size).fold(0.0, f32::max);
    }
    let middle = spacings.len() / 2;
    let (_, spacing, _) = spacings.select_nth_unstable_by(middle, f32::total_cmp);
    let spacing = *spacing;
    let mut sizes: Vec<f32> = placed.iter().flatten().map(|line| line.size).collect();
    let middle = sizes.len() / 2;
    let (_, size, _) = sizes.select_nth_unstable_by(middle, f32::total_cmp);
    spacing * *size
}

/// How far text reaches: in each column, and in it for lines that begin at the same edge.
struct RightEdges {
    columns: Vec<Option<f32>>,
    /// Column, left and right edge of lines that are set alike.
    alike: Vec<(u32, f32, f32)>,
}

impl RightEdges {
    fn of(placed: &[Option<Placed>], flow: &Flow) -> Self {
        let mut columns: Vec<Vec<&Placed>> = vec![Vec::new(); flow.columns.len()];
        for line in placed.iter().flatten() {
            columns[line.column as usize].push(line);
        }
        let mut alike = Vec::new();
        let columns = columns
            .into_iter()
            .enumerate()
            .map(|(column, mut lines)| {
                let edge = shown_edge(&lines);
                lines.sort_by(|a, b| a.text_left.total_cmp(&b.text_left));
                let same = |a: &&Placed, b: &&Placed| b.text_left - a.text_left < SAME_EDGE * b.size;
                for group in lines.chunk_by(same).filter(|group| group.len() >= FEWEST_ALIKE) {
                    let left = group[0].text_left;
                    // Short entries of a list do not show an edge.
                    let wide = |own: &f32| edge.is_some_and(|edge| own - left > NARROWER * (edge - left));
                    // Headings that end at one edge by chance are no wrapped text.
                    let wrapped: Vec<&Placed> = group.iter().copied().filter(|line| line.followed).collect();
                    alike.extend(shown_edge(&wrapped).filter(wide).map(|own| (column as u32, left, own)));
                }
                edge
            })
            .collect();
        Self { columns, alike }
    }

    fn of_line(&self, line: &Placed) -> Option<f32> {
        let near = |(column, left, _): &&(u32, f32, f32)| {
            *column == line.column && (line.text_left - left).abs() < SAME_EDGE * line.size
        };
        self.alike.iter().find(near).map(|(.., edge)| *edge).or(self.columns[line.column as usize])
    }
}

/// How far lines reach, where it shows: several end there, or one that is longer
/// than any that would not be wrapped.
fn shown_edge(lines: &[&Placed]) -> Option<f32> {
    let edge = lines.iter().map(|line| line.right).reduce(f32::max)?;
    let near = lines.iter().filter(|line| edge - line.right < 2.0 * line.size);
    let shown: u32 = near.map(|line| if line.right - line.left > LONG * line.size { 2 } else { 1 }).sum();
    (shown >= 2).then_some(edge)
}

fn goes_on(above: &Placed, paragraph: &Placed, line: &Placed, usual: f32, edge: Option<f32>) -> Option<bool> {
    let size = line.size.max(above.size);
    if line.bullet
        || line.base - above.base > TOGETHER * usual
        || (line.size - above.size).abs() > SAME_SIZE * size
        || above.pages.is_some() && line.pages.is_some()
    {
        return Some(false);
    }
    // Names with their initials stand in a list.
    if above.owner.is_some() && above.right - above.left < LONG * size {
        return Some(false);
    }
    let same = |a: f32, b: f32| (a - b).abs() < SAME_EDGE * size;
    let fits = edge.is_none_or(|edge| above.right + 0.25 * size + line.first_width < edge - 0.4 * size);
    if line.labelled {
        // A label that stands where the paragraph's own stands begins the next.
        let beside = paragraph.labelled && same(line.left, paragraph.left);
        let hanging = same(line.left, above.text_left) && !same(above.text_left, above.left);
        return Some(!beside && !fits && hanging);
    }
    if above.broken {
        return Some(true);
    }
    if line.words.len() > 1 || line.pages.is_some() {
        return None;
    }
    if paragraph.pages.is_some() && same(line.left, paragraph.text_left) {
        // A title that ends long before its pages is not wrapped: a note stands under it.
        let short = 2.0 * (paragraph.right - paragraph.text_left) < paragraph.pages_left - paragraph.text_left;
        return Some(line.low || !short);
    }
    let begins_paragraph = same(above.left, paragraph.left) && (above.base - paragraph.base).abs() < 0.1;
    let flush = same(line.left, above.left) && !(above.bullet || above.labelled && above.text_left > above.left + size);
    let hanging = same(line.left, above.text_left) && begins_paragraph;
    let outdented = begins_paragraph && line.left < above.left && above.left - line.left < 4.0 * size && !above.bullet;
    let under_label = begins_paragraph && above.labelled && same(line.left, above.left);
    if flush || hanging || outdented || under_label {
        let nearly = edge.is_some_and(|edge| above.right > edge - 0.3 * (edge - above.left));
        // A comma, or words spread to the edge: the last line of a paragraph has neither.
        if above.comma || above.stretched {
            return Some(true);
        }
        return if edge.is_none() { None } else { Some(!fits || line.low && nearly) };
    }
    let centred = same(f32::midpoint(line.left, line.right), f32::midpoint(above.left, above.right));
    if centred || line.low { None } else { Some(false) }
}
