//! Pages for people: HTML without scripts, one style, and a way from every fact to its place
//! in the source. All escaping is `maud`'s, and whatever a record says goes through
//! [`said`](super::said): it is text.

mod about;
mod committee;
mod decision;
mod frame;
mod home;
mod meeting;
mod minutes;
mod papers;
mod parts;
mod person;
mod search;
mod source;
mod table;

pub(super) use about::{api, refused};
pub(super) use committee::committee;
pub(super) use decision::decision;
pub(super) use frame::{ICON, STYLE};
pub(super) use home::{council, home};
pub(super) use meeting::meeting;
pub(super) use person::person;
pub(super) use search::search;
pub(super) use source::{Shown, source};
pub(super) use table::table;
