//! Every setting, by its name: what the file, the environment and the flags may hold.

/// What a setting holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// One value.
    Word,
    /// A path; a relative one of the settings file counts from the file's folder.
    Path,
    /// Any number of values.
    Words,
    /// Any number of paths, patterns and addresses.
    Paths,
    /// Yes or no.
    Switch,
}

/// The settings, in the order in which they are told.
pub(super) const KNOWN: &[(&str, Holds)] = &[
    ("sources", Holds::Paths),
    ("manifest", Holds::Paths),
    ("store", Holds::Path),
    ("out", Holds::Path),
    ("format", Holds::Word),
    ("pretty", Holds::Switch),
    ("report", Holds::Path),
    ("textfile", Holds::Path),
    ("jobs", Holds::Word),
    ("reread", Holds::Word),
    ("prune", Holds::Switch),
    ("shard", Holds::Word),
    ("grammars", Holds::Path),
    ("grammar", Holds::Word),
    ("max-bytes", Holds::Word),
    ("max-pages", Holds::Word),
    ("max-inflated", Holds::Word),
    ("max-time", Holds::Word),
    ("password", Holds::Words),
    ("password-file", Holds::Path),
    ("ocr", Holds::Word),
    ("ocr-cache", Holds::Path),
    ("web-at-once", Holds::Word),
    ("web-pause", Holds::Word),
];

/// The variable of the environment that holds a setting.
pub(super) fn variable(name: &str) -> String {
    format!("MINUTEBOOK_{}", name.to_ascii_uppercase().replace('-', "_"))
}
