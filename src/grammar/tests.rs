#![allow(clippy::unwrap_used)]
//! The grammar as a whole: the carried files, and every fault.

use super::*;
use std::path::Path;

#[test]
fn the_carried_grammars_have_no_fault() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("grammars");
    if let Err(faults) = Grammars::load(Some(&folder)) {
        panic!("{} faults\n{}", faults.0.len(), faults.render(false));
    }
}
