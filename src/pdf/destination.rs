//! Destinations: the place of a page that a bookmark leads to (ISO 32000-1, 12.3.2).

use super::Pdf;
use super::budget::Budget;
use super::name_tree;
use lopdf::{Dictionary, Object, ObjectId};
use std::collections::HashMap;

/// A place on a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target {
    /// Index of the page, from 0.
    pub page: u32,
    /// How far down the page as displayed, in points, where that is told.
    pub top: Option<f32>,
}

/// Finds the targets of destinations.
pub struct Targets<'d> {
    pdf: &'d Pdf,
    pages: HashMap<ObjectId, u32>,
    names: HashMap<Vec<u8>, &'d Object>,
}

impl<'d> Targets<'d> {
    /// Reads the named destinations of a file.
    pub fn new(pdf: &'d Pdf, budget: &mut Budget) -> Self {
        let objects = &pdf.objects;
        let mut names = HashMap::new();
        if let Some(catalog) = pdf.catalog() {
            if let Some(all) = objects.dict(catalog, b"Dests")
                && budget.objects(all.len() as u64)
            {
                names.extend(all.iter().map(|(name, object)| (name.clone(), object)));
            }
            if let Some(tree) = objects.dict(catalog, b"Names").and_then(|names| objects.dict(names, b"Dests")) {
                name_tree::each(objects, tree, b"Names", budget, |key, object| {
                    if let Some(name) = objects.as_string(key) {
                        names.entry(name.to_vec()).or_insert(object);
                    }
                });
            }
        }
        Self { pdf, pages: pdf.page_indices(), names }
    }

    /// Where a bookmark or link leads, by its destination or its action.
    pub fn of(&self, dict: &'d Dictionary) -> Option<Target> {
        let objects = &self.pdf.objects;
        if let Some(destination) = objects.get(dict, b"Dest") {
            return self.target(destination);
        }
        let action = objects.dict(dict, b"A")?;
        if objects.name(action, b"S") != Some(b"GoTo") {
            return None;
        }
        self.target(objects.get(action, b"D")?)
    }

    fn target(&self, destination: &'d Object) -> Option<Target> {
        let objects = &self.pdf.objects;
        let named = match destination {
            Object::Name(name) | Object::String(name, _) => objects.resolve(self.names.get(name)?),
            other => other,
        };
        let explicit = match named {
            Object::Dictionary(dict) => objects.array(dict, b"D")?,
            other => objects.as_array(other)?,
        };
        let page = match explicit.first()? {
            Object::Reference(id) => *self.pages.get(id)?,
            other => u32::try_from(objects.as_integer(other)?).ok()?,
        };
        let node = self.pdf.pages.get(page as usize)?;
        let number = |index: usize| explicit.get(index).and_then(|object| objects.as_number(object));
        let (x, y) = match explicit.get(1).and_then(|kind| objects.as_name(kind))? {
            b"XYZ" => (number(2), number(3)),
            b"FitH" | b"FitBH" => (None, number(2)),
            b"FitR" => (number(2), number(5)),
            _ => (None, None),
        };
        let top = y.map(|y| {
            let (_, matrix) = node.boxes.frame();
            matrix.point(f64::from(x.unwrap_or(0.0)), f64::from(y))[1] as f32
        });
        Some(Target { page, top })
    }
}
