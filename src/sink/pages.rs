//! The pages of a source in reading order, as text for people and other programs.

use super::{Format, SinkFault};
use crate::pipeline::PageForm;
use crate::record::{Document, Furniture, PageRecord};

/// The text of all pages, a form feed between any two.
///
/// As text, a page is all that it prints, so that it can be held against what other readers give: running
/// heads before its own text, feet and stamps after it. As Markdown, which is made for reading on, it is
/// without them.
#[derive(Clone, Copy, Debug)]
pub struct Pages {
    /// The form in which the pages were read.
    pub form: PageForm,
}

impl Format for Pages {
    fn extension(&self) -> &'static str {
        match self.form {
            PageForm::Text => "txt",
            PageForm::Markdown => "md",
        }
    }

    fn encode(&self, document: &Document) -> Result<Vec<u8>, SinkFault> {
        let mut bytes = Vec::with_capacity(document.pages.iter().map(|page| page.text.len() + 1).sum());
        for (at, page) in document.pages.iter().enumerate() {
            if at > 0 {
                bytes.push(b'\x0c');
            }
            let furniture = if self.form == PageForm::Text { page.furniture.as_slice() } else { &[] };
            let (heads, feet): (Vec<_>, Vec<_>) = furniture.iter().partition(|piece| is_head(piece, page));
            push_lines(&mut bytes, &heads);
            bytes.extend_from_slice(page.text.as_bytes());
            push_lines(&mut bytes, &feet);
        }
        Ok(bytes)
    }
}

/// Whether a piece of furniture stands in the upper half of its page.
fn is_head(piece: &Furniture, page: &PageRecord) -> bool {
    let bbox = piece.place.iter().find_map(|place| place.bbox);
    bbox.zip(page.height).is_some_and(|([_, top, ..], height)| top < height / 2.0)
}

fn push_lines(bytes: &mut Vec<u8>, pieces: &[&Furniture]) {
    for piece in pieces {
        bytes.extend_from_slice(piece.text.as_bytes());
        bytes.push(b'\n');
    }
}
