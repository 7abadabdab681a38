//! What marked content says of the glyphs in it.

use crate::pdf::sheet::Sheet;

/// For each stretch of marked content, what holds for the glyphs in it.
pub(super) struct Marks<'s> {
    sheet: &'s Sheet,
    known: Vec<Known>,
}

#[derive(Clone, Copy, Default)]
struct Known {
    artifact: bool,
    /// The stretch, plus 1, whose words stand for its glyphs; 0 for none.
    spelling: u32,
    /// Its id in the structure tree, plus 1; 0 for none.
    content: u32,
}

/// What the glyphs of a stretch with words of its own look like.
#[derive(Clone, Copy, Default)]
struct Stretch {
    glyphs: u32,
    unreadable: u32,
    top: f32,
    bottom: f32,
}

impl<'s> Marks<'s> {
    /// Reads all stretches: what holds for one holds for those within it.
    pub(super) fn of(sheet: &'s Sheet) -> Self {
        let mut known: Vec<Known> = Vec::with_capacity(sheet.marks.len());
        let mut spelt = false;
        for (index, mark) in sheet.marks.iter().enumerate() {
            // A stretch opens after the one around it; anything else is no parent.
            let above = (mark.parent as usize).checked_sub(1).filter(|parent| *parent < index);
            let mut own = above.map_or_else(Known::default, |parent| known[parent]);
            own.artifact |= mark.artifact;
            own.content = mark.mcid.map_or(own.content, |id| id.saturating_add(1));
            if own.spelling == 0 && mark.actual_text.is_some() {
                own.spelling = index as u32 + 1;
                spelt = true;
            }
            known.push(own);
        }
        let mut marks = Self { sheet, known };
        if spelt {
            marks.doubt();
        }
        marks
    }

    /// Takes the word of a stretch only where it can be true of its glyphs: on
    /// one line, and not nothing for many letters that can be read.
    fn doubt(&mut self) {
        let mut seen = vec![Stretch::default(); self.known.len()];
        for glyph in &self.sheet.glyphs {
            let spelling = self.spelling(glyph.mark);
            let Some(stretch) = (spelling as usize).checked_sub(1).and_then(|at| seen.get_mut(at)) else { continue };
            let across =
                if matches!(glyph.direction, crate::pdf::sheet::Direction::Right) { glyph.origin[1] } else { 0.0 };
            if stretch.glyphs == 0 {
                (stretch.top, stretch.bottom) = (across - glyph.size * 0.4, across + glyph.size * 0.4);
            }
            stretch.glyphs += 1;
            stretch.unreadable += u32::from(glyph.state.unreadable);
            if across < stretch.top || across > stretch.bottom {
                stretch.top = f32::INFINITY;
            }
        }
        for own in &mut self.known {
            let Some(at) = (own.spelling as usize).checked_sub(1) else { continue };
            let stretch = seen[at];
            let words = self.sheet.marks[at].actual_text.as_deref().unwrap_or_default();
            let readable = stretch.unreadable * 2 < stretch.glyphs;
            let several_lines = stretch.top == f32::INFINITY;
            let nothing_for_much = words.trim().is_empty() && stretch.glyphs > 3;
            if readable && (several_lines || nothing_for_much) {
                own.spelling = 0;
            }
        }
    }

    fn at(&self, mark: u32) -> Known {
        (mark as usize).checked_sub(1).and_then(|at| self.known.get(at)).copied().unwrap_or_default()
    }

    /// Whether a glyph of this mark is declared to be no content.
    pub(super) fn is_artifact(&self, mark: u32) -> bool {
        self.at(mark).artifact
    }

    /// The id in the structure tree, plus 1, of a glyph of this mark; 0 for none.
    pub(super) fn content(&self, mark: u32) -> u32 {
        self.at(mark).content
    }

    /// The stretch, plus 1, whose words stand for a glyph of this mark; 0 when the glyph speaks for itself.
    pub(super) fn spelling(&self, mark: u32) -> u32 {
        if mark == 0 { 0 } else { self.at(mark).spelling }
    }

    /// The words of a stretch.
    pub(super) fn words(&self, spelling: u32) -> &'s str {
        (spelling as usize)
            .checked_sub(1)
            .and_then(|at| self.sheet.marks.get(at))
            .and_then(|mark| mark.actual_text.as_deref())
            .unwrap_or_default()
    }
}
