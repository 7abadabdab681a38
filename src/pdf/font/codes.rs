//! The codes of composite fonts: how long they are, and which CID they mean.

use crate::pdf::budget::Budget;
use crate::pdf::objects::Objects;
use hayro_cmap::{CMap, CMapName, CidFamily, WritingMode, load_embedded};
use lopdf::{Dictionary, Object};

/// The encoding of a composite font.
#[derive(Debug)]
pub(super) enum Codes {
    /// Two bytes a code, the code is the CID.
    Identity,
    /// By a map, with the length of the codes that begin with each byte; 0 where it depends on the next.
    Map(Box<CMap>, Box<[u8; 256]>),
}

impl Codes {
    /// The encoding of a font and whether it is written downwards; identity
    /// where the file's map cannot be read.
    pub(super) fn load(objects: &Objects, font: &Dictionary, budget: &mut Budget) -> (Self, bool) {
        match objects.get(font, b"Encoding") {
            Some(Object::Name(name)) => match CMapName::from_bytes(name) {
                CMapName::IdentityH | CMapName::Custom(_) => (Self::Identity, name.ends_with(b"-V")),
                CMapName::IdentityV => (Self::Identity, true),
                known => {
                    let map = load_embedded(known).and_then(|bytes| CMap::parse(bytes, load_embedded));
                    (map.map_or(Self::Identity, Self::map), name.ends_with(b"V"))
                }
            },
            Some(Object::Stream(stream)) => {
                let bytes = objects.stream(stream, budget);
                let bytes: &[u8] = if bytes.starts_with(b"bcmap") { b"" } else { &bytes };
                let map = CMap::parse(bytes, load_embedded);
                let mode = map.as_ref().and_then(|map| map.metadata().writing_mode);
                let vertical = objects.integer(&stream.dict, b"WMode").map(|mode| mode == 1);
                let vertical = vertical.unwrap_or(mode == Some(WritingMode::Vertical));
                (map.map_or(Self::Identity, Self::map), vertical)
            }
            _ => (Self::Identity, false),
        }
    }

    fn map(map: CMap) -> Self {
        let known = |code: u32, length: u8| map.lookup_cid_code(code, length).is_some();
        let mut lengths = Box::new([0; 256]);
        let mut any = false;
        for (first, length) in (0_u32..).zip(lengths.iter_mut()) {
            if known(first, 1) {
                *length = 1;
                any = true;
            } else {
                any |= (0..256).any(|second| known(first << 8 | second, 2));
            }
        }
        if any { Self::Map(Box::new(map), lengths) } else { Self::Identity }
    }

    /// The first code of a string: itself and its bytes; none at the end.
    #[inline]
    pub(super) fn next(&self, bytes: &[u8]) -> Option<(u32, usize)> {
        match (self, bytes) {
            (_, []) => None,
            (Self::Identity, [high, low, ..]) => Some((u32::from(*high) << 8 | u32::from(*low), 2)),
            (Self::Identity, [single]) => Some((u32::from(*single), 1)),
            (Self::Map(map, lengths), [first, ..]) => match lengths[usize::from(*first)] {
                1 => Some((u32::from(*first), 1)),
                _ => Some(longer(map, bytes)),
            },
        }
    }

    /// The CID of a code.
    pub(super) fn cid(&self, code: u32, bytes: usize) -> Option<u32> {
        match self {
            Self::Identity => (bytes == 2).then_some(code),
            Self::Map(map, _) => map.lookup_cid_code(code, bytes as u8),
        }
    }

    /// The character collection that the map names.
    pub(super) fn family(&self) -> Option<CidFamily> {
        match self {
            Self::Identity => None,
            Self::Map(map, _) => map.metadata().character_collection.as_ref().map(|it| it.family.clone()),
        }
    }

    /// The character of a code whose map goes from Unicode, as the predefined `Uni…` maps do.
    pub(super) fn unicode(&self, code: u32) -> Option<char> {
        let Self::Map(map, _) = self else { return None };
        let name = map.metadata().name.as_deref()?;
        if !name.starts_with(b"Uni") {
            return None;
        }
        let units = [(code >> 16) as u16, code as u16];
        let units = if units[0] == 0 { &units[1..] } else { &units[..] };
        char::decode_utf16(units.iter().copied()).next()?.ok()
    }
}

/// The first code of two to four bytes that the map knows; two bytes where it knows none.
fn longer(map: &CMap, bytes: &[u8]) -> (u32, usize) {
    let mut code = 0;
    for (index, byte) in bytes.iter().take(4).enumerate() {
        code = code << 8 | u32::from(*byte);
        if index > 0 && map.lookup_cid_code(code, index as u8 + 1).is_some() {
            return (code, index + 1);
        }
    }
    match bytes {
        [first, second, ..] => (u32::from(*first) << 8 | u32::from(*second), 2),
        _ => (bytes.first().copied().unwrap_or_default().into(), 1),
    }
}
