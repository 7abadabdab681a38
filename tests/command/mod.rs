//! The built program, run as its users run it.

mod exit;
mod find;
mod inspect;
mod log;
mod output;
mod print;
mod schema;
mod tables;
mod worker;

use serde_json::Value;
use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use tempfile::TempDir;

/// Minutes of an invented council.
pub const MINUTES: &str = "\
AMBLEFORD BOROUGH COUNCIL

PLANNING COMMITTEE: MINUTES

Date: Tuesday 4 June 2019
Time: 10.00am - 11.20am
Venue: Council Chamber, Ambleford
Present: Councillors R Thorne (Chairman), P Quill and M Dray

1. APOLOGIES FOR ABSENCE

Apologies were received from Councillor S Vane.

2. MINUTES OF THE LAST MEETING

It was resolved unanimously to approve the minutes of the last meeting.
";

/// A folder of sources that vanishes with the test, and a place for output beside it.
pub struct Shelf {
    folder: TempDir,
}

/// What a run of the program left.
pub struct Ran {
    pub code: i32,
    pub stdout: Vec<u8>,
    pub stderr: String,
}

impl Shelf {
    pub fn new(files: &[(&str, &[u8])]) -> Self {
        let folder = tempfile::Builder::new().prefix("shelf").tempdir().expect("folder");
        let shelf = Self { folder };
        fs::create_dir(shelf.path("in")).expect("folder");
        for (name, bytes) in files {
            let path = shelf.path("in").join(name);
            fs::create_dir_all(path.parent().expect("parent")).expect("folder");
            fs::write(path, bytes).expect("written");
        }
        shelf
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs the program in this folder: sources are under `in`, output goes to `output`.
    pub fn run(&self, args: &[&str]) -> Ran {
        self.run_with(args, b"")
    }

    pub fn run_with(&self, args: &[&str], input: &[u8]) -> Ran {
        let mut child = program(self.folder.path(), args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut stdin = child.stdin.take().expect("input");
        // A program may answer before it has read its input, and one that does not read it closes it.
        let output = thread::scope(|scope| {
            scope.spawn(move || stdin.write_all(input));
            child.wait_with_output().expect("the program ends")
        });
        Ran {
            code: output.status.code().expect("an exit code"),
            stdout: output.stdout,
            stderr: String::from_utf8(output.stderr).expect("UTF-8 on standard error"),
        }
    }

    /// Names of the files in a folder, sorted.
    pub fn names(&self, folder: &str) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.path(folder))
            .map(|entries| {
                entries
                    .map(|entry| entry.expect("entry").file_name())
                    .map(|name| name.to_string_lossy().into_owned())
                    .collect()
            })
            .unwrap_or_default();
        names.sort();
        names
    }

    /// The documents in `output`, by file name.
    pub fn documents(&self) -> Vec<Value> {
        self.names("output")
            .iter()
            .map(|name| fs::read(self.path("output").join(name)).expect("read"))
            .map(|bytes| serde_json::from_slice(&bytes).expect("JSON"))
            .collect()
    }
}

/// The program, to be run in a folder.
pub fn program(folder: &Path, args: &[impl AsRef<OsStr>]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_minutebook"));
    command.args(args).current_dir(folder).env_remove("MINUTEBOOK_GRAMMARS");
    command
}

/// The values of a stream, one a line.
pub fn lines(bytes: &[u8]) -> Vec<Value> {
    bytes
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_slice(line).expect("JSON"))
        .collect()
}
