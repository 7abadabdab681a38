//! The page tree: pages in order, with what they inherit.

use super::budget::Limits;
use super::frame::Boxes;
use super::objects::Objects;
use lopdf::{Dictionary, Object, ObjectId};
use std::collections::HashSet;
use std::sync::Arc;

/// How deep the tree may be. Deeper nodes are not visited.
const DEPTH: usize = 4096;

/// Where a dictionary is: an object of its own, or part of another.
#[derive(Clone, Debug)]
enum Node {
    Object(ObjectId),
    Part(Arc<Dictionary>),
}

impl Node {
    fn id(&self) -> Option<ObjectId> {
        match self {
            Self::Object(id) => Some(*id),
            Self::Part(_) => None,
        }
    }

    fn dict<'a>(&'a self, objects: &'a Objects) -> Option<&'a Dictionary> {
        match self {
            Self::Object(id) => objects.as_dict(objects.object(*id)?),
            Self::Part(dict) => Some(dict),
        }
    }
}

/// A page, and what it inherits.
#[derive(Clone, Debug)]
pub struct PageNode {
    node: Node,
    resources: Option<Node>,
    /// Its frame.
    pub boxes: Boxes,
}

impl PageNode {
    /// Its number as an object, where it has one.
    pub fn id(&self) -> Option<ObjectId> {
        self.node.id()
    }

    /// Its dictionary.
    pub fn dict<'a>(&'a self, objects: &'a Objects) -> Option<&'a Dictionary> {
        self.node.dict(objects)
    }

    /// Its resources, own or inherited.
    pub fn resources<'a>(&'a self, objects: &'a Objects) -> Option<&'a Dictionary> {
        objects.dict(self.resources.as_ref()?.dict(objects)?, b"Resources")
    }
}

/// What a node passes on to its kids.
#[derive(Clone, Debug, Default)]
struct Inherited {
    resources: Option<Node>,
    boxes: Boxes,
}

impl Inherited {
    fn with(&self, objects: &Objects, node: &Node, dict: &Dictionary) -> Self {
        let mut all = self.clone();
        if objects.dict(dict, b"Resources").is_some() {
            all.resources = Some(node.clone());
        }
        let boxes = &mut all.boxes;
        boxes.media = objects.rect(dict, b"MediaBox").or(boxes.media);
        boxes.crop = objects.rect(dict, b"CropBox").or(boxes.crop);
        boxes.turn = objects.integer(dict, b"Rotate").unwrap_or(boxes.turn);
        boxes.unit = objects.number(dict, b"UserUnit").or(boxes.unit);
        all
    }
}

/// The pages that the catalog leads to, and whether some were too many.
///
/// A page may stand in the tree more than once; what is above pages is visited once. A page
/// whose object is missing keeps its place, unless all are missing.
pub fn walk(objects: &Objects, limits: &Limits) -> (Vec<PageNode>, bool) {
    let catalog = objects.dict(&objects.document().trailer, b"Root");
    let Some(root) = catalog.and_then(|catalog| catalog.get(b"Pages").ok()) else {
        return (Vec::new(), false);
    };
    let mut pages = Vec::new();
    let mut seen: HashSet<ObjectId> = HashSet::new();
    let mut visited = 0u64;
    // Nodes that wait for their turn, the next one last, each with its depth.
    let mut waiting = vec![(root, Inherited::default(), 0usize)];
    while let Some((object, inherited, depth)) = waiting.pop() {
        visited += 1;
        if visited > limits.evidence.objects || pages.len() >= limits.pages {
            return (pages, true);
        }
        let Some(dict) = objects.as_dict(object) else {
            if let (Object::Reference(id), true) = (object, depth > 0) {
                let Inherited { resources, boxes } = inherited;
                pages.push(PageNode { node: Node::Object(*id), resources, boxes });
            }
            continue;
        };
        let node = match object {
            Object::Reference(id) => Node::Object(*id),
            _ => Node::Part(Arc::new(dict.clone())),
        };
        let inherited = inherited.with(objects, &node, dict);
        match objects.array(dict, b"Kids") {
            Some(kids) if objects.name(dict, b"Type") != Some(b"Page") => {
                let new = node.id().is_none_or(|id| seen.insert(id));
                if new && depth < DEPTH {
                    waiting.extend(kids.iter().rev().map(|kid| (kid, inherited.clone(), depth + 1)));
                }
            }
            _ if objects.name(dict, b"Type") == Some(b"Pages") => {}
            _ => pages.push(PageNode { node, resources: inherited.resources, boxes: inherited.boxes }),
        }
    }
    if pages.iter().all(|page| page.dict(objects).is_none()) {
        pages.clear();
    }
    (pages, false)
}

/// All objects that are pages, in the order of their numbers, for a file whose tree is broken.
pub fn gather(objects: &Objects, limits: &Limits) -> (Vec<PageNode>, bool) {
    let all = objects.document().objects.iter();
    let mut pages = Vec::new();
    for (id, object) in all {
        let Object::Dictionary(dict) = object else { continue };
        if objects.name(dict, b"Type") != Some(b"Page") {
            continue;
        }
        if pages.len() >= limits.pages {
            return (pages, true);
        }
        let mut inherited = Inherited::default();
        for (node, dict) in ancestors(objects, dict).into_iter().rev() {
            inherited = inherited.with(objects, &node, dict);
        }
        let node = Node::Object(*id);
        let inherited = inherited.with(objects, &node, dict);
        pages.push(PageNode { node, resources: inherited.resources, boxes: inherited.boxes });
    }
    (pages, false)
}

/// The nodes above a page, the nearest first.
fn ancestors<'a>(objects: &'a Objects, mut dict: &'a Dictionary) -> Vec<(Node, &'a Dictionary)> {
    let mut above = Vec::new();
    while above.len() < 16 {
        let Ok(parent @ Object::Reference(id)) = dict.get(b"Parent") else { break };
        let Some(next) = objects.as_dict(parent) else { break };
        above.push((Node::Object(*id), next));
        dict = next;
    }
    above
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::{Document, dictionary};

    fn tree(nodes: Vec<(u32, Dictionary)>) -> Objects {
        let mut document = Document::new();
        for (number, dict) in nodes {
            document.objects.insert((number, 0), Object::Dictionary(dict));
        }
        document.trailer.set("Root", Object::Reference((1, 0)));
        Objects::new(document)
    }

    fn refer(number: u32) -> Object {
        Object::Reference((number, 0))
    }

    #[test]
    fn pages_inherit_and_come_in_order() {
        let objects = tree(vec![
            (1, dictionary! { "Pages" => refer(2) }),
            (
                2,
                dictionary! { "Type" => "Pages", "Kids" => vec![refer(3), refer(6)], "Rotate" => 90,
                "MediaBox" => vec![0.into(), 0.into(), 100.into(), 200.into()] },
            ),
            (3, dictionary! { "Type" => "Pages", "Kids" => vec![refer(5), refer(4)] }),
            (4, dictionary! { "Type" => "Page", "Rotate" => 0 }),
            (5, dictionary! { "Type" => "Page" }),
            (6, dictionary! { "Type" => "Page" }),
        ]);
        let (pages, cut) = walk(&objects, &Limits::default());
        let found: Vec<(Option<u32>, i64)> =
            pages.iter().map(|page| (page.id().map(|id| id.0), page.boxes.turn)).collect();
        assert_eq!(found, [(Some(5), 90), (Some(4), 0), (Some(6), 90)]);
        assert!(pages.iter().all(|page| page.boxes.media == Some([0.0, 0.0, 100.0, 200.0])) && !cut);
    }

    #[test]
    fn loops_end_and_a_broken_tree_is_gathered() {
        let looped = tree(vec![
            (1, dictionary! { "Pages" => refer(2) }),
            (2, dictionary! { "Type" => "Pages", "Kids" => vec![refer(2), refer(3)] }),
            (3, dictionary! { "Type" => "Pages", "Kids" => vec![refer(2), refer(4), refer(4)] }),
            (4, dictionary! { "Type" => "Page" }),
        ]);
        assert_eq!(walk(&looped, &Limits::default()).0.len(), 2);
        let gap = tree(vec![
            (1, dictionary! { "Pages" => refer(2) }),
            (2, dictionary! { "Type" => "Pages", "Kids" => vec![refer(9), refer(4)] }),
            (4, dictionary! { "Type" => "Page" }),
        ]);
        let numbers: Vec<_> = walk(&gap, &Limits::default()).0.iter().map(PageNode::id).collect();
        assert_eq!(numbers, [Some((9, 0)), Some((4, 0))]);
        let broken = tree(vec![
            (1, dictionary! {}),
            (2, dictionary! { "Type" => "Pages", "UserUnit" => 3 }),
            (4, dictionary! { "Type" => "Page", "Parent" => refer(2) }),
        ]);
        assert!(walk(&broken, &Limits::default()).0.is_empty());
        let gathered = gather(&broken, &Limits::default()).0;
        assert_eq!((gathered.len(), gathered[0].boxes.unit), (1, Some(3.0)));
    }
}
