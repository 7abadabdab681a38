//! The page that shows how a source was read.

use super::{MINUTES, Shelf};
use crate::hostile::forge::{FONT, Forge};
use crate::paper::for_each_place;
use regex::Regex;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn sample(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(name)).expect("a sample")
}

/// The page that the program prints of the one source `in/NAME`.
fn inspected(shelf: &Shelf, name: &str, args: &[&str]) -> String {
    let source = format!("in/{name}");
    let ran = shelf.run(&[&["inspect", source.as_str(), "--ocr", "never"], args].concat());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    String::from_utf8(ran.stdout).expect("UTF-8")
}

/// The part of the page that shows one page of the source.
fn section(html: &str, page: u64) -> &str {
    let (_, rest) = html.split_once(&format!("<section id=\"p{page}\">")).expect("the page is shown");
    rest.split_once("</section>").expect("its end").0
}

/// Left, top, width and height of all boxes of a section: those that match, then all.
fn boxes(section: &str, which: &str) -> Vec<[f64; 4]> {
    let number = r#""(-?[0-9.]+)""#;
    let form = format!(r"<rect[^>]* ?x={number} y={number} width={number} height={number} {which}");
    let form = Regex::new(&form).expect("a form");
    let side = |text: &str| text.parse::<f64>().expect("a number");
    form.captures_iter(section).map(|found| [1, 2, 3, 4].map(|at| side(&found[at]))).collect()
}

fn view(section: &str) -> [f64; 2] {
    let form = Regex::new(r#"<svg viewBox="0 0 ([0-9.]+) ([0-9.]+)">"#).expect("a form");
    let found = form.captures(section).expect("a picture");
    [1, 2].map(|at| found[at].parse().expect("a number"))
}

/// A box in tenths of a point, to be compared.
fn key([left, top, width, height]: [f64; 4]) -> [i64; 4] {
    #[expect(clippy::cast_possible_truncation, reason = "boxes lie on pages")]
    [left, top, width, height].map(|side| (side * 10.0).round() as i64)
}

#[test]
fn every_record_has_its_box_on_its_page() {
    for name in ["westmarch-finance-2019.chromium.pdf", "westmarch-communities-2018.libreoffice.pdf"] {
        let shelf = Shelf::new(&[(name, &sample(name))]);
        let html = inspected(&shelf, name, &[]);
        assert_eq!(shelf.run(&["convert", "in", "--ocr", "never"]).code, 0);
        let document = shelf.documents().remove(0);
        let pages = document["pages"].as_array().expect("pages");
        let shown: Vec<BTreeSet<[i64; 4]>> = (1..=pages.len() as u64)
            .map(|page| boxes(section(&html, page), "data-r=").into_iter().map(key).collect())
            .collect();
        let mut sought = 0;
        let fields = document.as_object().expect("fields").iter().filter(|(field, _)| *field != "pages");
        for (field, value) in fields {
            for_each_place(value, &mut |place| {
                let Some(sides) = place["bbox"].as_array() else { return };
                let [left, top, right, bottom] = [0, 1, 2, 3].map(|at| sides[at].as_f64().expect("a number"));
                let page = place["page"].as_u64().expect("a page");
                let sought_key = key([left, top, right - left, bottom - top]);
                let near = shown[page as usize - 1]
                    .iter()
                    .any(|own| own.iter().zip(sought_key).all(|(own, sought)| (own - sought).abs() <= 1));
                assert!(near, "{name}: a box of {field} on page {page}: {place}");
                sought += 1;
            });
        }
        assert!(sought > 100, "{name}: {sought}");
    }
}

#[test]
fn boxes_lie_within_their_pages_and_name_what_they_are() {
    let name = "westmarch-finance-2019.libreoffice.pdf";
    let shelf = Shelf::new(&[(name, &sample(name))]);
    let html = inspected(&shelf, name, &["--page", "2"]);
    let section = section(&html, 2);
    let [width, height] = view(section);
    assert!(width > height, "a page in landscape: {width} × {height}");
    for [x, y, across, down] in boxes(section, "data-") {
        assert!(x >= 0.0 && y >= 0.0 && x + across <= width + 0.1 && y + down <= height + 0.1);
    }
    let item = "item &quot;2.4&quot;: Virements and Use of Reserves";
    for says in ["word Composting\"", "ruling, ", "table of ", "furniture Page 2 of 11\"", item] {
        assert!(section.contains(&format!("data-t=\"{says}")), "{says}");
    }
    for layer in ["images", "rulings", "blocks", "lines", "words", "furniture", "sections", "tables", "records"] {
        assert!(section.contains(&format!("<g class=\"{layer}\">")), "{layer}");
        assert!(html.contains(&format!("id=\"show-{layer}\"")), "{layer}");
    }
    assert_eq!(html.matches("<section ").count(), 1);
    assert!(html.contains("1 of 11 pages are shown"));
    let other = inspected(&shelf, name, &["--page", "3"]);
    assert!(!other.contains("word Composting"), "a word of another page");
}

#[test]
fn a_picture_of_the_page_lies_under_its_boxes() {
    let name = "lower-penfold-parish-2009.chromium.pdf";
    let shelf = Shelf::new(&[(name, &sample(name))]);
    let html = inspected(&shelf, name, &["--page", "1"]);
    let section = section(&html, 1);
    let (_, data) = section.split_once("data:image/png;base64,").expect("a picture");
    // The size of a PNG file stands in its first 24 bytes, which are 32 letters.
    let head = base64(&data[..32]);
    assert_eq!(head[..8], *b"\x89PNG\r\n\x1a\n");
    let side = |at: usize| f64::from(u32::from_be_bytes(head[at..at + 4].try_into().expect("four bytes")));
    let [width, height] = view(section);
    assert!((side(16) / side(20) - width / height).abs() < 0.01);
    assert!(section.contains(&format!("width=\"{width}\" height=\"{height}\"")), "it fills the page");
}

fn base64(text: &str) -> Vec<u8> {
    let value = |letter: u8| match letter {
        b'A'..=b'Z' => u32::from(letter - b'A'),
        b'a'..=b'z' => u32::from(letter - b'a') + 26,
        b'0'..=b'9' => u32::from(letter - b'0') + 52,
        b'+' => 62,
        _ => 63,
    };
    let four = |four: &[u8]| four.iter().fold(0, |all, letter| all << 6 | value(*letter)).to_be_bytes();
    text.as_bytes().chunks_exact(4).flat_map(|letters| four(letters)[1..].to_vec()).collect()
}

#[test]
fn what_a_source_says_is_text_and_nothing_is_loaded() {
    let content = br#"BT /F 9 Tf 50 700 Td (<script>alert\("x"\)</script> & 'y' <img src=http://a.example>) Tj ET"#;
    let pdf = Forge::page(content, &format!("/Resources<</Font<</F {FONT}>>>>"));
    let name = "<b onload=x>.pdf";
    let shelf = Shelf::new(&[(name, &pdf)]);
    let html = inspected(&shelf, name, &[]);
    assert!(html.contains("&lt;script&gt;alert("), "the words are shown");
    assert!(html.contains("data-t=\"word &lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;\""), "and in attributes");
    assert_eq!(html.matches("<script").count(), 1, "one script, the page's own");
    assert!(!html.contains("<img") && !html.contains("<b onload"));
    let links = Regex::new(r#"\s(?:src|href|action)="([^"]{0,22})"#).expect("a form");
    for link in links.captures_iter(&html).map(|found| found[1].to_owned()) {
        assert!(link.starts_with('#') || link.starts_with("data:image/png;base64,"), "{link}");
    }
    assert!(html.contains("default-src &#39;none&#39;") || html.contains("default-src 'none'"));
}

#[test]
fn a_text_shows_the_words_of_each_record() {
    let minutes = MINUTES.replace("Apologies were", "Apologies & regrets were");
    let shelf = Shelf::new(&[("minutes.txt", minutes.as_bytes())]);
    let html = inspected(&shelf, "minutes.txt", &[]);
    assert_eq!(shelf.run(&["convert", "in"]).code, 0);
    let document = shelf.documents().remove(0);
    let (_, shown) = html.split_once("<pre class=\"text\">").expect("the text");
    let (shown, _) = shown.split_once("</pre>").expect("its end");
    let plain = |html: &str| {
        let tags = Regex::new("<[^>]*>").expect("a form");
        tags.replace_all(html, "")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&amp;", "&")
    };
    assert_eq!(plain(shown), document["pages"][0]["text"].as_str().expect("text"));
    let decision = &document["minutes"][0]["items"][1]["decisions"][0];
    let entry = Regex::new(r#"<li id="r(\d+)"[^>]*><details><summary[^>]*><b>decision</b>"#).expect("a form");
    let record = &entry.captures(&html).expect("the decision is listed")[1];
    let marks = Regex::new(r#"<mark [^>]*data-r="([^"]*)">([^<]*)</mark>"#).expect("a form");
    let words: String = marks
        .captures_iter(shown)
        .filter(|found| found[1].split(' ').any(|own| own == record))
        .map(|found| found[2].to_owned())
        .collect();
    assert!(words.contains(decision["text"].as_str().expect("text")), "{words}");
    assert!(!words.contains("Apologies"), "{words}");
    assert!(shown.contains(&format!("<a id=\"t{record}\">")), "the list leads to its words");
}

#[test]
fn a_long_pack_shows_its_first_pages_and_any_that_is_asked_for() {
    let mut forge = Forge::new();
    for page in 1..=43 {
        let content = forge.stream("", format!("BT /F 12 Tf 60 700 Td (Paper {page} of the pack) Tj ET").as_bytes());
        forge.add_page(content, &format!("/Resources<</Font<</F {FONT}>>>>"));
    }
    let shelf = Shelf::new(&[("pack.pdf", &forge.finish())]);
    let html = inspected(&shelf, "pack.pdf", &[]);
    assert_eq!(html.matches("<section ").count(), 40);
    assert!(html.contains("40 of 43 pages are shown"));
    assert!(inspected(&shelf, "pack.pdf", &["--page", "43"]).contains("<section id=\"p43\">"));
    let beyond = shelf.run(&["inspect", "in/pack.pdf", "--page", "44"]);
    assert_eq!(beyond.code, 3);
    assert!(beyond.stderr.contains("no page 44: the file has 43"), "{}", beyond.stderr);
    assert!(beyond.stdout.is_empty());
}

#[test]
fn what_cannot_be_shown_is_told() {
    let shelf = Shelf::new(&[("minutes.txt", MINUTES.as_bytes()), ("bad.pdf", b"%PDF-1.7\n")]);
    for (args, code, says) in [
        (vec!["inspect", "in/none.txt"], 3, "no such file"),
        (vec!["inspect", "in/bad.pdf"], 3, "a PDF file that"),
        (vec!["inspect", "in/minutes.txt", "--page", "0"], 2, "0"),
        (vec!["inspect", "in/minutes.txt", "--grammar", "none-such"], 2, "no such grammar"),
        (vec!["inspect", "in/minutes.txt", "--password-file", "in/none"], 2, "--password-file"),
        (vec!["inspect", "in/minutes.txt", "--out", "no/such/folder/page.html"], 4, "page.html"),
    ] {
        let ran = shelf.run(&args);
        assert_eq!(ran.code, code, "{args:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(says), "{args:?}: {}", ran.stderr);
        assert!(ran.stdout.is_empty(), "{args:?}");
    }
    let ran = shelf.run(&["inspect", "in/minutes.txt", "--out", "page.html"]);
    assert_eq!((ran.code, ran.stdout.len()), (0, 0), "{}", ran.stderr);
    let page = fs::read_to_string(shelf.path("page.html")).expect("written");
    assert!(page.contains("It was resolved unanimously to"));
}

/// That a value is what a test takes it for.
#[test]
fn the_letters_of_pictures_are_read_back() {
    assert_eq!(base64("TWludXRlYm9vaw=="[..12].as_ref()), b"Minuteboo");
    assert_eq!(Value::from(base64("iVBO")), Value::from(vec![0x89, b'P', b'N']));
}
