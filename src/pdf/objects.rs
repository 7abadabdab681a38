//! The objects of a file: references followed, streams inflated.
//!
//! Nothing here fails: an object that is missing, of another kind or part of a
//! circle of references is none. Streams are inflated under a budget; a damaged
//! stream gives the bytes up to the damage.

use super::budget::Budget;
use super::filter;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use std::borrow::Cow;

/// How many references are followed from one to the next.
const CHAIN: usize = 32;

/// The objects of a file.
#[derive(Debug)]
pub struct Objects {
    document: Document,
}

impl Objects {
    /// The objects of a document that was read.
    pub fn new(document: Document) -> Self {
        Self { document }
    }

    /// The document as it was read.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The object with this number and generation.
    pub fn object(&self, id: ObjectId) -> Option<&Object> {
        self.document.objects.get(&id)
    }

    /// The object that is meant: references followed, `Null` where they lead nowhere.
    pub fn resolve<'a>(&'a self, mut object: &'a Object) -> &'a Object {
        for _ in 0..CHAIN {
            match object {
                Object::Reference(id) => match self.document.objects.get(id) {
                    Some(next) => object = next,
                    None => return &Object::Null,
                },
                other => return other,
            }
        }
        &Object::Null
    }

    /// The entry of a dictionary, resolved; none when it is missing or null.
    pub fn get<'a>(&'a self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
        match self.resolve(dict.get(key).ok()?) {
            Object::Null => None,
            object => Some(object),
        }
    }

    /// The object as a dictionary; of a stream, its dictionary.
    pub fn as_dict<'a>(&'a self, object: &'a Object) -> Option<&'a Dictionary> {
        match self.resolve(object) {
            Object::Dictionary(dict) => Some(dict),
            Object::Stream(stream) => Some(&stream.dict),
            _ => None,
        }
    }

    /// The object as an array.
    pub fn as_array<'a>(&'a self, object: &'a Object) -> Option<&'a [Object]> {
        match self.resolve(object) {
            Object::Array(array) => Some(array),
            _ => None,
        }
    }

    /// The object as a stream.
    pub fn as_stream<'a>(&'a self, object: &'a Object) -> Option<&'a Stream> {
        match self.resolve(object) {
            Object::Stream(stream) => Some(stream),
            _ => None,
        }
    }

    /// The object as a name, without its slash.
    pub fn as_name<'a>(&'a self, object: &'a Object) -> Option<&'a [u8]> {
        match self.resolve(object) {
            Object::Name(name) => Some(name),
            _ => None,
        }
    }

    /// The object as the bytes of a string.
    pub fn as_string<'a>(&'a self, object: &'a Object) -> Option<&'a [u8]> {
        match self.resolve(object) {
            Object::String(bytes, _) => Some(bytes),
            _ => None,
        }
    }

    /// The object as a finite number.
    pub fn as_number(&self, object: &Object) -> Option<f32> {
        match self.resolve(object) {
            Object::Integer(number) => Some(*number as f32),
            Object::Real(number) => number.is_finite().then_some(*number),
            _ => None,
        }
    }

    /// The object as a whole number.
    pub fn as_integer(&self, object: &Object) -> Option<i64> {
        match self.resolve(object) {
            Object::Integer(number) => Some(*number),
            Object::Real(number) if number.is_finite() => Some(*number as i64),
            _ => None,
        }
    }

    /// The entry of a dictionary as a dictionary; of a stream, its dictionary.
    pub fn dict<'a>(&'a self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
        self.as_dict(dict.get(key).ok()?)
    }

    /// The entry of a dictionary as an array.
    pub fn array<'a>(&'a self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a [Object]> {
        self.as_array(dict.get(key).ok()?)
    }

    /// The entry of a dictionary as a stream, not yet inflated.
    pub fn get_stream<'a>(&'a self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a Stream> {
        self.as_stream(dict.get(key).ok()?)
    }

    /// The entry of a dictionary as a name.
    pub fn name<'a>(&'a self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a [u8]> {
        self.as_name(dict.get(key).ok()?)
    }

    /// The entry of a dictionary as the bytes of a string.
    pub fn string<'a>(&'a self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a [u8]> {
        self.as_string(dict.get(key).ok()?)
    }

    /// The entry of a dictionary as a finite number.
    pub fn number(&self, dict: &Dictionary, key: &[u8]) -> Option<f32> {
        self.as_number(dict.get(key).ok()?)
    }

    /// The entry of a dictionary as a whole number.
    pub fn integer(&self, dict: &Dictionary, key: &[u8]) -> Option<i64> {
        self.as_integer(dict.get(key).ok()?)
    }

    /// The entry of a dictionary as a truth value.
    pub fn truth(&self, dict: &Dictionary, key: &[u8]) -> Option<bool> {
        match self.get(dict, key)? {
            Object::Boolean(truth) => Some(*truth),
            _ => None,
        }
    }

    /// The entry of a dictionary as a list of exactly so many finite numbers.
    pub fn numbers<const COUNT: usize>(&self, dict: &Dictionary, key: &[u8]) -> Option<[f32; COUNT]> {
        let array = self.array(dict, key)?;
        let mut numbers = [0.0; COUNT];
        for (number, object) in numbers.iter_mut().zip(array.get(..COUNT)?) {
            *number = self.as_number(object)?;
        }
        Some(numbers)
    }

    /// The entry of a dictionary as a rectangle: least x, least y, greatest x, greatest y.
    pub fn rect(&self, dict: &Dictionary, key: &[u8]) -> Option<[f32; 4]> {
        let [a, b, c, d] = self.numbers(dict, key)?;
        Some([a.min(c), b.min(d), a.max(c), b.max(d)])
    }

    /// The bytes of a stream with its filters undone, paid for from the budget.
    ///
    /// What the budget cannot pay is cut off, what is damaged ends at the
    /// damage; both are cuts. Image filters are left as they are.
    pub fn stream<'a>(&'a self, stream: &'a Stream, budget: &mut Budget) -> Cow<'a, [u8]> {
        filter::undo(self, stream, budget)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_in_a_circle_lead_nowhere() {
        let mut document = Document::new();
        document.objects.insert((1, 0), Object::Reference((2, 0)));
        document.objects.insert((2, 0), Object::Reference((1, 0)));
        document.objects.insert((3, 0), Object::Reference((4, 0)));
        document.objects.insert((4, 0), Object::Integer(7));
        let objects = Objects::new(document);
        assert_eq!(objects.resolve(&Object::Reference((1, 0))), &Object::Null);
        assert_eq!(objects.as_integer(&Object::Reference((3, 0))), Some(7));
    }

    #[test]
    fn a_rectangle_has_its_corners_in_order() {
        let mut dict = Dictionary::new();
        dict.set("Box", vec![612.into(), 792.into(), 0.into(), Object::Real(f32::NAN)]);
        dict.set("Good", vec![612.into(), 792.into(), 0.into(), (-4).into()]);
        let objects = Objects::new(Document::new());
        assert_eq!(objects.rect(&dict, b"Box"), None);
        assert_eq!(objects.rect(&dict, b"Good"), Some([0.0, -4.0, 612.0, 792.0]));
    }
}
