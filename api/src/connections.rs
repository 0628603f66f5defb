//! The accept loop: bounds and time limits of connections that are not sockets yet.

mod listen;

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{Extension, Router, extract::ConnectInfo};
use hyper::rt::{Read, Write};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::conn::auto::Builder,
    service::TowerToHyperService,
};
use tokio::{
    io::{AsyncBufReadExt as _, BufReader},
    net::{TcpListener, TcpStream},
    sync::{Semaphore, watch},
    time::timeout,
};
use tokio_rustls::TlsAcceptor;
use tokio_util::task::TaskTracker;
use wpp_runtime::client_address::ClientAddress;

pub use self::listen::listen;
use crate::{http::scheme::Scheme, limits::OpenSockets, wire::connection::BufferedTls};

/// Time for the head of a request, for the next request on an open connection, and for a TLS handshake.
const HEADER_TIMEOUT: Duration = Duration::from_secs(10);

/// Size of the buffer between TLS and HTTP in bytes. Only the first read of a connection uses it: longer reads bypass it.
const TLS_BUFFER: usize = 1024;

/// Pause after a failed `accept`, which usually means that the process has too many open files.
const ACCEPT_PAUSE: Duration = Duration::from_millis(200);

/// Maximum numbers of connections that are not upgraded to sockets.
#[derive(Debug, Clone, Copy)]
pub struct ConnectionLimits {
    total: usize,
    per_address: usize,
}

impl ConnectionLimits {
    /// Returns the limits of a listener. All connections through a trusted proxy come from the proxy's address, which
    /// therefore has no separate limit.
    #[must_use]
    pub fn new(has_trusted_proxy: bool) -> Self {
        Self { total: 4096, per_address: if has_trusted_proxy { usize::MAX } else { 256 } }
    }
}

/// An address to serve.
pub struct Listener {
    /// Accepts the connections.
    pub tcp: TcpListener,
    /// Decrypts the connections of an HTTPS address; `None` for plain HTTP.
    pub tls: Option<TlsAcceptor>,
    /// Configures each accepted connection.
    pub configure: fn(&TcpStream),
    /// Bounds the number of connections.
    pub limits: ConnectionLimits,
}

/// Serves connections until `stop` resolves, and then waits for calls in flight. Connections over a limit are closed
/// without an answer. Upgraded connections do not count and are not awaited.
pub async fn serve(listener: Listener, router: Router, stop: impl Future<Output = ()>) {
    let Listener { tcp, tls, configure, limits } = listener;
    let slots = Arc::new(Semaphore::new(limits.total));
    let (open, tasks) = (OpenSockets::default(), TaskTracker::new());
    let (stopping, stopped) = watch::channel(());
    let mut stop = std::pin::pin!(stop);
    loop {
        let accepted = tokio::select! {
            () = &mut stop => break,
            accepted = tcp.accept() => accepted,
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
        let slot = slots.clone().try_acquire_owned();
        let (Ok(slot), Some(counted)) = (slot, open.open_from(address, limits.per_address)) else {
            continue;
        };
        configure(&stream);
        let connection = ServedConnection { peer, router: router.clone(), stopped: stopped.clone() };
        let tls = tls.clone();
        tasks.spawn(async move {
            match tls {
                None => connection.serve_plain(stream).await,
                Some(tls) => connection.serve_encrypted(stream, &tls).await,
            }
            drop((slot, counted));
        });
    }
    drop((tcp, stopping));
    tasks.close();
    tasks.wait().await;
}

/// One connection, and the server's part that it needs.
struct ServedConnection {
    peer: SocketAddr,
    router: Router,
    stopped: watch::Receiver<()>,
}

impl ServedConnection {
    async fn serve_plain(mut self, stream: TcpStream) {
        // The time limit of hyper starts with the first byte.
        let mut buffer = [0];
        if let Some(Ok(1..)) = self.in_time(stream.peek(&mut buffer)).await {
            self.serve(TokioIo::new(stream), Scheme::Http).await;
        }
    }

    async fn serve_encrypted(mut self, stream: TcpStream, tls: &TlsAcceptor) {
        let Some(Ok(stream)) = self.in_time(tls.accept(stream)).await else { return };
        let mut stream: BufferedTls = BufReader::with_capacity(TLS_BUFFER, stream);
        let first_bytes = self.in_time(stream.fill_buf()).await;
        if first_bytes.is_some_and(|read| read.is_ok_and(|bytes| !bytes.is_empty())) {
            self.serve(TokioIo::new(stream), Scheme::Https).await;
        }
    }

    /// Waits for `step`. Returns `None` after the time limit, or when the server stops.
    async fn in_time<T>(&mut self, step: impl Future<Output = T>) -> Option<T> {
        tokio::select! {
            done = timeout(HEADER_TIMEOUT, step) => done.ok(),
            _ = self.stopped.changed() => None,
        }
    }

    /// Serves the requests of the connection until the client or the process ends it.
    async fn serve(mut self, stream: impl Read + Write + Unpin + Send + 'static, scheme: Scheme) {
        let service =
            Router::new().fallback_service(self.router).layer((Extension(ConnectInfo(self.peer)), Extension(scheme)));
        // Without `http1_only` the builder waits for the first bytes, to detect HTTP/2, without a time limit.
        let mut builder = Builder::new(TokioExecutor::new()).http1_only();
        builder.http1().timer(TokioTimer::new()).header_read_timeout(HEADER_TIMEOUT);
        let connection = builder.serve_connection_with_upgrades(stream, TowerToHyperService::new(service));
        let mut connection = std::pin::pin!(connection);
        let ended = tokio::select! {
            ended = connection.as_mut() => ended,
            _ = self.stopped.changed() => {
                connection.as_mut().graceful_shutdown();
                connection.await
            }
        };
        if let Err(error) = ended {
            tracing::trace!(%error, "connection ended with an error");
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    use super::*;

    /// Sends a request on `stream` and returns the answer, which is empty if the server closes the connection.
    async fn answer(stream: &mut TcpStream) -> String {
        let mut answer = vec![0; 1024];
        let sent = stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
        let read = if sent.is_ok() { stream.read(&mut answer).await.unwrap_or(0) } else { 0 };
        String::from_utf8_lossy(&answer[..read]).into_owned()
    }

    #[tokio::test]
    async fn connections_over_the_limit_are_closed() {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new().route("/", get(async || "ok"));
        let limits = ConnectionLimits { total: 2, per_address: 1 };
        let listener = Listener { tcp: listener, tls: None, configure: |_| {}, limits };
        let server = tokio::spawn(serve(listener, router, std::future::pending()));
        // Loopback has no limit by address.
        let mut open = [TcpStream::connect(address).await.unwrap(), TcpStream::connect(address).await.unwrap()];
        for stream in &mut open {
            assert!(answer(stream).await.starts_with("HTTP/1.1 200"));
        }
        assert_eq!(answer(&mut TcpStream::connect(address).await.unwrap()).await, "");
        drop(open);
        while answer(&mut TcpStream::connect(address).await.unwrap()).await.is_empty() {
            tokio::task::yield_now().await;
        }
        server.abort();
    }
}
