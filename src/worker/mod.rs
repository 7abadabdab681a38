//! The worker: one request a line on standard input, one answer a line on standard
//! output, for engines that pipe (Spark's `RDD.pipe`, Ray, Beam).
//!
//! Requests are answered one after another and in their order, each answer flushed,
//! so that a program may also wait for one before it asks the next. Nothing that a
//! line holds ends the worker: its input does, or the loss of its output.

mod answer;
mod lines;
mod request;

use crate::record::Document;
use crate::run;
use crate::sink::SinkFault;
use crate::source::{Identity, Source, SourceFault, SourceRef, Unread};
use answer::{Answer, Refusal};
use lines::{Line, Lines};
use request::{Bytes, Request};
use std::io::{self, BufRead, Write};
use std::path::Path;
use thiserror::Error;

/// Answers requests, all in one manner.
pub struct Worker<'a> {
    /// Threads that read the pages of one document, at least 1.
    pub threads: usize,
    /// Most bytes that a line may have, without its end.
    pub max_line: u64,
    /// Most bytes that a source may have.
    pub max_bytes: u64,
    /// Reads one source.
    pub read: &'a (dyn Fn(&Source) -> Document + Sync),
}

/// Why a worker ended before its input did.
#[derive(Debug, Error)]
pub enum WorkerFault {
    /// The threads could not be started.
    #[error("the workers cannot be started: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
    /// Requests could not be read.
    #[error("requests cannot be read: {0}")]
    Input(io::Error),
    /// An answer could not be written.
    #[error(transparent)]
    Output(#[from] SinkFault),
}

impl Worker<'_> {
    /// Answers every line of the input until it ends.
    ///
    /// # Errors
    ///
    /// When the threads cannot be started, the input cannot be read or an answer cannot be written.
    pub fn serve(&self, input: impl BufRead, output: &mut dyn Write) -> Result<(), WorkerFault> {
        let pool = run::pool(self.threads)?;
        let mut lines = Lines::new(input, self.max_line);
        let mut number = 0;
        while let Some(line) = lines.next().map_err(WorkerFault::Input)? {
            number += 1;
            let answer = pool.install(|| self.answer(&line, number));
            let bytes = answer?;
            output.write_all(&bytes).and_then(|()| output.flush()).map_err(|cause| SinkFault::Stream { cause })?;
        }
        Ok(())
    }

    /// The answer to one line, with its line end.
    fn answer(&self, line: &Line<'_>, number: u64) -> Result<Vec<u8>, SinkFault> {
        let request = match line {
            Line::TooLong => Err(Refusal::too_long(self.max_line)),
            Line::Whole(bytes) => Request::of(bytes),
        };
        let answered = match request {
            Ok(request) => self.document(request),
            Err(refusal) => Err(refusal),
        };
        match answered {
            Ok(bytes) => bytes,
            Err(refusal) => {
                tracing::warn!(line = number, code = refusal.code, "{}", refusal.message);
                refusal.encode(number)
            }
        }
    }

    /// The document that is asked for, encoded.
    fn document<'a>(&self, Request { id, bytes }: Request<'a>) -> Result<Result<Vec<u8>, SinkFault>, Refusal<'a>> {
        let answer = Answer { id };
        let unread = match self.source(bytes) {
            Ok(source) => return Ok(run::guarded(&source, self.read, |document| answer.encode(&document))),
            Err(unread) => unread,
        };
        let document = run::without_bytes(unread).map_err(|fault| Refusal::of(&fault).with_id(id))?;
        run::tell(&document);
        Ok(answer.encode(&document))
    }

    fn source(&self, bytes: Bytes<'_>) -> Result<Source, Unread> {
        match bytes {
            Bytes::File(path) => {
                let path = Path::new(path.as_ref());
                let unreadable = |cause| SourceFault::Unreadable { path: path.to_owned(), cause };
                let metadata = path.metadata().map_err(|cause| match cause.kind() {
                    io::ErrorKind::NotFound => SourceFault::Missing { path: path.to_owned() },
                    _ => unreadable(cause),
                })?;
                // A pipe or a device may never end.
                if !metadata.is_file() {
                    return Err(unreadable(io::Error::other("not a file")).into());
                }
                SourceRef::file(path, metadata.len()).read(self.max_bytes)
            }
            Bytes::Here { name, bytes } => {
                if bytes.len() as u64 <= self.max_bytes {
                    return Ok(Source::new(name, bytes));
                }
                let identity = Identity::of(&name, &bytes);
                let fault = SourceFault::TooLarge { name: identity.name.clone(), limit: self.max_bytes };
                Err(Unread { fault, identity: Some(Box::new(identity)) })
            }
        }
    }
}
