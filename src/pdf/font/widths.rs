//! The widths that a font's dictionary gives: `Widths` of simple fonts, `W`, `DW`, `W2` and `DW2` of composite ones.
//!
//! Widths are in em: the thousandths of the file divided by a thousand.

use crate::pdf::budget::Budget;
use crate::pdf::objects::Objects;
use lopdf::{Dictionary, Object};

/// The widest glyph that is believed, in em.
const WIDEST: f32 = 100.0;

/// A width of the file in em; none when it cannot be one.
fn em(objects: &Objects, object: &Object) -> Option<f32> {
    objects.as_number(object).map(|width| width / 1000.0).filter(|width| width.abs() <= WIDEST)
}

/// The widths of a simple font by code, in thousandths times `scale`; none for codes that have none.
pub(super) fn simple(objects: &Objects, font: &Dictionary, scale: f32) -> Option<[Option<f32>; 256]> {
    let list = objects.array(font, b"Widths")?;
    let first = usize::try_from(objects.integer(font, b"FirstChar").unwrap_or(0)).ok()?;
    let mut widths = [None; 256];
    for (slot, object) in widths.iter_mut().skip(first).zip(list) {
        *slot = em(objects, object).map(|width| width * scale).filter(|width| width.abs() <= WIDEST);
    }
    widths.iter().any(|width| width.is_some_and(|width| width != 0.0)).then_some(widths)
}

/// A run of glyphs that share a value.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Run<V> {
    first: u16,
    last: u16,
    value: V,
}

/// Runs in ascending order, none over another.
#[derive(Clone, Debug, PartialEq)]
struct Runs<V>(Vec<Run<V>>);

impl<V: Copy + PartialEq> Runs<V> {
    fn new(mut runs: Vec<Run<V>>) -> Self {
        runs.sort_by_key(|run| run.first);
        let mut merged: Vec<Run<V>> = Vec::with_capacity(runs.len());
        for run in runs {
            match merged.last_mut() {
                Some(last) if last.value == run.value && u32::from(run.first) <= u32::from(last.last) + 1 => {
                    last.last = last.last.max(run.last);
                }
                Some(last) if last.last >= run.first => {
                    if last.first == run.first {
                        *last = run;
                    } else {
                        last.last = run.first - 1;
                        merged.push(run);
                    }
                }
                _ => merged.push(run),
            }
        }
        Self(merged)
    }

    fn get(&self, cid: u32) -> Option<V> {
        let cid = u16::try_from(cid).ok()?;
        let index = self.0.partition_point(|run| run.last < cid);
        self.0.get(index).filter(|run| run.first <= cid).map(|run| run.value)
    }
}

/// The widths of a composite font by CID.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct CidWidths {
    runs: Runs<f32>,
    default: f32,
}

/// Measures of a CID in vertical writing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Vertical {
    /// How far the next glyph is, along y; negative downwards.
    pub(super) advance: f32,
    /// Where the origin of vertical writing lies from that of horizontal writing.
    pub(super) origin: [f32; 2],
}

/// The vertical measures of a composite font by CID.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct CidVerticals {
    runs: Runs<Vertical>,
    /// The y of the origin, and the advance.
    default: [f32; 2],
}

impl CidWidths {
    /// `W` and `DW` of a CID font.
    pub(super) fn load(objects: &Objects, font: &Dictionary, budget: &mut Budget) -> Self {
        let default = font.get(b"DW").ok().and_then(|object| em(objects, object)).unwrap_or(1.0);
        let runs = match objects.array(font, b"W") {
            Some(array) => runs(objects, array, budget, |[width]: [f32; 1]| width),
            None => Vec::new(),
        };
        Self { runs: Runs::new(runs), default }
    }

    /// The width of a CID in em.
    pub(super) fn get(&self, cid: u32) -> f32 {
        self.runs.get(cid).unwrap_or(self.default)
    }

    /// CIDs with widths of their own, at most so many.
    pub(super) fn listed(&self, most: usize) -> impl Iterator<Item = (u16, f32)> + '_ {
        self.runs.0.iter().flat_map(|run| (run.first..=run.last).map(|cid| (cid, run.value))).take(most)
    }
}

impl CidVerticals {
    /// `W2` and `DW2` of a CID font.
    pub(super) fn load(objects: &Objects, font: &Dictionary, budget: &mut Budget) -> Self {
        let default = objects.numbers::<2>(font, b"DW2").map_or([0.88, -1.0], |pair| pair.map(|value| value / 1000.0));
        let runs = match objects.array(font, b"W2") {
            Some(array) => {
                runs(objects, array, budget, |[advance, x, y]: [f32; 3]| Vertical { advance, origin: [x, y] })
            }
            None => Vec::new(),
        };
        Self { runs: Runs::new(runs), default }
    }

    /// The measures of a CID whose width is known.
    pub(super) fn get(&self, cid: u32, width: f32) -> Vertical {
        self.runs.get(cid).unwrap_or(Vertical { advance: self.default[1], origin: [width / 2.0, self.default[0]] })
    }
}

/// Reads `first [values…]` and `first last value` entries, `COUNT` numbers a value.
fn runs<V, const COUNT: usize>(
    objects: &Objects,
    array: &[Object],
    budget: &mut Budget,
    value: impl Fn([f32; COUNT]) -> V,
) -> Vec<Run<V>> {
    let mut runs = Vec::new();
    let mut rest = array.iter();
    while let (Some(first), Some(second)) = (rest.next(), rest.next()) {
        let Some(first) = objects.as_integer(first) else { continue };
        if let Some(list) = objects.as_array(second) {
            if !budget.objects(list.len() as u64) {
                break;
            }
            for (cid, values) in (first..).zip(list.chunks_exact(COUNT)) {
                let Ok(cid) = u16::try_from(cid) else { break };
                let Some(values) = ems(objects, values) else { continue };
                runs.push(Run { first: cid, last: cid, value: value(values) });
            }
        } else {
            let values = rest.as_slice().get(..COUNT).and_then(|values| ems(objects, values));
            rest = rest.as_slice().get(COUNT..).unwrap_or_default().iter();
            let last = objects.as_integer(second).unwrap_or(-1).min(i64::from(u16::MAX));
            if !budget.objects(1) {
                break;
            }
            if let (Some(values), Ok(first), Ok(last)) = (values, u16::try_from(first), u16::try_from(last))
                && first <= last
            {
                runs.push(Run { first, last, value: value(values) });
            }
        }
    }
    runs
}

fn ems<const COUNT: usize>(objects: &Objects, values: &[Object]) -> Option<[f32; COUNT]> {
    let mut ems = [0.0; COUNT];
    for (slot, object) in ems.iter_mut().zip(values) {
        *slot = em(objects, object)?;
    }
    Some(ems)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::font::testing::{self, dict};
    use lopdf::Object::{Array, Integer, Real};

    fn widths(w: Vec<Object>) -> CidWidths {
        let font = dict(&[("DW", 500.into()), ("W", Array(w))]);
        CidWidths::load(&testing::objects(), &font, &mut testing::budget())
    }

    #[test]
    fn lists_and_ranges_are_read() {
        let widths = widths(vec![
            1.into(),
            Array(vec![250.into(), Real(333.5)]),
            10.into(),
            20.into(),
            600.into(),
            15.into(),
            Array(vec![700.into()]),
        ]);
        let got: Vec<f32> = [0, 1, 2, 3, 10, 14, 15, 16, 20, 21].map(|cid| widths.get(cid)).to_vec();
        assert_eq!(&got[..7], [0.5, 0.25, 0.3335, 0.5, 0.6, 0.6, 0.7]);
        assert_eq!(got[9..], [0.5]);
    }

    #[test]
    fn absurd_ranges_cost_nothing() {
        let widths = widths(vec![
            0.into(),
            Integer(2_000_000_000),
            600.into(),
            Integer(-5),
            Integer(i64::MAX),
            1.into(),
            Integer(i64::MAX - 1),
            Array(vec![1.into(); 3]),
            65535.into(),
            Array(vec![100.into(); 10]),
        ]);
        let got = [40_000, 65_535, 65_536].map(|cid| widths.get(cid));
        assert_eq!(got[..], [0.6, 0.1, 0.5]);
        assert!(widths.runs.0.len() <= 3);
    }

    #[test]
    fn vertical_measures_have_their_defaults() {
        let font = dict(&[("W2", Array(vec![7.into(), Array(vec![(-500).into(), 250.into(), 800.into()])]))]);
        let verticals = CidVerticals::load(&testing::objects(), &font, &mut testing::budget());
        assert_eq!(verticals.get(7, 1.0), Vertical { advance: -0.5, origin: [0.25, 0.8] });
        assert_eq!(verticals.get(8, 0.6), Vertical { advance: -1.0, origin: [0.3, 0.88] });
    }

    #[test]
    fn simple_widths_begin_at_the_first_code() {
        let font = dict(&[("FirstChar", 65.into()), ("Widths", Array(vec![722.into(), Real(1e9)]))]);
        let widths = simple(&testing::objects(), &font, 1.0).unwrap_or([None; 256]);
        assert_eq!((widths[64], widths[65], widths[66]), (None, Some(0.722), None));
        let empty = dict(&[("Widths", Array(vec![0.into(); 3]))]);
        assert!(simple(&testing::objects(), &empty, 1.0).is_none());
    }
}
