//! One part of all sources, told by their content: every machine reads its own part,
//! whatever its sources are called.

use std::fmt::{self, Display, Formatter};

/// The i-th of n parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// From 1.
    part: u32,
    /// How many there are.
    of: u32,
}

impl Shard {
    /// Reads `1/4`.
    pub fn of(text: &str) -> Option<Self> {
        let (part, of) = text.split_once('/')?;
        let shard = Self { part: part.trim().parse().ok()?, of: of.trim().parse().ok()? };
        (1..=shard.of).contains(&shard.part).then_some(shard)
    }

    /// Whether bytes with this hash (in hexadecimal) are of this part.
    pub fn holds(self, sha256: &str) -> bool {
        let head = sha256.get(..16).and_then(|head| u64::from_str_radix(head, 16).ok()).unwrap_or(0);
        head % u64::from(self.of) == u64::from(self.part - 1)
    }
}

impl Display for Shard {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{}", self.part, self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::Shard;

    #[test]
    fn every_hash_is_of_one_part() {
        let hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
        let parts: Vec<Shard> = ["1/3", "2/3", "3/3"].iter().filter_map(|text| Shard::of(text)).collect();
        assert_eq!(parts.iter().filter(|part| part.holds(hash)).count(), 1);
        assert!(Shard::of("1/1").is_some_and(|all| all.holds(hash)));
    }

    #[test]
    fn parts_are_written_as_fractions() {
        for text in ["0/4", "5/4", "1", "1/0", "a/b", "-1/2", ""] {
            assert_eq!(Shard::of(text), None, "{text}");
        }
    }
}
