//! Arguments of the server.

use super::StoreArg;
use clap::Args;
use std::net::SocketAddr;

const SERVE_EXAMPLES: &str = "\
Examples:
  minutebook serve --store archive.db
  minutebook serve --store archive.db --listen 127.0.0.1:0
  minutebook serve --store archive.db --public-url https://minutes.example.org

Pages for people at /, a JSON API for programs at /api, Atom feeds and calendars. It only
reads: the store may be written by `minutebook ingest` meanwhile. It listens on loopback
unless told otherwise; put a proxy in front of it that speaks TLS. Ctrl-C or SIGTERM end
it when what is being answered is answered.

Exit codes:
  0  it was asked to stop
  2  settings are wrong, or the file is no store
  4  the address or the store cannot be had: free it, and run again";

/// Which store to show, and how.
#[derive(Debug, Args)]
#[command(after_help = SERVE_EXAMPLES)]
pub struct ServeArgs {
    /// Which store
    #[command(flatten)]
    pub store: StoreArg,
    /// Address and port to listen at; port 0 for any that is free
    #[arg(short, long, value_name = "ADDRESS", env = "MINUTEBOOK_LISTEN", default_value = "127.0.0.1:7700")]
    pub listen: SocketAddr,
    /// Where others reach it, for links in feeds and calendars
    #[arg(long, value_name = "URL", env = "MINUTEBOOK_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// Longest time that an answer may take
    #[arg(long, value_name = "TIME", default_value = "5s")]
    pub max_time: String,
    /// Requests that may be under way; more are told to come back
    #[arg(long, value_name = "N", default_value_t = 256)]
    pub max_requests: usize,
    /// Questions to the store at once; one a processor if left out
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<usize>,
}

/// Which page to draw.
#[derive(Debug, Args)]
pub struct DrawArgs {
    /// Page of the file, from 1
    #[arg(long, value_name = "N")]
    pub page: usize,
}
