//! How the time for a hostile source grows with its length.

use super::HOSTILE;
use crate::laws::document;
use minutebook::sink::{Format, Json, Ndjson};
use std::panic::catch_unwind;
use std::time::{Duration, Instant};

/// How many times longer a source of twice the length may take.
const WORST: f64 = 3.0;
/// Times below this are all alike.
const NOISE: Duration = Duration::from_millis(60);

/// How long a source takes to be read and written; a panic, which other tests tell of, takes as long as it takes.
fn time(text: &str) -> Duration {
    let started = Instant::now();
    let document = catch_unwind(|| {
        let document = document("growth.txt", text);
        let formats: [&dyn Format; 2] = [&Json::default(), &Ndjson];
        formats.map(|format| format.encode(&document).is_ok())
    });
    let taken = started.elapsed();
    drop(document);
    taken
}

/// Measures, so it wants a quiet machine: `cargo test --release growth -- --ignored --nocapture`.
#[test]
#[ignore = "it measures time"]
fn twice_the_length_takes_no_more_than_twice_the_time() {
    let mut told = Vec::new();
    for hostile in HOSTILE {
        let texts = [4, 2, 1].map(|part| (hostile.make)(hostile.parts / part));
        let times = texts.each_ref().map(|text| time(text));
        let longer = texts[2].len() as f64 / texts[1].len() as f64;
        let growth = 2.0 / longer * times[2].max(NOISE).as_secs_f64() / times[1].max(NOISE).as_secs_f64();
        let line = format!("{:>9} bytes {:>8.3?} {growth:>5.1} {}", texts[2].len(), times[2], hostile.name);
        eprintln!("{line}");
        if growth > WORST {
            told.push(line);
        }
    }
    assert!(told.is_empty(), "\n{}", told.join("\n"));
}
