//! Inspection: how a source was read, as one HTML page for people who look into a wrong reading.
//!
//! An [`Inspection`] keeps what each stage saw of the pages that are shown, as boxes in
//! layers over a picture of the page, and the document that came out.
//! [`Inspection::html`] writes it as a page that needs nothing but a browser.

mod html;
mod layer;
mod listing;
mod marked;
mod view;

pub use layer::Layer;
pub use view::{Drawing, SeenBox, Stages, View, views};

use crate::record::Document;

/// Most pages that are shown when no page is asked for: pictures of more are too much for a browser.
pub const MOST_PAGES: u32 = 40;
/// Dots an inch of the pictures: enough to read small print beside its boxes.
pub const DPI: f32 = 110.0;

/// How a source was read.
#[derive(Clone, Debug)]
pub struct Inspection {
    /// What came out.
    pub document: Document,
    /// The pages that are shown.
    pub views: Vec<View>,
}

impl Inspection {
    /// The page that shows it, which loads nothing from anywhere.
    pub fn html(&self) -> String {
        html::page(self)
    }
}

/// Whether a page of the file (from 1) is shown: the one that is asked for, or the first ones.
pub fn is_shown(page: u32, wanted: Option<u32>) -> bool {
    wanted.map_or(page <= MOST_PAGES, |wanted| wanted == page)
}
