//! The files of the grammars: those that the program carries, and a folder laid over them.

use super::fault::GrammarFault;
use include_dir::{Dir, DirEntry, include_dir};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

static CARRIED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/grammars");

/// Bytes; a longer file is no grammar.
const LONGEST_FILE: u64 = 4 << 20;

/// What a file is for, by the folder that it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A part of the base grammar.
    Base,
    /// A council's grammar.
    Council,
    /// A word list.
    Phrases,
}

/// A file of the grammars.
#[derive(Clone, Debug)]
pub(super) struct File {
    /// Its name under `grammars/`, with `/` between folders.
    pub name: String,
    pub part: Part,
    pub text: Arc<str>,
}

impl File {
    /// Its name without folder and ending.
    pub fn stem(&self) -> &str {
        let base = self.name.rsplit('/').next().unwrap_or(&self.name);
        base.split_once('.').map_or(base, |(stem, _)| stem)
    }
}

/// The carried files with those of a folder laid over them, in the order of their names.
pub(super) fn all(overlay: Option<&Path>, faults: &mut Vec<GrammarFault>) -> Vec<File> {
    let mut files = BTreeMap::new();
    carried(&CARRIED, &mut files);
    if let Some(folder) = overlay {
        laid_over(folder, &mut files, faults);
    }
    files.into_values().collect()
}

fn part_of(name: &str) -> Option<Part> {
    const FOLDERS: &[(&str, &str, Part)] =
        &[("base/", ".toml", Part::Base), ("councils/", ".toml", Part::Council), ("phrases/", ".txt", Part::Phrases)];
    FOLDERS
        .iter()
        .find(|(folder, ending, _)| {
            let stem = name.strip_prefix(folder).and_then(|rest| rest.strip_suffix(ending));
            stem.is_some_and(|stem| !stem.is_empty() && !stem.contains('/'))
        })
        .map(|&(_, _, part)| part)
}

fn carried(folder: &Dir<'_>, files: &mut BTreeMap<String, File>) {
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(folder) => carried(folder, files),
            DirEntry::File(file) => {
                let name = file.path().to_string_lossy().replace('\\', "/");
                if let (Some(part), Some(text)) = (part_of(&name), file.contents_utf8()) {
                    files.insert(name.clone(), File { name, part, text: text.into() });
                }
            }
        }
    }
}

fn laid_over(folder: &Path, files: &mut BTreeMap<String, File>, faults: &mut Vec<GrammarFault>) {
    if !folder.is_dir() {
        faults.push(unreadable(&folder.to_string_lossy(), "there is no such folder", None));
        return;
    }
    for part in ["base", "councils", "phrases"] {
        let Ok(entries) = fs::read_dir(folder.join(part)) else {
            continue;
        };
        for entry in entries.flatten() {
            let name = format!("{part}/{}", entry.file_name().to_string_lossy());
            let Some(part) = part_of(&name) else { continue };
            match read(&entry.path()) {
                Ok(text) => {
                    files.insert(name.clone(), File { name, part, text: text.into() });
                }
                Err(why) => faults.push(unreadable(&name, &why, None)),
            }
        }
    }
    let strays = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut strays: Vec<_> = strays.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    strays.sort();
    for name in strays
        .iter()
        .filter(|name| Path::new(name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml")))
    {
        let hint = "move it to `base/` or `councils/`".to_owned();
        faults.push(unreadable(name, "the file stands in no folder that grammars are read from", Some(hint)));
    }
}

fn read(path: &Path) -> Result<String, String> {
    let size = fs::metadata(path).map_err(|error| error.to_string())?.len();
    if size > LONGEST_FILE {
        return Err(format!("the file is longer than {LONGEST_FILE} bytes"));
    }
    fs::read_to_string(path).map_err(|error| error.to_string())
}

fn unreadable(file: &str, message: &str, hint: Option<String>) -> GrammarFault {
    GrammarFault {
        code: "grammar.file",
        file: file.to_owned(),
        span: 0..0,
        source: Arc::from(""),
        message: message.to_owned(),
        hint,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_in_their_folders_are_read() {
        assert_eq!(part_of("base/agenda.toml"), Some(Part::Base));
        assert_eq!(part_of("councils/westmarch.toml"), Some(Part::Council));
        assert_eq!(part_of("phrases/chair.txt"), Some(Part::Phrases));
        for name in ["base/agenda.txt", "agenda.toml", "base/.toml", "base/old/agenda.toml", "phrases/chair.toml"] {
            assert_eq!(part_of(name), None, "{name}");
        }
    }
}
