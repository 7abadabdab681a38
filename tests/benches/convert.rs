//! How fast samples become documents: decoding, reading and serialising, on one core.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use minutebook::grammar::Grammars;
use minutebook::pipeline::Reader;
use minutebook::sink::{Format, Json, Ndjson};
use minutebook::source::{Source, decode};
use std::fs;
use std::hint::black_box;
use std::path::Path;

/// The samples, sorted by name.
fn samples() -> Vec<Source> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut sources: Vec<Source> = fs::read_dir(folder)
        .expect("samples/")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| {
            let ending = path.extension().and_then(|ending| ending.to_str());
            matches!(ending, Some("txt" | "md" | "html")) && !path.ends_with("README.md")
        })
        .map(|path| {
            let name = path.file_name().expect("a file name").to_string_lossy();
            Source::new(name, fs::read(&path).expect("a sample"))
        })
        .collect();
    sources.sort_by(|one, other| one.name.cmp(&other.name));
    sources
}

fn bytes(sources: &[Source]) -> u64 {
    sources.iter().map(|source| source.bytes.len() as u64).sum()
}

fn convert(criterion: &mut Criterion) {
    let reader = Reader::new(Grammars::embedded());
    let sources = samples();
    let mut group = criterion.benchmark_group("convert");
    for source in &sources {
        group.throughput(Throughput::Bytes(source.bytes.len() as u64));
        let id = BenchmarkId::from_parameter(&source.name);
        group.bench_with_input(id, source, |bencher, source| {
            bencher.iter(|| {
                let document = reader.read(black_box(source));
                Json::default().encode(&document).expect("a document")
            });
        });
    }
    group.finish();
}

fn stages(criterion: &mut Criterion) {
    let reader = Reader::new(Grammars::embedded());
    let sources = samples();
    let documents: Vec<_> = sources.iter().map(|source| reader.read(source)).collect();
    let mut group = criterion.benchmark_group("all samples");
    group.throughput(Throughput::Bytes(bytes(&sources)));
    group.bench_function("decode", |bencher| {
        bencher.iter(|| {
            for source in &sources {
                black_box(decode(black_box(&source.bytes)).is_ok());
            }
        });
    });
    group.bench_function("read", |bencher| {
        bencher.iter(|| {
            for source in &sources {
                black_box(reader.read(black_box(source)));
            }
        });
    });
    let formats: [(&str, &dyn Format); 2] = [("json", &Json::default()), ("ndjson", &Ndjson)];
    for (name, format) in formats {
        group.bench_function(BenchmarkId::new("encode", name), |bencher| {
            bencher.iter(|| {
                for document in &documents {
                    black_box(format.encode(black_box(document)).is_ok());
                }
            });
        });
    }
    group.finish();
}

criterion_group!(benches, convert, stages);
criterion_main!(benches);
