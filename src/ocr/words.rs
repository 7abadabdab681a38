//! What Tesseract found on a page, from its table of words.

use crate::pdf::sheet::{Direction, Face, Glyph, GlyphState, Sheet};
use serde::{Deserialize, Serialize};

/// The column of a row's kind, and the kind of a row that is a word.
const WORD_LEVEL: &str = "5";
/// Columns of the table: level, page, block, paragraph, line, word, left, top, width, height, confidence, text.
const COLUMNS: usize = 12;
/// Words that Tesseract believes in less than this (in percent) are noise: specks, stamps, handwriting.
const LEAST_CONFIDENCE: f32 = 30.0;
/// The part of a line's height that lies above its baseline.
const ASCENT: f32 = 0.78;

/// A page as it was recognised.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Recognised {
    /// Its words in the order of the table.
    pub words: Vec<Word>,
}

/// A recognised word.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Word {
    /// Its characters.
    pub text: String,
    /// Left, top, right, bottom in points.
    pub bbox: [f32; 4],
    /// Top and bottom of its line, in points.
    pub line: [f32; 2],
    /// How sure Tesseract is, in percent.
    pub confidence: f32,
}

impl Recognised {
    /// Reads Tesseract's table of words for a picture of so many dots an inch.
    pub fn of_table(table: &str, dpi: f32) -> Self {
        let points = 72.0 / dpi;
        let mut words = Vec::new();
        let mut line = [0.0; 2];
        for row in table.lines().skip(1) {
            let cells: Vec<&str> = row.splitn(COLUMNS, '\t').collect();
            let number = |at: usize| cells.get(at).and_then(|cell| cell.parse::<f32>().ok());
            let (Some(left), Some(top), Some(width), Some(height)) = (number(6), number(7), number(8), number(9))
            else {
                continue;
            };
            let [left, top, right, bottom] = [left, top, left + width, top + height].map(|at| at * points);
            if cells[0] != WORD_LEVEL {
                line = [top, bottom];
                continue;
            }
            let confidence = number(10).unwrap_or(0.0);
            let text = cells.get(11).map_or("", |text| text.trim());
            if confidence >= LEAST_CONFIDENCE && !text.is_empty() {
                words.push(Word { text: text.to_owned(), bbox: [left, top, right, bottom], line, confidence });
            }
        }
        Self { words }
    }

    /// How sure Tesseract is of the page's words on the whole, in percent.
    pub fn confidence(&self) -> Option<f32> {
        let sum: f32 = self.words.iter().map(|word| word.confidence).sum();
        (!self.words.is_empty()).then(|| sum / self.words.len() as f32)
    }

    /// Puts the words on a sheet in place of its glyphs: one glyph a word.
    pub fn write_on(&self, sheet: &mut Sheet) {
        sheet.text.clear();
        sheet.glyphs.clear();
        sheet.marks.clear();
        sheet.recognised = true;
        sheet.faces =
            vec![Face { name: "recognised".to_owned(), ascent: ASCENT, descent: ASCENT - 1.0, ..Face::default() }];
        for word in &self.words {
            let [left, _, right, _] = word.bbox;
            let [top, bottom] = word.line;
            let height = (bottom - top).max(1.0);
            // A glyph's characters are counted in a byte: what is longer is no word.
            let Ok(length) = u8::try_from(word.text.len()) else { continue };
            sheet.glyphs.push(Glyph {
                text: sheet.text.len() as u32,
                length,
                direction: Direction::Right,
                face: 0,
                mark: 0,
                origin: [left, top + height * ASCENT],
                advance: right - left,
                size: height,
                state: GlyphState::default(),
            });
            sheet.text.push_str(&word.text);
            // The space after it is drawn too, so that layout has not to tell words by gaps.
            sheet.glyphs.push(Glyph {
                text: sheet.text.len() as u32,
                length: 1,
                direction: Direction::Right,
                face: 0,
                mark: 0,
                origin: [right, top + height * ASCENT],
                advance: 0.0,
                size: height,
                state: GlyphState::default(),
            });
            sheet.text.push(' ');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Recognised;
    use crate::pdf::Sheet;

    const TABLE: &str = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n\
        1\t1\t0\t0\t0\t0\t0\t0\t1654\t2339\t-1\t\n\
        4\t1\t1\t1\t1\t0\t200\t100\t400\t50\t-1\t\n\
        5\t1\t1\t1\t1\t1\t200\t100\t150\t40\t96.5\tParish\n\
        5\t1\t1\t1\t1\t2\t400\t110\t200\t40\t90.5\tCouncil\n\
        5\t1\t1\t1\t1\t3\t620\t110\t10\t10\t12.0\t~\n";

    #[test]
    fn words_stand_where_they_are_in_points() {
        let found = Recognised::of_table(TABLE, 200.0);
        let tenths = |bbox: [f32; 4]| bbox.map(|side| (side * 10.0).round() as i32);
        let words: Vec<_> = found.words.iter().map(|word| (word.text.as_str(), tenths(word.bbox))).collect();
        assert_eq!(words, [("Parish", [720, 360, 1260, 504]), ("Council", [1440, 396, 2160, 540])]);
        assert_eq!(found.confidence(), Some(93.5));
    }

    #[test]
    fn words_of_a_line_share_its_baseline() {
        let mut sheet = Sheet::default();
        Recognised::of_table(TABLE, 200.0).write_on(&mut sheet);
        assert_eq!(sheet.text, "Parish Council ");
        let baselines: Vec<f32> = sheet.glyphs.iter().map(|glyph| glyph.origin[1]).collect();
        assert!(baselines.iter().all(|at| (at - baselines[0]).abs() < 0.01), "{baselines:?}");
    }

    #[test]
    fn a_table_that_is_none_gives_no_words() {
        assert!(Recognised::of_table("nothing\nof\tthe\tkind\n5\t1\t1", 200.0).words.is_empty());
    }
}
