//! Pages drawn as pictures, by `hayro`.

use super::OcrFault;
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::Pixmap;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Points an inch.
const POINTS: f32 = 72.0;
/// Most samples of a picture: 200 dots an inch of a sheet of A1.
const MOST_SAMPLES: f32 = 32e6;

/// A file whose pages can be drawn.
pub struct Raster {
    pdf: Pdf,
}

/// A picture of a page: grey samples, row by row from the top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Samples in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// 0 is black, 255 white.
    pub grey: Vec<u8>,
}

impl Raster {
    /// Opens a file; nothing when `hayro` cannot read it.
    pub fn open(bytes: &[u8], password: Option<&str>) -> Option<Self> {
        let open = || match password {
            Some(password) => Pdf::new_with_password(bytes.to_vec(), password),
            None => Pdf::new(bytes.to_vec()),
        };
        let pdf = catch_unwind(AssertUnwindSafe(open)).ok()?.ok()?;
        Some(Self { pdf })
    }

    /// Opens a file with the first of these passwords that it takes, or with none.
    pub fn open_with(bytes: &[u8], passwords: &[String]) -> Option<Self> {
        let mut passwords = std::iter::once(None).chain(passwords.iter().map(|word| Some(word.as_str())));
        passwords.find_map(|password| Self::open(bytes, password))
    }

    /// Draws a page (index from 0) at so many dots an inch, or fewer where the page is huge.
    /// With the picture comes how many dots an inch it has.
    ///
    /// # Errors
    ///
    /// When there is no such page, or drawing fails.
    pub fn page(&self, index: usize, dpi: f32) -> Result<(Picture, f32), OcrFault> {
        let (pixels, dpi) = self.draw(index, dpi)?;
        let grey = pixels.data_as_u8_slice().chunks_exact(4).map(|pixel| luma([pixel[0], pixel[1], pixel[2]]));
        let picture =
            Picture { width: u32::from(pixels.width()), height: u32::from(pixels.height()), grey: grey.collect() };
        Ok((picture, dpi))
    }

    /// The same in colour, as a PNG file.
    ///
    /// # Errors
    ///
    /// When there is no such page, or drawing fails.
    pub fn png(&self, index: usize, dpi: f32) -> Result<Vec<u8>, OcrFault> {
        let (pixels, _) = self.draw(index, dpi)?;
        pixels.into_png().map_err(|_| OcrFault::Raster)
    }

    /// Width and height of a page (index from 0) in points.
    pub fn size(&self, index: usize) -> Option<[f32; 2]> {
        let size = || self.pdf.pages().get(index).map(|page| page.render_dimensions().into());
        catch_unwind(AssertUnwindSafe(size)).ok().flatten()
    }

    fn draw(&self, index: usize, dpi: f32) -> Result<(Pixmap, f32), OcrFault> {
        let draw = || {
            let page = self.pdf.pages().get(index)?;
            let (width, height) = page.render_dimensions();
            let wanted = dpi / POINTS;
            let most = (MOST_SAMPLES / (width * height).max(1.0)).sqrt();
            let scale = wanted.min(most).min(f32::from(u16::MAX - 1) / width.max(height).max(1.0));
            let settings = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
            let (cache, fonts) = (RenderCache::new(), InterpreterSettings::default());
            Some((render(page, &cache, &fonts, &RenderSettings::default(), &settings), scale * POINTS))
        };
        // Drawing is another's code over hostile bytes: a panic of it is a page that cannot be drawn.
        catch_unwind(AssertUnwindSafe(draw))
            .ok()
            .flatten()
            .filter(|(pixels, _)| !pixels.data_as_u8_slice().is_empty())
            .ok_or(OcrFault::Raster)
    }
}

/// How bright a colour is (ITU-R BT.601).
fn luma([red, green, blue]: [u8; 3]) -> u8 {
    ((u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114) / 1000) as u8
}

impl Picture {
    /// The picture as a portable grey map.
    pub fn pgm(&self) -> Vec<u8> {
        let mut bytes = format!("P5\n{} {}\n255\n", self.width, self.height).into_bytes();
        bytes.extend_from_slice(&self.grey);
        bytes
    }
}
