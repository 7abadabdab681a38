//! What stands around every page.

use crate::serve::said::plain;
use maud::{DOCTYPE, Markup, html};
use std::sync::LazyLock;

/// How all pages look.
pub(in crate::serve) const STYLE: &str = include_str!("style.css");
/// What stands for the site in a browser's list of pages.
pub(in crate::serve) const ICON: &str = include_str!("icon.svg");
/// The address of the style, which changes when it does.
static STYLE_ADDRESS: LazyLock<String> =
    LazyLock::new(|| format!("/style.css?{}", &blake3::hash(STYLE.as_bytes()).to_hex()[..12]));

/// What is particular to a page.
#[derive(Default)]
pub(super) struct Frame<'a> {
    /// What it is called.
    pub(super) title: &'a str,
    /// What stands in its search box; nothing where the page has a box of its own.
    pub(super) query: Option<&'a str>,
    /// A feed: its address and what it is called.
    pub(super) feed: Option<(&'a str, &'a str)>,
    /// Whether it takes the whole width.
    pub(super) is_wide: bool,
}

/// A page.
pub(super) fn frame(about: &Frame<'_>, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (plain(about.title)) " – minutebook" }
                link rel="icon" href="/icon.svg" type="image/svg+xml";
                link rel="stylesheet" href=(*STYLE_ADDRESS);
                @if let Some((address, name)) = about.feed {
                    link rel="alternate" type="application/atom+xml" title=(plain(name)) href=(address);
                }
            }
            body class=[about.is_wide.then_some("wide")] {
                a class="skip" href="#main" { "Skip to the content" }
                header class="site" {
                    div class="inner" {
                        a class="name" href="/" { "minutebook" }
                        @if let Some(query) = about.query { (search_box(query, "top")) }
                    }
                }
                main id="main" { (body) }
                footer class="site" {
                    div class="inner" {
                        p { "Read from councils’ own papers by minutebook. Every fact leads to the place where it is printed; that counts, not this." }
                        p { a href="/" { "Councils and committees" } " · " a href="/search" { "Search" } " · " a href="/api" { "For programs" } }
                    }
                }
            }
        }
    }
}

/// The search box; `place` tells two on one page apart.
pub(super) fn search_box(query: &str, place: &str) -> Markup {
    html! {
        form class="search" role="search" action="/search" method="get" {
            label class="hidden" for={ "q-" (place) } { "Search decisions, reports, minutes and actions" }
            input id={ "q-" (place) } type="search" name="q" value=(plain(query)) maxlength="1000"
                placeholder="Search minutes and papers" autocomplete="off" spellcheck="false";
            button type="submit" { "Search" }
        }
    }
}
