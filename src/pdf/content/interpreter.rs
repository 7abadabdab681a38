//! Carries out the operators of a content stream (ISO 32000-1, Annex A).
//!
//! Every operator that can place a glyph, a straight line or an image is
//! followed; colours are followed as far as they tell how dark a fill is; clips,
//! shadings and transparency are not. Operators that are unknown or lack
//! operands are passed over.

use super::canvas::Canvas;
use super::layers::Layers;
use super::lexer::{Lexer, Operand};
use super::marked::Marked;
use super::matrix::Matrix;
use super::path::Path;
use super::show::PageFonts;
use super::state::{ColourSpace, State};
use crate::pdf::budget::{Budget, Limits, Work};
use crate::pdf::font_shelf::{FontKey, FontShelf};
use crate::pdf::objects::Objects;
use crate::pdf::sheet::Sheet;
use lopdf::{Dictionary, Object, ObjectId};
use std::collections::HashSet;
use std::time::Instant;

/// How many operators are carried out before the clock is looked at again.
const CLOCK: u32 = 4096;

/// What the pages of a document have in common.
#[derive(Clone, Copy, Debug)]
pub struct Context<'d> {
    /// The objects of the file.
    pub objects: &'d Objects,
    /// Its fonts.
    pub fonts: &'d FontShelf,
    /// Its layers.
    pub layers: &'d Layers,
    /// What its parts may cost.
    pub limits: &'d Limits,
    /// Fonts that are paid for already.
    pub paid_fonts: &'d HashSet<FontKey>,
    /// Streams that are known to inflate to more than a page may have.
    pub bombs: &'d HashSet<ObjectId>,
    /// What each page of this batch may cost.
    pub share: Work,
    /// When reading must end.
    pub deadline: Option<Instant>,
}

/// What is known after a page was drawn.
#[derive(Debug)]
pub struct Drawn {
    /// The page.
    pub sheet: Sheet,
    /// What it cost.
    pub spent: Work,
    /// Fonts that it was charged for.
    pub fonts: Vec<FontKey>,
    /// Streams that inflate to more than a page may have.
    pub bombs: Vec<ObjectId>,
}

/// The resources that names of a content stream refer to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Resources<'d> {
    pub(super) fonts: Option<&'d Dictionary>,
    pub(super) xobjects: Option<&'d Dictionary>,
    pub(super) properties: Option<&'d Dictionary>,
    pub(super) spaces: Option<&'d Dictionary>,
    pub(super) states: Option<&'d Dictionary>,
}

impl<'d> Resources<'d> {
    /// The resources in a dictionary.
    pub fn new(objects: &'d Objects, dict: Option<&'d Dictionary>) -> Self {
        let part = |key: &[u8]| objects.dict(dict?, key);
        Self {
            fonts: part(b"Font"),
            xobjects: part(b"XObject"),
            properties: part(b"Properties"),
            spaces: part(b"ColorSpace"),
            states: part(b"ExtGState"),
        }
    }
}

/// Draws a page.
pub struct Interpreter<'d> {
    pub(super) context: Context<'d>,
    pub(super) budget: Budget,
    pub(super) canvas: Canvas,
    pub(super) state: State,
    saved: Vec<State>,
    /// Saves that were too deep to keep and wait for their restores.
    unsaved: u64,
    pub(super) text_matrix: Matrix,
    pub(super) line_matrix: Matrix,
    path: Path,
    pub(super) marked: Marked,
    pub(super) page_fonts: PageFonts<'d>,
    pub(super) within: Vec<usize>,
    pub(super) bombs: Vec<ObjectId>,
    /// How often something was painted that is no text.
    pub(super) painted: u64,
    ticks: u32,
    pub(super) stopped: bool,
}

impl<'d> Interpreter<'d> {
    /// Begins a page of this size, whose space is displayed through this matrix.
    pub fn new(context: Context<'d>, budget: Budget, canvas: Canvas, matrix: Matrix) -> Self {
        Self {
            context,
            budget,
            canvas,
            state: State::new(matrix),
            saved: Vec::new(),
            unsaved: 0,
            text_matrix: Matrix::IDENTITY,
            line_matrix: Matrix::IDENTITY,
            path: Path::default(),
            marked: Marked::default(),
            page_fonts: PageFonts::default(),
            within: Vec::new(),
            bombs: Vec::new(),
            painted: 0,
            ticks: 0,
            stopped: false,
        }
    }

    /// Ends the page.
    pub fn finish(self) -> Drawn {
        Drawn {
            sheet: self.canvas.finish(self.budget.cuts()),
            spent: self.budget.spent(),
            fonts: self.page_fonts.charged,
            bombs: self.bombs,
        }
    }

    /// Labels the page.
    pub fn label(&mut self, label: Option<String>) {
        self.canvas.label(label);
    }

    /// Makes room for what content of this length usually draws.
    pub fn expect(&mut self, content: usize) {
        self.canvas.expect(content);
    }

    /// How many glyphs were set so far.
    pub fn glyphs(&self) -> usize {
        self.canvas.glyphs()
    }

    /// The budget of the page.
    pub fn budget(&mut self) -> &mut Budget {
        &mut self.budget
    }

    /// Carries out a content stream; what it saved and did not restore is restored.
    pub fn run(&mut self, content: &[u8], resources: &Resources<'d>) {
        let (depth, unsaved) = (self.saved.len(), std::mem::take(&mut self.unsaved));
        let marks = self.marked.depth();
        let mut lexer = Lexer::new(content);
        while !self.stopped {
            let Some(operator) = lexer.next(&mut self.budget) else { break };
            self.ticks += 1;
            if self.ticks >= CLOCK {
                self.ticks = 0;
                self.stopped |= self.budget.late();
            }
            self.operator(operator, &mut lexer, resources, depth);
        }
        self.saved.truncate(depth + 1);
        if self.saved.len() > depth
            && let Some(state) = self.saved.pop()
        {
            self.state = state;
        }
        self.unsaved = unsaved;
        self.marked.close_to(marks);
        self.path.clear();
    }

    fn save(&mut self) {
        if self.saved.len() < self.context.limits.state_depth {
            self.saved.push(self.state.clone());
        } else {
            self.unsaved += 1;
        }
    }

    /// Restores a state, but none that was saved outside of this content.
    fn restore(&mut self, depth: usize) {
        if self.unsaved > 0 {
            self.unsaved -= 1;
        } else if self.saved.len() > depth
            && let Some(state) = self.saved.pop()
        {
            self.state = state;
        }
    }

    fn operator(&mut self, operator: &[u8], lexer: &mut Lexer, resources: &Resources<'d>, depth: usize) {
        let operands = lexer.operands();
        match *operator {
            // Text: shown
            [b'T', b'j'] => self.show_last(lexer),
            [b'T', b'J'] => self.show_adjusted(lexer),
            [b'\''] => {
                self.next_line();
                self.show_last(lexer);
            }
            [b'"'] => {
                if let [Operand::Number(word), Operand::Number(glyph), ..] = operands {
                    self.state.text.word_space = *word;
                    self.state.text.glyph_space = *glyph;
                }
                self.next_line();
                self.show_last(lexer);
            }
            // Text: placed
            [b'T', b'd'] => {
                if let Some([x, y]) = numbers(operands) {
                    self.move_line(x, y);
                }
            }
            [b'T', b'D'] => {
                if let Some([x, y]) = numbers(operands) {
                    self.state.text.leading = -y;
                    self.move_line(x, y);
                }
            }
            [b'T', b'm'] => {
                if let Some(matrix) = numbers(operands).map(Matrix).filter(Matrix::is_finite) {
                    self.line_matrix = matrix;
                    self.text_matrix = matrix;
                }
            }
            [b'T', b'*'] => self.next_line(),
            [b'B', b'T'] => {
                self.text_matrix = Matrix::IDENTITY;
                self.line_matrix = Matrix::IDENTITY;
            }
            // Text: set
            [b'T', b'f'] => {
                if let Some(Operand::Number(size)) = operands.last() {
                    self.state.text.size = *size;
                }
                if let [.., Operand::Name(name), _] = operands {
                    self.choose_font(resources, lexer.bytes(*name));
                }
            }
            [b'T', set @ (b'c' | b'w' | b'z' | b'L' | b's' | b'r')] => {
                if let Some([number]) = numbers(operands) {
                    let text = &mut self.state.text;
                    match set {
                        b'c' => text.glyph_space = number,
                        b'w' => text.word_space = number,
                        b'z' => text.stretch = number / 100.0,
                        b'L' => text.leading = number,
                        b's' => text.rise = number,
                        // `Tr`, the mode of painting
                        _ => text.mode = whole(number).min(7) as u8,
                    }
                }
            }
            // Graphics state
            [b'q'] => self.save(),
            [b'Q'] => self.restore(depth),
            [b'c', b'm'] => {
                if let Some(matrix) = numbers(operands).map(Matrix) {
                    let matrix = matrix.then(&self.state.matrix);
                    if matrix.is_finite() {
                        self.state.matrix = matrix;
                    }
                }
            }
            [b'w'] => {
                if let Some([width]) = numbers(operands) {
                    self.state.line_width = width;
                }
            }
            [b'g', b's'] => {
                if let Some(Operand::Name(name)) = operands.last() {
                    self.extended_state(resources, lexer.bytes(*name));
                }
            }
            // Paths
            [b'm' | b'l'] => {
                if let Some([x, y]) = numbers(operands) {
                    let point = self.state.matrix.point(x, y);
                    match operator {
                        b"m" => self.path.move_to(point),
                        _ => self.path.line_to(point),
                    }
                }
            }
            [b'c'] => self.curve(numbers::<6>(operands).map(|[.., x, y]| [x, y])),
            [b'v' | b'y'] => self.curve(numbers::<4>(operands).map(|[.., x, y]| [x, y])),
            [b'h'] => self.path.close(),
            [b'r', b'e'] => {
                if let Some(rectangle) = numbers::<4>(operands) {
                    self.path.rectangle(&self.state.matrix, rectangle);
                }
            }
            [b'S'] => self.paint(true, false),
            [b's'] => {
                self.path.close();
                self.paint(true, false);
            }
            [b'f' | b'F'] | [b'f', b'*'] => self.paint(false, true),
            [b'B'] | [b'B', b'*'] => self.paint(true, true),
            [b'b'] | [b'b', b'*'] => {
                self.path.close();
                self.paint(true, true);
            }
            [b'n'] => self.paint(false, false),
            // Colours of fills
            [b'g' | b'k'] | [b'r', b'g'] => {
                self.state.fill_space = ColourSpace::ByCount;
                self.fill_colour(operands);
            }
            [b's', b'c'] | [b's', b'c', b'n'] => self.fill_colour(operands),
            [b'c', b's'] => {
                if let Some(Operand::Name(name)) = operands.last() {
                    self.state.fill_space = self.colour_space(resources, lexer.bytes(*name));
                    self.state.fill = if self.state.fill_space == ColourSpace::Unknown { 0.5 } else { 0.0 };
                }
            }
            // Things drawn elsewhere
            [b'D', b'o'] => {
                if let Some(Operand::Name(name)) = operands.last() {
                    self.draw_named(resources, lexer.bytes(*name));
                }
            }
            [b'B', b'I'] => self.inline_image(lexer),
            [b's', b'h'] => self.painted += 1,
            // Marked content
            [b'B', b'M' | b'D', b'C'] => self.open_mark(lexer, resources),
            [b'E', b'M', b'C'] => self.marked.close(),
            _ => {}
        }
    }

    fn curve(&mut self, to: Option<[f64; 2]>) {
        if let Some([x, y]) = to {
            self.path.curve_to(self.state.matrix.point(x, y));
        }
    }

    fn paint(&mut self, stroke: bool, fill: bool) {
        self.painted += u64::from(stroke || fill);
        if !self.marked.hidden() {
            if stroke {
                let width = self.state.line_width.abs() * self.state.matrix.scale();
                self.path.stroke(width, self.canvas.shapes());
            }
            if fill {
                self.path.fill(self.state.fill, self.canvas.shapes());
            }
        }
        if self.path.clear() {
            self.canvas.cut();
        }
    }

    fn fill_colour(&mut self, operands: &[Operand]) {
        let mut colour = [0.0; 4];
        let mut count = 0;
        for operand in operands {
            let (Operand::Number(number), Some(part)) = (operand, colour.get_mut(count)) else {
                count = 0;
                break;
            };
            *part = *number;
            count += 1;
        }
        self.state.fill = self.state.fill_space.grey(&colour[..count]);
    }

    /// What the numbers of colours in a named space mean.
    fn colour_space(&mut self, resources: &Resources<'d>, name: &[u8]) -> ColourSpace {
        let objects = self.context.objects;
        let family = match name {
            b"DeviceGray" | b"DeviceRGB" | b"DeviceCMYK" => name,
            _ => {
                let space = resources.spaces.and_then(|spaces| objects.get(spaces, name));
                match space {
                    Some(Object::Name(name)) => name,
                    Some(Object::Array(parts)) => parts.first().and_then(|first| objects.as_name(first)).unwrap_or(b""),
                    _ => b"",
                }
            }
        };
        match family {
            b"DeviceGray" | b"DeviceRGB" | b"DeviceCMYK" | b"CalGray" | b"CalRGB" | b"ICCBased" => ColourSpace::ByCount,
            b"Separation" => ColourSpace::Tint,
            b"Lab" => ColourSpace::Lab,
            _ => ColourSpace::Unknown,
        }
    }

    /// Takes font and line width from a dictionary of graphics state.
    fn extended_state(&mut self, resources: &Resources<'d>, name: &[u8]) {
        let objects = self.context.objects;
        let Some(state) = resources.states.and_then(|states| objects.dict(states, name)) else { return };
        if let Some(width) = objects.number(state, b"LW") {
            self.state.line_width = f64::from(width);
        }
        if let Some([font, size]) = objects.array(state, b"Font").and_then(<[Object]>::first_chunk) {
            if let Some(size) = objects.as_number(size) {
                self.state.text.size = f64::from(size);
            }
            if let Some(font) = objects.as_dict(font) {
                self.take_font(font);
            }
        }
    }

    /// Draws something in the space of the page, whatever the content left behind.
    pub fn draw_on_page(&mut self, frame: Matrix, draw: impl FnOnce(&mut Self)) {
        self.saved.clear();
        self.unsaved = 0;
        self.marked.close_to(0);
        self.state = State::new(frame);
        self.apart(draw);
    }

    /// A copy of this state is drawn on, and dropped afterwards.
    pub(super) fn apart(&mut self, draw: impl FnOnce(&mut Self)) {
        let state = self.state.clone();
        let (text, line) = (self.text_matrix, self.line_matrix);
        let path = std::mem::take(&mut self.path);
        draw(self);
        self.path = path;
        self.state = state;
        self.text_matrix = text;
        self.line_matrix = line;
    }
}

/// A number as a whole one; none below 0.
#[expect(clippy::cast_sign_loss, reason = "the cast gives 0 for what is below 0")]
pub(super) fn whole(number: f64) -> u32 {
    number as u32
}

/// The last so many operands, if all are numbers.
pub(super) fn numbers<const COUNT: usize>(operands: &[Operand]) -> Option<[f64; COUNT]> {
    let mut numbers = [0.0; COUNT];
    for (number, operand) in numbers.iter_mut().zip(operands.last_chunk::<COUNT>()?) {
        match operand {
            Operand::Number(value) => *number = *value,
            _ => return None,
        }
    }
    Some(numbers)
}
