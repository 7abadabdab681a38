//! A second parser for files in which [`lopdf`] finds no pages.
//!
//! [`hayro_syntax`] recovers some files that [`lopdf`] cannot. What it finds
//! from its pages on is copied into a document of the usual kind, so that
//! everything after reads one kind of object.

use super::budget::Limits;
use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, MaybeRef, ObjRef, Object as Found, ObjectIdentifier, Stream as FoundStream};
use hayro_syntax::page::{Resources, Rotation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat};
use std::collections::{HashMap, VecDeque};

/// How deep arrays and dictionaries are copied.
const DEPTH: u32 = 64;

/// Copies the pages that the second parser finds; none where it finds none.
pub fn read<'p>(bytes: &[u8], passwords: impl Iterator<Item = &'p str>, limits: &Limits) -> Option<Document> {
    let pdf = passwords.into_iter().find_map(|password| Pdf::new_with_password(bytes.to_vec(), password).ok())?;
    let mut copy = Copy::new(limits);
    let mut kids = Vec::new();
    for page in pdf.pages().iter().take(limits.pages) {
        let mut dict = copy.dict(page.raw(), DEPTH);
        // What the page inherits is written into the page itself.
        for (key, rect) in [("MediaBox", page.media_box()), ("CropBox", page.crop_box())] {
            dict.set(key, [rect.x0, rect.y0, rect.x1, rect.y1].map(real).to_vec());
        }
        dict.set("Rotate", turn(page.rotation()));
        let resources = copy.resources(page.resources());
        dict.set("Resources", resources);
        let id = copy.new_id();
        copy.document.objects.insert(id, Object::Dictionary(dict));
        kids.push(Object::Reference(id));
    }
    if kids.is_empty() {
        return None;
    }
    while let Some((from, to)) = copy.waiting.pop_front() {
        if let Some(object) = pdf.xref().get::<Found>(from) {
            let object = copy.object(&object, DEPTH);
            copy.document.objects.insert(to, object);
        }
    }
    let mut document = copy.document;
    let count = kids.len() as i64;
    let pages = document.add_object(lopdf::dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count });
    let catalog = document.add_object(lopdf::dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    Some(document)
}

/// A copy in the making.
struct Copy {
    document: Document,
    ids: HashMap<ObjectIdentifier, ObjectId>,
    waiting: VecDeque<(ObjectIdentifier, ObjectId)>,
    left: u64,
}

impl Copy {
    fn new(limits: &Limits) -> Self {
        Self { document: Document::new(), ids: HashMap::new(), waiting: VecDeque::new(), left: limits.evidence.objects }
    }

    fn new_id(&mut self) -> ObjectId {
        self.document.new_object_id()
    }

    fn object(&mut self, found: &Found, depth: u32) -> Object {
        if depth == 0 || self.left == 0 {
            return Object::Null;
        }
        self.left -= 1;
        match found {
            Found::Null(_) => Object::Null,
            Found::Boolean(truth) => Object::Boolean(*truth),
            Found::Number(number) if number.as_f64().fract().abs() > 0.0 => Object::Real(number.as_f32()),
            Found::Number(number) => Object::Integer(number.as_i64()),
            Found::String(text) => Object::String(text.as_bytes().to_vec(), StringFormat::Literal),
            Found::Name(name) => Object::Name(name.as_ref().to_vec()),
            Found::Array(array) => Object::Array(array.raw_iter().map(|entry| self.entry(entry, depth - 1)).collect()),
            Found::Dict(dict) => Object::Dictionary(self.dict(dict, depth - 1)),
            Found::Stream(stream) => self.stream(stream, depth - 1),
        }
    }

    fn entry(&mut self, entry: MaybeRef<Found>, depth: u32) -> Object {
        match entry {
            MaybeRef::Ref(reference) => self.reference(reference),
            MaybeRef::NotRef(object) => self.object(&object, depth),
        }
    }

    fn reference(&mut self, reference: ObjRef) -> Object {
        let from = ObjectIdentifier::from(reference);
        if let Some(to) = self.ids.get(&from) {
            return Object::Reference(*to);
        }
        if self.left == 0 {
            return Object::Null;
        }
        let to = self.new_id();
        self.ids.insert(from, to);
        self.waiting.push_back((from, to));
        Object::Reference(to)
    }

    fn dict(&mut self, dict: &Dict, depth: u32) -> Dictionary {
        let mut copy = Dictionary::new();
        for (key, value) in dict.entries() {
            // The way up would lead to all of a broken tree.
            if key.as_ref() != b"Parent" {
                let value = self.entry(value, depth);
                copy.set(key.as_ref().to_vec(), value);
            }
        }
        copy
    }

    fn resources(&mut self, resources: &Resources) -> Dictionary {
        let parts = [
            ("Font", &resources.fonts),
            ("XObject", &resources.x_objects),
            ("Properties", &resources.properties),
            ("ColorSpace", &resources.color_spaces),
            ("ExtGState", &resources.ext_g_states),
        ];
        let mut copy = Dictionary::new();
        for (key, part) in parts {
            copy.set(key, self.dict(part, DEPTH));
        }
        copy
    }

    fn stream(&mut self, stream: &FoundStream, depth: u32) -> Object {
        let dict = self.dict(stream.dict(), depth);
        Object::Stream(Stream::new(dict, stream.raw_data().into_owned()))
    }
}

fn turn(rotation: Rotation) -> i64 {
    match rotation {
        Rotation::None => 0,
        Rotation::Horizontal => 90,
        Rotation::Flipped => 180,
        Rotation::FlippedHorizontal => 270,
    }
}

fn real(number: f64) -> Object {
    Object::Real(number as f32)
}
