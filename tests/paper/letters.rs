//! No letter of a page is lost, and none stands twice.

use super::{document, papers, pdf, with_letters};
use crate::known::name;
use crate::laws::{self, assert_none};
use minutebook::page::{self, Page, Plate, Tables};
use minutebook::pdf::Sheet;
use std::collections::BTreeSet;

/// Letters of a text; a ligature is several.
fn visible(text: &str) -> usize {
    let letters = |sign: char| match sign {
        '\u{fb03}' | '\u{fb04}' => 3,
        '\u{fb00}'..='\u{fb06}' => 2,
        _ => usize::from(!sign.is_whitespace()),
    };
    text.chars().map(letters).sum()
}

/// Letters that a sheet draws or says to mean by them, and those that its page accounts for.
fn account(sheet: &Sheet, page: &Page) -> (usize, usize) {
    let drawn: usize = sheet.glyphs.iter().map(|glyph| visible(sheet.text_of(glyph))).sum();
    // What is meant stands for what is drawn, which counts as dropped.
    let used: BTreeSet<u32> = sheet.glyphs.iter().map(|glyph| glyph.mark).filter(|mark| *mark > 0).collect();
    let meant = used.iter().filter_map(|mark| sheet.marks[*mark as usize - 1].actual_text.as_deref());
    let drawn = drawn + meant.map(visible).sum::<usize>();
    let furniture: usize = page.furniture.iter().map(|found| visible(&found.text)).sum();
    (drawn, visible(&page.text) + furniture + page.dropped as usize)
}

#[test]
fn every_letter_that_is_drawn_is_text_furniture_or_counted_as_dropped() {
    let mut told = Vec::new();
    for path in with_letters() {
        let pdf = pdf(&path);
        let sheets = pdf.sheets(|sheet| sheet);
        let plates: Vec<Plate> = sheets.iter().map(|sheet| Plate::of(sheet, Tables::Find)).collect();
        let mut breaches = Vec::new();
        let (mut text, mut dropped) = (0, 0);
        for (sheet, page) in sheets.iter().zip(page::pages(plates, &pdf.structure())) {
            let (drawn, accounted) = account(sheet, &page);
            if drawn != accounted {
                breaches.push(format!("page {}: {drawn} letters drawn, {accounted} accounted for", sheet.number));
            }
            text += visible(&page.text);
            dropped += page.dropped as usize;
        }
        // Bullets, hyphens and letters drawn twice are all that is left out of a sample.
        if dropped * 50 > text {
            breaches.push(format!("{dropped} letters dropped of {text}"));
        }
        told.push((name(&path), breaches));
    }
    assert_none(&told);
}

#[test]
fn papers_keep_every_law() {
    let told: Vec<_> = papers().iter().map(|path| (name(path), laws::breaches(&document(path)))).collect();
    assert_none(&told);
}
