//! The server: pages for people, a JSON API for programs, feeds and calendars, over one store.
//!
//! It reads and never writes. Every answer comes from the store; the only files that are
//! opened beside it are sources that the store names, and only while their bytes are those
//! that were read. Everything a record says is text, whatever it looks like.

mod answer;
mod args;
mod draw;
mod fault;
mod feed;
mod guard;
mod held;
mod link;
mod listen;
mod page;
mod picture;
mod readers;
mod reply;
mod route;
mod said;
mod searching;
mod settings;
mod site;

pub use draw::{DrawFault, draw};
pub use fault::ServeFault;
pub use settings::{ServeFaults, ServeSettings};

use listen::listen;
use readers::Readers;
use site::Site;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use tokio::runtime::Builder;

/// A server that listens, and serves once it is run.
#[derive(Debug)]
pub struct Serve {
    listener: TcpListener,
    site: Arc<Site>,
}

impl Serve {
    /// Opens the store and the address.
    ///
    /// # Errors
    ///
    /// When one of them cannot be had.
    pub fn bind(settings: ServeSettings) -> Result<Self, ServeFault> {
        let address = settings.listen;
        let (readers, searching) = Readers::open(&settings)?;
        let taken = |cause| ServeFault::Address { address, cause };
        let listener = TcpListener::bind(address).map_err(taken)?;
        listener.set_nonblocking(true).map_err(taken)?;
        Ok(Self { listener, site: Arc::new(Site::new(settings, readers, searching)) })
    }

    /// Where it listens: the port that was found where any was asked for.
    ///
    /// # Errors
    ///
    /// When the system does not tell.
    pub fn address(&self) -> Result<SocketAddr, ServeFault> {
        self.listener.local_addr().map_err(ServeFault::Runtime)
    }

    /// Serves until the process is asked to stop (SIGINT or SIGTERM); what is being answered is answered.
    ///
    /// # Errors
    ///
    /// When the system gives no threads or takes the address away.
    pub fn run(self) -> Result<(), ServeFault> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(self.site.settings.threads)
            // Every thread that may block is paid for by a permit; these are those and a few to spare.
            .max_blocking_threads(self.site.settings.threads * 2 + 8)
            .enable_all()
            .build()
            .map_err(ServeFault::Runtime)?;
        let done = runtime.block_on(listen(self.listener, route::router(self.site)));
        // A question that is cut short by its time ends by itself; nothing is lost by not waiting for it.
        runtime.shutdown_background();
        done
    }
}
