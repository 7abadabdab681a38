//! Glyphs → words: gaps and spaces part them, baselines and directions keep them together.

mod hidden;
mod marks;
mod spell;

use super::frame::Frame;
use crate::pdf::sheet::{Direction, Glyph, Sheet};
use marks::Marks;

/// A gap wider than this, in parts of the font's size, parts two words.
pub(super) const WORD_GAP: f32 = 0.14;
/// Glyphs that step back farther than this, in parts of the size, begin another word.
const STEP_BACK: f32 = 0.35;
/// Baselines farther apart than this, in parts of the size, are not one.
const BASELINE_DRIFT: f32 = 0.08;
/// The same glyph drawn again within this distance, in parts of the size, is drawn to look bold.
const DOUBLE: f32 = 0.1;

/// A word, or a part of one that a change of font or baseline cuts off.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Word {
    /// Bytes in [`Words::text`].
    pub(super) text: [u32; 2],
    /// Left, top, right, bottom in the page's frame.
    pub(super) bbox: [f32; 4],
    /// Its baseline in the page's frame.
    pub(super) base: f32,
    /// Size of its font in points.
    pub(super) size: f32,
    /// All its letters are bold.
    pub(super) bold: bool,
    /// All its letters are italic.
    pub(super) italic: bool,
    /// Declared to be no content.
    pub(super) artifact: bool,
    /// It leaves no ink.
    pub(super) invisible: bool,
    /// It runs along another direction than the page.
    pub(super) turned: bool,
    /// A space stands before it, drawn as such.
    pub(super) spaced: bool,
    /// It begins a column, though the gap before it is narrow.
    pub(super) apart: bool,
    /// Id of its marked content in the structure tree, plus 1; 0 for none.
    pub(super) content: u32,
}

impl Word {
    /// Middle of its box.
    pub(super) fn centre(&self) -> [f32; 2] {
        [f32::midpoint(self.bbox[0], self.bbox[2]), f32::midpoint(self.bbox[1], self.bbox[3])]
    }

    /// Width of its box.
    pub(super) fn width(&self) -> f32 {
        self.bbox[2] - self.bbox[0]
    }
}

/// Words of a page that are out of the flow of its text.
#[derive(Clone, Debug)]
pub(super) struct Aside {
    /// What they say.
    pub(super) text: String,
    /// Left, top, right, bottom on the page.
    pub(super) bbox: [f32; 4],
}

/// The words of a page, in the order in which they are drawn.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// Characters of all words.
    pub(super) text: String,
    /// The words.
    pub(super) list: Vec<Word>,
    /// Watermarks.
    pub(super) askew: Option<Aside>,
    /// Glyphs with ink whose characters are known.
    pub(super) readable: u32,
    /// Glyphs with ink whose characters are not known.
    pub(super) unreadable: u32,
    /// Characters left out: outside the page, drawn twice, or hidden under the same words.
    pub(super) dropped: u32,
}

impl Words {
    /// Reads the words of a sheet in its main frame.
    pub(super) fn of(sheet: &Sheet, frame: &Frame) -> Self {
        let mut reader = Reader::new(sheet, frame);
        for glyph in &sheet.glyphs {
            reader.glyph(glyph);
        }
        reader.end();
        let mut words = reader.words;
        hidden::drop_covered(&mut words, frame.extent());
        words
    }
}

/// A word in the making, in the frame of its own direction.
#[derive(Clone, Copy)]
struct Draft {
    direction: Direction,
    start: usize,
    left: f32,
    right: f32,
    top: f32,
    bottom: f32,
    base: f32,
    size: f32,
    bold: bool,
    italic: bool,
    doubled: bool,
    artifact: bool,
    invisible: bool,
    spaced: bool,
    ascii: bool,
    readable: bool,
    mark: u32,
    content: u32,
}

/// The glyph before, for telling one that is drawn twice.
#[derive(Clone, Copy)]
struct Last {
    text: [u32; 2],
    at: [f32; 2],
}

struct Reader<'s> {
    sheet: &'s Sheet,
    page: &'s Frame,
    frames: [Frame; 6],
    marks: Marks<'s>,
    words: Words,
    draft: Option<Draft>,
    last: Option<Last>,
    space: bool,
    told: u32,
}

impl<'s> Reader<'s> {
    fn new(sheet: &'s Sheet, page: &'s Frame) -> Self {
        let all =
            [Direction::Right, Direction::Down, Direction::Left, Direction::Up, Direction::Askew, Direction::Vertical];
        Self {
            sheet,
            page,
            frames: all.map(|direction| Frame::of(direction, sheet.size)),
            marks: Marks::of(sheet),
            words: Words {
                text: String::with_capacity(sheet.text.len()),
                list: Vec::with_capacity(sheet.glyphs.len() / 5),
                ..Words::default()
            },
            draft: None,
            last: None,
            space: false,
            told: 0,
        }
    }

    fn glyph(&mut self, glyph: &'s Glyph) {
        let said = self.sheet.text_of(glyph);
        if glyph.direction == Direction::Askew {
            self.askew(glyph, said);
            return;
        }
        let [x, y] = glyph.origin;
        let size = glyph.size.abs();
        let known = !glyph.state.unreadable && glyph.length > 0;
        let blank = known && said.bytes().all(|b| b == b' ');
        if !(x.is_finite() && y.is_finite() && size.is_finite() && glyph.advance.is_finite())
            || self.is_outside(x, y, size)
        {
            self.words.dropped += letters(said);
            return;
        }
        if blank {
            self.space = true;
            return;
        }
        if !glyph.state.invisible {
            let count = if known { &mut self.words.readable } else { &mut self.words.unreadable };
            *count += 1;
        }
        let frame = self.frames[glyph.direction as usize];
        let [u, v] = frame.point([x, y]);
        let spelling = self.marks.spelling(glyph.mark);
        if let Some(last) = self.last
            && known
            && (u - last.at[0]).abs() < DOUBLE * size
            && (v - last.at[1]).abs() < DOUBLE * size
            && glyph.advance > DOUBLE * 2.0 * size
            && self.sheet.text.get(last.text[0] as usize..last.text[1] as usize) == Some(said)
            && let Some(draft) = &mut self.draft
        {
            draft.doubled |= !glyph.state.invisible;
            self.words.dropped += letters(said);
            return;
        }
        self.last = Some(Last { text: [glyph.text, glyph.text + u32::from(glyph.length)], at: [u, v] });
        let goes_on = !self.space
            && self.draft.as_ref().is_some_and(|draft| {
                draft.direction == glyph.direction
                    && draft.invisible == glyph.state.invisible
                    && (v - draft.base).abs() <= BASELINE_DRIFT * size.max(draft.size)
                    && (size - draft.size).abs() <= 0.2 * draft.size
                    && u - draft.right <= WORD_GAP * size.max(draft.size)
                    && u - draft.right >= -STEP_BACK * size
                    && (draft.mark == spelling || spelling == 0 && draft.mark == 0)
            });
        if !goes_on {
            self.end();
            self.begin(glyph, [u, v], size, spelling);
        }
        let face = self.sheet.faces.get(usize::from(glyph.face));
        let Some(draft) = &mut self.draft else { return };
        let (ascent, descent) = face.map_or((0.75, -0.22), |face| heights(face.ascent, face.descent));
        draft.right = draft.right.max(u + glyph.advance.max(0.0));
        draft.left = draft.left.min(u + glyph.advance.min(0.0));
        draft.top = draft.top.min(v - ascent * size);
        draft.bottom = draft.bottom.max(v - descent * size);
        draft.bold &= face.is_some_and(|face| face.bold);
        draft.italic &= face.is_some_and(|face| face.italic);
        if spelling != 0 {
            draft.readable = true;
            self.words.dropped += letters(said);
            if self.told != spelling {
                self.told = spelling;
                let words = self.marks.words(spelling);
                draft.ascii &= words.is_ascii();
                spell::push_words(words, &mut self.words.text);
            }
            return;
        }
        if !known {
            self.words.text.push(char::REPLACEMENT_CHARACTER);
            draft.ascii = false;
            return;
        }
        draft.readable = true;
        if let [byte] = said.as_bytes() {
            if *byte > b' ' && *byte != 0x7f {
                self.words.text.push(char::from(*byte));
            } else {
                self.space |= byte.is_ascii_whitespace();
            }
            return;
        }
        draft.ascii &= said.is_ascii();
        self.space |= spell::push(said, &mut self.words.text);
    }

    fn begin(&mut self, glyph: &Glyph, [u, v]: [f32; 2], size: f32, spelling: u32) {
        self.draft = Some(Draft {
            direction: glyph.direction,
            start: self.words.text.len(),
            left: u,
            right: u,
            top: v,
            bottom: v,
            base: v,
            size,
            bold: true,
            italic: true,
            doubled: false,
            artifact: self.marks.is_artifact(glyph.mark),
            invisible: glyph.state.invisible,
            spaced: std::mem::take(&mut self.space),
            ascii: true,
            readable: false,
            mark: spelling,
            content: self.marks.content(glyph.mark),
        });
    }

    /// Ends the word in the making.
    fn end(&mut self) {
        let Some(draft) = self.draft.take() else { return };
        if !draft.readable {
            self.words.text.truncate(draft.start);
        }
        if !draft.ascii {
            spell::compose(&mut self.words.text, draft.start);
        }
        let end = self.words.text.len();
        if end == draft.start {
            // A drawn space stands between the words around it all the same.
            self.space |= draft.spaced;
            return;
        }
        let own = [draft.left, draft.top, draft.right, draft.bottom];
        let upright = self.page.is_upright(draft.direction);
        let bbox =
            if upright { own } else { self.page.box_in_frame(self.frames[draft.direction as usize].box_on_page(own)) };
        let word = Word {
            text: [draft.start as u32, end as u32],
            bbox,
            base: if upright { draft.base } else { bbox[3] - 0.2 * draft.size },
            size: draft.size,
            bold: draft.bold || draft.doubled,
            italic: draft.italic,
            artifact: draft.artifact,
            invisible: draft.invisible,
            turned: !upright,
            spaced: draft.spaced,
            apart: false,
            content: draft.content,
        };
        // The words of a turned line stay together: one tall or upside-down word.
        if word.turned
            && let Some(last) = self.words.list.last_mut()
            && last.turned
            && last.text[1] == word.text[0]
            && follows_turned(last, &word)
        {
            let apart = word.spaced || gap(&last.bbox, &word.bbox) > WORD_GAP * word.size;
            if apart {
                self.words.text.insert(word.text[0] as usize, ' ');
            }
            last.text[1] = self.words.text.len() as u32;
            last.bbox = union(last.bbox, word.bbox);
            last.bold &= word.bold;
            return;
        }
        self.words.list.push(word);
    }

    fn is_outside(&self, x: f32, y: f32, size: f32) -> bool {
        let [width, height] = self.sheet.size;
        x < -size || y < -size || x > width + size || y > height + size
    }

    fn askew(&mut self, glyph: &Glyph, said: &str) {
        if !glyph.origin.iter().all(|at| at.is_finite()) {
            self.words.dropped += letters(said);
            return;
        }
        let [x, y] = glyph.origin;
        let size = glyph.size.abs().min(1000.0);
        let own = [x, y - size, x + size, y];
        let aside = self.words.askew.get_or_insert_with(|| Aside { text: String::new(), bbox: own });
        if spell::push(said, &mut aside.text) && !aside.text.ends_with(' ') {
            aside.text.push(' ');
        }
        aside.bbox = union(aside.bbox, own);
    }
}

/// Whether a turned word stands on the line of the one before it.
fn follows_turned(last: &Word, word: &Word) -> bool {
    let across = |side: usize| (last.bbox[side] - word.bbox[side]).abs() < 0.3 * word.size;
    let near = gap(&last.bbox, &word.bbox) < word.size;
    (last.size - word.size).abs() < 0.2 * word.size && near && (across(0) && across(2) || across(1) && across(3))
}

/// How far apart two boxes are.
fn gap(a: &[f32; 4], b: &[f32; 4]) -> f32 {
    let x = (b[0] - a[2]).max(a[0] - b[2]);
    let y = (b[1] - a[3]).max(a[1] - b[3]);
    x.max(y)
}

/// The box around two boxes.
pub(super) fn union(a: [f32; 4], b: [f32; 4]) -> [f32; 4] {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}

/// Heights above and below the baseline that a font can have; fonts that tell nonsense get the usual ones.
fn heights(ascent: f32, descent: f32) -> (f32, f32) {
    let ascent = if (0.4..=1.3).contains(&ascent) { ascent } else { 0.75 };
    let descent = if (-0.6..=-0.01).contains(&descent) { descent } else { -0.22 };
    (ascent, descent)
}

/// Characters of a text that are no blanks.
fn letters(text: &str) -> u32 {
    text.chars().filter(|c| !c.is_whitespace()).count() as u32
}
