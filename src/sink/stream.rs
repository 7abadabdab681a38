//! Documents one after another to one stream, such as standard output.

use super::{Output, Sink, SinkFault};
use std::io::Write;

/// A stream that takes documents.
#[derive(Debug)]
pub struct Stream<W> {
    writer: W,
}

impl<W: Write + Send> Stream<W> {
    /// Writes to this writer.
    pub fn new(writer: W) -> Self {
        Self { writer }
    }
}

impl<W: Write + Send> Sink for Stream<W> {
    fn write(&mut self, output: &Output) -> Result<(), SinkFault> {
        output
            .files
            .iter()
            .try_for_each(|file| self.writer.write_all(&file.bytes))
            .map_err(|cause| SinkFault::Stream { cause })
    }

    fn finish(&mut self) -> Result<(), SinkFault> {
        self.writer.flush().map_err(|cause| SinkFault::Stream { cause })
    }
}
