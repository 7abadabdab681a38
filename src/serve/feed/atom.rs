//! Atom feeds (RFC 4287).

use crate::serve::said::plain;
use maud::{Markup, PreEscaped, html};

/// A feed.
pub(super) struct Feed<'a> {
    /// Its own address, from the root.
    pub(super) address: String,
    /// The page that it stands for, from the root.
    pub(super) page: String,
    pub(super) title: String,
    pub(super) author: &'a str,
    /// RFC 3339.
    pub(super) updated: &'a str,
    pub(super) entries: Vec<Entry>,
}

/// An entry.
pub(super) struct Entry {
    /// Its own among all records.
    pub(super) id: String,
    /// From the root.
    pub(super) address: String,
    pub(super) title: String,
    pub(super) summary: String,
    /// RFC 3339.
    pub(super) updated: String,
}

impl Feed<'_> {
    /// The feed as XML; addresses begin with what is given, which may be nothing.
    ///
    /// `maud` writes elements and escapes texts as XML has them too, as long as none is without an end.
    pub(super) fn xml(&self, base: &str) -> String {
        let updated = if self.updated.is_empty() { "1970-01-01T00:00:00Z" } else { self.updated };
        let feed = html! {
            (PreEscaped("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"))
            feed xmlns="http://www.w3.org/2005/Atom" {
                id { (uuid(&self.address)) }
                title { (plain(&self.title)) }
                updated { (updated) }
                author { name { (plain(self.author)) } }
                generator { "minutebook" }
                (link("self", "application/atom+xml", base, &self.address))
                (link("alternate", "text/html", base, &self.page))
                @for entry in &self.entries {
                    entry {
                        id { (uuid(&entry.id)) }
                        title { (plain(&entry.title)) }
                        updated { (entry.updated) }
                        (link("alternate", "text/html", base, &entry.address))
                        summary { (plain(&entry.summary)) }
                    }
                }
            }
        };
        feed.into_string()
    }
}

// A void element of HTML would be written without its end, so this one is written by hand.
fn link(relation: &str, media_type: &str, base: &str, address: &str) -> Markup {
    let address = html! { (base) (address) }.into_string();
    PreEscaped(format!("<link rel=\"{relation}\" type=\"{media_type}\" href=\"{address}\"/>"))
}

/// An id that does not change with the address of the server: made of a hash, as version 8 of RFC 9562 allows.
fn uuid(text: &str) -> String {
    let hash = blake3::hash(text.as_bytes()).to_hex();
    format!("urn:uuid:{}-{}-8{}-8{}-{}", &hash[..8], &hash[8..12], &hash[13..16], &hash[17..20], &hash[20..32])
}
