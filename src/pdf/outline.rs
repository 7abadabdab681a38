//! The outline: bookmarks in order, with their depth and where they lead (ISO 32000-1, 12.3.3).

use super::Pdf;
use super::destination::{Target, Targets};
use super::text_string;
use lopdf::{Dictionary, Object};
use std::collections::HashSet;

/// How deep bookmarks may lie in each other.
const DEPTH: u32 = 64;
/// Longest title that is read, in bytes of the file: many bookmarks may share one.
const LONGEST: usize = 2048;
/// How many bookmarks are read.
const MOST: usize = 100_000;

/// A bookmark.
#[derive(Clone, Debug, PartialEq)]
pub struct Bookmark {
    /// Its title, in one line.
    pub title: String,
    /// How many bookmarks it lies in.
    pub level: u32,
    /// Where it leads, where that is a page of this file.
    pub target: Option<Target>,
}

/// Reads the bookmarks of a file.
pub fn read(pdf: &Pdf) -> Vec<Bookmark> {
    let objects = &pdf.objects;
    let mut budget = pdf.evidence();
    let Some(root) = pdf.catalog().and_then(|catalog| objects.dict(catalog, b"Outlines")) else {
        return Vec::new();
    };
    let targets = Targets::new(pdf, &mut budget);
    let mut bookmarks = Vec::new();
    let mut seen = HashSet::new();
    let first = |dict: &'_ Dictionary, key: &[u8]| dict.get(key).ok().cloned();
    let mut waiting: Vec<(Object, u32)> = first(root, b"First").map(|object| (object, 0)).into_iter().collect();
    while let Some((object, level)) = waiting.pop() {
        let Object::Reference(id) = object else { continue };
        let Some(item) = objects.object(id).and_then(|object| objects.as_dict(object)) else { continue };
        if !seen.insert(id) || !budget.objects(1) || bookmarks.len() >= MOST {
            continue;
        }
        let title = objects.string(item, b"Title").unwrap_or_default();
        let title = text_string::decode(&title[..title.len().min(LONGEST)]);
        bookmarks.push(Bookmark {
            title: title.split_whitespace().collect::<Vec<_>>().join(" "),
            level,
            target: targets.of(item),
        });
        waiting.extend(first(item, b"Next").map(|next| (next, level)));
        if level < DEPTH {
            waiting.extend(first(item, b"First").map(|kid| (kid, level + 1)));
        }
    }
    bookmarks
}
