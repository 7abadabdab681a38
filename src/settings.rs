//! Settings: the arguments of a run, checked, with all that is wrong told at once.

use crate::cli::{ConvertArgs, FormatArg, OcrArg, PdfArgs, ReadingArgs, TableFormatArg, TablesArgs, WorkerArgs};
use crate::grammar::Grammars;
use crate::ocr::{OcrMode, Recogniser};
use crate::page::Tables;
use crate::pdf::{Limits, OpenOptions};
use crate::pipeline::{PageForm, Reader};
use crate::sink::{CsvTables, Export, Json, MarkdownTables, Ndjson, Pages, Workbook};
use jiff::SignedDuration;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;
use thiserror::Error;

/// Most workers that can be asked for.
pub(crate) const MOST_JOBS: usize = 1024;
/// The path that stands for standard output.
pub const STANDARD_OUTPUT: &str = "-";
/// What a letter after a number multiplies it by.
const UNITS: &[(&str, u64)] = &[
    ("Ki", 1 << 10),
    ("Mi", 1 << 20),
    ("Gi", 1 << 30),
    ("k", 1_000),
    ("K", 1_000),
    ("M", 1_000_000),
    ("G", 1_000_000_000),
    ("", 1),
];

/// A run that can be begun.
#[derive(Debug)]
pub struct Settings {
    /// What to read.
    pub paths: Vec<PathBuf>,
    /// Where to write.
    pub out: Out,
    /// What to write.
    pub form: Form,
    /// How sources are read.
    pub reading: Reading,
    /// Whether tables are looked for in PDF files.
    pub tables: Tables,
}

/// How sources are read.
#[derive(Debug)]
pub struct Reading {
    /// Number of workers; nothing where none is asked for.
    pub jobs: Option<usize>,
    /// Folder of grammars to lay over the built-in ones.
    pub grammars: Option<PathBuf>,
    /// The one grammar to use.
    pub grammar: Option<String>,
    /// Most bytes that a source may have.
    pub max_bytes: u64,
    /// How PDF files are read.
    pub pdf: PdfSettings,
}

impl Reading {
    /// Checks how sources are to be read; nothing, and all faults, where something is wrong.
    fn check(args: ReadingArgs, faults: &mut Vec<SettingsFault>) -> Option<Self> {
        let before = faults.len();
        faults
            .extend(args.jobs.filter(|jobs| !(1..=MOST_JOBS).contains(jobs)).map(|jobs| SettingsFault::Jobs { jobs }));
        let max_bytes = size("--max-bytes", &args.max_bytes).map_err(|fault| faults.push(fault));
        let grammars = args.grammars.grammars;
        faults.extend(check_grammars(grammars.as_ref()).err());
        let pdf = PdfSettings::check(args.pdf).map_err(|fault| faults.push(fault));
        match (max_bytes, pdf) {
            (Ok(max_bytes), Ok(pdf)) if faults.len() == before => {
                Some(Self { jobs: args.jobs, grammars, grammar: args.grammar, max_bytes, pdf })
            }
            _ => None,
        }
    }

    /// Number of workers: as asked for, or one a processor.
    pub fn workers(&self) -> usize {
        self.jobs.unwrap_or_else(processors)
    }
}

/// A worker for engines that pipe, ready to serve.
#[derive(Debug)]
pub struct WorkerSettings {
    /// How sources are read.
    pub reading: Reading,
    /// Most bytes that a line of standard input may have.
    pub max_line: u64,
}

impl WorkerSettings {
    /// Checks the arguments of a worker.
    ///
    /// # Errors
    ///
    /// All that is wrong with them.
    pub fn check(args: WorkerArgs) -> Result<Self, Vec<SettingsFault>> {
        let mut faults = Vec::new();
        let max_line = size("--max-line", &args.max_line).map_err(|fault| faults.push(fault));
        match (Reading::check(args.reading, &mut faults), max_line) {
            (Some(reading), Ok(max_line)) => Ok(Self { reading, max_line }),
            _ => Err(faults),
        }
    }
}

/// How PDF files are read.
#[derive(Clone, Debug)]
pub struct PdfSettings {
    /// Passwords, in the order in which they are tried.
    pub passwords: Vec<String>,
    /// Which pages are recognised.
    pub ocr: OcrMode,
    /// Folder that keeps recognised pages.
    pub ocr_cache: Option<PathBuf>,
    /// What reading a file may cost.
    pub limits: Limits,
}

impl PdfSettings {
    /// Checks how PDF files are to be read.
    ///
    /// # Errors
    ///
    /// When a file of passwords cannot be read, and when a limit is none.
    pub fn check(args: PdfArgs) -> Result<Self, SettingsFault> {
        Ok(Self {
            passwords: passwords(&args)?,
            limits: limits(&args.max_pages, &args.max_inflated, &args.max_time)?,
            ocr: match args.ocr {
                OcrArg::Auto => OcrMode::Auto,
                OcrArg::Never => OcrMode::Never,
                OcrArg::Always => OcrMode::Always,
            },
            ocr_cache: args.ocr_cache,
        })
    }

    /// What recognises pages in this manner, if anything does.
    pub fn recogniser(&self) -> Option<Recogniser> {
        match self.ocr {
            OcrMode::Never => None,
            // Its absence matters only to a page that needs it, which says so.
            OcrMode::Auto | OcrMode::Always => Recogniser::find("tesseract", self.ocr_cache.clone()).ok(),
        }
    }

    /// A reader of this manner.
    pub fn reader<'g>(&self, grammars: &'g Grammars) -> Reader<'g> {
        self.reader_with(grammars, self.recogniser())
    }

    /// A reader of this manner with a recogniser that was found before.
    pub fn reader_with<'g>(&self, grammars: &'g Grammars, recogniser: Option<Recogniser>) -> Reader<'g> {
        let pdf = OpenOptions { passwords: self.passwords.clone(), limits: self.limits };
        Reader { pdf, ocr: self.ocr, recogniser, ..Reader::new(grammars) }
    }
}

/// What is written of each source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Its records.
    Records {
        /// Their form.
        format: FormatArg,
        /// Indent JSON documents.
        pretty: bool,
    },
    /// Its tables.
    Tables(TableFormatArg),
}

/// Where records go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Out {
    /// Files of a folder.
    Folder(PathBuf),
    /// Standard output.
    StandardOutput,
}

/// What can be wrong with arguments.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum SettingsFault {
    /// A number of workers that cannot be.
    #[error("--jobs {jobs}: give a number from 1 to {MOST_JOBS}")]
    Jobs {
        /// As given.
        jobs: usize,
    },
    /// A size that is none.
    #[error("{option} {text}: give a number above 0, such as 500000, 200M or 1Gi")]
    Size {
        /// The option.
        option: &'static str,
        /// As given.
        text: String,
    },
    /// A number that is none.
    #[error("{option} {text}: give a whole number above 0")]
    Number {
        /// The option.
        option: &'static str,
        /// As given.
        text: String,
    },
    /// A time that is none.
    #[error("{option} {text}: give a time such as 90s, 2m or 1h")]
    Time {
        /// The option.
        option: &'static str,
        /// As given.
        text: String,
    },
    /// Indentation of what is no JSON document.
    #[error("--pretty: only JSON documents are indented; use it with --format json")]
    Pretty,
    /// Tables for standard output.
    #[error("--out -: tables are files of their own; name a folder")]
    OutIsStream,
    /// An output folder that is a file.
    #[error("--out {}: is a file; name a folder, or - for standard output", .path.display())]
    OutIsFile {
        /// As given.
        path: PathBuf,
    },
    /// A folder of grammars that is none.
    #[error("--grammars {}: no such folder", .path.display())]
    Grammars {
        /// As given.
        path: PathBuf,
    },
    /// A file of passwords that cannot be read.
    #[error("--password-file {}: {words}", .path.display())]
    PasswordFile {
        /// As given.
        path: PathBuf,
        /// What the system says.
        words: String,
    },
    /// A grammar that does not exist.
    #[error("--grammar {name}: no such grammar{}", nearest_words(.nearest.as_deref()))]
    Grammar {
        /// As given.
        name: String,
        /// The name that is most like it.
        nearest: Option<String>,
    },
}

impl SettingsFault {
    /// The stable code, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Jobs { .. } => "setting-jobs",
            Self::Size { option: "--max-line", .. } => "setting-max-line",
            Self::Size { .. } => "setting-max-bytes",
            Self::Number { .. } => "setting-number",
            Self::Time { .. } => "setting-time",
            Self::Pretty => "setting-pretty",
            Self::OutIsStream | Self::OutIsFile { .. } => "setting-out",
            Self::Grammars { .. } => "setting-grammars",
            Self::PasswordFile { .. } => "setting-password-file",
            Self::Grammar { .. } => "setting-grammar",
        }
    }

    /// The fault of naming a grammar that is not among these.
    pub fn no_such_grammar<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Self {
        let nearest = known
            .map(|known| (strsim::damerau_levenshtein(name, known), known))
            .min()
            .filter(|(distance, known)| *distance <= known.len() / 2)
            .map(|(_, known)| known.to_owned());
        Self::Grammar { name: name.to_owned(), nearest }
    }
}

fn nearest_words(nearest: Option<&str>) -> String {
    nearest
        .map_or_else(|| "; `minutebook grammar list` names them".to_owned(), |name| format!("; did you mean {name}?"))
}

impl Settings {
    /// Checks the arguments of a conversion.
    ///
    /// # Errors
    ///
    /// All that is wrong with them.
    pub fn check(args: ConvertArgs) -> Result<Self, Vec<SettingsFault>> {
        let mut faults = Vec::new();
        if args.pretty && args.format != FormatArg::Json {
            faults.push(SettingsFault::Pretty);
        }
        let form = Form::Records { format: args.format, pretty: args.pretty };
        let tables = if args.no_tables { Tables::Leave } else { Tables::Find };
        let settings = Self::of(args.paths, args.out, form, args.reading, faults)?;
        Ok(Self { tables, ..settings })
    }

    /// Checks the arguments of an export of tables.
    ///
    /// # Errors
    ///
    /// All that is wrong with them.
    pub fn check_tables(args: TablesArgs) -> Result<Self, Vec<SettingsFault>> {
        let mut faults = Vec::new();
        if args.out.as_os_str() == STANDARD_OUTPUT {
            faults.push(SettingsFault::OutIsStream);
        }
        Self::of(args.paths, args.out, Form::Tables(args.format), args.reading, faults)
    }

    fn of(
        paths: Vec<PathBuf>,
        out: PathBuf,
        form: Form,
        reading: ReadingArgs,
        mut faults: Vec<SettingsFault>,
    ) -> Result<Self, Vec<SettingsFault>> {
        let out = if out.as_os_str() == STANDARD_OUTPUT {
            Out::StandardOutput
        } else {
            if out.is_file() {
                faults.push(SettingsFault::OutIsFile { path: out.clone() });
            }
            Out::Folder(out)
        };
        match Reading::check(reading, &mut faults) {
            Some(reading) if faults.is_empty() => Ok(Self { paths, out, form, reading, tables: Tables::Find }),
            _ => Err(faults),
        }
    }

    /// The form to write.
    pub fn export(&self) -> Box<dyn Export> {
        match self.form {
            Form::Records { format: FormatArg::Json, pretty } => Box::new(Json { pretty }),
            Form::Records { format: FormatArg::Ndjson, .. } => Box::new(Ndjson),
            Form::Records { format: FormatArg::Markdown, .. } => Box::new(Pages { form: PageForm::Markdown }),
            Form::Records { format: FormatArg::Text, .. } => Box::new(Pages { form: PageForm::Text }),
            Form::Tables(TableFormatArg::Csv) => Box::new(CsvTables),
            Form::Tables(TableFormatArg::Xlsx) => Box::new(Workbook),
            Form::Tables(TableFormatArg::Markdown) => Box::new(MarkdownTables),
        }
    }

    /// The form of the pages, where pages are written and no records.
    pub fn page_form(&self) -> Option<PageForm> {
        match self.form {
            Form::Records { format: FormatArg::Markdown, .. } => Some(PageForm::Markdown),
            Form::Records { format: FormatArg::Text, .. } => Some(PageForm::Text),
            Form::Records { .. } | Form::Tables(_) => None,
        }
    }
}

/// Checks that a folder of grammars, if one is named, is a folder.
///
/// # Errors
///
/// When it is not.
pub fn check_grammars(folder: Option<&PathBuf>) -> Result<(), SettingsFault> {
    match folder {
        Some(path) if !path.is_dir() => Err(SettingsFault::Grammars { path: path.clone() }),
        _ => Ok(()),
    }
}

/// The passwords that are given, then those of the file, one a line.
fn passwords(args: &PdfArgs) -> Result<Vec<String>, SettingsFault> {
    let mut passwords = args.password.clone();
    if let Some(path) = &args.password_file {
        let text = std::fs::read_to_string(path)
            .map_err(|cause| SettingsFault::PasswordFile { path: path.clone(), words: cause.to_string() })?;
        passwords.extend(text.lines().filter(|line| !line.is_empty()).map(str::to_owned));
    }
    Ok(passwords)
}

pub(crate) fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, NonZeroUsize::get)
}

/// The number of bytes that an option gives.
fn size(option: &'static str, text: &str) -> Result<u64, SettingsFault> {
    bytes(text).ok_or_else(|| SettingsFault::Size { option, text: text.to_owned() })
}

/// The limits of a file, as they are given.
fn limits(pages: &str, inflated: &str, time: &str) -> Result<Limits, SettingsFault> {
    let mut limits = Limits::default();
    let number = |text: &str| text.trim().parse().ok().filter(|number| *number > 0);
    limits.pages =
        number(pages).ok_or_else(|| SettingsFault::Number { option: "--max-pages", text: pages.to_owned() })?;
    limits.document.inflated = size("--max-inflated", inflated)?;
    limits.time = duration(time).ok_or_else(|| SettingsFault::Time { option: "--max-time", text: time.to_owned() })?;
    Ok(limits)
}

/// A stretch of time, such as `90s` or `1h 30m`; nothing when it is none or no time at all.
pub fn duration(text: &str) -> Option<Duration> {
    let parsed: SignedDuration = text.trim().parse().ok()?;
    Duration::try_from(parsed).ok().filter(|duration| !duration.is_zero())
}

/// A number of bytes with or without a unit; nothing when it is none or zero.
pub fn bytes(text: &str) -> Option<u64> {
    let text = text.trim();
    let text = text.strip_suffix('B').unwrap_or(text);
    let (digits, unit) = UNITS.iter().find_map(|(unit, times)| Some((text.strip_suffix(unit)?, times)))?;
    let number: u64 = digits.trim_end().parse().ok()?;
    number.checked_mul(*unit).filter(|bytes| *bytes > 0)
}

#[cfg(test)]
mod tests {
    use super::{Out, Settings, SettingsFault, bytes};
    use crate::cli::{Cli, Command, ConvertArgs};
    use clap::{CommandFactory, Parser};

    fn convert(args: &[&str]) -> ConvertArgs {
        let all = ["minutebook", "convert"].iter().chain(args);
        match Cli::try_parse_from(all).expect("arguments").command {
            Command::Convert(args) => args,
            other => panic!("not a conversion: {other:?}"),
        }
    }

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn sizes_have_units() {
        for (text, expected) in [
            ("10", Some(10)),
            ("10k", Some(10_000)),
            ("2MB", Some(2_000_000)),
            ("1Gi", Some(1 << 30)),
            ("1 GiB", Some(1 << 30)),
            ("0", None),
            ("-1", None),
            ("many", None),
            ("", None),
            ("99999999999G", None),
        ] {
            assert_eq!(bytes(text), expected, "{text:?}");
        }
    }

    #[test]
    fn defaults_are_sound() {
        let settings = Settings::check(convert(&["packs"])).expect("settings");
        assert_eq!(settings.out, Out::Folder("output".into()));
        assert_eq!(settings.reading.max_bytes, 1 << 30);
        assert!(settings.reading.workers() >= 1);
    }

    #[test]
    fn all_faults_are_told_at_once() {
        let faults = Settings::check(convert(&[
            "packs",
            "--jobs",
            "0",
            "--max-bytes",
            "lots",
            "--format",
            "ndjson",
            "--pretty",
            "--out",
            "Cargo.toml",
            "--grammars",
            "no/such/folder",
        ]))
        .expect_err("faults");
        let codes: Vec<_> = faults.iter().map(SettingsFault::code).collect();
        assert_eq!(codes, ["setting-pretty", "setting-out", "setting-jobs", "setting-max-bytes", "setting-grammars"]);
    }

    #[test]
    fn the_nearest_grammar_is_named() {
        let fault = SettingsFault::no_such_grammar("amblford", ["base", "ambleford"].into_iter());
        assert!(fault.to_string().ends_with("did you mean ambleford?"));
        let fault = SettingsFault::no_such_grammar("zzz", ["base"].into_iter());
        assert!(fault.to_string().ends_with("grammar list` names them"));
    }
}
