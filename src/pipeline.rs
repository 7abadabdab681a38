//! The one place that names every stage: bytes → pages → lines → blocks → records.

use crate::block;
use crate::grammar::{Grammar, Grammars};
use crate::inspect::{self, Drawing, Inspection, Stages};
use crate::ocr::{OcrMode, Raster, Recogniser};
use crate::page::{self, Page, Plate, Tables};
use crate::pdf::{OpenOptions, Pdf, Sheet};
use crate::read;
use crate::record::{
    About, Diagnostic, Document, DocumentKind, GrammarUsed, PageRead, PageRecord, Program, Severity, Status,
};
use crate::run::refused;
use crate::scan::Scans;
use crate::source::{self, Source, SourceFault, SourceKind};
use crate::text;
use rayon::prelude::*;

/// Reads sources, all in one manner.
#[derive(Clone, Debug)]
pub struct Reader<'g> {
    /// The grammars to tell the source's own from.
    pub grammars: &'g Grammars,
    /// How PDF files are opened.
    pub pdf: OpenOptions,
    /// Which pages are recognised.
    pub ocr: OcrMode,
    /// What recognises them; without it they are reported.
    pub recogniser: Option<Recogniser>,
    /// Whether tables are looked for on the pages of PDF files.
    pub tables: Tables,
}

/// A source as pages, before any record is read.
struct Opened<'g> {
    pages: Vec<Page>,
    grammar: &'g Grammar,
    notes: Vec<Diagnostic>,
    file: FileFacts,
}

/// What a file says of itself.
#[derive(Default)]
struct FileFacts {
    title: Option<String>,
    producer: Option<String>,
    created: Option<String>,
    encrypted: Option<bool>,
}

impl<'g> Reader<'g> {
    /// Reads with these grammars, and with defaults for all else.
    pub fn new(grammars: &'g Grammars) -> Self {
        Self {
            grammars,
            pdf: OpenOptions::default(),
            ocr: OcrMode::default(),
            recogniser: None,
            tables: Tables::default(),
        }
    }

    /// Reads one source from bytes to records. Never fails: what cannot be read is
    /// a diagnostic of the document, and a source that cannot be read at all is a
    /// document with the status `refused`.
    pub fn read(&self, source: &Source) -> Document {
        match self.open(source, |_| ()) {
            Ok((opened, _)) => records(source, opened, |_| ()).0,
            Err(fault) => refused(&source.identity(), source.kind, fault.diagnostic()),
        }
    }

    /// Reads one source and keeps what each stage saw of one page (from 1), or of the first ones.
    ///
    /// # Errors
    ///
    /// When the source cannot be read, or has no such page.
    pub fn inspect(&self, source: &Source, page: Option<u32>) -> Result<Inspection, SourceFault> {
        let shown = |number: u32| inspect::is_shown(number, page);
        let (opened, drawings) = self.open(source, |sheet| shown(sheet.number).then(|| Drawing::of(sheet)))?;
        if let Some(page) = page.filter(|page| !opened.pages.iter().any(|own| own.number == *page)) {
            return Err(SourceFault::NoPage { page, pages: opened.pages.len() });
        }
        let (document, mut views) = records(source, opened, |stages| inspect::views(stages, drawings, shown));
        if source.kind == SourceKind::Pdf
            && let Some(raster) = Raster::open_with(&source.bytes, &self.pdf.passwords)
        {
            views.par_iter_mut().for_each(|view| view.draw(&raster));
        }
        Ok(Inspection { document, views })
    }

    /// Reads one source as far as its pages: the document holds no records, and the
    /// text of its pages is in the form that is asked for.
    pub fn pages(&self, source: &Source, form: PageForm) -> Document {
        let Opened { mut pages, grammar, notes, file } = match self.open(source, |_| ()) {
            Ok((opened, _)) => opened,
            Err(fault) => return refused(&source.identity(), source.kind, fault.diagnostic()),
        };
        if form == PageForm::Markdown {
            let lines = block::lines(&pages);
            let gathered = block::gather(&pages, &lines, grammar);
            let texts = block::markdown(&gathered.blocks, &lines, pages.len());
            drop(gathered);
            drop(lines);
            for (page, text) in pages.iter_mut().zip(texts) {
                page.text = text;
            }
        }
        document(about(source, grammar, DocumentKind::Other, &pages, file), pages, notes)
    }

    /// How each line of a source was read: one text a line of the page, or of every page.
    pub fn explain(&self, source: &Source, page: Option<u32>) -> Vec<String> {
        let Ok((Opened { pages, grammar, .. }, _)) = self.open(source, |_| ()) else { return Vec::new() };
        let lines = block::lines(&pages);
        let gathered = block::gather(&pages, &lines, grammar);
        read::explain(&pages, &lines, &gathered, grammar, page)
    }

    /// Opens a source, and lets someone look at each page of a PDF file as it is drawn.
    fn open<T: Send>(
        &self,
        source: &Source,
        look: impl Fn(&Sheet) -> T + Sync,
    ) -> Result<(Opened<'g>, Vec<T>), SourceFault> {
        match source.kind {
            SourceKind::Pdf => self.open_pdf(source, look),
            _ => Ok((self.open_text(source)?, Vec::new())),
        }
    }

    fn open_text(&self, source: &Source) -> Result<Opened<'g>, SourceFault> {
        let decoded = source::decode(&source.bytes)?;
        let grammar = self.grammars.recognise(&decoded.text);
        let pages = text::pages(&decoded.text, grammar);
        Ok(Opened { pages, grammar, notes: decoded.notes, file: FileFacts::default() })
    }

    fn open_pdf<T: Send>(
        &self,
        source: &Source,
        look: impl Fn(&Sheet) -> T + Sync,
    ) -> Result<(Opened<'g>, Vec<T>), SourceFault> {
        let pdf = Pdf::open(&source.bytes, &self.pdf)?;
        let scans = Scans::new(&source.bytes, self.ocr, self.recogniser.as_ref(), &self.pdf.passwords);
        // A sheet is let go as soon as its plate is made: of a long pack only words stay in memory.
        let read = pdf.sheets(|mut sheet| {
            let notes = scans.read(&mut sheet);
            (Plate::of(&sheet, self.tables), (notes, look(&sheet)))
        });
        let (plates, rest): (Vec<Plate>, Vec<_>) = read.into_iter().unzip();
        let (notes, seen): (Vec<Vec<Diagnostic>>, Vec<T>) = rest.into_iter().unzip();
        let mut notes: Vec<Diagnostic> = notes.into_iter().flatten().collect();
        let repairs = pdf.repairs();
        if repairs.cross_references || repairs.page_tree || repairs.second_parser {
            notes.push(note(
                "pdf-repaired",
                Severity::Note,
                "the file is damaged and was repaired; pages may be missing",
            ));
        }
        if pdf.is_cut() {
            notes.push(note("pdf-cut", Severity::Error, "the file has more pages than are read"));
        }
        let pages = page::bookmarked(page::pages(plates, &pdf.structure()), pdf.outline());
        let info = pdf.info();
        let file = FileFacts {
            title: info.title,
            producer: info.producer,
            created: info.created,
            encrypted: repairs.decrypted.then_some(true),
        };
        let grammar = self.grammars.recognise(&head(&pages));
        Ok((Opened { pages, grammar, notes, file }, seen))
    }
}

/// Reads the records of an opened source, and lets someone look at the stages on the way.
fn records<T>(source: &Source, opened: Opened<'_>, look: impl FnOnce(&Stages<'_, '_>) -> T) -> (Document, T) {
    let Opened { pages, grammar, notes, file } = opened;
    let lines = block::lines(&pages);
    let gathered = block::gather(&pages, &lines, grammar);
    let mut records = read::read(&pages, &lines, &gathered, grammar);
    let coverage = records.claims.coverage(&lines);
    let unclaimed = records.claims.unclaimed(&lines, &pages);
    let seen = look(&Stages { pages: &pages, lines: &lines, gathered: &gathered, grammar, claims: &records.claims });
    let mut diagnostics = notes;
    diagnostics.append(&mut records.diagnostics);
    drop(gathered);
    drop(lines);
    let about = about(source, grammar, records.kind, &pages, file);
    let about = About { title: records.title.or(about.title), council: records.council, ..about };
    let document = Document {
        meeting: records.meeting,
        agenda_items: records.agenda_items,
        minutes: records.minutes,
        action_logs: records.action_logs,
        reports: records.reports,
        plans: records.plans,
        appointments: records.appointments,
        tables: records.tables,
        sections: records.sections,
        unclaimed,
        coverage,
        ..document(about, pages, diagnostics)
    };
    (document, seen)
}

/// How much of the text of a file is looked at to tell its grammar, in bytes.
const HEAD: usize = 256 << 10;

/// The text of the first pages.
fn head(pages: &[Page]) -> String {
    let mut words = String::new();
    for page in pages {
        words.push_str(&page.text);
        for furniture in &page.furniture {
            words.push_str(&furniture.text);
            words.push('\n');
        }
        if words.len() > HEAD {
            break;
        }
    }
    words
}

fn note(code: &str, severity: Severity, message: &str) -> Diagnostic {
    Diagnostic { code: code.to_owned(), severity, message: message.to_owned(), place: None }
}

/// In which form the pages of a source are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageForm {
    /// Their text, line by line.
    Text,
    /// Headings, paragraphs, list items and tables as Markdown.
    Markdown,
}

/// A document of these pages, without records.
fn document(about: About, pages: Vec<Page>, diagnostics: Vec<Diagnostic>) -> Document {
    let in_part = diagnostics.iter().any(|found| found.severity == Severity::Error);
    let status = if in_part { Status::ReadInPart } else { Status::Read };
    let pages = pages.into_iter().map(page_record).collect();
    Document { pages, diagnostics, ..Document::without_records(about, status) }
}

fn about(source: &Source, grammar: &Grammar, kind: DocumentKind, pages: &[Page], file: FileFacts) -> About {
    let recognised = pages.iter().filter(|page| page.read == Some(PageRead::Ocr)).map(|page| page.number);
    let recognised: Vec<u32> = recognised.collect();
    About {
        id: source.id.clone(),
        source_name: source.name.clone(),
        media_type: source.kind.media_type().to_owned(),
        bytes: source.bytes.len() as u64,
        sha256: source.sha256.clone(),
        page_count: pages.len() as u32,
        title: file.title,
        producer: file.producer,
        created: file.created,
        encrypted: file.encrypted,
        ocr_pages: (!recognised.is_empty()).then_some(recognised),
        kind,
        council: None,
        grammar: GrammarUsed { name: grammar.name().to_owned(), hash: grammar.hash().to_owned() },
        program: Program::this(),
    }
}

fn page_record(page: Page) -> PageRecord {
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
