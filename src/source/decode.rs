//! Bytes to text: byte-order marks, UTF-8, UTF-16 with and without mark,
//! Windows-1252 where nothing else fits, NUL bytes, and what is not text at all.

use super::SourceFault;
use super::kind::{is_pdf, signature};
use crate::record::{Diagnostic, Severity};
use std::borrow::Cow;

/// The text of a source.
#[derive(Clone, Debug)]
pub struct Decoded<'a> {
    /// The text, without a byte-order mark and without NUL characters.
    pub text: Cow<'a, str>,
    /// The encoding that it was read in: `UTF-8`, `UTF-16LE`, `UTF-16BE` or `windows-1252`.
    pub encoding: &'static str,
    /// What was not quite right: `source-empty`, `source-not-utf8`, `source-nul-bytes`.
    pub notes: Vec<Diagnostic>,
}

/// Turns the bytes of a source into text.
///
/// # Errors
///
/// [`SourceFault::Binary`] for bytes that are not text.
pub fn decode(bytes: &[u8]) -> Result<Decoded<'_>, SourceFault> {
    if is_pdf(bytes) {
        return Err(SourceFault::Binary { what: "a PDF file" });
    }
    if let Some(what) = signature(bytes) {
        return Err(SourceFault::Binary { what });
    }
    let encoding = Encoding::of(bytes).ok_or(SourceFault::Binary { what: "binary data" })?;
    let mut notes = Vec::new();
    let (text, damaged) = encoding.text(bytes);
    if encoding == Encoding::Windows1252 {
        notes.push(note("source-not-utf8", Severity::Note, "not UTF-8; read as Windows-1252".to_owned()));
    } else if damaged {
        notes.push(note(
            "source-not-utf8",
            Severity::Warning,
            format!("not quite {}; what could not be read stands as \u{FFFD}", encoding.name()),
        ));
    }
    let text = without_nul(text, &mut notes);
    if text.trim().is_empty() {
        notes.push(note("source-empty", Severity::Warning, "the source holds no text".to_owned()));
    }
    Ok(Decoded { text, encoding: encoding.name(), notes })
}

/// How the bytes of a text are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
    Windows1252,
}

/// How many of the first bytes are looked at for the pattern of UTF-16.
const PATTERN: usize = 64 * 1024;

impl Encoding {
    /// The encoding of these bytes; nothing when they are not text.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xEF, 0xBB, 0xBF, ..] => return Some(Self::Utf8).filter(|_| !is_binary(bytes)),
            [0xFF, 0xFE, ..] => return Some(Self::Utf16Le),
            [0xFE, 0xFF, ..] => return Some(Self::Utf16Be),
            _ => {}
        }
        if let Some(utf16) = Self::of_nul_pattern(bytes) {
            return Some(utf16);
        }
        if is_binary(bytes) {
            return None;
        }
        Some(Self::of_eight_bits(bytes))
    }

    /// UTF-16 without a mark: in Latin text every other byte is NUL.
    fn of_nul_pattern(bytes: &[u8]) -> Option<Self> {
        let head = &bytes[..bytes.len().min(PATTERN)];
        let (pairs, _) = head.as_chunks::<2>();
        if pairs.len() < 2 || memchr::memchr(0, head).is_none() {
            return None;
        }
        let first = pairs.iter().filter(|pair| pair[0] == 0).count();
        let second = pairs.iter().filter(|pair| pair[1] == 0).count();
        let mostly = |nul: usize, other: usize| nul * 10 >= pairs.len() * 7 && other * 20 <= nul;
        if mostly(second, first) {
            Some(Self::Utf16Le)
        } else if mostly(first, second) {
            Some(Self::Utf16Be)
        } else {
            None
        }
    }

    /// UTF-8 also where single bytes are damaged; Windows-1252 where the bytes
    /// above ASCII are mostly no UTF-8.
    fn of_eight_bits(bytes: &[u8]) -> Self {
        if std::str::from_utf8(bytes).is_ok() {
            return Self::Utf8;
        }
        let (mut sound, mut damaged) = (0_usize, 0_usize);
        for chunk in bytes.utf8_chunks() {
            sound += above_ascii(chunk.valid());
            damaged += usize::from(!chunk.invalid().is_empty());
        }
        if sound > damaged { Self::Utf8 } else { Self::Windows1252 }
    }

    /// About the first `length` bytes, cut where no character is.
    pub(super) fn head(self, bytes: &[u8], length: usize) -> &[u8] {
        if bytes.len() <= length {
            return bytes;
        }
        let mut end = length & !1;
        if self == Self::Utf8 {
            while end > 0 && (bytes[end] & 0xC0) == 0x80 {
                end -= 1;
            }
        }
        &bytes[..end]
    }

    fn name(self) -> &'static str {
        self.table().name()
    }

    fn table(self) -> &'static encoding_rs::Encoding {
        match self {
            Self::Utf8 => encoding_rs::UTF_8,
            Self::Utf16Le => encoding_rs::UTF_16LE,
            Self::Utf16Be => encoding_rs::UTF_16BE,
            Self::Windows1252 => encoding_rs::WINDOWS_1252,
        }
    }

    /// The text, and whether some of it was damaged.
    fn text(self, bytes: &[u8]) -> (Cow<'_, str>, bool) {
        self.table().decode_with_bom_removal(bytes)
    }
}

/// How many characters of a text are above ASCII.
fn above_ascii(text: &str) -> usize {
    text.bytes().filter(|byte| *byte >= 0xC0).count()
}

/// Whether the share of control characters is that of no text: NUL up to three
/// in ten (damaged or padded text), any other up to two in a hundred.
fn is_binary(bytes: &[u8]) -> bool {
    let nul = memchr::memchr_iter(0, bytes).count();
    // In runs whose count fits a byte, so that many bytes are counted at once.
    let run = |run: &[u8]| run.iter().map(|byte| u8::from(is_control(*byte))).sum::<u8>();
    let control: usize = bytes.chunks(usize::from(u8::MAX)).map(|bytes| usize::from(run(bytes))).sum();
    nul * 10 > bytes.len() * 3 || control * 50 > bytes.len()
}

fn is_control(byte: u8) -> bool {
    matches!(byte, 0x01..=0x08 | 0x0E..=0x1F | 0x7F)
}

/// NUL characters are no text, but what stands around them is.
fn without_nul<'a>(text: Cow<'a, str>, notes: &mut Vec<Diagnostic>) -> Cow<'a, str> {
    let count = memchr::memchr_iter(0, text.as_bytes()).count();
    if count == 0 {
        return text;
    }
    notes.push(note(
        "source-nul-bytes",
        Severity::Warning,
        format!("{count} NUL characters in the text stand as \u{FFFD}"),
    ));
    Cow::Owned(text.replace('\0', "\u{FFFD}"))
}

fn note(code: &str, severity: Severity, message: String) -> Diagnostic {
    Diagnostic { code: code.to_owned(), severity, message, place: None }
}

#[cfg(test)]
mod tests {
    use super::decode;
    use proptest::prelude::*;
    use std::borrow::Cow;

    fn utf16(text: &str, mark: bool, little: bool) -> Vec<u8> {
        mark.then_some(0xFEFF)
            .into_iter()
            .chain(text.encode_utf16())
            .flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() })
            .collect()
    }

    fn read(bytes: &[u8]) -> (String, &'static str, Vec<String>) {
        let decoded = decode(bytes).expect("text");
        let codes = decoded.notes.into_iter().map(|note| note.code).collect();
        (decoded.text.into_owned(), decoded.encoding, codes)
    }

    const WORDS: &str = "Café rents: £40 – agreed\n";

    #[test]
    fn encodings_are_told_apart() {
        assert_eq!(read(WORDS.as_bytes()), (WORDS.into(), "UTF-8", vec![]));
        let marked = [b"\xEF\xBB\xBF", WORDS.as_bytes()].concat();
        assert_eq!(read(&marked), (WORDS.into(), "UTF-8", vec![]));
        for (little, name) in [(true, "UTF-16LE"), (false, "UTF-16BE")] {
            for mark in [true, false] {
                let bytes = utf16(WORDS, mark, little);
                assert_eq!(read(&bytes), (WORDS.into(), name, vec![]));
            }
        }
        assert_eq!(
            read(b"Caf\xE9 rents: \xA340 \x96 agreed\n"),
            (WORDS.into(), "windows-1252", vec!["source-not-utf8".to_owned()])
        );
    }

    #[test]
    fn utf8_with_one_damaged_byte_stays_utf8() {
        let bytes = [WORDS.as_bytes(), b"a\xE9 b\n", WORDS.as_bytes()].concat();
        let (text, encoding, codes) = read(&bytes);
        assert_eq!(text, format!("{WORDS}a\u{FFFD} b\n{WORDS}"));
        assert_eq!(encoding, "UTF-8");
        assert_eq!(codes, ["source-not-utf8"]);
    }

    #[test]
    fn nul_bytes_cost_no_words() {
        let (text, _, codes) = read(b"AGENDA\0\n1. Apologies\n");
        assert_eq!(text, "AGENDA\u{FFFD}\n1. Apologies\n");
        assert_eq!(codes, ["source-nul-bytes"]);
    }

    #[test]
    fn lone_surrogates_and_odd_lengths_are_read() {
        let mut bytes = utf16("AGENDA\n1. Apologies\n", true, true);
        bytes.extend_from_slice(&[0x00, 0xD8, b'x', 0, b'y']);
        let (text, encoding, codes) = read(&bytes);
        assert!(text.starts_with("AGENDA\n1. Apologies\n\u{FFFD}x"), "{text}");
        assert_eq!(encoding, "UTF-16LE");
        assert_eq!(codes, ["source-not-utf8"]);
    }

    #[test]
    fn empty_is_told_and_binary_is_refused() {
        assert_eq!(read(b""), (String::new(), "UTF-8", vec!["source-empty".into()]));
        assert_eq!(decode(b"%PDF-1.5\n").expect_err("pdf").code(), "source-binary");
        let noise: Vec<u8> = (0_u32..4096).map(|i| (i * 97 % 251) as u8).collect();
        assert_eq!(decode(&noise).expect_err("binary").code(), "source-binary");
        assert_eq!(decode(b"PK\x03\x04").expect_err("zip").code(), "source-binary");
    }

    #[test]
    fn sound_text_is_not_copied() {
        let decoded = decode(WORDS.as_bytes()).expect("text");
        assert!(matches!(decoded.text, Cow::Borrowed(_)));
    }

    proptest! {
        #[test]
        fn no_bytes_break_it(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            if let Ok(decoded) = decode(&bytes) {
                prop_assert!(!decoded.text.contains('\0'));
            }
        }

        #[test]
        fn utf8_text_comes_out_as_it_went_in(text in "[ -~é–£\n]{1,200}") {
            let decoded = decode(text.as_bytes()).expect("text");
            prop_assert_eq!(decoded.text.as_ref(), text.as_str());
        }
    }
}
