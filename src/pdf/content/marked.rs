//! Marked content: which mark is around a glyph, and whether its layer is off.

use super::interpreter::{Interpreter, Resources, whole};
use super::lexer::{Lexer, Operand};
use crate::pdf::sheet::Mark;
use crate::pdf::text_string;
use lopdf::{Dictionary, Object};

/// How deep marks are kept; deeper ones belong to the one at this depth.
const DEPTH: usize = 1 << 12;

/// The marks that are open.
#[derive(Debug, Default)]
pub struct Marked {
    /// The mark of each stretch, plus 1, and whether it is hidden.
    open: Vec<(u32, bool)>,
    /// Stretches that are too deep to keep.
    deeper: u64,
    /// Hidden stretches that are open, those of objects drawn elsewhere included.
    hidden: u32,
    /// Whether ids of marks are those of the page.
    foreign: bool,
}

impl Marked {
    /// The innermost mark, plus 1.
    pub fn current(&self) -> u32 {
        self.open.last().map_or(0, |(mark, _)| *mark)
    }

    /// Whether what is drawn now belongs to a layer that is off.
    pub fn hidden(&self) -> bool {
        self.hidden > 0
    }

    /// How many stretches are open.
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// Closes the innermost stretch.
    pub fn close(&mut self) {
        if self.deeper > 0 {
            self.deeper -= 1;
        } else if let Some((_, true)) = self.open.pop() {
            self.hidden -= 1;
        }
    }

    /// Closes stretches until so many are open.
    pub fn close_to(&mut self, depth: usize) {
        self.deeper = 0;
        while self.open.len() > depth {
            self.close();
        }
    }

    /// Whether ids of marks are another object's from now on; tells what was so before.
    pub fn set_foreign(&mut self, foreign: bool) -> bool {
        std::mem::replace(&mut self.foreign, foreign)
    }

    fn open(&mut self, mark: u32, hidden: bool) {
        if self.open.len() >= DEPTH {
            self.deeper += 1;
            return;
        }
        self.open.push((mark, hidden));
        self.hidden += u32::from(hidden);
    }
}

impl<'d> Interpreter<'d> {
    /// Opens a stretch of marked content.
    pub(super) fn open_mark(&mut self, lexer: &Lexer, resources: &Resources<'d>) {
        let parent = self.marked.current();
        let operands = lexer.operands();
        let tag = match operands.first() {
            Some(Operand::Name(tag)) => lexer.bytes(*tag),
            _ => b"",
        };
        let mut mark = Mark { artifact: tag == b"Artifact", parent, ..Mark::default() };
        let mut hidden = false;
        match operands.get(1..).unwrap_or_default() {
            [Operand::Name(name)] => {
                let objects = self.context.objects;
                let properties = resources.properties.and_then(|all| all.get(lexer.bytes(*name)).ok());
                if let Some(properties) = properties {
                    if tag == b"OC" {
                        hidden = self.context.layers.hides(objects, properties, &mut self.budget);
                    } else if let Some(dict) = objects.as_dict(properties) {
                        self.describe(&mut mark, dict);
                    }
                }
            }
            [Operand::DictOpen, entries @ ..] => describe_inline(&mut mark, entries, lexer),
            _ => {}
        }
        if self.marked.foreign {
            mark.mcid = None;
        }
        let tells = mark.artifact || mark.mcid.is_some() || mark.actual_text.is_some();
        let index = if tells { self.canvas.mark(mark) } else { parent };
        self.marked.open(index, hidden);
    }

    fn describe(&self, mark: &mut Mark, dict: &Dictionary) {
        let objects = self.context.objects;
        mark.mcid = objects.integer(dict, b"MCID").and_then(|id| u32::try_from(id).ok());
        mark.actual_text = objects.string(dict, b"ActualText").map(text_string::decode);
    }

    /// Whether an entry `OC` of a dictionary hides what the dictionary draws.
    pub fn layer_hides(&mut self, dict: &'d Dictionary) -> bool {
        let Ok(group) = dict.get(b"OC") else { return false };
        group != &Object::Null && self.context.layers.hides(self.context.objects, group, &mut self.budget)
    }
}

/// Takes the entries of a dictionary that stands in the content itself.
fn describe_inline(mark: &mut Mark, entries: &[Operand], lexer: &Lexer) {
    let mut depth = 0u32;
    for pair in entries.windows(2) {
        match pair[0] {
            Operand::DictOpen => depth += 1,
            Operand::DictClose => depth = depth.saturating_sub(1),
            _ => {}
        }
        let (Operand::Name(key), value) = (pair[0], pair[1]) else { continue };
        if depth > 0 {
            continue;
        }
        match (lexer.bytes(key), value) {
            (b"MCID", Operand::Number(id)) if id >= 0.0 => mark.mcid = Some(whole(id)),
            (b"ActualText", Operand::Text(text)) => mark.actual_text = Some(text_string::decode(lexer.bytes(text))),
            _ => {}
        }
    }
}
