//! From the paths of a command line to sources: files, folders, patterns and
//! standard input, in an order that is the same on every run.

use super::{SourceFault, SourceRef};
use globset::GlobBuilder;
use ignore::WalkBuilder;
use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};

/// The path that stands for standard input.
const STANDARD_INPUT: &str = "-";
/// Extensions that a file of a folder is read for, in lower case.
const EXTENSIONS: &[&str] = &["txt", "text", "md", "markdown", "html", "htm", "pdf"];

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// The sources, in the order of the paths; those of a folder sorted by path.
    pub sources: Vec<SourceRef>,
    /// What led to nothing. The rest is not affected.
    pub faults: Vec<SourceFault>,
}

/// Finds the sources that the paths name.
///
/// A file is taken whatever its name is. Of a folder, with all its folders but
/// the hidden ones, the files with a known extension are taken, and those without
/// any extension that begin as text. A path that does not exist and holds `*`,
/// `?`, `[` or `{` is a pattern: the files that match it are taken. `-` is
/// standard input. A file that is named twice is taken once.
pub fn find(paths: &[PathBuf]) -> Found {
    let mut search = Search::default();
    for path in paths {
        search.path(path);
    }
    search.found
}

#[derive(Default)]
struct Search {
    found: Found,
    standard_input: bool,
    seen: HashSet<PathBuf>,
}

impl Search {
    fn path(&mut self, path: &Path) {
        if path.as_os_str() == STANDARD_INPUT {
            if !self.standard_input {
                self.standard_input = true;
                self.found.sources.push(SourceRef::standard_input());
            }
            return;
        }
        match path.metadata() {
            Ok(metadata) if metadata.is_dir() => self.folder(path),
            Ok(metadata) => self.file(path, metadata.len()),
            Err(_) if is_pattern(path) => self.pattern(path),
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => {
                self.found.faults.push(SourceFault::Missing { path: path.to_owned() });
            }
            Err(cause) => self.found.faults.push(SourceFault::Unreadable { path: path.to_owned(), cause }),
        }
    }

    fn file(&mut self, path: &Path, bytes: u64) {
        let same = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        if self.seen.insert(same) {
            self.found.sources.push(SourceRef::file(path, bytes));
        }
    }

    fn folder(&mut self, folder: &Path) {
        let mut any = false;
        for (path, bytes) in self.walk(folder, None) {
            let wanted = match path.extension().and_then(OsStr::to_str) {
                Some(extension) => EXTENSIONS.contains(&extension.to_ascii_lowercase().as_str()),
                None => path.extension().is_none() && SourceRef::file(&path, bytes).looks_like_text(),
            };
            if wanted {
                any = true;
                self.file(&path, bytes);
            }
        }
        if !any {
            self.found.faults.push(SourceFault::NoSources { path: folder.to_owned() });
        }
    }

    fn pattern(&mut self, path: &Path) {
        let pattern = path.to_string_lossy();
        let glob = match GlobBuilder::new(&pattern).literal_separator(true).build() {
            Ok(glob) => glob.compile_matcher(),
            Err(cause) => {
                self.found.faults.push(SourceFault::Pattern { pattern: pattern.into_owned(), cause });
                return;
            }
        };
        let (base, depth) = base_of(path);
        let walked = if base.as_os_str().is_empty() {
            self.walk(Path::new("."), depth)
                .into_iter()
                .map(|(path, bytes)| {
                    let path = path.strip_prefix(".").map(Path::to_owned).unwrap_or(path);
                    (path, bytes)
                })
                .collect()
        } else if base.is_dir() {
            self.walk(&base, depth)
        } else {
            Vec::new()
        };
        let mut any = false;
        for (path, bytes) in walked {
            if glob.is_match(&path) {
                any = true;
                self.file(&path, bytes);
            }
        }
        if !any {
            self.found.faults.push(SourceFault::NoMatch { pattern: pattern.into_owned() });
        }
    }

    /// The files below a folder with their sizes, sorted by path.
    fn walk(&mut self, folder: &Path, depth: Option<usize>) -> Vec<(PathBuf, u64)> {
        let walker = WalkBuilder::new(folder)
            .standard_filters(false)
            .hidden(true)
            .follow_links(true)
            .max_depth(depth)
            .sort_by_file_path(Path::cmp)
            .build();
        let mut files = Vec::new();
        for entry in walker {
            match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                    let bytes = entry.metadata().map_or(0, |metadata| metadata.len());
                    files.push((entry.into_path(), bytes));
                }
                Ok(_) => {}
                Err(error) => self.found.faults.push(unreadable(folder, error)),
            }
        }
        files
    }
}

/// What the walker could not read, under the path that it names.
fn unreadable(folder: &Path, error: ignore::Error) -> SourceFault {
    fn path_of(error: &ignore::Error) -> Option<&Path> {
        match error {
            ignore::Error::WithPath { path, .. } => Some(path),
            ignore::Error::Loop { child, .. } => Some(child),
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
            _ => None,
        }
    }
    let path = path_of(&error).unwrap_or(folder).to_owned();
    let words = error.to_string();
    let cause = error.into_io_error().unwrap_or_else(|| std::io::Error::other(words));
    SourceFault::Unreadable { path, cause }
}

fn is_pattern(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '[', '{'])
}

/// The folder before the first part that holds a mark, and how many folders deep
/// a match can be (no limit with `**`).
fn base_of(pattern: &Path) -> (PathBuf, Option<usize>) {
    let parts: Vec<Component<'_>> = pattern.components().collect();
    let marked = |part: &Component<'_>| is_pattern(Path::new(part.as_os_str()));
    let literal = parts.iter().position(marked).unwrap_or(parts.len());
    let deep = parts[literal..].iter().any(|part| part.as_os_str().to_string_lossy().contains("**"));
    // A brace may hold separators, so that its parts say nothing of the depth.
    let braces = pattern.to_string_lossy().contains('{');
    let depth = (!deep && !braces).then_some(parts.len() - literal);
    (parts[..literal].iter().collect(), depth)
}

#[cfg(test)]
mod tests {
    use super::find;
    use std::fs;
    use std::path::{Path, PathBuf};

    fn shelf() -> tempfile::TempDir {
        // The walker skips hidden folders, and temporary folders are hidden by default.
        let folder = tempfile::Builder::new().prefix("shelf").tempdir().expect("folder");
        for (name, bytes) in [
            ("b.txt", "B"),
            ("a.md", "# A"),
            ("deep/er/c.html", "<p>C</p>"),
            ("deep/d.TXT", "D"),
            ("deep/picture.png", "P"),
            ("deep/papers", "AGENDA\n1. Apologies\n"),
            ("deep/blob", "\u{1}\u{2}\u{3}\u{4}"),
            (".hidden/e.txt", "E"),
            (".f.txt", "F"),
        ] {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("parent")).expect("folder");
            fs::write(path, bytes).expect("written");
        }
        folder
    }

    fn names(paths: &[PathBuf]) -> (Vec<String>, Vec<&'static str>) {
        let found = find(paths);
        (
            found.sources.into_iter().map(|s| s.name).collect(),
            found.faults.iter().map(super::SourceFault::code).collect(),
        )
    }

    fn under(folder: &Path, names: &[&str]) -> Vec<PathBuf> {
        names.iter().map(|name| folder.join(name)).collect()
    }

    #[test]
    fn folders_are_searched_in_order() {
        let shelf = shelf();
        let (found, faults) = names(&[shelf.path().to_owned()]);
        assert_eq!(found, ["a.md", "b.txt", "d.TXT", "c.html", "papers"]);
        assert!(faults.is_empty());
    }

    #[test]
    fn patterns_match_files() {
        let shelf = shelf();
        for (pattern, expected) in [
            ("*.txt", vec!["b.txt"]),
            ("*", vec!["a.md", "b.txt"]),
            ("**/*.{txt,TXT,html}", vec!["b.txt", "d.TXT", "c.html"]),
            ("de*/d.*", vec!["d.TXT"]),
        ] {
            let (found, faults) = names(&under(shelf.path(), &[pattern]));
            assert_eq!(found, expected, "{pattern}");
            assert!(faults.is_empty(), "{pattern}");
        }
    }

    #[test]
    fn what_leads_nowhere_costs_no_neighbour() {
        let shelf = shelf();
        let paths = under(shelf.path(), &["none.txt", "b.txt", "*.doc", "[", ".hidden", "b.txt"]);
        fs::remove_file(shelf.path().join(".hidden/e.txt")).expect("removed");
        let (found, faults) = names(&paths);
        assert_eq!(found, ["b.txt"]);
        assert_eq!(faults, ["source-missing", "source-missing", "source-pattern", "source-missing"]);
    }

    #[test]
    fn standard_input_is_read_once() {
        let (found, _) = names(&["-".into(), "-".into()]);
        assert_eq!(found, ["stdin"]);
    }
}
