//! Appearances of annotations and form fields (ISO 32000-1, 12.5.5); the value of a field stands in for one that is missing.

use super::Pdf;
use super::content::interpreter::{Interpreter, Resources};
use super::content::matrix::Matrix;
use super::content::xobject::form_box;
use super::field;
use super::objects::Objects;
use super::sheet::Cut;
use lopdf::{Dictionary, Object, ObjectId, Stream};

/// Flags of annotations that are not seen: hidden, and no view.
const UNSEEN: i64 = 1 << 1 | 1 << 5;

/// How many annotations of a page are looked at.
const MOST: usize = 1 << 14;

/// Draws all annotations of a page that are seen.
pub fn draw_all<'d>(pdf: &'d Pdf, page: &'d Dictionary, frame: Matrix, interpreter: &mut Interpreter<'d>) {
    let objects = &pdf.objects;
    let annotations = objects.array(page, b"Annots").unwrap_or_default();
    if annotations.len() > MOST {
        interpreter.budget().cut(Cut::Objects);
    }
    let form = pdf.catalog().and_then(|catalog| objects.dict(catalog, b"AcroForm"));
    let wants = form.and_then(|form| objects.truth(form, b"NeedAppearances")).unwrap_or(false);
    for annotation in annotations.iter().take(MOST) {
        let Some(dict) = objects.as_dict(annotation) else { continue };
        let popup = objects.name(dict, b"Subtype") == Some(b"Popup");
        let unseen = objects.integer(dict, b"F").unwrap_or(0) & UNSEEN != 0;
        if popup || unseen || interpreter.layer_hides(dict) {
            continue;
        }
        let before = interpreter.glyphs();
        let appearance = appearance(objects, dict);
        if let Some((form, id)) = appearance
            && let Some(placed) = placed(objects, dict, form)
        {
            interpreter.draw_on_page(frame, |inner| inner.draw_form(form, id, &Resources::default(), placed));
        }
        // An appearance without words may be what a field looked like before it was filled in.
        if interpreter.glyphs() == before && (appearance.is_none() || wants) {
            field::set(pdf, dict, frame, interpreter);
        }
    }
}

/// The normal appearance, in the state that is set.
fn appearance<'d>(objects: &'d Objects, dict: &'d Dictionary) -> Option<(&'d Stream, Option<ObjectId>)> {
    let one = |object: &'d Object| Some((objects.as_stream(object)?, object.as_reference().ok()));
    let normal = objects.dict(dict, b"AP")?.get(b"N").ok()?;
    match objects.resolve(normal) {
        Object::Dictionary(states) => one(states.get(objects.name(dict, b"AS")?).ok()?),
        _ => one(normal),
    }
}

/// How the appearance is moved and stretched into the annotation's rectangle.
fn placed(objects: &Objects, dict: &Dictionary, form: &Stream) -> Option<Matrix> {
    let rect = objects.rect(dict, b"Rect")?.map(f64::from);
    let shown = Matrix::of(objects, &form.dict, b"Matrix").bounds(form_box(objects, &form.dict)?);
    let (width, height) = (shown[2] - shown[0], shown[3] - shown[1]);
    if !(width > 0.0 && height > 0.0) {
        return None;
    }
    let (x, y) = ((rect[2] - rect[0]) / width, (rect[3] - rect[1]) / height);
    Some(Matrix([x, 0.0, 0.0, y, rect[0] - shown[0] * x, rect[1] - shown[1] * y]))
}
