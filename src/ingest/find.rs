//! From the sources that are named to all that is to be looked at.

use crate::source::{
    self, At, Fetched, Fetcher, Hints, MOST_MANIFEST_BYTES, Manifest, SourceFault, SourceRef, is_address,
};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// A source that was found.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) at: At,
    /// Which of the origins found it.
    pub(super) origin: usize,
    /// As the file system tells it; 0 where it is not known yet.
    pub(super) bytes: u64,
    /// What its owner says of it.
    pub(super) hints: Option<Box<Hints>>,
}

impl Candidate {
    /// Its absolute path or its address: the same wherever the program is called from.
    pub(super) fn name(&self) -> String {
        match &self.at {
            At::File(path) => absolute(path).to_string_lossy().into_owned(),
            At::Web(address) => address.clone(),
        }
    }

    /// The size of its file and the nanoseconds since 1970 at which it was last changed.
    pub(super) fn look(&self) -> (u64, Option<i64>) {
        let At::File(path) = &self.at else { return (0, None) };
        let Ok(metadata) = fs::metadata(path) else { return (self.bytes, None) };
        let since = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        (metadata.len(), since.and_then(|since| i64::try_from(since.as_nanos()).ok()))
    }
}

/// Why something that was named led to nothing.
#[derive(Clone, Debug)]
pub(super) struct FindFault {
    pub(super) code: &'static str,
    pub(super) words: String,
}

impl From<SourceFault> for FindFault {
    fn from(fault: SourceFault) -> Self {
        Self { code: fault.code(), words: fault.to_string() }
    }
}

/// What names sources.
#[derive(Clone, Debug)]
pub(super) struct Origin {
    /// As the ledger keeps it.
    pub(super) name: String,
    /// Whether all that it names was looked at: what it no longer names has vanished then.
    pub(super) complete: bool,
}

/// All that was found.
#[derive(Debug, Default)]
pub(super) struct Finds {
    pub(super) origins: Vec<Origin>,
    pub(super) candidates: Vec<Candidate>,
    pub(super) faults: Vec<FindFault>,
}

/// Finds what these sources and manifests name.
pub(super) fn find(sources: &[String], manifests: &[String], web: &Fetcher) -> Finds {
    let mut finds = Finds::default();
    for named in sources {
        finds.source(named);
    }
    for named in manifests {
        finds.manifest(named, web);
    }
    finds
}

impl Finds {
    fn source(&mut self, named: &str) {
        let origin = self.origins.len();
        if is_address(named) {
            self.origins.push(Origin { name: named.to_owned(), complete: true });
            self.candidates.push(Candidate { at: At::Web(named.to_owned()), origin, bytes: 0, hints: None });
            return;
        }
        let path = Path::new(named);
        let found = source::find(&[path.to_owned()]);
        // A folder that is empty or not there may be back tomorrow, with all that was in it.
        let complete = found.faults.is_empty();
        self.origins.push(Origin { name: absolute(path).to_string_lossy().into_owned(), complete });
        self.faults.extend(found.faults.into_iter().map(FindFault::from));
        self.candidates.extend(found.sources.iter().filter_map(|source| candidate(source, origin)));
    }

    fn manifest(&mut self, named: &str, web: &Fetcher) {
        let name = if is_address(named) {
            named.to_owned()
        } else {
            absolute(Path::new(named)).to_string_lossy().into_owned()
        };
        let read = read_list(named, web);
        let origin = self.origins.len();
        let mut complete = read.is_ok();
        match read {
            Err(fault) => self.faults.push(fault),
            Ok(bytes) => {
                let manifest = Manifest::read(named, &bytes);
                complete &= manifest.faults.is_empty();
                self.faults.extend(
                    manifest.faults.iter().map(|fault| FindFault { code: "manifest-line", words: fault.to_string() }),
                );
                for listed in manifest.sources {
                    let hints = Some(Box::new(listed.hints)).filter(|hints| **hints != Hints::default());
                    let candidate = Candidate { at: listed.at, origin, bytes: 0, hints };
                    match &candidate.at {
                        At::File(path) if !path.is_file() => {
                            self.faults.push(SourceFault::Missing { path: path.clone() }.into());
                        }
                        At::File(_) => self.candidates.push(Candidate { bytes: candidate.look().0, ..candidate }),
                        At::Web(_) => self.candidates.push(candidate),
                    }
                }
            }
        }
        self.origins.push(Origin { name, complete });
    }
}

/// The bytes of a list.
fn read_list(named: &str, web: &Fetcher) -> Result<Vec<u8>, FindFault> {
    if is_address(named) {
        return match web.get(named, None) {
            Ok(Fetched::New { bytes, .. }) => Ok(bytes),
            Ok(Fetched::Unchanged) => Ok(Vec::new()),
            Err(fault) => Err(FindFault { code: fault.code(), words: fault.to_string() }),
        };
    }
    let mut bytes = Vec::new();
    let read = File::open(named).and_then(|file| file.take(MOST_MANIFEST_BYTES + 1).read_to_end(&mut bytes));
    match read {
        Ok(_) if bytes.len() as u64 > MOST_MANIFEST_BYTES => {
            Err(SourceFault::TooLarge { name: named.to_owned(), limit: MOST_MANIFEST_BYTES }.into())
        }
        Ok(_) => Ok(bytes),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => {
            Err(SourceFault::Missing { path: named.into() }.into())
        }
        Err(cause) => Err(SourceFault::Unreadable { path: named.into(), cause }.into()),
    }
}

fn candidate(source: &SourceRef, origin: usize) -> Option<Candidate> {
    Some(Candidate { at: At::File(source.path()?.to_owned()), origin, bytes: source.bytes, hints: None })
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}
