//! PDF files: from bytes to [`Sheet`]s of glyphs, rulings and images.
//!
//! [`lopdf`] reads the objects; everything above them is read here, under one
//! budget for each document: the page tree, the content
//! streams, the fonts, and what the file says of itself (outlines, page labels,
//! structure tree, document information).

mod annotation;
pub mod budget;
pub mod content;
mod filter;
pub mod font;
mod font_shelf;
mod frame;
pub mod objects;
mod open;
mod page;
mod second;
pub mod sheet;
#[cfg(test)]
mod tests;
pub mod text_string;
mod tree;

use budget::{Limits, Work};
use content::interpreter::{Context, Drawn};
use content::layers::Layers;
use font_shelf::{FontKey, FontShelf};
use lopdf::ObjectId;
use objects::Objects;
use rayon::prelude::*;
use std::collections::HashSet;
use std::time::Instant;
use tree::PageNode;

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
        let mut budget = budget::Budget::new(options.limits.evidence, deadline);
        let layers = objects
            .dict(&objects.document().trailer, b"Root")
            .map(|catalog| Layers::read(&objects, catalog, &mut budget))
            .unwrap_or_default();
        Ok(Self {
            objects,
            pages: opened.pages,
            repairs: opened.repairs,
            cut: opened.cut,
            fonts: FontShelf::default(),
            layers,
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

    fn draw(&self, index: usize, share: Work, ledger: &Ledger) -> Drawn {
        let context = Context {
            objects: &self.objects,
            fonts: &self.fonts,
            layers: &self.layers,
            limits: &self.limits,
            paid_fonts: &ledger.paid_fonts,
            bombs: &ledger.bombs,
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
