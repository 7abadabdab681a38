//! What stands behind the question mark of an address.

use percent_encoding::percent_decode;

/// Most arguments that are looked at.
const MOST: usize = 64;

/// Names and values; reading them never fails.
#[derive(Clone, Debug, Default)]
pub(super) struct Arguments(Vec<(String, String)>);

impl Arguments {
    /// Reads them. What is no UTF-8 becomes a sign for it.
    pub(super) fn read(query: Option<&str>) -> Self {
        let pairs = query.unwrap_or_default().split('&').filter(|pair| !pair.is_empty()).take(MOST).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name), decoded(value))
        });
        Self(pairs.collect())
    }

    /// The first value of a name, without the blanks around it; nothing where it is empty.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let value = self.0.iter().find(|(own, _)| own == name)?.1.trim();
        (!value.is_empty()).then_some(value)
    }

    /// A number; nothing where it is none.
    pub(super) fn number(&self, name: &str) -> Option<usize> {
        self.get(name)?.parse().ok()
    }
}

fn decoded(text: &str) -> String {
    let text = text.replace('+', " ");
    percent_decode(text.as_bytes()).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::Arguments;

    #[test]
    fn arguments_are_read_whatever_they_are() {
        let read = Arguments::read(Some("q=care+home%20%22x%22&page=3&&q=second&bad=%ff%zz&=&empty=+"));
        assert_eq!(read.get("q"), Some("care home \"x\""));
        assert_eq!(read.number("page"), Some(3));
        assert_eq!(read.get("bad"), Some("\u{fffd}%zz"));
        assert_eq!((read.get("empty"), read.get("none"), read.number("q")), (None, None, None));
        assert_eq!(Arguments::read(None).get("q"), None);
    }
}
