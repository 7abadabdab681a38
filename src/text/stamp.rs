//! Page stamps (`Page 47 of 230`), also in mid-sentence and across cells.

use regex::Regex;
use smallvec::SmallVec;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

static STAMP: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)\bpage[^\S\n]+(\d{1,4})[^\S\n]+of[^\S\n]+(\d{1,4})\b").ok());
static SECOND_HALF: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^\s*\d{1,4}\s+of\s+(\d{1,4})\s*$").ok());

/// Stretches of a line: most lines are one.
type Stretches<'a> = SmallVec<[&'a str; 2]>;

/// The stamps that a source uses: its "of M" figures that come back.
pub struct Stamps {
    totals: Vec<u32>,
}

impl Stamps {
    /// Finds which totals are stamps: they stand alone on a line or come back.
    pub fn find(text: &str) -> Self {
        let mut seen: BTreeMap<u32, (u32, bool)> = BTreeMap::new();
        for found in STAMP.iter().flat_map(|stamp| stamp.captures_iter(text)) {
            let (Some(stamp), Some(page), Some(total)) = (found.get(0), figure(&found, 1), figure(&found, 2)) else {
                continue;
            };
            if page <= total {
                let entry = seen.entry(total).or_default();
                entry.0 += 1;
                entry.1 |= is_alone(text, stamp.range());
            }
        }
        Self {
            totals: seen
                .into_iter()
                .filter(|(_, (times, alone))| *times > 1 || *alone)
                .map(|(total, _)| total)
                .collect(),
        }
    }

    /// Cuts stamps out of a line: the words between them, and the stamps.
    pub fn cut<'a>(&self, line: &'a str) -> (Stretches<'a>, Stretches<'a>) {
        let mut words = Stretches::new();
        let mut cuts = Stretches::new();
        let mut from = 0;
        if !self.totals.is_empty()
            && holds_page(line)
            && let Some(stamp) = STAMP.as_ref()
        {
            for found in stamp.captures_iter(line) {
                let (Some(whole), Some(total)) = (found.get(0), figure(&found, 2)) else { continue };
                if self.totals.contains(&total) {
                    words.push(&line[from..whole.start()]);
                    cuts.push(whole.as_str());
                    from = whole.end();
                }
            }
        }
        words.push(&line[from..]);
        (words, cuts)
    }

    /// Whether two neighbouring cells are the halves of one stamp, and where it begins in the first.
    pub fn across(&self, left: &str, right: &str) -> Option<usize> {
        if self.totals.is_empty() || !right.contains(" of ") {
            return None;
        }
        let total = figure(&SECOND_HALF.as_ref()?.captures(right)?, 1)?;
        if !self.totals.contains(&total) {
            return None;
        }
        let trimmed = left.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
        let at = trimmed.len().checked_sub(4)?;
        trimmed.get(at..).filter(|word| word.eq_ignore_ascii_case("page")).map(|_| at)
    }
}

/// Whether nothing but white space stands beside a stretch in its line.
fn is_alone(text: &str, stretch: Range<usize>) -> bool {
    let blank = |c: char| c != '\n' && c.is_whitespace();
    let before = text[..stretch.start].trim_end_matches(blank);
    let after = text[stretch.end..].trim_start_matches(blank);
    (before.is_empty() || before.ends_with('\n')) && (after.is_empty() || after.starts_with('\n'))
}

fn holds_page(line: &str) -> bool {
    let bytes = line.as_bytes();
    memchr::memchr2_iter(b'p', b'P', bytes)
        .any(|at| bytes.get(at..at + 4).is_some_and(|word| word.eq_ignore_ascii_case(b"page")))
}

fn figure(found: &regex::Captures<'_>, group: usize) -> Option<u32> {
    found.get(group)?.as_str().parse().ok()
}
