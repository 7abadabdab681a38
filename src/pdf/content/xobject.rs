//! Things drawn by name: forms and images.

use super::interpreter::{Interpreter, Resources, whole};
use super::lexer::{Lexer, Operand};
use super::matrix::Matrix;
use crate::pdf::sheet::Cut;
use lopdf::{Dictionary, Object, ObjectId, Stream};
use std::borrow::Cow;

impl<'d> Interpreter<'d> {
    /// Draws the object with this name.
    pub(super) fn draw_named(&mut self, resources: &Resources<'d>, name: &[u8]) {
        let objects = self.context.objects;
        let Some(object) = resources.xobjects.and_then(|all| all.get(name).ok()) else { return };
        let Some(stream) = objects.as_stream(object) else { return };
        if self.marked.hidden() || self.layer_hides(&stream.dict) {
            return;
        }
        match objects.name(&stream.dict, b"Subtype") {
            Some(b"Image") => {
                self.painted += 1;
                let side = |key: &[u8]| objects.integer(&stream.dict, key).and_then(|side| u32::try_from(side).ok());
                let samples = [side(b"Width").unwrap_or(0), side(b"Height").unwrap_or(0)];
                self.canvas.image(&self.state.matrix, samples, self.id_of(object));
            }
            Some(b"Form") => self.draw_form(stream, self.id_of(object), resources, Matrix::IDENTITY),
            None if stream.dict.has(b"BBox") => {
                self.draw_form(stream, self.id_of(object), resources, Matrix::IDENTITY);
            }
            _ => {}
        }
    }

    /// The number of an object that is referred to, at the end of a chain of references.
    fn id_of(&self, mut object: &'d Object) -> Option<ObjectId> {
        let mut id = None;
        for _ in 0..8 {
            let Object::Reference(next) = object else { break };
            id = Some(*next);
            object = self.context.objects.object(*next)?;
        }
        id
    }

    /// Draws a form, placed by its own matrix and then by this one.
    pub fn draw_form(&mut self, form: &'d Stream, id: Option<ObjectId>, around: &Resources<'d>, placed: Matrix) {
        let place = std::ptr::from_ref(form).addr();
        if self.within.contains(&place) {
            return;
        }
        if self.within.len() >= self.context.limits.form_depth as usize {
            self.budget.cut(Cut::Forms);
            return;
        }
        if !self.budget.form() || self.budget.late() {
            self.stopped = true;
            return;
        }
        let objects = self.context.objects;
        let matrix = Matrix::of(objects, &form.dict, b"Matrix").then(&placed).then(&self.state.matrix);
        if !matrix.is_finite() {
            return;
        }
        let content = self.content(form, id);
        let own = objects.dict(&form.dict, b"Resources").map(|dict| Resources::new(objects, Some(dict)));
        let foreign = form.dict.has(b"StructParents");
        self.within.push(place);
        self.apart(|inner| {
            inner.state.matrix = matrix;
            let before = foreign.then(|| inner.marked.set_foreign(true));
            inner.run(&content, own.as_ref().unwrap_or(around));
            if let Some(before) = before {
                inner.marked.set_foreign(before);
            }
        });
        self.within.pop();
    }

    /// The bytes of a content stream; a stream that is known to be too large gives none.
    pub fn content(&mut self, stream: &'d Stream, id: Option<ObjectId>) -> Cow<'d, [u8]> {
        if id.is_some_and(|id| self.context.bombs.contains(&id)) {
            self.budget.cut(Cut::InflatedBytes);
            return Cow::Borrowed(&[]);
        }
        let before = self.budget.left().inflated;
        let bytes = self.context.objects.stream(stream, &mut self.budget);
        if let Some(id) = id
            && self.budget.left().inflated == 0
            && before >= self.context.limits.page.inflated / 4
        {
            self.bombs.push(id);
        }
        bytes
    }

    /// Notes an image that stands in the content itself, and skips its data.
    pub(super) fn inline_image(&mut self, lexer: &mut Lexer) {
        if !lexer.image_entries(&mut self.budget) {
            return;
        }
        let mut image = InlineImage::default();
        for pair in lexer.operands().windows(2) {
            if let Operand::Name(key) = pair[0] {
                image.entry(lexer.bytes(key), pair[1], lexer);
            }
        }
        self.painted += 1;
        if !self.marked.hidden() {
            self.canvas.image(&self.state.matrix, [image.width, image.height], None);
        }
        if !lexer.skip_image(image.length()) {
            self.budget.cut(Cut::Damage);
        }
    }
}

/// What the entries of an inline image tell.
#[derive(Debug, Default)]
struct InlineImage {
    width: u32,
    height: u32,
    bits: u32,
    colours: u32,
    filtered: bool,
}

impl InlineImage {
    fn entry(&mut self, key: &[u8], value: Operand, lexer: &Lexer) {
        match (key, value) {
            (b"W" | b"Width", Operand::Number(width)) => self.width = whole(width),
            (b"H" | b"Height", Operand::Number(height)) => self.height = whole(height),
            (b"BPC" | b"BitsPerComponent", Operand::Number(bits)) => self.bits = whole(bits),
            (b"IM" | b"ImageMask", Operand::Word) => (self.bits, self.colours) = (1, 1),
            (b"F" | b"Filter", Operand::Name(_) | Operand::ArrayOpen) => self.filtered = true,
            (b"CS" | b"ColorSpace", Operand::Name(space)) => {
                self.colours = match lexer.bytes(space) {
                    b"G" | b"DeviceGray" => 1,
                    b"RGB" | b"DeviceRGB" => 3,
                    b"CMYK" | b"DeviceCMYK" => 4,
                    _ => 0,
                };
            }
            (b"CS" | b"ColorSpace", Operand::ArrayOpen) => self.colours = 1,
            _ => {}
        }
    }

    /// Bytes of its data, where they are known without undoing filters.
    fn length(&self) -> Option<usize> {
        if self.filtered || self.colours == 0 || self.bits == 0 {
            return None;
        }
        let row = u64::from(self.width) * u64::from(self.bits) * u64::from(self.colours);
        let bytes = row.div_ceil(8).checked_mul(u64::from(self.height))?;
        usize::try_from(bytes).ok()
    }
}

/// The part of a form's space that it shows, as least and greatest x and y.
pub fn form_box(objects: &crate::pdf::objects::Objects, dict: &Dictionary) -> Option<[f64; 4]> {
    objects.rect(dict, b"BBox").map(|rect| rect.map(f64::from))
}
