//! The fourteen standard fonts: widths by glyph name.
//!
//! The widths are those of the Adobe Core 14 font metrics, in
//! `tables/core14.tsv`. Oblique Helvetica has the widths of upright
//! Helvetica; every glyph of Courier is 600 wide.
//!
//! Copyright (c) 1985, 1987, 1989, 1990, 1991, 1992, 1993, 1997 Adobe Systems Incorporated. All Rights Reserved.
//! The metrics may be used, copied and distributed for any purpose and without
//! charge, with or without modification, provided that all copyright notices
//! are retained.

use super::symbols::{SymbolSet, plain};
use crate::pdf::sheet::Face;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A standard font, or a family of them with a style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Core14 {
    Helvetica,
    HelveticaBold,
    Times,
    TimesBold,
    TimesItalic,
    TimesBoldItalic,
    Symbol,
    ZapfDingbats,
    Courier,
}

const COLUMNS: usize = 8;

static WIDTHS: LazyLock<HashMap<&'static str, [Option<u16>; COLUMNS]>> = LazyLock::new(|| {
    let rows = include_str!("tables/core14.tsv").lines().skip(1).filter_map(|line| {
        let mut fields = line.split('\t');
        let name = fields.next()?;
        let mut widths = [None; COLUMNS];
        for (slot, field) in widths.iter_mut().zip(fields) {
            *slot = field.parse().ok();
        }
        Some((name, widths))
    });
    rows.collect()
});

/// Beginnings of the names of fonts that have the metrics of a standard family,
/// in small letters without blanks and marks.
const FAMILIES: [(&str, Core14); 15] = [
    ("arial", Core14::Helvetica),
    ("helvetica", Core14::Helvetica),
    ("liberationsans", Core14::Helvetica),
    ("nimbussan", Core14::Helvetica),
    ("swiss", Core14::Helvetica),
    ("times", Core14::Times),
    ("liberationserif", Core14::Times),
    ("nimbusrom", Core14::Times),
    ("dutch", Core14::Times),
    ("courier", Core14::Courier),
    ("liberationmono", Core14::Courier),
    ("nimbusmon", Core14::Courier),
    ("symbol", Core14::Symbol),
    ("zapfdingbats", Core14::ZapfDingbats),
    ("itczapfdingbats", Core14::ZapfDingbats),
];

impl Core14 {
    /// The standard font of this name, or whose metrics a font of this name has.
    pub(super) fn named(name: &str, bold: bool, italic: bool) -> Option<Self> {
        let plain = plain(name);
        let (_, family) = FAMILIES.iter().find(|(start, _)| plain.starts_with(start))?;
        Some(family.styled(bold, italic))
    }

    /// The standard font nearest to what is known of a font.
    pub(super) fn like(face: &Face, serif: bool) -> Self {
        let family = match (face.fixed, serif) {
            (true, _) => Self::Courier,
            (false, true) => Self::Times,
            (false, false) => Self::Helvetica,
        };
        family.styled(face.bold, face.italic)
    }

    fn styled(self, bold: bool, italic: bool) -> Self {
        match (self, bold, italic) {
            (Self::Helvetica, true, _) => Self::HelveticaBold,
            (Self::Times, true, false) => Self::TimesBold,
            (Self::Times, false, true) => Self::TimesItalic,
            (Self::Times, true, true) => Self::TimesBoldItalic,
            (plain, ..) => plain,
        }
    }

    /// The width of a glyph in em.
    pub(super) fn width(self, name: &str) -> Option<f32> {
        if self == Self::Courier {
            return Some(0.6);
        }
        let name = match name {
            "nbspace" => "space",
            "sfthyphen" => "hyphen",
            name => name,
        };
        WIDTHS.get(name)?[self as usize].map(|width| f32::from(width) / 1000.0)
    }

    /// The symbol font that this is.
    pub(super) fn symbols(self) -> SymbolSet {
        match self {
            Self::Symbol => SymbolSet::Symbol,
            Self::ZapfDingbats => SymbolSet::ZapfDingbats,
            _ => SymbolSet::None,
        }
    }

    /// How far letters reach above and below the baseline, in em.
    pub(super) fn reach(self) -> [f32; 2] {
        match self {
            Self::Helvetica | Self::HelveticaBold => [0.718, -0.207],
            Self::Times | Self::TimesBold | Self::TimesItalic | Self::TimesBoldItalic => [0.683, -0.217],
            Self::Courier => [0.629, -0.157],
            Self::Symbol | Self::ZapfDingbats => [0.75, -0.25],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_of_the_metrics_files() {
        let cases = [
            (Core14::Helvetica, "A", 0.667),
            (Core14::HelveticaBold, "a", 0.556),
            (Core14::Times, "A", 0.722),
            (Core14::TimesBoldItalic, "zero", 0.5),
            (Core14::Symbol, "alpha", 0.631),
            (Core14::ZapfDingbats, "a1", 0.974),
            (Core14::Courier, "anything", 0.6),
        ];
        for (font, name, width) in cases {
            assert_eq!(font.width(name), Some(width), "{font:?} {name}");
        }
        assert_eq!(Core14::Times.width("alpha"), None);
    }

    #[test]
    fn aliases_have_the_metrics_of_their_family() {
        let cases = [
            ("Helvetica", false, Some(Core14::Helvetica)),
            ("ArialMT", false, Some(Core14::Helvetica)),
            ("Arial,Bold", true, Some(Core14::HelveticaBold)),
            ("TimesNewRomanPS-BoldMT", true, Some(Core14::TimesBold)),
            ("Times New Roman", false, Some(Core14::Times)),
            ("CourierNew", false, Some(Core14::Courier)),
            ("Symbol", false, Some(Core14::Symbol)),
            ("Calibri", false, None),
        ];
        for (name, bold, expected) in cases {
            assert_eq!(Core14::named(name, bold, false), expected, "{name}");
        }
    }
}
