//! Why there is no server.

use crate::store::StoreFault;
use std::io;
use std::net::SocketAddr;
use thiserror::Error;

/// Why the server cannot be started or ended early.
#[derive(Debug, Error)]
pub enum ServeFault {
    /// The store cannot be read.
    #[error(transparent)]
    Store(#[from] StoreFault),
    /// The address cannot be listened at.
    #[error("--listen {address}: {cause}")]
    Address {
        /// As given.
        address: SocketAddr,
        /// What the system says.
        cause: io::Error,
    },
    /// The system does not do what is needed.
    #[error("the server cannot run: {0}")]
    Runtime(io::Error),
}

impl ServeFault {
    /// The stable code, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Store(fault) => fault.code(),
            Self::Address { .. } => "serve-address",
            Self::Runtime(_) => "serve-runtime",
        }
    }

    /// Whether the same may succeed later without anything being changed in the settings.
    pub fn is_temporary(&self) -> bool {
        match self {
            Self::Store(fault) => fault.is_temporary(),
            Self::Address { .. } | Self::Runtime(_) => true,
        }
    }
}
