//! How much work a document may ask for, and how much of that is left.
//!
//! A small file can ask for any amount of work: content that inflates to
//! gigabytes, forms that draw forms, fonts with a width for each of four
//! thousand million codes. Everything that a file can make large is therefore
//! paid for from a [`Budget`]; what cannot be paid is left out, and the
//! [`Cut`]s tell so.
//!
//! Amounts are counted in work, not in time, so that the same file gives the
//! same pages on every machine and with any number of threads. The deadline is
//! the one exception, far above what the amounts allow on a usual machine.

use super::sheet::Cut;
use std::time::{Duration, Instant};

/// Amounts of work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Bytes that come out of filters.
    pub inflated: u64,
    /// Operators and operands of content streams.
    pub operators: u64,
    /// Glyphs shown.
    pub glyphs: u64,
    /// Objects visited: entries of arrays and dictionaries, nodes of trees.
    pub objects: u64,
    /// Forms, glyph procedures and appearances drawn.
    pub forms: u64,
}

impl Work {
    /// The lesser of each amount.
    #[must_use]
    pub fn min(self, other: Self) -> Self {
        self.with(other, u64::min)
    }

    /// These amounts less others, never below nothing.
    #[must_use]
    pub fn less(self, other: Self) -> Self {
        self.with(other, u64::saturating_sub)
    }

    /// The sum of each amount.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        self.with(other, u64::saturating_add)
    }

    /// An equal part for each of `parts`.
    #[must_use]
    pub fn share(self, parts: u64) -> Self {
        self.with(self, |amount, _| amount / parts.max(1))
    }

    fn with(self, other: Self, each: impl Fn(u64, u64) -> u64) -> Self {
        Self {
            inflated: each(self.inflated, other.inflated),
            operators: each(self.operators, other.operators),
            glyphs: each(self.glyphs, other.glyphs),
            objects: each(self.objects, other.objects),
            forms: each(self.forms, other.forms),
        }
    }
}

/// What a document and its parts may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// What all pages may cost together.
    pub document: Work,
    /// What one page may cost.
    pub page: Work,
    /// What one font may cost.
    pub font: Work,
    /// What the structure tree, the outline, page labels and the like may cost.
    pub evidence: Work,
    /// How deep forms may lie within forms.
    pub form_depth: u32,
    /// How deep graphics states may be saved.
    pub state_depth: usize,
    /// Bytes that the object streams of the file may inflate to, all together.
    pub object_streams: u64,
    /// Bytes that each object stream may inflate to however many there are, and however few.
    ///
    /// Objects take up to a hundred times the bytes that they are written in; those of
    /// usual files are written in streams of less than one MiB.
    pub object_stream: [u64; 2],
    /// How many pages are read.
    pub pages: usize,
    /// How long reading the document may take.
    pub time: Duration,
}

const MEBI: u64 = 1 << 20;

impl Default for Limits {
    fn default() -> Self {
        Self {
            document: Work {
                inflated: 768 * MEBI,
                operators: 200_000_000,
                glyphs: 40_000_000,
                objects: 50_000_000,
                forms: 2_000_000,
            },
            page: Work {
                inflated: 64 * MEBI,
                operators: 20_000_000,
                glyphs: 500_000,
                objects: 2_000_000,
                forms: 20_000,
            },
            font: Work { inflated: 32 * MEBI, operators: 4_000_000, glyphs: 0, objects: 500_000, forms: 0 },
            evidence: Work { inflated: 16 * MEBI, operators: 0, glyphs: 0, objects: 4_000_000, forms: 0 },
            form_depth: 24,
            state_depth: 512,
            object_streams: 128 * MEBI,
            object_stream: [2 * MEBI, 12 * MEBI],
            pages: 100_000,
            time: Duration::from_mins(1),
        }
    }
}

/// What is left of an allowance, and what was cut for want of more.
#[derive(Clone, Debug)]
pub struct Budget {
    allowed: Work,
    left: Work,
    deadline: Option<Instant>,
    cuts: Vec<Cut>,
}

impl Budget {
    /// A budget of these amounts, until that moment.
    pub fn new(allowed: Work, deadline: Option<Instant>) -> Self {
        Self { allowed, left: allowed, deadline, cuts: Vec::new() }
    }

    /// What is left.
    pub fn left(&self) -> Work {
        self.left
    }

    /// What was spent.
    pub fn spent(&self) -> Work {
        self.allowed.less(self.left)
    }

    /// What was cut, each kind once.
    pub fn cuts(&self) -> &[Cut] {
        &self.cuts
    }

    /// Notes that something was cut.
    pub fn cut(&mut self, what: Cut) {
        if !self.cuts.contains(&what) {
            self.cuts.push(what);
        }
    }

    /// Pays for so many inflated bytes; `false`, and nothing left, when they are too many.
    pub fn inflated(&mut self, bytes: u64) -> bool {
        let paid = pay(&mut self.left.inflated, bytes);
        if !paid {
            self.cut(Cut::InflatedBytes);
        }
        paid
    }

    /// Pays for so many operators and operands.
    #[inline]
    pub fn operators(&mut self, count: u64) -> bool {
        let paid = pay(&mut self.left.operators, count);
        if !paid {
            self.cut(Cut::Operators);
        }
        paid
    }

    /// Pays for a glyph.
    #[inline]
    pub fn glyph(&mut self) -> bool {
        let paid = pay(&mut self.left.glyphs, 1);
        if !paid {
            self.cut(Cut::Glyphs);
        }
        paid
    }

    /// Pays for visiting so many objects.
    #[inline]
    pub fn objects(&mut self, count: u64) -> bool {
        let paid = pay(&mut self.left.objects, count);
        if !paid {
            self.cut(Cut::Objects);
        }
        paid
    }

    /// Pays for drawing a form.
    pub fn form(&mut self) -> bool {
        let paid = pay(&mut self.left.forms, 1);
        if !paid {
            self.cut(Cut::Forms);
        }
        paid
    }

    /// Pays for work that was done before and elsewhere, as far as that is possible.
    pub fn charge(&mut self, work: Work) {
        self.left = self.left.less(work);
    }

    /// Whether the deadline has passed; if so, that is a cut.
    pub fn late(&mut self) -> bool {
        let late = self.deadline.is_some_and(|deadline| Instant::now() >= deadline);
        if late {
            self.cut(Cut::Time);
        }
        late
    }
}

/// Takes an amount from what is left; takes all and refuses when there is less.
#[inline]
fn pay(left: &mut u64, amount: u64) -> bool {
    if let Some(rest) = left.checked_sub(amount) {
        *left = rest;
        true
    } else {
        *left = 0;
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_paid_is_told_once() {
        let mut budget = Budget::new(Work { glyphs: 2, ..Work::default() }, None);
        assert!(budget.glyph() && budget.glyph());
        assert!(!budget.glyph() && !budget.glyph());
        assert_eq!(budget.cuts(), [Cut::Glyphs]);
        assert_eq!(budget.spent().glyphs, 2);
    }

    #[test]
    fn a_payment_that_is_refused_leaves_nothing() {
        let mut budget = Budget::new(Work { inflated: 10, ..Work::default() }, None);
        assert!(!budget.inflated(11));
        assert!(!budget.inflated(1));
    }
}
