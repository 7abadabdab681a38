//! Addresses: which words are one, whose host it is, and what its file is called.

use super::FetchFault;
use percent_encoding::percent_decode_str;
use ureq::http::Uri;

/// The schemes of addresses that can be fetched.
const SCHEMES: &[&str] = &["http://", "https://"];

/// Whether these words are an address on the web, and not a path.
pub fn is_address(words: &str) -> bool {
    let begins = |scheme: &&str| words.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme));
    SCHEMES.iter().any(begins)
}

/// The file name that an address gives: the last part of its path, or its host where the path has none.
pub fn name_of(url: &str) -> String {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or(path);
    percent_decode_str(last).decode_utf8_lossy().into_owned()
}

/// An address that can be asked for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Address {
    /// Host and port, in lower case.
    pub(super) host: String,
}

impl Address {
    pub(super) fn of(url: &str) -> Result<Self, FetchFault> {
        let fault = |words: &str| FetchFault::Address { url: url.to_owned(), words: words.to_owned() };
        if !is_address(url) {
            return Err(fault("not an address that begins with http:// or https://"));
        }
        let uri: Uri = url.parse().map_err(|cause: ureq::http::uri::InvalidUri| fault(&cause.to_string()))?;
        let authority = uri.authority().ok_or_else(|| fault("no host in this address"))?;
        // It would stand in logs, reports and the store.
        if authority.as_str().contains('@') {
            return Err(fault("an address may not hold a user or a password"));
        }
        Ok(Self { host: authority.as_str().to_ascii_lowercase() })
    }
}

#[cfg(test)]
mod tests {
    use super::{Address, is_address, name_of};

    #[test]
    fn addresses_are_told_from_paths() {
        assert!(is_address("https://ambleford.example/a.pdf") && is_address("HTTP://x"));
        assert!(!is_address("https:/x") && !is_address("packs/http.txt") && !is_address("café"));
    }

    #[test]
    fn names_are_the_last_part_of_the_path() {
        for (url, name) in [
            ("https://ambleford.example/docs/June%20pack.pdf?v=2#page=3", "June pack.pdf"),
            ("https://ambleford.example/docs/", "docs"),
            ("https://ambleford.example", "ambleford.example"),
            ("https://ambleford.example/%FF.txt", "\u{FFFD}.txt"),
        ] {
            assert_eq!(name_of(url), name, "{url}");
        }
    }

    #[test]
    fn hosts_are_told_with_their_ports_and_without_users() {
        let host = |url| Address::of(url).map(|address| address.host);
        assert_eq!(host("http://Ambleford.example:8080/a").as_deref(), Ok("ambleford.example:8080"));
        for wrong in ["http://", "ftp://x/", "http://clerk:secret@x/", "http://a b/", "x"] {
            assert_eq!(host(wrong).expect_err(wrong).code(), "source-address", "{wrong}");
        }
    }
}
