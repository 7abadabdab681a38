//! Shows strings: codes → glyphs with their places (ISO 32000-1, 9.4.4).

use super::canvas::{Canvas, Hand, direction};
use super::interpreter::{Interpreter, Resources};
use super::lexer::{Lexer, Operand};
use super::matrix::Matrix;
use super::state::TextState;
use crate::pdf::budget::Work;
use crate::pdf::font_shelf::{FontKey, Held};
use crate::pdf::sheet::{Cut, Direction};
use lopdf::Dictionary;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

/// The fonts that a page uses.
#[derive(Default)]
pub struct PageFonts {
    fonts: Vec<(Arc<OnceLock<Held>>, u16)>,
    places: HashMap<FontKey, u16>,
    /// Fonts that the page was charged for.
    pub charged: Vec<FontKey>,
    /// The dictionary of fonts and the name that were looked up last, and the font that they gave.
    last: Option<(usize, Vec<u8>, Option<u16>)>,
}

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
        let font = text.font.and_then(|index| self.page_fonts.fonts.get(usize::from(index)));
        let Some((font, face)) = font.and_then(|(slot, face)| Some((&slot.get()?.font, *face))) else {
            return;
        };
        let vertical = font.vertical();
        let shown = self.text_matrix.then(&self.state.matrix);
        let pen = Pen::new(&shown, text, vertical);
        let hand = Hand {
            face,
            direction: pen.direction,
            size: pen.size as f32,
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
                if !hidden {
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

fn emit(canvas: &mut Canvas, hand: &Hand, origin: [f64; 2], reach: f64, says: crate::pdf::font::Text) {
    if origin.iter().all(|part| part.is_finite()) && reach.is_finite() {
        canvas.glyph(hand, origin, reach, says);
    }
}

fn length([x, y]: [f64; 2]) -> f64 {
    x.hypot(y)
}
