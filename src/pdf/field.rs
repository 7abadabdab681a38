//! Values of form fields that have no appearance: set as a viewer sets them (ISO 32000-1, 12.7.3.3).
//!
//! Only words that a field holds are set: check boxes, buttons, signatures and passwords have none.

use super::Pdf;
use super::budget::Budget;
use super::content::interpreter::Interpreter;
use super::content::matrix::Matrix;
use super::font;
use super::objects::Objects;
use super::text_string;
use lopdf::{Dictionary, Object};

/// Flags of text fields (ISO 32000-1, table 228).
const MULTILINE: i64 = 1 << 12;
const PASSWORD: i64 = 1 << 13;
/// How many fields a field may lie in.
const DEPTH: usize = 32;
/// Distance of the words from the field's edges, in points.
const MARGIN: f64 = 2.0;
/// Least and greatest size of words whose size the field leaves open, in points.
const OPEN_SIZE: [f64; 2] = [4.0, 12.0];
/// Such a size in parts of the height of the field.
const OPEN_SHARE: f64 = 0.7;
/// Distance of lines in parts of the size.
const LEADING: f64 = 1.15;
/// How far a line's middle lies above its baseline, in parts of the size.
const MIDDLE: f64 = 0.26;
/// Most lines of a field, and most options that may be chosen.
const MOST_LINES: usize = 1024;
/// Longest value, in bytes of the file: many fields may share one.
const LONGEST: usize = 1 << 16;

/// Sets the value of a field, or the words of a free text, in its rectangle.
pub fn set<'d>(pdf: &'d Pdf, dict: &'d Dictionary, frame: Matrix, interpreter: &mut Interpreter<'d>) {
    let objects = &pdf.objects;
    let form = pdf.catalog().and_then(|catalog| objects.dict(catalog, b"AcroForm"));
    let own = Own { objects, dict, form };
    let Some(words) = own.words(interpreter.budget()).filter(|words| !words.trim().is_empty()) else { return };
    let Some([left, bottom, right, top]) = objects.rect(dict, b"Rect").map(|rect| rect.map(f64::from)) else { return };
    let (width, height) = (right - left - 2.0 * MARGIN, top - bottom);
    if !(width > 0.0 && height > 0.0) {
        return;
    }
    let many = own.is_free_text() || own.flags() & MULTILINE != 0;
    let size = own.size().unwrap_or_else(|| (OPEN_SHARE * height).clamp(OPEN_SIZE[0], OPEN_SIZE[1]));
    let lines =
        if many { wrapped(&words, width / size) } else { vec![words.split_whitespace().collect::<Vec<_>>().join(" ")] };
    let first = if many { top - MARGIN - size } else { f64::midpoint(bottom, top) - MIDDLE * size };
    for (index, line) in lines.iter().enumerate() {
        let room = width - size * reach(line);
        let shift = match own.alignment() {
            1 => room / 2.0,
            2 => room,
            _ => 0.0,
        };
        let at = [left + MARGIN + shift.max(0.0), first - LEADING * size * index as f64];
        interpreter.draw_on_page(frame, |inner| inner.set_words(line, at, size));
    }
}

/// The words of a string of the file.
fn decode(bytes: &[u8]) -> String {
    text_string::decode(&bytes[..bytes.len().min(LONGEST)])
}

/// How far a line reaches, in em.
fn reach(line: &str) -> f64 {
    line.chars().map(|c| f64::from(font::usual_advance(c))).sum()
}

/// The lines of a text, broken where they would leave a field of this width in em.
fn wrapped(words: &str, width: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for paragraph in words.lines().flat_map(|line| line.split('\r')) {
        let mut line = String::new();
        let mut used = 0.0;
        for word in paragraph.split_whitespace() {
            let own = reach(word);
            let space = f64::from(font::usual_advance(' '));
            if !line.is_empty() && used + space + own > width {
                lines.push(std::mem::take(&mut line));
                used = 0.0;
            }
            if !line.is_empty() {
                line.push(' ');
                used += space;
            }
            line.push_str(word);
            used += own;
        }
        lines.push(line);
        if lines.len() >= MOST_LINES {
            break;
        }
    }
    lines
}

/// A field's widget, with what it has from the fields around it and from the form.
#[derive(Clone, Copy)]
struct Own<'d> {
    objects: &'d Objects,
    dict: &'d Dictionary,
    form: Option<&'d Dictionary>,
}

impl<'d> Own<'d> {
    /// An entry of the field, or of the fields around it.
    fn inherited(&self, key: &[u8]) -> Option<&'d Object> {
        let around = std::iter::successors(Some(self.dict), |dict| self.objects.dict(dict, b"Parent"));
        around.take(DEPTH).find_map(|dict| self.objects.get(dict, key))
    }

    fn is_free_text(&self) -> bool {
        self.objects.name(self.dict, b"Subtype") == Some(b"FreeText")
    }

    fn flags(&self) -> i64 {
        self.inherited(b"Ff").and_then(|flags| self.objects.as_integer(flags)).unwrap_or(0)
    }

    /// 0 for left, 1 for the middle, 2 for right.
    fn alignment(&self) -> i64 {
        let form = || self.objects.get(self.form?, b"Q");
        self.inherited(b"Q").or_else(form).and_then(|number| self.objects.as_integer(number)).unwrap_or(0)
    }

    /// The words that it shows.
    fn words(&self, budget: &mut Budget) -> Option<String> {
        let objects = self.objects;
        if self.is_free_text() {
            return objects.string(self.dict, b"Contents").map(decode);
        }
        if objects.name(self.dict, b"Subtype") != Some(b"Widget") {
            return None;
        }
        let text = |object: &Object| objects.as_string(object).map(decode);
        let value = self.inherited(b"V")?;
        match self.inherited(b"FT").and_then(|kind| objects.as_name(kind))? {
            b"Tx" if self.flags() & PASSWORD == 0 => text(value),
            b"Ch" => match objects.as_array(value) {
                Some(chosen) => {
                    let shown = chosen.iter().take(MOST_LINES).filter_map(text);
                    Some(shown.map(|one| self.option(one, budget)).collect::<Vec<_>>().join("\n"))
                }
                None => text(value).map(|one| self.option(one, budget)),
            },
            _ => None,
        }
    }

    /// The words of an option with this value.
    fn option(&self, value: String, budget: &mut Budget) -> String {
        let objects = self.objects;
        let options = self.inherited(b"Opt").and_then(|options| objects.as_array(options)).unwrap_or_default();
        let shown = options.iter().take_while(|_| budget.objects(1)).find_map(|option| {
            let [own, shown] = objects.as_array(option)?.first_chunk()?;
            let text = |object: &Object| objects.as_string(object).map(decode);
            (text(own)? == value).then(|| text(shown)).flatten()
        });
        shown.unwrap_or(value)
    }

    /// The size that its default appearance sets; none where that leaves it open.
    fn size(&self) -> Option<f64> {
        let form = || self.objects.get(self.form?, b"DA");
        let looks = self.objects.as_string(self.inherited(b"DA").or_else(form)?)?;
        let looks = String::from_utf8_lossy(looks);
        let words: Vec<&str> = looks.split_whitespace().collect();
        let at = words.iter().rposition(|word| *word == "Tf")?;
        words.get(at.checked_sub(1)?)?.parse().ok().filter(|size: &f64| *size > 0.5 && *size < 200.0)
    }
}
