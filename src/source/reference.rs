//! A source that was found but not read yet.

use super::identity::Hash;
use super::{Identity, Source, SourceFault, SourceKind};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// How many bytes of a file too large to hold are hashed at once.
const PIECE: usize = 1 << 20;
/// The name of a source that comes through standard input.
const STANDARD_INPUT: &str = "stdin";

/// Where a source is, and how large it seems.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceRef {
    path: Option<PathBuf>,
    /// File name without its folder; `stdin` for standard input.
    pub name: String,
    /// Size in bytes as the file system tells it; 0 where it cannot.
    pub bytes: u64,
}

/// A source that could not be read.
#[derive(Debug)]
pub struct Unread {
    /// Why.
    pub fault: SourceFault,
    /// Who it is, where its bytes could at least be hashed.
    pub identity: Option<Box<Identity>>,
}

impl From<SourceFault> for Unread {
    fn from(fault: SourceFault) -> Self {
        Self { fault, identity: None }
    }
}

impl SourceRef {
    /// Standard input as a source.
    pub fn standard_input() -> Self {
        Self { path: None, name: STANDARD_INPUT.to_owned(), bytes: 0 }
    }

    /// The file at this path as a source of this many bytes.
    pub fn file(path: &Path, bytes: u64) -> Self {
        let name = path.file_name().unwrap_or(path.as_os_str());
        Self { path: Some(path.to_owned()), name: name.to_string_lossy().into_owned(), bytes }
    }

    /// The path, where it is a file.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Reads the bytes.
    ///
    /// # Errors
    ///
    /// [`SourceFault::Unreadable`] when the system refuses, [`SourceFault::TooLarge`]
    /// when there are more than `limit` bytes. A file that is too large is still
    /// hashed, piece by piece, so that its refusal can be told under its own id; a
    /// stream is not, since it may never end.
    pub fn read(&self, limit: u64) -> Result<Source, Unread> {
        let Some(path) = &self.path else {
            return self.read_from(io::stdin().lock(), limit, false);
        };
        let file = File::open(path).map_err(|cause| self.unreadable(cause))?;
        let ends = file.metadata().is_ok_and(|metadata| metadata.is_file());
        self.read_from(file, limit, ends)
    }

    fn read_from(&self, mut input: impl Read, limit: u64, ends: bool) -> Result<Source, Unread> {
        let likely = usize::try_from(self.bytes.min(limit)).unwrap_or(0);
        let mut bytes = Vec::with_capacity(likely + 1);
        (&mut input).take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(|cause| self.unreadable(cause))?;
        if bytes.len() as u64 <= limit {
            return Ok(Source::new(&self.name, bytes));
        }
        let fault = SourceFault::TooLarge { name: self.name.clone(), limit };
        if !ends {
            return Err(fault.into());
        }
        let mut hash = Hash::default();
        hash.take(&bytes);
        bytes.resize(PIECE, 0);
        bytes.shrink_to_fit();
        loop {
            match input.read(&mut bytes) {
                Ok(0) => break,
                Ok(read) => hash.take(&bytes[..read]),
                Err(cause) if cause.kind() == io::ErrorKind::Interrupted => {}
                Err(cause) => return Err(self.unreadable(cause).into()),
            }
        }
        Err(Unread { fault, identity: Some(Box::new(hash.identity(&self.name))) })
    }

    /// Whether the file seems to be a source, told from its first bytes. Used for files without an extension.
    pub(super) fn looks_like_text(&self) -> bool {
        let Some(file) = self.path.as_ref().and_then(|path| File::open(path).ok()) else {
            return false;
        };
        let mut head = Vec::new();
        if file.take(4096).read_to_end(&mut head).is_err() {
            return false;
        }
        !matches!(SourceKind::of(&head), SourceKind::Empty | SourceKind::Binary)
    }

    fn unreadable(&self, cause: io::Error) -> SourceFault {
        SourceFault::Unreadable { path: self.path.clone().unwrap_or_else(|| self.name.clone().into()), cause }
    }
}

#[cfg(test)]
mod tests {
    use super::SourceRef;
    use crate::source::Identity;

    #[test]
    fn a_file_over_the_limit_keeps_its_identity() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("long.txt");
        let bytes = vec![b'x'; 3_000_000];
        std::fs::write(&path, &bytes).expect("written");
        let found = SourceRef::file(&path, 3_000_000);
        let unread = found.read(10).expect_err("too large");
        assert_eq!(unread.fault.code(), "source-too-large");
        assert_eq!(unread.identity.as_deref(), Some(&Identity::of("long.txt", &bytes)));
        assert_eq!(found.read(3_000_000).expect("read").bytes, bytes);
    }
}
