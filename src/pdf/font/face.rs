//! What layout asks of a font: its name, whether it is bold, italic or fixed, how far it reaches.

use super::core14::Core14;
use crate::pdf::objects::Objects;
use crate::pdf::sheet::Face;
use lopdf::Dictionary;

/// Flags of a font descriptor (ISO 32000-1, table 123).
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Flags(i64);

impl Flags {
    pub(super) fn load(objects: &Objects, descriptor: Option<&Dictionary>) -> Self {
        Self(descriptor.and_then(|descriptor| objects.integer(descriptor, b"Flags")).unwrap_or(0))
    }

    fn bit(self, position: u32) -> bool {
        self.0 >> (position - 1) & 1 == 1
    }

    pub(super) fn fixed(self) -> bool {
        self.bit(1)
    }

    pub(super) fn serif(self) -> bool {
        self.bit(2)
    }

    pub(super) fn symbolic(self) -> bool {
        self.bit(3) && !self.bit(6)
    }

    fn italic(self) -> bool {
        self.bit(7)
    }

    fn force_bold(self) -> bool {
        self.bit(19)
    }
}

/// Words of font names that tell a bold face.
const BOLD: [&str; 5] = ["bold", "black", "heavy", "demi", "extrabd"];
/// Words of font names that tell an italic face.
const ITALIC: [&str; 4] = ["italic", "oblique", "slanted", "kursiv"];
/// From which weight on a face is bold.
const BOLD_WEIGHT: f32 = 600.0;
/// How far letters reach where the font does not tell: usual measures of text faces, in em.
const REACH: [f32; 2] = [0.75, -0.25];

/// A font's name without the tag of its subset.
pub(super) fn untagged(name: &[u8]) -> String {
    let name = match name.iter().position(|byte| *byte == b'+') {
        Some(6) if name[..6].iter().all(u8::is_ascii_uppercase) => &name[7..],
        _ => name,
    };
    String::from_utf8_lossy(name).into_owned()
}

/// The face of a font with this name and descriptor.
pub(super) fn load(objects: &Objects, name: String, descriptor: Option<&Dictionary>) -> Face {
    let flags = Flags::load(objects, descriptor);
    let number = |key: &[u8]| descriptor.and_then(|descriptor| objects.number(descriptor, key));
    let small = name.to_ascii_lowercase();
    let style = style(&small);
    let bold = BOLD.iter().any(|word| small.contains(word) && !(*word == "demi" && small.contains("academi")))
        || style.contains(&"bd")
        || flags.force_bold()
        || number(b"FontWeight").is_some_and(|weight| weight >= BOLD_WEIGHT);
    let italic = ITALIC.iter().any(|word| small.contains(word))
        || style.contains(&"it")
        || flags.italic()
        || number(b"ItalicAngle").is_some_and(|angle| angle != 0.0 && angle.abs() < 45.0);
    let standard = Core14::named(&name, bold, italic);
    let [usual_ascent, usual_descent] = standard.map_or(REACH, Core14::reach);
    let measure = |key, least: f32, usual| {
        number(key).map(|value| value.abs() / 1000.0).filter(|value| (least..2.0).contains(value)).unwrap_or(usual)
    };
    Face {
        bold,
        italic,
        fixed: flags.fixed() || standard == Some(Core14::Courier),
        ascent: measure(b"Ascent", 0.3, usual_ascent),
        descent: -measure(b"Descent", 0.05, -usual_descent),
        name,
    }
}

/// The parts of a name after a hyphen or comma: `Foo-BdIt` has none, `Foo-Bd` has `bd`.
fn style(name: &str) -> Vec<&str> {
    name.split(['-', ',']).skip(1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::font::testing::{self, dict};

    fn face(name: &str, descriptor: &[(&str, lopdf::Object)]) -> Face {
        load(&testing::objects(), untagged(name.as_bytes()), Some(&dict(descriptor)))
    }

    #[test]
    fn names_tell_the_style() {
        let plain = face("ABCDEF+Calibri", &[]);
        assert_eq!((plain.name.as_str(), plain.bold, plain.italic), ("Calibri", false, false));
        let both = face("Arial,BoldItalic", &[]);
        assert!(both.bold && both.italic);
        assert!(face("Frutiger-Black", &[]).bold);
        assert!(face("Helvetica-Oblique", &[]).italic);
        assert_eq!(face("ABC+Odd", &[]).name, "ABC+Odd");
    }

    #[test]
    fn descriptors_tell_the_style() {
        assert!(face("F1", &[("FontWeight", 700.into())]).bold);
        assert!(face("F1", &[("Flags", (1 << 18).into())]).bold);
        assert!(face("F1", &[("ItalicAngle", (-12).into())]).italic);
        assert!(face("F1", &[("Flags", 1.into())]).fixed);
        assert!(!face("F1", &[("Flags", 32.into()), ("FontWeight", 400.into()), ("ItalicAngle", 0.into())]).bold);
    }

    #[test]
    fn odd_measures_are_not_believed() {
        let usual = face("F1", &[("Ascent", 0.into()), ("Descent", 40_000.into())]);
        assert_eq!((usual.ascent, usual.descent), (0.75, -0.25));
        let told = face("F1", &[("Ascent", 905.into()), ("Descent", 212.into())]);
        assert_eq!((told.ascent, told.descent), (0.905, -0.212));
    }
}
