//! Pages of the file for the printed pages that an agenda promises.

use super::{Context, Records};
use crate::page::Page;
use std::collections::HashMap;

/// The pages of the file that print each number.
pub struct Stamps {
    files: HashMap<u32, Option<u32>>,
}

impl Stamps {
    /// What the pages behind one (from 1) print.
    pub fn behind(pages: &[Page], agenda: u32) -> Self {
        let mut files = HashMap::new();
        for page in pages.iter().filter(|page| page.number > agenda) {
            if let Some(printed) = page.printed.as_deref().and_then(|printed| printed.parse().ok()) {
                files.entry(printed).and_modify(|file| *file = None).or_insert(Some(page.number));
            }
        }
        Self { files }
    }

    /// The page of the file (from 1) that prints a number; none where several do.
    pub fn file(&self, printed: u32) -> Option<u32> {
        self.files.get(&printed).copied().flatten()
    }
}

/// Finds for each item the pages of the file that print its first and its last page.
///
/// Nothing is told where a number is printed on more than one page behind the agenda, or where
/// the file has more or fewer pages between the two than the agenda says; nor at all where most items'
/// pages are not there: what is printed then counts something else.
pub fn find(context: &Context<'_, '_>, records: &mut Records) {
    // What is run on below the last item may be on other papers' pages.
    let places = records.agenda_items.iter().filter_map(|item| item.place.first());
    let Some(agenda) = places.map(|place| place.page).max() else { return };
    let stamps = Stamps::behind(context.pages, agenda);
    let file = |printed: u32| stamps.file(printed);
    let is_unprinted = |number: u32| {
        let page = number.checked_sub(1).and_then(|at| context.pages.get(at as usize));
        page.is_some_and(|page| page.printed.is_none())
    };
    let is_it = |number: u32, printed: u32| file(printed) == Some(number) || is_unprinted(number);
    let pages_of = |first: u32, last: u32| {
        let pages = last.checked_sub(first)?;
        // One end may bear no stamp; it is as far from the other as the agenda says.
        let [from, to] = match (file(first), file(last)) {
            (Some(from), Some(to)) => (to.checked_sub(from) == Some(pages)).then_some([from, to]),
            (Some(from), None) => Some([from, from.checked_add(pages)?]),
            (None, Some(to)) => Some([to.checked_sub(pages)?, to]),
            (None, None) => None,
        }?;
        (from > agenda && is_it(from, first) && is_it(to, last)).then_some([from, to])
    };
    let promised: Vec<Option<[u32; 2]>> = records
        .agenda_items
        .iter()
        .filter_map(|item| item.first_page.map(|first| pages_of(first, item.last_page.unwrap_or(first))))
        .collect();
    if promised.iter().flatten().count() * 2 <= promised.len() {
        return;
    }
    for (item, pages) in records.agenda_items.iter_mut().filter(|item| item.first_page.is_some()).zip(promised) {
        item.file_pages = pages;
    }
}
