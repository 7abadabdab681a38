//! Bookmarks on the pages that they lead to.

use super::Page;
use crate::pdf::outline;

/// A bookmark that leads to a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Bookmark {
    /// Its title, in one line.
    pub title: String,
    /// How far down the page it leads, in points, where that is told.
    pub top: Option<f32>,
}

/// Gives pages the bookmarks of their file.
pub fn bookmarked(mut pages: Vec<Page>, outline: Vec<outline::Bookmark>) -> Vec<Page> {
    for mark in outline {
        if let Some(target) = mark.target
            && let Some(page) = pages.get_mut(target.page as usize)
        {
            page.bookmarks.push(Bookmark { title: mark.title, top: target.top });
        }
    }
    pages
}
