//! How long answers take: questions drawn from the words of a store, asked of its index.
//!
//! `cargo bench --bench search -- STORE [QUESTIONS]` prints the median, the 99th percentile and the slowest.
//! Each answer is the first page with snippets and facets, from what was typed to what is shown.

#![allow(clippy::print_stdout, reason = "what it measures is what it prints")]

#[path = "../archive/chance.rs"]
mod chance;

use chance::Chance;
use minutebook::search::{Ask, Index, quoted};
use minutebook::store::Store;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Questions, unless told otherwise.
const QUESTIONS: u64 = 2000;
/// Decides which questions are asked: the same on every run.
const SEED: u64 = 6;

/// A question drawn from the words of a record.
type Draw = fn(&Drawn, &mut Chance) -> String;

/// What people ask, with how often out of a hundred.
const KINDS: &[(u64, Draw)] = &[
    (20, |drawn, chance| drawn.word(chance)),
    (30, |drawn, chance| [drawn.word(chance), drawn.word(chance)].join(" ")),
    (15, |drawn, chance| [drawn.word(chance), drawn.word(chance), drawn.word(chance)].join(" ")),
    (15, |drawn, chance| quoted(&drawn.stretch(chance))),
    (5, |drawn, chance| format!("{}*", drawn.word(chance).chars().take(4).collect::<String>())),
    (5, |drawn, chance| format!("{} -{}", drawn.word(chance), drawn.word(chance))),
    (5, |drawn, chance| format!("{} type:decision", drawn.word(chance))),
    (5, |drawn, chance| format!("{} date:{}..", drawn.word(chance), 2000 + chance.below(25))),
];

/// A record that a question is drawn from.
struct Drawn {
    words: Vec<String>,
}

impl Drawn {
    fn word(&self, chance: &mut Chance) -> String {
        chance.one(&self.words).clone()
    }

    fn stretch(&self, chance: &mut Chance) -> String {
        let from = chance.below(self.words.len() as u64) as usize;
        self.words[from..].iter().take(3).cloned().collect::<Vec<_>>().join(" ")
    }
}

fn questions(store: &Store, count: u64) -> Vec<String> {
    let mut chance = Chance::new(SEED, 0);
    let documents = store.document_keys().expect("documents");
    let mut questions = Vec::new();
    while (questions.len() as u64) < count {
        let key = (*chance.one(&documents) << 32) + 1 + chance.below(60) as i64;
        let drawn = store.record(key, |record| {
            let text = format!("{} {}", record.title.unwrap_or_default(), record.text.unwrap_or_default());
            let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 2);
            Drawn { words: words.map(str::to_owned).collect() }
        });
        let Some(drawn) = drawn.expect("a record").filter(|drawn| !drawn.words.is_empty()) else { continue };
        let mut at = chance.below(KINDS.iter().map(|(often, _)| often).sum());
        let kind = KINDS.iter().find(|(often, _)| {
            let is_it = at < *often;
            at = at.saturating_sub(*often);
            is_it
        });
        questions.extend(kind.map(|(_, ask)| ask(&drawn, &mut chance)));
    }
    questions
}

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1).filter(|arg| !arg.starts_with("--"));
    let Some(path) = args.next() else {
        eprintln!("usage: cargo bench --bench search -- STORE [QUESTIONS]");
        return ExitCode::FAILURE;
    };
    let count = args.next().and_then(|count| count.parse().ok()).unwrap_or(QUESTIONS);
    let store = Store::read_only(Path::new(&path)).expect("a store");
    let began = Instant::now();
    let (index, refreshed) = Index::refresh(&store).expect("an index");
    println!("{} records added to the index in {:.1} s", refreshed.records, began.elapsed().as_secs_f64());
    let mut took: Vec<(Duration, String, u64)> = questions(&store, count)
        .into_iter()
        .map(|text| {
            let ask = Ask { text: &text, limit: 10, facets: true, ..Ask::default() };
            let began = Instant::now();
            let answer = index.answer(&store, &ask).expect("an answer");
            (began.elapsed(), text.clone(), answer.total)
        })
        .collect();
    took.sort();
    let at = |percent: usize| took[(took.len() - 1) * percent / 100].0.as_secs_f64() * 1000.0;
    let records = store.ask(|connection| connection.query_row("SELECT count(*) FROM records", [], |row| row.get(0)));
    println!("{} questions over {} records", took.len(), records.unwrap_or(0_i64));
    println!("median {:.2} ms (wanted: under 50), 99th percentile {:.2} ms (wanted: under 200)", at(50), at(99));
    println!("slowest:");
    for (took, text, total) in took.iter().rev().take(5) {
        println!("  {:.2} ms  {total} records  {text}", took.as_secs_f64() * 1000.0);
    }
    ExitCode::SUCCESS
}
