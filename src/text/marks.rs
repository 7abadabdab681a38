//! What stands before a line's words: heading marks, bullets, quotes, rules.

use super::build::PageBuilder;
use super::inline;
use crate::grammar::Grammar;
use crate::page::Look;

/// What a line begins with, and the rest of it.
pub struct Lead<'a> {
    /// Depth of a heading mark, 0 when there is none.
    pub heading: u8,
    /// A bullet stood there.
    pub bullet: bool,
    /// Columns of indentation.
    pub indent: u16,
    /// The rest of the line.
    pub rest: &'a str,
}

/// Glyphs that stand before list items, private-use ones of symbol fonts among them.
pub const BULLETS: [char; 22] = [
    '•', '◦', '○', '●', '▪', '▫', '■', '□', '‣', '⁃', '·', '∙', '➢', '✓', '❖', '♦', '\u{f0b7}', '\u{f0a7}', '\u{f0d8}',
    '\u{f0fc}', '\u{f076}', '\u{f02d}',
];

/// Takes heading marks, quote marks and bullets off a line.
pub fn lead(line: &str) -> Lead<'_> {
    let mut lead = Lead { heading: 0, bullet: false, indent: 0, rest: line };
    let mut counting = true;
    loop {
        let trimmed = lead.rest.trim_start_matches([' ', '\t', '\u{a0}', '\u{3000}']);
        if counting {
            let columns: usize =
                lead.rest[..lead.rest.len() - trimmed.len()].bytes().map(|b| if b == b'\t' { 4 } else { 1 }).sum();
            lead.indent = lead.indent.saturating_add(u16::try_from(columns).unwrap_or(u16::MAX));
        }
        lead.rest = trimmed;
        let Some(first) = trimmed.chars().next() else { return lead };
        let after = &trimmed[first.len_utf8()..];
        let spaced = after.is_empty() || after.starts_with([' ', '\t', '\u{a0}']);
        match first {
            '#' => {
                let marks = trimmed.len() - trimmed.trim_start_matches('#').len();
                let after = &trimmed[marks..];
                if marks > 6 || !(after.is_empty() || after.starts_with([' ', '\t'])) {
                    return lead;
                }
                lead.heading = marks as u8;
                lead.rest = after;
                counting = false;
            }
            '>' => lead.rest = after,
            '-' | '*' | '+' | '–' | '—' if spaced => {
                lead.bullet = true;
                lead.rest = after;
            }
            'o' if spaced && (lead.bullet || lead.indent > 0) => {
                lead.bullet = true;
                lead.rest = after;
            }
            c if BULLETS.contains(&c) => {
                lead.bullet = true;
                lead.rest = after;
            }
            _ => return lead,
        }
    }
}

/// Whether a line is only drawn: dashes, underscores, asterisks, escapes.
pub fn is_rule(line: &str) -> bool {
    let mut marks = 0;
    for c in line.chars() {
        match c {
            '-' | '_' | '*' | '=' | '—' | '–' | '.' | '…' => marks += 1,
            ' ' | '\t' | '\\' => {}
            _ => return false,
        }
    }
    marks >= 3
}

/// Whether a line holds nothing but a short number.
pub fn is_bare_number(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && line.len() <= 4 && line.bytes().all(|b| b.is_ascii_digit())
}

/// Reads a YAML head such as web pages carry, and returns the text after it.
///
/// Only its title is text of the source; its other lines are set aside.
pub fn front_matter<'a>(sheet: &'a str, page: &mut PageBuilder, grammar: &Grammar) -> &'a str {
    let Some(body) = sheet
        .trim_start_matches('\u{feff}')
        .strip_prefix("---")
        .and_then(|rest| rest.trim_start_matches([' ', '\t', '\r']).strip_prefix('\n'))
    else {
        return sheet;
    };
    let mut used = 0;
    for (count, line) in body.split_inclusive('\n').enumerate() {
        let words = line.trim_end();
        if words == "---" {
            set_aside(&body[..used], page, grammar);
            return &body[used + line.len()..];
        }
        let is_yaml = words.is_empty()
            || words.starts_with([' ', '-', '#'])
            || words.split_once(':').is_some_and(|(key, _)| is_key(key));
        if !is_yaml || count > 60 {
            break;
        }
        used += line.len();
    }
    sheet
}

fn is_key(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
}

fn set_aside(head: &str, page: &mut PageBuilder, grammar: &Grammar) {
    for line in head.lines().filter(|line| !line.trim().is_empty()) {
        let title = line
            .split_once(':')
            .filter(|(key, _)| key.trim() == "title")
            .map(|(_, title)| title.trim().trim_matches(['"', '\'']));
        match title {
            Some(title) if !title.is_empty() => {
                let from = page.open();
                inline::clean(title, page.text_mut(), &mut inline::Emphasis::default());
                page.close(from, Look { heading: 1, ..Look::default() }, grammar);
                page.gap();
            }
            _ => page.furniture(line),
        }
    }
}
