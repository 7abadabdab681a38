//! The pages of a source in reading order, as text for people and other programs.

use super::{Format, SinkFault};
use crate::pipeline::PageForm;
use crate::record::Document;

/// The text of all pages, a form feed between any two.
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
            bytes.extend_from_slice(page.text.as_bytes());
        }
        Ok(bytes)
    }
}
