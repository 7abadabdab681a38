//! How the time for a hostile source grows with its length.

use super::HOSTILE;
use crate::laws::document;
use std::time::{Duration, Instant};

/// How many times longer a source of twice the length may take.
const WORST: f64 = 3.0;
/// Times below this are all alike.
const NOISE: Duration = Duration::from_millis(60);

fn time(text: &str) -> Duration {
    let started = Instant::now();
    let document = document("growth.txt", text);
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
        let growth = times[2].max(NOISE).as_secs_f64() / times[1].max(NOISE).as_secs_f64();
        let line = format!("{:>9} bytes {:>8.3?} {growth:>5.1} {}", texts[2].len(), times[2], hostile.name);
        eprintln!("{line}");
        if growth > WORST {
            told.push(line);
        }
    }
    assert!(told.is_empty(), "\n{}", told.join("\n"));
}
