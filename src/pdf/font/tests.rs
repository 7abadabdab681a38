//! Known answers and hostile input for whole fonts.

use super::testing::{budget, dict, name, objects, stream};
use super::{Font, Text};
use lopdf::Object::{Array, Dictionary as Dict};
use lopdf::{Dictionary, Object};
use proptest::prelude::*;
use std::time::{Duration, Instant};

/// What a string says in a font, unreadable codes as `?`.
fn said(font: &Font, mut bytes: &[u8]) -> String {
    let mut text = String::new();
    while let Some(shown) = font.next(bytes) {
        match shown.text {
            Text::Char(char) => text.push(char),
            Text::Str(chars) => text.push_str(chars),
            Text::Unreadable => text.push('?'),
        }
        bytes = &bytes[shown.bytes..];
    }
    text
}

fn load(font: &Dictionary) -> Font {
    Font::load(&objects(), font, &mut budget())
}

fn two_byte(codes: &[u16]) -> Vec<u8> {
    codes.iter().flat_map(|code| code.to_be_bytes()).collect()
}

#[test]
fn a_standard_font_without_widths_has_its_metrics() {
    let font = load(&dict(&[
        ("Subtype", name("Type1")),
        ("BaseFont", name("Arial,Bold")),
        ("Encoding", name("WinAnsiEncoding")),
    ]));
    assert_eq!(said(&font, b"A\x92s \xA35"), "A\u{2019}s £5");
    let shown = font.next(b" x").map(|shown| (shown.advance, shown.word_space, shown.bytes));
    assert_eq!(shown, Some((0.278, true, 1)));
    assert_eq!(font.next(b"m").map(|shown| shown.advance), Some(0.889));
    assert!(font.face().bold);
    assert!(font.next(b"").is_none());
}

#[test]
fn differences_come_before_the_base_encoding() {
    let encoding = dict(&[
        ("BaseEncoding", name("MacRomanEncoding")),
        ("Differences", Array(vec![1.into(), name("fi"), name("g7"), name(".notdef"), 65.into(), name("eacute")])),
    ]);
    let font = load(&dict(&[("Subtype", name("Type1")), ("BaseFont", name("Foo")), ("Encoding", Dict(encoding))]));
    assert_eq!(said(&font, b"\x01\x02\x03AB\xA5"), "fi?éB•");
}

#[test]
fn the_map_to_unicode_comes_first_where_it_is_believed() {
    let map = "3 beginbfchar <41> <005A> <42> <0001> <43> <F8E9> endbfchar";
    let font = load(&dict(&[
        ("Subtype", name("TrueType")),
        ("BaseFont", name("Foo")),
        ("Encoding", name("WinAnsiEncoding")),
        ("ToUnicode", stream(map)),
    ]));
    assert_eq!(said(&font, b"ABCD"), "ZBCD");
}

#[test]
fn symbol_fonts_say_symbols() {
    let wingdings = load(&dict(&[("Subtype", name("TrueType")), ("BaseFont", name("ABCDEF+Wingdings-Regular"))]));
    assert_eq!(said(&wingdings, b"\xA7\xFC\x7F"), "▪✓?");
    let symbol = load(&dict(&[("Subtype", name("Type1")), ("BaseFont", name("Symbol"))]));
    assert_eq!(said(&symbol, b"\xB7a"), "•α");
    let map = "1 beginbfchar <0078> <F0B7> endbfchar";
    let composite = dict(&[
        ("Subtype", name("Type0")),
        ("BaseFont", name("SymbolMT")),
        ("Encoding", name("Identity-H")),
        ("ToUnicode", stream(map)),
    ]);
    assert_eq!(said(&load(&composite), &two_byte(&[0x78])), "•");
}

#[test]
fn type_3_widths_are_in_the_space_of_its_matrix() {
    let encoding = dict(&[("Differences", Array(vec![97.into(), name("a"), name("a98")]))]);
    let font = load(&dict(&[
        ("Subtype", name("Type3")),
        ("FontMatrix", Array(vec![Object::Real(0.01), 0.into(), 0.into(), Object::Real(0.01), 0.into(), 0.into()])),
        ("CharProcs", Dict(dict(&[("a", Object::Reference((9, 0)))]))),
        ("Encoding", Dict(encoding)),
        ("FirstChar", 97.into()),
        ("Widths", Array(vec![50.into(), 60.into()])),
    ]));
    assert_eq!(said(&font, b"ab"), "a?");
    let advance = font.next(b"a").map_or(0.0, |shown| shown.advance);
    assert!((advance - 0.5).abs() < 1e-6);
    assert_eq!(font.type3().and_then(|type3| type3.procedure(97)), Some((9, 0)));
    assert_eq!(font.type3().and_then(|type3| type3.procedure(98)), None);
}

/// A composite font with this encoding and these entries of its CID font.
fn composite(encoding: Object, descendant: &[(&str, Object)], more: &[(&str, Object)]) -> Dictionary {
    let mut font = dict(&[
        ("Subtype", name("Type0")),
        ("BaseFont", name("ABCDEF+Unheard")),
        ("Encoding", encoding),
        ("DescendantFonts", Array(vec![Dict(dict(descendant))])),
    ]);
    for (key, value) in more {
        font.set(*key, value.clone());
    }
    font
}

fn collection(ordering: &str) -> Object {
    Dict(dict(&[
        ("Registry", Object::string_literal("Adobe")),
        ("Ordering", Object::string_literal(ordering)),
        ("Supplement", 1.into()),
    ]))
}

#[test]
fn composite_fonts_take_two_bytes_and_their_widths() {
    let map = "2 beginbfrange <0003> <0003> <0020> <0024> <003D> <0041> endbfrange";
    let widths = Array(vec![36.into(), Array(vec![700.into(), 600.into()])]);
    let font =
        load(&composite(name("Identity-H"), &[("W", widths), ("DW", 300.into())], &[("ToUnicode", stream(map))]));
    assert_eq!(said(&font, &two_byte(&[36, 37, 3, 0x300])), "AB ?");
    let advances: Vec<f32> =
        [36, 37, 38].iter().filter_map(|code| font.next(&two_byte(&[*code])).map(|shown| shown.advance)).collect();
    assert_eq!(advances, [0.7, 0.6, 0.3]);
    assert_eq!(font.next(&[0]).map(|shown| (shown.bytes, shown.text)), Some((1, Text::Str(""))));
    assert!(!font.vertical());
}

#[test]
fn chinese_and_japanese_maps_are_known() {
    let font = load(&composite(name("90ms-RKSJ-H"), &[("CIDSystemInfo", collection("Japan1"))], &[]));
    assert_eq!(said(&font, b"A\x93\xFA\x96\x7B"), "A日本");
    let font = load(&composite(name("UniGB-UCS2-H"), &[("CIDSystemInfo", collection("GB1"))], &[]));
    assert_eq!(said(&font, &[0x4E, 0x2D, 0x65, 0x87]), "中文");
    let font = load(&composite(name("Identity-H"), &[("CIDSystemInfo", collection("Japan1"))], &[]));
    assert_eq!(said(&font, &two_byte(&[34, 3284])), "A日");
}

#[test]
fn vertical_writing_goes_downwards() {
    let font = load(&composite(name("Identity-V"), &[("DW", 1000.into())], &[]));
    assert!(font.vertical());
    let shown = font.next(&[0x30, 0x42]).map(|shown| (shown.advance, shown.offset));
    assert_eq!(shown, Some((-1.0, [-0.5, -0.88])));
}

/// Widths of Helvetica for glyphs in the Macintosh order.
fn helvetica(text: &str) -> Object {
    let widths = text.bytes().flat_map(|byte| {
        let width = super::encoding::Encoding::Standard
            .name(byte)
            .and_then(|name| super::core14::Core14::Helvetica.width(name))
            .unwrap_or_default();
        [Object::from(i64::from(byte) - 29), Array(vec![Object::Real(width * 1000.0)])]
    });
    Array(widths.collect())
}

#[test]
fn the_glyph_order_is_believed_when_widths_bear_it_out() {
    let text = "Aims of the Newsletter by JKMwrgdkcu";
    let font = load(&composite(name("Identity-H"), &[("W", helvetica(text))], &[]));
    let codes: Vec<u16> = "Newsletter of the".bytes().map(|byte| u16::from(byte) - 29).collect();
    assert_eq!(said(&font, &two_byte(&codes)), "Newsletter of the");
    let shifted: Vec<Object> = match helvetica(text) {
        Array(array) => array
            .into_iter()
            .map(|object| if let Object::Integer(cid) = object { Object::Integer((cid * 7) % 94 + 3) } else { object })
            .collect(),
        _ => Vec::new(),
    };
    let font = load(&composite(name("Identity-H"), &[("W", Array(shifted))], &[]));
    assert!(said(&font, &two_byte(&codes)).chars().all(|char| char == '?'));
}

#[test]
fn a_map_that_repeats_the_codes_is_doubted() {
    let map = "1 beginbfrange <0000> <FFFF> <0000> endbfrange";
    let widths = helvetica("Aims of the Newsletter by JKMwrgdkcu");
    let font = load(&composite(name("Identity-H"), &[("W", widths)], &[("ToUnicode", stream(map))]));
    let codes: Vec<u16> = "letter".bytes().map(|byte| u16::from(byte) - 29).collect();
    assert_eq!(said(&font, &two_byte(&codes)), "letter");
}

/// A font that carries a program of which nothing is known, with these widths from code 32 on.
fn opaque(widths: Vec<Object>) -> Font {
    let descriptor = dict(&[("Flags", 4.into()), ("FontFile2", stream("none"))]);
    load(&dict(&[
        ("Subtype", name("TrueType")),
        ("BaseFont", name("ABCDEF+Unheard")),
        ("FontDescriptor", Dict(descriptor)),
        ("FirstChar", 32.into()),
        ("Widths", Array(widths)),
    ]))
}

#[test]
fn codes_that_nothing_explains_are_letters_when_widths_bear_it_out() {
    let width = |code: u8| {
        let name = super::encoding::Encoding::Standard.name(code)?;
        Some(Object::Real(super::core14::Core14::Times.width(name)? * 1000.0))
    };
    let used = |code: u8| b" CHMilstamw".contains(&code);
    let sparse = (32..127).map(|code| width(code).filter(|_| used(code)).unwrap_or(0.into())).collect();
    assert_eq!(said(&opaque(sparse), b"Claim"), "Claim");
    let numbered = b"The Clerk wished it to be minuted".iter().filter_map(|code| width(*code)).collect();
    assert_eq!(said(&opaque(numbered), b"!\"#$"), "????");
}

#[test]
fn hostile_fonts_are_bounded() {
    let begun = Instant::now();
    let map = "1 begincidrange <00000000> <FFFFFFFF> 0 endcidrange 1 beginbfrange <0000> <FFFFFFFF> <0041> endbfrange";
    let widths = Array([0, 2_000_000_000, 500].repeat(1000).into_iter().map(Object::Integer).collect());
    let font = load(&composite(stream(map), &[("W", widths.clone()), ("W2", widths)], &[("ToUnicode", stream(map))]));
    let bytes: Vec<u8> = (0..=u16::MAX).flat_map(u16::to_be_bytes).collect();
    assert!(!said(&font, &bytes).is_empty());
    let many = Array(vec![name("A"); 400_000]);
    let encoding = dict(&[("Differences", many)]);
    let font = load(&dict(&[("Subtype", name("Type3")), ("Encoding", Dict(encoding))]));
    assert_eq!(said(&font, b"z"), "A");
    assert!(begun.elapsed() < Duration::from_secs(10));
}

fn any_object() -> impl Strategy<Value = Object> {
    let leaf = prop_oneof![
        any::<i64>().prop_map(Object::Integer),
        any::<f32>().prop_map(Object::Real),
        prop::sample::select(vec!["Identity-H", "Identity-V", "H", "WinAnsiEncoding", "A", "g1", "Type0", "Type3"])
            .prop_map(name),
        prop::collection::vec(any::<u8>(), 0..200).prop_map(stream),
        "([<\\[]?[0-9A-F]{0,8}[>\\]]? |begin(bf|cid)(char|range) |end(bf|cid)(char|range) ){0,20}".prop_map(stream),
        Just(Object::Null),
    ];
    leaf.prop_recursive(3, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Array),
            prop::collection::vec((prop::sample::select(KEYS.to_vec()), inner), 0..6)
                .prop_map(|entries| Dict(dict(&entries))),
        ]
    })
}

const KEYS: [&str; 20] = [
    "Subtype",
    "BaseFont",
    "Encoding",
    "BaseEncoding",
    "Differences",
    "ToUnicode",
    "DescendantFonts",
    "W",
    "W2",
    "DW",
    "DW2",
    "Widths",
    "FirstChar",
    "FontDescriptor",
    "FontFile",
    "FontFile2",
    "FontFile3",
    "CIDToGIDMap",
    "FontMatrix",
    "CharProcs",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn any_font_decodes_any_string(
        entries in prop::collection::vec((prop::sample::select(KEYS.to_vec()), any_object()), 0..12),
        composite in any::<bool>(),
        bytes in prop::collection::vec(any::<u8>(), 0..64),
    ) {
        let mut font = dict(&entries);
        font.set("Subtype", name(if composite { "Type0" } else { "TrueType" }));
        let font = load(&font);
        let mut rest: &[u8] = &bytes;
        while let Some(shown) = font.next(rest) {
            prop_assert!(shown.bytes >= 1 && shown.bytes <= rest.len());
            prop_assert!(shown.advance.is_finite());
            rest = &rest[shown.bytes..];
        }
    }
}
