//! Calendars (RFC 5545).

use crate::serve::held::{Committee, CommitteeMeeting};
use crate::serve::link;
use crate::serve::said::plain;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

/// Most bytes of a line without its end.
const LINE: usize = 75;

/// The meetings of a committee; each day is one event.
pub(super) fn of(committee: &Committee, base: Option<&str>) -> String {
    let mut lines = Lines::default();
    lines.put("BEGIN", "VCALENDAR");
    lines.put("VERSION", "2.0");
    lines.put("PRODID", "-//minutebook//minutebook//EN");
    lines.put("CALSCALE", "GREGORIAN");
    lines.text("NAME", &committee.body);
    lines.text("X-WR-CALNAME", &committee.body);
    for meeting in committee.meetings.chunk_by(|a, b| a.date == b.date) {
        event(&mut lines, committee, meeting, base);
    }
    lines.put("END", "VCALENDAR");
    lines.0
}

fn event(lines: &mut Lines, committee: &Committee, documents: &[CommitteeMeeting], base: Option<&str>) {
    let Some(first) = documents.first() else { return };
    let (Ok(day), Some(stamp)) = (first.date.parse::<Date>(), stamp(documents)) else { return };
    let names = [committee.council.as_deref().unwrap_or_default(), &committee.body, &first.date];
    let uid = blake3::hash(names.map(str::to_lowercase).join("\u{1f}").as_bytes()).to_hex();
    lines.put("BEGIN", "VEVENT");
    lines.put("UID", &format!("{}@minutebook", &uid[..32]));
    lines.put("DTSTAMP", &stamp);
    let time = |of: fn(&CommitteeMeeting) -> Option<&String>| {
        documents.iter().filter_map(of).find_map(|time| time.parse::<Time>().ok())
    };
    let start = time(|document| document.start_time.as_ref());
    // Times are those of the place, which no source names a zone for.
    match start {
        Some(start) => {
            lines.put("DTSTART", &day.to_datetime(start).strftime("%Y%m%dT%H%M%S").to_string());
            if let Some(end) = time(|document| document.end_time.as_ref()).filter(|end| *end > start) {
                lines.put("DTEND", &day.to_datetime(end).strftime("%Y%m%dT%H%M%S").to_string());
            }
        }
        None => lines.put("DTSTART;VALUE=DATE", &day.strftime("%Y%m%d").to_string()),
    }
    lines.text("SUMMARY", &committee.body);
    if let Some(venue) = documents.iter().find_map(|document| document.venue.as_ref()) {
        lines.text("LOCATION", venue);
    }
    if let Some(base) = base {
        lines.put("URL", &format!("{base}{}", link::meeting(&first.id)));
    }
    let is_cancelled = documents.iter().any(|document| document.cancelled == Some(true));
    lines.put("STATUS", if is_cancelled { "CANCELLED" } else { "CONFIRMED" });
    lines.put("END", "VEVENT");
}

/// When the latest of the documents was read.
fn stamp(documents: &[CommitteeMeeting]) -> Option<String> {
    let latest = documents.iter().filter_map(|document| document.read_at.parse::<Timestamp>().ok()).max()?;
    Some(latest.to_zoned(TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ").to_string())
}

/// Lines of a calendar.
#[derive(Default)]
struct Lines(String);

impl Lines {
    /// Adds a text, with the characters that mean something written so that they do not.
    fn text(&mut self, name: &str, text: &str) {
        let mut value = String::with_capacity(text.len());
        for sign in plain(text).chars() {
            match sign {
                '\\' | ';' | ',' => value.extend(['\\', sign]),
                '\n' => value.push_str("\\n"),
                sign => value.push(sign),
            }
        }
        self.put(name, &value);
    }

    /// Adds a line, folded where it is too long.
    fn put(&mut self, name: &str, value: &str) {
        let mut room = LINE;
        for sign in name.chars().chain([':']).chain(value.chars()) {
            if sign.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = LINE - 1;
            }
            self.0.push(sign);
            room -= sign.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn long_lines_are_folded_between_characters_and_signs_are_escaped() {
        let mut lines = Lines::default();
        lines.text("SUMMARY", &format!("a;b,c\\d\n{}", "é".repeat(80)));
        assert!(lines.0.starts_with("SUMMARY:a\\;b\\,c\\\\d\\n"));
        assert!(lines.0.ends_with("\r\n"));
        let physical: Vec<&str> = lines.0.trim_end().split("\r\n").collect();
        assert_eq!(physical.len(), 3);
        assert!(physical.iter().all(|line| line.len() <= 75));
        assert!(physical[1..].iter().all(|line| line.starts_with(' ')));
        let whole: String = lines.0.replace("\r\n ", "");
        assert_eq!(whole.chars().filter(|sign| *sign == 'é').count(), 80);
    }
}
