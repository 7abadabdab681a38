//! Filled rectangles → bands: the shaded rows of tables, whole or cell by cell.

use crate::pdf::sheet::Fill;

/// Lighter fills do not show on paper.
const LIGHTEST: f32 = 0.99;
/// Lower fills hold no line of words, in points.
const LOWEST: f32 = 6.0;
/// Taller fills are no row of a table, in points.
const TALLEST: f32 = 200.0;
/// Narrower bands are no row of a table, in points.
const NARROWEST: f32 = 100.0;
/// Edges of fills this far apart, in points, are at one place.
const SAME_EDGE: f32 = 1.5;
/// Fills of cells stand this close beside each other, in points.
const BESIDE: f32 = 3.0;
/// Most fills of a page that are looked at: beyond, they are a drawing.
const MOST_FILLS: usize = 4000;
/// Bands of one height that go on to the right at a time.
const MOST_OPEN: usize = 4;

/// A band of shade across a page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Shade {
    /// Left, top, right, bottom.
    pub(super) bbox: [f32; 4],
    /// Where one of its fills ends and the next begins, from left to right.
    pub(super) edges: Vec<f32>,
}

/// Gathers the bands of a page, from top to bottom.
pub(super) fn find(fills: impl Iterator<Item = Fill>) -> Vec<Shade> {
    let shows = |fill: &Fill| {
        let [left, top, right, bottom] = fill.bbox;
        fill.grey < LIGHTEST && (LOWEST..=TALLEST).contains(&(bottom - top)) && right - left > LOWEST
    };
    let mut boxes: Vec<[f32; 4]> = fills.filter(shows).map(|fill| fill.bbox).collect();
    if boxes.len() > MOST_FILLS {
        return Vec::new();
    }
    boxes.sort_by(|a, b| a[1].total_cmp(&b[1]).then(a[0].total_cmp(&b[0])));
    let mut out: Vec<Shade> = Vec::new();
    for row in boxes.chunk_by_mut(|a, b| b[1] - a[1] <= SAME_EDGE) {
        row.sort_by(|a, b| a[0].total_cmp(&b[0]).then(b[2].total_cmp(&a[2])));
        let first = out.len();
        for [left, top, right, bottom] in row.iter().copied() {
            let open = out[first..]
                .iter_mut()
                .rev()
                .take(MOST_OPEN)
                .find(|shade| (shade.bbox[3] - bottom).abs() <= SAME_EDGE && left <= shade.bbox[2] + BESIDE);
            match open {
                Some(shade) if right <= shade.bbox[2] + SAME_EDGE => {}
                Some(shade) => {
                    shade.edges.push(f32::midpoint(shade.bbox[2], left.max(shade.bbox[0])));
                    shade.bbox[2] = right;
                }
                None => out.push(Shade { bbox: [left, top, right, bottom], edges: Vec::new() }),
            }
        }
    }
    out.retain(|shade| shade.bbox[2] - shade.bbox[0] >= NARROWEST);
    out.sort_by(|a, b| a.bbox[1].total_cmp(&b.bbox[1]));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bands(boxes: &[[f32; 4]]) -> Vec<Shade> {
        find(boxes.iter().map(|bbox| Fill { bbox: *bbox, grey: 0.9 }))
    }

    #[test]
    fn fills_of_cells_beside_each_other_are_one_band_with_its_edges() {
        let found = bands(&[
            [200.0, 100.0, 300.0, 120.0],
            [50.0, 100.0, 200.0, 120.0],
            [301.0, 100.5, 400.0, 120.0],
            [50.0, 140.0, 400.0, 160.0],
        ]);
        assert_eq!(
            found,
            [
                Shade { bbox: [50.0, 100.0, 400.0, 120.0], edges: vec![200.0, 300.5] },
                Shade { bbox: [50.0, 140.0, 400.0, 160.0], edges: vec![] }
            ]
        );
    }

    #[test]
    fn a_fill_drawn_twice_and_tiles_with_gaps_are_apart() {
        let found = bands(&[
            [50.0, 100.0, 200.0, 120.0],
            [50.0, 100.0, 200.0, 120.0],
            [220.0, 100.0, 400.0, 120.0],
            [50.0, 300.0, 90.0, 320.0],
        ]);
        let boxes: Vec<[f32; 4]> = found.iter().map(|shade| shade.bbox).collect();
        assert_eq!(boxes, [[50.0, 100.0, 200.0, 120.0], [220.0, 100.0, 400.0, 120.0]]);
        assert!(found.iter().all(|shade| shade.edges.is_empty()));
    }

    #[test]
    fn white_fills_and_whole_pages_are_no_bands() {
        let white = Fill { bbox: [50.0, 100.0, 400.0, 120.0], grey: 1.0 };
        let page = Fill { bbox: [0.0, 0.0, 600.0, 800.0], grey: 0.8 };
        assert!(find([white, page].into_iter()).is_empty());
    }
}
