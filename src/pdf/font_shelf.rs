//! The fonts of a document, each read once.
//!
//! Pages are read in parallel and share fonts. Whoever asks first reads the
//! font; what that costs is kept with it, so that each page can be charged the
//! same whichever page asked first.

use super::budget::{Budget, Work};
use super::font::Font;
use super::objects::Objects;
use super::sheet::Cut;
use lopdf::Dictionary;
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Instant;

/// A font, and what it cost to read.
pub struct Held {
    /// The font.
    pub font: Font,
    /// What reading it cost.
    pub cost: Work,
    /// What of it was cut.
    pub cuts: Vec<Cut>,
}

/// Which font: where its dictionary stands in memory, which does not change while its document is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FontKey(usize);

impl FontKey {
    /// The key of the font with this dictionary.
    pub fn of(dict: &Dictionary) -> Self {
        Self(std::ptr::from_ref(dict).addr())
    }
}

/// The fonts of a document.
#[derive(Default)]
pub struct FontShelf {
    slots: Mutex<HashMap<FontKey, Arc<OnceLock<Held>>>>,
}

impl FontShelf {
    /// The font with this dictionary; its slot is filled when this returns.
    ///
    /// Reading it may cost what is allowed.
    pub fn get(
        &self,
        objects: &Objects,
        dict: &Dictionary,
        allowed: Work,
        deadline: Option<Instant>,
    ) -> Arc<OnceLock<Held>> {
        let slot = {
            let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(slots.entry(FontKey::of(dict)).or_default())
        };
        slot.get_or_init(|| {
            let mut budget = Budget::new(allowed, deadline);
            let font = Font::load(objects, dict, &mut budget);
            Held { font, cost: budget.spent(), cuts: budget.cuts().to_vec() }
        });
        slot
    }
}

impl fmt::Debug for FontShelf {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.debug_struct("FontShelf").finish_non_exhaustive()
    }
}
