//! Sources: finding them, telling what they are from their bytes, naming them,
//! and turning their bytes into text.
//!
//! [`find()`] turns the paths of a command line into [`SourceRef`]s, [`SourceRef::read`]
//! into a [`Source`], and [`decode()`] its bytes into text. A [`Manifest`] lists sources
//! by path or address, and a [`Fetcher`] gets those on the web. Nothing here knows of
//! councils or records.

mod decode;
mod fault;
mod find;
mod identity;
mod kind;
mod manifest;
mod reference;
mod web;

pub use decode::{Decoded, decode};
pub use fault::SourceFault;
pub use find::{Found, find};
pub use identity::{Identity, file_name, slug};
pub use kind::SourceKind;
pub use manifest::{At, Hints, Listed, MOST_BYTES as MOST_MANIFEST_BYTES, Manifest, ManifestFault};
pub use reference::{SourceRef, Unread};
pub use web::{FetchFault, Fetched, Fetcher, Validators, WebManner, is_address, name_of};
pub(crate) use web::{retry_after, trusted};

/// One source: its bytes and what is known of them.
#[derive(Clone, Debug)]
pub struct Source {
    /// Stable id: a slug of the file name and the first 12 figures of the hash.
    /// Never holds a path.
    pub id: String,
    /// File name without its folder.
    pub name: String,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// SHA-256 of the bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// What the bytes are.
    pub kind: SourceKind,
}

impl Source {
    /// A source of these bytes under this file name (its folder, if any, is left out).
    pub fn new(name: impl AsRef<str>, bytes: Vec<u8>) -> Self {
        let identity = Identity::of(name.as_ref(), &bytes);
        Self { id: identity.id, name: identity.name, sha256: identity.sha256, kind: SourceKind::of(&bytes), bytes }
    }

    /// Who the source is, without its bytes.
    pub fn identity(&self) -> Identity {
        Identity {
            id: self.id.clone(),
            name: self.name.clone(),
            sha256: self.sha256.clone(),
            bytes: self.bytes.len() as u64,
        }
    }
}
