//! Headings that the structure tree declares, where they are as short and as few as headings are.

use crate::page::paragraph::Placed;
use crate::page::plate::Plate;
use crate::pdf::structure::Structure;
use std::ops::Range;

/// Roles of headings and their depth (ISO 32000-1, table 333, and ISO 32000-2, table 365).
const ROLES: [(&str, u8); 8] =
    [("Title", 1), ("H", 1), ("H1", 1), ("H2", 2), ("H3", 3), ("H4", 4), ("H5", 5), ("H6", 6)];
/// Most words of a heading: beyond, a paragraph was set in a heading's style.
const MOST_WORDS: u32 = 40;
/// Words in a hundred that may be headings; a file that says so of more is not believed.
const MOST_HEADINGS: u32 = 30;

/// The headings that a file declares.
#[derive(Debug, Default)]
pub(in crate::page) struct Headings<'s> {
    structure: Option<&'s Structure>,
    /// For each element, the heading that it is or stands in, plus 1; 0 for none.
    heading_of: Vec<u32>,
    /// For each element that is a heading, its depth; 0 for all others.
    depths: Vec<u8>,
}

impl<'s> Headings<'s> {
    /// Reads the headings of a file, and counts their words on its pages.
    pub(in crate::page) fn of(plates: &[Plate], structure: &'s Structure) -> Self {
        let elements = structure.elements();
        let mut headings = Self {
            structure: Some(structure),
            heading_of: Vec::with_capacity(elements.len()),
            depths: Vec::with_capacity(elements.len()),
        };
        for (index, element) in elements.iter().enumerate() {
            let role = structure.role(element);
            let depth = ROLES.iter().find(|(name, _)| *name == role).map_or(0, |(_, depth)| *depth);
            let around = element.parent.map_or(0, |parent| headings.heading_of[parent as usize]);
            headings.heading_of.push(if depth > 0 { index as u32 + 1 } else { around });
            headings.depths.push(depth);
        }
        if headings.depths.iter().all(|depth| *depth == 0) {
            return Self::default();
        }
        let mut words = vec![0u32; elements.len()];
        let (mut all, mut theirs) = (0, 0);
        for plate in plates {
            for word in &plate.rows.words {
                all += 1;
                if let Some(heading) = headings.around(plate, word.content) {
                    words[heading as usize] += 1;
                    theirs += 1;
                }
            }
        }
        if theirs * 100 > all * MOST_HEADINGS {
            return Self::default();
        }
        for (depth, words) in headings.depths.iter_mut().zip(words) {
            if words > MOST_WORDS {
                *depth = 0;
            }
        }
        headings
    }

    /// The heading around marked content of a page.
    fn around(&self, plate: &Plate, content: u32) -> Option<u32> {
        let element = self.structure?.element_of(plate.number as usize - 1, content.checked_sub(1)?)?;
        self.heading_of.get(element as usize)?.checked_sub(1)
    }

    /// Marks the lines that are headings; one that goes on over lines is one.
    pub(in crate::page) fn mark(&self, plate: &Plate, lines: &mut [Option<Placed>]) {
        if self.structure.is_none() {
            return;
        }
        let mut above = None;
        for line in lines {
            let heading = line.as_ref().and_then(|line| self.line(plate, &line.words));
            if let (Some(line), Some(heading)) = (line, heading) {
                line.heading = self.depths[heading as usize];
                if above == Some(heading) {
                    line.goes_on = Some(true);
                }
            }
            above = heading;
        }
    }

    /// The heading that all words of a line are of.
    fn line(&self, plate: &Plate, words: &[Range<u32>]) -> Option<u32> {
        let mut own = words.iter().flat_map(|range| plate.rows.words_in(range)).map(|word| word.content);
        let content = own.next()?;
        let heading = self.around(plate, content).filter(|heading| self.depths[*heading as usize] > 0)?;
        own.all(|other| other == content || self.around(plate, other) == Some(heading)).then_some(heading)
    }
}
