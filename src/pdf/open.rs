//! Bytes → objects: passwords, repair, and a second parser where the first finds no pages.

use super::budget::Limits;
use super::object_streams::{self, Streams};
use super::objects::Objects;
use super::second;
use super::tree::{self, PageNode};
use lopdf::{Document, LoadOptions};
use memchr::memmem;
use thiserror::Error;

/// How a file is opened.
#[derive(Clone, Debug, Default)]
pub struct OpenOptions {
    /// Passwords to try, in this order, where the file cannot be opened without one.
    pub passwords: Vec<String>,
    /// What reading it may cost.
    pub limits: Limits,
}

/// Why a PDF file cannot be read.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum PdfFault {
    /// It does not look like a PDF file at all.
    #[error("is no PDF file")]
    NotPdf,
    /// It needs a password that was not given.
    #[error("needs a password")]
    Password,
    /// It is encrypted in a way that cannot be undone.
    #[error("is encrypted in a way that cannot be undone: {0}")]
    Encryption(String),
    /// Its objects would take more memory than a file may have.
    #[error("has object streams that inflate to more than a file may have")]
    TooLarge,
    /// Its objects cannot be read.
    #[error("is damaged: {0}")]
    Damaged(String),
    /// No page was found in it.
    #[error("has no pages that can be read")]
    NoPages,
}

impl PdfFault {
    /// The stable code, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotPdf => "pdf-not-pdf",
            Self::Password => "pdf-password",
            Self::Encryption(_) => "pdf-encryption",
            Self::TooLarge { .. } => "pdf-too-large",
            Self::Damaged(_) => "pdf-damaged",
            Self::NoPages => "pdf-no-pages",
        }
    }

    /// What to do about it, as the end of a sentence.
    pub fn advice(&self) -> &'static str {
        match self {
            Self::Password => "; give it with --password",
            Self::Damaged(_) | Self::NoPages => "; ask for the file again, or repair it with another program first",
            Self::NotPdf | Self::Encryption(_) | Self::TooLarge { .. } => "",
        }
    }
}

/// What had to be done to find the pages of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Repairs {
    /// It was encrypted.
    pub decrypted: bool,
    /// Its cross-references were rebuilt or corrected.
    pub cross_references: bool,
    /// Its pages were gathered from its objects, in the order of their numbers.
    pub page_tree: bool,
    /// The second parser read it.
    pub second_parser: bool,
}

/// A file that was opened.
#[derive(Debug)]
pub struct Opened {
    /// Its objects.
    pub objects: Objects,
    /// Its pages in order.
    pub pages: Vec<PageNode>,
    /// Whether it has more pages than are read.
    pub cut: bool,
    /// What had to be done to find them.
    pub repairs: Repairs,
}

/// Within how many bytes from the front a PDF file tells that it is one.
const HEAD: usize = 1 << 16;

/// Opens a file.
pub fn open(bytes: &[u8], options: &OpenOptions) -> Result<Opened, PdfFault> {
    if memmem::find(&bytes[..bytes.len().min(HEAD)], b"%PDF-").is_none() && memmem::find(bytes, b" obj").is_none() {
        return Err(PdfFault::NotPdf);
    }
    let first = match load(bytes, options) {
        Ok(document) => match pages_of(document, &options.limits) {
            Ok(opened) => return Ok(opened),
            Err(fault) => fault,
        },
        Err(fault @ (PdfFault::Password | PdfFault::TooLarge)) => return Err(fault),
        Err(fault) => fault,
    };
    let passwords = std::iter::once("").chain(options.passwords.iter().map(String::as_str));
    match second::read(bytes, passwords, &options.limits) {
        Some(document) => {
            let mut opened = pages_of(document, &options.limits)?;
            opened.repairs.second_parser = true;
            Ok(opened)
        }
        None => Err(first),
    }
}

/// The pages of a document; none is a fault.
fn pages_of(document: Document, limits: &Limits) -> Result<Opened, PdfFault> {
    let mut repairs = Repairs {
        decrypted: document.was_encrypted(),
        cross_references: document.xref_recovery.is_some(),
        ..Repairs::default()
    };
    let objects = Objects::new(document);
    let (mut pages, mut cut) = tree::walk(&objects, limits);
    if pages.is_empty() {
        (pages, cut) = tree::gather(&objects, limits);
        repairs.page_tree = true;
    }
    if pages.is_empty() {
        return Err(PdfFault::NoPages);
    }
    Ok(Opened { objects, pages, cut, repairs })
}

/// Reads the objects, with each password in turn.
fn load(bytes: &[u8], options: &OpenOptions) -> Result<Document, PdfFault> {
    let object_stream = match object_streams::look(bytes, &options.limits) {
        Streams::Sound(most) => most,
        Streams::Overlapping => return Err(PdfFault::Damaged("objects lie in each other".to_owned())),
        Streams::TooLarge => return Err(PdfFault::TooLarge),
    };
    let mut passwords = options.passwords.iter();
    let mut password: Option<String> = None;
    loop {
        let loaded = load_with(bytes, password.take(), object_stream);
        let locked = match loaded {
            Ok(document) => {
                if !document.is_encrypted() || document.was_encrypted() {
                    return Ok(document);
                }
                PdfFault::Password
            }
            Err(lopdf::Error::InvalidPassword) => PdfFault::Password,
            Err(error) => return Err(fault(&error)),
        };
        match passwords.next() {
            Some(next) => password = Some(next.clone()),
            None => return Err(locked),
        }
    }
}

fn load_with(bytes: &[u8], password: Option<String>, object_stream: usize) -> Result<Document, lopdf::Error> {
    let options = LoadOptions { password, max_decompressed_size: Some(object_stream), ..LoadOptions::default() };
    match Document::load_mem_with_options(bytes, options.clone()) {
        Err(lopdf::Error::Parse(_) | lopdf::Error::Xref(_)) if memmem::find(bytes, b"/Encrypt").is_none() => {
            let options = LoadOptions { force_reconstruct: true, ..options };
            Document::load_mem_with_options(&framed(bytes), options)
        }
        loaded => loaded,
    }
}

/// The file between a header and a trailer of its own, for one that has lost either.
fn framed(bytes: &[u8]) -> Vec<u8> {
    let root = catalog(bytes).unwrap_or("1 0");
    let trailer = format!("\ntrailer\n<</Root {root} R/Size 1>>\nstartxref\n0\n%%EOF\n");
    [b"%PDF-1.4\n", bytes, trailer.as_bytes()].concat()
}

/// Number and generation of the last object that says it is the catalog, as they are written.
fn catalog(bytes: &[u8]) -> Option<&str> {
    let place = memmem::rfind(bytes, b"/Catalog")?;
    let object = memmem::rfind(&bytes[..place], b" obj")?;
    let is_number = |byte: &u8| byte.is_ascii_digit() || *byte == b' ';
    let length = bytes[..object].iter().rev().take(20).take_while(|byte| is_number(byte)).count();
    std::str::from_utf8(&bytes[object - length..object]).ok().map(str::trim)
}

fn fault(error: &lopdf::Error) -> PdfFault {
    match error {
        lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. }) => PdfFault::TooLarge,
        lopdf::Error::Decryption(_) | lopdf::Error::UnsupportedSecurityHandler(_) => {
            PdfFault::Encryption(error.to_string())
        }
        other => PdfFault::Damaged(other.to_string()),
    }
}
