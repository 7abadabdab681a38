//! Small steps over bytes that the readers of dates, times and figures share.

/// How many blanks may stand between two parts of one date or time.
///
/// A bound, so that a page of blanks costs no more than its length.
const MOST_BLANKS: usize = 4;

/// The position after the blanks at `at`, of which at most a few are skipped.
pub(super) fn blanks(bytes: &[u8], mut at: usize) -> usize {
    for _ in 0..MOST_BLANKS {
        match bytes.get(at) {
            Some(b' ' | b'\t' | b'\n' | b'\r') => at += 1,
            Some(0xC2) if bytes.get(at + 1) == Some(&0xA0) => at += 2,
            _ => break,
        }
    }
    at
}

/// The number whose figures begin at `at`, and how many figures it has.
///
/// `None` when there is no figure, or more than nine.
pub(super) fn figures(bytes: &[u8], at: usize) -> Option<(u32, usize)> {
    let rest = bytes.get(at..)?;
    let length = rest.iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
    if length == 0 || length > 9 {
        return None;
    }
    let number = rest[..length].iter().fold(0, |sum, byte| sum * 10 + u32::from(byte - b'0'));
    Some((number, length))
}

/// The run of ASCII letters that begins at `at`.
pub(super) fn letters(text: &str, at: usize) -> &str {
    let bytes = text.as_bytes();
    let length = bytes.get(at..).map_or(0, |rest| rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count());
    text.get(at..at + length).unwrap_or_default()
}

/// Whether a letter or figure ends just before `at`.
pub(super) fn joined_before(text: &str, at: usize) -> bool {
    match text.as_bytes()[..at].last() {
        None => false,
        Some(byte) if byte.is_ascii() => byte.is_ascii_alphanumeric(),
        Some(_) => text[..at].chars().next_back().is_some_and(char::is_alphanumeric),
    }
}

/// Whether a letter or figure begins at `at`.
pub(super) fn joined_after(text: &str, at: usize) -> bool {
    match text.as_bytes().get(at) {
        None => false,
        Some(byte) if byte.is_ascii() => byte.is_ascii_alphanumeric(),
        Some(_) => text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(char::is_alphanumeric),
    }
}

/// Whether `word` is in `list`, case aside.
pub(super) fn listed(word: &str, list: &[&str]) -> bool {
    list.iter().any(|entry| entry.eq_ignore_ascii_case(word))
}
