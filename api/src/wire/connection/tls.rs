//! A TLS connection that several threads write to without waiting.
//!
//! The stream of `tokio-rustls` needs exclusive access and a task, but the hub writes from its own threads. After the
//! handshake, the TLS session is therefore taken out of the stream and shared behind a lock.

use std::io::{self, Read, Write};

use futures_util::{FutureExt, future::BoxFuture};
use tokio::net::TcpStream;
use tokio_rustls::{rustls::ServerConnection, server::TlsStream};

use crate::wire::{lock::Lock, writer::Transport};

/// Number of bytes that the session encrypts ahead of the kernel. More would wait there although newer frames could
/// replace them in the outbox.
const ENCRYPTED_AHEAD: usize = 16 * 1024;

/// A TLS connection after its handshake.
pub(crate) struct TlsConnection {
    stream: TcpStream,
    session: Lock<ServerConnection>,
}

impl TlsConnection {
    pub(crate) fn new(stream: TlsStream<TcpStream>) -> Self {
        let (stream, mut session) = stream.into_inner();
        session.set_buffer_limit(Some(ENCRYPTED_AHEAD));
        Self { stream, session: Lock::new(session) }
    }

    pub(super) fn tcp(&self) -> &TcpStream {
        &self.stream
    }

    /// Queues the alert that announces the end of the stream.
    pub(super) fn announce_end(&self) {
        self.session.lock().send_close_notify();
    }

    /// Reads decrypted bytes. Returns 0 at the end of the stream.
    ///
    /// # Errors
    /// `WouldBlock` if too little has arrived, or the connection's error.
    pub(super) fn try_read(&self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.read_decrypted(buffer) {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            read => return read,
        }
        self.receive()?;
        self.read_decrypted(buffer)
    }

    fn read_decrypted(&self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.session.lock().reader().read(buffer) {
            // A client that disconnects without an alert has left, as over TCP.
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(0),
            read => read,
        }
    }

    /// Reads what the kernel has, and decrypts it.
    fn receive(&self) -> io::Result<()> {
        let mut session = self.session.lock();
        session.read_tls(&mut Tcp(&self.stream))?;
        session.process_new_packets().map(drop).map_err(|error| {
            // The client learns the reason if its connection accepts the alert now.
            let _ = self.send(&mut session);
            io::Error::new(io::ErrorKind::InvalidData, error)
        })
    }

    /// Passes encrypted bytes to the kernel.
    fn send(&self, session: &mut ServerConnection) -> io::Result<()> {
        while session.wants_write() {
            session.write_tls(&mut Tcp(&self.stream))?;
        }
        Ok(())
    }
}

impl Transport for TlsConnection {
    fn try_write(&self, bytes: &[u8]) -> io::Result<usize> {
        let mut session = self.session.lock();
        self.send(&mut session)?;
        let accepted = session.writer().write(bytes)?;
        match self.send(&mut session) {
            // The session keeps the rest until `try_flush`.
            Err(error) if error.kind() != io::ErrorKind::WouldBlock => Err(error),
            Ok(()) | Err(_) => Ok(accepted),
        }
    }

    fn has_unsent(&self) -> bool {
        self.session.lock().wants_write()
    }

    fn try_flush(&self) -> io::Result<()> {
        self.send(&mut self.session.lock())
    }

    fn writable(&self) -> BoxFuture<'_, io::Result<()>> {
        self.stream.writable().boxed()
    }
}

/// The TCP connection, as the TLS session reads and writes it.
struct Tcp<'a>(&'a TcpStream);

impl Read for Tcp<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.try_read(buffer)
    }
}

impl Write for Tcp<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.try_write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
