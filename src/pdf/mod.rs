//! PDF files: from bytes to [`Sheet`]s of glyphs, rulings and images.
//!
//! [`lopdf`] reads the objects; everything above them is read here, under one
//! budget for each document: the page tree, the content
//! streams, the fonts, and what the file says of itself (outlines, page labels,
//! structure tree, document information).

mod annotation;
pub mod budget;
pub mod content;
pub mod destination;
mod field;
mod filter;
pub mod font;
mod font_shelf;
mod frame;
pub mod info;
pub mod labels;
mod name_tree;
mod object_streams;
pub mod objects;
mod open;
pub mod outline;
mod page;
mod second;
pub mod sheet;
pub mod structure;
#[cfg(test)]
mod tests;
pub mod text_string;
mod tree;

use budget::{Budget, Work};
use content::interpreter::{Context, Drawn};
use content::layers::Layers;
use font_shelf::{FontKey, FontShelf};
use info::Info;
use labels::Labels;
use lopdf::{Dictionary, ObjectId};
use objects::Objects;
use outline::Bookmark;
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::time::Instant;
use structure::Structure;
use tree::PageNode;

pub use budget::Limits;
pub use open::{OpenOptions, PdfFault, Repairs};
pub use sheet::Sheet;

/// How many pages the first batch has; each later one has twice as many, up to [`BATCH`].
const FIRST_BATCH: usize = 8;
/// How many pages are read before their cost is counted.
const BATCH: usize = 64;

/// A PDF file that was opened.
#[derive(Debug)]
pub struct Pdf {
    objects: Objects,
    pages: Vec<PageNode>,
    repairs: Repairs,
    cut: bool,
    fonts: FontShelf,
    layers: Layers,
    labels: Labels,
    limits: Limits,
    deadline: Option<Instant>,
}

impl Pdf {
    /// Opens a file, with repairs where they are needed.
    ///
    /// # Errors
    /// When no page of it can be read: the reason why.
    pub fn open(bytes: &[u8], options: &OpenOptions) -> Result<Self, PdfFault> {
        let deadline = Instant::now().checked_add(options.limits.time);
        let opened = open::open(bytes, options)?;
        let objects = opened.objects;
        let mut budget = Budget::new(options.limits.evidence, deadline);
        let catalog = objects.dict(&objects.document().trailer, b"Root");
        let layers = catalog.map(|catalog| Layers::read(&objects, catalog, &mut budget)).unwrap_or_default();
        let labels = catalog.map(|catalog| Labels::read(&objects, catalog, &mut budget)).unwrap_or_default();
        Ok(Self {
            objects,
            pages: opened.pages,
            repairs: opened.repairs,
            cut: opened.cut,
            fonts: FontShelf::default(),
            layers,
            labels,
            limits: options.limits,
            deadline,
        })
    }

    /// How many pages it has.
    pub fn page_count(&self) -> usize {
        self.pages.len()
    }

    /// Whether it has more pages than are read.
    pub fn is_cut(&self) -> bool {
        self.cut
    }

    /// What had to be done to open it.
    pub fn repairs(&self) -> Repairs {
        self.repairs
    }

    /// Its objects.
    pub fn objects(&self) -> &Objects {
        &self.objects
    }

    /// Its bookmarks, in order.
    pub fn outline(&self) -> Vec<Bookmark> {
        outline::read(self)
    }

    /// What it says of itself.
    pub fn info(&self) -> Info {
        info::read(self)
    }

    /// What its marked content is meant to be; reads the whole structure tree at each call.
    pub fn structure(&self) -> Structure {
        Structure::read(self)
    }

    /// One page, by its index from 0, as if it were the only one.
    pub fn sheet(&self, index: usize) -> Sheet {
        let share = self.limits.page.min(self.limits.document);
        self.draw(index, share, &Ledger::default()).sheet
    }

    /// All pages in order, each made into something else as soon as it is read.
    ///
    /// Pages are read in parallel in the current pool of `rayon`. Each may cost what a page
    /// may, and no more than its part of what the document has left when its
    /// batch begins: so the pages are the same with any number of threads.
    pub fn sheets<T: Send>(&self, make: impl Fn(Sheet) -> T + Sync) -> Vec<T> {
        let mut results = Vec::with_capacity(self.pages.len());
        let mut ledger = Ledger::default();
        let mut left = self.limits.document;
        let (mut from, mut size) = (0, FIRST_BATCH);
        while from < self.pages.len() {
            let to = (from + size).min(self.pages.len());
            let share = self.limits.page.min(left.share((to - from) as u64));
            let batch: Vec<(T, Work, Vec<FontKey>, Vec<ObjectId>)> = (from..to)
                .into_par_iter()
                .map(|index| {
                    let drawn = self.draw(index, share, &ledger);
                    (make(drawn.sheet), drawn.spent, drawn.fonts, drawn.bombs)
                })
                .collect();
            for (one, spent, fonts, bombs) in batch {
                results.push(one);
                left = left.less(spent);
                ledger.paid_fonts.extend(fonts);
                ledger.bombs.extend(bombs);
            }
            from = to;
            size = (size * 2).min(BATCH);
        }
        results
    }

    /// The root of its objects.
    fn catalog(&self) -> Option<&Dictionary> {
        self.objects.dict(&self.objects.document().trailer, b"Root")
    }

    /// The index of each page, by its number as an object; the first, where it stands more than once.
    fn page_indices(&self) -> HashMap<ObjectId, u32> {
        let mut indices = HashMap::with_capacity(self.pages.len());
        for (index, page) in self.pages.iter().enumerate() {
            if let (Some(id), Ok(index)) = (page.id(), u32::try_from(index)) {
                indices.entry(id).or_insert(index);
            }
        }
        indices
    }

    /// What reading what the file says of itself may cost.
    fn evidence(&self) -> Budget {
        Budget::new(self.limits.evidence, self.deadline)
    }

    fn draw(&self, index: usize, share: Work, ledger: &Ledger) -> Drawn {
        let context = Context {
            objects: &self.objects,
            fonts: &self.fonts,
            layers: &self.layers,
            limits: &self.limits,
            paid_fonts: &ledger.paid_fonts,
            bombs: &ledger.bombs,
            share,
            deadline: self.deadline,
        };
        page::draw(self, index, share, context)
    }
}

/// What the pages before a batch have shown.
#[derive(Debug, Default)]
struct Ledger {
    paid_fonts: HashSet<FontKey>,
    bombs: HashSet<ObjectId>,
}
