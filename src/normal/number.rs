//! Counts in words: how many voted, how many came.

use super::scan::{figures, letters, listed};

const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const NOTHING: [&str; 4] = ["nil", "none", "no", "nought"];

/// The count that the whole text is: `26`, `1,204`, `twenty-six`, `one hundred and five`, `nil`.
pub fn count(text: &str) -> Option<u32> {
    let text = text.trim();
    leading(text).filter(|&(_, length)| length == text.len()).map(|(number, _)| number)
}

/// The count that the text begins with, and how many bytes it takes.
pub fn leading(text: &str) -> Option<(u32, usize)> {
    if text.as_bytes().first()?.is_ascii_digit() {
        return in_figures(text);
    }
    let first = letters(text, 0);
    if listed(first, &NOTHING) && !super::scan::joined_after(text, first.len()) {
        return Some((0, first.len()));
    }
    in_words(text)
}

fn in_figures(text: &str) -> Option<(u32, usize)> {
    let bytes = text.as_bytes();
    let (mut number, mut end) = figures(bytes, 0)?;
    if end <= 3 {
        while bytes.get(end) == Some(&b',') {
            let Some((group, 3)) = figures(bytes, end + 1) else {
                break;
            };
            number = number.checked_mul(1000)?.checked_add(group)?;
            end += 4;
        }
    }
    let broken =
        matches!(bytes.get(end), Some(b'.' | b'/' | b':')) && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
    (!broken && !super::scan::joined_after(text, end)).then_some((number, end))
}

/// Adds up number words, which blanks, hyphens and `and` may join.
fn in_words(text: &str) -> Option<(u32, usize)> {
    let position = |word: &str, list: &[&str]| list.iter().position(|entry| entry.eq_ignore_ascii_case(word));
    let (mut whole, mut part, mut end, mut at) = (0u32, 0u32, 0, 0);
    let mut open = [true, true];
    loop {
        let word = letters(text, at);
        if super::scan::joined_after(text, at + word.len()) || word.is_empty() {
            break;
        }
        if let Some(unit) = position(word, &UNITS).filter(|unit| open[1] && (open[0] || *unit < 10)) {
            part += unit as u32;
            open = [false, false];
        } else if let Some(ten) = position(word, &TENS).filter(|_| open[0] && open[1]) {
            part += ten as u32 * 10;
            open = [false, true];
        } else if word.eq_ignore_ascii_case("hundred") && (1..10).contains(&part) {
            part *= 100;
            open = [true, true];
        } else if word.eq_ignore_ascii_case("thousand") && part > 0 && whole == 0 {
            whole = part * 1000;
            part = 0;
            open = [true, true];
        } else {
            break;
        }
        end = at + word.len();
        at = end;
        at += text.as_bytes()[at..].iter().take(1).filter(|byte| matches!(byte, b' ' | b'-')).count();
        if at == end {
            break;
        }
        let joint = letters(text, at);
        if joint.eq_ignore_ascii_case("and") && (part >= 100 || whole > 0) && text.as_bytes().get(at + 3) == Some(&b' ')
        {
            at += 4;
        }
    }
    (end > 0).then_some((whole + part, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_in_figures_and_words() {
        for (text, expected) in [
            ("7", 7),
            ("1,204", 1204),
            ("seven", 7),
            ("Twenty-six", 26),
            ("thirty", 30),
            ("forty two", 42),
            ("one hundred and five", 105),
            ("two thousand three hundred and eleven", 2311),
            ("nil", 0),
            ("None", 0),
            ("no", 0),
            ("zero", 0),
        ] {
            assert_eq!(count(text), Some(expected), "{text}");
        }
        for text in
            ["", "several", "seventh", "12a", "12.5", "notable", "hundred", "seven members", "77/21", "twenty thirty"]
        {
            assert_eq!(count(text), None, "{text}");
        }
    }

    #[test]
    fn takes_the_leading_count_alone() {
        assert_eq!(leading("seven votes to two"), Some((7, 5)));
        assert_eq!(leading("no votes"), Some((0, 2)));
        assert_eq!(leading("two and three"), Some((2, 3)));
        assert_eq!(leading("1,20"), Some((1, 1)));
        assert_eq!(leading("99999999999999"), None);
    }
}
