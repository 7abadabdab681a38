//! From what became of a request to the line that says so.

use crate::record::Document;
use crate::sink::{Format, Json, SinkFault};
use crate::source::SourceFault;
use serde::Serialize;
use serde_json::value::RawValue;

/// How a document is told.
pub(super) struct Answer<'a> {
    /// What the request wants to have told with it.
    pub(super) id: Option<&'a RawValue>,
}

impl Answer<'_> {
    /// The document as one line: alone, or beside the id.
    pub(super) fn encode(&self, document: &Document) -> Result<Vec<u8>, SinkFault> {
        let bytes = Json { pretty: false }.encode(document)?;
        let Some(id) = self.id else {
            return Ok(bytes);
        };
        let mut line = format!("{{\"id\":{},\"document\":", id.get()).into_bytes();
        line.extend_from_slice(bytes.trim_ascii_end());
        line.extend_from_slice(b"}\n");
        Ok(line)
    }
}

/// Why there is no document.
#[derive(Debug)]
pub(super) struct Refusal<'a> {
    /// The id of the request, where it has one.
    pub(super) id: Option<&'a RawValue>,
    /// The stable code, for programs.
    pub(super) code: &'static str,
    /// For people.
    pub(super) message: String,
}

#[derive(Serialize)]
struct Told<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a RawValue>,
    error: Error<'a>,
}

#[derive(Serialize)]
struct Error<'a> {
    line: u64,
    code: &'a str,
    message: &'a str,
}

impl<'a> Refusal<'a> {
    /// Of a line that is no request.
    pub(super) fn request(message: String) -> Self {
        Self { id: None, code: "worker-request", message }
    }

    /// Of a line of more bytes than it may have.
    pub(super) fn too_long(most: u64) -> Self {
        let message = format!("longer than the limit of {most} bytes (see --max-line)");
        Self { id: None, code: "worker-line-too-long", message }
    }

    /// Of a source that cannot even be opened.
    pub(super) fn of(fault: &SourceFault) -> Self {
        Self { id: None, code: fault.code(), message: fault.to_string() }
    }

    /// The same for a request with an id.
    pub(super) fn with_id(self, id: Option<&'a RawValue>) -> Self {
        Self { id, ..self }
    }

    /// The line that tells of it, with the number of the request's line, from 1.
    pub(super) fn encode(&self, line: u64) -> Result<Vec<u8>, SinkFault> {
        let told = Told { id: self.id, error: Error { line, code: self.code, message: &self.message } };
        let encoded = serde_json::to_vec(&told);
        let mut bytes =
            encoded.map_err(|cause| SinkFault::Encode { id: format!("line {line}"), cause: cause.into() })?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}
