//! Glyphs that are drawn by procedures.

use super::*;

/// A page that shows this string in a font whose glyphs have these procedures, for the codes from `a` on.
fn drawn(string: &str, widths: bool, procedures: &[&str]) -> Sheet {
    read(&file(&format!("BT /T 10 Tf 100 700 Td ({string}) Tj ET"), |document, page| {
        let mut streams = Dictionary::new();
        let mut names = vec![97.into()];
        for (index, procedure) in procedures.iter().enumerate() {
            let stream = document.add_object(Stream::new(Dictionary::new(), procedure.as_bytes().to_vec()));
            streams.set(format!("g{index}"), stream);
            names.push(Object::Name(format!("g{index}").into_bytes()));
        }
        let resources = page.get_mut(b"Resources").and_then(Object::as_dict_mut).expect("resources");
        let fonts = resources.get_mut(b"Font").and_then(Object::as_dict_mut).expect("fonts");
        let plain = fonts.get(b"F1").expect("a font").clone();
        let font = document.new_object_id();
        let mut own = dictionary! {
            "Type" => "Font", "Subtype" => "Type3", "FontBBox" => vec![0.into(), 0.into(), 1000.into(), 1000.into()],
            "FontMatrix" => vec![Object::Real(0.001), 0.into(), 0.into(), Object::Real(0.001), 0.into(), 0.into()],
            "CharProcs" => streams, "Encoding" => dictionary! { "Differences" => names },
            "Resources" => dictionary! { "Font" => dictionary! { "F1" => plain, "T" => font } },
        };
        if widths {
            own.set("FirstChar", 97);
            own.set("Widths", vec![Object::Integer(1500); procedures.len()]);
        }
        document.objects.insert(font, own.into());
        fonts.set("T", font);
    }))
}

#[test]
fn glyph_procedures_that_show_text_say_it() {
    let sheet =
        drawn("ab", true, &["1500 0 d0 BT /F1 1000 Tf 100 0 Td (Hi) Tj ET", "1500 0 d0 BT /F1 500 Tf (x) Tj ET"]);
    assert_eq!(places(&sheet), [("H", [101.0, 100.0]), ("i", [107.0, 100.0]), ("x", [115.0, 100.0])]);
    near(sheet.glyphs[0].size, 10.0);
    near(sheet.glyphs[2].size, 5.0);
}

#[test]
fn drawn_glyphs_are_blank_or_unreadable_and_never_text() {
    let sheet = drawn("abab", true, &["1500 0 d0", "1500 0 0 0 700 700 d1 0 0 m 300 700 l 500 0 l f"]);
    let found: Vec<(bool, f32)> = sheet.glyphs.iter().map(|glyph| (glyph.state.unreadable, glyph.origin[0])).collect();
    assert_eq!(found, [(true, 115.0), (true, 145.0)]);
    let lines = drawn("aa", true, &["1500 0 d0 0 -50 1500 40 re f"]);
    assert_eq!(lines.rulings.len() + lines.fills.len(), 1, "lines that touch are one: {:?}", lines.rulings);
    near(lines.rulings[0].to - lines.rulings[0].from, 30.0);
}

#[test]
fn procedures_tell_widths_where_the_font_does_not() {
    let sheet = drawn("ab", false, &["2000 0 d0 BT /F1 1000 Tf (A) Tj ET", "500 0 d0 BT /F1 1000 Tf (B) Tj ET"]);
    assert_eq!(places(&sheet), [("A", [100.0, 100.0]), ("B", [120.0, 100.0])]);
}

#[test]
fn procedures_that_show_themselves_end() {
    let fan = "1000 0 d0 BT /T 1000 Tf (aaaaaaaaaa) Tj /F1 900 Tf (z) Tj ET";
    let sheet = drawn("a", true, &[fan]);
    assert!(sheet.text.len() < 100, "{}", sheet.text.len());
}
