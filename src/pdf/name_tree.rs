//! Name and number trees (ISO 32000-1, 7.9.6 and 7.9.7).

use super::budget::Budget;
use super::objects::Objects;
use lopdf::{Dictionary, Object};
use std::collections::HashSet;

/// How deep a tree may be.
const DEPTH: u32 = 32;

/// Calls `found` with each key and value, in the order of the tree.
///
/// `leaf` is the entry that holds the pairs: `Names` or `Nums`. Nodes are
/// visited once.
pub fn each<'a>(
    objects: &'a Objects,
    root: &'a Dictionary,
    leaf: &[u8],
    budget: &mut Budget,
    mut found: impl FnMut(&'a Object, &'a Object),
) {
    let mut seen = HashSet::new();
    let mut waiting = vec![(root, 0)];
    while let Some((node, depth)) = waiting.pop() {
        if !seen.insert(std::ptr::from_ref(node).addr()) {
            continue;
        }
        let pairs = objects.array(node, leaf).unwrap_or_default();
        let kids = objects.array(node, b"Kids").unwrap_or_default();
        if !budget.objects(1 + (pairs.len() / 2 + kids.len()) as u64) {
            return;
        }
        for pair in pairs.chunks_exact(2) {
            found(&pair[0], &pair[1]);
        }
        if depth < DEPTH {
            waiting.extend(kids.iter().rev().filter_map(|kid| Some((objects.as_dict(kid)?, depth + 1))));
        }
    }
}
