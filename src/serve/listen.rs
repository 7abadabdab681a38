//! Connections: how many, how long, and how they end.

use super::fault::ServeFault;
use super::settings::{CONNECTION_TIME, HEAD_TIME, LARGEST_HEAD, LAST_TIME, MOST_CONNECTIONS, MOST_HEADERS};
use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::time::{sleep, timeout};

/// How long to wait when the system has no room for another connection.
const PAUSE: Duration = Duration::from_millis(100);

/// Answers whoever connects, until the process is asked to stop.
///
/// # Errors
///
/// When the system does not tell of connections or signals.
pub(super) async fn listen(listener: std::net::TcpListener, router: Router) -> Result<(), ServeFault> {
    let listener = TcpListener::from_std(listener).map_err(ServeFault::Runtime)?;
    let room = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    let (ending, _) = watch::channel(false);
    let mut stop = pin!(asked_to_stop());
    loop {
        let accepted = async {
            let place = Arc::clone(&room).acquire_owned().await;
            (listener.accept().await, place)
        };
        tokio::select! {
            stopped = &mut stop => {
                stopped.map_err(ServeFault::Runtime)?;
                break;
            }
            (connected, place) = accepted => match connected {
                Ok((stream, _)) => {
                    let (router, ending) = (router.clone(), ending.subscribe());
                    tokio::spawn(async move {
                        let _place = place;
                        converse(stream, router, ending).await;
                    });
                }
                Err(cause) => {
                    tracing::warn!(code = "serve-connection", "a connection could not be taken: {cause}");
                    sleep(PAUSE).await;
                }
            }
        }
    }
    drop(listener);
    ending.send_replace(true);
    // All have ended when nobody listens for the end any more.
    let _ = timeout(LAST_TIME, ending.closed()).await;
    Ok(())
}

/// Answers the requests of one connection.
async fn converse(stream: TcpStream, router: Router, mut ending: watch::Receiver<bool>) {
    // Answers are written whole: waiting for more to send would only delay them.
    let _ = stream.set_nodelay(true);
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_TIME).max_buf_size(LARGEST_HEAD).max_headers(MOST_HEADERS);
    let service = TowerToHyperService::new(router);
    let mut connection = pin!(http.serve_connection(TokioIo::new(stream), service));
    tokio::select! {
        // How a conversation ends is the client's affair.
        _ = connection.as_mut() => return,
        _ = ending.wait_for(|ends| *ends) => {}
        () = sleep(CONNECTION_TIME) => {}
    }
    connection.as_mut().graceful_shutdown();
    let _ = timeout(LAST_TIME, connection).await;
}

#[cfg(unix)]
async fn asked_to_stop() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted,
        _ = terminate.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn asked_to_stop() -> io::Result<()> {
    tokio::signal::ctrl_c().await
}
