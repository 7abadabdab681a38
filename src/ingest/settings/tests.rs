use super::{IngestSettings, OutForm, Reread};
use crate::cli::IngestArgs;
use std::fs;
use std::time::Duration;

fn args(text: &str, args: IngestArgs) -> (tempfile::TempDir, IngestArgs) {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("minutebook.toml");
    fs::write(&path, text).expect("written");
    (folder, IngestArgs { config: Some(path), ..args })
}

#[test]
fn flags_stand_over_the_environment_and_that_over_the_file() {
    let text = "sources = ['packs', 'https://ambleford.example/a.pdf']\njobs = 2\nstore = 'a.db'\nmax-time = '90s'\n\
                reread = 'all'\nout = 'records'\npretty = true\n";
    let (folder, args) = args(text, IngestArgs { jobs: Some("4".to_owned()), ..IngestArgs::default() });
    let environment = |name: &str| match name {
        "MINUTEBOOK_JOBS" => Some("3".to_owned()),
        "MINUTEBOOK_STORE" => Some("/elsewhere/b.db".to_owned()),
        _ => None,
    };
    let settings = IngestSettings::of(args, &environment, true).expect("settings");
    assert_eq!(settings.jobs, 4);
    assert_eq!(settings.store.to_string_lossy(), "/elsewhere/b.db");
    assert_eq!(settings.pdf.limits.time, Duration::from_secs(90));
    assert_eq!(settings.reread, Reread::All);
    let packs = folder.path().join("packs").to_string_lossy().into_owned();
    assert_eq!(settings.sources, [packs, "https://ambleford.example/a.pdf".to_owned()]);
    assert_eq!(settings.out, Some((folder.path().join("records"), OutForm::Json { pretty: true })));
}

#[test]
fn every_fault_is_told_with_its_place() {
    let text = "jobs = 0\nsorces = 'packs'\nmax-time = 'long'\nprune = 'yes'\nmax-bytes = [1, 2]\n";
    let flags = IngestArgs { shard: Some("5/4".to_owned()), format: Some("xml".to_owned()), ..IngestArgs::default() };
    let (_folder, args) = args(text, flags);
    let environment = |name: &str| (name == "MINUTEBOOK_OCR").then(|| "sometimes".to_owned());
    let faults = IngestSettings::of(args, &environment, true).expect_err("faults");
    let told: Vec<(String, &str)> =
        faults.iter().map(|fault| (fault.at.rsplit('/').next().unwrap_or_default().to_owned(), fault.code)).collect();
    let expected = [
        ("minutebook.toml, line 2", "setting-unknown"),
        ("minutebook.toml, line 4", "setting-type"),
        ("minutebook.toml, line 5", "setting-type"),
        ("--format", "setting-word"),
        ("--format", "setting-out"),
        ("minutebook.toml, line 1", "setting-jobs"),
        ("--shard", "setting-shard"),
        ("minutebook.toml, line 3", "setting-time"),
        ("MINUTEBOOK_OCR", "setting-word"),
        ("SOURCE", "setting-sources"),
    ];
    for (at, code) in expected {
        assert!(told.contains(&(at.to_owned(), code)), "{at} {code} is not among {told:?}");
    }
    assert_eq!(told.len(), expected.len(), "{told:?}");
    assert!(faults.iter().any(|fault| fault.words.ends_with("did you mean sources?")));
}
