//! Every line of a page is claimed or unclaimed, once.

use super::Pages;
use minutebook::record::Document;
use serde_json::Value;

pub fn breaches(document: &Document, _: &Value) -> Vec<String> {
    let mut told = Vec::new();
    let filled = || document.pages.iter().flat_map(|page| page.text.split('\n')).filter(|line| !line.is_empty());
    let unclaimed = || document.unclaimed.iter().flat_map(|stretch| stretch.text.split('\n'));
    let coverage = document.coverage;
    let figures = [
        ("lines", coverage.lines, filled().count()),
        ("characters", coverage.characters, filled().map(|line| line.chars().count()).sum()),
        ("lines not claimed", coverage.lines.wrapping_sub(coverage.lines_claimed), unclaimed().count()),
        (
            "characters not claimed",
            coverage.characters.wrapping_sub(coverage.characters_claimed),
            unclaimed().map(|line| line.chars().count()).sum(),
        ),
    ];
    for (what, stated, found) in figures {
        if stated as usize != found {
            told.push(format!("{stated} {what} are stated, {found} found"));
        }
    }
    told.extend(stretches(document));
    told
}

/// Unclaimed stretches are whole lines of one page, in order, none twice.
fn stretches(document: &Document) -> Vec<String> {
    let pages = Pages::of(document);
    let mut told = Vec::new();
    let mut last = (0, 0);
    for stretch in &document.unclaimed {
        let [place] = stretch.place.as_slice() else {
            told.push(format!("{} places of one stretch: {:?}", stretch.place.len(), stretch.text));
            continue;
        };
        if pages.slice(place).as_ref() != Some(&stretch.text) {
            told.push(format!("{:?} is not what stands at {:?}", stretch.text, place.chars));
        }
        let [start, end] = place.chars.unwrap_or_default();
        if (place.page, start) < last {
            told.push(format!("{:?} comes twice or out of order", stretch.text));
        }
        last = (place.page, end);
        let beside = |start, end| {
            pages
                .slice(&minutebook::record::Place { chars: Some([start, end]), ..place.clone() })
                .is_none_or(|c| c == "\n")
        };
        if start > 0 && !beside(start - 1, start) || !beside(end, end + 1) {
            told.push(format!("{:?} is not whole lines", stretch.text));
        }
    }
    told
}
