//! The write half of one client's connection. The hub and the connection's task both write to it.
//!
//! The kernel nearly always accepts a frame at once, so no task wakes for it. Bytes that the kernel does not accept
//! wait in the [`Outbox`], and the connection's task is notified to flush them.

use std::{
    io,
    net::Shutdown,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use axum::body::Bytes;
use futures_util::{FutureExt, future::BoxFuture};
use serde::Serialize;
use socket2::SockRef;
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    sync::Notify,
};
use tokio_tungstenite::tungstenite::protocol::frame::{
    Frame as WebSocketFrame,
    coding::{Data, OpCode},
};

use super::{
    close::Close,
    frames::Frame,
    lock::Lock,
    outbox::{ConnectionTask, Outbox, SendOutcome},
};

/// The connection to one client, as a `SocketWriter` writes to it.
pub trait Transport: Send + Sync + 'static {
    /// Writes at least one byte of `bytes`, and returns the number of bytes written.
    ///
    /// # Errors
    /// `WouldBlock` if the connection accepts no bytes now, or the connection's error.
    fn try_write(&self, bytes: &[u8]) -> io::Result<usize>;

    /// Waits until the connection may accept bytes.
    fn writable(&self) -> BoxFuture<'_, io::Result<()>>;
}

impl Transport for TcpStream {
    fn try_write(&self, bytes: &[u8]) -> io::Result<usize> {
        self.try_write(bytes)
    }

    fn writable(&self) -> BoxFuture<'_, io::Result<()>> {
        self.writable().boxed()
    }
}

/// A client's connection and the frames that wait for it.
pub(crate) struct SocketWriter {
    transport: Arc<dyn Transport>,
    outbox: Lock<Outbox>,
    /// Notified when the connection's task has work.
    task_ready: Notify,
}

impl SocketWriter {
    pub(crate) fn new(transport: Arc<dyn Transport>) -> Arc<Self> {
        Arc::new(Self { transport, outbox: Lock::default(), task_ready: Notify::new() })
    }

    /// Sends the next event of the session, encoded by [`text_frame`]. Returns `false` if the client is too slow.
    pub(crate) fn send_event(&self, seq: u64, frame: &Bytes) -> bool {
        self.send(|outbox, transport| outbox.send_event(seq, frame, &mut |bytes: &[u8]| transport.try_write(bytes)))
    }

    /// Sends a frame without a `seq` that must arrive. Returns `false` if the client is too slow.
    pub(crate) fn send_reliable(&self, frame: &Bytes) -> bool {
        self.send(|outbox, transport| outbox.send_reliable(frame, &mut |bytes: &[u8]| transport.try_write(bytes)))
    }

    /// Sends a frame that the next frame of the same `key` replaces. Returns `false` if a frame was dropped.
    pub(crate) fn send_latest(&self, key: &str, frame: &Bytes) -> bool {
        self.send(|outbox, transport| outbox.send_latest(key, frame, &mut |bytes: &[u8]| transport.try_write(bytes)))
    }

    /// Records that the first frame was sent and contains all events up to `seq`.
    pub(crate) fn first_frame_sent(&self, seq: u64) {
        self.send(|outbox, transport| outbox.first_frame_sent(seq, &mut |bytes: &[u8]| transport.try_write(bytes)));
    }

    /// Returns `seq` of the last event the client has, also while the client waits for a snapshot.
    pub(crate) fn last_sent(&self) -> u64 {
        self.outbox.lock().last_sent()
    }

    /// Makes the connection's task send a new snapshot, because the client cannot follow the event stream.
    pub(crate) fn start_over(&self) {
        self.send(|outbox, _| outbox.start_over());
    }

    /// Makes the connection's task close the socket.
    pub(crate) fn close(&self, reason: Close) {
        self.send(|outbox, _| outbox.close(reason));
    }

    /// Waits for work for the connection's task. Cancel safe.
    pub(crate) async fn next_task(&self) -> ConnectionTask {
        loop {
            let task = self.outbox.lock().next_task();
            if let Some(task) = task {
                return task;
            }
            self.task_ready.notified().await;
        }
    }

    /// Writes all waiting frames. Waits for as long as the client needs to accept them.
    ///
    /// # Errors
    /// The connection is broken.
    pub(crate) async fn flush(&self) -> io::Result<()> {
        loop {
            let flushed = self.outbox.lock().flush(&mut |bytes: &[u8]| self.transport.try_write(bytes));
            match flushed {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => self.transport.writable().await?,
                ended => return ended,
            }
        }
    }

    /// Writes all waiting frames and then `frame`, the last frame of the connection.
    ///
    /// # Errors
    /// The connection is broken.
    pub(crate) async fn send_close_frame(&self, frame: Bytes) -> io::Result<()> {
        self.outbox.lock().queue_close_frame(frame);
        self.flush().await
    }

    fn send(&self, write: impl FnOnce(&mut Outbox, &dyn Transport) -> SendOutcome) -> bool {
        let outcome = write(&mut self.outbox.lock(), &*self.transport);
        if outcome != SendOutcome::Done {
            self.task_ready.notify_one();
        }
        outcome != SendOutcome::Dropped
    }
}

/// Sends a frame without a `seq` to one client. Does not wait until it is written.
pub(crate) fn send_frame<T: Serialize>(writer: &SocketWriter, frame: &Frame<'_, T>) {
    match serde_json::to_string(frame) {
        Ok(text) => drop(writer.send_reliable(&text_frame(text))),
        Err(error) => tracing::error!(%error, kind = frame.kind, "frame not serialised"),
    }
}

/// Encodes `text` as a WebSocket text frame. All sockets that receive the frame share the bytes.
pub(crate) fn text_frame(text: impl Into<Bytes>) -> Bytes {
    let text = text.into();
    let mut bytes = Vec::with_capacity(text.len() + 10);
    // Writing to a `Vec` cannot fail.
    let _ = WebSocketFrame::message(text, OpCode::Data(Data::Text), true).format(&mut bytes);
    bytes.into()
}

/// The connection as the WebSocket library uses it. Frames of the library (pings, pongs) pass through the outbox, so
/// they never interleave with a frame of the hub.
pub(crate) struct Wire {
    stream: Arc<TcpStream>,
    writer: Arc<SocketWriter>,
}

impl Wire {
    pub(crate) fn new(stream: TcpStream) -> Self {
        let stream = Arc::new(stream);
        Self { writer: SocketWriter::new(stream.clone()), stream }
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
        SockRef::from(&*self.stream).shutdown(Shutdown::Write)?;
        let mut discarded = [0; 1024];
        loop {
            self.stream.readable().await?;
            match self.stream.try_read(&mut discarded) {
                Ok(0) => return Ok(()),
                Err(error) if error.kind() != io::ErrorKind::WouldBlock => return Err(error),
                Ok(_) | Err(_) => {}
            }
        }
    }
}

impl AsyncRead for Wire {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        loop {
            ready!(self.stream.poll_read_ready(cx))?;
            match self.stream.try_read(buffer.initialize_unfilled()) {
                Ok(read) => {
                    buffer.advance(read);
                    return Poll::Ready(Ok(()));
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Poll::Ready(Err(error)),
            }
        }
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
