//! Markup inside a line: emphasis, tags, links, entities, escapes.

use super::lookalike;
use smallvec::SmallVec;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Emphasis that is open at a point of a line.
#[derive(Clone, Copy, Debug, Default)]
pub struct Emphasis {
    bold: bool,
    italic: bool,
}

/// What was seen of a stretch's look.
#[derive(Clone, Copy, Debug, Default)]
pub struct Seen {
    /// Every letter was bold.
    pub bold: bool,
    /// Every letter was italic.
    pub italic: bool,
}

/// Tags that begin a new line where they stand.
const BLOCK_TAGS: [&str; 16] =
    ["p", "br", "div", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "section", "hr", "blockquote", "tr"];
/// Other tags that are markup, not words.
const INLINE_TAGS: [&str; 26] = [
    "b", "i", "u", "em", "strong", "sup", "sub", "span", "font", "small", "big", "a", "s", "strike", "del", "ins",
    "mark", "center", "td", "th", "table", "tbody", "thead", "img", "html", "body",
];

/// A tag at the start of a text.
pub struct Tag<'a> {
    /// Its name as written, without slash.
    pub name: &'a str,
    /// It closes an element.
    pub closes: bool,
    /// What stands after the name.
    pub attributes: &'a str,
    /// Bytes of the whole tag.
    pub length: usize,
}

/// Longest tag that is looked for, in bytes; a lone `<` in a long line costs no more.
const LONGEST_TAG: usize = 400;

/// Reads a tag at the start of `text`.
pub fn tag(text: &str) -> Option<Tag<'_>> {
    let bytes = text.as_bytes();
    let closes = bytes.get(1) == Some(&b'/');
    let start = 1 + usize::from(closes);
    if !bytes.get(start)?.is_ascii_alphabetic() {
        return None;
    }
    let window = &bytes[..bytes.len().min(LONGEST_TAG)];
    let end = memchr::memchr(b'>', window)?;
    let name_end = window[start..end].iter().position(|b| !b.is_ascii_alphanumeric()).map_or(end, |at| start + at);
    let after = *window.get(name_end)?;
    if !matches!(after, b' ' | b'\t' | b'/' | b'>' | b'\n' | b'\r') {
        return None;
    }
    Some(Tag {
        name: &text[start..name_end],
        closes,
        attributes: text[name_end..end].trim_end_matches('/'),
        length: end + 1,
    })
}

fn is_one_of(name: &str, list: &[&str]) -> bool {
    list.iter().any(|tag| tag.eq_ignore_ascii_case(name))
}

/// A stretch of a line between block-level tags.
#[derive(Clone, Copy, Debug, Default)]
pub struct Piece<'a> {
    /// As written.
    pub text: &'a str,
    /// Depth of the heading element that it stands in, 0 for none.
    pub heading: u8,
    /// It begins a list item.
    pub bullet: bool,
    /// A block-level tag stands before it.
    pub apart: bool,
}

/// Splits a line where block-level markup begins a new one, and between bold runs that touch.
pub fn pieces(line: &str) -> SmallVec<[Piece<'_>; 1]> {
    let mut split = Split { line, out: SmallVec::new(), from: 0, next: Piece::default() };
    let bytes = line.as_bytes();
    let mut at = 0;
    while let Some(step) = memchr::memchr2(b'<', b'*', &bytes[at..]) {
        at += step;
        if bytes[at] == b'*' {
            let run = bytes[at..].iter().take_while(|b| **b == b'*').count();
            if run == 4 && !line[split.from..at].trim().is_empty() && !line[at + 4..].trim().is_empty() {
                split.end(at, at + 4);
            }
            at += run;
            continue;
        }
        if line[at..].starts_with("<!--") {
            let end = memchr::memmem::find(&bytes[at..], b"-->").map_or(bytes.len(), |end| at + end + 3);
            split.end(at, end);
            at = end;
            continue;
        }
        let Some(tag) = tag(&line[at..]) else {
            at += 1;
            continue;
        };
        if is_one_of(tag.name, &BLOCK_TAGS) {
            split.end(at, at + tag.length);
            split.tag(&tag);
        }
        at += tag.length;
    }
    split.end(line.len(), line.len());
    split.out
}

struct Split<'a> {
    line: &'a str,
    out: SmallVec<[Piece<'a>; 1]>,
    from: usize,
    next: Piece<'a>,
}

impl Split<'_> {
    fn end(&mut self, at: usize, from: usize) {
        let text = &self.line[self.from..at];
        self.from = from;
        if !text.trim().is_empty() {
            self.out.push(Piece { text, ..self.next });
            self.next.bullet = false;
            self.next.apart = false;
        }
    }

    fn tag(&mut self, tag: &Tag<'_>) {
        match tag.name.as_bytes() {
            [b'h' | b'H', level @ b'1'..=b'6'] => {
                self.next.heading = if tag.closes { 0 } else { level - b'0' };
                self.next.apart = true;
            }
            [b'l' | b'L', b'i' | b'I'] => self.next.bullet = !tag.closes,
            [b'b' | b'B', b'r' | b'R'] => {}
            _ => self.next.apart = true,
        }
    }
}

/// Appends the words of `source` to `out`, markup gone and white space squeezed.
pub fn clean(source: &str, out: &mut String, emphasis: &mut Emphasis) -> Seen {
    let from = out.len();
    let mut cleaner = Cleaner { source, out, from, space: false, emphasis: *emphasis, letters: 0, bold: 0, italic: 0 };
    let plain = holds_all(source, is_plain);
    if !plain {
        cleaner.marked();
    } else if is_tidy(source) {
        cleaner.tidy(source);
    } else {
        cleaner.plain(source);
    }
    *emphasis = cleaner.emphasis;
    let seen = Seen {
        bold: cleaner.letters > 0 && cleaner.bold == cleaner.letters,
        italic: cleaner.letters > 0 && cleaner.italic == cleaner.letters,
    };
    if plain || out[from..].is_ascii() {
        return seen;
    }
    lookalike::mend(out, from);
    let tail = &out[from..];
    if is_nfc_quick(tail.chars()) != IsNormalized::Yes {
        let normal: String = tail.nfc().collect();
        out.truncate(from);
        out.push_str(&normal);
    }
    seen
}

/// Bytes that are never markup and never white space to squeeze.
fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'~') && !matches!(byte, b'<' | b'*' | b'_' | b'\\' | b'[' | b'&' | b'!')
}

/// Whether all bytes of a text are of a kind; looks at many at once, and so at each.
fn holds_all(text: &str, kind: impl Fn(u8) -> bool) -> bool {
    text.bytes().fold(true, |all, byte| all & kind(byte))
}

/// Whether plain words stand as they are to be: one space between any two, and
/// no figure before what may be an ordinal's torn ending.
fn is_tidy(words: &str) -> bool {
    let (first, last) = (words.as_bytes().first(), words.as_bytes().last());
    let untidy = |at: &[u8]| {
        let torn = at[0].is_ascii_digit() && matches!(at[2], b's' | b'n' | b'r' | b't');
        at[1] == b' ' && (at[2] == b' ' || torn)
    };
    let untidy = words.as_bytes().windows(3).fold(false, |any, at| any | untidy(at));
    first != Some(&b' ') && last != Some(&b' ') && !untidy
}

struct Cleaner<'s, 'o> {
    source: &'s str,
    out: &'o mut String,
    from: usize,
    space: bool,
    emphasis: Emphasis,
    letters: u32,
    bold: u32,
    italic: u32,
}

impl Cleaner<'_, '_> {
    /// Appends words that need nothing done.
    fn tidy(&mut self, words: &str) {
        self.out.push_str(words);
        self.count(words.len() as u32);
    }

    /// Appends words without any markup.
    fn plain(&mut self, words: &str) {
        for word in words.split(' ').filter(|word| !word.is_empty()) {
            if self.out.len() > self.from && !self.is_ordinal_tail(word) {
                self.out.push(' ');
            }
            self.out.push_str(word);
            self.count(word.len() as u32);
        }
    }

    /// `26 th October`: an ordinal's ending that a superscript tore off.
    fn is_ordinal_tail(&self, word: &str) -> bool {
        self.out.as_bytes()[self.from..].last().is_some_and(u8::is_ascii_digit)
            && matches!(word, "st" | "nd" | "rd" | "th")
    }

    fn count(&mut self, letters: u32) {
        self.letters += letters;
        self.bold += if self.emphasis.bold { letters } else { 0 };
        self.italic += if self.emphasis.italic { letters } else { 0 };
    }

    fn push(&mut self, c: char) {
        if c.is_whitespace() {
            self.space = true;
            return;
        }
        self.end_space();
        self.out.push(c);
        self.count(1);
    }

    /// Appends plain characters without any space.
    fn push_run(&mut self, run: &str) {
        self.end_space();
        self.out.push_str(run);
        self.count(run.len() as u32);
    }

    fn end_space(&mut self) {
        if std::mem::take(&mut self.space) && self.out.len() > self.from {
            self.out.push(' ');
        }
    }

    fn marked(&mut self) {
        let source = self.source;
        let mut at = 0;
        while let Some(c) = source[at..].chars().next() {
            let rest = &source[at..];
            let run = rest.bytes().take_while(|byte| is_plain(*byte) && *byte != b' ').count();
            if run > 0 {
                self.push_run(&rest[..run]);
                at += run;
                continue;
            }
            at += match c {
                '*' | '_' => self.emphasis_mark(at, c),
                '<' => self.angle(rest),
                '\\' => self.escape(rest),
                '!' if rest.starts_with("![") => {
                    link(&rest[1..]).map_or_else(|| self.keep(c), |(_, length)| length + 1)
                }
                '[' => self.link(rest),
                '&' => self.entity(rest),
                // Soft hyphens, zero-width characters and stray controls are not words.
                '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fffc}' => c.len_utf8(),
                c if c.is_control() && c != '\t' => c.len_utf8(),
                c if super::marks::BULLETS[7..].contains(&c) && c > '\u{e000}' => {
                    self.space = true;
                    c.len_utf8()
                }
                c => self.keep(c),
            };
        }
        self.mend_ordinals();
    }

    fn keep(&mut self, c: char) -> usize {
        self.push(c);
        c.len_utf8()
    }

    /// A run of `*` or `_`: emphasis where it opens or closes a word, else itself.
    fn emphasis_mark(&mut self, at: usize, mark: char) -> usize {
        let rest = &self.source[at..];
        let run = rest.bytes().take_while(|b| *b == mark as u8).count();
        let before = self.source[..at].chars().next_back();
        let after = rest[run..].chars().next();
        let opens = after.is_some_and(|c| !c.is_whitespace());
        let closes = before.is_some_and(|c| !c.is_whitespace());
        let inside_word =
            mark == '_' && before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
        if run > 3 || inside_word {
            if mark == '_' && run <= 3 {
                (0..run).for_each(|_| self.push(mark));
            }
            return run;
        }
        let (bold, italic) = (run >= 2, run != 2);
        let is_open = (!bold || self.emphasis.bold) && (!italic || self.emphasis.italic);
        // A single mark is emphasis only as one of a pair: `indicated*` and `* means` stay.
        let paired = bold
            || is_open
            || opens && (before.is_none_or(|c| !c.is_alphanumeric())) && self.closes_later(at + run, mark);
        if !paired || !(if is_open { closes || opens } else { opens || bold }) {
            (0..run).for_each(|_| self.push(mark));
            return run;
        }
        if bold {
            self.emphasis.bold = !self.emphasis.bold;
        }
        if italic {
            self.emphasis.italic = !self.emphasis.italic;
        }
        run
    }

    fn closes_later(&self, from: usize, mark: char) -> bool {
        let window_end = (from + 4000).min(self.source.len());
        let bytes = &self.source.as_bytes()[from..window_end];
        memchr::memchr_iter(mark as u8, bytes).any(|at| at > 0 && !bytes[at - 1].is_ascii_whitespace())
    }

    /// Tags go; `<http://…>` and `<a@b>` lose their brackets; any other `<` is a word.
    fn angle(&mut self, rest: &str) -> usize {
        if let Some(tag) = tag(rest) {
            let known = is_one_of(tag.name, &INLINE_TAGS) || is_one_of(tag.name, &BLOCK_TAGS);
            if known {
                match tag.name {
                    name if is_one_of(name, &["b", "strong", "th"]) => self.emphasis.bold = !tag.closes,
                    name if is_one_of(name, &["i", "em"]) => self.emphasis.italic = !tag.closes,
                    name if is_one_of(name, &BLOCK_TAGS) => self.space = true,
                    _ => {}
                }
                return tag.length;
            }
        }
        let window = &rest.as_bytes()[..rest.len().min(LONGEST_TAG)];
        if let Some(end) = memchr::memchr(b'>', window) {
            let inside = &rest[1..end];
            if !inside.contains(char::is_whitespace) && (inside.contains("://") || inside.contains('@')) {
                inside.chars().for_each(|c| self.push(c));
                return end + 1;
            }
        }
        self.keep('<')
    }

    fn escape(&mut self, rest: &str) -> usize {
        match rest[1..].chars().next() {
            Some(next) if next.is_ascii_punctuation() => {
                self.push(next);
                1 + next.len_utf8()
            }
            _ => self.keep('\\'),
        }
    }

    fn link(&mut self, rest: &str) -> usize {
        let Some((words, length)) = link(rest) else { return self.keep('[') };
        let mut inner = String::new();
        clean(words, &mut inner, &mut Emphasis::default());
        inner.chars().for_each(|c| self.push(c));
        length
    }

    fn entity(&mut self, rest: &str) -> usize {
        match entity(rest) {
            Some((c, length)) => {
                self.push(c);
                length
            }
            None => self.keep('&'),
        }
    }

    /// Joins ordinals that markup or a lost superscript tore apart.
    fn mend_ordinals(&mut self) {
        let tail = &self.out[self.from..];
        let torn = |at: usize| {
            let bytes = tail.as_bytes();
            at > 0
                && bytes[at - 1].is_ascii_digit()
                && matches!(bytes.get(at + 1..at + 3), Some(b"st" | b"nd" | b"rd" | b"th"))
                && bytes.get(at + 3).is_none_or(|b| !b.is_ascii_alphanumeric())
        };
        let spaces: SmallVec<[usize; 4]> = memchr::memchr_iter(b' ', tail.as_bytes()).filter(|at| torn(*at)).collect();
        if spaces.is_empty() {
            return;
        }
        let mut mended = String::with_capacity(tail.len());
        let mut from = 0;
        for space in spaces {
            mended.push_str(&tail[from..space]);
            from = space + 1;
        }
        mended.push_str(&tail[from..]);
        self.out.truncate(self.from);
        self.out.push_str(&mended);
    }
}

/// Longest link text or target that is looked for, in bytes.
const LONGEST_LINK: usize = 2000;

/// A Markdown link `[words](target)`: its words and its length in bytes.
fn link(rest: &str) -> Option<(&str, usize)> {
    let bytes = rest.as_bytes();
    let window = &bytes[..bytes.len().min(LONGEST_LINK)];
    let close = memchr::memmem::find(window, b"](")?;
    if memchr::memchr(b'[', &window[1..close]).is_some() {
        return None;
    }
    let window = &bytes[close..bytes.len().min(close + LONGEST_LINK)];
    let end = close + memchr::memchr(b')', window)?;
    Some((&rest[1..close], end + 1))
}

/// Named characters that converters leave behind.
const ENTITIES: [(&str, char); 20] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("pound", '£'),
    ("euro", '€'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("hellip", '…'),
    ("bull", '•'),
    ("middot", '·'),
    ("frac12", '½'),
    ("deg", '°'),
    ("times", '×'),
];

fn entity(rest: &str) -> Option<(char, usize)> {
    let window = &rest.as_bytes()[..rest.len().min(12)];
    let end = memchr::memchr(b';', window)?;
    let name = &rest[1..end];
    let c = if let Some(code) = name.strip_prefix('#') {
        let code = match code.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => code.parse().ok()?,
        };
        char::from_u32(code).filter(|c| !c.is_control())?
    } else {
        ENTITIES.iter().find(|(entity, _)| *entity == name)?.1
    };
    Some((c, end + 1))
}
