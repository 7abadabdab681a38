//! Undoes the filters of a stream, within a budget.
//!
//! Flate, which nearly every stream has, is undone here, because a damaged or
//! over-large stream shall give its beginning; the others are left to [`lopdf`].

use super::budget::{Budget, Work};
use super::objects::Objects;
use super::sheet::Cut;
use flate2::{Decompress, FlushDecompress, Status};
use lopdf::{Dictionary, Object, Stream};
use std::borrow::Cow;

/// Filters that hold an image; what they hold is not for us to undo.
const IMAGE_FILTERS: [&[u8]; 6] = [b"DCTDecode", b"DCT", b"CCITTFaxDecode", b"CCF", b"JBIG2Decode", b"JPXDecode"];

/// Short names, as inline images have them, and the long ones.
const SHORT_NAMES: [(&[u8], &[u8]); 5] = [
    (b"Fl", b"FlateDecode"),
    (b"LZW", b"LZWDecode"),
    (b"A85", b"ASCII85Decode"),
    (b"AHx", b"ASCIIHexDecode"),
    (b"RL", b"RunLengthDecode"),
];

/// The bytes of a stream without its filters.
pub fn undo<'a>(objects: &'a Objects, stream: &'a Stream, budget: &mut Budget) -> Cow<'a, [u8]> {
    let mut bytes: Cow<'a, [u8]> = Cow::Borrowed(&stream.content);
    let filters: &[Object] = match objects.get(&stream.dict, b"Filter") {
        Some(Object::Array(filters)) => filters,
        Some(one @ Object::Name(_)) => std::slice::from_ref(one),
        _ => return bytes,
    };
    if filters.len() > Stream::MAX_FILTERS {
        budget.cut(Cut::Damage);
        return Cow::Borrowed(&[]);
    }
    let parameters = objects.get(&stream.dict, b"DecodeParms").or_else(|| objects.get(&stream.dict, b"DP"));
    for (index, filter) in filters.iter().enumerate() {
        let Some(name) = objects.as_name(filter) else {
            budget.cut(Cut::Damage);
            return Cow::Borrowed(&[]);
        };
        if IMAGE_FILTERS.contains(&name) {
            break;
        }
        let name = SHORT_NAMES.iter().find(|(short, _)| *short == name).map_or(name, |(_, long)| long);
        let parameters = match parameters {
            Some(Object::Array(each)) => each.get(index).and_then(|one| objects.as_dict(one)),
            Some(one) if index == 0 || filters.len() == 1 => objects.as_dict(one),
            _ => None,
        };
        bytes = Cow::Owned(match name {
            b"Crypt" => continue,
            b"FlateDecode" if parameters.is_none_or(|dict| objects.integer(dict, b"Predictor").unwrap_or(1) <= 1) => {
                inflate(&bytes, budget)
            }
            _ => by_lopdf(objects, name, parameters, &bytes, budget),
        });
    }
    bytes
}

/// Inflates as far as the bytes are sound and the budget reaches.
fn inflate(input: &[u8], budget: &mut Budget) -> Vec<u8> {
    let (output, sound) = inflate_from(input, true, budget);
    if sound || !output.is_empty() || input.len() <= 2 {
        if !sound && !input.is_empty() {
            budget.cut(Cut::Damage);
        }
        return output;
    }
    let (output, sound) = inflate_from(&input[2..], false, budget);
    if !sound {
        budget.cut(Cut::Damage);
    }
    output
}

/// What comes out, and whether it came to its end (or to the end of the budget).
fn inflate_from(input: &[u8], header: bool, budget: &mut Budget) -> (Vec<u8>, bool) {
    let most = usize::try_from(budget.left().inflated).unwrap_or(usize::MAX);
    let mut output = Vec::with_capacity(input.len().saturating_mul(4).clamp(64, 1 << 22).min(most.max(1)));
    let mut state = Decompress::new(header);
    let sound = loop {
        if output.len() == output.capacity() {
            output.reserve(output.len().clamp(1 << 12, 1 << 24));
        }
        let (before_in, before_out) = (state.total_in(), state.total_out());
        let rest = usize::try_from(before_in).ok().and_then(|from| input.get(from..)).unwrap_or_default();
        let status = state.decompress_vec(rest, &mut output, FlushDecompress::None);
        if output.len() > most {
            output.truncate(most);
            budget.inflated(most as u64 + 1);
            return (output, true);
        }
        match status {
            Ok(Status::StreamEnd) => break true,
            Ok(_) if state.total_in() == before_in && state.total_out() == before_out => break false,
            Ok(_) => {}
            Err(_) => break false,
        }
    };
    budget.inflated(output.len() as u64);
    (output, sound)
}

/// What the beginning of these bytes inflates to, at most so many bytes.
pub fn beginning(input: &[u8], most: usize) -> Vec<u8> {
    let inflated = most as u64;
    let mut budget = Budget::new(Work { inflated, ..Work::default() }, None);
    inflate_from(input, true, &mut budget).0
}

/// Lets [`lopdf`] undo one filter.
fn by_lopdf(
    objects: &Objects,
    name: &[u8],
    parameters: Option<&Dictionary>,
    input: &[u8],
    budget: &mut Budget,
) -> Vec<u8> {
    let mut dict = Dictionary::new();
    dict.set("Filter", Object::Name(name.to_vec()));
    if let Some(parameters) = parameters {
        let mut plain = Dictionary::new();
        for (key, value) in parameters {
            plain.set(key.clone(), objects.resolve(value).clone());
        }
        dict.set("DecodeParms", plain);
    }
    let stream = Stream::new(dict, input.to_vec());
    let most = usize::try_from(budget.left().inflated).unwrap_or(usize::MAX);
    match stream.decompressed_content_with_limit(most) {
        Ok(output) => {
            budget.inflated(output.len() as u64);
            output
        }
        Err(lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. })) => {
            budget.inflated(u64::MAX);
            Vec::new()
        }
        Err(_) => {
            budget.cut(Cut::Damage);
            Vec::new()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::ZlibEncoder};
    use lopdf::Document;
    use std::io::Write;

    fn deflated(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).expect("memory");
        encoder.finish().expect("memory")
    }

    fn flate(content: Vec<u8>) -> Stream {
        let mut dict = Dictionary::new();
        dict.set("Filter", Object::Name(b"FlateDecode".to_vec()));
        Stream::new(dict, content)
    }

    fn undone(stream: &Stream, inflated: u64) -> (Vec<u8>, Vec<Cut>) {
        let objects = Objects::new(Document::new());
        let mut budget = Budget::new(Work { inflated, ..Work::default() }, None);
        let bytes = undo(&objects, stream, &mut budget).into_owned();
        (bytes, budget.cuts().to_vec())
    }

    #[test]
    fn a_sound_stream_is_whole() {
        let text = b"BT (Minutes) Tj ET ".repeat(5000);
        assert_eq!(undone(&flate(deflated(&text)), 1 << 20), (text, vec![]));
    }

    #[test]
    fn a_bomb_gives_what_the_budget_pays() {
        let (bytes, cuts) = undone(&flate(deflated(&vec![b' '; 1 << 22])), 1000);
        assert_eq!((bytes.len(), cuts), (1000, vec![Cut::InflatedBytes]));
    }

    #[test]
    fn a_damaged_stream_gives_its_beginning() {
        let text: Vec<u8> = (0..40_000u32).flat_map(|number| number.to_string().into_bytes()).collect();
        let mut content = deflated(&text);
        content.truncate(content.len() / 2);
        let (bytes, cuts) = undone(&flate(content), 1 << 20);
        assert!(bytes.len() > 1000 && text.starts_with(&bytes));
        assert_eq!(cuts, [Cut::Damage]);
    }

    #[test]
    fn filters_are_undone_in_turn() {
        let mut dict = Dictionary::new();
        dict.set("Filter", vec![Object::Name(b"AHx".to_vec()), Object::Name(b"Fl".to_vec())]);
        let pairs: Vec<String> = deflated(b"q Q").iter().map(|byte| format!("{byte:02x}")).collect();
        let stream = Stream::new(dict, format!("{}>", pairs.concat()).into_bytes());
        assert_eq!(undone(&stream, 100), (b"q Q".to_vec(), vec![]));
    }
}
