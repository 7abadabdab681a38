//! The files of documents in a folder, each written beside its place and then
//! moved there, so that no reader ever sees half a file.

use super::{Output, OutputFile, Sink, SinkFault};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// What the name of a file begins with that is prepared and not published.
const READY: &str = ".ready-";

/// A folder that takes documents.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// Uses this folder, which is made if it does not exist.
    ///
    /// # Errors
    ///
    /// When the folder cannot be made, or no file can be made in it.
    pub fn open(path: &Path) -> Result<Self, SinkFault> {
        let folder = Self { path: path.to_owned() };
        fs::create_dir_all(path)
            .and_then(|()| unfinished(&folder.path).map(drop))
            .map_err(|cause| SinkFault::Folder { path: path.to_owned(), cause })?;
        Ok(folder)
    }

    /// Writes files beside their places, from where [`Folder::publish`] moves them.
    ///
    /// # Errors
    ///
    /// When they cannot be written.
    pub fn prepare(&self, output: &Output) -> Result<(), SinkFault> {
        output.files.iter().try_for_each(|OutputFile { name, bytes }| {
            let path = self.path.join(format!("{READY}{name}"));
            fs::write(&path, bytes).map_err(|cause| SinkFault::File { path, cause })
        })
    }

    /// Moves a file that was prepared to its place.
    ///
    /// # Errors
    ///
    /// When it cannot be moved.
    pub fn publish(&self, name: &str) -> Result<(), SinkFault> {
        let path = self.path.join(name);
        fs::rename(self.path.join(format!("{READY}{name}")), &path).map_err(|cause| SinkFault::File { path, cause })
    }

    /// The names of files that were prepared and not published, sorted.
    ///
    /// # Errors
    ///
    /// When the folder cannot be read.
    pub fn prepared(&self) -> Result<Vec<String>, SinkFault> {
        let entries = fs::read_dir(&self.path).map_err(|cause| SinkFault::Folder { path: self.path.clone(), cause })?;
        let mut names: Vec<String> = entries
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok()?.strip_prefix(READY).map(str::to_owned))
            .collect();
        names.sort();
        Ok(names)
    }

    /// Removes a file that was prepared and is not wanted.
    ///
    /// # Errors
    ///
    /// When it cannot be removed.
    pub fn discard(&self, name: &str) -> Result<(), SinkFault> {
        self.remove(&format!("{READY}{name}"))
    }

    /// Removes a file that was written before; one that is not there need not be removed.
    ///
    /// # Errors
    ///
    /// When it is there and cannot be removed.
    pub fn remove(&self, name: &str) -> Result<(), SinkFault> {
        let path = self.path.join(name);
        match fs::remove_file(&path) {
            Err(cause) if cause.kind() != io::ErrorKind::NotFound => Err(SinkFault::File { path, cause }),
            _ => Ok(()),
        }
    }
}

/// Writes a file whole or not at all.
///
/// # Errors
///
/// When it cannot be written.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), SinkFault> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    unfinished(folder)
        .and_then(|mut file| {
            file.write_all(bytes)?;
            file.persist(path).map(drop).map_err(|error| error.error)
        })
        .map_err(|cause| SinkFault::File { path: path.to_owned(), cause })
}

/// A file in a folder that vanishes unless it is moved to its place.
pub(crate) fn unfinished(folder: &Path) -> std::io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".unfinished-").suffix(".tmp");
    // Temporary files are for their owner's eyes; what this one becomes is
    // not, as far as the umask allows.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

impl Sink for Folder {
    fn write(&mut self, output: &Output) -> Result<(), SinkFault> {
        output.files.iter().try_for_each(|OutputFile { name, bytes }| write_whole(&self.path.join(name), bytes))
    }

    fn finish(&mut self) -> Result<(), SinkFault> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Folder;
    use crate::sink::{Output, OutputFile, Sink};
    use std::fs;

    fn output(id: &str, text: &str) -> Output {
        let file = OutputFile { name: format!("{id}.json"), bytes: text.as_bytes().to_vec() };
        Output { id: id.to_owned(), files: vec![file] }
    }

    #[test]
    fn documents_replace_older_ones_and_leave_nothing_else() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("deep/output");
        let mut sink = Folder::open(&path).expect("sink");
        sink.write(&output("a", "old")).expect("written");
        sink.write(&output("a", "new")).expect("written");
        sink.finish().expect("finished");
        let names: Vec<_> =
            fs::read_dir(&path).expect("folder").map(|entry| entry.expect("entry").file_name()).collect();
        assert_eq!(names, ["a.json"]);
        assert_eq!(fs::read(path.join("a.json")).expect("read"), b"new");
    }

    #[test]
    fn a_file_that_cannot_be_written_is_named() {
        let folder = tempfile::tempdir().expect("folder");
        fs::create_dir(folder.path().join("a.json")).expect("in the way");
        let mut sink = Folder::open(folder.path()).expect("sink");
        let fault = sink.write(&output("a", "text")).expect_err("in the way");
        assert_eq!(fault.code(), "output-file");
        assert!(fault.to_string().contains("a.json"), "{fault}");
    }

    #[test]
    fn a_folder_under_a_file_is_refused() {
        let folder = tempfile::tempdir().expect("folder");
        let file = folder.path().join("file");
        fs::write(&file, "").expect("written");
        let fault = Folder::open(&file.join("deep")).expect_err("no folder");
        assert_eq!(fault.code(), "output-folder");
    }
}
