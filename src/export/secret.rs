//! Keys and passwords: read from the environment or a file, sent, and never shown.

use std::fmt::{self, Debug, Formatter};
use std::path::PathBuf;

/// Something that is not shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Keeps this to itself.
    pub fn new(words: &str) -> Self {
        Self(words.to_owned())
    }

    /// What it is, for those that it is meant for.
    pub(super) fn reveal(&self) -> &str {
        &self.0
    }
}

impl Debug for Secret {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        out.write_str("Secret")
    }
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credentials {
    /// Nobody in particular.
    None,
    /// A key.
    Key(Secret),
    /// A user and a password.
    User(String, Secret),
}

/// Where a secret is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecretAt {
    /// In this variable of the environment.
    Variable(String),
    /// In this file, on its first line.
    File(PathBuf),
}

impl SecretAt {
    /// Reads it; nothing where the variable is not set.
    ///
    /// # Errors
    ///
    /// Why the file cannot be read, or that nothing is in it.
    pub(super) fn read(&self, environment: &dyn Fn(&str) -> Option<String>) -> Result<Option<String>, String> {
        match self {
            Self::Variable(name) => Ok(environment(name).filter(|words| !words.is_empty())),
            Self::File(path) => {
                let text = std::fs::read_to_string(path).map_err(|cause| format!("{}: {cause}", path.display()))?;
                let first = text.lines().next().map(str::trim).filter(|line| !line.is_empty());
                first.map(|line| Some(line.to_owned())).ok_or_else(|| format!("{}: is empty", path.display()))
            }
        }
    }
}
