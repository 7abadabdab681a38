//! Makes an archive: many packs and minutes out of the samples, each with a place, names,
//! dates, sums and paragraphs of its own, so that no two have the same bytes. The same on
//! every run with the same arguments.
//!
//! ```text
//! cargo run --release --example archive -- FOLDER COUNT [--seed N] [--pdf-every K] [--revise N]
//! ```
//!
//! `--revise N` writes only N of the COUNT documents, spread over the archive, each with
//! a paragraph more: what a night brings.

mod chance;
mod paper;
mod vary;

#[expect(dead_code, reason = "shared with tests that forge other files")]
#[path = "../hostile/forge.rs"]
mod forge;

use anyhow::{Context, Result};
use chance::Chance;
use clap::Parser;
use std::fs;
use std::path::{Path, PathBuf};
use vary::{Sample, Varied};

/// Makes an archive of documents out of the samples.
#[derive(Debug, Parser)]
struct Args {
    /// Folder that takes the archive
    folder: PathBuf,
    /// Number of documents
    count: u64,
    /// Another number gives another archive
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Every so manieth document is a PDF file; 0 for none
    #[arg(long, default_value_t = 40)]
    pdf_every: u64,
    /// Write only so many of the documents, revised
    #[arg(long)]
    revise: Option<u64>,
}

fn main() -> Result<()> {
    let args = Args::parse();
    let samples = samples()?;
    let step = args.revise.map_or(1, |revised| (args.count / revised.max(1)).max(1));
    let wanted = args.revise.unwrap_or(args.count);
    let (mut documents, mut bytes) = (0_u64, 0_u64);
    for number in (0..args.count).step_by(usize::try_from(step)?).take(usize::try_from(wanted)?) {
        let mut chance = Chance::new(args.seed, number);
        let sample = &samples[usize::try_from(number)? % samples.len()];
        let mut varied = sample.vary(&mut chance);
        // The shortest samples have little that varies; no two documents have the same bytes.
        varied.text.extend(["\n\nReference: ", &number.to_string(), "\n"]);
        if args.revise.is_some() {
            varied.text.push_str("\n\nThe clerk reported that this paper had been revised after publication.\n");
        }
        let is_paper = args.pdf_every > 0 && number % args.pdf_every == args.pdf_every - 1;
        bytes += write(&args.folder, sample, &varied, number, is_paper)?;
        documents += 1;
    }
    eprintln!("{documents} documents, {:.1} MB", bytes as f64 / 1e6);
    Ok(())
}

/// Writes a document under its place and year; tells its size.
fn write(folder: &Path, sample: &Sample, varied: &Varied, number: u64, is_paper: bool) -> Result<u64> {
    let folder = folder.join(varied.place.to_lowercase().replace(' ', "-")).join(varied.year.to_string());
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    let extension = if is_paper { "pdf" } else { sample.extension };
    let path = folder.join(format!("{}-{number:06}.{extension}", sample.name));
    let bytes = if is_paper { paper::of(&varied.text) } else { varied.text.clone().into_bytes() };
    fs::write(&path, &bytes).with_context(|| path.display().to_string())?;
    Ok(bytes.len() as u64)
}

/// The sample packs that are text, in the order of their names.
fn samples() -> Result<Vec<Sample>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut paths = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
        paths.push(entry?.path());
    }
    paths.sort();
    let mut samples = Vec::new();
    for path in paths {
        let extension = match path.extension().and_then(|extension| extension.to_str()) {
            Some("txt") => "txt",
            Some("md") if !path.ends_with("README.md") => "md",
            _ => continue,
        };
        let name = path.file_stem().and_then(|stem| stem.to_str()).context("a sample without a name")?;
        let name = name.split_once('-').map_or(name, |(_, rest)| rest);
        let name = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-' || c == '.').to_owned();
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        samples.push(Sample { name, extension, text });
    }
    Ok(samples)
}

#[cfg(test)]
mod tests {
    use super::{Chance, paper, samples};
    use std::collections::BTreeSet;

    #[test]
    fn documents_are_the_same_on_every_run_and_others_with_another_seed() {
        let samples = samples().expect("samples");
        let made = |seed: u64| -> Vec<String> {
            let number = |number: u64| samples[number as usize % samples.len()].vary(&mut Chance::new(seed, number));
            (0..9).map(|at| number(at).text).collect()
        };
        assert_eq!(made(1), made(1));
        let texts: BTreeSet<String> = made(1).into_iter().chain(made(2)).collect();
        assert_eq!(texts.len(), 18);
    }

    #[test]
    fn papers_hold_the_words() {
        let paper = paper::of("AGENDA\n1. Rents (of \u{a3}40)\n");
        let grammars = minutebook::grammar::Grammars::embedded();
        let source = minutebook::source::Source::new("a.pdf", paper);
        let document = minutebook::pipeline::Reader::new(grammars).read(&source);
        assert_eq!(document.pages.len(), 1);
        assert!(document.pages[0].text.contains("1. Rents (of \u{a3}40)"), "{}", document.pages[0].text);
    }
}
