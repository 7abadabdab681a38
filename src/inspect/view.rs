//! Views: what the stages saw of a page, as boxes that say what they are.

use super::Layer;
use crate::block::{Block, Gathered, LineRef};
use crate::grammar::Grammar;
use crate::ocr::Raster;
use crate::page::Page;
use crate::pdf::sheet::{Axis, Sheet};
use crate::read::{self, Claims};
use crate::scan::may_be_drawn;

/// Most boxes of a layer on one page; the rest is counted.
const MOST_BOXES: usize = 20_000;
/// Pages whose sides differ by less, in points, are of one size.
const SAME_SIZE: f64 = 2.0;
/// Longest text of a box, in characters.
const LONGEST: usize = 400;

/// What a page draws beside its text.
#[derive(Clone, Debug, Default)]
pub struct Drawing {
    /// Whether a picture of it costs no more than a page may.
    may_be_drawn: bool,
    rulings: Vec<SeenBox>,
    images: Vec<SeenBox>,
}

/// A box over a page.
#[derive(Clone, Debug, PartialEq)]
pub struct SeenBox {
    /// Left, top, right, bottom in points from the top-left corner of the page as displayed.
    pub bbox: [f64; 4],
    /// What it is, and what was read.
    pub says: String,
}

/// A page as the stages saw it.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// Page of the file, from 1.
    pub number: u32,
    /// A picture of it, as a PNG file.
    pub picture: Option<Vec<u8>>,
    /// Its boxes; those of records come from the document.
    pub layers: Vec<(Layer, Vec<SeenBox>)>,
    /// Boxes that are too many to show.
    pub left_out: usize,
    /// Its size in points, where a picture of it may be drawn.
    drawn_size: Option<[f64; 2]>,
}

/// What the stages hand on when a document is made.
pub struct Stages<'s, 'd> {
    /// The pages.
    pub pages: &'d [Page],
    /// Their lines.
    pub lines: &'s [LineRef<'d>],
    /// Their blocks.
    pub gathered: &'s Gathered<'d>,
    /// The grammar that read them.
    pub grammar: &'s Grammar,
    /// Which lines a record holds.
    pub claims: &'s Claims,
}

impl Drawing {
    /// What a sheet draws beside its text.
    pub fn of(sheet: &Sheet) -> Self {
        let rulings = sheet.rulings.iter().take(MOST_BOXES).map(|line| {
            let half = (line.width / 2.0).max(0.25);
            let bbox = match line.axis {
                Axis::Horizontal => [line.from, line.at - half, line.to, line.at + half],
                Axis::Vertical => [line.at - half, line.from, line.at + half, line.to],
            };
            SeenBox { bbox: bbox.map(f64::from), says: format!("ruling, {:.1} pt thick", line.width) }
        });
        let images = sheet.images.iter().take(MOST_BOXES).map(|image| {
            let [width, height] = image.samples;
            SeenBox { bbox: image.bbox.map(f64::from), says: format!("image of {width} × {height} samples") }
        });
        Self { may_be_drawn: may_be_drawn(sheet), rulings: rulings.collect(), images: images.collect() }
    }
}

/// The views of those pages that are shown.
pub fn views(stages: &Stages<'_, '_>, drawings: Vec<Option<Drawing>>, shown: impl Fn(u32) -> bool) -> Vec<View> {
    let mut blocks = blocks(stages, &shown);
    let mut drawings = drawings.into_iter();
    let mut views = Vec::new();
    for (index, page) in stages.pages.iter().enumerate() {
        let drawing = drawings.next().flatten().unwrap_or_default();
        if !shown(page.number) {
            continue;
        }
        let drawn_size = page.size.filter(|_| drawing.may_be_drawn).map(<[f64; 2]>::from);
        let mut view = View { number: page.number, drawn_size, ..View::default() };
        view.put(Layer::Images, drawing.images);
        view.put(Layer::Rulings, drawing.rulings);
        view.put(Layer::Blocks, std::mem::take(&mut blocks[index]));
        view.put(Layer::Lines, lines(stages, page));
        view.put(Layer::Words, words(page));
        view.put(Layer::Furniture, furniture(page));
        views.push(view);
    }
    views
}

impl View {
    /// Draws its picture, unless that costs too much or the picture is of another page.
    pub fn draw(&mut self, raster: &Raster) {
        let index = self.number as usize - 1;
        let Some([width, height]) = self.drawn_size else { return };
        // A damaged file may have other pages for another reader.
        let is_same = raster.size(index).is_some_and(|[across, down]| {
            (f64::from(across) - width).abs() < SAME_SIZE && (f64::from(down) - height).abs() < SAME_SIZE
        });
        if is_same {
            self.picture = raster.png(index, super::DPI).ok();
        }
    }

    fn put(&mut self, layer: Layer, mut boxes: Vec<SeenBox>) {
        self.left_out += boxes.len().saturating_sub(MOST_BOXES);
        boxes.truncate(MOST_BOXES);
        self.layers.push((layer, boxes));
    }
}

fn blocks(stages: &Stages<'_, '_>, shown: &impl Fn(u32) -> bool) -> Vec<Vec<SeenBox>> {
    let mut boxes = vec![Vec::new(); stages.pages.len()];
    for block in &stages.gathered.blocks {
        let on_page = |line: u32| stages.lines.get(line as usize).map(|line| line.page);
        let ends = [on_page(block.lines.start), on_page(block.lines.end.saturating_sub(1))];
        let [Some(first), Some(last)] = ends else { continue };
        let numbers = &stages.pages[first as usize..=last as usize];
        if !numbers.iter().any(|page| shown(page.number)) {
            continue;
        }
        let says = describe(block);
        for place in block.whole_place(stages.pages) {
            if let Some(bbox) = place.bbox.filter(|_| shown(place.page)) {
                boxes[place.page as usize - 1].push(SeenBox { bbox, says: says.clone() });
            }
        }
    }
    boxes
}

fn describe(block: &Block<'_>) -> String {
    match (&block.rows, block.label_text()) {
        (Some(rows), _) => format!("table of {} rows, up to {} cells each", rows.rows.len(), rows.width()),
        (None, Some(label)) => format!("item {label:?}: {}", short(block.body())),
        (None, None) if block.look.heading > 0 => format!("heading {}: {}", block.look.heading, short(&block.text)),
        (None, None) => format!("paragraph: {}", short(&block.text)),
    }
}

fn lines(stages: &Stages<'_, '_>, page: &Page) -> Vec<SeenBox> {
    let told = read::explain_claimed(
        stages.pages,
        stages.lines,
        stages.gathered,
        stages.grammar,
        stages.claims,
        Some(page.number),
    );
    let told = told.into_iter().map(|words| format!("line {}", short(words.trim_start())));
    page.lines
        .iter()
        .zip(told)
        .filter_map(|(line, says)| Some(SeenBox { bbox: page.bbox(line.chars)?, says }))
        .collect()
}

fn words(page: &Page) -> Vec<SeenBox> {
    let mut boxes = Vec::with_capacity(page.boxes.len());
    // Boxes come in the order of the text, so that one walk finds them all.
    let (mut scalar, mut byte) = (0, 0);
    let mut walk = |to: u32| {
        let ahead = page.text[byte..].char_indices().nth(to.saturating_sub(scalar) as usize);
        byte = ahead.map_or(page.text.len(), |(at, _)| byte + at);
        scalar = scalar.max(to);
        byte
    };
    for word in &page.boxes {
        let bytes = walk(word.start)..walk(word.start + word.length);
        boxes.push(SeenBox { bbox: word.bbox.map(f64::from), says: format!("word {}", short(&page.text[bytes])) });
    }
    boxes
}

fn furniture(page: &Page) -> Vec<SeenBox> {
    let boxed = page.furniture.iter().filter_map(|furniture| {
        let bbox = furniture.place.iter().find_map(|place| place.bbox)?;
        Some(SeenBox { bbox, says: format!("furniture {}", short(&furniture.text)) })
    });
    boxed.collect()
}

/// The first characters of a text.
pub(super) fn short(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}
