//! Manifests: lists of sources, a path or an address a line, or as NDJSON with what
//! their owner knows of them.

use super::web;
use jiff::civil::Date;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Most bytes that a manifest may have.
pub const MOST_BYTES: u64 = 256 << 20;
/// Most faults of a manifest that are kept; a file that is no manifest has one on every line.
const MOST_FAULTS: usize = 20;
/// What a remark begins with.
const REMARK: char = '#';

/// One line of a manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Where the source is.
    pub at: At,
    /// What the owner says of it.
    pub hints: Hints,
    /// The line, from 1.
    pub line: u64,
}

/// Where a source is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum At {
    /// In a file. A relative path of a manifest counts from the manifest's folder.
    File(PathBuf),
    /// On the web.
    Web(String),
}

/// What the owner of a source says of it. Records keep what the source itself says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// Whose it is.
    pub council: Option<String>,
    /// When the meeting is or was.
    pub meeting_date: Option<Date>,
}

/// What a manifest lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    /// Its sources, in its order.
    pub sources: Vec<Listed>,
    /// The first of its lines that list none. The rest is not affected.
    pub faults: Vec<ManifestFault>,
}

/// A line that lists no source.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{name}, line {line}: {words}")]
pub struct ManifestFault {
    /// Name of the manifest, as it was given.
    pub name: String,
    /// The line, from 1.
    pub line: u64,
    /// What is wrong with it.
    pub words: String,
}

/// A line as it is written in JSON.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    path: Option<String>,
    url: Option<String>,
    council: Option<String>,
    meeting_date: Option<String>,
}

impl Manifest {
    /// Reads a manifest of this name (its path or address, as it was given).
    ///
    /// A line is a path, an address that begins with `http://` or `https://`, or a JSON
    /// object with `path` or `url` and, if known, `council` and `meeting_date`
    /// (`2019-06-04`). Empty lines and those that begin with `#` list nothing. A manifest
    /// from the web can list addresses only.
    pub fn read(name: &str, bytes: &[u8]) -> Self {
        let folder = (!web::is_address(name)).then(|| Path::new(name).parent().unwrap_or(Path::new("")));
        let mut manifest = Self::default();
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        for (number, line) in (1..).zip(bytes.split(|byte| *byte == b'\n')) {
            match listed(line, folder) {
                Ok(None) => {}
                Ok(Some((at, hints))) => manifest.sources.push(Listed { at, hints, line: number }),
                Err(_) if manifest.faults.len() >= MOST_FAULTS => {}
                Err(words) => manifest.faults.push(ManifestFault { name: name.to_owned(), line: number, words }),
            }
        }
        manifest
    }
}

/// What a line lists; in words why it lists nothing, where it should.
fn listed(line: &[u8], folder: Option<&Path>) -> Result<Option<(At, Hints)>, String> {
    let line = str::from_utf8(line).map_err(|_| "not UTF-8".to_owned())?.trim();
    if line.is_empty() || line.starts_with(REMARK) {
        return Ok(None);
    }
    if !line.starts_with('{') {
        return Ok(Some((at(line, folder)?, Hints::default())));
    }
    let written: Written = serde_json::from_str(line).map_err(|cause| format!("not a source: {cause}"))?;
    let at = match (written.path, written.url) {
        (Some(path), None) => file(&path, folder)?,
        (None, Some(url)) if web::is_address(&url) => At::Web(url),
        (None, Some(url)) => return Err(format!("{url}: an address begins with http:// or https://")),
        _ => return Err("a source has either a path or an url".to_owned()),
    };
    let meeting_date = written.meeting_date.map(|date| day(&date)).transpose()?;
    Ok(Some((at, Hints { council: written.council, meeting_date })))
}

fn at(words: &str, folder: Option<&Path>) -> Result<At, String> {
    if web::is_address(words) { Ok(At::Web(words.to_owned())) } else { file(words, folder) }
}

fn file(path: &str, folder: Option<&Path>) -> Result<At, String> {
    let folder = folder.ok_or_else(|| format!("{path}: a list from the web can name addresses only"))?;
    Ok(At::File(folder.join(path)))
}

fn day(words: &str) -> Result<Date, String> {
    words.parse().map_err(|_| format!("meeting_date {words}: not a day such as 2019-06-04"))
}

#[cfg(test)]
mod tests {
    use super::{At, Manifest};
    use jiff::civil::date;

    #[test]
    fn lines_are_paths_addresses_or_objects() {
        let text = "\u{FEFF}# packs of June\n\na b.pdf\r\n/packs/c.txt\nhttps://ambleford.example/d.pdf\n\
            {\"path\": \"e.txt\", \"council\": \"Ambleford Borough Council\", \"meeting_date\": \"2019-06-04\"}\n\
            {\"url\": \"HTTP://x/f\"}";
        let Manifest { sources, faults } = Manifest::read("lists/june.txt", text.as_bytes());
        assert_eq!(faults, []);
        let at: Vec<(u64, &At)> = sources.iter().map(|listed| (listed.line, &listed.at)).collect();
        assert_eq!(
            at,
            [
                (3, &At::File("lists/a b.pdf".into())),
                (4, &At::File("/packs/c.txt".into())),
                (5, &At::Web("https://ambleford.example/d.pdf".into())),
                (6, &At::File("lists/e.txt".into())),
                (7, &At::Web("HTTP://x/f".into())),
            ]
        );
        assert_eq!(sources[3].hints.council.as_deref(), Some("Ambleford Borough Council"));
        assert_eq!(sources[3].hints.meeting_date, Some(date(2019, 6, 4)));
    }

    #[test]
    fn faults_name_their_lines_and_cost_no_neighbour() {
        let text = b"a.txt\n{\"path\": \"b\", \"url\": \"http://x\"}\n{\"file\": \"c\"}\n\xFF\n{\"url\": \"d\"}\n\
            {\"path\": \"e\", \"meeting_date\": \"4 June\"}\nf.txt\n";
        let Manifest { sources, faults } = Manifest::read("list", text);
        assert_eq!(sources.iter().map(|listed| listed.line).collect::<Vec<_>>(), [1, 7]);
        assert_eq!(faults.iter().map(|fault| fault.line).collect::<Vec<_>>(), [2, 3, 4, 5, 6]);
        assert_eq!(faults[4].to_string(), "list, line 6: meeting_date 4 June: not a day such as 2019-06-04");
    }

    #[test]
    fn a_list_from_the_web_names_no_files() {
        let Manifest { sources, faults } =
            Manifest::read("https://x/list", b"https://x/a.pdf\n/etc/a.pdf\n{\"path\": \"b\"}\n");
        assert_eq!((sources.len(), faults.len()), (1, 2));
    }

    #[test]
    fn a_file_that_is_no_manifest_has_few_faults() {
        let manifest = Manifest::read("list", &b"\xFF\n".repeat(100_000));
        assert!(manifest.sources.is_empty() && (1..100).contains(&manifest.faults.len()));
    }
}
