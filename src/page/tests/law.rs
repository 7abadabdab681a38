//! No glyph is lost and none stands twice.

use super::{Drawn, read};
use crate::page::Page;
use crate::pdf::sheet::Axis;
use proptest::prelude::*;

fn signs(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

fn told(page: &Page) -> usize {
    let furniture: usize = page.furniture.iter().map(|found| signs(&found.text)).sum();
    signs(&page.text) + furniture + page.dropped as usize
}

#[derive(Clone, Debug)]
enum Draw {
    Text(f32, f32, f32, String),
    Hidden(f32, f32, String),
    Rule(bool, f32, f32, f32),
    Grid(f32, f32, u8, u8),
    Shades(f32, f32, u8, bool),
}

fn draw() -> impl Strategy<Value = Draw> {
    let x = -20.0f32..620.0;
    let y = -20.0f32..820.0;
    prop_oneof![
        8 => (x.clone(), y.clone(), 5.0f32..20.0, "[A-Za-z0-9•.:-]{1,8}( [a-z0-9.,]{1,9}){0,6}")
            .prop_map(|(x, y, size, text)| Draw::Text(x, y, size, text)),
        1 => (x.clone(), y.clone(), "[a-z]{1,8}").prop_map(|(x, y, text)| Draw::Hidden(x, y, text)),
        2 => (any::<bool>(), y.clone(), x.clone(), x.clone()).prop_map(|(axis, at, from, to)| Draw::Rule(axis, at, from, to)),
        1 => (x.clone(), y.clone(), 1u8..5, 1u8..6)
            .prop_map(|(x, y, columns, rows)| Draw::Grid(x, y, columns, rows)),
        1 => (x, y, 1u8..6, any::<bool>()).prop_map(|(x, y, bands, cells)| Draw::Shades(x, y, bands, cells)),
    ]
}

fn page(number: u32, draws: &[Draw]) -> Drawn {
    let mut page = Drawn::page(number);
    for draw in draws {
        page = match draw {
            Draw::Text(x, y, size, text) => page.sized(*x, *y, *size, text),
            Draw::Hidden(x, y, text) => page.invisible().text(*x, *y, text).invisible(),
            Draw::Rule(true, at, from, to) => page.rule(Axis::Horizontal, *at, from.min(*to), from.max(*to)),
            Draw::Rule(false, at, from, to) => page.rule(Axis::Vertical, *at, from.min(*to), from.max(*to)),
            Draw::Grid(x, y, columns, rows) => {
                let xs: Vec<f32> = (0..=*columns).map(|column| x + 90.0 * f32::from(column)).collect();
                let ys: Vec<f32> = (0..=*rows).map(|row| y + 30.0 * f32::from(row)).collect();
                page.grid(&xs, &ys)
            }
            Draw::Shades(x, y, bands, cells) => (0..*bands).fold(page, |page, band| {
                let top = y + 26.0 * f32::from(band);
                if *cells {
                    page.shade([*x, top, x + 200.0, top + 13.0]).shade([x + 200.0, top, x + 400.0, top + 13.0])
                } else {
                    page.shade([*x, top, x + 400.0, top + 13.0])
                }
            }),
        };
    }
    page
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn no_glyph_is_lost_and_none_stands_twice(
        pages in prop::collection::vec(prop::collection::vec(draw(), 0..40), 1..4),
        rows in prop::collection::vec(("[A-Z][a-z]{2,9}", 1u32..99999, 1u32..999), 0..8),
    ) {
        let sheets: Vec<_> = pages
            .iter()
            .zip(1..)
            .map(|(draws, number)| {
                let mut drawn = page(number, draws);
                for (index, (name, first, second)) in rows.iter().enumerate() {
                    let y = 300.0 + 13.0 * index as f32;
                    drawn = drawn.text(60.0, y, name).text(260.0, y, &first.to_string()).text(400.0, y, &second.to_string());
                }
                drawn.sheet
            })
            .collect();
        for (sheet, page) in sheets.iter().zip(read(&sheets)) {
            prop_assert_eq!(sheet.text.chars().count(), told(&page), "{:?}", page.text);
            let boxed: u32 = page.boxes.iter().map(|word| word.length).sum();
            let parting = page.text.chars().filter(|c| c.is_whitespace()).count();
            prop_assert_eq!(boxed as usize + parting, page.text.chars().count());
            for line in &page.lines {
                let words: String =
                    page.text.chars().skip(line.chars[0] as usize).take((line.chars[1] - line.chars[0]) as usize).collect();
                prop_assert_eq!(words.as_str(), page.text_of(line));
            }
        }
    }
}
