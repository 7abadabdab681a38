//! Pages drawn from small files that are made here.

#![expect(clippy::float_cmp, reason = "these numbers are exact")]

mod drawn;
mod evidence;
mod fields;

use super::sheet::{Axis, Cut, Direction, Glyph, Sheet};
use super::{OpenOptions, Pdf, PdfFault};
use lopdf::{Dictionary, Document, EncryptionState, EncryptionVersion, Object, Permissions, Stream, dictionary};

/// The page of such a file.
const PAGE: lopdf::ObjectId = (4, 0);

/// A file of one page with this content; `more` changes the page and adds objects.
fn file(content: &str, more: impl FnOnce(&mut Document, &mut Dictionary)) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Courier", "Encoding" => "WinAnsiEncoding",
        "FirstChar" => 32, "LastChar" => 126, "Widths" => vec![Object::Integer(600); 95],
    });
    let content = document.add_object(Stream::new(Dictionary::new(), content.as_bytes().to_vec()));
    let pages = document.new_object_id();
    assert_eq!(document.new_object_id(), PAGE);
    let mut page = dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content,
        "MediaBox" => vec![0.into(), 0.into(), 600.into(), 800.into()],
        "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
    };
    more(&mut document, &mut page);
    document.objects.insert(PAGE, page.into());
    document
        .objects
        .insert(pages, dictionary! { "Type" => "Pages", "Kids" => vec![Object::Reference(PAGE)], "Count" => 1 }.into());
    let catalog = match document.trailer.get(b"Root").and_then(Object::as_reference) {
        Ok(id) => id,
        Err(_) => document.add_object(dictionary! { "Type" => "Catalog" }),
    };
    if let Ok(Object::Dictionary(catalog)) = document.get_object_mut(catalog) {
        catalog.set("Pages", pages);
    }
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("memory");
    bytes
}

fn read(bytes: &[u8]) -> Sheet {
    Pdf::open(bytes, &OpenOptions::default()).expect("a file").sheet(0)
}

fn sheet(content: &str) -> Sheet {
    read(&file(content, |_, _| {}))
}

/// The text of a sheet, and where each glyph of it is.
fn places(sheet: &Sheet) -> Vec<(&str, [f32; 2])> {
    sheet.glyphs.iter().map(|glyph| (sheet.text_of(glyph), glyph.origin)).collect()
}

fn only(sheet: &Sheet) -> Glyph {
    assert_eq!(sheet.glyphs.len(), 1, "{:?}", sheet.text);
    sheet.glyphs[0]
}

#[track_caller]
fn near(one: f32, other: f32) {
    assert!((one - other).abs() < 0.01, "{one} for {other}");
}

#[test]
fn glyphs_stand_where_a_viewer_draws_them() {
    let sheet = sheet("BT /F1 10 Tf 100 700 Td [(Ab)-500(c)] TJ 0 -20 Td 2 Tc 5 Tw (d e) Tj T* (f) ' ET");
    assert_eq!(
        places(&sheet),
        [
            ("A", [100.0, 100.0]),
            ("b", [106.0, 100.0]),
            ("c", [117.0, 100.0]),
            ("d", [100.0, 120.0]),
            (" ", [108.0, 120.0]),
            ("e", [121.0, 120.0]),
            ("f", [100.0, 120.0]),
        ]
    );
    let first = sheet.glyphs[0];
    near(first.advance, 6.0);
    near(first.size, 10.0);
    assert_eq!(first.direction, Direction::Right);
    assert_eq!(sheet.size, [600.0, 800.0]);
}

#[test]
fn matrices_scale_turn_and_raise() {
    let sheet = sheet("2 0 0 2 10 10 cm BT /F1 5 Tf 50 Tz 3 Ts 0 1 -1 0 100 100 Tm (xy) Tj ET");
    let [x, y] = sheet.glyphs[0].origin;
    near(x, 10.0 + 2.0 * 97.0);
    near(y, 800.0 - (10.0 + 200.0));
    near(sheet.glyphs[1].origin[1], y - 3.0);
    near(sheet.glyphs[0].advance, 3.0);
    near(sheet.glyphs[0].size, 10.0);
    assert_eq!(sheet.glyphs[0].direction, Direction::Up);
}

#[test]
fn turned_pages_are_read_as_displayed() {
    let bytes = file("BT /F1 10 Tf 0 1 -1 0 50 20 Tm (x) Tj ET", |_, page| {
        page.set("Rotate", 90);
        page.set("UserUnit", 2);
    });
    let sheet = read(&bytes);
    assert_eq!(sheet.size, [1600.0, 1200.0]);
    let glyph = only(&sheet);
    assert_eq!((glyph.origin, glyph.direction), ([40.0, 100.0], Direction::Right));
    near(glyph.size, 20.0);
}

#[test]
fn invisible_text_is_kept_and_marked() {
    let sheet = sheet("BT /F1 10 Tf 3 Tr 100 700 Td (x) Tj 0 Tr (y) Tj ET");
    let invisible: Vec<bool> = sheet.glyphs.iter().map(|glyph| glyph.state.invisible).collect();
    assert_eq!(invisible, [true, false]);
}

#[test]
fn marks_tell_ids_artifacts_and_actual_text() {
    let sheet = sheet(
        "BT /F1 10 Tf 100 700 Td /P <</MCID 4>> BDC (a) Tj /Span <</ActualText (fi)>> BDC (b) Tj EMC (c) Tj EMC \
         /Artifact BMC (d) Tj EMC (e) Tj ET",
    );
    let marks: Vec<u32> = sheet.glyphs.iter().map(|glyph| glyph.mark).collect();
    assert_eq!(marks, [1, 2, 1, 3, 0]);
    assert_eq!((sheet.marks[0].mcid, sheet.marks[0].parent), (Some(4), 0));
    assert_eq!((sheet.marks[1].actual_text.as_deref(), sheet.marks[1].parent), (Some("fi"), 1));
    assert!(sheet.marks[2].artifact);
}

#[test]
fn forms_have_their_own_place_resources_and_state() {
    let bytes = file("/X Do BT /F1 10 Tf 10 10 Td (out) Tj ET", |document, page| {
        let resources = page.get(b"Resources").expect("resources").clone();
        let form = document.add_object(Stream::new(
            dictionary! {
                "Type" => "XObject", "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 9.into(), 9.into()],
                "Matrix" => vec![1.into(), 0.into(), 0.into(), 1.into(), 200.into(), 300.into()],
                "Resources" => resources,
            },
            b"q 3 0 0 3 0 0 cm BT /F1 10 Tf (in) Tj ET /X Do".to_vec(),
        ));
        if let Ok(Object::Dictionary(resources)) = page.get_mut(b"Resources") {
            resources.set("XObject", dictionary! { "X" => form });
        }
    });
    let sheet = read(&bytes);
    assert_eq!(sheet.text, "inout");
    assert_eq!((sheet.glyphs[0].origin, sheet.glyphs[0].size), ([200.0, 500.0], 30.0));
    assert_eq!((sheet.glyphs[2].origin, sheet.glyphs[2].size), ([10.0, 790.0], 10.0));
}

#[test]
fn layers_that_are_off_are_not_read() {
    let bytes = file(
        "BT /F1 10 Tf 10 10 Td /OC /Off BDC (a) Tj /Span <</MCID 1>> BDC (b) Tj EMC EMC /OC /On BDC (c) Tj EMC ET",
        |document, page| {
            let off = document.add_object(dictionary! { "Type" => "OCG" });
            let on = document.add_object(dictionary! { "Type" => "OCG" });
            let catalog = document.add_object(dictionary! {
                "Type" => "Catalog",
                "OCProperties" => dictionary! {
                    "OCGs" => vec![off.into(), on.into()], "D" => dictionary! { "OFF" => vec![off.into()] },
                },
            });
            document.trailer.set("Root", catalog);
            if let Ok(Object::Dictionary(resources)) = page.get_mut(b"Resources") {
                resources.set("Properties", dictionary! { "Off" => off, "On" => on });
            }
        },
    );
    assert_eq!(read(&bytes).text, "c");
}

#[test]
fn appearances_of_annotations_are_read_unless_hidden() {
    let bytes = file("", |document, page| {
        let resources = page.get(b"Resources").expect("resources").clone();
        let mut annotation = |text: &str, flags: i64, subtype: &str| -> Object {
            let look = document.add_object(Stream::new(
                dictionary! { "BBox" => vec![0.into(), 0.into(), 50.into(), 10.into()], "Resources" => resources.clone() },
                format!("BT /F1 10 Tf ({text}) Tj ET").into_bytes(),
            ));
            let state = dictionary! { "Yes" => look };
            document
                .add_object(dictionary! {
                    "Subtype" => subtype, "F" => flags, "AS" => "Yes", "AP" => dictionary! { "N" => state },
                    "Rect" => vec![100.into(), 200.into(), 200.into(), 220.into()],
                })
                .into()
        };
        let all = vec![annotation("a", 4, "Widget"), annotation("b", 2, "Widget"), annotation("c", 4, "Popup")];
        page.set("Annots", all);
    });
    let sheet = read(&bytes);
    assert_eq!(places(&sheet), [("a", [100.0, 600.0])]);
    near(sheet.glyphs[0].advance, 12.0);
}

#[test]
fn rulings_and_images_are_where_they_are_drawn() {
    let sheet = sheet(
        "0.5 w 50 700 m 250 700 l S 100 100 0.5 300 re f 0.9 g 300 300 100 50 re f \
         q 80 0 0 40 20 500 cm BI /W 2 /H 2 /BPC 8 /CS /G ID abcd EI Q",
    );
    let rulings: Vec<(Axis, f32, f32, f32)> =
        sheet.rulings.iter().map(|ruling| (ruling.axis, ruling.at, ruling.from, ruling.to)).collect();
    assert_eq!(rulings, [(Axis::Horizontal, 100.0, 50.0, 250.0), (Axis::Vertical, 100.25, 400.0, 700.0)]);
    assert_eq!(sheet.fills[0].bbox, [300.0, 450.0, 400.0, 500.0]);
    assert_eq!((sheet.images[0].bbox, sheet.images[0].samples), ([20.0, 260.0, 100.0, 300.0], [2, 2]));
}

#[test]
fn what_is_no_pdf_or_has_no_page_is_refused() {
    let open = |bytes: &[u8]| Pdf::open(bytes, &OpenOptions::default()).map(|pdf| pdf.page_count());
    assert_eq!(open(b"Minutes of the meeting"), Err(PdfFault::NotPdf));
    assert!(matches!(open(b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n"), Err(PdfFault::Damaged(_) | PdfFault::NoPages)));
}

#[test]
fn a_file_cut_short_still_gives_its_page() {
    let mut bytes = file("BT /F1 10 Tf 10 10 Td (kept) Tj ET", |_, _| {});
    let end = memchr::memmem::rfind(&bytes, b"xref\n").expect("a table");
    bytes.truncate(end);
    let pdf = Pdf::open(&bytes, &OpenOptions::default()).expect("a file");
    assert_eq!(pdf.sheet(0).text, "kept");
    assert!(pdf.repairs().cross_references || pdf.repairs().second_parser);
}

#[test]
fn a_file_without_header_and_tables_is_framed_anew() {
    let bytes = file("BT /F1 10 Tf 10 10 Td (kept) Tj ET", |_, _| {});
    let from = memchr::memmem::find(&bytes, b"1 0 obj").expect("an object");
    let table = memchr::memmem::rfind(&bytes, b"/XRef").expect("a table");
    let to = memchr::memmem::rfind(&bytes[..table], b"endobj").expect("an object before it") + 7;
    let pdf = Pdf::open(&bytes[from..to], &OpenOptions::default()).expect("a file");
    assert_eq!(pdf.sheet(0).text, "kept");
    assert!(!pdf.repairs().second_parser);
}

/// The file, encrypted with these passwords.
fn encrypted(bytes: &[u8], owner: &str, user: &str) -> Vec<u8> {
    let mut document = Document::load_mem(bytes).expect("a file");
    let id = Object::string_literal("0123456789abcdef");
    document.trailer.set("ID", vec![id.clone(), id]);
    let version = EncryptionVersion::V2 {
        document: &document,
        owner_password: owner,
        user_password: user,
        key_length: 128,
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).expect("a state");
    document.encrypt(&state).expect("a document");
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("memory");
    bytes
}

#[test]
fn passwords_are_tried_in_turn_and_asked_for_only_where_needed() {
    let plain = file("BT /F1 10 Tf 10 10 Td (kept) Tj ET", |_, _| {});
    let read = |bytes: &[u8], passwords: &[&str]| {
        let passwords = passwords.iter().map(ToString::to_string).collect();
        let options = OpenOptions { passwords, ..OpenOptions::default() };
        Pdf::open(bytes, &options).map(|pdf| (pdf.sheet(0).text, pdf.repairs().decrypted))
    };
    let kept = Ok(("kept".to_owned(), true));
    assert_eq!(read(&encrypted(&plain, "owner", ""), &[]), kept);
    let locked = encrypted(&plain, "owner", "user");
    assert_eq!(read(&locked, &[]), Err(PdfFault::Password));
    assert_eq!(read(&locked, &["wrong"]), Err(PdfFault::Password));
    assert_eq!(read(&locked, &["wrong", "user"]), kept);
    assert_eq!(read(&locked, &["owner"]), kept);
}

#[test]
fn what_costs_too_much_is_cut_and_told() {
    let mut options = OpenOptions::default();
    options.limits.page.glyphs = 3;
    let bytes = file("BT /F1 10 Tf 10 10 Td (abcdef) Tj ET", |_, _| {});
    let sheet = Pdf::open(&bytes, &options).expect("a file").sheet(0);
    assert_eq!((sheet.text.as_str(), &sheet.cuts[..]), ("abc", &[Cut::Glyphs][..]));
}
