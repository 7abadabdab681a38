//! Names of closed lists, and the right spelling that is nearest to a wrong one.

use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};

/// A name that is in no list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unknown {
    pub nearest: Option<String>,
}

impl Unknown {
    /// What to say about it.
    pub fn hint(self) -> Option<String> {
        self.nearest.map(|name| format!("did you mean `{name}`?"))
    }
}

/// The entry of a closed list that has a name.
pub(super) fn closed<'n, T: Deserialize<'n>>(name: &'n str) -> Result<T, Unknown> {
    let name: StrDeserializer<'n, Error> = name.into_deserializer();
    T::deserialize(name).map_err(|error| Unknown { nearest: nearest_expected(&error.to_string()) })
}

/// The nearest of the names that serde says it expected, to the name that it
/// says it found: its messages read "unknown field `x`, expected one of `y`, `z`".
pub(super) fn nearest_expected(message: &str) -> Option<String> {
    let (found, expected) = message.split_once(", expected ")?;
    let found = found.split('`').nth(1)?;
    nearest(found, expected.split('`').skip(1).step_by(2))
}

/// The name most like another, if it is like it at all.
pub(super) fn nearest<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Option<String> {
    names
        .map(|known| (strsim::damerau_levenshtein(name, known), known))
        .filter(|&(distance, known)| distance <= 1 + known.chars().count() / 3)
        .min()
        .map(|(_, known)| known.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_near() {
        assert_eq!(nearest("minuts", ["minutes", "agenda"].into_iter()).as_deref(), Some("minutes"));
        assert_eq!(nearest("zebra", ["minutes", "agenda"].into_iter()), None);
        let message = "unknown field `reeds`, expected one of `reads`, `rejects`";
        assert_eq!(nearest_expected(message).as_deref(), Some("reads"));
        assert_eq!(nearest_expected("no names here"), None);
    }
}
