//! The structure tree: what the marked content of each page is meant to be (ISO 32000-1, 14.7).
//!
//! A tagged file says which glyphs are a heading, a list's label, a table's
//! cell. Nothing says that it is right: readers check it against the page.

use super::Pdf;
use super::budget::Budget;
use super::objects::Objects;
use super::text_string;
use lopdf::{Dictionary, Object, ObjectId};
use std::collections::{HashMap, HashSet};

/// How deep elements may lie in each other.
const DEPTH: u32 = 256;
/// How many roles are told apart; the standard has some fifty.
const MOST_ROLES: usize = 1024;
/// How often a role may be mapped to another.
const MAPPINGS: usize = 8;

/// The elements of a tagged file, and the marked content of each.
#[derive(Clone, Debug, Default)]
pub struct Structure {
    elements: Vec<Element>,
    roles: Vec<String>,
    /// For each page its marked content, sorted by id, with the index of the element that holds it.
    pages: Vec<Vec<(u32, u32)>>,
    cut: bool,
}

/// An element of the structure tree. Elements stand in the order of reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    role: u16,
    /// Index of the element around it.
    pub parent: Option<u32>,
    /// Rows that it spans, as the cell of a table.
    pub rows: u16,
    /// Columns that it spans, as the cell of a table.
    pub columns: u16,
    /// The characters that it stands for.
    pub actual_text: Option<String>,
    /// A description, of a figure.
    pub alternative: Option<String>,
}

impl Structure {
    /// Reads the structure tree; an empty one where the file has none.
    pub fn read(pdf: &Pdf) -> Self {
        let objects = &pdf.objects;
        let root = pdf.catalog().and_then(|catalog| objects.dict(catalog, b"StructTreeRoot"));
        let Some(root) = root else { return Self::default() };
        let mut walk = Walk {
            objects,
            budget: pdf.evidence(),
            role_map: objects.dict(root, b"RoleMap"),
            role_indices: HashMap::new(),
            page_indices: pdf.page_indices(),
            seen: HashSet::new(),
            structure: Self {
                pages: vec![Vec::new(); pdf.pages.len()],
                // The first role is that of those that are too many to tell apart.
                roles: vec![String::new()],
                ..Self::default()
            },
        };
        if let Ok(kids) = root.get(b"K") {
            walk.all(kids);
        }
        let mut structure = walk.structure;
        structure.cut = !walk.budget.cuts().is_empty();
        for page in &mut structure.pages {
            page.sort_by_key(|(mcid, _)| *mcid);
            page.dedup_by_key(|(mcid, _)| *mcid);
        }
        structure
    }

    /// A tree made by hand: each element's role, parent and the rows and columns that it spans, and for each page
    /// the elements that its marked content belongs to, in the order of their ids.
    #[cfg(test)]
    pub(crate) fn made(elements: &[(&str, Option<u32>, [u16; 2])], pages: &[&[u32]]) -> Self {
        let mut made = Self::default();
        for (index, (role, parent, [rows, columns])) in elements.iter().enumerate() {
            made.roles.push((*role).to_owned());
            let (role, parent) = (index as u16, *parent);
            made.elements.push(Element {
                role,
                parent,
                rows: *rows,
                columns: *columns,
                actual_text: None,
                alternative: None,
            });
        }
        let marked = |own: &&[u32]| own.iter().enumerate().map(|(id, element)| (id as u32, *element)).collect();
        made.pages = pages.iter().map(marked).collect();
        made
    }

    /// Whether the file has no structure tree, or an empty one.
    pub fn is_empty(&self) -> bool {
        self.elements.is_empty()
    }

    /// Whether some of it was too much to read.
    pub fn is_cut(&self) -> bool {
        self.cut
    }

    /// All elements, in the order of reading.
    pub fn elements(&self) -> &[Element] {
        &self.elements
    }

    /// The standard role of an element, such as `H1`, `P`, `Lbl` or `TD`.
    pub fn role(&self, element: &Element) -> &str {
        self.roles.get(usize::from(element.role)).map_or("", String::as_str)
    }

    /// Index of the element that holds marked content, by the index of its page and its id there.
    pub fn element_of(&self, page: usize, mcid: u32) -> Option<u32> {
        let marks = self.pages.get(page)?;
        let at = marks.binary_search_by_key(&mcid, |(mcid, _)| *mcid).ok()?;
        Some(marks[at].1)
    }

    /// An element and those around it, the innermost first.
    pub fn path(&self, element: u32) -> impl Iterator<Item = (u32, &Element)> {
        let at = |index: u32| Some((index, self.elements.get(index as usize)?));
        std::iter::successors(at(element), move |(_, element)| at(element.parent?))
    }

    /// The roles of marked content, the innermost first.
    pub fn roles(&self, page: usize, mcid: u32) -> impl Iterator<Item = &str> {
        let element = self.element_of(page, mcid);
        element.into_iter().flat_map(|element| self.path(element)).map(|(_, element)| self.role(element))
    }
}

/// Something of the tree that waits to be visited.
#[derive(Clone, Copy)]
struct Waiting<'d> {
    object: &'d Object,
    parent: Option<u32>,
    page: Option<u32>,
    depth: u32,
}

/// A walk through the tree.
struct Walk<'d> {
    objects: &'d Objects,
    budget: Budget,
    role_map: Option<&'d Dictionary>,
    role_indices: HashMap<&'d [u8], u16>,
    page_indices: HashMap<ObjectId, u32>,
    seen: HashSet<ObjectId>,
    structure: Structure,
}

impl<'d> Walk<'d> {
    fn all(&mut self, kids: &'d Object) {
        let mut waiting = vec![Waiting { object: kids, parent: None, page: None, depth: 0 }];
        while let Some(one) = waiting.pop() {
            if !self.budget.objects(1) {
                return;
            }
            match self.objects.resolve(one.object) {
                Object::Array(kids) if one.depth < DEPTH => {
                    let depth = one.depth + 1;
                    waiting.extend(kids.iter().rev().map(|object| Waiting { object, depth, ..one }));
                }
                Object::Integer(mcid) => self.content(*mcid, one.page, one.parent),
                Object::Dictionary(dict) => self.dict(dict, one, &mut waiting),
                _ => {}
            }
        }
    }

    fn dict(&mut self, dict: &'d Dictionary, one: Waiting<'d>, waiting: &mut Vec<Waiting<'d>>) {
        let page = match dict.get(b"Pg") {
            Ok(Object::Reference(id)) => self.page_indices.get(id).copied(),
            _ => one.page,
        };
        match self.objects.name(dict, b"Type") {
            Some(b"MCR") => {
                // Content of a form has ids of its own.
                if let (Some(mcid), false) = (self.objects.integer(dict, b"MCID"), dict.has(b"Stm")) {
                    self.content(mcid, page, one.parent);
                }
                return;
            }
            Some(b"OBJR") => return,
            _ => {}
        }
        if let Object::Reference(id) = one.object
            && !self.seen.insert(*id)
        {
            return;
        }
        let Some(role) = self.objects.name(dict, b"S") else { return };
        let Ok(index) = u32::try_from(self.structure.elements.len()) else { return };
        let text = |key: &[u8]| self.objects.string(dict, key).map(text_string::decode);
        let element = Element {
            role: 0,
            parent: one.parent,
            rows: 1,
            columns: 1,
            actual_text: text(b"ActualText"),
            alternative: text(b"Alt"),
        };
        let [rows, columns] = self.spans(dict);
        let role = self.role(role);
        self.structure.elements.push(Element { role, rows, columns, ..element });
        if let (Ok(kids), true) = (dict.get(b"K"), one.depth < DEPTH) {
            waiting.push(Waiting { object: kids, parent: Some(index), page, depth: one.depth + 1 });
        }
    }

    fn content(&mut self, mcid: i64, page: Option<u32>, parent: Option<u32>) {
        let (Ok(mcid), Some(page), Some(parent)) = (u32::try_from(mcid), page, parent) else { return };
        if let Some(marks) = self.structure.pages.get_mut(page as usize) {
            marks.push((mcid, parent));
        }
    }

    /// The index of the standard role that a role stands for.
    fn role(&mut self, name: &'d [u8]) -> u16 {
        if let Some(index) = self.role_indices.get(name) {
            return *index;
        }
        let mut standard = name;
        for _ in 0..MAPPINGS {
            match self.role_map.and_then(|map| self.objects.name(map, standard)) {
                Some(next) if next != standard => standard = next,
                _ => break,
            }
        }
        let standard = String::from_utf8_lossy(standard).into_owned();
        let roles = &mut self.structure.roles;
        let index = roles.iter().position(|role| *role == standard).unwrap_or_else(|| {
            if roles.len() >= MOST_ROLES {
                return 0;
            }
            roles.push(standard);
            roles.len() - 1
        });
        let index = u16::try_from(index).unwrap_or(0);
        self.role_indices.insert(name, index);
        index
    }

    /// How many rows and columns a cell spans.
    fn spans(&mut self, dict: &'d Dictionary) -> [u16; 2] {
        let Some(attributes) = self.objects.get(dict, b"A") else { return [1, 1] };
        let one = std::slice::from_ref(attributes);
        let all = self.objects.as_array(attributes).unwrap_or(one);
        let span = |key: &[u8]| {
            let found = all.iter().take(16).find_map(|one| self.objects.integer(self.objects.as_dict(one)?, key));
            found.and_then(|span| u16::try_from(span).ok()).filter(|span| *span > 0).unwrap_or(1)
        };
        [span(b"RowSpan"), span(b"ColSpan")]
    }
}
