//! Sources that mean no good, beside one that does.

use super::{MINUTES, Shelf};
use serde_json::Value;

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn of<'a>(documents: &'a [Value], name: &str) -> &'a Value {
    documents
        .iter()
        .find(|document| document["document"]["source_name"] == name)
        .unwrap_or_else(|| panic!("a document of {name}"))
}

fn codes(document: &Value) -> Vec<&str> {
    document["diagnostics"]
        .as_array()
        .expect("diagnostics")
        .iter()
        .filter_map(|diagnostic| diagnostic["code"].as_str())
        .collect()
}

#[test]
fn hostile_sources_cost_no_neighbour() {
    let noise: Vec<u8> = (0_u32..9000).map(|at| (at * 97 % 251) as u8).collect();
    let lone = [utf16(MINUTES), vec![0x00, 0xD8, b'x', 0, b'y']].concat();
    let accented = MINUTES.replace("Vane", "V\u{e9}ne");
    let windows: Vec<u8> = accented.chars().map(|c| c as u8).collect();
    let nul = MINUTES.replace("Chamber,", "Chamber\0,");
    let shelf = Shelf::new(&[
        ("good.txt", MINUTES.as_bytes()),
        ("empty.txt", b""),
        ("blank.txt", b" \n\n\t\n"),
        ("noise.txt", &noise),
        ("archive.txt", b"PK\x03\x04\x14\0\0\0"),
        ("utf16.txt", &lone),
        ("windows.txt", &windows),
        ("nul.txt", nul.as_bytes()),
        ("long-line.txt", "word ".repeat(400_000).as_bytes()),
        ("no-break.txt", &vec![b'x'; 2_000_000]),
        ("pipes.txt", "| ".repeat(200_000).as_bytes()),
        ("depth.txt", "<div>".repeat(100_000).as_bytes()),
        ("controls.txt", b"\x01\x02\x03\x04\x05\x06"),
    ]);
    let ran = shelf.run(&["convert", "in", "--jobs", "2"]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    let documents = shelf.documents();
    assert_eq!(documents.len(), 13, "each source has a document");
    assert_eq!(of(&documents, "good.txt")["status"], "read");
    for name in ["noise.txt", "archive.txt", "controls.txt"] {
        let document = of(&documents, name);
        assert_eq!(document["status"], "refused", "{name}");
        assert_eq!(codes(document), ["source-binary"], "{name}");
    }
    for (name, code) in [
        ("empty.txt", "source-empty"),
        ("blank.txt", "source-empty"),
        ("utf16.txt", "source-not-utf8"),
        ("windows.txt", "source-not-utf8"),
        ("nul.txt", "source-nul-bytes"),
    ] {
        let document = of(&documents, name);
        assert_ne!(document["status"], "refused", "{name}");
        assert!(codes(document).contains(&code), "{name}: {document:#}");
    }
    let text = of(&documents, "windows.txt")["pages"][0]["text"].to_string();
    assert!(text.contains("V\u{e9}ne"), "{text}");
    for document in &documents {
        assert!(!codes(document).contains(&"internal-panic"), "{}", document["document"]["source_name"]);
    }
}

#[cfg(unix)]
#[test]
fn links_that_lead_nowhere_cost_no_neighbour() {
    use std::os::unix::fs::symlink;
    let shelf = Shelf::new(&[("good.txt", MINUTES.as_bytes())]);
    symlink("loop.txt", shelf.path("in/loop.txt")).expect("link");
    symlink("nowhere.txt", shelf.path("in/dangling.txt")).expect("link");
    symlink(".", shelf.path("in/self")).expect("link");
    let ran = shelf.run(&["convert", "in"]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert_eq!(shelf.names("output").len(), 1);
    for name in ["loop.txt", "dangling.txt", "self"] {
        assert!(ran.stderr.contains(name), "{}", ran.stderr);
    }
}
