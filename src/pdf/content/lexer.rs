//! Content streams → operators with their operands.
//!
//! Reads bytes once, from front to back, and allocates nothing for an operator:
//! operands lie flat on a stack that is used again, strings and names are
//! ranges of the content (or of a scratch buffer, where they had to be decoded).

use crate::pdf::budget::Budget;
use memchr::memmem;

/// How many operands an operator may have, elements of its arrays included.
const MOST_OPERANDS: usize = 1 << 20;

/// An operand of an operator, or a bracket around some.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Operand {
    /// A number.
    Number(f64),
    /// A name.
    Name(Bytes),
    /// A string.
    Text(Bytes),
    /// An array begins.
    ArrayOpen,
    /// An array ends.
    ArrayClose,
    /// A dictionary begins.
    DictOpen,
    /// A dictionary ends.
    DictClose,
    /// `true`, `false` or `null`.
    Word,
}

/// Where the bytes of a string or name are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bytes {
    from: u32,
    to: u32,
    decoded: bool,
}

/// Reads a content stream operator by operator.
pub struct Lexer<'c> {
    content: &'c [u8],
    at: usize,
    operands: Vec<Operand>,
    scratch: Vec<u8>,
}

/// What a byte may be.
#[derive(Clone, Copy, PartialEq)]
enum Class {
    Space,
    Delimiter,
    Number,
    Regular,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Regular; 256];
    let mut index = 0;
    while index < 256 {
        classes[index] = match index as u8 {
            0 | 9 | 10 | 12 | 13 | 32 => Class::Space,
            b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%' => Class::Delimiter,
            b'0'..=b'9' | b'+' | b'-' | b'.' => Class::Number,
            _ => Class::Regular,
        };
        index += 1;
    }
    classes
};

const POWERS: [f64; 16] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

fn class(byte: u8) -> Class {
    CLASSES[usize::from(byte)]
}

impl<'c> Lexer<'c> {
    /// Begins at the front of a content stream, of at most 4 GiB.
    pub fn new(content: &'c [u8]) -> Self {
        let most = content.len().min(u32::MAX as usize);
        Self { content: &content[..most], at: 0, operands: Vec::with_capacity(64), scratch: Vec::new() }
    }

    /// The operands of the operator that was read last.
    pub fn operands(&self) -> &[Operand] {
        &self.operands
    }

    /// The bytes of a string or name among the operands.
    pub fn bytes(&self, bytes: Bytes) -> &[u8] {
        let source = if bytes.decoded { &self.scratch } else { self.content };
        source.get(bytes.from as usize..bytes.to as usize).unwrap_or_default()
    }

    /// The next operator; none at the end of the content or of the budget.
    pub fn next(&mut self, budget: &mut Budget) -> Option<&'c [u8]> {
        self.operands.clear();
        self.scratch.clear();
        loop {
            let byte = *self.content.get(self.at)?;
            match class(byte) {
                Class::Space => self.at += 1,
                Class::Number => {
                    let number = self.number();
                    self.push(Operand::Number(number), budget);
                }
                Class::Delimiter => self.delimited(byte, budget),
                Class::Regular => {
                    let word = self.word();
                    match word {
                        b"true" | b"false" | b"null" => self.push(Operand::Word, budget),
                        _ => {
                            let count = self.operands.len() as u64 + 1;
                            return budget.operators(count).then_some(word);
                        }
                    }
                }
            }
        }
    }

    fn push(&mut self, operand: Operand, budget: &mut Budget) {
        if self.operands.len() < MOST_OPERANDS {
            self.operands.push(operand);
        } else {
            budget.cut(crate::pdf::sheet::Cut::Operators);
        }
    }

    fn delimited(&mut self, byte: u8, budget: &mut Budget) {
        let next = self.content.get(self.at + 1).copied();
        let operand = match byte {
            b'(' => self.literal(),
            b'<' if next == Some(b'<') => {
                self.at += 2;
                Operand::DictOpen
            }
            b'<' => self.hexadecimal(),
            b'>' if next == Some(b'>') => {
                self.at += 2;
                Operand::DictClose
            }
            b'/' => self.name(),
            b'[' => {
                self.at += 1;
                Operand::ArrayOpen
            }
            b']' => {
                self.at += 1;
                Operand::ArrayClose
            }
            b'%' => {
                let rest = &self.content[self.at..];
                self.at += memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
                return;
            }
            _ => {
                self.at += 1;
                return;
            }
        };
        self.push(operand, budget);
    }

    /// A run of regular bytes.
    fn word(&mut self) -> &'c [u8] {
        let from = self.at;
        while let Some(&byte) = self.content.get(self.at) {
            if !matches!(class(byte), Class::Regular | Class::Number) {
                break;
            }
            self.at += 1;
        }
        &self.content[from..self.at]
    }

    /// A number; of a malformed one what can be made of it.
    fn number(&mut self) -> f64 {
        let mut negative = false;
        let mut whole: u64 = 0;
        let mut digits = 0usize;
        let mut point: Option<usize> = None;
        let mut over = 0usize;
        while let Some(&byte) = self.content.get(self.at) {
            match byte {
                b'0'..=b'9' => {
                    if digits < 18 {
                        whole = whole * 10 + u64::from(byte - b'0');
                        digits += usize::from(whole > 0);
                        if let Some(places) = &mut point {
                            *places += 1;
                        }
                    } else if point.is_none() {
                        over += 1;
                    }
                }
                b'.' if point.is_none() => point = Some(0),
                b'-' if digits == 0 && point.is_none() => negative = true,
                b'+' | b'-' | b'.' => {}
                _ => break,
            }
            self.at += 1;
        }
        let value = whole as f64;
        let value = match point {
            Some(places) if over == 0 => match POWERS.get(places) {
                Some(power) => value / power,
                None => value / 10f64.powi(places.min(400) as i32),
            },
            _ if over > 0 => value * 10f64.powi(over.min(300) as i32),
            _ => value,
        };
        if negative { -value } else { value }
    }

    fn name(&mut self) -> Operand {
        self.at += 1;
        let from = self.at;
        let word = self.word();
        if !word.contains(&b'#') {
            return Operand::Name(Bytes { from: from as u32, to: self.at as u32, decoded: false });
        }
        let start = self.scratch.len();
        let mut rest = word;
        while let Some((&byte, after)) = rest.split_first() {
            let pair = after.first().copied().and_then(digit).zip(after.get(1).copied().and_then(digit));
            if let (b'#', Some((high, low))) = (byte, pair) {
                self.scratch.push(high << 4 | low);
                rest = &after[2..];
            } else {
                self.scratch.push(byte);
                rest = after;
            }
        }
        Operand::Name(self.since(start))
    }

    fn since(&self, start: usize) -> Bytes {
        Bytes { from: start as u32, to: self.scratch.len() as u32, decoded: true }
    }

    /// A string in parentheses; one that never ends goes to the end of the content.
    fn literal(&mut self) -> Operand {
        self.at += 1;
        let from = self.at;
        let mut depth = 1usize;
        loop {
            let rest = &self.content[self.at..];
            match memchr::memchr3(b'(', b')', b'\\', rest) {
                None => {
                    self.at = self.content.len();
                    break;
                }
                Some(offset) => {
                    self.at += offset;
                    match self.content[self.at] {
                        b'(' => depth += 1,
                        b')' => depth -= 1,
                        _ => return self.escaped(from, depth),
                    }
                    self.at += 1;
                    if depth == 0 {
                        return Operand::Text(Bytes { from: from as u32, to: (self.at - 1) as u32, decoded: false });
                    }
                }
            }
        }
        Operand::Text(Bytes { from: from as u32, to: self.at as u32, decoded: false })
    }

    /// The rest of a string in parentheses, from its first backslash.
    fn escaped(&mut self, from: usize, mut depth: usize) -> Operand {
        let start = self.scratch.len();
        self.scratch.extend_from_slice(&self.content[from..self.at]);
        while let Some(&byte) = self.content.get(self.at) {
            self.at += 1;
            match byte {
                b'(' => depth += 1,
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                }
                b'\\' => {
                    self.escape();
                    continue;
                }
                _ => {}
            }
            self.scratch.push(byte);
        }
        Operand::Text(self.since(start))
    }

    /// What stands after a backslash.
    fn escape(&mut self) {
        let Some(&byte) = self.content.get(self.at) else { return };
        self.at += 1;
        let meant = match byte {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 8,
            b'f' => 12,
            b'\r' => {
                self.at += usize::from(self.content.get(self.at) == Some(&b'\n'));
                return;
            }
            b'\n' => return,
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(&digit @ b'0'..=b'7') = self.content.get(self.at) else { break };
                    code = code * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                code as u8
            }
            other => other,
        };
        self.scratch.push(meant);
    }

    fn hexadecimal(&mut self) -> Operand {
        self.at += 1;
        let start = self.scratch.len();
        let mut high: Option<u8> = None;
        while let Some(&byte) = self.content.get(self.at) {
            self.at += 1;
            if byte == b'>' {
                break;
            }
            let Some(digit) = digit(byte) else { continue };
            match high.take() {
                Some(high) => self.scratch.push(high << 4 | digit),
                None => high = Some(digit),
            }
        }
        self.scratch.extend(high.map(|high| high << 4));
        Operand::Text(self.since(start))
    }

    /// Reads the entries of an inline image after `BI`, up to its `ID`, as operands.
    ///
    /// `false` when there is no `ID`.
    pub fn image_entries(&mut self, budget: &mut Budget) -> bool {
        self.next(budget) == Some(b"ID")
    }

    /// Skips the data of an inline image, from `ID` past its `EI`.
    ///
    /// `length` is how many bytes the data has, where that is known. `false` when
    /// there is no end: then nothing after it can be read.
    pub fn skip_image(&mut self, length: Option<usize>) -> bool {
        let data = (self.at + 1).min(self.content.len());
        if let Some(end) = length.and_then(|length| data.checked_add(length)) {
            let after = self.content.get(end..).unwrap_or_default();
            let spaces = after.iter().take(3).take_while(|byte| class(**byte) == Class::Space).count();
            if after[spaces..].starts_with(b"EI") && ends(after.get(spaces + 2)) {
                self.at = end + spaces + 2;
                return true;
            }
        }
        for offset in memmem::find_iter(&self.content[data..], b"EI") {
            let at = data + offset;
            let before = at == data || class(self.content[at - 1]) == Class::Space;
            let after = self.content.get(at + 2);
            let plain = self.content[at + 2..]
                .iter()
                .take(12)
                .all(|byte| class(*byte) == Class::Space && *byte != 0 || matches!(byte, 0x21..=0x7e));
            if before && ends(after) && plain {
                self.at = at + 2;
                return true;
            }
        }
        self.at = self.content.len();
        false
    }
}

/// Whether a word ends before this byte.
fn ends(byte: Option<&u8>) -> bool {
    byte.is_none_or(|byte| matches!(class(*byte), Class::Space | Class::Delimiter))
}

fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::budget::Limits;

    /// Each operator, with its operands as words.
    fn read(content: &[u8]) -> Vec<String> {
        let mut lexer = Lexer::new(content);
        let mut budget = Budget::new(Limits::default().page, None);
        let mut out = Vec::new();
        while let Some(operator) = lexer.next(&mut budget) {
            let mut line: Vec<String> = lexer
                .operands()
                .iter()
                .map(|operand| match operand {
                    Operand::Number(number) => number.to_string(),
                    Operand::Name(name) => format!("/{}", String::from_utf8_lossy(lexer.bytes(*name))),
                    Operand::Text(text) => format!("({})", String::from_utf8_lossy(lexer.bytes(*text))),
                    other => format!("{other:?}"),
                })
                .collect();
            line.push(String::from_utf8_lossy(operator).into_owned());
            out.push(line.join(" "));
        }
        out
    }

    #[test]
    fn numbers_are_read_as_viewers_read_them() {
        assert_eq!(read(b"1 -2.50 +.5 4. --3 1-2 00.25 m"), ["1 -2.5 0.5 4 -3 12 0.25 m"]);
        assert_eq!(read(b"0.00000001234 99999999999999999999 l"), ["0.00000001234 100000000000000000000 l"]);
    }

    #[test]
    fn strings_are_decoded() {
        assert_eq!(read(b"(a(b)c) (\\(x\\051\\n\\\r\ny\\101) <48 656C6c6F2> Tj"), ["(a(b)c) ((x)\nyA) (Hello ) Tj"]);
    }

    #[test]
    fn names_arrays_and_comments() {
        assert_eq!(
            read(b"/F#311 12 Tf%comment ) (\n[(A)-120.5(B)]TJ/P<</MCID 3>>BDC"),
            ["/F11 12 Tf", "ArrayOpen (A) -120.5 (B) ArrayClose TJ", "/P DictOpen /MCID 3 DictClose BDC"]
        );
    }

    #[test]
    fn a_string_without_end_takes_the_rest_and_ends() {
        assert!(read(b"(never ends (").is_empty());
        assert!(read(b"<</A (x\\").is_empty());
    }

    #[test]
    fn inline_images_are_skipped_by_length_or_by_sight() {
        let mut budget = Budget::new(Limits::default().page, None);
        for (length, data) in [(Some(9), &b"ab EI cde"[..]), (None, &b"\x01\x02 EI\x80\xff\x00"[..])] {
            let content = [b"BI /W 3 /H 3 ID ", data, b"\nEI Q"].concat();
            let mut lexer = Lexer::new(&content);
            assert_eq!(lexer.next(&mut budget), Some(&b"BI"[..]));
            assert!(lexer.image_entries(&mut budget));
            assert_eq!(lexer.operands().len(), 4);
            assert!(lexer.skip_image(length));
            assert_eq!(lexer.next(&mut budget), Some(&b"Q"[..]));
        }
    }
}
