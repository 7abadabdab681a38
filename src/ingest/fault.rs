//! Why a night's run ended before all its sources were done.

use crate::sink::SinkFault;
use crate::store::StoreFault;
use thiserror::Error;

/// Why a run ended early. What was done by then stays.
#[derive(Debug, Error)]
pub enum IngestFault {
    /// The store cannot be used.
    #[error(transparent)]
    Store(#[from] StoreFault),
    /// A file beside the store cannot be written.
    #[error(transparent)]
    Sink(#[from] SinkFault),
    /// The workers could not be started.
    #[error("the workers cannot be started: {0}")]
    Workers(#[from] rayon::ThreadPoolBuildError),
    /// So many sources took longer than they may that their threads are a burden.
    #[error("{count} sources took longer than they may and hold on to their threads; the next run begins without them")]
    Hung {
        /// How many.
        count: usize,
    },
}

impl IngestFault {
    /// The stable code, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Store(fault) => fault.code(),
            Self::Sink(fault) => fault.code(),
            Self::Workers(_) => "workers",
            Self::Hung { .. } => "workers-hung",
        }
    }

    /// Whether the same run may go well another time.
    pub fn is_temporary(&self) -> bool {
        match self {
            Self::Store(fault) => fault.is_temporary(),
            Self::Sink(_) | Self::Workers(_) | Self::Hung { .. } => true,
        }
    }
}
