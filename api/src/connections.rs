//! The accept loop: bounds and time limits of connections that are not sockets yet.

use std::{net::SocketAddr, num::NonZeroUsize, sync::Arc, time::Duration};

use axum::{Extension, Router, extract::ConnectInfo};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::conn::auto::Builder,
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Semaphore, watch},
    time::timeout,
};
use tokio_util::task::TaskTracker;
use wpp_runtime::client_address::ClientAddress;

use crate::limits::OpenSockets;

/// Time for the head of a request, and for the next request on an open connection.
const HEADER_TIMEOUT: Duration = Duration::from_secs(10);

/// Maximum number of connections that are not upgraded to sockets.
const MAX_CONNECTIONS: usize = 4096;

/// Maximum number of such connections from one address. A trusted proxy has no limit.
const MAX_CONNECTIONS_PER_ADDRESS: usize = 256;

/// Pause after a failed `accept`, which usually means that the process has too many open files.
const ACCEPT_PAUSE: Duration = Duration::from_millis(200);

/// Serves connections until `stop` resolves, and then waits for calls in flight. Connections over a limit are closed
/// without an answer. Upgraded connections do not count and are not awaited.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    configure: fn(&TcpStream),
    trusted_hops: Option<NonZeroUsize>,
    stop: impl Future<Output = ()>,
) {
    let slots = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    let (open, tasks) = (OpenSockets::default(), TaskTracker::new());
    let (stopping, stopped) = watch::channel(());
    let mut stop = std::pin::pin!(stop);
    loop {
        let accepted = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => accepted,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::debug!(%error, "connection not accepted");
                tokio::time::sleep(ACCEPT_PAUSE).await;
                continue;
            }
        };
        let address = ClientAddress::of_peer(peer.ip());
        let is_unlimited = trusted_hops.is_some() || address.is_exempt();
        let most = if is_unlimited { usize::MAX } else { MAX_CONNECTIONS_PER_ADDRESS };
        let (Ok(slot), Some(counted)) = (slots.clone().try_acquire_owned(), open.open_from(address, most)) else {
            continue;
        };
        configure(&stream);
        let connection = serve_connection(stream, peer, router.clone(), stopped.clone());
        tasks.spawn(async move {
            connection.await;
            drop((slot, counted));
        });
    }
    drop((listener, stopping));
    tasks.close();
    tasks.wait().await;
}

/// Serves the requests of one connection until the client or the process ends it.
async fn serve_connection(stream: TcpStream, peer: SocketAddr, router: Router, mut stopped: watch::Receiver<()>) {
    // The time limit of hyper starts with the first byte.
    let mut buffer = [0];
    let first_byte = tokio::select! {
        first_byte = timeout(HEADER_TIMEOUT, stream.peek(&mut buffer)) => first_byte,
        _ = stopped.changed() => return,
    };
    if !matches!(first_byte, Ok(Ok(1..))) {
        return;
    }
    let service = Router::new().fallback_service(router).layer(Extension(ConnectInfo(peer)));
    // Without `http1_only` the builder waits for the first bytes, to detect HTTP/2, without a time limit.
    let mut builder = Builder::new(TokioExecutor::new()).http1_only();
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEADER_TIMEOUT);
    let connection = builder.serve_connection_with_upgrades(TokioIo::new(stream), TowerToHyperService::new(service));
    let mut connection = std::pin::pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        _ = stopped.changed() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::trace!(%error, "connection ended with an error");
    }
}
