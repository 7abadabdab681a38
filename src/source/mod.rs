//! Sources: bytes, what they are, and where they came from.

/// One source: its bytes and what is known of them.
pub struct Source {
    /// File name without its folder.
    pub name: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}
