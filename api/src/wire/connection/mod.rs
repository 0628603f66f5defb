//! The connection to one client below the WebSocket: TCP, or TLS over TCP.

mod tls;

use std::{
    io,
    net::Shutdown,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use axum::body::Bytes;
use futures_util::{FutureExt, future::BoxFuture};
use socket2::SockRef;
use tokio::{
    io::{AsyncRead, AsyncWrite, BufReader, ReadBuf},
    net::TcpStream,
};
use tokio_rustls::server::TlsStream;

pub(crate) use self::tls::TlsConnection;
use super::writer::{SocketWriter, Transport};

/// A TLS connection as the accept loop passes it to the HTTP server.
pub(crate) type BufferedTls = BufReader<TlsStream<TcpStream>>;

/// The connection to one client. The hub writes to it while the connection's task reads.
pub(crate) enum Connection {
    /// Plain HTTP.
    Tcp(TcpStream),
    /// HTTPS. Boxed, because its state is several times larger.
    Tls(Box<TlsConnection>),
}

impl Connection {
    fn tcp(&self) -> &TcpStream {
        match self {
            Self::Tcp(stream) => stream,
            Self::Tls(connection) => connection.tcp(),
        }
    }

    fn transport(&self) -> &dyn Transport {
        match self {
            Self::Tcp(stream) => stream,
            Self::Tls(connection) => &**connection,
        }
    }

    fn poll_read(&self, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        match self {
            Self::Tls(connection) => connection.poll_read(cx, buffer),
            Self::Tcp(stream) => loop {
                ready!(stream.poll_read_ready(cx))?;
                match stream.try_read(buffer.initialize_unfilled()) {
                    Ok(read) => {
                        buffer.advance(read);
                        return Poll::Ready(Ok(()));
                    }
                    Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                    Err(error) => return Poll::Ready(Err(error)),
                }
            },
        }
    }
}

impl Transport for TcpStream {
    fn try_write(&self, bytes: &[u8]) -> io::Result<usize> {
        self.try_write(bytes)
    }

    fn writable(&self) -> BoxFuture<'_, io::Result<()>> {
        self.writable().boxed()
    }
}

impl Transport for Connection {
    fn try_write(&self, bytes: &[u8]) -> io::Result<usize> {
        self.transport().try_write(bytes)
    }

    fn has_unsent(&self) -> bool {
        self.transport().has_unsent()
    }

    fn try_flush(&self) -> io::Result<()> {
        self.transport().try_flush()
    }

    fn writable(&self) -> BoxFuture<'_, io::Result<()>> {
        self.transport().writable()
    }
}

/// The connection as the WebSocket library uses it. Frames of the library (pings, pongs) pass through the outbox, so
/// they never interleave with a frame of the hub.
pub(crate) struct Wire {
    connection: Arc<Connection>,
    writer: Arc<SocketWriter>,
}

impl Wire {
    pub(crate) fn new(connection: Connection) -> Self {
        let connection = Arc::new(connection);
        Self { writer: SocketWriter::new(connection.clone()), connection }
    }

    /// Returns the write half.
    pub(crate) fn writer(&self) -> &Arc<SocketWriter> {
        &self.writer
    }

    /// Ends the stream to the client, and discards everything that the client sends until it disconnects. Closing a
    /// connection with unread bytes resets it, and a reset can overtake the close frame.
    ///
    /// # Errors
    /// The connection is broken.
    pub(crate) async fn end(&self) -> io::Result<()> {
        if let Connection::Tls(connection) = &*self.connection {
            connection.announce_end();
            self.writer.flush().await?;
        }
        let stream = self.connection.tcp();
        SockRef::from(stream).shutdown(Shutdown::Write)?;
        let mut discarded = [0; 1024];
        loop {
            stream.readable().await?;
            match stream.try_read(&mut discarded) {
                Ok(0) => return Ok(()),
                Err(error) if error.kind() != io::ErrorKind::WouldBlock => return Err(error),
                Ok(_) | Err(_) => {}
            }
        }
    }
}

impl AsyncRead for Wire {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        self.connection.poll_read(cx, buffer)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, frame: &[u8]) -> Poll<io::Result<usize>> {
        self.writer.send_reliable(&Bytes::copy_from_slice(frame));
        Poll::Ready(Ok(frame.len()))
    }

    /// Returns at once: the connection's task flushes the outbox. Waiting here would stop reading.
    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

#[cfg(test)]
mod tests;
