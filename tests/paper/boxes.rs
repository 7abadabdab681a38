//! Boxes hold the words of their records.
//!
//! The letters that a page draws inside a box must be those that stand at its
//! characters: a box that is too small, of another line or of another page lacks some.

use super::{document, for_each_place, sheets, signs, with_letters};
use crate::known::name;
use crate::laws::{Pages, assert_none};
use minutebook::pdf::Sheet;
use minutebook::pdf::sheet::Direction;
use minutebook::record::Place;
use serde_json::Value;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// How far a glyph may stand out of a box, in points: boxes are in tenths.
const SLACK: f32 = 0.2;

/// How often each letter stands in a text; ligatures are taken apart.
fn count(text: &str) -> BTreeMap<char, usize> {
    let text: String = text.nfkc().collect();
    let mut count = BTreeMap::new();
    signs(&text).for_each(|sign| *count.entry(sign).or_default() += 1);
    count
}

/// What a page draws inside a box: the middle of a glyph tells whether it is.
fn inside(sheet: &Sheet, bbox: [f64; 4]) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "boxes lie on pages")]
    let [left, top, right, bottom] = bbox.map(|side| side as f32);
    let glyphs = sheet.glyphs.iter().filter(|glyph| {
        let [x, y] = glyph.origin;
        let (half, rise) = (glyph.advance / 2.0, 0.25 * glyph.size);
        let [x, y] = match glyph.direction {
            Direction::Right | Direction::Askew => [x + half, y - rise],
            Direction::Left => [x - half, y + rise],
            Direction::Up => [x - rise, y - half],
            Direction::Down | Direction::Vertical => [x + rise, y + half],
        };
        x >= left - SLACK && x <= right + SLACK && y >= top - SLACK && y <= bottom + SLACK
    });
    glyphs.map(|glyph| sheet.text_of(glyph)).collect()
}

/// Letters of a record's words that its box lacks.
fn lacking(sheet: &Sheet, bbox: [f64; 4], words: &str) -> String {
    let there = count(&inside(sheet, bbox));
    let lacks = |(sign, times): &(char, usize)| there.get(sign).copied().unwrap_or(0) < *times;
    count(words).into_iter().filter(lacks).map(|(sign, _)| sign).collect()
}

/// Calls for every place of a document's records that has characters and a box.
fn for_each_box(value: &Value, call: &mut impl FnMut(&Place, [u32; 2], [f64; 4])) {
    let fields = value.as_object().expect("fields").iter().filter(|(field, _)| *field != "pages");
    for (_, field) in fields {
        for_each_place(field, &mut |place| {
            let place: Place = serde_json::from_value(place.clone()).expect("a place");
            if let (Some(chars), Some(bbox)) = (place.chars, place.bbox) {
                call(&place, chars, bbox);
            }
        });
    }
}

#[test]
fn every_box_holds_the_words_of_its_record() {
    let mut told = Vec::new();
    for path in with_letters() {
        let (document, sheets) = (document(&path), sheets(&path));
        let (pages, value) = (Pages::of(&document), serde_json::to_value(&document).expect("JSON"));
        let (mut breaches, mut boxes) = (Vec::new(), 0);
        for_each_box(&value, &mut |place, _, bbox| {
            boxes += 1;
            let sheet = &sheets[place.page as usize - 1];
            let [left, top, right, bottom] = bbox;
            let [width, height] = sheet.size.map(|side| f64::from(side) + 0.1);
            if left < 0.0 || top < 0.0 || right > width || bottom > height || left >= right || top >= bottom {
                breaches.push(format!("page {}: {bbox:?} is no part of the page", place.page));
            }
            let words = pages.slice(place).expect("words");
            let lacking = lacking(sheet, bbox, &words);
            if !lacking.is_empty() {
                breaches.push(format!("page {}: {bbox:?} lacks {lacking:?} of {words:?}", place.page));
            }
        });
        assert!(boxes > 20, "{}: {boxes} boxes", name(&path));
        told.push((name(&path), breaches));
    }
    assert_none(&told);
}

#[test]
fn a_box_of_one_line_holds_little_else() {
    let (mut own, mut all) = (0, 0);
    for path in with_letters() {
        let (document, sheets) = (document(&path), sheets(&path));
        let (pages, value) = (Pages::of(&document), serde_json::to_value(&document).expect("JSON"));
        for_each_box(&value, &mut |place, _, bbox| {
            let words = pages.slice(place).expect("words");
            if !words.contains(['\n', '\t']) {
                own += signs(&words).count();
                all += signs(&inside(&sheets[place.page as usize - 1], bbox)).count();
            }
        });
    }
    assert!(own > 10_000, "{own} letters");
    assert!(all < own + own / 20, "boxes of lines with {own} letters hold {all}");
}

#[test]
fn a_box_that_is_too_small_or_elsewhere_is_found() {
    let path = with_letters().remove(0);
    let (document, sheets) = (document(&path), sheets(&path));
    let (pages, value) = (Pages::of(&document), serde_json::to_value(&document).expect("JSON"));
    let (mut boxes, mut found) = (0, 0);
    for_each_box(&value, &mut |place, _, [left, top, right, bottom]| {
        let words = pages.slice(place).expect("words");
        let sheet = &sheets[place.page as usize - 1];
        let moved = [left, top + 12.0, right, bottom + 12.0];
        let narrow = [left, top, right - 9.0, bottom];
        if right - left > 30.0 && signs(&words).count() > 10 {
            boxes += 1;
            found +=
                usize::from(!lacking(sheet, moved, &words).is_empty() && !lacking(sheet, narrow, &words).is_empty());
        }
    });
    assert!(boxes > 20 && found * 10 >= boxes * 9, "{found} of {boxes}");
}
