//! Shows strings: codes → glyphs with their places (ISO 32000-1, 9.4.4).

use super::canvas::{Canvas, Hand, direction};
use super::drawn::Ink;
use super::interpreter::{Interpreter, Resources};
use super::lexer::{Lexer, Operand};
use super::matrix::Matrix;
use super::state::{State, TextState};
use crate::pdf::budget::Work;
use crate::pdf::font::{self, Text};
use crate::pdf::font_shelf::{FontKey, Held};
use crate::pdf::sheet::{Cut, Direction, Face};
use lopdf::{Dictionary, ObjectId};
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

/// The fonts that a page uses.
#[derive(Default)]
pub struct PageFonts<'d> {
    fonts: Vec<(Arc<OnceLock<Held>>, u16)>,
    dicts: Vec<&'d Dictionary>,
    /// What the procedures of drawn glyphs are known to do, by font and code.
    pub(super) inks: HashMap<(u16, u8), Ink>,
    places: HashMap<FontKey, u16>,
    /// Fonts that the page was charged for.
    pub charged: Vec<FontKey>,
    /// The dictionary of fonts and the name that were looked up last, and the font that they gave.
    last: Option<(usize, Vec<u8>, Option<u16>)>,
}

impl<'d> PageFonts<'d> {
    /// The dictionary of a font.
    pub(super) fn dict(&self, font: u16) -> Option<&'d Dictionary> {
        self.dicts.get(usize::from(font)).copied()
    }

    /// The content that draws a code of a Type 3 font.
    pub(super) fn procedure(&self, font: u16, code: u8) -> Option<ObjectId> {
        let (slot, _) = self.fonts.get(usize::from(font))?;
        slot.get()?.font.type3()?.procedure(code)
    }
}

/// A glyph that its font's procedure draws.
#[derive(Clone, Copy, Debug)]
pub(super) struct Drawing {
    pub(super) code: u8,
    /// From the space of text with a size of 1 to that of the content.
    pub(super) space: Matrix,
    pub(super) hand: Hand,
    pub(super) origin: [f64; 2],
    pub(super) reach: f64,
}

/// Most glyphs of a string whose procedures are carried out.
const MOST_DRAWINGS: usize = 4096;

impl<'d> Interpreter<'d> {
    /// Chooses the font with this name.
    pub(super) fn choose_font(&mut self, resources: &Resources<'d>, name: &[u8]) {
        let place = resources.fonts.map_or(0, |fonts| std::ptr::from_ref(fonts).addr());
        if let Some((at, last, font)) = &self.page_fonts.last
            && *at == place
            && last == name
        {
            self.state.text.font = *font;
            return;
        }
        self.state.text.font = None;
        if let Some(dict) = resources.fonts.and_then(|fonts| self.context.objects.dict(fonts, name)) {
            self.take_font(dict);
        }
        self.page_fonts.last = Some((place, name.to_vec(), self.state.text.font));
    }

    /// Chooses the font with this dictionary.
    pub(super) fn take_font(&mut self, dict: &'d Dictionary) {
        let key = FontKey::of(dict);
        if let Some(index) = self.page_fonts.places.get(&key) {
            self.state.text.font = Some(*index);
            return;
        }
        let index = self.page_fonts.fonts.len();
        if index >= usize::from(u16::MAX) || self.budget.left().inflated == 0 {
            self.budget.cut(Cut::Objects);
            self.state.text.font = None;
            return;
        }
        let context = &self.context;
        let font = context.limits.font;
        let allowed = Work { inflated: font.inflated.min(context.share.inflated), ..font };
        let slot = context.fonts.get(context.objects, dict, allowed, context.deadline);
        let Some(held) = slot.get() else { return };
        for cut in &held.cuts {
            self.budget.cut(*cut);
        }
        if !context.paid_fonts.contains(&key) {
            self.budget.charge(held.cost);
            self.page_fonts.charged.push(key);
        }
        let face = self.canvas.face(held.font.face());
        self.page_fonts.places.insert(key, index as u16);
        self.page_fonts.fonts.push((slot, face));
        self.page_fonts.dicts.push(dict);
        self.state.text.font = Some(index as u16);
    }

    /// Moves to a new line at this distance from the last.
    pub(super) fn move_line(&mut self, x: f64, y: f64) {
        let matrix = self.line_matrix.shifted(x, y);
        if matrix.is_finite() {
            self.line_matrix = matrix;
            self.text_matrix = matrix;
        }
    }

    /// Moves to the next line.
    pub(super) fn next_line(&mut self) {
        self.move_line(0.0, -self.state.text.leading);
    }

    /// Shows the last string among the operands.
    pub(super) fn show_last(&mut self, lexer: &Lexer) {
        if let [.., last] = lexer.operands() {
            self.show(lexer, std::slice::from_ref(last));
        }
    }

    /// Shows the strings of an array, moved by the numbers between them.
    pub(super) fn show_adjusted(&mut self, lexer: &Lexer) {
        self.show(lexer, lexer.operands());
    }

    fn show(&mut self, lexer: &Lexer, operands: &[Operand]) {
        let text = &self.state.text;
        let held = text.font.and_then(|index| Some((index, self.page_fonts.fonts.get(usize::from(index))?)));
        let Some((index, font, face)) = held.and_then(|(index, (slot, face))| Some((index, &slot.get()?.font, *face)))
        else {
            return;
        };
        let mut drawings = Vec::new();
        let is_drawn = font.type3().is_some();
        let em = font.type3().map_or(1.0, font::Type3::em);
        let vertical = font.vertical();
        let shown = self.text_matrix.then(&self.state.matrix);
        let pen = Pen::new(&shown, text, vertical);
        let hand = Hand {
            face,
            direction: pen.direction,
            size: pen.size as f32 * em,
            invisible: matches!(text.mode, 3 | 7),
            mark: self.marked.current(),
        };
        let hidden = self.marked.hidden();
        let (mut x, mut y) = (0.0, 0.0);
        'all: for operand in operands {
            let mut bytes = match operand {
                Operand::Text(bytes) => lexer.bytes(*bytes),
                Operand::Number(number) => {
                    let shift = -number / 1000.0 * text.size;
                    if vertical {
                        y += shift;
                    } else {
                        x += shift * text.stretch;
                    }
                    continue;
                }
                _ => continue,
            };
            while let Some(glyph) = font.next(bytes) {
                if glyph.bytes == 0 {
                    break;
                }
                bytes = bytes.get(glyph.bytes..).unwrap_or_default();
                if !self.budget.glyph() {
                    self.stopped = true;
                    break 'all;
                }
                let advance = f64::from(glyph.advance) * text.size;
                let space = text.glyph_space + if glyph.word_space { text.word_space } else { 0.0 };
                let code = u8::try_from(glyph.code).ok().filter(|_| is_drawn && glyph.text == Text::Unreadable);
                if let Some(code) = code.filter(|_| drawings.len() < MOST_DRAWINGS) {
                    let set = Matrix([text.size * text.stretch, 0.0, 0.0, text.size, x, y + text.rise]);
                    let (origin, reach) = (shown.point(x, y + text.rise), (advance * pen.reach).abs());
                    drawings.push(Drawing { code, space: set.then(&self.text_matrix), hand, origin, reach });
                } else if !hidden {
                    let [right, high] = glyph.offset.map(|part| f64::from(part) * text.size);
                    let origin = shown.point(x + right * text.stretch, y + high + text.rise);
                    let reach = (advance * pen.reach).abs();
                    emit(&mut self.canvas, &hand, origin, reach, glyph.text);
                }
                if vertical {
                    y += advance + space;
                } else {
                    x += (advance + space) * text.stretch;
                }
            }
        }
        let matrix = self.text_matrix.shifted(x, y);
        self.text_matrix = if matrix.is_finite() { matrix } else { Matrix::IDENTITY };
        if !drawings.is_empty() {
            self.draw_glyphs(index, &drawings);
        }
    }

    /// Sets words that no content shows, from a place of the current space on, in a usual face.
    pub fn set_words(&mut self, words: &str, [mut x, y]: [f64; 2], size: f64) {
        let text = TextState { size, ..State::new(self.state.matrix).text };
        let pen = Pen::new(&self.state.matrix, &text, false);
        let face = self.canvas.face(&Face { ascent: 0.718, descent: -0.207, ..Face::default() });
        let hand = Hand { face, direction: pen.direction, size: pen.size as f32, invisible: false, mark: 0 };
        for character in words.chars().filter(|character| !character.is_control()) {
            if !self.budget.glyph() {
                return;
            }
            let advance = f64::from(font::usual_advance(character)) * size;
            let origin = self.state.matrix.point(x, y);
            emit(&mut self.canvas, &hand, origin, (advance * pen.reach).abs(), Text::Char(character));
            x += advance;
        }
    }
}

/// How glyphs are set, the same for all of an operator.
struct Pen {
    /// Which way the baseline runs.
    direction: Direction,
    /// Size of the font as displayed.
    size: f64,
    /// Points as displayed to a unit of advance.
    reach: f64,
}

impl Pen {
    fn new(shown: &Matrix, text: &TextState, vertical: bool) -> Self {
        // The ways of one unit of text space along the baseline and across it.
        let (forth, up) = shown.units();
        let along = length(forth);
        let across = if along > 0.0 { shown.area() / along } else { length(up) };
        let flip = if text.size * text.stretch < 0.0 { -1.0 } else { 1.0 };
        Self {
            direction: match (vertical, direction(up.map(|part| -part * flip))) {
                (true, Direction::Down) => Direction::Vertical,
                (true, other) => other,
                (false, _) => direction(forth.map(|part| part * flip)),
            },
            size: text.size.abs() * across,
            reach: if vertical { across } else { along * text.stretch },
        }
    }
}

fn emit(canvas: &mut Canvas, hand: &Hand, origin: [f64; 2], reach: f64, says: Text) {
    if origin.iter().all(|part| part.is_finite()) && reach.is_finite() {
        canvas.glyph(hand, origin, reach, says);
    }
}

fn length([x, y]: [f64; 2]) -> f64 {
    x.hypot(y)
}
