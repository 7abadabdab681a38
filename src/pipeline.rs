//! The one place that names every stage: bytes → pages → lines → blocks → records.

use crate::block;
use crate::grammar::{Grammar, Grammars};
use crate::read;
use crate::record::{
    About, Diagnostic, Document, DocumentKind, GrammarUsed, PageRecord, Program, SCHEMA_VERSION, Severity, Status,
};
use crate::run::refused;
use crate::source::{self, Source};
use crate::text;

/// Reads one source from bytes to records. Never fails: what cannot be read is
/// a diagnostic of the document, and a source that cannot be read at all is a
/// document with the status `refused`.
pub fn read(source: &Source, grammars: &Grammars) -> Document {
    match source::decode(&source.bytes) {
        Ok(decoded) => read_text(source, &decoded.text, grammars.recognise(&decoded.text), decoded.notes),
        Err(fault) => refused(&source.identity(), source.kind, fault.diagnostic()),
    }
}

/// Reads decoded text with a grammar.
pub fn read_text(source: &Source, words: &str, grammar: &Grammar, notes: Vec<Diagnostic>) -> Document {
    let pages = text::pages(words, grammar);
    let lines = block::lines(&pages);
    let gathered = block::gather(&pages, &lines, grammar);
    let mut records = read::read(&pages, &lines, &gathered, grammar);
    let coverage = records.claims.coverage(&lines);
    let unclaimed = records.claims.unclaimed(&lines, &pages);
    let mut diagnostics = notes;
    diagnostics.append(&mut records.diagnostics);
    let status = if diagnostics.iter().any(|found| found.severity == Severity::Error) {
        Status::ReadInPart
    } else {
        Status::Read
    };
    drop(gathered);
    drop(lines);
    let mut about = about(source, grammar, records.kind);
    about.page_count = pages.len() as u32;
    about.title = records.title;
    about.council = records.council;
    Document {
        schema_version: SCHEMA_VERSION.to_owned(),
        document: about,
        meeting: records.meeting,
        agenda_items: records.agenda_items,
        minutes: records.minutes,
        action_logs: records.action_logs,
        reports: records.reports,
        plans: records.plans,
        appointments: records.appointments,
        tables: records.tables,
        sections: records.sections,
        pages: pages.into_iter().map(page_record).collect(),
        unclaimed,
        coverage,
        diagnostics,
        status,
    }
}

/// How each line of a source was read: one text a line of the page, or of every page.
pub fn explain(source: &Source, grammars: &Grammars, page: Option<u32>) -> Vec<String> {
    let Ok(decoded) = source::decode(&source.bytes) else { return Vec::new() };
    let grammar = grammars.recognise(&decoded.text);
    let pages = text::pages(&decoded.text, grammar);
    let lines = block::lines(&pages);
    let gathered = block::gather(&pages, &lines, grammar);
    read::explain(&pages, &lines, &gathered, grammar, page)
}

fn about(source: &Source, grammar: &Grammar, kind: DocumentKind) -> About {
    About {
        id: source.id.clone(),
        source_name: source.name.clone(),
        media_type: source.kind.media_type().to_owned(),
        bytes: source.bytes.len() as u64,
        sha256: source.sha256.clone(),
        page_count: 0,
        title: None,
        producer: None,
        created: None,
        encrypted: None,
        ocr_pages: None,
        kind,
        council: None,
        grammar: GrammarUsed { name: grammar.name().to_owned(), hash: grammar.hash().to_owned() },
        program: Program { name: env!("CARGO_PKG_NAME").to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() },
    }
}

fn page_record(page: crate::page::Page) -> PageRecord {
    let (width, height) = page.size.unzip();
    PageRecord {
        page: page.number,
        printed_page: page.printed,
        width,
        height,
        text: page.text,
        furniture: page.furniture,
        read: page.read,
    }
}
