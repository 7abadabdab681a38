//! Looks at object streams before they are read, for what would take too much to read.
//!
//! [`lopdf`] reads every object of a file at once. An object stream says where
//! in it each object begins; when it says the same place a hundred thousand
//! times, or places inside of other objects, a small file becomes any number of
//! objects. Streams that may do so are told here by inflating them and counting.
//! Those of encrypted files cannot be looked at.

use super::budget::{Budget, Limits, Work};
use super::filter;
use memchr::memmem;
use std::collections::HashSet;

/// Within how many bytes after its type the data of a stream begin.
const HEAD: usize = 4096;
/// How many objects of a stream may begin where another does.
const MOST_DOUBLES: usize = 16;
/// How deep [`lopdf`] reads objects within objects: so often may a byte be read again.
const DEPTH: u64 = 100;

/// What the object streams of a file are like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Streams {
    /// They may be read if none inflates to more than so many bytes.
    Sound(usize),
    /// Reading all objects of one may never end.
    Overlapping,
    /// They inflate to more than those of a file may.
    TooLarge,
}

/// Looks at the object streams of a file.
///
/// The more streams there are, the fewer bytes each may have.
pub fn look(bytes: &[u8], limits: &Limits) -> Streams {
    let places: Vec<usize> = memmem::find_iter(bytes, b"/ObjStm").collect();
    let [least, most] = limits.object_stream;
    let each = (limits.object_streams / places.len().max(1) as u64).clamp(least, most);
    let each = usize::try_from(each).unwrap_or(usize::MAX);
    let work = Work { inflated: limits.object_streams, ..Work::default() };
    let mut budget = Budget::new(work, None);
    let mut inflated_to = 0;
    for place in places {
        // The data of a stream whose type was found before.
        if place < inflated_to {
            continue;
        }
        let Some(from) = data(bytes, place) else { continue };
        inflated_to = from;
        let content = filter::beginning(&bytes[from..], each + 1);
        if content.len() > each || !budget.inflated(content.len() as u64) {
            return Streams::TooLarge;
        }
        if overlap(&content, limits) {
            return Streams::Overlapping;
        }
    }
    Streams::Sound(each)
}

/// Where the data of a stream begin, of whose dictionary this is a part.
fn data(bytes: &[u8], place: usize) -> Option<usize> {
    let head = &bytes[place..bytes.len().min(place + HEAD)];
    let after = place + memmem::find(head, b"stream")? + b"stream".len();
    let ends = [&b"\r\n"[..], b"\n", b"\r"];
    let end = ends.iter().find(|end| bytes[after..].starts_with(end));
    Some(after + end.map_or(0, |end| end.len()))
}

/// Whether the objects of a stream may lie in each other.
fn overlap(content: &[u8], limits: &Limits) -> bool {
    let is_head = |byte: &u8| byte.is_ascii_digit() || byte.is_ascii_whitespace();
    let end = content.iter().position(|byte| !is_head(byte)).unwrap_or(content.len());
    let head = std::str::from_utf8(&content[..end]).unwrap_or_default();
    let mut count = 0u64;
    let mut doubles = 0;
    let mut offsets = HashSet::new();
    for offset in head.split_ascii_whitespace().skip(1).step_by(2) {
        count += 1;
        doubles += usize::from(!offsets.insert(offset));
    }
    doubles > MOST_DOUBLES || content.len() as u64 * count.min(DEPTH) > limits.object_streams
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_at_one_place_are_told_from_objects_in_a_row() {
        let limits = Limits::default();
        let sound = b"1 0 2 2 3 4 7 8 9".to_vec();
        assert!(!overlap(&sound, &limits));
        let doubled: Vec<u8> = (0..40).flat_map(|number| format!("{number} 0 ").into_bytes()).collect();
        assert!(overlap(&[doubled, b"[0 0 0]".to_vec()].concat(), &limits));
        let rows: Vec<u8> = (0..200).flat_map(|number| format!("{number} {number} ").into_bytes()).collect();
        assert!(!overlap(&rows, &limits));
        assert!(overlap(&[rows, vec![b'['; 4 << 20]].concat(), &limits));
    }

    #[test]
    fn each_stream_is_looked_at() {
        let file = b"1 0 obj<</Type/ObjStm/N 1/First 4>>stream\r\n....endstream";
        assert_eq!(data(file, 16), Some(43));
        assert_eq!(look(file, &Limits::default()), Streams::Sound(12 << 20));
    }
}
