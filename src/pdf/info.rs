//! What a file says of itself: title, author, producer, dates (ISO 32000-1, 14.3).

use super::Pdf;
use super::text_string;
use memchr::memmem;

/// How much of the metadata is looked at, in bytes.
const MOST_METADATA: usize = 1 << 20;

/// What a file says of itself. Dates are ISO 8601, as exact as they are given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Info {
    /// Its title.
    pub title: Option<String>,
    /// Its author.
    pub author: Option<String>,
    /// Its subject.
    pub subject: Option<String>,
    /// The program that wrote the original.
    pub creator: Option<String>,
    /// The program that made the PDF.
    pub producer: Option<String>,
    /// When it was made.
    pub created: Option<String>,
    /// When it was changed last.
    pub modified: Option<String>,
    /// The language of its text.
    pub language: Option<String>,
}

/// Reads the document information, and from the metadata (XMP) what is missing there.
pub fn read(pdf: &Pdf) -> Info {
    let objects = &pdf.objects;
    let mut budget = pdf.evidence();
    let dict = objects.dict(&objects.document().trailer, b"Info");
    let text = |key: &[u8]| tidy(&text_string::decode(objects.string(dict?, key)?));
    let mut info = Info {
        title: text(b"Title"),
        author: text(b"Author"),
        subject: text(b"Subject"),
        creator: text(b"Creator"),
        producer: text(b"Producer"),
        created: text(b"CreationDate").and_then(|date| iso_date(&date)),
        modified: text(b"ModDate").and_then(|date| iso_date(&date)),
        language: None,
    };
    let Some(catalog) = pdf.catalog() else { return info };
    info.language = objects.string(catalog, b"Lang").and_then(|language| tidy(&text_string::decode(language)));
    if let Some(stream) = objects.get_stream(catalog, b"Metadata") {
        let bytes = objects.stream(stream, &mut budget);
        let metadata = String::from_utf8_lossy(&bytes[..bytes.len().min(MOST_METADATA)]);
        let fill = |field: &mut Option<String>, name: &str| {
            if field.is_none() {
                *field = property(&metadata, name);
            }
        };
        fill(&mut info.title, "dc:title");
        fill(&mut info.author, "dc:creator");
        fill(&mut info.subject, "dc:description");
        fill(&mut info.creator, "xmp:CreatorTool");
        fill(&mut info.producer, "pdf:Producer");
        fill(&mut info.created, "xmp:CreateDate");
        fill(&mut info.modified, "xmp:ModifyDate");
    }
    info
}

/// One line without spaces around it; none when it is empty.
fn tidy(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split(|character: char| character.is_whitespace() || character.is_control()).collect();
    let line = words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}

/// A date such as `D:20240501093000+01'00'` in ISO 8601.
fn iso_date(date: &str) -> Option<String> {
    let date = date.strip_prefix("D:").unwrap_or(date);
    let digits = date.bytes().take(14).take_while(u8::is_ascii_digit).count();
    let part = |from: usize, to: usize, least: u32, most: u32| -> Option<&str> {
        let part = date.get(from..to).filter(|_| to <= digits)?;
        let number: u32 = part.parse().ok()?;
        (least..=most).contains(&number).then_some(part)
    };
    let mut iso = part(0, 4, 1, 9999)?.to_owned();
    let Some(month) = part(4, 6, 1, 12) else { return Some(iso) };
    iso.push('-');
    iso.push_str(month);
    let Some(day) = part(6, 8, 1, 31) else { return Some(iso) };
    iso.push('-');
    iso.push_str(day);
    let (Some(hour), Some(minute)) = (part(8, 10, 0, 23), part(10, 12, 0, 59)) else {
        return Some(iso);
    };
    let second = part(12, 14, 0, 59).unwrap_or("00");
    iso = format!("{iso}T{hour}:{minute}:{second}");
    let zone = &date[digits..];
    match zone.as_bytes().first() {
        Some(b'Z') => iso.push('Z'),
        Some(sign @ (b'+' | b'-')) => {
            let figures: String = zone.chars().filter(char::is_ascii_digit).take(4).collect();
            if let Some(hours) = figures.get(..2) {
                let minutes = figures.get(2..).filter(|minutes| minutes.len() == 2).unwrap_or("00");
                iso = format!("{iso}{}{hours}:{minutes}", char::from(*sign));
            }
        }
        _ => {}
    }
    Some(iso)
}

/// A property of XMP metadata, written as an element (perhaps a list of one) or as an attribute.
fn property(metadata: &str, name: &str) -> Option<String> {
    for at in memmem::find_iter(metadata.as_bytes(), name) {
        let Some(rest) = metadata.get(at + name.len()..) else { continue };
        let value = match rest.as_bytes().first() {
            Some(b'=') => {
                let quote = rest[1..].chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
                rest[2..].split(quote).next()
            }
            Some(b'>') => {
                let inner = rest[1..].split("</").next().unwrap_or_default();
                inner.rsplit('>').next()
            }
            _ => None,
        };
        if let Some(found) = value.map(unescape).as_deref().and_then(tidy) {
            return Some(found);
        }
    }
    None
}

fn unescape(text: &str) -> String {
    const ENTITIES: [(&str, &str); 5] =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    ENTITIES.iter().fold(text.to_owned(), |text, (entity, character)| text.replace(entity, character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_as_exact_as_they_are_given() {
        let cases = [
            ("D:20240501093000+01'00'", Some("2024-05-01T09:30:00+01:00")),
            ("D:20240501093000Z00'00'", Some("2024-05-01T09:30:00Z")),
            ("20240501", Some("2024-05-01")),
            ("D:202413", Some("2024")),
            ("D:2024050109", Some("2024-05-01")),
            ("yesterday", None),
        ];
        for (date, iso) in cases {
            assert_eq!(iso_date(date).as_deref(), iso, "{date}");
        }
    }

    #[test]
    fn metadata_is_read_from_elements_and_attributes() {
        let metadata = "<rdf:Description pdf:Producer='Press &amp; Co' xmp:CreateDate=\"2024-05-01\">\
            <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">Full  Council</rdf:li></rdf:Alt></dc:title>";
        assert_eq!(property(metadata, "pdf:Producer").as_deref(), Some("Press & Co"));
        assert_eq!(property(metadata, "xmp:CreateDate").as_deref(), Some("2024-05-01"));
        assert_eq!(property(metadata, "dc:title").as_deref(), Some("Full Council"));
        assert_eq!(property(metadata, "dc:creator"), None);
    }
}
