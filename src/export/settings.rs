//! Where records go to and how, checked whole.

use super::columns::ColumnForm;
use super::engine::files::Files;
use super::engine::{Engine, Written, meilisearch, opensearch, postgres, solr, typesense};
use super::fault::ExportFault;
use super::feed::BatchLimits;
use super::http::{Client, PushManner};
use super::secret::{Credentials, Secret, SecretAt};
use crate::cli::{ExportHow, ExportTo};
use crate::ingest::SettingFault;
use crate::settings::{bytes, duration};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use clap::ValueEnum;
use std::path::{Path, PathBuf};

/// The index where none is named.
const INDEX: &str = "minutebook";
/// The variables that hold a key, and a user with a password, where no other place is named.
const KEY_VARIABLE: &str = "MINUTEBOOK_EXPORT_KEY";
const USER_VARIABLE: &str = "MINUTEBOOK_EXPORT_USER";
/// Longest name of an index.
const LONGEST_INDEX: usize = 100;

/// An export that can be begun.
#[derive(Clone, Debug)]
pub struct ExportSettings {
    /// What takes the records.
    pub to: ExportTo,
    /// Where it is.
    pub target: Target,
    /// The index.
    pub index: String,
    /// The name under which the store keeps what was sent, where one is given.
    pub feed: Option<String>,
    /// Who asks.
    pub credentials: Credentials,
    /// How a server is used.
    pub manner: PushManner,
    /// How much is sent at once.
    pub limits: BatchLimits,
}

/// Where records go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Files in a folder.
    Folder(PathBuf),
    /// A server.
    Server(String),
}

/// How an engine wants credentials in a header.
#[derive(Clone, Copy)]
struct HeaderForm {
    name: &'static str,
    /// What stands before a key.
    key: &'static str,
}

/// What takes records, and what it needs.
struct Kind {
    to: ExportTo,
    /// Beginnings of its addresses; none for what is only written.
    schemes: &'static [&'static str],
    rows: Option<ColumnForm>,
    written: Option<Written>,
    header: HeaderForm,
}

const WEB: &[&str] = &["http://", "https://"];
const BEARER: HeaderForm = HeaderForm { name: "authorization", key: "Bearer " };

const KINDS: &[Kind] = &[
    Kind { to: ExportTo::Csv, schemes: &[], rows: Some(ColumnForm::Csv), written: None, header: BEARER },
    Kind { to: ExportTo::Parquet, schemes: &[], rows: Some(ColumnForm::Parquet), written: None, header: BEARER },
    Kind {
        to: ExportTo::OpenSearch,
        schemes: WEB,
        rows: None,
        written: Some(opensearch::WRITTEN),
        header: HeaderForm { name: "authorization", key: "ApiKey " },
    },
    Kind { to: ExportTo::Meilisearch, schemes: WEB, rows: None, written: Some(meilisearch::WRITTEN), header: BEARER },
    Kind {
        to: ExportTo::Typesense,
        schemes: WEB,
        rows: None,
        written: Some(typesense::WRITTEN),
        header: HeaderForm { name: "x-typesense-api-key", key: "" },
    },
    Kind { to: ExportTo::Solr, schemes: WEB, rows: None, written: Some(solr::WRITTEN), header: BEARER },
    Kind {
        to: ExportTo::Postgres,
        schemes: &["postgres://", "postgresql://"],
        rows: None,
        written: None,
        header: BEARER,
    },
];

impl ExportSettings {
    /// Checks where records are to go. `at` tells where a setting was given, for messages.
    ///
    /// # Errors
    ///
    /// All that is wrong.
    pub fn check(
        to: ExportTo,
        how: ExportHow,
        at: &dyn Fn(&str) -> String,
        environment: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Self, Vec<SettingFault>> {
        let mut checking = Checking { at, faults: Vec::new() };
        let target = checking.target(to, &how);
        let index = how.index.unwrap_or_else(|| INDEX.to_owned());
        let is_sound = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
        if !index.starts_with(|c: char| c.is_ascii_lowercase())
            || index.len() > LONGEST_INDEX
            || !index.chars().all(is_sound)
        {
            checking.wrong("index", "setting-index", "give a name of lower-case letters, figures, - and _");
        }
        let credentials = checking.credentials(
            [how.key_file, how.user_file],
            [how.key_env.unwrap_or(KEY_VARIABLE.to_owned()), how.user_env.unwrap_or(USER_VARIABLE.to_owned())],
            environment,
        );
        let (mut manner, mut limits) = (PushManner::default(), BatchLimits::default());
        let number = |text: &str| text.parse::<u32>().ok().filter(|number| *number > 0);
        checking.number("tries", how.tries, "give a number above 0", number, &mut manner.tries);
        let mut records = limits.records as u32;
        checking.number("batch-records", how.batch_records, "give a number above 0", number, &mut records);
        limits.records = records as usize;
        checking.number("back-off", how.back_off, "give a time such as 500ms or 2s", duration, &mut manner.back_off);
        let mut most = limits.bytes as u64;
        checking.number("batch-bytes", how.batch_bytes, "give a number above 0, such as 8Mi", bytes, &mut most);
        limits.bytes = usize::try_from(most).unwrap_or(usize::MAX);
        match target {
            Some(target) if checking.faults.is_empty() => {
                Ok(Self { to, target, index, feed: how.feed, credentials, manner, limits })
            }
            _ => Err(checking.faults),
        }
    }

    fn kind(&self) -> Option<&'static Kind> {
        KINDS.iter().find(|kind| kind.to == self.to)
    }

    /// The form of the files, where they are of rows.
    pub(super) fn rows(&self) -> Option<(ColumnForm, &Path)> {
        match &self.target {
            Target::Folder(folder) => Some((self.kind()?.rows?, folder)),
            Target::Server(_) => None,
        }
    }

    /// The name under which the store keeps what was sent; nothing where nothing is kept.
    pub(super) fn feed_name(&self) -> Option<String> {
        match (&self.feed, &self.target) {
            (Some(name), _) => Some(name.clone()),
            (None, Target::Server(url)) => Some(format!("{} {url} {}", name(self.to), self.index)),
            (None, Target::Folder(_)) => None,
        }
    }

    /// Where records go to, in words.
    pub fn words(&self) -> String {
        let target = match &self.target {
            Target::Folder(folder) => folder.display().to_string(),
            Target::Server(url) => url.clone(),
        };
        format!("{} {target}", name(self.to))
    }

    /// The engine.
    pub(super) fn engine(&self) -> Result<Box<dyn Engine>, ExportFault> {
        let kind = self.kind();
        let url = match &self.target {
            Target::Folder(folder) => {
                let written = kind.and_then(|kind| kind.written).unwrap_or(opensearch::WRITTEN);
                return Ok(Box::new(Files::open(folder, &self.index, written, self.feed.is_some())?));
            }
            Target::Server(url) => url,
        };
        let client = || {
            let header = kind.map_or(BEARER, |kind| kind.header);
            Client::new(url, header.of(&self.credentials), self.manner)
        };
        let index = self.index.clone();
        Ok(match self.to {
            ExportTo::Meilisearch => Box::new(meilisearch::Meilisearch { client: client(), index }),
            ExportTo::Typesense => Box::new(typesense::Typesense { client: client(), index }),
            ExportTo::Solr => Box::new(solr::Solr { client: client() }),
            ExportTo::Postgres => Box::new(postgres::Postgres::new(url, &self.credentials, self.manner)?),
            ExportTo::OpenSearch | ExportTo::Csv | ExportTo::Parquet => {
                Box::new(opensearch::OpenSearch { client: client(), index })
            }
        })
    }
}

/// The word for what takes records.
fn name(to: ExportTo) -> String {
    to.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

impl HeaderForm {
    fn of(self, credentials: &Credentials) -> Option<(&'static str, Secret)> {
        match credentials {
            Credentials::None => None,
            Credentials::Key(key) => Some((self.name, Secret::new(&format!("{}{}", self.key, key.reveal())))),
            Credentials::User(user, password) => {
                let words = BASE64_STANDARD.encode(format!("{user}:{}", password.reveal()));
                Some(("authorization", Secret::new(&format!("Basic {words}"))))
            }
        }
    }
}

struct Checking<'c> {
    at: &'c dyn Fn(&str) -> String,
    faults: Vec<SettingFault>,
}

impl Checking<'_> {
    fn wrong(&mut self, name: &str, code: &'static str, words: &str) {
        self.faults.push(SettingFault::new((self.at)(name), code, words.to_owned()));
    }

    fn number<T>(
        &mut self,
        name: &str,
        given: Option<String>,
        needed: &str,
        of: impl Fn(&str) -> Option<T>,
        into: &mut T,
    ) {
        match given.map(|text| of(text.trim())) {
            None => {}
            Some(Some(value)) => *into = value,
            Some(None) => self.wrong(name, "setting-number", needed),
        }
    }

    fn target(&mut self, to: ExportTo, how: &ExportHow) -> Option<Target> {
        let kind = KINDS.iter().find(|kind| kind.to == to)?;
        let writes = kind.rows.is_some() || kind.written.is_some();
        match (&how.out, &how.url) {
            (Some(_), Some(_)) => {
                self.wrong("url", "setting-export", "name a folder with out, or a server with url, not both");
            }
            (Some(_), None) if !writes => self.wrong("out", "setting-export", "is not written to files; give url"),
            (Some(out), None) if Path::new(out).is_file() => {
                self.wrong("out", "setting-out", "is a file; name a folder");
            }
            (Some(out), None) => return Some(Target::Folder(out.into())),
            (None, Some(_)) if kind.schemes.is_empty() => {
                self.wrong("url", "setting-export", "is written to files; give out");
            }
            (None, Some(url)) => return self.address(kind, url),
            (None, None) if kind.schemes.is_empty() => self.wrong("out", "setting-export", "name a folder with out"),
            (None, None) if writes => {
                self.wrong("url", "setting-export", "name a server with url, or a folder with out");
            }
            (None, None) => self.wrong("url", "setting-export", "name a server with url"),
        }
        None
    }

    fn address(&mut self, kind: &Kind, url: &str) -> Option<Target> {
        let Some(rest) = kind.schemes.iter().find_map(|scheme| url.strip_prefix(scheme)) else {
            let words = format!("give an address that begins with {}", kind.schemes.join(" or "));
            self.wrong("url", "setting-url", &words);
            return None;
        };
        let who = rest.split('/').next().and_then(|host| host.rsplit_once('@')).map(|(who, _)| who);
        if who.is_some_and(|who| who.contains(':') || kind.schemes == WEB) {
            let words = "holds a user or a password; give them in the environment or in a file";
            self.wrong("url", "setting-url", words);
            return None;
        }
        Some(Target::Server(url.trim_end_matches('/').to_owned()))
    }

    fn credentials(
        &mut self,
        files: [Option<String>; 2],
        variables: [String; 2],
        environment: &dyn Fn(&str) -> Option<String>,
    ) -> Credentials {
        let mut found = [None, None];
        let names = ["key-file", "user-file"];
        for (at, (file, variable)) in files.into_iter().zip(variables).enumerate() {
            let secret = file.map_or(SecretAt::Variable(variable), |file| SecretAt::File(file.into()));
            match secret.read(environment) {
                Ok(words) => found[at] = words,
                Err(words) => self.wrong(names[at], "setting-secret", &words),
            }
        }
        match found {
            [Some(key), _] => Credentials::Key(Secret::new(&key)),
            [None, Some(user)] => {
                if let Some((user, password)) = user.split_once(':') {
                    return Credentials::User(user.to_owned(), Secret::new(password));
                }
                self.wrong("user-file", "setting-secret", "give user:password");
                Credentials::None
            }
            [None, None] => Credentials::None,
        }
    }
}
