//! No word of a source is lost, and none is invented.
//!
//! A source's markup is taken out here by other means than the program's: what
//! is compared is words, as often as they stand in either.

use minutebook::record::Document;
use minutebook::source::decode;
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// Letters that look alike: the first of each pair is read as the second.
const ALIKE: [(&str, &str); 2] = [
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαεικνορτυχ", "ABEZHIKMNOPTYXaeikvoptux"),
    ("ЅІЈАВЕКМНОРСТУХаекморстухѕіј", "SIJABEKMHOPCTYXaekmopctyxsij"),
];

/// Forms of what is no word, and what stands for each.
type Forms = LazyLock<Vec<(Regex, &'static str)>>;

fn forms(forms: &[(&str, &'static str)]) -> Vec<(Regex, &'static str)> {
    forms.iter().map(|(form, instead)| (Regex::new(form).expect("a sound form"), *instead)).collect()
}

/// What is markup in a source.
static MARKUP: Forms = LazyLock::new(|| {
    forms(&[
        (r"\A---\r?\ntitle:", "---\n"),
        (r"(?s)<!--.*?(-->|\z)", " "),
        (r"!\[[^\[\]]*\]\([^)]*\)", ""),
        (r"(\[[^\[\]]*\])\([^)]*\)", "$1"),
        (
            r"(?i)</?(p|br|div|ul|ol|li|h[1-6]|section|hr|blockquote|tr|td|th|table|thead|tbody|tfoot|caption|colgroup|col|html|body|img)(\s[^<>]*)?/?>",
            " ",
        ),
        (r"(?i)</?(b|i|u|em|strong|sup|sub|span|font|small|big|a|s|strike|del|ins|mark|center)(\s[^<>]*)?/?>", ""),
        (r"&nbsp;", " "),
        (
            r"&(amp|lt|gt|quot|apos|pound|euro|[nm]dash|[lr][sd]quo|hellip|bull|middot|deg|times|#\d+|#x(10[0-9A-Fa-f]{4}|[0-9A-Fa-f]{1,5}));",
            "&",
        ),
        // Bold text beside bold text.
        (r"\*{4}", " "),
        // A letter that is a bullet.
        (r"(?m)^([ \t]*[-*+•][ \t]+|[ \t]+)o[ \t]", " "),
    ])
});

/// What parts no words, in a source or out of it.
static MARKS: Forms = LazyLock::new(|| {
    forms(&[
        (r"[*_\\\u{ad}\u{200b}-\u{200f}\u{2060}\u{feff}\u{fffc}]", ""),
        // The tail of an ordinal that a superscript tore off.
        (r"(\d)\s+(st|nd|rd|th)\b", "$1$2"),
    ])
});

/// How often each word stands in a text: letters and figures.
fn words(text: &str) -> BTreeMap<String, i64> {
    let text: String = text.nfc().map(|c| twin(c).unwrap_or(c)).collect();
    let mut words = BTreeMap::new();
    for word in without(&MARKS, text).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        *words.entry(word.to_owned()).or_default() += 1;
    }
    words
}

fn without(forms: &Forms, mut text: String) -> String {
    for (form, instead) in forms.iter() {
        text = form.replace_all(&text, *instead).into_owned();
    }
    text
}

fn twin(c: char) -> Option<char> {
    ALIKE.iter().find_map(|(from, to)| to.chars().nth(from.chars().position(|other| other == c)?))
}

/// Words that the source and the document's pages, furniture included, hold a different number of times.
pub fn lost(bytes: &[u8], document: &Document) -> Vec<String> {
    let Ok(decoded) = decode(bytes) else { return Vec::new() };
    differences(words(&without(&MARKUP, decoded.text.into_owned())), &words(&kept(document)), "the source", "the pages")
}

/// All words of a document's pages, and what was taken out of them.
fn kept(document: &Document) -> String {
    let mut kept = String::new();
    for page in &document.pages {
        kept.push_str(&page.text);
        page.furniture.iter().for_each(|furniture| {
            kept.push_str(&furniture.text);
            kept.push('\n');
        });
    }
    kept
}

/// Those of some words that stand in a source outside its markup, but in no page.
pub fn unkept(source: &str, words: &[String], document: &Document) -> Vec<String> {
    let kept = kept(document);
    let plain = without(&MARKUP, source.to_owned());
    let lost = words.iter().filter(|word| plain.contains(word.as_str()) && !kept.contains(word.as_str()));
    lost.map(|word| format!("{word} is in no page")).collect()
}

/// Words of the pages that no section holds; a section may say its heading twice.
pub fn in_no_section(document: &Document) -> Vec<String> {
    let pages: String = document.pages.iter().map(|page| page.text.as_str()).collect();
    let mut kept = String::new();
    let mut keep = |text: &str| {
        kept.push_str(text);
        kept.push('\n');
    };
    for section in &document.sections {
        [&section.number, &section.heading].into_iter().flatten().for_each(|text| keep(text));
        keep(&section.text);
    }
    // Headings that come back over a page break stand once.
    for table in &document.tables {
        for _ in 1..table.parts.len() {
            table.rows.iter().take(table.header_rows as usize).flatten().for_each(|cell| keep(&cell.text));
        }
    }
    let mut told = differences(words(&pages), &words(&kept), "the pages", "the sections");
    told.retain(|breach| breach.contains("missing"));
    told
}

fn differences(mut one: BTreeMap<String, i64>, other: &BTreeMap<String, i64>, here: &str, there: &str) -> Vec<String> {
    for (word, times) in other {
        *one.entry(word.clone()).or_default() -= times;
    }
    one.retain(|_, times| *times != 0);
    let told = |(word, times): (&String, &i64)| match times {
        1.. => format!("{word:?} of {here} is {times} times missing from {there}"),
        _ => format!("{word:?} stands {} times too often in {there}", -times),
    };
    one.iter().map(told).collect()
}
