//! What a file says of itself counts where its pages bear it out: bookmarks and page labels.

use crate::laws;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use minutebook::record;
use std::fmt::Write;

/// A page: lines from the top; one that begins with `#` is bold, one that begins with `_` stands at the foot.
type Lines = &'static [&'static str];

const AGENDA: Lines = &[
    "#Ambleford Borough Council",
    "#Highways Committee",
    "Date: Tuesday 4 March 2031",
    "#AGENDA",
    "1. Apologies for absence",
    "2. Winter gritting of rural lanes",
    "3. Parking at Mill Square market",
];
const GRITTING: Lines = &[
    "#Gritting of rural lanes in winter",
    "The lanes north of the river were gritted on forty nights, and the store is nearly empty.",
    "A second store at Harrow Bank would save nine journeys on each of these nights.",
];
const GRITTING_ON: Lines =
    &["the salt is kept in the open and loses a tenth of its weight.", "A roof would pay for itself."];
const PARKING: Lines = &[
    "#Mill Square market: parking",
    "Traders asked that two bays be kept free until noon on market days.",
    "Loading takes them twenty minutes on average, and the bays are full by eight.",
];

/// A file of these pages with bookmarks: title, index of the page, how far up the page.
fn file(pages: &[Lines], bookmarks: &[(&str, usize, i64)], labels: &[Dictionary]) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let mut font = |name: &str| {
        document.add_object(dictionary! {
            "Type" => "Font", "Subtype" => "Type1", "BaseFont" => name, "Encoding" => "WinAnsiEncoding",
        })
    };
    let fonts = dictionary! { "P" => font("Helvetica"), "B" => font("Helvetica-Bold") };
    let tree = document.new_object_id();
    let kids: Vec<ObjectId> = pages
        .iter()
        .map(|lines| {
            let mut content = String::new();
            for (index, line) in lines.iter().enumerate() {
                let (font, y, words) = match line.as_bytes() {
                    [b'#', ..] => ("B", 740 - 30 * index, &line[1..]),
                    [b'_', ..] => ("P", 30, &line[1..]),
                    _ => ("P", 740 - 30 * index, *line),
                };
                writeln!(content, "BT /{font} 11 Tf 60 {y} Td ({words}) Tj ET").expect("a string");
            }
            let content = document.add_object(Stream::new(Dictionary::new(), content.into_bytes()));
            document.add_object(dictionary! {
                "Type" => "Page", "Parent" => tree, "Contents" => content,
                "MediaBox" => vec![0.into(), 0.into(), 600.into(), 800.into()],
                "Resources" => dictionary! { "Font" => fonts.clone() },
            })
        })
        .collect();
    let items: Vec<ObjectId> = bookmarks.iter().map(|_| document.new_object_id()).collect();
    for (index, (title, page, top)) in bookmarks.iter().enumerate() {
        let place = vec![kids[*page].into(), "XYZ".into(), Object::Null, (*top).into(), Object::Null];
        let mut item = dictionary! { "Title" => Object::string_literal(*title), "Dest" => place };
        if let Some(next) = items.get(index + 1) {
            item.set("Next", *next);
        }
        document.objects.insert(items[index], item.into());
    }
    let kids_of_tree: Vec<Object> = kids.iter().map(|id| (*id).into()).collect();
    let count = kids.len() as i64;
    document.objects.insert(tree, dictionary! { "Type" => "Pages", "Kids" => kids_of_tree, "Count" => count }.into());
    let mut catalog = dictionary! { "Type" => "Catalog", "Pages" => tree };
    if let Some(first) = items.first() {
        catalog.set("Outlines", dictionary! { "First" => *first });
    }
    if !labels.is_empty() {
        let numbers = labels.iter().enumerate().flat_map(|(page, label)| [(page as i64).into(), label.clone().into()]);
        catalog.set("PageLabels", dictionary! { "Nums" => numbers.collect::<Vec<Object>>() });
    }
    let catalog = document.add_object(catalog);
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("memory");
    bytes
}

fn document(pages: &[Lines], bookmarks: &[(&str, usize, i64)]) -> record::Document {
    laws::document("pack.pdf", file(pages, bookmarks, &[]))
}

const PACK: [Lines; 4] = [AGENDA, GRITTING, GRITTING_ON, PARKING];

/// Number, title, first and last page of each report.
fn reports(document: &record::Document) -> Vec<(Option<&str>, &str, u32, u32)> {
    let reports = document.reports.iter();
    reports
        .map(|report| {
            let pages = || report.place.iter().map(|place| place.page);
            let (first, last) = (pages().min().expect("a page"), pages().max().expect("a page"));
            (report.agenda_number.as_deref(), report.title.as_str(), first, last)
        })
        .collect()
}

#[test]
fn bookmarks_say_where_papers_begin() {
    assert_eq!(reports(&document(&PACK, &[])), [], "these papers have no front sheets");
    let bookmarks =
        [("Agenda", 0, 800), ("2 Winter gritting of rural lanes", 1, 800), ("3 Parking at Mill Square market", 3, 770)];
    let document = document(&PACK, &bookmarks);
    assert_eq!(
        reports(&document),
        [(Some("2"), "Gritting of rural lanes in winter", 2, 3), (Some("3"), "Mill Square market: parking", 4, 4),]
    );
    let found: Vec<(&str, Vec<&str>)> = document
        .agenda_items
        .iter()
        .map(|item| (item.number.as_str(), item.report_ids.iter().map(String::as_str).collect()))
        .collect();
    assert_eq!(found, [("1", vec![]), ("2", vec!["report-1"]), ("3", vec!["report-2"])]);
}

#[test]
fn a_bookmark_that_its_page_does_not_bear_out_counts_for_nothing() {
    for wrong in [
        // Another paper stands there.
        ("3 Parking at Mill Square market", 1, 800),
        // No item of the agenda is called so.
        ("2 Lighting of the market hall", 1, 800),
        ("Mill Square market: parking", 2, 800),
        // Further down the page.
        ("2 Winter gritting of rural lanes", 1, 300),
        // The page goes on with another's paragraph, whatever the bookmark says.
        ("2 Winter gritting of rural lanes", 2, 800),
        // Another item's number.
        ("3 Winter gritting of rural lanes", 1, 800),
    ] {
        assert_eq!(reports(&document(&PACK, &[("Agenda", 0, 800), wrong])), [], "{wrong:?}");
    }
}

#[test]
fn headings_of_one_paper_are_no_papers() {
    const CONTENTS: Lines =
        &["#Road review 2031", "#Contents", "1. Gritting of rural lanes", "2. Parking at the market"];
    let bookmarks = [("1 Gritting of rural lanes", 1, 760), ("2 Parking at the market", 3, 760)];
    assert_eq!(reports(&document(&[CONTENTS, GRITTING, GRITTING_ON, PARKING], &bookmarks)), []);
}

#[test]
fn pages_of_the_file_are_told_where_the_stamps_agree() {
    const FRONT: Lines = &["#AGENDA", "1. Apologies for absence", "2. Winter gritting of rural lanes (Pages 5 - 6)"];
    let pack = |first: Lines, second: Lines| {
        let document = document(&[FRONT, first, second], &[]);
        document.agenda_items.last().and_then(|item| item.file_pages)
    };
    assert_eq!(pack(&["Gritting", "_Page 5"], &["The store", "_Page 6"]), Some([2, 3]));
    assert_eq!(pack(&["Gritting", "_Page 5"], &["The store"]), Some([2, 3]), "the last one bears no stamp");
    assert_eq!(pack(&["Gritting", "_Page 4"], &["The store", "_Page 5"]), None, "a page is missing");
    assert_eq!(pack(&["Gritting", "_Page 5"], &["The store", "_Page 7"]), None);
}

#[test]
fn the_front_page_says_where_papers_begin() {
    const FRONT: Lines = &[
        "#AGENDA",
        "1. Apologies for absence",
        "2. Winter gritting of rural lanes (Pages 5 - 6)",
        "3. Parking at Mill Square market (Pages 7 - 8)",
    ];
    let stamped = |lines: Lines, stamp: &'static str| -> Lines { [lines, &[stamp]].concat().leak() };
    let pack = |last: &'static str| {
        let pages = [FRONT, stamped(GRITTING, "_Page 5"), stamped(GRITTING_ON, "_Page 6"), stamped(PARKING, last)];
        let document = document(&pages, &[]);
        let found =
            reports(&document).into_iter().map(|(number, _, first, last)| (number.map(str::to_owned), first, last));
        found.collect::<Vec<_>>()
    };
    assert_eq!(pack("_Page 7"), [(Some("2".to_owned()), 2, 3), (Some("3".to_owned()), 4, 4)]);
    assert_eq!(pack("_Page 8"), [(Some("2".to_owned()), 2, 4)], "no page prints the number that is promised");
}

#[test]
fn labels_count_where_pages_print_them() {
    const PAGES: [Lines; 4] = [
        &["Foreword by the leader", "_i"],
        &["What the borough does", "_ii"],
        &["Lanes and bridges", "_A-1"],
        &["A page without a stamp of any kind"],
    ];
    let labels = [
        dictionary! { "S" => "r" },
        dictionary! { "S" => "r", "St" => 2 },
        dictionary! { "S" => "D", "P" => Object::string_literal("A-") },
        dictionary! { "S" => "D", "St" => 12 },
    ];
    let printed = |labels: &[Dictionary]| -> Vec<Option<String>> {
        let document = laws::document("book.pdf", file(&PAGES, &[], labels));
        document.pages.into_iter().map(|page| page.printed_page).collect()
    };
    let told = |numbers: [&str; 4]| numbers.map(|number| (!number.is_empty()).then(|| number.to_owned())).to_vec();
    assert_eq!(printed(&labels), told(["i", "ii", "A-1", ""]));
    assert_eq!(printed(&[]), told(["", "", "", ""]));
}
