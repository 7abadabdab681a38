//! A source read in a process of its own: should it end the process, it is known
//! which source did, and the run goes on.

use super::settings::IngestSettings;
use crate::child::wait;
use crate::ocr::OcrMode;
use crate::record::Document;
use crate::source::Source;
use std::io::{self, Read, Write};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

/// Time for the process itself, beside what the source may take.
const OVERHEAD: Duration = Duration::from_secs(10);

/// Why there is no document.
pub(super) struct Lost {
    pub(super) code: &'static str,
    pub(super) message: String,
}

/// Reads a source in a process of its own, with the same settings.
pub(super) fn read(settings: &IngestSettings, source: &Source) -> Result<Document, Lost> {
    let lost = |code, message: String| Lost { code, message };
    let broken =
        |cause: io::Error| lost("process-failed", format!("could not be read in a process of its own: {cause}"));
    let secrets = Secrets::of(settings).map_err(broken)?;
    let mut child = command(settings, &secrets).and_then(|mut command| command.spawn()).map_err(broken)?;
    let (Some(mut input), Some(mut output)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(lost("process-failed", "could not be read in a process of its own".to_owned()));
    };
    let mut answer = Vec::new();
    let status = thread::scope(|scope| {
        // A process that has died reads no more.
        scope.spawn(move || drop(input.write_all(&source.bytes)));
        scope.spawn(|| drop(output.read_to_end(&mut answer)));
        wait(&mut child, settings.pdf.limits.time + OVERHEAD)
    });
    let Some(status) = status.map_err(broken)? else {
        let seconds = settings.pdf.limits.time.as_secs();
        return Err(lost("source-too-slow", format!("took longer than {seconds} s (see --max-time)")));
    };
    let mut document: Document = serde_json::from_slice(&answer)
        .map_err(|_| lost("process-died", format!("the process that read it died: {status}")))?;
    // It came through standard input, which has no name.
    let identity = source.identity();
    document.document.id = identity.id;
    document.document.source_name = identity.name;
    Ok(document)
}

fn command(settings: &IngestSettings, secrets: &Secrets) -> io::Result<Command> {
    let mut command = Command::new(std::env::current_exe()?);
    let limits = &settings.pdf.limits;
    command.args(["convert", "-", "--out", "-", "--jobs", "1", "--quiet", "--no-progress"]);
    command.arg(format!("--max-bytes={}", settings.max_bytes));
    command.arg(format!("--max-pages={}", limits.pages));
    command.arg(format!("--max-inflated={}", limits.document.inflated));
    command.arg(format!("--max-time={}ms", limits.time.as_millis()));
    command.arg(match settings.pdf.ocr {
        OcrMode::Auto => "--ocr=auto",
        OcrMode::Never => "--ocr=never",
        OcrMode::Always => "--ocr=always",
    });
    command.env_remove("MINUTEBOOK_GRAMMARS").env_remove("MINUTEBOOK_OCR_CACHE");
    if let Some(folder) = &settings.grammars {
        command.arg("--grammars").arg(folder);
    }
    if let Some(name) = &settings.grammar {
        command.arg("--grammar").arg(name);
    }
    if let Some(folder) = &settings.pdf.ocr_cache {
        command.arg("--ocr-cache").arg(folder);
    }
    if let Some(file) = &secrets.0 {
        command.arg("--password-file").arg(file.path());
    }
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    Ok(command)
}

/// Passwords in a file that only its owner may read: arguments can be seen by everyone.
struct Secrets(Option<tempfile::NamedTempFile>);

impl Secrets {
    fn of(settings: &IngestSettings) -> io::Result<Self> {
        if settings.pdf.passwords.is_empty() {
            return Ok(Self(None));
        }
        let mut file = tempfile::NamedTempFile::new()?;
        writeln!(file, "{}", settings.pdf.passwords.join("\n"))?;
        Ok(Self(Some(file)))
    }
}
