//! Lines of a stream, each held only as far as it may be long.

use std::io::{self, BufRead, Read};

/// How many bytes the buffer keeps from one line to the next.
const KEPT: usize = 1 << 20;

/// Lines of at most so many bytes.
pub(super) struct Lines<R> {
    input: R,
    most: u64,
    line: Vec<u8>,
}

/// One line, without its end.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line<'a> {
    /// As it stands.
    Whole(&'a [u8]),
    /// Longer than a line may be; its bytes are gone.
    TooLong,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(input: R, most: u64) -> Self {
        Self { input, most, line: Vec::new() }
    }

    /// The next line; nothing at the end of the input.
    pub(super) fn next(&mut self) -> io::Result<Option<Line<'_>>> {
        self.line.clear();
        self.line.shrink_to(KEPT);
        // A line of just so many bytes, and its end.
        let most = self.most.saturating_add(2);
        if (&mut self.input).take(most).read_until(b'\n', &mut self.line)? == 0 {
            return Ok(None);
        }
        let ended = self.line.pop_if(|last| *last == b'\n').is_some();
        if ended {
            self.line.pop_if(|last| *last == b'\r');
        }
        if self.line.len() as u64 <= self.most {
            return Ok(Some(Line::Whole(&self.line)));
        }
        if !ended {
            self.input.skip_until(b'\n')?;
        }
        Ok(Some(Line::TooLong))
    }
}

#[cfg(test)]
mod tests {
    use super::{Line, Lines};

    fn all(text: &str, most: u64) -> Vec<Option<String>> {
        let mut lines = Lines::new(text.as_bytes(), most);
        let mut found = Vec::new();
        while let Some(line) = lines.next().expect("memory") {
            found.push(match line {
                Line::Whole(bytes) => Some(String::from_utf8(bytes.to_vec()).expect("UTF-8")),
                Line::TooLong => None,
            });
        }
        found
    }

    #[test]
    fn long_lines_cost_no_neighbour() {
        let some = |words: &str| Some(words.to_owned());
        assert_eq!(all("abc\nabcd\nab\n", 3), [some("abc"), None, some("ab")]);
        assert_eq!(all("abc\r\nabcdefgh\r\nx", 3), [some("abc"), None, some("x")]);
        assert_eq!(all("abcd", 3), [None]);
        assert_eq!(all("\n\n", 3), [some(""), some("")]);
        assert_eq!(all("", 3), []);
    }
}
