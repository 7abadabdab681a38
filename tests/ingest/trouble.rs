//! What stands in a run's way: other runs, full disks, monsters, and hands on the keyboard.

use super::{all, assert_same, assert_same_lines, count, night, open, shelf};
use crate::command::{MINUTES, Shelf, program};
use minutebook::store::Lock;
use std::fs;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

#[test]
fn a_second_run_is_told_who_is_at_work() {
    let shelf = Shelf::new(&[("a.txt", MINUTES.as_bytes())]);
    let lock = Lock::take(&shelf.path("a.db"), "ingest").expect("lock");
    let ran = night(&shelf, "a", &[]);
    assert_eq!(ran.code, 4, "{}", ran.stderr);
    let holder = format!("process {}", std::process::id());
    assert!(ran.stderr.contains("store-held") && ran.stderr.contains(&holder), "{}", ran.stderr);
    drop(lock);
    assert_eq!(night(&shelf, "a", &[]).code, 0);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_ends_the_run_and_harms_nothing() {
    let shelf = shelf(&[".md", ".txt"]);
    assert_eq!(night(&shelf, "whole", &[]).code, 0);
    // Files may not grow beyond so many blocks of 512 bytes: what a full disk does, without one.
    for blocks in ["8", "200", "700", "1200"] {
        let output = Command::new("sh")
            .args(["-c", "trap '' XFSZ; ulimit -f \"$1\"; shift; exec \"$@\"", "sh", blocks])
            .arg(env!("CARGO_BIN_EXE_minutebook"))
            .args(["ingest", "in", "--store", "full.db", "--out", "full-files", "--jobs", "2"])
            .current_dir(shelf.path(""))
            .output()
            .expect("a shell");
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(4), "{blocks}: {told}");
        assert!(told.contains("full.db") || told.contains("full-files"), "{blocks}: {told}");
    }
    let ran = night(&shelf, "full", &[]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_same(&shelf, "whole", "full");
}

#[test]
fn output_that_cannot_be_written_ends_the_run_and_harms_nothing() {
    let shelf = shelf(&["ambleford-planning-2024.md", ".txt"]);
    assert_eq!(night(&shelf, "whole", &[]).code, 0);
    let name = shelf.names("whole-files").pop().expect("a file");
    let blocked = shelf.path("a-files").join(name);
    fs::create_dir_all(&blocked).expect("in the way");
    let ran = night(&shelf, "a", &[]);
    assert_eq!(ran.code, 4, "{}", ran.stderr);
    assert!(ran.stderr.contains("output-file"), "{}", ran.stderr);
    fs::remove_dir(&blocked).expect("removed");
    assert_eq!(night(&shelf, "a", &[]).code, 0);
    assert_same(&shelf, "whole", "a");
    let nowhere = shelf.run(&["ingest", "in", "--store", "none/a.db"]);
    assert_eq!(nowhere.code, 4, "{}", nowhere.stderr);
}

#[test]
fn a_file_that_is_no_store_is_left_alone() {
    let shelf = Shelf::new(&[("a.txt", MINUTES.as_bytes())]);
    fs::write(shelf.path("notes.db"), MINUTES.repeat(20)).expect("written");
    let ran = shelf.run(&["ingest", "in", "--store", "notes.db"]);
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert!(ran.stderr.contains("store-not-a-store"), "{}", ran.stderr);
    assert_eq!(fs::read_to_string(shelf.path("notes.db")).expect("read"), MINUTES.repeat(20));
    let missing = shelf.run(&["status", "--store", "none.db"]);
    assert_eq!(missing.code, 2, "{}", missing.stderr);
}

#[test]
fn a_monster_costs_itself_and_nobody_else() {
    let shelf = shelf(&["ambleford-planning-2024.md", "ambleford-council-2023.typst.pdf"]);
    let large = shelf.path("in").join("large.txt");
    fs::write(&large, MINUTES.repeat(400)).expect("written");
    let ran = night(&shelf, "a", &["--max-pages", "2", "--max-bytes", "140k"]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    let listed = String::from_utf8(shelf.run(&["quarantine", "list", "--store", "a.db"]).stdout).expect("text");
    assert_eq!(listed.lines().count(), 2, "{listed}");
    assert!(listed.contains("source-too-large") && listed.contains("pdf-cut"), "{listed}");
    assert_eq!(count(&open(&shelf, "a"), "SELECT count(*) FROM documents"), 1, "the other one is read");
    let shown = shelf.run(&["quarantine", "show", "large.txt", "--store", "a.db"]);
    assert!(String::from_utf8_lossy(&shown.stdout).contains("reason: source-too-large"));
    assert_eq!(shelf.run(&["quarantine", "show", "none.txt", "--store", "a.db"]).code, 2);

    let again = night(&shelf, "a", &[]);
    assert_eq!(again.code, 1, "what is in quarantine is not read anew every night: {}", again.stderr);
    let retry = ["quarantine", "retry", "--quiet", "--store", "a.db", "--out", "a-files"];
    let one = shelf.run(&[&retry[..], &["large.txt"]].concat());
    assert_eq!(one.code, 1, "{}", one.stderr);
    let rest = shelf.run(&retry);
    assert_eq!(rest.code, 0, "{}", rest.stderr);
    assert_eq!(night(&shelf, "a", &[]).code, 0);
    assert_eq!(night(&shelf, "whole", &[]).code, 0);
    assert_same(&shelf, "whole", "a");
}

#[test]
fn a_change_that_goes_into_quarantine_leaves_what_was_read_before() {
    let shelf = Shelf::new(&[("a.txt", MINUTES.as_bytes()), ("b.txt", MINUTES.repeat(2).as_bytes())]);
    assert_eq!(night(&shelf, "a", &[]).code, 0);
    fs::write(shelf.path("in/a.txt"), MINUTES.repeat(50)).expect("written");
    let ran = night(&shelf, "a", &["--max-bytes", "5k"]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert_eq!(count(&open(&shelf, "a"), "SELECT count(*) FROM documents"), 2);
    fs::write(shelf.path("in/a.txt"), MINUTES.replace("Thorne", "Quayle")).expect("written");
    assert_eq!(night(&shelf, "a", &[]).code, 0);
    let store = open(&shelf, "a");
    assert_eq!(count(&store, "SELECT count(*) FROM attendance WHERE name LIKE '%Quayle'"), 1);
    assert_eq!(count(&store, "SELECT count(*) FROM documents"), 2);
    assert_eq!(count(&store, "SELECT count(*) FROM quarantine"), 0);
}

/// The processes that this one has begun.
#[cfg(target_os = "linux")]
fn children(of: &Child) -> Vec<String> {
    let of = of.id().to_string();
    let processes = fs::read_dir("/proc").expect("processes").filter_map(Result::ok);
    processes
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| {
            // The parent is the second word behind the program's name, which stands in brackets.
            let stat = fs::read_to_string(format!("/proc/{name}/stat")).unwrap_or_default();
            stat.rsplit(") ").next().and_then(|rest| rest.split(' ').nth(1)) == Some(&of)
        })
        .collect()
}

#[cfg(target_os = "linux")]
#[test]
fn a_source_that_ends_the_process_that_reads_it_is_put_back_into_quarantine() {
    // Large enough that its process is met while it reads.
    let shelf = Shelf::new(&[("a.txt", MINUTES.as_bytes()), ("large.txt", MINUTES.repeat(1500).as_bytes())]);
    assert_eq!(night(&shelf, "a", &["--max-bytes", "100k"]).code, 1);
    // Without recognition, which would be asked for its version by a process first.
    let retry = ["quarantine", "retry", "--quiet", "--store", "a.db", "--out", "a-files", "--ocr", "never"];
    let mut child = program(&shelf.path(""), &retry).spawn().expect("the program starts");
    wait_for(|| !children(&child).is_empty());
    let killed = Command::new("kill").arg("-KILL").args(children(&child)).status();
    assert!(killed.is_ok_and(|status| status.success()), "the reading process is killed");
    assert_eq!(child.wait().expect("ended").code(), Some(3), "no source could be read");
    let shown = shelf.run(&["quarantine", "show", "large.txt", "--store", "a.db"]);
    let shown = String::from_utf8_lossy(&shown.stdout);
    assert!(shown.contains("reason: process-died"), "{shown}");
    assert_eq!(count(&open(&shelf, "a"), "SELECT count(*) FROM documents"), 1, "the other one stays");
    assert_eq!(count(&open(&shelf, "a"), "SELECT tries FROM quarantine"), 2);

    assert_eq!(shelf.run(&retry).code, 0);
    assert_eq!(night(&shelf, "whole", &[]).code, 0);
    assert_same(&shelf, "whole", "a");
}

/// A source that is read for ever: a pipe that nobody writes to. Nothing where there are none.
#[cfg(unix)]
fn pipe(shelf: &Shelf) -> Option<()> {
    let made = Command::new("mkfifo").arg(shelf.path("in/pipe.txt")).status().is_ok_and(|status| status.success());
    if !made {
        eprintln!("skipped: no mkfifo on this machine");
    }
    made.then_some(())
}

#[cfg(unix)]
#[test]
fn a_source_that_hangs_holds_nobody_up() {
    let shelf = Shelf::new(&[("a.txt", MINUTES.as_bytes()), ("b.txt", MINUTES.repeat(2).as_bytes())]);
    let Some(()) = pipe(&shelf) else { return };
    let ran = shelf.run(&["ingest", "in/pipe.txt", "in", "--jobs", "1", "--max-time", "1s", "--store", "a.db"]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(ran.stderr.contains("pipe.txt"), "{}", ran.stderr);
    assert_eq!(count(&open(&shelf, "a"), "SELECT count(*) FROM documents"), 2);
}

#[cfg(unix)]
fn interrupt(child: &Child) {
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(sent.is_ok_and(|status| status.success()), "a signal");
}

#[cfg(unix)]
fn wait_for(what: impl Fn() -> bool) {
    let waiting = Instant::now();
    while !what() {
        assert!(waiting.elapsed() < Duration::from_mins(1), "it never comes");
        sleep(Duration::from_millis(5));
    }
}

#[cfg(unix)]
#[test]
fn asked_to_stop_a_run_ends_what_is_in_hand_and_asked_twice_it_stops_at_once() {
    let files: Vec<(String, String)> =
        (0..400).map(|at| (format!("{at}.txt"), MINUTES.repeat(20) + &format!("\nCopy {at}.\n"))).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let shelf = Shelf::new(&files);
    let begin = |sources: &[&str]| {
        program(&shelf.path(""), &[&["ingest", "--store", "a.db", "--jobs", "1"], sources].concat())
            .stdin(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts")
    };
    let asked = |sql: &str| {
        shelf.path("a.db").is_file()
            && minutebook::store::Store::read_only(&shelf.path("a.db"))
                .and_then(|store| store.ask(|connection| connection.query_row(sql, [], |row| row.get(0))))
                .unwrap_or(false)
    };
    let child = begin(&["in"]);
    wait_for(|| asked("SELECT count(*) > 0 FROM documents"));
    interrupt(&child);
    let output = child.wait_with_output().expect("it ends");
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(4), "{told}");
    assert!(told.contains("stopped before the end"), "{told}");
    let store = open(&shelf, "a");
    assert!(minutebook::store::left_in_hand(store.path()).is_empty());
    assert_eq!(count(&store, "SELECT count(*) FROM runs WHERE state = 'stopped'"), 1);
    drop(store);

    let Some(()) = pipe(&shelf) else { return };
    let child = begin(&["in/pipe.txt"]);
    wait_for(|| !minutebook::store::left_in_hand(&shelf.path("a.db")).is_empty());
    interrupt(&child);
    sleep(Duration::from_millis(200));
    interrupt(&child);
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(130), "{}", String::from_utf8_lossy(&output.stderr));
    fs::remove_file(shelf.path("in/pipe.txt")).expect("removed");
    assert_eq!(night(&shelf, "a", &[]).code, 0);
    assert_eq!(night(&shelf, "whole", &[]).code, 0);
    let records = |store: &str| {
        let own = |line: &String| line.starts_with("records\t") || line.starts_with("sections\t");
        all(&shelf, store).0.into_iter().filter(own).collect::<Vec<_>>()
    };
    assert_same_lines(&records("a"), &records("whole"));
}
