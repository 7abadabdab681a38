//! Tesseract as a child process: a picture in, a table of words out.

use super::cache::Cache;
use super::{OcrFault, Picture, Recognised};
use crate::child::wait;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

/// Longest time that a page may take.
const LIMIT: Duration = Duration::from_mins(1);
/// Most bytes of a table of words.
const MOST_BYTES: u64 = 16 << 20;

/// Tesseract, found and ready.
#[derive(Clone, Debug)]
pub struct Recogniser {
    program: PathBuf,
    version: String,
    cache: Option<Cache>,
}

impl Recogniser {
    /// Looks for the program; recognised pages are kept in the folder, if one is named.
    ///
    /// # Errors
    ///
    /// [`OcrFault::Missing`] when the program is not there, and others when it cannot be run.
    pub fn find(program: impl Into<PathBuf>, cache: Option<PathBuf>) -> Result<Self, OcrFault> {
        let program = program.into();
        let said = Command::new(&program).arg("--version").output().map_err(|cause| match cause.kind() {
            io::ErrorKind::NotFound => OcrFault::Missing,
            _ => OcrFault::Run(cause),
        })?;
        // Versions before 4 say it on standard error.
        let words = if said.stdout.is_empty() { &said.stderr } else { &said.stdout };
        let version = String::from_utf8_lossy(words).lines().next().unwrap_or_default().to_owned();
        Ok(Self { program, version, cache: cache.map(Cache::new) })
    }

    /// Recognises a picture of so many dots an inch.
    ///
    /// # Errors
    ///
    /// When the program cannot be run, fails, or takes too long.
    pub fn recognise(&self, picture: &Picture, dpi: f32) -> Result<Recognised, OcrFault> {
        let kept = self.cache.as_ref().map(|cache| (cache, Cache::key(picture, &self.version)));
        if let Some(page) = kept.as_ref().and_then(|(cache, key)| cache.get(key)) {
            return Ok(page);
        }
        let page = Recognised::of_table(&self.table(picture, dpi)?, dpi);
        if let Some((cache, key)) = kept {
            cache.put(&key, &page);
        }
        Ok(page)
    }

    fn table(&self, picture: &Picture, dpi: f32) -> Result<String, OcrFault> {
        let mut child = Command::new(&self.program)
            .args(["-", "-", "--psm", "3", "-l", "eng", "--dpi"])
            .arg(format!("{dpi:.0}"))
            .arg("tsv")
            // Its own threads cost more than they bring, and every core has a page already.
            .env("OMP_THREAD_LIMIT", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let (input, output, error) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        thread::scope(|scope| {
            let picture = picture.pgm();
            scope.spawn(move || {
                // A program that ends before it has read all says why itself.
                input.map(|mut input| input.write_all(&picture))
            });
            let output = scope.spawn(|| read_all(output));
            let error = scope.spawn(|| read_all(error));
            let ended = wait(&mut child, LIMIT);
            let (output, error) = (output.join().unwrap_or_default(), error.join().unwrap_or_default());
            let status = ended?.ok_or(OcrFault::Slow { limit: LIMIT })?;
            if status.success() {
                Ok(output)
            } else {
                Err(OcrFault::Failed { words: error.lines().next().unwrap_or("no reason given").to_owned() })
            }
        })
    }
}

fn read_all(from: Option<impl Read>) -> String {
    let mut bytes = Vec::new();
    // What was read before a fault is what there is.
    let _ = from.map(|from| from.take(MOST_BYTES).read_to_end(&mut bytes));
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::{OcrFault, Recogniser};

    #[test]
    fn a_program_that_is_not_there_is_told_as_missing() {
        let fault = Recogniser::find("no-such-program-of-recognition", None).expect_err("not there");
        assert!(matches!(fault, OcrFault::Missing), "{fault}");
    }
}
