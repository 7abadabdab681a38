//! Text strings: titles, labels and the like (ISO 32000-1, 7.9.2.2).

use encoding_rs::{UTF_16BE, UTF_16LE};

/// What `PDFDocEncoding` has at 0x18 to 0x1F.
const LOW: [char; 8] = ['\u{2d8}', '\u{2c7}', '\u{2c6}', '\u{2d9}', '\u{2dd}', '\u{2db}', '\u{2da}', '\u{2dc}'];

/// What `PDFDocEncoding` has at 0x80 to 0xA0.
const MIDDLE: [char; 33] = [
    '\u{2022}', '\u{2020}', '\u{2021}', '\u{2026}', '\u{2014}', '\u{2013}', '\u{192}', '\u{2044}', '\u{2039}',
    '\u{203a}', '\u{2212}', '\u{2030}', '\u{201e}', '\u{201c}', '\u{201d}', '\u{2018}', '\u{2019}', '\u{201a}',
    '\u{2122}', '\u{fb01}', '\u{fb02}', '\u{141}', '\u{152}', '\u{160}', '\u{178}', '\u{17d}', '\u{131}', '\u{142}',
    '\u{153}', '\u{161}', '\u{17e}', '\u{fffd}', '\u{20ac}',
];

/// The characters of a text string.
///
/// With a byte order mark it is UTF-16 or UTF-8, without one `PDFDocEncoding`.
/// Marks of language (escape to escape) are left out.
pub fn decode(bytes: &[u8]) -> String {
    let text = match bytes {
        [0xfe, 0xff, rest @ ..] => UTF_16BE.decode_without_bom_handling(rest).0.into_owned(),
        [0xff, 0xfe, rest @ ..] => UTF_16LE.decode_without_bom_handling(rest).0.into_owned(),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|byte| character(*byte)).collect(),
    };
    if text.contains('\u{1b}') {
        let outside = |(index, part)| (index % 2 == 0).then_some(part);
        return text.split('\u{1b}').enumerate().filter_map(outside).collect();
    }
    text
}

fn character(byte: u8) -> char {
    match byte {
        0x18..=0x1f => LOW[usize::from(byte - 0x18)],
        0x80..=0xa0 => MIDDLE[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn each_encoding_gives_its_characters() {
        assert_eq!(decode(b"Minutes \x84 \xa3\x9f\xa012"), "Minutes \u{2014} £\u{fffd}€12");
        assert_eq!(decode(b"\xfe\xff\x00R\x00\xe9"), "Ré");
        assert_eq!(decode(b"\xff\xfeR\x00"), "R");
        assert_eq!(decode(b"\xef\xbb\xbfR\xc3\xa9"), "Ré");
        assert_eq!(decode(b"\xfe\xff\x00\x1b\x00e\x00n\x00\x1b\x00A"), "A");
    }
}
