//! What a source is, told from its bytes alone.

use super::decode::{self, Encoding};
use memchr::memmem;

/// How many of the first bytes are looked at for markup.
const HEAD: usize = 64 * 1024;

/// What the bytes of a source are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SourceKind {
    /// Nothing, or white space only.
    Empty,
    /// Plain text.
    Text,
    /// Text with Markdown-like marks.
    Markdown,
    /// Text with HTML marks.
    Html,
    /// A PDF file.
    Pdf,
    /// Anything that is not text.
    Binary,
}

impl SourceKind {
    /// Tells what these bytes are.
    pub fn of(bytes: &[u8]) -> Self {
        if is_pdf(bytes) {
            return Self::Pdf;
        }
        if signature(bytes).is_some() {
            return Self::Binary;
        }
        let Some(encoding) = Encoding::of(bytes) else {
            return Self::Binary;
        };
        let Ok(head) = decode::decode(encoding.head(bytes, HEAD)) else {
            return Self::Binary;
        };
        if head.text.trim().is_empty() {
            let blank = bytes.len() <= HEAD || decode::decode(bytes).is_ok_and(|whole| whole.text.trim().is_empty());
            return if blank { Self::Empty } else { Self::Text };
        }
        Self::of_text(&head.text)
    }

    fn of_text(text: &str) -> Self {
        if is_html(text) {
            Self::Html
        } else if is_markdown(text) {
            Self::Markdown
        } else {
            Self::Text
        }
    }

    /// The media type that a document names.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Empty | Self::Text => "text/plain",
            Self::Markdown => "text/markdown",
            Self::Html => "text/html",
            Self::Pdf => "application/pdf",
            Self::Binary => "application/octet-stream",
        }
    }
}

/// Whether the bytes are a PDF file. Readers of PDF accept up to 1024 bytes before the mark.
pub(super) fn is_pdf(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1024)];
    match memmem::find(head, b"%PDF-") {
        Some(0) => true,
        // Text may speak of the mark; a file says so at the start of a line, with a version.
        Some(at) => {
            matches!(head[at - 1], b'\n' | b'\r' | 0 | 0xBF) && head.get(at + 5).is_some_and(u8::is_ascii_digit)
        }
        None => false,
    }
}

/// First bytes of files that are never text, and what to call them.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an older office document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x89PNG\r\n\x1A\n", "a picture"),
    (b"\xFF\xD8\xFF", "a picture"),
    (b"GIF87a", "a picture"),
    (b"GIF89a", "a picture"),
    (b"II*\0", "a picture"),
    (b"MM\0*", "a picture"),
    (b"\x1F\x8B", "a gzip archive"),
    (b"BZh91AY&SY", "a bzip2 archive"),
    (b"\xFD7zXZ\0", "an xz archive"),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive"),
    (b"\x28\xB5\x2F\xFD", "a zstd archive"),
    (b"\x7FELF", "a program"),
    (b"MZ\x90\0", "a program"),
    (b"SQLite format 3\0", "a database"),
    (b"\xFF\xFE\0\0", "text in UTF-32"),
    (b"\0\0\xFE\xFF", "text in UTF-32"),
];

/// What a file that is never text is, told from its first bytes.
pub(super) fn signature(bytes: &[u8]) -> Option<&'static str> {
    SIGNATURES.iter().find(|(mark, _)| bytes.starts_with(mark)).map(|(_, what)| *what)
}

/// Tags whose presence says that a whole file is HTML.
const HTML_OPENINGS: &[&str] = &["<!doctype html", "<html", "<head", "<body"];
/// Tags that say so when a few of them stand in a file.
const HTML_BLOCKS: &[&str] = &["<p>", "<p ", "<div", "<h1", "<h2", "<h3", "<ul", "<ol", "<li", "<span"];
/// How many blocks make a file HTML when it opens with none of the openings. Markdown may hold a few.
const HTML_BLOCKS_NEEDED: usize = 6;

fn is_html(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let start = lower.trim_start();
    if HTML_OPENINGS.iter().any(|tag| start.starts_with(tag)) || lower.contains("<body") {
        return true;
    }
    // Text that opens with a tag, not with words, and goes on with tags.
    start.starts_with('<')
        && HTML_BLOCKS.iter().map(|tag| memmem::find_iter(lower.as_bytes(), tag).count()).sum::<usize>()
            >= HTML_BLOCKS_NEEDED
}

fn is_markdown(text: &str) -> bool {
    text.lines().any(|line| {
        let line = line.trim();
        let depth = line.bytes().take_while(|b| *b == b'#').count();
        let heading = (1..=6).contains(&depth) && line[depth..].starts_with(' ') && line.len() > depth + 1;
        let bold = line.starts_with("**") && line.len() > 4 && line[2..].contains("**");
        let rule = line.len() > 4
            && line.starts_with('|')
            && line.contains("--")
            && line.bytes().all(|b| matches!(b, b'|' | b'-' | b':' | b' ' | b'+'));
        heading || bold || rule
    })
}

#[cfg(test)]
mod tests {
    use super::SourceKind;

    #[test]
    fn kinds_are_told_from_bytes() {
        let html = "<!DOCTYPE html>\n<html><body><p>AGENDA</p></body></html>";
        let cases: &[(&[u8], SourceKind)] = &[
            (b"", SourceKind::Empty),
            (b" \r\n\t\n", SourceKind::Empty),
            (b"AGENDA\n1. Apologies\n", SourceKind::Text),
            (b"# AGENDA\n\n1. Apologies\n", SourceKind::Markdown),
            (b"**AGENDA**\n", SourceKind::Markdown),
            (b"| A | B |\n|---|---|\n| 1 | 2 |\n", SourceKind::Markdown),
            (b"Item #4 of 5\n", SourceKind::Text),
            (html.as_bytes(), SourceKind::Html),
            (b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n", SourceKind::Pdf),
            (b"\n%PDF-1.4\n", SourceKind::Pdf),
            (b"Files begin with %PDF-1.4\n", SourceKind::Text),
            (b"PK\x03\x04rest", SourceKind::Binary),
            (&[0, 1, 2, 3, 4, 5, 6, 7], SourceKind::Binary),
            (b"\xFF\xFEA\0G\0E\0N\0D\0A\0", SourceKind::Text),
            (b"A\0G\0E\0N\0D\0A\0\n\0", SourceKind::Text),
        ];
        for (bytes, kind) in cases {
            assert_eq!(SourceKind::of(bytes), *kind, "{bytes:?}");
        }
    }

    #[test]
    fn white_space_beyond_the_head_is_looked_through() {
        let mut bytes = vec![b' '; 100_000];
        assert_eq!(SourceKind::of(&bytes), SourceKind::Empty);
        bytes.extend_from_slice(b"AGENDA");
        assert_eq!(SourceKind::of(&bytes), SourceKind::Text);
    }
}
