//! One JSON document for each source.

use super::{Format, SinkFault};
use crate::record::Document;

/// The contract's JSON document.
#[derive(Clone, Copy, Debug, Default)]
pub struct Json {
    /// Indented, for people; else on one line.
    pub pretty: bool,
}

impl Format for Json {
    fn extension(&self) -> &'static str {
        "json"
    }

    fn encode(&self, document: &Document) -> Result<Vec<u8>, SinkFault> {
        let mut bytes = Vec::new();
        let encoded = if self.pretty {
            serde_json::to_writer_pretty(&mut bytes, document)
        } else {
            serde_json::to_writer(&mut bytes, document)
        };
        encoded.map_err(|cause| SinkFault::Encode { id: document.document.id.clone(), cause: cause.into() })?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}
