//! `ToUnicode`: the file's own word on what its codes say.
//!
//! [`hayro_cmap`] reads the map. It gives nothing for a map with a fault in it,
//! so the sections of a faulty map are read one by one, and the good ones kept.

use super::symbols::SymbolSet;
use super::text::{Said, believe};
use crate::pdf::budget::Budget;
use crate::pdf::objects::Objects;
use hayro_cmap::{BfString, CMap, load_embedded};
use lopdf::Dictionary;
use memchr::memmem;

/// The longest map that is read, in bytes.
const LONGEST: usize = 4 << 20;

/// The most sections of a faulty map that are read.
const SECTIONS: usize = 512;

/// The kinds of section that map codes to characters.
const KINDS: [(&[u8], &[u8]); 2] = [(b"beginbfchar", b"endbfchar"), (b"beginbfrange", b"endbfrange")];

/// A map from codes to characters.
#[derive(Debug)]
pub(super) enum ToUnicode {
    /// The codes are Unicode.
    Identity,
    /// Maps, the first that knows a code tells.
    Maps(Vec<CMap>),
}

impl ToUnicode {
    /// The map of a font; none where it has none that can be read.
    pub(super) fn load(objects: &Objects, font: &Dictionary, budget: &mut Budget) -> Option<Self> {
        if let Some(name) = objects.name(font, b"ToUnicode") {
            return name.starts_with(b"Identity").then_some(Self::Identity);
        }
        let bytes = objects.stream(objects.get_stream(font, b"ToUnicode")?, budget);
        Self::parse(&bytes)
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let bytes = bytes.get(..LONGEST).unwrap_or(bytes);
        if bytes.starts_with(b"bcmap") {
            return None;
        }
        let maps = CMap::parse(bytes, load_embedded).map_or_else(|| sections(bytes), |map| vec![map]);
        (!maps.is_empty()).then_some(Self::Maps(maps))
    }

    /// What a code says, as far as it is believed.
    pub(super) fn get(&self, code: u32, symbols: SymbolSet) -> Option<Said> {
        match self {
            Self::Identity => believe(char::from_u32(code), symbols),
            Self::Maps(maps) => match maps.iter().find_map(|map| map.lookup_bf_string(code))? {
                BfString::Char(char) => believe([char], symbols),
                BfString::String(text) => believe(text.chars(), symbols),
            },
        }
    }
}

/// The sections of a faulty map that have no fault themselves.
fn sections(bytes: &[u8]) -> Vec<CMap> {
    let mut maps = Vec::new();
    for (begin, end) in KINDS {
        let begins = memmem::Finder::new(begin);
        let ends = memmem::Finder::new(end);
        let mut rest = bytes;
        while maps.len() < SECTIONS
            && let Some(start) = begins.find(rest)
        {
            rest = &rest[start..];
            let Some(stop) = ends.find(rest) else { break };
            let (section, after) = rest.split_at(stop + end.len());
            maps.extend(CMap::parse(section, |_| None));
            rest = after;
        }
    }
    maps
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    fn get(map: &str, code: u32) -> Option<Said> {
        ToUnicode::parse(map.as_bytes())?.get(code, SymbolSet::None)
    }

    #[test]
    fn characters_ranges_and_strings() {
        let map = "1 beginbfchar <01> <00660069> endbfchar 2 beginbfrange <0020> <007E> <0020> \
                   <A0> <A1> [<20AC> <D83DDE00>] endbfrange";
        assert_eq!(get(map, 1), Some(Said::Str("fi".to_owned())));
        assert_eq!(get(map, 0x41), Some(Said::Char('A')));
        assert_eq!(get(map, 0xA0), Some(Said::Char('€')));
        assert_eq!(get(map, 0xA1), Some(Said::Char('\u{1F600}')));
        assert_eq!(get(map, 0xA2), None);
    }

    #[test]
    fn controls_and_private_characters_are_not_believed() {
        let map = "3 beginbfchar <01> <0000> <02> <F041> <03> <FFFD> endbfchar";
        for code in 1..=3 {
            assert_eq!(get(map, code), None);
        }
    }

    #[test]
    fn the_good_sections_of_a_faulty_map_are_kept() {
        let map = "1 beginbfchar <01> <0041> endbfchar 1 beginbfchar <02> zz endbfchar \
                   1 beginbfrange <05> <06> <0061> endbfrange 1 beginbfchar <07> <00";
        assert_eq!(get(map, 1), Some(Said::Char('A')));
        assert_eq!(get(map, 6), Some(Said::Char('b')));
        assert_eq!(get(map, 2), None);
        assert_eq!(get(map, 7), None);
    }

    #[test]
    fn absurd_ranges_and_nesting_are_bounded() {
        let begun = Instant::now();
        assert_eq!(get("1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange", 1), Some(Said::Char('B')));
        assert_eq!(get("1 beginbfrange <00000000> <FFFFFFFF> [<0041>] endbfrange", 7), None);
        let repeated = "1 beginbfchar <01> zz endbfchar ".repeat(20_000);
        assert_eq!(get(&repeated, 1), None);
        let open = "beginbfchar ".repeat(100_000);
        assert_eq!(get(&open, 1), None);
        assert!(begun.elapsed() < Duration::from_secs(5));
    }
}
