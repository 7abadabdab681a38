//! The report as a page: what it looks like, and the order of its parts. All escaping is
//! `maud`'s: whatever a source says is text.

use super::{RunReport, page};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, PreEscaped, html};
use sha2::{Digest, Sha256};

/// How the page looks.
const STYLE: &str = include_str!("report.css");

impl RunReport {
    /// The report as `report.html`: a page that loads nothing from anywhere.
    pub fn html(&self) -> String {
        html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    meta http-equiv="Content-Security-Policy" content=(policy());
                    link rel="icon" href="data:,";
                    title { "minutebook run " (self.run.key) ", " (page::day(&self.run.started)) }
                    style { (PreEscaped(STYLE)) }
                }
                body {
                    (page::head(self))
                    main {
                        (page::sources(self))
                        (page::trouble(self))
                        (page::speed(self))
                        (page::records(self))
                        (page::coverage(self))
                        (page::archive(self))
                        (page::told(self))
                    }
                    footer {
                        p { "Written by minutebook " (self.run.program) ". The same figures are in report.json." }
                    }
                }
            }
        }
        .into_string()
    }
}

/// Nothing is loaded, and no script runs.
fn policy() -> String {
    format!("default-src 'none'; img-src data:; style-src 'sha256-{}'", STANDARD.encode(Sha256::digest(STYLE)))
}
