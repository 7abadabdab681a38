//! Values of form fields that no appearance shows.

use super::*;

/// A field with these entries besides its rectangle, which is 100 points wide and 20 high.
fn field(entries: &Dictionary) -> Object {
    let mut widget = dictionary! {
        "Subtype" => "Widget", "FT" => "Tx", "Rect" => vec![100.into(), 200.into(), 200.into(), 220.into()],
        "DA" => Object::string_literal("/Helv 10 Tf 0 g"),
    };
    for (key, value) in entries {
        widget.set(key.clone(), value.clone());
    }
    widget.into()
}

fn fields(all: impl FnOnce(&mut Document) -> Vec<Object>) -> Sheet {
    read(&file("", |document, page| {
        let all = all(document);
        page.set("Annots", all);
        let form = dictionary! { "NeedAppearances" => true, "Q" => 0 };
        let catalog = document.add_object(dictionary! { "Type" => "Catalog", "AcroForm" => form });
        document.trailer.set("Root", catalog);
    }))
}

fn words(text: &str) -> Object {
    Object::string_literal(text)
}

#[test]
fn values_of_fields_without_appearance_are_read_at_their_place() {
    let sheet = fields(|_| vec![field(&dictionary! { "V" => words("il") })]);
    let [x, y] = sheet.glyphs[0].origin;
    assert_eq!((sheet.text.as_str(), sheet.glyphs.len()), ("il", 2));
    near(x, 102.0);
    assert!((590.0..600.0).contains(&y), "between the edges of the field: {y}");
    near(sheet.glyphs[1].origin[0] - x, 2.22);
    near(sheet.glyphs[0].size, 10.0);
    let right = fields(|_| vec![field(&dictionary! { "V" => words("il"), "Q" => 2 })]);
    near(right.glyphs[1].origin[0] + right.glyphs[1].advance, 198.0);
}

#[test]
fn fields_have_what_the_fields_around_them_have() {
    let sheet = fields(|document| {
        let around = document.add_object(dictionary! { "FT" => "Tx", "V" => words("Anne"), "Ff" => 1 << 12 });
        let mut widget = field(&dictionary! { "Parent" => around });
        widget.as_dict_mut().expect("a widget").remove(b"FT");
        vec![widget]
    });
    assert_eq!(sheet.text, "Anne");
    let lines = fields(|_| {
        vec![field(&dictionary! { "V" => words("a road\rthat is far too long for one line"), "Ff" => 1 << 12 })]
    });
    let mut heights: Vec<f32> = lines.glyphs.iter().map(|glyph| glyph.origin[1]).collect();
    heights.dedup();
    assert_eq!(heights.len(), 3, "{heights:?}");
    assert!(lines.glyphs.iter().all(|glyph| glyph.origin[0] < 200.0), "no line leaves the field");
}

#[test]
fn fields_show_words_only_and_only_once() {
    let option = |own: &str, shown: &str| Object::Array(vec![words(own), words(shown)]);
    let choice = dictionary! { "FT" => "Ch", "V" => words("n"), "Opt" => vec![option("y", "Yes"), option("n", "No")] };
    assert_eq!(fields(|_| vec![field(&choice)]).text, "No");
    for silent in [
        dictionary! { "FT" => "Btn", "V" => "Yes", "AS" => "Yes" },
        dictionary! { "V" => words("secret"), "Ff" => 1 << 13 },
        dictionary! { "V" => words("hidden"), "F" => 2 },
        dictionary! { "V" => words("outside"), "Rect" => vec![1.into(), 1.into(), 1.into(), 1.into()] },
    ] {
        assert_eq!(fields(|_| vec![field(&silent)]).text, "", "{silent:?}");
    }
    for (look, says) in [("BT /F1 10 Tf (old) Tj ET", "old"), ("0 0 9 9 re f", "new")] {
        let sheet = fields(|document| {
            let font = dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Courier" };
            let entries = dictionary! {
                "BBox" => vec![0.into(), 0.into(), 100.into(), 20.into()],
                "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
            };
            let look = document.add_object(Stream::new(entries, look.as_bytes().to_vec()));
            vec![field(&dictionary! { "V" => words("new"), "AP" => dictionary! { "N" => look } })]
        });
        assert_eq!(sheet.text, says);
    }
}
