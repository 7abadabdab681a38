//! The settings of a night's run: file, then environment, then flags, checked whole
//! before anything is done, with all that is wrong told at once.

mod exports;
mod fault;
mod given;
mod known;

pub use fault::SettingFault;

use super::Shard;
use crate::cli::IngestArgs;
use crate::export::ExportSettings;
use crate::ocr::OcrMode;
use crate::pdf::Limits;
use crate::report::ReportSettings;
use crate::settings::{MOST_JOBS, PdfSettings, bytes, duration, processors};
use crate::sink::{Export, Json, Ndjson};
use crate::source::WebManner;
use given::{All, Given};
use std::path::PathBuf;
use std::time::Duration;

/// A night's run that can be begun.
#[derive(Clone, Debug)]
pub struct IngestSettings {
    /// Files, folders, patterns and addresses.
    pub sources: Vec<String>,
    /// Lists of sources: files and addresses.
    pub manifests: Vec<String>,
    /// Where the store is.
    pub store: PathBuf,
    /// Folder that takes each document as a file too, and their form.
    pub out: Option<(PathBuf, OutForm)>,
    /// Where the run is reported.
    pub report: ReportSettings,
    /// Who is fed with the records when the run has ended.
    pub exports: Vec<ExportSettings>,
    /// Number of workers.
    pub jobs: usize,
    /// What is read again though its bytes are as they were.
    pub reread: Reread,
    /// Whether the records of sources that vanished are removed.
    pub prune: bool,
    /// Which part of the sources is read.
    pub shard: Option<Shard>,
    /// Folder of grammars to lay over the built-in ones.
    pub grammars: Option<PathBuf>,
    /// The one grammar to use, and where it is asked for.
    pub grammar: Option<String>,
    /// Most bytes that a source may have.
    pub max_bytes: u64,
    /// How PDF files are read, and what any source may cost.
    pub pdf: PdfSettings,
    /// How the web is used.
    pub web: WebManner,
}

/// The form of the files beside the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutForm {
    /// One JSON document a source.
    Json {
        /// Indented.
        pretty: bool,
    },
    /// The flat stream.
    Ndjson,
}

impl OutForm {
    /// What makes the files.
    pub fn export(self) -> Box<dyn Export> {
        match self {
            Self::Json { pretty } => Box::new(Json { pretty }),
            Self::Ndjson => Box::new(Ndjson),
        }
    }
}

/// What is read again though its bytes are as they were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reread {
    /// Nothing.
    None,
    /// What another program or grammar read.
    #[default]
    Changed,
    /// Everything.
    All,
}

/// The words for what is read again.
const REREADS: &[(&str, Reread)] = &[("none", Reread::None), ("changed", Reread::Changed), ("all", Reread::All)];
/// The words for which pages are recognised.
const OCRS: &[(&str, OcrMode)] = &[("auto", OcrMode::Auto), ("never", OcrMode::Never), ("always", OcrMode::Always)];
/// The words for the form of files.
const FORMS: &[(&str, OutForm)] = &[("json", OutForm::Json { pretty: false }), ("ndjson", OutForm::Ndjson)];
/// The words for yes and no.
const SWITCHES: &[(&str, bool)] = &[("true", true), ("false", false), ("1", true), ("0", false)];
/// The store where none is named.
const STORE: &str = "minutebook.db";

impl IngestSettings {
    /// Checks the settings of a run that finds its sources.
    ///
    /// # Errors
    ///
    /// All that is wrong with them.
    pub fn check(args: IngestArgs) -> Result<Self, Vec<SettingFault>> {
        Self::of(args, &|name| std::env::var(name).ok(), true)
    }

    /// Checks the settings of a run over sources that the store knows.
    ///
    /// # Errors
    ///
    /// All that is wrong with them.
    pub fn check_retry(args: IngestArgs) -> Result<Self, Vec<SettingFault>> {
        Self::of(args, &|name| std::env::var(name).ok(), false)
    }

    fn of(
        args: IngestArgs,
        environment: &dyn Fn(&str) -> Option<String>,
        needs_sources: bool,
    ) -> Result<Self, Vec<SettingFault>> {
        let mut faults = Vec::new();
        let (all, exports) = given::gather(args, environment, &mut faults);
        let mut checking = Checking { all, faults, exports };
        let settings = checking.settings();
        if needs_sources && settings.sources.is_empty() && settings.manifests.is_empty() {
            let words = "no source is named; name files, folders, patterns, addresses or a --manifest".to_owned();
            checking.faults.push(SettingFault::new("SOURCE".to_owned(), "setting-sources", words));
        }
        if checking.faults.is_empty() { Ok(settings) } else { Err(checking.faults) }
    }
}

/// What is given, and what was found wrong with it so far.
struct Checking {
    all: All,
    faults: Vec<SettingFault>,
    exports: Vec<ExportSettings>,
}

impl Checking {
    fn settings(&mut self) -> IngestSettings {
        let form = self.among("format", FORMS).unwrap_or(OutForm::Json { pretty: false });
        let pretty = self.switch("pretty");
        let form = match form {
            OutForm::Json { .. } => OutForm::Json { pretty },
            OutForm::Ndjson => {
                if pretty {
                    self.wrong("pretty", "setting-pretty", "only JSON documents are indented; use it with format json");
                }
                form
            }
        };
        let out = self.path("out").inspect(|path| {
            if path.is_file() {
                self.wrong("out", "setting-out", "is a file; name a folder");
            }
        });
        for name in ["format", "pretty"] {
            if out.is_none() && self.all.contains_key(name) {
                self.wrong(name, "setting-out", "is of files; name the folder that takes them with out");
            }
        }
        let jobs = self.checked("jobs", "setting-jobs", "give a number from 1 to 1024", |text| {
            text.parse().ok().filter(|jobs| (1..=MOST_JOBS).contains(jobs))
        });
        let shard = self.checked("shard", "setting-shard", "give a part of all parts, such as 1/4", Shard::of);
        let grammars = self.path("grammars").inspect(|path| {
            if !path.is_dir() {
                self.wrong("grammars", "setting-grammars", "no such folder");
            }
        });
        let max_bytes = self.size("max-bytes");
        let mut web = WebManner { max_bytes: max_bytes.unwrap_or(1 << 30), ..WebManner::default() };
        let number = |text: &str| text.parse().ok().filter(|number| *number > 0);
        if let Some(at_once) = self.checked("web-at-once", "setting-number", "give a number above 0", number) {
            web.at_once = at_once;
        }
        if let Some(pause) = self.time("web-pause") {
            web.pause = pause;
        }
        IngestSettings {
            sources: self.words("sources"),
            manifests: self.words("manifest"),
            store: self.path("store").unwrap_or_else(|| STORE.into()),
            out: out.map(|path| (path, form)),
            report: self.report(),
            exports: std::mem::take(&mut self.exports),
            jobs: jobs.unwrap_or_else(processors),
            reread: self.among("reread", REREADS).unwrap_or_default(),
            prune: self.switch("prune"),
            shard,
            grammars,
            grammar: self.all.get("grammar").map(|given| given.value().to_owned()),
            max_bytes: max_bytes.unwrap_or(1 << 30),
            pdf: self.pdf(),
            web,
        }
    }

    fn report(&mut self) -> ReportSettings {
        let folder = self.path("report").inspect(|path| {
            if path.is_file() {
                self.wrong("report", "setting-report", "is a file; name a folder");
            }
        });
        let textfile = self.path("textfile").inspect(|path| {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            if path.is_dir() {
                self.wrong("textfile", "setting-textfile", "is a folder; name a file");
            } else if folder.is_some_and(|folder| !folder.is_dir()) {
                self.wrong("textfile", "setting-textfile", "its folder does not exist");
            }
        });
        ReportSettings { folder, textfile }
    }

    fn pdf(&mut self) -> PdfSettings {
        let mut limits = Limits::default();
        let number = |text: &str| text.parse().ok().filter(|number| *number > 0);
        if let Some(pages) = self.checked("max-pages", "setting-number", "give a number above 0", number) {
            limits.pages = pages;
        }
        if let Some(inflated) = self.size("max-inflated") {
            limits.document.inflated = inflated;
        }
        if let Some(time) = self.time("max-time") {
            limits.time = time;
        }
        let mut passwords = self.words("password");
        if let Some(path) = self.path("password-file") {
            match std::fs::read_to_string(&path) {
                Ok(text) => passwords.extend(text.lines().filter(|line| !line.is_empty()).map(str::to_owned)),
                Err(cause) => self.wrong("password-file", "setting-password-file", &cause.to_string()),
            }
        }
        PdfSettings {
            passwords,
            ocr: self.among("ocr", OCRS).unwrap_or_default(),
            ocr_cache: self.path("ocr-cache"),
            limits,
        }
    }

    fn wrong(&mut self, name: &str, code: &'static str, words: &str) {
        let Some(Given { values, at }) = self.all.get(name) else { return };
        let given = values.join(" ");
        self.faults.push(SettingFault::new(at.clone(), code, format!("{given}: {words}")));
    }

    fn words(&self, name: &str) -> Vec<String> {
        self.all.get(name).map(|given| given.values.clone()).unwrap_or_default()
    }

    fn path(&self, name: &str) -> Option<PathBuf> {
        self.all.get(name).map(|given| PathBuf::from(given.value()))
    }

    fn checked<T>(
        &mut self,
        name: &str,
        code: &'static str,
        needed: &str,
        of: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let checked = of(self.all.get(name)?.value().trim());
        if checked.is_none() {
            self.wrong(name, code, needed);
        }
        checked
    }

    fn size(&mut self, name: &str) -> Option<u64> {
        self.checked(name, "setting-size", "give a number above 0, such as 500000, 200M or 1Gi", bytes)
    }

    fn time(&mut self, name: &str) -> Option<Duration> {
        self.checked(name, "setting-time", "give a time such as 90s, 2m or 1h", duration)
    }

    fn among<T: Copy>(&mut self, name: &str, words: &[(&str, T)]) -> Option<T> {
        let names: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let needed = format!("give one of {}", names.join(", "));
        self.checked(name, "setting-word", &needed, |text| {
            words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value)
        })
    }

    fn switch(&mut self, name: &str) -> bool {
        self.among(name, SWITCHES).unwrap_or(false)
    }
}

#[cfg(test)]
mod tests;
