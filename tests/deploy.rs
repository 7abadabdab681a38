//! What `deploy/` says of the program is true of it.

use crate::command::{MINUTES, Shelf};
use clap::Parser;
use minutebook::cli::Cli;
use regex::Regex;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Words that end a command in a shell.
const ENDS: &[&str] = &["|", "||", "&&", "&", ";", ">", "2>", "<", "#"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy")
}

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("deploy/") {
        let path = entry.expect("entry").path();
        if path.is_dir() { files.extend(self::files(&path)) } else { files.push(path) }
    }
    files.sort();
    files
}

/// The lines of a file, those that go on joined: after a backslash, or folded as in YAML.
fn joined(text: &str) -> String {
    let text = Regex::new(r"\\\n\s*#?\s*").expect("a pattern").replace_all(text, " ").into_owned();
    Regex::new(r"\n\s*\|\| \{").expect("a pattern").replace_all(&text, " || {").into_owned()
}

/// The commands of the program that a text names, as words.
fn commands(text: &str) -> Vec<Vec<String>> {
    let named = Regex::new(
        r#"(?m)(?:^|[\s/'"`])minutebook ((?:ingest|merge|status|quarantine|serve|worker|convert|export|man) ?.*)$"#,
    )
    .expect("a pattern");
    let number = Regex::new(r"\$\(\([^)]*\)\)|\$\{[^}]*\}|\$\w+|\{\}").expect("a pattern");
    named
        .captures_iter(&joined(text))
        .map(|found| {
            let line = number.replace_all(&found[1], "1").into_owned();
            words(&line)
        })
        .collect()
}

/// A line as a shell parts it, as far as the command goes.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), String::new(), None);
    for c in line.chars().chain([' ']) {
        match (c, quote) {
            ('\'' | '"', None) => quote = Some(c),
            (c, Some(open)) if c == open => quote = None,
            // The end of what a shell is given as one word, or of a piece of prose.
            ('`' | ')', None) => break,
            (c, None) if c.is_whitespace() => {
                if ENDS.contains(&word.as_str()) {
                    word.clear();
                    break;
                }
                if !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
            }
            (c, _) => word.push(c),
        }
    }
    words.extend(Some(word.trim().to_owned()).filter(|word| !word.is_empty()));
    words
}

#[test]
fn every_command_is_one_that_the_program_takes() {
    let mut count = 0;
    for path in files(&folder()) {
        let text = fs::read_to_string(&path).expect("text");
        for command in commands(&text) {
            // A command without arguments is one that prose speaks of.
            if command.len() > 1 {
                let given = ["minutebook".to_owned()].into_iter().chain(command.iter().cloned());
                let taken = Cli::try_parse_from(given);
                assert!(taken.is_ok(), "{}: {command:?}: {}", path.display(), taken.expect_err("a fault"));
                count += 1;
            }
        }
    }
    assert!(count >= 9, "{count} commands");
}

#[test]
fn commands_are_found_as_shells_read_them() {
    let text = "ExecStart=/usr/local/bin/minutebook ingest --config /etc/a.toml\n\
        minutebook ingest \"$1\" --shard \"$((N + 1))/4\" \\\n    --quiet || [ $? -eq 1 ]\n\
        Run `minutebook status --store a.db` then.\n  'minutebook merge a.db b-*.db'\nminutebook is a program\n";
    let found: Vec<String> = commands(text).iter().map(|words| words.join(" ")).collect();
    assert_eq!(
        found,
        ["ingest --config /etc/a.toml", "ingest 1 --shard 1/4 --quiet", "status --store a.db", "merge a.db b-*.db",]
    );
}

#[test]
fn the_settings_are_sound_and_say_where_all_goes() {
    let shelf = Shelf::new(&[("a.txt", MINUTES.as_bytes())]);
    let written = fs::read_to_string(folder().join("minutebook.toml")).expect("settings");
    let settings = written.replace("/srv/packs", "in").replace("/var/lib/minutebook", "state");
    fs::create_dir_all(shelf.path("state/metrics")).expect("folder");
    fs::write(shelf.path("minutebook.toml"), settings).expect("written");
    let ran = shelf.run(&["ingest", "--config", "minutebook.toml"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    for name in ["archive.db", "report/report.html", "metrics/minutebook.prom"] {
        assert!(shelf.path("state").join(name).is_file(), "{name}");
    }
}

#[test]
fn units_are_sound() {
    if !Command::new("systemd-analyze").arg("--version").output().is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: needs systemd-analyze");
        return;
    }
    let units = tempfile::tempdir().expect("folder");
    let names = ["minutebook.service", "minutebook.timer", "minutebook-serve.service"];
    for name in names {
        let unit = fs::read_to_string(folder().join("systemd").join(name)).expect("a unit");
        let unit = unit.replace("/usr/local/bin/minutebook", env!("CARGO_BIN_EXE_minutebook"));
        fs::write(units.path().join(name), unit).expect("written");
    }
    let verified = Command::new("systemd-analyze")
        .arg("verify")
        .args(names.map(|name| units.path().join(name)))
        .output()
        .expect("systemd-analyze");
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stderr));
}

#[test]
fn parts_that_parallel_reads_are_one_archive() {
    if !Command::new("parallel").arg("--version").output().is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: needs GNU parallel");
        return;
    }
    let texts: Vec<(String, String)> =
        (0..12).map(|at| (format!("{at}.txt"), MINUTES.replace("Vane", &format!("Vane{at}")))).collect();
    let files: Vec<(&str, &[u8])> = texts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let shelf = Shelf::new(&files);
    let program = Path::new(env!("CARGO_BIN_EXE_minutebook")).parent().expect("a folder");
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
    let ran = Command::new(folder().join("many/parallel.sh"))
        .args([shelf.path("in"), shelf.path("it's out")])
        .arg("3")
        .env("PATH", path)
        .output()
        .expect("a shell");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let status = shelf.run(&["status", "--store", "it's out/archive.db"]);
    assert!(String::from_utf8_lossy(&status.stdout).contains("documents: 12 "), "{}", status.stderr);
    let mut stores = shelf.names("it's out");
    stores.retain(|name| Path::new(name).extension().is_some_and(|ending| ending == "db"));
    assert_eq!(stores, ["archive.db", "part-1.db", "part-2.db", "part-3.db"]);
}
