//! Pages made to cost much: reading them ends, and keeps every glyph.

use super::{Drawn, read};
use crate::pdf::sheet::{Axis, Direction};

fn is_read_whole(drawn: Drawn) {
    let glyphs = drawn.sheet.glyphs.len();
    let page = read(&[drawn.sheet]).remove(0);
    let kept = page.text.chars().filter(|c| !c.is_whitespace()).count();
    assert!(kept + page.dropped as usize >= glyphs, "{kept} of {glyphs}");
}

#[test]
fn glyphs_without_end() {
    let mut scattered = Drawn::page(1);
    let mut heap = Drawn::page(1);
    let mut row = Drawn::page(1);
    for at in 0..200_000u64 {
        let (x, y) = ((at * 7919 % 6000) as f32 / 10.0, (at * 104_729 % 8000) as f32 / 10.0);
        scattered.glyph([x, y], 8.0, Direction::Right, 'a');
        heap.glyph([300.0, 400.0], 10.0, Direction::Right, if at % 2 == 0 { 'a' } else { 'b' });
        row.glyph([(at * 7919 % 6000) as f32 / 10.0, 400.0], 2.0, Direction::Right, 'x');
    }
    is_read_whole(scattered);
    is_read_whole(heap);
    is_read_whole(row);
}

#[test]
fn rulings_without_end() {
    let mut drawn = Drawn::page(1).text(50.0, 100.0, "Roads").text(150.0, 100.0, "Parks");
    for at in 0..50_000u32 {
        let place = (at % 8000) as f32 / 10.0;
        drawn = drawn.rule(Axis::Horizontal, place, (at / 8000) as f32 * 50.0, 600.0);
        drawn = drawn.rule(Axis::Vertical, place, (at / 8000) as f32 * 50.0, 800.0);
    }
    is_read_whole(drawn);
}

#[test]
fn shades_without_end() {
    let mut drawn = Drawn::page(1);
    for at in 0..3_900u32 {
        let y = 10.0 + (at % 1300) as f32 * 0.6;
        let x = 20.0 + 150.0 * (at / 1300) as f32;
        drawn = drawn.shade([x, y, x + 140.0 + 9.0 * (at % 7) as f32, y + 8.0]);
        drawn = drawn.sized(x + 5.0, y, 0.2, "1").sized(x + 60.0, y, 0.2, "2").sized(x + 90.0, y, 0.2, "3");
    }
    is_read_whole(drawn);
}

#[test]
fn places_that_are_no_numbers() {
    let mut drawn = Drawn::page(1).rule(Axis::Horizontal, f32::NAN, 0.0, f32::INFINITY).text(50.0, 100.0, "Roads");
    drawn.glyph([f32::NAN, 1.0], 10.0, Direction::Right, 'a');
    drawn.glyph([1.0, f32::INFINITY], 10.0, Direction::Up, 'b');
    drawn.glyph([1.0, 1.0], f32::INFINITY, Direction::Askew, 'c');
    let page = drawn.read();
    assert!(page.text.starts_with("Roads") && page.dropped == 2);
}

#[test]
fn lines_without_end_in_squares() {
    // The rule between the rows stops before the last column, and every square is full of lines.
    let mut drawn = Drawn::page(1).grid(&[50.0, 250.0, 450.0], &[100.0, 400.0, 700.0]);
    drawn.sheet.rulings.retain(|rule| rule.axis != Axis::Horizontal || (rule.at - 400.0).abs() > 1.0);
    drawn = drawn.rule(Axis::Horizontal, 400.0, 50.0, 250.0);
    for at in 0..12_000u32 {
        let y = 101.0 + at as f32 * 0.049;
        drawn = drawn.sized(60.0, y, 0.1, "1").sized(260.0, y, 0.1, "2");
    }
    is_read_whole(drawn);
}
