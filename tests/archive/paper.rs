//! A text as a PDF file, line by line in a fixed-width font.

use crate::forge::Forge;
use std::fmt::Write;

/// Most characters of a line.
const WIDTH: usize = 90;
/// Lines of a page.
const LINES: usize = 68;
const FONT: &str = "<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>";

/// The text on pages.
pub fn of(text: &str) -> Vec<u8> {
    let mut forge = Forge::new();
    let font = forge.add(FONT);
    let lines: Vec<String> = text.lines().flat_map(wrapped).collect();
    for page in lines.chunks(LINES) {
        let mut content = b"BT /F 9 Tf 11 TL 40 760 Td\n".to_vec();
        for line in page {
            content.push(b'(');
            content.extend(line.chars().flat_map(encoded));
            content.extend_from_slice(b") Tj T*\n");
        }
        content.extend_from_slice(b"ET");
        let content = forge.stream("", &content);
        let mut resources = String::new();
        // Writing to a string cannot fail.
        let _ = write!(resources, "/Resources<</Font<</F {font} 0 R>>>>");
        forge.add_page(content, &resources);
    }
    forge.finish()
}

/// A line as lines that fit the page.
fn wrapped(line: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in line.split_whitespace() {
        let last = lines.last_mut().filter(|last| last.len() + word.len() < WIDTH);
        match last {
            Some(last) if last.is_empty() => last.push_str(word),
            Some(last) => {
                last.push(' ');
                last.push_str(word);
            }
            None => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A character as a string of a content stream holds it, in Windows-1252.
fn encoded(c: char) -> Vec<u8> {
    match c {
        '(' | ')' | '\\' => vec![b'\\', c as u8],
        ' '..='~' | '\u{A0}'..='\u{FF}' => vec![c as u8],
        '\u{2013}' => vec![0x96],
        '\u{2014}' => vec![0x97],
        '\u{2018}' => vec![0x91],
        '\u{2019}' => vec![0x92],
        '\u{201C}' => vec![0x93],
        '\u{201D}' => vec![0x94],
        '\u{2022}' => vec![0x95],
        _ => vec![b'?'],
    }
}
