//! One writer at a time: a file beside the store, locked by the system for as long
//! as its holder lives, that says who holds it.

use super::StoreFault;
use serde::{Deserialize, Serialize};
use std::fmt::{self, Display, Formatter};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

/// Who writes a store.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Number of its process.
    pub pid: u32,
    /// The machine it runs on, where that is known.
    pub host: Option<String>,
    /// UTC, RFC 3339.
    pub since: String,
    /// What it does: the command.
    pub command: String,
}

impl Holder {
    /// This process, doing this from now on.
    pub fn this(command: &str) -> Self {
        Self { pid: std::process::id(), host: host(), since: super::ledger::now(), command: command.to_owned() }
    }
}

impl Display for Holder {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        if self.pid == 0 {
            return write!(out, "another process");
        }
        write!(out, "`minutebook {}` (process {}", self.command, self.pid)?;
        if let Some(host) = &self.host {
            write!(out, " on {host}")?;
        }
        write!(out, ", since {})", self.since)
    }
}

/// The right to write a store, until it is dropped or the process ends in any way.
#[derive(Debug)]
pub struct Lock {
    /// The system lets go of the lock when the file is closed.
    _file: File,
}

impl Lock {
    /// Who holds the lock of the store at this path now, if anybody does.
    pub fn holder(store: &Path) -> Option<Holder> {
        let mut file = File::open(beside(store)).ok()?;
        match file.try_lock_shared() {
            Err(TryLockError::WouldBlock) => Some(read(&mut file)),
            Ok(()) | Err(TryLockError::Error(_)) => None,
        }
    }

    /// Takes the lock of the store at this path.
    ///
    /// # Errors
    ///
    /// When another process holds it, or the file beside the store cannot be written.
    pub fn take(store: &Path, command: &str) -> Result<Self, StoreFault> {
        let path = beside(store);
        let fault = |cause| StoreFault::Lock { path: path.clone(), cause };
        let mut file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).map_err(fault)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(StoreFault::Held { path: store.to_owned(), holder: read(&mut file) });
            }
            Err(TryLockError::Error(cause)) => return Err(fault(cause)),
        }
        write(&mut file, &Holder::this(command)).map_err(fault)?;
        Ok(Self { _file: file })
    }
}

/// The name of a store with `.lock` behind it.
fn beside(store: &Path) -> PathBuf {
    let mut name = store.as_os_str().to_owned();
    name.push(".lock");
    PathBuf::from(name)
}

fn write(file: &mut File, holder: &Holder) -> io::Result<()> {
    let words = serde_json::to_string(holder)?;
    file.set_len(0)?;
    file.rewind()?;
    writeln!(file, "{words}")
}

/// Who holds the lock; a holder of process 0 when it has not yet said so.
fn read(file: &mut File) -> Holder {
    let mut words = String::new();
    let read = file.rewind().and_then(|()| file.read_to_string(&mut words));
    read.ok().and_then(|_| serde_json::from_str(&words).ok()).unwrap_or_default()
}

/// The name of this machine, where the system tells it in a file or to its shells.
fn host() -> Option<String> {
    let told = std::fs::read_to_string("/proc/sys/kernel/hostname").ok().or_else(|| std::env::var("HOSTNAME").ok());
    told.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty())
}
