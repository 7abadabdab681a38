//! A run that is killed at any moment, over and over, loses and doubles nothing.

use super::{assert_same, count, night, open, samples};
use crate::command::{Shelf, program};
use std::fs;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// How many kills are tried where the environment does not say.
const KILLS: u32 = 10;

/// Every text sample several times over, no two the same, one of them under two names.
fn archive() -> Shelf {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for (name, bytes) in samples(&[".md", ".txt"]) {
        for copy in 0..4 {
            let marked = [bytes.as_slice(), format!("\n\nCopy {copy}.\n").as_bytes()].concat();
            files.push((format!("{copy}/{name}"), marked));
        }
    }
    files.push(("0/zzz-again.txt".to_owned(), files[0].1.clone()));
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    Shelf::new(&files)
}

fn begin(shelf: &Shelf, store: &str) -> Child {
    let (database, files) = (format!("{store}.db"), format!("{store}-files"));
    let args = ["ingest", "in", "--quiet", "--jobs", "3", "--store", &database, "--out", &files];
    program(&shelf.path(""), &args)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts")
}

fn clear(shelf: &Shelf, store: &str) {
    for ending in [".db", ".db-wal", ".db-shm", ".db.lock"] {
        // Some of them may never have been there.
        let _ = fs::remove_file(shelf.path(&format!("{store}{ending}")));
    }
    let _ = fs::remove_dir_all(shelf.path(&format!("{store}-files")));
}

/// Numbers that differ from run to run; the seed is told so that a failure can be tried again.
struct Chance(u64);

impl Chance {
    fn new() -> Self {
        let told = std::env::var("MINUTEBOOK_SEED").ok().and_then(|seed| seed.parse().ok());
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |time| time.as_nanos() as u64);
        let seed = told.unwrap_or(now) | 1;
        eprintln!("MINUTEBOOK_SEED={seed}");
        Self(seed)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit.max(1)
    }
}

#[test]
fn killed_at_any_moment_a_run_goes_on_where_it_was() {
    let kills: u32 = std::env::var("MINUTEBOOK_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(KILLS);
    let shelf = archive();
    let started = Instant::now();
    let undisturbed = night(&shelf, "undisturbed", &["--jobs", "3"]);
    assert_eq!(undisturbed.code, 0, "{}", undisturbed.stderr);
    let whole = started.elapsed().as_micros() as u64;
    let mut chance = Chance::new();
    let mut killed = 0;
    while killed < kills {
        let mut child = begin(&shelf, "killed");
        sleep(Duration::from_micros(chance.below(whole)));
        match child.try_wait().expect("asked") {
            None => {
                child.kill().expect("killed");
                child.wait().expect("gone");
                killed += 1;
            }
            Some(status) => {
                assert!(status.success(), "{status}");
                assert_same(&shelf, "undisturbed", "killed");
                clear(&shelf, "killed");
            }
        }
    }
    let last = night(&shelf, "killed", &["--jobs", "3"]);
    assert_eq!(last.code, 0, "{}", last.stderr);
    assert_same(&shelf, "undisturbed", "killed");
}

#[cfg(unix)]
#[test]
fn what_was_in_hand_when_a_run_died_is_read_in_a_process_of_its_own() {
    use std::process::Command;
    let shelf = Shelf::new(&[("a.txt", crate::command::MINUTES.as_bytes())]);
    let pipe = shelf.path("in").join("slow.txt");
    // A pipe that nobody writes to is read for ever.
    if !Command::new("mkfifo").arg(&pipe).status().is_ok_and(|status| status.success()) {
        eprintln!("skipped: no mkfifo on this machine");
        return;
    }
    let args = ["ingest", "in/slow.txt", "--quiet", "--store", "a.db"];
    let mut child = program(&shelf.path(""), &args).spawn().expect("the program starts");
    let in_hand = || minutebook::store::left_in_hand(&shelf.path("a.db")).len() == 1;
    let waiting = Instant::now();
    while !in_hand() {
        assert!(waiting.elapsed() < Duration::from_mins(1), "it is never in hand");
        sleep(Duration::from_millis(10));
    }
    child.kill().expect("killed");
    child.wait().expect("gone");
    fs::remove_file(&pipe).expect("removed");
    fs::write(&pipe, crate::command::MINUTES.replace("Thorne", "Quayle")).expect("written");
    let status = shelf.run(&["status", "--store", "a.db"]);
    assert!(String::from_utf8_lossy(&status.stdout).contains("in hand when a run died: 1"));
    let ran = shelf.run(&["ingest", "in/slow.txt", "--store", "a.db", "--password", "of no use"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let alone = shelf.run(&["ingest", "in/slow.txt", "--store", "b.db"]);
    assert_eq!(alone.code, 0, "{}", alone.stderr);
    assert_same(&shelf, "a", "b");
    assert!(minutebook::store::left_in_hand(&shelf.path("a.db")).is_empty());
    assert_eq!(count(&open(&shelf, "a"), "SELECT count(*) FROM runs WHERE state = 'died'"), 1);
}
