//! Files instead of a server: what it would be sent, numbered in its order.

use super::{Engine, Item, Listed, Sent, Written};
use crate::export::fault::ExportFault;
use crate::export::record::Dialect;
use crate::sink::{SinkFault, unfinished, write_whole};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use tempfile::{NamedTempFile, TempPath};

/// The names of files of records and of deletions, behind their number.
const KINDS: [&str; 2] = ["records", "deletions"];

/// A folder that takes files.
pub(in crate::export) struct Files {
    folder: PathBuf,
    index: String,
    written: Written,
    /// Whether each file is to be there as soon as it is written, beside those of earlier runs, or all
    /// take the place of those at the end.
    at_once: bool,
    next: u32,
    /// Files that are not at their places yet; closed, for there may be many.
    waiting: Vec<(TempPath, PathBuf)>,
}

impl Files {
    /// Writes into this folder, which is made if there is none.
    pub(in crate::export) fn open(
        folder: &Path,
        index: &str,
        written: Written,
        at_once: bool,
    ) -> Result<Self, ExportFault> {
        fs::create_dir_all(folder).map_err(|cause| SinkFault::Folder { path: folder.to_owned(), cause })?;
        let mut files =
            Self { folder: folder.to_owned(), index: index.to_owned(), written, at_once, next: 1, waiting: Vec::new() };
        if at_once {
            files.next = files.numbered()?.into_iter().map(|(number, _)| number + 1).max().unwrap_or(1);
        }
        Ok(files)
    }

    /// The files of earlier runs.
    fn numbered(&self) -> Result<Vec<(u32, PathBuf)>, ExportFault> {
        let unusable = |cause| SinkFault::Folder { path: self.folder.clone(), cause };
        let mut found = Vec::new();
        for entry in fs::read_dir(&self.folder).map_err(unusable)? {
            let path = entry.map_err(unusable)?.path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let number = name.split_once('-').filter(|(_, rest)| KINDS.iter().any(|kind| rest.starts_with(kind)));
            if let Some(number) = number.and_then(|(number, _)| number.parse().ok()) {
                found.push((number, path));
            }
        }
        Ok(found)
    }

    fn write(&mut self, kind: usize, items: &[Item]) -> Result<(), ExportFault> {
        if items.is_empty() {
            return Ok(());
        }
        let name = format!("{:06}-{}.{}", self.next, KINDS[kind], self.written.endings[kind]);
        self.next += 1;
        let path = self.folder.join(name);
        let bytes = (self.written.bytes)(items);
        if self.at_once {
            return Ok(write_whole(&path, &bytes)?);
        }
        let file = unfinished(&self.folder).and_then(|mut file| file.write_all(&bytes).map(|()| file));
        match file {
            Ok(file) => self.waiting.push((NamedTempFile::into_temp_path(file), path)),
            Err(cause) => return Err(SinkFault::File { path, cause }.into()),
        }
        Ok(())
    }
}

impl Engine for Files {
    fn dialect(&self) -> Dialect {
        self.written.dialect
    }

    fn swaps(&self) -> bool {
        true
    }

    fn holds(&mut self, _place: &str) -> Result<bool, ExportFault> {
        Ok(true)
    }

    fn prepare(&mut self, _place: &str) -> Result<(), ExportFault> {
        for (name, value) in (self.written.settings)(&self.index) {
            let mut bytes = super::bytes(&value);
            bytes.push(b'\n');
            write_whole(&self.folder.join(name), &bytes)?;
        }
        Ok(())
    }

    fn send(&mut self, _place: &str, items: &[Item]) -> Result<Sent, ExportFault> {
        let (records, deletions): (Vec<Item>, Vec<Item>) = items.iter().cloned().partition(|item| item.body.is_some());
        self.write(0, &records)?;
        self.write(1, &deletions)?;
        Ok(Sent::all(items))
    }

    fn publish(&mut self, _place: &str, _anew: bool) -> Result<(), ExportFault> {
        if self.at_once {
            return Ok(());
        }
        let before = self.numbered()?;
        let mut there = Vec::new();
        for (file, path) in self.waiting.drain(..) {
            file.persist(&path).map_err(|error| SinkFault::File { path: path.clone(), cause: error.error })?;
            there.push(path);
        }
        for (_, path) in before.into_iter().filter(|(_, path)| !there.contains(path)) {
            fs::remove_file(&path).map_err(|cause| SinkFault::File { path, cause })?;
        }
        Ok(())
    }

    fn discard(&mut self, _place: &str) -> Result<(), ExportFault> {
        Ok(())
    }

    fn list(&mut self, _place: &str, _take: &mut Listed<'_>) -> Result<(), ExportFault> {
        Ok(())
    }
}
