//! The connection to one client below the WebSocket: TCP, or TLS over TCP.

mod tls;

use std::{
    io::{self, Read, Write},
    net::Shutdown,
    sync::Arc,
    task::{Context, Poll},
};

use axum::body::Bytes;
use futures_util::{FutureExt, future::BoxFuture};
use socket2::SockRef;
use tokio::{io::BufReader, net::TcpStream};
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

    /// Reads what the client sent. Returns 0 at the end of the stream.
    ///
    /// # Errors
    /// `WouldBlock` if nothing has arrived, or the connection's error.
    fn try_read(&self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Tcp(stream) => stream.try_read(buffer),
            Self::Tls(connection) => connection.try_read(buffer),
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

/// Maximum number of bytes that one read takes from the connection. Most messages of a client are shorter.
const READ: usize = 2048;

/// The connection as the WebSocket library uses it. Frames of the library (pings, pongs) pass through the outbox, so
/// they never interleave with a frame of the hub.
pub(crate) struct Wire {
    connection: Arc<Connection>,
    writer: Arc<SocketWriter>,
    /// Bytes that were read from the connection and not by the library. Takes no memory while it is empty.
    received: Vec<u8>,
    /// Number of bytes of `received` that the library has read.
    taken: usize,
}

impl Wire {
    /// Creates the wire of a connection. `received` holds the bytes that were already read from it.
    pub(crate) fn new(connection: Connection, received: Vec<u8>) -> Self {
        let connection = Arc::new(connection);
        Self { writer: SocketWriter::new(connection.clone()), connection, received, taken: 0 }
    }

    /// Waits until a read may succeed, after one that returned `WouldBlock`.
    pub(crate) fn poll_readable(&self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.connection.tcp().poll_read_ready(cx)
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

impl Read for Wire {
    /// Reads what the client sent. The library reads in small pieces, so that its buffer is small; the pieces come from one
    /// read of the connection.
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.received.is_empty() {
            let mut bytes = [0; READ];
            let read = self.connection.try_read(&mut bytes)?;
            let mut rest = bytes.get(..read).unwrap_or_default();
            let taken = rest.read(buffer)?;
            self.received = rest.to_vec();
            return Ok(taken);
        }
        let mut rest = self.received.get(self.taken..).unwrap_or_default();
        let taken = rest.read(buffer)?;
        if rest.is_empty() {
            (self.received, self.taken) = (Vec::new(), 0);
        } else {
            self.taken += taken;
        }
        Ok(taken)
    }
}

impl Write for Wire {
    fn write(&mut self, frame: &[u8]) -> io::Result<usize> {
        self.writer.send_reliable(&Bytes::copy_from_slice(frame));
        Ok(frame.len())
    }

    /// Returns at once: the connection's task flushes the outbox. Waiting here would stop reading.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests;
