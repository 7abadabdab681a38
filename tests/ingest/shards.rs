//! Parts of an archive, read apart and made one.

use super::{assert_same, night, shelf};

#[test]
fn parts_that_are_merged_are_the_whole() {
    let shelf = shelf(&[".md", ".txt"]);
    assert_eq!(night(&shelf, "whole", &[]).code, 0);
    for part in ["1", "2", "3"] {
        let (store, shard) = (format!("part-{part}.db"), format!("{part}/3"));
        let args = ["ingest", "in", "--out", "merged-files", "--store", &store, "--shard", &shard];
        for night in ["the first", "the second"] {
            let ran = shelf.run(&args);
            assert_eq!(ran.code, 0, "{night}: {}", ran.stderr);
        }
    }
    let ran = shelf.run(&["merge", "merged.db", "part-2.db", "part-3.db", "part-1.db"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_same(&shelf, "whole", "merged");
    let again = shelf.run(&["merge", "merged.db", "part-1.db"]);
    assert!(String::from_utf8_lossy(&again.stdout).contains("0 added, 0 replaced"));
}
