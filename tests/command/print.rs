//! Commands that only print: help, version, completions, manual pages, grammars.

use super::{MINUTES, Shelf};

fn printed(args: &[&str]) -> String {
    let ran = Shelf::new(&[]).run(args);
    assert_eq!(ran.code, 0, "{args:?}: {}", ran.stderr);
    assert_eq!(ran.stderr, "", "{args:?}");
    String::from_utf8(ran.stdout).expect("UTF-8")
}

#[test]
fn every_help_has_an_example() {
    for command in [
        vec![],
        vec!["convert"],
        vec!["inspect"],
        vec!["tables"],
        vec!["grammar"],
        vec!["grammar", "list"],
        vec!["grammar", "check"],
        vec!["grammar", "explain"],
        vec!["schema"],
        vec!["completions"],
        vec!["man"],
    ] {
        let help = printed(&[command.clone(), vec!["--help"]].concat());
        let call = format!("  minutebook {}", command.join(" "));
        assert!(help.contains("Examples:\n"), "{command:?}");
        assert!(help.contains(call.trim_end()), "{command:?}");
    }
    assert!(printed(&["--version"]).starts_with("minutebook "));
}

#[test]
fn the_help_tells_every_exit_code() {
    let help = printed(&["--help"]);
    for code in 0..=4 {
        assert!(help.contains(&format!("\n  {code}  ")), "{code}");
    }
}

#[test]
fn completions_are_printed_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = printed(&["completions", shell]);
        assert!(script.contains("minutebook"), "{shell}");
        assert!(script.contains("max-bytes"), "{shell}");
    }
}

#[test]
fn manual_pages_are_printed() {
    assert!(printed(&["man"]).contains(".TH minutebook 1"));
    assert!(printed(&["man", "convert"]).contains("max\\-bytes"));
    assert!(printed(&["man", "grammar", "check"]).contains("DIR"));
}

#[test]
fn built_in_grammars_are_listed_and_sound() {
    let list = printed(&["grammar", "list"]);
    assert!(list.lines().any(|line| line.starts_with("base ")), "{list}");
    assert!(printed(&["grammar", "check"]).contains("no faults"));
}

#[test]
fn a_faulty_grammar_is_2_and_shows_the_place() {
    let shelf = Shelf::new(&[("councils/ambleford.toml", b"[recognise]\nphrases = 3\n")]);
    for args in [
        vec!["grammar", "check", "in"],
        vec!["grammar", "list", "--grammars", "in"],
        vec!["convert", "in", "--grammars", "in"],
    ] {
        let ran = shelf.run(&args);
        assert_eq!(ran.code, 2, "{args:?}: {}", ran.stderr);
        assert!(ran.stderr.contains("ambleford.toml"), "{}", ran.stderr);
    }
    assert!(shelf.names("output").is_empty());
}

#[test]
fn lines_are_explained() {
    let shelf = Shelf::new(&[("minutes.txt", MINUTES.as_bytes())]);
    let page = shelf.run(&["grammar", "explain", "in/minutes.txt", "--page", "1"]);
    assert_eq!(page.code, 0, "{}", page.stderr);
    let line = shelf.run(&["grammar", "explain", "in/minutes.txt", "--page", "1", "--line", "2"]);
    assert_eq!(line.code, 0, "{}", line.stderr);
    assert!(!line.stdout.is_empty());
    assert!(page.stdout.len() > line.stdout.len());
    let missing = shelf.run(&["grammar", "explain", "in/none.txt"]);
    assert_eq!(missing.code, 3, "{}", missing.stderr);
}
