//! The server, as it is asked: the built program on a port of its own, over a store that it
//! read from samples and from sources that mean no good.

mod browser;
mod feeds;
mod hostile;
mod pages;
mod search;
mod site;
