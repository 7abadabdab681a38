//! Who a source is: a name without a folder, a hash, and an id made of both.

use sha2::{Digest, Sha256};
use std::fmt::Write;
use unicode_normalization::UnicodeNormalization;

/// Longest slug of a file name, in characters.
const SLUG_LENGTH: usize = 80;
/// Figures of the hash in an id.
const HASH_LENGTH: usize = 12;
/// The slug of a name that has no letter or figure.
const NAMELESS: &str = "source";

/// What names a source: the same on every run over the same bytes and file name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Slug of the file name's stem, a hyphen, and the first 12 figures of the hash.
    pub id: String,
    /// File name without its folder.
    pub name: String,
    /// SHA-256 of the bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// Size in bytes.
    pub bytes: u64,
}

impl Identity {
    /// The identity of these bytes under this file name.
    pub fn of(name: &str, bytes: &[u8]) -> Self {
        let mut hash = Hash::default();
        hash.take(bytes);
        hash.identity(name)
    }
}

/// A hash that is fed piece by piece, for sources that are too large to hold.
#[derive(Default)]
pub(super) struct Hash {
    digest: Sha256,
    bytes: u64,
}

impl Hash {
    /// Takes the next piece.
    pub(super) fn take(&mut self, piece: &[u8]) {
        self.digest.update(piece);
        self.bytes += piece.len() as u64;
    }

    /// The identity of all the pieces under this file name.
    pub(super) fn identity(self, name: &str) -> Identity {
        let mut sha256 = String::with_capacity(64);
        for byte in self.digest.finalize() {
            // Writing to a string cannot fail.
            let _ = write!(sha256, "{byte:02x}");
        }
        let name = file_name(name);
        let id = format!("{}-{}", slug(stem(name)), &sha256[..HASH_LENGTH]);
        Identity { id, name: name.to_owned(), sha256, bytes: self.bytes }
    }
}

/// The last part of a path or an address.
pub fn file_name(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

/// The name without its last extension; a name that only begins with a dot keeps it all.
fn stem(name: &str) -> &str {
    match name.rfind('.') {
        Some(at) if at > 0 => &name[..at],
        _ => name,
    }
}

/// A name as an id may hold it: `[A-Za-z0-9_-]`, 1 to 80 characters.
///
/// Accented letters lose their accents, every other stretch becomes one hyphen.
pub fn slug(name: &str) -> String {
    let mut slug = String::new();
    let letters = name.nfkd().filter(|c| !unicode_normalization::char::is_combining_mark(*c));
    for c in letters {
        if slug.len() >= SLUG_LENGTH {
            break;
        }
        if c.is_ascii_alphanumeric() || c == '_' {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { NAMELESS.to_owned() } else { slug.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{Identity, slug};

    #[test]
    fn slugs_hold_only_what_ids_may() {
        for (name, expected) in [
            ("Planning Committee 4 June", "Planning-Committee-4-June"),
            ("Cóiste – Miontuairiscí", "Coiste-Miontuairisci"),
            ("  (draft)  ", "draft"),
            ("议程", "source"),
            ("", "source"),
            ("a_b--c", "a_b-c"),
        ] {
            assert_eq!(slug(name), expected, "{name:?}");
        }
        assert_eq!(slug(&"x".repeat(500)).len(), 80);
    }

    #[test]
    fn ids_know_no_folder_and_tell_bytes_apart() {
        let one = Identity::of("packs/2019/agenda.txt", b"one");
        let same = Identity::of("agenda.txt", b"one");
        let other = Identity::of("agenda.txt", b"two");
        assert_eq!(one, same);
        assert_ne!(one.id, other.id);
        assert_eq!(one.id, "agenda-7692c3ad3540");
        assert_eq!(one.bytes, 3);
    }
}
