//! What can be wrong with a setting, and where it was given.

use thiserror::Error;

/// A setting that is wrong.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{at}: {words}")]
pub struct SettingFault {
    /// Where it was given: `minutebook.toml, line 4`, `MINUTEBOOK_JOBS` or `--jobs`.
    pub at: String,
    /// The stable code, for programs.
    pub code: &'static str,
    /// What is wrong.
    pub words: String,
}

impl SettingFault {
    pub(crate) fn new(at: String, code: &'static str, words: String) -> Self {
        Self { at, code, words }
    }
}
