//! Optional content: which layers of a document are off.
//!
//! ISO 32000-1, 8.11. What is off when a reader opens the file is not read;
//! alternate configurations and usage by zoom or language are not followed.

use crate::pdf::budget::Budget;
use crate::pdf::objects::Objects;
use lopdf::{Dictionary, Object, ObjectId};
use std::collections::HashSet;

/// How deep expressions of visibility may lie in each other.
const DEPTH: u32 = 16;

/// The layers that are off.
#[derive(Debug, Default)]
pub struct Layers {
    off: HashSet<ObjectId>,
    any: bool,
}

impl Layers {
    /// Reads the default configuration of a document.
    pub fn read(objects: &Objects, catalog: &Dictionary, budget: &mut Budget) -> Self {
        let Some(properties) = objects.dict(catalog, b"OCProperties") else {
            return Self::default();
        };
        let ids = |array: Option<&[Object]>, budget: &mut Budget| -> Vec<ObjectId> {
            let array = array.unwrap_or_default();
            let most = if budget.objects(array.len() as u64) { array.len() } else { 0 };
            array[..most].iter().filter_map(|object| object.as_reference().ok()).collect()
        };
        let Some(usual) = objects.dict(properties, b"D") else {
            return Self::default();
        };
        let mut off: HashSet<ObjectId> = ids(objects.array(usual, b"OFF"), budget).into_iter().collect();
        if objects.name(usual, b"BaseState") == Some(b"OFF") {
            off.extend(ids(objects.array(properties, b"OCGs"), budget));
            for on in ids(objects.array(usual, b"ON"), budget) {
                off.remove(&on);
            }
        }
        Self { any: !off.is_empty(), off }
    }

    /// Whether what belongs to this group or membership is hidden.
    pub fn hides(&self, objects: &Objects, group: &Object, budget: &mut Budget) -> bool {
        self.any && !self.shows(objects, group, DEPTH, budget)
    }

    fn shows(&self, objects: &Objects, group: &Object, depth: u32, budget: &mut Budget) -> bool {
        if let Object::Reference(id) = group
            && self.off.contains(id)
        {
            return false;
        }
        let Some(dict) = objects.as_dict(group) else { return true };
        if objects.name(dict, b"Type") != Some(b"OCMD") {
            return true;
        }
        if let Some(expression) = objects.array(dict, b"VE") {
            return self.holds(objects, expression, depth, budget);
        }
        let one;
        let groups = match (dict.get(b"OCGs"), objects.array(dict, b"OCGs")) {
            (_, Some(groups)) => groups,
            (Ok(group), None) => {
                one = [group.clone()];
                &one[..]
            }
            _ => return true,
        };
        if groups.is_empty() || !budget.objects(groups.len() as u64) {
            return true;
        }
        let mut on = groups
            .iter()
            .filter(|group| !matches!(objects.resolve(group), Object::Null))
            .map(|group| !matches!(group, Object::Reference(id) if self.off.contains(id)));
        match objects.name(dict, b"P") {
            Some(b"AllOn") => on.all(|on| on),
            Some(b"AnyOff") => on.any(|on| !on),
            Some(b"AllOff") => on.all(|on| !on),
            _ => {
                let mut on = on.peekable();
                on.peek().is_none() || on.any(|on| on)
            }
        }
    }

    /// Whether an expression of visibility holds.
    fn holds(&self, objects: &Objects, expression: &[Object], depth: u32, budget: &mut Budget) -> bool {
        let Some((operator, operands)) = expression.split_first() else { return true };
        if depth == 0 || !budget.objects(operands.len() as u64) {
            return true;
        }
        let mut each = operands.iter().map(|operand| match objects.as_array(operand) {
            Some(inner) => self.holds(objects, inner, depth - 1, budget),
            None => self.shows(objects, operand, 0, budget),
        });
        match objects.as_name(operator) {
            Some(b"And") => each.all(|shown| shown),
            Some(b"Or") => each.any(|shown| shown),
            Some(b"Not") => !each.next().unwrap_or(false),
            _ => true,
        }
    }
}
